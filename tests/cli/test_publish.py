"""``mexbadge publish``: what it says when all is well, and when it is not."""

import json
import socket
from pathlib import Path

import pytest

from commands import Run
from issuing import Folder


@pytest.fixture
def badges(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Path:
    del run
    monkeypatch.chdir(tmp_path)
    Folder(tmp_path / "badges").create().issue("dementia-care", to="aisha@example.ca")
    return tmp_path / "badges"


def test_it_says_what_was_written_and_where_it_goes(badges: Path, run: Run) -> None:
    code, out, err = run("publish", "-C", str(badges), "--out", "site")
    assert (code, err) == (0, "")
    assert "the contents of site go to https://badges.college.example/" in out
    assert "pages = true" in out
    first = json.loads(run("publish", "-C", str(badges), "--out", "again", "--json")[1])
    assert (first["changed"], first["removed"], first["foreign"]) == (0, 0, [])
    assert first["added"] > 0
    later = json.loads(run("publish", "-C", str(badges), "--out", "again", "--json")[1])
    assert (later["added"], later["kept"]) == (0, first["added"])


def test_quiet_is_quiet_but_for_what_is_not_ours(badges: Path, run: Run) -> None:
    assert run("publish", "-C", str(badges), "--out", "site", "-q") == (0, "", "")
    Path("site/mine.html").write_text("mine")
    code, out, err = run("publish", "-C", str(badges), "--out", "site")
    assert code == 0
    assert "mine.html is not from mexbadge publish, and was left as it is" in out + err


@pytest.mark.parametrize("place", ["badges", "badges/keys", "."])
def test_a_place_that_is_no_site_is_refused_and_nothing_is_written(badges: Path, run: Run, place: str) -> None:
    before = sorted(Path().rglob("*"))
    code, out, err = run("publish", "-C", str(badges), "--out", place)
    assert (code, out) == (2, "")
    assert "--out" in err
    assert sorted(Path().rglob("*")) == before


def test_a_host_that_does_not_answer_ends_with_three_and_says_so_as_data_too(badges: Path, run: Run) -> None:
    assert run("publish", "-C", str(badges), "--out", "site", "-q")[0] == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    options = ("--check", url, "--allow-http", "--allow-private", "127.0.0.1")
    code, out, _ = run("publish", "-C", str(badges), "--out", "site", *options)
    assert code == 3
    assert f"nobody answers at {url}/mexbadge-site.txt" in out
    code, out, _ = run("publish", "-C", str(badges), "--out", "site", *options, "--json")
    (found,) = (json.loads(line) for line in out.splitlines())
    assert (code, found["code"], found["outcome"]) == (3, "live_unreached", "unknown")
    assert found["hint"]


def test_a_site_is_copied_and_the_second_time_nothing_is_sent(badges: Path, run: Run) -> None:
    words = ("publish", "-C", str(badges), "--out", "site", "--to", "www")
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    place = str(Path("www").resolve())
    assert f"0 changed, 0 removed in {place}" in out
    facts = json.loads(run(*words, "--json")[1])
    assert facts["copied"] == {"place": place, "added": 0, "changed": 0, "removed": 0, "kept": facts["kept"]}
    assert {p.name for p in Path("www").iterdir()} == {"mexbadge-copied.txt", *(p.name for p in Path("site").iterdir())}


def test_a_zip_needs_no_folder_and_a_copy_does(badges: Path, run: Run) -> None:
    code, out, _ = run("publish", "-C", str(badges), "--zip", "site.zip")
    assert code == 0
    assert "files in site.zip" in out
    code, _, err = run("publish", "-C", str(badges), "--to", "www")
    assert code == 2
    assert "--out" in err
