"""The page "Send badges by mail", typed from top to bottom against a real mail server."""

import re
import shutil
from pathlib import Path

import pytest

from commands import Run
from mail_servers import mail_server
from typed import commands

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs/how-to/send-badges-by-mail.md"
BEFORE = ROOT / "docs/tutorials/issue-from-a-spreadsheet.md"


def issued(run: Run, *, lines: int) -> None:
    """Do what the tutorial does, up to the issued badges, for the first people of the list."""
    start, _, issue, *_ = commands(BEFORE.read_text("utf-8"))
    assert run(*start[0])[0] == 0
    (toml,) = re.findall(r"```toml\n(.*?)```", BEFORE.read_text("utf-8"), re.DOTALL)
    Path("badges/achievements/first-micro-credential.toml").unlink()
    Path("badges/achievements/psw-dementia-care.toml").write_text(toml, "utf-8")
    shutil.copy(ROOT / "examples/winter-2026.csv", "winter-2026.csv")
    whole = Path("winter-2026.csv").read_text("utf-8-sig").splitlines(keepends=True)
    Path("winter-2026.csv").write_text("".join(whole[: lines + 1]), "utf-8")
    assert run(*issue[0])[0] == 0


@pytest.mark.slow
def test_the_page_runs_as_it_is_written(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", "correct horse")
    monkeypatch.setenv("LANG", "C.UTF-8")
    text = PAGE.read_text("utf-8")
    (section,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    with mail_server() as post:
        issued(run, lines=50)
        toml = Path("badges/mexbadge.toml")
        mail = section.replace("port = 8025", f"port = {post.port}\nper_minute = 0")
        toml.write_text(f"{toml.read_text('utf-8')}\n{mail}", "utf-8")
        for words, printed in commands(text):
            code, said, wrong = run(*words)
            assert code == 0, (words, said, wrong)
            for line in printed:
                assert "\u2026" in line or line in (said + wrong).splitlines(), (words, line, said, wrong)
    assert len(post.taken) == 2 + 50 + 1
    assert len(list(Path("letters").glob("*.eml"))) == 1
