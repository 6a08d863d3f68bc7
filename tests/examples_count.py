"""How many examples a property is tried with: a share in the quick suite, all of them in the slow one."""

import os

THOROUGH = os.environ.get("MEXBADGE_THOROUGH") == "1"
"""Set by ``make test-slow``."""


def examples(count: int) -> int:
    """Return ``count``, or in the quick suite a third of it."""
    return count if THOROUGH else max(10, count // 3)
