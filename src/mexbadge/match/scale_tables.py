"""What many vacancies ask for, each distinct thing once, and what applicants have shown, as far as scores need it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from mexbadge.match.policy import MatchPolicy
from mexbadge.match.scoring import FULL, credit, level_share, related, worths
from mexbadge.match.vacancy import RequirementKind, Vacancy
from mexbadge.skills import Level, Taxonomy, reaches

__all__ = ["Ask", "Job", "ScaleTable", "Shown", "Skills", "near", "reaches_on", "worth_of"]

Ask: TypeAlias = tuple[tuple[str, ...], Level | None]
"""One distinct thing that vacancies ask for: canonical skills, any of which would do, and the level."""


class Shown(NamedTuple):
    """One skill that somebody has shown, as far as scoring needs it: badges whose word is worth the same.

    ``levels``: those that these badges show; ``unknown``: whether one of them shows the skill without a level (as it
    does where there are no levels). ``also``: badges for the skill whose word is worth something else: a level never
    goes with another badge's confidence.
    """

    levels: tuple[Level, ...] = ()
    confidence: Fraction = Fraction(1)
    unknown: bool = False
    also: "tuple[Shown, ...]" = ()

    def pairs(self) -> Iterator[tuple[Level | None, Fraction]]:
        """Yield each level with the worth of the word for it."""
        for level in (*self.levels, *((None,) if self.unknown or not self.levels else ())):
            yield level, self.confidence
        for other in self.also:
            yield from other.pairs()


Skills: TypeAlias = Mapping[str, Shown]
"""What somebody holds, by canonical URI."""


@dataclass(frozen=True, slots=True)
class Job:
    """By what is compared, and how many places each list has."""

    taxonomy: Taxonomy
    policy: MatchPolicy
    top: int


@dataclass(slots=True)
class ScaleTable:
    """What vacancies ask for, each distinct thing once, and what each vacancy gives for it."""

    asks: dict[Ask, int] = field(default_factory=dict)
    rows: list[list[tuple[int, int, bool]]] = field(default_factory=list)
    wholes: list[int] = field(default_factory=list)
    musts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, vacancies: Sequence[Vacancy], job: Job) -> "ScaleTable":
        """Give each thing that is asked for a number, in the order in which it comes."""
        table = cls()
        for vacancy in vacancies:
            values = worths(vacancy.requirements, job.policy.weights, job.policy.rules, job.taxonomy)
            table.wholes.append(sum(values) * FULL)
            table.musts.append(len(vacancy.musts))
            row: list[tuple[int, int, bool]] = []
            for one, value in zip(vacancy.requirements, values, strict=True):
                if one.skills:
                    ask = (tuple(sorted({job.taxonomy.canonical(skill) for skill in one.skills})), one.level)
                    row.append((table.asks.setdefault(ask, len(table.asks)), value, one.kind is RequirementKind.MUST))
            table.rows.append(row)
        return table


def worth_of(shown: Shown, base: int, asked: Level | None, job: Job) -> int:
    """Return the credit of one skill that somebody has shown, of at most ``base``: that of the best badge."""
    rules = job.policy.rules
    return max(credit(base, level_share(level, asked, rules), worth) for level, worth in shown.pairs())


def reaches_on(shown: Shown, asked: Level | None, job: Job) -> bool:
    """Return whether a badge whose word is worth enough is known to reach the level that is asked."""
    least = job.policy.least_confidence
    return any(worth >= least and reaches(level, asked) is True for level, worth in shown.pairs())


def near(ask: Ask, job: Job) -> list[tuple[str, int]]:
    """Return every skill that would do, with the credit that it earns at most."""
    found: dict[str, int] = {}
    for name in ask[0]:
        beside = related(name, job.taxonomy, job.policy.rules)
        beside.update((skill, base) for skill, base in found.items() if base > beside.get(skill, 0))
        found = beside
    found.update(dict.fromkeys(ask[0], FULL))
    return sorted(found.items())
