"""One person and many vacancies: the order of all by their fit, and the whole assessment of the best alone.

The fit (:mod:`mexbadge.match.likelihood`) decides; the score and the musts that are met part what fits equally well.
"""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from heapq import nsmallest
from typing import TypeAlias

from mexbadge.match.fitting import Case, fit_of, worth_for
from mexbadge.match.likelihood import Posts
from mexbadge.match.matching import Match, judged
from mexbadge.match.opening import closed
from mexbadge.match.scoring import FULL
from mexbadge.match.vacancy import Requirement, Vacancy

__all__ = ["best_vacancies"]

_Place: TypeAlias = tuple[bool, int, Fraction, int, str]
"""By what vacancies stand in order: open ones first, then by fit, score, musts that are met, and id."""


def best_vacancies(case: Case, vacancies: Sequence[Vacancy], top: int | None) -> tuple[Match, ...]:
    """Return the matches with the ``top`` best vacancies (``None``: with all), the best first, then those not open."""
    posts = Posts.of(vacancies, case.taxonomy, case.policy.rules, case.at, case.profile.skills)
    given = _given(case, posts)
    rough = [(closed(one, case.at) is not None, -sum(given[number].values())) for number, one in enumerate(vacancies)]
    if top is not None and 0 < top < len(rough):
        last = nsmallest(top, rough)[-1]
        chosen = [number for number, place in enumerate(rough) if place <= last]
    else:
        chosen = list(range(len(rough))) if top != 0 else []
    matches = (replace(judged(case, vacancies[number]), fit=posts.told(number, given[number])) for number in chosen)
    return tuple(sorted(matches, key=_place_of)[:top])


def _place_of(match: Match) -> _Place:
    fit = 0 if match.fit is None else match.fit.value
    return (match.closed is not None, -fit, -match.score, -match.covered, match.vacancy.id)


def _given(case: Case, posts: Posts) -> list[dict[str, int]]:
    """Return for each vacancy what each thing that is held gives."""
    given: list[dict[str, int]] = [{} for _ in posts.vacancies]
    for number, held, value in posts.parts(case.profile.skills, lambda held, one: worth_for(held, one, case)):
        given[number][held] = value

    def achieved(one: Requirement) -> int:
        return int(fit_of(one, 1, 1, case).contribution * FULL)

    for number in posts.others:
        given[number].update(posts.other(number, achieved))
    return given
