"""Every example in the README and the docs runs, word for word."""

import contextlib
import doctest
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mexbadge.cli import main
from world import ISSUED, College, World

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_WRITTEN = re.compile(r"<!-- write: (?P<file>\S+) -->\n```\w+\n(?P<text>.*?)```", re.DOTALL)
_TYPED = re.compile(r"<!-- exits: (?P<exits>[\d ]+) -->\n```sh\n(?P<code>.*?)```", re.DOTALL)
_BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>python|sh)\n(?P<code>.*?)```", re.DOTALL)


def blocks(kind: str) -> Iterator[tuple[str, str, str | None]]:
    for page in PAGES:
        for place, found in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8"))):
            if found["kind"] == kind:
                yield f"{page.relative_to(ROOT)}:{place}", found["code"], found["file"]


PYTHON = list(blocks("python"))


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``make demo`` leaves."""
    folder = tmp_path_factory.mktemp("story") / "demo"
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["demo", "--out", str(folder), "--examples", str(ROOT / "examples")]) == 0
    return folder


@pytest.fixture
def checkout(told: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a checkout is after ``make demo``."""
    shutil.copytree(told, tmp_path / "demo")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(page: Path, upto: int | None = None) -> Iterator[tuple[str, str]]:
    """The files that a page shows for its reader to save."""
    for found in _WRITTEN.finditer(page.read_text(encoding="utf-8")):
        if upto is None or found.start() < upto:
            yield found["file"], found["text"]


@pytest.mark.parametrize(("where", "code", "file"), PYTHON, ids=[where for where, _, _ in PYTHON])
def test_each_python_example_runs(
    where: str,
    code: str,
    file: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> None:
    monkeypatch.chdir(tmp_path)
    if "demo" in code or "examples/" in code:
        request.getfixturevalue("checkout")
    for name, text in written(ROOT / where.partition(":")[0]):
        Path(name).write_text(text, encoding="utf-8")
    if file is not None:
        issued = College(World(), id="did:key:").issue(at=ISSUED)
        issued.save(file, image=(ROOT / "examples/images/psw-dementia-care.png").read_bytes())
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, where, "exec"), {})
    if "print(" in code:
        assert out.getvalue()


def commands(page: Path) -> Iterator[str]:
    for found in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        if found["kind"] == "sh":
            for line in found["code"].replace("\\\n", " ").splitlines():
                text = line.partition("  #")[0].strip()
                if text.startswith("mexbadge "):
                    yield text


def test_the_commands_of_the_readme_issue_and_verify_a_badge(tmp_path: Path) -> None:
    """The block "Issue a badge", typed in order, then the block "Is this badge genuine?" on its result."""
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    (tmp_path / "issuer.toml").write_text('id = "did:web:badges.college.example"\nname = "Example College"\n')
    lines = [line for line in commands(ROOT / "README.md") if "demo/" not in line]
    checks = [line for line in lines if line.startswith("mexbadge verify") and "--resources" not in line]
    issues = [line for line in lines if line not in checks]
    environment = {**os.environ, "MEXBADGE_PASSPHRASE": "correct horse", "LANG": "C.UTF-8"}
    for line in issues:
        words = shlex.split(line)[1:]
        ran = subprocess.run(
            [sys.executable, "-m", "mexbadge", *words], cwd=tmp_path, env=environment, capture_output=True, check=False
        )
        incomplete = 1 if line == "mexbadge check badges" else 0
        assert ran.returncode == incomplete, (line, ran.stdout, ran.stderr)
    assert checks
    for line in checks:
        words = [word.replace("badge.png", "aisha.png") for word in shlex.split(line)[1:]]
        ran = subprocess.run(
            [sys.executable, "-m", "mexbadge", *words, "--resources", "hosted"],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert ran.returncode == (1 if "name@example.ca" in line else 0), (line, ran.stdout, ran.stderr)


TYPED = [page for page in PAGES if _TYPED.search(page.read_text(encoding="utf-8"))]


@pytest.mark.parametrize("page", TYPED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_commands_on_what_the_demo_left_end_as_the_page_says(
    page: Path, checkout: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blocks under ``<!-- exits: 0 1 -->``, typed in order after the page's files were saved."""
    assert checkout.is_dir()
    for name, text in written(page):
        Path(name).write_text(text, encoding="utf-8")
    for found in _TYPED.finditer(page.read_text(encoding="utf-8")):
        text = found["code"].replace("\\\n", " ")
        lines = [line for line in text.splitlines() if line.startswith("mexbadge ")]
        exits = [int(one) for one in found["exits"].split()]
        for line, expected in zip(lines, exits, strict=True):
            code = main(shlex.split(line, comments=True)[1:])
            said = capsys.readouterr()
            assert code == expected, (line, said.out, said.err)


def test_the_readme_begins_with_the_two_commands() -> None:
    first = next(_BLOCK.finditer((ROOT / "README.md").read_text(encoding="utf-8")))
    assert [line.partition("  #")[0].split(" #")[0].strip() for line in first["code"].splitlines()] == [
        "make demo",
        "make test",
    ]


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
