"""What a ``data:`` address carries: the token in an envelope (VC Data Model 2.0, section 4.13; RFC 2397).

Scheme and media type mean the same in capitals and in small letters, and a parameter such as ``charset`` changes
nothing of a token, which is ASCII. A kind of credential that is not checked here is named, and nothing else of it is
read.
"""

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from mexbadge.models.kinds import types_of

__all__ = ["Enveloped", "envelope_of"]

_TYPES: Final = frozenset({"EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"})
_SCHEME: Final = "data:"
_TOKENS: Final = frozenset(
    f"application/{name}" for name in ("vc+jwt", "vc-ld+jwt", "vc+ld+jwt", "vp+jwt", "vp-ld+jwt", "vp+ld+jwt", "jwt")
)
"""The media types of a token that is read: today's names, and those of earlier drafts."""
_OTHERS: Final = re.compile(r"application/(?:(?:vc|vp)(?:[-+]ld)?|dc)\+(?:sd-jwt|cose|sd-cwt)|application/mso_mdoc")
"""The media types of credentials and presentations that are secured in a way that is not checked here."""


@dataclass(frozen=True, slots=True)
class Enveloped:
    """What an envelope holds: the token, or the media type ``kind`` of what is not checked here, or neither."""

    token: bytes | None = None
    kind: str | None = None


def envelope_of(document: Mapping[str, object]) -> Enveloped | None:
    """Return what is in an enveloped credential or presentation; ``None`` where ``document`` is no envelope."""
    if _TYPES.isdisjoint(types_of(document)):
        return None
    address = document.get("id")
    return _carried(address) if isinstance(address, str) else Enveloped()


def _carried(address: str) -> Enveloped:
    scheme, (head, comma, body) = address[: len(_SCHEME)], address[len(_SCHEME) :].partition(",")
    if scheme.lower() != _SCHEME or not comma:
        return Enveloped()
    kind, *parameters = (part.strip().lower() for part in head.split(";"))
    if _OTHERS.fullmatch(kind):
        return Enveloped(kind=kind)
    if kind not in _TOKENS:
        return Enveloped()
    token = unquote_to_bytes(body)
    if "base64" not in parameters:
        return Enveloped(token)
    try:
        return Enveloped(base64.b64decode(token, validate=True))
    except (binascii.Error, ValueError):
        return Enveloped()
