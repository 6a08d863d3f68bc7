"""What an exchange knows of one person: given to them, and forgotten when they ask for it.

What was decided stays, under a name that says nothing of anybody; it has to be told for three years who was matched
and why, not who it was.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.deliver import outbox
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook, text_of
from mexbadge.match.exchange.config import ExchangeConfig
from mexbadge.match.exchange.matches import LIVE, all_matches, end_match
from mexbadge.match.exchange.questions import Party
from mexbadge.match.exchange.states import MatchState
from mexbadge.match.exchange.telling import sender_subject, subject_of
from mexbadge.match.exchange.within import Within

__all__ = ["FORGOTTEN", "forget_person", "forgotten_name", "person_document", "was_forgotten"]

FORGOTTEN: Final = "forgotten-"
"""How the names of those begin who were forgotten."""


def person_document(book: ExchangeBook, connection: Connection, who: str) -> JsonObject:
    """Return everything that is known of somebody; raise :class:`InputError` ``exchange_unknown``."""
    person = _known(book, connection, who)
    badges = connection.execute(select(tables.BADGES).where(tables.BADGES.c.applicant == who)).all()
    questions = connection.execute(
        select(tables.QUESTIONS).where(tables.QUESTIONS.c.party == Party.APPLICANT.value, tables.QUESTIONS.c.who == who)
    )
    seats = connection.execute(select(tables.SEATS).where(tables.SEATS.c.applicant == who)).mappings().all()
    matches = [one for one in all_matches(connection) if one.applicant == who]
    hired = select(tables.HIRES).where(tables.HIRES.c.match.in_([one.id for one in matches]))
    subjects = [who, subject_of(Party.APPLICANT, who), *(one.id for one in matches), *(row["id"] for row in seats)]
    return {
        "applicant": person,
        "confirmed": [one.value for one in book.confirmed(connection).get(who, ())],
        "consents": [one.to_json() for one in book.consents(connection, who)],
        "badges": [{"digest": row.digest, "received": row.received, "verdict": row.verdict} for row in badges],
        "matches": [
            {"id": one.id, "vacancy": one.vacancy, "state": one.state.value, "score": one.score, "since": one.since}
            for one in matches
        ],
        "hires": [dict(row) for row in connection.execute(hired.order_by(tables.HIRES.c.number)).mappings()],
        "seats": [dict(row) for row in seats],
        "questions": [{"kind": row.kind, "made": row.made, "answer": row.answer} for row in questions],
        "events": [
            {"at": one.at, "kind": one.kind, "facts": one.facts} for one in book.events(connection, subjects=subjects)
        ],
    }


def forget_person(
    book: ExchangeBook,
    connection: Connection,
    config: ExchangeConfig,
    who: str,
    *,
    at: datetime,
    remember: bool = True,
) -> str:
    """Forget somebody: badges, addresses, consents, letters, and the name itself; return what stands in its place.

    A match that is not filled ends, and the other side hears that. A hire stays counted: its rows name
    nobody. Raises :class:`InputError` ``exchange_unknown``.
    """
    _known(book, connection, who)
    for match in all_matches(connection):
        if match.applicant == who and match.state in LIVE and match.state is not MatchState.FILLED:
            why = "exchange_why_consent"
            end_match(Within(book, connection, config, at), match, MatchState.WITHDRAWN, why)
    name = forgotten_name(book, who)
    addresses = select(tables.ADDRESSES.c.identity).where(tables.ADDRESSES.c.applicant == who)
    known = list(connection.execute(addresses).scalars())
    asked = (tables.QUESTIONS.c.party == Party.APPLICANT.value) & (
        (tables.QUESTIONS.c.who == who) | func.lower(tables.QUESTIONS.c.about).in_([one.lower() for one in known])
    )
    gone = list(connection.execute(select(tables.QUESTIONS.c.id).where(asked)).scalars())
    connection.execute(delete(tables.CODES).where(tables.CODES.c.question.in_(gone)))
    connection.execute(delete(tables.QUESTIONS).where(asked))
    for table in (tables.BADGES, tables.CONSENTS, tables.ADDRESSES, tables.PROFILES):
        connection.execute(delete(table).where(table.c.applicant == who))
    connection.execute(delete(tables.APPLICANTS).where(tables.APPLICANTS.c.id == who))
    connection.execute(update(tables.SEATS).where(tables.SEATS.c.applicant == who).values(applicant=name))
    mine = tables.MATCHES.c.applicant == who
    connection.execute(update(tables.MATCHES).where(mine).values(applicant=name, result=b"{}"))
    if remember:
        _remember(book, connection, known)
    written = [sender_subject(book, one) for one in known]
    outbox.forget(connection, [subject_of(Party.APPLICANT, who), *written])
    _rename(connection, who, name, frozenset(one.lower() for one in known))
    book.note(connection, "forgotten", name, {}, at=at)
    return name


def forgotten_name(book: ExchangeBook, who: str) -> str:
    """Return what stands in the place of somebody who was forgotten."""
    return f"{FORGOTTEN}{book.keyed('forgotten', who)[:12]}"


def _gone(book: ExchangeBook, address: str) -> str:
    return f"gone-{book.keyed('gone', address.casefold())[:32]}"


def _remember(book: ExchangeBook, connection: Connection, addresses: list[str]) -> None:
    """Remember, as keyed hashes, who was forgotten: no college's file brings them back."""
    table = tables.SETTINGS
    for name in {_gone(book, one) for one in addresses}:
        if connection.execute(select(table.c.name).where(table.c.name == name)).first() is None:
            connection.execute(insert(table), {"name": name, "value": ""})


def was_forgotten(book: ExchangeBook, connection: Connection, address: str) -> bool:
    """Return whether whoever had an address was forgotten."""
    table = tables.SETTINGS
    row = connection.execute(select(table.c.name).where(table.c.name == _gone(book, address))).first()
    return row is not None


def _known(book: ExchangeBook, connection: Connection, who: str) -> JsonObject:
    person = book.applicants(connection, who).get(who)
    if person is None:
        raise InputError("exchange_unknown", kind="applicant", id=who)
    return person.to_json()


_OWN = ("badge-kept", "badge-judged", "consent-withdrawn", "planned")
"""What the log says of applicants by their ids; a vacancy may have the same id."""


def _rename(connection: Connection, who: str, name: str, addresses: frozenset[str]) -> None:
    """Write the other name wherever the log names the person."""
    table = tables.EVENTS
    others = (select(each.c.id).where(each.c.id == who) for each in (tables.VACANCIES, tables.EMPLOYERS))
    alone = all(connection.execute(each).first() is None for each in others)
    mine = table.c.kind.startswith("applicants-") | table.c.kind.in_([*_OWN, *(["failed"] if alone else [])])
    connection.execute(update(table).where(mine & (table.c.subject == who)).values(subject=name))
    old, new = subject_of(Party.APPLICANT, who), subject_of(Party.APPLICANT, name)
    connection.execute(update(table).where(table.c.subject == old).values(subject=new))
    for row in connection.execute(select(table.c.number, table.c.facts)).all():
        facts = _json.loads_object(row.facts.encode())
        clean = {**facts}
        if facts.get("applicant") == who:
            clean["applicant"] = name
        if str(facts.get("about")).lower() in addresses:
            clean["about"] = "…"
        if clean != facts:
            connection.execute(update(table).where(table.c.number == row.number).values(facts=text_of(clean)))
