"""Public keys in and out of Multikey, JSON Web Key and PEM text; what comes out of reading is not yet checked."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any, Final

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_public_key

from mexbadge import _multibase
from mexbadge.errors import InputError
from mexbadge.keys import _checks
from mexbadge.keys.kinds import KeyKind, fits

CURVES: Final[Mapping[KeyKind, ec.EllipticCurve]] = {KeyKind.P256: ec.SECP256R1(), KeyKind.P384: ec.SECP384R1()}
SIZES: Final[Mapping[KeyKind, int]] = {KeyKind.ED25519: 32, KeyKind.P256: 32, KeyKind.P384: 48}
"""Bytes of one coordinate, of a private scalar, or of an Ed25519 key."""
PRIVATE_MEMBERS: Final = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
"""Members of a JSON Web Key that hold a secret (RFC 7518, section 6)."""

_PREFIXES: Final[Mapping[bytes, KeyKind]] = {
    bytes.fromhex("ed01"): KeyKind.ED25519,
    bytes.fromhex("8024"): KeyKind.P256,
    bytes.fromhex("8124"): KeyKind.P384,
}
SECRET_PREFIXES: Final[Mapping[bytes, KeyKind]] = {
    bytes.fromhex("8026"): KeyKind.ED25519,
    bytes.fromhex("8626"): KeyKind.P256,
    bytes.fromhex("8726"): KeyKind.P384,
}
_OTHER_SECRETS: Final = frozenset(bytes.fromhex(text) for text in ("8126", "8226", "8326", "8426", "8526", "8826"))
_OTHERS: Final[Mapping[bytes, str]] = {
    bytes.fromhex("ec01"): "X25519",
    bytes.fromhex("e701"): "secp256k1",
    bytes.fromhex("eb01"): "BLS12-381",
    bytes.fromhex("8224"): "P-521",
    bytes.fromhex("8324"): "Ed448",
    bytes.fromhex("8424"): "X448",
    bytes.fromhex("8524"): "RSA",
}
_PEM_CHARACTERS: Final = 16 * 1024
_PEM_LABELS: Final = ("PUBLIC KEY", "RSA PUBLIC KEY")


def from_multikey(text: str) -> _checks.RawPublicKey:
    """Read the text of ``publicKeyMultibase`` (Controlled Identifiers 1.0, section 2.2.2)."""
    data = _multibase.decode(text, allowed="z")
    prefix, raw = data[:2], data[2:]
    if prefix in SECRET_PREFIXES or prefix in _OTHER_SECRETS:
        raise InputError("keys_private")
    kind = _PREFIXES.get(prefix)
    if kind is None:
        raise InputError("keys_unsupported", name=_OTHERS.get(prefix, f"0x{prefix.hex()}"))
    if kind is KeyKind.ED25519:
        return ed25519_key(raw)
    expected = SIZES[kind] + 1
    if len(raw) != expected:
        raise InputError("keys_length", kind=kind, size=len(raw), expected=expected)
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(CURVES[kind], raw)
    except ValueError:
        raise InputError("keys_point", kind=kind) from None


def to_multikey(kind: KeyKind, key: _checks.RawPublicKey) -> str:
    """Write a key as ``publicKeyMultibase``; RSA has no such form."""
    for prefix, named in _PREFIXES.items():
        if named is kind and not isinstance(key, rsa.RSAPublicKey):
            return _multibase.encode(prefix + _compressed(key))
    raise InputError("keys_no_multikey")


def _compressed(key: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey) -> bytes:
    if isinstance(key, ed25519.Ed25519PublicKey):
        return key.public_bytes_raw()
    return key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint)


def ed25519_key(raw: bytes) -> ed25519.Ed25519PublicKey:
    """Read the 32 bytes of an Ed25519 key (RFC 8032, section 5.1.5)."""
    if len(raw) != SIZES[KeyKind.ED25519]:
        raise InputError("keys_length", kind=KeyKind.ED25519, size=len(raw), expected=SIZES[KeyKind.ED25519])
    return ed25519.Ed25519PublicKey.from_public_bytes(raw)


def from_jwk(jwk: Mapping[str, Any]) -> tuple[_checks.RawPublicKey, str | None]:
    """Read a public JSON Web Key (RFC 7517) that may check signatures; return it with the algorithm that it names."""
    if jwk.get("kty") == "oct":
        raise InputError("keys_symmetric", where="/kty")
    for member in sorted(PRIVATE_MEMBERS & jwk.keys()):
        raise InputError("keys_private", where=f"/{member}")
    kind, key = _jwk_material(jwk)
    _check_intended_use(jwk, kind)
    return key, jwk.get("alg")


def _jwk_material(jwk: Mapping[str, Any]) -> tuple[KeyKind, _checks.RawPublicKey]:
    kind = jwk_kind(jwk)
    if kind is KeyKind.ED25519:
        return kind, ed25519_key(jwk_bytes(jwk, "x"))
    if kind is KeyKind.RSA:
        numbers = rsa_numbers(jwk)
        _checks.check_rsa(numbers.n, numbers.e)
        return kind, numbers.public_key()
    x, y = (int.from_bytes(jwk_bytes(jwk, name, size=SIZES[kind])) for name in ("x", "y"))
    try:
        return kind, ec.EllipticCurvePublicNumbers(x, y, CURVES[kind]).public_key()
    except ValueError:
        raise InputError("keys_point", kind=kind) from None


def rsa_numbers(jwk: Mapping[str, Any]) -> rsa.RSAPublicNumbers:
    """Return the public numbers of an RSA JSON Web Key, unchecked."""
    return rsa.RSAPublicNumbers(jwk_number(jwk, "e"), jwk_number(jwk, "n"))


def jwk_kind(jwk: Mapping[str, Any]) -> KeyKind:
    """Tell the kind of a JSON Web Key by ``kty`` and ``crv``."""
    match jwk_text(jwk, "kty"):
        case "OKP" if (curve := jwk_text(jwk, "crv")) == "Ed25519":
            return KeyKind.ED25519
        case "EC" if (curve := jwk_text(jwk, "crv")) in {"P-256", "P-384"}:
            return KeyKind(curve)
        case "RSA":
            return KeyKind.RSA
        case "OKP" | "EC":
            raise InputError("keys_unsupported", where="/crv", name=jwk_text(jwk, "crv"))
        case other:
            raise InputError("keys_unsupported", where="/kty", name=other)


def _check_intended_use(jwk: Mapping[str, Any], kind: KeyKind) -> None:
    """Honour ``use``, ``key_ops`` and ``alg`` (RFC 7517, sections 4.2 to 4.4)."""
    if "use" in jwk and jwk["use"] != "sig":
        raise InputError("keys_jwk_use", where="/use")
    if "key_ops" in jwk:
        operations = jwk["key_ops"]
        if not isinstance(operations, list | tuple) or "verify" not in operations:
            raise InputError("keys_jwk_use", where="/key_ops")
    if "alg" in jwk and not fits(kind, jwk_text(jwk, "alg")):
        raise InputError("keys_jwk_alg", where="/alg", algorithm=jwk["alg"], kind=kind)


def jwk_text(jwk: Mapping[str, Any], name: str) -> str:
    """Return a member that must be a string."""
    value = jwk.get(name)
    if not isinstance(value, str):
        raise InputError("keys_jwk_member", where=f"/{name}", member=name)
    return value


def jwk_bytes(jwk: Mapping[str, Any], name: str, *, size: int | None = None) -> bytes:
    """Return a member that must be base64url, of ``size`` bytes where the standard fixes them."""
    try:
        value = _multibase.base64url_decode(jwk_text(jwk, name))
    except InputError as error:
        raise InputError("keys_jwk_member", where=f"/{name}", member=name) from error
    if size is not None and len(value) != size:
        raise InputError("keys_jwk_member", where=f"/{name}", member=name)
    return value


def jwk_number(jwk: Mapping[str, Any], name: str) -> int:
    """Return a member that must be a number in the fewest bytes (RFC 7518, section 2, ``Base64urlUInt``)."""
    value = jwk_bytes(jwk, name)
    if not value or value[0] == 0:
        raise InputError("keys_jwk_member", where=f"/{name}", member=name)
    return int.from_bytes(value)


def to_jwk(kind: KeyKind, key: _checks.RawPublicKey) -> dict[str, str]:
    """Write the members that RFC 7638 hashes, in its order."""
    text = _multibase.base64url_encode
    if isinstance(key, ed25519.Ed25519PublicKey):
        return {"crv": "Ed25519", "kty": "OKP", "x": text(key.public_bytes_raw())}
    if isinstance(key, rsa.RSAPublicKey):
        numbers = key.public_numbers()
        return {"e": number_text(numbers.e), "kty": "RSA", "n": number_text(numbers.n)}
    point, size = key.public_numbers(), SIZES[kind]
    return {"crv": str(kind), "kty": "EC", "x": text(point.x.to_bytes(size)), "y": text(point.y.to_bytes(size))}


def number_text(number: int) -> str:
    """Write a number as ``Base64urlUInt``."""
    return _multibase.base64url_encode(number.to_bytes((number.bit_length() + 7) // 8))


def from_pem(pem: bytes | str) -> object:
    """Read ``PUBLIC KEY`` (RFC 7468, section 13) or ``RSA PUBLIC KEY`` (RFC 8017, A.1.1), parted by any white space."""
    der = pem_body(pem, _PEM_LABELS)
    try:
        return load_der_public_key(der)
    except ValueError:
        raise InputError("keys_pem") from None
    except UnsupportedAlgorithm:
        raise InputError("keys_kind") from None


def pem_body(pem: bytes | str, labels: tuple[str, ...]) -> bytes:
    """Return the bytes of the one PEM block that ``pem`` must be, with a label of ``labels``."""
    if len(pem) > _PEM_CHARACTERS:
        raise InputError("keys_pem")
    text = (pem.decode("latin-1") if isinstance(pem, bytes) else pem).strip()
    for label in labels:
        begin, end = f"-----BEGIN {label}-----", f"-----END {label}-----"
        if text.startswith(begin) and text.endswith(end) and len(text) > len(begin) + len(end):
            try:
                return base64.b64decode("".join(text[len(begin) : -len(end)].split()), validate=True)
            except (binascii.Error, ValueError):
                raise InputError("keys_pem") from None
    raise InputError("keys_private" if "PRIVATE KEY-----" in text else "keys_pem")
