"""A database that is opened by a path or an address, and its transactions."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from hashlib import sha256
from os import PathLike
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any, Final, Self, cast
from urllib.parse import quote

from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import URL, Connection, Dialect, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateSchema
from sqlalchemy.util import LRUCache

from mexbadge._files import lock, own
from mexbadge.errors import RegisterError
from mexbadge.store import migrations
from mexbadge.store.failures import failures
from mexbadge.store.migrations import Migration
from mexbadge.store.postgres import reasons

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Database"]

BUSY_SECONDS: Final = 30
"""How long a process waits for another one that writes."""
_LOCK: Final = 0x6D65786261646765
"""The advisory lock of PostgreSQL under which mexbadge writes; any number would do."""
_AT_WORK: Final = 0x6D65786261646768
"""The advisory lock that those who have something half done hold together; see :meth:`Database.at_work`."""
_POSTGRES: Final = "postgresql+psycopg"
_WRITES: Final = "mexbadge_writes"
_STATEMENTS: Final = 1_000
"""How many statements are remembered as SQL."""
_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",
)


class Database:
    """An SQLite file or a PostgreSQL database.

    One process at a time writes: ``BEGIN IMMEDIATE`` in SQLite, an advisory lock in PostgreSQL. Readers see one state
    for as long as they read, and nobody waits for them. Connections are opened when they are needed and closed after,
    so that an object of this class crosses threads and forks; :meth:`hold` keeps them for many short transactions.
    """

    def __init__(self, engine: Engine, name: str, *, read_only: bool = False) -> None:
        self.engine = engine
        self.name = name
        self.read_only = read_only
        self._held = local()

    def __repr__(self) -> str:
        return f"<Database {self.name!r}>"

    @classmethod
    def open(
        cls,
        url_or_path: str | PathLike[str],
        *,
        create: bool = True,
        read_only: bool | None = None,
        schema: str | None = None,
    ) -> Self:
        """Open a database: a path or ``sqlite:///PATH`` (made if it is not there), or ``postgresql://…``.

        ``create=False`` makes no file: one that is not there, or empty, is ``register_gone``. On media that cannot be
        written (``read_only``, found out if ``None``) nothing is written, not even a file beside it. The file of SQLite
        is its owner's alone (mode 0600). ``schema``: in PostgreSQL all tables are in the schema of that name, which is
        made if it is not there, and no other table is seen; a file has none. PostgreSQL needs the extra ``postgres``;
        leave the password to ``PGPASSWORD`` or ``~/.pgpass``. Raises :class:`RegisterError`: ``register_url``,
        ``register_address``, ``register_driver``,
        ``register_unreachable``, ``register_damaged``; of PostgreSQL ``register_no_server``, ``register_no_database``
        and ``register_denied``.
        """
        url = _url(url_or_path)
        if schema is not None and url.drivername == _POSTGRES:
            url = _within(url, schema, create=create)
        name = _shown(url) if url.host or url.drivername == _POSTGRES else url.database
        database = cls(_engine(url, name or ""), name or "")
        if not database.is_sqlite:
            with reasons(url, database.name), database.read():
                return database
        path = Path(url.database or "")
        if not create:
            _require_file(path, database.name)
        if read_only or (read_only is None and _is_read_only(path)):
            database = cls(_engine(_unwritten(path, database.name), database.name), database.name, read_only=True)
        else:
            _private_file(path, database.name)
        with database.read():
            pass
        return database

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def path(self) -> Path | None:
        """The file of SQLite, or ``None``."""
        return Path(self.name) if self.is_sqlite else None

    @contextmanager
    def transaction(self, *, durable: bool = True) -> Iterator[Connection]:
        """Write: everything or, if anything raises, nothing; no other process writes meanwhile.

        What was committed is on the disk. ``durable=False`` does not wait for that: only for what can be made again
        from what is on the disk already; a power cut may lose it, never half of it, and the next durable commit takes
        it along.

        Every failure of the database is a :class:`RegisterError`: ``register_busy`` after 30 seconds of waiting,
        ``register_disk_full``, ``register_damaged``, ``register_read_only``, ``register_unreachable``,
        ``register_denied``, ``register_no_rights``, ``register_conflict``, ``register_failed``.
        """
        with failures(self.name), self._writing(durable=durable) as connection, connection.begin():
            if not self.is_sqlite:
                if not durable:
                    connection.execute(text("SET LOCAL synchronous_commit = off"))
                connection.execute(text(f"SET LOCAL lock_timeout = '{BUSY_SECONDS}s'"))
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            yield connection

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Read one state; raises as :meth:`transaction`."""
        options: dict[str, Any] = {_WRITES: False} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with failures(self.name), self._connection(options) as connection, connection.begin():
            yield connection

    @contextmanager
    def hold(self) -> Iterator[None]:
        """Keep the connections that this thread opens meanwhile, for its next transactions.

        It saves the opening of the file, which costs more than a short transaction does. Only SQLite needs it; a
        process that forks meanwhile must not use the object in the child.
        """
        if not self.is_sqlite or self._idle() is not None:
            yield
            return
        idle: list[Connection] = []
        self._held.idle = idle
        try:
            yield
        finally:
            self._held.idle = None
            with failures(self.name):
                for connection in idle:
                    connection.close()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Hold, together with others, a lock that dies with the connection: something is half done meanwhile.

        Only PostgreSQL needs it, where others may work from other computers; of a file, its folder has a lock.
        """
        if self.is_sqlite:
            yield
            return
        with self._locking() as connection:
            connection.execute(text("SELECT pg_advisory_lock_shared(:key)"), {"key": _AT_WORK})
            yield

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Yield whether nobody holds :meth:`at_work`, and keep others waiting meanwhile; of a file, always so."""
        if self.is_sqlite:
            yield True
            return
        with self._locking() as connection:
            asked = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _AT_WORK})
            yield bool(asked.scalar())

    @contextmanager
    def only(self, name: str) -> Iterator[bool]:
        """Hold a lock of that name alone, which dies with the process; yield at once whether it was to be had.

        Of a file it is a file beside it (``NAME.lock``), of PostgreSQL an advisory lock.
        """
        if self.is_sqlite:
            with _lock_file(Path(f"{self.name}-{name}.lock"), self.name) as handle:
                yield lock(handle, alone=True)
            return
        with self._locking() as connection:
            key = int.from_bytes(sha256(f"mexbadge {name}".encode()).digest()[:8], "big", signed=True)
            asked = connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": key})
            yield bool(asked.scalar())

    @contextmanager
    def _locking(self) -> Iterator[Connection]:
        """Yield a connection for a lock alone, outside of every transaction; closing it gives the lock back."""
        with failures(self.name), self.engine.connect() as connection:
            yield connection.execution_options(isolation_level="AUTOCOMMIT")

    @contextmanager
    def _writing(self, *, durable: bool) -> Iterator[Connection]:
        with self._connection({_WRITES: True}) as connection:
            if durable or not self.is_sqlite:
                yield connection
                return
            driver = cast("sqlite3.Connection", connection.connection.driver_connection)
            driver.execute("PRAGMA synchronous = NORMAL")
            try:
                yield connection
            finally:
                driver.execute("PRAGMA synchronous = FULL")

    @contextmanager
    def _connection(self, options: dict[str, Any]) -> Iterator[Connection]:
        idle = self._idle()
        kept = idle.pop() if idle else self.engine.connect()
        try:
            yield kept.execution_options(**options)
        finally:
            if idle is None or idle is not self._idle() or kept.invalidated or kept.in_transaction():
                kept.close()
            else:
                idle.append(kept)

    def _idle(self) -> list[Connection] | None:
        """Return the connections that :meth:`hold` keeps for this thread and nothing uses now, if it keeps any."""
        found: list[Connection] | None = getattr(self._held, "idle", None)
        return found

    def migrate(self, area: str, steps: Sequence[Migration], *, at: datetime) -> int:
        """Bring the tables of ``area`` up to date and return how many steps that took.

        Raises :class:`RegisterError` ``register_newer``.
        """
        with self.read() as connection:
            done = migrations.version_of(connection, area, name=self.name)
        if done == len(steps):
            return 0
        if self.read_only and done < len(steps):
            raise RegisterError("register_read_only_old", register=self.name)
        with self.transaction() as connection:
            return migrations.apply(connection, area, steps, at=at, name=self.name)

    def copy_to(self, path: str | PathLike[str]) -> None:
        """Write a whole copy of an SQLite database to a new file, while others go on reading and writing."""
        target = Database.open(path)
        with failures(self.name), self.engine.connect() as source, target.engine.connect() as copy:
            ours, theirs = (cast("sqlite3.Connection", each.connection.driver_connection) for each in (source, copy))
            ours.backup(theirs)

    def forget_traces(self) -> None:
        """Empty the log in which SQLite still holds what was deleted; PostgreSQL does so by itself in its time."""
        if self.is_sqlite:
            with failures(self.name), self.engine.connect() as connection:
                cursor = connection.connection.cursor()
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                cursor.close()


def _url(given: str | PathLike[str]) -> URL:
    value = os.fspath(given)
    if "://" not in value:
        return URL.create("sqlite", database=value)
    try:
        url = make_url(value)
    except ArgumentError:
        raise RegisterError("register_url", register=value.partition("://")[0]) from None
    except ValueError:  # a port that is no number; the address itself may hold a password
        raise RegisterError("register_address", register=value.partition("://")[0]) from None
    if url.drivername in {"postgresql", "postgres", _POSTGRES}:
        return url.set(drivername=_POSTGRES)
    if url.drivername != "sqlite" or not url.database or url.database == ":memory:":
        raise RegisterError("register_url", register=url.drivername)
    return url


def _shown(url: URL) -> str:
    """Return an address as people write it: without the driver's name, the password, and what we ourselves ask."""
    plain = url.difference_update_query(["options"])
    return plain.set(drivername=plain.drivername.partition("+")[0]).render_as_string(hide_password=True)


def _within(url: URL, schema: str, *, create: bool) -> URL:
    """Return the address by which everything is looked for in one schema alone, which is made if it is to be."""
    if create:
        name = _shown(url)
        with reasons(url, name), failures(name), _engine(url, name).begin() as connection:
            connection.execute(CreateSchema(schema, if_not_exists=True))
    return url.update_query_dict({"options": f"-csearch_path={schema}"})


def _is_read_only(path: Path) -> bool:
    """Return whether a file is there that cannot be written, or beside which nothing can be."""
    return path.is_file() and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def _unwritten(path: Path, name: str) -> URL:
    """Return how SQLite opens a file without writing anything (sqlite.org/uri.html, "mode" and "immutable").

    Raises :class:`RegisterError` ``register_read_only_open`` where changes beside the file are not in it yet.
    """
    log = path.with_name(f"{path.name}-wal")
    if log.is_file() and log.stat().st_size:
        raise RegisterError("register_read_only_open", register=name)
    quoted = quote(str(path.resolve()))
    return URL.create("sqlite", database=f"file:{quoted}", query={"mode": "ro", "immutable": "1", "uri": "true"})


def _engine(url: URL, name: str) -> Engine:
    options = {"timeout": BUSY_SECONDS, "check_same_thread": False} if url.drivername == "sqlite" else {}
    try:
        engine = create_engine(url, poolclass=NullPool, connect_args=options)
    except ModuleNotFoundError:
        raise RegisterError("register_driver", register=name) from None
    if engine.dialect.name == "sqlite":
        engine.dialect, statements = _put_once()
        engine.update_execution_options(compiled_cache=statements)
        event.listen(engine, "connect", _read_alone if "immutable" in url.query else _prepared)
        event.listen(engine, "begin", _begun)
    return engine


@cache
def _put_once() -> tuple[Dialect, LRUCache[Any, Any]]:
    """Return what all files share: how questions are put into SQL, and those that were put before.

    To put a question costs more than to ask it, and each file is asked the same ones.
    """
    anywhere = create_engine("sqlite://", poolclass=NullPool)
    with anywhere.connect():  # a dialect is whole after its first connection
        return anywhere.dialect, LRUCache(_STATEMENTS)


def _prepared(connection: Any, _record: object) -> None:  # noqa: ANN401 - a connection of the driver
    """Leave BEGIN to us, and set what holds for each connection."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _read_alone(connection: Any, _record: object) -> None:  # noqa: ANN401 - a connection of the driver
    """Leave BEGIN to us, as :func:`_prepared`; nothing is set that would write."""
    connection.isolation_level = None


def _begun(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _require_file(path: Path, name: str) -> None:
    """Raise :class:`RegisterError` ``register_gone`` where there is no file, or one without a byte in it."""
    try:
        size = path.stat().st_size
    except (FileNotFoundError, NotADirectoryError):
        size = 0
    except (OSError, ValueError):
        raise RegisterError("register_unreachable", register=name) from None
    if not size:
        raise RegisterError("register_gone", register=name)


@contextmanager
def _lock_file(path: Path, name: str) -> Iterator[int]:
    """Open the file of a lock, its owner's alone; it stays there, for another process may have it open."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_RDWR, 0o600)
    except (OSError, ValueError):
        raise RegisterError("register_unreachable", register=name) from None
    try:
        yield handle
    finally:
        os.close(handle)


def _private_file(path: Path, name: str) -> None:
    """Make the file with its owner's rights alone; the files beside it inherit them."""
    try:
        new = not path.exists()
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
        if new:
            own(path)
    except (OSError, ValueError):
        raise RegisterError("register_unreachable", register=name) from None
