"""A key at the address that is its name: what a ``kid`` dereferences to (Open Badges 3.0, section 8.2.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from mexbadge import _json, _limits
from mexbadge.dids import documents
from mexbadge.dids.lifetimes import Lifetime
from mexbadge.dids.names import is_did
from mexbadge.dids.resolving import resolve
from mexbadge.dids.types import ControllerDocument, VerificationMethod
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import Fetch, Request, ResourceKind, answered_from
from mexbadge.keys import PublicKey
from mexbadge.models.nulls import without_nulls

__all__ = ["KeyThere", "is_address", "key_there"]

_NO_JSON: Final = frozenset({"json_syntax", "json_encoding", "json_not_object"})
_OWNERS: Final = ("controller", "iss", "issuer", "owner", "sub")
_KEY_MEMBERS: Final = ("publicKeyJwk", "publicKeyMultibase", "publicKeyBase58")
_SELF_NAMED: Final = ("did:key:", "did:jwk:")


@dataclass(frozen=True, slots=True)
class KeyThere:
    """What stands at the address of a key.

    ``method`` is the key that bears this address, ``None`` where there is none by that name; its ``public_key`` is
    ``None`` where it cannot be read, as in :class:`~mexbadge.dids.types.VerificationMethod`. ``controllers`` are those
    whom the answer names as the owner of the key or of itself. ``direct`` is whether the address answered, without a
    redirect, with the key alone and not with a document that holds it.
    """

    address: str
    method: VerificationMethod | None
    controllers: frozenset[str] = frozenset()
    direct: bool = False

    @property
    def key(self) -> PublicKey | None:
        """The key, where there is one that can be read."""
        return None if self.method is None else self.method.public_key


def is_address(kid: str | None) -> bool:
    """Return whether a ``kid`` is absolute: an http or https address, or a DID URL."""
    return kid is not None and kid.partition(":")[0].lower() in {"http", "https", "did"} and ":" in kid


def key_there(address: str, *, fetch: Fetch) -> KeyThere:
    """Look at an https address, or a DID URL, for the key of that name.

    The answer may be the JSON Web Key itself, a verification method, a JSON Web Key Set or a controller document.
    Raises :class:`FetchError` where the address does not answer with JSON, or another site does (``dids_redirected``),
    :class:`InputError` where the answer is malformed or the address is none (``dids_scheme``).
    """
    if is_did(address):
        return _in_document(address, resolve(address, fetch=fetch))
    if not address.startswith("https://"):
        raise InputError("dids_scheme", id=address)
    base = address.partition("#")[0]
    response = fetch(Request.of(base, ResourceKind.KEYS)).raise_for_status()
    answered = answered_from(response, base)
    if answered.away:
        raise FetchError("dids_redirected", url=base, final=answered.final)
    try:
        document = _json.loads_object(response.body, max_bytes=_limits.KEY_DOCUMENT_BYTES)
    except InputError as error:
        if error.code in _NO_JSON:
            raise FetchError("dids_not_json", url=base, status=response.status) from None
        raise
    return _read(address, without_nulls(document), direct=answered.final.partition("#")[0] == base)


def _read(address: str, document: Mapping[str, Any], *, direct: bool) -> KeyThere:
    owners = frozenset(_owners(document))
    if "kty" in document:
        named = {document["id"]} if isinstance(document.get("id"), str) else set()
        return KeyThere(address, _web_key(address, document), owners | named - {address}, direct)
    if any(member in document for member in _KEY_MEMBERS):
        base = address.partition("#")[0]
        found = documents.parse({"id": base, "verificationMethod": document}, did=base, source=None)
        return KeyThere(address, found.method(address), owners, direct)
    if isinstance(document.get("keys"), list):
        names = {address, address.partition("#")[2]} - {""}
        members = [item for _, item in documents.entries(document, "keys") if isinstance(item, dict)]
        named_so = [item for item in members if item.get("kid") in names]
        method = _web_key(address, named_so[0]) if len(named_so) == 1 else None
        return KeyThere(address, method, owners)
    own = document.get("id")
    if not isinstance(own, str):
        return KeyThere(address, None, owners)
    return _in_document(address, documents.parse(document, did=own, source=None))


def _in_document(address: str, document: ControllerDocument) -> KeyThere:
    """Return the method of that id in a document; a did:key or did:jwk is nobody but the key itself."""
    method = document.method(address)
    if document.id.startswith(_SELF_NAMED):
        return KeyThere(address, method)
    controllers = {document.id, *([method.controller] if method is not None else [])} - {""}
    return KeyThere(address, method, frozenset(controllers))


def _web_key(address: str, jwk: Mapping[str, Any]) -> VerificationMethod:
    key, problem, life = None, None, Lifetime()
    try:
        life = Lifetime.of(jwk)
        key = PublicKey.from_jwk(jwk)
    except InputError as error:
        problem = error.problem
    return life.upon(VerificationMethod(address, "JsonWebKey", "", key, problem))


def _owners(document: Mapping[str, Any]) -> list[str]:
    values = [document.get(name) for name in _OWNERS]
    texts = [value.get("id") if isinstance(value, Mapping) else value for value in values]
    return [text for text in texts if isinstance(text, str)]
