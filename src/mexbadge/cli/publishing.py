"""A folder of hosted documents: what an issuer's server publishes, and ``resources.json`` that maps addresses to it."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mexbadge._json import dumps, loads_object
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.errors import InputError
from mexbadge.issuer.hosted import resource_map

__all__ = ["publish"]


def publish(folder: Path, documents: Mapping[str, tuple[bytes, str]], console: Console) -> list[str]:
    """Write documents, given as address → (content, media type), below ``folder``; return the paths.

    The same content again is no trouble; another content under an address that is there already is refused.
    """
    index = folder / "resources.json"
    known = loads_object(index.read_bytes()) if index.is_file() else {}
    places: dict[str, tuple[str, str]] = {}
    for url, (body, kind) in documents.items():
        path = urlsplit(url).path.lstrip("/") or "index.json"
        target = folder / path
        if target.is_file() and target.read_bytes() != body:
            raise InputError("cli_exists", path=str(target))
        if not target.is_file():
            write(str(target), body, console)
        places[url] = (path, kind)
    merged = dict(sorted({**known, **resource_map(places)}.items()))
    write(str(index), dumps(merged, indent=2).encode("ascii"), console, force=True)
    return [str(folder / path) for path, _ in places.values()]
