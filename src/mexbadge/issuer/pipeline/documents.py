"""A credential that is not an award of one row: built by the caller, and kept, logged and delivered like any badge."""

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from sqlalchemy.engine import Connection

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.bake import bake
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.errors import SchemaError
from mexbadge.issuer.pipeline import ledger_entries
from mexbadge.issuer.pipeline.desk import Desk, Lot, file_name, freeze
from mexbadge.issuer.pipeline.signing import KeyFacts, prepare_document, sealed
from mexbadge.issuer.pipeline.working import at_work
from mexbadge.issuer.register.issued_row import Contact, Fact
from mexbadge.issuer.register.records import Record
from mexbadge.issuer.register.status_places import release, require_places
from mexbadge.ledger import EntryKind
from mexbadge.models import clr2, ob3
from mexbadge.models.identity import Identity, identity_hash
from mexbadge.models.kinds import Kind, kind_of
from mexbadge.models.severity import faults

__all__ = ["Build", "issue_document"]

Build = Callable[[str, Sequence[JsonObject]], JsonObject]
"""Makes the unsigned document of its new id and its ``credentialStatus``."""


@at_work
def issue_document(
    desk: Desk,
    lot: Lot,
    person: Identity | None,
    build: Build,
    *,
    kept: Mapping[str, Any] | None = None,
    entered: Callable[[Connection, str], None] = lambda _connection, _name: None,
) -> Record:
    """Sign what ``build`` makes, and keep it under the achievement of ``lot`` for ``person``.

    ``kept`` are the columns that say whose it is, where nobody is named: those of a badge that it comes from.
    ``entered`` is called with its id in the transaction that keeps it, and may refuse: nothing is kept then. Raises
    :class:`SchemaError` with all that breaks the model, and as :meth:`Desk.lot`.
    """
    signer, name = desk.signer(), desk.new_id()
    with desk.register.transaction() as connection:
        status = desk.lists(signer).reserve(connection, [name])[name]
    made: Fact | None = None
    try:
        document = build(name, status) | ({} if lot.picture is None else {"image": lot.picture})
        record = kind_of(document) is Kind.CLR
        if problems := faults(clr2.all_problems(document) if record else ob3.problems(document)):
            raise SchemaError(problems)
        refuse_placeholders({"name": document.get("name")})
        form = desk.settings.form.of_3
        credential = sealed(prepare_document(document, KeyFacts.of(signer), form, desk.clock()), signer, form)
        picture = bake(lot.image, credential)
        made = Fact(
            id=name,
            achievement=lot.achievement.id,
            key=signer.verification_method,
            form=form.value,
            credential=credential,
            credential_digest=sha256(credential).hexdigest(),
            image=sha256(lot.image).hexdigest(),
            baked_digest=sha256(picture).hexdigest(),
            award=None,
            valid_from=str(document["validFrom"]),
            valid_until=document.get("validUntil"),
            page=desk.rng(16).hex(),
            file=file_name(lot.achievement.slug, name, lot.image),
            issued=_moments.write(desk.clock()),
            **(_whose(desk, person) | dict(kept or {})),
        )
    finally:
        if made is None:
            with desk.register.transaction() as connection:
                release(connection, [name])
    with desk.register.transaction() as connection:
        desk.require_active(connection, signer)
        require_places(connection, [name])
        freeze(desk.register, connection, lot, at=desk.clock())
        desk.register.add(connection, [made])
        entered(connection, name)
        ledger_entries.enter(desk, connection, EntryKind.ISSUE, [(name, made.credential)])
    desk.deliver([(made.file, picture)])
    desk.register.mark_delivered([name])
    ledger_entries.settle(desk)
    return desk.register.record(name)


def _whose(desk: Desk, person: Identity | None) -> dict[str, Any]:
    """Return the columns that say whose a credential is."""
    nobody = {"recipient_hash": None, "recipient_type": None, "person": None, "ref": None, "language": None}
    if person is None:
        return nobody
    return nobody | {
        "recipient_hash": identity_hash(person.value, desk.rng(16).hex()),
        "recipient_type": person.type,
        "person": desk.register.person_key(person),
        "contact": Contact(str(person)) if desk.settings.contacts else None,
    }
