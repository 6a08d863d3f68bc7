"""``python -m mexbadge``."""

import sys

from mexbadge.cli import main

if __name__ == "__main__":
    sys.exit(main())
