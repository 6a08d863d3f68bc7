"""What tests need again and again is made once, and nobody waits for a disk: a test ends before the power does.

What is left out here is only the repetition: :mod:`tests.unit.store.test_made_once` compares the copies with what the
program makes, and restores the waiting where waiting is what a test is about.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

import pytest

from mexbadge.artwork import drawing
from mexbadge.store import Migration, database
from mexbadge.store.database import Database

__all__ = ["as_it_is", "copied", "made_once"]

Migrate = Callable[..., int]
Taken = tuple[str, tuple[Migration, ...]]
_KEPT: Final = {"migrate": Database.migrate, "pragmas": database._PRAGMAS, "fsync": os.fsync}
_WAIT: Final = "PRAGMA synchronous = FULL"
_ANYTHING: Final = "SELECT EXISTS (SELECT 1 FROM sqlite_master)"


@contextmanager
def made_once() -> Iterator[None]:
    """Draw each picture once, take the steps of new registers once, and leave the disk to itself."""
    unwaiting = tuple("PRAGMA synchronous = OFF" if pragma == _WAIT else pragma for pragma in database._PRAGMAS)
    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as kept:
        patch.setattr(_Kept, "folder", Path(kept), raising=False)
        patch.setattr(drawing, "draw", lru_cache(maxsize=64)(drawing.draw))
        patch.setattr(database, "_PRAGMAS", unwaiting)
        made: dict[Taken, sqlite3.Connection] = {}
        patch.setattr(Database, "migrate", _copying(Database.migrate, made))
        patch.setattr(os, "fsync", lambda _file: None)
        yield
        for connection in made.values():
            connection.close()


class _Kept:
    """Where the folders are that were made once."""

    folder: Path


def copied(make: Callable[[], object], into: Path) -> None:
    """Fill ``into`` with what ``make`` leaves in an empty folder in which it is called; it is called once."""
    made = _Kept.folder / f"{make.__module__}.{make.__qualname__}"
    if not made.exists():
        with TemporaryDirectory(dir=_Kept.folder) as work, pytest.MonkeyPatch.context() as patch:
            patch.chdir(work)
            make()
            shutil.copytree(work, made)
    shutil.copytree(made, into, dirs_exist_ok=True)


def as_it_is(patch: pytest.MonkeyPatch) -> None:
    """Take the shortcuts back for one test."""
    patch.setattr(Database, "migrate", _KEPT["migrate"])
    patch.setattr(database, "_PRAGMAS", _KEPT["pragmas"])
    patch.setattr(os, "fsync", _KEPT["fsync"])


def _copying(migrate: Migrate, made: dict[Taken, sqlite3.Connection]) -> Migrate:
    """Return ``migrate``, which for an empty file copies the tables that the same steps made in another one before."""

    def migrated(self: Database, area: str, steps: Sequence[Migration], *, at: datetime) -> int:
        key = (area, tuple(steps))
        if not self.is_sqlite or not _is_empty(self):
            return migrate(self, area, steps, at=at)
        if key not in made:
            taken = migrate(self, area, steps, at=at)
            made[key] = sqlite3.connect(":memory:", check_same_thread=False)
            with self.engine.connect() as connection:
                _driver(connection).backup(made[key])
            return taken
        with self.engine.connect() as connection:
            made[key].backup(_driver(connection))
        with self.transaction() as connection:
            connection.exec_driver_sql("UPDATE schema_version SET applied = ?", (at.isoformat(),))
        return len(steps)

    return migrated


def _is_empty(found: Database) -> bool:
    if found.read_only:
        return False
    with found.read() as connection:
        return not connection.exec_driver_sql(_ANYTHING).scalar()


def _driver(connection: Any) -> sqlite3.Connection:
    return cast("sqlite3.Connection", connection.connection.driver_connection)
