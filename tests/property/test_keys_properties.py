"""Keys, for every key and for every text."""

from contextlib import suppress
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ed25519
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _multibase
from mexbadge.errors import InputError, SignatureError, SigningKeyError
from mexbadge.keys import (
    KeyKind,
    LocalSigner,
    PublicKey,
    private_from_jwk,
    private_from_multikey,
    private_to_jwk,
    private_to_multikey,
    verify_signature,
)

SIGNERS = [LocalSigner.generate(kind, "did:web:a.example#k", rsa_bits=2048) for kind in KeyKind]
CURVES = [(KeyKind.ED25519, "8026", 32), (KeyKind.P256, "8626", 32), (KeyKind.P384, "8726", 48)]

scalars = st.sampled_from(CURVES).flatmap(
    lambda curve: st.integers(1, 2**255 - 1).map(
        lambda value: _multibase.encode(bytes.fromhex(curve[1]) + value.to_bytes(curve[2]))
    )
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(scalars)
@settings(max_examples=examples(60), deadline=None)
def test_every_key_comes_back_the_same_from_every_form(secret: str) -> None:
    private = private_from_multikey(secret)
    assert private_to_multikey(private) == secret
    public = PublicKey.from_cryptography(private.public_key())
    assert PublicKey.from_multikey(public.to_multikey()) == public
    assert PublicKey.from_jwk(public.to_jwk()) == public
    assert PublicKey.from_pem(public.to_pem()) == public
    again = private_from_jwk(private_to_jwk(private))
    assert private_to_multikey(again) == secret


@given(st.sampled_from(SIGNERS), st.binary(max_size=200), st.data())
@settings(max_examples=examples(120), deadline=None)
def test_no_changed_bit_of_a_signature_or_message_verifies(
    signer: LocalSigner, message: bytes, data: st.DataObject
) -> None:
    signature = signer.sign(message)
    verify_signature(signer.public_key, signer.algorithm, signature, message)
    at = data.draw(st.integers(0, 8 * (len(signature) + len(message)) - 1))
    changed = bytearray(signature + message)
    changed[at // 8] ^= 1 << (at % 8)
    size = len(signature)
    with pytest.raises(SignatureError) as caught:
        verify_signature(signer.public_key, signer.algorithm, bytes(changed[:size]), bytes(changed[size:]))
    assert caught.value.code == "signature_mismatch"


@given(st.sampled_from(SIGNERS), st.text(max_size=8), st.binary(max_size=300))
@settings(max_examples=examples(100), deadline=None)
def test_no_arbitrary_signature_verifies(signer: LocalSigner, algorithm: str, signature: bytes) -> None:
    for name in (algorithm, signer.algorithm):
        with pytest.raises(SignatureError):
            verify_signature(signer.public_key, name, signature, b"message")


@given(st.binary(min_size=32, max_size=32))
@settings(max_examples=examples(150), deadline=None)
def test_any_32_bytes_are_an_ed25519_key_or_refused(raw: bytes) -> None:
    with suppress(InputError):
        key = PublicKey.from_ed25519(raw)
        assert isinstance(key.key, ed25519.Ed25519PublicKey)
        assert key.key.public_bytes_raw() == raw


@given(st.text(max_size=80) | st.binary(max_size=60).map(_multibase.encode))
@settings(max_examples=examples(150), deadline=None)
def test_any_text_is_a_key_or_refused(text: str) -> None:
    with suppress(InputError):
        PublicKey.from_multikey(text)
    with suppress(InputError):
        PublicKey.from_pem(text)
    with suppress(SigningKeyError):
        private_from_multikey(text)


@given(
    st.dictionaries(
        st.sampled_from(["kty", "crv", "x", "y", "n", "e", "use", "alg", "key_ops", "d", "k"]),
        st.sampled_from(["OKP", "EC", "RSA", "oct", "Ed25519", "P-256", "P-384", "AQAB", "sig"]) | json_values,
    )
)
@settings(max_examples=examples(200), deadline=None)
def test_any_object_is_a_json_web_key_or_refused(jwk: dict[str, Any]) -> None:
    with suppress(InputError):
        PublicKey.from_jwk(jwk)
    with suppress(SigningKeyError):
        private_from_jwk(jwk)
