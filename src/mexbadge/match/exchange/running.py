"""One run: what has changed since the last one is found out, decided, and written, each decision by itself.

Nothing is remembered between runs but what stands in the register, and each decision is one transaction: wherever a run
was killed, the next one finds what is so and goes on from there, and a night that was missed is caught up. What a
record is wrong in stops that record alone.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.badge import Person
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.fetch import HttpFetcher, Memo, Recorder
from mexbadge.match.api import plan_for
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.clearing import Possible, chosen
from mexbadge.match.exchange.composing import is_stopped
from mexbadge.match.exchange.config import ExchangeConfig, PlaceRule
from mexbadge.match.exchange.forms import AppliesAs
from mexbadge.match.exchange.matches import LIVE, MatchKept, all_matches, end_match, make_match, match_named
from mexbadge.match.exchange.seats import offer_plan, open_courses, seats_of
from mexbadge.match.exchange.states import ApplicantState, MatchState, VacancyState
from mexbadge.match.exchange.within import Within
from mexbadge.match.matching import Match
from mexbadge.match.opening import closed
from mexbadge.match.policy import MatchPolicy
from mexbadge.match.scoring import Weights
from mexbadge.match.settings import MatchSettings
from mexbadge.match.vacancy import Applicant, Vacancy
from mexbadge.models.dates import instant
from mexbadge.models.forms import form_of
from mexbadge.plan import Catalogue, Course, Plan
from mexbadge.skills import SkillProfile, Standing, Tables
from mexbadge.verify import Report, Verdict
from mexbadge.verify.keeping import KeptReport

__all__ = ["Decision", "Run"]

LOCK: Final = "exchange-run"
_NOT_AGAIN: Final = frozenset({MatchState.DECLINED, MatchState.LAPSED})
"""A match that ended so is not offered once more to the same two."""
_CLOCK: Final = timedelta(minutes=5)
_NEAREST: Final = 3
"""For how many of the nearest vacancies a way is looked for."""
_WANTED: Final = frozenset({VacancyState.OPEN, VacancyState.DECLINED, VacancyState.MATCHED})


@dataclass(frozen=True, slots=True)
class Decision:
    """One thing that a run decided: ``kind`` and ``subject`` as in the log, ``facts`` why."""

    kind: str
    subject: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Someone:
    """An applicant in a run: what their badges show now, and what they show if those that could not be decided are as
    they were; new matches rest on the one, and those that there are on the other.
    """  # noqa: D205 - one sentence

    who: AppliesAs
    state: ApplicantState
    since: str
    applicant: Applicant
    profile: SkillProfile
    assumed: SkillProfile


@dataclass(slots=True)
class Post:
    """A vacancy in a run."""

    vacancy: Vacancy
    state: VacancyState
    employer: str


class Run:
    """One run over an exchange; ``dry`` decides and writes nothing."""

    def __init__(
        self,
        book: ExchangeBook,
        config: ExchangeConfig,
        settings: MatchSettings,
        *,
        clock: Callable[[], datetime],
        dry: bool = False,
    ) -> None:
        self.book, self.config, self.now, self.dry = book, config, clock, dry
        self.recorder = Recorder(Memo(settings.fetch or HttpFetcher()))
        self.settings = replace(settings, fetch=self.recorder)
        self.posts: dict[str, Post] = {}
        self.people: dict[str, Someone] = {}
        self.matches: dict[str, MatchKept] = {}
        self.number = 0
        self.left: list[str] = []
        self.once: frozenset[str] = frozenset()
        self.silent: frozenset[str] = frozenset()
        """Employers who want no more messages: nobody is matched with them, since they could not be asked."""

    def decisions(self) -> Iterator[Decision]:
        """Decide and write one thing after the other, and yield each.

        Raises :class:`InputError` ``exchange_running`` where another run is at it, ``exchange_clock`` where the clock
        stands before the last run.
        """
        with self.book.database.only(LOCK) as mine:
            if not mine:
                raise InputError("exchange_running")
            at = self.now()
            yield from self._begun(at)
            yield from self._load(at)
            yield from self._time_passed(at)
            yield from self._judged(at)
            yield from self._held_up(at)
            yield from self._placed(at)
            yield from self._planned(at)
            self._end()

    def compared_now(self, vacancy: str, applicant: str) -> Match | None:
        """Return how two compare now; ``None`` where the applicant has not agreed, or an address is not confirmed."""
        at = self.now()
        for _ in (*self._load(at), *self._judged(at)):
            pass
        someone, post = self.people.get(applicant), self.posts.get(vacancy)
        return None if someone is None or post is None else self._compared(someone.profile, someone, post.vacancy, at)

    # begin and end

    def _begun(self, at: datetime) -> Iterator[Decision]:
        table = tables.RUNS
        with self.book.read() as connection:
            last = connection.execute(select(table).order_by(table.c.number.desc())).first()
        if last is not None and instant(last.started) > at + _CLOCK:
            raise InputError("exchange_clock", last=last.started, now=_moments.write(at))
        if last is not None and last.finished is None:
            yield Decision("caught-up", str(last.number), {"started": last.started})
        if not self.dry:
            with self.book.transaction() as connection:
                made = connection.execute(insert(table).values(started=_moments.write(at), facts="{}"))
                self.number = made.inserted_primary_key[0] if made.inserted_primary_key else 0

    def _end(self) -> None:
        if self.dry:
            return
        with self.book.transaction() as connection:
            done = _moments.write(self.now())
            connection.execute(update(tables.RUNS).where(tables.RUNS.c.number == self.number).values(finished=done))

    def _load(self, at: datetime) -> Iterator[Decision]:
        with self.book.read() as connection:
            self.matches = {one.id: one for one in all_matches(connection)}
            silent = set[str]()
            for row in connection.execute(select(tables.EMPLOYERS.c.id).order_by(tables.EMPLOYERS.c.id)).all():
                try:
                    one = self.book.employers(connection, row.id)[row.id]
                except (MexBadgeError, ValueError) as error:
                    silent.add(row.id)
                    yield _bad(row.id, error)
                    continue
                if is_stopped(self.book, connection, one.email):
                    silent.add(row.id)
            self.silent = frozenset(silent)
            self.settings = replace(self.settings, accepts=self._accepted(connection, at))
            if self.settings.tables is None:  # which skills, at which levels, a course's own achievement certifies
                courses = tuple(one for one in self.book.courses(connection, at) if one.college.approved)
                self.settings = replace(self.settings, tables=Tables(certifies=Catalogue(courses).certifies()))
            for row in connection.execute(select(tables.VACANCIES).order_by(tables.VACANCIES.c.id)).all():
                try:
                    vacancy = Vacancy.parse(_json.loads_object(row.document.encode()))
                    self.posts[row.id] = Post(replace(vacancy, status="open"), VacancyState(row.state), row.employer)
                except (MexBadgeError, ValueError) as error:
                    yield _bad(row.id, error)

    def _accepted(self, connection: Connection, at: datetime) -> frozenset[str]:
        colleges = self.book.colleges(connection).values()
        self.once = frozenset(one.issuer for one in colleges if one.since is not None)
        return frozenset(one.issuer for one in colleges if one.approved(at.date()))

    # what time changed

    def _time_passed(self, at: datetime) -> Iterator[Decision]:
        for match in list(self.matches.values()):
            post = self.posts.get(match.vacancy)
            if match.state not in {MatchState.NOTIFIED, MatchState.ACCEPTED}:
                continue
            if post is not None and post.state in {VacancyState.WITHDRAWN, VacancyState.DRAFT}:
                yield from self._ended(match, MatchState.WITHDRAWN, "exchange_why_withdrawn", at)
            elif match.state is MatchState.NOTIFIED and match.until is not None and at >= instant(match.until):
                yield from self._ended(match, MatchState.LAPSED, "exchange_why_lapsed", at)
        yield from self._seats_over(at)
        for name, post in self.posts.items():
            over = post.vacancy.open_until is not None and at.date() > post.vacancy.open_until
            if over and post.state in {VacancyState.OPEN, VacancyState.DECLINED}:
                yield from self._moved(name, VacancyState.EXPIRED, at)
            elif post.state is VacancyState.DECLINED:
                yield from self._moved(name, VacancyState.OPEN, at)

    def _seats_over(self, at: datetime) -> Iterator[Decision]:
        asked, seats = tables.QUESTIONS, tables.SEATS
        waits = select(asked.c.about).where(asked.c.answer.is_(None), asked.c.until > _moments.write(at))
        over = seats.c.state.in_(("offered", "asked")) & seats.c.id.not_in(waits)
        with self.book.read() as connection:
            names = connection.execute(select(seats.c.id).where(over).order_by(seats.c.id)).scalars().all()
        for name in names:

            def write(connection: Connection, name: str = name) -> bool:
                values = {"state": "lapsed", "changed": _moments.write(at)}
                if not connection.execute(update(seats).where(over & (seats.c.id == name)).values(**values)).rowcount:
                    return False
                self.book.note(connection, "seat-lapsed", name, {}, at=at)
                return True

            if self._written(write):
                yield Decision("seat-lapsed", name)

    def _moved(self, name: str, to: VacancyState, at: datetime) -> Iterator[Decision]:
        def write(connection: Connection) -> None:
            self.book.move_vacancy(connection, name, to, at=at)

        if self._written(write):
            yield Decision(f"vacancies-{to.value}", name)
            self.posts[name].state = to

    def _ended(self, match: MatchKept, to: MatchState, why: str, at: datetime) -> Iterator[Decision]:
        def write(connection: Connection) -> bool:
            if match_named(connection, match.id).state is not match.state:
                return False
            end_match(Within(self.book, connection, self.config, at), match, to, why)
            return True

        if not self._written(write):
            return
        yield Decision(f"match-{to.value}", match.id, {"why": why})
        self.matches[match.id] = replace(match, state=to)
        post, someone = self.posts.get(match.vacancy), self.people.get(match.applicant)
        if post is not None and post.state in {VacancyState.MATCHED, VacancyState.ACCEPTED, VacancyState.FILLED}:
            post.state = VacancyState.OPEN
        if someone is not None:
            someone.state = ApplicantState.SEEKING

    def _written(self, write: Callable[[Connection], object]) -> bool:
        """Write one decision whole; ``False`` where it is no longer so."""
        if self.dry:
            return True
        try:
            with self.book.transaction() as connection:
                return write(connection) is not False
        except InputError:
            return False

    # what badges say now

    def _judged(self, at: datetime) -> Iterator[Decision]:
        with self.book.read() as connection:
            rows = connection.execute(select(tables.APPLICANTS).order_by(tables.APPLICANTS.c.id)).all()
            confirmed = self.book.confirmed(connection)
            agreed = self.book.agreed(connection, at)
            stopped = {
                who
                for who, all_of in confirmed.items()
                if all(is_stopped(self.book, connection, one.value) for one in all_of)
            }
        for row in rows:
            if row.id not in agreed or row.id not in confirmed or row.id in stopped:
                continue
            try:
                who = form_of(AppliesAs, _json.loads_object(row.document.encode()))
                applicant = replace(who.applicant, person=Person(confirmed[row.id]))
                now, before = self._reports(row.id, at)
                profile = self.settings.profile(now, applicant, at=at)
                assumed = replace(self.settings, accepts=self.once).profile(before, applicant, at=at)
                state = ApplicantState(row.state)
                self.people[row.id] = Someone(who, state, row.added, applicant, profile, assumed)
            except (MexBadgeError, ValueError) as error:
                yield _bad(row.id, error)

    def _reports(self, applicant: str, at: datetime) -> tuple[list[Report], list[Report]]:
        """Judge somebody's badges again: as they are now, and with what could not be decided as it was before."""
        with self.book.read() as connection:
            asked = select(tables.BADGES).where(tables.BADGES.c.applicant == applicant)
            rows = connection.execute(asked.order_by(tables.BADGES.c.digest)).all()
        found, assumed = [], []
        for row in rows:
            kept = KeptReport.read(bytes(row.report))
            report = kept.again(self.settings.verifier, at=at)
            found.append(report)
            assumed.append(kept.report if report.verdict is Verdict.UNKNOWN else report)
            if not self.dry and report.verdict.value != row.verdict:
                self._rejudged(applicant, row.digest, report, at)
        return found, assumed

    def _rejudged(self, applicant: str, digest: str, report: Report, at: datetime) -> None:
        values: dict[str, object] = {"verdict": report.verdict.value, "judged": _moments.write(at)}
        if report.verdict is not Verdict.UNKNOWN:
            kept = KeptReport.of(report, self.recorder.responses)
            values["report"] = _json.dumps(kept.to_json()).encode()
        with self.book.transaction() as connection:
            connection.execute(update(tables.BADGES).where(tables.BADGES.c.digest == digest).values(**values))
            facts = {"digest": digest, "verdict": report.verdict.value}
            self.book.note(connection, "badge-judged", applicant, facts, at=at)

    # what matches rest on

    def _held_up(self, at: datetime) -> Iterator[Decision]:
        """Look whether each match still stands: what could not be decided holds it, and never reverses it."""
        for match in list(self.matches.values()):
            if match.state not in LIVE or match.vacancy not in self.posts:
                continue
            someone = self.people.get(match.applicant)
            if someone is None:
                if match.state is not MatchState.FILLED and self._is_gone(match.applicant, at):
                    yield from self._ended(match, MatchState.WITHDRAWN, "exchange_why_consent", at)
                continue
            vacancy = self.posts[match.vacancy].vacancy
            if self._compared(someone.profile, someone, vacancy, at).eligible:
                continue
            standings = {one.standing for one in someone.assumed.holdings}
            gone = {Standing.REVOKED, Standing.EXPIRED} if match.state is not MatchState.FILLED else {Standing.REVOKED}
            if not standings & gone or self._compared(someone.assumed, someone, vacancy, at).eligible:
                if match.state is not MatchState.FILLED:
                    yield Decision("held", match.id)
                continue
            why = "exchange_why_revoked" if Standing.REVOKED in standings else "exchange_why_expired"
            yield from self._ended(match, MatchState.REOPENED, why, at)

    def _is_gone(self, applicant: str, at: datetime) -> bool:
        """Return whether somebody withdrew, or their consent is over; an unreadable record is neither."""
        with self.book.read() as connection:
            known = connection.execute(
                select(tables.APPLICANTS.c.id).where(tables.APPLICANTS.c.id == applicant)
            ).first()
            given = bool(self.book.consents(connection, applicant))
            agreed = bool(self.book.agreed(connection, at, applicant))
        return known is None or (given and not agreed)

    def _compared(self, profile: SkillProfile, someone: Someone, vacancy: Vacancy, at: datetime) -> Match:
        """Compare as if the vacancy were open: whether it is decides about new matches alone."""
        opened = replace(vacancy, status="open", open_from=None, open_until=None, seats=max(1, vacancy.seats))
        return self.settings.match(profile, opened, someone.applicant, at=at)

    # who gets which place

    def _placed(self, at: datetime) -> Iterator[Decision]:
        live = [one for one in self.matches.values() if one.state in LIVE]
        busy = {one.applicant for one in live}
        seats = {
            name: post.vacancy.seats - sum(one.vacancy == name for one in live)
            for name, post in self.posts.items()
            if post.state is VacancyState.OPEN and closed(post.vacancy, at) is None and post.employer not in self.silent
        }
        opened = [self.posts[name].vacancy for name, left in seats.items() if left > 0]
        self.settings = self.settings.with_policy(self.settings.policy or _policy(opened, self.settings))
        never = {(one.applicant, one.vacancy) for one in self.matches.values() if one.state in _NOT_AGAIN}
        found: dict[tuple[str, str], Match] = {}
        for name, someone in self.people.items():
            if someone.state not in {ApplicantState.SEEKING, ApplicantState.TRAINING} or name in busy:
                continue
            for vacancy in opened:
                if (name, vacancy.id) not in never:
                    match = self.settings.match(someone.profile, vacancy, someone.applicant, at=at)
                    if match.eligible:
                        found[name, vacancy.id] = match
        possible = [Possible(a, v, one.score, self.people[a].since) for (a, v), one in found.items()]
        rule = PlaceRule(self.config.places)
        for one in chosen(possible, seats, rule):
            match = found[one.applicant, one.vacancy]
            decided = self._facts(one, match, possible, rule)
            if self._written(partial(self._make, match, decided, at)):
                busy.add(one.applicant)
                yield Decision("decided", f"{one.vacancy} {one.applicant}", decided)
        self.left = [name for name in self.people if name not in busy]

    def _facts(self, one: Possible, match: Match, possible: list[Possible], rule: PlaceRule) -> JsonObject:
        """Return why this one got this place: the rule, the score, how many others there were on each side."""
        return {
            "run": self.number,
            "rule": rule.value,
            "score": str(one.score),
            "since": one.since,
            "applicants": sum(other.vacancy == one.vacancy for other in possible),
            "vacancies": sum(other.applicant == one.applicant for other in possible),
            "policy": match.policy,
            "version": match.version,
        }

    def _make(self, match: Match, decided: Mapping[str, object], at: datetime, connection: Connection) -> bool:
        return make_match(Within(self.book, connection, self.config, at), match, decided) is not None

    # the way to what is missing

    def _planned(self, at: datetime) -> Iterator[Decision]:
        """Offer those who were not placed the courses for exactly what the nearest vacancy still asks."""
        opened = [
            post.vacancy for post in self.posts.values() if post.state in _WANTED and closed(post.vacancy, at) is None
        ]
        with self.book.read() as connection:
            courses = open_courses(self.book, connection, at)
        for name in self.left:
            someone = self.people[name]
            if someone.state is not ApplicantState.SEEKING or not someone.profile.skills:
                continue
            try:
                yield from self._plan_of(name, someone, opened, courses, at)
            except (MexBadgeError, ValueError) as error:
                yield _bad(name, error)

    def _plan_of(
        self, name: str, someone: Someone, opened: list[Vacancy], courses: tuple[Course, ...], at: datetime
    ) -> Iterator[Decision]:
        with self.book.read() as connection:
            refused, busy = seats_of(connection, name)
        if busy:
            return
        ranked = self.settings.vacancies(someone.profile, opened, someone.applicant, at=at, top=_NEAREST)
        for match in ranked:
            if not match.missing or "does_not" in set(match.constraints.values()):
                continue
            plan = plan_for(match, courses, start=at.date() + timedelta(days=1))
            if plan.feasible and plan.steps and plan.steps[0].course.id not in refused:
                if self._written(partial(self._offer, match, plan, at)):
                    facts = {"vacancy": match.vacancy.id, "courses": [step.course.id for step in plan.steps]}
                    yield Decision("planned", name, {**facts, "price": str(plan.cost)})
                return

    def _offer(self, match: Match, plan: Plan, at: datetime, connection: Connection) -> bool:
        return offer_plan(Within(self.book, connection, self.config, at), match, plan)


def _policy(opened: list[Vacancy], settings: MatchSettings) -> MatchPolicy:
    return MatchPolicy(weights=Weights.of(opened, settings.taxonomy))


def _bad(name: str, error: Exception) -> Decision:
    code = error.code if isinstance(error, MexBadgeError) else "exchange_record"
    return Decision("failed", name, {"code": code})
