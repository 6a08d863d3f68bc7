"""What somebody is asked, and the codes by which they answer: each counts once, for one question, until its end.

A code has 128 random bits and is made when the letter is written; only its SHA-256 is kept. A question has one answer,
whichever of its codes brings it (a letter that was repeated has another code).
"""

from base64 import b32encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Final

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.models.dates import instant

__all__ = ["ANSWERS", "Asked", "Party", "Query", "ask", "asked_by", "by_code", "new_code", "open_query", "settle"]

_BYTES: Final = 16
"""How many random bytes a code has."""


class Party(StrEnum):
    """Who is asked."""

    APPLICANT = "applicant"
    EMPLOYER = "employer"
    COLLEGE = "college"


class Asked(StrEnum):
    """What is asked: whether an address is theirs and they agree, want this, hired somebody, have a seat, are done."""

    CONFIRM = "confirm"
    OFFER = "offer"
    HIRED = "hired"
    COURSE = "course"
    SEAT = "seat"
    DONE = "done"
    STOP = "stop"


ANSWERS: Final[Mapping[Asked, tuple[str, ...]]] = {
    Asked.CONFIRM: ("yes", "no"),
    Asked.OFFER: ("yes", "no", "gone"),
    Asked.HIRED: ("yes", "no"),
    Asked.COURSE: ("yes", "no"),
    Asked.SEAT: ("yes", "no"),
    Asked.DONE: ("yes", "no"),
    Asked.STOP: ("stop",),
}
"""What may be answered; ``gone``: it is no longer available, or wanted at all."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question: ``about`` is the match, the seat or the address; ``who`` the id of the party that is asked."""

    id: str
    kind: Asked
    about: str
    party: Party
    who: str
    until: datetime
    answer: str | None = None
    answered: str | None = None


def ask(  # noqa: PLR0913 - who is asked what
    book: ExchangeBook,
    connection: Connection,
    kind: Asked,
    about: str,
    party: Party,
    who: str,
    *,
    at: datetime,
    days: int,
) -> Query:
    """Return the question that is open, or put a new one; the same is asked once at a time."""
    if (found := open_query(connection, kind, about, party, who, at=at)) is not None:
        return found
    name = book.free_name(connection, tables.QUESTIONS, "question", kind.value, about, party.value, size=32)
    until = at + timedelta(days=days)
    row = {"id": name, "kind": kind.value, "about": about, "party": party.value, "who": who}
    connection.execute(insert(tables.QUESTIONS), {**row, "made": _moments.write(at), "until": _moments.write(until)})
    return Query(name, kind, about, party, who, instant(_moments.write(until)))


def open_query(
    connection: Connection, kind: Asked, about: str, party: Party | None = None, who: str | None = None, *, at: datetime
) -> Query | None:
    """Return the question that waits for an answer."""
    asked = select(tables.QUESTIONS).where(
        tables.QUESTIONS.c.kind == kind.value,
        tables.QUESTIONS.c.about == about,
        tables.QUESTIONS.c.answer.is_(None),
        tables.QUESTIONS.c.until > _moments.write(at),
    )
    if party is not None:
        asked = asked.where(tables.QUESTIONS.c.party == party.value)
    if who is not None:
        asked = asked.where(tables.QUESTIONS.c.who == who)
    row = connection.execute(asked).first()
    return None if row is None else _query(row)


def named(connection: Connection, name: str) -> Query:
    """Return a question by its id; raise :class:`InputError` ``exchange_unknown``."""
    row = connection.execute(select(tables.QUESTIONS).where(tables.QUESTIONS.c.id == name)).first()
    if row is None:
        raise InputError("exchange_unknown", kind="question", id=name)
    return _query(row)


def new_code(connection: Connection, query: Query, rng: Callable[[int], bytes], *, at: datetime) -> str:
    """Return a new code of a question; what is kept is its digest alone."""
    code = b32encode(rng(_BYTES)).decode("ascii").rstrip("=").lower()
    row = {"hash": _digest(code), "question": query.id, "made": _moments.write(at)}
    connection.execute(insert(tables.CODES), row)
    return code


def by_code(connection: Connection, code: str, answer: str, *, at: datetime) -> Query:
    """Return the question that a code answers.

    Raises :class:`InputError`: ``exchange_code_unknown``, ``exchange_code_used`` where it was answered already,
    ``exchange_code_over`` after its end, ``exchange_code_answer`` for an answer that is none of its own.
    """
    found = select(tables.QUESTIONS).join(tables.CODES, tables.CODES.c.question == tables.QUESTIONS.c.id)
    row = connection.execute(found.where(tables.CODES.c.hash == _digest(code))).first()
    if row is None:
        raise InputError("exchange_code_unknown")
    query = _query(row)
    if query.answer is not None:
        raise InputError("exchange_code_used", when=query.answered, answer=query.answer)
    if at >= query.until:
        raise InputError("exchange_code_over", until=_moments.write(query.until))
    if answer not in ANSWERS[query.kind]:
        raise InputError("exchange_code_answer", answer=answer, known=", ".join(ANSWERS[query.kind]))
    return query


def asked_by(connection: Connection, code: str, *, at: datetime) -> Query | None:
    """Return the question that a code would answer; ``None`` where it would answer none. Nothing is changed."""
    found = select(tables.QUESTIONS).join(tables.CODES, tables.CODES.c.question == tables.QUESTIONS.c.id)
    row = connection.execute(found.where(tables.CODES.c.hash == _digest(code))).first()
    query = None if row is None else _query(row)
    return query if query is not None and query.answer is None and at < query.until else None


def settle(connection: Connection, query: Query, answer: str, channel: str, *, at: datetime) -> None:
    """Write an answer down; raise :class:`InputError` ``exchange_code_used`` where another came first."""
    same = (tables.QUESTIONS.c.id == query.id) & tables.QUESTIONS.c.answer.is_(None)
    values = {"answer": answer, "answered": _moments.write(at), "channel": channel}
    if not connection.execute(update(tables.QUESTIONS).where(same).values(**values)).rowcount:
        raise InputError("exchange_code_used", when="-", answer=answer)


def _digest(code: str) -> str:
    return sha256(code.strip().lower().encode("utf-8", "replace")).hexdigest()


def _query(row: object) -> Query:
    facts = row._mapping  # type: ignore[attr-defined]  # noqa: SLF001 - SQLAlchemy's documented name
    return Query(
        facts["id"],
        Asked(facts["kind"]),
        facts["about"],
        Party(facts["party"]),
        facts["who"],
        instant(facts["until"]),
        facts["answer"],
        facts["answered"],
    )
