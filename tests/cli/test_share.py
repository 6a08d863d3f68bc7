"""``mexbadge share``: what a holder is given, and who is not."""

import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from PIL import Image

from artworks import codes_in, on_white
from made_once import copied
from mexbadge.cli import main
from mexbadge.issuer import Achievement, Issuer

Said = Callable[[], tuple[str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def read() -> tuple[str, str]:
        found = capsys.readouterr()
        return found.out, found.err

    return read


def _three_people() -> None:
    issuer = Issuer.create("badges", name="Lakeshore College", url="https://badges.college.example")
    issuer.add(Achievement("Dementia Care", "Cares.", "Assessed.", slug="care"))
    for person in ("a@x.ca", "b@x.ca", "c@x.ca"):
        issuer.issue("care", to=person, name="Zoé Bélanger")
    issuer.revoke(next(one.id for one in issuer.list() if one.identity == "c@x.ca"))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    copied(_three_people, tmp_path)
    return tmp_path


def _shared(said: Said, *words: str) -> list[dict[str, object]]:
    assert main(["share", "-C", "badges", "--json", *words]) == 0
    return [json.loads(line) for line in said()[0].splitlines()]


def test_a_person_gets_links_a_card_and_codes_and_none_of_it_holds_a_name(folder: Path, said: Said) -> None:
    (facts,) = _shared(said, "--to", "a@x.ca", "--out", "kit")
    files = [folder / str(name) for name in facts["files"]]  # type: ignore[attr-defined]
    assert {path.name for path in files} == {"card.png", "qr.png", "qr.svg", "links.json"}
    content = {path.name: path.read_bytes() for path in files}
    assert codes_in(on_white(content["qr.png"])) == [facts["page"]]
    assert json.loads(content["links.json"])["page"] == facts["page"]
    with Image.open(io.BytesIO(content["card.png"])) as card:
        assert card.size == (1200, 630)
    assert not [name for name, body in content.items() if "Zoé" in body.decode("utf-8", "ignore") or b"a@x.ca" in body]
    assert str(facts["html"]).count("https://badges.college.example/images/") == 1
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in files} == {0}


def test_what_is_not_in_force_is_not_shared(folder: Path, said: Said) -> None:
    assert folder.is_dir()
    assert len(_shared(said, "--achievement", "care")) == 2
    assert main(["share", "-C", "badges", "--to", "c@x.ca", "--json"]) == 2
    assert json.loads(said()[0])["error"]["code"] == "share_nobody"
    issuer = Issuer.open(folder / "badges")
    revoked = next(one.id for one in issuer.list() if one.identity == "c@x.ca")
    assert main(["share", "-C", "badges", revoked, "--json"]) == 2
    assert json.loads(said()[0])["error"]["code"] == "share_not_in_force"
    assert main(["share", "-C", "badges", "--json"]) == 2
    assert json.loads(said()[0])["error"]["code"] == "cli_missing_argument"


def test_sheets_to_print_lead_each_to_its_page_and_are_not_put_where_it_is_published(folder: Path, said: Said) -> None:
    pages = {facts["page"] for facts in _shared(said, "--achievement", "care", "--print", "codes.png", "--names")}
    assert set(codes_in(on_white((folder / "codes.png").read_bytes()))) == pages
    assert main(["share", "-C", "badges", "--achievement", "care", "--print", "codes.png"]) == 2
    assert main(["share", "-C", "badges", "--achievement", "care", "--print", "badges/hosted/codes.png"]) == 2


def test_linkedin_gets_the_number_that_the_settings_name(folder: Path, said: Said) -> None:
    path = folder / "badges" / "mexbadge.toml"
    path.write_text(path.read_text("utf-8").replace("[issuer]\n", "[issuer]\nlinkedin = 1234567\n"), "utf-8")
    assert all("organizationId=1234567" in str(facts["linkedin"]) for facts in _shared(said, "--achievement", "care"))
    path.write_text(path.read_text("utf-8").replace("1234567", '"our page"'), "utf-8")
    assert main(["share", "-C", "badges", "--achievement", "care", "--json"]) == 2
    assert json.loads(said()[0])["error"]["code"] == "register_setting"


def test_who_speaks_french_is_given_french_links_and_a_french_card_where_there_is_a_french_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    url = "https://badges.college.example"
    issuer = Issuer.create("badges", name="College", name_fr="Collège", url=url, languages=("fr", "en"))
    both = Achievement("Dementia Care", "Cares.", "Assessed.", slug="care", translations={"name_fr": "Soins"})
    issuer.add(both)
    issuer.add(Achievement("Safe Lifts", "Lifts.", "Assessed.", slug="lifts"))
    for slug, language in (("care", "fr"), ("lifts", None), ("care", "en")):
        issuer.issue(slug, to=f"{language}@x.ca", language=language)
    found = {}
    for who in ("fr", "None", "en"):
        (facts,) = _shared(said, "--to", f"{who}@x.ca", "--out", "kit")
        asked = parse_qs(urlsplit(str(facts["linkedin"])).query)
        (alt,) = re.findall('alt="([^"]*)"', str(facts["html"]))
        (card,) = (Path(str(name)) for name in facts["files"] if str(name).endswith("card.png"))  # type: ignore[attr-defined]
        found[who] = (*asked["name"], *asked["organizationName"], alt, card.read_bytes())
    assert [each[:3] for each in found.values()] == [
        ("Soins", "Collège", "Soins"),
        ("Safe Lifts", "Collège", "Safe Lifts"),
        ("Dementia Care", "College", "Dementia Care"),
    ]
    assert len({each[3] for each in found.values()}) == 3


def test_a_badge_of_an_earlier_version_is_shared_under_the_name_that_it_bears(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    monkeypatch.chdir(tmp_path)
    issuer = Issuer.create("badges", name="College", url="https://badges.college.example")
    issuer.add(Achievement("Dementia Care", "Cares.", "Assessed.", slug="care"))
    issuer.issue("care", to="a@x.ca")
    issuer.add(Achievement("Memory Care", "Cares.", "Assessed.", slug="care"), replace=True)
    (facts,) = _shared(said, "--to", "a@x.ca")
    assert parse_qs(urlsplit(str(facts["linkedin"])).query)["name"] == ["Dementia Care"]
