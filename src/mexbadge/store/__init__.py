"""One database engine for everything that mexbadge keeps: an SQLite file, or PostgreSQL by its address.

A change is made in one transaction that no other process can interleave with; the tables grow by numbered migrations;
whatever goes wrong is a :class:`~mexbadge.errors.RegisterError`.
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

__all__ = ["Database", "Migration"]

if TYPE_CHECKING:
    from mexbadge.store.database import Database
    from mexbadge.store.migrations import Migration
else:
    __getattr__ = face(__name__, (), {"Database": "database", "Migration": "migrations"})
