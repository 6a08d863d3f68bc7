"""What one line of the log says: that something of a kind happened around a time, and a commitment to what.

The commitment is HMAC-SHA-256 (RFC 2104) over the signed bytes, under a salt of 32 random bytes that is never in the
log. Nothing personal stands in an entry; whoever erases the credential and the salt leaves 32 bytes that nobody can
tie to anything, and every proof as it was. The entry is canonical JSON (RFC 8785).
"""

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Final

from mexbadge import _json, _moments
from mexbadge._multibase import base64url_decode, base64url_encode
from mexbadge.errors import InputError, LedgerError

__all__ = ["ENTRY_BYTES", "SALT_BYTES", "Commitment", "Entry", "EntryKind", "commit", "secured_bytes"]

ENTRY_BYTES: Final = 65_535
"""The longest entry (C2SP tlog-tiles, "Log entries")."""
SALT_BYTES: Final = 32
_AT: Final = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:00:00Z", re.ASCII)
_MEMBERS: Final = {"at", "c", "type", "v"}
_VERSION: Final = 1


class EntryKind(StrEnum):
    """What happened."""

    ISSUE = "issue"
    REVOKE = "revoke"
    SUSPEND = "suspend"
    RESTORE = "restore"
    KEY_ADDED = "key-added"
    KEY_RETIRED = "key-retired"
    KEY_COMPROMISED = "key-compromised"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its kind, the hour in which it happened (UTC) and the commitment (32 bytes)."""

    kind: EntryKind
    at: str
    commitment: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        """Write the entry: canonical JSON, since its values need no escapes."""
        text = base64url_encode(self.commitment)
        return f'{{"at":"{self.at}","c":"{text}","type":"{self.kind}","v":{_VERSION}}}'.encode("ascii")

    @classmethod
    def parse(cls, data: bytes) -> "Entry":
        """Read an entry in its one spelling; raise :class:`InputError` ``ledger_entry``."""
        try:
            value = _json.loads_object(data[: ENTRY_BYTES + 1])
            at = _AT.fullmatch(value["at"])
            entry = cls(EntryKind(value["type"]), at[0] if at else "", base64url_decode(value["c"]))
        except (ValueError, KeyError, TypeError):
            raise InputError("ledger_entry") from None
        right = len(entry.commitment) == sha256().digest_size and set(value) == _MEMBERS
        if not right or entry.to_bytes() != data:
            raise InputError("ledger_entry")
        return entry

    def require_commits(self, content: bytes, salt: bytes) -> None:
        """Return if the entry is about ``content``; raise :class:`LedgerError` ``ledger_commitment``."""
        if len(salt) != SALT_BYTES or not hmac.compare_digest(_commitment(content, salt), self.commitment):
            raise LedgerError("ledger_commitment")


@dataclass(frozen=True, slots=True)
class Commitment:
    """An entry on its way into the log, with what opens it: the salt, and the id of the thing it is about."""

    entry: bytes
    salt: bytes = field(repr=False)
    subject: str


def commit(kind: EntryKind, content: bytes, *, subject: str, at: datetime, rng: Callable[[int], bytes]) -> Commitment:
    """Make the entry that ``kind`` happened to the signed bytes ``content`` at ``at``, told to the hour.

    ``subject`` (the credential's or key's id) goes into the register beside the salt, never into the log; ``rng(n)``
    returns n random bytes. Raises :class:`InputError` ``moment_zone`` for a time without a zone.
    """
    hour = _moments.write(_moments.aware(at).astimezone(UTC).replace(minute=0, second=0))
    salt = rng(SALT_BYTES)
    return Commitment(Entry(kind, hour, _commitment(content, salt)).to_bytes(), salt, subject)


def secured_bytes(credential: bytes) -> bytes:
    """Return the bytes of a credential that an entry commits to, the same however its file was carried about.

    A token stands for itself; a JSON document, its proof included, for its canonical form. Raises :class:`InputError`
    ``json_…`` for a document that is not strict JSON.
    """
    stripped = credential.strip()
    if not stripped.startswith(b"{"):
        return stripped
    return _json.canonical(_json.loads_object(stripped))


def _commitment(content: bytes, salt: bytes) -> bytes:
    return hmac.digest(salt, content, "sha256")
