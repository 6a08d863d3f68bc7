"""``mexbadge check FILE``: what a document is, and whether it is well formed."""

import json
from pathlib import Path

import pytest

from bad_input import png
from badge_samples import minimal
from mexbadge.cli import main
from world_ob2 import badge_class, issuer


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, document in {
        "profile.json": issuer(),
        "class.json": badge_class(description=...),
        "badge.json": minimal(),
        "token.txt": "eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.aaaa~bbbb~",
    }.items():
        (tmp_path / name).write_text(document if isinstance(document, str) else json.dumps(document))
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "mexbadge.txt").write_text("no issuer lives here")
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["profile.json"], 0),
        (["badge.json"], 0),
        (["class.json"], 1),
        (["token.txt"], 3),
        (["missing.json"], 2),
        (["profile.json", "token.txt"], 3),
        (["token.txt", "missing.json"], 2),
        (["missing.json", "class.json", "token.txt"], 1),
    ],
)
def test_the_exit_code_says_what_the_form_comes_to(names: list[str], code: int) -> None:
    assert main(["check", *names]) == code


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("lang", "said"), [("en", "a badge class"), ("fr", "une classe de badge")])
def test_kind_place_and_rule_are_told(lang: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "class.json", "--lang", lang]) == 1
    text = capsys.readouterr().out
    for part in (said, "/description", "Open Badges 2.0, BadgeClass"):
        assert part in text


@pytest.mark.usefixtures("folder")
def test_as_data_each_file_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "profile.json", "class.json", "--json"]) == 1
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["kind"], first["form"], first["problems"]) == ("profile", "well_formed", [])
    assert (second["kind"], second["form"]) == ("badge_class", "not_well_formed")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("typed", ["https://college.example/x", "HTTPS://college.example/x.json", "college.ca/x"])
def test_an_address_is_refused_with_what_to_do(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", typed]) == 2
    assert "is an address" in capsys.readouterr().err


@pytest.mark.usefixtures("folder")
def test_a_folder_is_checked_as_an_issuers_folder(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "documents"]) == 1
    assert "no issuer's folder" in capsys.readouterr().out


def test_a_presentation_is_not_baked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handed = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [minimal()],
    }
    (folder / "vp.json").write_text(json.dumps(handed))
    (folder / "image.png").write_bytes(png())
    assert main(["bake", "image.png", "vp.json", "-o", "out.png"]) == 2
    assert "holds no badge" in capsys.readouterr().err
    assert not (folder / "out.png").exists()
