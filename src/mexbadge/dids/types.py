"""What a resolved identifier says: its keys, and what each may be used for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mexbadge.errors import Problem
from mexbadge.fetch import Source
from mexbadge.keys import PublicKey

__all__ = ["ASSERTION", "ControllerDocument", "VerificationMethod"]

ASSERTION = "assertionMethod"
"""The relationship of keys that may sign credentials (Controlled Identifiers 1.0, section 2.3.2)."""


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """One key that an identifier's document names (Controlled Identifiers 1.0, section 2.2).

    ``public_key`` is ``None`` where the key cannot be read or is not the document's own to name; ``problem`` says why.
    ``expires`` and ``revoked`` are date-times as written. ``kid`` is the key id of a key from a JSON Web Key Set.
    """

    id: str
    type: str
    controller: str
    public_key: PublicKey | None = None
    problem: Problem | None = None
    expires: str | None = None
    revoked: str | None = None
    kid: str | None = None


@dataclass(frozen=True, slots=True)
class ControllerDocument:
    """A DID document or controlled identifier document, or what an https issuer publishes in place of one.

    ``relationships`` maps a relationship, such as ``assertionMethod``, to the absolute ids of its methods, those
    of other documents included. ``source`` is ``None`` where the identifier holds the key itself (did:key, did:jwk),
    ``url`` the address that was read. ``unread`` says which parts could not be read, so that a key that is missing
    here may exist; ``problems`` says which parts were read and do not count.
    """

    id: str
    methods: tuple[VerificationMethod, ...] = ()
    relationships: Mapping[str, frozenset[str]] = field(default_factory=dict)
    also_known_as: tuple[str, ...] = ()
    source: Source | None = None
    url: str | None = None
    unread: tuple[Problem, ...] = ()
    problems: tuple[Problem, ...] = ()

    def method(self, id: str) -> VerificationMethod | None:  # noqa: A002 - the standard's word
        """Return the method with the absolute URL ``id``."""
        return next((method for method in self.methods if method.id == id), None)

    def allows(self, id: str, relationship: str = ASSERTION) -> bool:  # noqa: A002 - the standard's word
        """Return whether the document lists the method ``id`` under ``relationship``."""
        return id in self.relationships.get(relationship, frozenset())

    def method_for(self, kid_or_id: str) -> VerificationMethod | None:
        """Return the method that a ``kid`` or ``verificationMethod`` means.

        It is the absolute id of a method, a fragment ``#key`` of this document, or the very ``kid`` of a key in the
        issuer's JSON Web Key Set.
        """
        absolute = f"{self.id.partition('#')[0]}{kid_or_id}" if kid_or_id.startswith("#") else kid_or_id
        found = [method for method in self.methods if method.id == absolute or method.kid == kid_or_id]
        found.sort(key=lambda method: (method.public_key is None, method.id != absolute))
        return found[0] if found else None

    def method_with_key(self, public_key: PublicKey) -> VerificationMethod | None:
        """Return the method that holds ``public_key``; a revoked one before others, then one that may assert."""
        holders = [method for method in self.methods if method.public_key == public_key]
        holders.sort(key=lambda method: (method.revoked is None, not self.allows(method.id)))
        return holders[0] if holders else None
