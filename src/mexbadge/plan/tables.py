"""Wants and courses as numbers: which want is which atom, what is owned, and what each course gives and asks for."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from mexbadge.plan.course import Course
from mexbadge.plan.needs import Need, Owned, Some, Want
from mexbadge.plan.numbers import scaled
from mexbadge.plan.problem import CourseOffer, Node, gate
from mexbadge.plan.result import Aim
from mexbadge.plan.timing import timing_of
from mexbadge.skills.levels import Level, reaches
from mexbadge.skills.taxonomy import Taxonomy

__all__ = ["Order", "PlanTables"]

Order: TypeAlias = tuple[Collection[Want], Collection[Want]]
"""What must come first, and what only counts afterwards."""


@dataclass(slots=True)
class PlanTables:
    """The wants that are not owned, each with its number; what is owned, and which skills stand for which."""

    owned: Owned
    taxonomy: Taxonomy
    skills: "Sequence[tuple[str, Level | None]]"
    numbers: dict[Want, int] = field(default_factory=dict)
    known: dict[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, owned: Owned, taxonomy: Taxonomy) -> "PlanTables":
        """Begin with what is owned."""
        skills = [
            (taxonomy.canonical(skill), level)
            for skill, levels in owned.skills.items()
            for level in (levels if isinstance(levels, tuple) else (levels,))
        ]
        return cls(owned, taxonomy, skills)

    def want(self, want: Want) -> Want:
        """Return a want with the one URI that stands for its skill."""
        return want if want.skill is None else replace(want, skill=self.taxonomy.canonical(want.skill))

    def standing_for(self, skill: str) -> frozenset[str]:
        """Return the canonical URIs of what counts as a skill: itself, and what is narrower."""
        if skill not in self.known:
            self.known[skill] = frozenset([skill, *self.taxonomy.below(skill)])
        return self.known[skill]

    def node(self, need: Need) -> Node:
        """Return a need as numbers."""
        if isinstance(need, Want):
            want = self.want(need)
            return True if self.has(want) else self.numbers.setdefault(want, len(self.numbers))
        if isinstance(need, Some):
            return gate(need.k, ((self.node(part), 1) for part in need.of))
        return gate(scaled(need.minimum), [(self.node(part), scaled(amount)) for part, amount in need.of])

    def has(self, want: Want) -> bool:
        """Return whether a want is owned."""
        if want.skill is not None:
            these = self.standing_for(want.skill)
            return any(skill in these and reaches(level, want.level) is True for skill, level in self.skills)
        return want.achievement in self.owned.achievements or want.course in self.owned.courses

    def asked(self, course: Course) -> int:
        """Return what a course asks for and is not owned, as bits."""
        needs = 0
        for want in map(self.want, course.prerequisites):
            if not self.has(want):
                needs |= 1 << self.numbers.setdefault(want, len(self.numbers))
        return needs

    def offers(self, courses: Sequence[Course], aim: Aim, orders: Sequence[Order] | None = None) -> list[CourseOffer]:
        """Return courses as numbers; first everything that they ask for gets its number.

        ``orders``: where dates matter, what comes first and what second; ``None``: they do not.
        """
        needs = [self.asked(course) for course in courses]
        skills: dict[str, list[Want]] = {}
        others: dict[str, list[Want]] = {}
        for want in self.numbers:
            if want.skill is None:
                others.setdefault(want.name, []).append(want)
                continue
            for name in self.standing_for(want.skill):
                skills.setdefault(name, []).append(want)
        found: list[CourseOffer] = []
        for course, asks in zip(courses, needs, strict=True):
            wants = [want for one in course.teaches for want in skills.get(self.taxonomy.canonical(one.skill), ())]
            wants += [want for name in (course.id, *course.awards) for want in others.get(name, ())]
            gives = sum({1 << self.numbers[want] for want in wants if self.gives(course, want)})
            cost = course.days if aim is Aim.DAYS else scaled(course.price)
            offer = CourseOffer(course.id, gives, asks, cost)
            found.append(offer if orders is None else self._dated(offer, course, orders))
        return found

    def _dated(self, offer: CourseOffer, course: Course, orders: Sequence[Order]) -> CourseOffer:
        first = then = 0
        for number, (before, after) in enumerate(orders):
            first |= self.gives_any(course, before) << number
            then |= self.gives_any(course, after) << number
        return replace(offer, when=timing_of(course), first=first, then=then)

    def gives_any(self, course: Course, wants: Iterable[Want]) -> bool:
        """Return whether a course gives something of ``wants``."""
        return any(self.gives(course, want) for want in map(self.want, wants))

    def gives(self, course: Course, want: Want) -> bool:
        """Return whether a course gives what is wanted (as :meth:`want` returns it)."""
        if want.skill is not None:
            these, same = self.standing_for(want.skill), self.taxonomy.canonical
            return any(same(one.skill) in these and reaches(one.level, want.level) is True for one in course.teaches)
        return want.course == course.id if want.course is not None else want.achievement in course.awards
