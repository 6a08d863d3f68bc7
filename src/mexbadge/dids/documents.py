"""DID documents and controlled identifier documents, read (DID Core 1.0, section 5; Controlled Identifiers 1.0)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from mexbadge import _multibase
from mexbadge.dids.lifetimes import DATE_TIME_STAMP, Lifetime
from mexbadge.dids.types import ASSERTION, FORMERLY, ControllerDocument, VerificationMethod
from mexbadge.errors import InputError, Problem
from mexbadge.fetch import Source
from mexbadge.keys import KeyKind, PublicKey
from mexbadge.models.nulls import without_nulls

__all__ = ["LOG_SERVICE", "MAX_METHODS", "entries", "joined", "lists", "parse", "prefixed", "withdraws"]

MAX_METHODS: Final = 100
"""How many verification methods, or members of one relationship, a document may have."""
LOG_SERVICE: Final = "TransparencyLog"
"""The type of a service that names a log of the document's owner: ``vkey`` is its key (C2SP signed-note)."""

_LONGEST_VKEY: Final = 500
_METHODS: Final = "verificationMethod"
RELATIONSHIPS: Final = (
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)

_BASE58_CHARACTERS: Final = 128
_MULTIBASE: Final = "publicKeyMultibase"
_BASE58: Final = "publicKeyBase58"
_JWK: Final = "publicKeyJwk"
_SECRET_MEMBERS: Final = frozenset(
    {"secretKeyMultibase", "secretKeyJwk", "privateKeyMultibase", "privateKeyBase58", "privateKeyJwk", "privateKeyPem"}
)
_CURVE_KINDS: Final = frozenset({KeyKind.ED25519, KeyKind.P256, KeyKind.P384})
_ED25519: Final = frozenset({KeyKind.ED25519})
_TYPES: Final[Mapping[str, tuple[frozenset[str], frozenset[KeyKind]]]] = {
    "Multikey": (frozenset({_MULTIBASE}), _CURVE_KINDS),
    "JsonWebKey": (frozenset({_JWK}), frozenset(KeyKind)),
    "JsonWebKey2020": (frozenset({_JWK}), frozenset(KeyKind)),
    "Ed25519VerificationKey2020": (frozenset({_MULTIBASE}), _ED25519),
    "Ed25519VerificationKey2018": (frozenset({_BASE58}), _ED25519),
    "EcdsaSecp256r1VerificationKey2019": (frozenset({_MULTIBASE, _JWK}), frozenset({KeyKind.P256})),
}
"""The types of verification method that are read: which members hold the key, of which kinds it may be."""

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s#]+(?:#\S*)?", re.ASCII)


def parse(
    document: Mapping[str, Any], *, did: str, source: Source | None, url: str | None = None
) -> ControllerDocument:
    """Read the document of ``did``, an identifier of any kind; its ``id`` must be ``did`` to the letter.

    ``null`` says nothing, wherever it stands. A method whose key cannot be read stays, without a key. A member that is
    malformed does not count; ``problems`` names it. Raises :class:`InputError`, with a JSON pointer: ``dids_id``,
    ``dids_too_many``, ``dids_method_twice`` where two methods with one id contradict each other, ``dids_shape`` for a
    malformed method that is ``revoked``.
    """
    document = without_nulls(dict(document))
    if document.get("id") != did:
        raise InputError("dids_id", where="/id", expected=did, found=document.get("id"))
    base = did.partition("#")[0]
    declared, _, problems = _members(document, _METHODS, base)
    relationships: dict[str, frozenset[str]] = {}
    for name in RELATIONSHIPS:
        embedded, named, malformed = _members(document, name, base)
        declared += embedded
        problems += malformed
        relationships[name] = frozenset([*named, *(method.id for method in embedded)])
    also_known_as, malformed = _texts(document, "alsoKnownAs")
    return ControllerDocument(
        id=did,
        methods=joined(declared),
        relationships=relationships,
        also_known_as=also_known_as,
        source=source,
        url=url,
        problems=(*problems, *malformed),
        logs=tuple(_logs(document)),
    )


def _logs(document: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys of the logs among the document's services; others' services are passed over."""
    services = document.get("service")
    for service in services[:MAX_METHODS] if isinstance(services, list) else (services,):
        if isinstance(service, dict) and service.get("type") == LOG_SERVICE:
            vkey = service.get("vkey")
            if isinstance(vkey, str) and len(vkey) <= _LONGEST_VKEY:
                yield vkey


def withdraws(document: Mapping[str, Any]) -> bool:
    """Return whether a document, whoever it belongs to, revokes a key; raise ``dids_too_many``."""
    document = without_nulls(dict(document))
    return any(_revoked(entry) for name in (_METHODS, *RELATIONSHIPS) for _, entry in entries(document, name))


def lists(document: Mapping[str, Any]) -> bool:
    """Return whether a document says anything of keys that may sign credentials, be it malformed."""
    return document.get(ASSERTION) not in (None, [])


def entries(document: Mapping[str, Any], name: str) -> list[tuple[str, object]]:
    """Return the members of the list ``name``, each with its JSON pointer; one that stands alone is a list of one."""
    value = document.get(name)
    if value is None:
        return []
    members = value if isinstance(value, list) else [value]
    if len(members) > MAX_METHODS:
        raise InputError("dids_too_many", where=f"/{name}", limit=MAX_METHODS)
    return [(f"/{name}/{index}" if isinstance(value, list) else f"/{name}", m) for index, m in enumerate(members)]


def joined(methods: Iterable[VerificationMethod]) -> tuple[VerificationMethod, ...]:
    """Return the methods, each id once, with the revocation of a key spread to every method that holds it.

    Raises :class:`InputError` ``dids_method_twice`` where two with one id contradict each other, ``dids_too_many``.
    """
    by_id: dict[str, VerificationMethod] = {}
    for method in methods:
        earlier = by_id.setdefault(method.id, method)
        if _says(earlier) != _says(method):
            raise InputError("dids_method_twice", id=method.id)
    if len(by_id) > MAX_METHODS:
        raise InputError("dids_too_many", limit=MAX_METHODS)
    revoked = {method.public_key: method.revoked for method in by_id.values() if method.public_key and method.revoked}
    return tuple(
        replace(method, revoked=revoked[method.public_key])
        if method.revoked is None and method.public_key in revoked
        else method
        for method in by_id.values()
    )


def prefixed(error: InputError, where: str) -> Problem:
    """Return what an error says, its place counted from ``where``."""
    below = error.where if isinstance(error.where, str) else ""
    return Problem(error.code, f"{where}{below}", error.problem.values)


def _revoked(entry: object) -> bool:
    return isinstance(entry, dict) and "revoked" in entry


class _Members(NamedTuple):
    """The methods that a list describes, the ids that it names, and what in it is malformed."""

    methods: list[VerificationMethod]
    named: list[str]
    problems: list[Problem]


def _members(document: Mapping[str, Any], name: str, base: str) -> _Members:
    """Read one list of a document."""
    methods: list[VerificationMethod] = []
    named: list[str] = []
    problems: list[Problem] = []
    for where, entry in entries(document, name):
        try:
            if isinstance(entry, str) and name != _METHODS:
                named.append(_absolute(entry, where, base))
                continue
            method = _method(_mapping(entry, where), where, base)
            methods.append(method)
            malformed = None if method.type else method.problem
        except InputError as error:
            malformed = error.problem
        if malformed is not None and _revoked(entry):
            raise InputError(malformed.code, where=malformed.where, **malformed.values)
        if malformed is not None:
            problems.append(malformed)
    return _Members(methods, named, problems)


def _says(method: VerificationMethod) -> object:
    """Return what must be equal in two methods with one id; one without a key is equal only to itself."""
    if method.public_key is None:
        return method
    return method.public_key, method.controller, method.expires, method.revoked, method.not_before


def _method(entry: Mapping[str, Any], where: str, base: str) -> VerificationMethod:
    identifier = _absolute(entry.get("id"), f"{where}/id", base)
    kind = entry.get("type")
    controller = entry.get("controller")
    expires, revoked, formerly = entry.get("expires"), entry.get("revoked"), entry.get(FORMERLY)
    public_key, problem, life = None, None, Lifetime()
    try:
        if identifier.partition("#")[0] != base or not identifier.partition("#")[2]:
            raise InputError("dids_method_foreign", where="/id", id=identifier)  # noqa: TRY301 - one way out for all
        _check_frame(entry)
        life = _lifetime(entry)
        public_key = _key(entry)
    except InputError as error:
        problem = prefixed(error, where)
    method = VerificationMethod(
        id=identifier,
        type=kind if isinstance(kind, str) else "",
        controller=controller if isinstance(controller, str) else "",
        public_key=public_key,
        problem=problem,
        expires=expires if isinstance(expires, str) else None,
        revoked=revoked if isinstance(revoked, str) else None,
        formerly=formerly if isinstance(formerly, str) else None,
    )
    return life.upon(method)


def _lifetime(entry: Mapping[str, Any]) -> Lifetime:
    """Return what the JSON Web Key of a method says of its own dates."""
    jwk = entry.get(_JWK)
    if not isinstance(jwk, dict):
        return Lifetime()
    try:
        return Lifetime.of(jwk)
    except InputError as error:
        problem = prefixed(error, f"/{_JWK}")
        raise InputError(problem.code, where=problem.where, **problem.values) from None


def _check_frame(entry: Mapping[str, Any]) -> None:
    """Refuse a method that gives its secret away, names no controller, or has a malformed date of its end."""
    for member in sorted(_SECRET_MEMBERS & entry.keys()):
        raise InputError("dids_method_private", where=f"/{member}")
    if not isinstance(entry.get("controller"), str):
        raise InputError("dids_method_controller", where="/controller")
    for member in ("expires", "revoked"):
        if member in entry and not (isinstance(entry[member], str) and DATE_TIME_STAMP.fullmatch(entry[member])):
            raise InputError("dids_method_date", where=f"/{member}", member=member)


def _key(entry: Mapping[str, Any]) -> PublicKey:
    """Read the key of a method; where it stands there in several forms, all must hold the same one."""
    kind = entry.get("type")
    if not isinstance(kind, str):
        raise InputError("dids_shape", where="/type")
    if kind not in _TYPES:
        raise InputError("dids_method_type", where="/type", type=kind)
    members, kinds = _TYPES[kind]
    present = [member for member in (_JWK, _MULTIBASE, _BASE58) if member in entry]
    if not members.intersection(present):
        raise InputError("dids_method_key", type=kind)
    keys = [_read(entry[member], member) for member in present]
    if any(key != keys[0] for key in keys):
        raise InputError("dids_method_contradiction")
    if keys[0].kind not in kinds:
        raise InputError("dids_method_key", type=kind)
    return keys[0]


def _read(value: object, member: str) -> PublicKey:
    try:
        if member == _JWK and isinstance(value, dict):
            return PublicKey.from_jwk(value)
        if member == _MULTIBASE and isinstance(value, str):
            return PublicKey.from_multikey(value)
        if member == _BASE58 and isinstance(value, str):
            return PublicKey.from_ed25519(_multibase.base58_decode(value, max_characters=_BASE58_CHARACTERS))
    except InputError as error:
        problem = prefixed(error, f"/{member}")
        raise InputError(problem.code, where=problem.where, **problem.values) from None
    raise InputError("dids_shape", where=f"/{member}")


def _absolute(value: object, where: str, base: str) -> str:
    if isinstance(value, str):
        text = f"{base}{value}" if value.startswith("#") else value
        if _ABSOLUTE.fullmatch(text):
            return text
    raise InputError("dids_shape", where=where)


def _mapping(value: object, where: str) -> Mapping[str, Any]:
    if isinstance(value, dict):
        return value
    raise InputError("dids_shape", where=where)


def _texts(document: Mapping[str, Any], name: str) -> tuple[tuple[str, ...], list[Problem]]:
    found = entries(document, name)
    malformed = [Problem("dids_shape", where) for where, value in found if not isinstance(value, str)]
    return tuple(value for _, value in found if isinstance(value, str)), malformed
