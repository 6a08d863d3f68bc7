"""Issue Open Badges 2.0: the documents for a server, hosted and signed, from plain values.

Nothing here reads a clock, draws a random number or opens a file. Every document is checked by the model of 2.0 before
it leaves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, SchemaError
from mexbadge.keys import PublicKey, Signer
from mexbadge.ld.expansion import expand
from mexbadge.models.identity import Identity, identity_hash
from mexbadge.models.ob2 import problems
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_terms import CONTEXT
from mexbadge.models.severity import faults
from mexbadge.proofs import jws

__all__ = [
    "Award2",
    "BadgeClass",
    "Issued2",
    "Profile",
    "assertion_document",
    "badge_class_document",
    "checked",
    "issue_hosted",
    "issue_signed",
    "issuer_document",
    "key_document",
    "recipient_of",
    "revocation_list_document",
    "revoked_document",
    "sign_assertion",
]

_TYPES: Final[Mapping[str, str]] = {
    "emailAddress": "email",
    "telephone": "telephone",
    "url": "url",
    "id": "id",
    "did": "id",
}


@dataclass(frozen=True, slots=True)
class Profile:
    """An issuer: ``id`` is the https address of its profile, ``keys`` pairs of a key's address and the key.

    ``revocation_list`` is the address of its list; ``origins`` and ``prefixes`` say where its badges may be hosted
    (none: on the host of ``id``). ``extra`` are further members, ``related`` among them.
    """

    id: str
    name: str
    url: str
    email: str
    keys: Sequence[tuple[str, PublicKey]] = ()
    revocation_list: str | None = None
    origins: Sequence[str] = ()
    prefixes: Sequence[str] = ()
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class BadgeClass:
    """A badge that may be awarded: ``criteria`` and ``image`` are addresses or objects of the standard."""

    id: str
    name: str
    description: str
    criteria: object
    image: object
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Award2:
    """One badge awarded to one recipient: ``id`` is the address of the assertion, or ``urn:uuid:…`` for a signed one.

    ``salt`` is hashed with the identity, so that nobody can find it by trying.
    """

    id: str
    recipient: Identity
    salt: str = field(repr=False)
    issued_on: datetime
    expires: datetime | None = None
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Issued2:
    """What was issued: the documents for the server by address, and the text to bake into the image."""

    documents: Mapping[str, bytes] = field(repr=False)
    content: bytes = field(repr=False)
    assertion: JsonObject = field(repr=False)


def issuer_document(profile: Profile) -> JsonObject:
    """Return the Profile of an issuer; raise :class:`SchemaError` with all that breaks the model."""
    document: JsonObject = {
        "@context": CONTEXT,
        "id": profile.id,
        "type": "Issuer",
        "name": profile.name,
        "url": profile.url,
        "email": profile.email,
    }
    if profile.keys:
        document["publicKey"] = [url for url, _ in profile.keys]
    if profile.revocation_list is not None:
        document["revocationList"] = profile.revocation_list
    if profile.origins or profile.prefixes:
        policy: JsonObject = {"type": "VerificationObject", "verificationProperty": "id"}
        policy |= {"allowedOrigins": list(profile.origins)} if profile.origins else {}
        policy |= {"startsWith": list(profile.prefixes)} if profile.prefixes else {}
        document["verification"] = policy
    return checked({**document, **profile.extra}, "Issuer")


def key_document(url: str, owner: str, key: PublicKey) -> JsonObject:
    """Return the CryptographicKey at ``url`` that belongs to the issuer ``owner``."""
    document = {
        "@context": CONTEXT,
        "id": url,
        "type": "CryptographicKey",
        "owner": owner,
        "publicKeyPem": key.to_pem().decode("ascii"),
    }
    return checked(document, "CryptographicKey")


def revocation_list_document(url: str, issuer_id: str, revoked: Mapping[str, str | None]) -> JsonObject:
    """Return the RevocationList at ``url``: ids of assertions with the reason, where there is one."""
    entries = [
        {"id": name} if reason is None else {"id": name, "revocationReason": reason} for name, reason in revoked.items()
    ]
    return {
        "@context": CONTEXT,
        "id": url,
        "type": "RevocationList",
        "issuer": issuer_id,
        "revokedAssertions": entries,
    }


def badge_class_document(badge: BadgeClass, issuer_id: str) -> JsonObject:
    """Return the BadgeClass; raise :class:`SchemaError` with all that breaks the model."""
    document: JsonObject = {
        "@context": CONTEXT,
        "id": badge.id,
        "type": "BadgeClass",
        "name": badge.name,
        "description": badge.description,
        "image": badge.image,
        "criteria": badge.criteria,
        "issuer": issuer_id,
    }
    return checked({**document, **badge.extra}, "BadgeClass")


def assertion_document(award: Award2, badge_id: str, *, key: str | None = None) -> JsonObject:
    """Return the Assertion: hosted, or to be signed with the key at the address ``key``.

    Raises :class:`SchemaError`, and :class:`InputError` ``ob2_issue_recipient`` for an identity that 2.0 has no type
    for and ``moment_zone`` for a moment without a zone.
    """
    verification: JsonObject = {"type": "HostedBadge"} if key is None else {"type": "SignedBadge", "creator": key}
    document: JsonObject = {
        "@context": CONTEXT,
        "id": award.id,
        "type": "Assertion",
        "recipient": recipient_of(award.recipient, award.salt),
        "badge": badge_id,
        "verification": verification,
        "issuedOn": _moments.write(award.issued_on),
    }
    if award.expires is not None:
        document["expires"] = _moments.write(award.expires)
    return checked({**document, **award.extra}, "Assertion")


def sign_assertion(document: Mapping[str, object], signer: Signer) -> str:
    """Return the compact JWS of an assertion; what is signed is its JSON text, which nobody writes again."""
    return jws.sign(_json.dumps(document).encode("ascii"), signer, header={"typ": "JWT"})


def issue_hosted(award: Award2, badge: BadgeClass, profile: Profile) -> Issued2:
    """Issue a hosted badge: the assertion, its badge class and its issuer for the server; the assertion is baked."""
    document = assertion_document(award, badge.id)
    documents = _standing(badge, profile) | {award.id: _written(document)}
    return Issued2(documents, _json.portable(document).encode("ascii"), document)


def issue_signed(award: Award2, badge: BadgeClass, profile: Profile, signer: Signer) -> Issued2:
    """Issue a signed badge with the key of ``signer``, whose verification method is the key's address.

    Raises :class:`InputError` ``ob2_issue_key`` unless the profile lists that key.
    """
    listed = dict(profile.keys)
    if listed.get(signer.verification_method) != signer.public_key:
        raise InputError("ob2_issue_key", key=signer.verification_method)
    document = assertion_document(award, badge.id, key=signer.verification_method)
    token = sign_assertion(document, signer)
    return Issued2(_standing(badge, profile), token.encode("ascii"), document)


def revoked_document(assertion: Mapping[str, object], reason: str | None) -> JsonObject:
    """Return what stands at the address of a hosted assertion after it was revoked."""
    document: JsonObject = {"@context": CONTEXT, "id": assertion["id"], "type": "Assertion", "revoked": True}
    return document if reason is None else {**document, "revocationReason": reason}


def _standing(badge: BadgeClass, profile: Profile) -> dict[str, bytes]:
    """Return the documents that every badge of the issuer shares: profile, badge class, keys, an empty list."""
    documents = {
        profile.id: _written(issuer_document(profile)),
        badge.id: _written(badge_class_document(badge, profile.id)),
    }
    for url, key in profile.keys:
        documents[url] = _written(key_document(url, profile.id, key))
    if profile.revocation_list is not None:
        documents[profile.revocation_list] = _written(revocation_list_document(profile.revocation_list, profile.id, {}))
    return documents


def recipient_of(identity: Identity, salt: str) -> JsonObject:
    """Return the IdentityObject of a recipient, hashed; raise :class:`InputError` ``ob2_issue_recipient``."""
    kind = _TYPES.get(identity.type)
    if kind is None:
        raise InputError("ob2_issue_recipient", type=identity.type)
    return {"type": kind, "hashed": True, "salt": salt, "identity": identity_hash(identity.value, salt)}


def checked(document: JsonObject, shape: str) -> JsonObject:
    """Return ``document`` if it keeps to its class in Open Badges 2.0; raise :class:`SchemaError` otherwise."""
    expanded = expand(document)
    node = Node.of(expanded[0]) if expanded else Node()
    broken = faults(problems(node, shape))
    if broken:
        raise SchemaError(broken)
    return document


def _written(document: JsonObject) -> bytes:
    return f"{_json.dumps(document, indent=2)}\n".encode("ascii")
