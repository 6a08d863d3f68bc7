"""Our compact JWS beside joserfc: never laxer, and stricter only where a row of the table says why."""

import json
import warnings
from collections.abc import Iterator
from typing import Any, Final

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from joserfc import jws as oracle
from joserfc.errors import JoseError
from joserfc.jwk import import_key

from mexbadge import _multibase
from mexbadge.errors import InputError, SignatureError
from mexbadge.keys import KeyKind, LocalSigner, allowed_algorithms
from mexbadge.proofs import jws

SIGNERS: Final = {kind: LocalSigner.generate(kind, "", rsa_bits=2048) for kind in KeyKind}
PAYLOAD: Final = b'{"name":"Wound care"}'

STRICTER: Final = {
    "duplicate name": "one reader takes the first value, another the last",
    "number beyond 2^53": "readers hold another number",
    "lone surrogate": "is no text",
    "b64 true": "whatever the value: a badge has no use for it",
    "b64 false": "changes what is signed",
    "jku": "names other keys",
    "x5u": "names other keys",
    "x5c": "brings other keys",
    "zip": "belongs to encryption",
    "enc": "belongs to encryption",
    "critical and known": "nothing is critical in a badge",
    "nothing critical": "says nothing, and RFC 7515 (section 4.1.11) forbids it",
}
"""What joserfc takes and we refuse, with the reason."""


def signing_input(header: str, payload: bytes = PAYLOAD) -> str:
    return f"{_multibase.base64url_encode(header.encode())}.{_multibase.base64url_encode(payload)}"


def token_of(header: str, signer: LocalSigner, payload: bytes = PAYLOAD) -> str:
    text = signing_input(header, payload)
    return f"{text}.{_multibase.base64url_encode(signer.sign(text.encode()))}"


def headers(algorithm: str) -> Iterator[tuple[str, str]]:
    base = {"alg": algorithm}
    yield "plain", json.dumps(base)
    yield "all of ours", json.dumps({**base, "typ": "JWT", "kid": "https://college.example/issuer#key-1"})
    yield "unknown parameter", json.dumps({**base, "anything": {"a": 1}})
    yield "white space", f'  {{ "alg" : "{algorithm}" }}\n'
    yield "escaped", f'{{"\\u0061lg":"{algorithm}"}}'
    yield "duplicate name", f'{{"alg":"{algorithm}","alg":"{algorithm}"}}'
    yield "duplicate, then none", f'{{"alg":"{algorithm}","alg":"none"}}'
    yield "number beyond 2^53", f'{{"alg":"{algorithm}","x":90071992547409930}}'
    yield "lone surrogate", f'{{"alg":"{algorithm}","x":"\\ud800"}}'
    yield "trailing data", f'{{"alg":"{algorithm}"}} x'
    yield "list", f'["{algorithm}"]'
    yield "no algorithm", "{}"
    yield "algorithm in a list", f'{{"alg":["{algorithm}"]}}'
    yield "b64 true", json.dumps({**base, "b64": True})
    yield "b64 false without crit", json.dumps({**base, "b64": False})
    yield "b64 false", json.dumps({**base, "b64": False, "crit": ["b64"]})
    yield "unknown critical", json.dumps({**base, "crit": ["exp"], "exp": 1})
    yield "critical and known", json.dumps({**base, "crit": ["kid"], "kid": "a"})
    yield "critical and absent", json.dumps({**base, "crit": ["kid"]})
    yield "nothing critical", json.dumps({**base, "crit": []})
    for name in ("jku", "x5u"):
        yield name, json.dumps({**base, name: "https://elsewhere.example/keys"})
    yield "x5c", json.dumps({**base, "x5c": ["AAAA"]})
    yield "zip", json.dumps({**base, "zip": "DEF"})
    yield "enc", json.dumps({**base, "enc": "A128GCM"})
    for other in ("none", "HS256", "RS256", "RS512", "PS256", "ES256", "ES384", "ES512", "EdDSA", "Ed25519", ""):
        if other != algorithm:
            yield f"says {other or 'nothing'}", json.dumps({"alg": other})


def mangled(token: str) -> Iterator[tuple[str, str]]:
    header, payload, signature = token.split(".")
    yield "two parts", f"{header}.{payload}"
    yield "four parts", f"{token}.{signature}"
    yield "no signature", f"{header}.{payload}."
    yield "no header", f".{payload}.{signature}"
    yield "another payload", f"{header}.{_multibase.base64url_encode(b'{}')}.{signature}"
    yield "no payload", f"{header}..{signature}"
    for name, part in (("header", 0), ("payload", 1), ("signature", 2)):
        for what, change in (("padding", "="), ("line feed", "\n"), ("plus", "+"), ("slash", "/")):
            parts = [header, payload, signature]
            parts[part] += change
            yield f"{what} after the {name}", ".".join(parts)
    raw = _multibase.base64url_decode(signature)
    wrong = {
        "shorter": raw[:-1],
        "longer": raw + b"\0",
        "zeros": bytes(len(raw)),
        "twice": raw + raw,
        "halves swapped": raw[len(raw) // 2 :] + raw[: len(raw) // 2],
    }
    for name, value in wrong.items():
        yield f"signature {name}", f"{header}.{payload}.{_multibase.base64url_encode(value)}"
    low = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    stray = token[:-1] + low[low.index(token[-1]) ^ 1]
    yield "stray low bit", stray
    yield "white space before", f" {token}"
    yield "line feed after", f"{token}\n"


def cases(signer: LocalSigner) -> Iterator[tuple[str, str, dict[str, Any]]]:
    jwk: dict[str, Any] = dict(signer.public_key.to_jwk())
    plain = token_of(json.dumps({"alg": signer.algorithm}), signer)
    for name, header in headers(signer.algorithm):
        yield name, token_of(header, signer), jwk
    for name, token in mangled(plain):
        yield name, token, jwk
    yield "key for encryption", plain, {**jwk, "use": "enc"}
    yield "key for signatures", plain, {**jwk, "use": "sig"}
    yield "key that only signs", plain, {**jwk, "key_ops": ["sign"]}
    yield "key that verifies", plain, {**jwk, "key_ops": ["verify"]}
    yield "key of another algorithm", plain, {**jwk, "alg": "RS512"}
    yield "key of this algorithm", plain, {**jwk, "alg": signer.algorithm}
    yield "empty payload", token_of(json.dumps({"alg": signer.algorithm}), signer, b""), jwk


def ours(token: str, jwk: dict[str, Any]) -> bytes | None:
    try:
        return jws.verify(token, jwk)
    except (InputError, SignatureError):
        return None


def theirs(token: str, jwk: dict[str, Any], kind: KeyKind) -> bytes | None:
    registry = oracle.JWSRegistry(algorithms=sorted(allowed_algorithms(kind)), strict_check_header=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return oracle.deserialize_compact(token, import_key(jwk), registry=registry).payload
        except (JoseError, ValueError, TypeError, KeyError, AttributeError):
            return None


@pytest.mark.parametrize("kind", KeyKind)
def test_never_laxer_than_the_oracle_and_stricter_only_as_the_table_says(kind: KeyKind) -> None:
    seen = 0
    for name, token, jwk in cases(SIGNERS[kind]):
        mine, other = ours(token, jwk), theirs(token, jwk, kind)
        seen += mine is not None
        if name in STRICTER:
            assert mine is None, name
        else:
            assert mine == other, name
    assert seen >= 8


@pytest.mark.parametrize("kind", KeyKind)
def test_no_row_of_the_table_is_idle(kind: KeyKind) -> None:
    taken = {name for name, token, jwk in cases(SIGNERS[kind]) if theirs(token, jwk, kind) is not None}
    assert set(STRICTER) - taken == set()


def test_an_rsa_key_of_1024_bits_only_warns_there_and_is_refused_here() -> None:
    private = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    numbers = private.public_key().public_numbers()
    parts = {"n": numbers.n, "e": numbers.e}
    jwk = {"kty": "RSA"} | {
        name: _multibase.base64url_encode(value.to_bytes((value.bit_length() + 7) // 8))
        for name, value in parts.items()
    }
    text = signing_input('{"alg":"RS256"}')
    signature = private.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256())
    token = f"{text}.{_multibase.base64url_encode(signature)}"
    assert theirs(token, jwk, KeyKind.RSA) == PAYLOAD
    assert ours(token, jwk) is None
    assert jws.verify(token, jwk, small_rsa=True) == PAYLOAD


def test_a_key_of_small_order_fits_every_message_there_and_is_refused_here() -> None:
    identity = b"\1" + bytes(31)
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": _multibase.base64url_encode(identity)}
    text = signing_input('{"alg":"EdDSA"}')
    token = f"{text}.{_multibase.base64url_encode(identity + bytes(32))}"
    assert theirs(token, jwk, KeyKind.ED25519) == PAYLOAD
    assert ours(token, jwk) is None


def test_a_high_s_is_legal_in_both() -> None:
    signer = SIGNERS[KeyKind.P256]
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    token = token_of('{"alg":"ES256"}', signer)
    text, _, signature = token.rpartition(".")
    raw = _multibase.base64url_decode(signature)
    other = raw[:32] + (order - int.from_bytes(raw[32:])).to_bytes(32)
    flipped = f"{text}.{_multibase.base64url_encode(other)}"
    jwk = dict(signer.public_key.to_jwk())
    assert ours(flipped, jwk) == theirs(flipped, jwk, KeyKind.P256) == PAYLOAD
    assert isinstance(signer.private, ec.EllipticCurvePrivateKey)
