"""Where identifiers live: the origin that answers for one, and what lies under it (RFC 6454; RFC 3986, section 3.3)."""

import re
from typing import Final
from urllib.parse import urlsplit

from mexbadge.dids.names import is_did, parse_did_web
from mexbadge.errors import InputError

__all__ = ["Origin", "is_origin", "lies_under", "origin_of", "same_origin"]

Origin = tuple[str, str, int]
"""Scheme, host in lower case, port."""

_PORTS: Final = {"https": 443, "http": 80}
_CLEAN: Final = re.compile(r"(?:/[A-Za-z0-9._~!$&'()*+,=:@-]+)*/?", re.ASCII)
"""A path that every server reads alike: nothing is escaped, no segment takes parameters, and none but the last is empty
(some servers merge ``//``, and a path that begins so reads as another host)."""
_DOTS: Final = frozenset({".", ".."})


def origin_of(identifier: str) -> Origin | None:
    """Return the origin of an address, or of the document of a did:web; ``None`` for anything else.

    An address with a user name, or with a port that is none, has no origin here.
    """
    try:
        parts = urlsplit(parse_did_web(identifier.partition("#")[0]) if is_did(identifier) else identifier)
        scheme, host, port = parts.scheme, parts.hostname, parts.port
    except (InputError, ValueError):
        return None
    if scheme not in _PORTS or not host or "@" in parts.netloc or "\\" in parts.netloc:
        return None
    return scheme, host, _PORTS[scheme] if port is None else port


def same_origin(one: str, other: str) -> bool:
    """Return whether two addresses, or did:web identifiers, are answered for by the same origin."""
    first = origin_of(one)
    return first is not None and first == origin_of(other)


def is_origin(issuer_id: str) -> bool:
    """Return whether an https issuer is the origin itself, so that everything there is its own."""
    return issuer_id.startswith("https://") and urlsplit(issuer_id).path in {"", "/"}


def lies_under(address: str, issuer_id: str) -> bool:
    """Return whether an address, less its fragment, is an https issuer's own or lies below it, past any doubt.

    An address with a query, an escape or an empty segment, or that climbs, does not: servers differ in where it leads.
    """
    if not same_origin(address, issuer_id):
        return False
    parts, own = urlsplit(address), urlsplit(issuer_id).path
    if "?" in address or not _CLEAN.fullmatch(parts.path) or _DOTS.intersection(parts.path.split("/")):
        return False
    return parts.path == own or parts.path.startswith(own if own.endswith("/") else f"{own}/")
