"""Replay a whole log and compare every stored byte with what follows from its entries.

An audit shows that a log agrees with itself and with the checkpoints that are given to it. A log that was rewritten as
a whole, or an old copy, agrees with itself too: only a checkpoint that somebody else kept finds that out. Importing
this module imports SQLAlchemy.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.engine import Connection
from sqlalchemy.sql import Select

from mexbadge.errors import InputError, LedgerError
from mexbadge.ledger import tree
from mexbadge.ledger.log import Log, opening_digest
from mexbadge.ledger.note import Note
from mexbadge.ledger.policy import LogPolicy
from mexbadge.ledger.tables import CHECKPOINTS, ENTRIES, NODES, OPENINGS

__all__ = ["Audited", "audit"]

_ROWS: Final = 2000


@dataclass(frozen=True, slots=True)
class Audited:
    """What an audit went through."""

    size: int
    root: bytes = field(repr=False)
    chain: bytes = field(repr=False)
    checkpoints: int


def audit(log: Log, *, known: Iterable[Note] = ()) -> Audited:
    """Replay the log; ``known`` are checkpoints kept elsewhere, which it must continue.

    Raises :class:`LedgerError`, whose ``position`` says where: ``ledger_row``, ``ledger_leaf``, ``ledger_chain``,
    ``ledger_node``, ``ledger_head``, ``ledger_stored_checkpoint``, ``ledger_opening``; ``ledger_rolled_back`` and
    ``ledger_fork`` for a checkpoint that it does not continue.
    """
    with log.database.read() as connection:
        replay = _Replay(connection)
        replay.run(_checkpoints(log, connection))
        _check_head(log, connection, replay)
        _check_openings(connection, replay.size)
        for note in known:
            log.require_continues(connection, note)
        return Audited(replay.size, tree.fold(replay.edge), replay.chain, replay.checkpoints)


class _Replay:
    """The state of a replay: what follows from the entries so far."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.size = 0
        self.chain = tree.START
        self.edge: list[bytes] = []
        self.checkpoints = 0

    def run(self, checkpoints: Iterator[tuple[int, bytes]]) -> None:
        """Go through entries, nodes and checkpoints side by side, each in its order."""
        nodes = _rows(self._connection, select(NODES.c.number, NODES.c.hash).order_by(NODES.c.number))
        due = next(checkpoints, None)
        columns = select(ENTRIES.c.position, ENTRIES.c.entry, ENTRIES.c.leaf, ENTRIES.c.prev)
        number = 0
        for position, entry, leaf, prev in _rows(self._connection, columns.order_by(ENTRIES.c.position)):
            while due is not None and due[0] == self.size:
                due = self._compare(due, checkpoints)
            self._entry(position, entry, leaf, prev)
            for made in tree.push(self.edge, self.size, leaf):
                if tuple(next(nodes, ())) != (number, made):
                    raise LedgerError("ledger_node", position=self.size)
                number += 1
            self.size += 1
        while due is not None and due[0] == self.size:
            due = self._compare(due, checkpoints)
        if next(nodes, None) is not None:
            raise LedgerError("ledger_node", position=self.size)
        if due is not None:
            raise LedgerError("ledger_stored_checkpoint", position=due[0])

    def _entry(self, position: int, entry: object, leaf: bytes, prev: bytes) -> None:
        if position != self.size:
            raise LedgerError("ledger_row", position=self.size)
        if not isinstance(entry, bytes) or tree.leaf_hash(entry) != leaf:
            raise LedgerError("ledger_leaf", position=position)
        if prev != self.chain:
            raise LedgerError("ledger_chain", position=position)
        self.chain = tree.chain_hash(prev, leaf)

    def _compare(self, due: tuple[int, bytes], checkpoints: Iterator[tuple[int, bytes]]) -> tuple[int, bytes] | None:
        if tree.fold(self.edge) != due[1]:
            raise LedgerError("ledger_stored_checkpoint", position=due[0])
        self.checkpoints += 1
        return next(checkpoints, None)


def _checkpoints(log: Log, connection: Connection) -> Iterator[tuple[int, bytes]]:
    """Yield size and root of every kept checkpoint, in order, each with a signature that holds."""
    policy = LogPolicy(log.origin, (log.key,))
    chosen = select(CHECKPOINTS.c.size, CHECKPOINTS.c.note, CHECKPOINTS.c.digest).order_by(CHECKPOINTS.c.size)
    for size, note, digest in _rows(connection, chosen):
        try:
            found = policy.accept(Note.parse(note if isinstance(note, bytes) else b"")).checkpoint
        except (InputError, LedgerError):
            raise LedgerError("ledger_stored_checkpoint", position=size) from None
        if found.size != size or sha256(note).digest() != digest:
            raise LedgerError("ledger_stored_checkpoint", position=size)
        yield size, found.root


def _check_head(log: Log, connection: Connection, replay: _Replay) -> None:
    head = log.head(connection)
    root = tree.fold(replay.edge)
    if (head.size, head.root, head.chain, list(head.edge)) != (replay.size, root, replay.chain, replay.edge):
        raise LedgerError("ledger_head", position=replay.size)


def _check_openings(connection: Connection, size: int) -> None:
    for row in _rows(connection, select(OPENINGS).order_by(OPENINGS.c.position)):
        plain = isinstance(row.subject, str) and isinstance(row.salt, bytes) and 0 <= row.position < size
        if not plain or row.digest != opening_digest(row.position, row.subject, row.salt):
            raise LedgerError("ledger_opening", position=row.position)


def _rows(connection: Connection, chosen: Select[Any]) -> Iterator[Any]:
    return iter(connection.execute(chosen, execution_options={"yield_per": _ROWS}))
