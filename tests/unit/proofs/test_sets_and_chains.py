"""Several proofs on one document: sets, in which each stands for itself, and chains, in which one signs others."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest

from mexbadge import _multibase, dids
from mexbadge.dids import ControllerDocument
from mexbadge.errors import InputError
from mexbadge.fetch.types import nothing
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import ProofOutcome, ProofResult, add_proof, verify_proof
from mexbadge.proofs.data_integrity import MAX_PROOFS, SUITES, hash_data

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DOCUMENT: dict[str, Any] = {"@context": ["https://www.w3.org/ns/credentials/v2"], "name": "Wound care"}
offline = partial(dids.resolve, fetch=nothing)


def someone(kind: KeyKind = KeyKind.ED25519) -> LocalSigner:
    made = LocalSigner.generate(kind, "")
    did = dids.did_key(made.public_key)
    return LocalSigner(made.private, f"{did}#{did.removeprefix('did:key:')}")


COLLEGE, BOARD, MINISTRY = someone(), someone(KeyKind.P256), someone(KeyKind.P384)


def sign(document: dict[str, Any], signer: LocalSigner, **options: Any) -> dict[str, Any]:
    suite = "eddsa-jcs-2022" if signer.public_key.kind is KeyKind.ED25519 else "ecdsa-jcs-2019"
    return add_proof(document, signer, cryptosuite=suite, created=NOW, **options)


def results(document: dict[str, Any]) -> tuple[ProofResult, ...]:
    return verify_proof(document, resolve=offline, at=NOW)


def outcomes(document: dict[str, Any]) -> list[str]:
    return [result.problem.code if result.problem else result.outcome for result in results(document)]


def chain() -> dict[str, Any]:
    """Return a document with two proofs of a set, a third that signs both, and a fourth that signs the third."""
    first = sign(DOCUMENT, COLLEGE, proof_id="urn:p:1")
    second = sign(first, BOARD, proof_id="urn:p:2")
    third = sign(second, MINISTRY, proof_id="urn:p:3", previous=["urn:p:2", "urn:p:1"])
    return sign(third, COLLEGE, previous="urn:p:3")


def edited(document: dict[str, Any], change: Callable[[list[Any]], object]) -> dict[str, Any]:
    proofs = list(document["proof"])
    change(proofs)
    return {**document, "proof": proofs}


def test_every_proof_of_a_set_is_judged_by_itself() -> None:
    both = sign(sign(DOCUMENT, COLLEGE), BOARD)
    assert outcomes(both) == ["good", "good"]
    assert [result.index for result in results(both)] == [0, 1]
    assert outcomes(edited(both, lambda proofs: proofs.reverse())) == ["good", "good"]
    assert outcomes(edited(both, lambda proofs: proofs.pop())) == ["good"]


def test_one_bad_proof_of_a_set_does_not_spoil_the_result_of_another() -> None:
    both = sign(sign(DOCUMENT, COLLEGE), BOARD)
    broken = {**both["proof"][0], "created": "2026-04-01T00:00:00Z"}
    document = edited(both, lambda proofs: proofs.__setitem__(0, broken))
    assert outcomes(document) == ["signature_mismatch", "good"]
    bad = results(document)[0]
    assert bad.problem is not None
    assert bad.problem.where == "/proof/0/proofValue"


def test_an_unsupported_proof_stands_beside_a_good_one() -> None:
    signed = sign(DOCUMENT, COLLEGE)
    document = {**signed, "proof": [signed["proof"], {"type": "DataIntegrityProof", "cryptosuite": "bbs-2023"}]}
    assert [result.outcome for result in results(document)] == [ProofOutcome.GOOD, ProofOutcome.UNSUPPORTED]


def test_a_chain_holds() -> None:
    assert outcomes(chain()) == ["good"] * 4
    assert [result.id for result in results(chain())] == ["urn:p:1", "urn:p:2", "urn:p:3", None]


def test_a_chained_proof_signs_the_earlier_ones_in_the_documents_order_whatever_it_says() -> None:
    assert chain()["proof"][2]["previousProof"] == ["urn:p:2", "urn:p:1"]
    swapped = edited(chain(), lambda proofs: proofs.insert(0, proofs.pop(1)))
    assert outcomes(swapped) == ["good", "good", "signature_mismatch", "good"]


def test_a_changed_document_breaks_every_link() -> None:
    assert outcomes({**chain(), "name": "x"}) == ["signature_mismatch"] * 4


def test_an_earlier_proof_made_anew_breaks_the_link_that_signs_it() -> None:
    other = sign(DOCUMENT, someone(), proof_id="urn:p:1")["proof"]
    document = edited(chain(), lambda proofs: proofs.__setitem__(0, other))
    assert outcomes(document) == ["good", "good", "signature_mismatch", "good"]


def test_a_missing_earlier_proof_is_bad() -> None:
    assert outcomes(edited(chain(), lambda proofs: proofs.pop(0))) == ["good", "proof_previous_missing", "good"]


def test_a_proof_that_was_added_is_not_signed_by_the_others() -> None:
    assert outcomes(sign(chain(), BOARD)) == ["good"] * 5


@pytest.mark.parametrize("value", [None, "", [], {}, 5, ["urn:p:1", 5], [""], [["urn:p:1"]], ["urn:p:1"] * 17])
def test_previous_proof_is_an_id_or_a_list_of_ids(value: Any) -> None:
    def change(proofs: list[Any]) -> None:
        proofs[3] = {**proofs[3], "previousProof": value}

    assert outcomes(edited(chain(), change)) == ["good", "good", "good", "proof_previous"]


def test_the_same_id_twice_is_bad_for_both_and_for_who_refers_to_it() -> None:
    """Even for one who signs both of them, for another reader would take the first, or the last."""
    twice = [sign(DOCUMENT, signer, proof_id="urn:p:1")["proof"] for signer in (COLLEGE, BOARD)]
    target = {**DOCUMENT, "proof": twice}
    third = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "created": "2026-05-01T12:00:00Z",
        "verificationMethod": COLLEGE.verification_method,
        "proofPurpose": "assertionMethod",
        "previousProof": "urn:p:1",
        "@context": DOCUMENT["@context"],
    }
    hashed = hash_data(target, third, SUITES["eddsa-jcs-2022"], KeyKind.ED25519)
    third["proofValue"] = _multibase.encode(COLLEGE.sign(hashed.combined))
    (first, second, who_refers) = outcomes({**DOCUMENT, "proof": [*twice, third]})
    assert (first, second, who_refers) == ("proof_id_twice", "proof_id_twice", "proof_id_twice")
    assert outcomes({**DOCUMENT, "proof": [*twice, {**third, "previousProof": ["urn:p:1"]}]})[2] == "proof_id_twice"


def test_a_list_of_proofs_or_of_ids_may_be_a_tuple_as_well() -> None:
    whole = chain()
    proofs = tuple({**proof, "previousProof": tuple(proof["previousProof"])} if i == 2 else proof
                   for i, proof in enumerate(whole["proof"]))  # fmt: skip
    assert [result.id for result in results({**whole, "proof": proofs})] == ["urn:p:1", "urn:p:2", "urn:p:3", None]
    changed = results({**whole, "proof": proofs, "name": "x"})
    assert [result.problem.where for result in changed if result.problem] == [
        f"/proof/{i}/proofValue" for i in range(4)
    ]
    assert outcomes({**whole, "proof": proofs})[2] != "proof_previous"


def test_what_is_no_proof_bears_no_id() -> None:
    whole = chain()
    assert outcomes({**whole, "proof": ["urn:p:1", *whole["proof"]]}) == ["proof_not_object", *["good"] * 4]


def test_a_proof_may_name_as_many_earlier_ones_as_a_document_may_carry() -> None:
    def change(proofs: list[Any]) -> None:
        proofs[3] = {**proofs[3], "previousProof": ["urn:p:3"] * MAX_PROOFS}

    assert outcomes(edited(chain(), change))[3] == "signature_mismatch"


@pytest.mark.parametrize("size", [1, 2, 3, MAX_PROOFS])
def test_a_circle_of_proofs_is_bad_whoever_signed(size: int) -> None:
    signed = sign(DOCUMENT, COLLEGE)["proof"]
    proofs = [{**signed, "id": f"urn:p:{i}", "previousProof": f"urn:p:{(i + 1) % size}"} for i in range(size)]
    assert outcomes({**DOCUMENT, "proof": proofs}) == ["proof_cycle"] * size


def test_a_proof_that_signs_a_circle_is_judged_by_its_signature() -> None:
    signed = sign(DOCUMENT, COLLEGE)["proof"]
    circle = {**signed, "id": "urn:p:1", "previousProof": "urn:p:1"}
    document = sign({**DOCUMENT, "proof": circle}, BOARD, previous="urn:p:1")
    assert outcomes(document) == ["proof_cycle", "good"]


def test_more_proofs_than_any_badge_needs_are_not_read() -> None:
    document: dict[str, Any] = DOCUMENT
    for _ in range(MAX_PROOFS):
        document = sign(document, COLLEGE)
    assert outcomes(document) == ["good"] * MAX_PROOFS
    with pytest.raises(InputError) as caught:
        sign(document, COLLEGE)
    assert caught.value.code == "proof_too_many"
    assert outcomes({**document, "proof": document["proof"] * 2}) == ["proof_too_many"]


def test_a_controller_is_asked_once() -> None:
    asked: list[str] = []

    def resolve(did: str) -> ControllerDocument:
        asked.append(did)
        return offline(did)

    verify_proof(chain(), resolve=resolve)
    assert sorted(asked) == sorted(dids.did_key(signer.public_key) for signer in (COLLEGE, BOARD, MINISTRY))


def test_signing_refuses_what_no_verifier_would_take() -> None:
    signed = sign(DOCUMENT, COLLEGE, proof_id="urn:p:1")
    for options, code in (
        ({"proof_id": "urn:p:1"}, "proof_id_twice"),
        ({"previous": "urn:p:9"}, "proof_previous_missing"),
        ({"previous": []}, "proof_previous"),
        ({"previous": ["urn:p:1", ""]}, "proof_previous"),
    ):
        with pytest.raises(InputError) as caught:
            sign(signed, BOARD, **options)
        assert caught.value.code == code


def test_a_single_proof_stays_single_and_a_list_stays_a_list() -> None:
    assert isinstance(sign(DOCUMENT, COLLEGE)["proof"], dict)
    assert isinstance(sign({**DOCUMENT, "proof": []}, COLLEGE)["proof"], dict)
    assert len(sign(sign(DOCUMENT, COLLEGE), BOARD)["proof"]) == 2
