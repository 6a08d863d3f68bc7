"""``mexbadge portfolio``: what is on the page, what is left out and why, and what has to be said."""

import json
from pathlib import Path

import pytest

from commands import Run
from issuing import AISHA, BEN, Folder, rows
from mexbadge.issuer import Achievement, Issuer
from mexbadge.issuer.roster.rows import Consent

LIFTS = Achievement(
    name="Safe Lifts <b>",
    description="Lifts.",
    criteria="Assessed.",
    slug="lifts",
    members={"achievementType": "MicroCredential"},
)
ABOUT = {"basics": {"name": "Aisha Khan"}}


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Folder(tmp_path / "badges").create()
    made.add(LIFTS)
    return made


def test_the_command_says_what_is_shown_and_what_is_left_out(
    tmp_path: Path, run: Run, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for who, name in ((AISHA, "a"), (BEN, "b")):
        badge = issuer.issue("lifts", to=who, name=name)
        Path(f"{name}.png").write_bytes(badge.bake(badge.image or b""))
    issuer.write_hosted()
    Path("me.json").write_text(json.dumps(ABOUT))
    given_ = ["--recipient", AISHA, "--about", "me.json", "--resources", "badges", "--at", "2026-03-01T12:01:00Z"]
    code, out, err = run("portfolio", "a.png", "b.png", *given_, "--out", "page")
    assert code == 0, err
    assert "1 badge" in out
    assert "left out: Safe Lifts <b> (it was awarded to somebody else)" in out + err
    assert Path("page/index.html").is_file()
    assert run("portfolio", "b.png", *given_, "--out", "page")[0] == 1
    assert run("portfolio", "a.png", "--out", "page")[0] == 2
    assert run("portfolio", "--out", "page")[0] == 2
    Path("odd.json").write_text(json.dumps({**ABOUT, "awards": [{"title": "First", "date": "2024-13"}]}))
    code, _, err = run("portfolio", "a.png", "--about", "odd.json", "--recipient", AISHA, "--out", "page")
    assert (code, "odd.json: /awards/0/date: 2024-13" in err) == (2, True), err
    assert run("publish", "-C", "badges", "--out", "page")[0] == 2
    assert run("publish", "-C", "badges", "--out", "site")[0] == 0
    assert "another kind" in run("portfolio", "a.png", *given_, "--out", "site")[2]
    told = json.loads(run("portfolio", "a.png", "b.png", *given_, "--out", "page", "--json")[1])
    assert [one["standing"] for one in told["left_out"]] == ["not_theirs"]


def test_of_the_register_only_who_agreed_is_shown(
    tmp_path: Path, run: Run, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    issuer.issue("lifts", to=BEN, name="Ben Tremblay")
    agreed = rows(1, consent=Consent(given=True))
    issuer.issue_many(agreed, "lifts")
    issuer.write_hosted()
    given_ = ["-C", "badges", "--at", "2026-03-01T12:01:00Z", "--out", "page", "--person"]
    code, out, err = run("portfolio", *given_, str(agreed[0].recipient))
    assert code == 0, out + err
    assert "Zoé Learner-2" in Path("page/index.html").read_text("utf-8")
    code, out, err = run("portfolio", *given_, BEN)
    assert code != 0
    assert "Ben" not in "".join(path.read_text("utf-8") for path in Path("page").rglob("*.html"))
