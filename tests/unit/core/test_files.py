"""What differs between systems, told without one: names, files held open, files of one owner."""

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge import _files
from mexbadge._files import lock, lock_bytes


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


class Bytes:
    """A file whose bytes can be locked as on Windows: each for one handle, none of a range where one is held."""

    def __init__(self) -> None:
        self.held: dict[int, int] = {}

    def of(self, handle: int) -> Callable[[int, int], bool]:
        def take(start: int, count: int) -> bool:
            if any(place in self.held for place in range(start, start + count)):
                return False
            self.held |= dict.fromkeys(range(start, start + count), handle)
            return True

        return take

    def close(self, handle: int) -> None:
        self.held = {place: owner for place, owner in self.held.items() if owner != handle}


def always(place: int) -> Callable[[int], int]:
    """Return what draws this place of however many."""
    return lambda _: place


@given(st.lists(st.tuples(st.integers(0, 9), st.sampled_from(["together", "alone", "close"])), max_size=40))
def test_a_lock_of_bytes_is_held_by_many_together_or_by_one_alone(steps: list[tuple[int, str]]) -> None:
    file, holders = Bytes(), dict[int, str]()

    def full(_: float) -> None:
        raise TimeoutError

    for handle, step in steps:
        if step == "close":
            file.close(handle)
            holders.pop(handle, None)
        elif handle not in holders:
            others = set(holders.values())
            try:
                got = lock_bytes(file.of(handle), alone=step == "alone", wait=full, draw=always(handle))
            except TimeoutError:
                got = False
            assert got is (not others if step == "alone" else "alone" not in others)
            if got:
                holders[handle] = step


def test_who_wants_to_be_together_waits_for_who_is_alone_and_tries_another_byte_where_one_is_taken() -> None:
    file, waited, drawn = Bytes(), [0.0], iter([5, 5, 5, 6])
    assert lock_bytes(file.of(1), alone=True)

    def wait(seconds: float) -> None:
        waited.append(seconds)
        if len(waited) == 3:
            file.close(1)
            assert lock_bytes(file.of(2), alone=False, draw=always(5))

    assert lock_bytes(file.of(3), alone=False, wait=wait, draw=lambda _: next(drawn))
    assert file.held == {5: 2, 6: 3}
    assert len(waited) == 4


def test_a_lock_goes_with_its_handle(tmp_path: Path) -> None:
    handles = [os.open(tmp_path / "lock", os.O_CREAT | os.O_RDWR, 0o600) for _ in range(3)]
    assert lock(handles[0], alone=False)
    assert lock(handles[1], alone=False)
    assert not lock(handles[2], alone=True)
    for handle in handles[:2]:
        os.close(handle)
    assert lock(handles[2], alone=True)
    os.close(handles[2])


def test_a_file_appears_when_it_is_whole_and_until_then_the_old_one_stays(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")
    with _files.PartFile(target) as part:
        part.file.write(b"new")
        assert {path.name for path in tmp_path.iterdir()} == {"list.csv", part.path.name}
        assert part.path.name.startswith(".list.csv.")
        assert part.path.name.endswith(_files.PART)
        assert target.read_bytes() == b"old"
        part.put()
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("ended", [False, True])
def test_of_a_file_that_was_left_before_it_was_put_in_its_place_nothing_stays(tmp_path: Path, ended: bool) -> None:  # noqa: FBT001
    target = tmp_path / "list.csv"
    target.write_bytes(b"old")

    def half() -> None:
        with _files.PartFile(target) as part:
            part.file.write(b"ne")
            if ended:
                part.finish(lasting=True)
            raise ValueError("full")

    with pytest.raises(ValueError, match="full"):
        half()
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
    assert target.read_bytes() == b"old"


def test_of_a_file_whose_place_is_taken_nothing_stays(tmp_path: Path) -> None:
    (tmp_path / "list.csv").mkdir()
    with pytest.raises(OSError, match=r"list\.csv"), _files.PartFile(tmp_path / "list.csv") as part:
        part.put()
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


@pytest.mark.parametrize(("lasting", "asked"), [(True, 1), (False, 0)])
def test_what_shall_last_is_on_the_disk_before_it_is_in_its_place(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lasting: bool,  # noqa: FBT001
    asked: int,
) -> None:
    seen: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append((tmp_path / "list.csv").exists()))
    with _files.PartFile(tmp_path / "list.csv") as part:
        part.file.write(b"new")
        part.put(lasting=lasting)
    assert seen == [False] * asked


@pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")
def test_a_file_of_one_owner_is_nobody_elses_from_its_first_byte(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        with _files.PartFile(tmp_path / "own", owned=True) as own, _files.PartFile(tmp_path / "all") as everybodys:
            assert (own.path.stat().st_mode & 0o777, everybodys.path.stat().st_mode & 0o777) == (0o600, 0o666)
            own.put()
        with _files.PartFile(tmp_path / "mine", mode=0o600) as mine:
            assert mine.path.stat().st_mode & 0o777 == 0o600
    finally:
        os.umask(before)
    assert (tmp_path / "own").stat().st_mode & 0o777 == 0o600


def test_where_the_owner_cannot_be_set_nothing_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> bool:
        raise PermissionError(1, "not on this drive")

    monkeypatch.setattr(_files, "own", refuse)
    with pytest.raises(PermissionError):
        _files.PartFile(tmp_path / "own", owned=True)
    assert not list(tmp_path.iterdir())


def test_two_at_once_never_meet_and_one_that_comes_again_goes_over_what_was_left(tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    with _files.PartFile(target) as one, _files.PartFile(target) as other:
        assert one.path != other.path
    left = tmp_path / ".list.csv.part"
    left.write_bytes(b"a long half of a file")
    with _files.PartFile(target, again=True) as part:
        assert part.path == left
        part.file.write(b"new")
        part.put()
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
