"""How many processes work for a command where nobody says it."""

import os
from typing import Final

__all__ = ["MOST", "processors"]

MOST: Final = 61
"""How many processes there are at most: each takes memory of its own, and more are not faster by much."""


def processors() -> int:
    """Return how many processors this process may use, at most :data:`MOST`."""
    there = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(there, MOST)
