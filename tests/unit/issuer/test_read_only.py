"""A copy on media that cannot be written is listed, shown, checked and audited; nothing in it is touched."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from issuing import AISHA, BEN, Folder
from mexbadge.errors import RegisterError
from mexbadge.issuer import Issuer
from mexbadge.issuer.checkup import REMARKS, check_folder
from mexbadge.ledger.audit import audit
from mexbadge.ledger.log import Log
from mexbadge.store import Database


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    made = Folder(tmp_path / "badges")
    issuer = made.create(ledger=True)
    issuer.issue("dementia-care", to=AISHA)
    issuer.revoke(issuer.issue("dementia-care", to=BEN).id)
    issuer.write_hosted()
    (made.path / "issued/.left.part").write_bytes(b"x")
    with closing(sqlite3.connect(made.path / "register.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return made


def everything_in(path: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def test_reading_works_and_touches_nothing(folder: Folder) -> None:
    before = everything_in(folder.path)
    issuer = Issuer.open(folder.path, clock=folder.clock, read_only=True)
    ids = [record.id for record in issuer.list()]
    assert len(ids) == 2
    assert issuer.issued(ids[0]).credential
    assert {one.code for one in check_folder(folder.path, issuer, at=folder.clock())} <= REMARKS
    log = Log.open(Database.open(folder.path / "register.db", read_only=True), at=folder.clock())
    assert audit(log).size == 4
    assert everything_in(folder.path) == before


def test_changing_is_refused_with_its_sentence(folder: Folder) -> None:
    issuer = Issuer.open(folder.path, clock=folder.clock, read_only=True)
    badge = next(issuer.list())
    for act in (lambda: issuer.revoke(badge.id), lambda: issuer.issue("dementia-care", to="c@college.example")):
        with pytest.raises(RegisterError) as caught:
            act()
        assert caught.value.code == "register_read_only"


def test_a_copy_that_was_taken_in_the_middle_is_not_taken_for_the_whole(folder: Folder) -> None:
    (folder.path / "register.db-wal").write_bytes(b"changes")
    with pytest.raises(RegisterError) as caught:
        Issuer.open(folder.path, read_only=True)
    assert caught.value.code == "register_read_only_open"


def test_an_older_register_cannot_be_brought_up_to_date_there(folder: Folder) -> None:
    with closing(sqlite3.connect(folder.path / "register.db")) as connection, connection:
        connection.execute("DELETE FROM schema_version WHERE area = 'register' AND version > 2")
    with closing(sqlite3.connect(folder.path / "register.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with pytest.raises(RegisterError) as caught:
        Issuer.open(folder.path, read_only=True)
    assert caught.value.code == "register_read_only_old"
