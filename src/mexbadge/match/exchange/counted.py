"""The demand that stands on the public pages is counted anew after four weeks, and stays so until then.

Counted at each publishing, one person who came or went between two of them would be told by the difference, however
large the groups are that each of them shows.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from pydantic import Field
from sqlalchemy import delete, insert, select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.errors import MexBadgeError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook, text_of
from mexbadge.match.supply import Demand, DemandTable
from mexbadge.models.forms import Day, DocumentForm, form_of
from mexbadge.skills import Level

__all__ = ["CountedDemand", "counted_once"]

_ROW: Final = "public-demand"
_STAYS: Final = timedelta(days=28)


class _CountedThing(DocumentForm):
    """One thing that is asked for, as :class:`Demand`."""

    names: tuple[str, ...]
    level: dict[str, str] | None = None
    asked: int
    lacked: int | None = None
    taught_by: int
    places: int | None = None
    noc: tuple[str, ...] = ()

    def demand(self) -> Demand:
        """Return it; raises as :meth:`Level.parse`."""
        level = None if self.level is None else Level.parse(self.level)
        return Demand(self.names, level, self.asked, self.lacked, self.taught_by, self.places, self.noc)


class CountedDemand(DocumentForm):
    """What was counted, and on which day."""

    day: Day
    rows: tuple[_CountedThing, ...]
    lacks: int | None = None
    least: int = Field(ge=1)

    @classmethod
    def of(cls, day: date, table: DemandTable) -> "CountedDemand":
        """Return a table as it is kept."""
        rows = tuple(
            _CountedThing(
                names=one.names,
                level=None if one.level is None else one.level.to_json(),
                asked=one.asked,
                lacked=one.lacked,
                taught_by=one.taught_by,
                places=one.places,
                noc=one.noc,
            )
            for one in table
        )
        return cls(day=day, rows=rows, lacks=table.lacks, least=table.least)

    def table(self) -> DemandTable:
        """Return the table; raises as :meth:`Level.parse`."""
        return DemandTable(tuple(one.demand() for one in self.rows), self.lacks, self.least)


def counted_once(book: ExchangeBook, day: date, count: Callable[[], DemandTable | None]) -> CountedDemand | None:
    """Return what was counted in the four weeks before a day; where nothing was, count it and keep that.

    ``None`` where there is nothing to count, or nothing is asked for; then nothing is kept.
    """
    with book.read() as connection:
        known = _kept(connection, day)
    if known is not None:
        return known
    table = count()
    if not table:
        return None
    with book.transaction() as connection:
        known = _kept(connection, day)
        if known is not None:  # somebody else was faster, and theirs is what everybody sees
            return known
        made = CountedDemand.of(day, table)
        connection.execute(delete(tables.SETTINGS).where(tables.SETTINGS.c.name == _ROW))
        connection.execute(insert(tables.SETTINGS), {"name": _ROW, "value": text_of(made.to_json())})
    return made


def _kept(connection: Connection, day: date) -> CountedDemand | None:
    """Return what is kept of these four weeks; ``None`` for what is older, and for what cannot be read."""
    value = connection.execute(select(tables.SETTINGS.c.value).where(tables.SETTINGS.c.name == _ROW)).scalar()
    if value is None:
        return None
    with suppress(MexBadgeError, ValueError):
        found = form_of(CountedDemand, _json.loads_object(value.encode()))
        found.table()
        return found if abs(day - found.day) < _STAYS else None
    return None
