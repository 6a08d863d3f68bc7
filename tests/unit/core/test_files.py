"""What differs between systems, told without one: names, files held open, files of one owner."""

import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge import _files


@pytest.mark.parametrize(
    "name",
    ["con", "CON", "aux.toml", "nul", "com1.png", "LPT9", "COM\u00b9", "prn .txt", "a.", "a ", "a:b", "a?", "", "a\tb"],
)
def test_a_name_that_windows_cannot_make_is_reserved(name: str) -> None:
    assert _files.is_reserved(name)


@pytest.mark.parametrize(
    "name", ["console", "auxiliary.toml", "com10", "a.con", "dementia-care.png", "Zo\u00e9.csv", "nul-1"]
)
def test_a_name_that_only_looks_like_a_device_is_free(name: str) -> None:
    assert not _files.is_reserved(name)


@given(st.lists(st.text("abAB\u00e9\u00c9", max_size=3), unique=True))
def test_names_clash_exactly_where_only_capitals_tell_them_apart(names: list[str]) -> None:
    pairs = _files.clashing(names)
    assert len(pairs) == len(names) - len({name.casefold() for name in names})
    assert all(one != other and one.casefold() == other.casefold() for one, other in pairs)


class HeldOpen:
    """A target that a spreadsheet has open for some tries, as Windows does it."""

    def __init__(self, tries: int) -> None:
        self.tries = tries
        self.waited: list[float] = []

    def move(self, part: Path, target: Path) -> None:
        if self.tries:
            self.tries -= 1
            raise PermissionError(13, "The process cannot access the file because it is being used by another process")
        part.replace(target)


def test_a_file_that_is_open_for_a_moment_is_waited_for(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("new")
    (tmp_path / "issued.csv").write_text("old")
    held = HeldOpen(3)
    _files.replace(tmp_path / "new", tmp_path / "issued.csv", move=held.move, wait=held.waited.append)
    assert (tmp_path / "issued.csv").read_text() == "new"
    assert len(held.waited) == 3


def test_a_file_that_stays_open_keeps_what_it_held_and_is_not_waited_for_for_ever(tmp_path: Path) -> None:
    (tmp_path / "new").write_text("new")
    (tmp_path / "issued.csv").write_text("old")
    held = HeldOpen(1_000)
    with pytest.raises(PermissionError):
        _files.replace(tmp_path / "new", tmp_path / "issued.csv", move=held.move, wait=held.waited.append)
    assert (tmp_path / "issued.csv").read_text() == "old"
    assert sum(held.waited) <= 2


def test_a_folder_in_which_nothing_may_be_written_is_said_at_once(tmp_path: Path) -> None:
    held = HeldOpen(1_000)
    with pytest.raises(PermissionError):
        _files.replace(tmp_path / "new", tmp_path / "none", move=held.move, wait=held.waited.append)
    assert held.waited == []


def test_on_windows_the_access_list_names_the_owner_alone(tmp_path: Path) -> None:
    asked: list[Sequence[str]] = []

    def run(command: Sequence[str]) -> int:
        asked.append(command)
        return 0

    assert _files.own(tmp_path / "key.pem", system="nt", run=run)
    assert asked == [("icacls", str(tmp_path / "key.pem"), "/inheritance:r", "/grant:r", "*S-1-3-4:F")]
    assert not _files.own(tmp_path / "key.pem", system="nt", run=lambda _: 5)


@pytest.mark.skipif(os.name != "posix", reason="the bits of a mode are of POSIX")
def test_elsewhere_the_mode_is_the_owners_alone(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")
    assert _files.own(tmp_path / "a")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600
