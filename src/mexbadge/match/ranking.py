"""One person and many vacancies: the order of all from whole numbers, and the whole assessment of the best alone.

What a skill earns is the same in every vacancy that asks it, and is computed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import nsmallest
from typing import TypeAlias

from mexbadge.match.fitting import Case, Met, best_of, fit_of
from mexbadge.match.matching import Match, judged
from mexbadge.match.opening import closed
from mexbadge.match.scoring import FULL, worths
from mexbadge.match.vacancy import Kind, Requirement, Vacancy

__all__ = ["best_vacancies"]

_Place: TypeAlias = tuple[bool, Fraction, int, str]
"""By what vacancies stand in order: open ones first, then by score, musts that are met, and id."""


def best_vacancies(case: Case, vacancies: Sequence[Vacancy], top: int | None) -> tuple[Match, ...]:
    """Return the matches with the ``top`` best vacancies (``None``: with all), the best first, then those not open."""
    if top is None or top >= len(vacancies):
        return tuple(sorted((judged(case, one) for one in vacancies), key=_place_of))
    ranking = _Ranking(case)
    places = [(ranking.place(vacancy), number) for number, vacancy in enumerate(vacancies)]
    return tuple(judged(case, vacancies[number]) for _, number in nsmallest(top, places))


def _place_of(match: Match) -> _Place:
    return (match.closed is not None, -match.score, -match.covered, match.vacancy.id)


@dataclass(slots=True)
class _Ranking:
    """What each thing that is asked earns, as far as it was looked up: the credit, and whether it is met."""

    case: Case
    known: dict[object, tuple[int, bool]] = field(default_factory=dict)

    def place(self, vacancy: Vacancy) -> _Place:
        """Return where a vacancy stands, exactly as its match does."""
        case = self.case
        if vacancy.each_once:
            return _place_of(judged(case, vacancy))
        values = worths(vacancy.requirements, case.policy.weights, case.policy.rules, case.taxonomy)
        whole, earned, covered, other = sum(values), 0, 0, Fraction(0)
        for one, value in zip(vacancy.requirements, values, strict=True):
            if one.skills:
                credit, met = self.of(one)
                earned += credit * value
            else:
                fit = fit_of(one, value, whole, case)
                other += fit.contribution
                met = fit.met is Met.MET
            covered += met and one.kind is Kind.MUST
        score = (Fraction(earned, whole * FULL) if earned else Fraction(0)) + other
        return (closed(vacancy, case.at) is not None, -score, -covered, vacancy.id)

    def of(self, one: Requirement) -> tuple[int, bool]:
        """Return what one thing that is asked earns, and whether it is met."""
        key = (one.skills, one.level, one.max_age)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = best_of(one, self.case)
        return found
