"""From what a database driver complains of to what a person can do about it."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from mexbadge.errors import RegisterError

__all__ = ["failures"]

_SQLITE: Final[Mapping[str, str]] = {
    "SQLITE_BUSY": "register_busy",
    "SQLITE_LOCKED": "register_busy",
    "SQLITE_FULL": "register_disk_full",
    "SQLITE_IOERR": "register_disk_full",
    "SQLITE_TOOBIG": "register_disk_full",
    "SQLITE_NOTADB": "register_damaged",
    "SQLITE_CORRUPT": "register_damaged",
    "SQLITE_CANTOPEN": "register_unreachable",
    "SQLITE_READONLY": "register_read_only",
    "SQLITE_PERM": "register_read_only",
    "SQLITE_AUTH": "register_read_only",
    "SQLITE_CONSTRAINT": "register_conflict",
}
_POSTGRES: Final[Mapping[str, str]] = {
    "08": "register_unreachable",
    "23": "register_conflict",
    "25006": "register_read_only",
    "28": "register_denied",
    "3D": "register_no_database",
    "40": "register_busy",
    "42501": "register_no_rights",
    "53100": "register_disk_full",
    "53": "register_busy",
    "55P03": "register_busy",
    "57": "register_unreachable",
    "58": "register_disk_full",
    "XX": "register_damaged",
}
"""SQLSTATE, by its longest known beginning (PostgreSQL, appendix A)."""


@contextmanager
def failures(name: str) -> Iterator[None]:
    """Turn every failure of the database ``name`` into a :class:`RegisterError`; other errors pass through."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise RegisterError(_code(error), register=name) from None


def _code(error: Exception) -> str:
    origin = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(origin, sqlite3.Error):
        return _of_sqlite(origin)
    state = getattr(origin, "sqlstate", None)
    if isinstance(state, str):
        return next((_POSTGRES[state[:n]] for n in (5, 2) if state[:n] in _POSTGRES), "register_failed")
    if isinstance(error, IntegrityError):
        return "register_conflict"
    connecting = isinstance(error, DBAPIError) and (error.connection_invalidated or error.statement is None)
    return "register_unreachable" if connecting else "register_failed"


def _of_sqlite(error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "") or ""
    found = (code for start, code in _SQLITE.items() if name == start or name.startswith(f"{start}_"))
    return next(found, "register_failed")
