import json
import subprocess
import sys
from pathlib import Path

import pytest

from ld_hostile import CASES
from mexbadge import ld

_CHILD = Path(__file__).parents[2] / "support" / "ld_hostile.py"
_SECONDS = 5
_MEBIBYTES = 300


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_a_document_made_to_exhaust_is_refused_with_its_reason_in_time_and_memory(name: str) -> None:
    done = subprocess.run([sys.executable, str(_CHILD), name], capture_output=True, check=True, timeout=60)
    code, seconds, mebibytes = json.loads(done.stdout)
    assert code == CASES[name][0]
    assert seconds < _SECONDS
    assert mebibytes < _MEBIBYTES


@pytest.mark.parametrize("name", CASES)
def test_looking_for_losses_raises_nothing(name: str) -> None:
    document, contexts = CASES[name][1]()
    assert ld.lost(document, contexts=contexts)
