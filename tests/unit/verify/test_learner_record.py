"""Comprehensive learner records (CLR 2.0): the record's proof, and every credential inside."""

import json
from typing import Any

import pytest

from mexbadge import _json
from mexbadge.issuer import Form
from mexbadge.proofs import add_proof
from mexbadge.verify import Policy, Report, Verdict, Verifier, verify
from records import record
from world import ACHIEVEMENT, AT, ISSUED, RECIPIENT, College, World

SUITES = ["eddsa-jcs-2022", "eddsa-rdfc-2022"]


@pytest.fixture
def world() -> World:
    return World()


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
    forged = badge(college)
    forged["credentialSubject"]["achievement"]["name"] = "Doctor of Medicine"
    report = judged(record(college, [badge(college), forged]), world)
    assert report.verdict is Verdict.INVALID
    assert "nested_invalid" in report.codes()


def test_a_credential_inside_that_has_only_ended_is_told_as_ended(world: World) -> None:
    college = College(world)
    data = record(college, [badge(college), badge(college, until=AT)])
    report = judged(data, world)
    assert report.verdict is Verdict.WARNING
    assert "nested_ended" in report.codes()
    assert [inner.verdict for inner in report.nested] == [Verdict.VALID, Verdict.INVALID]
    assert verify(data, fetch=world.fetch, at=AT, policy=Policy.strictest()).verdict is Verdict.INVALID


def test_one_that_has_ended_and_is_wrong_besides_is_not_told_as_ended(world: World) -> None:
    college = College(world)
    forged = badge(college, until=AT)
    forged["credentialSubject"]["achievement"]["name"] = "Doctor of Medicine"
    out_of_reach = badge(College(World(), id="did:web:other.college.example"), until=AT)
    assert judged(record(college, [forged]), world).verdict is Verdict.INVALID
    assert judged(record(college, [out_of_reach]), world).verdict is Verdict.UNKNOWN


def test_an_inner_issuer_out_of_reach_leaves_the_record_undecided(world: World) -> None:
    college, other = College(world), College(World(), id="did:web:other.college.example")
    report = judged(record(college, [badge(other)]), world)
    assert report.verdict is Verdict.UNKNOWN
    assert "nested_unknown" in report.codes()


def test_a_copy_without_a_proof_rests_on_the_records_issuer_where_that_one_issued_it(world: World) -> None:
    college = College(world)
    unsigned = college.issue(to="did:example:learner").document
    report = judged(record(college, [unsigned]), world)
    assert report.verdict is Verdict.WARNING
    assert "nested_unsigned" in report.codes()
    assert {"proof_of_record", "binding_ok"} <= report.nested[0].codes()


def test_a_copy_without_a_proof_in_the_name_of_another_issuer_fails(world: World) -> None:
    college, other = College(world), College(world, id="did:web:other.college.example")
    unsigned = other.issue(to="did:example:learner").document
    for inner in (unsigned, unsigned | {"proof": []}):
        report = judged(record(college, [inner], suite="eddsa-jcs-2022"), world)
        assert report.verdict is Verdict.INVALID
        assert "nested_unvouched" in report.codes()


def test_a_record_whose_key_is_not_bound_vouches_for_no_copy(world: World) -> None:
    college = College(world)
    stranger = College(world, id="did:web:evil.example")
    stranger.id = college.id
    data = record(stranger, [college.issue(to="did:example:learner").document])
    report = verify(data, fetch=world.fetch, at=AT, policy=Policy.compatible())
    assert "binding_compat" in report.codes()
    assert (report.verdict, "nested_unvouched" in report.codes()) == (Verdict.INVALID, True)


def test_an_unsigned_record_inside_is_looked_into(world: World) -> None:
    college, other = College(world), College(world, id="did:web:other.college.example")
    forged = other.issue(to="did:example:learner").document
    inner = json.loads(record(college, [forged], suite="eddsa-jcs-2022"))
    del inner["proof"]
    assert judged(record(college, [inner], suite="eddsa-jcs-2022"), world).verdict is Verdict.INVALID


@pytest.mark.parametrize("own", [True, False])
def test_the_status_of_a_copy_without_a_proof_is_looked_up(world: World, *, own: bool) -> None:
    college = College(world)
    issuer = college if own else College(world, id="did:web:other.college.example")
    url = "https://badges.college.example/revoked.json"
    status = {"id": url, "type": "1EdTechRevocationList"}
    unsigned = issuer.issue(to="did:example:learner").document | {"credentialStatus": status}
    world.put(url, {"id": url, "issuer": issuer.id, "revokedCredential": [unsigned["id"]]})
    report = judged(record(college, [unsigned], suite="eddsa-jcs-2022"), world)
    assert report.verdict is Verdict.INVALID
    assert "status_revoked" in report.nested[0].codes()


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


def test_with_a_recipient_asked_every_badge_inside_is_compared(world: World) -> None:
    college, other = College(world), College(world, id="did:web:other.college.example")
    data = record(college, [badge(college), badge(other, to=RECIPIENT)])

    def asked(*recipient: str) -> Report:
        return verify(data, fetch=world.fetch, at=AT, recipient=recipient)

    alone = asked("did:example:learner")
    assert (alone.verdict, "nested_person_unknown" in alone.codes()) == (Verdict.UNKNOWN, True)
    wrong = asked("did:example:learner", "x@example.ca")
    assert (wrong.verdict, "nested_other_person" in wrong.codes()) == (Verdict.INVALID, True)
    assert asked("did:example:learner", RECIPIENT).verdict is Verdict.VALID


def test_identities_that_only_a_record_joins_are_a_warning_that_names_both(world: World) -> None:
    college, other = College(world), College(world, id="did:web:other.college.example")
    for issuer, verdict in ((other, Verdict.WARNING), (college, Verdict.VALID)):
        inner = badge(issuer, to=RECIPIENT)
        data = record(college, [inner], identifier=inner["credentialSubject"]["identifier"])
        report = judged(data, world)
        assert report.verdict is verdict
        joined = [finding.message() for finding in report.findings if finding.code == "nested_joined"]
        assert len(joined) == (issuer is other)
        assert all("did:example:learner" in text and "emailAddress sha256$" in text for text in joined)


def test_the_records_issuer_joins_identities_of_its_own_badges_and_of_no_others(world: World) -> None:
    college, other = College(world), College(world, id="did:web:other.college.example")
    for issuer, verdict in ((other, Verdict.UNKNOWN), (college, Verdict.VALID)):
        inner = badge(issuer, to=RECIPIENT)
        data = record(college, [inner], identifier=inner["credentialSubject"]["identifier"])
        report = verify(data, fetch=world.fetch, at=AT, recipient="did:example:learner")
        assert report.verdict is verdict
        assert ("recipient_joined" in report.nested[0].codes()) is (issuer is college)


def test_a_record_whose_key_is_not_bound_joins_nothing(world: World) -> None:
    college = College(world)
    inner = badge(college, to=RECIPIENT)
    stranger = College(world, id="did:web:evil.example")
    stranger.id = college.id
    data = record(stranger, [inner], identifier=inner["credentialSubject"]["identifier"])
    asked = verify(data, fetch=world.fetch, at=AT, policy=Policy.compatible(), recipient="did:example:learner")
    assert ("binding_compat" in asked.codes(), asked.verdict) == (True, Verdict.UNKNOWN)


def test_the_records_issuer_joins_nothing_that_it_does_not_say(world: World) -> None:
    college = College(world)
    data = record(college, [badge(college, to=RECIPIENT)])
    assert verify(data, fetch=world.fetch, at=AT, recipient="did:example:learner").verdict is Verdict.UNKNOWN
    other = record(college, [badge(college, to="did:example:other")])
    assert verify(other, fetch=world.fetch, at=AT, recipient="did:example:learner").verdict is Verdict.INVALID


def test_a_badge_to_a_hashed_address_in_a_record_of_a_did_is_a_warning_until_it_is_asked_about(world: World) -> None:
    college = College(world)
    report = judged(record(college, [badge(college, to=RECIPIENT)]), world)
    assert report.verdict is Verdict.WARNING
    assert "nested_person_unknown" in report.codes()


@pytest.mark.parametrize("of", ["badge", "issuer", "listed", "other"])
def test_an_endorsement_in_a_record_has_to_be_of_something_in_it(world: World, of: str) -> None:
    college, board = College(world), College(world, id="did:web:board.example")
    held = badge(college)
    named = {"badge": held["id"], "issuer": college.id, "listed": "urn:listed", "other": "urn:another"}[of]
    about = {"type": ["EndorsementSubject"], "id": named}
    unsigned = {
        "@context": held["@context"],
        "id": "urn:uuid:1d0b4a3c-2f52-4c39-9f3a-3a6f3f0a6a53",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": board.profile,
        "name": "Endorsed",
        "validFrom": "2026-03-02T00:00:00Z",
        "credentialSubject": about,
    }
    one = dict(add_proof(unsigned, board.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED))
    listed = [{**ACHIEVEMENT, "id": "urn:listed"}]
    report = judged(record(college, [held, one], suite="eddsa-jcs-2022", achievement=listed), world)
    good = of != "other"
    assert report.verdict is (Verdict.VALID if good else Verdict.WARNING), str(report)
    assert ("endorsement_other_subject" in report.codes()) is not good


def test_a_token_in_an_envelope_is_judged(world: World) -> None:
    college = College(world)
    token = college.issue(Form.VC_JWT, to="did:example:learner").credential.decode()
    envelope = {
        "@context": "https://www.w3.org/ns/credentials/v2",
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
