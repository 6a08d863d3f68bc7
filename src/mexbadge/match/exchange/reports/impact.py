"""Whether groups of people come through alike: rates of who was matched and who was hired, and their ratios.

The groups come with the question, from people's voluntary answers; nothing of them is kept, and no match sees them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from mexbadge.match.exchange.reports.releasing import Margin, release
from mexbadge.match.exchange.reports.table import Column, Value

__all__ = ["COLUMNS", "Considered", "impact_rows"]

COLUMNS: Final = (
    Column("stage"),
    Column("group"),
    Column("people", number=True),
    Column("chosen", number=True),
    Column("rate", number=True),
    Column("impact", number=True),
    Column("below_four_fifths"),
)
_FOUR_FIFTHS: Final = Fraction(4, 5)
_PLACES: Final = 4
_PHASES: Final = ([(), (0,)], [(1,), (0, 1)], [(2,), (0, 2)])


@dataclass(frozen=True, slots=True)
class Considered:
    """Somebody who could be matched: their group, and whether they were matched, and hired."""

    group: str
    matched: bool
    hired: bool


def impact_rows(people: Iterable[Considered], least: int) -> Iterator[tuple[Value, ...]]:
    """Yield the rows, as :data:`COLUMNS`; a group of which a number cannot be shown has no rate, and is no measure."""
    cells = Counter((one.group, *("yes" if said else "no" for said in (one.matched, one.hired))) for one in people)
    shown = release(cells, _PHASES, least)
    groups = sorted(margin[0] for margin in shown if margin[0] is not None and margin[1:] == (None, None))
    for place, stage in ((1, "matched"), (2, "hired")):
        counts = {group: _chosen(shown, group, place) for group in groups}
        wholes = {group: shown[group, None, None] for group in groups}
        rates = {group: Fraction(count, wholes[group]) for group, count in counts.items() if count is not None}
        best = max(rates.values(), default=Fraction(0))
        for group in groups:
            rate = rates.get(group)
            impact = rate / best if rate is not None and best else None
            below = "" if impact is None else "x" if impact < _FOUR_FIFTHS else ""
            yield stage, group, wholes[group], counts[group], _decimal(rate), _decimal(impact), below


def _chosen(shown: Mapping[Margin, int], group: str, place: int) -> int | None:
    """Return how many of a group were chosen, as far as what is shown tells."""
    yes, no = (tuple(word if at == place else None for at in (1, 2)) for word in ("yes", "no"))
    if (group, *yes) in shown:
        return shown[group, *yes]
    rest = shown.get((group, *no))
    return None if rest is None else shown[group, None, None] - rest


def _decimal(value: Fraction | None) -> Decimal | None:
    return None if value is None else round(Decimal(value.numerator) / Decimal(value.denominator), _PLACES)
