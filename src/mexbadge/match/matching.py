"""One applicant and one vacancy: what is met, by which badge, what is missing, and how much that makes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from hashlib import sha256

from mexbadge import _json
from mexbadge.badge import Badge
from mexbadge.dids.owners import host_of, owns
from mexbadge.match.scoring import FULL, Rules, Weights, credit, level_share, related, worths
from mexbadge.match.vacancy import Applicant, Constraints, Kind, Requirement, Vacancy
from mexbadge.plan import Need, Want, all_of, any_of
from mexbadge.skills import Evidence, Held, Holding, Level, SkillProfile, Standing, Taxonomy
from mexbadge.skills.profile import held_by

__all__ = ["Fit", "Match", "MatchPolicy", "Met", "Outcome", "assess", "need_of"]

Accepts = Callable[[str], bool]


class Met(StrEnum):
    """How a requirement stands."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"


class Outcome(StrEnum):
    """Whether a constraint fits; ``UNKNOWN`` where nothing was declared."""

    FITS = "fits"
    DOES_NOT = "does_not"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class MatchPolicy:
    """The rules of a match: how credit is given, how telling skills are, how many musts may be missing."""

    rules: Rules = field(default_factory=Rules)
    weights: Weights = field(default_factory=Weights, repr=False)
    may_miss: int = 0

    @property
    def digest(self) -> str:
        """The SHA-256 of all rules and weights, by which a result can be told from one of other rules."""
        rules = self.rules
        facts = [rules.version, str(rules.nice), str(rules.broader), str(rules.sibling), str(rules.unknown_level)]
        weights = [[skill, value] for skill, value in sorted(self.weights.idf.items())]
        return sha256(_json.canonical([facts, self.may_miss, self.weights.rarest, weights])).hexdigest()


@dataclass(frozen=True, slots=True)
class Fit:
    """One requirement: how it stands, its contribution to the score, and the evidence that was used.

    ``via`` is the skill that earned the credit, ``evidence`` the badges that show it (or, where it is expired or
    unverified, that would), ``share`` its share of the whole score that it could give. ``itself``: where a related
    skill earned the credit and a badge shows the skill that is asked but does not count, how that one stands.
    """

    requirement: Requirement
    met: Met
    contribution: Fraction
    share: Fraction
    via: str | None = None
    level: Level | None = None
    evidence: tuple[Evidence, ...] = ()
    holding: Holding | None = None
    itself: "Fit | None" = None


@dataclass(frozen=True, slots=True)
class Match:
    """The result for one applicant and one vacancy; ``score`` is exactly the sum of the contributions, from 0 to 1.

    ``covered`` of ``musts`` requirements that must be met are; ``eligible`` if no more are missing than the policy
    allows and no constraint speaks against it. ``ownership_checked`` is false where nobody said whose the badges are:
    then nothing counts. ``issuers_checked`` is false where nobody said which issuers are trusted. ``skills`` is
    everything that the badges show, asked for or not, with the best level that is known.
    """

    vacancy: Vacancy
    score: Fraction
    fits: tuple[Fit, ...]
    covered: int
    musts: int
    eligible: bool
    constraints: Mapping[str, Outcome] = field(default_factory=dict)
    applicant: str | None = None
    ownership_checked: bool = True
    issuers_checked: bool = True
    holdings: tuple[Holding, ...] = field(default=(), repr=False)
    skills: Mapping[str, Level | None] = field(default_factory=dict, repr=False)
    policy: str = ""
    version: str = "1"
    at: datetime | None = None
    taxonomy: Taxonomy = field(default_factory=lambda: Taxonomy.of(()), repr=False, compare=False)

    def __str__(self) -> str:
        from mexbadge.match.explaining import explain  # noqa: PLC0415 - the two need each other

        return "\n".join(explain(self))

    @property
    def missing(self) -> tuple[Fit, ...]:
        """The requirements that must be met and are not."""
        return tuple(fit for fit in self.fits if fit.requirement.kind is Kind.MUST and fit.met is not Met.MET)

    @property
    def order(self) -> tuple[Fraction, int, str]:
        """By what results are put in order: the best first, then by coverage, then by the applicant's id."""
        return (-self.score, -self.covered, self.applicant or "")


@dataclass(frozen=True, slots=True)
class _Case:
    """What is compared."""

    profile: SkillProfile
    applicant: Applicant | None
    taxonomy: Taxonomy
    policy: MatchPolicy
    at: datetime
    accepts: Accepts | None


def assess(  # noqa: PLR0913 - what is compared, and how
    profile: SkillProfile,
    vacancy: Vacancy,
    *,
    at: datetime,
    applicant: Applicant | None = None,
    taxonomy: Taxonomy | None = None,
    policy: MatchPolicy | None = None,
    accepts: Accepts | None = None,
) -> Match:
    """Compare a profile that was read from badges with a vacancy.

    ``accepts``: whose credentials count where a vacancy asks for a credential; ``None``: those of the host at which the
    achievement has its address.
    """
    case = _Case(profile, applicant, taxonomy or Taxonomy.of(()), policy or MatchPolicy(), at, accepts)
    values = worths(vacancy.requirements, case.policy.weights, case.policy.rules, case.taxonomy)
    whole = sum(values)
    fits = tuple(_fit(one, value, whole, case) for one, value in zip(vacancy.requirements, values, strict=True))
    musts = [fit for fit in fits if fit.requirement.kind is Kind.MUST]
    covered = sum(fit.met is Met.MET for fit in musts)
    constraints = _constraints(vacancy.constraints, None if applicant is None else applicant.constraints)
    fitting = Outcome.DOES_NOT not in constraints.values()
    checked = not any(one.standing is Standing.OWNERSHIP_NOT_CHECKED for one in profile.holdings)
    return Match(
        vacancy=vacancy,
        score=sum((fit.contribution for fit in fits), Fraction(0)),
        fits=fits,
        covered=covered,
        musts=len(musts),
        eligible=fitting and checked and len(musts) - covered <= case.policy.may_miss,
        constraints=constraints,
        applicant=None if applicant is None else applicant.id,
        ownership_checked=checked,
        issuers_checked=accepts is not None,
        holdings=profile.holdings,
        skills={skill: held.level for skill, held in profile.skills.items()},
        policy=case.policy.digest,
        version=case.policy.rules.version,
        at=at,
        taxonomy=case.taxonomy,
    )


def _fit(one: Requirement, worth: int, whole: int, case: _Case) -> Fit:
    share = Fraction(worth, whole) if whole else Fraction(0)
    if one.skills:
        return _of_skills(one, share, case)
    if one.experience is not None:
        return _of_experience(one, share, case)
    return _of_credential(one, share, case)


def _of_skills(one: Requirement, share: Fraction, case: _Case) -> Fit:
    """Take the best of the skills that would do; a related one only where it earns more than the skill itself."""
    asked = {case.taxonomy.canonical(skill): FULL for skill in one.skills}
    beside: dict[str, int] = {}
    for skill in one.skills:
        for name, base in related(skill, case.taxonomy, case.policy.rules).items():
            beside[name] = max(beside.get(name, 0), base)
    found: list[tuple[int, bool, bool, Held, Level | None]] = []
    for name, base in (beside | asked).items():
        held = _recent(case.profile.skills.get(name), one, case)
        if held is not None:
            found.append(_earned(base, held, one, (case, name in asked)))
    if not found:
        return _unmet(one, share, case)
    earned = max(each[0] for each in found)
    _, full, _, held, level = max(found, key=lambda each: (each[1], each[0], each[2], each[3].skill))
    met = Met.MET if full else Met.PARTIAL
    alone = None if full or held.skill in asked else _unmet(one, share, case)
    itself = None if alone is None or alone.met is Met.MISSING else alone
    return Fit(one, met, share * Fraction(earned, FULL), share, held.skill, level, held.evidence, itself=itself)


def _earned(
    base: int, held: Held, one: Requirement, how: tuple[_Case, bool]
) -> tuple[int, bool, bool, Held, Level | None]:
    """Return the credit, whether the requirement is met, whether by the skill itself, and by what."""
    case, same = how
    level = held.level if one.level is None else held.level_on(one.level.scale)
    part = level_share(level, one.level, case.policy.rules, unknown=held.unknown)
    reached = one.level is None or (level is not None and level.value >= one.level.value)
    return credit(base, part, held.confidence), base == FULL and reached, same, held, level


def _recent(held: Held | None, one: Requirement, case: _Case) -> Held | None:
    """Leave out evidence that is older than a requirement allows; ``None`` where nothing is left."""
    if held is None or one.max_age is None:
        return held
    least = case.at - timedelta(days=one.max_age)
    kept = tuple(each for each in held.evidence if each.holding.issued is not None and each.holding.issued >= least)
    if not kept:
        return None
    return held_by(held.skill, kept)


def _unmet(one: Requirement, share: Fraction, case: _Case) -> Fit:
    """Say why a skill does not count: no badge names it, its badge ended, or it cannot be relied on."""
    names = {case.taxonomy.canonical(skill) for skill in one.skills}
    seen = [each for name in sorted(names) for each in case.profile.seen.get(name, ())]
    old = [each for name in sorted(names) if name in case.profile.skills for each in case.profile.skills[name].evidence]
    if any(each.holding.standing is Standing.EXPIRED for each in seen) or old:
        met = Met.EXPIRED
    else:
        met = Met.UNVERIFIED if seen else Met.MISSING
    return Fit(one, met, Fraction(0), share, evidence=tuple(old or seen))


def _of_credential(one: Requirement, share: Fraction, case: _Case) -> Fit:
    wanted = one.credential or one.pathway
    good, old, rest = list[Holding](), list[Holding](), list[Holding]()
    for holding in case.profile.holdings:
        badge = holding.badge
        if badge is None or badge.achievement_id is None or badge.achievement_id != wanted:
            continue
        trusted = _may_award(badge, case.accepts)
        recent = one.max_age is None or (
            holding.issued is not None and holding.issued >= case.at - timedelta(days=one.max_age)
        )
        good_one = holding.counts and trusted
        ended = holding.standing is Standing.EXPIRED or (good_one and not recent)
        (old if ended else good if good_one else rest).append(holding)
    if good:
        return Fit(one, Met.MET, share, share, holding=good[0])
    met = Met.EXPIRED if old else Met.UNVERIFIED if rest else Met.MISSING
    return Fit(one, met, Fraction(0), share, holding=next(iter((*old, *rest)), None))


def _may_award(badge: Badge, accepts: Callable[[str], bool] | None) -> bool:
    """Return whether the achievement of a badge is its issuer's to award.

    One that lies under what the issuer is known by is. Among issuers that the caller accepts, it is enough that the
    achievement has its address on the same host, or none at all.
    """
    issuer, name = badge.issuer_id or "", badge.achievement_id or ""
    if accepts is None:
        return owns(issuer, name)
    host = host_of(name)
    return accepts(issuer) and (host is None or host == host_of(issuer))


def _of_experience(one: Requirement, share: Fraction, case: _Case) -> Fit:
    """Compare declared months: a person's word, shown as such, and of weight 0 unless the vacancy says otherwise."""
    work = (one.experience or "").casefold()
    declared = case.applicant.experience if case.applicant is not None else ()
    months = sum(each.months for each in declared if each.work.casefold() == work)
    if months >= one.months:
        return Fit(one, Met.MET, share, share)
    if not months:
        return Fit(one, Met.MISSING, Fraction(0), share)
    return Fit(one, Met.PARTIAL, share * Fraction(months, one.months), share)


def _constraints(asked: Constraints, given: Constraints | None) -> dict[str, Outcome]:
    """Compare what must fit beside skills; what somebody did not declare is unknown, not a no."""
    mine = given or Constraints()
    found: dict[str, Outcome] = {}
    if asked.regions and not asked.remote:
        found["regions"] = _one_of(asked.regions, mine.regions)
    if asked.languages:
        found["languages"] = _every(asked.languages, mine.languages)
    if asked.licences:
        found["licences"] = _every(asked.licences, mine.licences)
    if asked.hours is not None:
        fits = mine.hours is not None and mine.hours >= asked.hours
        found["hours"] = Outcome.UNKNOWN if mine.hours is None else Outcome.FITS if fits else Outcome.DOES_NOT
    return found


def _one_of(asked: Sequence[str], mine: Sequence[str]) -> Outcome:
    if not mine:
        return Outcome.UNKNOWN
    return Outcome.FITS if _folded(asked) & _folded(mine) else Outcome.DOES_NOT


def _every(asked: Sequence[str], mine: Sequence[str]) -> Outcome:
    if not mine:
        return Outcome.UNKNOWN
    return Outcome.FITS if _folded(asked) <= _folded(mine) else Outcome.DOES_NOT


def _folded(texts: Sequence[str]) -> set[str]:
    return {text.casefold() for text in texts}


def need_of(match: Match) -> Need:
    """Return what is missing of what must be met, as a need for courses; experience cannot be learned in one."""
    return all_of(_need(fit.requirement, match.taxonomy) for fit in match.missing if fit.requirement.experience is None)


def _need(one: Requirement, taxonomy: Taxonomy) -> Need:
    if one.skills:
        return any_of(Want(skill=taxonomy.canonical(skill), level=one.level) for skill in one.skills)
    return Want(achievement=one.credential or one.pathway)
