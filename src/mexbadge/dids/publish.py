"""The DID document that an issuer publishes."""

from collections.abc import Mapping, Sequence
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.dids.types import ASSERTION, FORMERLY
from mexbadge.errors import InputError
from mexbadge.keys import KeyKind, PublicKey, json_web_key_entry, verification_method_entry

__all__ = ["did_document"]

_CONTEXTS: Final = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)


def did_document(
    did: str, methods: Sequence[tuple[str, PublicKey]], *, revoked: Mapping[str, str] | None = None
) -> JsonObject:
    """Write the document of ``did`` (DID Core 1.0, section 5) with pairs of method id and key.

    Each key stands there as Multikey, and as JsonWebKey under its id with ``-jwk`` behind it; an RSA key as JsonWebKey
    under its id alone. An id is ``did#name`` or ``#name``. All are assertion methods, except those that ``revoked``
    names (absolute id to xsd:dateTimeStamp): they stay, marked, with the word that they were some once, so that a badge
    that was witnessed before can be told from one by a key for something else.

    Raises :class:`InputError`: ``dids_method_foreign`` for an id outside ``did``, ``dids_method_twice``.
    """
    ended = revoked or {}
    entries: list[JsonObject] = []
    assertion: list[str] = []
    for name, key in methods:
        identifier = f"{did}{name}" if name.startswith("#") else name
        if not identifier.startswith(f"{did}#") or identifier == f"{did}#":
            raise InputError("dids_method_foreign", id=identifier)
        forms = [verification_method_entry(key, id=identifier, controller=did)]
        if key.kind is not KeyKind.RSA:
            forms.append(json_web_key_entry(key, id=f"{identifier}-jwk", controller=did))
        if identifier in ended:
            forms = [{**form, "revoked": ended[identifier], FORMERLY: ASSERTION} for form in forms]
        else:
            assertion.extend(form["id"] for form in forms)
        entries.extend(forms)
    _check_unique(entries)
    return {"@context": list(_CONTEXTS), "id": did, "verificationMethod": entries, "assertionMethod": assertion}


def _check_unique(entries: Sequence[JsonObject]) -> None:
    seen: set[str] = set()
    for entry in entries:
        if entry["id"] in seen:
            raise InputError("dids_method_twice", id=entry["id"])
        seen.add(entry["id"])
