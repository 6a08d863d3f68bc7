"""Identifiers taken apart by their grammar, before anything in them is decoded."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mexbadge.errors import InputError

__all__ = ["Did", "HttpsId", "is_did", "parse_did_web", "split_did", "split_https"]

_LONGEST: Final = 4096
_DID_URL: Final = re.compile(r"(did:([a-z0-9]+):([A-Za-z0-9._:%-]+))([/?#].*)?", re.ASCII)
_HTTPS: Final = re.compile(
    r"(https://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?([/?][!-\"$-\[\]-~]*)?)(#[!-\"$-\[\]-~]*)?", re.ASCII
)

_LABEL: Final = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_TOP_LABEL: Final = r"[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)+{_TOP_LABEL}", re.ASCII)
_HOST_CHARACTERS: Final = 253
_PORT: Final = re.compile(r"[1-9][0-9]{0,4}", re.ASCII)
_PORT_HIGHEST: Final = 65535
_SEGMENT: Final = re.compile(r"(?:[A-Za-z0-9._-]|%[0-9A-Fa-f]{2})+", re.ASCII)
_FORBIDDEN_OCTET: Final = re.compile(r"%(?:[01][0-9A-F]|7F|2F|40|23|3F|5C)", re.ASCII | re.IGNORECASE)
_DOTS: Final = re.compile(r"(?:\.|%2E){1,2}", re.ASCII | re.IGNORECASE)
_COLON: Final = re.compile(r"%3A", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Did:
    """A DID URL in parts (DID Core 1.0, section 3.2): the DID, its method, its id within the method, the fragment."""

    did: str
    method: str
    specific: str
    fragment: str | None


@dataclass(frozen=True, slots=True)
class HttpsId:
    """An https address in parts: without its fragment, and its origin."""

    url: str
    origin: str


def is_did(text: str) -> bool:
    """Return whether ``text`` claims to be a DID."""
    return text.startswith("did:")


def split_did(text: str) -> Did:
    """Take a DID or DID URL apart; raise :class:`InputError` ``dids_length`` or ``dids_syntax``."""
    _check_length(text)
    found = _DID_URL.fullmatch(text)
    if found is None:
        raise InputError("dids_syntax", did=text)
    _, hash_sign, fragment = (found[4] or "").partition("#")
    return Did(found[1], found[2], found[3], fragment if hash_sign else None)


def split_https(text: str) -> HttpsId:
    """Take an https address apart; raise :class:`InputError` ``dids_length``, ``dids_scheme`` or ``dids_url``."""
    _check_length(text)
    if not text.startswith("https://"):
        raise InputError("dids_scheme", id=text)
    found = _HTTPS.fullmatch(text)
    if found is None:
        raise InputError("dids_url", url=text)
    return HttpsId(found[1], f"https://{found[2]}{found[3] or ''}")


def parse_did_web(did: str) -> str:
    r"""Return the address of the document of a did:web identifier (did:web method specification, Read).

    The host is a DNS name with a dot, in ASCII; an IP address in any spelling is refused, as are a trailing dot, a port
    outside 1 to 65535, and path segments that are empty, ``.`` or ``..`` or hide one of ``/ @ # ? \`` or a control
    character. Other percent-encoding stays to the letter. Raises :class:`InputError`: ``dids_length``, ``dids_syntax``,
    ``dids_unsupported``, ``dids_web_host``, ``dids_web_port``, ``dids_web_path``.
    """
    _check_length(did)
    return _address_of(did)


@lru_cache(maxsize=256)
def _address_of(did: str) -> str:
    """Work out the address of a did:web; of an issuer it is asked for several times with each badge."""
    parts = split_did(did)
    if parts.method != "web" or parts.did != did:
        raise InputError("dids_syntax", did=did)
    authority, *segments = parts.specific.split(":")
    host, *port = _COLON.split(authority)
    if len(host) > _HOST_CHARACTERS or not _HOST.fullmatch(host):
        raise InputError("dids_web_host", did=did)
    if len(port) > 1 or (port and (not _PORT.fullmatch(port[0]) or int(port[0]) > _PORT_HIGHEST)):
        raise InputError("dids_web_port", did=did)
    for segment in segments:
        if not _SEGMENT.fullmatch(segment) or _DOTS.fullmatch(segment) or _FORBIDDEN_OCTET.search(segment):
            raise InputError("dids_web_path", did=did)
    path = "/".join(segments or [".well-known"])
    return f"https://{':'.join([host.lower(), *port])}/{path}/did.json"


def _check_length(text: str) -> None:
    if len(text) > _LONGEST:
        raise InputError("dids_length", limit=_LONGEST)
