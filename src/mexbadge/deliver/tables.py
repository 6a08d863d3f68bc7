"""The table of the outbox.

Importing this module imports SQLAlchemy.
"""

from typing import Final

from sqlalchemy import Column, Index, Integer, LargeBinary, MetaData, String, Table, Text

__all__ = ["ALL", "AREA", "OUTBOX"]

AREA: Final = "outbox"
_METADATA: Final = MetaData()

OUTBOX: Final = Table(
    "outbox",
    _METADATA,
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
"""Every message with its Message-ID, from before the first try on. ``why`` is JSON: a code and its values."""
Index("ix_outbox_state", OUTBOX.c.state, OUTBOX.c.number)

ALL: Final = (OUTBOX,)
"""Every table, for a copy."""
