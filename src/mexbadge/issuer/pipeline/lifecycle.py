"""What can happen to a badge after it was issued."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select
from sqlalchemy.engine import Connection

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.credentials.ob3 import Form, whom
from mexbadge.errors import InputError, RegisterError, SchemaError
from mexbadge.issuer.folder import ob2
from mexbadge.issuer.pipeline import ledger_entries, pictures
from mexbadge.issuer.pipeline.desk import Desk, at_work
from mexbadge.issuer.pipeline.pipeline import Keeping, freeze, keep_picture, make_one
from mexbadge.issuer.pipeline.planned import Lot, Planned, Whose, contact_of, file_name, require_reached, result_of
from mexbadge.issuer.register import events
from mexbadge.issuer.register.issued_row import IssuedRow
from mexbadge.issuer.register.records import Record, Status
from mexbadge.issuer.register.tables import ISSUED, REVOKED_OB2
from mexbadge.issuer.register.twin_rows import twins
from mexbadge.keys import Signer
from mexbadge.ledger import EntryKind
from mexbadge.models import ob3
from mexbadge.models.identity import Identity, identity_hash
from mexbadge.models.severity import faults
from mexbadge.proofs import vc_jwt

__all__ = [
    "CHANGES",
    "Replacement",
    "changed",
    "decoded",
    "reissued",
    "renewed",
    "replace",
    "restore",
    "revoke",
    "suspend",
]

CHANGES: Final = frozenset({"to", "valid_from", "valid_until", "evidence", "narrative", "result", "achievement"})
"""What :meth:`mexbadge.issuer.Issuer.correct` can change."""
Reasons = Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Replacement:
    """How a badge is made anew: what changes in its document, for whom it is, and whether the old one is revoked."""

    edit: Callable[[JsonObject], None]
    to: Identity | None = None
    lot: Lot | None = None
    reason_en: str | None = None
    reason_fr: str | None = None
    revoke: bool = False


def revoke(desk: Desk, names: Sequence[str], reasons: Reasons) -> None:
    """Revoke credentials for good, and what says the same: what they were converted to or from, or renewed from or by.

    One that is revoked stays as it is.
    """
    with desk.register.transaction() as connection:
        records = [desk.register.record_in(connection, name) for name in twins(connection, names)]
        wanted = [record.id for record in records if record.status is not Status.REVOKED]
        desk.register.set_status(connection, wanted, Status.REVOKED, at=desk.clock(), reasons=reasons)
        _mark_ob2(connection, records)
        ledger_entries.enter_issued(desk, connection, EntryKind.REVOKE, wanted)
        desk.lists(desk.signer()).put(connection, wanted, "revocation", 1)
    ledger_entries.settle(desk)


def suspend(desk: Desk, names: Sequence[str], reasons: Reasons) -> None:
    """Suspend credentials until they are restored; raise ``register_not_active`` for one that is over."""
    with desk.register.transaction() as connection:
        records = [desk.register.record_in(connection, name) for name in names]
        for record in records:
            if record.status not in {Status.ACTIVE, Status.SUSPENDED}:
                raise RegisterError("register_not_active", id=record.id)
            if Form(record.form).is_ob2:
                raise RegisterError("register_ob2_suspend", id=record.id)
        desk.register.set_status(connection, names, Status.SUSPENDED, at=desk.clock(), reasons=reasons)
        desk.lists(desk.signer()).put(connection, names, "suspension", 1)
        ledger_entries.enter_issued(desk, connection, EntryKind.SUSPEND, names)
    ledger_entries.settle(desk)


def restore(desk: Desk, names: Sequence[str]) -> None:
    """End the suspension of credentials; raise ``register_not_suspended``: a revocation is for good."""
    with desk.register.transaction() as connection:
        for record in (desk.register.record_in(connection, name) for name in names):
            if record.status is not Status.SUSPENDED:
                raise RegisterError("register_not_suspended", id=record.id)
        none = {"reason_en": None, "reason_fr": None}
        desk.register.set_status(connection, names, Status.ACTIVE, at=desk.clock(), reasons=none)
        desk.lists(desk.signer()).put(connection, names, "suspension", 0)
        ledger_entries.enter_issued(desk, connection, EntryKind.RESTORE, names)
    ledger_entries.settle(desk)


@at_work
def replace(desk: Desk, name: str, how: Replacement) -> Record:
    """Issue a credential anew in the place of ``name``, and link the two; all in one transaction.

    Raises :class:`RegisterError`: ``register_replaced`` where that was done already, ``register_forgotten``,
    ``register_unknown``, ``register_not_active`` for one that was revoked; :class:`SchemaError`.
    """
    old = desk.register.record(name)
    _require_replaceable(old)
    credential, image = desk.register.content(name)
    if how.lot is not None:
        image = how.lot.image
    form = Form(old.form) if Form(old.form).is_ob2 else desk.settings.form.of_3  # a badge of 2.0 stays one
    picture = None if form.is_ob2 else pictures.named(desk.settings, image)

    def plan(new: str, status: Sequence[JsonObject], signer: Signer) -> Planned:
        document, page = decoded(credential, old.form), desk.rng(16).hex()
        shown = pictures.of_badge(desk.settings, image, page)
        own = None if shown is image else pictures.named(desk.settings, shown)
        if form.is_ob2:
            document |= {} if own is None else {"image": own["id"]}
            document = _edited_ob2(desk, document, new, form, how, signer)
        else:
            document = _edited(desk, document | {"image": own or picture}, new, status, old.language, how)
        kept = (old.slug, old.achievement)
        slug, achievement = kept if how.lot is None else (how.lot.achievement.slug, how.lot.achievement.id)
        whose, file = _whose(desk, old, document, how), file_name(slug, new, shown)
        return Planned(new, document, form, achievement, shown, whose, page, file, old.id, picture=own)

    return make_one(desk, form, plan, _superseding(desk, old, how, image, picture))


def renewed(desk: Desk, name: str, until: datetime) -> str | None:
    """Return the badge that is ``name`` renewed until then already, or ``None`` where one is to be made.

    Raises :class:`RegisterError`: ``register_renew_endless``, ``register_renew_earlier`` for an end that is not later.
    """
    record = desk.register.record(name)
    if record.valid_until is None:
        raise RegisterError("register_renew_endless", id=name)
    wanted = _moments.write(until)
    while record.replaced_by is not None:
        record = desk.register.record(record.replaced_by)
    if record.valid_until == wanted:
        return record.id
    if record.valid_until is not None and wanted < record.valid_until:
        raise RegisterError("register_renew_earlier", id=record.id, end=record.valid_until, until=wanted)
    return None


def reissued(desk: Desk, name: str, to: Identity) -> str | None:
    """Return the badge that ``name`` was replaced by, if that is for ``to``; else ``None``."""
    record = desk.register.record(name)
    if record.replaced_by is None:
        return None
    with desk.register.read() as connection:
        chosen = select(ISSUED.c.person).where(ISSUED.c.id == record.replaced_by)
        person = connection.execute(chosen).scalar()
    return record.replaced_by if person == desk.register.person_key(to) else None


def changed(changes: Mapping[str, object], lot: Lot | None) -> Callable[[JsonObject], None]:
    """Return what makes ``changes`` in a document; raise :class:`InputError` ``register_change``."""
    for name in changes:
        if name not in CHANGES:
            raise InputError("register_change", name=name, known=", ".join(sorted(CHANGES)))
    given = dict(changes)

    def edit(document: JsonObject) -> None:
        if "credentialSubject" in document:
            _change(document, given, lot)
        else:
            ob2.changes(given)(document)

    return edit


def _change(document: JsonObject, changes: Mapping[str, object], lot: Lot | None) -> None:
    """Make changes in a credential of 3.0."""
    subject = document["credentialSubject"]
    if lot is not None:
        subject["achievement"], document["name"] = lot.document, lot.document["name"]
    for member, moment in (("validFrom", "valid_from"), ("validUntil", "valid_until")):
        if moment in changes:
            _put(document, member, _moment(changes[moment]))
    if "evidence" in changes:
        urls = changes["evidence"]
        listed = [urls] if isinstance(urls, str) else list(urls) if isinstance(urls, list | tuple) else []
        _put(document, "evidence", [{"id": url, "type": ["Evidence"]} for url in listed] or None)
    if "narrative" in changes:
        _put(subject, "narrative", changes["narrative"])
    if "result" in changes:
        result = changes["result"]
        known = result_of(result, subject["achievement"]) if isinstance(result, str | Mapping) else None
        _put(subject, "result", None if known is None else [known])
    if lot is not None or "result" in changes:
        require_reached(subject.get("result"), subject["achievement"])


def decoded(credential: bytes, form: str) -> JsonObject:
    """Return the unsigned document of a stored credential."""
    if Form(form).is_ob2:
        return ob2.read_assertion(credential, form)
    document = vc_jwt.read(credential).document if form == "vc-jwt" else _json.loads_object(credential)
    return {name: value for name, value in document.items() if name != "proof"}


def _require_replaceable(old: Record) -> None:
    if old.replaced_by is not None:
        raise RegisterError("register_replaced", id=old.id, new=old.replaced_by)
    if old.status not in {Status.ACTIVE, Status.SUSPENDED}:
        raise RegisterError("register_not_active", id=old.id)


def _edited(
    desk: Desk, document: JsonObject, name: str, status: Sequence[JsonObject], language: str | None, how: Replacement
) -> JsonObject:
    subject = dict(document["credentialSubject"])
    edited: JsonObject = {
        **document,
        "id": name,
        "issuer": desk.settings.profile(language),
        "credentialSubject": subject,
        "credentialStatus": list(status),
    }
    if how.to is not None:
        for member in ("id", "identifier"):
            subject.pop(member, None)
        salt = desk.rng(16).hex()
        edited["credentialSubject"] = {**whom(how.to, salt), **subject}
    how.edit(edited)
    if problems := faults(ob3.problems(edited)):
        raise SchemaError(problems)
    start, end = edited["validFrom"], edited.get("validUntil")
    if end is not None and datetime.fromisoformat(end) <= datetime.fromisoformat(start):
        raise InputError("register_ends_before", start=start, end=end)
    refuse_placeholders(edited)
    return edited


def _edited_ob2(
    desk: Desk, document: JsonObject, name: str, form: Form, how: Replacement, signer: Signer
) -> JsonObject:
    if how.lot is not None:
        achievement = how.lot.achievement
        document = {**document, "badge": ob2.badge_id(desk.settings, achievement.slug, achievement.version)}
    if form is Form.OB2_SIGNED:
        key = ob2.key_url(desk.settings, signer.verification_method)
        document = {**document, "verification": {**document["verification"], "creator": key}}
    to = None if how.to is None else (how.to, desk.rng(16).hex())
    edited = ob2.edited(document, ob2.assertion_id(desk.settings, name, form), how.edit, to)
    refuse_placeholders(edited)
    return edited


def _whose(desk: Desk, old: Record, document: JsonObject, how: Replacement) -> Whose:
    """Return whose the new badge is; what is not said is taken over from the old one when it is kept."""
    contact = contact_of(desk.settings, old, how.to)
    whose = Whose(_hash_in(document), ref=old.ref, language=old.language, contact=contact)
    if how.to is None:
        return whose
    return dataclasses.replace(whose, recipient_type=how.to.type, person=desk.register.person_key(how.to))


def _superseding(desk: Desk, old: Record, how: Replacement, image: bytes, picture: JsonObject | None) -> Keeping:
    """Return what is kept with the badge that takes the place of ``old``: that it does, and how each stands."""
    reasons = {"reason_en": how.reason_en, "reason_fr": how.reason_fr}

    @contextmanager
    def keeping(connection: Connection, rows: Sequence[IssuedRow]) -> Iterator[Sequence[IssuedRow]]:
        now = desk.register.record_in(connection, old.id)
        _require_replaceable(now)
        if how.lot is not None:
            freeze(desk.register, connection, how.lot, at=desk.clock())
        keep_picture(desk.register, connection, image, picture)
        same = twins(connection, [old.id])
        yield [desk.register.take_over(connection, old.id, row) for row in rows]
        desk.register.set_status(connection, [old.id], Status.SUPERSEDED, at=desk.clock(), reasons=reasons)
        if how.revoke:
            _revoke_with(desk, connection, old.id, same, reasons)
        if now.status is Status.SUSPENDED:
            _suspend_as(desk, connection, [row.id for row in rows], now)
        events.append(connection, "replaced", old.id, at=desk.clock())

    return keeping


def _revoke_with(desk: Desk, connection: Connection, old: str, same: Sequence[str], reasons: Reasons) -> None:
    """Revoke a badge that was replaced, and what says the same as it did."""
    linked = [desk.register.record_in(connection, name) for name in same]
    others = [one.id for one in linked if one.id != old and one.status is not Status.REVOKED]
    desk.register.set_status(connection, others, Status.REVOKED, at=desk.clock(), reasons=reasons)
    gone = [old, *others]
    ledger_entries.enter_issued(desk, connection, EntryKind.REVOKE, gone)
    _mark_ob2(connection, [one for one in linked if one.id in gone])
    desk.lists(desk.signer_in(connection)).put(connection, gone, "revocation", 1)


def _suspend_as(desk: Desk, connection: Connection, names: Sequence[str], before: Record) -> None:
    """Suspend what took the place of a badge that is suspended."""
    kept = {"reason_en": before.reason_en, "reason_fr": before.reason_fr}
    desk.register.set_status(connection, names, Status.SUSPENDED, at=desk.clock(), reasons=kept)
    desk.lists(desk.signer_in(connection)).put(connection, names, "suspension", 1)
    ledger_entries.enter_issued(desk, connection, EntryKind.SUSPEND, names)


def _mark_ob2(connection: Connection, records: Sequence[Record]) -> None:
    """Note which badges of 2.0 are revoked, for good: in 3.0 the status lists say so."""
    known = set(connection.execute(select(REVOKED_OB2.c.id)).scalars())
    rows = [{"id": one.id} for one in records if Form(one.form).is_ob2 and one.id not in known]
    if rows:
        connection.execute(insert(REVOKED_OB2), rows)


def _hash_in(document: Mapping[str, object]) -> str | None:
    recipient = document.get("recipient")
    if isinstance(recipient, Mapping):
        return str(recipient["identity"])
    subject = document["credentialSubject"]
    if not isinstance(subject, Mapping):
        return None
    for identifier in subject.get("identifier", ()):
        return str(identifier.get("identityHash"))
    return identity_hash(str(subject.get("id", "")))


def _put(document: JsonObject, name: str, value: object) -> None:
    if value is None:
        document.pop(name, None)
    else:
        document[name] = value


def _moment(value: object) -> str | None:
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise InputError("moment_zone", value=value)
    return _moments.write(value)
