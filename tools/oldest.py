"""``make test-oldest`` runs this: print the oldest version of each library that may be beside mexbadge, as constraints.

    python tools/oldest.py

They are the lower bounds of ``pyproject.toml``, those of the extras that run in a program included; what only the tests
need is left as new as it can be beside them.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent / "pyproject.toml"
EXTRAS: Final = ("encoder", "match", "postgres", "sftp", "xlsx")
"""The extras with which a program is run."""
_BOUND: Final = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?>=(?P<oldest>[0-9][0-9.]*)(?:; sys_platform == '\w+')?"
)


def oldest(project: Path = PROJECT) -> Iterator[str]:
    """Yield each library with its lower bound as the one version; raise :class:`ValueError` where one has no bound."""
    table = tomllib.loads(project.read_text(encoding="utf-8"))["project"]
    wanted = [*table["dependencies"], *(one for extra in EXTRAS for one in table["optional-dependencies"][extra])]
    for line in dict.fromkeys(wanted):
        found = _BOUND.fullmatch(line)
        if found is None:
            raise ValueError(line)
        yield f"{found['name']}=={found['oldest']}"


if __name__ == "__main__":
    print(*oldest(), sep="\n")  # noqa: T201 - the file that pip reads
