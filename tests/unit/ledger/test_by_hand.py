"""The ten lines of docs/explanation/ledger.md that check the chain by hand, on good logs and on changed ones."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ledger_world import fill, new_log

PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "ledger.md"


def lines() -> str:
    found = re.search(r"```python\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1].partition("ten lines that check any log.\n")[2]


def test_they_are_ten_lines_and_need_nothing_of_ours() -> None:
    assert len([line for line in lines().splitlines() if line]) <= 12
    assert "mexbadge" not in lines()


def test_they_accept_a_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(tmp_path)
    fill(new_log(tmp_path / "ledger.db"), 30)
    exec(lines(), {})
    assert capsys.readouterr().out == "30 entries, unbroken\n"


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_entries SET entry = CAST('changed' AS BLOB) WHERE position = 7",
        "UPDATE ledger_entries SET prev = zeroblob(32) WHERE position = 7",
        "DELETE FROM ledger_entries WHERE position = 7",
        "DELETE FROM ledger_entries WHERE position = 29",
        "UPDATE ledger_head SET chain = zeroblob(32)",
    ],
)
def test_they_find_what_was_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sql: str) -> None:
    monkeypatch.chdir(tmp_path)
    fill(new_log(tmp_path / "ledger.db"), 30)
    with closing(sqlite3.connect("ledger.db", isolation_level=None)) as connection:
        connection.execute(sql)
    names: dict[str, sqlite3.Connection] = {}
    with pytest.raises(AssertionError):
        exec(lines(), names)
    names["ledger"].close()
