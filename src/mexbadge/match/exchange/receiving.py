"""Badges come in: files, and letters with badges attached, each verified and kept as it came, or refused with a reason.

A badge is somebody's only where it names an address that is theirs; what comes by letter must name the sender's. Who is
not registered, and what is no badge, is refused; what could not be decided stays where it lies, to be tried again.
"""

import email
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.utils import parseaddr
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import Final, NamedTuple

from sqlalchemy import func, insert, select
from sqlalchemy.engine import Connection

from mexbadge import _json, _limits, _moments
from mexbadge.badge import Person
from mexbadge.errors import InputError, Problem
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.automatic import is_automatic
from mexbadge.match.exchange.book import ExchangeBook, address_key
from mexbadge.match.exchange.questions import Asked, Party, ask
from mexbadge.match.exchange.telling import Tells, tell, tell_sender
from mexbadge.models.identity import Identity
from mexbadge.skills import reports_within
from mexbadge.texts import nearest
from mexbadge.verify import Code, Outcome, Report, Verdict, Verifier
from mexbadge.verify.keeping import KeptReport

__all__ = ["BadgeOwner", "Came", "Received", "TakingIn", "confirm", "keep_new", "receive", "why_not"]

_LETTER: Final = ".eml"
_LETTER_BYTES: Final = 64 * 1024 * 1024
_ATTACHED: Final = 20
"""How many attachments of one letter are looked at."""
_TYPES: Final = ("image/", "application/")


class Came(StrEnum):
    """What became of a badge that came in."""

    KEPT = "kept"
    KNOWN = "known"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Received:
    """One badge that came in: from which file, what became of it, whose it is, and why it was refused."""

    name: str
    came: Came
    applicant: str | None = None
    why: Problem | None = None


@dataclass(frozen=True, slots=True)
class TakingIn:
    """With what badges are taken in; ``documents`` gives what was read of the network so far."""

    book: ExchangeBook
    verifier: Verifier
    clock: Callable[[], datetime]
    code_days: int
    documents: Callable[[], tuple[object, ...]]


def receive(intake: TakingIn, folder: Path) -> Iterator[Received]:
    """Take in the badges of a folder, and yield what became of each; a letter that was read is not read again.

    Raises :class:`InputError` ``exchange_no_intake`` where there is no such folder.
    """
    if not folder.is_dir():
        raise InputError("exchange_no_intake", path=str(folder))
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or not path.is_file():
            continue
        try:
            data = _content(path)
        except InputError as error:
            yield Received(path.name, Came.REFUSED, why=error.problem)
            continue
        if path.suffix.lower() == _LETTER:
            yield from _letter(intake, path.name, data)
        else:
            yield _badge(intake, path.name, data, None, "en")


def _content(path: Path) -> bytes:
    limit = _LETTER_BYTES if path.suffix.lower() == _LETTER else _limits.IMAGE_BYTES
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError:
        raise InputError("exchange_in_unreadable", name=path.name) from None
    if len(data) > limit:
        raise InputError("json_too_large", size=len(data), limit=limit)
    return data


def _letter(intake: TakingIn, name: str, data: bytes) -> Iterator[Received]:
    """Take in what is attached to one letter; its sender hears of each, once."""
    digest = sha256(data).hexdigest()
    with intake.book.read() as connection:
        if connection.execute(select(tables.READ_MAIL).where(tables.READ_MAIL.c.hash == digest)).first():
            yield Received(name, Came.KNOWN)
            return
    message = email.message_from_bytes(data, policy=policy.default)
    try:
        if is_automatic(message):
            yield Received(name, Came.REFUSED, why=Problem("exchange_in_automatic"))
            return
        sender = parseaddr(str(message.get("From", "")))[1]
        language = nearest(message.get("Content-Language"))
        found = [one for one in message.iter_attachments() if one.get_content_type().startswith(_TYPES)][:_ATTACHED]
        labels = [one.get_filename() or f"{name}, {number}" for number, one in enumerate(found, 1)]
    except Exception:  # noqa: BLE001 - Python's reader of headers fails in many ways on a broken one
        yield Received(name, Came.REFUSED, why=Problem("exchange_in_broken", None, {"name": name}))
        return
    sender = sender if sender.isprintable() else ""
    came = []
    for label, one in zip(labels, found, strict=True):
        content = one.get_payload(decode=True)
        came.append(_badge(intake, label, content if isinstance(content, bytes) else b"", sender, language))
    if not found:
        came.append(_refused(intake, name, sender, language, Problem("exchange_in_nothing")))
    yield from came
    if all(one.came is not Came.LATER for one in came):
        row = {"hash": digest, "at": _moments.write(intake.clock()), "came": "intake"}
        with intake.book.transaction() as connection:
            connection.execute(insert(tables.READ_MAIL), row)


class BadgeOwner(NamedTuple):
    """Whose a badge is: the applicant, and the address that it names."""

    applicant: str
    address: str


def _badge(intake: TakingIn, name: str, content: bytes, sender: str | None, language: str) -> Received:
    digest = sha256(content).hexdigest()
    with intake.book.transaction() as connection:
        known = connection.execute(select(tables.BADGES).where(tables.BADGES.c.digest == digest)).first()
        if known is not None:  # whoever let the code lapse and sends the badge again is asked again
            days = intake.code_days
            confirm(intake.book, connection, known.applicant, known.identity, at=intake.clock(), days=days)
            return Received(name, Came.KNOWN, known.applicant)
    report = intake.verifier.verify(content, at=intake.clock(), name=name)
    if report.verdict is Verdict.UNKNOWN:
        return Received(name, Came.LATER, why=Problem("exchange_in_later", None, {"name": name}))
    if not report:
        return _refused(intake, name, sender, language, Problem("exchange_in_invalid", None, {"what": why_not(report)}))
    with intake.book.transaction() as connection:
        owner = _owner(connection, report, sender)
        if owner is None:
            code = "exchange_in_nobody" if sender is None else "exchange_in_not_yours"
            why = Problem(code)
        else:
            _keep(intake, connection, report, content, owner)
            return Received(name, Came.KEPT, owner.applicant)
    return _refused(intake, name, sender, language, why)


def why_not(report: Report) -> Problem:
    """Return the first thing that is wrong with a badge that does not hold."""
    failed = next((one for one in report.findings if one.outcome is Outcome.FAILED), None)
    return Problem(str(Code.FORMAT_NOT_A_BADGE)) if failed is None else Problem(str(failed.code), None, failed.values)


def _owner(connection: Connection, report: Report, sender: str | None) -> BadgeOwner | None:
    """Return the applicant and the address that a badge names; of a record, each badge inside must name the same."""
    asked = select(tables.ADDRESSES.c.identity, tables.ADDRESSES.c.applicant)
    if sender is not None:
        asked = asked.where(func.lower(tables.ADDRESSES.c.identity) == sender.strip().lower())
    badges = [one.badge for one in reports_within(report)]
    if not badges or any(badge is None for badge in badges):
        return None
    for row in connection.execute(asked.order_by(tables.ADDRESSES.c.identity)):
        person = Person.of(Identity.parse(row.identity))
        if all(badge is not None and person.matches(badge) for badge in badges):
            return BadgeOwner(row.applicant, row.identity)
    return None


def _keep(intake: TakingIn, connection: Connection, report: Report, content: bytes, owner: BadgeOwner) -> None:
    """Keep a badge with its report, and ask its holder to confirm the address where that was not done."""
    at, applicant = intake.clock(), owner.applicant
    kept = KeptReport.of(report, intake.documents())  # type: ignore[arg-type]
    row = {
        "digest": sha256(content).hexdigest(),
        "applicant": applicant,
        "identity": owner.address,
        "content": content,
        "report": _json.dumps(kept.to_json()).encode(),
        "verdict": report.verdict.value,
        "received": _moments.write(at),
        "judged": _moments.write(at),
    }
    connection.execute(insert(tables.BADGES), row)
    issuers = {one.badge.issuer_id for one in reports_within(report) if one.badge is not None}
    facts = {"digest": row["digest"], "verdict": row["verdict"], "issuers": sorted(filter(None, issuers))}
    intake.book.note(connection, "badge-kept", applicant, facts, at=at)
    confirm(intake.book, connection, applicant, owner.address, at=at, days=intake.code_days)


def keep_new(intake: TakingIn, connection: Connection, report: Report, content: bytes, owner: BadgeOwner) -> bool:
    """Keep a badge with its report, unless it is here already; return whether it is new."""
    digest = sha256(content).hexdigest()
    if connection.execute(select(tables.BADGES.c.digest).where(tables.BADGES.c.digest == digest)).first() is not None:
        return False
    _keep(intake, connection, report, content, owner)
    return True


def confirm(
    book: ExchangeBook, connection: Connection, applicant: str, address: str, *, at: datetime, days: int
) -> bool:
    """Ask whoever has an address whether it is theirs and whether they agree; ``False`` where that is known."""
    table = tables.ADDRESSES
    row = connection.execute(select(table).where(table.c.identity == address_key(address))).first()
    if row is None or (row.confirmed is not None and applicant in book.agreed(connection, at, applicant)):
        return False
    query = ask(book, connection, Asked.CONFIRM, row.identity, Party.APPLICANT, applicant, at=at, days=days)
    facts = {"question": query.id}
    return bool(tell(book, connection, Tells.CONFIRM, Party.APPLICANT, applicant, facts, at=at, hold=False))


def _refused(intake: TakingIn, name: str, sender: str | None, language: str, why: Problem) -> Received:
    """Refuse a badge; whoever sent it is told why, in a sentence."""
    at = intake.clock()
    if sender:
        facts = {"name": name[:120], "language": language, "why": why.message(nearest(language))}
        with intake.book.transaction() as connection:
            tell_sender(intake.book, connection, Tells.REFUSED, sender, facts, at=at)
    return Received(name, Came.REFUSED, why=why)
