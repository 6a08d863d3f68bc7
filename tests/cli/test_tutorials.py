"""The tutorials, run as they are written."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from mexbadge.cli import main
from typed import commands

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/tutorials/issue-from-a-spreadsheet.md"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", "correct horse")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def ran(words: list[str], printed: list[str]) -> tuple[int, str]:
        code = main(words)
        out = capsys.readouterr()
        for line in printed:
            assert line in (out.out + out.err).splitlines()
        return code, out.out

    return ran


def test_fifty_badges_from_a_spreadsheet_in_six_commands(run: Callable[..., tuple[int, str]], tmp_path: Path) -> None:
    text = PAGE.read_text("utf-8")
    steps = commands(text)
    assert len(steps) == 6
    start, dry, issue, verify, revoke, verify_again = steps
    assert run(*start)[0] == 0
    (toml,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    (tmp_path / "badges/achievements/first-micro-credential.toml").unlink()
    (tmp_path / "badges/achievements/psw-dementia-care.toml").write_text(toml, "utf-8")
    shutil.copy(ROOT / "examples/winter-2026.csv", tmp_path)
    assert run(*dry)[0] == 0
    assert not list((tmp_path / "badges/issued").iterdir())
    assert run(*issue)[0] == 0
    assert len(list((tmp_path / "badges/issued").glob("*.png"))) == 50
    code, out = run(*verify)
    assert code == 0
    assert out.count(": valid (") == 50
    assert run(*revoke)[0] == 0
    code, out = run(*verify_again)
    assert code == 1
    assert (out.count(": valid ("), out.count(": not valid")) == (49, 1)
    assert main(["check", "badges"]) == 0
