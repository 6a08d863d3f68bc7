"""Whose an address is: which issuer may give an achievement an id there.

An id is a mere text, which anybody can write into a badge. It is an issuer's own where it lies under what the issuer
itself is known by. A host alone says little: many issuers may share one.
"""

from typing import Final
from urllib.parse import urlsplit

from mexbadge.dids.names import parse_did_web
from mexbadge.errors import InputError

__all__ = ["host_of", "owns"]

_DEFAULT: Final = {"https": 443, "http": 80}


def host_of(name: str) -> str | None:
    """Return the host, with an unusual port, of an address or a did:web; ``None`` where there is none."""
    found = _place(name)
    return None if found is None else found[0]


def owns(issuer: str, address: str) -> bool:
    """Return whether ``address`` lies under what ``issuer`` is known by.

    A DID owns its own DID addresses; a did:web also what lies in its folder (without a path: everything on its host);
    an https issuer what lies in the folder of its document. Nothing that climbs (``..``) lies in a folder.
    """
    if issuer.startswith("did:") and address.startswith((f"{issuer}#", f"{issuer}/", f"{issuer}?")):
        return True
    mine, theirs = _place(issuer), _place(address)
    if mine is None or theirs is None or mine[0] != theirs[0] or not address.startswith("https:"):
        return False
    folder = mine[1].rpartition("/")[0] + "/"
    if issuer.startswith("did:web:"):
        folder = folder.removesuffix(".well-known/")
    return theirs[1].startswith(folder) and not _climbs(theirs[1])


def _place(name: str) -> tuple[str, str] | None:
    """Return host and path."""
    try:
        parts = urlsplit(parse_did_web(name) if name.startswith("did:web:") else name)
        host, port = parts.hostname, parts.port
    except (InputError, ValueError):
        return None
    if parts.scheme not in _DEFAULT or not host or parts.username is not None:
        return None
    usual = port is None or port == _DEFAULT[parts.scheme]
    return host if usual else f"{host}:{port}", parts.path or "/"


def _climbs(path: str) -> bool:
    plain = path.lower().replace("%2e", ".").replace("%2f", "/").replace("%5c", "/").replace("\\", "/")
    return "%25" in plain or any(part.split(";")[0] in {".", ".."} for part in plain.split("/"))
