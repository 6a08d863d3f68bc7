"""A match in the register: made with everything that it brings along in one transaction, moved, and ended."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.questions import Asked, Party
from mexbadge.match.exchange.states import ApplicantState, MatchState, VacancyState, moved
from mexbadge.match.exchange.telling import Tells
from mexbadge.match.exchange.within import Within
from mexbadge.match.keeping import keep_match
from mexbadge.match.matching import Match

__all__ = ["LIVE", "MatchKept", "end_match", "live_matches", "make_match", "match_named", "move_match"]

LIVE: Final = (MatchState.NOTIFIED, MatchState.ACCEPTED, MatchState.FILLED)
"""The states in which a match takes a place."""


@dataclass(frozen=True, slots=True)
class MatchKept:
    """A match as it is kept."""

    id: str
    vacancy: str
    applicant: str
    state: MatchState
    score: str
    since: str
    until: str | None
    employer_said: str | None
    applicant_said: str | None


def match_named(connection: Connection, name: str) -> MatchKept:
    """Return a match; raise :class:`InputError` ``exchange_unknown``."""
    row = connection.execute(select(tables.MATCHES).where(tables.MATCHES.c.id == name)).first()
    if row is None:
        raise InputError("exchange_unknown", kind="match", id=name)
    return _made(row)


def all_matches(connection: Connection) -> list[MatchKept]:
    """Return every match, in the order in which they were made."""
    return [
        _made(row)
        for row in connection.execute(select(tables.MATCHES).order_by(tables.MATCHES.c.since, tables.MATCHES.c.id))
    ]


def live_matches(
    connection: Connection, *, vacancy: str | None = None, applicant: str | None = None
) -> list[MatchKept]:
    """Return the matches that take a place: of a vacancy, of an applicant, or all."""
    asked = select(tables.MATCHES).where(tables.MATCHES.c.state.in_([one.value for one in LIVE]))
    if vacancy is not None:
        asked = asked.where(tables.MATCHES.c.vacancy == vacancy)
    if applicant is not None:
        asked = asked.where(tables.MATCHES.c.applicant == applicant)
    return [_made(row) for row in connection.execute(asked.order_by(tables.MATCHES.c.id))]


def make_match(one: Within, match: Match, decided: Mapping[str, object]) -> str | None:
    """Match an applicant with a vacancy, ask both, and write the decision down; ``None`` where that is no longer so.

    Looked at once more within the transaction: the vacancy is open and has a place, the applicant is free.
    """
    connection, vacancy, applicant = one.connection, match.vacancy.id, match.applicant or ""
    post = connection.execute(select(tables.VACANCIES).where(tables.VACANCIES.c.id == vacancy)).first()
    person = connection.execute(select(tables.APPLICANTS).where(tables.APPLICANTS.c.id == applicant)).first()
    taken = live_matches(connection, vacancy=vacancy)
    free = person is not None and person.state in {ApplicantState.SEEKING.value, ApplicantState.TRAINING.value}
    if post is None or post.state != VacancyState.OPEN.value or not free or len(taken) >= match.vacancy.seats:
        return None
    if live_matches(connection, applicant=applicant):
        return None
    name = one.book.free_name(connection, tables.MATCHES, "match", vacancy, applicant)
    moment = _moments.write(one.at)
    row = {
        "id": name,
        "vacancy": vacancy,
        "applicant": applicant,
        "state": MatchState.NOTIFIED.value,
        "score": str(match.score),
        "result": _json.dumps(keep_match(match)).encode(),
        "since": moment,
        "changed": moment,
        "until": _moments.write(one.at + timedelta(days=one.config.answer_days)),
    }
    connection.execute(insert(tables.MATCHES), row)
    one.book.move_applicant(connection, applicant, ApplicantState.MATCHED, at=one.at)
    if len(taken) + 1 >= match.vacancy.seats:
        one.book.move_vacancy(connection, vacancy, VacancyState.MATCHED, at=one.at)
    one.book.note(connection, "decided", name, {"vacancy": vacancy, "applicant": applicant, **decided}, at=one.at)
    for party, who, kind in (
        (Party.EMPLOYER, post.employer, Tells.OFFER_EMPLOYER),
        (Party.APPLICANT, applicant, Tells.OFFER_APPLICANT),
    ):
        query = one.ask(Asked.OFFER, name, party, who)
        one.tell(kind, party, who, {"match": name, "question": query.id})
    return name


def move_match(one: Within, match: MatchKept, to: MatchState, why: str) -> None:
    """Move a match; raise :class:`InputError` ``exchange_move``."""
    moved(match.state, to, what=match.id)
    values = {"state": to.value, "changed": _moments.write(one.at)}
    one.connection.execute(update(tables.MATCHES).where(tables.MATCHES.c.id == match.id).values(**values))
    one.book.note(one.connection, f"match-{to.value}", match.id, {"from": match.state.value, "why": why}, at=one.at)


def end_match(one: Within, match: MatchKept, to: MatchState, why: str) -> None:
    """End a match: its place is free again, the applicant is, and both sides hear of it.

    ``why`` is the code of the sentence that says so. A vacancy that is over, withdrawn or a draft stays what it is.
    """
    book, connection = one.book, one.connection
    move_match(one, match, to, why)
    row = connection.execute(
        select(tables.APPLICANTS.c.state).where(tables.APPLICANTS.c.id == match.applicant)
    ).scalar()
    if row in {ApplicantState.MATCHED.value, ApplicantState.PLACED.value}:
        book.move_applicant(connection, match.applicant, ApplicantState.SEEKING, at=one.at)
    post = connection.execute(select(tables.VACANCIES).where(tables.VACANCIES.c.id == match.vacancy)).first()
    if post is None:
        return
    if post.state in {VacancyState.MATCHED.value, VacancyState.ACCEPTED.value, VacancyState.FILLED.value}:
        state = (
            VacancyState.DECLINED
            if to is MatchState.DECLINED and post.state != VacancyState.FILLED.value
            else VacancyState.OPEN
        )
        book.move_vacancy(connection, match.vacancy, state, at=one.at)
    close_questions(connection, match.id, at=one.at)
    facts = {"match": match.id, "why": why}
    one.tell(Tells.ENDED, Party.EMPLOYER, post.employer, facts)
    one.tell(Tells.ENDED, Party.APPLICANT, match.applicant, facts)


def close_questions(connection: Connection, about: str, *, at: datetime) -> None:
    """Let no question about something be answered any more."""
    open_ones = (tables.QUESTIONS.c.about == about) & tables.QUESTIONS.c.answer.is_(None)
    now = _moments.write(at)
    later = tables.QUESTIONS.c.until > now
    connection.execute(update(tables.QUESTIONS).where(open_ones & later).values(until=now))


def _made(row: object) -> MatchKept:
    facts = row._mapping  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy's documented name
    return MatchKept(
        facts["id"],
        facts["vacancy"],
        facts["applicant"],
        MatchState(facts["state"]),
        facts["score"],
        facts["since"],
        facts["until"],
        facts["employer_said"],
        facts["applicant_said"],
    )
