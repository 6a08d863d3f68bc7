"""Which badges are meant: files, wildcards, folders, and addresses in the ways that people write them."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from mexbadge.cli.files import STDIN, expanded
from mexbadge.errors import InputError

__all__ = ["address_of", "badges_in"]

_BADGES: Final = frozenset({".png", ".svg", ".json", ".jsonld", ".jwt"})
"""How the files in a folder end that may be badges."""
_BARE: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::[0-9]+)?/[!-~]*")
"""An address without its scheme: a host, and a path, which a file's name in the same folder does not begin with."""


def badges_in(names: Sequence[str]) -> Iterator[str]:
    """Yield the files and addresses that are meant: of a folder, the badges that lie in it."""
    for name in expanded(names):
        if name != STDIN and Path(name).is_dir():
            found = sorted(path for path in Path(name).iterdir() if path.suffix.lower() in _BADGES and path.is_file())
            if not found:
                raise InputError("cli_folder_no_badge", path=name)
            yield from map(str, found)
        else:
            yield name


def address_of(name: str) -> str | None:
    """Return the web address that is meant, if it is one: in capitals as well, or without its scheme.

    A file of that name comes first.
    """
    if name == STDIN or Path(name).exists():
        return None
    scheme, mark, rest = name.partition("://")
    if mark and scheme.lower() in {"https", "http"}:
        return f"{scheme.lower()}://{rest}"
    return f"https://{name}" if _BARE.fullmatch(name) else None
