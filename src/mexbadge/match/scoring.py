"""How well what somebody holds fits a requirement: whole numbers, so that every sum is exact.

A requirement is worth ``weight * idf * kind`` (:func:`worths`), a skill in its place earns a credit between 0 and
:data:`FULL` (:func:`credit`): all of it for the skill itself, an equivalent or a narrower one; half, or a quarter, for
one that is one or two steps broader; three tenths for one of the same narrow group, which only ranks and is no part of
what is met. A level that falls short scales the credit; a level that is not known, or on another scale, halves it, and
never meets the requirement. Level and confidence are always those of one badge, and the best badge counts. So one more
badge never lowers a score, on however many scales.

The score is the sum of ``worth * credit`` over all requirements, as a share of ``worth * FULL``: exactly the sum of the
contributions.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from math import log
from typing import Final, NamedTuple

from mexbadge.match.vacancy import Requirement, RequirementKind, Vacancy
from mexbadge.skills import Level, Taxonomy, reaches

__all__ = ["FULL", "UNIT", "Base", "Rules", "Weights", "credit", "level_share", "reach", "related", "worths"]

FULL: Final = 1_000_000
"""The whole credit."""
UNIT: Final = 1_000_000
"""What weight 1 is worth at idf 1."""
_STEPS: Final = 2


@dataclass(frozen=True, slots=True)
class Rules:
    """How credit is given, each a share of one; ``version`` names the rules in results.

    ``nice``: what a welcome requirement is worth beside one that must be met. ``broader``: for each step that a held
    skill is broader. ``sibling``: of the same narrow group. ``unknown_level``: where a level is asked and none is
    known.
    """

    nice: Fraction = Fraction(1, 10)
    broader: Fraction = Fraction(1, 2)
    sibling: Fraction = Fraction(3, 10)
    unknown_level: Fraction = Fraction(1, 2)
    version: str = "2"


@dataclass(frozen=True, slots=True)
class Weights:
    """How telling each skill is: the rarer it is among vacancies, the more (inverse document frequency)."""

    idf: Mapping[str, int] = field(default_factory=dict, repr=False)
    rarest: int = UNIT

    @classmethod
    def of(cls, vacancies: Iterable[Vacancy], taxonomy: Taxonomy | None = None) -> "Weights":
        """Count how many vacancies ask for each skill: ``ln((1 + n) / (1 + count)) + 1``, in millionths."""
        known, total = taxonomy or Taxonomy.of(()), 0
        counts: dict[str, int] = {}
        for vacancy in vacancies:
            total += 1
            for skill in {known.canonical(skill) for one in vacancy.requirements for skill in one.skills}:
                counts[skill] = counts.get(skill, 0) + 1
        if not total:
            return cls()
        idf = {skill: _idf(total, count) for skill, count in counts.items()}
        return cls(idf, _idf(total, 0))

    def of_skill(self, skill: str) -> int:
        """Return how telling a skill is; one that no vacancy asks for is as telling as can be."""
        return self.idf.get(skill, self.rarest)


def _idf(total: int, count: int) -> int:
    return round((log((1 + total) / (1 + count)) + 1) * UNIT)


def worths(requirements: Sequence[Requirement], weights: Weights, rules: Rules, taxonomy: Taxonomy) -> tuple[int, ...]:
    """Return what each requirement is worth, in millionths; of several skills the least telling one counts."""
    found: list[int] = []
    canonical, telling = taxonomy.canonical, weights.of_skill
    for one in requirements:
        idf = telling(canonical(one.skills[0])) if len(one.skills) == 1 else UNIT
        if len(one.skills) > 1:
            idf = min(telling(canonical(skill)) for skill in one.skills)
        if one.kind is RequirementKind.MUST and one.weight == 1:
            found.append(idf)
            continue
        share = Fraction(1) if one.kind is RequirementKind.MUST else rules.nice
        if one.weight == 1:
            found.append(_rounded(idf * share.numerator, share.denominator))
            continue
        exact = Decimal(idf) * one.weight
        value = exact * share.numerator / share.denominator
        found.append(int(value.to_integral_value(ROUND_HALF_EVEN)))
    return tuple(found)


def related(asked: str, taxonomy: Taxonomy, rules: Rules) -> dict[str, int]:
    """Return what each skill earns where ``asked`` is asked for and not held: canonical URIs and credits."""
    name = taxonomy.canonical(asked)
    found = dict.fromkeys(taxonomy.siblings(name), _part(rules.sibling))
    for skill, steps in taxonomy.above(name, limit=_STEPS).items():
        found[skill] = max(found.get(skill, 0), _part(rules.broader**steps))
    found.update(dict.fromkeys(taxonomy.below(name), FULL))
    return {skill: value for skill, value in found.items() if value}


def _rounded(value: int, by: int) -> int:
    """Return a quotient as a whole number, halves to the even one."""
    whole, rest = divmod(value, by)
    return whole + (2 * rest > by or (2 * rest == by and whole % 2 == 1))


class Base(NamedTuple):
    """What a held skill earns at most for one that is asked, and whether only as one of the same narrow group."""

    credit: int
    near: bool


def reach(held: Iterable[str], taxonomy: Taxonomy, rules: Rules) -> dict[str, dict[str, Base]]:
    """Return for everything that held skills help with which of them help, and with how much.

    It is :func:`related` the other way round. All URIs are canonical.
    """
    found: dict[str, dict[str, Base]] = {}
    sibling = _part(rules.sibling)
    for mine in held:
        helps = {asked: Base(sibling, near=True) for asked in taxonomy.siblings(mine)} if sibling else {}
        for asked, steps in taxonomy.below(mine, limit=_STEPS).items():
            part = _part(rules.broader**steps)
            if part:
                helps[asked] = Base(max(part, helps[asked].credit if asked in helps else 0), near=False)
        full = Base(FULL, near=False)
        helps.update(dict.fromkeys(taxonomy.above(mine), full))
        helps[mine] = full
        for asked, base in helps.items():
            found.setdefault(asked, {})[mine] = base
    return found


def _part(share: Fraction) -> int:
    return share.numerator * FULL // share.denominator


def level_share(held: Level | None, asked: Level | None, rules: Rules) -> Fraction:
    """Return the share of the credit for the level of one badge: all if it reaches, in proportion if it falls short.

    A level on another scale cannot be compared: it is worth as much as none.
    """
    reached = reaches(held, asked)
    if reached:
        return Fraction(1)
    if reached is None or held is None or asked is None:
        return rules.unknown_level
    return held.value / asked.value


def credit(base: int, share: Fraction, confidence: Fraction) -> int:
    """Return a credit scaled by the level and by how much the evidence is worth, rounded down."""
    scaled = share * confidence
    return base * scaled.numerator // scaled.denominator
