"""A pathway as values: what must be earned, as a tree, and by which rules it is counted.

Every requirement has an id within its pathway, a label in one or several languages, and a weight for display. Values
are checked when a pathway is made: see :mod:`mexbadge.pathways.checking`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeAlias

from mexbadge._moments import aware
from mexbadge.models.language import Words
from mexbadge.skills.levels import Level

__all__ = [
    "DEPTH",
    "NODES",
    "After",
    "AllOf",
    "AnyOf",
    "Counting",
    "Credits",
    "Earn",
    "Equivalence",
    "KOf",
    "MinResult",
    "Pathway",
    "Requirement",
    "SkillShown",
    "Sub",
    "Validity",
    "leaves_of",
    "parts_of",
    "walk",
]

DEPTH: Final = 40
"""How deeply requirements may nest, sub-pathways included."""
NODES: Final = 20_000
"""How many requirements a pathway may have, sub-pathways included."""


class Counting(StrEnum):
    """Whether one badge may fill two places."""

    ALLOW = "allow"
    FORBID = "forbid"


class Validity(StrEnum):
    """When the badges must be in force.

    ``NOW``: at the moment asked. ``AT_COMPLETION``: together at some moment up to then; a badge that ended since still
    counts, one that was revoked does not.
    """

    NOW = "now"
    AT_COMPLETION = "at_completion"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    id: str
    label: Words = field(default_factory=Words)
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class MinResult:
    """The result that is needed: at least ``value``.

    ``order`` lists the values (or the ids of levels) from the lowest to the highest; without it ``value`` is a number.
    ``description`` is the id of the result description that is meant, if the achievement has several.
    """

    value: str
    order: tuple[str, ...] = ()
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earn(_Node):
    """One badge: of an achievement (by its id) or that aligns to a URI.

    ``issuer``: who must have issued it. ``issued_after``: not before this moment. ``max_age``: not longer ago than this
    at the moment asked. ``credits``: what it is worth, in place of what the badge says.
    """

    achievement: str | None = None
    alignment: str | None = None
    issuer: str | None = None
    min_result: MinResult | None = None
    issued_after: datetime | None = None
    max_age: timedelta | None = None
    credits: Decimal | None = None

    def __post_init__(self) -> None:
        if self.issued_after is not None:
            aware(self.issued_after)


@dataclass(frozen=True, slots=True, kw_only=True)
class SkillShown(_Node):
    """A skill, shown by any badge that counts: the skill itself or a narrower one, at least at ``min_level``."""

    skill: str
    min_level: Level | None = None
    credits: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AllOf(_Node):
    """All parts; of none, what everybody has."""

    of: "tuple[Requirement, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyOf(_Node):
    """One of the parts; of none, what nobody can have."""

    of: "tuple[Requirement, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class KOf(_Node):
    """At least ``k`` of the parts."""

    k: int
    of: "tuple[Requirement, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Credits(_Node):
    """Parts that are worth at least ``minimum`` credits together.

    A part is worth its ``credits`` (``worth``, by its id), else what the badge in its place says.
    """

    minimum: Decimal
    of: "tuple[Requirement, ...]" = ()
    worth: "tuple[tuple[str, Decimal], ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class After(_Node):
    """First one part, then another one: no badge of the second may be older than those that complete the first."""

    first: "Requirement"
    then: "Requirement"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sub(_Node):
    """Another pathway, whole."""

    pathway: "Pathway"


Requirement: TypeAlias = Earn | SkillShown | AllOf | AnyOf | KOf | Credits | After | Sub


@dataclass(frozen=True, slots=True)
class Equivalence:
    """Achievements that count for one another; ``issuers`` are those whose badges of them are accepted beside."""

    achievements: tuple[str, ...]
    issuers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Pathway:
    """Stackable credentials: what to earn for the completion achievement.

    ``issuer`` is whose pathway it is; its badges count, and those of ``issuers``. ``valid_from`` and ``valid_until``
    bound the moment of enrolment (half open). ``completion`` is the id of the achievement that is then awarded.
    """

    id: str
    version: str
    name: Words
    issuer: str
    root: Requirement
    issuers: tuple[str, ...] = ()
    description: Words = field(default_factory=Words)
    completion: str | None = None
    counting: Counting = Counting.ALLOW
    validity: Validity = Validity.NOW
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    equivalences: tuple[Equivalence, ...] = ()

    def __repr__(self) -> str:
        return f"<Pathway {self.id!r}, version {self.version!r}: {self.name.text()!r}>"

    def __post_init__(self) -> None:
        for moment in (self.valid_from, self.valid_until):
            if moment is not None:
                aware(moment)


def parts_of(node: Requirement) -> tuple[Requirement, ...]:
    """Return the direct parts of a requirement; those of a sub-pathway are its root alone."""
    if isinstance(node, AllOf | AnyOf | KOf | Credits):
        return node.of
    if isinstance(node, After):
        return (node.first, node.then)
    return (node.pathway.root,) if isinstance(node, Sub) else ()


def walk(node: Requirement) -> Iterator[Requirement]:
    """Yield a requirement and all below it, each before its parts."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(reversed(parts_of(here)))


def homes_of(pathway: "Pathway") -> dict[int, tuple[Earn | SkillShown, "Pathway"]]:
    """Return every leaf of a pathway by its identity, in order, with the pathway whose rules hold for it."""
    found: dict[int, tuple[Earn | SkillShown, Pathway]] = {}
    waiting: list[tuple[Requirement, Pathway]] = [(pathway.root, pathway)]
    while waiting:
        node, home = waiting.pop()
        if isinstance(node, Earn | SkillShown):
            found[id(node)] = node, home
        else:
            inner = node.pathway if isinstance(node, Sub) else home
            waiting.extend((part, inner) for part in reversed(parts_of(node)))
    return found


def leaves_of(node: Requirement) -> tuple[Earn | SkillShown, ...]:
    """Return the requirements that a single badge fills, in order."""
    return tuple(one for one in walk(node) if isinstance(one, Earn | SkillShown))
