"""Date-times as text, and the instants that they name.

A date-time is kept as it was written, since the written form is what was signed; :func:`instant` says which moment it
is.
"""

import re
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from mexbadge.errors import InputError

__all__ = [
    "DATE_TIME_PATTERN",
    "ZONED_PATTERN",
    "from_numeric",
    "instant",
    "instant_ob2",
    "is_day",
    "is_instant",
    "lexical_problem",
]

_DAY: Final = r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK: Final = r"(([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]+)?|24:00:00(\.0+)?)"
_ZONE: Final = r"(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
ZONED_PATTERN: Final = f"^{_DAY}T{_CLOCK}{_ZONE}$"
"""XML Schema ``dateTimeStamp`` of the years 0000 to 9999, and the leap second of RFC 3339."""
DATE_TIME_PATTERN: Final = f"^{_DAY}T{_CLOCK}{_ZONE}?$"
"""The same where the zone may be left out (``dateTime``)."""

_PARTS: Final = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]+))?(Z|[+-][0-9]{2}:[0-9]{2})?"
)
_LOOSE: Final = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2}(?:[.,][0-9]+)?)?(Z|[+-][0-9]{2}(?::?[0-9]{2})?)"
)
_UNIX: Final = re.compile(r"[0-9]{1,11}(\.[0-9]{1,9})?")
_LAST_OFFSET_MINUTES: Final = 14 * 60
_LONGEST: Final = 64
_LEAP_SECOND: Final = 60
_MIDNIGHT: Final = 24
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


def instant(text: str) -> datetime:
    """Return the moment that an XML Schema ``dateTime`` with a zone names, as an aware datetime in UTC.

    ``24:00:00`` is the midnight that follows; a leap second (``23:59:60`` in UTC) is the second after ``23:59:59``;
    what is finer than a microsecond is cut off; a moment that UTC puts just outside the years 1 to 9999 counts as the
    first or last moment of them. Raises :class:`InputError` ``models_date_zone`` where only the zone is missing,
    ``models_date`` for all else that names no moment.
    """
    if len(text) > _LONGEST:
        raise _no_date(text)
    return _instant(text)


def is_instant(text: str) -> bool:
    """Return whether ``text`` names a moment, as :func:`instant` reads it."""
    return lexical_problem(text, zone_needed=True) is None


@lru_cache(maxsize=1024)
def _instant(text: str) -> datetime:
    """Work out a moment; the last ones are remembered, since those of an issuer come again with each badge."""
    match = _PARTS.fullmatch(text)
    if match is None:
        raise _no_date(text)
    year, month, day, hour, minute, second = (int(part) for part in match.group(1, 2, 3, 4, 5, 6))
    fraction, zone = match.group(7) or "", match.group(8)
    midnight, leap = hour == _MIDNIGHT, second == _LEAP_SECOND
    if midnight and (minute or second or fraction.strip("0")):
        raise _no_date(text)
    try:
        local = datetime(
            year, month, day, 0 if midnight else hour, minute, second - leap, int(f"{fraction}000000"[:6]), UTC
        )
    except ValueError:
        raise _no_date(text) from None
    moment = _moved(local, timedelta(days=midnight) - _offset(zone, text))
    if leap and (moment.hour, moment.minute) != (23, 59):
        raise _no_date(text)
    return _moved(moment, timedelta(seconds=leap))


def lexical_problem(text: str, *, zone_needed: bool) -> str | None:
    """Return the code of what is wrong with a date-time as text, or ``None``.

    ``models_date``; ``models_date_zone`` where a zone is needed and missing.
    """
    try:
        instant(text)
    except InputError as error:
        if error.code != "models_date_zone" or zone_needed:
            return error.code
    return None


def from_numeric(seconds: object) -> datetime | None:
    """Read a NumericDate (RFC 7519, section 2) of the years 1 to 9999; return ``None`` for anything else."""
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    try:
        return _EPOCH + timedelta(seconds=seconds)
    except (ValueError, OverflowError):
        return None


def is_day(text: str) -> bool:
    """Return whether ``text`` is a calendar day, ``YYYY-MM-DD``."""
    if re.fullmatch(_DAY, text) is None:
        return False
    try:
        datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def instant_ob2(value: object) -> datetime | None:
    """Return the moment that a date of Open Badges 0.5 to 2.0 names, or ``None`` where it names none.

    ISO 8601 with a zone (``Z``, ``+hh:mm``, ``+hhmm``, ``+hh``; seconds may be missing), a day (its midnight in UTC),
    or seconds since 1970 as a number or as text, as the 1.x versions allow.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _unix(float(value))
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    if _UNIX.fullmatch(value):
        return _unix(float(value))
    if is_day(value):
        return _quiet(f"{value}T00:00:00Z")
    if (match := _LOOSE.fullmatch(value)) is None:
        return None
    day, clock, seconds, zone = match.groups()
    if zone != "Z":
        zone = f"{zone[:3]}:{zone[-2:] if len(zone) > len('+hh') else '00'}"
    return _quiet(f"{day}T{clock}{(seconds or ':00').replace(',', '.')}{zone}")


def _quiet(text: str) -> datetime | None:
    try:
        return instant(text)
    except InputError:
        return None


def _unix(seconds: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _offset(zone: str | None, text: str) -> timedelta:
    """Return how far local time is ahead of UTC."""
    if zone is None:
        raise InputError("models_date_zone", value=text)
    if zone == "Z":
        return timedelta()
    hours, minutes = int(zone[1:3]), int(zone[4:6])
    total = hours * 60 + minutes
    if minutes > 59 or total > _LAST_OFFSET_MINUTES:  # noqa: PLR2004 - minutes of an hour
        raise _no_date(text)
    return timedelta(minutes=-total if zone[0] == "-" else total)


def _moved(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        return _LAST if by > timedelta() else _FIRST


def _no_date(text: str) -> InputError:
    return InputError("models_date", value=text)
