"""Who gets which place, by the rule that the administrator chose: pure, and the same input always gives the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from mexbadge.match.exchange.config import PlaceRule
from mexbadge.match.market import Pairing, max_weight

__all__ = ["Possible", "chosen"]

_WHOLE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Possible:
    """A pair that could be matched: how well it fits, and since when the applicant is registered."""

    applicant: str
    vacancy: str
    score: Fraction
    since: str


def chosen(possible: Sequence[Possible], seats: Mapping[str, int], rule: PlaceRule) -> tuple[Possible, ...]:
    """Return the pairs that are matched: each applicant in one at most, and no vacancy beyond its seats.

    ``best-total``: the greatest sum of scores over all (each pair counts a little by itself, so that of two equal sums
    the one with more people wins). ``first-come``: who registered first takes the best that is left.
    """
    if rule is PlaceRule.FIRST_COME:
        return _first_come(possible, seats)
    pairs = {(one.applicant, one.vacancy): one for one in possible}
    weighed = [Pairing(one.applicant, one.vacancy, int(one.score * _WHOLE) + 1) for one in possible]
    made = max_weight(weighed, {**dict.fromkeys((one.vacancy for one in possible), 0), **seats})
    return tuple(sorted((pairs[one.applicant, one.vacancy] for one in made), key=lambda one: one.applicant))


def _first_come(possible: Sequence[Possible], seats: Mapping[str, int]) -> tuple[Possible, ...]:
    left, placed, found = dict(seats), set[str](), list[Possible]()
    for one in sorted(possible, key=lambda one: (one.since, one.applicant, -one.score, one.vacancy)):
        if one.applicant not in placed and left.get(one.vacancy, 0) > 0:
            left[one.vacancy] -= 1
            placed.add(one.applicant)
            found.append(one)
    return tuple(found)
