"""What somebody can do, as far as badges show it: each skill with its level, and every badge that was looked at."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from typing import Final, NamedTuple

from mexbadge._json import JsonObject
from mexbadge._moments import aware
from mexbadge.models.kinds import Kind
from mexbadge.skills.holdings import Holding, bound
from mexbadge.skills.levels import Level, level_in_words
from mexbadge.skills.reading import Claim, Tables, claims_of
from mexbadge.skills.taxonomy import Taxonomy
from mexbadge.texts.notebook import listed
from mexbadge.verify import Report, Verdict

__all__ = ["Evidence", "Held", "Pair", "ProfilePolicy", "SkillProfile", "held_by", "profile_of"]

_ONE: Final = Fraction(1)
_DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class ProfilePolicy:
    """How much a badge's word is worth.

    ``trust``: between 0 and 1, by the issuer's id (``None``: 1 for everybody that counts). ``half_life_days``: after
    how many days a skill is worth half, counted from the award (``None``: it does not fade). ``endorsement``: what the
    endorsement of each of ``endorsers`` adds, up to ``most_endorsed`` in all; confidence never exceeds 1. Such an
    endorsement is valid without a warning, of this very achievement or credential, and not by the badge's own issuer.
    ``endorsers``: whose word that is (``None``: those to whom ``trust`` gives something, and nobody without it).
    """

    trust: Callable[[str], Fraction] | None = None
    half_life_days: int | None = None
    endorsement: Fraction = Fraction(1, 10)
    most_endorsed: Fraction = Fraction(3, 10)
    endorsers: Callable[[str], bool] | None = None

    def hears(self, issuer: str) -> bool:
        """Return whether the endorsement of an issuer counts."""
        if self.endorsers is not None:
            return self.endorsers(issuer)
        return self.trust is not None and self.trust(issuer) > 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """One badge that names a skill: what it claims, how the badge stands, and how much its word is worth."""

    claim: Claim
    holding: Holding
    confidence: Fraction

    @property
    def counts(self) -> bool:
        """Whether it shows the skill, rather than hints at it."""
        return self.holding.counts and self.claim.how.counts

    def to_json(self) -> JsonObject:
        """Return it as data."""
        badge, level = self.holding.badge, self.claim.level
        return {
            "credential": self.holding.id,
            "achievement": badge.achievement_id if badge else None,
            "issuer": badge.issuer_id if badge else None,
            "name": badge.name if badge else None,
            "issued": badge.issued if badge else None,
            "ends": badge.valid_until if badge else None,
            "how": self.claim.how.value,
            "said": self.claim.said,
            "level": level.to_json() if level else None,
            "standing": self.holding.standing.value,
            "confidence": float(self.confidence),
        }


class Pair(NamedTuple):
    """A level (``None``: not known) and how much the word for it is worth, always of one and the same badge.

    ``evidence`` is that badge; ``None`` where the skill is only supposed (:meth:`SkillProfile.with_skill`).
    """

    level: Level | None
    confidence: Fraction
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """One skill that somebody has shown, and the evidence for it, the best first.

    ``level`` and ``confidence`` are those of the best badge: one whose word is worth something and that knows a level
    comes first, then by level times confidence. ``levels`` holds the best level on each scale, whatever it is worth:
    two scales are never compared. What decides are the :attr:`pairs`.
    """

    skill: str
    level: Level | None
    confidence: Fraction
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)
    levels: Mapping[str, Level] = field(default_factory=dict, repr=False)
    supposed: tuple[Pair, ...] = field(default=(), repr=False)

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """Each badge's level with the worth of its own word."""
        return (*(Pair(one.claim.level, one.confidence, one) for one in self.evidence), *self.supposed)

    def level_on(self, scale: str) -> Level | None:
        """Return the best level that is known on one scale."""
        return self.levels.get(scale)


@dataclass(frozen=True, slots=True, repr=False)
class SkillProfile:
    """All skills of one person at one moment.

    ``skills`` are those that count, by canonical URI; ``seen`` is the evidence that does not (expired, revoked, of
    somebody else, not verified, a mere suggestion), by skill; ``holdings`` are all badges that were looked at.
    ``trust`` is what the policy gives each badge's issuer, by the badge's digest, where that is not 1; ``supposed`` are
    the ids of achievements that it is supposed to hold.
    """

    skills: Mapping[str, Held]
    seen: Mapping[str, tuple[Evidence, ...]] = field(default_factory=dict, repr=False)
    holdings: tuple[Holding, ...] = field(default=(), repr=False)
    at: datetime | None = None
    trust: Mapping[str, Fraction] = field(default_factory=dict, repr=False)
    supposed: frozenset[str] = frozenset()

    def __repr__(self) -> str:
        return f"<SkillProfile: {self._summed}>"

    def _repr_html_(self) -> str:
        """Return the profile as a notebook shows it: each skill, its level, and how certain it is."""
        return listed([self._summed, *map(_line, self.skills.values())])

    @property
    def _summed(self) -> str:
        return f"{len(self.skills)} skills of {len(self.holdings)} badges"

    def with_skill(self, skill: str, level: Level | None = None, confidence: Fraction = _ONE) -> "SkillProfile":
        """Return the profile as it would be with one more badge for a skill (its canonical URI)."""
        before = self.skills.get(skill) or Held(skill, level, confidence)
        more = replace(before, supposed=(*before.supposed, Pair(level, confidence)))
        return replace(self, skills={**self.skills, skill: more})

    def with_credential(self, achievement: str) -> "SkillProfile":
        """Return the profile as it would be with a badge of an achievement, from whom it is to be awarded by."""
        return replace(self, supposed=self.supposed | {achievement})

    def trusted(self, holding: Holding) -> Fraction:
        """Return how much the word of a badge's issuer is worth."""
        return self.trust.get(holding.digest, _ONE)

    def to_json(self) -> JsonObject:
        """Return it as data, in a fixed order."""
        return {
            "at": self.at.isoformat() if self.at else None,
            "skills": [
                {
                    "skill": held.skill,
                    "level": held.level.to_json() if held.level else None,
                    "confidence": float(held.confidence),
                    "evidence": [one.to_json() for one in held.evidence],
                }
                for held in self.skills.values()
            ],
            "notCounted": [one.to_json() | {"skill": skill} for skill, all_ in self.seen.items() for one in all_],
        }


def _line(held: Held) -> str:
    level = "" if held.level is None else f", {level_in_words(held.level, 'en')}"
    return f"{held.skill}{level} ({100 * float(held.confidence):.0f} %)"


def profile_of(
    holdings: Iterable[Holding],
    taxonomy: Taxonomy | None = None,
    *,
    at: datetime | None = None,
    tables: Tables | None = None,
    policy: ProfilePolicy | None = None,
) -> SkillProfile:
    """Return what badges show at the moment ``at``; the order of ``holdings`` does not matter.

    Raises :class:`InputError` ``moment_zone`` for a moment without a zone.
    """
    at = None if at is None else aware(at)
    rules, looked = policy or ProfilePolicy(), tuple(sorted(holdings, key=lambda one: (one.id, one.digest)))
    good: dict[str, list[Evidence]] = {}
    rest: dict[str, list[Evidence]] = {}
    trust: dict[str, Fraction] = {}
    for holding in looked:
        if holding.badge is None:
            continue
        if (given := _trust(holding, rules)) != _ONE:
            trust[holding.digest] = given
        worth = _confidence(holding, rules, at)
        for claim in claims_of(holding.badge, taxonomy, tables):
            evidence = Evidence(claim, holding, worth)
            (good if evidence.counts else rest).setdefault(claim.skill, []).append(evidence)
    return SkillProfile(
        {skill: held_by(skill, good[skill]) for skill in sorted(good)},
        {skill: tuple(rest[skill]) for skill in sorted(rest)},
        looked,
        at,
        trust,
    )


def held_by(skill: str, evidence: Iterable[Evidence]) -> Held:
    """Join the evidence for one skill, the best badge first; nothing is taken from two badges together."""
    ordered = sorted(evidence, key=_order)
    levels: dict[str, Level] = {}
    for level in (one.claim.level for one in ordered):
        if level is not None and (level.scale not in levels or level.value > levels[level.scale].value):
            levels[level.scale] = level
    return Held(skill, ordered[0].claim.level, ordered[0].confidence, tuple(ordered), levels)


def _order(evidence: Evidence) -> tuple[bool, bool, Fraction, Fraction, str]:
    level, worth = evidence.claim.level, evidence.confidence
    return (worth == 0, level is None, -worth * (level.value if level else 1), -worth, evidence.holding.id)


def _trust(holding: Holding, policy: ProfilePolicy) -> Fraction:
    if policy.trust is None:
        return _ONE
    return min(max(policy.trust((holding.badge.issuer_id if holding.badge else None) or ""), Fraction(0)), _ONE)


def _confidence(holding: Holding, policy: ProfilePolicy, at: datetime | None) -> Fraction:
    worth = _trust(holding, policy)
    if policy.half_life_days and at is not None and holding.issued is not None:
        days = max(int((at - holding.issued).total_seconds()) // _DAY_SECONDS, 0)
        halves, rest = divmod(days, policy.half_life_days)
        worth *= Fraction(1, 2 ** min(halves, 64)) * (1 - Fraction(rest, 2 * policy.half_life_days))
    heard = (_endorser(one, holding, policy) for one in holding.report.endorsements)
    good = len({by for by in heard if by is not None})
    return min(worth * (1 + min(good * policy.endorsement, policy.most_endorsed)), _ONE)


def _endorser(report: Report, holding: Holding, policy: ProfilePolicy) -> str | None:
    """Return who stands behind a badge with an endorsement that counts; ``None`` for any other."""
    said, badge = report.badge, holding.badge
    if report.verdict is not Verdict.VALID or said is None or badge is None or said.kind is not Kind.ENDORSEMENT:
        return None
    by, about = said.issuer_id, said.subject_id
    if about is None or about not in {badge.id, badge.achievement_id}:
        return None
    if by is None or by in {badge.issuer_id, badge.subject_id} or not bound(report, by) or not policy.hears(by):
        return None
    return by
