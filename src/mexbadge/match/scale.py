"""Many applicants and many vacancies at once: the best applicants for each vacancy, exactly as one by one.

From profiles that were read already. Scores are whole numbers in both ways of computing them, so they are equal to the
last digit: in Python pair by pair, or with sparse rows (extra ``match``; :mod:`mexbadge.match.blocks`), block by block
through any executor. No skill is left out for being frequent.

Each distinct thing that vacancies ask for (skills and level) is a column: what an applicant earns there is computed
once. A score is then the sum over the vacancy's columns of earned credit times worth, of which the best are kept.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import Final, Literal, NamedTuple, TypeAlias

from mexbadge.errors import InputError
from mexbadge.match.matching import MatchPolicy
from mexbadge.match.opening import open_at
from mexbadge.match.scoring import FULL, credit, level_share, related, worths
from mexbadge.match.vacancy import Kind, Vacancy
from mexbadge.skills import Held, Level, SkillProfile, Taxonomy, reaches

__all__ = [
    "Ask",
    "Job",
    "Ranked",
    "Shown",
    "Skills",
    "Table",
    "near",
    "reaches_on",
    "skills_of",
    "top_matches",
    "worth_of",
]

Method = Literal["auto", "python", "sparse"]
Ask: TypeAlias = tuple[tuple[str, ...], Level | None]
"""One distinct thing that vacancies ask for: canonical skills, any of which would do, and the level."""
_MANY: Final = 200_000
_WIDE: Final = 2**62
"""Sums beyond this do not fit the whole numbers of matrices."""


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
class Ranked:
    """One place in the list of one vacancy: the applicant, the exact score (0 to 1) and how many musts are met."""

    vacancy: str
    place: int
    applicant: str
    score: Fraction
    covered: int
    musts: int


def skills_of(profile: SkillProfile) -> dict[str, Shown]:
    """Return what scoring needs of a profile."""
    return {skill: _shown(held) for skill, held in profile.skills.items()}


def _shown(held: Held) -> Shown:
    by_worth: dict[Fraction, dict[Level | None, None]] = {}
    for pair in held.pairs:
        by_worth.setdefault(pair.confidence, {})[pair.level] = None
    first, *others = (
        Shown(tuple(level for level in by_worth[worth] if level is not None), worth, None in by_worth[worth])
        for worth in sorted(by_worth, reverse=True)
    )
    return first._replace(also=tuple(others))


def top_matches(  # noqa: PLR0913 - what is compared, and how
    applicants: Mapping[str, Skills],
    vacancies: Sequence[Vacancy],
    *,
    top: int = 20,
    taxonomy: Taxonomy | None = None,
    policy: MatchPolicy | None = None,
    executor: Executor | None = None,
    method: Method = "auto",
    at: datetime | None = None,
    refused: Callable[[InputError], None] | None = None,
) -> Iterator[Ranked]:
    """Yield for each vacancy its ``top`` applicants: by score, then how many musts are met, then the id.

    Only skills are compared; who earns nothing is not listed, and vacancies that are not open at the moment ``at``
    (now) are left out (:func:`~mexbadge.match.closed` says why). Vacancies that ask how old a badge may be, or that
    each skill fills one requirement only, are refused (:class:`InputError` ``match_scale_age``, ``match_scale_once``):
    raised, or with ``refused`` told and left out. ``executor`` computes blocks elsewhere: processes gain most, for
    threads wait for one another.
    Raises :class:`InputError` ``plan_extra`` for the method ``sparse`` without numpy.
    """
    vacancies = open_at(vacancies, at or datetime.now(UTC))
    vacancies = tuple(one for one in vacancies if _comparable(one, refused))
    job = Job(taxonomy or Taxonomy.of(()), policy or MatchPolicy(), top)
    wanted = method
    if wanted == "auto":
        wanted = "sparse" if len(applicants) * len(vacancies) > _MANY and _have_numpy() else "python"
    if wanted == "sparse" and not _have_numpy():
        raise InputError("plan_extra")
    table = Table.of(vacancies, job)
    if wanted == "python" or max(table.wholes, default=0) >= _WIDE:
        yield from _by_pairs(applicants, vacancies, table, job)
        return
    from mexbadge.match.blocks import best_by_blocks  # noqa: PLC0415 - an extra, and heavy

    names = sorted(applicants)
    for number, rows in enumerate(best_by_blocks(applicants, names, table, job, executor)):
        listed = [(-score, -covered, names[who]) for score, covered, who in rows]
        yield from _listed(vacancies[number], listed, table.wholes[number], table.musts[number])


def _comparable(vacancy: Vacancy, refused: Callable[[InputError], None] | None) -> bool:
    """Return whether skills alone say who fits a vacancy; report one of which they do not, or raise."""
    dated = any(one.max_age is not None for one in vacancy.requirements)
    if not dated and not vacancy.each_once:
        return True
    error = InputError("match_scale_age" if dated else "match_scale_once", id=vacancy.id)
    if refused is None:
        raise error
    refused(error)
    return False


def _have_numpy() -> bool:
    from importlib.util import find_spec  # noqa: PLC0415 - beside its only use

    return find_spec("numpy") is not None


@dataclass(frozen=True, slots=True)
class Job:
    """By what is compared, and how many places each list has."""

    taxonomy: Taxonomy
    policy: MatchPolicy
    top: int


@dataclass(slots=True)
class Table:
    """What vacancies ask for, each distinct thing once, and what each vacancy gives for it."""

    asks: dict[Ask, int] = field(default_factory=dict)
    rows: list[list[tuple[int, int, bool]]] = field(default_factory=list)
    wholes: list[int] = field(default_factory=list)
    musts: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, vacancies: Sequence[Vacancy], job: Job) -> "Table":
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
                    row.append((table.asks.setdefault(ask, len(table.asks)), value, one.kind is Kind.MUST))
            table.rows.append(row)
        return table


def _earned(skills: Skills, ask: Ask, pairs: Sequence[tuple[str, int]], job: Job) -> tuple[int, bool]:
    """Return the credit for one thing that is asked, the best of all skills that would do, and whether it is met."""
    best, met = 0, False
    for name, base in pairs:
        shown = skills.get(name)
        if shown is not None:
            best = max(best, worth_of(shown, base, ask[1], job))
            met = met or (base == FULL and reaches_on(shown, ask[1], job))
    return best, met


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
    found: dict[str, int] = dict.fromkeys(ask[0], FULL)
    for name in ask[0]:
        for skill, base in related(name, job.taxonomy, job.policy.rules).items():
            found[skill] = max(found.get(skill, 0), base)
    return sorted(found.items())


def _by_pairs(
    applicants: Mapping[str, Skills], vacancies: Sequence[Vacancy], table: Table, job: Job
) -> Iterator[Ranked]:
    asks = list(table.asks)
    pairs = [near(ask, job) for ask in asks]
    earned = {
        name: [_earned(skills, ask, beside, job) for ask, beside in zip(asks, pairs, strict=True)]
        for name, skills in applicants.items()
    }
    for number, vacancy in enumerate(vacancies):
        rows: list[tuple[int, int, str]] = []
        for name, credits_ in earned.items():
            score = sum(value * credits_[column][0] for column, value, _ in table.rows[number])
            covered = sum(must and credits_[column][1] for column, _, must in table.rows[number])
            if score > 0:
                rows.append((-score, -covered, name))
        yield from _listed(vacancy, sorted(rows)[: job.top], table.wholes[number], table.musts[number])


def _listed(vacancy: Vacancy, rows: Sequence[tuple[int, int, str]], whole: int, musts: int) -> Iterator[Ranked]:
    for place, (score, covered, name) in enumerate(rows, 1):
        yield Ranked(vacancy.id, place, name, Fraction(-score, whole), -covered, musts)
