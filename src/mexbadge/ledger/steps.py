"""The numbered steps by which the tables of a log came about: what each made is written out, and stays as it is.

How the tables are now stands in :mod:`mexbadge.ledger.tables`; a change there is a further step here. Importing this
module imports SQLAlchemy.
"""

from typing import Final

from sqlalchemy import BigInteger, Column, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.engine import Connection

from mexbadge.store import Migration

__all__ = ["MIGRATIONS"]

_THEN: Final = MetaData()
_NUMBER: Final = Integer().with_variant(BigInteger(), "postgresql")
_STEP_1: Final = (
    Table(
        "ledger_entries",
        _THEN,
        Column("position", _NUMBER, primary_key=True, autoincrement=False),
        Column("entry", LargeBinary, nullable=False),
        Column("leaf", LargeBinary, nullable=False),
        Column("prev", LargeBinary, nullable=False),
    ),
    Table(
        "ledger_nodes",
        _THEN,
        Column("number", _NUMBER, primary_key=True, autoincrement=False),
        Column("hash", LargeBinary, nullable=False),
    ),
    Table(
        "ledger_head",
        _THEN,
        Column("id", Integer, primary_key=True, autoincrement=False),
        Column("vkey", Text, nullable=False),
        Column("size", _NUMBER, nullable=False),
        Column("root", LargeBinary, nullable=False),
        Column("chain", LargeBinary, nullable=False),
        Column("edge", LargeBinary, nullable=False),
        Column("state", String(16), nullable=False),
    ),
    Table(
        "ledger_checkpoints",
        _THEN,
        Column("size", _NUMBER, primary_key=True, autoincrement=False),
        Column("note", LargeBinary, nullable=False),
        Column("digest", LargeBinary, nullable=False),
    ),
    Table(
        "ledger_openings",
        _THEN,
        Column("position", _NUMBER, primary_key=True, autoincrement=False),
        Column("subject", Text, nullable=False, index=True),
        Column("salt", LargeBinary, nullable=False),
        Column("digest", LargeBinary, nullable=False),
    ),
)


def _first(connection: Connection) -> None:
    _THEN.create_all(connection, tables=_STEP_1)


MIGRATIONS: Final[tuple[Migration, ...]] = (_first,)
"""Every step, in order; a database counts how many of them it took."""
