"""The register's checks once more, on a PostgreSQL of their own on a loopback port."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from exchange_story import told
from exchanging import Mex, as_json, employer, opening, person, school
from issuing import AISHA, Folder, everything
from mexbadge._json import dumps
from mexbadge.errors import RegisterError
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import SCHEMA
from mexbadge.store import Database
from past_register_checks import Lived, opens_and_goes_on
from past_registers import SHAPES, Past
from register_checks import CHECKS, Check, fresh

pytestmark = pytest.mark.slow
_FOLDERS = [None, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]


def _binary(name: str) -> str:
    for folder in _FOLDERS:
        if found := shutil.which(name, path=None if folder is None else str(folder)):
            return found
    if os.environ.get("CI") == "true":
        pytest.fail(f"no {name}: install Debian's package postgresql")
    pytest.skip(f"no {name} on this machine")


def _driver() -> None:
    if find_spec("psycopg") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("no psycopg: install mexbadge[postgres]")
        pytest.skip("no psycopg: install mexbadge[postgres]")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Start a server as somebody who is not root, which PostgreSQL insists on; return its address."""
    _driver()
    initdb, pg_ctl = _binary("initdb"), _binary("pg_ctl")
    folder = Path(tempfile.mkdtemp(prefix="mexbadge-pg-"))
    who = "nobody" if os.geteuid() == 0 else None
    if who:
        shutil.chown(folder, who)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, log = folder / "data", folder / "log"
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off"

    def run(*command: str) -> None:
        environment = {**os.environ, "LC_ALL": "C.UTF-8"}
        subprocess.run(command, check=True, capture_output=True, user=who, cwd=folder, env=environment, timeout=120)

    run(initdb, "-D", str(data), "-U", "mexbadge", "--auth=trust", "--encoding=UTF8")
    try:
        run(pg_ctl, "-D", str(data), "-o", options, "-l", str(log), "-w", "start")
        yield f"postgresql://mexbadge@127.0.0.1:{port}"
    finally:
        subprocess.run([pg_ctl, "-D", str(data), "-m", "immediate", "stop"], check=False, capture_output=True, user=who)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server: str, request: pytest.FixtureRequest) -> str:
    """Make an empty database and return its address."""
    name = re.sub(r"[^a-z0-9]+", "_", request.node.name.lower())[:60].strip("_")
    with import_module("psycopg").connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return f"{server}/{name}"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_on_postgres(check: Check, tmp_path: Path, database: str) -> None:
    check(fresh(tmp_path, database))


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    return Lived.of(Folder(tmp_path_factory.mktemp("past") / "badges"))


@pytest.mark.parametrize("past", SHAPES, ids=str)
def test_a_register_of_every_past_shape_opens_and_goes_on(
    tmp_path: Path, server: str, lived: Lived, past: Past
) -> None:
    old, new = f"past_{past.number}", f"past_{past.number}_new"
    with import_module("psycopg").connect(f"{server}/postgres", autocommit=True) as connection:
        for name in (old, new):
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
    opens_and_goes_on(lived, past, tmp_path, f"{server}/{old}", f"{server}/{new}")


def test_the_register_is_in_the_database_alone(tmp_path: Path, database: str) -> None:
    folder = fresh(tmp_path, database)
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA)
    assert not (folder.path / "register.db").exists()
    assert [row["id"] for row in everything(folder.open())["issued"]] == [issued.id]


def test_a_backup_of_postgres_is_one_file_that_sqlite_reads(tmp_path: Path, database: str) -> None:
    folder = fresh(tmp_path, database)
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    issuer.register.backup(tmp_path / "backup.db")
    before = everything(issuer)
    other = fresh(tmp_path / "other")
    other.create()
    secret = (folder.path / "keys" / "register.secret").read_text()
    (other.path / "keys" / "register.secret").write_text(secret)
    (other.path / "register.db").unlink()
    for path in other.path.glob("register.db-*"):
        path.unlink()
    copy, _ = other.recover(tmp_path / "backup.db")
    assert everything(copy)["issued"] == before["issued"]


RUN = """
import sys, time
from issuing import Clock, rows
from mexbadge.issuer import Issuer
from mexbadge.issuer.pipeline.awards import places_of, reserved_for
issuer = Issuer.open(sys.argv[1], clock=Clock())
desk = issuer._desk
lot = issuer._lot("dementia-care", None)
with desk.register.database.at_work():
    reserved_for(desk, lot, places_of(desk, lot, rows(3)), desk.signer())
    print("reserved", flush=True)
    time.sleep(600)
"""


def test_places_of_a_run_that_was_killed_are_given_back_and_not_while_it_lives(tmp_path: Path, database: str) -> None:
    folder = Folder(tmp_path / "badges", register=database)
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    path = os.pathsep.join([str(Path(__file__).parents[1] / "support"), os.environ.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", RUN, str(folder.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": path}) as run:
        try:
            assert run.stdout is not None
            assert run.stdout.readline() == b"reserved\n"
            folder.open()
            assert (len(everything(issuer)["reserved"]), len(everything(issuer)["status_entries"])) == (3, 8)
        finally:
            run.kill()
    for _ in range(100):
        folder.open()
        if not everything(issuer)["reserved"]:
            break
        time.sleep(0.1)  # the server notices that the connection is gone
    assert (len(everything(issuer)["reserved"]), len(everything(issuer)["status_entries"])) == (0, 2)
    assert issuer.issue("dementia-care", to=AISHA).already


def test_no_server_no_database_and_a_refused_login_are_three_sentences(server: str) -> None:
    place, _, name = server.rpartition("@")
    asked = {
        "register_no_server": f"{server.rpartition(':')[0]}:1/nothing",
        "register_no_database": f"{server}/no_such_database",
        "register_denied": f"{place.replace('mexbadge', 'nobody-of-that-name')}@{name}/postgres",
    }
    for code, address in asked.items():
        with pytest.raises(RegisterError) as caught:
            Database.open(address)
        assert caught.value.code == code


def test_tables_that_a_user_may_not_see_or_read_are_not_taken_for_a_lost_register(
    tmp_path: Path, database: str
) -> None:
    folder = fresh(tmp_path, database)
    folder.create().issue("dementia-care", to=AISHA)
    with import_module("psycopg").connect(database, autocommit=True) as owner:
        owner.execute("REVOKE USAGE ON SCHEMA public FROM PUBLIC")
        owner.execute("DROP ROLE IF EXISTS clerk")
        owner.execute("CREATE ROLE clerk LOGIN PASSWORD 'of the clerk'")
    settings = folder.path / "mexbadge.toml"
    place = database.rpartition("@")[2]
    clerk = f"postgresql://clerk:of%20the%20clerk@{place}"
    settings.write_text(settings.read_text("utf-8").replace(database, clerk), "utf-8")
    with pytest.raises(RegisterError) as hidden:
        folder.open()
    with import_module("psycopg").connect(database, autocommit=True) as owner:
        owner.execute("GRANT USAGE ON SCHEMA public TO clerk")
    with pytest.raises(RegisterError) as closed:
        folder.open()
    assert (hidden.value.code, closed.value.code) == ("register_no_rights", "register_no_rights")
    assert "of the clerk" not in str(hidden.value) + str(closed.value)


def test_a_database_without_a_register_is_not_a_new_one(tmp_path: Path, database: str, server: str) -> None:
    folder = fresh(tmp_path, database)
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    issuer.register.backup(tmp_path / "copy.db")
    settings = folder.path / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace(database, f"{server}/postgres"), "utf-8")
    for _ in range(2):
        with pytest.raises(RegisterError) as caught:
            folder.open()
        assert caught.value.code == "register_empty"
    with pytest.raises(RegisterError) as caught:
        fresh(tmp_path / "other", database).create()
    assert caught.value.code == "register_exists"


def test_a_database_in_use_is_never_given_up_for_a_copy(tmp_path: Path, database: str) -> None:
    folder = fresh(tmp_path, database)
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    issuer.register.backup(tmp_path / "copy.db")
    before = everything(issuer)
    with pytest.raises(RegisterError) as caught:
        folder.recover(tmp_path / "copy.db", replace=True)
    assert caught.value.code == "register_not_aside"
    assert everything(folder.open()) == before


def test_an_exchange_lives_in_a_schema_of_its_own_and_touches_no_other_table(tmp_path: Path, database: str) -> None:
    with import_module("psycopg").connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE outbox (mine TEXT)")
        connection.execute("CREATE TABLE exchange_vacancies (mine TEXT)")
    made = Mex(tmp_path / "mex").create(register=database)
    files = {
        "employers": [("e.json", as_json(employer()))],
        "colleges": [("c.json", as_json(school()))],
        "applicants": [("a.json", as_json(person("aisha")))],
        "vacancies": [("v.json", as_json(opening()))],
    }
    assert made.bring_in(files) == {"employers": 1, "colleges": 1, "applicants": 1, "vacancies": 1}
    again = Mex(tmp_path / "mex").open()
    assert again.bring_in(files) == {}
    assert "search_path" not in again.book.database.name
    other = Mex(tmp_path / "other").create()
    other.bring_in({"all": [("all.json", dumps(again.exported()).encode())]})
    assert other.exported() == again.exported()
    with import_module("psycopg").connect(database, autocommit=True) as connection:
        rows = connection.execute("SELECT table_schema, table_name FROM information_schema.tables").fetchall()
    ours = {name for schema, name in rows if schema == SCHEMA}
    assert ours == {table.name for table in tables.ALL} | {"outbox", "schema_version"}
    assert {name for schema, name in rows if schema == "public"} == {"outbox", "exchange_vacancies"}


def test_the_story_of_the_exchange_is_the_same_there(tmp_path: Path, database: str) -> None:
    told(tmp_path, {"register": database})
