"""Names of files that Windows cannot make, and what is said of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from issuing import Folder
from mexbadge import _files
from mexbadge.errors import InputError, RegisterError
from mexbadge.issuer.checkup import REMARKS, check_folder
from mexbadge.issuer.folder.catalogue import Shelf, slug_of
from mexbadge.issuer.folder.delivery import deliver


@pytest.mark.parametrize("slug", ["con", "aux", "nul", "com1", "lpt9"])
def test_an_achievement_whose_file_windows_cannot_make_is_refused(slug: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Shelf(tmp_path, "https://c.example").path(slug)
    assert caught.value.code == "register_slug"
    assert Shelf(tmp_path, "https://c.example").path(slug_of(slug.upper())).name == f"{slug}-badge.toml"


def test_a_name_that_the_system_finds_too_long_says_so(tmp_path: Path) -> None:
    with pytest.raises(RegisterError) as caught:
        deliver(tmp_path, [("x" * 300, b"")])
    assert caught.value.code == "register_name_long"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [3, 206])
def test_a_path_that_windows_finds_too_long_says_so(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        error = OSError(2, "The filename or extension is too long")
        error.winerror = number  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(_files, "replace", refuse)
    with pytest.raises(RegisterError) as caught:
        deliver(tmp_path, [("badge.png", b"")])
    assert caught.value.code == "register_name_long"
    assert list(tmp_path.iterdir()) == []


def test_a_list_that_excel_holds_open_is_named_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "issued.csv"
    target.write_text("old")

    def refuse(part: Path, target: Path) -> None:
        raise PermissionError(13, "being used by another process", str(part), 32, str(target))

    monkeypatch.setattr(_files, "replace", refuse)
    with pytest.raises(RegisterError) as caught:
        deliver(tmp_path, [("issued.csv", b"new")])
    assert caught.value.code == "register_file_open"
    assert "issued.csv" in caught.value.message()
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_files_that_are_one_file_on_windows_are_named(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "college")
    issuer = folder.create()
    for name in ("logo.png", "Logo.PNG", "other.png"):
        (folder.path / "images" / name).write_bytes(b"")
    if len(list((folder.path / "images").glob("[lL]*"))) < 2:
        pytest.skip("capitals do not count here")
    said = [one for one in check_folder(folder.path, issuer, at=folder.clock()) if one.code == "college_names_clash"]
    assert [(one.where, one.values) for one in said] == [("images/logo.png", {"file": "Logo.PNG", "other": "logo.png"})]
    assert {one.code for one in said} <= REMARKS


def test_of_files_one_of_which_cannot_be_made_none_appears_and_nothing_stays(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        deliver(tmp_path, [("one.json", b"{}"), ("two.json", broken())])
    assert not list(tmp_path.iterdir())
