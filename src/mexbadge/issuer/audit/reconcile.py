"""Whether the register agrees with itself: each column with the signed bytes, the lists and the journal.

What is compared with what, and what nothing can show, stands in ``docs/explanation/folder.md``. Nothing is changed and
nothing is signed here; the whole register is gone through, in portions.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Row, Table, func, select
from sqlalchemy.engine import Connection

from mexbadge._json import JsonObject
from mexbadge.bake import bake
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError, MexBadgeError, Problem
from mexbadge.issuer.audit.reconcile_said import key_of, object_in, said, said_ob2
from mexbadge.issuer.pipeline import pictures
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.lifecycle import decoded
from mexbadge.issuer.pipeline.twins import CONVERTED, evidence_of
from mexbadge.issuer.register.marked import marked_in
from mexbadge.issuer.register.records import Status
from mexbadge.issuer.register.tables import (
    ACHIEVEMENTS,
    BATCHES,
    CONTACTS,
    CONVERSIONS,
    ENDORSEMENTS,
    ENTRIES,
    EVENTS,
    IMAGES,
    ISSUED,
    KEYS,
    LISTS,
    PATHWAY_AWARDS,
    PICTURES,
    REVOKED_OB2,
)
from mexbadge.models.identity import Identity

__all__ = ["Journal", "differs", "disagreements", "missing"]

_PORTION: Final = 200
_ALWAYS: Final = frozenset({"id", "valid_from", "valid_until"})
"""The columns that every credential says, whatever made it."""
_STATUSES: Final = frozenset(status.value for status in Status)
_KEY_STATES: Final[Mapping[str, str]] = {
    "key_added": "active",
    "key_again": "active",
    "key_taken_over": "retired",
    "key_retired": "retired",
    "key_compromised": "compromised",
}


@dataclass(slots=True)
class Journal:
    """What the journal of events says, of each thing it names."""

    issued: dict[str, str] = field(default_factory=dict)
    status: dict[str, tuple[str, str]] = field(default_factory=dict)
    forgotten: dict[str, str] = field(default_factory=dict)
    keys: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    converted: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, connection: Connection) -> "Journal":
        """Read the journal once, in order."""
        made = cls()
        for row in _pages(connection, EVENTS):
            if row.kind == "issued":
                made.issued.setdefault(row.subject, row.at)
            elif row.kind in _STATUSES:
                made.status[row.subject] = (row.kind, row.at)
            elif row.kind == "forgotten":
                made.forgotten[row.subject] = row.at
            elif row.kind in _KEY_STATES:
                first = made.keys.get(row.subject, (row.at, "", ""))[0]
                made.keys[row.subject] = (first, _KEY_STATES[row.kind], row.at)
            elif row.kind == CONVERTED:
                made.converted.add(row.subject)
            elif row.kind == "taken-over":
                made.taken.add(row.subject)
        return made


def differs(table: Table, column: str, name: object) -> Problem:
    """Return that a column says otherwise than what it is compared with."""
    values = {"table": table.name, "column": column, "id": name}
    return Problem("reconcile_differs", f"{table.name}.{column}", values)


def missing(table: Table, name: object) -> Problem:
    """Return that a row is not there, of which something else tells."""
    return Problem("reconcile_missing", table.name, {"table": table.name, "id": name})


def disagreements(desk: Desk) -> Iterator[Problem]:
    """Yield everything in which the register contradicts itself or the bytes that it holds."""
    with desk.register.read() as connection:
        journal = Journal.of(connection)
        yield from _journal_gaps(desk, connection)
        images = {row.digest: row.body for row in _pages(connection, IMAGES)}
        for digest, body in images.items():
            if sha256(body).hexdigest() != digest:
                yield differs(IMAGES, "body", digest)
        yield from _pictures(connection, images, set(journal.forgotten.values()))
        yield from _achievements(desk, connection)
        yield from _keys(connection, journal)
        yield from _lists(connection)
        lists = {row.url: row.number for row in connection.execute(select(LISTS.c.url, LISTS.c.number))}
        known = _Known(desk, connection, journal, images, lists)
        last = 0
        for row in _pages(connection, ISSUED):
            if row.number <= last:
                yield differs(ISSUED, "number", row.id)
            last = row.number
            yield from known.badge(row)
        yield from known.left()
        awards = set(connection.execute(select(PATHWAY_AWARDS.c.id)).scalars())
        yield from (differs(PATHWAY_AWARDS, "id", name) for name in sorted(awards - known.seen))
        yield from _conversions(connection, known)
        yield from _endorsements(connection, known)


def _journal_gaps(desk: Desk, connection: Connection) -> Iterator[Problem]:
    """Yield where lines of the journal are missing or out of order; PostgreSQL leaves gaps of its own."""
    count, first, last = connection.execute(
        select(func.count(), func.min(EVENTS.c.number), func.max(EVENTS.c.number)).select_from(EVENTS)
    ).one()
    if not desk.register.database.is_sqlite:
        return
    given = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'events'").scalar() or 0
    if not count or (first, last) != (1, given) or count != last:
        yield missing(EVENTS, f"1 to {given}")


def _pictures(connection: Connection, images: Mapping[str, bytes], moments: set[str]) -> Iterator[Problem]:
    """Compare the address of each picture with its bytes; one is taken out only when somebody is forgotten."""
    for row in _pages(connection, PICTURES):
        image = images.get(row.image)
        if image is None or pictures.file_name(image) != row.url.rpartition("/")[2]:
            yield differs(PICTURES, "image", row.url)
        if row.forgotten is not None and row.forgotten not in moments:
            yield differs(PICTURES, "forgotten", row.url)


def _achievements(desk: Desk, connection: Connection) -> Iterator[Problem]:
    for row in _pages(connection, ACHIEVEMENTS):
        if sha256(row.document).hexdigest() != row.digest:
            yield differs(ACHIEVEMENTS, "document", row.id)
        elif object_in(row.document).get("id") != row.id:
            yield differs(ACHIEVEMENTS, "id", row.id)
        ours = f"{desk.settings.base}/achievements/"
        if row.id.startswith(ours):
            tail = row.id.removeprefix(ours)
            if tail not in {row.slug, f"{row.slug}-v{row.version}"}:
                yield differs(ACHIEVEMENTS, "slug", row.id)


def _keys(connection: Connection, journal: Journal) -> Iterator[Problem]:
    known: set[str] = set()
    for row in _pages(connection, KEYS):
        known.add(row.id)
        told = journal.keys.get(row.id)
        if told is None:
            yield missing(EVENTS, row.id)
            continue
        created, state, at = told
        pairs: list[tuple[str, str | None, str | None]] = [
            ("created", created, row.created),
            ("state", state, row.state),
        ]
        if row.id not in journal.taken:
            pairs.append(("ended", None if state == "active" else at, row.ended))
        yield from (differs(KEYS, column, row.id) for column, one, other in pairs if one != other)
        number = row.id.rpartition("#key-")[2]
        if number.isdecimal() and int(number) != row.number:
            yield differs(KEYS, "number", row.id)
        if not row.file.endswith(f"/key-{row.number}.pem") and ":" not in row.file:
            yield differs(KEYS, "file", row.id)
    yield from (missing(KEYS, name) for name in journal.keys if name not in known)


def _lists(connection: Connection) -> Iterator[Problem]:
    """Compare each list with the entries of the register and with what was signed."""
    for row in _pages(connection, LISTS):
        signed = marked_in(row.signed)
        if signed is None:
            yield differs(LISTS, "signed", row.url)
            continue
        said = {"url": signed.url, "purpose": signed.purpose, "size": signed.size, "valid_until": signed.until}
        yield from (differs(LISTS, name, row.url) for name, value in said.items() if value != getattr(row, name))
        here = ENTRIES.c.list == row.number
        entries = connection.execute(select(ENTRIES.c.position, ENTRIES.c.value).where(here)).all()
        if len(entries) != row.used:
            yield differs(LISTS, "used", row.url)
        marked = {entry.position for entry in entries if entry.value}
        if marked != signed.places or any(entry.value not in {0, 1} for entry in entries):
            yield differs(ENTRIES, "value", row.url)


class _Known:
    """What every badge is compared with."""

    def __init__(
        self,
        desk: Desk,
        connection: Connection,
        journal: Journal,
        images: Mapping[str, bytes],
        lists: Mapping[str, int],
    ) -> None:
        self.desk = desk
        self.journal = journal
        self.images = images
        self.lists = lists
        self.names = {digest: pictures.file_name(body) for digest, body in images.items()}
        hosted = select(PICTURES.c.url).where(PICTURES.c.forgotten.is_(None))
        self.pictures = set(connection.execute(hosted).scalars())
        self.gone = set(connection.execute(select(REVOKED_OB2.c.id)).scalars())
        self.contacts = {row.id: row.identity for row in _pages(connection, CONTACTS)}
        self.entries: dict[str, dict[int, tuple[int, int]]] = {}
        for row in connection.execute(select(ENTRIES)):
            self.entries.setdefault(row.credential, {})[row.list] = (row.position, row.value)
        self.purposes = {row.number: row.purpose for row in connection.execute(select(LISTS.c.number, LISTS.c.purpose))}
        self.batches = {row.id: row for row in _pages(connection, BATCHES)}
        self.links: dict[str, tuple[str | None, str | None]] = {}
        self.seen: set[str] = set()

    def badge(self, row: Row[Any]) -> Iterator[Problem]:
        """Compare one row of the badges with everything that is known of it."""
        self.seen.add(row.id)
        if row.replaces is not None or row.replaced_by is not None:
            self.links[row.id] = (row.replaces, row.replaced_by)
        if row.state not in {"prepared", "delivered"}:
            yield differs(ISSUED, "state", row.id)
        if (row.credential is None) is (row.forgotten is None):
            yield differs(ISSUED, "forgotten", row.id)
        yield from self._journal(row)
        yield from self._status(row)
        if row.batch is not None and row.batch not in self.batches:
            yield missing(BATCHES, row.batch)
        elif row.batch is not None and row.replaces is None and self.batches[row.batch].achievement != row.achievement:
            yield differs(BATCHES, "achievement", row.batch)
        if row.credential is not None:
            yield from self._bytes(row)
        yield from self._person(row)

    def _journal(self, row: Row[Any]) -> Iterator[Problem]:
        at = self.journal.issued.get(row.id)
        if at is None:
            yield missing(EVENTS, row.id)
        elif at != row.issued:
            yield differs(ISSUED, "issued", row.id)
        status, since = self.journal.status.get(row.id, ("active", None))
        if status != row.status:
            yield differs(ISSUED, "status", row.id)
        if since != row.status_since:
            yield differs(ISSUED, "status_since", row.id)
        if self.journal.forgotten.get(row.id) != row.forgotten:
            yield differs(ISSUED, "forgotten", row.id)

    def _status(self, row: Row[Any]) -> Iterator[Problem]:
        """Compare how a badge stands with its places: revoked where one is set, suspended where the other is."""
        if row.status not in _STATUSES:
            yield differs(ISSUED, "status", row.id)
            return
        set_ = {self.purposes.get(number): value for number, (_, value) in self.entries.get(row.id, {}).items()}
        ended = row.id in self.gone if row.form.startswith("ob2") else bool(set_.get("revocation"))
        if (row.status == "revoked") is not ended and not (row.status == "superseded" and ended):
            yield differs(ISSUED, "status", row.id)
        if not ended and (row.status == "suspended") is not bool(set_.get("suspension")) and row.status != "superseded":
            yield differs(ISSUED, "status", row.id)
        if row.status == "superseded" and row.replaced_by is None:
            yield differs(ISSUED, "replaced_by", row.id)

    def _bytes(self, row: Row[Any]) -> Iterator[Problem]:
        if sha256(row.credential).hexdigest() != row.credential_digest:
            yield differs(ISSUED, "credential", row.id)
            return
        try:
            form = Form(row.form)
            document = decoded(row.credential, row.form)
        except (ValueError, MexBadgeError):
            yield differs(ISSUED, "form", row.id)
            return
        image = self.images.get(row.image)
        if image is None:
            yield missing(IMAGES, row.image)
        elif sha256(bake(image, row.credential)).hexdigest() != row.baked_digest:
            yield differs(ISSUED, "baked_digest", row.id)
        told = said_ob2(self.desk, document, row) if form.is_ob2 else said(document, row)
        if row.award is None:  # of another make: a learner record, or what a badge was converted to
            told = {name: value for name, value in told.items() if name in _ALWAYS}
        told["key"] = key_of(row.credential, form) or row.key
        yield from (differs(ISSUED, name, row.id) for name, value in told.items() if value != getattr(row, name))
        yield from self._places(document, row.id)
        yield from self._picture(document, row)

    def _picture(self, document: JsonObject, row: Row[Any]) -> Iterator[Problem]:
        """Compare the picture that a credential names, where it is one of ours, with what it is baked into."""
        image = document.get("image")
        url = image.get("id") if isinstance(image, Mapping) else image
        if not isinstance(url, str) or not url.startswith(f"{self.desk.settings.base}/{pictures.FOLDER}/"):
            return
        if url not in self.pictures:
            yield missing(PICTURES, url)
        if url.rpartition("/")[2] != self.names.get(row.image):
            yield differs(ISSUED, "image", row.id)

    def _places(self, document: JsonObject, name: str) -> Iterator[Problem]:
        """Compare the places that a credential names with those of the register."""
        named = document.get("credentialStatus")
        wanted = {
            self.lists.get(str(one.get("statusListCredential"))): int(str(one["statusListIndex"]))
            for one in (named if isinstance(named, list) else [])
            if isinstance(one, Mapping) and "statusListIndex" in one
        }
        kept = {number: position for number, (position, _) in self.entries.get(name, {}).items()}
        if wanted != kept:
            yield differs(ENTRIES, "position", name)

    def _person(self, row: Row[Any]) -> Iterator[Problem]:
        identity = self.contacts.get(row.id)
        person = None
        if identity is not None:
            try:
                person = self.desk.register.person_key(Identity.parse(identity))
            except InputError:
                person = ""
        if person is not None and row.person is not None and person != row.person:
            yield differs(CONTACTS, "identity", row.id)
        if row.award is not None and row.person is not None:
            award = self.desk.register.award_of(row.achievement, row.person, row.ref)
            if award != row.award:
                yield differs(ISSUED, "award", row.id)
        if row.forgotten is not None and (row.person, row.award, row.ref, identity) != (None,) * 4:
            yield differs(ISSUED, "person", row.id)

    def left(self) -> Iterator[Problem]:
        """Yield what tells of badges that are not there, and links that lead nowhere."""
        told = (set(self.journal.issued) | self.gone | set(self.contacts)) - self.seen
        yield from (missing(ISSUED, name) for name in sorted(told))
        for name, (before, after) in self.links.items():
            if before is not None and before not in self.seen:
                yield differs(ISSUED, "replaces", name)
            if after is not None and self.links.get(after, (None, None))[0] != name:
                yield differs(ISSUED, "replaced_by", name)


def _conversions(connection: Connection, known: _Known) -> Iterator[Problem]:
    """Compare what was converted from badges of other programs with what the new badges name as their evidence."""
    rows = {row.id: row.assertion for row in _pages(connection, CONVERSIONS)}
    yield from (missing(CONVERSIONS, name) for name in sorted(known.journal.converted - set(rows)))
    for name, assertion in rows.items():
        if name not in known.journal.converted:
            yield differs(CONVERSIONS, "id", name)
        kept = select(ISSUED.c.credential, ISSUED.c.form).where(ISSUED.c.id == name)
        row = connection.execute(kept).first()
        if row is not None and row.credential is not None:
            old = evidence_of(decoded(row.credential, row.form))
            if old is None or known.desk.register.conversion_key(old) != assertion:
                yield differs(CONVERSIONS, "assertion", name)


def _endorsements(connection: Connection, known: _Known) -> Iterator[Problem]:
    for row in _pages(connection, ENDORSEMENTS):
        try:
            document, key = decoded(row.credential, row.form), key_of(row.credential, Form(row.form))
        except (ValueError, MexBadgeError):
            yield differs(ENDORSEMENTS, "credential", row.id)
            continue
        subject = document.get("credentialSubject")
        said = {
            "id": document.get("id"),
            "issued": document.get("validFrom"),
            "subject": subject.get("id") if isinstance(subject, Mapping) else None,
            "key": key or row.key,
        }
        yield from (differs(ENDORSEMENTS, name, row.id) for name, value in said.items() if value != getattr(row, name))
        yield from known._places(document, row.id)  # noqa: SLF001 - of this module


def _pages(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    """Yield every row in the order of its key, without holding all of them."""
    keys: Sequence[Any] = list(table.primary_key.columns)
    yield from connection.execute(select(table).order_by(*keys), execution_options={"yield_per": _PORTION})
