"""What the front end asks of mexbadge: is this badge good and theirs, who fits, and what should they learn."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from front_end.answers import Own, Refusal
from front_end.tables import Badge, Gone, Tables
from mexbadge.badge import Person
from mexbadge.fetch import Fetch, HttpFetcher, Memo
from mexbadge.match import Applicant, Match, MatchSettings, Vacancy, plan_for, rank
from mexbadge.plan import Aim, Catalogue, Plan
from mexbadge.skills import Holding, SkillProfile, Taxonomy
from mexbadge.skills import Tables as SkillTables
from mexbadge.texts import Lang

__all__ = ["Brought", "Service"]


@dataclass(frozen=True, slots=True)
class Brought:
    """A badge that somebody brought: how it stands, the skills that it shows, and whether it was not there before."""

    holding: Holding
    profile: SkillProfile
    new: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """What everything here is decided with; clock, network and trust come from outside.

    Each method asks the clock once, so that everybody in one answer is judged at one moment.
    """

    tables: Tables
    fetch: Fetch | None
    accepts: Callable[[str], bool]
    taxonomy: Taxonomy
    catalogue: Catalogue
    now: Callable[[], datetime]

    def read_vacancy(self, content: bytes) -> Vacancy:
        """Read a vacancy that somebody brings; its skills must be known. Raises as :meth:`Vacancy.load`."""
        return Vacancy.load(content, taxonomy=self.taxonomy if len(self.taxonomy) else None)

    def vacancy(self, name: str) -> Vacancy:
        """Return a vacancy that was brought, and checked then; raise :class:`Refusal` 404 for another."""
        content = self.tables.vacancy(name)
        if content is None:
            raise Refusal(404, Own.of("vacancy_unknown", name=name))
        return Vacancy.parse(json.loads(content))

    def identity(self, person: str) -> str:
        """Return who somebody is; raise :class:`Refusal` 404 for a stranger."""
        identity = self.tables.identity(person)
        if identity is None:
            raise Refusal(404, Own.of("person_unknown", name=person))
        return identity

    def bring(self, person: str, content: bytes) -> Brought:
        """Verify a badge for who brings it, and keep it if it counts; raise :class:`Refusal` 404 for a stranger."""
        identity, at = self.identity(person), self.now()
        who, settings = Applicant(id=person, person=Person.of(identity)), self._settings()
        report = settings.verifier.verify(content, recipient=identity, at=at)
        profile = settings.profile([report], who, at=at)
        (holding,) = profile.holdings
        if not holding.counts:
            return Brought(holding, profile)
        badge = Badge(report.digest or "", content, report.verdict.value, at.astimezone(UTC).isoformat())
        try:
            return Brought(holding, profile, new=self.tables.keep_badge(person, identity, badge))
        except Gone:
            raise Refusal(404, Own.of("person_unknown", name=person)) from None

    def ranking(self, name: str) -> tuple[Match, ...]:
        """Compare everybody with a vacancy, the best first; raise :class:`Refusal` 404 for one that was not brought."""
        vacancy, at, settings = self.vacancy(name), self.now(), self._settings()
        people = [Applicant(id=person, person=Person.of(identity)) for person, identity in self.tables.people()]
        return rank(self._match(who, vacancy, settings, at) for who in people)

    def plan(self, person: str, name: str, aim: Aim) -> tuple[Match, Plan]:
        """Return how somebody stands for a vacancy, and the approved courses for exactly what they lack.

        Courses begin tomorrow or later. Raises :class:`Refusal` 404 for a stranger or a vacancy that was not brought.
        """
        who = Applicant(id=person, person=Person.of(self.identity(person)))
        vacancy, at = self.vacancy(name), self.now()
        match = self._match(who, vacancy, self._settings(), at)
        return match, plan_for(match, self.catalogue.courses, aim=aim, start=(at + timedelta(days=1)).date())

    def label(self, skill: str, lang: Lang) -> str:
        """Return what a skill is called."""
        return self.taxonomy.label(skill, lang)

    def _match(self, who: Applicant, vacancy: Vacancy, settings: MatchSettings, at: datetime) -> Match:
        """Verify somebody's badges again, for a status may have changed, and compare what still counts."""
        badges = [badge.content for badge in self.tables.badges(who.id)]
        return settings.match(settings.profile(badges, who, at=at), vacancy, who, at=at)

    def _settings(self) -> MatchSettings:
        """Say with what one answer is made: issuers that count, the list, and what the catalogue's courses certify."""
        certified = SkillTables(certifies=self.catalogue.certifies())
        return MatchSettings(self.taxonomy, certified, accepts=self.accepts, fetch=Memo(self.fetch or HttpFetcher()))
