import ast
import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
UNIT = HERE.parent
COUNT = 88


def rules() -> Mapping[int, tuple[tuple[str, str], ...]]:
    spec = importlib.util.spec_from_file_location("ob2_rules", HERE / "rules.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Mapping[int, tuple[tuple[str, str], ...]] = module.RULES
    return found


@cache
def named_in(file: Path) -> set[str]:
    tree = ast.parse(file.read_bytes())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_rule_has_a_test() -> None:
    assert sorted(rules()) == list(range(1, COUNT + 1))
    assert all(rules().values())


def test_every_named_test_exists() -> None:
    missing = {
        f"{number}: {file}::{name}"
        for number, named in rules().items()
        for file, name in named
        if not (UNIT / file).exists() or name not in named_in(UNIT / file)
    }
    assert not missing
