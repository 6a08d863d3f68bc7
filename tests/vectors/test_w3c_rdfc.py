"""Data Integrity over RDF against the W3C's and 1EdTech's vectors, every value between document and signature."""

import json
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from contexts_for_tests import EXTRA
from mexbadge import _multibase, dids
from mexbadge.errors import InputError
from mexbadge.fetch.types import nothing
from mexbadge.keys import KeyKind, LocalSigner, PublicKey, private_from_multikey, verify_signature
from mexbadge.proofs import ProofOutcome, add_proof, verify_proof
from mexbadge.proofs.data_integrity import SUITES, hash_data
from mexbadge.proofs.instants import parse_instant
from mexbadge.proofs.suites import KINDS
from vectors_data import vectors
from w3c_vectors import Vector

offline = partial(dids.resolve, fetch=nothing)

EDDSA = "w3c-eddsa/keyPair.json"
P256 = "w3c-ecdsa/p256KeyPair.json"
P384 = "w3c-ecdsa/p384KeyPair.json"
VECTORS = (
    Vector("w3c-eddsa/eddsa-rdfc-2022", "DataInt", "eddsa-rdfc-2022", KeyKind.ED25519, EDDSA),
    Vector("w3c-eddsa/eddsa-rdfc-2022/employ", "DataInt", "eddsa-rdfc-2022", KeyKind.ED25519, EDDSA),
    Vector("w3c-eddsa/Ed25519Signature2020", "EdSig", "Ed25519Signature2020", KeyKind.ED25519, EDDSA),
    Vector("w3c-ecdsa/ecdsa-rdfc-2019-p256", "ECDSAP256", "ecdsa-rdfc-2019", KeyKind.P256, P256),
    Vector("w3c-ecdsa/ecdsa-rdfc-2019-p256/employ", "ECDSAP256", "ecdsa-rdfc-2019", KeyKind.P256, P256),
    Vector("w3c-ecdsa/ecdsa-rdfc-2019-p384", "ECDSAP384", "ecdsa-rdfc-2019", KeyKind.P384, P384),
    Vector("w3c-ecdsa/ecdsa-rdfc-2019-p384/employ", "ECDSAP384", "ecdsa-rdfc-2019", KeyKind.P384, P384),
)
MADE = tuple(vector for vector in VECTORS if SUITES[vector.suite].makes)
SIZES = {"signedProofSet1": 1, "signedProofSet2": 2, "signedProofChain1": 3, "signedProofChain2": 4}
OPEN_BADGES = ("obv3p0", "clrv2p0")

pytestmark = pytest.mark.vectors
each = pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector.folder.partition("/")[2])
each_made = pytest.mark.parametrize("vector", MADE, ids=lambda vector: vector.folder.partition("/")[2])


@each
def test_the_canonical_document_and_proof_options_are_the_published_ones(vector: Vector) -> None:
    hashed = vector.hashed(EXTRA)
    assert hashed.canonical_document.decode() == f"{vector.text('canonDoc')}\n"
    assert hashed.canonical_proof.decode() == f"{vector.text('proofCanon')}\n"


@each
def test_the_hashes_are_the_published_ones(vector: Vector) -> None:
    hashed = vector.hashed(EXTRA)
    assert hashed.document_hash.hex() == vector.text("docHash")
    assert hashed.proof_hash.hex() == vector.text("proofHash")
    assert hashed.combined.hex() == vector.text("combinedHash")


@each
def test_the_published_signature_is_that_of_the_proof_and_holds(vector: Vector) -> None:
    signature = bytes.fromhex(vector.text("sigHex"))
    assert _multibase.encode(signature) == vector.text("sigBTC58") == vector.json("signed")["proof"]["proofValue"]
    hashed = vector.hashed(EXTRA)
    verify_signature(vector.public_key(), KINDS[vector.kind].algorithm, signature, hashed.combined)


@each
def test_the_published_proof_is_good(vector: Vector) -> None:
    (result,) = verify_proof(vector.json("signed"), resolve=offline, contexts=EXTRA)
    assert (result.outcome, result.problem) == (ProofOutcome.GOOD, None)
    assert result.related == "list"


@each_made
def test_signing_again_gives_a_good_proof_with_the_published_options(vector: Vector) -> None:
    published = vector.json("signed")
    unsigned = {name: value for name, value in published.items() if name != "proof"}
    created = parse_instant(published["proof"]["created"])
    signed = add_proof(unsigned, vector.signer(), cryptosuite=vector.suite, created=created, contexts=EXTRA)
    assert {**signed["proof"], "proofValue": ""} == {**published["proof"], "proofValue": ""}
    assert (signed == published) is (vector.kind is KeyKind.ED25519)
    assert verify_proof(signed, resolve=offline, contexts=EXTRA)[0].good


@each
def test_without_the_context_of_the_examples_nothing_is_good(vector: Vector) -> None:
    (result,) = verify_proof(vector.json("signed"), resolve=offline)
    assert result.outcome is ProofOutcome.UNSUPPORTED
    assert result.problem is not None
    assert result.problem.code == "ld_context_unknown"


@pytest.mark.parametrize("name", SIZES)
def test_every_proof_of_the_published_sets_and_chains_is_good(name: str) -> None:
    results = verify_proof(folder(name), resolve=offline, contexts=EXTRA)
    assert [result.problem for result in results] == [None] * SIZES[name]
    assert all(result.good for result in results)


def folder(name: str) -> Any:
    return json.loads(vectors(f"w3c-eddsa/proof-set-chain/{name}.json").read_bytes())


def test_the_published_sets_and_chains_are_made_again_to_the_letter() -> None:
    pairs = folder("multiKeyPairs")
    document = folder("unsigned")
    for number, name in enumerate(SIZES, start=1):
        config = folder(name.replace("signedP", "p").replace("Set", "SetConfig").replace("Chain", "ChainConfig"))
        signer = LocalSigner(
            private_from_multikey(pairs[f"keyPair{number}"]["privateKeyMultibase"]), config["verificationMethod"]
        )
        document = add_proof(
            document,
            signer,
            created=parse_instant(config["created"]),
            proof_id=config.get("id"),
            previous=config.get("previousProof"),
            contexts=EXTRA,
        )
        assert document == folder(name)


@pytest.mark.parametrize("name", OPEN_BADGES)
def test_the_open_badges_vectors_hold_with_every_value_between(name: str) -> None:
    vector = json.loads(vectors(f"open-badges/{name}/vector.json").read_bytes())
    signed = vector["signed"]
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    config = {key: value for key, value in proof.items() if key != "proofValue"}
    document = {key: value for key, value in signed.items() if key != "proof"}
    hashed = hash_data(document, config, SUITES["eddsa-rdfc-2022"], KeyKind.ED25519)
    texts = [
        vectors(f"open-badges/{name}/{vector[part]}").read_text("utf-8") for part in ("documentCanon", "proofCanon")
    ]
    assert [hashed.canonical_document.decode().strip(), hashed.canonical_proof.decode().strip()] == [
        text.strip() for text in texts
    ]
    assert (hashed.document_hash.hex(), hashed.proof_hash.hex()) == (vector["documentHash"], vector["proofHash"])
    assert _multibase.decode(proof["proofValue"]).hex() == vector["signatureHex"]
    (result,) = verify_proof(signed, resolve=lambda url: published(url, proof, vector["publicKeyHex"]))
    assert (result.problem, result.outcome) == (None, ProofOutcome.GOOD)


def published(url: str, proof: dict[str, Any], public: str) -> dict[str, Any]:
    """Return the controller document that an Open Badges vector leaves to be imagined."""
    method = proof["verificationMethod"]
    key = PublicKey.from_ed25519(bytes.fromhex(public)).to_multikey()
    entry = {"id": method, "type": "Multikey", "controller": url, "publicKeyMultibase": key}
    return {"id": url, "verificationMethod": [entry], "assertionMethod": [method]}


def test_the_old_name_of_the_suite_is_checked_and_not_made() -> None:
    vector = VECTORS[0]
    unsigned = {name: value for name, value in vector.json("signed").items() if name != "proof"}
    config = {**vector.json("proofConfig"), "cryptosuite": "eddsa-2022"}
    del config["@context"]
    signer = vector.signer()
    hashed = hash_data(unsigned, config, SUITES["eddsa-2022"], KeyKind.ED25519, EXTRA)
    signed = {**unsigned, "proof": {**config, "proofValue": _multibase.encode(signer.sign(hashed.combined))}}
    assert verify_proof(signed, resolve=offline, contexts=EXTRA, at=datetime(2026, 1, 1, tzinfo=UTC))[0].good
    with pytest.raises(InputError) as caught:
        add_proof(unsigned, signer, cryptosuite="eddsa-2022", created=None, contexts=EXTRA)
    assert caught.value.code == "proof_suite_not_made"
