"""``python -m mexbadge``, and the program ``mexbadge``."""

import gc
import sys

from mexbadge.cli import main

__all__ = ["program"]


def program() -> int:
    """Run the command that was typed, and return its exit code.

    What is still in memory then lasts to the end of the process: Python need not look through it for what nobody holds
    any more, which took a tenth of a short command.
    """
    code = main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(program())
