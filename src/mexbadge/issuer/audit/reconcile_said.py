"""What the signed bytes of a badge say of the columns of the register."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import InputError
from mexbadge.issuer.folder import ob2
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.proofs import jws

__all__ = ["key_of", "object_in", "said", "said_ob2"]


def said(document: JsonObject, row: Row[Any]) -> dict[str, Any]:
    """Return what a credential of 3.0 says of the columns; a learner record is kept under another achievement."""
    found = {"id": document.get("id"), "valid_from": document.get("validFrom")}
    found["valid_until"] = document.get("validUntil")
    subject = document.get("credentialSubject")
    if not isinstance(subject, Mapping) or not isinstance(subject.get("achievement"), Mapping):
        return found
    found["achievement"] = subject["achievement"].get("id")
    listed = subject.get("identifier")
    for one in listed if isinstance(listed, list) else ():
        found["recipient_hash"] = one.get("identityHash")
        found["recipient_type"] = one.get("identityType", row.recipient_type)
    return found


def said_ob2(desk: Desk, document: JsonObject, row: Row[Any]) -> dict[str, Any]:
    """Return what an assertion of 2.0 says of the columns."""
    recipient = document.get("recipient")
    return {
        "id": row.id if document.get("id") == ob2.assertion_id(desk.settings, row.id, Form(row.form)) else None,
        "valid_from": document.get("issuedOn"),
        "valid_until": document.get("expires"),
        "recipient_hash": recipient.get("identity") if isinstance(recipient, Mapping) else None,
    }


def key_of(credential: bytes, form: Form) -> str | None:
    """Return the key by which a credential was signed; ``None`` where it does not say, or says an address."""
    if form is Form.VC_JWT:
        named = jws.parse(credential).header.get("kid")
    elif form is Form.DATA_INTEGRITY:
        proof = object_in(credential).get("proof")
        first = proof[0] if isinstance(proof, list) and proof else proof
        named = first.get("verificationMethod") if isinstance(first, Mapping) else None
    else:
        return None
    return named if isinstance(named, str) and "#" in named else None


def object_in(content: bytes) -> JsonObject:
    """Return the object that bytes hold; an empty one where they hold none."""
    try:
        return _json.loads_object(content)
    except InputError:
        return {}
