"""The ledger: an append-only log of salted commitments that a stranger can check.

A hash chain and a Merkle tree (RFC 9162) in the formats on which transparency logs agree (C2SP signed-note,
tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-witness, tlog-proof). Checking a receipt needs no database. Each
part is loaded when it is first asked for: few badges have a receipt.

Without witnesses a log protects only those who kept an earlier checkpoint.
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.ledger.names import SUFFIX

if TYPE_CHECKING:
    from mexbadge.ledger import audit, log
    from mexbadge.ledger.checkpoint import Checkpoint, sign_checkpoint
    from mexbadge.ledger.entry import Commitment, Entry, EntryKind, commit, secured_bytes
    from mexbadge.ledger.note import KeyType, Note, NoteKey, SignatureLine
    from mexbadge.ledger.policy import Accepted, LogPolicy, Witnessed, WitnessPolicy
    from mexbadge.ledger.receipt import RECEIPT_BYTES, Inclusion, Proof, check_receipt
else:
    _PARTS = {
        "checkpoint": ("Checkpoint", "sign_checkpoint"),
        "entry": ("Commitment", "Entry", "EntryKind", "commit", "secured_bytes"),
        "note": ("KeyType", "Note", "NoteKey", "SignatureLine"),
        "policy": ("Accepted", "LogPolicy", "Witnessed", "WitnessPolicy"),
        "receipt": ("RECEIPT_BYTES", "Inclusion", "Proof", "check_receipt"),
    }
    __getattr__ = face(__name__, {"audit", "log"}, {name: module for module, names in _PARTS.items() for name in names})

__all__ = [
    "RECEIPT_BYTES",
    "SUFFIX",
    "Accepted",
    "Checkpoint",
    "Commitment",
    "Entry",
    "EntryKind",
    "Inclusion",
    "KeyType",
    "LogPolicy",
    "Note",
    "NoteKey",
    "Proof",
    "SignatureLine",
    "WitnessPolicy",
    "Witnessed",
    "audit",
    "check_receipt",
    "commit",
    "log",
    "secured_bytes",
    "sign_checkpoint",
]
