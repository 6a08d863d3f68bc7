"""Comprehensive learner records (CLR 2.0): the record's proof, and every credential inside."""

import json
from typing import Any

import pytest

from mexbadge import _json
from mexbadge.issuer import Form
from mexbadge.models.shape import CLR_CONTEXT, OB_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import add_proof
from mexbadge.verify import Report, Verdict, Verifier, verify
from world import AT, ISSUED, RECIPIENT, College, World

SUITES = ["eddsa-jcs-2022", "eddsa-rdfc-2022"]


@pytest.fixture
def world() -> World:
    return World()


def record(college: College, inner: list[Any], *, suite: str = "eddsa-rdfc-2022") -> bytes:
    """A signed learner record with ``inner`` inside."""
    document = {
        "@context": [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT],
        "id": "urn:uuid:1d0b4a3c-2f52-4c39-9f3a-3a6f3f0a6a51",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Record of learning",
        "issuer": college.profile,
        "validFrom": "2026-03-02T00:00:00Z",
        "credentialSubject": {"id": "did:example:learner", "type": ["ClrSubject"], "verifiableCredential": inner},
    }
    return _json.dumps(add_proof(document, college.signer, cryptosuite=suite, created=ISSUED)).encode()


def badge(college: College, **given: Any) -> dict[str, Any]:
    """One credential to put inside."""
    given = {"to": "did:example:learner", **given}
    signed: dict[str, Any] = json.loads(college.issue(Form.DATA_INTEGRITY, **given).credential)
    return signed


def judged(data: bytes, world: World) -> Report:
    return verify(data, fetch=world.fetch, at=AT)


@pytest.mark.parametrize("suite", SUITES)
def test_a_record_of_good_credentials_of_two_issuers_is_valid(world: World, suite: str) -> None:
    college, other = College(world), College(world, id="did:web:other.college.example")
    report = judged(record(college, [badge(college), badge(other)], suite=suite), world)
    assert report.verdict is Verdict.VALID, str(report)
    assert [inner.verdict for inner in report.nested] == [Verdict.VALID] * 2
    assert report.nested[1].input == "/credentialSubject/verifiableCredential/1"
    assert "nested_ok" in report.codes()


def test_one_bad_credential_inside_makes_the_record_invalid(world: World) -> None:
    college = College(world)
    expired = badge(college, until=AT)
    report = judged(record(college, [badge(college), expired]), world)
    assert report.verdict is Verdict.INVALID
    assert "nested_invalid" in report.codes()


def test_an_inner_issuer_out_of_reach_leaves_the_record_undecided(world: World) -> None:
    college, other = College(world), College(World(), id="did:web:other.college.example")
    report = judged(record(college, [badge(other)]), world)
    assert report.verdict is Verdict.UNKNOWN
    assert "nested_unknown" in report.codes()


def test_a_copy_without_a_proof_rests_on_the_records_issuer_alone(world: World) -> None:
    college = College(world)
    unsigned = college.issue(to="did:example:learner").document
    report = judged(record(college, [unsigned]), world)
    assert report.verdict is Verdict.WARNING
    assert "nested_unsigned" in report.codes()


def test_a_changed_credential_inside_breaks_the_records_own_proof(world: World) -> None:
    college = College(world)
    data = record(college, [badge(college)])
    report = judged(data.replace(b"Dementia Care", b"Dementia Cure"), world)
    assert report.verdict is Verdict.INVALID


def test_a_record_in_a_record_is_followed_only_so_deep(world: World) -> None:
    college = College(world)
    inner: list[Any] = [badge(college)]
    for _ in range(6):
        inner = [json.loads(record(college, inner, suite="eddsa-jcs-2022"))]
    report = judged(_json.dumps(inner[0]).encode(), world)
    assert report.verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("odd", [[1], [None, "x"], ["eyJ.e.x"], [{}], [[]]])
def test_what_is_no_credential_inside_is_never_valid(world: World, odd: list[Any]) -> None:
    college = College(world)
    assert judged(record(college, odd, suite="eddsa-jcs-2022"), world).verdict is Verdict.INVALID


def test_too_many_credentials_inside_are_refused(world: World) -> None:
    college = College(world)
    report = judged(record(college, [badge(college)] * 257, suite="eddsa-jcs-2022"), world)
    assert report.verdict is Verdict.INVALID
    assert "nested_many" in report.codes()


def test_the_holder_of_a_record_is_compared(world: World) -> None:
    college = College(world)
    data = record(college, [badge(college)])
    assert verify(data, fetch=world.fetch, at=AT, recipient="did:example:learner").verdict is Verdict.VALID
    assert verify(data, fetch=world.fetch, at=AT, recipient=RECIPIENT).verdict is Verdict.UNKNOWN


def test_a_record_cannot_lend_its_holder_somebody_elses_badge(world: World) -> None:
    college = College(world)
    others = badge(college, to="did:example:somebody-else")
    report = judged(record(college, [badge(college), others]), world)
    assert report.verdict is Verdict.INVALID
    assert "nested_other_person" in report.codes()


def test_a_badge_to_a_hashed_address_in_a_record_of_a_did_is_a_warning_until_it_is_asked_about(world: World) -> None:
    college = College(world)
    data = record(college, [badge(college, to=RECIPIENT)])
    report = judged(data, world)
    assert report.verdict is Verdict.WARNING
    assert "nested_person_unknown" in report.codes()
    assert "nested_person_unknown" not in verify(data, fetch=world.fetch, at=AT, recipient=RECIPIENT).codes()
    other = verify(data, fetch=world.fetch, at=AT, recipient="x@example.ca")
    assert "nested_other_person" in other.codes()


def test_a_token_in_an_envelope_is_judged(world: World) -> None:
    college = College(world)
    token = college.issue(Form.VC_JWT, to="did:example:learner").credential.decode()
    envelope = {
        "@context": VC2_CONTEXT,
        "type": "EnvelopedVerifiableCredential",
        "id": f"data:application/vc+jwt,{token}",
    }
    assert judged(record(college, [envelope], suite="eddsa-jcs-2022"), world).verdict is Verdict.VALID
    envelope["id"] = envelope["id"][:-6]
    assert judged(record(college, [envelope], suite="eddsa-jcs-2022"), world).verdict is Verdict.INVALID


def test_what_lies_inside_is_judged_only_so_long(world: World) -> None:
    college = College(world)
    data = record(college, [badge(college)] * 9, suite="eddsa-jcs-2022")
    ticks = iter(range(100))
    report = Verifier(fetch=world.fetch, clock=lambda: float(next(ticks))).verify(data, at=AT)
    assert report.verdict is Verdict.UNKNOWN
    assert [inner.verdict for inner in report.nested].count(Verdict.VALID) < 9
