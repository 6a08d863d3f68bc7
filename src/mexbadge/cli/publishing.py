"""A folder of hosted documents: what an issuer's server publishes, and ``resources.json`` that maps addresses to it."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from mexbadge._json import dumps, loads_object
from mexbadge.cli.console import Console
from mexbadge.cli.files import write
from mexbadge.credentials.published_keys import resource_map
from mexbadge.errors import InputError

__all__ = ["publish"]


def publish(folder: Path, documents: Mapping[str, tuple[bytes, str]], console: Console) -> list[str]:
    """Write documents, given as address → (content, media type), below ``folder``; return the paths.

    The same content again is no trouble. Another content under an address that is there already is refused, and two
    documents that want one file, before anything is written: :class:`InputError` ``publish_differs``.
    """
    index = folder / "resources.json"
    known = loads_object(index.read_bytes()) if index.is_file() else {}
    places = {url: (urlsplit(url).path.lstrip("/") or "index.json", kind) for url, (_, kind) in documents.items()}
    bodies: dict[str, bytes] = {}
    for url, (body, _) in documents.items():
        path = places[url][0]
        target = folder / path
        there = bodies.setdefault(path, target.read_bytes() if target.is_file() else body)
        if there != body:
            raise InputError("publish_differs", path=str(target), url=url)
    for path, body in bodies.items():
        if not (folder / path).is_file():
            write(str(folder / path), body, console)
    merged = dict(sorted({**known, **resource_map(places)}.items()))
    write(str(index), dumps(merged, indent=2).encode("ascii"), console, force=True)
    return [str(folder / path) for path, _ in places.values()]
