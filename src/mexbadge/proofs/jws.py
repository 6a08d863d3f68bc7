"""JSON Web Signatures in their compact form (RFC 7515), read strictly.

One token has one spelling, and the key decides which algorithms it may be checked with: the header only says which of
them was used. What moves the decision elsewhere (``crit``, ``b64``, ``jku``, ``x5u``, ``x5c``, ``zip``, ``enc``) is
refused, as are ``none`` and every HMAC.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from mexbadge import _json, _limits, _multibase
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, SignatureError, SigningKeyError
from mexbadge.keys import PublicKey, Signer, allowed_algorithms, verify_signature

__all__ = ["HEADER_CHARACTERS", "REFUSED_HEADERS", "CompactJws", "check", "parse", "sign", "verify"]

REFUSED_HEADERS: Final = frozenset({"b64", "crit", "enc", "jku", "x5c", "x5u", "zip"})
"""Header parameters that change what is signed, or who says which key counts."""
HEADER_CHARACTERS: Final = 16 * _limits.KIB
"""How long the first part of a token may be; a 4096-bit RSA key in a ``did:jwk`` takes about 2,000 characters."""
_SIGNATURE_CHARACTERS: Final = 1024
_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class CompactJws:
    """A compact JWS as it arrived, beside its parts. Nothing here says that the signature holds: see :func:`check`.

    ``header`` is the decoded JOSE header, ``payload`` and ``signature`` are decoded bytes, ``signing_input`` is what
    the signature covers (RFC 7515, section 5.1).
    """

    token: str = field(repr=False)
    header: JsonObject
    payload: bytes = field(repr=False)
    signature: bytes = field(repr=False)
    signing_input: bytes = field(repr=False)

    @property
    def algorithm(self) -> str:
        """The ``alg`` of the header, by its JOSE name."""
        return str(self.header["alg"])


def parse(token: str | bytes, *, max_bytes: int = _limits.CREDENTIAL_BYTES) -> CompactJws:
    """Take a compact JWS of at most ``max_bytes`` apart, without judging its signature (RFC 7515, section 5.2).

    Raises :class:`InputError`: ``proof_jws_too_large``, ``proof_jws_text`` (a character that is not ASCII),
    ``proof_jws_parts``, ``proof_jws_unsigned``, ``proof_jws_hmac``, ``proof_jws_algorithm_missing``,
    ``proof_jws_header`` (a parameter that is refused; ``where`` points to it), or what base64url and the JSON of the
    header are refused for.

    >>> parse("eyJhbGciOiJub25lIn0.e30.AA")
    Traceback (most recent call last):
        ...
    mexbadge.errors.InputError: the token says of itself that nobody signed it
    """
    text = _ascii(token, max_bytes)
    parts = text.split(".", _PARTS)
    if len(parts) != _PARTS or not all((parts[0], parts[2])):
        raise InputError("proof_jws_parts")
    for part, limit in ((parts[0], HEADER_CHARACTERS), (parts[2], _SIGNATURE_CHARACTERS)):
        if len(part) > limit:
            raise InputError("proof_jws_too_large", size=len(part), limit=limit)
    header = _json.loads_object(_multibase.base64url_decode(parts[0]))
    _check_header(header)
    payload, signature = _multibase.base64url_decode(parts[1]), _multibase.base64url_decode(parts[2])
    return CompactJws(text, header, payload, signature, text[: text.rindex(".")].encode("ascii"))


def check(
    jws: CompactJws,
    key: PublicKey | Mapping[str, object],
    *,
    algorithms: Collection[str] | None = None,
    small_rsa: bool = False,
) -> None:
    """Return if the signature of ``jws`` holds under ``key``; raise as :func:`verify` otherwise."""
    public = key if isinstance(key, PublicKey) else PublicKey.from_jwk(key)
    allowed = allowed_algorithms(public.kind) if algorithms is None else algorithms
    if jws.algorithm not in allowed:
        raise SignatureError("proof_jws_algorithm", where="/alg", algorithm=jws.algorithm, kind=str(public.kind))
    verify_signature(public, jws.algorithm, jws.signature, jws.signing_input, small_rsa=small_rsa)


def verify(
    token: str | bytes,
    key: PublicKey | Mapping[str, object],
    *,
    algorithms: Collection[str] | None = None,
    small_rsa: bool = False,
    max_bytes: int = _limits.CREDENTIAL_BYTES,
) -> bytes:
    """Check a compact JWS against one key and return the bytes that it signs.

    ``key`` is a public key or a JSON Web Key, whose ``alg``, ``use`` and ``key_ops`` are honoured (RFC 7517, section
    4). ``algorithms`` are the JOSE names that may be used; by default those that Open Badges 3.0 has for this kind of
    key (EdDSA, ES256, ES384 or RS256). RS384, RS512, PS256, PS384, PS512 and the name Ed25519 (RFC 9864) count only
    when they are listed. ``small_rsa`` lets RSA keys of 1024 to 2047 bits pass, for old badges only.

    Raises :class:`SignatureError` if the signature does not hold or may not be trusted with this key, and
    :class:`InputError` (as :func:`parse`) if the token or the key is malformed.

    >>> from mexbadge.keys import KeyKind, LocalSigner
    >>> signer = LocalSigner.generate(KeyKind.ED25519, "https://college.example/issuer#key-1")
    >>> verify(sign(b"Hello", signer), signer.public_key)
    b'Hello'
    """
    jws = parse(token, max_bytes=max_bytes)
    check(jws, key, algorithms=algorithms, small_rsa=small_rsa)
    return jws.payload


def sign(payload: bytes, signer: Signer, *, header: Mapping[str, object] | None = None) -> str:
    """Return the compact JWS of ``payload``; ``header`` holds further parameters beside ``alg``.

    Raises :class:`InputError` ``proof_jws_header`` for a parameter that :func:`parse` would refuse,
    and :class:`SigningKeyError` ``proof_jws_algorithm_differs`` for an ``alg`` that is not the signer's.
    """
    whole = {"alg": signer.algorithm, **(header or {})}
    if whole["alg"] != signer.algorithm:
        raise SigningKeyError("proof_jws_algorithm_differs", algorithm=whole["alg"], signer=signer.algorithm)
    _check_header(whole)
    head = _multibase.base64url_encode(_json.dumps(whole).encode("ascii"))
    signing_input = f"{head}.{_multibase.base64url_encode(payload)}"
    signature = signer.sign(signing_input.encode("ascii"))
    return f"{signing_input}.{_multibase.base64url_encode(signature)}"


def _ascii(token: str | bytes, max_bytes: int) -> str:
    if len(token) > max_bytes:
        raise InputError("proof_jws_too_large", size=len(token), limit=max_bytes)
    if not token.isascii():
        raise InputError("proof_jws_text")
    return token if isinstance(token, str) else token.decode("ascii")


def _check_header(header: Mapping[str, object]) -> None:
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or not algorithm:
        raise InputError("proof_jws_algorithm_missing", where="/alg")
    if algorithm.lower() == "none":
        raise InputError("proof_jws_unsigned", where="/alg")
    if algorithm.upper().startswith("HS"):
        raise InputError("proof_jws_hmac", where="/alg", algorithm=algorithm)
    for name in sorted(REFUSED_HEADERS & header.keys()):
        raise InputError("proof_jws_header", where=f"/{name}", name=name)
