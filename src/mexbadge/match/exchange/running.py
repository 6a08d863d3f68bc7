"""One run: what has changed since the last one is found out, decided, and written, each decision by itself.

Nothing is remembered between runs but what stands in the register, and each decision is one transaction: wherever a run
was killed, the next one finds what is so and goes on from there, and a night that was missed is caught up. What a
record is wrong in stops that record alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from sqlalchemy import BindParameter, Table, bindparam, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import text_of
from mexbadge.match.exchange.comparing import Comparing, is_plain
from mexbadge.match.exchange.composing import is_stopped
from mexbadge.match.exchange.matches import LIVE, MatchKept, all_matches
from mexbadge.match.exchange.night import Decision, Post, bad_record
from mexbadge.match.exchange.placing import Placing
from mexbadge.match.exchange.reading import Profiles, Someone, ground_of, with_tables
from mexbadge.match.exchange.states import MatchState, VacancyState
from mexbadge.match.matching import Match
from mexbadge.match.scale_tables import Skills
from mexbadge.match.vacancy import Applicant, Vacancy
from mexbadge.models.dates import instant
from mexbadge.skills import SkillProfile, Standing

__all__ = ["Decision", "Run"]

LOCK: Final = "exchange-run"
_CLOCK: Final = timedelta(minutes=5)


class Run(Placing):
    """One run over an exchange; ``dry`` decides and writes nothing, ``afresh`` believes nothing that is kept.

    Whom a complete run left free, and what it left open, fit each other in no pair: so the next one compares what
    changed since with everything, and the rest with nothing. What it decides is what comparing all would decide.
    """

    def decisions(self) -> Iterator[Decision]:
        """Decide and write one thing after the other, and yield each.

        Raises :class:`InputError` ``exchange_running`` where another run is at it, ``exchange_clock`` where the clock
        stands before the last run.
        """
        with self.book.database.hold(), self.book.database.only(LOCK) as mine:
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
        for _ in (*self._load(at), *self._judged(at, applicant)):
            pass
        someone, post = self.people.get(applicant), self.posts.get(vacancy)
        return None if someone is None or post is None else self._compared(someone, post.vacancy, at)

    def everybody(self) -> Iterator[tuple[Applicant, SkillProfile]]:
        """Yield everybody who agreed and confirmed an address, with what their badges show now."""
        at = self.now()
        for _ in (*self._load(at), *self._judged(at)):
            pass
        yield from map(self.profiles.whole, self.people.values())

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
        facts = text_of({"compared": self.compared, "judged": self.profiles.judged})
        with self.book.transaction() as connection:
            values = {"finished": _moments.write(self.now()), "facts": facts}
            connection.execute(update(tables.RUNS).where(tables.RUNS.c.number == self.number).values(**values))
            _mark(connection, tables.APPLICANTS, self.settled)
            _mark(connection, tables.VACANCIES, self.settled_posts)
            self.profiles.settle(connection, self.no_way)

    def _load(self, at: datetime) -> Iterator[Decision]:
        with self.book.read() as connection:
            self.matches = {one.id: one for one in all_matches(connection)}
            silent = set[str]()
            for row in connection.execute(select(tables.EMPLOYERS.c.id).order_by(tables.EMPLOYERS.c.id)).all():
                try:
                    one = self.book.employers(connection, row.id)[row.id]
                except (MexBadgeError, ValueError) as error:
                    silent.add(row.id)
                    yield bad_record(row.id, error)
                    continue
                if is_stopped(self.book, connection, one.email):
                    silent.add(row.id)
            self.silent = frozenset(silent)
            self.settings = replace(self.settings, accepts=self._accepted(connection, at))
            self.ground = ground_of(self.settings)
            self.settings = with_tables(self.settings, self.book.courses(connection, at))
            for row in connection.execute(select(tables.VACANCIES).order_by(tables.VACANCIES.c.id)).all():
                try:
                    vacancy = Vacancy.parse(_json.loads_object(row.document.encode()))
                    state, mark = VacancyState(row.state), sha256(f"{self.ground} {row.document}".encode()).hexdigest()
                    known = mark if row.seen == mark and not self.afresh else None
                    self.posts[row.id] = Post(replace(vacancy, status="open"), state, row.employer, mark, known)
                except (MexBadgeError, ValueError) as error:
                    yield bad_record(row.id, error)

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

    # what badges say now

    def _judged(self, at: datetime, only: str | None = None) -> Iterator[Decision]:
        given = (self.book, self.settings, self.network, self.once, at)
        self.profiles = Profiles(*given, dry=self.dry, afresh=self.afresh)
        for one in self.profiles.people(only):
            if isinstance(one, Someone):
                self.people[one.id] = one
            else:
                yield bad_record(*one)

    # what matches rest on

    def _held_up(self, at: datetime) -> Iterator[Decision]:
        """Look whether each match still stands: what could not be decided holds it, and never reverses it."""
        live = [one for one in self.matches.values() if one.state in LIVE and one.vacancy in self.posts]
        lights = self.profiles.skills(self.people[one.applicant] for one in live if one.applicant in self.people)
        desk = self._desk([self.posts[one.vacancy].vacancy for one in live])
        for match in live:
            someone, vacancy = self.people.get(match.applicant), self.posts[match.vacancy].vacancy
            if someone is None:
                if match.state is not MatchState.FILLED and self._is_gone(match.applicant, at):
                    yield from self._ended(match, MatchState.WITHDRAWN, "exchange_why_consent", at)
                continue
            try:
                if self._fits_plainly(desk, someone, lights[someone.id], vacancy):
                    continue
                yield from self._looked_at(match, someone, vacancy, at)
            except (MexBadgeError, ValueError) as error:
                yield bad_record(match.applicant, error)

    def _fits_plainly(self, desk: Comparing, someone: Someone, skills: Skills, vacancy: Vacancy) -> bool:
        """Return whether somebody fits a vacancy of which skills alone say so."""
        if not is_plain(vacancy) or not any(one.asks for one in vacancy.requirements):
            return False
        return desk.fits(skills, vacancy) and self._may(someone, vacancy)

    def _looked_at(self, match: MatchKept, someone: Someone, vacancy: Vacancy, at: datetime) -> Iterator[Decision]:
        """Look at a match by the badges themselves, and hold it, or end it."""
        if self._compared(someone, vacancy, at).eligible:
            return
        assumed = self.profiles.assumed(someone)
        standings = {one.standing for one in assumed.holdings}
        gone = {Standing.REVOKED, Standing.EXPIRED} if match.state is not MatchState.FILLED else {Standing.REVOKED}
        if not standings & gone or self._compared(someone, vacancy, at, assumed).eligible:
            if match.state is not MatchState.FILLED:
                yield Decision("held", match.id)
            return
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


def _mark(connection: Connection, table: Table, settled: Mapping[str, str]) -> None:
    """Write what was compared; what is not among it is forgotten."""
    known = {row.id: row.seen for row in connection.execute(select(table.c.id, table.c.seen))}
    rows = [{"its": name, "now": settled.get(name)} for name, seen in known.items() if seen != settled.get(name)]
    if rows:
        now: BindParameter[str] = bindparam("now")
        connection.execute(update(table).where(table.c.id == bindparam("its")).values(seen=now), rows)
