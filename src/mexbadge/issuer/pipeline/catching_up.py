"""A ledger that came back from a copy takes again what was published of it since, entry by entry."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from mexbadge.errors import InputError, LedgerError, Problem
from mexbadge.issuer.pipeline import ledger_entries
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.register import events
from mexbadge.ledger import Entry, EntryKind, LogPolicy
from mexbadge.ledger.export import folder_reader
from mexbadge.ledger.log import OPEN
from mexbadge.ledger.note import NOTE_BYTES, Note
from mexbadge.ledger.tiles import CHECKPOINT, WIDTH, TiledTree

__all__ = ["CAUGHT_UP", "catch_up"]

CAUGHT_UP: Final = "ledger-caught-up"
"""The event that entries were taken from the published log; its subject gives the first of them and the end."""


def catch_up(desk: Desk) -> list[Problem]:
    """Take into a recovered ledger what ``hosted`` holds of it beyond the copy, and return what that was.

    Every entry is taken or none: they must give the root that the log's own key signed. Whose they are cannot be read
    out of them. The ledger goes on waiting until it is shown the last checkpoint that left the house. Where what lies
    in ``hosted`` does not continue the copy nothing is taken; ``check`` and the audit say so.
    """
    if desk.log is None:
        return []
    folder = desk.folder / "hosted" / ledger_entries.PUBLISHED
    try:
        with (folder / CHECKPOINT).open("rb") as file:
            note = Note.parse(file.read(NOTE_BYTES + 1))
        size = LogPolicy(desk.log.origin, (desk.log.key,)).accept(note).checkpoint.size
        with desk.register.transaction() as connection:
            head = desk.log.head(connection)
            if head.state == OPEN or head.size >= size:
                return []
            entries = list(_published(folder, head.size, size))
            desk.log.catch_up(connection, note, entries)
            events.append(connection, CAUGHT_UP, f"{head.size}:{size}", at=desk.clock())
    except (OSError, InputError, LedgerError):
        return []
    kinds = Counter(Entry.parse(entry).kind for entry in entries)
    badges = (EntryKind.ISSUE, EntryKind.REVOKE, EntryKind.SUSPEND, EntryKind.RESTORE)
    values = {"count": len(entries), **{kind.value: kinds[kind] for kind in badges}}
    return [Problem("behind_ledger", f"hosted/{ledger_entries.PUBLISHED}", values)]


def _published(folder: Path, start: int, size: int) -> Iterator[bytes]:
    """Yield the published entries from ``start`` on; raise :class:`LedgerError` where one is not there or damaged."""
    tiled = TiledTree(folder_reader(folder), size)
    for number in range(start // WIDTH, -(-size // WIDTH)):
        for position, entry in enumerate(tiled.entries(number), number * WIDTH):
            if position >= start:
                Entry.parse(entry)
                yield entry
