"""The documents that an issuer puts on its server, so that a stranger's verifier finds its keys."""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from mexbadge._json import JsonObject
from mexbadge._names import RECORDS
from mexbadge.dids import LOG_SERVICE, did_document, parse_did_web
from mexbadge.keys import PublicKey, jwks

__all__ = ["key_documents", "resource_map"]


def key_documents(
    issuer_id: str,
    keys: Sequence[tuple[str, PublicKey]],
    *,
    ended: Sequence[tuple[str, PublicKey]] = (),
    revoked: Mapping[str, str] | None = None,
    logs: Sequence[str] = (),
    records: str | None = None,
) -> dict[str, JsonObject]:
    """Return the documents that publish ``keys`` (pairs of method id and key), each under its address.

    For a ``did:web`` issuer the DID document and the key set on its origin; for an https issuer the controller document
    and the key set. A ``did:key`` issuer publishes nothing: its key is its name. ``ended`` keys stay in the document
    with the moment that ``revoked`` gives, and are in no key set. ``logs`` are the keys of the
    issuer's ledgers, as text (C2SP signed-note), ``records`` is the address below which the site says of each badge how
    it stands.
    """
    if issuer_id.startswith("did:web:"):
        address = parse_did_web(issuer_id)
    elif issuer_id.startswith("https://"):
        address = issuer_id
    else:
        return {}
    document = did_document(issuer_id, [*keys, *ended], revoked=revoked)
    services = [_log_service(issuer_id, vkey) for vkey in logs]
    if records is not None:
        services.append({"id": f"{issuer_id}#records", "type": RECORDS, "serviceEndpoint": records})
    if services:
        document["service"] = services
    return {address: document, _jwks_address(address): jwks(issuer_id, keys)}


def _log_service(issuer_id: str, vkey: str) -> JsonObject:
    origin = vkey.partition("+")[0]
    return {"id": f"{issuer_id}#log", "type": LOG_SERVICE, "serviceEndpoint": f"https://{origin}", "vkey": vkey}


def resource_map(documents: Mapping[str, tuple[str, str]]) -> JsonObject:
    """Return the content of ``resources.json`` for documents given as address → (path, content type)."""
    return {url: {"path": path, "content_type": kind} for url, (path, kind) in sorted(documents.items())}


def _jwks_address(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}/.well-known/jwks.json"
