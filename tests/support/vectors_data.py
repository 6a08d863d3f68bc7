"""Where the published test vectors lie: beside the checkout, never in it."""

import os
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "vectors"


def vectors(name: str) -> Path:
    """Return the path of one vector file or folder; skip where the folder is absent, fail where it must be there."""
    path = FOLDER / name
    if path.exists():
        return path
    reason = f"the published test vectors are not here (looked for {name} in ../shared/vectors)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
