"""What reports are made of, read of the register as it was known at the end of the days that are asked about.

Importing this module imports SQLAlchemy.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge.badge import Person
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook, Happened
from mexbadge.match.exchange.config import ExchangeConfig
from mexbadge.match.exchange.hires import HireKept, hires_at
from mexbadge.match.exchange.people import forgotten_name
from mexbadge.match.exchange.reports.courses import Completed, CourseNamed
from mexbadge.match.exchange.reports.impact import Considered
from mexbadge.match.exchange.reports.placed import Placed
from mexbadge.match.exchange.reports.quarters import Quarter
from mexbadge.match.exchange.seats import open_courses
from mexbadge.match.exchange.states import SeatState, VacancyState
from mexbadge.match.matching import Match
from mexbadge.match.settings import MatchSettings
from mexbadge.match.supply import Demand, demand
from mexbadge.match.team import TeamSkill, team_skills
from mexbadge.match.vacancy import Applicant, Vacancy
from mexbadge.models.dates import instant
from mexbadge.models.identity import Identity
from mexbadge.models.language import Words
from mexbadge.plan import Catalogue, Course
from mexbadge.skills import SkillProfile, Tables
from mexbadge.verify import Report as Verified
from mexbadge.verify import Verdict
from mexbadge.verify.keeping import KeptReport

__all__ = ["FOLLOWED", "Asked", "Gathering"]

FOLLOWED: Final = 2
"""At the end of which quarter after it is looked how people went on; of 180 days, a quarter later."""
_OPEN: Final = frozenset({VacancyState.OPEN, VacancyState.MATCHED, VacancyState.ACCEPTED, VacancyState.DECLINED})
_GOOD: Final = frozenset({Verdict.VALID.value, Verdict.WARNING.value})
_SECOND: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What vacancies ask for at the end of some days: what is lacked by whom, before and after, and who shows it."""

    rows: Sequence[Demand]
    exact: Mapping[object, int]
    before: Mapping[object, int]
    people: int


class Gathering:
    """The register within a transaction, the settings, and days: from one to another, both counted."""

    def __init__(
        self,
        book: ExchangeBook,
        connection: Connection,
        config: ExchangeConfig,
        settings: MatchSettings,
        days: tuple[date, date],
    ) -> None:
        self.book, self.connection, self.config, self.settings = book, connection, config, settings
        self.since, self.until = days

    def begins(self, day: date) -> datetime:
        """Return the first moment of a day where the exchange is."""
        return datetime(day.year, day.month, day.day, tzinfo=self.config.clock_zone)

    @property
    def start(self) -> datetime:
        """The last moment before the days."""
        return self.begins(self.since) - _SECOND

    @property
    def end(self) -> datetime:
        """The last moment of the days."""
        return self.begins(self.until + timedelta(days=1)) - _SECOND

    # hires

    def placed(self, quarters: Iterable[Quarter]) -> dict[Quarter, list[Placed]]:
        """Return the hires that were told of in each quarter, as they were known at its end.

        How they went on is as it was known two quarters later, and three; before the end of those it is not known.
        """
        found: dict[Quarter, list[Placed]] = {}
        for quarter in quarters:
            hires = self._told_in(quarter)
            after = {days: self._later(quarter, FOLLOWED + more) for more, days in enumerate((90, 180))}
            found[quarter] = [
                Placed(
                    one.noc,
                    one.region,
                    one.status,
                    after[90][one.match].employed_90 if one.match in after[90] else None,
                    after[180][one.match].employed_180 if one.match in after[180] else None,
                )
                for one in hires
            ]
        return found

    def _told_in(self, quarter: Quarter) -> list[HireKept]:
        begin, end = self.begins(quarter.first), self.begins(quarter.end)
        known = hires_at(self.connection, end - _SECOND).values()
        return [one for one in known if begin <= instant(one.at) < end]

    def _later(self, quarter: Quarter, count: int) -> dict[str, HireKept]:
        """Return what was known so many quarters later; nothing, where that lies after the days."""
        last = self._cutoff(quarter, count)
        return {} if last is None else hires_at(self.connection, last)

    def _cutoff(self, quarter: Quarter, count: int) -> datetime | None:
        last = self.begins(quarter.later(count).end) - _SECOND
        return last if last <= self.end else None

    # vacancies

    def filled(self) -> list[tuple[str | None, int]]:
        """Return of each vacancy that was filled for the first time in the days its occupation, and how many it took.

        They run from the day on which it came in, or was opened where it came in as a draft.
        """
        changes = self._changes
        found: list[tuple[str | None, int]] = []
        for name, row in self._vacancies.items():
            moved = changes.get(name, [])
            filled = next((one for one in moved if one.kind == "vacancies-filled"), None)
            if filled is None or not self.start < instant(filled.at) <= self.end:
                continue
            draft = bool(moved) and moved[0].facts.get("from") == VacancyState.DRAFT.value
            opened = next((one.at for one in moved if one.kind == "vacancies-open"), row.added) if draft else row.added
            noc = Vacancy.parse(row.document).noc
            took = (self.config.day(instant(filled.at)) - self.config.day(instant(opened))).days
            found.append((noc[0] if len(noc) == 1 else None, max(0, took)))
        return found

    def wanted(self, employer: str | None = None) -> list[Vacancy]:
        """Return the vacancies that were open at some time of the days, all or those of an employer, as open ones."""
        found = []
        for name, row in self._vacancies.items():
            if employer not in {None, row.employer} or instant(row.added) > self.end:
                continue
            if self._states_of(name, row) & _OPEN:
                vacancy = Vacancy.parse(row.document)
                seats = max(1, vacancy.seats)
                found.append(replace(vacancy, status="open", open_from=None, open_until=None, seats=seats))
        return found

    def _states_of(self, name: str, row: "_Row") -> set[VacancyState]:
        """Return the states in which a vacancy was during the days."""
        moved = self._changes.get(name, [])
        now = VacancyState(str(moved[0].facts["from"]) if moved else row.state)
        found = set[VacancyState]()
        for one in moved:
            if instant(one.at) > self.end:
                break
            if instant(one.at) > self.start:
                found.add(now)
            now = VacancyState(one.kind.removeprefix("vacancies-"))
        return found | {now}

    @cached_property
    def _vacancies(self) -> "dict[str, _Row]":
        rows = self.connection.execute(select(tables.VACANCIES).order_by(tables.VACANCIES.c.id))
        return {
            row.id: _Row(row.employer, row.state, row.added, _json.loads_object(row.document.encode())) for row in rows
        }

    @cached_property
    def _changes(self) -> dict[str, list[Happened]]:
        kinds = [f"vacancies-{state.value}" for state in VacancyState]
        found: dict[str, list[Happened]] = defaultdict(list)
        for one in self.book.events(self.connection, kinds=kinds):
            found[one.subject].append(one)
        return found

    # people and what they show

    def asked(self, least: int) -> Asked:
        """Return what was asked for in the days: lacked at their end by those who agreed, and before them."""
        wanted = self.wanted()
        after, people = self._compared(wanted, self.end)
        before, _ = self._compared(wanted, self.start)
        day = self.until
        offered = open_courses(self.book, self.connection, self.config.here(self.end))
        courses = [one for one in offered if one.college.approved]
        return Asked(
            _rows(after, people, courses, least, day),
            {(one.names, one.level): one.lacked or 0 for one in _rows(after, people, (), 1, day)},
            {(one.names, one.level): one.lacked or 0 for one in _rows(before, people, (), 1, day)}
            if any(one.applicant is not None for one in before)
            else {},
            people,
        )

    def team(self, employer: str, team: Iterable[tuple[Applicant, Sequence[str]]]) -> tuple[tuple[TeamSkill, ...], int]:
        """Return what people of an employer's own can do of what its vacancies of the days ask, and how many they are.

        They come with the question, each with the badges that they handed in to the employer.
        """
        wanted, settings, matches = self.wanted(employer), self._counting(self.end), list[Match]()
        people = 0
        for number, (who, badges) in enumerate(team):
            profile = settings.profile(badges, who, at=self.end)
            named = replace(who, id=f"#{number}")
            people += 1
            matches += [settings.match(profile, vacancy, named, at=self.end) for vacancy in wanted]
        return team_skills(matches), people

    def called(self, names: Sequence[str], vacancies: Iterable[Vacancy]) -> Words:
        """Return what a thing that is asked for is called, in both languages."""
        known = {
            name: one.label
            for vacancy in vacancies
            for one in vacancy.requirements
            for name in (one.credential, one.pathway, *one.skills[:1])
            if name is not None and len(one.skills) <= 1
        }
        taxonomy = self.settings.taxonomy

        def name(uri: str, lang: str) -> str:
            return taxonomy.label(uri, lang) if uri in taxonomy else known.get(uri, Words()).text(lang) or uri

        return Words.of({lang: " / ".join(name(uri, lang) for uri in names) for lang in ("en", "fr")})

    def _compared(self, wanted: Sequence[Vacancy], at: datetime) -> tuple[list[Match], int]:
        settings = self._counting(at)
        people = list(self._people(settings, at))
        found = [settings.match(profile, vacancy, who, at=at) for who, profile in people for vacancy in wanted] or [
            settings.match(SkillProfile({}), vacancy, at=at) for vacancy in wanted
        ]
        return found, len(people)

    def _counting(self, at: datetime) -> MatchSettings:
        """Return the settings with the colleges that were approved, and what their courses certify."""
        here = self.config.here(at)
        colleges = self.book.colleges(self.connection).values()
        accepts = frozenset(one.issuer for one in colleges if one.approved(here.date()))
        courses = tuple(one for one in self.book.courses(self.connection, here) if one.college.approved)
        made = self.settings.tables or Tables(certifies=Catalogue(courses).certifies())
        return replace(self.settings, accepts=accepts, tables=made)

    def _people(self, settings: MatchSettings, at: datetime) -> "Iterable[tuple[Applicant, SkillProfile]]":
        """Yield those who had agreed at a moment, with what their badges showed as they were judged last."""
        moment = _moments.write(at)
        agreed = self.book.agreed(self.connection, at)
        asked = select(tables.ADDRESSES).where(tables.ADDRESSES.c.confirmed <= moment)
        mine: dict[str, list[Identity]] = defaultdict(list)
        for row in self.connection.execute(asked.order_by(tables.ADDRESSES.c.identity)):
            mine[row.applicant].append(Identity.parse(row.identity))
        badges: dict[str, list[Verified]] = defaultdict(list)
        came = select(tables.BADGES).where(tables.BADGES.c.received <= moment).order_by(tables.BADGES.c.digest)
        for row in self.connection.execute(came):
            report = KeptReport.read(bytes(row.report)).report
            ends = None if report.badge is None else report.badge.ends
            if row.verdict != Verdict.INVALID.value and (ends is None or at < ends):
                badges[row.applicant].append(report)
        for name, who in self.book.applicants(self.connection).items():
            if name in agreed and name in mine:
                applicant = replace(who.applicant, person=Person(tuple(mine[name])))
                yield applicant, settings.profile(badges[name], applicant, at=at)

    # courses

    def completed(self, quarters: Iterable[Quarter]) -> dict[Quarter, list[Completed]]:
        """Return who completed a course in each quarter, and how they went on until two quarters later."""
        kinds = [f"seat-{state.value}" for state in (SeatState.ENROLLED, SeatState.COMPLETED)]
        enrolled: dict[str, datetime] = {}
        done: dict[str, datetime] = {}
        for one in self.book.events(self.connection, kinds=kinds):
            (enrolled if one.kind.endswith(SeatState.ENROLLED.value) else done)[one.subject] = instant(one.at)
        seats = {row.id: row for row in self.connection.execute(select(tables.SEATS).order_by(tables.SEATS.c.id))}
        found: dict[Quarter, list[Completed]] = {}
        for quarter in quarters:
            begin, end = self.begins(quarter.first), self.begins(quarter.end)
            mine = [(name, at) for name, at in sorted(done.items()) if begin <= at < end and name in seats]
            last = self._cutoff(quarter, FOLLOWED)
            badged, hired = ({}, {}) if last is None else (self._badged(last), self._hired(last))
            found[quarter] = [
                Completed(
                    seats[name].course,
                    max(0, (self.config.day(at) - self.config.day(enrolled[name])).days) if name in enrolled else None,
                    None if last is None else self._brought(seats[name], enrolled.get(name, at), badged),
                    None if last is None else any(moment >= at for moment in self._jobs(hired, seats[name].applicant)),
                )
                for name, at in mine
            ]
        return found

    def _jobs(self, hired: Mapping[str, list[datetime]], who: str) -> list[datetime]:
        """Return when somebody was hired; an application that is over stands under another name by then."""
        return [*hired.get(who, ()), *hired.get(forgotten_name(self.book, who), ())]

    def courses(self) -> dict[str, CourseNamed]:
        """Return what courses are called."""
        listed = self.book.courses(self.connection, self.config.here(self.end))
        return {one.id: CourseNamed(one.name, one.college.name, one.days or None) for one in listed}

    def _badged(self, until: datetime) -> dict[str, list[tuple[datetime, frozenset[str]]]]:
        """Return when good badges of which issuers came in from whom."""
        found: dict[str, list[tuple[datetime, frozenset[str]]]] = defaultdict(list)
        for one in self.book.events(self.connection, kinds=["badge-kept"]):
            if one.facts.get("verdict") in _GOOD and instant(one.at) <= until:
                issuers = one.facts.get("issuers")
                found[one.subject].append((instant(one.at), frozenset(issuers if isinstance(issuers, list) else ())))
        return found

    def _brought(
        self, seat: object, enrolled: datetime, badged: Mapping[str, list[tuple[datetime, frozenset[str]]]]
    ) -> bool:
        facts = seat._mapping  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy's documented name
        issuer = self._issuers.get(facts["course"])
        return any(at >= enrolled and issuer in issuers for at, issuers in badged.get(facts["applicant"], ()))

    @cached_property
    def _issuers(self) -> dict[str, str]:
        """Return the issuer in the badges of the college of each course."""
        issuers = {name: one.issuer for name, one in self.book.colleges(self.connection).items()}
        rows = self.connection.execute(select(tables.COURSES.c.id, tables.COURSES.c.college))
        return {row.id: issuers[row.college] for row in rows if row.college in issuers}

    def _hired(self, until: datetime) -> dict[str, list[datetime]]:
        rows = self.connection.execute(select(tables.MATCHES.c.id, tables.MATCHES.c.applicant))
        who = {row.id: row.applicant for row in rows}
        found: dict[str, list[datetime]] = defaultdict(list)
        for one in hires_at(self.connection, until).values():
            if one.match in who:
                found[who[one.match]].append(instant(one.at))
        return found

    # who comes through

    def considered(self, groups: Mapping[str, str], none: str) -> list[Considered]:
        """Return everybody who had agreed at the end of the days, or was matched in them, by their group.

        ``none`` stands for those of whom no group was said.
        """
        rows = self.connection.execute(select(tables.MATCHES.c.applicant, tables.MATCHES.c.since)).all()
        matched = {row.applicant for row in rows if self.start < instant(row.since) <= self.end}
        hired = {
            who for who, moments in self._hired(self.end).items() if any(moment > self.start for moment in moments)
        }
        people = sorted(self.book.agreed(self.connection, self.end) | matched | hired)
        return [Considered(groups.get(who, none), who in matched | hired, who in hired) for who in people]


@dataclass(frozen=True, slots=True)
class _Row:
    """A vacancy as it stands in the register."""

    employer: str
    state: str
    added: str
    document: dict[str, object]


def _rows(matches: Sequence[Match], people: int, courses: Iterable[Course], least: int, day: date) -> list[Demand]:
    """Return what is asked for; where there are no people, nobody lacks it."""
    rows = demand(matches, courses, least=least, start=day)
    nobody = not people or all(one.applicant is None for one in matches)
    return [replace(one, lacked=0) for one in rows] if nobody else list(rows)
