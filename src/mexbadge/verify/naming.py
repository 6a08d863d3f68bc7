"""What a document is that belongs to Open Badges and is no badge: named, so that a reader knows what to ask for.

A badge says what somebody was awarded. What is awarded (a badge class, an achievement), by whom (a profile) and what
was taken back (a list) are documents of their own, and prove nothing of anybody.
"""

from collections.abc import Mapping
from typing import Any, Final

from mexbadge.models.kinds import types_of
from mexbadge.models.ob2_terms import OBI
from mexbadge.verify.codes import Code

__all__ = ["named"]

_BADGES: Final = frozenset({"Assertion", "Endorsement", "VerifiableCredential", "VerifiablePresentation"})
_TYPES: Final[tuple[tuple[frozenset[str], Code], ...]] = (
    (frozenset({"BadgeClass"}), Code.FORMAT_BADGE_CLASS),
    (frozenset({"Achievement"}), Code.FORMAT_ACHIEVEMENT),
    (frozenset({"Profile", "Issuer", "IssuerOrg"}), Code.FORMAT_PROFILE),
    (frozenset({"RevocationList", "1EdTechRevocationList"}), Code.FORMAT_REVOCATION_LIST),
    (frozenset({"CryptographicKey"}), Code.FORMAT_KEY_DOCUMENT),
)
_OF_BADGE: Final = frozenset({"badge", "recipient", "verify", "verification", "credentialSubject", "assertion"})
_OF_PROFILE: Final = frozenset({"@context", "id", "name", "url", "email", "description", "image", "revocationList"})
"""What the issuer of a 1.0 badge says of itself, without a type."""
_MEMBERS: Final[tuple[tuple[frozenset[str], Code], ...]] = (
    (frozenset({"name", "description", "image", "criteria", "issuer"}), Code.FORMAT_BADGE_CLASS),
    (frozenset({"revokedCredential"}), Code.FORMAT_REVOCATION_LIST),
    (frozenset({"revokedAssertions"}), Code.FORMAT_REVOCATION_LIST),
    (frozenset({"id", "verificationMethod"}), Code.FORMAT_KEY_DOCUMENT),
    (frozenset({"keys"}), Code.FORMAT_KEY_DOCUMENT),
)
"""The members by which a document without a type is known, if it has none of a badge's."""


def named(document: Mapping[str, Any]) -> Code | None:
    """Return what a document is that is no badge, or ``None`` where it may be one, or is something unknown."""
    types = frozenset(name.removeprefix(OBI) for name in types_of(document))
    if not types.isdisjoint(_BADGES) or not _OF_BADGE.isdisjoint(document):
        return None
    for names, code in _TYPES:
        if not types.isdisjoint(names):
            return code
    if {"name", "url"} <= document.keys() <= _OF_PROFILE:
        return Code.FORMAT_PROFILE
    known = (code for members, code in _MEMBERS if members <= document.keys())
    return next(known, None)
