"""``mexbadge design``: what people type, what they get, and what they are told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from artworks import header_of, png
from mexbadge.cli import main

DESIGN = """family = "skill"
title = { en = "Safe Lifts", fr = "Levées sécuritaires" }
level = { en = "Level 1", fr = "Niveau 1" }
year = 2026
"""
COLLEGE = """college = { en = "Lakeshore College", fr = "Collège Lakeshore" }
colours = { main = "#12406e", accent = "#f7c44a" }
logo = "logo.png"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "college").mkdir()
    (tmp_path / "safe-lifts.toml").write_text(DESIGN, encoding="utf-8")
    (tmp_path / "college" / "college.toml").write_text(COLLEGE, encoding="utf-8")
    (tmp_path / "college" / "logo.png").write_bytes(png("RGB", (60, 60), (255, 255, 255)))
    (tmp_path / "own.png").write_bytes(png("RGB", (800, 500), (200, 30, 30)))
    return tmp_path


Said = Callable[[], tuple[str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> tuple[str, str]:
        found = capsys.readouterr()
        return found.out, found.err

    return read


def test_a_design_and_its_college_give_both_pictures_and_a_sheet(here: Path, said: Said) -> None:
    words = ["design", "safe-lifts.toml", "--college", "college/college.toml", "--out", "images", "--size", "200"]
    assert main([*words, "--preview", "sheet.png"]) == 0
    assert {path.name for path in (here / "images").iterdir()} == {"safe-lifts.png", "safe-lifts.svg"}
    assert (here / "sheet.png").is_file()
    out, err = said()
    assert str(Path("images") / "safe-lifts.png") in out
    assert "Safe Lifts. Level 1. Lakeshore College. 2026" in err
    first = (here / "images" / "safe-lifts.png").read_bytes()
    assert main(words) == 2
    assert (here / "images" / "safe-lifts.png").read_bytes() == first
    assert main([*words, "--force", "--lang", "fr"]) == 0
    assert (here / "images" / "safe-lifts.png").read_bytes() == first


def test_where_one_design_is_wrong_nothing_is_written(here: Path, said: Said) -> None:
    (here / "wrong.toml").write_text('title = { en = "דוד", fr = "Soins" }\ncolours = "sea"\n', encoding="utf-8")
    assert main(["design", "safe-lifts.toml", "wrong.toml", "--out", "images"]) == 2
    assert not (here / "images").exists()
    _, err = said()
    assert "wrong.toml, at /title/en" in err
    assert "wrong.toml, at /colours" in err
    assert "HEBREW LETTER DALET" in err


def test_colours_that_are_not_seen_are_refused_with_one_that_is(here: Path, said: Said) -> None:
    college = COLLEGE.replace("#f7c44a", "#335577")
    (here / "college" / "college.toml").write_text(college, encoding="utf-8")
    assert main(["design", "safe-lifts.toml", "--college", "college/college.toml"]) == 2
    better = said()[1].split("; ")[1].split(" ")[0]
    (here / "college" / "college.toml").write_text(college.replace("#335577", better), encoding="utf-8")
    assert main(["design", "safe-lifts.toml", "--college", "college/college.toml", "--size", "64"]) == 0


def test_a_picture_of_its_own_becomes_a_badge_with_texts_in_both_languages(here: Path, said: Said) -> None:
    assert main(["design", "own.png", "--out", "heart.png"]) == 2
    assert "fr" in said()[1]
    words = ["design", "own.png", "--alt", "en=A heart", "--alt", "fr=Un cœur", "--out", "heart.png", "--json"]
    assert main(words) == 0
    facts = json.loads(said()[0])
    assert facts == {
        "design": "own.png",
        "files": ["heart.png"],
        "alt": {"en": "A heart", "fr": "Un cœur"},
        "removed": [],
        "code": False,
    }
    assert (here / "heart.png").stat().st_size < 100_000
    assert main([*words[:-3], "--out", "heart.svg"]) == 2


def test_what_was_left_out_of_an_svg_is_said(here: Path, said: Said) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/><circle r="3"/></svg>'
    (here / "own.svg").write_text(svg, encoding="utf-8")
    assert main(["design", "own.svg", "--alt", "en=x", "--alt", "fr=y", "--out", "images"]) == 0
    assert "<script>" in said()[1]
    assert [path.name for path in (here / "images").iterdir()] == ["own.svg"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["--size", "20"], "design_size"),
        (["--size", "9000"], "design_size"),
        (["--alt", "x"], "design_alt"),
        (["--college", "nothing.toml"], "cli_cannot_read"),
        (["--language"], "cli_needs_value"),
    ],
)
def test_wrong_options_are_named(here: Path, said: Said, words: list[str], code: str) -> None:
    assert here.is_dir()
    assert main(["design", "safe-lifts.toml", *words, "--json"]) == 2
    assert json.loads(said()[0])["error"]["code"] == code


def test_a_logo_of_too_many_pixels_is_refused_with_its_place(here: Path, said: Said) -> None:
    (here / "college" / "logo.png").write_bytes(header_of(30_000, 30_000))
    assert main(["design", "safe-lifts.toml", "--college", "college/college.toml"]) == 2
    assert "safe-lifts.toml, at /logo" in said()[1]
    assert not list(here.glob("safe-lifts.png"))


def test_two_designs_of_one_name_are_not_written_over_one_another(here: Path, said: Said) -> None:
    (here / "college" / "safe-lifts.toml").write_text(DESIGN, encoding="utf-8")
    assert main(["design", "safe-lifts.toml", "college/safe-lifts.toml", "--json"]) == 2
    assert json.loads(said()[0])["error"]["code"] == "design_same"
