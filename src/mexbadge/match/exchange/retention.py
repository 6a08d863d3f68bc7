"""What an exchange need no longer know is forgotten: by default postings and applications three years after their end.

So long they are to be kept in Ontario (Employment Standards Act, 2000, Part III.1), and nothing goes before its time.
What was decided stays in the log, under a name that says nothing of anybody. Somebody whose consent holds, or who has
a match that goes on, is never over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge.deliver import outbox
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook, text_of
from mexbadge.match.exchange.config import ExchangeConfig
from mexbadge.match.exchange.matches import LIVE
from mexbadge.match.exchange.people import FORGOTTEN, forget_person, forgotten_name
from mexbadge.match.exchange.questions import Party
from mexbadge.match.exchange.states import MatchState, VacancyState
from mexbadge.match.exchange.telling import subject_of
from mexbadge.models.dates import instant

__all__ = ["Over", "forget_over", "over"]

_CLOSED = frozenset({VacancyState.FILLED, VacancyState.WITHDRAWN, VacancyState.EXPIRED})
_GOING_ON = frozenset(LIVE) - {MatchState.FILLED}


@dataclass(frozen=True, slots=True)
class Over:
    """What is over: an application (a match), a posting, a person or letters that were read; ``since`` when."""

    kind: str
    id: str
    since: str


def over(book: ExchangeBook, connection: Connection, config: ExchangeConfig, *, at: datetime) -> list[Over]:
    """Return what has been over for as long as the settings say, in the order in which it is forgotten."""
    end = at - timedelta(days=config.keep_days)
    return [
        *_applications(connection, end),
        *_postings(connection, end),
        *_people(book, connection, end, at),
        *_letters(connection, end),
    ]


def forget_over(book: ExchangeBook, config: ExchangeConfig, *, at: datetime) -> Iterator[Over]:
    """Forget what is over, each by itself, and yield it; what cannot be read is left, and is told by ``run``."""
    with book.read() as connection:
        found = over(book, connection, config, at=at)
    for one in found:
        with book.transaction() as connection:
            if one not in _still(book, connection, config, one, at):
                continue
            try:
                _forget(book, connection, config, one, at)
            except MexBadgeError:
                continue
        yield one
    if found:
        book.database.forget_traces()


def _still(
    book: ExchangeBook, connection: Connection, config: ExchangeConfig, one: Over, at: datetime
) -> Iterator[Over]:
    """Yield what is over of this one alone: looking at everything again for each would never end."""
    end = at - timedelta(days=config.keep_days)
    if one.kind == "application":
        yield from _applications(connection, end, one.id)
    elif one.kind == "posting":
        yield from _postings(connection, end, one.id)
    elif one.kind == "person":
        yield from _people(book, connection, end, at, one.id)
    else:
        yield from _letters(connection, end)


def _forget(book: ExchangeBook, connection: Connection, config: ExchangeConfig, one: Over, at: datetime) -> None:
    if one.kind == "application":
        _forget_application(book, connection, one.id)
    elif one.kind == "posting":
        connection.execute(delete(tables.VACANCIES).where(tables.VACANCIES.c.id == one.id))
    elif one.kind == "person":
        forget_person(book, connection, config, one.id, at=at, remember=False)
        return
    else:
        end = _moments.write(at - timedelta(days=config.keep_days))
        connection.execute(delete(tables.READ_MAIL).where(tables.READ_MAIL.c.at <= end))
        return
    book.note(connection, f"{one.kind}-over", one.id, {"since": one.since}, at=at)


def _applications(connection: Connection, end: datetime, only: str | None = None) -> Iterator[Over]:
    table = tables.MATCHES
    asked = select(table.c.id, table.c.applicant, table.c.state, table.c.changed)
    if only is not None:
        asked = asked.where(table.c.id == only)
    for row in connection.execute(asked.order_by(table.c.changed, table.c.id)):
        done = MatchState(row.state) not in _GOING_ON
        if done and not row.applicant.startswith(FORGOTTEN) and instant(row.changed) <= end:
            yield Over("application", row.id, row.changed)


def _postings(connection: Connection, end: datetime, only: str | None = None) -> Iterator[Over]:
    matches, table = tables.MATCHES, tables.VACANCIES
    rested, asked = select(matches.c.vacancy, matches.c.changed, matches.c.state), select(table)
    if only is not None:
        rested, asked = rested.where(matches.c.vacancy == only), asked.where(table.c.id == only)
    recent = {row.vacancy for row in connection.execute(rested) if instant(row.changed) > end or _goes_on(row.state)}
    for row in connection.execute(asked.order_by(table.c.changed, table.c.id)):
        if VacancyState(row.state) in _CLOSED and instant(row.changed) <= end and row.id not in recent:
            yield Over("posting", row.id, row.changed)


def _goes_on(state: str) -> bool:
    return MatchState(state) in _GOING_ON


def _people(
    book: ExchangeBook, connection: Connection, end: datetime, at: datetime, only: str | None = None
) -> Iterator[Over]:
    """Yield whoever nothing was heard of, and nothing was agreed with, for as long as that.

    That a college may register somebody keeps nobody for ever who never agreed themselves.
    """
    standing, last, table = book.agreed(connection, at, only), _last_signs(book, connection, only), tables.APPLICANTS
    asked = select(table.c.id, table.c.added, table.c.changed)
    if only is not None:
        asked = asked.where(table.c.id == only)
    for row in connection.execute(asked.order_by(table.c.id)):
        since = max((row.added, row.changed, *last.get(row.id, ())))
        if row.id not in standing and instant(since) <= end:
            yield Over("person", row.id, since)


def _last_signs(book: ExchangeBook, connection: Connection, only: str | None = None) -> dict[str, list[str]]:
    """Return of each applicant the moments at which something was: badges, matches, seats, answers, consents."""
    found: dict[str, list[str]] = {}
    signs = (
        (tables.BADGES.c.applicant, tables.BADGES.c.received),
        (tables.MATCHES.c.applicant, tables.MATCHES.c.changed),
        (tables.SEATS.c.applicant, tables.SEATS.c.changed),
    )
    for who, when in signs:
        chosen = select(who.label("who"), when.label("moment"))
        for row in connection.execute(chosen if only is None else chosen.where(who == only)):
            found.setdefault(row.who, []).append(row.moment)
    asked = tables.QUESTIONS
    theirs = select(asked).where(asked.c.party == Party.APPLICANT.value)
    for row in connection.execute(theirs if only is None else theirs.where(asked.c.who == only)):
        found.setdefault(row.who, []).append(row.answered or row.made)
    for one in book.consents(connection, only):
        ends = [moment for moment in (one.given, one.withdrawn or one.until) if moment is not None]
        found.setdefault(one.applicant, []).extend(_moments.write(moment) for moment in ends)
    return found


def _letters(connection: Connection, end: datetime) -> Iterator[Over]:
    table = tables.READ_MAIL
    row = connection.execute(select(table.c.at).where(table.c.at <= _moments.write(end)).order_by(table.c.at)).first()
    if row is not None:
        yield Over("letters", "read-mail", row.at)


def _forget_application(book: ExchangeBook, connection: Connection, match: str) -> None:
    """Take the person out of a match and of what was asked and noted about it."""
    table, asked = tables.MATCHES, tables.QUESTIONS
    who = connection.execute(select(table.c.applicant).where(table.c.id == match)).scalar() or ""
    name = forgotten_name(book, who)
    connection.execute(update(table).where(table.c.id == match).values(applicant=name, result=b"{}"))
    about = asked.c.about == match
    names = list(connection.execute(select(asked.c.id).where(about)).scalars())
    connection.execute(delete(tables.CODES).where(tables.CODES.c.question.in_(names)))
    mine = about & (asked.c.party == Party.APPLICANT.value)
    connection.execute(update(asked).where(mine).values(who=name))
    outbox.forget_some(connection, subject_of(Party.APPLICANT, who), lambda payload: _is_about(payload, match))
    events, old = tables.EVENTS, subject_of(Party.APPLICANT, who)
    chosen = select(events).where((events.c.subject == match) | (events.c.subject == old))
    for row in connection.execute(chosen).all():
        facts = _json.loads_object(row.facts.encode())
        if row.subject == match and facts.get("applicant") == who:
            values = {"facts": text_of({**facts, "applicant": name})}
        elif row.subject == old and facts.get("about") == match:
            values = {"subject": subject_of(Party.APPLICANT, name)}
        else:
            continue
        connection.execute(update(events).where(events.c.number == row.number).values(**values))


def _is_about(payload: bytes, match: str) -> bool:
    """Return whether a letter is about a match; one that cannot be read is not known to be."""
    try:
        return _json.loads_object(payload).get("match") == match
    except InputError:
        return False
