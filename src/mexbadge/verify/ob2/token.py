"""The compact JWS of a signed 2.0 badge, read as leniently as old badges need and no more.

``kid``, ``jwk``, ``jku``, ``x5u`` and ``x5c`` of the header are not looked at: the issuer's own document says which key
counts. Parts that end in ``=`` are read with a warning; the signature is over the text as it arrived.
"""

import re
from dataclasses import dataclass
from typing import Final

from mexbadge import _json, _limits, _multibase
from mexbadge.errors import InputError, Problem
from mexbadge.keys import KeyKind
from mexbadge.proofs.jws import HEADER_CHARACTERS, CompactJws
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["ALGORITHMS", "UNUSUAL", "Token", "looks_like_token", "parse_token"]

ALGORITHMS: Final = {
    KeyKind.RSA: frozenset({"RS256", "RS384", "RS512", "PS256"}),
    KeyKind.P256: frozenset({"ES256"}),
    KeyKind.P384: frozenset({"ES384"}),
    KeyKind.ED25519: frozenset({"EdDSA"}),
}
"""What a key of each kind may have signed a 2.0 badge with (decision 5)."""
UNUSUAL: Final = frozenset({"RS384", "RS512", "PS256"})
"""Algorithms that few other verifiers know."""

_KNOWN: Final = frozenset().union(*ALGORITHMS.values())
_TOKEN: Final = re.compile(rb"[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]+={0,2}\.[A-Za-z0-9_-]*={0,2}")
_PARTS: Final = 3
_REFUSED: Final = ("b64", "crit", "enc", "zip")


@dataclass(frozen=True, slots=True)
class Token:
    """A token in its parts, and what is unusual about it."""

    jws: CompactJws
    warnings: tuple[Problem, ...] = ()


def looks_like_token(raw: bytes) -> bool:
    """Return whether ``raw`` is three parts of base64url with dots between."""
    return _TOKEN.fullmatch(raw.strip()) is not None


def parse_token(raw: bytes) -> Token:
    """Take a token apart, without judging its signature.

    Raises :class:`InputError` ``proof_jws_parts``, ``proof_jws_too_large``, ``proof_jws_unsigned``, ``proof_jws_hmac``,
    ``proof_jws_algorithm_missing``, ``proof_jws_header``, ``ob2_algorithm_case``, and what base64url and JSON are
    refused for.
    """
    raw = raw.strip()
    if len(raw) > _limits.CREDENTIAL_BYTES:
        raise InputError("proof_jws_too_large", size=len(raw), limit=_limits.CREDENTIAL_BYTES)
    if not looks_like_token(raw):
        raise InputError("proof_jws_parts")
    parts = raw.decode("ascii").split(".")
    if len(parts[0]) > HEADER_CHARACTERS:
        raise InputError("proof_jws_too_large", size=len(parts[0]), limit=HEADER_CHARACTERS)
    header = _json.loads_object(_decoded(parts[0]))
    _check_header(header)
    signing_input = raw.rpartition(b".")[0]
    jws = CompactJws(raw.decode("ascii"), header, _decoded(parts[1]), _decoded(parts[2]), signing_input)
    padded = any(part.endswith("=") for part in parts)
    return Token(jws, (Problem(Ob2Code.JWS_PADDED),) if padded else ())


def _decoded(part: str) -> bytes:
    if not part.endswith("="):
        return _multibase.base64url_decode(part)
    if len(part) % 4:
        raise InputError("multibase_text", encoding="base64url")
    return _multibase.base64url_decode(part.rstrip("="))


def _check_header(header: dict[str, object]) -> None:
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or not algorithm:
        raise InputError("proof_jws_algorithm_missing", where="/alg")
    if algorithm.lower() == "none":
        raise InputError("proof_jws_unsigned", where="/alg")
    if algorithm.upper().startswith("HS"):
        raise InputError("proof_jws_hmac", where="/alg", algorithm=algorithm)
    for name in _REFUSED:
        if name in header:
            raise InputError("proof_jws_header", where=f"/{name}", name=name)
    right = next((known for known in _KNOWN if known.lower() == algorithm.lower()), None)
    if right is not None and right != algorithm:
        raise InputError(Ob2Code.ALGORITHM_CASE, where="/alg", algorithm=algorithm, right=right)
