"""Endorsements: what this issuer says of an achievement or a credential, its own or a partner's."""

from typing import TYPE_CHECKING, Final

from sqlalchemy import insert

from mexbadge.errors import SchemaError
from mexbadge.issuer import events
from mexbadge.issuer.achievement import refuse_placeholders
from mexbadge.issuer.api import Issued
from mexbadge.issuer.credential import CONTEXTS, lexical
from mexbadge.issuer.desk import Desk
from mexbadge.issuer.signing import KeyFacts, prepare_document, sealed
from mexbadge.issuer.tables import ENDORSEMENTS
from mexbadge.models import ob3
from mexbadge.models.severity import errors_only

if TYPE_CHECKING:
    from mexbadge._json import JsonObject

__all__ = ["endorse"]

_NAME: Final = "Endorsement"


def endorse(desk: Desk, subject: str, *, comment: str, name: str | None) -> Issued:
    """Sign an EndorsementCredential (Open Badges 3.0, section B.1.11), keep it, and return it.

    Raises :class:`SchemaError` with all that is wrong.
    """
    document: JsonObject = {
        "@context": list(CONTEXTS),
        "id": desk.new_id(),
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": name or f"{_NAME}: {desk.settings.name}",
        "issuer": desk.settings.profile(),
        "validFrom": lexical(desk.clock()),
        "credentialSubject": {"id": subject, "type": ["EndorsementSubject"], "endorsementComment": comment},
    }
    if problems := errors_only(ob3.problems(document)):
        raise SchemaError(problems)
    refuse_placeholders(document)
    signer, form = desk.signer(), desk.settings.form
    credential = sealed(prepare_document(document, KeyFacts.of(signer), form, desk.clock()), signer, form)
    with desk.register.transaction() as connection:
        desk.require_active(connection, signer)
        values = {"id": document["id"], "subject": subject, "key": signer.verification_method, "form": form.value}
        connection.execute(insert(ENDORSEMENTS).values(**values, credential=credential, issued=document["validFrom"]))
        events.append(connection, "endorsed", document["id"], at=desk.clock())
    return Issued(document["id"], document, credential, form)
