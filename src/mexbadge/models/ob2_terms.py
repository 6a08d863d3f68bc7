"""The vocabulary of Open Badges 2.0: what each term of its context means, as an IRI."""

from collections.abc import Mapping
from typing import Final

__all__ = ["CLASSES", "CONTEXT", "OBI", "SHORT", "TERMS", "XSD", "iris"]

CONTEXT: Final = "https://w3id.org/openbadges/v2"
"""The address of the context of Open Badges 2.0."""
OBI: Final = "https://w3id.org/openbadges#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_CRED: Final = "https://w3id.org/credentials#"
_DC: Final = "http://purl.org/dc/terms/"
_SCHEMA: Final = "http://schema.org/"
_SEC: Final = "https://w3id.org/security#"

_BY_VOCABULARY: Final[Mapping[str, Mapping[str, str]]] = {
    OBI: {
        "alignment": "alignment",
        "allowedOrigins": "allowedOrigins",
        "audience": "audience",
        "badge": "badge",
        "criteria": "criteria",
        "endorsementComment": "endorsementComment",
        "evidence": "evidence",
        "hashed": "hashed",
        "identity": "identityHash",
        "issuedOn": "issueDate",
        "issuer": "issuer",
        "narrative": "narrative",
        "recipient": "recipient",
        "revocationList": "revocationList",
        "revocationReason": "revocationReason",
        "revoked": "revoked",
        "salt": "salt",
        "targetCode": "targetCode",
        "uid": "uid",
        "validation": "validation",
        "validatesType": "validatesType",
        "validationFrame": "validationFrame",
        "validationSchema": "validationSchema",
        "verification": "verify",
        "verificationProperty": "verificationProperty",
    },
    _SCHEMA: {
        "author": "author",
        "caption": "caption",
        "description": "description",
        "email": "email",
        "genre": "genre",
        "image": "image",
        "name": "name",
        "tags": "keywords",
        "targetDescription": "targetDescription",
        "targetFramework": "educationalFramework",
        "targetName": "targetName",
        "targetUrl": "targetUrl",
        "telephone": "telephone",
        "url": "url",
        "version": "version",
    },
    _SEC: {"expires": "expiration", "owner": "owner", "publicKey": "publicKey", "publicKeyPem": "publicKeyPem"},
    _DC: {"created": "created", "creator": "creator", "related": "relation"},
    _CRED: {"claim": "claim", "endorsement": "credential"},
    "http://purl.org/dqm-vocabulary/v1/dqm#": {"startsWith": "startsWith"},
}
_ALSO: Final = {"targetFramework": (f"{_SCHEMA}targetFramework",)}

TERMS: Final[Mapping[str, tuple[str, ...]]] = {
    term: (f"{vocabulary}{name}", *_ALSO.get(term, ()))
    for vocabulary, terms in _BY_VOCABULARY.items()
    for term, name in terms.items()
} | {"revokedAssertions": (f"{OBI}revoked",)}
"""For each property its IRI; a second one where older copies of the context say otherwise (erratum of October 2020)."""

SHORT: Final[Mapping[str, str]] = {
    iri: term for term, found in TERMS.items() for iri in found if term != "revokedAssertions"
}
"""The other way round: for each IRI the term."""

CLASSES: Final[Mapping[str, str]] = {
    **{
        name: f"{OBI}{name}"
        for name in (
            "Assertion",
            "BadgeClass",
            "Criteria",
            "Evidence",
            "Extension",
            "FrameValidation",
            "HostedBadge",
            "IdentityObject",
            "Image",
            "Issuer",
            "Profile",
            "RevocationList",
            "SignedBadge",
            "TypeValidation",
            "VerificationObject",
        )
    },
    "AlignmentObject": f"{_SCHEMA}AlignmentObject",
    "CryptographicKey": f"{_SEC}Key",
    "Endorsement": f"{_CRED}Credential",
}
"""For each class its IRI."""


def iris(*classes: str) -> frozenset[str]:
    """Return the IRIs of the named classes."""
    return frozenset(CLASSES[name] for name in classes)
