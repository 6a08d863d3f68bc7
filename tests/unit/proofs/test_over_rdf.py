"""Data Integrity over RDF: what is signed, what is not, and what is made to be hard to read."""

import copy
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from mexbadge import _multibase
from mexbadge.errors import InputError, SchemaError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import ProofOutcome, ProofResult, add_proof, verify_proof
from mexbadge.proofs.data_integrity import SUITES, hash_data

ISSUER = "https://college.example/issuer"
METHOD = f"{ISSUER}#key-1"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SIGNERS = {kind: LocalSigner.generate(kind, METHOD) for kind in (KeyKind.ED25519, KeyKind.P256, KeyKind.P384)}
SIGNER = SIGNERS[KeyKind.ED25519]
V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CREDENTIAL: dict[str, Any] = {
    "@context": [V2, OB],
    "id": "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Example College"},
    "validFrom": "2026-05-01T12:00:00Z",
    "credentialSubject": {
        "id": "did:example:learner",
        "type": ["AchievementSubject"],
        "achievement": {
            "id": "https://college.example/wound-care",
            "type": ["Achievement"],
            "criteria": {"narrative": "Dress a wound, é \u2028 \b."},
            "description": "Care of wounds",
            "name": "Wound care",
            "creditsAvailable": 1.5,
        },
    },
}


def answer(controller: str, signer: LocalSigner = SIGNER) -> Mapping[str, Any]:
    key = signer.public_key.to_multikey()
    entry = {"id": METHOD, "type": "Multikey", "controller": controller, "publicKeyMultibase": key}
    return {"id": controller, "verificationMethod": [entry], "assertionMethod": [METHOD]}


def sign(document: Mapping[str, Any] = CREDENTIAL, **options: Any) -> dict[str, Any]:
    return add_proof(document, SIGNER, **{"created": NOW, **options})


def sign_anyway(
    document: Mapping[str, Any], suite: str = "eddsa-rdfc-2022", related: Any = "list", **members: Any
) -> dict[str, Any]:
    """Sign as one would who takes no care of what the statements leave out."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
        **members,
    }
    hashed = hash_data(document, proof, SUITES[suite], KeyKind.ED25519, related=related)
    return {**document, "proof": {**proof, "proofValue": _multibase.encode(SIGNER.sign(hashed.combined))}}


def one(document: Mapping[str, Any]) -> ProofResult:
    (result,) = verify_proof(document, resolve=answer, at=NOW)
    return result


def why(document: Mapping[str, Any]) -> tuple[str, object]:
    result = one(document)
    assert result.outcome is ProofOutcome.BAD
    assert result.problem is not None
    return result.problem.code, result.problem.where


def altered(document: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    made = copy.deepcopy(dict(document))
    *steps, last = path.split("/")
    place = made
    for step in steps:
        place = place[step]
    place[last] = value
    return made


@pytest.mark.parametrize("kind", SIGNERS)
def test_a_proof_over_rdf_is_good_under_the_published_key(kind: KeyKind) -> None:
    suite = "eddsa-rdfc-2022" if kind is KeyKind.ED25519 else "ecdsa-rdfc-2019"
    signed = add_proof(CREDENTIAL, SIGNERS[kind], cryptosuite=suite, created=NOW)
    assert "@context" not in signed["proof"]
    (result,) = verify_proof(signed, resolve=lambda controller: answer(controller, SIGNERS[kind]), at=NOW)
    assert (result.outcome, result.problem, result.related) == (ProofOutcome.GOOD, None, "list")


def test_the_default_suite_is_the_one_that_most_badges_have() -> None:
    assert sign()["proof"]["cryptosuite"] == "eddsa-rdfc-2022"


def test_the_hash_follows_the_key_down_to_the_labels_of_blank_nodes() -> None:
    proof = {"type": "DataIntegrityProof", "cryptosuite": "ecdsa-rdfc-2019"}
    suite = SUITES["ecdsa-rdfc-2019"]
    hashed = {kind: hash_data(CREDENTIAL, proof, suite, kind) for kind in (KeyKind.P256, KeyKind.P384)}
    assert [len(value.combined) for value in hashed.values()] == [64, 96]
    assert [len(value.document_hash) for value in hashed.values()] == [32, 48]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("name", "added, and of a term that is defined"),
        ("validFrom", "2026-05-01T12:00:00.0Z"),
        ("id", "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b12"),
        ("issuer/name", "Exemple College"),
        ("issuer/id", "https://elsewhere.example/issuer"),
        ("credentialSubject/achievement/name", "Brain surgery"),
        ("credentialSubject/achievement/creditsAvailable", 15),
        ("credentialSubject/achievement/criteria/narrative", "Dress a wound, é \u2028 ."),
        ("type", ["VerifiableCredential", "EndorsementCredential"]),
    ],
)
def test_a_changed_statement_is_bad(path: str, value: Any) -> None:
    assert why(altered(sign(), path, value)) == ("signature_mismatch", "/proof/proofValue")


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("shoeSize", 43, "/shoeSize"),
        ("credentialSubject/achievement/grade", "A+", "/credentialSubject/achievement/grade"),
        ("proof/added", "x", "/proof/added"),
        ("proof/nonsense", {"a": [1, 2]}, "/proof/nonsense"),
    ],
)
def test_a_member_that_no_statement_holds_is_bad_though_the_signature_holds(path: str, value: Any, where: str) -> None:
    code, place = why(altered(sign(), path, value))
    assert code.startswith("ld_")
    assert str(place).startswith(where)


def test_what_no_statement_would_hold_is_not_signed() -> None:
    with pytest.raises(SchemaError) as caught:
        sign({**CREDENTIAL, "shoeSize": 43})
    assert caught.value.where == "/shoeSize"


def test_a_proof_whose_terms_the_context_does_not_know_is_neither_made_nor_good() -> None:
    older = {
        "@context": ["https://www.w3.org/2018/credentials/v1"],
        "id": "urn:uuid:0",
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "issuanceDate": "2026-05-01T12:00:00Z",
        "credentialSubject": {"id": "did:example:learner"},
    }
    with pytest.raises(SchemaError) as caught:
        sign(older)
    assert str(caught.value.where).startswith("/proof/")
    code, where = why(sign_anyway(older))
    assert code.startswith("ld_")
    assert str(where).startswith("/proof/")
    newer = {**older, "@context": [*older["@context"], "https://w3id.org/security/data-integrity/v2"]}
    assert one(sign(newer)).good


def test_members_that_are_swapped_with_the_same_statements_stay_good() -> None:
    signed = sign()
    assert one(dict(reversed(signed.items()))).good
    assert one({**signed, "type": list(reversed(signed["type"]))}).good


@pytest.mark.parametrize(
    "context",
    [
        [V2],
        [V2, OB, "https://elsewhere.example/context"],
        [V2, OB, {"schoolName": "https://schema.org/name"}],
        [V2, OB, {"@vocab": "https://elsewhere.example/#"}],
        [V2, {"@import": "https://elsewhere.example/context"}],
        None,
        [],
        "https://elsewhere.example/context",
        [V2, OB] * 10_000,
        5,
    ],
)
def test_another_context_is_bad(context: Any) -> None:
    begin = time.process_time()
    unknown = "https://elsewhere.example/context" in (context if isinstance(context, list) else [context])
    expected = ProofOutcome.UNSUPPORTED if unknown else ProofOutcome.BAD
    assert one({**sign(), "@context": context}).outcome is expected
    assert time.process_time() - begin < 30


def test_which_contexts_stand_in_which_order_is_not_in_the_statements() -> None:
    assert one({**sign(), "@context": [OB, V2]}).good


def test_an_inline_context_that_renames_a_member_is_bad_though_the_statements_are_the_same() -> None:
    signed = sign()
    renamed = {**signed, "@context": [V2, OB, {"title": "https://schema.org/name"}]}
    renamed["issuer"] = {"id": ISSUER, "type": ["Profile"], "title": "Example College"}
    assert one(renamed).outcome is ProofOutcome.BAD


@pytest.mark.parametrize("context", [[V2], [V2, OB, "https://elsewhere.example"], {}, None, V2])
def test_a_proof_that_brings_another_context_is_bad(context: Any) -> None:
    assert why(altered(sign(), "proof/@context", context)) == ("proof_context_differs", "/proof/@context")


def test_a_proof_that_repeats_the_context_says_nothing_new() -> None:
    assert one(altered(sign(), "proof/@context", [V2, OB])).good


@pytest.mark.parametrize("member", ["created", "proofPurpose", "verificationMethod", "cryptosuite"])
def test_every_option_of_the_proof_is_signed(member: str) -> None:
    signed = sign()
    other = {
        "created": "2026-05-01T11:00:00Z",
        "proofPurpose": "authentication",
        "verificationMethod": f"{ISSUER}#key-2",
        "cryptosuite": "eddsa-2022",
    }[member]

    def both(controller: str) -> Mapping[str, Any]:
        document = dict(answer(controller))
        second = {**document["verificationMethod"][0], "id": f"{ISSUER}#key-2"}
        methods = [METHOD, f"{ISSUER}#key-2"]
        return {
            **document,
            "verificationMethod": [*document["verificationMethod"], second],
            "assertionMethod": methods,
            "authentication": methods,
        }

    (result,) = verify_proof(altered(signed, f"proof/{member}", other), resolve=both, at=NOW)
    assert result.problem is not None
    assert result.problem.code == "signature_mismatch"


def tied() -> dict[str, Any]:
    """Return a credential with four endorsements whose proofs are alike to the last statement."""
    endorsement = {
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"type": ["Profile"], "name": "Board"},
        "proof": {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": "2026-05-01T12:00:00Z",
            "verificationMethod": "https://board.example#key",
            "proofPurpose": "assertionMethod",
            "proofValue": "z1",
        },
    }
    return {**CREDENTIAL, "endorsement": [{**endorsement, "id": f"urn:e:{i}"} for i in range(4)]}


def test_a_document_that_has_two_readings_is_not_signed() -> None:
    with pytest.raises(InputError) as caught:
        sign(tied())
    assert caught.value.code == "proof_two_readings"


@pytest.mark.parametrize("related", ["list", "set"])
def test_a_document_that_has_two_readings_is_good_under_either_and_says_which(related: str) -> None:
    result = one(sign_anyway(tied(), related=related))
    assert (result.outcome, result.problem, result.related) == (ProofOutcome.GOOD, None, related)


def test_in_neither_reading_a_changed_document_is_good() -> None:
    signed = sign_anyway(tied(), related="set")
    assert why({**signed, "name": "x"})[0] == "signature_mismatch"


def test_no_more_than_four_documents_of_one_chain_are_read_in_the_second_way() -> None:
    """Each chained proof signs a document of its own, and the second reading doubles what each of them costs."""
    proofs: list[dict[str, Any]] = []
    for number in range(6):
        earlier: dict[str, Any] = {"previousProof": f"urn:p:{number - 1}"} if number else {}
        target = {**tied(), "proof": proofs[-1:]} if number else tied()
        proofs.append(sign_anyway(target, related="set", id=f"urn:p:{number}", **earlier)["proof"])
    results = verify_proof({**tied(), "proof": proofs}, resolve=answer, at=NOW)
    assert [result.outcome for result in results] == [ProofOutcome.GOOD] * 4 + [ProofOutcome.BAD] * 2


def chained(count: int, suite: str = "eddsa-rdfc-2022", **other: Any) -> dict[str, Any]:
    """Return a credential with ``count`` proofs, each of which signs the one before it as well."""
    document = sign(CREDENTIAL, cryptosuite=suite, proof_id="urn:p:0")
    for number in range(1, count):
        options = {"cryptosuite": suite, "proof_id": f"urn:p:{number}", "previous": f"urn:p:{number - 1}"}
        document = sign(document, **options, **other)
    return document


def codes(document: Mapping[str, Any], **given: Any) -> list[str]:
    results = verify_proof(document, resolve=answer, at=NOW, **given)
    return [result.problem.code if result.problem else str(result.outcome) for result in results]


def test_no_more_than_four_chained_proofs_may_need_a_canonical_form_of_their_own() -> None:
    assert codes(chained(5)) == ["good"] * 5
    assert codes(chained(7)) == ["good"] * 5 + ["proof_chain_forms"] * 2
    assert codes(chained(7, "eddsa-jcs-2022")) == ["good"] * 7, "those over the text cost little"
    same = chained(5)
    for number in range(5, 9):
        same = sign(same, proof_id=f"urn:p:{number}", previous="urn:p:3")
    assert codes(same) == ["good"] * 9, "those that sign the same earlier proofs share one form"
    both = sign(chained(3, "eddsa-jcs-2022"), proof_id="urn:p:3", previous="urn:p:2")
    assert codes(both) == ["good"] * 4


def test_the_clock_is_asked_between_proofs_and_never_before_the_first() -> None:
    asked: list[int] = []

    def twice() -> bool:
        asked.append(len(asked))
        return len(asked) <= 2

    document = CREDENTIAL
    for _ in range(6):
        document = sign(document)
    assert codes(document, may_go_on=twice) == ["good"] * 3 + ["proof_out_of_time"] * 3
    assert len(asked) == 3, "once it said no it is not asked again"
    assert codes(sign(CREDENTIAL), may_go_on=lambda: False) == ["good"]
    results = verify_proof(document, resolve=answer, at=NOW, may_go_on=lambda: False)
    assert [result.outcome for result in results] == [ProofOutcome.GOOD] + [ProofOutcome.UNRESOLVED] * 5
    assert [result.problem.where for result in results if result.problem] == [f"/proof/{n}" for n in range(1, 6)]


def test_the_second_reading_of_a_chained_document_is_no_further_document() -> None:
    proofs: list[dict[str, Any]] = []
    for number in range(5):
        earlier: dict[str, Any] = {"previousProof": f"urn:p:{number - 1}"} if number else {}
        target = {**tied(), "proof": proofs[-1:]} if number else tied()
        related = "set" if number == 4 else "list"
        proofs.append(sign_anyway(target, related=related, id=f"urn:p:{number}", **earlier)["proof"])
    assert codes({**tied(), "proof": proofs}) == ["good"] * 5


def poison(size: int) -> dict[str, Any]:
    """Return a credential in which everybody without a name knows everybody, so that all are alike."""
    people: list[dict[str, Any]] = [{"id": f"_:p{i}", "type": ["Profile"]} for i in range(size)]
    for person in people:
        person["otherIdentifier"] = [{"id": other["id"]} for other in people if other is not person]
    return {**CREDENTIAL, "issuer": {**CREDENTIAL["issuer"], "otherIdentifier": people}}


@pytest.mark.parametrize("proofs", [1, 16])
def test_a_poisoned_document_is_bad_in_time(proofs: int) -> None:
    proof = {**sign()["proof"]}
    entries = [{**proof, "id": f"urn:p:{i}", "previousProof": [f"urn:p:{j}" for j in range(i)]} for i in range(proofs)]
    for entry in entries[:1]:
        del entry["previousProof"]
    begin = time.process_time()
    results = verify_proof({**poison(10), "proof": entries}, resolve=answer, at=NOW)
    assert time.process_time() - begin < 30
    assert {result.outcome for result in results} == {ProofOutcome.BAD}
    with pytest.raises(InputError):
        sign(poison(10))


def test_chains_hold_over_rdf() -> None:
    first = sign(proof_id="urn:p:1")
    second = sign(first, previous="urn:p:1")
    assert [result.outcome for result in verify_proof(second, resolve=answer, at=NOW)] == ["good", "good"]
    broken = {**second, "proof": [{**second["proof"][0], "created": "2026-05-01T11:59:59Z"}, second["proof"][1]]}
    assert [result.good for result in verify_proof(broken, resolve=answer, at=NOW)] == [False, False]


def test_a_suite_over_rdf_is_no_suite_over_json() -> None:
    jcs = add_proof(CREDENTIAL, SIGNER, cryptosuite="eddsa-jcs-2022", created=NOW)
    assert why(altered(jcs, "proof/cryptosuite", "eddsa-rdfc-2022"))[0] == "signature_mismatch"
    assert why(altered(sign(), "proof/cryptosuite", "eddsa-jcs-2022"))[0] == "signature_mismatch"


def test_a_document_of_sixteen_large_proofs_is_not_read_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mexbadge.proofs.hashing.MAX_STATEMENTS", 40)
    document = sign(proof_id="urn:p:0")
    for number in range(1, 4):
        document = sign_chained(document, number)
    codes = [result.problem.code if result.problem else "good" for result in verify_proof(document, resolve=answer)]
    assert codes[0] == "good"
    assert codes[-1] == "proof_too_much"


def sign_chained(document: Mapping[str, Any], number: int) -> dict[str, Any]:
    proof = {**sign()["proof"], "id": f"urn:p:{number}", "previousProof": f"urn:p:{number - 1}"}
    known = document["proof"] if isinstance(document["proof"], list) else [document["proof"]]
    return {**document, "proof": [*known, proof]}


def test_a_document_without_a_context_has_no_statements_that_anybody_could_sign() -> None:
    bare = {name: value for name, value in sign().items() if name != "@context"}
    assert one(bare).outcome is ProofOutcome.BAD


def test_a_proof_that_is_no_object_is_undecided_too_once_there_is_no_time() -> None:
    signed = sign()
    results = verify_proof({**signed, "proof": [signed["proof"], "x", signed["proof"]]}, resolve=answer, at=NOW)
    assert [result.outcome for result in results] == ["good", "bad", "good"]
    late = verify_proof(
        {**signed, "proof": [signed["proof"], "x", signed["proof"]]}, resolve=answer, at=NOW, may_go_on=lambda: False
    )
    assert [result.outcome for result in late] == ["good", "unresolved", "unresolved"]
    assert [result.cryptosuite for result in late] == ["eddsa-rdfc-2022", None, "eddsa-rdfc-2022"]


def test_a_form_is_made_once_for_all_proofs_that_sign_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    document = CREDENTIAL
    for _ in range(8):
        document = sign(document)
    monkeypatch.setattr("mexbadge.proofs.hashing.MAX_STATEMENTS", 80)
    assert codes(document) == ["good"] * 8


def test_what_is_not_chained_or_costs_little_neither_counts_among_the_four_forms_nor_is_refused_after_them() -> None:
    full = chained(5)
    assert codes(sign(full)) == ["good"] * 6
    cheap = {"cryptosuite": "eddsa-jcs-2022", "previous": "urn:p:4"}
    assert codes(sign(full, **cheap)) == ["good"] * 6
    after = chained(5, "eddsa-jcs-2022")
    for number in range(5, 9):
        after = sign(after, proof_id=f"urn:p:{number}", previous=f"urn:p:{number - 1}")
    assert codes(after) == ["good"] * 9


def test_a_document_that_was_read_in_the_second_way_once_may_be_for_every_proof_that_signs_it() -> None:
    proofs: list[dict[str, Any]] = []
    for number in range(4):
        earlier: dict[str, Any] = {"previousProof": f"urn:p:{number - 1}"} if number else {}
        target = {**tied(), "proof": proofs[-1:]} if number else tied()
        proofs.append(sign_anyway(target, related="set", id=f"urn:p:{number}", **earlier)["proof"])
    again = sign_anyway({**tied(), "proof": proofs[2:3]}, related="set", id="urn:p:4", previousProof="urn:p:2")
    assert codes({**tied(), "proof": [*proofs, again["proof"]]}) == ["good"] * 5


def test_proofs_over_the_text_take_none_of_the_second_readings() -> None:
    proofs: list[dict[str, Any]] = []
    for number in range(5):
        earlier: dict[str, Any] = {"previousProof": f"urn:p:{number - 1}"} if number else {}
        proofs.append(sign_anyway(CREDENTIAL, "eddsa-jcs-2022", id=f"urn:p:{number}", **earlier)["proof"])
    last = sign_anyway({**tied(), "proof": proofs[-1:]}, related="set", previousProof="urn:p:4")["proof"]
    assert codes({**tied(), "proof": [*proofs, last]}) == ["signature_mismatch"] * 5 + ["good"]
