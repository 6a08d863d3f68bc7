"""Base58btc and base64url, bare and with the multibase letter (Controlled Identifiers 1.0, section 2.4).

One value has one text: padding, characters outside the alphabet and stray low bits are refused, so that no signature
can be written in two ways.
"""

import base64
import binascii
from typing import Final, Literal

from mexbadge import _limits
from mexbadge.errors import InputError

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_NO_DIGIT: Final = 58
_DIGITS: Final = bytes(found if (found := _ALPHABET.find(chr(c))) >= 0 else _NO_DIGIT for c in range(256))
"""The digit that each byte is in base58btc."""
_PAIRS: Final = tuple(high + low for high in _ALPHABET for low in _ALPHABET)
"""Two digits of base58btc at once."""
_BASE64URL: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_PLAIN: Final = bytes({ord("-"): ord("+"), ord("_"): ord("/")}.get(c, c if c in _BASE64URL else 0) for c in range(256))
"""Each letter of base64url in plain base64; every other byte becomes one that no base64 has."""
_ENDS: Final[tuple[bytes | None, ...]] = (None, b"", _BASE64URL[::16], _BASE64URL[::4])
"""With which letters a text may end by how many it has beyond fours: those whose unused low bits are zero."""
_PADDING: Final = (b"", b"", b"==", b"=")

Base = Literal["z", "u"]
"""``z`` is base58btc, ``u`` base64url without padding."""


def base58_encode(data: bytes) -> str:
    """Write ``data`` as base58btc."""
    number = int.from_bytes(data, "big")
    pairs: list[str] = []
    while number:
        number, pair = divmod(number, 58 * 58)
        pairs.append(_PAIRS[pair])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return _ALPHABET[0] * zeros + "".join(reversed(pairs)).lstrip(_ALPHABET[0])


def base58_decode(text: str, *, max_characters: int = _limits.BASE58_CHARACTERS) -> bytes:
    """Read base58btc; raise :class:`InputError` ``multibase_text`` or ``multibase_length``."""
    if len(text) > max_characters:
        raise InputError("multibase_length", size=len(text), limit=max_characters)
    digits = text.encode("ascii", "replace").translate(_DIGITS)
    if _NO_DIGIT in digits:
        raise InputError("multibase_text", encoding="base58btc")
    number = 0
    for digit in digits:
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip(_ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url_encode(data: bytes) -> str:
    """Write ``data`` as base64url without padding (RFC 4648, section 5; RFC 7515, appendix C)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def base64url_decode(text: str) -> bytes:
    """Read base64url without padding; raise :class:`InputError` ``multibase_text``.

    Refused: padding, the alphabet of plain base64, white space, and unused low bits that are not zero.
    """
    beyond = len(text) % 4
    ends = _ENDS[beyond]
    try:
        raw = text.encode("ascii")
        data = binascii.a2b_base64(raw.translate(_PLAIN) + _PADDING[beyond], strict_mode=True)
    except ValueError:
        raise InputError("multibase_text", encoding="base64url") from None
    if ends is not None and raw[-1] not in ends:
        raise InputError("multibase_text", encoding="base64url")
    return data


def encode(data: bytes, base: Base = "z") -> str:
    """Write ``data`` with its multibase letter."""
    return f"z{base58_encode(data)}" if base == "z" else f"u{base64url_encode(data)}"


def decode(text: str, *, allowed: str = "zu") -> bytes:
    """Read a multibase text whose letter is in ``allowed``; raise :class:`InputError`."""
    base, rest = text[:1], text[1:]
    if not base or base not in allowed:
        raise InputError("multibase_prefix", prefix=base)
    return base58_decode(rest) if base == "z" else base64url_decode(rest)
