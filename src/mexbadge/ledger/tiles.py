"""Tiles: a log as static files that any web host serves (C2SP tlog-tiles).

A tile holds up to 256 hashes of one of the levels 0, 8, 16 … of the tree; an entry bundle up to 256 entries. Both are
full or partial, and a file that was published never changes.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeAlias

from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger import tree

__all__ = [
    "CHECKPOINT",
    "WIDTH",
    "Read",
    "TiledTree",
    "bundle",
    "bundle_path",
    "read_bundle",
    "read_tile",
    "tile_path",
    "tiles",
]

CHECKPOINT: Final = "checkpoint"
"""The path of the checkpoint."""
WIDTH: Final = 256
"""How many hashes or entries a full resource holds."""
_BITS: Final = 8
_GROUP: Final = 1000
_LENGTH_BYTES: Final = 2
_REMEMBERED: Final = 1024

Read: TypeAlias = Callable[[str], bytes | None]
"""``read(path)`` returns a published file, or ``None`` where there is none."""


def tile_path(level: int, number: int, width: int = WIDTH) -> str:
    """Return the path of a hash tile of ``width`` hashes, 1 to 256."""
    return f"tile/{level}/{_place(number, width)}"


def bundle_path(number: int, width: int = WIDTH) -> str:
    """Return the path of an entry bundle of ``width`` entries, 1 to 256."""
    return f"tile/entries/{_place(number, width)}"


def _place(number: int, width: int) -> str:
    groups = [f"{number % _GROUP:03}"]
    while number := number // _GROUP:
        groups.insert(0, f"x{number % _GROUP:03}")
    return "/".join(groups) + ("" if width == WIDTH else f".p/{width}")


def tiles(size: int) -> Iterator[tuple[int, int, int]]:
    """Yield level, number and width of every tile that a log of ``size`` entries has, level 0 first."""
    level, count = 0, size
    while count:
        for number in range(count // WIDTH):
            yield level, number, WIDTH
        if count % WIDTH:
            yield level, count // WIDTH, count % WIDTH
        level, count = level + 1, count >> _BITS


def read_tile(data: bytes, path: str, width: int) -> list[bytes]:
    """Cut a tile into its hashes; raise :class:`LedgerError` ``ledger_tile`` for one of another size."""
    expected = width * tree.HASH_BYTES
    if len(data) != expected:
        raise LedgerError("ledger_tile", path=path, size=len(data), expected=expected)
    return [data[at : at + tree.HASH_BYTES] for at in range(0, expected, tree.HASH_BYTES)]


def bundle(entries: Sequence[bytes]) -> bytes:
    """Write an entry bundle; raise :class:`InputError` ``ledger_entry_size``."""
    for entry in entries:
        if len(entry) >= 1 << (_BITS * _LENGTH_BYTES):
            raise InputError("ledger_entry_size", size=len(entry), limit=(1 << (_BITS * _LENGTH_BYTES)) - 1)
    return b"".join(len(entry).to_bytes(_LENGTH_BYTES) + entry for entry in entries)


def read_bundle(data: bytes, path: str, width: int) -> list[bytes]:
    """Cut a bundle into its entries; raise :class:`LedgerError` ``ledger_bundle`` unless it ends after the last."""
    entries: list[bytes] = []
    at = 0
    for _ in range(width):
        start = at + _LENGTH_BYTES
        at = start + int.from_bytes(data[at:start])
        if start > len(data) or at > len(data):
            raise LedgerError("ledger_bundle", path=path)
        entries.append(data[start:at])
    if at != len(data):
        raise LedgerError("ledger_bundle", path=path)
    return entries


class TiledTree:
    """The tree of a log of ``size`` entries, read from its tiles.

    Nothing that comes out of it is to be believed before a proof made of it was verified against a signed checkpoint.
    """

    def __init__(self, read: Read, size: int) -> None:
        self._read = read
        self._size = size
        self._known: dict[tuple[int, int], list[bytes]] = {}

    def roots(self, ranges: Sequence[tuple[int, int]]) -> tuple[bytes, ...]:
        """Return the root of each range of leaves.

        Raises :class:`LedgerError` ``ledger_tile``, ``ledger_tile_missing``, ``ledger_ahead``.
        """
        return tuple(tree.fold([self._node(*part) for part in tree.perfect_parts(*some)]) for some in ranges)

    def tile(self, level: int, number: int) -> list[bytes]:
        """Return the hashes of one tile; raises as :meth:`roots`."""
        if (level, number) not in self._known:
            width = self._width(level, number)
            data, published = self._published(lambda wide: tile_path(level, number, wide), width)
            hashes = read_tile(data, tile_path(level, number, published), published)
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[level, number] = hashes[:width]
        return self._known[level, number]

    def entries(self, number: int) -> list[bytes]:
        """Return the entries of one bundle, each of which has the hash that the tile says.

        Raises :class:`LedgerError` ``ledger_bundle``, ``ledger_leaf``, and as :meth:`roots`.
        """
        width = self._width(0, number)
        found = self._published(lambda wide: bundle_path(number, wide), width)
        path = bundle_path(number, width)
        entries = read_bundle(found[0], path, found[1])[:width]
        for place, (entry, leaf) in enumerate(zip(entries, self.tile(0, number), strict=True), number * WIDTH):
            if tree.leaf_hash(entry) != leaf:
                raise LedgerError("ledger_leaf", position=place)
        return entries

    def _node(self, level: int, position: int) -> bytes:
        """Return a perfect subtree's root, folded from the tile below it."""
        tile, height = divmod(level, _BITS)
        number, first = divmod(position << height, WIDTH)
        hashes = self.tile(tile, number)[first : first + (1 << height)]
        if len(hashes) != 1 << height:
            raise LedgerError("ledger_ahead", position=((position + 1) << level), size=self._size)
        return tree.root_of(hashes)

    def _width(self, level: int, number: int) -> int:
        width = min(WIDTH, (self._size >> (_BITS * level)) - number * WIDTH)
        if width <= 0:
            raise LedgerError("ledger_ahead", position=number * WIDTH, size=self._size)
        return width

    def _published(self, path: Callable[[int], str], width: int) -> tuple[bytes, int]:
        """Return a partial resource, or the full one that took its place, and how many hashes it holds."""
        for wide in dict.fromkeys((width, WIDTH)):
            data = self._read(path(wide))
            if data is not None:
                return data, wide
        raise LedgerError("ledger_tile_missing", path=path(width))
