"""Which rows of a list get a badge: ``--where "Final Grade >= 60"``.

Pure: a condition is read against the headings, and asked of one cell at a time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeVar

from mexbadge.errors import InputError
from mexbadge.issuer.roster.dates import DateOrder, read_date
from mexbadge.tabular.headings import heading_key

__all__ = ["Condition", "read_condition"]

_SIGN: Final = re.compile(r">=|<=|!=|==|≥|≤|≠|=|>|<")
_EQUALITY: Final = ("=", "!=")
_SAME: Final = {"≥": ">=", "≤": "<=", "≠": "!=", "==": "="}
_NUMBER: Final = re.compile(r"(-?\d{1,12}(?:[.,]\d{1,9})?)\s?(%?)", re.ASCII)
_OTHER: Final = "|"
_T = TypeVar("_T", Decimal, datetime)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: the cell under ``heading`` (column ``at``), a sign, and what it is compared with.

    ``=`` and ``!=`` compare texts without regard to capitals and accents, and may name several: ``Pass|Completed``.
    The others compare numbers or dates.
    """

    at: int
    heading: str
    sign: str
    value: str
    order: DateOrder | None = None

    def holds(self, cell: str) -> bool:
        """Return whether the cell meets the condition; an empty one never is more, less or equal.

        Raises :class:`InputError` ``roster_where_cell`` for a cell that cannot be compared.
        """
        if self.sign in _EQUALITY:
            return any(self._equals(cell, one) for one in self.value.split(_OTHER)) == (self.sign == "=")
        if not cell:
            return False
        wanted, found = _number(self.value), _number(cell)
        if wanted is not None and found is not None and _comparable(wanted, found):
            return _compared(found[0], self.sign, wanted[0])
        if wanted is None:
            day, here = _date(self.value, self.order), _date(cell, self.order)
            if day is not None and here is not None:
                return _compared(here, self.sign, day)
        raise InputError("roster_where_cell", value=cell, column=self.heading, condition=self.text)

    @property
    def text(self) -> str:
        """The condition in one line."""
        return f"{self.heading} {self.sign} {self.value}"

    def _equals(self, cell: str, value: str) -> bool:
        one, other = _number(cell), _number(value)
        if one is not None and other is not None and one[1] == other[1]:
            return one[0] == other[0]
        return heading_key(cell) == heading_key(value) and (bool(heading_key(value)) or cell == value.strip())


def read_condition(text: str, headings: Sequence[str], order: DateOrder | None = None) -> Condition:
    """Read ``HEADING SIGN VALUE``; a heading may be shortened as long as it means one column.

    Raises :class:`InputError`: ``roster_where`` (no sign, or nothing on one side), ``roster_where_column`` (no such
    heading, or several), ``roster_where_value`` (more or less than what is neither a number nor a date).
    """
    found = [(text[: one.start()].strip(), one[0], text[one.end() :].strip()) for one in _SIGN.finditer(text)]
    splits = [(left, _SAME.get(sign, sign), right) for left, sign, right in found if left]
    if not splits:
        raise InputError("roster_where", value=text)
    for left, sign, right in reversed(splits):
        places = _columns(left, headings)
        if len(places) == 1:
            return _checked(Condition(places[0], headings[places[0]], sign, right, order))
    left = splits[0][0]
    several = ", ".join(headings[at] for at in _columns(left, headings))
    raise InputError("roster_where_column", heading=left, headings=several or ", ".join(filter(None, headings)))


def _checked(condition: Condition) -> Condition:
    if condition.sign in _EQUALITY:
        return condition
    if not condition.value:
        raise InputError("roster_where", value=condition.text)
    if _number(condition.value) is None and _date(condition.value, condition.order) is None:
        raise InputError("roster_where_value", value=condition.value, condition=condition.text)
    return condition


def _columns(heading: str, headings: Sequence[str]) -> list[int]:
    key = heading_key(heading)
    keys = [heading_key(one) for one in headings]
    same = [at for at, one in enumerate(keys) if one == key]
    return same or [at for at, one in enumerate(keys) if key and one.startswith(key)]


def _number(text: str) -> tuple[Decimal, bool] | None:
    """Return the number, and whether it is a percentage."""
    found = _NUMBER.fullmatch(text.strip())
    return (Decimal(found[1].replace(",", ".")), bool(found[2])) if found else None


def _comparable(wanted: tuple[Decimal, bool], found: tuple[Decimal, bool]) -> bool:
    """Return whether two numbers mean the same kind: a share such as 0.85 beside 60 % could mean two things."""
    return wanted[1] == found[1] or all(abs(number) > 1 for number, percent in (wanted, found) if not percent)


def _date(text: str, order: DateOrder | None) -> datetime | None:
    try:
        return read_date(text, order)
    except InputError:
        return None


def _compared(found: _T, sign: str, wanted: _T) -> bool:
    return {">=": found >= wanted, "<=": found <= wanted, ">": found > wanted, "<": found < wanted}[sign]
