"""Which clause of which standard rules a place in a document: the class to which the member belongs."""

from collections.abc import Mapping
from typing import Final

from mexbadge.errors import Where

__all__ = ["clause_of"]

_STANDARDS: Final[Mapping[str, tuple[str, str]]] = {
    "badge": ("Open Badges 3.0", "AchievementCredential"),
    "endorsement": ("Open Badges 3.0", "EndorsementCredential"),
    "record": ("CLR 2.0", "ClrCredential"),
    "presentation": ("Verifiable Credentials Data Model 2.0", "4.13 Verifiable Presentations"),
    "profile": ("Open Badges 3.0", "Profile"),
    "achievement": ("Open Badges 3.0", "Achievement"),
    "revocation_list": ("1EdTech Revocation List Status Method 1.0", "1EdTechRevocationList"),
    "status_list": ("Bitstring Status List 1.0", "BitstringStatusListCredential"),
    "key_document": ("Controlled Identifiers 1.0", "verification methods"),
}
_OLDER: Final[Mapping[str, str]] = {
    "badge": "Assertion",
    "endorsement": "Endorsement",
    "profile": "Profile",
    "badge_class": "BadgeClass",
    "revocation_list": "RevocationList",
    "key_document": "CryptographicKey",
}
_CLASSES: Final[Mapping[str, str]] = {
    "issuer": "Profile",
    "creator": "Profile",
    "source": "Profile",
    "parentOrg": "Profile",
    "achievement": "Achievement",
    "alignment": "Alignment",
    "criteria": "Criteria",
    "result": "Result",
    "resultDescription": "ResultDescription",
    "rubricCriterionLevel": "RubricCriterionLevel",
    "evidence": "Evidence",
    "identifier": "IdentityObject",
    "otherIdentifier": "IdentifierEntry",
    "image": "Image",
    "proof": "Proof",
    "credentialStatus": "CredentialStatus",
    "credentialSchema": "CredentialSchema",
    "refreshService": "RefreshService",
    "termsOfUse": "TermsOfUse",
    "endorsement": "EndorsementCredential",
    "address": "Address",
    "geo": "GeoCoordinates",
    "related": "Related",
    "association": "Association",
}
_OLDER_CLASSES: Final[Mapping[str, str]] = {
    "badge": "BadgeClass",
    "issuer": "Profile",
    "recipient": "IdentityObject",
    "verification": "VerificationObject",
    "evidence": "Evidence",
    "alignment": "AlignmentObject",
    "criteria": "Criteria",
    "image": "Image",
    "publicKey": "CryptographicKey",
}
_SUBJECTS: Final[Mapping[str, str]] = {
    "badge": "AchievementSubject",
    "endorsement": "EndorsementSubject",
    "record": "ClrSubject",
    "status_list": "BitstringStatusList",
}


def clause_of(kind: str, version: str | None, where: Where) -> str | None:
    """Return the standard and its class for a place (a JSON pointer), ``None`` where no standard says anything."""
    if not isinstance(where, str):
        return None
    newer = version in {None, "3.0"}
    if newer and kind in _STANDARDS:
        standard, found = _STANDARDS[kind]
        classes = {**_CLASSES, "credentialSubject": _SUBJECTS.get(kind, found)}
    elif not newer and kind in _OLDER:
        standard, found, classes = "Open Badges 2.0", _OLDER[kind], dict(_OLDER_CLASSES)
    else:
        return None
    for step in where.split("/")[1:-1]:
        found = classes.get(step, found)
    return f"{standard}, {found}"
