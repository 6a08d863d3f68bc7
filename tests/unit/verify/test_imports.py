"""What verifying costs before it begins: the heavy libraries stay outside where they are not needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from world import AT, College, World

HEAVY = (
    "pyld",
    "requests",
    "urllib3",
    "PIL",
    "jinja2",
    "sqlalchemy",
    "jsonschema",
    "qrcode",
    "rich",
    "lxml",
    "hypothesis",
)


def modules_of(code: str, folder: Path) -> list[str]:
    program = f"{code}\nimport sys, json\nprint(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, cwd=folder, text=True)
    found: list[str] = json.loads(ran.stdout.splitlines()[-1])
    return found


def imported_by(code: str, folder: Path) -> set[str]:
    return {name.partition(".")[0] for name in modules_of(code, folder)}


def test_verifying_a_token_from_resources_imports_nothing_heavy(tmp_path: Path) -> None:
    world = World()
    college = College(world)
    (tmp_path / "badge.jwt").write_bytes(college.issue().credential)
    table = {}
    for place, (url, page) in enumerate(world.pages.items()):
        (tmp_path / f"{place}.json").write_bytes(page.body)
        table[url] = f"{place}.json"
    (tmp_path / "resources.json").write_text(json.dumps(table))
    code = (
        "from mexbadge.cli import main\n"
        f"assert main(['verify', '-q', '--resources', 'resources.json', '--at', '{AT:%Y-%m-%d}', 'badge.jwt']) == 0"
    )
    assert imported_by(code, tmp_path).isdisjoint(HEAVY)


@pytest.mark.parametrize("code", ["import mexbadge", "from mexbadge.cli import main; main(['--help'])"])
def test_help_and_the_package_itself_import_nothing_heavy(tmp_path: Path, code: str) -> None:
    assert imported_by(code, tmp_path).isdisjoint({*HEAVY, "pydantic", "cryptography", "rfc8785"})


def test_the_package_imports_nothing_at_all() -> None:
    program = "import sys; before = set(sys.modules); import mexbadge; print(sorted(set(sys.modules) - before))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == "['mexbadge']"


def test_the_room_reads_older_badges_only_where_one_is_given() -> None:
    program = "import sys, mexbadge.verify; print([name for name in sys.modules if 'ob2' in name.split('.')])"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    assert ran.stdout.strip() == "[]"


ISSUING = (
    "mexbadge.issuer",
    "mexbadge.store",
    "mexbadge.tabular",
    "mexbadge.deliver",
    "mexbadge.match",
    "mexbadge.skills",
)


@pytest.mark.parametrize(
    "command", [["verify", "-q", "badge"], ["show", "badge"], ["explain", "binding_self_asserted"]]
)
def test_who_checks_a_badge_loads_nothing_that_issues_or_keeps(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "badge").write_bytes(College(World()).issue().credential)
    code = f"from mexbadge.cli import main\nmain({[*command, *(['--offline'] if command[0] == 'verify' else [])]!r})"
    loaded = modules_of(code, tmp_path)
    assert "mexbadge.texts" in loaded
    assert [name for name in loaded if name.startswith(ISSUING)] == []
    assert {name.partition(".")[0] for name in loaded}.isdisjoint(HEAVY)
