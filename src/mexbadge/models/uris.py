"""Identifiers: absolute URIs (RFC 3986), with the characters that IRIs add (RFC 3987)."""

import re
from functools import cache
from typing import Final

__all__ = ["URI_PATTERN", "as_compared", "is_uri"]

_ASCII: Final = r"A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%"
_UCS: Final = "\u00a0-\u061b\u061d-\u200d\u2010-\u2027\u202f-\u2065\u206a-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd" + "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) | 0xFFFD)}" for plane in range(1, 15)
)
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):(.)", re.DOTALL)
_HOST: Final = re.compile(r"//[^/?#]")
URI_PATTERN: Final = r"^[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+$"
"""What a JSON Schema can say of it."""
_URN: Final = re.compile(r"(?i:urn):([A-Za-z0-9][A-Za-z0-9-]*):", re.ASCII)
_PLAIN: Final = re.compile(
    r"(?:https?://[A-Za-z0-9]|(?:urn|did):[A-Za-z0-9])[A-Za-z0-9\-._~:/?@!$&'()*+,;=]*(?:#[A-Za-z0-9\-._~:/?@!$&'()*+,;=]*)?"
)
"""Most identifiers that there are."""
_WITH_HOST: Final = frozenset({"http", "https", "ftp", "ws", "wss"})


def is_uri(text: str) -> bool:
    """Return whether ``text`` is an absolute URI or IRI: a scheme, a colon, and only characters that may stand there.

    Directional controls are refused although RFC 3987 lists them, as its section 4.1 asks. An ``http`` or ``https``
    address must name a host. The time it takes grows with the length alone.
    """
    if _PLAIN.fullmatch(text) is not None:
        return True
    match = _SCHEME.match(text)
    if match is None or _characters().fullmatch(text) is None or _BAD_ESCAPE.search(text) is not None:
        return False
    if text.count("#") > 1:
        return False
    scheme = match.group(1).lower()
    return scheme not in _WITH_HOST or _HOST.match(text, len(scheme) + 1) is not None


@cache
def _characters() -> re.Pattern[str]:
    """Return the characters of an IRI: compiled with the first text that is not as most are."""
    return re.compile(f"[{_ASCII}{_UCS}]*")


def as_compared(identifier: str) -> str:
    """Return an id as it is compared with another: of a URN, scheme and namespace mean the same in either case.

    A UUID does so whole (RFC 8141, section 3.1; RFC 9562, section 4). Every other id is compared letter by letter.
    """
    urn = _URN.match(identifier)
    if urn is None:
        return identifier
    if urn[1].lower() == "uuid":
        return identifier.lower()
    return f"{urn[0].lower()}{identifier[urn.end() :]}"
