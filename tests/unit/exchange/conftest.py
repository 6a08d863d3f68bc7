"""A town with an exchange, in a folder of its own."""

from pathlib import Path

import pytest

from exchange_world import Town


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)
