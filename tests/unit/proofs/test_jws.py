import json
from typing import Any

import pytest

from mexbadge import _limits, _multibase
from mexbadge.errors import InputError, SignatureError, SigningKeyError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import jws

METHOD = "https://college.example/issuer#key-1"
SIGNERS = {kind: LocalSigner.generate(kind, METHOD, rsa_bits=2048) for kind in KeyKind}
ED25519 = SIGNERS[KeyKind.ED25519]
PAYLOAD = b'{"name":"Wound care"}'


def signed(header: str, payload: bytes = PAYLOAD, signer: LocalSigner = ED25519) -> str:
    """Sign under a header that is given as text, so that it may be any text."""
    text = f"{_multibase.base64url_encode(header.encode())}.{_multibase.base64url_encode(payload)}"
    return f"{text}.{_multibase.base64url_encode(signer.sign(text.encode()))}"


def refused(token: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        jws.parse(token)
    return caught.value.code


@pytest.mark.parametrize("kind", KeyKind)
def test_what_was_signed_comes_back_under_the_key(kind: KeyKind) -> None:
    token = jws.sign(PAYLOAD, SIGNERS[kind], header={"kid": METHOD, "typ": "JWT"})
    assert jws.verify(token, SIGNERS[kind].public_key) == PAYLOAD
    assert jws.verify(token.encode(), SIGNERS[kind].public_key.to_jwk()) == PAYLOAD


@pytest.mark.parametrize("kind", KeyKind)
def test_another_key_of_the_kind_does_not_verify(kind: KeyKind) -> None:
    token = jws.sign(PAYLOAD, SIGNERS[kind])
    stranger = LocalSigner.generate(kind, METHOD, rsa_bits=2048).public_key
    with pytest.raises(SignatureError) as caught:
        jws.verify(token, stranger)
    assert caught.value.code == "signature_mismatch"


@pytest.mark.parametrize("kind", KeyKind)
@pytest.mark.parametrize("other", KeyKind)
def test_the_key_decides_which_algorithm_holds(kind: KeyKind, other: KeyKind) -> None:
    if kind is not other:
        with pytest.raises(SignatureError) as caught:
            jws.verify(jws.sign(PAYLOAD, SIGNERS[kind]), SIGNERS[other].public_key)
        assert caught.value.code == "proof_jws_algorithm"


def test_the_parts_are_kept_as_they_came() -> None:
    token = jws.sign(PAYLOAD, ED25519, header={"kid": METHOD})
    parsed = jws.parse(token)
    assert parsed.token == token
    assert parsed.header == {"alg": "EdDSA", "kid": METHOD}
    assert parsed.algorithm == "EdDSA"
    assert parsed.payload == PAYLOAD
    assert parsed.signing_input == token.rpartition(".")[0].encode()
    assert len(parsed.signature) == 64


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE"])
def test_a_token_that_nobody_signed_is_refused_by_name(name: str) -> None:
    assert refused(signed(json.dumps({"alg": name}))) == "proof_jws_unsigned"


@pytest.mark.parametrize("name", ["HS256", "HS384", "HS512", "hs256"])
def test_an_hmac_is_refused_by_name_whatever_its_secret(name: str) -> None:
    assert refused(signed(json.dumps({"alg": name}))) == "proof_jws_hmac"


@pytest.mark.parametrize("name", sorted(jws.REFUSED_HEADERS))
@pytest.mark.parametrize("value", [None, False, True, "https://elsewhere.example/keys", ["exp"], []])
def test_a_header_that_moves_the_decision_is_refused_with_any_value(name: str, value: Any) -> None:
    with pytest.raises(InputError) as caught:
        jws.parse(signed(json.dumps({"alg": "EdDSA", name: value})))
    assert (caught.value.code, caught.value.where) == ("proof_jws_header", f"/{name}")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ('{"alg":"EdDSA","alg":"EdDSA"}', "json_duplicate_name"),
        ('["EdDSA"]', "json_not_object"),
        ("EdDSA", "json_syntax"),
        ("{}", "proof_jws_algorithm_missing"),
        ('{"alg":""}', "proof_jws_algorithm_missing"),
        ('{"alg":["EdDSA"]}', "proof_jws_algorithm_missing"),
        ('{"alg":null}', "proof_jws_algorithm_missing"),
        ('{"alg":"EdDSA","x":NaN}', "json_number"),
        ('{"alg":"EdDSA","x":"\\ud800"}', "json_surrogate"),
        ('{"alg":"EdDSA"} {}', "json_syntax"),
    ],
)
def test_a_header_that_two_readers_could_read_differently_is_refused(header: str, code: str) -> None:
    assert refused(signed(header)) == code


def test_a_token_has_exactly_three_parts() -> None:
    header, payload, signature = jws.sign(PAYLOAD, ED25519).split(".")
    for text in ("", ".", "..", f"{header}.{payload}", f"{header}.{payload}.", f".{payload}.{signature}", "a.b.c.d.e"):
        assert refused(text) == "proof_jws_parts", text
    assert refused(f"{header}.{payload}.{signature}.{signature}") == "proof_jws_parts"


def test_an_empty_payload_may_be_signed() -> None:
    assert jws.verify(jws.sign(b"", ED25519), ED25519.public_key) == b""


@pytest.mark.parametrize("part", range(3))
@pytest.mark.parametrize("change", ["=", "\n", " ", "+", "/"])
def test_base64_has_one_spelling(part: int, change: str) -> None:
    parts = jws.sign(PAYLOAD, ED25519).split(".")
    parts[part] += change
    assert refused(".".join(parts)) == "multibase_text"


def test_unused_low_bits_are_zero() -> None:
    token = jws.sign(PAYLOAD, ED25519)
    for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_":
        other = token[:-1] + last
        if other != token:
            with pytest.raises((InputError, SignatureError)):
                jws.verify(other, ED25519.public_key)


@pytest.mark.parametrize("token", ["é.a.b", b"\xff.a.b", "a\u2024b.c.d"])
def test_a_token_is_ascii(token: str | bytes) -> None:
    assert refused(token) == "proof_jws_text"


def test_the_size_is_judged_before_anything_is_decoded() -> None:
    assert refused("!" * (_limits.CREDENTIAL_BYTES + 1)) == "proof_jws_too_large"
    assert refused(f"{'!' * (jws.HEADER_CHARACTERS + 1)}.a.b") == "proof_jws_too_large"
    assert refused(f"a.b.{'!' * 2000}") == "proof_jws_too_large"
    token = jws.sign(b"x" * 100, ED25519)
    with pytest.raises(InputError) as caught:
        jws.verify(token, ED25519.public_key, max_bytes=len(token) - 1)
    assert caught.value.code == "proof_jws_too_large"
    assert jws.verify(token, ED25519.public_key, max_bytes=len(token)) == b"x" * 100


def test_a_million_dots_are_refused_at_once() -> None:
    assert refused("." * 1_000_000) == "proof_jws_parts"


@pytest.mark.parametrize("name", ["RS384", "RS512", "PS256", "PS384", "PS512"])
def test_other_rsa_algorithms_count_only_when_listed(name: str) -> None:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - only here
    from cryptography.hazmat.primitives.asymmetric import padding  # noqa: PLC0415 - only here

    signer = SIGNERS[KeyKind.RSA]
    digest = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}[name[2:]]
    pss = padding.PSS(padding.MGF1(digest), salt_length=digest.digest_size)
    text = f"{_multibase.base64url_encode(json.dumps({'alg': name}).encode())}.{_multibase.base64url_encode(PAYLOAD)}"
    pad = pss if name.startswith("P") else padding.PKCS1v15()
    signature = signer.private.sign(text.encode(), pad, digest)  # type: ignore[call-arg, arg-type]
    token = f"{text}.{_multibase.base64url_encode(signature)}"
    with pytest.raises(SignatureError) as caught:
        jws.verify(token, signer.public_key)
    assert caught.value.code == "proof_jws_algorithm"
    assert jws.verify(token, signer.public_key, algorithms={name}) == PAYLOAD


def test_the_newer_name_of_eddsa_counts_only_when_listed() -> None:
    token = signed('{"alg":"Ed25519"}')
    with pytest.raises(SignatureError):
        jws.verify(token, ED25519.public_key)
    assert jws.verify(token, ED25519.public_key, algorithms=["Ed25519"]) == PAYLOAD


def test_listing_an_algorithm_does_not_fit_it_to_a_key() -> None:
    token = jws.sign(PAYLOAD, ED25519)
    with pytest.raises(SignatureError) as caught:
        jws.verify(token, SIGNERS[KeyKind.P256].public_key, algorithms={"EdDSA", "ES256"})
    assert caught.value.code == "signature_algorithm"


def test_listing_nothing_accepts_nothing() -> None:
    with pytest.raises(SignatureError):
        jws.verify(jws.sign(PAYLOAD, ED25519), ED25519.public_key, algorithms=())


@pytest.mark.parametrize(
    "members",
    [{"use": "enc"}, {"use": None}, {"key_ops": ["sign"]}, {"key_ops": "verify"}, {"key_ops": []}, {"alg": "ES256"}],
)
def test_what_a_json_web_key_says_of_its_use_is_honoured(members: dict[str, Any]) -> None:
    key = {**ED25519.public_key.to_jwk(), **members}
    with pytest.raises((InputError, SignatureError)):
        jws.verify(jws.sign(PAYLOAD, ED25519), key)


def test_a_json_web_key_restricted_to_another_rsa_algorithm_does_not_verify() -> None:
    signer = SIGNERS[KeyKind.RSA]
    with pytest.raises(SignatureError) as caught:
        jws.verify(jws.sign(PAYLOAD, signer), {**signer.public_key.to_jwk(), "alg": "PS256"})
    assert caught.value.code == "signature_algorithm"


def test_a_json_web_key_with_fitting_members_verifies() -> None:
    key = {**ED25519.public_key.to_jwk(), "use": "sig", "key_ops": ["verify"], "alg": "EdDSA", "kid": "anything"}
    assert jws.verify(jws.sign(PAYLOAD, ED25519), key) == PAYLOAD


def test_a_secret_is_no_key_to_verify_with() -> None:
    for key in ({"kty": "oct", "k": "AAAA"}, {**ED25519.public_key.to_jwk(), "d": "AAAA"}):
        with pytest.raises(InputError):
            jws.verify(jws.sign(PAYLOAD, ED25519), key)


def test_an_ecdsa_signature_is_never_der() -> None:
    from cryptography.hazmat.primitives import hashes  # noqa: PLC0415 - only here
    from cryptography.hazmat.primitives.asymmetric import ec  # noqa: PLC0415 - only here

    signer = SIGNERS[KeyKind.P256]
    text = jws.sign(PAYLOAD, signer).rpartition(".")[0]
    der = signer.private.sign(text.encode(), ec.ECDSA(hashes.SHA256()))  # type: ignore[call-arg, arg-type]
    with pytest.raises(SignatureError):
        jws.verify(f"{text}.{_multibase.base64url_encode(der)}", signer.public_key)


def test_the_header_to_sign_is_held_to_the_same_rules() -> None:
    with pytest.raises(InputError):
        jws.sign(PAYLOAD, ED25519, header={"crit": ["exp"]})
    with pytest.raises(SigningKeyError) as caught:
        jws.sign(PAYLOAD, ED25519, header={"alg": "none"})
    assert caught.value.code == "proof_jws_algorithm_differs"
    assert jws.parse(jws.sign(PAYLOAD, ED25519, header={"alg": "EdDSA"})).header == {"alg": "EdDSA"}


def test_no_representation_shows_the_token() -> None:
    assert "eyJ" not in repr(jws.parse(jws.sign(PAYLOAD, ED25519)))


def test_a_part_may_be_exactly_as_long_as_is_allowed() -> None:
    for size, code in ((jws.HEADER_CHARACTERS, "json_syntax"), (jws.HEADER_CHARACTERS + 4, "proof_jws_too_large")):
        assert refused(f"{'A' * size}.a.b") == code
    header = _multibase.base64url_encode(b'{"alg":"EdDSA"}')
    assert len(jws.parse(f"{header}..{'A' * 1024}").signature) == 768
    assert refused(f"{header}..{'A' * 1028}") == "proof_jws_too_large"
