"""With what everything is matched, as one value: list, tables, whose badges count, and the rules."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from mexbadge.fetch import Fetch
from mexbadge.match.api import Reading, rank_vacancies, read_profile
from mexbadge.match.matching import Match, assess
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.vacancy import Applicant, Vacancy
from mexbadge.skills import ProfilePolicy, SkillProfile, Tables, Taxonomy
from mexbadge.verify import Policy, Report, Verifier
from mexbadge.verify.api import Badgelike
from mexbadge.verify.keeping import ISSUER_AGE, KeptReport

__all__ = ["MatchSettings"]


@dataclass(frozen=True, slots=True)
class MatchSettings:
    """What a front end decides once: each call takes the same list, tables, issuers and rules, and none is forgotten.

    ``taxonomy`` is the list of skills, ``tables`` say what credentials certify; ``accepts`` are the ids of the issuers
    whose badges count, or a function that says so (``None``: any issuer that answers for its own key, and results say
    so). ``verification`` is how badges are verified, ``worth`` how much their word counts, ``policy`` how they are
    compared; ``fetch`` is the network as a function (``None``: the guarded one).
    """

    taxonomy: Taxonomy = field(default_factory=lambda: Taxonomy.of(()), repr=False)
    tables: Tables | None = field(default=None, repr=False)
    accepts: frozenset[str] | Callable[[str], bool] | None = None
    verification: Policy | None = None
    worth: ProfilePolicy | None = None
    policy: MatchPolicy | None = None
    fetch: Fetch | None = field(default=None, repr=False)

    @property
    def accepted(self) -> Callable[[str], bool] | None:
        """Whether an issuer counts, as a function."""
        return self.accepts.__contains__ if isinstance(self.accepts, frozenset) else self.accepts

    @property
    def reading(self) -> Reading:
        """How badges are read."""
        return Reading(self.taxonomy, self.tables, self.verification, self.accepted, self.worth, self.fetch)

    @property
    def verifier(self) -> Verifier:
        """What verifies badges."""
        return Verifier(self.verification or Policy(), self.fetch)

    def profile(
        self, badges: Iterable[Badgelike | Report], applicant: Applicant | None = None, *, at: datetime | None = None
    ) -> SkillProfile:
        """Verify badges and return what they show; as :func:`read_profile`."""
        return read_profile(badges, applicant=applicant, reading=self.reading, at=at)

    def again(
        self,
        kept: Iterable[KeptReport],
        applicant: Applicant | None = None,
        *,
        at: datetime | None = None,
        issuer_age: timedelta = ISSUER_AGE,
    ) -> SkillProfile:
        """Judge kept reports again and return what they show now: only dates and status can have changed.

        As :meth:`KeptReport.again`.
        """
        moment = at or datetime.now(UTC)
        verifier = self.verifier
        reports = [one.again(verifier, at=at, issuer_age=issuer_age) for one in kept]
        return self.profile(reports, applicant, at=moment)

    def match(
        self, profile: SkillProfile, vacancy: Vacancy, applicant: Applicant | None = None, *, at: datetime | None = None
    ) -> Match:
        """Compare one profile with one vacancy; as :func:`assess`."""
        return assess(
            profile,
            vacancy,
            at=at or profile.at or datetime.now(UTC),
            applicant=applicant,
            taxonomy=self.taxonomy,
            policy=self.policy,
            accepts=self.accepted,
        )

    def vacancies(
        self,
        profile: SkillProfile,
        vacancies: Sequence[Vacancy],
        applicant: Applicant | None = None,
        *,
        at: datetime | None = None,
        top: int | None = None,
    ) -> tuple[Match, ...]:
        """Rank all vacancies for one person; as :func:`rank_vacancies`."""
        return rank_vacancies(
            profile,
            vacancies,
            at=at or profile.at or datetime.now(UTC),
            applicant=applicant,
            taxonomy=self.taxonomy,
            policy=self.policy,
            accepts=self.accepted,
            top=top,
        )

    def with_policy(self, policy: MatchPolicy) -> "MatchSettings":
        """Return the same settings with other rules."""
        return replace(self, policy=policy)
