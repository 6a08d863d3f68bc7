"""Keys as an issuer publishes them."""

import pytest

from mexbadge.keys import (
    KeyKind,
    PublicKey,
    generate_private_key,
    json_web_key_entry,
    jwks,
    verification_method_entry,
)

KEYS = {kind: PublicKey.from_cryptography(generate_private_key(kind, rsa_bits=2048).public_key()) for kind in KeyKind}


@pytest.mark.parametrize("kind", [KeyKind.ED25519, KeyKind.P256, KeyKind.P384])
def test_a_curve_key_is_published_as_multikey(kind: KeyKind) -> None:
    entry = verification_method_entry(KEYS[kind], id="did:web:a.example#k", controller="did:web:a.example")
    assert (entry["type"], entry["id"], entry["controller"]) == ("Multikey", "did:web:a.example#k", "did:web:a.example")
    assert PublicKey.from_multikey(entry["publicKeyMultibase"]) == KEYS[kind]


def test_an_rsa_key_is_published_as_json_web_key() -> None:
    entry = verification_method_entry(KEYS[KeyKind.RSA], id="did:web:a.example#k", controller="did:web:a.example")
    assert entry == json_web_key_entry(KEYS[KeyKind.RSA], id="did:web:a.example#k", controller="did:web:a.example")
    assert (entry["type"], entry["publicKeyJwk"]["alg"]) == ("JsonWebKey", "RS256")
    assert PublicKey.from_jwk(entry["publicKeyJwk"]) == KEYS[KeyKind.RSA]


def test_a_key_set_names_its_issuer_and_what_each_key_is_for() -> None:
    written = jwks("https://college.example/issuer", [(f"key-{kind}", key) for kind, key in KEYS.items()])
    assert written["iss"] == "https://college.example/issuer"
    for member, (kind, key) in zip(written["keys"], KEYS.items(), strict=True):
        assert PublicKey.from_jwk(member) == key
        assert (member["kid"], member["use"]) == (f"key-{kind}", "sig")
        assert not member.keys() & {"d", "p", "q"}
