"""Make one Open Badges 3.0 credential: put it together, sign it, look at it once more.

Nothing here reads a clock, draws a random number or opens a file: the moment, the id and the salt are given.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from mexbadge import _json, _moments
from mexbadge._json import JsonObject
from mexbadge.credentials.known_good import KnownGood, without_own_values
from mexbadge.errors import SchemaError
from mexbadge.keys import Signer
from mexbadge.models import ob3
from mexbadge.models.identity import Identity, identity_hash
from mexbadge.models.severity import faults
from mexbadge.proofs import add_proof, vc_jwt

__all__ = ["CONTEXTS", "Award", "Form", "build", "sign", "whom"]

CONTEXTS: Final = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
"""The contexts of what is issued: the versions are named, so that nobody can change their meaning later."""
_GOOD: Final = KnownGood()
_SUBJECT_KINDS: Final = frozenset({"did", "url", "id"})
_BEYOND: Final = {"telephone": "ext:telephone"}
"""Types of identity that the standard has no term for, and the extension that names them."""


class Form(StrEnum):
    """How a badge is secured."""

    DATA_INTEGRITY = "data-integrity"
    VC_JWT = "vc-jwt"
    OB2_HOSTED = "ob2-hosted"
    OB2_SIGNED = "ob2-signed"

    @property
    def is_ob2(self) -> bool:
        """Whether it is a form of Open Badges 2.0, which an issuer's folder can use and a single credential cannot."""
        return self in {Form.OB2_HOSTED, Form.OB2_SIGNED}

    @property
    def of_3(self) -> "Form":
        """The form of what exists in 3.0 alone: status lists, endorsements."""
        return Form.DATA_INTEGRITY if self.is_ob2 else self


@dataclass(frozen=True, slots=True)
class Award:
    """One achievement given to one recipient.

    ``achievement`` and ``issuer`` are the objects of the standard; ``id`` is the credential's own (``urn:uuid:…``),
    ``salt`` is hashed with an address so that nobody can find it by trying; ``extra`` are further members of the
    credential (``evidence``, ``credentialStatus`` …), ``subject`` of its subject (``result``, ``narrative`` …).
    """

    achievement: Mapping[str, object] = field(repr=False)
    issuer: Mapping[str, object]
    recipient: Identity
    id: str
    salt: str = field(repr=False)
    valid_from: datetime
    valid_until: datetime | None = None
    subject: Mapping[str, object] = field(default_factory=dict, repr=False)
    extra: Mapping[str, object] = field(default_factory=dict, repr=False)


def build(award: Award) -> JsonObject:
    """Return the unsigned credential of ``award``.

    Raises :class:`SchemaError` with everything that breaks the model, and :class:`InputError` ``moment_zone`` for
    a moment without a zone.
    """
    document: JsonObject = {
        "@context": list(CONTEXTS),
        "id": award.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.achievement.get("name"),
        "issuer": dict(award.issuer),
        "validFrom": _moments.write(award.valid_from),
        "credentialSubject": {
            **whom(award.recipient, award.salt),
            "type": ["AchievementSubject"],
            "achievement": dict(award.achievement),
            **award.subject,
        },
        **award.extra,
    }
    if award.valid_until is not None:
        document["validUntil"] = _moments.write(award.valid_until)
    template = without_own_values(document)
    if template not in _GOOD:
        problems = faults(ob3.problems(document))
        if problems:
            raise SchemaError(problems)
        _GOOD.add(template)
    return document


def sign(document: JsonObject, signer: Signer, *, form: Form = Form.DATA_INTEGRITY, suite: str | None = None) -> bytes:
    """Return ``document`` signed: JSON with a proof, or a compact token.

    ``suite`` is the cryptosuite; without one it follows from the key (``eddsa-rdfc-2022``, ``ecdsa-rdfc-2019``). The
    proof is dated at the credential's own start, so that equal input gives equal bytes.
    """
    if form is Form.VC_JWT:
        return vc_jwt.make(document, signer).encode("ascii")
    created = datetime.fromisoformat(str(document["validFrom"]))
    chosen = suite or ("eddsa-rdfc-2022" if signer.algorithm == "EdDSA" else "ecdsa-rdfc-2019")
    signed = add_proof(document, signer, cryptosuite=chosen, created=created)
    return _json.portable(signed).encode("ascii")


def whom(recipient: Identity, salt: str) -> JsonObject:
    """Name the recipient: a DID or other URI as the subject's id, everything else only as a salted hash."""
    if recipient.type in _SUBJECT_KINDS:
        return {"id": recipient.value}
    identifier: JsonObject = {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": identity_hash(recipient.value, salt),
        "identityType": _BEYOND.get(recipient.type, recipient.type),
        "salt": salt,
    }
    return {"identifier": [identifier]}
