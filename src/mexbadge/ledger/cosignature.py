"""Cosignatures: a witness says that at a moment it saw a checkpoint, and none that contradicts it before.

C2SP tlog-cosignature, Ed25519 cosignature/v1 (key type 0x04). The witness's name is not signed: a key is one witness's.
"""

from typing import Final

from mexbadge.keys import Signer
from mexbadge.ledger.note import KeyType, NoteKey, SignatureLine, failed

__all__ = ["cosign_text", "cosigned_message", "cosigned_time"]

_TIME_BYTES: Final = 8
_LATEST: Final = 2**63 - 1


def cosigned_message(text: bytes, time: int) -> bytes:
    """Return the bytes that a cosignature of a checkpoint's text signs; ``time`` in POSIX seconds."""
    return b"cosignature/v1\ntime %d\n%s" % (time, text)


def cosign_text(text: bytes, name: str, signer: Signer, *, time: int) -> SignatureLine:
    """Cosign the text of a checkpoint at ``time``; raise :class:`InputError` ``ledger_key_kind``, ``ledger_name``."""
    key = NoteKey(name, KeyType.COSIGNATURE, signer.public_key)
    return SignatureLine(name, key.id, time.to_bytes(_TIME_BYTES) + signer.sign(cosigned_message(text, time)))


def cosigned_time(line: SignatureLine, key: NoteKey, text: bytes) -> int:
    """Return when ``key`` cosigned the text, in POSIX seconds; raise :class:`LedgerError` ``ledger_signature``."""
    time, signature = int.from_bytes(line.signature[:_TIME_BYTES]), line.signature[_TIME_BYTES:]
    if not 0 < time <= _LATEST or not key.verify(signature, cosigned_message(text, time)):
        raise failed(line)
    return time
