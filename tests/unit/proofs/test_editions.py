"""A context that was changed at its address: the signature is tried under each edition, and the report says which."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from mexbadge import ld
from mexbadge._multibase import encode
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind
from mexbadge.ld.contexts import BundledFile, ContextSet, editions
from mexbadge.proofs import ProofOutcome, add_proof, verify_proof
from mexbadge.proofs.data_integrity import SUITES, hash_data
from mexbadge.verify import Outcome, Report, Verdict, verify
from world import AT, ISSUED, College, World

VC1 = "https://www.w3.org/2018/credentials/v1"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context.json"
DI = "https://w3id.org/security/data-integrity/v2"
OLD = editions(OB)[-1]


def unsigned(college: College) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    del document["proof"]
    document["@context"] = [VC1, OB, DI]
    document["issuanceDate"] = document.pop("validFrom")
    return document


def signed(college: College, document: dict[str, Any], edition: BundledFile) -> dict[str, Any]:
    return add_proof(document, college.signer, created=ISSUED, contexts=ContextSet({}, {OB: edition}))


def judged(world: World, document: dict[str, Any]) -> Report:
    return verify(json.dumps(document).encode(), fetch=world.fetch, at=AT)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def college(world: World) -> College:
    return College(world)


def test_the_unversioned_contexts_have_their_editions_todays_first() -> None:
    assert editions(OB)[0].edition == "3.0.3"
    assert OLD.edition == "3.0.0, November 2022"
    assert [entry.edition for entry in editions(CLR)] == ["2.0.1", "before 2.0.1"]
    assert len(editions(VC1)) == 1


def test_a_badge_that_was_signed_under_an_earlier_edition_is_valid_and_the_report_names_it(
    world: World, college: College
) -> None:
    report = judged(world, signed(college, unsigned(college), OLD))
    assert report.verdict is Verdict.WARNING, str(report)
    (finding,) = (f for f in report.findings if f.code == "proof_edition")
    assert finding.values == {"url": OB, "edition": OLD.edition}


def test_todays_edition_needs_no_word_about_it(world: World, college: College) -> None:
    report = judged(world, signed(college, unsigned(college), editions(OB)[0]))
    assert "proof_edition" not in report.codes()


@pytest.mark.parametrize("member", ["name", "description"])
def test_a_changed_badge_holds_under_no_edition(world: World, college: College, member: str) -> None:
    document = signed(college, unsigned(college), OLD)
    document["credentialSubject"]["achievement"][member] = "Another"
    report = judged(world, document)
    assert report.verdict is Verdict.INVALID
    (finding,) = (f for f in report.findings if f.outcome is Outcome.FAILED)
    assert finding.code == "proof_no_edition"
    assert "none of the 4 published editions" in finding.message()


def test_what_an_edition_leaves_unsigned_is_lost_under_it_too(world: World, college: College) -> None:
    document = signed(college, unsigned(college), OLD)
    document["shoeSize"] = 43
    assert judged(world, document).verdict is Verdict.INVALID


def test_a_document_without_such_a_context_is_tried_once(college: College) -> None:
    document = unsigned(college) | {"@context": [VC1, OB.replace(".json", "-3.0.3.json"), DI]}
    proven = add_proof(document, college.signer, created=ISSUED)
    proven["name"] = "Another"
    (result,) = verify_proof(proven, resolve=lambda did: college.documents()[f"https://{did[8:]}/.well-known/did.json"])
    assert result.problem is not None
    assert result.problem.code == "signature_mismatch"


def test_a_signature_that_not_every_edition_was_tried_for_is_undecided_and_not_called_changed(college: College) -> None:
    proven = signed(college, unsigned(college), OLD)
    pages = college.documents()
    (result,) = verify_proof(
        proven, resolve=lambda did: pages[f"https://{did[8:]}/.well-known/did.json"], may_go_on=lambda: False
    )
    assert result.outcome is ProofOutcome.UNRESOLVED


def resolved(college: College) -> Callable[[str], Any]:
    pages = college.documents()
    return lambda did: pages[f"https://{did[8:]}/.well-known/did.json"]


def problem_of(college: College, document: dict[str, Any], **given: Any) -> tuple[ProofOutcome, str]:
    (result,) = verify_proof(document, resolve=resolved(college), **given)
    assert result.problem is not None
    return result.outcome, result.problem.code


def test_a_signature_over_the_text_is_the_same_under_every_edition(college: College) -> None:
    proven = add_proof(unsigned(college), college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    proven["name"] = "Another"
    assert problem_of(college, proven) == (ProofOutcome.BAD, "signature_mismatch")


def test_what_no_edition_could_mend_is_said_though_there_is_no_time_to_try_them(college: College) -> None:
    proven = add_proof(
        unsigned(college), college.signer, created=ISSUED, expires=AT, contexts=ContextSet({}, {OB: OLD})
    )
    assert problem_of(college, proven, at=AT, may_go_on=lambda: False) == (ProofOutcome.BAD, "proof_expired")


def test_a_context_that_contradicts_every_edition_is_what_is_wrong_and_not_the_signature(college: College) -> None:
    proven = signed(college, unsigned(college), OLD)
    proven["@context"] = [*proven["@context"], {"VerifiableCredential": "https://elsewhere.example/#"}]
    assert problem_of(college, proven) == (ProofOutcome.BAD, "ld_context_protected")


def test_the_older_type_of_proof_is_tried_under_every_edition_whatever_suite_it_names_besides(college: College) -> None:
    document = {**unsigned(college), "@context": [VC1, OB, "https://w3id.org/security/suites/ed25519-2020/v1"]}
    proof = {
        "type": "Ed25519Signature2020",
        "created": "2026-05-01T11:00:00Z",
        "verificationMethod": college.signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    suite, contexts = SUITES["Ed25519Signature2020"], ContextSet({}, {OB: OLD})
    hashed = hash_data(document, proof, suite, KeyKind.ED25519, contexts)
    proof["proofValue"] = encode(college.signer.sign(hashed.combined))
    (result,) = verify_proof({**document, "proof": proof}, resolve=resolved(college))
    assert (result.outcome, result.editions) == (ProofOutcome.GOOD, ((OB, OLD.edition),))
    for name in ("eddsa-rdfc-2022", "eddsa-jcs-2022", "x"):
        (result,) = verify_proof({**document, "proof": {**proof, "cryptosuite": name}}, resolve=resolved(college))
        assert result.outcome is ProofOutcome.BAD


def test_only_the_contexts_whose_edition_is_an_earlier_one_are_named(college: College) -> None:
    document = {**unsigned(college), "@context": [VC1, OB, CLR, DI]}
    for older in editions(OB)[1:]:
        (result,) = verify_proof(signed(college, document, older), resolve=resolved(college))
        assert result.good
        ((url, edition),) = result.editions
        assert url == OB
        assert edition in {entry.edition for entry in editions(OB)[1:]}


def test_all_editions_together_may_take_no_more_work_than_one(
    college: College, monkeypatch: pytest.MonkeyPatch
) -> None:
    proven = signed(college, unsigned(college), OLD)
    bare = {name: value for name, value in proven.items() if name != "proof"}
    options = {name: value for name, value in proven["proof"].items() if name != "proofValue"}
    both = (bare, {**options, "@context": bare["@context"]})
    twice = 2 * sum(len(ld.to_quads(one)) for one in both)
    monkeypatch.setattr("mexbadge.proofs.hashing.MAX_STATEMENTS", twice - 1)
    assert problem_of(college, proven) == (ProofOutcome.BAD, "proof_no_edition"), "today's was read in both ways"
