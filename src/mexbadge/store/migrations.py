"""Tables that grow by numbered steps, forward only.

Each area (the register, the ledger, the exchange) counts for itself in the table ``schema_version``. A step never
changes once it was released; a database that is newer than the program is refused, not guessed at.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, inspect, select
from sqlalchemy.engine import Connection

from mexbadge.errors import RegisterError

__all__ = ["Migration", "apply", "version_of"]

Migration: TypeAlias = Callable[[Connection], None]
"""One step: it gets a connection inside a transaction."""

_VERSIONS: Final = Table(
    "schema_version",
    MetaData(),
    Column("area", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("applied", String(32), nullable=False),
)


def version_of(connection: Connection, area: str) -> int:
    """Return how many steps of ``area`` were taken."""
    if not inspect(connection).has_table(_VERSIONS.name):
        return 0
    highest = select(func.max(_VERSIONS.c.version)).where(_VERSIONS.c.area == area)
    return connection.execute(highest).scalar() or 0


def apply(connection: Connection, area: str, steps: Sequence[Migration], *, at: datetime, name: str) -> int:
    """Take the steps that are still missing and return how many that were.

    Raises :class:`RegisterError` ``register_newer`` for a database that is ahead of the program.
    """
    _VERSIONS.metadata.create_all(connection)
    done = version_of(connection, area)
    if done > len(steps):
        raise RegisterError("register_newer", register=name, version=done, known=len(steps))
    for number, step in enumerate(steps[done:], done + 1):
        step(connection)
        connection.execute(insert(_VERSIONS).values(area=area, version=number, applied=at.isoformat()))
    return len(steps) - done
