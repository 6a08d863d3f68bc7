"""How long it took until a vacancy was filled, by occupation."""

from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import median
from typing import Final

from mexbadge.match.exchange.reports.placed import NOT_SAID, title_of
from mexbadge.match.exchange.reports.releasing import release
from mexbadge.match.exchange.reports.table import ALL, Column, Value

__all__ = ["COLUMNS", "filling_rows"]

COLUMNS: Final = (
    Column("noc"),
    Column("occupation", words=True),
    Column("filled", number=True),
    Column("median_to_fill", number=True),
)


def filling_rows(filled: Iterable[tuple[str | None, int]], least: int) -> Iterator[tuple[Value, ...]]:
    """Yield the rows, as :data:`COLUMNS`, of vacancies by their occupation and the days that each took."""
    found = [(noc or NOT_SAID, days) for noc, days in filled]
    shown = release(Counter((noc,) for noc, _ in found), [[(), (0,)]], least)
    for (noc,) in sorted(shown, key=lambda margin: margin[0] or ""):
        days = [took for name, took in found if noc in {None, name}]
        yield noc or ALL, title_of(noc or ALL), shown[noc,], round(median(days))
