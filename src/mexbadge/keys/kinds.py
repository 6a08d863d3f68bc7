"""The kinds of keys, and the algorithms that go with each."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

__all__ = ["KeyKind", "allowed_algorithms", "default_algorithm", "fits", "same_algorithm"]


class KeyKind(StrEnum):
    """A kind of key that can sign a badge."""

    ED25519 = "Ed25519"
    P256 = "P-256"
    P384 = "P-384"
    RSA = "RSA"


_DEFAULT: Final[Mapping[KeyKind, str]] = {
    KeyKind.ED25519: "EdDSA",
    KeyKind.P256: "ES256",
    KeyKind.P384: "ES384",
    KeyKind.RSA: "RS256",
}
_KNOWN: Final[Mapping[KeyKind, frozenset[str]]] = {
    KeyKind.ED25519: frozenset({"EdDSA", "Ed25519"}),
    KeyKind.P256: frozenset({"ES256"}),
    KeyKind.P384: frozenset({"ES384"}),
    KeyKind.RSA: frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}),
}


def default_algorithm(kind: KeyKind) -> str:
    """Return the JOSE algorithm (RFC 7518, RFC 8037) with which a key of ``kind`` signs."""
    return _DEFAULT[kind]


def allowed_algorithms(kind: KeyKind) -> frozenset[str]:
    """Return the JOSE algorithms that Open Badges 3.0 admits for a key of ``kind``."""
    return frozenset({_DEFAULT[kind]})


def fits(kind: KeyKind, algorithm: str) -> bool:
    """Return whether a key of ``kind`` can be used with ``algorithm`` at all; HMAC and ``none`` fit no key."""
    return algorithm in _KNOWN[kind]


def same_algorithm(one: str, other: str) -> bool:
    """Return whether two names mean one algorithm: ``Ed25519`` (RFC 9864) is the newer name of ``EdDSA``."""
    return one == other or {one, other} <= _KNOWN[KeyKind.ED25519]
