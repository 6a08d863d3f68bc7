"""What is declared is what is used: libraries, their oldest versions, the lock file."""

import ast
import re
import sys
import tomllib
from pathlib import Path

import oldest
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
_CALLED = {"jinja2": "jinja2", "pil": "pillow", "png": "pypng", "markdown-it": "markdown-it-py"}
_BROUGHT = {"pydantic-core", "markupsafe"}
"""Parts of pydantic and Jinja2 that come with them, in the version that fits."""
_PROMISED = {"pypng", "qrcode", "markdown-it-py"}
"""Declared although no module need import them yet: they stay for what draws pictures and pages."""
_READ_BY_ANOTHER = {"defusedxml", "tzdata"}
"""openpyxl reads with the one, zoneinfo with the other, where the system knows no zones."""


def _declared(*extras: str) -> dict[str, Requirement]:
    lines = [*PROJECT["dependencies"], *(one for extra in extras for one in PROJECT["optional-dependencies"][extra])]
    return {str(canonicalize_name(one.name)): one for one in map(Requirement, lines) if one.name != "mexbadge"}


def _imported() -> set[str]:
    """Return every library that a module of the package imports, wherever in it."""
    found = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    own = {"mexbadge", "_typeshed", *sys.stdlib_module_names}  # types alone, which Python 3.13 no longer lists
    names = {str(canonicalize_name(name)) for name in found - own}
    return {_CALLED.get(name, name) for name in names}


def test_what_the_package_imports_is_declared_and_what_is_declared_is_imported() -> None:
    used = _imported() - _BROUGHT - {"pytest"}  # the plugin runs inside it
    declared = set(_declared(*oldest.EXTRAS))
    assert used - declared == set()
    assert declared - used <= _PROMISED | _READ_BY_ANOTHER


def test_the_oldest_versions_are_the_lower_bounds() -> None:
    given = {
        str(canonicalize_name(name)): version for name, _, version in (one.partition("==") for one in oldest.oldest())
    }
    declared = _declared(*oldest.EXTRAS)
    assert given.keys() == declared.keys()
    for name, one in declared.items():
        assert [(each.operator, each.version) for each in one.specifier] == [(">=", given[name])]


def test_a_library_without_a_lower_bound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "pyproject.toml"
    extras = "".join(f"{extra} = []\n" for extra in oldest.EXTRAS)
    path.write_text(f'[project]\ndependencies = ["requests"]\n[project.optional-dependencies]\n{extras}')
    with pytest.raises(ValueError, match="requests"):
        list(oldest.oldest(path))


def test_the_lock_file_holds_each_declared_library_in_a_version_that_is_allowed() -> None:
    locked = {
        str(canonicalize_name(name)): version for name, version in re.findall(r"^(\S+)==(\S+)", LOCK, re.MULTILINE)
    }
    for name, one in _declared(*PROJECT["optional-dependencies"]).items():
        assert name in locked, f"run: make lock ({name})"
        assert one.specifier.contains(Version(locked[name])), f"run: make lock ({name})"


def test_each_locked_version_has_its_hashes_and_no_host_is_named() -> None:
    blocks = re.split(r"^(?=\S+==)", LOCK, flags=re.MULTILINE)[1:]
    assert len(blocks) > 50
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in LOCK
    assert "--index" not in LOCK
    assert "--find-links" not in LOCK
