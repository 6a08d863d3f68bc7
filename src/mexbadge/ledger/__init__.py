"""The ledger: an append-only log of salted commitments that a stranger can check.

A hash chain and a Merkle tree (RFC 9162) in the formats on which transparency logs agree (C2SP signed-note,
tlog-checkpoint, tlog-cosignature, tlog-tiles, tlog-witness, tlog-proof). Checking a receipt needs no database;
:mod:`mexbadge.ledger.log`, which keeps a log in one, is imported by whoever needs it.

Without witnesses a log protects only those who kept an earlier checkpoint.
"""

from mexbadge.ledger.checkpoint import Checkpoint, sign_checkpoint
from mexbadge.ledger.entry import Commitment, Entry, EntryKind, commit, secured_bytes
from mexbadge.ledger.note import KeyType, Note, NoteKey, SignatureLine
from mexbadge.ledger.policy import Accepted, LogPolicy, Witnessed, WitnessPolicy
from mexbadge.ledger.receipt import RECEIPT_BYTES, SUFFIX, Inclusion, Proof, check_receipt

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
    "check_receipt",
    "commit",
    "secured_bytes",
    "sign_checkpoint",
]
