"""The tables of a log as they are now; :mod:`mexbadge.ledger.steps` makes them.

Importing this module imports SQLAlchemy; whoever needs it imports it inside a function.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, Text

__all__ = ["ALL", "AREA", "CHECKPOINTS", "ENTRIES", "HEAD", "NODES", "OPENINGS"]

AREA: Final = "ledger"
_METADATA: Final = MetaData()


class _Bytes(LargeBinary):
    """Bytes that go to the driver and come back as they are; both drivers take them so, and it saves time."""

    cache_ok = True

    def bind_processor(self, dialect: object) -> None:
        """Leave a value alone on its way in."""

    def result_processor(self, dialect: object, coltype: object) -> None:
        """Leave a value alone on its way out."""


_NUMBER: Final = Integer().with_variant(BigInteger(), "postgresql")

ENTRIES: Final = Table(
    "ledger_entries",
    _METADATA,
    Column("position", _NUMBER, primary_key=True, autoincrement=False),
    Column("entry", _Bytes, nullable=False),
    Column("leaf", _Bytes, nullable=False),
    Column("prev", _Bytes, nullable=False),
)
"""The log: each entry with its hash, and the chain up to it. Rows are only ever added."""
NODES: Final = Table(
    "ledger_nodes",
    _METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("hash", _Bytes, nullable=False),
)
"""The inner nodes of the tree, in the order in which the entries complete them: rows are only ever added."""
HEAD: Final = Table(
    "ledger_head",
    _METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("vkey", Text, nullable=False),
    Column("size", _NUMBER, nullable=False),
    Column("root", _Bytes, nullable=False),
    Column("chain", _Bytes, nullable=False),
    Column("edge", _Bytes, nullable=False),
    Column("state", String(16), nullable=False),
)
"""One row: the log's key, how far it has come, and the roots at the tree's right edge."""
CHECKPOINTS: Final = Table(
    "ledger_checkpoints",
    _METADATA,
    Column("size", _NUMBER, primary_key=True, autoincrement=False),
    Column("note", _Bytes, nullable=False),
    Column("digest", _Bytes, nullable=False),
)
"""Every checkpoint that was signed, with the cosignatures that it got."""
OPENINGS: Final = Table(
    "ledger_openings",
    _METADATA,
    Column("position", _NUMBER, primary_key=True, autoincrement=False),
    Column("subject", Text, nullable=False, index=True),
    Column("salt", _Bytes, nullable=False),
    Column("digest", _Bytes, nullable=False),
)
"""What opens an entry: whose it is, and its salt. Never published; ``erase`` takes rows out."""

ALL: Final = (ENTRIES, NODES, HEAD, CHECKPOINTS, OPENINGS)
"""Every table, for a copy."""
