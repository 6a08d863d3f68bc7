"""When a course can be taken: one of its sessions, or any day; in whole numbers, so that it is compared exactly.

A moment is twice the number of a day (:func:`at_day`); a session that ends on a named last day ends half a day later,
since nothing else begins on that day. A course that lasts some days ends on the day on which the next one may begin.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from mexbadge.plan.course import Course, Session

__all__ = ["BEGINNING", "Timing", "at_day", "day_of", "session_for", "timing_of"]

BEGINNING: Final = 2
"""The first day of the calendar: where nobody says when one can begin."""
_LAST: Final = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Timing:
    """The pairs of begin and end that are worth taking, each later than the one before; ``None``: any day, ``days``."""

    days: int = 0
    slots: tuple[tuple[int, int], ...] | None = None

    def after(self, moment: int) -> int | None:
        """Return when the course is over at the earliest, begun at ``moment`` or later; ``None``: never."""
        if self.slots is None:
            return 2 * min((moment + 1) // 2 + self.days, _LAST)
        place = bisect_left(self.slots, (moment, 0))
        return self.slots[place][1] if place < len(self.slots) else None

    @classmethod
    def first_of(cls, several: Sequence["Timing"]) -> tuple["Timing", ...]:
        """Return what is over as early as the first of ``several``, whenever one can begin, in at most two timings."""
        anywhen: list[int] = []
        slots: list[tuple[int, int]] = []
        for one in several:
            if one.slots is None:
                anywhen.append(one.days)
            else:
                slots += one.slots
        found = [cls(0, _worth_taking(slots))] if slots else []
        return (*found, *([cls(min(anywhen))] if anywhen else []))

    def no_later(self, other: "Timing") -> bool:
        """Return whether this course is over no later than the other, whenever one can begin."""
        if other.slots is None:
            return self.slots is None and self.days <= other.days
        ends = ((self.after(begin), end) for begin, end in other.slots)
        return all(mine is not None and mine <= end for mine, end in ends)


def at_day(day: date) -> int:
    """Return the moment at which a day begins."""
    return 2 * day.toordinal()


def day_of(moment: int) -> date:
    """Return the day of a moment: of the end of a session, its last day."""
    return date.fromordinal(moment // 2)


def timing_of(course: Course) -> Timing:
    """Return when a course can be taken; sessions without a free seat, and those never worth taking, are left out."""
    if not course.sessions:
        return Timing(course.days)
    return Timing(course.days, _worth_taking([(begin, end) for begin, end, _ in _slots(course)]))


def session_for(course: Course, moment: int) -> Session | None:
    """Return the session that is over first of those that begin at ``moment`` or later; of several the latest."""
    able = [slot for slot in _slots(course) if slot[0] >= moment]
    if not able:
        return None
    return course.sessions[min(able, key=lambda slot: (slot[1], -slot[0], slot[2]))[2]]


def _worth_taking(slots: list[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Leave out what begins no later than another and is over no earlier."""
    kept: list[tuple[int, int]] = []
    for begin, end in sorted(slots, reverse=True):
        if not kept or end < kept[-1][1]:
            kept.append((begin, end))
    return tuple(reversed(kept))


def _slots(course: Course) -> list[tuple[int, int, int]]:
    return [
        (at_day(one.starts), _end(one, course.days), place)
        for place, one in enumerate(course.sessions)
        if one.seats != 0
    ]


def _end(session: Session, days: int) -> int:
    if session.ends is not None:
        return at_day(session.ends) + 1
    return 2 * min(session.starts.toordinal() + days, _LAST)
