"""Bringing documents into canonical form: with which contexts, and how much of it is done for one document."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from mexbadge import dids, ld
from mexbadge.errors import InputError
from mexbadge.fetch.types import nothing
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld.contexts import ContextSet, ExtraContext
from mexbadge.proofs import ProofResult, add_proof, verify_proof
from mexbadge.proofs.data_integrity import SUITES
from mexbadge.proofs.hashing import in_context

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
V2 = "https://www.w3.org/ns/credentials/v2"
OWN = "https://college.example/context"
BODY = json.dumps({"@context": {"shoeSize": "https://college.example/#shoeSize"}}).encode()
EXTRA = ExtraContext(OWN, BODY, hashlib.sha256(BODY).hexdigest())


def signer() -> LocalSigner:
    made = LocalSigner.generate(KeyKind.ED25519, "did:key:")
    did = dids.did_key(made.public_key)
    return LocalSigner(made.private, f"{did}#{did.removeprefix('did:key:')}")


SIGNER = signer()


def document(*contexts: str) -> dict[str, Any]:
    return {
        "@context": [*contexts],
        "id": "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
        "type": ["VerifiableCredential"],
        "issuer": "https://college.example/issuer",
        "validFrom": "2026-05-01T12:00:00Z",
        "credentialSubject": {"id": "did:example:learner"},
    }


def judged(signed: Mapping[str, Any], **given: Any) -> tuple[ProofResult, ...]:
    return verify_proof(signed, resolve=lambda did: dids.resolve(did, fetch=nothing), at=NOW, **given)


def codes(signed: Mapping[str, Any], **given: Any) -> list[str]:
    return [one.problem.code if one.problem else str(one.outcome) for one in judged(signed, **given)]


@pytest.mark.parametrize("kept", [list, tuple, iter, lambda found: {OWN: found[0]}, ContextSet.of])
def test_contexts_of_the_caller_may_come_in_any_shape_and_are_read_for_every_proof(kept: Any) -> None:
    own = {**document(V2, OWN), "shoeSize": "43"}
    signed = add_proof(own, SIGNER, created=NOW, contexts=kept([EXTRA]))
    signed = add_proof(signed, SIGNER, created=NOW, contexts=kept([EXTRA]))
    assert codes(signed, contexts=kept([EXTRA])) == ["good", "good"]
    assert codes(signed) == ["ld_context_unknown"] * 2


def statements_of(signed: Mapping[str, Any]) -> int:
    """Count what one proof of a document signs: the statements of the options, and those of the document."""
    bare = {name: value for name, value in signed.items() if name != "proof"}
    options = {name: value for name, value in signed["proof"].items() if name != "proofValue"}
    return sum(len(ld.to_quads(one)) for one in (bare, in_context(options, bare, SUITES["eddsa-rdfc-2022"])))


def test_no_document_is_brought_into_a_form_once_one_took_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    signed = add_proof(document(V2), SIGNER, created=NOW, proof_id="urn:p:0")
    for number in range(1, 4):
        signed = add_proof(signed, SIGNER, created=NOW, proof_id=f"urn:p:{number}", previous=f"urn:p:{number - 1}")
    asked: list[Iterable[object]] = []

    def refuse(quads: Iterable[object], **_: object) -> str:
        asked.append(quads)
        raise InputError("ld_budget", limit=1)

    monkeypatch.setattr(ld.rdfc, "canonize_with_labels", refuse)
    assert codes(signed) == ["ld_budget"] * 4
    assert len(asked) == 1


def test_a_document_is_read_until_more_statements_were_made_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    given = document(V2)
    signed = given
    for _ in range(3):
        signed = add_proof(signed, SIGNER, created=NOW)
    monkeypatch.setattr("mexbadge.proofs.hashing.MAX_STATEMENTS", statements_of(add_proof(given, SIGNER, created=NOW)))
    assert codes(signed) == ["good", "good", "proof_too_much"]
