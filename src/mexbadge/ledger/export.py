"""Write a log as files for a static host (C2SP tlog-tiles): entry bundles, tiles from level 0 up, checkpoint last.

A partial tile stays for every size for which a checkpoint was signed, until the full one exists. Importing this module
imports SQLAlchemy.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _files
from mexbadge.errors import LedgerError
from mexbadge.ledger import tree
from mexbadge.ledger.checkpoint import Checkpoint
from mexbadge.ledger.log import Log
from mexbadge.ledger.note import NOTE_BYTES, Note
from mexbadge.ledger.tables import CHECKPOINTS, ENTRIES, NODES
from mexbadge.ledger.tiles import CHECKPOINT, WIDTH, bundle, bundle_path, tile_path

__all__ = ["export", "files", "folder_reader", "write_file"]

_BITS: Final = 8


def export(log: Log, folder: Path) -> int:
    """Publish the log up to its latest checkpoint, and return how many files that took.

    Files that are there are left as they are. Raises :class:`LedgerError`: ``ledger_not_signed_yet``; for a checkpoint
    in the folder that the log does not continue ``ledger_fork`` or ``ledger_rolled_back``; ``ledger_published`` for a
    file with other content; ``ledger_unwritable``.
    """
    count = 0
    with log.database.read() as connection:
        note = log.latest(connection)
        if note is None:
            raise LedgerError("ledger_not_signed_yet", position=0)
        before = _published(folder)
        if before is not None:
            log.require_continues(connection, before)
        size = Checkpoint.parse(note.text).size
        done = 0 if before is None else Checkpoint.parse(before.text).size
        if done > size:
            raise LedgerError("ledger_rolled_back", position=done, size=size, evidence=str(folder / CHECKPOINT))
        for path, content in files(connection, done, size):
            count += _publish(folder / path, content)
    write_file(folder / CHECKPOINT, note.to_bytes())
    return count + 1


def folder_reader(folder: Path) -> Callable[[str], bytes | None]:
    """Return what reads published files from a folder."""

    def read(path: str) -> bytes | None:
        try:
            return (folder / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            return None

    return read


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all, to the disk; raise :class:`LedgerError` ``ledger_unwritable``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _files.PartFile(path) as part:
            part.file.write(content)
            part.put(lasting=True)
        _files.sync_folder(path.parent)
    except OSError:
        raise LedgerError("ledger_unwritable", path=str(path)) from None


def _published(folder: Path) -> Note | None:
    path = folder / CHECKPOINT
    if not path.exists():
        return None
    with path.open("rb") as file:
        return Note.parse(file.read(NOTE_BYTES + 1))


def _publish(path: Path, content: Callable[[], bytes]) -> int:
    """Write a file unless it is there; of one that is there the content must be the same."""
    made = content()
    if path.is_file():
        if path.read_bytes() != made:
            raise LedgerError("ledger_published", path=str(path))
        return 0
    write_file(path, made)
    return 1


def files(connection: Connection, done: int, size: int) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield what is to be published between two sizes: bundles first, then tiles, the lowest level first."""
    sizes = _signed_sizes(connection, done, size)
    for number, width in _new(done, size, sizes, 0):
        yield bundle_path(number, width), lambda n=number, w=width: bundle(_entries(connection, n, w))  # type: ignore[misc]
    level = 0
    while size >> (_BITS * level):
        for number, width in _new(done, size, sizes, level):
            yield tile_path(level, number, width), lambda n=number, w=width, at=level: _tile(connection, at, n, w)  # type: ignore[misc]
        level += 1


def _signed_sizes(connection: Connection, done: int, size: int) -> list[int]:
    chosen = select(CHECKPOINTS.c.size).where(CHECKPOINTS.c.size > done, CHECKPOINTS.c.size <= size)
    return sorted(connection.execute(chosen).scalars())


def _new(done: int, size: int, sizes: list[int], level: int) -> list[tuple[int, int]]:
    """Return number and width of the resources of a level that are new: the full ones, then the partial ones."""
    shift = _BITS * level
    full = size >> shift >> _BITS
    first = done >> shift >> _BITS
    partial = {(signed >> shift) % WIDTH for signed in sizes if signed >> shift >> _BITS == full} - {0}
    return [*((number, WIDTH) for number in range(first, full)), *((full, width) for width in sorted(partial))]


def _entries(connection: Connection, number: int, width: int) -> list[bytes]:
    start = number * WIDTH
    here = ENTRIES.c.position.between(start, start + width - 1)
    found = connection.execute(select(ENTRIES.c.entry).where(here).order_by(ENTRIES.c.position)).scalars().all()
    if len(found) != width:
        raise LedgerError("ledger_row", position=start + len(found))
    return list(found)


def _tile(connection: Connection, level: int, number: int, width: int) -> bytes:
    start, height = number * WIDTH, _BITS * level
    if level == 0:
        here = ENTRIES.c.position.between(start, start + width - 1)
        chosen = select(ENTRIES.c.leaf).where(here).order_by(ENTRIES.c.position)
    else:
        numbers = [tree.node_number(height, position) for position in range(start, start + width)]
        chosen = select(NODES.c.hash).where(NODES.c.number.in_(numbers)).order_by(NODES.c.number)
    found = connection.execute(chosen).scalars().all()
    if len(found) != width:
        raise LedgerError("ledger_node", position=((start + width) << height) - 1)
    return b"".join(found)
