"""Base58btc and base64url, bare and with the multibase letter (Controlled Identifiers 1.0, section 2.4).

One value has one text: padding, characters outside the alphabet and stray low bits are refused, so that no signature
can be written in two ways.
"""

import base64
import re
from typing import Final, Literal

from mexbadge import _limits
from mexbadge.errors import InputError

_ALPHABET: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_VALUES: Final = {character: value for value, character in enumerate(_ALPHABET)}
_BASE64URL: Final = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)

Base = Literal["z", "u"]
"""``z`` is base58btc, ``u`` base64url without padding."""


def base58_encode(data: bytes) -> str:
    """Write ``data`` as base58btc."""
    number = int.from_bytes(data, "big")
    digits: list[str] = []
    while number:
        number, digit = divmod(number, 58)
        digits.append(_ALPHABET[digit])
    zeros = len(data) - len(data.lstrip(b"\0"))
    return _ALPHABET[0] * zeros + "".join(reversed(digits))


def base58_decode(text: str, *, max_characters: int = _limits.BASE58_CHARACTERS) -> bytes:
    """Read base58btc; raise :class:`InputError` ``multibase_text`` or ``multibase_length``."""
    if len(text) > max_characters:
        raise InputError("multibase_length", size=len(text), limit=max_characters)
    number = 0
    for character in text:
        value = _VALUES.get(character)
        if value is None:
            raise InputError("multibase_text", encoding="base58btc")
        number = number * 58 + value
    zeros = len(text) - len(text.lstrip(_ALPHABET[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def base64url_encode(data: bytes) -> str:
    """Write ``data`` as base64url without padding (RFC 4648, section 5; RFC 7515, appendix C)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def base64url_decode(text: str) -> bytes:
    """Read base64url without padding; raise :class:`InputError` ``multibase_text``.

    Refused: padding, the alphabet of plain base64, white space, and unused low bits that are not zero.
    """
    if len(text) % 4 == 1 or not _BASE64URL.fullmatch(text):
        raise InputError("multibase_text", encoding="base64url")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url_encode(data) != text:
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
