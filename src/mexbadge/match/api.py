"""The doors of this room: one match, ranked lists, plans, and what is asked for and not supplied."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from os import PathLike

from mexbadge.badge import Person
from mexbadge.errors import InputError
from mexbadge.fetch import Fetch, HttpFetcher, Memo
from mexbadge.match.fitting import Case
from mexbadge.match.matching import Match, assess, need_of
from mexbadge.match.opening import open_at
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.ranking import best_vacancies
from mexbadge.match.scoring import Weights
from mexbadge.match.vacancy import Applicant, Vacancy
from mexbadge.plan import Aim, Course, Owned, Plan, solve
from mexbadge.skills import ProfilePolicy, SkillProfile, Tables, Taxonomy, holdings_of, profile_of
from mexbadge.verify import Policy, Report, Verifier
from mexbadge.verify.api import Badgelike

__all__ = ["Reading", "match", "plan_for", "rank", "rank_vacancies", "read_profile"]

Accepts = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Reading:
    """With what badges are read: skills, tables, verification policy, whose badges count, how much each is worth."""

    taxonomy: Taxonomy | None = None
    tables: Tables | None = None
    verification: Policy | None = None
    accepts: Accepts | None = None
    worth: ProfilePolicy | None = None
    fetch: Fetch | None = None


def read_profile(
    badges: Iterable[Badgelike | Report],
    *,
    applicant: Applicant | None = None,
    reading: Reading | None = None,
    at: datetime | None = None,
) -> SkillProfile:
    """Verify badges, compare each with the applicant's identities, and return what they show.

    ``badges`` are paths, bytes, documents, or reports of verifications that were made already. Each address is asked
    once; for many people one after the other, give a ``fetch`` that remembers (:class:`mexbadge.fetch.Memo`). Without
    an applicant nobody said whose they are, and nothing counts. Raises :class:`InputError` for a file that cannot be
    read.
    """
    how, moment = reading or Reading(), at or datetime.now(UTC)
    verifier = Verifier(how.verification or Policy(), Memo(how.fetch or HttpFetcher()))
    reports = [one if isinstance(one, Report) else verifier.verify(one, at=at) for one in badges]
    person = None if applicant is None else applicant.person
    holdings = holdings_of(reports, person=person, accepts=how.accepts)
    return profile_of(holdings, how.taxonomy, at=moment, tables=how.tables, policy=how.worth)


def match(  # noqa: PLR0913 - what is compared, and how
    badges: Iterable[Badgelike | Report],
    vacancy: Vacancy,
    *,
    applicant: Applicant | str | None = None,
    policy: MatchPolicy | None = None,
    reading: Reading | None = None,
    fetch: Fetch | None = None,
    at: datetime | None = None,
) -> Match:
    """Verify badges and compare what they show with a vacancy.

    ``applicant``: whose they should be (an :class:`Applicant`, or one identity as text); without one the result says
    that ownership was not checked, and nothing counts. A badge of somebody else, revoked, expired or not decided, is
    in the result with its reason and earns nothing. ``fetch`` is the network as a function (``None``: the guarded one).
    """
    if isinstance(badges, str | bytes | bytearray | memoryview | PathLike | Mapping | Report):
        raise InputError("match_one_badge")
    if not isinstance(vacancy, Vacancy):
        raise InputError("match_no_vacancy")
    who = _applicant(applicant)
    how = reading or Reading()
    if fetch is not None:
        how = Reading(how.taxonomy, how.tables, how.verification, how.accepts, how.worth, fetch)
    moment = at or datetime.now(UTC)
    profile = read_profile(badges, applicant=who, reading=how, at=moment)
    return assess(profile, vacancy, at=moment, applicant=who, taxonomy=how.taxonomy, policy=policy, accepts=how.accepts)


def _applicant(applicant: Applicant | str | None) -> Applicant | None:
    if not isinstance(applicant, str):
        return applicant

    return Applicant(id="applicant", person=Person.of(applicant))


def rank(matches: Iterable[Match]) -> tuple[Match, ...]:
    """Return matches of applicants with one vacancy, the best first: by score, then coverage, then id."""
    return tuple(sorted(matches, key=lambda one: one.order))


def rank_vacancies(  # noqa: PLR0913 - as :func:`assess`
    profile: SkillProfile,
    vacancies: Sequence[Vacancy],
    *,
    at: datetime,
    applicant: Applicant | None = None,
    taxonomy: Taxonomy | None = None,
    policy: MatchPolicy | None = None,
    accepts: Accepts | None = None,
    top: int | None = None,
) -> tuple[Match, ...]:
    """Return the matches of one applicant with many vacancies, the best first.

    They are in the order of their fit (:attr:`Match.fit`, with its reasons; :mod:`mexbadge.match.likelihood`), and
    equal ones in that of score, musts that are met, and id. In the score, rare skills weigh more.

    ``top``: only so many of the best, which is much quicker among thousands. ``accepts`` is as for :func:`assess`.

    Those that are not open come last, each with its reason (:attr:`Match.closed`). Without a policy, how telling each
    skill is follows from those that are.
    """
    rules = policy or MatchPolicy(weights=Weights.of(open_at(vacancies, at), taxonomy))
    case = Case.of(profile, applicant, taxonomy or Taxonomy.of(()), rules, at, accepts)
    return best_vacancies(case, vacancies, top)


def plan_for(
    result: Match,
    courses: Iterable[Course],
    *,
    aim: Aim = Aim.COST,
    start: date | None = None,
    by: date | None = None,
    accept: Callable[[Course], bool] | None = None,
) -> Plan:
    """Return the approved courses for exactly what is missing; with ``start`` a conditional match has its date.

    ``by``: only what is over on that day. Raises :class:`InputError` as :func:`mexbadge.plan.solve`.
    """
    owned, skills = _owned(result), result.taxonomy
    return solve(need_of(result), courses, owned=owned, aim=aim, start=start, by=by, accept=accept, taxonomy=skills)


def _owned(result: Match) -> Owned:
    """Return what need not be learned: everything shown, but for what a requirement finds shown too long ago."""
    dated = [fit.requirement for fit in result.missing if fit.requirement.max_age is not None]
    asked = {result.taxonomy.canonical(skill) for one in dated for skill in one.skills}
    again = asked | {narrower for skill in asked for narrower in result.taxonomy.below(skill)}
    again |= {name for one in dated for name in (one.credential, one.pathway) if name is not None}
    skills = {skill: levels for skill, levels in result.skills.items() if skill not in again}
    for fit in result.fits:
        if fit.via is not None and fit.worth is None:
            skills[fit.via] = (*skills.get(fit.via, ()), fit.level)
    achievements = {
        holding.badge.achievement_id
        for holding in result.holdings
        if holding.counts and holding.badge is not None and holding.badge.achievement_id is not None
    }
    return Owned(skills, frozenset(achievements - again))
