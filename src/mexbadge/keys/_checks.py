"""What makes a public key one that may be relied on."""

from functools import lru_cache
from math import gcd, isqrt, prod
from typing import Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from mexbadge.errors import InputError
from mexbadge.keys.kinds import KeyKind

RawPublicKey: TypeAlias = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey | rsa.RSAPublicKey
"""A public key as the primitives take it."""

RSA_BITS_READ: Final = range(1024, 4097)
"""Sizes of RSA modulus, in bits, that a key may have to be read at all."""
RSA_BITS_TRUSTED: Final = 2048
"""The smallest RSA modulus, in bits, that a signature is trusted under."""
RSA_EXPONENT: Final = 65537
"""The public exponent of every key that signs."""
_RSA_EXPONENT_BITS: Final = 64
KEPT: Final = 512
"""How many keys of each kind are remembered as good."""

_P: Final = 2**255 - 19
_D: Final = -121665 * pow(121666, -1, _P) % _P
_Y8: Final = int.from_bytes(bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little")
_SMALL_ORDER: Final = frozenset({0, 1, _P - 1, _Y8, _P - _Y8})
_SMALL_PRIMES: Final = prod(n for n in range(2, 752) if all(n % divisor for divisor in range(2, isqrt(n) + 1)))
_CURVES: Final = {"secp256r1": KeyKind.P256, "secp384r1": KeyKind.P384}


def checked(key: object) -> tuple[KeyKind, RawPublicKey]:
    """Return ``key`` with its kind, or raise :class:`InputError` where no signature under it could be relied on."""
    if isinstance(key, ed25519.Ed25519PublicKey):
        check_ed25519(key.public_bytes_raw())
        return KeyKind.ED25519, key
    if isinstance(key, ec.EllipticCurvePublicKey):
        kind = _CURVES.get(key.curve.name)
        if kind is None:
            raise InputError("keys_unsupported", name=key.curve.name)
        return kind, key
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        check_rsa(numbers.n, numbers.e)
        return KeyKind.RSA, key
    raise InputError("keys_kind")


@lru_cache(maxsize=KEPT)
def check_ed25519(raw: bytes) -> None:
    """Refuse 32 bytes that are no point of edwards25519, are written in a second way, or have small order.

    RFC 8032, section 5.1.3. Under a key of small order one signature fits every message. What was found good is not
    looked at again while it is among the last :data:`KEPT`; what was refused is.
    """
    number = int.from_bytes(raw, "little")
    y = number & (2**255 - 1)
    if y >= _P:
        raise InputError("keys_point", kind=KeyKind.ED25519)
    if y in _SMALL_ORDER:
        raise InputError("keys_small_order")
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    if pow(square, (_P - 1) // 2, _P) != 1:
        raise InputError("keys_point", kind=KeyKind.ED25519)


@lru_cache(maxsize=KEPT)
def check_rsa(modulus: int, exponent: int) -> None:
    """Refuse an RSA modulus outside 1024 to 4096 bits or with a small factor (NIST SP 800-89, section 5.3.3).

    Refused is also an exponent that is even, below 3 or beyond 64 bits.
    """
    if modulus.bit_length() not in RSA_BITS_READ:
        raise InputError("keys_rsa_size", bits=modulus.bit_length())
    if gcd(modulus, _SMALL_PRIMES) != 1:
        raise InputError("keys_rsa_modulus")
    if exponent < 3 or exponent % 2 == 0 or exponent.bit_length() > _RSA_EXPONENT_BITS:  # noqa: PLR2004 - the least odd
        raise InputError("keys_rsa_exponent")
