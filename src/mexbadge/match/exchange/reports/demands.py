"""What a college can build on: what vacancies ask for, how many people lack it and show it, who teaches it, and where.

The numbers of people are those of :func:`mexbadge.match.demand`, with its suppression, and tell no more of a change
than of a state: where fewer than so many people make the difference, what was before is not shown.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from mexbadge.match.exchange.reports.table import Column, Value
from mexbadge.match.supply import AskedThing, Demand
from mexbadge.models.language import Words

__all__ = ["COLUMNS", "demand_rows"]

COLUMNS: Final = (
    Column("skill"),
    Column("skill_name", words=True),
    Column("level"),
    Column("occupations"),
    Column("asked", number=True),
    Column("lacked_before", number=True),
    Column("lacked", number=True),
    Column("supplied", number=True),
    Column("taught_by", number=True),
    Column("not_taught"),
    Column("places"),
)


def demand_rows(
    rows: Iterable[Demand],
    supplied: Mapping[AskedThing, int],
    before: Mapping[AskedThing, int],
    called: Callable[[tuple[str, ...]], Words],
    least: int,
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows, as :data:`COLUMNS`: what is asked, with how many show it now, and lacked it before.

    Who lacks something and who shows it are everybody together; so where one of the two is not shown, neither is.
    """
    for row in rows:
        thing = (row.names, row.level)
        shows, then, lacks = supplied.get(thing, 0), before.get(thing, 0), row.lacked
        if 0 < shows < least:
            lacks = None
        hidden = lacks is None or 0 < then < least or 0 < abs(then - lacks) < least
        yield (
            row.name,
            called(row.names),
            "" if row.level is None else str(row.level.native),
            " ".join(row.noc),
            row.asked,
            None if hidden else then,
            lacks,
            None if lacks is None else shows,
            row.taught_by,
            "" if row.taught_by else "x",
            "*" if row.places is None else str(row.places),
        )
