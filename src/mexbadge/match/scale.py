"""Many applicants and many vacancies at once: the best of each side for the other, exactly as one by one.

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
from heapq import nlargest
from importlib.util import find_spec
from typing import Final, Literal

from mexbadge.errors import InputError
from mexbadge.match.constraining import Comparison, constrained
from mexbadge.match.likelihood import Likelihood, Posts
from mexbadge.match.opening import open_at
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.scale_tables import Ask, Job, ScaleTable, Shown, Skills, near, reaches_on, worth_of
from mexbadge.match.scoring import FULL, Weights
from mexbadge.match.vacancy import Constraints, Requirement, Vacancy
from mexbadge.skills import Held, Level, SkillProfile, Taxonomy

__all__ = [
    "Offer",
    "Ranked",
    "Shown",
    "Skills",
    "skills_of",
    "top_matches",
    "top_vacancies",
]

Method = Literal["auto", "python", "sparse"]
_MANY: Final = 200_000
_WIDE: Final = 2**62
"""Sums beyond this do not fit the whole numbers of matrices."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One place in the list of one vacancy: the applicant, the exact score (0 to 1) and how many musts are met."""

    vacancy: str
    place: int
    applicant: str
    score: Fraction
    covered: int
    musts: int


@dataclass(frozen=True, slots=True)
class Offer:
    """One place in the list of one applicant: the vacancy, its fit with reasons, and whether they are eligible.

    ``score`` and ``covered`` of ``musts`` are those of a match. ``eligible`` is ``None`` where all skills that must be
    met are and only what skills do not show (a credential, a pathway, experience) is not known. ``constraints``: how
    what the applicant declared stands.
    """

    applicant: str
    place: int
    vacancy: str
    fit: Likelihood
    score: Fraction
    covered: int
    musts: int
    eligible: bool | None
    constraints: Mapping[str, Comparison] = field(default_factory=dict)


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
    table = ScaleTable.of(vacancies, job)
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
    return find_spec("numpy") is not None


def _earned(skills: Skills, ask: Ask, pairs: Sequence[tuple[str, int]], job: Job) -> tuple[int, bool]:
    """Return the credit for one thing that is asked, the best of all skills that would do, and whether it is met."""
    best, met = 0, False
    for name, base in pairs:
        shown = skills.get(name)
        if shown is not None:
            best = max(best, worth_of(shown, base, ask[1], job))
            met = met or (base == FULL and reaches_on(shown, ask[1], job))
    return best, met


def _by_pairs(
    applicants: Mapping[str, Skills], vacancies: Sequence[Vacancy], table: ScaleTable, job: Job
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


def top_vacancies(  # noqa: PLR0913 - as :func:`top_matches`
    applicants: Mapping[str, Skills],
    vacancies: Sequence[Vacancy],
    *,
    top: int = 20,
    declared: Mapping[str, Constraints] | None = None,
    taxonomy: Taxonomy | None = None,
    policy: MatchPolicy | None = None,
    at: datetime | None = None,
    refused: Callable[[InputError], None] | None = None,
) -> Iterator[Offer]:
    """Yield for each applicant, in the order of their ids, the ``top`` vacancies that fit best, with the reasons.

    The order is that of :func:`~mexbadge.match.rank_vacancies`: by fit, then score, how many musts are met, and id;
    what does not fit at all is not listed. ``declared`` is what applicants said beside their skills (region, hours,
    languages, licence). Only skills are compared, so a credential that is asked adds nothing. Vacancies are left out or
    refused as by :func:`top_matches`. Without a policy, how telling each skill is follows from those that are compared.
    """
    moment = at or datetime.now(UTC)
    compared = tuple(one for one in open_at(vacancies, moment) if _comparable(one, refused))
    known = taxonomy or Taxonomy.of(())
    job = Job(known, policy or MatchPolicy(weights=Weights.of(compared, known)), top)
    desk = _Desk(Posts.of(compared, known, job.policy.rules, moment), ScaleTable.of(compared, job), job)
    for name in sorted(applicants):
        yield from desk.offers(name, applicants[name], (declared or {}).get(name))


@dataclass(slots=True)
class _Desk:
    """Vacancies in the two forms in which they are compared, and what was looked up."""

    posts: Posts
    table: ScaleTable
    job: Job
    _asks: list[Ask] = field(default_factory=list)
    _near: dict[int, dict[str, int]] = field(default_factory=dict)

    def offers(self, name: str, skills: Skills, declared: Constraints | None) -> Iterator[Offer]:
        """Yield one applicant's best vacancies."""

        def worth(held: str, one: Requirement) -> int:
            return worth_of(skills[held], FULL, one.level, self.job)

        given: dict[int, dict[str, int]] = {}
        for number, held, value in self.posts.parts(skills, worth):
            given.setdefault(number, {})[held] = value
        sums = {number: sum(parts.values()) for number, parts in given.items()}
        least = min(nlargest(self.job.top, sums.values()), default=0)
        rows = []
        for number, fit in sums.items():
            if fit >= least:
                score, covered = self._scored(number, skills)
                rows.append((-fit, -score, -covered, self.posts.vacancies[number].id, number))
        for place, (_, score, covered, _, number) in enumerate(sorted(rows)[: self.job.top], 1):
            vacancy, musts = self.posts.vacancies[number], self.table.musts[number]
            told = self.posts.told(number, given[number])
            outcomes = constrained(vacancy.constraints, declared)
            eligible = self._eligible(vacancy, -covered, outcomes)
            yield Offer(name, place, vacancy.id, told, -score, -covered, musts, eligible, outcomes)

    def _scored(self, number: int, skills: Skills) -> tuple[Fraction, int]:
        """Return the score of one vacancy, and how many of its musts are met."""
        score, covered = 0, 0
        self._asks = self._asks or list(self.table.asks)
        for column, value, must in self.table.rows[number]:
            ask = self._asks[column]
            beside = self._near.get(column)
            if beside is None:
                beside = self._near[column] = dict(near(ask, self.job))
            pairs = [(name, beside[name]) for name in skills if name in beside]
            earned, met = _earned(skills, ask, pairs, self.job) if pairs else (0, False)
            score += value * earned
            covered += must and met
        return Fraction(score, self.table.wholes[number] or 1), covered

    def _eligible(self, vacancy: Vacancy, covered: int, outcomes: Mapping[str, Comparison]) -> bool | None:
        if Comparison.DOES_NOT in outcomes.values():
            return False
        lacking = len(vacancy.musts) - covered - self.job.policy.may_miss
        unseen = sum(not one.skills for one in vacancy.musts)
        return True if lacking <= 0 else None if lacking <= unseen else False
