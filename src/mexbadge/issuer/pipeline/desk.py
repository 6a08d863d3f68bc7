"""The desk at which badges are made: reserve places, sign, commit, deliver, mark, in this order and no other."""

import unicodedata
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final

from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.bake import bake, sniff
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.credentials.ob3 import Award, Form
from mexbadge.errors import InputError, Problem, RegisterError, RosterError
from mexbadge.issuer.folder import delivery, ob2
from mexbadge.issuer.folder.catalogue import Achievement
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.pipeline import ledger_entries, pictures
from mexbadge.issuer.pipeline.signing import KeyFacts, Older, Part, Work, sealed
from mexbadge.issuer.pipeline.working import working
from mexbadge.issuer.register import events, keyring, unlisted
from mexbadge.issuer.register.issued_row import Contact, Fact
from mexbadge.issuer.register.records import Record
from mexbadge.issuer.register.register import Register
from mexbadge.issuer.register.status_places import Lists, release, require_places
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.keys import Passphrase, Signer
from mexbadge.ledger import EntryKind
from mexbadge.ledger.log import Log
from mexbadge.models.identity import identity_hash
from mexbadge.models.results import Reach, reach_of

__all__ = ["Desk", "Lot", "Place", "keep_picture"]

_NAME_CHARACTERS: Final = 60
"""How much of a person's name stands in the name of a file."""
BACKWARDS: Final = timedelta(minutes=5)
"""How far a clock may be behind the last event: two computers are never quite together."""
_PROBE_2: Final = b'{"@context":"https://w3id.org/openbadges/v2","type":"Assertion","id":"https://college.example/1"}'


@dataclass(frozen=True, slots=True)
class Place:
    """One badge to make: its row, and what was decided for it before anything is signed."""

    row: RosterRow
    id: str
    salt: str = field(repr=False)
    page: str = field(repr=False)
    award: str = field(repr=False)
    status: Sequence[JsonObject] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Lot:
    """What the badges made at one time share; ``again`` makes a further badge for who has one already.

    ``picture`` is the Image object by which badges of 3.0 name what they are baked into.
    """

    achievement: Achievement
    image: bytes = field(repr=False)
    document: JsonObject = field(repr=False)
    form: Form
    batch: str | None = None
    again: bool = False
    picture: JsonObject | None = field(default=None, repr=False)


@dataclass(slots=True)
class Desk:
    """An issuer's register, settings, key, clock and source of randomness."""

    folder: Path
    settings: Settings
    register: Register
    passphrase: Passphrase = field(repr=False)
    clock: Callable[[], datetime]
    rng: Callable[[int], bytes]
    capacity: int | None = None
    log: Log | None = field(default=None, repr=False)
    guard: "Callable[[Desk, Connection], None]" = field(default=lambda _desk, _connection: None, repr=False)
    current: bool = False
    _signers: dict[str, Signer] = field(default_factory=dict, repr=False)

    @property
    def files(self) -> Path:
        """Where the badges are put."""
        return self.folder / "issued"

    def signer(self) -> Signer:
        """Return the signer of the active key."""
        with self.register.read() as connection:
            return self.signer_in(connection)

    def signer_in(self, connection: Connection) -> Signer:
        """Return the signer of the active key, within a transaction.

        Raises as :meth:`require_current`, before anything is signed.
        """
        self.require_current(connection)
        return self.signer_of(keyring.active(connection))

    def require_current(self, connection: Connection) -> None:
        """Raise :class:`RegisterError` where nothing may be signed.

        ``register_behind`` for a register that is older than what was published, ``register_clock`` for a moment that
        lies more than five minutes before the last thing that happened.
        """
        now, last = self.clock(), events.last_moment(connection)
        if last is not None and _moments.write(now + BACKWARDS) < last:
            raise RegisterError("register_clock", now=_moments.write(now), last=last)
        if not self.current:
            self.guard(self, connection)
            self.current = True

    def signer_of(self, key: keyring.Key) -> Signer:
        """Return the signer of ``key``, loaded once."""
        if key.id not in self._signers:
            self._signers[key.id] = keyring.signer(key, self.folder, self.passphrase)
        return self._signers[key.id]

    def lists(self, signer: Signer) -> Lists:
        """Return how this issuer's status lists are made."""
        settings = self.settings
        return Lists(settings.id, settings.base, signer, settings.form.of_3, self.clock(), self.rng, self.capacity)

    def new_id(self) -> str:
        """Return a new id for a credential."""
        return f"urn:uuid:{uuid.UUID(bytes=self.rng(16), version=4)}"

    def lot(
        self,
        achievement: Achievement,
        image: bytes,
        *,
        form: Form | None = None,
        batch: str | None = None,
        again: bool = False,
    ) -> Lot:
        """Look at what badges will share, before anything is made: the texts, and whether the picture can hold one.

        Raises :class:`SchemaError`, :class:`InputError` ``issuer_placeholder``, ``register_ob2_email``,
        :class:`BakeError`.
        """
        document, form = achievement.document, form or self.settings.form
        refuse_placeholders({"issuer": self.settings.profile(), "achievement": document})
        if form.is_ob2:
            bake(image, _PROBE_2)
            ob2.require_profile(self.settings)
            url = ob2.image_url(self.settings, sha256(image).hexdigest(), image)
            ob2.badge_class(self.settings, document, self._badge_id(achievement), url)
        picture = None if form.is_ob2 else pictures.named(self.settings, image)
        return Lot(achievement, image, document, form, batch, again, picture)

    def _badge_id(self, achievement: Achievement) -> str:
        return ob2.badge_id(self.settings, achievement.slug, achievement.version)

    def older(self, achievement: Achievement, form: Form, signer: Signer) -> Older | None:
        """Return what assertions of 2.0 share, or ``None`` for a form of 3.0."""
        if not form.is_ob2:
            return None
        key = ob2.key_url(self.settings, signer.verification_method) if form is Form.OB2_SIGNED else None
        return Older(self._badge_id(achievement), key, ob2.assertions_url(self.settings))

    def places(self, lot: Lot, rows: Iterable[RosterRow]) -> list[Place]:
        """Decide what each row's badge will be called."""
        name, rng = lot.achievement.id, self.rng
        return [
            Place(
                row, self.new_id(), rng(16).hex(), rng(16).hex(), self.register.award_key(name, row.recipient, row.ref)
            )
            for row in rows
        ]

    def reserve(self, lot: Lot, places: Sequence[Place], signer: Signer) -> tuple[list[Place], dict[str, Record]]:
        """Take places in the status lists for what was not issued before; return also what was.

        A badge of 2.0 has no place in a list: its address, or the list of revoked ones, says how it stands.
        """
        with self.register.transaction() as connection:
            known = {} if lot.again else self.register.awarded(connection, [place.award for place in places])
            fresh = [place for place in places if place.award not in known]
            if found := self.unlisted(connection, lot, [place.row for place in fresh]):
                raise RosterError(found)
            if lot.form.is_ob2:
                return fresh, known
            status = self.lists(signer).reserve(connection, [place.id for place in fresh])
        return [
            Place(place.row, place.id, place.salt, place.page, place.award, status[place.id]) for place in fresh
        ], known

    def unlisted(self, connection: Connection, lot: Lot, rows: Sequence[RosterRow]) -> list[Problem]:
        """Return the rows whose person has this badge already, by a file in the folder that the register does not know.

        Nothing is said of a further badge that was asked for.
        """
        if lot.again:
            return []
        achievement = (lot.achievement.id, lot.achievement.slug, lot.achievement.version)
        return unlisted.held(connection, self.settings, achievement, rows)

    def give_back(self, places: Sequence[Place]) -> None:
        """Give back the places of badges that were not signed after all."""
        with self.register.transaction() as connection:
            release(connection, [place.id for place in places])

    def award(self, lot: Lot, place: Place) -> Award:
        """Return what is to be signed for one row."""
        row, extra, subject = place.row, dict[str, object](), dict[str, object]()
        if lot.picture is not None:
            extra["image"] = lot.picture
        if place.status:
            extra["credentialStatus"] = list(place.status)
        if row.evidence:
            extra["evidence"] = [evidence_of(one) for one in row.evidence]
        if row.narrative:
            subject["narrative"] = row.narrative
        if row.result is not None:
            subject["result"] = [result_of(row.result, lot.document)]
            require_reached(subject["result"], lot.document, line=row.line)
        start = row.valid_from or self.clock()
        if row.valid_until is not None and (end := _moments.write(row.valid_until)) <= _moments.write(start):
            raise InputError("register_ends_before", where=row.line, start=_moments.write(start), end=end)
        refuse_placeholders({"evidence": row.evidence, **subject})
        return Award(
            achievement=lot.document,
            issuer=self.settings.profile(row.language),
            recipient=row.recipient,
            id=place.id,
            salt=place.salt,
            valid_from=start,
            valid_until=row.valid_until,
            subject=subject,
            extra=extra,
        )

    def work(self, lot: Lot, places: Sequence[Place], signer: Signer) -> Work:
        """Return what a worker needs to prepare the badges of ``places``."""
        awards = [(place.row.line, self.award(lot, place)) for place in places]
        older = self.older(lot.achievement, lot.form, signer)
        return Work(awards, KeyFacts.of(signer), lot.form, self.clock(), older)

    def finish(
        self, lot: Lot, places: Sequence[Place], work: Work, parts: Sequence[Part], signer: Signer
    ) -> tuple[list[Fact], dict[str, Record]]:
        """Sign, bake, commit, deliver, mark. Return what is new, and what somebody else issued in the meantime."""
        signed = [sealed(part, signer, lot.form) for part in parts]
        baked = [bake(lot.image, credential) for credential in signed]
        facts = [
            self._fact(lot, place, award, (*made, work.key.method))
            for place, (_, award), made in zip(places, work.awards, zip(signed, baked, strict=True), strict=True)
        ]
        kept, known = self._commit(lot, facts, signer)
        names = {fact.id for fact in kept}
        self.deliver([(fact.file, made) for fact, made in zip(facts, baked, strict=True) if fact.id in names])
        self.register.mark_delivered([fact.id for fact in kept])
        ledger_entries.settle(self)
        return kept, known

    def deliver(self, files: Sequence[tuple[str, bytes]]) -> None:
        """Put files into the folder of badges."""
        if files:
            with working(self.folder):
                delivery.deliver(self.files, files)

    def _fact(self, lot: Lot, place: Place, award: Award, made: tuple[bytes, bytes, str]) -> Fact:
        credential, picture, key = made
        row = place.row
        return Fact(
            id=place.id,
            achievement=lot.achievement.id,
            key=key,
            form=lot.form.value,
            credential=credential,
            credential_digest=sha256(credential).hexdigest(),
            image=sha256(lot.image).hexdigest(),
            baked_digest=sha256(picture).hexdigest(),
            recipient_hash=identity_hash(row.recipient.value, place.salt),
            recipient_type=row.recipient.type,
            person=self.register.person_key(row.recipient),
            award=None if lot.again else place.award,
            ref=row.ref,
            language=row.language,
            valid_from=_moments.write(award.valid_from),
            valid_until=None if award.valid_until is None else _moments.write(award.valid_until),
            page=place.page,
            file=self.file_of(lot, place),
            issued=_moments.write(self.clock()),
            batch=lot.batch,
            line=row.line if lot.batch else None,
            contact=contact_of(row) if self.settings.contacts else None,
        )

    def _commit(self, lot: Lot, facts: Sequence[Fact], signer: Signer) -> tuple[list[Fact], dict[str, Record]]:
        with self.register.transaction() as connection:
            self.require_active(connection, signer)
            known = self.register.awarded(connection, [fact.award for fact in facts if fact.award is not None])
            kept = [fact for fact in facts if fact.award not in known]
            if not lot.form.is_ob2:
                require_places(connection, [fact.id for fact in kept])
            freeze(self.register, connection, lot, at=self.clock())
            if lot.batch is not None:
                self.register.start_batch(connection, lot.batch, lot.achievement.id, at=self.clock())
            self.register.add(connection, kept)
            ledger_entries.enter(self, connection, EntryKind.ISSUE, [(fact.id, fact.credential) for fact in kept])
        return kept, known

    def file_of(self, lot: Lot, place: Place) -> str:
        """Return the name of the file of a badge that is issued."""
        who = contact_of(place.row).name if self.settings.names_in_files else None
        return file_name(lot.achievement.slug, place.id, lot.image, who=who)

    def require_active(self, connection: Connection, signer: Signer) -> None:
        """Raise :class:`RegisterError` ``register_key_ended`` if the key was ended while it was used."""
        if keyring.active(connection).id != signer.verification_method:
            raise RegisterError("register_key_ended", id=signer.verification_method)


def freeze(register: Register, connection: Connection, lot: Lot, *, at: datetime) -> None:
    """Keep the achievement and the picture of ``lot`` as they are."""
    achievement = lot.achievement
    document = _json.dumps(lot.document).encode("ascii")
    values = {"id": achievement.id, "slug": achievement.slug, "version": achievement.version, "document": document}
    register.freeze(connection, {**values, "frozen": _moments.write(at)})
    keep_picture(register, connection, lot.image, lot.picture)


def keep_picture(register: Register, connection: Connection, image: bytes, picture: JsonObject | None) -> None:
    """Keep what a badge is baked into, and note what it names."""
    digest = register.keep_image(connection, image)
    if picture is not None:
        pictures.keep(connection, picture, digest)


def contact_of(row: RosterRow) -> Contact:
    """Return who the row is about."""
    name = row.name or " ".join(part for part in (row.first_name, row.last_name) if part) or None
    contact = Contact(str(row.recipient), name, row.first_name, row.last_name)
    agreed = row.consent
    if agreed is None:
        return contact
    since = None if agreed.since is None else _moments.write(agreed.since)
    return replace(contact, consent=agreed.given, consent_for=agreed.purpose, consent_since=since)


def file_name(slug: str, name: str, image: bytes, *, who: str | None = None) -> str:
    """Return the name of a badge's file: the achievement, the person only where ``who`` names them, and the badge."""
    person = "".join(letter if _is_letter(letter) else "-" for letter in unicodedata.normalize("NFC", who or ""))
    parts = (slug, "-".join(filter(None, person[:_NAME_CHARACTERS].split("-"))), name.rpartition(":")[2])
    return f"{'-'.join(filter(None, parts))}.{sniff(image)}"


def _is_letter(letter: str) -> bool:
    return letter.isalnum() or unicodedata.category(letter).startswith("M")


def require_reached(results: object, achievement: Mapping[str, object], *, line: int | None = None) -> None:
    """Raise :class:`InputError` ``roster_result_below`` for less than its own description requires (3.0, B.1.22)."""
    described = achievement.get("resultDescription")
    about = [one for one in described if isinstance(one, Mapping)] if isinstance(described, list) else []
    for result in results if isinstance(results, list) else ():
        if reach_of(result, about, ordered=False) is Reach.BELOW:
            raise InputError("roster_result_below", where=line, column="result", value=result.get("value", ""))


def evidence_of(evidence: str | Mapping[str, object]) -> JsonObject:
    """Return Evidence: a text is its address."""
    return {"type": ["Evidence"], **({"id": evidence} if isinstance(evidence, str) else evidence)}


def result_of(result: str | Mapping[str, object], achievement: Mapping[str, object]) -> JsonObject:
    """Return a Result: a text is the value of the achievement's first result description, where it has one."""
    if isinstance(result, Mapping):
        return {"type": ["Result"], **result}
    described = achievement.get("resultDescription")
    first = described[0] if isinstance(described, list) and described else None
    link = {"resultDescription": first["id"]} if isinstance(first, Mapping) and "id" in first else {}
    return {"type": ["Result"], **link, "value": result}
