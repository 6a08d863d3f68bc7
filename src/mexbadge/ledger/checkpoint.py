"""Checkpoints: the head of a log, as the text of a signed note (C2SP tlog-checkpoint)."""

from dataclasses import dataclass, field
from typing import Final

from mexbadge.errors import InputError
from mexbadge.keys import Signer
from mexbadge.ledger.note import Note, decimal, read_base64, sign_note, write_base64
from mexbadge.ledger.tree import HASH_BYTES

__all__ = ["Checkpoint", "read_hash", "sign_checkpoint"]

_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a log had come: its name, its number of entries, its root; further lines are kept and mean nothing."""

    origin: str
    size: int
    root: bytes = field(repr=False)
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> bytes:
        """The text that is signed."""
        lines = [self.origin, str(self.size), write_base64(self.root), *self.extensions]
        return "".join(f"{line}\n" for line in lines).encode()

    @classmethod
    def parse(cls, text: bytes) -> "Checkpoint":
        """Read the text of a note; raise :class:`InputError` ``ledger_checkpoint``."""
        try:
            lines = text.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            raise InputError("ledger_checkpoint") from None
        if lines.pop() or len(lines) < _LINES or not all(lines):
            raise InputError("ledger_checkpoint")
        origin, number, root, *extensions = lines
        size, found = decimal(number), read_hash(root)
        if size is None or found is None:
            raise InputError("ledger_checkpoint")
        return cls(origin, size, found, tuple(extensions))


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> Note:
    """Sign a checkpoint under the log's own name; only what is on the disk already may be signed.

    Raises :class:`InputError` ``ledger_key_kind``, ``ledger_name``.
    """
    return Note(checkpoint.text, (sign_note(checkpoint.text, checkpoint.origin, signer),))


def read_hash(text: str) -> bytes | None:
    """Read a hash of 32 bytes in base64, in its one spelling."""
    found = read_base64(text)
    return found if found is not None and len(found) == HASH_BYTES else None
