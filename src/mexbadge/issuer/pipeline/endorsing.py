"""Endorsements: what this issuer says of a partner's achievement or credential.

No badge is planned for one (decision 32): it goes to nobody, and only its signing and its status are those of badges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import insert, select

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.credentials.achievement import refuse_placeholders
from mexbadge.credentials.issuing import Issued
from mexbadge.credentials.ob3 import CONTEXTS
from mexbadge.dids.owners import owns
from mexbadge.errors import InputError, RegisterError, SchemaError
from mexbadge.issuer.pipeline.desk import Desk, at_work
from mexbadge.issuer.pipeline.signing import KeyFacts, prepare_document, sealed
from mexbadge.issuer.register import events
from mexbadge.issuer.register.status_places import release, require_places, settled
from mexbadge.issuer.register.tables import ACHIEVEMENTS, ENDORSEMENTS, ENTRIES, ISSUED
from mexbadge.keys import Signer
from mexbadge.models import ob3
from mexbadge.models.severity import faults

__all__ = ["Endorsement", "endorse", "endorsements", "withdraw"]

_NAME: Final = "Endorsement"


@dataclass(frozen=True, slots=True)
class Endorsement:
    """One endorsement in the register: its id, what it is about, when it was made, and whether it was revoked."""

    id: str
    subject: str
    issued: str
    revoked: bool


def endorsements(desk: Desk) -> tuple[Endorsement, ...]:
    """Return every endorsement that this issuer made, in order."""
    joined = ENDORSEMENTS.outerjoin(ENTRIES, (ENTRIES.c.credential == ENDORSEMENTS.c.id) & (ENTRIES.c.value != 0))
    chosen = select(ENDORSEMENTS.c.id, ENDORSEMENTS.c.subject, ENDORSEMENTS.c.issued, ENTRIES.c.value)
    with desk.register.read() as connection:
        rows = connection.execute(
            chosen.select_from(joined).order_by(ENDORSEMENTS.c.issued, ENDORSEMENTS.c.id).distinct()
        )
        return tuple(Endorsement(row.id, row.subject, row.issued, row.value is not None) for row in rows)


def withdraw(desk: Desk, name: str) -> None:
    """Revoke an endorsement; raise :class:`RegisterError` ``register_unknown``. One that is revoked stays so."""
    with desk.register.transaction() as connection:
        if connection.execute(select(ENDORSEMENTS.c.id).where(ENDORSEMENTS.c.id == name)).first() is None:
            raise RegisterError("register_unknown", id=name)
        desk.lists(desk.signer()).put(connection, [name], "revocation", 1)
        events.append(connection, "endorsement-revoked", name, at=desk.clock())


@at_work
def endorse(desk: Desk, subject: str, *, comment: str, name: str | None) -> Issued:
    """Sign an EndorsementCredential (Open Badges 3.0, section B.1.11) with its status, keep it, and return it.

    Raises :class:`SchemaError` with all that is wrong, and :class:`InputError` ``register_endorse_own`` for what is
    this issuer's own: its word for itself adds nothing.
    """
    if _is_own(desk, subject):
        raise InputError("register_endorse_own", subject=subject)
    signer, made = desk.signer(), desk.new_id()
    with desk.register.transaction() as connection:
        status = desk.lists(signer).reserve(connection, [made])[made]
    kept = False
    try:
        issued = _signed(desk, signer, _document(desk, made, subject, comment, name, status))
        kept = True
    finally:
        if not kept:
            with desk.register.transaction() as connection:
                release(connection, [made])
    return issued


def _is_own(desk: Desk, subject: str) -> bool:
    """Return whether an id is this issuer's, or that of an achievement or a badge of its own."""
    own = desk.settings.id
    if subject == own or owns(own, subject) or subject.startswith(f"{desk.settings.base}/"):
        return True
    with desk.register.read() as connection:
        return any(
            connection.execute(select(table.c.id).where(table.c.id == subject)).first() is not None
            for table in (ISSUED, ACHIEVEMENTS)
        )


def _document(
    desk: Desk, made: str, subject: str, comment: str, name: str | None, status: Sequence[JsonObject]
) -> JsonObject:
    document: JsonObject = {
        "@context": list(CONTEXTS),
        "id": made,
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": name or f"{_NAME}: {desk.settings.name}",
        "issuer": desk.settings.profile(),
        "validFrom": _moments.write(desk.clock()),
        "credentialSubject": {"id": subject, "type": ["EndorsementSubject"], "endorsementComment": comment},
        "credentialStatus": list(status),
    }
    if problems := faults(ob3.problems(document)):
        raise SchemaError(problems)
    refuse_placeholders(document)
    return document


def _signed(desk: Desk, signer: Signer, document: JsonObject) -> Issued:
    form, subject = desk.settings.form.of_3, document["credentialSubject"]["id"]
    credential = sealed(prepare_document(document, KeyFacts.of(signer), form, desk.clock()), signer, form)
    with desk.register.transaction() as connection:
        desk.require_active(connection, signer)
        require_places(connection, [document["id"]])
        values = {"id": document["id"], "subject": subject, "key": signer.verification_method, "form": form.value}
        connection.execute(insert(ENDORSEMENTS).values(**values, credential=credential, issued=document["validFrom"]))
        settled(connection, [document["id"]])
        events.append(connection, "endorsed", document["id"], at=desk.clock())
    return Issued(document["id"], document, credential, form)
