"""Watch a published log: remember its last checkpoint, and see that every later one continues it.

On a contradiction both signed notes are kept side by side: they prove to anybody that the log broke its promise
(RFC 9162, section 8.3). Whoever runs a monitor needs no trust in the log.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mexbadge.errors import LedgerError
from mexbadge.fetch import Fetch, Request, ResourceKind
from mexbadge.ledger import tree
from mexbadge.ledger.checkpoint import Checkpoint
from mexbadge.ledger.note import NOTE_BYTES, Note
from mexbadge.ledger.policy import LogPolicy
from mexbadge.ledger.tiles import CHECKPOINT, WIDTH, Read, TiledTree

__all__ = ["Watched", "replay", "url_reader", "watch"]

Write = Callable[[Path, bytes], None]
_LAST: Final = "last-checkpoint"
_NOT_FOUND: Final = 404


@dataclass(frozen=True, slots=True)
class Watched:
    """What a monitor saw: the checkpoint, and the size that it remembered from before."""

    checkpoint: Checkpoint
    before: int | None


def watch(read: Read, policy: LogPolicy, state: Path, *, write: Write) -> Watched:
    """See that the log's checkpoint continues the one in the folder ``state``, and remember it.

    ``read(path)`` returns a published file or ``None``; ``write(path, content)`` writes one. Raises
    :class:`LedgerError`: ``ledger_fork``, ``ledger_rolled_back``, ``ledger_consistency`` (both notes are then in
    ``state``),
    ``ledger_tile_missing``, and as :meth:`LogPolicy.accept`.
    """
    note = _note(read)
    found = policy.accept(note).checkpoint
    before = _remembered(state, policy)
    if before is None:
        write(state / _LAST, note.to_bytes())
        return Watched(found, None)
    old = Checkpoint.parse(before.text)
    code = _contradiction(read, old, found)
    if code is not None:
        evidence = state / f"evidence-{old.size}-{found.size}-{found.root.hex()[:8]}"
        write(evidence / "before", before.to_bytes())
        write(evidence / "after", note.to_bytes())
        raise LedgerError(code, position=old.size, size=found.size, evidence=str(evidence))
    if found.size > old.size or note != before:
        write(state / _LAST, note.to_bytes())
    return Watched(found, old.size)


def replay(read: Read, policy: LogPolicy) -> Checkpoint:
    """Read every published entry and tile, and see that they lead to the log's checkpoint, which is returned.

    Raises :class:`LedgerError`: ``ledger_leaf``, ``ledger_node``, ``ledger_stored_checkpoint``, ``ledger_tile``,
    ``ledger_bundle``, ``ledger_tile_missing``, and as :meth:`LogPolicy.accept`.
    """
    found = policy.accept(_note(read)).checkpoint
    tiled = TiledTree(read, found.size)
    edge: list[bytes] = []
    above: list[bytes] = []
    for number in range(-(-found.size // WIDTH)):
        leaves = [tree.leaf_hash(entry) for entry in tiled.entries(number)]
        for size, leaf in enumerate(leaves, number * WIDTH):
            tree.push(edge, size, leaf)
        above += [tree.root_of(leaves)] if len(leaves) == WIDTH else []
    _check_levels(tiled, above)
    if tree.fold(edge) != found.root:
        raise LedgerError("ledger_stored_checkpoint", position=found.size)
    return found


def url_reader(prefix: str, fetch: Fetch) -> Read:
    """Return what reads published files below an address; raises :class:`FetchError` where a server says more than no.

    A page that is not there (404) is ``None``.
    """

    def read(path: str) -> bytes | None:
        kind = ResourceKind.BUNDLE if path.startswith("tile/entries/") else ResourceKind.CREDENTIAL
        response = fetch(Request(f"{prefix.rstrip('/')}/{path}", "*/*", kind))
        return None if response.status == _NOT_FOUND else response.raise_for_status().body

    return read


def _note(read: Read) -> Note:
    data = read(CHECKPOINT)
    if data is None:
        raise LedgerError("ledger_tile_missing", path=CHECKPOINT)
    return Note.parse(data)


def _check_levels(tiled: TiledTree, hashes: list[bytes]) -> None:
    """Compare the tiles above level 0 with the roots of the full tiles below them."""
    level = 1
    while hashes:
        above: list[bytes] = []
        for number in range(-(-len(hashes) // WIDTH)):
            part = hashes[number * WIDTH : (number + 1) * WIDTH]
            if tiled.tile(level, number) != part:
                raise LedgerError("ledger_node", position=((number * WIDTH + len(part)) << (8 * level)) - 1)
            above += [tree.root_of(part)] if len(part) == WIDTH else []
        level, hashes = level + 1, above


def _contradiction(read: Read, old: Checkpoint, new: Checkpoint) -> str | None:
    """Return the code of what is wrong between two checkpoints of one log, or ``None``."""
    if new.size < old.size:
        return "ledger_rolled_back"
    if new.size == old.size:
        return None if new.root == old.root else "ledger_fork"
    tiled = TiledTree(read, new.size)
    path = tiled.roots(tree.consistency_ranges(old.size, new.size))
    try:
        tree.verify_consistency(old.size, new.size, path, old.root, new.root)
    except LedgerError:
        return "ledger_fork" if _forked(tiled, old, new) else "ledger_consistency"
    return None


def _forked(tiled: TiledTree, old: Checkpoint, new: Checkpoint) -> bool:
    """Return whether the leaves that lead to the new root lead to another old one: no slip of a file, but a fork."""
    edge: list[bytes] = []
    before = tree.EMPTY
    try:
        for number in range(-(-new.size // WIDTH)):
            for size, leaf in enumerate(tiled.tile(0, number), number * WIDTH):
                before = tree.fold(edge) if size == old.size else before
                tree.push(edge, size, leaf)
    except LedgerError:
        return False
    return tree.fold(edge) == new.root and before != old.root


def _remembered(state: Path, policy: LogPolicy) -> Note | None:
    path = state / _LAST
    if not path.exists():
        return None
    with path.open("rb") as file:
        note = Note.parse(file.read(NOTE_BYTES + 1))
    LogPolicy(policy.origin, policy.keys).accept(note)
    return note
