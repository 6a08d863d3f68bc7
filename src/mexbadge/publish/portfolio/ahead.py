"""What comes next for a learner: the open steps of pathways, and the courses that lead there.

Nothing is promised: a step is open where its pathway asks for it and nothing stands before it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from mexbadge.pathways import Evaluation, PathwayStatus, Progress
from mexbadge.pathways.explaining import name_of
from mexbadge.pathways.model import Earn
from mexbadge.plan import Course
from mexbadge.texts import LANGUAGES

__all__ = ["Journey", "NextCourse", "OpenStep", "building_on", "journey_of", "next_course"]

_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True)
class NextCourse:
    """A course: its name and its college in each language, and the day on which it begins next, if on certain days."""

    names: Mapping[str, str]
    colleges: Mapping[str, str]
    url: str | None
    starts: str | None


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A badge or a skill that a pathway asks for next, and the courses that award the badge."""

    names: Mapping[str, str]
    courses: tuple[NextCourse, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """A pathway: how many of its steps are done, of how many, and which come next."""

    names: Mapping[str, str]
    done: int
    needed: int
    complete: bool
    steps: tuple[OpenStep, ...]


def journey_of(evaluation: Evaluation, courses: Iterable[Course], today: date) -> Journey:
    """Return how far a learner is on a pathway, and what comes next."""
    listed = tuple(courses)
    leaves = [here for here in evaluation.root.walk() if not here.parts]
    return Journey(
        names={lang: evaluation.pathway.name.text(lang) or evaluation.pathway.id for lang in LANGUAGES},
        done=sum(here.satisfied for here in leaves),
        needed=len(leaves),
        complete=bool(evaluation),
        steps=tuple(_step(here, listed, today) for here in _open(evaluation.root)),
    )


def building_on(courses: Iterable[Course], held: frozenset[str], today: date) -> tuple[NextCourse, ...]:
    """Return the courses that ask for a badge that is held (by its achievement) and award one that is not."""
    return tuple(
        found
        for course in courses
        if any(one.achievement in held for one in course.prerequisites)
        and all(one.achievement is None or one.achievement in held for one in course.prerequisites)
        and set(course.awards) - held
        and (found := next_course(course, today)) is not None
    )


def _open(root: Progress) -> Iterator[Progress]:
    """Yield the leaves that can be earned now: below nothing that is met, and behind nothing that comes first."""
    waiting = [root]
    while waiting:
        here = waiting.pop()
        if here.satisfied or here.status is PathwayStatus.BLOCKED:
            continue
        if not here.parts:
            yield here
        waiting.extend(reversed(here.parts))


def _step(here: Progress, courses: tuple[Course, ...], today: date) -> OpenStep:
    wanted = here.node.achievement if isinstance(here.node, Earn) else None
    found = (next_course(course, today) for course in courses if wanted is not None and wanted in course.awards)
    names = {lang: name_of(here.node, lang) for lang in LANGUAGES}
    return OpenStep(names, tuple(one for one in found if one is not None))


def next_course(course: Course, today: date) -> NextCourse | None:
    """Return a course that can still be begun; ``None`` where all its days are over."""
    days = sorted(one.starts for one in course.sessions if one.starts >= today)
    if course.sessions and not days:
        return None
    return NextCourse(
        names={lang: course.name.text(lang) or course.id for lang in LANGUAGES},
        colleges={lang: course.college.name.text(lang) or course.college.id for lang in LANGUAGES},
        url=course.url if course.url and course.url.lower().startswith(_WEB) else None,
        starts=days[0].isoformat() if days else None,
    )
