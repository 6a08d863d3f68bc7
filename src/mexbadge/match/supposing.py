"""What would be if somebody had one more badge: always the whole assessment once more, never a share added."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mexbadge.errors import InputError
from mexbadge.match.matching import Fit, Match, Met, assess
from mexbadge.match.vacancy import Requirement
from mexbadge.skills import Level

__all__ = ["Counterfactual", "counterfactuals", "suppose"]


def suppose(
    match: Match,
    *,
    skill: str | None = None,
    level: Level | None = None,
    credential: str | None = None,
    confidence: Fraction = Fraction(1),
) -> Match:
    """Return the match as it would be with one more valid badge, of today: for a skill, at a level, or of a credential.

    ``confidence`` is how much that badge's word is worth. Raises :class:`InputError` ``match_suppose`` for a match that
    was not made by :func:`~mexbadge.match.assess`, or where not exactly one of skill and credential is given.
    """
    case = match.case
    if case is None or (skill is None) == (credential is None):
        raise InputError("match_suppose")
    profile = case.profile
    if skill is not None:
        profile = profile.with_skill(case.taxonomy.canonical(skill), level, confidence)
    if credential is not None:
        profile = profile.with_credential(credential)
    return assess(
        profile,
        match.vacancy,
        at=case.at,
        applicant=case.applicant,
        taxonomy=case.taxonomy,
        policy=case.policy,
        accepts=case.accepts,
    )


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """What one more skill or credential would change: score, eligibility, and the place among the others (1 is best).

    ``skill`` is which of the skills of the requirement it is, at the level that is asked; ``None`` for a credential.
    """

    requirement: Requirement
    score: Fraction
    place: int
    of: int
    eligible: bool
    skill: str | None = None


def counterfactuals(match: Match, others: Sequence[Match]) -> tuple[Counterfactual, ...]:
    """Return for each requirement that is not met what a badge for it would change, the best change first.

    Each is an assessment with that skill, at the level asked, or that credential added; of several skills that would
    do, the one that changes most. ``others`` are the matches with the same vacancy; those of the same applicant, such
    as the match itself, are left out.
    """
    rivals = [one for one in others if not _same(one, match)]
    found: list[Counterfactual] = []
    for fit in match.fits:
        if fit.met is Met.MET or fit.requirement.experience is not None:
            continue
        better, skill = _best(match, fit)
        place = 1 + sum(other.order < better.order for other in rivals)
        found.append(Counterfactual(fit.requirement, better.score, place, len(rivals) + 1, better.eligible, skill))
    return tuple(sorted(found, key=lambda one: (-one.score, one.requirement.id)))


def _same(one: Match, other: Match) -> bool:
    return one is other or (one.applicant is not None and one.applicant == other.applicant)


def _best(match: Match, fit: Fit) -> tuple[Match, str | None]:
    asked = fit.requirement
    if not asked.skills:
        return suppose(match, credential=asked.credential or asked.pathway), None
    ways = [(suppose(match, skill=skill, level=asked.level), skill) for skill in sorted(asked.skills)]
    return min(ways, key=lambda way: way[0].order[:2])
