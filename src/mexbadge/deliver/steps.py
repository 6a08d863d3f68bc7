"""The numbered steps by which the table of the outbox came about: what each made is written out, and stays as it is.

How the table is now stands in :mod:`mexbadge.deliver.tables`; a change there is a further step here. Importing this
module imports SQLAlchemy.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text
from sqlalchemy.engine import Connection

from mexbadge.store import Migration

__all__ = ["MIGRATIONS"]

_THEN: Final = MetaData()
_STEP_1: Final = Table(
    "outbox",
    _THEN,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("key", String(64), nullable=False, unique=True),
    Column("channel", String(16), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", Text, nullable=False, index=True),
    Column("name", Text, nullable=False, unique=True),
    Column("payload", LargeBinary, nullable=False),
    Column("recipient", Text),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("created", String(32), nullable=False),
    Column("changed", String(32), nullable=False),
    Column("due", String(32)),
    Column("why", Text),
    sqlite_autoincrement=True,
)
Index("ix_outbox_state", _STEP_1.c.state, _STEP_1.c.number)


def _first(connection: Connection) -> None:
    _THEN.create_all(connection)


MIGRATIONS: Final[tuple[Migration, ...]] = (_first,)
