"""Why there is no plan: which wants cannot be met, and what stands in the way of each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from mexbadge.plan.course import Course
from mexbadge.plan.dated import Dates
from mexbadge.plan.needs import Want
from mexbadge.plan.problem import CourseOffer, Node, bits_of
from mexbadge.plan.result import Aim, Lack, Plan, WhyLacking
from mexbadge.plan.tables import PlanTables
from mexbadge.plan.timing import timing_of

__all__ = ["Market", "infeasible", "too_late"]


@dataclass(frozen=True, slots=True)
class Market:
    """All courses, those of them that may be taken, and when."""

    courses: Sequence[Course]
    accept: Callable[[Course], bool] | None
    dates: Dates

    def accepts(self, course: Course) -> bool:
        """Return whether a course may be chosen at all."""
        return self.accept(course) if self.accept is not None else course.college.approved

    def timely(self, course: Course) -> bool:
        """Return whether a course taken alone is over in time."""
        return self.dates.over(CourseOffer(course.id, 0, 0, 0, timing_of(course)), self.dates.begin) is not None


def infeasible(
    tables: PlanTables, root: Node, offers: Sequence[CourseOffer], reach: int, market: Market, aim: Aim
) -> Plan:
    """Say what nobody teaches, and what is only taught by courses that cannot be taken."""
    wants = {number: want for want, number in tables.numbers.items()}
    lacking = [number for number in sorted(leaves(root)) if not reach >> number & 1]
    asked = set(lacking)
    for offer in offers:
        if any(offer.gives >> number & 1 for number in lacking):
            asked.update(number for number in bits_of(offer.needs) if not reach >> number & 1)
    found = [why(tables, wants[number], market) for number in sorted(asked)]
    return _plan([one for one in found if one.want in {wants[n] for n in lacking} or one.nobody], aim)


def too_late(tables: PlanTables, wants: Iterable[Want], solvable: Callable[[list[Want]], bool], aim: Aim) -> Plan:
    """Say of wants that can be met but not in time which those are: alone, or beside the ones before them."""
    kept: list[Want] = []
    found: list[Lack] = []
    for want in wants:
        if solvable([*kept, want]):
            kept.append(want)
        else:
            found.append(Lack(want, WhyLacking.TOGETHER if solvable([want]) else WhyLacking.NO_SESSION))
    return _plan(found or [Lack(want, WhyLacking.TOGETHER) for want in tables.numbers], aim)


def why(tables: PlanTables, want: Want, market: Market) -> Lack:
    """Return what stands in the way of one want: the last thing that all courses for it have against them."""
    giving = [course for course in market.courses if tables.gives(course, want)]
    if not giving:
        near = [course.id for course in market.courses if want.skill is not None and _teaches(tables, course, want)]
        return Lack(want, WhyLacking.LEVEL if near else WhyLacking.NOBODY, tuple(near))
    reason, left = WhyLacking.NOT_APPROVED, giving
    sieves = (
        (WhyLacking.FULL, market.accepts),
        (WhyLacking.NO_SESSION, has_room),
        (WhyLacking.PREREQUISITE, market.timely),
    )
    for after, sieve in sieves:
        kept = [course for course in left if sieve(course)]
        if not kept:
            break
        reason, left = after, kept
    return Lack(want, reason, tuple(course.id for course in left))


def has_room(course: Course) -> bool:
    """Return whether somebody can still be taken in."""
    return course.capacity != 0 and (not course.sessions or any(one.seats != 0 for one in course.sessions))


def _teaches(tables: PlanTables, course: Course, want: Want) -> bool:
    return tables.gives(course, Want(skill=want.skill))


def _plan(found: Sequence[Lack], aim: Aim) -> Plan:
    return Plan(
        feasible=False,
        aim=aim,
        nobody_teaches=tuple(one.want for one in found if one.nobody),
        blocked_by=tuple(one.want for one in found if not one.nobody),
        lacks=tuple(found),
    )


def leaves(node: Node) -> frozenset[int]:
    """Return the atoms of a tree."""
    if isinstance(node, bool):
        return frozenset()
    if isinstance(node, int):
        return frozenset([node])
    return frozenset(leaf for part in node.parts for leaf in leaves(part))
