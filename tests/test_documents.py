"""The README and each page of the docs are walked from top to bottom, word for word."""

import contextlib
import doctest
import io
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mexbadge.cli import main
from walking import DEMO, Step, read, walk

ROOT = Path(__file__).resolve().parents[1]
WITH_A_SERVER = {ROOT / "docs/how-to/send-badges-by-mail.md": ROOT / "tests/cli/test_how_to_send.py"}
"""Pages whose reader starts a server of their own, each with the test that walks it beside a real one."""
PAGES = [ROOT / "README.md", *sorted(set((ROOT / "docs").rglob("*.md")) - WITH_A_SERVER.keys())]
LONG = {ROOT / "README.md", ROOT / "docs/how-to/test-your-program.md"}
"""Pages that do everything once, or start programs that load everything again; so does each that shows the demo."""
PASSPHRASE = "correct horse"
PROGRAMS = {"cp", "mv", "pytest", "python"}
"""What a page has its reader type beside ``mexbadge``."""
COMMANDS = {"pytest": [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"], "python": [sys.executable]}


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``make demo`` leaves."""
    folder = tmp_path_factory.mktemp("story") / "demo"
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["demo", "--out", str(folder), "--examples", str(ROOT / "examples")]) == 0
    return folder


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, of somebody who has a passphrase and nothing else."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    return tmp_path


def _ran(step: Step) -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(step.text, step.where, "exec"), {})
    if "print(" in step.text:
        assert out.getvalue(), step.where


WALKED = {page: read(page) for page in PAGES}
SLOW = LONG | {page for page, walked in WALKED.items() if any(step.text in DEMO for step in walked.steps)}


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page, id=page.relative_to(ROOT).as_posix(), marks=[pytest.mark.slow] if page in SLOW else [])
        for page in PAGES
        if WALKED[page].steps
    ],
)
def test_a_page_is_walked_from_top_to_bottom_with_nothing_prepared(
    page: Path, reader: Path, capsys: pytest.CaptureFixture[str], request: pytest.FixtureRequest
) -> None:
    """What it says to save, type and run, in its order, in one folder that was empty."""

    def typed(step: Step) -> None:
        if step.text in DEMO:
            shutil.copytree(request.getfixturevalue("told"), reader / "demo")
            return
        program, *words = shlex.split(step.text)
        if program == "mexbadge":
            code = main([str(Path(word).expanduser()) if word.startswith("~") else word for word in words])
        else:
            assert program in PROGRAMS, step.where
            command = COMMANDS.get(program, [program])
            code = subprocess.run([*command, *words], cwd=reader, capture_output=True, check=False).returncode
        said = capsys.readouterr()
        assert code == step.exits, (step.where, step.text, said.out, said.err)
        for line in step.printed:
            assert line in (said.out + said.err).splitlines(), step.where

    walk(WALKED[page], reader, typed=typed, ran=_ran)


def test_nearly_everything_that_is_typed_is_walked(capsys: pytest.CaptureFixture[str]) -> None:
    """What is only shown is a line that asks the network, and what a learner types for a badge of their own."""
    shown = [line for page in WALKED.values() for line in page.shown]
    assert sorted(shown) == [
        "mexbadge publish -C badges --out site --check",
        "mexbadge publish -C badges --out site --serve",
        "mexbadge publish -C badges --out site --to sftp://web@host.college.example/srv/badges",
        "mexbadge verify *.png --cache ~/.cache/mexbadge",
        "mexbadge verify mon-badge.png --recipient moi@example.ca --lang fr",
        "mexbadge verify my-badge.png --recipient me@example.ca",
    ]
    for line in shown:
        _, command, *words = shlex.split(line)
        assert main([command, "--help"]) == 0
        told = capsys.readouterr().out
        assert [word for word in words if word.startswith("--") and word not in told] == []


def test_a_page_that_needs_a_server_is_walked_beside_one() -> None:
    for page, test in WITH_A_SERVER.items():
        assert page.name in test.read_text("utf-8")


def test_the_readme_begins_with_the_two_commands() -> None:
    assert [step.text for step in WALKED[ROOT / "README.md"].steps[:2]] == ["make demo", "make test"]


def _modules() -> list[str]:
    names = []
    for path in sorted((ROOT / "src").rglob("*.py")):
        if ">>> " in path.read_text(encoding="utf-8"):
            parts = path.relative_to(ROOT / "src").with_suffix("").parts
            names.append(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    return names


@pytest.mark.parametrize("name", _modules())
def test_each_docstring_example_runs(name: str) -> None:
    module = sys.modules.get(name) or __import__(name, fromlist=["*"])
    failed, tried = doctest.testmod(module, optionflags=doctest.ELLIPSIS)
    assert tried
    assert not failed
