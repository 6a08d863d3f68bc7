"""What the files of a log are called."""

from typing import Final

__all__ = ["SUFFIX"]

SUFFIX: Final = ".tlog-proof"
"""What the name of a receipt ends in: ``badge.png.tlog-proof`` lies beside ``badge.png``."""
