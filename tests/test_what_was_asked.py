"""The page that lists what the exchange is for names commands that exist, and for each sentence how it is done."""

import re
from pathlib import Path

import pytest

from mexbadge.cli.table import by_name

PAGE = Path(__file__).resolve().parents[1] / "docs" / "explanation" / "what-mex-asks.md"
ROWS = [
    [cell.strip() for cell in line.strip("| \n").split(" | ")]
    for line in PAGE.read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| what was asked", "|---"))
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_each_sentence_names_commands_that_exist_or_says_not_yet(row: list[str]) -> None:
    known = by_name()
    named = re.findall(r"`mexbadge ([a-z][a-z -]*)", row[-1])
    assert named or "ot yet" in " ".join(row)
    assert [one for one in named if one.strip() not in known] == []


def test_every_side_is_there() -> None:
    assert len(ROWS) > 15
    sides = re.findall(r"^## For (.*)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sides == ["applicants", "employers", "colleges", "MEX itself"]
