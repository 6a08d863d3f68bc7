"""``-q`` is quiet: what was asked for is said, and what is wrong; nothing else, on either stream."""

from pathlib import Path

import pytest

from commands import Run
from every_command import LEFT_OUT, STEPS, Told, heard, typed
from mexbadge.cli.table import COMMANDS

NAMES = [command.name for command in COMMANDS if not command.name.startswith(LEFT_OUT)]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Told]]:
    said: dict[str, list[Told]] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path_factory.mktemp("quiet"))
        for one in typed(heard, "-q"):
            said.setdefault(one.step.name, []).append(one)
    return said


def test_every_command_of_the_table_is_typed() -> None:
    assert {step.name for step in STEPS} == set(NAMES)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_where_all_goes_well_only_what_was_asked_for_is_said(told: dict[str, list[Told]], name: str) -> None:
    for one in told[name]:
        assert one.code == one.step.exits, one
        assert one.err == "", one
        assert bool(one.out) is one.step.data, one


@pytest.mark.parametrize("name", NAMES)
def test_what_is_wrong_is_said_all_the_same(run: Run, name: str) -> None:
    code, out, err = run(*name.split(), "-q", "--nonsense")
    assert (code, out) == (2, "")
    assert err.startswith("mexbadge: ")


def test_what_is_wrong_with_a_badge_or_a_list_is_said_all_the_same(run: Run) -> None:
    Path("bad.json").write_text("{}", "utf-8")
    assert run("verify", "-q", "bad.json")[1].startswith("bad.json: not valid")
    assert "no such file" in run("show", "-q", "gone.png")[2]
    assert run("init", "-q", "c", "--name", "C", "--url", "https://c.example", "--no-passphrase")[1:] == ("", "")
    assert "first-micro-credential" in run("check", "-q", "c")[1]
    Path("list.csv").write_text("Name,Email\nA,nothing\n", "utf-8")
    code, out, err = run("issue", "-q", "-C", "c", "--achievement", "first-micro-credential", "--csv", "list.csv")
    assert (code, out) == (2, "")
    assert err != ""
