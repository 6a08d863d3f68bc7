"""What the tests make once is what the program makes each time."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

import made_once
from issuing import Clock, Folder
from mexbadge.issuer.register.steps import MIGRATIONS
from mexbadge.issuer.register.tables import AREA
from mexbadge.store import Database

CLOCK = Clock()


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.iterdump())


def test_a_copied_register_is_the_one_that_the_steps_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    moments = [CLOCK(), CLOCK().replace(year=2027)]
    copies = [Database.open(tmp_path / f"copied-{number}.db") for number in range(2)]
    assert [copy.migrate(AREA, MIGRATIONS, at=at) for copy, at in zip(copies, moments, strict=True)] == [
        len(MIGRATIONS)
    ] * 2
    made_once.as_it_is(monkeypatch)
    for number, at in enumerate(moments):
        stepped = Database.open(tmp_path / f"stepped-{number}.db")
        assert stepped.migrate(AREA, MIGRATIONS, at=at) == len(MIGRATIONS)
        assert _content(tmp_path / f"copied-{number}.db") == _content(tmp_path / f"stepped-{number}.db")
        assert copies[number].migrate(AREA, MIGRATIONS, at=at) == 0


def test_what_was_made_once_is_not_shared(tmp_path: Path) -> None:
    for name in ("one", "other"):
        issuer = Folder(tmp_path / name).create()
        assert not list(issuer.list())
        issuer.issue("dementia-care", to="aisha.khan@student.college.example")


CALLS: list[Path] = []


def _badge() -> None:
    CALLS.append(Path.cwd())
    Folder(Path("badges")).create().issue("dementia-care", to="aisha.khan@student.college.example")


def test_a_folder_is_made_once_and_each_test_has_a_copy_of_its_own(tmp_path: Path) -> None:
    for name in ("one", "other"):
        made_once.copied(_badge, tmp_path / name)
        issuer = Folder(tmp_path / name / "badges").open()
        (record,) = issuer.list()
        issuer.revoke(record.id)
        assert issuer.register.database.name == str(tmp_path / name / "badges" / "register.db")
        assert (issuer.folder / "keys" / "register.secret").stat().st_mode & 0o077 == 0
    assert len(CALLS) == 1


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="the names of open files are seen there")
def test_each_file_of_a_folder_waits_for_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_once.as_it_is(monkeypatch)
    waited: list[str] = []
    sync = os.fsync

    def seen(handle: int) -> None:
        waited.append(str(Path(f"/proc/self/fd/{handle}").readlink()))
        sync(handle)

    monkeypatch.setattr(os, "fsync", seen)
    issuer = Folder(tmp_path / "folder").create()
    issuer.issue("dementia-care", to="aisha.khan@student.college.example")
    assert any("/issued/" in name for name in waited)
    assert any("/hosted/" in name for name in waited)
