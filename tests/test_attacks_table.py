"""Every attack in ``docs/explanation/attacks.md`` is held off by a test that exists, or says that it is to come."""

import ast
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
PAGE = TESTS.parent / "docs" / "explanation" / "attacks.md"
_NAMED = re.compile(r"`([\w/]+\.py)::(test_\w+)`")
_LINES = [*PAGE.read_text(encoding="utf-8").splitlines(), ""]
ROWS = [line for line, after in pairwise(_LINES) if line.startswith("| ") and not after.startswith("|---")]
TOLD = [
    "GHSA-p94w-42g3-f7h4",
    "CVE-2026-102946",
    "CVE-2026-96760",
    "CVE-2026-75509",
    "CVE-2026-49852",
    "CVE-2026-48990",
    "CVE-2026-48523",
    "CVE-2026-44699",
    "CVE-2026-33895",
    "CVE-2014-9601",
    "CVE-2026-44432",
    "CVE-2025-50181",
    "CVE-2024-39687",
    "CVE-2026-24117",
    "CVE-2026-49834",
    "CVE-2026-23992",
    "CVE-2024-53267",
    "CWE-1236",
    "openbadges-backpack",
    "PyLD",
]


@cache
def _tests_in(path: str) -> frozenset[str]:
    file = TESTS / path
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("row", ROWS, ids=[row[2:60] for row in ROWS])
def test_each_attack_names_tests_that_exist_or_is_to_come(row: str) -> None:
    named = _NAMED.findall(row)
    last = row.rstrip(" |").rpartition("|")[2]
    assert named or re.fullmatch(r" to come \([a-z]+\)", last), row
    assert last.count("::") == (len(named)), row
    for path, name in named:
        assert (TESTS / path).is_file(), path
        assert name in _tests_in(path), f"{path}::{name}"


@pytest.mark.parametrize("advisory", TOLD)
def test_each_advisory_has_its_row(advisory: str) -> None:
    assert any(row.startswith(f"| {advisory}") or f"{advisory} " in row.split("|")[1] for row in ROWS)


def test_what_is_marked_as_to_come_has_no_room_yet() -> None:
    rooms = {room for row in ROWS for room in re.findall(r"to come \(([a-z]+)\)", row)}
    source = TESTS.parent / "src" / "mexbadge"
    folders = {"publishing": "publish"}
    assert not [room for room in rooms if (source / folders[room]).exists()]
