"""did:key against the published test vectors of the W3C Credentials Community Group."""

import json
from typing import Any

import pytest

from mexbadge import _multibase
from mexbadge.dids import did_key, parse, resolve
from mexbadge.errors import InputError
from mexbadge.fetch import nothing
from mexbadge.keys import KeyKind, PublicKey, private_from_jwk, private_from_multikey
from vectors_data import vectors

pytestmark = pytest.mark.vectors

BEGINNINGS = {"did:key:z6Mk": KeyKind.ED25519, "did:key:zDna": KeyKind.P256, "did:key:z82L": KeyKind.P384}
REFUSED = {"did:key:z2J9": "P-521 is not a curve that Open Badges sign with"}
FILES = ("did-key/ed25519-x25519.json", "did-key/nist-curves.json")


def entries(name: str) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = json.loads(vectors(name).read_text(encoding="utf-8"))
    return found


def published(entry: dict[str, Any]) -> PublicKey:
    """Read the first method of a published document with nothing but base58 and the raw primitives' forms."""
    method = entry["didDocument"]["verificationMethod"][0]
    if "publicKeyJwk" in method:
        return PublicKey.from_jwk(method["publicKeyJwk"])
    raw = _multibase.base58_decode(method["publicKeyBase58"])
    prefix = {32: b"\xed\x01", 33: b"\x80\x24"}[len(raw)]
    return PublicKey.from_multikey(_multibase.encode(prefix + raw))


@pytest.mark.parametrize("name", FILES)
def test_every_did_key_that_can_sign_resolves_to_the_published_key(name: str) -> None:
    seen = 0
    for did, entry in entries(name).items():
        if did[:12] in REFUSED:
            continue
        document = resolve(did, fetch=nothing)
        (method,) = document.methods
        assert method.public_key == published(entry)
        assert method.public_key.kind is BEGINNINGS[did[:12]]
        assert method.id == entry["didDocument"]["verificationMethod"][0]["id"]
        assert document.allows(method.id, "assertionMethod")
        assert did_key(method.public_key) == did
        seen += 1
    assert seen >= 5


@pytest.mark.parametrize("name", FILES)
def test_every_published_document_is_read_and_agrees_on_who_may_assert(name: str) -> None:
    for did, entry in entries(name).items():
        document = parse(entry["didDocument"], did=did, source=None)
        own = document.methods[0]
        assert document.allows(own.id, "assertionMethod")
        if did[:12] in REFUSED:
            assert own.public_key is None
            assert own.problem is not None
            assert own.problem.code == "keys_unsupported"
        elif own.type == "P256Key2021":  # a type that nothing standard defines
            assert own.problem is not None
            assert own.problem.code == "dids_method_type"
        else:
            assert own.public_key == published(entry)


def test_the_other_did_keys_are_refused_by_name() -> None:
    refused = [did for name in FILES for did in entries(name) if did[:12] in REFUSED]
    assert len(refused) == 2
    for did in refused:
        with pytest.raises(InputError) as caught:
            resolve(did, fetch=nothing)
        assert caught.value.problem.values["name"] == "P-521"


def test_an_agreement_key_beside_a_signing_key_is_refused_by_name() -> None:
    for did, entry in entries(FILES[0]).items():
        (fragment,) = (name.partition("#")[2] for name in entry["didDocument"]["keyAgreement"])
        with pytest.raises(InputError) as caught:
            resolve(f"did:key:{fragment}", fetch=nothing)
        assert caught.value.problem.values["name"] == "X25519"
        document = parse(entry["didDocument"], did=did, source=None)
        assert [method.public_key is None for method in document.methods] == [False, True]
        assert not document.allows(f"{did}#{fragment}", "assertionMethod")


def test_the_private_keys_of_the_vectors_belong_to_their_identifiers() -> None:
    pairs = [
        (did, private_from_multikey(_multibase.encode(b"\x80\x26" + bytes.fromhex(entry["seed"]))))
        for did, entry in entries(FILES[0]).items()
        if "seed" in entry
    ]
    pairs += [
        (did, private_from_jwk(entry["verificationMethod"]["privateKeyJwk"]))
        for did, entry in entries(FILES[1]).items()
        if did[:12] not in REFUSED and "privateKeyJwk" in entry["verificationMethod"]
    ]
    assert len(pairs) >= 8
    for did, private in pairs:
        assert did_key(PublicKey.from_cryptography(private.public_key())) == did
