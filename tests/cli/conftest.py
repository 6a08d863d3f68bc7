"""The command line, run in an empty folder."""

from pathlib import Path

import pytest

from commands import Run
from mexbadge.cli import main


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in a folder of its own, and return its exit code and what it said on both streams."""
    monkeypatch.chdir(tmp_path)

    def ran(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main([*words])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran
