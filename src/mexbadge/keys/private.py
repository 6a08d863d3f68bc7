"""Private keys: to make them, and to carry them as JSON Web Key or Multikey. No message ever holds one."""

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from mexbadge import _multibase
from mexbadge.errors import InputError, SigningKeyError
from mexbadge.keys import _checks, _encodings
from mexbadge.keys.kinds import KeyKind
from mexbadge.keys.public import PublicKey

__all__ = [
    "PrivateKey",
    "checked_private",
    "generate_private_key",
    "private_from_jwk",
    "private_from_multikey",
    "private_to_jwk",
    "private_to_multikey",
]

PrivateKey: TypeAlias = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
"""A private key of the ``cryptography`` package."""

_RSA_BITS: Final = 3072
_ORDERS: Final[Mapping[KeyKind, int]] = {
    KeyKind.P256: 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    KeyKind.P384: 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973,
}
"""The orders of the groups (NIST SP 800-186, sections 3.2.1.3 and 3.2.1.4)."""
_RSA_MEMBERS: Final = ("p", "q", "d", "dp", "dq", "qi")


def generate_private_key(kind: KeyKind = KeyKind.ED25519, *, rsa_bits: int = _RSA_BITS) -> PrivateKey:
    """Make a key; ``rsa_bits`` (2048 to 4096) counts for RSA only. Raises :class:`InputError` ``keys_rsa_size``."""
    if kind is KeyKind.ED25519:
        return ed25519.Ed25519PrivateKey.generate()
    if kind is KeyKind.RSA:
        if rsa_bits not in _checks.RSA_BITS_READ or rsa_bits < _checks.RSA_BITS_TRUSTED:
            raise InputError("keys_rsa_size", bits=rsa_bits)
        return rsa.generate_private_key(_checks.RSA_EXPONENT, rsa_bits)
    return ec.generate_private_key(_encodings.CURVES[kind])


def checked_private(key: object) -> PrivateKey:
    """Return ``key`` if badges may be signed with it; raise :class:`SigningKeyError` otherwise.

    ``keys_kind`` or ``keys_unsupported`` for another kind; ``keys_rsa_signing`` for RSA below 2048 bits or with an
    exponent other than 65537.
    """
    if not isinstance(key, ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise SigningKeyError("keys_kind")
    try:
        public = PublicKey.from_cryptography(key.public_key())
    except InputError as error:
        raise _refusal(error) from None
    check_signing(public)
    return key


def check_signing(public: PublicKey) -> None:
    """Raise :class:`SigningKeyError` ``keys_rsa_signing`` for an RSA key with which no badge may be issued."""
    if isinstance(public.key, rsa.RSAPublicKey) and (
        public.key.key_size < _checks.RSA_BITS_TRUSTED or public.key.public_numbers().e != _checks.RSA_EXPONENT
    ):
        raise SigningKeyError("keys_rsa_signing")


def private_to_jwk(key: PrivateKey) -> dict[str, str]:
    """Write a private JSON Web Key (RFC 7518, sections 6.2.2 and 6.3.2; RFC 8037, section 2)."""
    public = PublicKey.from_cryptography(key.public_key())
    if isinstance(key, rsa.RSAPrivateKey):
        numbers = key.private_numbers()
        values = (numbers.p, numbers.q, numbers.d, numbers.dmp1, numbers.dmq1, numbers.iqmp)
        secret = {name: _encodings.number_text(value) for name, value in zip(_RSA_MEMBERS, values, strict=True)}
        return {**public.to_jwk(), **secret}
    return {**public.to_jwk(), "d": _multibase.base64url_encode(_scalar(public.kind, key))}


def private_from_jwk(jwk: Mapping[str, Any]) -> PrivateKey:
    """Read a private JSON Web Key; its public half must belong to it.

    Raises :class:`SigningKeyError`: ``keys_jwk_member``, ``keys_unsupported``, ``keys_symmetric``, ``keys_mismatch``,
    ``keys_secret``, ``keys_rsa_signing`` and what a public key is refused for. No error holds any of the values.
    """
    if jwk.get("kty") == "oct":
        raise SigningKeyError("keys_symmetric", where="/kty")
    public_half = {name: value for name, value in jwk.items() if name in {"kty", "crv", "x", "y", "n", "e"}}
    try:
        public = PublicKey.from_jwk(public_half)
        key = _rsa_from_jwk(jwk) if public.kind is KeyKind.RSA else _from_scalar(public.kind, _secret(jwk))
    except InputError as error:
        raise _refusal(error) from None
    if PublicKey.from_cryptography(key.public_key()) != public:
        raise SigningKeyError("keys_mismatch")
    return checked_private(key)


def private_to_multikey(key: PrivateKey) -> str:
    """Write ``secretKeyMultibase`` (Controlled Identifiers 1.0, section 2.2.2).

    Raises :class:`InputError` ``keys_no_multikey`` for RSA.
    """
    public = PublicKey.from_cryptography(key.public_key())
    for prefix, kind in _encodings.SECRET_PREFIXES.items():
        if kind is public.kind and not isinstance(key, rsa.RSAPrivateKey):
            return _multibase.encode(prefix + _scalar(kind, key))
    raise InputError("keys_no_multikey")


def private_from_multikey(text: str) -> PrivateKey:
    """Read ``secretKeyMultibase``; raise :class:`SigningKeyError` ``keys_secret`` if it is none that signs."""
    try:
        data = _multibase.decode(text, allowed="z")
    except InputError:
        raise SigningKeyError("keys_secret") from None
    kind = _encodings.SECRET_PREFIXES.get(data[:2])
    if kind is None:
        raise SigningKeyError("keys_secret")
    return _from_scalar(kind, data[2:])


def _refusal(error: InputError) -> SigningKeyError:
    return SigningKeyError(error.code, where=error.where, **error.problem.values)


def _scalar(kind: KeyKind, key: ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.private_bytes_raw()
    return key.private_numbers().private_value.to_bytes(_encodings.SIZES[kind])


def _secret(jwk: Mapping[str, Any]) -> bytes:
    return _encodings.jwk_bytes(jwk, "d")


def _from_scalar(kind: KeyKind, secret: bytes) -> PrivateKey:
    if len(secret) != _encodings.SIZES[kind]:
        raise SigningKeyError("keys_secret")
    if kind is KeyKind.ED25519:
        return ed25519.Ed25519PrivateKey.from_private_bytes(secret)
    scalar = int.from_bytes(secret)
    if not 0 < scalar < _ORDERS[kind]:  # cryptography refuses all of these from version 44 only
        raise SigningKeyError("keys_secret")
    return ec.derive_private_key(scalar, _encodings.CURVES[kind])


def _rsa_from_jwk(jwk: Mapping[str, Any]) -> PrivateKey:
    p, q, d, dp, dq, qi = (_encodings.jwk_number(jwk, name) for name in _RSA_MEMBERS)
    try:
        return rsa.RSAPrivateNumbers(p, q, d, dp, dq, qi, _encodings.rsa_numbers(jwk)).private_key()
    except ValueError:
        raise SigningKeyError("keys_secret") from None
