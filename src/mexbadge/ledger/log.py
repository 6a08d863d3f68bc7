"""A log in a database: entries, inner nodes and head in one transaction, signed only once they are on the disk.

The caller's transaction is used for appending, so that what happens and its entry are committed together or not at
all. A checkpoint is signed in a step of its own, over a head that was read back after the commit. Importing this
module imports SQLAlchemy.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, Final, Self

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.engine import Connection, Row

from mexbadge.errors import InputError, LedgerError, RegisterError
from mexbadge.keys import Signer
from mexbadge.ledger import tree
from mexbadge.ledger.checkpoint import Checkpoint, sign_checkpoint
from mexbadge.ledger.entry import ENTRY_BYTES, Commitment
from mexbadge.ledger.note import KeyType, Note, NoteKey, SignatureLine
from mexbadge.ledger.policy import LogPolicy
from mexbadge.ledger.receipt import Proof, make_extra
from mexbadge.ledger.steps import MIGRATIONS
from mexbadge.ledger.tables import AREA, CHECKPOINTS, ENTRIES, HEAD, NODES, OPENINGS
from mexbadge.store import Database

__all__ = ["Head", "Log", "opening_digest"]

_HASH: Final = tree.HASH_BYTES
OPEN: Final = "open"
RECOVERED: Final = "recovered"
_ROW: Final = 1
_CHUNK: Final = 500
_READ_HEAD: Final = select(HEAD).where(HEAD.c.id == _ROW)
_READ_SIGNED_HEAD: Final = (
    select(HEAD, CHECKPOINTS.c.note)
    .select_from(HEAD.outerjoin(CHECKPOINTS, CHECKPOINTS.c.size == HEAD.c.size))
    .where(HEAD.c.id == _ROW)
)
_ADD: Final = (insert(ENTRIES), insert(NODES), insert(OPENINGS))
_ADD_CHECKPOINT: Final = insert(CHECKPOINTS)
_SIGNED: Final = select(CHECKPOINTS.c.note).where(CHECKPOINTS.c.size == bindparam("size"))
_MOVE_HEAD: Final = (
    update(HEAD)
    .where(HEAD.c.id == _ROW)
    .values({name: bindparam(f"to_{name}") for name in ("size", "root", "chain", "edge")})
)
_LATEST: Final = select(CHECKPOINTS.c.note).order_by(CHECKPOINTS.c.size.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Head:
    """How far a log has come: ``edge`` holds the roots of the perfect subtrees, the largest first."""

    size: int
    root: bytes = field(repr=False)
    chain: bytes = field(repr=False)
    edge: tuple[bytes, ...] = field(repr=False)
    state: str = OPEN


class Log:
    """One log. Made by :meth:`create` or :meth:`open`; safe to use from several processes at once."""

    def __init__(self, database: Database, key: NoteKey) -> None:
        self.database = database
        self.key = key

    @property
    def origin(self) -> str:
        """The log's name, which is also that of its key."""
        return self.key.name

    @classmethod
    def create(cls, database: Database, key: NoteKey, *, at: datetime | None = None) -> Self:
        """Begin a log under the name of ``key``.

        Raises :class:`LedgerError` ``ledger_exists``, :class:`InputError` ``ledger_key_use`` for a witness's key.
        """
        if key.type is not KeyType.ED25519:
            raise InputError("ledger_key_use", name=key.name)
        database.migrate(AREA, MIGRATIONS, at=at or datetime.now(UTC))
        empty = {"size": 0, "root": tree.EMPTY, "chain": tree.START, "edge": b"", "state": OPEN}
        with database.transaction() as connection:
            if connection.execute(select(func.count()).select_from(HEAD)).scalar_one():
                raise LedgerError("ledger_exists", log=database.name)
            connection.execute(insert(HEAD).values(id=_ROW, vkey=key.vkey, **empty))
        return cls(database, key)

    @classmethod
    def open(cls, database: Database, *, at: datetime | None = None) -> Self:
        """Open the log in ``database``; raise :class:`LedgerError` ``ledger_none``, ``ledger_head`` where damaged."""
        database.migrate(AREA, MIGRATIONS, at=at or datetime.now(UTC))
        with database.read() as connection:
            row = connection.execute(_READ_HEAD).first()
            if row is None and connection.execute(select(ENTRIES.c.position).limit(1)).first() is None:
                raise LedgerError("ledger_none", log=database.name)
        try:
            return cls(database, NoteKey.parse("" if row is None else str(row.vkey)))
        except InputError:
            raise LedgerError("ledger_head", position=0) from None

    def head(self, connection: Connection) -> Head:
        """Return how far the log has come; raise :class:`LedgerError` ``ledger_head`` where that cannot be read."""
        return self._head(connection.execute(_READ_HEAD).first())

    def _head(self, row: Row[Any] | None) -> Head:
        if row is None or row.vkey != self.key.vkey or row.state not in {OPEN, RECOVERED}:
            raise LedgerError("ledger_head", position=0)
        right = isinstance(row.size, int) and all(isinstance(kept, bytes) for kept in (row.root, row.chain, row.edge))
        if not right or len(row.edge) != _HASH * row.size.bit_count():
            raise LedgerError("ledger_head", position=0)
        edge = tuple(row.edge[at : at + _HASH] for at in range(0, len(row.edge), _HASH))
        return Head(row.size, row.root, row.chain, edge, row.state)

    def append(self, connection: Connection, entries: Iterable[Commitment | bytes]) -> range:
        """Add entries within the caller's transaction and return their positions.

        ``connection`` must come from :meth:`mexbadge.store.Database.transaction` of the log's database, so that no
        other process appends meanwhile. Raises :class:`InputError` ``ledger_entry_size``, :class:`LedgerError`
        ``ledger_recovered``.
        """
        head = self.head(connection)
        if head.state != OPEN:
            raise LedgerError("ledger_recovered", position=head.size)
        size, chain, edge = head.size, head.chain, list(head.edge)
        rows: list[dict[str, object]] = []
        nodes: list[dict[str, object]] = []
        openings: list[dict[str, object]] = []
        for item in entries:
            entry = item if isinstance(item, bytes) else item.entry
            if len(entry) > ENTRY_BYTES:
                raise InputError("ledger_entry_size", size=len(entry), limit=ENTRY_BYTES)
            if isinstance(item, Commitment):
                openings.append(_opening(size, item))
            leaf = tree.leaf_hash(entry)
            rows.append({"position": size, "entry": entry, "leaf": leaf, "prev": chain})
            first = tree.inner_before(size)
            for number, made in enumerate(tree.push(edge, size, leaf), first):
                nodes.append({"number": number, "hash": made})
            chain = tree.chain_hash(chain, leaf)
            size += 1
        for statement, values in zip(_ADD, (rows, nodes, openings), strict=True):
            if values:
                connection.execute(statement, values)
        new = {"to_size": size, "to_root": tree.fold(edge), "to_chain": chain, "to_edge": b"".join(edge)}
        connection.execute(_MOVE_HEAD, new)
        return range(head.size, size)

    def checkpoint(self, signer: Signer) -> Note:
        """Sign the head as it stands on the disk, keep the note, and return it; an equal head is not signed twice.

        Never call this within a transaction that appends: only what is committed may be signed. Raises
        :class:`LedgerError` ``ledger_other_key``, ``ledger_recovered``.
        """
        if signer.public_key != self.key.public:
            raise LedgerError("ledger_other_key", origin=self.origin)
        with self.database.read() as connection:
            row = connection.execute(_READ_SIGNED_HEAD).first()
        head = self._head(row)
        known = None if row is None or row.note is None else Note.parse(row.note)
        if head.state != OPEN:
            raise LedgerError("ledger_recovered", position=head.size)
        if known is not None:
            return known
        note = sign_checkpoint(Checkpoint(self.origin, head.size, head.root), signer)
        try:
            with self.database.transaction(durable=False) as connection:  # the entries are; it can be signed again
                connection.execute(_ADD_CHECKPOINT, {"size": head.size, **_kept(note)})
        except RegisterError as error:
            if error.code != "register_conflict":
                raise
        return note

    def signed(self, connection: Connection, size: int) -> Note | None:
        """Return the checkpoint of exactly ``size`` entries, if one was signed."""
        found = connection.execute(_SIGNED, {"size": size}).scalar()
        return None if found is None else Note.parse(found)

    def latest(self, connection: Connection) -> Note | None:
        """Return the checkpoint of the most entries, if one was signed."""
        found = connection.execute(_LATEST).scalar()
        return None if found is None else Note.parse(found)

    def add_lines(self, size: int, lines: Sequence[SignatureLine]) -> Note:
        """Add cosignatures, which the caller has verified, to the checkpoint of ``size`` entries."""
        with self.database.transaction() as connection:
            known = self.signed(connection, size)
            if known is None:
                raise LedgerError("ledger_not_signed_yet", position=size)
            note = known.with_lines(lines)
            connection.execute(update(CHECKPOINTS).where(CHECKPOINTS.c.size == size).values(**_kept(note)))
        return note

    def roots(self, connection: Connection, ranges: Sequence[tuple[int, int]]) -> tuple[bytes, ...]:
        """Return the root of each range of leaves, in two queries; raise :class:`LedgerError` ``ledger_node``."""
        parts = [tree.perfect_parts(start, end) for start, end in ranges]
        wanted = {part for some in parts for part in some}
        leaves = [position for level, position in wanted if level == 0]
        inner = {tree.node_number(level, position): (level, position) for level, position in wanted if level}
        found: dict[tuple[int, int], bytes] = {}
        if leaves:
            chosen = select(ENTRIES.c.position, ENTRIES.c.leaf).where(ENTRIES.c.position.in_(leaves))
            found |= {(0, row.position): row.leaf for row in connection.execute(chosen)}
        if inner:
            nodes = select(NODES.c.number, NODES.c.hash).where(NODES.c.number.in_(list(inner)))
            found |= {inner[row.number]: row.hash for row in connection.execute(nodes)}
        for level, position in wanted - set(found):
            raise LedgerError("ledger_node", position=((position + 1) << level) - 1)
        return tuple(tree.fold([found[part] for part in some]) for some in parts)

    def root(self, connection: Connection, size: int) -> bytes:
        """Return the root that the log had at ``size`` entries; raise :class:`LedgerError` ``ledger_ahead``."""
        self._require_size(connection, size)
        return self.roots(connection, [(0, size)])[0]

    def inclusion(self, connection: Connection, index: int, size: int) -> tuple[bytes, ...]:
        """Return the inclusion proof of an entry in the log of ``size`` entries (RFC 9162, section 2.1.3.1)."""
        self._require_size(connection, size)
        return self.roots(connection, tree.inclusion_ranges(index, size))

    def consistency(self, connection: Connection, old: int, new: int) -> tuple[bytes, ...]:
        """Return the proof that the log of ``new`` entries continues that of ``old`` (RFC 9162, section 2.1.4.1)."""
        self._require_size(connection, new)
        return self.roots(connection, tree.consistency_ranges(old, new))

    def positions(self, connection: Connection, subject: str) -> list[int]:
        """Return the positions of all entries about ``subject``, in order."""
        chosen = select(OPENINGS.c.position).where(OPENINGS.c.subject == subject).order_by(OPENINGS.c.position)
        return list(connection.execute(chosen).scalars())

    def receipt(self, connection: Connection, index: int) -> bytes:
        """Return the receipt of an entry under the latest checkpoint (C2SP tlog-proof), with its salt if it is known.

        Raises :class:`LedgerError` ``ledger_not_signed_yet``, ``ledger_unknown`` where no entry stands there.
        """
        entry = connection.execute(select(ENTRIES.c.entry).where(ENTRIES.c.position == index)).scalar()
        if entry is None:
            raise LedgerError("ledger_unknown", subject=index)
        note = self.latest(connection)
        size = 0 if note is None else Checkpoint.parse(note.text).size
        if note is None or size <= index:
            raise LedgerError("ledger_not_signed_yet", position=index)
        salt = connection.execute(select(OPENINGS.c.salt).where(OPENINGS.c.position == index)).scalar()
        extra = None if salt is None else make_extra(salt, entry)
        return Proof(index, self.inclusion(connection, index, size), note, extra).to_bytes()

    def receipts(self, connection: Connection, indices: Sequence[int]) -> dict[int, bytes]:
        """Return the receipts of several entries, in a few queries; raises as :meth:`receipt`."""
        note = self.latest(connection)
        size = 0 if note is None else Checkpoint.parse(note.text).size
        if note is None or size <= max(indices, default=-1):
            raise LedgerError("ledger_not_signed_yet", position=max(indices, default=0))
        ranges = {index: tree.inclusion_ranges(index, size) for index in indices}
        roots = iter(self.roots(connection, [one for some in ranges.values() for one in some]))
        paths = {index: tuple(next(roots) for _ in some) for index, some in ranges.items()}
        columns = select(ENTRIES.c.position, ENTRIES.c.entry, OPENINGS.c.salt)
        joined = ENTRIES.outerjoin(OPENINGS, OPENINGS.c.position == ENTRIES.c.position)
        rows = connection.execute(columns.select_from(joined).where(ENTRIES.c.position.in_(list(ranges)))).all()
        if len(rows) != len(ranges):
            raise LedgerError("ledger_unknown", subject=", ".join(map(str, ranges)))
        extras = {row.position: None if row.salt is None else make_extra(row.salt, row.entry) for row in rows}
        return {index: Proof(index, path, note, extras[index]).to_bytes() for index, path in paths.items()}

    def erase(self, connection: Connection, subjects: Sequence[str]) -> int:
        """Erase what ties entries to ``subjects``: the salts; the entries stay, and open for nobody any more.

        Every other proof stays valid. Empty the database's own traces after the commit
        (:meth:`mexbadge.store.Database.forget_traces`). Returns how many salts there were.
        """
        count = 0
        for at in range(0, len(subjects), _CHUNK):
            chosen = delete(OPENINGS).where(OPENINGS.c.subject.in_(subjects[at : at + _CHUNK]))
            count += connection.execute(chosen).rowcount
        return count

    def freeze(self, connection: Connection) -> None:
        """Refuse entries from now on, because this copy came back from a backup, until :meth:`resume`."""
        connection.execute(update(HEAD).where(HEAD.c.id == _ROW).values(state=RECOVERED))

    def resume(self, note: Note) -> None:
        """Take entries again, if the log continues ``note``, the last checkpoint that left this house.

        Raises :class:`LedgerError` as :meth:`require_continues`.
        """
        with self.database.transaction() as connection:
            self.require_continues(connection, note)
            connection.execute(update(HEAD).where(HEAD.c.id == _ROW).values(state=OPEN))

    def catch_up(self, connection: Connection, note: Note, entries: Iterable[bytes]) -> range:
        """Add to a log that came back from a backup what was published after it, up to the signed checkpoint ``note``.

        The log takes no other entries before :meth:`resume`. Raises as :meth:`require_continues`; the caller's
        transaction must then not be committed.
        """
        connection.execute(update(HEAD).where(HEAD.c.id == _ROW).values(state=OPEN))
        added = self.append(connection, entries)
        self.require_continues(connection, note)
        if self.signed(connection, added.stop) is None:
            connection.execute(_ADD_CHECKPOINT, {"size": added.stop, **_kept(note)})
        self.freeze(connection)
        return added

    def require_continues(self, connection: Connection, note: Note) -> None:
        """Return if the log continues a checkpoint that it signed before.

        Raises :class:`LedgerError`: ``ledger_rolled_back`` where it has fewer entries, ``ledger_fork`` where another
        root stood there, ``ledger_origin``, ``ledger_unsigned``, ``ledger_signature``.
        """
        known = LogPolicy(self.origin, (self.key,)).accept(note).checkpoint
        head = self.head(connection)
        if head.size < known.size:
            raise LedgerError("ledger_rolled_back", position=known.size, size=head.size, evidence="-")
        if self.roots(connection, [(0, known.size)])[0] != known.root:
            raise LedgerError("ledger_fork", position=known.size, evidence="-")

    def _require_size(self, connection: Connection, size: int) -> None:
        head = self.head(connection)
        if not 0 <= size <= head.size:
            raise LedgerError("ledger_ahead", position=size, size=head.size)


def opening_digest(position: int, subject: str, salt: bytes) -> bytes:
    """Return the digest that finds a damaged opening; it tells nothing of the salt."""
    return sha256(b"%d\n%d\n%s%s" % (position, len(subject.encode()), subject.encode(), salt)).digest()


def _opening(position: int, item: Commitment) -> dict[str, object]:
    digest = opening_digest(position, item.subject, item.salt)
    return {"position": position, "subject": item.subject, "salt": item.salt, "digest": digest}


def _kept(note: Note) -> dict[str, bytes]:
    data = note.to_bytes()
    return {"note": data, "digest": sha256(data).digest()}
