"""A few seconds of each fuzzer: nothing crashes, no input takes longer than 5 s, no process holds more than 500 MB."""

from pathlib import Path

import pytest

from fuzz.run import fuzz
from fuzz.seeds import TARGETS

pytestmark = pytest.mark.slow

SECONDS = 4
"""How long each target is fuzzed, start-up aside; ``python tests/fuzz/run.py SECONDS`` fuzzes for longer."""


@pytest.mark.parametrize("target", TARGETS)
def test_a_few_seconds_of_fuzzing_find_nothing(target: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris", reason="the fuzzer is published for some systems only")
    ran = fuzz(target, SECONDS, tmp_path)
    assert ran.code == 0, ran.said[-4000:]
    assert "stat::number_of_executed_units" in ran.said


def test_every_target_is_in_the_table() -> None:
    files = (Path(__file__).resolve().parents[1] / "fuzz").glob("fuzz_*.py")
    assert {file.stem.removeprefix("fuzz_") for file in files} == set(TARGETS)
