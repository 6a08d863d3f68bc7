"""The ledger: an append-only log of salted commitments that a stranger can check.

A hash chain and a Merkle tree (RFC 9162) in the formats on which transparency logs agree (C2SP signed-note,
tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-witness, tlog-proof). Checking a receipt needs no database;
``log`` and ``audit``, which keep one there, are loaded when they are first asked for.

Without witnesses a log protects only those who kept an earlier checkpoint.
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.ledger.checkpoint import Checkpoint, sign_checkpoint
from mexbadge.ledger.entry import Commitment, Entry, EntryKind, commit, secured_bytes
from mexbadge.ledger.note import KeyType, Note, NoteKey, SignatureLine
from mexbadge.ledger.policy import Accepted, LogPolicy, Witnessed, WitnessPolicy
from mexbadge.ledger.receipt import RECEIPT_BYTES, SUFFIX, Inclusion, Proof, check_receipt

if TYPE_CHECKING:
    from mexbadge.ledger import audit, log
else:
    __getattr__ = face(__name__, {"audit", "log"})

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
