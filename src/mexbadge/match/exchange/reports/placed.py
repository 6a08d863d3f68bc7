"""From unemployed to placed: hires by occupation, region and how people had stood, for each quarter by itself."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final

from mexbadge import texts
from mexbadge.errors import InputError
from mexbadge.match.exchange.reports.quarters import Quarter
from mexbadge.match.exchange.reports.releasing import Cell, Margin, release
from mexbadge.match.exchange.reports.table import ALL, Column, Value
from mexbadge.models.language import Words
from mexbadge.skills import Noc

__all__ = ["COLUMNS", "NOT_SAID", "Placed", "placed_rows", "title_of", "words_of"]

NOT_SAID: Final = "not-stated"
"""What stands where nobody said."""
COLUMNS: Final = (
    Column("quarter"),
    Column("noc"),
    Column("occupation", words=True),
    Column("region"),
    Column("status"),
    Column("status_name", words=True),
    Column("hires", number=True),
    Column("employed_90", number=True),
    Column("left_90", number=True),
    Column("employed_180", number=True),
    Column("left_180", number=True),
)
_BROAD, _NOC, _REGION, _STATUS, _DAY_90, _DAY_180 = range(6)
_FIRST: Final = (
    (),
    (_STATUS,),
    (_REGION,),
    (_BROAD,),
    (_REGION, _STATUS),
    (_BROAD, _STATUS),
    (_BROAD, _REGION),
    (_BROAD, _NOC),
    (_BROAD, _NOC, _STATUS),
    (_BROAD, _NOC, _REGION),
    (_BROAD, _REGION, _STATUS),
    (_BROAD, _NOC, _REGION, _STATUS),
)
"""What is shown the rather comes first."""


@dataclass(frozen=True, slots=True)
class Placed:
    """One hire: unit group, region and status where they were said, and whether it held after 90 and 180 days."""

    noc: str | None = None
    region: str | None = None
    status: str | None = None
    employed_90: str | None = None
    employed_180: str | None = None

    @property
    def cell(self) -> Cell:
        """Return where it counts."""
        noc = self.noc or NOT_SAID
        broad = noc[:1] if self.noc else NOT_SAID
        said = (self.employed_90 or "", self.employed_180 or "")
        return broad, noc, self.region or NOT_SAID, self.status or NOT_SAID, *said


def placed_rows(quarters: Mapping[Quarter, Iterable[Placed]], least: int) -> Iterator[tuple[Value, ...]]:
    """Yield the rows, as :data:`COLUMNS`: of each quarter first all, then by what it is told apart.

    A quarter's rows depend on that quarter's hires alone. What is told of how hires went on is that which the caller
    gives: it must be what was known on a day that follows from the quarter.
    """
    later = [[(*mask, day) for mask in _FIRST] for day in (_DAY_90, _DAY_180)]
    for quarter in sorted(quarters):
        cells = Counter(one.cell for one in quarters[quarter])
        shown = release(cells, [_FIRST, *later], least)
        groups = [margin for margin in shown if margin[_DAY_90] is None and margin[_DAY_180] is None]
        for group in sorted(groups, key=_order):
            yield (str(quarter), *_named(group), shown[group], *_stays(shown, group))


def _order(margin: Margin) -> tuple[object, ...]:
    return tuple(part is not None for part in margin), tuple(part or "" for part in margin)


def _named(group: Margin) -> Iterator[Value]:
    broad, noc, region, status = group[:_DAY_90]
    code = noc or broad or ALL
    yield code
    yield title_of(code)
    yield region or ALL
    yield status or ALL
    yield words_of(f"exchange_status_{(status or ALL).replace('-', '_')}")


def _stays(shown: Mapping[Margin, int], group: Margin) -> Iterator[int | None]:
    for day, answer in product((_DAY_90, _DAY_180), ("yes", "no")):
        yield shown.get(tuple(answer if place == day else part for place, part in enumerate(group)))


def title_of(code: str) -> Words:
    """Return what an occupation is called: a code of the NOC 2021, :data:`ALL`, :data:`NOT_SAID`."""
    if code in {ALL, NOT_SAID}:
        return words_of(f"exchange_status_{code.replace('-', '_')}")
    try:
        return Noc.of(code).title
    except InputError:
        return Words.of(code)


def words_of(code: str) -> Words:
    """Return a sentence of ours in both languages."""
    return Words.of({"en": texts.message(code, "en"), "fr": texts.message(code, "fr")})
