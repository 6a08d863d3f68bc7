"""An answer takes effect: whichever way it came, one place decides what follows of it."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final, TypeAlias

from sqlalchemy import delete, insert, select, update

from mexbadge import _json, _moments
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import address_key, text_of
from mexbadge.match.exchange.forms import Agreement
from mexbadge.match.exchange.hires import HireFacts, add_to_hire
from mexbadge.match.exchange.matches import match_named
from mexbadge.match.exchange.questions import ANSWERS, Asked, Party, Query, by_code, open_query, settle
from mexbadge.match.exchange.within import Within
from mexbadge.models.forms import form_of

__all__ = ["FIRST", "Effect", "about_hire", "answer", "recorded", "withdraw"]

_LATE: Final = frozenset({Asked.HIRED, Asked.DONE})
"""What may be written down after its end as well: nothing else frees the place, or the seat."""
_EVER: Final = datetime(1, 1, 1, tzinfo=UTC)
Effect: TypeAlias = Callable[[Within, Query, str, str], None]
"""Does what an answer asks, within the transaction that keeps it: the question, the answer, the channel."""


def answer(
    one: Within, effects: Mapping[Asked, Effect], code: str, given: str, channel: str, hire: HireFacts | None = None
) -> Query:
    """Take an answer by its code, with what is said of the hire that it tells of.

    Raises :class:`InputError` as :func:`by_code`, and as :func:`about_hire`; then the transaction is to be undone.
    """
    query = by_code(one.connection, code, given, at=one.at)
    return about_hire(one, _taken(one, effects, query, given, channel), given, channel, hire)


def about_hire(one: Within, query: Query, given: str, channel: str, hire: HireFacts | None) -> Query:
    """Write down what is said of a hire beside the answer that there is one.

    Raises :class:`InputError` ``exchange_hire_not`` beside any other answer, and as :func:`add_to_hire`.
    """
    if hire is None or not hire.to_json():
        return query
    if query.kind is not Asked.HIRED or given != "yes":
        raise InputError("exchange_hire_not", about=query.about)
    add_to_hire(one, match_named(one.connection, query.about), hire, channel)
    return query


_SAID: Final = tuple(kind for kind in Asked if kind not in {Asked.CONFIRM, Asked.STOP})


def recorded(  # noqa: PLR0913 - who answered what, and how
    one: Within,
    effects: Mapping[Asked, Effect],
    about: str,
    party: Party,
    given: str,
    channel: str,
    *,
    kinds: tuple[Asked, ...] = _SAID,
) -> Query:
    """Take an answer that came otherwise, to the question that is open between us and a party about something.

    ``kinds`` are the questions that may be meant. An address is confirmed by its code alone. Raises
    :class:`InputError` ``exchange_record_none``, ``exchange_code_answer``.
    """
    found = [open_query(one.connection, kind, about, party, at=_EVER if kind in _LATE else one.at) for kind in kinds]
    query = next((each for each in found if each is not None), None)
    if query is None:
        raise InputError("exchange_record_none", about=about, party=party.value)
    if given not in ANSWERS[query.kind]:
        raise InputError("exchange_code_answer", answer=given, known=", ".join(ANSWERS[query.kind]))
    return _taken(one, effects, query, given, channel)


def _taken(one: Within, effects: Mapping[Asked, Effect], query: Query, given: str, channel: str) -> Query:
    settle(one.connection, query, given, channel, at=one.at)
    effects[query.kind](one, query, given, channel)
    facts = {"kind": query.kind.value, "about": query.about, "answer": given, "channel": channel}
    one.book.note(one.connection, "answered", f"{query.party.value}:{query.who}", facts, at=one.at)
    return query


def _confirmed(one: Within, query: Query, given: str, channel: str) -> None:
    """Confirm an address, and with it the consent; whoever says no has no badge here."""
    table = tables.ADDRESSES
    if given == "no":
        gone = (tables.BADGES.c.applicant == query.who) & (tables.BADGES.c.identity == query.about)
        one.connection.execute(delete(tables.BADGES).where(gone))
        return
    row = (table.c.identity == query.about) & (table.c.applicant == query.who)
    if not one.connection.execute(update(table).where(row).values(confirmed=_moments.write(one.at))).rowcount:
        raise InputError("exchange_code_over", until=_moments.write(one.at))  # the address is no longer theirs
    person = one.book.applicants(one.connection, query.who)[query.who]
    consent = Agreement(
        applicant=query.who,
        wording=one.config.wording,
        language=person.language,
        evidence=f"question {query.id}",
        channel="email" if channel == "email" else "web",
        given=one.at.replace(microsecond=0),
        until=one.at.replace(microsecond=0) + timedelta(days=one.config.consent_days),
    )
    one.book.put_consent(one.connection, consent)


def _stopped(one: Within, query: Query, given: str, channel: str) -> None:
    """Send an address nothing more; of an applicant it withdraws the consent as well, which the next run heeds."""
    del given
    key = one.book.keyed("stop", address_key(query.about))
    if one.connection.execute(select(tables.STOPS.c.at).where(tables.STOPS.c.address == key)).first() is None:
        row = {"address": key, "at": _moments.write(one.at), "channel": channel}
        one.connection.execute(insert(tables.STOPS), row)
    who = one.book.owner_of(one.connection, query.about) or query.who
    if query.party is Party.APPLICANT and who:
        withdraw(one, who)


def withdraw(one: Within, applicant: str) -> int:
    """Withdraw every consent of somebody that still holds; return how many."""
    count = 0
    asked = select(tables.CONSENTS).where(tables.CONSENTS.c.applicant == applicant)
    for row in one.connection.execute(asked).all():
        consent = form_of(Agreement, _json.loads_object(row.document.encode()))
        if consent.withdrawn is not None or not consent.stands(one.at):
            continue
        moment = one.at.replace(microsecond=0)
        document = text_of({**consent.to_json(), "withdrawn": _moments.write(moment)})
        same = tables.CONSENTS.c.number == row.number
        one.connection.execute(update(tables.CONSENTS).where(same).values(document=document))
        count += 1
    if count:
        one.book.note(one.connection, "consent-withdrawn", applicant, {}, at=one.at)
    return count


FIRST: Final[Mapping[Asked, Effect]] = {Asked.CONFIRM: _confirmed, Asked.STOP: _stopped}
