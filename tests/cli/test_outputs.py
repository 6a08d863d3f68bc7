"""What is written where: a key that is published, and under each ending what it promises."""

import json
from pathlib import Path

import pytest

from baking import png
from mexbadge.cli import main

ACHIEVEMENT = """id = "https://college.example/achievements/lifting"
name = "Safe Lifting"
description = "Lifts safely."
criteria = "Shown on placement."
"""
ISSUER = """id = "https://college.example/issuer.json"
type = "Profile"
name = "Northside College"
url = "https://college.example/"
email = "registrar@college.example"
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.toml").write_text(ACHIEVEMENT)
    (tmp_path / "i.toml").write_text(ISSUER)
    (tmp_path / "p.png").write_bytes(png())
    for name in ("one", "two"):
        assert (
            main(
                [
                    "keys",
                    "new",
                    "--issuer",
                    "https://college.example/issuer.json",
                    "-o",
                    f"{name}.pem",
                    "--no-passphrase",
                ]
            )
            == 0
        )
    return tmp_path


def issue(*more: str, key: str = "one.pem") -> int:
    files = ["--achievement", "a.toml", "--issuer", "i.toml", "--key", key, "--to", "lee@mail.example"]
    return main(["issue", *files, *more])


def test_a_signed_2_0_badge_needs_no_key_id_and_its_key_is_published_with_it(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert issue("--as", "ob2-signed", "--hosted", "new", "-o", "b.jwt") == 0
    resources = json.loads((here / "new" / "resources.json").read_text())
    assert "https://college.example/keys/key-1.json" in resources
    profile = json.loads((here / "new" / "issuer.json").read_text())
    assert "https://college.example/keys/key-1.json" in json.dumps(profile)
    capsys.readouterr()
    assert main(["verify", "--resources", "new/resources.json", "b.jwt"]) == 0


def test_where_the_key_cannot_be_published_nothing_is_written(here: Path) -> None:
    assert issue("--as", "ob2-signed", "--hosted", "new", "-o", "b.jwt") == 0
    before = {path: path.read_bytes() for path in (here / "new").rglob("*") if path.is_file()}
    assert issue("--as", "ob2-signed", "--hosted", "new", "-o", "c.jwt", key="two.pem") == 2
    assert not (here / "c.jwt").exists()
    assert {path: path.read_bytes() for path in (here / "new").rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["b.json", "b.jwt", "b.svg"])
def test_no_picture_is_written_under_another_name(here: Path, name: str) -> None:
    assert issue("--image", "p.png", "-o", name) == 2
    assert not (here / name).exists()
    assert issue("--image", "p.png", "-o", "b.png") == 0


def test_no_document_is_written_under_the_name_of_a_picture(here: Path) -> None:
    assert issue("-o", "b.png") == 2
    assert not (here / "b.png").exists()
    assert issue("-o", "b.json") == 0
