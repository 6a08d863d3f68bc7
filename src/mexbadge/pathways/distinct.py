"""Courses for a pathway in which a badge counts once: their badges, with those that are there, fill every place.

The solver knows needs, not places. So it is asked for the best courses for the tree as if a badge counted wherever it
fits, which every completion must have. The exact assignment then says whether their badges are enough. Where they are
not, one more of the courses that could help is asked for (every completion has one of them), and so on until it is
enough: the first that is, is the best.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mexbadge.errors import InputError
from mexbadge.pathways.assigning import Assignment, TooHard, assign, fill_most
from mexbadge.pathways.candidates import Candidate, CandidateState, Classes, Table
from mexbadge.pathways.evaluating import Evaluation
from mexbadge.pathways.model import Earn, Pathway, SkillShown, homes_of
from mexbadge.pathways.timing import Clock
from mexbadge.plan import Course, Need, Plan, Want, all_of, any_of
from mexbadge.skills import Holding, Standing
from mexbadge.verify import Report, Verdict

__all__ = ["ROUNDS", "Place", "Places", "places_of", "plan_distinct"]

ROUNDS: Final = 100
"""How often a plan that is not enough is asked to hold one course more."""
Gives = Callable[[Course, Want], bool]


@dataclass(frozen=True, slots=True)
class Place:
    """One leaf: what would fill it, any of ``wants``, and which achievements count for one another there."""

    leaf: Earn | SkillShown
    wants: tuple[Want, ...]
    classes: Classes


def places_of(pathway: Pathway) -> Mapping[int, Place]:
    """Return every place of a pathway, by the identity of its leaf."""
    classes: dict[int, Classes] = {}
    found: dict[int, Place] = {}
    for name, (leaf, home) in homes_of(pathway).items():
        if id(home) not in classes:
            classes[id(home)] = Classes.of(home.equivalences)
        found[name] = Place(leaf, _wants(leaf, classes[id(home)]), classes[id(home)])
    return found


def _wants(leaf: Earn | SkillShown, classes: Classes) -> tuple[Want, ...]:
    """Return what would fill a leaf: its achievement or an equivalent one, or the skill that is shown."""
    if isinstance(leaf, SkillShown):
        return (Want(skill=leaf.skill, level=leaf.min_level),)
    if leaf.achievement is None:
        return (Want(skill=leaf.alignment),)
    return tuple(Want(achievement=name) for name in sorted(classes.alike(leaf.achievement)))


def plan_distinct(places: "Places", need: Need, solve: Callable[[Need], Plan]) -> Plan:
    """Return the best plan; ``need`` is that of the pathway if badges counted wherever they fit.

    ``solve`` finds the best courses for a need. Raises :class:`InputError` as ``solve`` does, and ``plan_too_hard``
    beyond :data:`ROUNDS` or the limits of :func:`mexbadge.pathways.assigning.assign`.
    """
    more: list[Need] = []
    for _ in range(ROUNDS):
        plan = solve(all_of([need, *more]))
        taken = {course.id for course in plan.courses}
        if not plan.feasible:
            return replace(plan, nobody_teaches=places.open(), blocked_by=()) if more else plan
        if (filled := places.filled(taken)) is not None:
            return places.told(plan, filled)
        helping = places.helping(taken)
        if not helping:
            return Plan(feasible=False, nobody_teaches=places.open(), aim=plan.aim, currency=plan.currency)
        more.append(any_of(Want(course=name) for name in helping))
    raise InputError("plan_too_hard", limit=ROUNDS)


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a pathway, what fills each now, and the badges that courses would bring for it."""

    evaluation: Evaluation
    places: Mapping[int, Place]
    brought: Mapping[str, Mapping[int, tuple[Candidate, ...]]]

    @classmethod
    def of(
        cls, evaluation: Evaluation, places: Mapping[int, Place], courses: Sequence[Course], gives: Gives
    ) -> "Places":
        """Look at what ``courses``, those that may be taken, would bring; ``gives`` says what each gives."""
        brought: dict[str, dict[int, tuple[Candidate, ...]]] = {}
        for course in courses:
            found = {
                name: _badges(course, place, given, evaluation)
                for name, place in places.items()
                if (given := [want for want in place.wants if gives(course, want)])
            }
            if found:
                brought[course.id] = found
        return cls(evaluation, places, brought)

    def filled(self, taken: Iterable[str]) -> Assignment | None:
        """Return which badge fills which place once these courses are taken; ``None`` where they are not enough."""
        try:
            return assign(self.evaluation.pathway.root, self._clock(taken))
        except TooHard:
            raise InputError("plan_too_hard", limit=ROUNDS) from None

    def helping(self, taken: set[str]) -> tuple[str, ...]:
        """Return courses of which every completion has one: those beside as many as can be had without completing."""
        without = set(taken)
        for name in sorted(self.brought):
            if name not in without and self.filled([*without, name]) is None:
                without.add(name)
        return tuple(sorted(self.brought.keys() - without))

    def open(self) -> tuple[Want, ...]:
        """Return what would fill the places that stay open when all courses are taken."""
        filled = fill_most(self.evaluation.pathway.root, self._clock(self.brought))
        return tuple(dict.fromkeys(place.wants[0] for name, place in self.places.items() if name not in filled))

    def told(self, plan: Plan, filled: Assignment) -> Plan:
        """Return the plan with the place that each course fills, where the solver only knew that it is needed."""
        fills = {
            candidate.holding.report.input: self.places[name].wants[0]
            for name, (_, candidate) in filled.items()
            if candidate.holding.badge is None
        }
        steps = []
        for step in plan.steps:
            closes = tuple(want for want in step.closes if want.course is None)
            if not closes and step.course.id in fills:
                closes = (fills[step.course.id],)
            steps.append(replace(step, closes=closes))
        return replace(
            plan,
            steps=tuple(steps),
            closes={want: step.course.id for step in reversed(steps) for want in step.closes},
        )

    def _clock(self, taken: Iterable[str]) -> Clock:
        fitting = dict(self.evaluation.table.fitting)
        for name in taken:
            for leaf, badges in self.brought.get(name, {}).items():
                fitting[leaf] = (*fitting.get(leaf, ()), *badges)
        return Clock(Table(fitting, {}), lambda one: one.state is CandidateState.GOOD)


def _badges(course: Course, place: Place, given: Iterable[Want], evaluation: Evaluation) -> tuple[Candidate, ...]:
    """Return the badges that a course would bring for a place: of achievements that it awards, or one of its own."""
    at = evaluation.at
    holding = Holding(Report(course.id, Verdict.UNKNOWN, at, None, ()), Standing.COUNTS, at)
    worth = place.leaf.credits if place.leaf.credits is not None else course.credits
    names = [want.achievement for want in given if want.achievement is not None] or [*course.awards[:1], None][:1]
    units = [f"urn:course:{course.id}" if name is None else place.classes.unit(name) for name in names]
    return tuple(Candidate(unit, holding, CandidateState.GOOD, at, worth) for unit in units)
