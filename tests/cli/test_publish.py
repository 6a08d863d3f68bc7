"""``mexbadge publish``: what it says when all is well, and when it is not."""

import json
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
