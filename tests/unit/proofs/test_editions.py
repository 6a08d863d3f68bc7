"""A context that was changed at its address: the signature is tried under each edition, and the report says which."""

import json
from typing import Any

import pytest

from mexbadge.issuer import Form
from mexbadge.ld.contexts import ContextSet, Entry, editions
from mexbadge.proofs import ProofOutcome, add_proof, verify_proof
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


def signed(college: College, document: dict[str, Any], edition: Entry) -> dict[str, Any]:
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
