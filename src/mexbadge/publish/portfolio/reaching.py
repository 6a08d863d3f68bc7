"""Vacancies that are open to a learner: now, or with the courses for exactly what is missing.

Which courses those are is worked out where plans are (:func:`mexbadge.match.plan_for`); nothing is promised by them.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from mexbadge.match import Match, plan_for
from mexbadge.plan import Course
from mexbadge.publish.portfolio.ahead import NextCourse, next_course
from mexbadge.publish.portfolio.contents import Opening
from mexbadge.texts import LANGUAGES

__all__ = ["MOST_REACHED", "openings_of"]

MOST_REACHED: Final = 5
"""How many vacancies are named of which something is missing."""


def openings_of(matches: Iterable[Match], courses: Iterable[Course], start: date) -> Iterator[Opening]:
    """Yield the vacancies whose requirements are met, and the first few for which courses give what is missing.

    ``matches`` are of one person, the best first; ``start`` is the first day on which a course may begin. A vacancy
    that is closed, against which something else speaks than what can be learned, or of which somebody's courses give
    only a part, is not among them. Raises :class:`InputError` as :func:`mexbadge.match.plan_for`.
    """
    listed, left = tuple(courses), MOST_REACHED
    for one in matches:
        if one.eligible:
            yield _opening(one)
        elif listed and left and one.only_lacks and (found := _courses(one, listed, start)):
            left -= 1
            yield _opening(one, found)


def _courses(match: Match, courses: tuple[Course, ...], start: date) -> tuple[NextCourse, ...]:
    plan = plan_for(match, courses, start=start)
    found = (next_course(step.course, step.starts or start) for step in plan.steps)
    return tuple(one for one in found if one is not None) if plan.feasible else ()


def _opening(match: Match, courses: tuple[NextCourse, ...] = ()) -> Opening:
    titles = {lang: match.vacancy.title.text(lang) or match.vacancy.id for lang in LANGUAGES}
    return Opening(titles, match.vacancy.employer, courses)
