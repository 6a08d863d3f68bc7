"""Every example in the README and the docs runs, word for word."""

import contextlib
import doctest
import io
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from world import ISSUED, College, World

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
_BLOCK = re.compile(r"(?:<!-- file: (?P<file>\S+) -->\n)?```(?P<kind>python|sh)\n(?P<code>.*?)```", re.DOTALL)


def blocks(kind: str) -> Iterator[tuple[str, str, str | None]]:
    for page in PAGES:
        for place, found in enumerate(_BLOCK.finditer(page.read_text(encoding="utf-8"))):
            if found["kind"] == kind:
                yield f"{page.relative_to(ROOT)}:{place}", found["code"], found["file"]


PYTHON = list(blocks("python"))


@pytest.mark.parametrize(("where", "code", "file"), PYTHON, ids=[where for where, _, _ in PYTHON])
def test_each_python_example_runs(
    where: str, code: str, file: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
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
    lines = list(commands(ROOT / "README.md"))
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
