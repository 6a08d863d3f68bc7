"""One file of a site: where it lies, what it is made of, and how to make it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from mexbadge._files import is_reserved
from mexbadge.errors import InputError

__all__ = ["Role", "SiteFile", "SitePlan", "digest", "fixed", "require_paths"]


class Role(IntEnum):
    """What a file is for; in this order files are replaced, so that no page is newer than what it shows."""

    MEDIA = 1
    """Style sheets, scripts, pictures, and what tells the host how to serve."""
    PAGE = 2
    """What people read."""
    DOCUMENT = 3
    """What verifiers read: keys, status lists, badges."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of a site.

    ``path`` is relative to the site's folder, with ``/``. ``key`` is a digest of all that the file is made of: a file
    with the same key has the same bytes, and is not made again. ``make`` returns the bytes.
    """

    path: str
    key: str
    make: Callable[[], bytes]
    role: Role


@dataclass(frozen=True, slots=True)
class SitePlan:
    """The files of a site, planned anew each time that somebody goes through them, so that nobody need keep them."""

    plan: Callable[[], Iterator[SiteFile]]

    def __iter__(self) -> Iterator[SiteFile]:
        """Plan them."""
        return self.plan()


def digest(*parts: str | bytes) -> str:
    """Return the SHA-256 of parts, in hexadecimal; no two lists of parts run together into the same bytes."""
    found = hashlib.sha256()
    for part in parts:
        body = part.encode("utf-8") if isinstance(part, str) else part
        found.update(len(body).to_bytes(8, "big"))
        found.update(body)
    return found.hexdigest()


def fixed(path: str, body: bytes, role: Role) -> SiteFile:
    """Return a file whose bytes are known already."""
    return SiteFile(path, digest(body), lambda: body, role)


_TOP: Final = frozenset({"", ".", ".."})


def require_paths(paths: list[str]) -> None:
    """Raise :class:`InputError` for a path that leaves the site, that a host cannot have, or that two files share.

    ``site_path`` names one that is absolute, climbs, or is no name on Windows; ``site_path_twice`` two files of one
    name, where capitals do not count; ``site_path_folder`` a file in whose place a folder is needed.
    """
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for path in paths:
        steps = path.split("/")
        if "\\" in path or _TOP.intersection(steps) or any(map(is_reserved, steps)):
            raise InputError("site_path", where=path, path=path)
        folded = path.casefold()
        other = seen.setdefault(folded, path)
        if other is not path:
            raise InputError("site_path_twice", where=path, path=path, other=other)
        parent = folded.rpartition("/")[0]
        while parent and parent not in folders:
            folders.add(parent)
            parent = parent.rpartition("/")[0]
    for folder in sorted(folders & seen.keys()):
        path = next(path for path in paths if path.casefold().startswith(f"{folder}/"))
        raise InputError("site_path_folder", where=path, path=path, other=seen[folder])
