"""Two folders on one register: no command leaves an older list, key or assertion to be published."""

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import PATHWAY, URL, Run, college
from issuing import AISHA, BEN
from mexbadge.cli.table import COMMANDS
from mexbadge.credentials.ob3 import Form
from mexbadge.issuer import Issuer

UNKNOWN = "urn:uuid:00000000-0000-4000-8000-000000000000"
SEEN = ("--resources", "b/hosted", "--recipient", AISHA)
WRITING = {
    "keys rotate": ("keys", "rotate", "--no-passphrase"),
    "keys retire": ("keys", "retire", "key-1", "--no-passphrase"),
    "keys compromise": ("keys", "compromise", "key-1", "--no-passphrase"),
    "issue": ("issue", "--achievement", "intro", "--to", "new@student.college.ca"),
    "revoke": ("revoke", "--ref", "kept"),
    "suspend": ("suspend", "--ref", "kept"),
    "restore": ("restore", "--ref", "paused"),
    "renew": ("renew", "--ref", "kept", "--until", "2100-01-01"),
    "reissue": ("reissue", "--ref", "kept", "--to", "ben@new.example"),
    "correct": ("correct", "--ref", "kept", "--narrative", "Better."),
    "endorse": ("endorse", "https://partner.example/achievements/1", "--comment", "Good."),
    "relink": ("relink", "--ref", "kept"),
    "forget": ("forget", "--ref", "kept", "--yes"),
    "status refresh": ("status", "refresh"),
    "move": ("move", "elsewhere", "--url", "https://new.college.ca", "--no-passphrase"),
    "register recover": ("register", "recover"),
    "convert": ("convert", "old.png", "--resources", "b/hosted", "-o", "new.png"),
    "pathway award": ("pathway", "award", "pathway.toml", *SEEN, "--badges", "kept.png"),
    "pathway review": ("pathway", "review", "pathway.toml", *SEEN),
    "pathway export": (
        "pathway",
        "export",
        "pathway.toml",
        "--as",
        "clr",
        *SEEN,
        "--badges",
        "own.png",
        "-o",
        "r.json",
    ),
}
"""Each command that changes something in an issuer's folder, so that it does."""
FAILING = {
    "keys retire": ("keys", "retire", "key-9", "--no-passphrase"),
    "keys compromise": ("keys", "compromise", "key-9", "--no-passphrase"),
    "issue": ("issue", "--achievement", "nothing", "--to", "new@student.college.ca"),
    "revoke": ("revoke", UNKNOWN),
    "suspend": ("suspend", UNKNOWN),
    "restore": ("restore", "--ref", "kept"),
    "renew": ("renew", UNKNOWN, "--until", "2100-01-01"),
    "reissue": ("reissue", UNKNOWN, "--to", "ben@new.example"),
    "correct": ("correct", UNKNOWN, "--narrative", "Better."),
    "endorse": ("endorse", f"{URL}/achievements/intro", "--comment", "Our own."),
    "relink": ("relink", "--ref", "nobody"),
    "forget": ("forget", "--ref", "nobody", "--yes"),
    "move": ("move", "badges", "--url", "https://new.college.ca", "--no-passphrase"),
    "convert": ("convert", "gone.png", "--resources", "b/hosted", "-o", "new.png"),
}
"""The same, so that it does not: what is hosted is brought up to date all the same."""
OTHERS = {
    *("init", "check", "list", "keys new", "keys list", "keys export", "register backup"),
    *("bake", "unbake", "pathway show", "design", "share", "send", "consent", "handover", "keep", "portfolio"),
}
"""These only read, or begin something that nobody else works on."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders on one register; out of the first, badges were withdrawn that the second still hosts as good."""
    root = tmp_path_factory.mktemp("folders")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        first = college("intro", "diploma", "degree", email="registrar@college.ca")
        until = datetime(2099, 1, 1, tzinfo=UTC)
        first.issue("intro", to=AISHA).save("own.png")
        for ref, form in (("kept", None), ("gone", None), ("paused", None), ("old", Form.OB2_HOSTED)):
            first.issue("intro", to=BEN, ref=ref, until=until, form=form).save(f"{ref}.png")
        first.issue("intro", to=BEN, ref="old-gone", until=until, form=Form.OB2_HOSTED).save("old-gone.png")
        first.suspend(_of(first, "paused"))
        first.write_hosted()
        Path("pathway.toml").write_text(PATHWAY, "utf-8")
        shutil.copytree("badges", "b")
        Path("b/register.db").unlink()
        for ref in ("gone", "old-gone"):
            first.revoke(_of(first, ref))
    return root


def _of(issuer: Issuer, ref: str) -> str:
    (found,) = [one.id for one in issuer.list() if one.ref == ref]
    return found


@pytest.fixture
def folders(made: Path, run: Run, tmp_path: Path) -> Issuer:
    """The same two folders anew, and the first of them opened."""
    del run
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    settings = Path("b/mexbadge.toml").read_text("utf-8")
    place = Path("badges/register.db").resolve().as_posix()
    shared = settings.replace("sqlite:///register.db", f"sqlite:///{place}")
    assert shared != settings
    Path("b/mexbadge.toml").write_text(shared, "utf-8")
    return Issuer.open("badges")


def test_every_command_on_a_folder_is_known_to_write_or_not_to() -> None:
    groups = {"issue", "carry", "pathway"}
    assert {command.name for command in COMMANDS if command.group in groups} <= WRITING.keys() | OTHERS
    assert FAILING.keys() <= WRITING.keys()


@pytest.mark.parametrize("json_too", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["text", "json"])
@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_writes_leaves_nothing_older_to_publish(
    folders: Issuer, run: Run, name: str, *, json_too: bool
) -> None:
    del folders
    for badge in ("gone.png", "old-gone.png"):
        assert run("verify", badge, "--resources", "b/hosted")[0] == 0, "what the other folder hosts is older"
    code, out, err = run(*WRITING[name], "-C", "b", *(["--json"] if json_too else []))
    assert code == (1 if name == "pathway award" else 0), out + err
    if json_too:
        assert all(json.loads(line) for line in out.splitlines())
    assert not Issuer.open("b").outdated()
    for badge in ("gone.png", "old-gone.png"):
        assert run("verify", badge, "--resources", "b/hosted")[0] == 1
    assert "do not publish it" not in run("check", "b")[1]


@pytest.mark.parametrize("name", FAILING)
def test_a_command_that_fails_has_brought_its_own_folder_up_to_date_before(
    folders: Issuer, run: Run, name: str
) -> None:
    before = [one.id for one in folders.list()]
    code, out, _ = run(*FAILING[name], "-C", "b", "--json")
    assert code in {1, 2}, out
    assert [one.id for one in folders.list()] == before
    for badge in ("gone.png", "old-gone.png"):
        assert run("verify", badge, "--resources", "b/hosted")[0] == 1


@pytest.mark.parametrize("words", [("revoke", "--ref", "kept", "--dry-run"), ("endorse", "--list")])
def test_a_command_that_only_looks_writes_nothing(folders: Issuer, run: Run, words: tuple[str, ...]) -> None:
    del folders
    assert run(*words, "-C", "b")[0] == 0
    assert Issuer.open("b").outdated()


def test_an_older_key_or_assertion_is_not_to_be_published_either(folders: Issuer, run: Run) -> None:
    assert run("status", "refresh", "-C", "b")[0] == 0
    assert "do not publish it" not in run("check", "b")[1]
    folders.compromise_key(folders.keys()[0].id)
    assert run("verify", "own.png", "--resources", "b/hosted")[0] == 0, "the other folder still publishes the key"
    code, out, _ = run("check", "b")
    assert code == 1
    assert "did.json is not as the register has it: do not publish it" in out
    assert run("revoke", "-C", "b", UNKNOWN)[0] == 2
    assert run("verify", "own.png", "--resources", "b/hosted")[0] == 1


@pytest.mark.parametrize("badge", ["gone.png", "old-gone.png"])
def test_the_check_names_the_list_and_the_assertion_that_are_older(folders: Issuer, run: Run, badge: str) -> None:
    del folders
    assert run("verify", badge, "--resources", "b/hosted")[0] == 0
    code, out, err = run("check", "b")
    assert code == 1, err
    place = "hosted/ob2/assertions/" if badge.startswith("old") else "hosted/status/"
    assert any(place in line and "do not publish it" in line for line in out.splitlines()), out
