"""One status list as it was signed: what it says of each place, without asking whether the signature holds."""

from dataclasses import dataclass, field
from typing import Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, SignatureError
from mexbadge.proofs import vc_jwt
from mexbadge.status.bitstring import Bitstring

__all__ = ["Marked", "marked_in"]

_PURPOSES: Final = frozenset({"revocation", "suspension"})


@dataclass(frozen=True, slots=True)
class Marked:
    """One status list as it was signed: ``places`` are those that are set, ``since`` and ``until`` its validity."""

    url: str
    purpose: str
    places: frozenset[int] = field(repr=False)
    size: int
    since: str
    until: str
    signed: bytes = field(repr=False)


def marked_in(signed: bytes) -> Marked | None:
    """Read one signed list; ``None`` where it is none."""
    try:
        document = _document(signed)
        subject = document["credentialSubject"]
        url, purpose = document["id"], subject["statusPurpose"]
        bits = Bitstring.decode(subject["encodedList"])
        since, until = document["validFrom"], document["validUntil"]
    except (InputError, SignatureError, KeyError, TypeError, AttributeError):
        return None
    if purpose not in _PURPOSES or not all(isinstance(text, str) for text in (url, since, until)):
        return None
    return Marked(url, purpose, bits.marked(), len(bits), since, until, signed)


def _document(signed: bytes) -> JsonObject:
    if signed.lstrip().startswith(b"{"):
        return _json.loads_object(signed, max_bytes=_limits.STATUS_LIST_BYTES)
    return vc_jwt.read(signed, max_bytes=_limits.STATUS_LIST_BYTES).document
