"""Quarters of a year: people are counted by whole ones that are over, each for itself.

A sum over days that anybody chooses, taken twice with one day more, would tell what happened on that day.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from mexbadge.errors import InputError

__all__ = ["Quarter", "whole_quarters"]

_MONTHS: Final = 3
_MOST: Final = 400


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """The quarter ``number`` (from 1) of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Return the quarter in which a day is."""
        return cls(day.year, (day.month - 1) // _MONTHS + 1)

    @property
    def first(self) -> date:
        """The first day."""
        return date(self.year, (self.number - 1) * _MONTHS + 1, 1)

    @property
    def end(self) -> date:
        """The first day after it."""
        return self.later(1).first

    def later(self, count: int) -> "Quarter":
        """Return the one so many quarters later."""
        year, number = divmod(self.year * 4 + self.number - 1 + count, 4)
        return Quarter(year, number + 1)


def whole_quarters(since: date, until: date) -> tuple[Quarter, ...]:
    """Return the quarters from one day to another, both counted.

    Raises :class:`InputError` ``exchange_report_quarters`` where the days do not begin one and end one.
    """
    begins, ends = Quarter.of(since), Quarter.of(until)
    if since != begins.first or until + timedelta(days=1) != ends.end or since > until:
        raise InputError("exchange_report_quarters", since=since, until=until, first=begins.first, last=_last(ends))
    found = tuple(_between(begins, ends))
    if len(found) > _MOST:
        raise InputError("exchange_report_days", since=since, until=until)
    return found


def _last(quarter: Quarter) -> date:
    return quarter.end - timedelta(days=1)


def _between(begins: Quarter, ends: Quarter) -> Iterator[Quarter]:
    while begins <= ends:
        yield begins
        begins = begins.later(1)
