"""One skill, several addresses: which spellings of a URI name the same skill.

A skill is known by its URI. People write that of an ESCO skill in more than one way: with ``https``, in capitals, with
a slash at the end, or as the page of the portal that shows it (``…?uri=…``); :func:`official` returns the one in which
ESCO publishes it. Of any other address only the scheme and the host are alike in capitals and small letters (RFC 3986,
section 6.2.2.1); whether it is known with ``http`` or a slash at the end is for the list to say (:func:`folded`).
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

__all__ = ["folded", "official", "within"]

_ESCO: Final = "http://data.europa.eu/esco/"
_PLACE: Final = re.compile(r"/+esco/+(skill|occupation|isced-f|isco)/+([^/?#\s]+)/*", re.IGNORECASE)
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_GROUP: Final = re.compile(r"[A-Z](?:\d+(?:\.\d+)*)?", re.IGNORECASE)
_HOSTS: Final = frozenset({"data.europa.eu", "www.data.europa.eu"})
_PORTALS: Final = frozenset({"esco.ec.europa.eu", "ec.europa.eu", "www.ec.europa.eu", "data.europa.eu"})
_WEB: Final = frozenset({"http", "https"})
_LONGEST: Final = 4_096
_MOST: Final = 20
_KEPT: Final = 1 << 16


def official(uri: str) -> str:
    """Return a URI as its framework publishes it, as far as that is known; any other with scheme and host in small.

    Of a page of the ESCO portal it is the skill that the page shows. One of more than 4096 characters stays as it is.
    """
    return _official(uri) if len(uri) <= _LONGEST else uri


@lru_cache(maxsize=_KEPT)
def _official(uri: str) -> str:
    parts = _parts(uri)
    if parts is None:
        return uri
    host = (parts.hostname or "").removesuffix(".")
    if host in _HOSTS and (place := _PLACE.fullmatch(unquote(parts.path))) is not None:
        return _of_esco(place)
    if host in _PORTALS:
        shown = {official(one) for one in within(uri) if _of_esco_host(one)}
        if len(shown) == 1:
            return shown.pop()
    head, rest = uri[: uri.index("//") + 2], uri[uri.index("//") + 2 :]
    end = next((at for at, sign in enumerate(rest) if sign in "/?#"), len(rest))
    return head.lower() + rest[:end].lower() + rest[end:] if "@" not in rest[:end] else uri


def folded(uri: str) -> str:
    """Return what an address has in common with its spelling with another scheme of the web, or a slash at the end."""
    return _folded(uri) if len(uri) <= _LONGEST else _folded.__wrapped__(uri)


@lru_cache(maxsize=_KEPT)
def _folded(uri: str) -> str:
    plain = official(uri)
    scheme, mark, rest = plain.partition("://")
    if not mark or scheme not in _WEB:
        return plain
    return f"http://{rest.rstrip('/') if '?' not in rest and '#' not in rest else rest}"


def within(uri: str) -> Iterator[str]:
    """Yield the addresses that stand as values in the query of an address, or of what follows its ``#``."""
    parts = _parts(uri)
    if parts is None:
        return
    for text in (parts.query, parts.fragment.partition("?")[2]):
        try:
            found = parse_qsl(text, max_num_fields=_MOST)
        except ValueError:
            continue
        yield from (value.strip() for _, value in found if _parts(value.strip()) is not None)


def _parts(uri: str) -> SplitResult | None:
    """Return the parts of an address of the web; ``None`` for anything else."""
    if len(uri) > _LONGEST or uri[:4].lower() != "http":
        return None
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    return parts if parts.scheme in _WEB and parts.hostname else None


def _of_esco_host(uri: str) -> bool:
    parts = _parts(uri)
    return parts is not None and parts.hostname in _HOSTS and _PLACE.fullmatch(unquote(parts.path)) is not None


def _of_esco(place: re.Match[str]) -> str:
    """Write an address of ESCO as it is published: ids in small letters, codes of groups in capitals."""
    kind, code = place[1].lower(), place[2]
    if _UUID.fullmatch(code):
        code = code.lower()
    elif _GROUP.fullmatch(code):
        code = code.upper()
    return f"{_ESCO}{kind}/{code}"
