"""What is to be told, queued once for ever: the outbox holds ids, and the letter is written when its turn comes."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge.deliver import Message, Outbox, message_id
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.questions import Party

__all__ = ["HOOK", "MAIL", "Tells", "sender_subject", "subject_of", "tell", "tell_sender"]

MAIL: Final = "exchange-mail"
HOOK: Final = "exchange-hook"
"""The channels in the outbox: letters, and webhooks."""


class Tells(StrEnum):
    """What a message tells; each is a template in each language."""

    CONFIRM = "confirm"
    RECEIVED = "received"
    REFUSED = "refused"
    OFFER_APPLICANT = "offer-applicant"
    OFFER_EMPLOYER = "offer-employer"
    CONTACT_APPLICANT = "contact-applicant"
    CONTACT_EMPLOYER = "contact-employer"
    ENDED = "ended"
    PLAN = "plan"
    SEAT = "seat"
    SEAT_ANSWER = "seat-answer"
    ENROLLED = "enrolled"


AT_ONCE: Final = frozenset({Tells.CONFIRM, Tells.RECEIVED, Tells.REFUSED})
"""What answers somebody who wrote to us, and is never held."""


def subject_of(party: Party, who: str) -> str:
    """Return under what a party's messages stand in the outbox, by which they are found and forgotten."""
    return f"{party.value}:{who}"


def sender_subject(book: ExchangeBook, address: str) -> str:
    """Return under what answers to whoever wrote from an address stand in the outbox."""
    return f"sender:{book.keyed('sender', address.strip().casefold())[:32]}"


def tell(  # noqa: PLR0913 - who is told what
    book: ExchangeBook,
    connection: Connection,
    kind: Tells,
    party: Party,
    who: str,
    facts: Mapping[str, object],
    *,
    at: datetime,
    hold: bool,
    hook: str | None = None,
) -> int:
    """Queue a message within the transaction in which it became true; return how many are new.

    The same ``facts`` to the same party are told once. ``hook``: the address of a webhook that is told the same.
    """
    key = book.keyed("tell", kind.value, party.value, who, _json.dumps(dict(sorted(facts.items()))))
    subject, payload = subject_of(party, who), _json.canonical(dict(facts))
    held = hold and kind not in AT_ONCE
    messages = [Message(key, MAIL, kind.value, subject, message_id(key, book.domain), payload, held=held)]
    if hook is not None:
        body = _json.canonical({"type": kind.value, "about": dict(facts)})
        again = book.keyed("hook", key)
        messages.append(Message(again, HOOK, kind.value, subject, again[:32], body, recipient=hook, held=held))
    return Outbox(book.database).queue_in(connection, messages, at=at)


def tell_sender(
    book: ExchangeBook, connection: Connection, kind: Tells, address: str, facts: Mapping[str, object], *, at: datetime
) -> int:
    """Queue an answer to whoever wrote; the address stands in the outbox, since nobody may be known by it."""
    key = book.keyed("tell", kind.value, address, _json.dumps(dict(sorted(facts.items()))))
    subject = sender_subject(book, address)
    name = message_id(key, book.domain)
    message = Message(key, MAIL, kind.value, subject, name, _json.canonical(dict(facts)), recipient=address)
    return Outbox(book.database).queue_in(connection, [message], at=at)
