"""How many examples a property is tried with: a share of them, or all where that is asked for."""

import os

THOROUGH = os.environ.get("MEXBADGE_THOROUGH") == "1"
"""Set by ``make test THOROUGH=1``."""


def examples(count: int) -> int:
    """Return ``count``, or a third of it where nobody asked for all."""
    return count if THOROUGH else max(10, count // 3)
