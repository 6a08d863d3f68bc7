"""Receipts: that an entry stands in a log, in one text to keep beside the badge (C2SP tlog-proof v1).

The format's ``extra`` line, which nothing authenticates by itself, holds the salt (32 bytes) and the entry here: the
entry is then proved by the path, and the badge by the salt.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from mexbadge._limits import KIB
from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger.checkpoint import Checkpoint, read_hash
from mexbadge.ledger.entry import SALT_BYTES, Entry, EntryKind
from mexbadge.ledger.note import NOTE_BYTES, Note, decimal, read_base64, write_base64
from mexbadge.ledger.policy import Accepted, LogPolicy
from mexbadge.ledger.tree import leaf_hash, verify_inclusion

__all__ = ["PATH_HASHES", "RECEIPT_BYTES", "Inclusion", "Proof", "check_receipt", "make_extra"]

PATH_HASHES: Final = 63
"""How many hashes a path may have."""
EXTRA_BYTES: Final = 64 * KIB
"""How long the extra data may be."""
RECEIPT_BYTES: Final = NOTE_BYTES + 2 * EXTRA_BYTES
"""How long a receipt may be."""
_MAGIC: Final = "c2sp.org/tlog-proof@v1"


@dataclass(frozen=True, slots=True)
class Proof:
    """A tlog-proof: index, path (the leaf's sibling first), the checkpoint as a note, and unauthenticated data."""

    index: int
    path: tuple[bytes, ...] = field(repr=False)
    note: Note = field(repr=False)
    extra: bytes | None = field(default=None, repr=False)

    @classmethod
    def parse(cls, data: bytes) -> "Proof":
        """Read a proof; raise :class:`InputError` ``ledger_receipt``, ``ledger_too_large``, as :meth:`Note.parse`."""
        if len(data) > RECEIPT_BYTES:
            raise InputError("ledger_too_large", size=len(data), limit=RECEIPT_BYTES)
        head, blank, note = data.partition(b"\n\n")
        try:
            magic, *lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise InputError("ledger_receipt") from None
        extra: bytes | None = None
        if lines and lines[0].startswith("extra "):
            extra = read_base64(lines.pop(0).removeprefix("extra "))
            if not extra or len(extra) > EXTRA_BYTES:
                raise InputError("ledger_receipt")
        if magic != _MAGIC or not blank or not lines or len(lines) > 1 + PATH_HASHES:
            raise InputError("ledger_receipt")
        word, _, number = lines[0].partition(" ")
        index, path = decimal(number), tuple(found for line in lines[1:] if (found := read_hash(line)) is not None)
        if word != "index" or index is None or len(path) != len(lines) - 1:
            raise InputError("ledger_receipt")
        return cls(index, path, Note.parse(note), extra)

    def to_bytes(self) -> bytes:
        """Write the proof."""
        lines = [_MAGIC, f"index {self.index}", *map(write_base64, self.path)]
        if self.extra:
            lines.insert(1, f"extra {write_base64(self.extra)}")
        return "".join(f"{line}\n" for line in [*lines, ""]).encode("ascii") + self.note.to_bytes()

    def verify(self, entry: bytes, policy: LogPolicy, *, until: int | None = None) -> Accepted:
        """Return the accepted checkpoint under which ``entry`` stands at the index.

        The order is the format's: the log's signature, the witnesses, the inclusion. Raises as
        :meth:`LogPolicy.accept` and :func:`~mexbadge.ledger.tree.verify_inclusion`.
        """
        accepted = policy.accept(self.note, until=until)
        head = accepted.checkpoint
        verify_inclusion(self.index, head.size, leaf_hash(entry), self.path, head.root)
        return accepted


@dataclass(frozen=True, slots=True)
class Inclusion:
    """What a receipt proved: the entry and its index, and the checkpoint it stands under.

    ``pinned`` is false where no log was believed in advance: then the receipt agrees with itself and with the badge,
    but anybody could have made it.
    """

    entry: Entry
    index: int
    accepted: Accepted
    pinned: bool


def make_extra(salt: bytes, entry: bytes) -> bytes:
    """Return the extra data of a receipt."""
    return salt + entry


def check_receipt(
    data: bytes,
    content: bytes,
    policies: tuple[LogPolicy, ...],
    *,
    kind: EntryKind = EntryKind.ISSUE,
    until: int | None = None,
) -> Inclusion:
    """Return what a receipt proves of the signed bytes ``content`` under all of ``policies`` that are of its origin.

    Several of one log must all accept it, and the latest of their times counts. ``until`` is the moment after which no
    witness's time counts. Without policies the receipt is only checked against itself and the badge. Raises
    :class:`InputError` for a text that is no receipt (``ledger_receipt``, ``ledger_receipt_extra``, ``ledger_entry``
    …), :class:`LedgerError` for one that is wrong: ``ledger_commitment`` (of another badge), ``ledger_kind``,
    ``ledger_origin``, ``ledger_policies_differ`` where some of the policies know the key of the log and others another,
    and as :meth:`Proof.verify`.
    """
    proof = Proof.parse(data)
    salt, raw = (proof.extra or b"")[:SALT_BYTES], (proof.extra or b"")[SALT_BYTES:]
    if not raw:
        raise InputError("ledger_receipt_extra")
    entry = Entry.parse(raw)
    head = Checkpoint.parse(proof.note.text)
    if policies:
        chosen = [policy for policy in policies if policy.origin == head.origin] or list(policies)
        accepted = _accepted(proof, raw, chosen, until)
    else:
        accepted = Accepted(head)
        verify_inclusion(proof.index, head.size, leaf_hash(raw), proof.path, head.root)
    entry.require_commits(content, salt)
    if entry.kind is not kind:
        raise LedgerError("ledger_kind", position=proof.index, kind=entry.kind, expected=kind)
    return Inclusion(entry, proof.index, accepted, bool(policies))


def _accepted(proof: Proof, entry: bytes, policies: Sequence[LogPolicy], until: int | None) -> Accepted:
    """Return what all of the policies of one log accept: the one with the latest time."""
    found: list[Accepted] = []
    failures: list[LedgerError] = []
    for policy in policies:
        try:
            found.append(proof.verify(entry, policy, until=until))
        except LedgerError as error:
            failures.append(error)
    if found and any(error.code == "ledger_unsigned" for error in failures):
        raise LedgerError("ledger_policies_differ", origin=policies[0].origin)
    if failures:
        raise failures[0]
    return max(found, key=lambda accepted: -1 if accepted.time is None else accepted.time)
