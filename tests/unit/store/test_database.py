import os
import sqlite3
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, event, insert, select, text
from sqlalchemy.engine import Connection

import made_once
from mexbadge import store
from mexbadge.errors import MexBadgeError, RegisterError
from mexbadge.store import Database

AT = datetime(2026, 3, 1, tzinfo=UTC)
THINGS = Table("things", MetaData(), Column("id", Integer, primary_key=True, autoincrement=False))


def first(connection: Connection) -> None:
    THINGS.create(connection)


def second(connection: Connection) -> None:
    connection.execute(insert(THINGS).values(id=1))


@pytest.fixture(autouse=True)
def _no_shortcuts(monkeypatch: pytest.MonkeyPatch) -> None:
    made_once.as_it_is(monkeypatch)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    database = Database.open(tmp_path / "store.db")
    database.migrate("things", (first,), at=AT)
    return database


def ids(database: Database) -> list[int]:
    with database.read() as connection:
        return list(connection.execute(select(THINGS.c.id).order_by(THINGS.c.id)).scalars())


def code_of(error: pytest.ExceptionInfo[RegisterError]) -> str:
    assert error.value.message("fr") != error.value.message("en")
    assert error.value.hint
    assert isinstance(error.value, MexBadgeError)
    assert error.value.__suppress_context__ or error.value.__context__ is None
    return error.value.code


def test_what_holds_for_each_connection(database: Database) -> None:
    with database.read() as connection:
        found = {
            name: connection.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 30_000,
        "secure_delete": 1,
    }


def test_a_commit_is_on_the_disk_unless_it_can_be_made_again(database: Database) -> None:
    def waits(connection: Connection) -> bool:
        return connection.execute(text("PRAGMA synchronous")).scalar() == 2  # FULL

    with database.hold():
        with database.transaction(durable=False) as connection:
            assert not waits(connection)
            connection.execute(insert(THINGS).values(id=1))
        with pytest.raises(ZeroDivisionError), database.transaction(durable=False) as connection:
            connection.execute(insert(THINGS).values(id=2 // 0))
        with database.transaction() as connection:
            assert waits(connection)
            connection.execute(insert(THINGS).values(id=3))
    assert ids(database) == [1, 3]


def opened(database: Database) -> list[sqlite3.Connection]:
    """Return a list that grows by each connection that is opened from now on."""
    found: list[sqlite3.Connection] = []
    event.listen(database.engine, "connect", lambda connection, _record: found.append(connection))
    return found


def test_connections_are_opened_once_while_they_are_held_and_closed_after(database: Database) -> None:
    connections = opened(database)
    with database.hold():
        for number in range(3):
            with database.transaction() as connection:
                connection.execute(insert(THINGS).values(id=number))
                assert len(ids(database)) == number  # another connection, which does not see what is not committed
        with database.hold():
            assert ids(database) == [0, 1, 2]
    assert len(connections) == 2
    assert ids(database) == [0, 1, 2]
    assert len(connections) == 3
    for closed in connections:
        with pytest.raises(sqlite3.ProgrammingError):
            closed.execute("SELECT 1")


def test_what_was_rolled_back_on_a_held_connection_leaves_nothing_behind(database: Database) -> None:
    def fail() -> None:
        with database.transaction() as connection:
            connection.execute(insert(THINGS).values(id=1))
            raise ZeroDivisionError

    with database.hold():
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                fail()
        with database.read() as connection, pytest.raises(RegisterError), database.transaction():
            connection.exec_driver_sql("SELECT nothing")
        with database.transaction() as connection:
            connection.execute(insert(THINGS).values(id=5))
    assert ids(database) == [5]


def test_another_thread_has_connections_of_its_own(database: Database) -> None:
    connections, seen = opened(database), list[list[int]]()
    with database.hold(), database.transaction() as connection:
        connection.execute(insert(THINGS).values(id=1))
        other = threading.Thread(target=lambda: seen.append(ids(database)))
        other.start()
        other.join()
    assert seen == [[]]
    assert len(connections) == 2


def test_what_one_file_was_asked_is_put_into_sql_for_no_other(tmp_path: Path) -> None:
    compiled = []
    for name in ("one", "other"):
        database = Database.open(tmp_path / f"{name}.db")
        database.migrate("things", (first, second), at=AT)
        with database.read() as connection:
            found = connection.execute(select(THINGS.c.id).where(THINGS.c.id == 1))
            assert list(found.scalars()) == [1]
            compiled.append(found.context.compiled)
    assert compiled[0] is compiled[1]


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such bits")
def test_the_file_is_its_owners_alone(tmp_path: Path, database: Database) -> None:
    assert database.path == tmp_path / "store.db"
    assert (tmp_path / "store.db").stat().st_mode & 0o077 == 0


def test_a_transaction_is_all_or_nothing(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(insert(THINGS).values(id=1))

    def fail() -> None:
        with database.transaction() as connection:
            connection.execute(insert(THINGS).values(id=2))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert ids(database) == [1]


def test_a_second_writer_waits_for_the_first(database: Database) -> None:
    inside, order = threading.Event(), list[str]()

    def write() -> None:
        inside.wait()
        with database.transaction() as connection:
            order.append("second")
            connection.execute(insert(THINGS).values(id=2))

    other = threading.Thread(target=write)
    other.start()
    with database.transaction() as connection:
        inside.set()
        other.join(0.2)
        order.append("first")
        connection.execute(insert(THINGS).values(id=1))
    other.join()
    assert order == ["first", "second"]
    assert ids(database) == [1, 2]


def test_a_reader_sees_one_state_and_waits_for_nobody(database: Database) -> None:
    with database.read() as connection:
        before = connection.execute(select(THINGS.c.id)).all()
        with database.transaction() as other:
            other.execute(insert(THINGS).values(id=1))
        assert connection.execute(select(THINGS.c.id)).all() == before
    assert ids(database) == [1]


def test_steps_are_taken_once_and_in_order(database: Database) -> None:
    assert database.migrate("things", (first, second), at=AT) == 1
    assert database.migrate("things", (first, second), at=AT) == 0
    assert ids(database) == [1]
    assert database.migrate("others", (), at=AT) == 0


def test_a_step_that_fails_leaves_the_tables_as_they_were(database: Database) -> None:
    with pytest.raises(RegisterError):
        database.migrate("things", (first, second, second), at=AT)
    assert ids(database) == []
    assert database.migrate("things", (first, second), at=AT) == 1


def test_a_database_that_is_ahead_is_refused(database: Database) -> None:
    database.migrate("things", (first, second), at=AT)
    with pytest.raises(RegisterError) as error:
        database.migrate("things", (first,), at=AT)
    assert code_of(error) == "register_newer"


def test_a_row_that_stands_twice_is_a_conflict(database: Database) -> None:
    with pytest.raises(RegisterError) as error, database.transaction() as connection:
        connection.execute(insert(THINGS), [{"id": 1}, {"id": 1}])
    assert code_of(error) == "register_conflict"


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("mysql://user:secret@host/name", "register_url"),
        ("sqlite://", "register_url"),
        ("sqlite:///:memory:", "register_url"),
        ("://", "register_url"),
        ("/no/such/folder/register.db", "register_unreachable"),
        ("/", "register_unreachable"),
    ],
)
def test_what_cannot_hold_a_register_is_refused(address: str, code: str) -> None:
    with pytest.raises(RegisterError) as error:
        Database.open(address)
    assert code_of(error) == code
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_said_to_be_damaged(tmp_path: Path) -> None:
    (tmp_path / "register.db").write_bytes(b"This is no database, but it is long enough to look." * 50)
    with pytest.raises(RegisterError) as error:
        Database.open(tmp_path / "register.db")
    assert code_of(error) == "register_damaged"


def test_a_damaged_database_is_said_to_be_damaged(tmp_path: Path, database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(insert(THINGS), [{"id": number} for number in range(5000)])
    content = bytearray((tmp_path / "store.db").read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    (tmp_path / "store.db").write_bytes(content)
    with pytest.raises(RegisterError) as error:
        ids(database)
    assert code_of(error) == "register_damaged"


def test_a_lock_that_is_never_released_is_said_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mexbadge.store.database._PRAGMAS", ("PRAGMA busy_timeout = 50",))
    assert database.path is not None
    other = sqlite3.connect(database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(RegisterError) as error, database.transaction():
            pass
    finally:
        other.close()
    assert code_of(error) == "register_busy"


def test_the_room_says_what_it_offers() -> None:
    assert store.__all__ == ["Database", "Migration"]
