"""Days as people and spreadsheets write them. One that could mean two days is refused, never guessed."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from mexbadge.errors import InputError

__all__ = ["DateOrder", "is_date_time", "proven_order", "read_day"]

DateOrder = Literal["dmy", "mdy"]

_ISO: Final = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", re.ASCII)
_MIDNIGHT: Final = re.compile(r"[T ]0{1,2}:00(:00(\.0+)?)?", re.ASCII)
_NUMBERS: Final = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_SHORT_YEAR: Final = re.compile(r"\d{1,2}[-/. ]\w{1,9}[-/. ]\d{2}", re.ASCII)
_SERIAL: Final = re.compile(r"[1-9]\d{4}([.,]\d+)?", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:er|st|nd|rd|th)?[-/. ]*([a-z]{3,9})\.?,?[-/. ]*(\d{4})", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"([a-z]{3,9})\.?[-/. ]*(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4})", re.ASCII)
_EXCEL_DAY_ZERO: Final = date(1899, 12, 30)
_LONGEST: Final = 40
_MONTHS: Final[Mapping[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            "january jan janvier janv",
            "february feb fevrier fevr fev",
            "march mar mars",
            "april apr avril avr",
            "may mai",
            "june jun juin",
            "july jul juillet juil",
            "august aug aout",
            "september sept sep septembre",
            "october oct octobre",
            "november nov novembre",
            "december dec decembre",
        ),
        start=1,
    )
    for name in names.split()
}


def read_day(text: str, order: DateOrder | None = None) -> date:
    """Return the day that ``text`` names; a midnight after it is nothing.

    ``2026-03-01``, ``2026/3/1``, ``1 March 2026``, ``1er mars 2026``, ``25/12/2026``; and ``03/04/2026`` where
    ``order`` says which comes first. Raises :class:`InputError`: ``roster_date_ambiguous``, ``roster_date_year``,
    ``roster_date_serial``, ``roster_date_order``, ``roster_date``.
    """
    if len(text) > _LONGEST:
        raise InputError("roster_date", value=text)
    found = _ISO.match(text)
    if found is not None:
        rest = text[found.end() :]
        day = _day(*map(int, found.groups())) if not rest or _MIDNIGHT.fullmatch(rest) else None
        if day is None:
            raise InputError("roster_date", value=text)
        return day
    plain = _plain(text)
    day = _numbers(plain, text, order) or _words(plain)
    if day is None:
        raise _why(plain, text)
    return day


def is_date_time(text: str) -> bool:
    """Return whether a text begins as ``2026-03-01`` and goes on with more than a midnight."""
    found = _ISO.match(text) if len(text) <= _LONGEST else None
    return found is not None and bool(rest := text[found.end() :]) and not _MIDNIGHT.fullmatch(rest)


def proven_order(texts: Iterable[str]) -> tuple[DateOrder, str] | None:
    """Return the order that one date proves (``25/12/2026``, since there is no 25th month), and that date.

    ``None`` where no date proves one, or where two dates prove different ones.
    """
    proofs: dict[DateOrder, str] = {}
    for text in texts:
        found = _NUMBERS.fullmatch(_plain(text)) if len(text) <= _LONGEST else None
        if found is None:
            continue
        first, second, year = map(int, found.groups())
        day_first, month_first = _day(year, second, first), _day(year, first, second)
        if (day_first is None) != (month_first is None):
            proofs.setdefault("mdy" if day_first is None else "dmy", text)
    return next(iter(proofs.items())) if len(proofs) == 1 else None


def _numbers(plain: str, text: str, order: DateOrder | None) -> date | None:
    """Read ``25/12/2026``: of the two numbers before the year, one is the day and one the month."""
    found = _NUMBERS.fullmatch(plain)
    if found is None:
        return None
    first, second, year = map(int, found.groups())
    days = {"dmy": _day(year, second, first), "mdy": _day(year, first, second)}
    possible = {kind: day for kind, day in days.items() if day is not None}
    if order is not None:
        if order not in possible and possible:
            raise InputError("roster_date_order", value=text, order=order)
        return possible.get(order)
    if len(set(possible.values())) > 1:
        one, other = (day.isoformat() for day in possible.values())
        raise InputError("roster_date_ambiguous", value=text, one=one, other=other)
    return next(iter(possible.values()), None)


def _words(plain: str) -> date | None:
    """Read a date whose month is a word."""
    for pattern, day_at, month_at in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        found = pattern.fullmatch(plain)
        month = _MONTHS.get(found[month_at]) if found else None
        if found is not None and month is not None:
            return _day(int(found[3]), month, int(found[day_at]))
    return None


def _why(plain: str, text: str) -> InputError:
    """Say why it is no date, as helpfully as can be."""
    if _SHORT_YEAR.fullmatch(plain):
        return InputError("roster_date_year", value=text)
    if _SERIAL.fullmatch(plain):
        day = _EXCEL_DAY_ZERO + timedelta(days=int(plain[:5]))
        return InputError("roster_date_serial", value=text, day=day.isoformat())
    return InputError("roster_date", value=text)


def _plain(text: str) -> str:
    return "".join(_letters(text.casefold()))


def _letters(text: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKD", text):
        if not unicodedata.combining(character):
            yield " " if character.isspace() else character


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
