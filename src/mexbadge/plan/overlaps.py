"""The sessions of one course beside one another: the same one twice is a slip, two at once are worth a look."""

from collections.abc import Iterator
from datetime import date, timedelta

from mexbadge.errors import InputError, Problem, Where
from mexbadge.plan.course import Course, Session

__all__ = ["check_sessions", "overlapping"]


def check_sessions(course: Course) -> None:
    """Raise :class:`InputError` ``plan_session_twice`` for two sessions of the same first and last day."""
    seen: set[tuple[date, date]] = set()
    for one in course.sessions:
        days = (one.starts, _last(one, course))
        if days in seen:
            raise InputError("plan_session_twice", id=course.id, starts=one.starts)
        seen.add(days)


def overlapping(course: Course, where: Where) -> Iterator[Problem]:
    """Yield a remark ``plan_sessions_overlap`` for each session that begins before an earlier one is over.

    Courses that begin every week do so; it may be a slip in a date as well.
    """
    latest: Session | None = None
    for one in sorted(course.sessions, key=lambda one: (one.starts, _last(one, course))):
        if latest is not None and one.starts <= _last(latest, course):
            values = {"id": course.id, "starts": one.starts, "other": latest.starts, "ends": _last(latest, course)}
            yield Problem("plan_sessions_overlap", where, values)
        if latest is None or _last(one, course) > _last(latest, course):
            latest = one


def _last(one: Session, course: Course) -> date:
    """Return the last day of a session."""
    if one.ends is not None:
        return one.ends
    try:
        return one.starts + timedelta(days=max(course.days, 1) - 1)
    except OverflowError:
        return date.max
