"""Tables that grow by numbered steps, forward only.

Each area (the register, the ledger, the exchange) counts for itself in the table ``schema_version``. A step never
changes once it was released; a database that is newer than the program is refused, not guessed at.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, inspect, select, text
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

_HIDDEN: Final = text(
    "SELECT EXISTS (SELECT FROM pg_catalog.pg_class t JOIN pg_catalog.pg_namespace n ON n.oid = t.relnamespace "
    "WHERE t.relname = :name AND NOT has_schema_privilege(n.oid, 'USAGE'))"
)
"""Whether a table lies in a schema that the user may not use (PostgreSQL, "Schemas and Privileges")."""


def version_of(connection: Connection, area: str, *, name: str) -> int:
    """Return how many steps of ``area`` were taken in the database that people know as ``name``.

    Raises :class:`RegisterError` ``register_no_rights`` where PostgreSQL hides the tables from this user: what may not
    be seen is not taken for what is not there.
    """
    if not inspect(connection).has_table(_VERSIONS.name):
        if connection.dialect.name == "postgresql" and connection.execute(_HIDDEN, {"name": _VERSIONS.name}).scalar():
            raise RegisterError("register_no_rights", register=name)
        return 0
    highest = select(func.max(_VERSIONS.c.version)).where(_VERSIONS.c.area == area)
    return connection.execute(highest).scalar() or 0


def apply(connection: Connection, area: str, steps: Sequence[Migration], *, at: datetime, name: str) -> int:
    """Take the steps that are still missing and return how many that were.

    Raises :class:`RegisterError` ``register_newer`` for a database that is ahead of the program.
    """
    _VERSIONS.metadata.create_all(connection)
    done = version_of(connection, area, name=name)
    if done > len(steps):
        raise RegisterError("register_newer", register=name, version=done, known=len(steps))
    for number, step in enumerate(steps[done:], done + 1):
        step(connection)
        connection.execute(insert(_VERSIONS).values(area=area, version=number, applied=at.isoformat()))
    return len(steps) - done
