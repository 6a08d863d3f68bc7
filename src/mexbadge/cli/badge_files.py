"""Which badges are meant: files, wildcards, folders, and addresses in the ways that people write them."""

import os
import re
from collections.abc import Iterator, Sequence
from heapq import nsmallest
from pathlib import Path
from typing import Final

from mexbadge.cli.files import STDIN, expanded
from mexbadge.errors import InputError

__all__ = ["address_of", "badges_in"]

_BADGES: Final = frozenset({".png", ".svg", ".json", ".jsonld", ".jwt"})
"""How the files in a folder end that may be badges."""
_NAMES: Final = 10_000
"""How many names of a folder are held at a time; for more it is gone through again."""
_BARE: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::[0-9]+)?/[!-~]*")
"""An address without its scheme: a host, and a path, which a file's name in the same folder does not begin with."""


def badges_in(names: Sequence[str]) -> Iterator[str]:
    """Yield the files and addresses that are meant: of a folder, the badges that lie in it."""
    for name in expanded(names):
        if name and name != STDIN and Path(name).is_dir():  # Path takes an empty name for this very folder
            yield from _in_folder(name)
        else:
            yield name


def _in_folder(folder: str) -> Iterator[str]:
    """Yield the badges in a folder in the order of their names, of which some are held at a time."""
    last = ""
    while some := nsmallest(_NAMES, (name for name in _names(folder) if name > last)):
        yield from (str(Path(folder, name)) for name in some)
        last = some[-1]
    if not last:
        raise InputError("cli_folder_no_badge", path=folder)


def _names(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        yield from (each.name for each in entries if Path(each.name).suffix.lower() in _BADGES and each.is_file())


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
