"""Which badges could fill which place, and in which state they are.

Badges of one achievement (or of equivalent ones) are one unit: a renewal, or the same badge in two versions of the
standard, counts once. Whose badge it is, and whether it is valid, was decided before: see
:func:`mexbadge.skills.holding_of`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from mexbadge.badge import Badge, Result
from mexbadge.dids.owners import owns
from mexbadge.models.results import PERCENT, Reach, numbers_of
from mexbadge.pathways.model import Earn, Equivalence, MinResult, Pathway, Requirement, SkillShown, homes_of
from mexbadge.skills import Claim, Holding, Standing, Tables, Taxonomy, claims_of, reaches

__all__ = ["BEGINNING", "Candidate", "CandidateState", "Classes", "Table", "candidates_of", "meets_result"]

BEGINNING: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The moment of a badge that names none."""


class CandidateState(StrEnum):
    """How a badge that fits a place stands."""

    GOOD = "good"
    UNKNOWN = "unknown"
    EXPIRED = "expired"


_STATES: Final = {
    Standing.COUNTS: CandidateState.GOOD,
    Standing.UNKNOWN: CandidateState.UNKNOWN,
    Standing.EXPIRED: CandidateState.EXPIRED,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """One badge for one place: its unit, its state, when it was issued, and the credits that it says it is worth."""

    unit: str
    holding: Holding
    state: CandidateState
    issued: datetime
    credits: Decimal | None = None

    def in_force(self, moment: datetime) -> bool:
        """Return whether it was in its window at a moment; its end is the first moment at which it is not."""
        return self.issued <= moment and (self.holding.ends is None or moment < self.holding.ends)


@dataclass(frozen=True, slots=True)
class Table:
    """The candidates of each leaf, by the identity of the leaf, and what fits a leaf and cannot count, with why."""

    fitting: Mapping[int, tuple[Candidate, ...]] = field(repr=False)
    refused: Mapping[int, tuple[Holding, ...]] = field(repr=False)

    def of(self, leaf: Requirement) -> tuple[Candidate, ...]:
        """Return the candidates of a leaf."""
        return self.fitting.get(id(leaf), ())


@dataclass(frozen=True, slots=True)
class Classes:
    """Which achievements count for one another, over chains and circles; a class has the name of its least member."""

    named: Mapping[str, str]
    members: Mapping[str, frozenset[str]]

    @classmethod
    def of(cls, equivalences: Sequence[Equivalence]) -> "Classes":
        """Join what is declared equivalent."""
        parent: dict[str, str] = {}

        def root(name: str) -> str:
            while parent.setdefault(name, name) != name:
                parent[name] = parent[parent[name]]
                name = parent[name]
            return name

        for one in equivalences:
            for other in one.achievements[1:]:
                parent[root(other)] = root(one.achievements[0])
        members: dict[str, set[str]] = {}
        for name in parent:
            members.setdefault(root(name), set()).add(name)
        named = {min(names): frozenset(names) for names in members.values()}
        return cls({name: least for least, names in named.items() for name in names}, named)

    def unit(self, achievement: str) -> str:
        """Return what a badge of an achievement counts as: the name of its class, or of itself."""
        return self.named.get(achievement, achievement)

    def alike(self, achievement: str) -> frozenset[str]:
        """Return an achievement and all that count as it."""
        return self.members.get(self.unit(achievement), frozenset([achievement]))


@dataclass(slots=True)
class _Known:
    """The badges of one person, found by what they say."""

    holdings: Sequence[Holding]
    taxonomy: Taxonomy
    tables: Tables
    by_achievement: dict[str, list[int]] = field(default_factory=dict)
    by_alignment: dict[str, list[int]] = field(default_factory=dict)
    by_skill: dict[str, list[tuple[int, Claim]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, holding in enumerate(self.holdings):
            badge = holding.badge
            if badge is None:
                continue
            if badge.achievement_id is not None:
                self.by_achievement.setdefault(badge.achievement_id, []).append(place)
            for url in {self.taxonomy.canonical(one.url) for one in badge.alignments if one.url is not None}:
                self.by_alignment.setdefault(url, []).append(place)
            for claim in claims_of(badge, self.taxonomy, self.tables):
                if claim.how.counts:
                    self.by_skill.setdefault(claim.skill, []).append((place, claim))


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one pathway says of achievements that are equivalent, and of whose badges count."""

    classes: Classes
    home: str
    issuers: frozenset[str]
    vouched: Mapping[str, frozenset[str]]
    accepts: Callable[[str], bool] | None

    @classmethod
    def of(cls, pathway: Pathway, accepts: Callable[[str], bool] | None) -> "_Rules":
        classes, vouched = Classes.of(pathway.equivalences), dict[str, frozenset[str]]()
        for one in pathway.equivalences:
            name = classes.unit(one.achievements[0])
            vouched[name] = vouched.get(name, frozenset()).union(one.issuers)
        return cls(classes, pathway.issuer, frozenset((pathway.issuer, *pathway.issuers)), vouched, accepts)

    def unit(self, badge: Badge, holding: Holding) -> str:
        name = badge.achievement_id
        return f"urn:sha256:{holding.digest}" if name is None else self.classes.unit(name)

    def trusts(self, leaf: Earn | SkillShown, badge: Badge) -> bool:
        """Return whether the issuer of a badge counts: named by the place, the pathway, an equivalence, the caller.

        Where a place asks for an achievement, that it counts is not enough: it must be its own to award. Anybody can
        write another's achievement into a badge, an issuer that is trusted for its own as well.
        """
        issuer, name = badge.issuer_id, badge.achievement_id
        if issuer is None:
            return False
        if isinstance(leaf, Earn) and leaf.issuer is not None:
            return issuer == leaf.issuer
        if issuer in self.vouched.get(self.classes.unit(name or ""), ()):
            return True
        if isinstance(leaf, Earn) and leaf.achievement is not None:
            return issuer == self.home or (name is not None and owns(issuer, name))
        return issuer in self.issuers or (self.accepts is not None and self.accepts(issuer))


def candidates_of(
    pathway: Pathway,
    holdings: Iterable[Holding],
    *,
    at: datetime,
    accepts: Callable[[str], bool] | None = None,
    taxonomy: Taxonomy | None = None,
    tables: Tables | None = None,
) -> Table:
    """Return which badges could fill which leaf of a pathway, its sub-pathways included."""
    known = _Known(
        sorted(holdings, key=lambda one: (one.id, one.digest)), taxonomy or Taxonomy.of(()), tables or Tables()
    )
    fitting: dict[int, tuple[Candidate, ...]] = {}
    refused: dict[int, tuple[Holding, ...]] = {}
    rules: dict[int, _Rules] = {}
    for name, (leaf, home) in homes_of(pathway).items():
        if id(home) not in rules:
            rules[id(home)] = _Rules.of(home, accepts)
        fitting[name], refused[name] = _of_leaf(leaf, known, rules[id(home)], at)
    return Table(fitting, refused)


def _of_leaf(
    leaf: Earn | SkillShown, known: _Known, rules: _Rules, at: datetime
) -> tuple[tuple[Candidate, ...], tuple[Holding, ...]]:
    good: list[Candidate] = []
    rest: list[Holding] = []
    for place in dict.fromkeys(_places(leaf, known, rules)):
        holding = known.holdings[place]
        badge = holding.badge
        if badge is None or (isinstance(leaf, Earn) and not _in_time(leaf, holding, at)):
            continue
        state = _STATES.get(holding.standing)
        if state is None or not rules.trusts(leaf, badge) or not meets_result(leaf, badge):
            rest.append(holding)
            continue
        issued = holding.issued or BEGINNING
        good.append(Candidate(rules.unit(badge, holding), holding, state, issued, _credits(leaf, badge)))
    return tuple(sorted(good, key=lambda one: (one.issued, one.holding.id, one.holding.digest))), tuple(rest)


def _places(leaf: Earn | SkillShown, known: _Known, rules: _Rules) -> Iterable[int]:
    if isinstance(leaf, SkillShown):
        return _showing(leaf, known)
    if leaf.achievement is not None:
        wanted = rules.classes.alike(leaf.achievement)
        return sorted(place for one in wanted for place in known.by_achievement.get(one, ()))
    return known.by_alignment.get(known.taxonomy.canonical(leaf.alignment or ""), ())


def _showing(leaf: SkillShown, known: _Known) -> Iterable[int]:
    asked = known.taxonomy.canonical(leaf.skill)
    for skill in (asked, *sorted(known.taxonomy.below(asked))):
        for place, claim in known.by_skill.get(skill, ()):
            if reaches(claim.level, leaf.min_level) is True:
                yield place


def _in_time(leaf: Earn, holding: Holding, at: datetime) -> bool:
    """Return whether a badge keeps to the dates that a place asks for."""
    issued = holding.issued
    if leaf.issued_after is not None and (issued is None or issued < leaf.issued_after):
        return False
    return leaf.max_age is None or (issued is not None and at - issued <= leaf.max_age)


def meets_result(leaf: Requirement, badge: Badge) -> bool:
    """Return whether a badge says a result that is at least what a place asks for, if it asks for one."""
    wanted = leaf.min_result if isinstance(leaf, Earn) else None
    return wanted is None or any(_reached(result, wanted) for result in badge.results)


def _reached(result: Result, wanted: MinResult) -> bool:
    """Return whether a result is at least what a place asks for; one that was not completed reaches nothing."""
    if result.reach is not Reach.REACHED:
        return False
    if wanted.description is not None and result.description != wanted.description:
        return False
    found = [text for text in (result.value, result.level, result.level_name) if text is not None]
    if wanted.order:
        known = {text: place for place, text in enumerate(wanted.order)}
        least = known.get(wanted.value)
        return least is not None and any(known.get(text, -1) >= least for text in found)
    pairs = [numbers_of(text, wanted.value, percent=result.type == PERCENT) for text in found]
    return any(pair is not None and pair[0] >= pair[1] for pair in pairs)


def _credits(leaf: Earn | SkillShown, badge: Badge) -> Decimal | None:
    if leaf.credits is not None:
        return leaf.credits
    said = badge.credits_earned if badge.credits_earned is not None else badge.credits_available
    return None if said is None or not 0 <= said <= 1e9 else Decimal(str(said))  # noqa: PLR2004 - beyond any programme
