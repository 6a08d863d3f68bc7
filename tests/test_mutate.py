"""The tool behind ``make mutate``: what it changes, and that its list of survivors speaks of mutants that exist."""

from pathlib import Path
from types import FunctionType

import mutate
import pytest
from mutation import changes, targets

ROOT = Path(__file__).parent.parent
SAMPLE = '''"""A module."""


def small(a: int, b: int = 3) -> bool:
    """Say whether."""
    if a < b and not a == 2:
        return True
    return any(one > 0 for one in (a, b) if one)


class Box:
    """A class."""

    @property
    def open(self) -> bool:
        """Say so."""
        return self is not None
'''


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(changes, "SOURCES", tmp_path)
    path = tmp_path / "sample.py"
    path.write_text(SAMPLE)
    return path


def test_each_mutant_is_one_change_of_one_function(sample: Path) -> None:
    assert {one.name.partition(": ")[2] for one in changes.mutants(sample)} == {
        "if a < b and (not a == 2) -> if True",
        "if a < b and (not a == 2) -> if False",
        "a < b and (not a == 2) -> a < b",
        "a < b and (not a == 2) -> not a == 2",
        "a < b -> a <= b",
        "not a == 2 -> a == 2",
        "a == 2 -> a != 2",
        "2 -> 3",
        "True -> False",
        "any((one > 0 for one in (a, b) if one)) -> all((one > 0 for one in (a, b) if one))",
        "one > 0 -> one >= 0",
        "0 -> 1",
        "for one if one -> for one",
        "self is not None -> self is None",
    }
    assert {one.function for one in changes.mutants(sample)} == {"small", "Box.open"}


def test_the_code_of_a_mutant_does_what_it_says(sample: Path) -> None:
    space: dict[str, object] = {}
    exec(compile(SAMPLE, str(sample), "exec"), space)
    small = space["small"]
    assert isinstance(small, FunctionType)
    (mutant,) = (one for one in changes.mutants(sample) if one.name.endswith("a < b -> a <= b"))
    assert small(3) is True
    small_before = small.__code__
    small.__code__ = mutant.code
    assert small(3) is True
    (turned,) = (one for one in changes.mutants(sample) if one.name.endswith("True -> False"))
    small.__code__ = turned.code
    assert small(1) is False
    assert turned.code.co_firstlineno == small_before.co_firstlineno


def test_every_listed_survivor_is_a_mutant_and_has_its_judgement() -> None:
    listed = mutate.judgements()
    exist = {
        mutant.name
        for module in {name.partition(" ")[0] for name in listed}
        for mutant in changes.mutants(ROOT / "src" / "mexbadge" / module)
    }
    assert set(listed) <= exist
    assert all(len(why) > 20 for why in listed.values())


def test_every_module_of_a_target_is_there_and_belongs_to_one() -> None:
    found = [path for name in targets.TARGETS for path in targets.modules_of(name)]
    assert len(found) == len(set(found)) > 40
    for target in targets.TARGETS.values():
        assert all((ROOT / test).exists() for test in target.tests)
