"""Data Integrity over canonical JSON against the W3C's vectors, every value between document and signature."""

import json
from functools import partial

import pytest

from mexbadge import _multibase, dids
from mexbadge.fetch.types import nothing
from mexbadge.keys import KeyKind, verify_signature
from mexbadge.proofs import ProofOutcome, add_proof, verify_proof
from mexbadge.proofs.instants import parse_instant
from mexbadge.proofs.suites import KINDS
from vectors_data import vectors
from w3c_vectors import Vector

offline = partial(dids.resolve, fetch=nothing)


VECTORS = (
    Vector("w3c-eddsa/eddsa-jcs-2022", "JCS", "eddsa-jcs-2022", KeyKind.ED25519, "w3c-eddsa/keyPair.json"),
    Vector(
        "w3c-ecdsa/ecdsa-jcs-2019-p256", "JCSECDSAP256", "ecdsa-jcs-2019", KeyKind.P256, "w3c-ecdsa/p256KeyPair.json"
    ),
    Vector(
        "w3c-ecdsa/ecdsa-jcs-2019-p384", "JCSECDSAP384", "ecdsa-jcs-2019", KeyKind.P384, "w3c-ecdsa/p384KeyPair.json"
    ),
)
pytestmark = pytest.mark.vectors
each = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.folder.partition("/")[2])


@each
def test_the_canonical_document_and_proof_options_are_the_published_ones(vector: Vector) -> None:
    hashed = vector.hashed()
    assert hashed.canonical_document.decode() == vector.text("canonDoc")
    assert hashed.canonical_proof.decode() == vector.text("proofCanon")


@each
def test_the_hashes_are_the_published_ones(vector: Vector) -> None:
    hashed = vector.hashed()
    assert hashed.document_hash.hex() == vector.text("docHash")
    assert hashed.proof_hash.hex() == vector.text("proofHash")
    assert hashed.combined.hex() == vector.text("combinedHash")


@each
def test_the_published_signature_is_that_of_the_proof_and_holds(vector: Vector) -> None:
    signature = bytes.fromhex(vector.text("sigHex"))
    assert _multibase.encode(signature) == vector.text("sigBTC58") == vector.json("signed")["proof"]["proofValue"]
    verify_signature(vector.public_key(), KINDS[vector.kind].algorithm, signature, vector.hashed().combined)


@each
def test_the_published_proof_is_good(vector: Vector) -> None:
    (result,) = verify_proof(vector.json("signed"), resolve=offline)
    assert (result.outcome, result.problem) == (ProofOutcome.GOOD, None)
    assert result.cryptosuite == vector.suite
    assert result.key is not None
    assert result.key.kind is vector.kind
    assert result.related is None


@each
def test_signing_again_gives_a_good_proof_with_the_published_options(vector: Vector) -> None:
    published = vector.json("signed")
    unsigned = {name: value for name, value in published.items() if name != "proof"}
    created = parse_instant(published["proof"]["created"])
    signed = add_proof(unsigned, vector.signer(), cryptosuite=vector.suite, created=created)
    assert {**signed["proof"], "proofValue": ""} == {**published["proof"], "proofValue": ""}
    assert verify_proof(signed, resolve=offline)[0].good


def test_an_ed25519_signature_made_again_is_the_published_one() -> None:
    vector = VECTORS[0]
    published = vector.json("signed")
    unsigned = json.loads(vectors("w3c-eddsa/unsigned.json").read_bytes())
    created = parse_instant(published["proof"]["created"])
    assert add_proof(unsigned, vector.signer(), cryptosuite=vector.suite, created=created) == published
