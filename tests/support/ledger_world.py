"""Logs and witnesses for tests: keys from seeds, notes, and a log in a temporary file."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mexbadge.keys import LocalSigner
from mexbadge.ledger import Checkpoint, KeyType, LogPolicy, Note, NoteKey, WitnessPolicy, sign_checkpoint
from mexbadge.ledger.log import Log
from mexbadge.store import Database

LOG = "log.example/badges"
WITNESS = "witness.example/w1"
TIME = 1767225600
AT = datetime.fromtimestamp(TIME, UTC)


@cache
def signer(seed: int) -> LocalSigner:
    """Return the signer whose seed is 32 times one byte."""
    return LocalSigner(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32), "urn:example:key")


def log_key(seed: int = 1, name: str = LOG) -> NoteKey:
    return NoteKey(name, KeyType.ED25519, signer(seed).public_key)


def witness_key(seed: int = 2, name: str = WITNESS) -> NoteKey:
    return NoteKey(name, KeyType.COSIGNATURE, signer(seed).public_key)


def log_policy() -> LogPolicy:
    """Believe the log of the worked example, with its one witness."""
    return LogPolicy(LOG, (log_key(),), WitnessPolicy((witness_key(),), 1))


def note_of(size: int, root: bytes, *, origin: str = LOG, seed: int = 1) -> Note:
    return sign_checkpoint(Checkpoint(origin, size, root), signer(seed))


def new_log(path: Path, *, origin: str = LOG, seed: int = 1) -> Log:
    return Log.create(Database.open(path), log_key(seed, origin), at=AT)


def fill(log: Log, count: int, *, start: int = 0) -> None:
    """Append plain entries in one transaction."""
    with log.database.transaction() as connection:
        log.append(connection, [b"entry %d" % number for number in range(start, start + count)])
