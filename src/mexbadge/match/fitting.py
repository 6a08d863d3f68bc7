"""How one requirement stands: what meets it, or shows it in part, and what it earns for the order."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from mexbadge._moments import aware
from mexbadge.badge import Badge
from mexbadge.dids.owners import host_of, owns
from mexbadge.match.market import Pairing, max_weight
from mexbadge.match.places import NOC, occupation_of
from mexbadge.match.scoring import FULL, Base, credit, level_share, reach
from mexbadge.match.vacancy import Applicant, Requirement, RequirementKind
from mexbadge.skills import Evidence, Held, Holding, Level, Pair, SkillProfile, Standing, Taxonomy, reaches

if TYPE_CHECKING:
    from mexbadge.match.policy import MatchPolicy

__all__ = ["Accepts", "Case", "Fit", "Met", "assigned", "fit_of", "worth_for"]

Accepts = Callable[[str], bool]


class Met(StrEnum):
    """How a requirement stands."""

    MET = "met"
    PARTIAL = "partial"
    MISSING = "missing"
    EXPIRED = "expired"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class Fit:
    """One requirement: how it stands, its contribution to the score, and the evidence that was used.

    ``via`` is the skill by which it is met or shown in part, at ``level``; ``evidence`` the badges that show it, first
    the one that decided (or, where it is expired or unverified, that would). ``share`` is its share of the whole score
    that it could give. ``itself``: where a broader skill shows it in part and a badge shows the skill that is asked but
    does not count, how that one stands. ``worth``: where only the worth of the badge's word kept it from being met,
    that worth. ``near``: the skill of the same narrow group that earned the contribution; it shows no part of what is
    asked.
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
    worth: Fraction | None = None
    near: str | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """What is compared, and how."""

    profile: SkillProfile
    applicant: Applicant | None
    taxonomy: Taxonomy
    policy: "MatchPolicy"
    at: datetime
    accepts: Accepts | None
    reach: Mapping[str, Mapping[str, Base]] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls,
        profile: SkillProfile,
        applicant: Applicant | None,
        taxonomy: Taxonomy,
        policy: "MatchPolicy",
        at: datetime,
        accepts: Accepts | None,
    ) -> "Case":
        """Look up once what the held skills help with; raise :class:`InputError` ``moment_zone``."""
        return cls(
            profile, applicant, taxonomy, policy, aware(at), accepts, reach(profile.skills, taxonomy, policy.rules)
        )


def fit_of(one: Requirement, worth: int, whole: int, case: Case, only: str | None = None) -> Fit:
    """Return how one requirement stands, which is worth ``worth`` of the ``whole``; ``only`` by one held skill."""
    share = Fraction(worth, whole) if whole else Fraction(0)
    if one.skills:
        return _of_skills(one, share, case, only)
    if one.experience is not None:
        return _of_experience(one, share, case)
    return _of_credential(one, share, case)


class _Way(NamedTuple):
    """One badge that shows something of what is asked, in the order in which ways are preferred."""

    full: bool
    earned: int
    same: bool
    confidence: Fraction
    skill: str
    short: bool
    pair: Pair
    held: Held


def _of_skills(one: Requirement, share: Fraction, case: Case, only: str | None = None) -> Fit:
    """Take the best badge of the skills that would do; one of a sibling only for what it earns."""
    shown, near = _candidates(one, case)
    if only is not None:
        shown, near = ([way for way in some if way.skill == only] for some in (shown, near))
    found = _shown(one, share, shown, case) if shown else _unmet(one, share, case)
    best = max(near, key=lambda way: (way.earned, way.skill), default=None)
    if best is None or share * Fraction(best.earned, FULL) <= found.contribution:
        return found
    return replace(found, contribution=share * Fraction(best.earned, FULL), near=best.skill)


def _candidates(one: Requirement, case: Case) -> tuple[list[_Way], list[_Way]]:
    """Return the badges that show something of what is asked, and those of skills that are only near."""
    asked = {case.taxonomy.canonical(skill) for skill in one.skills}
    bases: dict[str, Base] = {}
    for skill in asked:
        for name, base in case.reach.get(skill, {}).items():
            old = bases.get(name, base)
            bases[name] = Base(max(old.credit, base.credit), near=old.near and base.near)
    shown, near = list[_Way](), list[_Way]()
    for name, base in bases.items():
        (near if base.near else shown).extend(_ways(one, name, base.credit, case, same=name in asked))
    return shown, near


def _ways(one: Requirement, name: str, base: int, case: Case, *, same: bool) -> Iterator[_Way]:
    held = case.profile.skills[name]
    for pair in held.pairs:
        if not _recent(pair, one, case):
            continue
        earned = credit(base, level_share(pair.level, one.level, case.policy.rules), pair.confidence)
        reached = base == FULL and reaches(pair.level, one.level) is True
        enough = pair.confidence >= case.policy.least_confidence
        yield _Way(reached and enough, earned, same, pair.confidence, name, reached and not enough, pair, held)


def worth_for(name: str, one: Requirement, case: Case) -> int:
    """Return how much of a held skill counts where a requirement asks for it, of :data:`FULL`: by the best badge."""
    pairs = [pair for pair in case.profile.skills[name].pairs if _recent(pair, one, case)]
    rules = case.policy.rules
    return max((credit(FULL, level_share(pair.level, one.level, rules), pair.confidence) for pair in pairs), default=0)


def assigned(requirements: Sequence[Requirement], values: Sequence[int], case: Case) -> dict[str, str]:
    """Return which held skill stands for which requirement (its id), where none may stand for two.

    As many requirements that must be met are as can be; then the score is the highest.
    """
    pairs: list[Pairing] = []
    most = sum(values) * FULL + 1
    for one, value in zip(requirements, values, strict=True):
        shown, near = _candidates(one, case) if one.skills else ([], [])
        for skill in {way.skill for way in (*shown, *near)}:
            ways = [way for way in (*shown, *near) if way.skill == skill]
            met = one.kind is RequirementKind.MUST and any(way.full for way in ways)
            weight = most * met + max(way.earned for way in ways) * value
            pairs.append(Pairing(one.id, skill, weight))
    found = max_weight(pairs, {pair.vacancy: 1 for pair in pairs})
    return {pair.applicant: pair.vacancy for pair in found}


def _shown(one: Requirement, share: Fraction, ways: list[_Way], case: Case) -> Fit:
    best = max(ways, key=lambda way: way[:5])
    earned = max(way.earned for way in ways)
    met = Met.MET if best.full else Met.PARTIAL if any(way.confidence for way in ways) else Met.UNVERIFIED
    alone = None if best.full or best.same else _unmet(one, share, case)
    rest = tuple(each for each in best.held.evidence if each is not best.pair.evidence)
    return Fit(
        one,
        met,
        share * Fraction(earned, FULL),
        share,
        best.skill,
        best.pair.level,
        rest if best.pair.evidence is None else (best.pair.evidence, *rest),
        itself=None if alone is None or alone.met is Met.MISSING else alone,
        worth=best.confidence if best.short or met is Met.UNVERIFIED else None,
    )


def _recent(pair: Pair, one: Requirement, case: Case) -> bool:
    """Return whether a badge is no older than a requirement allows."""
    if one.max_age is None or pair.evidence is None:
        return True
    issued = pair.evidence.holding.issued
    return issued is not None and issued >= _since(case.at, one.max_age)


def _since(at: datetime, days: int) -> datetime:
    """Return the moment so many days ago; the first that a calendar has where that is before it."""
    first = datetime.min.replace(tzinfo=at.tzinfo)
    return at - timedelta(days=days) if days <= (at - first).days else first


def _unmet(one: Requirement, share: Fraction, case: Case) -> Fit:
    """Say why a skill does not count: no badge names it, its badge ended, or it cannot be relied on."""
    names = {case.taxonomy.canonical(skill) for skill in one.skills}
    seen = [each for name in sorted(names) for each in case.profile.seen.get(name, ())]
    old = [each for name in sorted(names) if name in case.profile.skills for each in case.profile.skills[name].evidence]
    if any(each.holding.standing is Standing.EXPIRED for each in seen) or old:
        met = Met.EXPIRED
    else:
        met = Met.UNVERIFIED if seen else Met.MISSING
    return Fit(one, met, Fraction(0), share, evidence=tuple(old or seen))


def _of_credential(one: Requirement, share: Fraction, case: Case) -> Fit:
    wanted = one.credential or one.pathway
    good, old, rest = list[Holding](), list[Holding](), list[Holding]()
    if wanted in case.profile.supposed:
        return Fit(one, Met.MET, share, share)
    for holding in case.profile.holdings:
        badge = holding.badge
        if badge is None or badge.achievement_id is None or badge.achievement_id != wanted:
            continue
        trusted = _may_award(badge, case.accepts)
        recent = one.max_age is None or (holding.issued is not None and holding.issued >= _since(case.at, one.max_age))
        good_one = holding.counts and trusted
        ended = holding.standing is Standing.EXPIRED or (good_one and not recent)
        (old if ended else good if good_one else rest).append(holding)
    if good:
        best = max(good, key=case.profile.trusted)
        worth = case.profile.trusted(best)
        if worth >= case.policy.least_confidence:
            return Fit(one, Met.MET, share * worth, share, holding=best)
        met = Met.PARTIAL if worth else Met.UNVERIFIED
        return Fit(one, met, share * worth, share, holding=best, worth=worth)
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


def _of_experience(one: Requirement, share: Fraction, case: Case) -> Fit:
    """Compare declared months: a person's word, shown as such, and of weight 0 unless the vacancy says otherwise.

    Work is the same by its occupation's code, or in the same words; other words are not compared.
    """
    declared = case.applicant.experience if case.applicant is not None else ()
    same = [_same_work(one.experience or "", each.work) for each in declared]
    months = sum(each.months for each, alike in zip(declared, same, strict=True) if alike)
    if months >= one.months:
        return Fit(one, Met.MET, share, share)
    if not months:
        return Fit(one, Met.UNVERIFIED if None in same else Met.MISSING, Fraction(0), share)
    return Fit(one, Met.PARTIAL, share * Fraction(months, one.months), share)


def _same_work(asked: str, done: str) -> bool | None:
    """Return whether work is of the occupation that is asked, or of one of its group; ``None``: it cannot be told."""
    if asked.strip().casefold() == done.strip().casefold():
        return True
    wanted, had = occupation_of(asked), occupation_of(done)
    if wanted is None or had is None or wanted.scheme != had.scheme:
        return None
    return had == wanted or (wanted.scheme == NOC and had.code.startswith(wanted.code))
