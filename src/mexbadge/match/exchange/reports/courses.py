"""What comes of courses: how long they took people, and how many brought a badge and were hired, quarter by quarter."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

from mexbadge.match.exchange.reports.placed import words_of
from mexbadge.match.exchange.reports.quarters import Quarter
from mexbadge.match.exchange.reports.releasing import Cell, release
from mexbadge.match.exchange.reports.table import ALL, Column, Value
from mexbadge.models.language import Words

__all__ = ["OUTCOMES", "TRAINING", "Completed", "CourseNamed", "outcome_rows", "training_rows"]

_NAMED: Final = (
    Column("quarter"),
    Column("course"),
    Column("course_name", words=True),
    Column("college", words=True),
    Column("completed", number=True),
)
TRAINING: Final = (*_NAMED, Column("planned_days", number=True), Column("median_days", number=True))
OUTCOMES: Final = (
    *_NAMED,
    Column("badged", number=True),
    Column("hired", number=True),
    Column("not_hired", number=True),
)


@dataclass(frozen=True, slots=True)
class CourseNamed:
    """What a course is called, whose it is, and how many days it is planned to take."""

    name: Words
    college: Words
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Completed:
    """Somebody who completed a course: after how many days; whether a badge of the college came in, and a job.

    ``days`` is ``None`` where nobody told when they were enrolled. ``badged`` and ``hired`` are ``None`` as long as it
    is too early to say.
    """

    course: str
    days: int | None
    badged: bool | None = None
    hired: bool | None = None


def training_rows(
    quarters: Mapping[Quarter, Iterable[Completed]], courses: Mapping[str, CourseNamed], least: int
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows, as :data:`TRAINING`; a median is there where enough people's days are known."""
    for quarter in sorted(quarters):
        found = list(quarters[quarter])
        shown = release(Counter((one.course,) for one in found), [[(), (0,)]], least)
        for (course,) in sorted(shown, key=_order):
            days = [one.days for one in found if course in {None, one.course} and one.days is not None]
            known = courses.get(course or "")
            planned = None if known is None else known.days
            middle = round(median(days)) if len(days) >= least else None
            yield (str(quarter), *_called(course, courses), shown[course,], planned, middle)


def outcome_rows(
    quarters: Mapping[Quarter, Iterable[Completed]], courses: Mapping[str, CourseNamed], least: int
) -> Iterator[tuple[Value, ...]]:
    """Yield the rows, as :data:`OUTCOMES`."""
    phases = [[(), (0,)], [(2,), (0, 2)], [(1,), (0, 1)]]
    for quarter in sorted(quarters):
        cells: Counter[Cell] = Counter()
        cells.update((one.course, _word(one.badged), _word(one.hired)) for one in quarters[quarter])
        shown = release(cells, phases, least)
        for course in sorted({key[0] for key in shown if key[1] is None and key[2] is None}, key=lambda one: one or ""):
            outcomes = (
                shown.get((course, "yes", None)),
                shown.get((course, None, "yes")),
                shown.get((course, None, "no")),
            )
            yield (str(quarter), *_called(course, courses), shown[course, None, None], *outcomes)


def _word(said: bool | None) -> str:  # noqa: FBT001 - a fact
    return "" if said is None else "yes" if said else "no"


def _order(margin: tuple[str | None, ...]) -> str:
    return margin[0] or ""


def _called(course: str | None, courses: Mapping[str, CourseNamed]) -> tuple[str, Words, Words]:
    if course is None:
        return ALL, words_of("exchange_status_all"), words_of("exchange_status_all")
    known = courses.get(course)
    return course, known.name if known else Words.of(course), known.college if known else words_of("exchange_not_known")
