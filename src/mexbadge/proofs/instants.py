"""Points in time as proofs and tokens write them: date-time texts and NumericDates."""

from datetime import UTC, datetime, timedelta
from typing import Final

from mexbadge.errors import InputError
from mexbadge.models.dates import from_numeric, instant

__all__ = ["from_numeric", "numeric", "parse_instant", "same_instant"]

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ONE_SECOND: Final = timedelta(seconds=1)


def parse_instant(text: object) -> datetime | None:
    """Return the moment that an XML Schema ``dateTime`` names, or ``None`` for anything else.

    A text without an offset is UTC, as Data Integrity 1.0, section 2.1, and the VC Data Model 2.0, section 4.9, say.
    """
    if not isinstance(text, str):
        return None
    try:
        return instant(text)
    except InputError as error:
        return parse_instant(f"{text}Z") if error.code == "models_date_zone" else None


def numeric(moment: datetime) -> int:
    """Write ``moment`` as a NumericDate in whole seconds; a part of a second is left out."""
    return (moment - _EPOCH) // _ONE_SECOND


def same_instant(one: datetime, other: datetime) -> bool:
    """Return whether two moments are less than a second apart: a NumericDate often leaves out the part of a second."""
    return abs(one - other) < _ONE_SECOND
