"""The Merkle tree of a log: hashes, proofs and their verification (RFC 9162, section 2.1).

Nothing here reads or writes. A subtree is named by the range ``(start, end)`` of its leaves; one that is perfect, of
``2 ** level`` leaves, also by ``(level, position)``.
"""

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from mexbadge.errors import LedgerError

__all__ = [
    "EMPTY",
    "HASH_BYTES",
    "START",
    "chain_hash",
    "consistency_ranges",
    "fold",
    "inclusion_ranges",
    "inner_before",
    "leaf_hash",
    "node_hash",
    "node_number",
    "perfect_parts",
    "push",
    "root_from_path",
    "root_of",
    "verify_consistency",
    "verify_inclusion",
]

HASH_BYTES: Final = 32
EMPTY: Final = sha256(b"").digest()
"""The root of a log without entries."""
START: Final = bytes(HASH_BYTES)
"""What the first entry's ``prev`` is."""


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry (section 2.1.1)."""
    return sha256(b"\0" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of two subtrees (section 2.1.1)."""
    return sha256(b"\1" + left + right).digest()


def chain_hash(prev: bytes, leaf: bytes) -> bytes:
    """Return the next ``prev`` of the chain that runs beside the tree; its prefix is no other hash's."""
    return sha256(b"\2" + prev + leaf).digest()


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def fold(parts: Sequence[bytes]) -> bytes:
    """Return the root of perfect subtrees that stand side by side, the largest first; of none, the empty root."""
    if not parts:
        return EMPTY
    root = parts[-1]
    for part in reversed(parts[:-1]):
        root = node_hash(part, root)
    return root


def push(edge: list[bytes], size: int, leaf: bytes) -> list[bytes]:
    """Add one leaf to the right edge of a tree of ``size`` leaves; return the inner nodes that it completes, bottom up.

    ``edge`` holds the roots of the perfect subtrees, the largest first, and is changed; ``fold(edge)`` is the root.
    """
    made: list[bytes] = []
    while size & 1:
        leaf = node_hash(edge.pop(), leaf)
        made.append(leaf)
        size >>= 1
    edge.append(leaf)
    return made


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over leaf hashes."""
    edge: list[bytes] = []
    for size, leaf in enumerate(leaves):
        push(edge, size, leaf)
    return fold(edge)


def inner_before(size: int) -> int:
    """Return how many perfect inner nodes a tree of ``size`` leaves has: the number of the next one."""
    return size - size.bit_count()


def node_number(level: int, position: int) -> int:
    """Return the number of a perfect inner node (``level`` from 1), in the order in which they are completed."""
    last = ((position + 1) << level) - 1
    return inner_before(last) + level - 1


def perfect_parts(start: int, end: int) -> list[tuple[int, int]]:
    """Cut a subtree's range into perfect ones, ``(level, position)`` each, the largest first."""
    parts: list[tuple[int, int]] = []
    while start < end:
        level = (end - start).bit_length() - 1
        parts.append((level, start >> level))
        start += 1 << level
    return parts


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """Return the subtrees whose roots are the inclusion proof of a leaf, its sibling first (section 2.1.3.1).

    Raises :class:`LedgerError` ``ledger_index``.
    """
    if not 0 <= index < size:
        raise LedgerError("ledger_index", position=index, size=size)
    ranges: list[tuple[int, int]] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """Return the subtrees whose roots prove that a tree of ``new`` leaves continues one of ``old`` (section 2.1.4.1).

    Raises :class:`LedgerError` ``ledger_index`` where ``old`` is beyond ``new``.
    """
    if not 0 <= old <= new:
        raise LedgerError("ledger_index", position=old, size=new)
    if old in {0, new}:
        return []
    ranges: list[tuple[int, int]] = []
    start, end = 0, new
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            ranges.append((middle, end))
            end = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:
        ranges.append((start, end))
    return ranges[::-1]


def root_from_path(index: int, size: int, leaf: bytes, path: Sequence[bytes]) -> bytes:
    """Return the root to which a path leads (section 2.1.3.2).

    Raises :class:`LedgerError`: ``ledger_index``, ``ledger_inclusion`` for a path of the wrong length or a hash that is
    not 32 bytes.
    """
    if not 0 <= index < size:
        raise LedgerError("ledger_index", position=index, size=size)
    first, last, root = index, size - 1, leaf
    for part in path:
        if last == 0 or len(part) != HASH_BYTES:
            raise LedgerError("ledger_inclusion", position=index, size=size)
        if first & 1 or first == last:
            root = node_hash(part, root)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            root = node_hash(root, part)
        first, last = first >> 1, last >> 1
    if last or len(leaf) != HASH_BYTES:
        raise LedgerError("ledger_inclusion", position=index, size=size)
    return root


def verify_inclusion(index: int, size: int, leaf: bytes, path: Sequence[bytes], root: bytes) -> None:
    """Return if the leaf hash stands at ``index`` of the tree with this root (section 2.1.3.2).

    Raises :class:`LedgerError` ``ledger_index`` or ``ledger_inclusion``.
    """
    if root_from_path(index, size, leaf, path) != root:
        raise LedgerError("ledger_inclusion", position=index, size=size)


def verify_consistency(old: int, new: int, path: Sequence[bytes], old_root: bytes, new_root: bytes) -> None:
    """Return if the tree of ``new`` leaves begins with that of ``old`` (section 2.1.4.2).

    From an empty tree nothing is proved: the path must be empty and ``old_root`` the empty root. Raises
    :class:`LedgerError` ``ledger_consistency``.
    """
    if not _consistent(old, new, list(path), old_root, new_root):
        raise LedgerError("ledger_consistency", position=old, size=new)


def _consistent(old: int, new: int, path: list[bytes], old_root: bytes, new_root: bytes) -> bool:
    if not 0 <= old <= new or any(len(part) != HASH_BYTES for part in (*path, old_root, new_root)):
        return False
    if old in {0, new}:
        return not path and old_root == (EMPTY if old == 0 else new_root)
    if not path:
        return False
    if old & (old - 1) == 0:
        path.insert(0, old_root)
    first, last = old - 1, new - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    before = after = path[0]
    for part in path[1:]:
        if last == 0:
            return False
        if first & 1 or first == last:
            before, after = node_hash(part, before), node_hash(part, after)
            while first and not first & 1:
                first, last = first >> 1, last >> 1
        else:
            after = node_hash(after, part)
        first, last = first >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
