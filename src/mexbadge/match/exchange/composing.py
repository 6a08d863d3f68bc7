"""From a message in the outbox to a letter: the words as things are now, the codes made as it is written.

A message that is no longer true when its turn comes is dropped, and so is one to somebody who wants no more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.deliver import DeliveryOutcome, Letter, Link, Mailbox, Queued, State
from mexbadge.errors import InputError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook, address_key
from mexbadge.match.exchange.config import ExchangeConfig
from mexbadge.match.exchange.questions import Asked, Party, Query, ask, named, new_code
from mexbadge.match.exchange.telling import Tells
from mexbadge.match.exchange.within import Within
from mexbadge.match.exchange.wording import LetterTexts
from mexbadge.texts import Lang, nearest

__all__ = ["Facts", "LetterWriter", "Writes"]

_DROPPED: Final = DeliveryOutcome(State.DROPPED, "exchange_overtaken")
_STOP_DAYS: Final = 3650
_LOCAL: Final = 64
"""How long the part before the @ may be (RFC 5321, 4.5.3.1.1)."""
Facts = dict[str, object]
"""What a letter says, by the names of the fields of its template."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to."""

    address: str
    name: str
    language: str
    party: Party | None = None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Writes(Within):
    """What writing a letter needs to look up: what is told, and the language of whoever reads it."""

    facts: JsonObject
    language: str

    @property
    def lang(self) -> Lang:
        """The language of our own sentences in the letter."""
        return nearest(self.language)


Say = Callable[[Writes], "tuple[Facts, Query | None] | None"]
"""Returns what a letter says and what it asks; ``None`` where it is no longer true."""


class LetterWriter:
    """Writes letters; ``says`` gives for each kind what it says, as things are now."""

    def __init__(
        self,
        book: ExchangeBook,
        config: ExchangeConfig,
        texts: LetterTexts,
        says: Mapping[Tells, Say],
        *,
        rng: Callable[[int], bytes],
    ) -> None:
        self._book = book
        self._config = config
        self._texts = texts
        self._says = says
        self._rng = rng

    def letter(self, message: Queued, *, at: datetime) -> Letter | DeliveryOutcome:
        """Write the letter of a message, or say why there is none."""
        facts = _json.loads_object(message.payload)
        kind = Tells(message.kind)
        with self._book.transaction() as connection:
            to = self._addressee(connection, message, facts)
            if to is None:
                return _DROPPED
            if self._stopped(connection, to.address):
                return DeliveryOutcome(State.DROPPED, "exchange_stopped")
            says = Writes(self._book, connection, self._config, at, facts, to.language)
            said = self._says[kind](says)
            if said is None:
                return _DROPPED
            values, query = said
            if query is not None:
                values |= self._answers(connection, query, at)
            stop = self._stop(connection, to, at)
        return self._written(message, kind, to, {**values, **stop})

    def _written(self, message: Queued, kind: Tells, to: Addressee, values: Facts) -> Letter:
        mail, language = self._config.mail, to.language
        base = {
            "name": to.name,
            "exchange": self._config.name.text(language) or self._config.name.text() or "",
            "postal": mail.postal,
            "answers": mail.answers_box.address,
        }
        words, html = self._texts.fill(kind, language, {**base, **values})
        line = str(values.get("stop_line", ""))
        return Letter(
            sender=mail.sender_box,
            to=Mailbox.parse(to.address, what="to", name=_one_line(to.name)),
            subject=_one_line(words.subject),
            text=words.text,
            html=html,
            name=message.name,
            sent=datetime.fromisoformat(message.created),
            language=language,
            reply_to=mail.answers_box if mail.answers is not None else None,
            unsubscribe=(self._unsubscribe(line),) if line else (),
        )

    def _addressee(self, connection: Connection, message: Queued, facts: JsonObject) -> Addressee | None:
        if message.recipient is not None:
            return Addressee(message.recipient, "", nearest(facts.get("language")))
        kind, _, who = message.subject.partition(":")
        party = Party(kind)
        if party is Party.EMPLOYER:
            employer = self._book.employers(connection, who).get(who)
            if employer is None:
                return None
            return Addressee(employer.email, employer.contact or "", employer.language, party, who)
        if party is Party.COLLEGE:
            college = self._book.colleges(connection, who).get(who)
            return None if college is None else Addressee(college.email, "", college.language, party, who)
        person = self._book.applicants(connection, who).get(who)
        if person is None:
            return None
        address = self._address(connection, who, facts) or next(iter(person.addresses), None)
        return None if address is None else Addressee(address, person.name or "", person.language, party, who)

    def _address(self, connection: Connection, who: str, facts: JsonObject) -> str | None:
        """Return the address that a question is about, else the first one that was confirmed."""
        if isinstance(question := facts.get("question"), str):
            try:
                query = named(connection, question)
            except InputError:
                return None
            if query.kind is Asked.CONFIRM:
                return query.about
        confirmed = self._book.confirmed(connection).get(who, ())
        return confirmed[0].value if confirmed else None

    def _stopped(self, connection: Connection, address: str) -> bool:
        return is_stopped(self._book, connection, address)

    def _answers(self, connection: Connection, query: Query, at: datetime) -> Facts:
        code = new_code(connection, query, self._rng, at=at)
        found: Facts = {"until": self._config.day(query.until).isoformat()}
        for answer in ("yes", "no", "gone"):
            line = f"MEX {answer} {code}"
            found |= {answer: self._link(line), f"{answer}_line": line}
        return found

    def _stop(self, connection: Connection, to: Addressee, at: datetime) -> Facts:
        about = address_key(to.address)
        party, who = to.party or Party.APPLICANT, to.who
        query = ask(self._book, connection, Asked.STOP, about, party, who, at=at, days=_STOP_DAYS)
        line = f"MEX stop {new_code(connection, query, self._rng, at=at)}"
        return {"stop": self._link(line), "stop_line": line}

    def _link(self, line: str) -> Link:
        return Link(f"mailto:{self._config.mail.answers_box.address}?subject={quote(line)}")

    def _unsubscribe(self, line: str) -> str:
        """Return the address of List-Unsubscribe; it says three times what it is, since some programs send no subject.

        Where the mailbox takes letters to ``name+anything``, the code stands in the address as well.
        """
        address = self._config.mail.answers_box.address
        local, _, domain = address.rpartition("@")
        marked = f"{local}+{line.removeprefix('MEX ').replace(' ', '-')}"
        if self._config.mail.plus and len(marked) <= _LOCAL:
            address = f"{marked}@{domain}"
        return f"mailto:{address}?subject={quote(line)}&body={quote(line)}"


def _one_line(text: str) -> str:
    """Return what can stand in the head of a letter: one line, without what nobody sees."""
    return " ".join("".join(one if one.isprintable() else " " for one in text).split())[:400]


def is_stopped(book: ExchangeBook, connection: Connection, address: str) -> bool:
    """Return whether an address wants no more messages."""
    key = book.keyed("stop", address_key(address))
    return connection.execute(select(tables.STOPS.c.at).where(tables.STOPS.c.address == key)).first() is not None
