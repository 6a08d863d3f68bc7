"""The status lists of an issuer, as documents to sign and publish, and what a credential says about them.

A list of bits is a credential of its own (Bitstring Status List 1.0, section 2.2); a list of ids is plain JSON
(1EdTech Revocation List Status Method 1.0) and counts only from the address that the credential names. Nothing is
signed here, and no clock is read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from mexbadge import _moments
from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.status.bitstring import STATUS_SIZE, Bitstring
from mexbadge.status.entries import BITSTRING_ENTRY, REVOCATION_LIST

__all__ = ["PURPOSES", "BitList", "revocation_document", "revocation_entry"]

PURPOSES: Final = ("revocation", "suspension", "refresh", "message")
"""What a list of bits can be for (section 2.1)."""
_CONTEXT: Final = "https://www.w3.org/ns/credentials/v2"
_MESSAGE: Final = "message"


@dataclass(frozen=True, slots=True)
class BitList:
    """One published list of bits: where it is, whose it is, and what it is for.

    ``url`` is the address, ``issuer`` the issuer's id, ``purpose`` one of :data:`PURPOSES`, ``size`` the bits of one
    entry, ``messages`` the text for each value (``statusMessage``: all 2 ** size of them where the size is above 1 or
    the purpose is ``message``). Raises :class:`InputError` ``status_size``, ``status_issue_purpose`` or
    ``status_issue_messages``.
    """

    url: str
    issuer: str
    purpose: str = "revocation"
    size: int = 1
    messages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.purpose not in PURPOSES:
            raise InputError("status_issue_purpose", purpose=self.purpose, known=", ".join(PURPOSES))
        if not 1 <= self.size <= STATUS_SIZE:
            raise InputError("status_size", size=self.size, limit=STATUS_SIZE)
        wanted = 1 << self.size
        if (self.messages or self.size > 1 or self.purpose == _MESSAGE) and len(self.messages) != wanted:
            raise InputError("status_issue_messages", count=len(self.messages), expected=wanted)

    def document(
        self, bits: Bitstring, *, valid_from: datetime, valid_until: datetime | None = None, ttl: int | None = None
    ) -> JsonObject:
        """Return the unsigned BitstringStatusListCredential that says ``bits``.

        ``ttl`` is how long a reader may keep it, in milliseconds. Raises :class:`InputError` ``status_issue_size`` for
        bits of another size, ``status_list_short`` for fewer entries than the standard's minimum, and
        ``moment_zone`` for a moment without a zone.
        """
        if bits.size != self.size:
            raise InputError("status_issue_size", size=bits.size, expected=self.size)
        bits.require_length()
        subject: JsonObject = {
            "id": f"{self.url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": self.purpose,
            "encodedList": bits.encoded(),
        }
        if ttl is not None:
            subject["ttl"] = ttl
        document: JsonObject = {
            "@context": [_CONTEXT],
            "id": self.url,
            "type": ["VerifiableCredential", "BitstringStatusListCredential"],
            "issuer": self.issuer,
            "validFrom": _moments.write(valid_from),
            "credentialSubject": subject,
        }
        if valid_until is not None:
            document["validUntil"] = _moments.write(valid_until)
        return document

    def entry(self, index: int) -> JsonObject:
        """Return the ``credentialStatus`` of the credential whose place in the list is ``index``."""
        entry: JsonObject = {
            "id": f"{self.url}#{index}",
            "type": BITSTRING_ENTRY,
            "statusPurpose": self.purpose,
            "statusListIndex": str(index),
            "statusListCredential": self.url,
        }
        if self.size > 1:
            entry["statusSize"] = self.size
        if self.messages:
            entry["statusMessage"] = [
                {"status": f"0x{value:x}", "message": message} for value, message in enumerate(self.messages)
            ]
        return entry


def revocation_document(url: str, issuer: str, revoked: Mapping[str, str | None] | Iterable[str]) -> JsonObject:
    """Return the 1EdTechRevocationList for ``url``: the ids in ``revoked``, each with its reason where it has one.

    The ids stand in alphabetical order, so that the same revocations give the same document.
    """
    reasons = dict(revoked) if isinstance(revoked, Mapping) else dict.fromkeys(revoked)
    items: list[JsonObject] = []
    for credential_id, reason in sorted(reasons.items()):
        item: JsonObject = {"id": credential_id, "revoked": True}
        if reason:
            item["revocationReason"] = reason
        items.append(item)
    return {"id": url, "type": REVOCATION_LIST, "issuer": issuer, "revokedCredential": items}


def revocation_entry(url: str) -> JsonObject:
    """Return the ``credentialStatus`` of a credential whose revocation would stand in the list at ``url``.

    A credential with it needs the context :data:`mexbadge.models.shape.EXTENSIONS_CONTEXT`.
    """
    return {"id": url, "type": REVOCATION_LIST}
