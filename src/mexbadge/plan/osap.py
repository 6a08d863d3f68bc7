"""What Ontario's student assistance (OSAP) asks of a micro-credential, as remarks on a course that says it is eligible.

The ministry approves each course by itself, on an application that names hours (5 to 300, whole numbers), weeks (under
12), up to three occupations of the NOC 2021 and a CIP code. A remark says where a course does not fit that; none is
legal advice, and none says who is admitted.
"""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Final

from mexbadge.errors import Problem, Where
from mexbadge.plan.course import Course

__all__ = ["osap_remarks"]

_LEAST: Final = Decimal(5)
_MOST: Final = Decimal(300)
_DAYS: Final = 12 * 7
_OCCUPATIONS: Final = 3


def osap_remarks(courses: Iterable[tuple[Where, Course]]) -> tuple[Problem, ...]:
    """Return what does not fit in the courses that are said to be eligible, each with its place; last a reminder."""
    found: list[Problem] = []
    eligible = [(where, course) for where, course in courses if course.osap]
    for where, course in eligible:
        found += _of(course, where)
    return (*found, *([Problem("course_osap_reminder", None, {"count": len(eligible)})] if eligible else []))


def _of(course: Course, where: Where) -> Iterator[Problem]:
    values = {"id": course.id}
    if course.hours is None:
        yield Problem("course_osap_no_hours", where, values)
    elif not _LEAST <= course.hours <= _MOST:
        yield Problem("course_osap_hours", where, {**values, "hours": course.hours, "least": _LEAST, "most": _MOST})
    if course.hours is not None and course.hours != int(course.hours):
        yield Problem("course_osap_part", where, {**values, "hours": course.hours})
    if course.days >= _DAYS:
        yield Problem("course_osap_weeks", where, {**values, "days": course.days})
    if not 1 <= len(course.noc) <= _OCCUPATIONS:
        yield Problem("course_osap_noc", where, {**values, "count": len(course.noc), "most": _OCCUPATIONS})
    if course.cip is None:
        yield Problem("course_osap_cip", where, values)
    if course.osap_as_of is None:
        yield Problem("course_osap_day", where, values)
