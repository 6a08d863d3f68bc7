"""Public keys, and signatures under them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any, Final, cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mexbadge import _json, _multibase
from mexbadge.errors import SignatureError
from mexbadge.keys import _checks, _encodings
from mexbadge.keys.kinds import KeyKind, fits, same_algorithm

__all__ = ["PublicKey", "require_rsa_bits", "verify_signature"]

_HASHES: Final[Mapping[str, hashes.HashAlgorithm]] = {
    "256": hashes.SHA256(),
    "384": hashes.SHA384(),
    "512": hashes.SHA512(),
}


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key that was checked; two are equal when their key material is.

    ``key`` is the key of the primitives, ``algorithm`` the JOSE algorithm to which its JSON Web Key restricts it,
    ``rsa_bits`` the size of an RSA modulus in bits (1024 to 4096), ``spki`` its DER form (RFC 5280, section 4.1).

    No malformed key can be held: a constructor raises :class:`InputError` ``keys_kind``, ``keys_unsupported``,
    ``keys_length``, ``keys_point``, ``keys_small_order``, ``keys_rsa_size``, ``keys_rsa_modulus`` or
    ``keys_rsa_exponent``.
    """

    key: _checks.RawPublicKey = field(repr=False, compare=False)
    algorithm: str | None = field(default=None, compare=False)
    kind: KeyKind = field(init=False)
    rsa_bits: int | None = field(init=False, compare=False)
    spki: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        kind, key = _checks.checked(self.key)
        object.__setattr__(self, "kind", kind)
        object.__setattr__(self, "rsa_bits", key.key_size if isinstance(key, rsa.RSAPublicKey) else None)
        object.__setattr__(self, "spki", key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))

    @classmethod
    def from_cryptography(cls, key: object) -> "PublicKey":
        """Take a public key of the ``cryptography`` package."""
        return cls(cast("_checks.RawPublicKey", key))

    @classmethod
    def from_multikey(cls, text: str) -> "PublicKey":
        """Read ``publicKeyMultibase`` (Controlled Identifiers 1.0, section 2.2.2): Ed25519, P-256 or P-384.

        Raises :class:`InputError`, also ``keys_private`` for a secret key and ``multibase_*`` for a malformed text.
        """
        return cls(_encodings.from_multikey(text))

    @classmethod
    def from_jwk(cls, jwk: Mapping[str, Any]) -> "PublicKey":
        """Read a JSON Web Key (RFC 7517) that may check signatures.

        Raises :class:`InputError`, also ``keys_private`` where a secret is inside, ``keys_symmetric``,
        ``keys_jwk_member``, ``keys_jwk_use`` and ``keys_jwk_alg``; ``where`` points into the key.
        """
        return cls(*_encodings.from_jwk(jwk))

    @classmethod
    def from_pem(cls, pem: bytes | str) -> "PublicKey":
        """Read a PEM public key, its lines parted by any white space; raise :class:`InputError`, also ``keys_pem``."""
        return cls.from_cryptography(_encodings.from_pem(pem))

    @classmethod
    def from_ed25519(cls, raw: bytes) -> "PublicKey":
        """Take the 32 bytes of an Ed25519 key."""
        return cls(_encodings.ed25519_key(raw))

    def to_multikey(self) -> str:
        """Write it as ``publicKeyMultibase``; raise :class:`InputError` ``keys_no_multikey`` for RSA."""
        return _encodings.to_multikey(self.kind, self.key)

    def __reduce__(self) -> tuple[object, ...]:
        """Send it to another process as text, which is checked there anew."""
        return _arrived, (self.to_pem(), self.algorithm)

    def to_jwk(self) -> dict[str, str]:
        """Write the members of a JSON Web Key that RFC 7638 requires, in its order."""
        return _encodings.to_jwk(self.kind, self.key)

    def to_pem(self) -> bytes:
        """Write it as ``PUBLIC KEY`` PEM (RFC 7468, section 13)."""
        return self.key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    def thumbprint(self) -> str:
        """Return the SHA-256 thumbprint of RFC 7638, as base64url."""
        return _multibase.base64url_encode(sha256(_json.dumps(self.to_jwk()).encode("ascii")).digest())


def _arrived(pem: bytes, algorithm: str | None) -> PublicKey:
    return replace(PublicKey.from_pem(pem), algorithm=algorithm)


def require_rsa_bits(key: PublicKey, *, small_rsa: bool = False) -> None:
    """Raise :class:`SignatureError` ``signature_rsa_size`` for RSA below 2048 bits, unless ``small_rsa``."""
    if key.rsa_bits is not None and key.rsa_bits < _checks.RSA_BITS_TRUSTED and not small_rsa:
        raise SignatureError("signature_rsa_size", bits=key.rsa_bits)


def verify_signature(
    key: PublicKey, algorithm: str, signature: bytes, message: bytes, *, small_rsa: bool = False
) -> None:
    """Return if ``signature`` over ``message`` is one by ``key`` under the JOSE ``algorithm`` (RFC 7518, 8037, 9864).

    An ECDSA signature is ``r || s``, 64 or 96 bytes; the salt of an RSA-PSS signature is as long as its hash. Raises
    :class:`SignatureError`: ``signature_algorithm`` where the key and the algorithm do not go together,
    ``signature_rsa_size`` for an RSA key below 2048 bits unless ``small_rsa``, ``signature_mismatch``.
    """
    restricted = key.algorithm is not None and not same_algorithm(key.algorithm, algorithm)
    if not fits(key.kind, algorithm) or restricted:
        raise SignatureError("signature_algorithm", algorithm=algorithm, kind=key.kind)
    require_rsa_bits(key, small_rsa=small_rsa)
    try:
        _verify(key, algorithm, signature, message)
    except InvalidSignature:
        raise SignatureError("signature_mismatch") from None


def _verify(key: PublicKey, algorithm: str, signature: bytes, message: bytes) -> None:
    raw = key.key
    if isinstance(raw, ed25519.Ed25519PublicKey):
        raw.verify(signature, message)
        return
    digest = _HASHES[algorithm[2:]]
    if isinstance(raw, ec.EllipticCurvePublicKey):
        raw.verify(_der(signature, _encodings.SIZES[key.kind]), message, ec.ECDSA(digest))
    elif algorithm.startswith("PS"):
        raw.verify(signature, message, padding.PSS(padding.MGF1(digest), salt_length=digest.digest_size), digest)
    else:
        raw.verify(signature, message, padding.PKCS1v15(), digest)


def _der(signature: bytes, size: int) -> bytes:
    if len(signature) != 2 * size:
        raise InvalidSignature
    return utils.encode_dss_signature(int.from_bytes(signature[:size]), int.from_bytes(signature[size:]))
