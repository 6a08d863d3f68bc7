"""One file of a site: where it lies, what it is made of, and how to make it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import PurePosixPath
from typing import Final

from mexbadge._files import is_reserved
from mexbadge.errors import InputError

__all__ = ["Role", "SiteFile", "digest", "fixed", "require_paths"]


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
    for path in paths:
        steps = path.split("/")
        if "\\" in path or _TOP.intersection(steps) or any(map(is_reserved, steps)):
            raise InputError("site_path", where=path, path=path)
        other = seen.setdefault(path.casefold(), path)
        if other is not path:
            raise InputError("site_path_twice", where=path, path=path, other=other)
    for path in paths:
        for parent in PurePosixPath(path.casefold()).parents:
            if str(parent) in seen:
                raise InputError("site_path_folder", where=path, path=path, other=seen[str(parent)])
