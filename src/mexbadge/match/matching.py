"""One applicant and one vacancy: what is met, by which badge, what is missing, and how much that makes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction

from mexbadge.match.constraining import Comparison, constrained
from mexbadge.match.explaining import explain
from mexbadge.match.fitting import Accepts, Case, Fit, Met, assigned, fit_of
from mexbadge.match.likelihood import Likelihood
from mexbadge.match.opening import Closed, closed
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.scoring import worths
from mexbadge.match.vacancy import Applicant, Requirement, RequirementKind, Vacancy
from mexbadge.plan import Need, Want, all_of, any_of
from mexbadge.skills import Holding, Level, SkillProfile, Standing, Taxonomy
from mexbadge.texts.notebook import listed

__all__ = ["Comparison", "Fit", "Match", "Met", "assess", "judged", "need_of"]


@dataclass(frozen=True, slots=True, repr=False)
class Match:
    """The result for one applicant and one vacancy; ``score`` is exactly the sum of the contributions, from 0 to 1.

    ``covered`` of ``musts`` requirements that must be met are; ``eligible`` if no more are missing than the policy
    allows, no constraint speaks against it and the vacancy is open (``closed``: why it is not). ``ownership_checked``
    is false where nobody said whose the badges are: then nothing counts. ``issuers_checked`` is false where nobody said
    which issuers are trusted. ``skills`` is everything that the badges show, asked for or not, with the level of every
    badge whose word is worth enough to meet a requirement. ``case`` is what was compared, for asking what if. ``fit``
    is by what it stands among a person's vacancies; ``None`` where it was not ranked among them.
    """

    vacancy: Vacancy
    score: Fraction
    fits: tuple[Fit, ...]
    covered: int
    musts: int
    eligible: bool
    constraints: Mapping[str, Comparison] = field(default_factory=dict)
    applicant: str | None = None
    ownership_checked: bool = True
    issuers_checked: bool = True
    holdings: tuple[Holding, ...] = field(default=(), repr=False)
    skills: Mapping[str, tuple[Level | None, ...]] = field(default_factory=dict, repr=False)
    closed: Closed | None = None
    policy: str = ""
    version: str = "2"
    at: datetime | None = None
    taxonomy: Taxonomy = field(default_factory=lambda: Taxonomy.of(()), repr=False, compare=False)
    case: Case | None = field(default=None, repr=False, compare=False)
    fit: Likelihood | None = field(default=None, repr=False)

    def __repr__(self) -> str:
        return (
            f"<Match {self.vacancy.id!r}: {self.covered} of the required skills, score {100 * float(self.score):.1f}>"
        )

    def __str__(self) -> str:
        return "\n".join(explain(self))

    def _repr_html_(self) -> str:
        """Return the match as a notebook shows it."""
        return listed(explain(self))

    @property
    def missing(self) -> tuple[Fit, ...]:
        """The requirements that must be met and are not."""
        return tuple(
            fit for fit in self.fits if fit.requirement.kind is RequirementKind.MUST and fit.met is not Met.MET
        )

    @property
    def only_lacks(self) -> bool:
        """Whether what is missing is all that stands in the way: it is open, and no constraint speaks against it."""
        fitting = Comparison.DOES_NOT not in self.constraints.values()
        return bool(self.missing) and not self.eligible and self.closed is None and fitting and self.ownership_checked

    @property
    def order(self) -> tuple[Fraction, int, str]:
        """By what results are put in order: the best first, then by coverage, then by the applicant's id."""
        return (-self.score, -self.covered, self.applicant or "")


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
    case = Case.of(profile, applicant, taxonomy or Taxonomy.of(()), policy or MatchPolicy(), at, accepts)
    return judged(case, vacancy)


def judged(case: Case, vacancy: Vacancy) -> Match:
    """Compare what was read once with a vacancy."""
    profile, applicant, at = case.profile, case.applicant, case.at
    values = worths(vacancy.requirements, case.policy.weights, case.policy.rules, case.taxonomy)
    whole = sum(values)
    only = assigned(vacancy.requirements, values, case) if vacancy.each_once else None
    fits = tuple(
        fit_of(one, value, whole, case, None if only is None else only.get(one.id, ""))
        for one, value in zip(vacancy.requirements, values, strict=True)
    )
    musts = [fit for fit in fits if fit.requirement.kind is RequirementKind.MUST]
    covered = sum(fit.met is Met.MET for fit in musts)
    constraints = constrained(vacancy.constraints, None if applicant is None else applicant.constraints)
    fitting = Comparison.DOES_NOT not in constraints.values()
    shut = closed(vacancy, at)
    checked = not any(one.standing is Standing.OWNERSHIP_NOT_CHECKED for one in profile.holdings)
    return Match(
        vacancy=vacancy,
        score=sum((fit.contribution for fit in fits), Fraction(0)),
        fits=fits,
        covered=covered,
        musts=len(musts),
        eligible=shut is None and fitting and checked and len(musts) - covered <= case.policy.may_miss,
        constraints=constraints,
        applicant=None if applicant is None else applicant.id,
        ownership_checked=checked,
        issuers_checked=case.accepts is not None,
        holdings=profile.holdings,
        skills=_reliable(profile, case.policy.least_confidence),
        closed=shut,
        policy=case.policy.digest,
        version=case.policy.rules.version,
        at=at,
        taxonomy=case.taxonomy,
        case=case,
    )


def _reliable(profile: SkillProfile, least: Fraction) -> dict[str, tuple[Level | None, ...]]:
    found = {
        skill: tuple(dict.fromkeys(pair.level for pair in held.pairs if pair.confidence >= least))
        for skill, held in profile.skills.items()
    }
    return {skill: levels for skill, levels in found.items() if levels}


def need_of(match: Match) -> Need:
    """Return what is missing of what must be met, as a need for courses; experience cannot be learned in one."""
    return all_of(_need(fit.requirement, match.taxonomy) for fit in match.missing if fit.requirement.experience is None)


def _need(one: Requirement, taxonomy: Taxonomy) -> Need:
    if one.skills:
        return any_of(Want(skill=taxonomy.canonical(skill), level=one.level) for skill in one.skills)
    return Want(achievement=one.credential or one.pathway)
