"""How far somebody is on a pathway: every requirement with its status and the badge that fills it.

A badge counts only if its verification found it valid, it is the person's, and its issuer is one that the pathway
names, an equivalence names, or the caller accepts. What could not be decided is never taken for a no: a requirement is
``unknown`` exactly where badges that could not be judged would make the difference. The moment is given; the same input
gives the same answer, and one more valid badge never makes it worse.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Final

from mexbadge._moments import aware, is_ahead, is_over
from mexbadge.pathways.assigning import Assignment, TooHard, assign, fill_most
from mexbadge.pathways.candidates import BEGINNING, Candidate, CandidateState, Table, candidates_of
from mexbadge.pathways.explaining import explain
from mexbadge.pathways.model import (
    After,
    AllOf,
    AnyOf,
    Counting,
    Credits,
    Earn,
    KOf,
    Pathway,
    Requirement,
    SkillShown,
    Sub,
    Validity,
    parts_of,
)
from mexbadge.pathways.standing import PathwayStatus, Reason
from mexbadge.pathways.timing import Clock, worth_of
from mexbadge.skills import Holding, Tables, Taxonomy
from mexbadge.texts.notebook import listed

__all__ = ["MOMENTS", "Evaluation", "PathwayStatus", "Progress", "Reason", "allowing", "evaluate"]

MOMENTS: Final = 400
"""How many moments of a possible completion are looked at."""


@dataclass(frozen=True, slots=True)
class Progress:
    """One requirement: its status, the badge that fills it (of a leaf), and its parts.

    ``done`` and ``needed`` count parts (``needed`` is ``None`` for a leaf); ``refused`` are badges that fit and cannot
    count: revoked, of an issuer that is not trusted, of somebody else.
    """

    node: Requirement
    status: PathwayStatus
    badge: Holding | None = None
    parts: tuple["Progress", ...] = ()
    done: int = 0
    needed: int | None = None
    refused: tuple[Holding, ...] = field(default=(), repr=False)

    @property
    def satisfied(self) -> bool:
        """Whether it is met."""
        return self.status is PathwayStatus.SATISFIED

    def walk(self) -> Iterator["Progress"]:
        """Yield it and all below it, each before its parts."""
        waiting = [self]
        while waiting:
            here = waiting.pop()
            yield here
            waiting.extend(reversed(here.parts))


@dataclass(frozen=True, slots=True, repr=False)
class Evaluation:
    """A pathway, evaluated for one person at one moment.

    ``used`` are the badges that meet it, each once; ``completed`` the moment by which they had all been issued;
    ``table`` has which badges could fill which place.
    """

    pathway: Pathway
    root: Progress
    at: datetime
    used: tuple[Holding, ...] = ()
    completed: datetime | None = None
    reason: Reason | None = None
    table: Table = field(default_factory=lambda: Table({}, {}), repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Evaluation {self.pathway.id!r}: {self.root.status.value}>"

    def _repr_html_(self) -> str:
        """Return how far somebody is as a notebook shows it."""
        return listed(explain(self))

    @property
    def status(self) -> PathwayStatus:
        """How the whole stands."""
        return self.root.status

    def __bool__(self) -> bool:
        """Return whether the pathway is completed."""
        return self.root.satisfied


def evaluate(  # noqa: PLR0913 - what is asked, and what is known beside
    pathway: Pathway,
    holdings: Iterable[Holding],
    *,
    at: datetime,
    enrolled: datetime | None = None,
    accepts: Callable[[str], bool] | None = None,
    taxonomy: Taxonomy | None = None,
    tables: Tables | None = None,
) -> Evaluation:
    """Return how far the person of ``holdings`` is at the moment ``at``.

    ``holdings`` come from :func:`mexbadge.skills.holdings_of`. ``enrolled``: when the person began, for the window of
    the pathway (``None``: ``at``). ``accepts``: whether an issuer counts beside those that the pathway names. Raises
    :class:`InputError` ``moment_zone`` for a moment without a zone.
    """
    began = aware(enrolled or aware(at))
    table = candidates_of(pathway, holdings, at=at, accepts=accepts, taxonomy=taxonomy, tables=tables)
    if is_ahead(pathway.valid_from, at=began):
        return _closed(pathway, table, at, Reason.NOT_YET_OPEN)
    if is_over(pathway.valid_until, at=began):
        return _closed(pathway, table, at, Reason.CLOSED)
    run = _Run(pathway, table, at)
    return run.evaluation()


def allowing(evaluation: Evaluation) -> Evaluation:
    """Return the same evaluated as if a badge counted wherever it fits."""
    pathway = replace(evaluation.pathway, counting=Counting.ALLOW)
    return _Run(pathway, evaluation.table, evaluation.at).evaluation()


def _closed(pathway: Pathway, table: Table, at: datetime, reason: Reason) -> Evaluation:
    found = _Run(pathway, table, at).evaluation()
    root = Progress(found.root.node, PathwayStatus.BLOCKED, None, found.root.parts, found.root.done, found.root.needed)
    return Evaluation(pathway, root, at, (), None, reason, table)


@dataclass(slots=True)
class _Run:
    """One evaluation under way."""

    pathway: Pathway
    table: Table
    at: datetime

    def evaluation(self) -> Evaluation:
        good, could, ended = (self._clock(states) for states in (_GOOD, _COULD, _ENDED))
        chosen = good
        if self.pathway.validity is Validity.AT_COMPLETION:
            chosen = self._at_completion(good) or good
        reason: Reason | None = None
        filled: Assignment | None = None
        if self.pathway.counting is Counting.FORBID:
            filled, reason = self._assigned(chosen)
        picture = _Picture(self.table, chosen, could, ended, filled)
        if filled is None and self.pathway.counting is Counting.FORBID:
            picture.filled = fill_most(self.pathway.root, chosen)
        root = picture.of(self.pathway.root, BEGINNING)
        status = self._status(root, filled, reason, could, ended)
        root = Progress(root.node, status, root.badge, root.parts, root.done, root.needed, root.refused)
        if status is not PathwayStatus.SATISFIED:
            return Evaluation(self.pathway, root, self.at, (), None, reason, self.table)
        used = _used(root)
        completed = max((holding.issued for holding in used if holding.issued is not None), default=None)
        return Evaluation(self.pathway, root, self.at, used, completed, None, self.table)

    def _clock(self, states: frozenset[CandidateState]) -> Clock:
        return Clock(self.table, lambda one: one.state in states and one.issued <= self.at)

    def _assigned(self, clock: Clock) -> tuple[Assignment | None, Reason | None]:
        try:
            found = assign(self.pathway.root, clock)
        except TooHard:
            return None, Reason.TOO_HARD
        if found is not None and not _in_order(self.pathway.root, found):
            return None, Reason.TOO_HARD
        return found, None

    def _status(
        self, root: Progress, filled: Assignment | None, reason: Reason | None, could: Clock, ended: Clock
    ) -> PathwayStatus:
        """Return the status of the whole: under an exact assignment, that decides."""
        if self.pathway.counting is Counting.ALLOW:
            return root.status
        if filled is not None:
            return PathwayStatus.SATISFIED
        if reason is not None:
            return PathwayStatus.UNKNOWN
        for clock, status in ((could, PathwayStatus.UNKNOWN), (ended, PathwayStatus.EXPIRED)):
            found, hard = self._assigned(clock)
            if found is not None or hard is not None:
                return status if found is not None else PathwayStatus.UNKNOWN
        return (
            PathwayStatus.IN_PROGRESS
            if root.status in {PathwayStatus.SATISFIED, PathwayStatus.UNKNOWN}
            else root.status
        )

    def _at_completion(self, good: Clock) -> Clock | None:
        """Return the lens of a moment at which the badges in force met the whole, the latest first."""
        if good.met(self.pathway.root) is not None:
            return good
        ever = self._clock(_ENDED)
        if ever.met(self.pathway.root) is None:
            return None
        moments = {one.issued for some in self.table.fitting.values() for one in some if one.state in _ENDED}
        for moment in sorted((one for one in moments if one <= self.at), reverse=True)[:MOMENTS]:
            clock = Clock(self.table, _in_force(moment))
            if clock.met(self.pathway.root) is None:
                continue
            if self.pathway.counting is Counting.ALLOW or self._assigned(clock)[0] is not None:
                return clock
        return None


def _in_force(moment: datetime) -> Callable[[Candidate], bool]:
    return lambda one: one.state in _ENDED and one.in_force(moment)


_GOOD: Final = frozenset({CandidateState.GOOD})
_COULD: Final = frozenset({CandidateState.GOOD, CandidateState.UNKNOWN})
_ENDED: Final = frozenset({CandidateState.GOOD, CandidateState.EXPIRED})


@dataclass(slots=True)
class _Picture:
    """The tree with its statuses; ``filled`` is the assignment where a badge may fill one place only."""

    table: Table
    good: Clock
    could: Clock
    ended: Clock
    filled: Assignment | None = None

    def of(self, node: Requirement, since: datetime, *, blocked: bool = False) -> Progress:
        """Return the progress of a requirement by badges issued at or after ``since``."""
        if isinstance(node, Earn | SkillShown):
            return self._leaf(node, since, blocked=blocked)
        if isinstance(node, After):
            first = self.of(node.first, since, blocked=blocked)
            time = self.good.met(node.first, since)
            later = since if time is None else max(time, since)
            parts: tuple[Progress, ...] = (first, self.of(node.then, later, blocked=blocked or time is None))
        else:
            parts = tuple(self.of(part, since, blocked=blocked) for part in parts_of(node))
        done = sum(part.satisfied for part in parts)
        return Progress(node, self._status(node, parts, since, blocked=blocked), None, parts, done, _needed(node))

    def _leaf(self, node: Earn | SkillShown, since: datetime, *, blocked: bool) -> Progress:
        refused = self.table.refused.get(id(node), ())
        if blocked:
            return Progress(node, PathwayStatus.BLOCKED, refused=refused)
        filled = self.filled
        found = self.good.best(node, since) if filled is None else filled.get(id(node), (node, None))[1]
        if found is not None:
            return Progress(node, PathwayStatus.SATISFIED, found.holding, refused=refused)
        for clock, status in ((self.could, PathwayStatus.UNKNOWN), (self.ended, PathwayStatus.EXPIRED)):
            other = clock.best(node, since)
            if other is not None and other.state is not CandidateState.GOOD:
                return Progress(node, status, other.holding, refused=refused)
        return Progress(node, PathwayStatus.IN_PROGRESS, refused=refused)

    def _status(
        self, node: Requirement, parts: tuple[Progress, ...], since: datetime, *, blocked: bool
    ) -> PathwayStatus:
        if blocked:
            return PathwayStatus.BLOCKED
        if self.filled is not None:
            return self._counted(node, parts)
        for clock, status in (
            (self.good, PathwayStatus.SATISFIED),
            (self.could, PathwayStatus.UNKNOWN),
            (self.ended, PathwayStatus.EXPIRED),
        ):
            if clock.met(node, since) is not None:
                return status
        return PathwayStatus.IN_PROGRESS

    def _counted(self, node: Requirement, parts: tuple[Progress, ...]) -> PathwayStatus:
        """Return the status of a gate from those of its parts, each of which has badges of its own."""
        levels = (
            (PathwayStatus.SATISFIED,),
            (PathwayStatus.SATISFIED, PathwayStatus.UNKNOWN),
            (PathwayStatus.SATISFIED, PathwayStatus.EXPIRED),
        )
        for some, status in zip(
            levels, (PathwayStatus.SATISFIED, PathwayStatus.UNKNOWN, PathwayStatus.EXPIRED), strict=True
        ):
            if _enough(node, [part for part in parts if part.status in some], self.table):
                return status
        return PathwayStatus.IN_PROGRESS


def _needed(node: Requirement) -> int | None:
    if isinstance(node, KOf):
        return node.k
    if isinstance(node, AnyOf):
        return 1
    return len(parts_of(node)) if isinstance(node, AllOf | After | Sub) else None


def _enough(node: Requirement, parts: list[Progress], table: Table) -> bool:
    if not isinstance(node, Credits):
        return len(parts) >= (_needed(node) or 0)
    earned = Decimal(0)
    for part in parts:
        found = next((one for one in table.of(part.node) if one.holding is part.badge), None)
        earned += worth_of(node, part.node, found) or 0
    return earned >= node.minimum


def _in_order(root: Requirement, filled: Assignment) -> bool:
    """Return whether the badges of each second part are no older than those of the first that were used."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, After):
            first, then = _times(node.first, filled), _times(node.then, filled)
            if first and then and min(then) < max(first):
                return False
        waiting.extend(parts_of(node))
    return True


def _times(node: Requirement, filled: Assignment) -> list[datetime]:
    if isinstance(node, Earn | SkillShown):
        return [filled[id(node)][1].issued] if id(node) in filled else []
    return [time for part in parts_of(node) for time in _times(part, filled)]


def _used(root: Progress) -> tuple[Holding, ...]:
    """Return the badges that meet the whole: of a gate, those of as many satisfied parts as it needs."""
    found: dict[str, Holding] = {}
    waiting = [root]
    while waiting:
        here = waiting.pop()
        if here.badge is not None:
            found[here.badge.digest] = here.badge
        good = [part for part in here.parts if part.satisfied]
        needed = here.needed if isinstance(here.node, KOf | AnyOf) else None
        waiting.extend(reversed(good if needed is None else good[:needed]))
    return tuple(sorted(found.values(), key=lambda one: (one.id, one.digest)))
