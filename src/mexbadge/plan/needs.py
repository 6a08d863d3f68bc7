"""What somebody needs, as a monotone tree: more skills, achievements or courses never make it worse.

A leaf is a :class:`Want`; a branch asks for some of its parts (:class:`Some`), or for parts that come to a total
(:class:`Total`). A tree is bounded when it is made, so that no later step can be exhausted by it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final, TypeAlias

from mexbadge.errors import InputError
from mexbadge.plan.numbers import checked_amount

if TYPE_CHECKING:
    from mexbadge.skills.levels import Level

__all__ = ["DEPTH", "NODES", "Need", "Owned", "Some", "Total", "Want", "all_of", "any_of"]

DEPTH: Final = 100
"""How deeply needs may nest."""
NODES: Final = 50_000
"""How many needs one tree may hold; a part that stands in it twice counts twice."""


@dataclass(frozen=True, slots=True)
class Want:
    """One thing that is wanted: exactly one of a skill (a URI, at ``level`` where one is asked), an achievement's id
    or a course's id. Raises :class:`InputError` ``plan_want``.
    """  # noqa: D205 - one sentence

    skill: str | None = None
    level: "Level | None" = None
    achievement: str | None = None
    course: str | None = None

    def __post_init__(self) -> None:
        given = [name for name in (self.skill, self.achievement, self.course) if name is not None]
        if len(given) != 1 or not given[0].strip():
            raise InputError("plan_want")
        if self.level is not None and self.skill is None:
            raise InputError("plan_want")

    @property
    def name(self) -> str:
        """The URI or id that is wanted."""
        return self.skill or self.achievement or self.course or ""


@dataclass(frozen=True, slots=True)
class Some:
    """At least ``k`` of the parts. With ``k`` 0 nothing is needed; with ``k`` beyond their number it can never be had.

    Raises :class:`InputError` ``plan_need_k``, ``plan_need_part``, ``plan_need_deep``, ``plan_need_many``.
    """

    k: int
    of: tuple["Need", ...]
    depth: int = field(init=False, repr=False, compare=False)
    nodes: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if isinstance(self.k, bool) or self.k < 0:
            raise InputError("plan_need_k", k=self.k)
        _bound(self, self.of)


@dataclass(frozen=True, slots=True)
class Total:
    """Parts, each with an amount (credits, points), that come to at least ``minimum`` together.

    Amounts are decimals, never negative. Raises :class:`InputError` as :class:`Some`, and ``plan_amount``.
    """

    minimum: Decimal
    of: tuple[tuple["Need", Decimal], ...]
    depth: int = field(init=False, repr=False, compare=False)
    nodes: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        checked_amount(self.minimum)
        for _, amount in self.of:
            checked_amount(amount)
        _bound(self, tuple(part for part, _ in self.of))


Need: TypeAlias = Want | Some | Total
"""A tree of needs."""


def all_of(needs: Iterable[Need]) -> Some:
    """Return the need of every one of ``needs``; of none, what nobody lacks."""
    parts = tuple(needs)
    return Some(len(parts), parts)


def any_of(needs: Iterable[Need]) -> Some:
    """Return the need of one of ``needs``; of none, what nobody can have."""
    return Some(1, tuple(needs))


@dataclass(frozen=True, slots=True)
class Owned:
    """What somebody already has: skills, achievements' ids, courses' ids.

    Each skill with its level (``None``: not known), or with several, since those of two scales are never compared.
    """

    skills: "Mapping[str, Level | tuple[Level | None, ...] | None]" = field(default_factory=dict)
    achievements: frozenset[str] = frozenset()
    courses: frozenset[str] = frozenset()


def _bound(node: Some | Total, parts: tuple[Need, ...]) -> None:
    if not all(isinstance(part, Want | Some | Total) for part in parts):
        raise InputError("plan_need_part")
    branches = [part for part in parts if not isinstance(part, Want)]
    depth = 1 + max((part.depth for part in branches), default=1)
    nodes = 1 + len(parts) - len(branches) + sum(part.nodes for part in branches)
    if depth > DEPTH:
        raise InputError("plan_need_deep", limit=DEPTH)
    if nodes > NODES:
        raise InputError("plan_need_many", limit=NODES)
    object.__setattr__(node, "depth", depth)
    object.__setattr__(node, "nodes", nodes)
