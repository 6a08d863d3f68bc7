"""A whole copy of the register in one SQLite file, and the way back from it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Table, delete, func, insert, inspect, select, text, update
from sqlalchemy.engine import Connection

from mexbadge.deliver import outbox
from mexbadge.deliver import steps as outgoing_steps
from mexbadge.deliver import tables as outgoing
from mexbadge.errors import RegisterError
from mexbadge.issuer.folder import delivery
from mexbadge.issuer.register import events
from mexbadge.issuer.register.steps import MIGRATIONS
from mexbadge.issuer.register.tables import ALL, AREA, EVENTS, ISSUED, LISTS, RESERVED, SETTINGS
from mexbadge.ledger import steps as ledger_steps
from mexbadge.ledger import tables as ledger
from mexbadge.ledger.log import RECOVERED
from mexbadge.store import Database

if TYPE_CHECKING:
    from mexbadge.issuer.register.register import Register

__all__ = ["backup", "move_aside", "put_back", "recover"]

_ROWS: Final = 200


def backup(register: "Register", path: str | PathLike[str]) -> None:
    """Write a copy of ``register`` to the new file ``path``; others go on working meanwhile.

    It holds what the register holds, names and addresses included: keep it as safe. Raises :class:`InputError`
    ``register_into_hosted``, :class:`RegisterError` ``register_backup_exists``, and as every use of the database.
    """
    delivery.refuse_published(path)
    if Path(path).exists():
        raise RegisterError("register_backup_exists", path=str(path))
    if register.database.is_sqlite:
        register.database.copy_to(path)
        return
    target = Database.open(path)
    with register.read() as connection:
        now = connection.execute(select(func.now())).scalar_one()
        target.migrate(AREA, MIGRATIONS, at=now)
        target.migrate(ledger.AREA, ledger_steps.MIGRATIONS, at=now)
        target.migrate(outgoing.AREA, outgoing_steps.MIGRATIONS, at=now)
        with target.transaction() as copy:
            _copy(connection, copy)
            if inspect(connection).has_table(ledger.HEAD.name):
                _copy_all(ledger.ALL, connection, copy)
            if inspect(connection).has_table(outgoing.OUTBOX.name):
                _copy_all(outgoing.ALL, connection, copy)


def recover(register: "Register", path: str | PathLike[str], *, at: datetime) -> None:
    """Fill ``register``, in which nothing was issued yet, from a backup.

    What was issued after the backup is not in it. Its places in the status lists must not be given to anybody else:
    every list is closed, and new credentials get places in new ones. A ledger that comes back takes no entries
    until it is shown to continue what was published last. Of messages that were to go it is doubted whether they went.
    Raises :class:`RegisterError`:
    ``register_backup_missing``, ``register_not_empty`` (``register_not_aside`` in PostgreSQL), ``register_secret``.
    """
    if not Path(path).is_file():
        raise RegisterError("register_backup_missing", path=str(path))
    source = Database.open(path)
    source.migrate(AREA, MIGRATIONS, at=at)
    register.database.migrate(ledger.AREA, ledger_steps.MIGRATIONS, at=at)
    register.database.migrate(outgoing.AREA, outgoing_steps.MIGRATIONS, at=at)
    with source.read() as old, register.transaction() as connection:
        if connection.execute(select(func.count()).select_from(ISSUED)).scalar_one():
            code = "register_not_empty" if register.database.is_sqlite else "register_not_aside"
            raise RegisterError(code, register=register.database.name)
        mine, theirs = (each.execute(select(SETTINGS.c.value)).scalars().all() for each in (connection, old))
        if mine != theirs:
            raise RegisterError("register_secret", register=str(path))
        for table in reversed(ALL):
            connection.execute(delete(table))
        _copy(old, connection)
        _copy_log(old, connection)
        outbox.copy(old, connection)
        outbox.doubt(connection)
        if not register.database.is_sqlite:
            _count_on(connection)
        connection.execute(update(LISTS).values(closed=True))
        connection.execute(delete(RESERVED))  # they may have been used after the copy: their places stay taken
        events.append(connection, "recovered", AREA, at=at)


def move_aside(register: str, *, at: datetime) -> list[tuple[Path, Path]]:
    """Give the files of an SQLite register other names, and return pairs of the old and the new one.

    Nothing is done for a register in PostgreSQL. Raises :class:`RegisterError` ``register_file_unwritable``.
    """
    if "://" in register:
        return []
    moved: list[tuple[Path, Path]] = []
    named, number = f"{register}.aside-{at:%Y%m%dT%H%M%S}", 1
    while Path(named).exists():
        number += 1
        named = f"{register}.aside-{at:%Y%m%dT%H%M%S}-{number}"
    for suffix in ("", "-wal", "-shm"):
        old = Path(f"{register}{suffix}")
        new = Path(f"{named}{suffix}")
        if old.exists():
            try:
                old.rename(new)
            except OSError:
                _rename_back(moved)
                raise RegisterError("register_file_unwritable", path=str(old)) from None
            moved.append((old, new))
    return moved


def put_back(register: str, moved: Sequence[tuple[Path, Path]]) -> None:
    """Undo :func:`move_aside`; what was begun in the place of the register meanwhile goes."""
    if "://" not in register:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{register}{suffix}").unlink(missing_ok=True)
    _rename_back(moved)


def _rename_back(moved: Sequence[tuple[Path, Path]]) -> None:
    for old, new in moved:
        new.rename(old)


def _copy(source: Connection, target: Connection) -> None:
    _copy_all(ALL, source, target)


def _copy_log(source: Connection, target: Connection) -> None:
    """Copy the ledger, which takes no entries until it is shown that it continues what was published last."""
    if not inspect(source).has_table(ledger.HEAD.name):
        return
    for table in ledger.ALL:
        target.execute(delete(table))
    _copy_all(ledger.ALL, source, target)
    target.execute(update(ledger.HEAD).values(state=RECOVERED))


def _copy_all(tables: Iterable[Table], source: Connection, target: Connection) -> None:
    for table in tables:
        result = source.execute(select(table)).mappings()
        while rows := result.fetchmany(_ROWS):
            target.execute(insert(table), [dict(row) for row in rows])


def _count_on(connection: Connection) -> None:
    """Let the counters of PostgreSQL begin behind what was copied."""
    for table in (ISSUED, EVENTS, outgoing.OUTBOX):
        highest = connection.execute(select(func.max(table.c.number))).scalar()
        if highest is not None:
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'number'), :highest)")
            connection.execute(sequence, {"name": table.name, "highest": highest})
