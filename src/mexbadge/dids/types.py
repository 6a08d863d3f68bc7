"""What a resolved identifier says: its keys, and what each may be used for."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from mexbadge.errors import Problem
from mexbadge.fetch import Source
from mexbadge.keys import PublicKey

__all__ = ["ASSERTION", "FORMERLY", "ControllerDocument", "VerificationMethod"]

ASSERTION = "assertionMethod"
"""The relationship of keys that may sign credentials (Controlled Identifiers 1.0, section 2.3.2)."""

FORMERLY = "urn:mexbadge:formerly"
"""The member of a revoked method that says which relationship it was taken out of, as text."""

_SELF_ASSERTED = ("did:key:", "did:jwk:")
_THUMBPRINT = re.compile(r"(?:#|(?i:urn:ietf:params:oauth:jwk-thumbprint:sha-256):)?([A-Za-z0-9_-]{43})", re.ASCII)


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """One key that an identifier's document names (Controlled Identifiers 1.0, section 2.2).

    ``public_key`` is ``None`` where the key cannot be read or is not the document's own to name; ``problem`` says why.
    ``type`` is empty where the document gives none that is a text.
    ``expires``, ``revoked`` and ``not_before`` are date-times, as written or as the key itself says;
    ``formerly`` is the relationship that it was in before it was revoked, where the document says so. ``kid`` is the
    key id of a key from a JSON Web Key Set.
    """

    id: str
    type: str
    controller: str
    public_key: PublicKey | None = None
    problem: Problem | None = None
    expires: str | None = None
    revoked: str | None = None
    kid: str | None = None
    formerly: str | None = None
    not_before: str | None = None


@dataclass(frozen=True, slots=True)
class ControllerDocument:
    """A DID document or controlled identifier document, or what an https issuer publishes in place of one.

    ``relationships`` maps a relationship, such as ``assertionMethod``, to the absolute ids of its methods, those
    of other documents included. ``source`` is ``None`` where the identifier holds the key itself (did:key, did:jwk),
    ``url`` the address that was read. ``unread`` says which parts could not be read, so that a key that is missing
    here may exist; ``problems`` says which parts were read and do not count. ``logs`` are the verifier keys (C2SP
    signed-note) of the transparency logs that it names as its own, as written. ``shared`` is the host whose key set the
    keys come from, where the set does not say whose they are and other issuers live there.
    """

    id: str
    methods: tuple[VerificationMethod, ...] = ()
    relationships: Mapping[str, frozenset[str]] = field(default_factory=dict)
    also_known_as: tuple[str, ...] = ()
    source: Source | None = None
    url: str | None = None
    unread: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()
    logs: tuple[str, ...] = ()
    shared: str | None = None

    def method(self, id: str | None) -> VerificationMethod | None:  # noqa: A002 - the standard's word
        """Return the method with the absolute URL ``id``."""
        return next((method for method in self.methods if method.id == id), None)

    def allows(self, id: str | None, relationship: str = ASSERTION) -> bool:  # noqa: A002 - the standard's word
        """Return whether the document lists the method ``id`` under ``relationship``."""
        return id in self.relationships.get(relationship, frozenset())

    def method_for(self, kid_or_id: str) -> VerificationMethod | None:
        """Return the first of :meth:`methods_for`."""
        return next(iter(self.methods_for(kid_or_id)), None)

    def methods_for(self, kid_or_id: str) -> tuple[VerificationMethod, ...]:
        """Return the methods that a ``kid`` or ``verificationMethod`` means, those with a readable key first.

        It is the absolute id of a method, a fragment ``#key`` of this document, or the very ``kid`` of a key in the
        issuer's JSON Web Key Set, where several may share one (RFC 7517, section 4.5). Where nothing bears that name,
        a fragment means the ``kid`` without its ``#``, a bare did:key or did:jwk the one key that it holds, and the
        SHA-256 thumbprint of a key (RFC 7638; RFC 9278 as a URI) that key.
        """
        absolute = f"{self.id.partition('#')[0]}{kid_or_id}" if kid_or_id.startswith("#") else kid_or_id
        found = [method for method in self.methods if absolute in _names(method) or method.kid == kid_or_id]
        if not found and kid_or_id.startswith("#"):
            found = [method for method in self.methods if method.kid == kid_or_id[1:]]
        if kid_or_id == self.id and self.id.startswith(_SELF_ASSERTED) and len(self.methods) == 1:
            found = list(self.methods)
        if not found and (thumbprint := _THUMBPRINT.fullmatch(kid_or_id)) is not None:
            found = [method for method in self.methods if _is_key_of(method, thumbprint[1])]
        return tuple(sorted(found, key=lambda method: (method.public_key is None, method.id != absolute)))

    def method_with_key(self, public_key: PublicKey) -> VerificationMethod | None:
        """Return the method that holds ``public_key``; a revoked one before others, then one that may assert."""
        holders = [method for method in self.methods if method.public_key == public_key]
        holders.sort(key=lambda method: (method.revoked is None, not self.allows(method.id)))
        return holders[0] if holders else None


def _is_key_of(method: VerificationMethod, thumbprint: str) -> bool:
    return method.public_key is not None and method.public_key.thumbprint() == thumbprint


def _names(method: VerificationMethod) -> tuple[str, ...]:
    """Return the absolute ids that mean a method; keys of one set that share a ``kid`` share the id made of it."""
    if method.kid is None:
        return (method.id,)
    return method.id, f"{method.id.partition('#')[0]}#{method.kid.removeprefix('#')}"
