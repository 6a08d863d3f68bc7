"""The order of the checks: what hangs on what, and what is looked at however the badge came."""

import json
from datetime import timedelta
from typing import Any

import pytest

from baking import png
from ledger_world import log_policy
from mexbadge.bake import bake, insert_receipt
from mexbadge.issuer import Form
from mexbadge.ledger import RECEIPT_BYTES
from mexbadge.proofs import add_proof, vc_jwt
from mexbadge.verify import Check, Outcome, Policy, Report, Verdict
from mexbadge.verify.engine import judge
from mexbadge.verify.subject import Ask, Budget
from records import record
from world import AT, College, World

STATUS = {"id": "urn:x", "type": "OtherStatus", "statusPurpose": "revocation"}
SCHEMA = {"id": "https://other.example/schema.json", "type": "1EdTechJsonSchemaValidator2019"}


@pytest.fixture
def world() -> World:
    return World()


def document(college: College, **members: Any) -> dict[str, Any]:
    """Return a credential as its issuer would sign it, with other members; ``...`` takes one away."""
    found = vc_jwt.read(college.issue(Form.VC_JWT).credential).document
    return {name: value for name, value in {**found, **members}.items() if value is not ...}


def signed(college: College, **members: Any) -> bytes:
    return vc_jwt.make(document(college, **members), college.signer).encode()


def judged(world: World, data: bytes, policy: Policy | None = None, **given: Any) -> Report:
    return judge(data, "b", Ask(policy or Policy(), world.fetch, AT, **given))


def of(report: Report, check: Check) -> list[tuple[str, Outcome]]:
    return [(str(finding.code), finding.outcome) for finding in report.of_check(check)]


UNDECIDED = [("status_type_unknown", Outcome.UNKNOWN)]
BLOCKED = [("blocked", Outcome.SKIPPED)]


def test_what_hangs_on_a_badge_waits_for_its_signature_and_for_nothing_else(world: World) -> None:
    college = College(world)
    hanging = {"credentialStatus": STATUS, "credentialSchema": SCHEMA}
    good = judged(world, signed(college, **hanging))
    assert of(good, Check.STATUS) == UNDECIDED
    assert of(good, Check.SCHEMA)
    assert of(good, Check.SCHEMA) != BLOCKED
    broken = judged(world, signed(college, name=5, **hanging))
    assert Outcome.FAILED in {outcome for _, outcome in of(broken, Check.MODEL)}
    assert of(broken, Check.STATUS) == UNDECIDED
    token = signed(college, **hanging).decode().rpartition(".")[0]
    forged = judged(world, f"{token}.{'A' * 86}".encode())
    bare = judged(world, json.dumps(document(college, **hanging)).encode())
    for report in (forged, bare):
        assert of(report, Check.STATUS) == of(report, Check.SCHEMA) == BLOCKED


def test_of_a_copy_without_a_proof_in_a_record_the_status_is_looked_up_and_nothing_else(world: World) -> None:
    own, other = College(world), College(world, "did:web:other.example")
    copy = document(other, credentialStatus=STATUS, refreshService={"id": "https://x.example", "type": "1EdTech"})
    forged = {**json.loads(other.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential), **copy}
    inner = judged(world, record(own, [copy, forged], suite="eddsa-jcs-2022")).nested
    assert [of(one, Check.STATUS) for one in inner] == [UNDECIDED, BLOCKED]
    assert [of(one, Check.REFRESH) for one in inner] == [BLOCKED, BLOCKED]
    assert all(one.verdict is Verdict.INVALID for one in inner)


def test_a_receipt_is_asked_of_what_was_handed_in_and_not_of_what_it_holds(world: World) -> None:
    college = College(world)
    data = record(college, [document(college)], suite="eddsa-jcs-2022")
    report = judged(world, data, Policy(require_ledger=True))
    assert of(report, Check.LEDGER) == [("ledger_required", Outcome.FAILED)]
    assert [of(one, Check.LEDGER) for one in report.nested] == [[]]
    assert judged(world, b"no badge", Policy(logs=(log_policy(),)), receipt=b"x").verdict is Verdict.INVALID


def test_the_receipt_inside_a_picture_is_looked_at_unless_one_is_given(world: World) -> None:
    bare = bake(png(), College(world).issue().credential)
    believed = Policy(logs=(log_policy(),))
    absent = of(judged(world, bare, believed), Check.LEDGER)
    assert absent == [("ledger_absent", Outcome.SKIPPED)]
    (inside,) = of(judged(world, insert_receipt(bare, b"no receipt"), believed), Check.LEDGER)
    assert inside[1] is Outcome.FAILED
    (given,) = of(
        judged(world, insert_receipt(bare, b"no receipt"), believed, receipt=b"x" * (RECEIPT_BYTES + 1)), Check.LEDGER
    )
    assert given[0] != inside[0]


def test_the_report_holds_what_was_judged(world: World) -> None:
    badge = College(world).issue().credential
    assert judged(world, bake(png(), badge)).content == badge
    assert judged(world, b"no badge").content is None


def test_what_a_badge_says_is_looked_at_too(world: World) -> None:
    college = College(world)
    achievement = {**college.achievement, "id": "https://other.example/a"}
    codes = judged(world, college.issue(achievement=achievement).credential).codes()
    assert "achievement_elsewhere" in codes
    named = {**college.achievement, "name": "See https://evil.example/"}
    codes = judged(world, college.issue(achievement=named).credential).codes()
    assert any(str(code).startswith("look_") for code in codes)


def test_how_old_a_badge_is_is_told_and_how_old_an_endorsement_is_is_not(world: World) -> None:
    policy = Policy(maximum_age=timedelta(days=1))
    assert "trust_too_old" in judged(world, College(world).issue().credential, policy).codes()
    college = College(world)
    endorsement = document(
        college,
        type=["VerifiableCredential", "EndorsementCredential"],
        credentialSubject={"id": "https://x.example", "type": ["EndorsementSubject"], "endorsementComment": "Good."},
    )
    report = judged(world, vc_jwt.make(endorsement, college.signer).encode(), policy)
    assert "format_endorsement" in report.codes()
    assert "trust_too_old" not in report.codes()


def test_another_credential_in_the_place_of_a_list_is_named_by_its_types(world: World) -> None:
    college = College(world)
    entry = college.revocations.entry(7)
    world.put(college.revocations.url, college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    report = judged(world, signed(college, credentialStatus=entry))
    (found,) = report.of_check(Check.STATUS)
    assert (found.outcome, found.values["reason"]) == (Outcome.FAILED, "format_other_credential")


def test_what_a_badge_brings_is_followed_so_deep_and_no_deeper(world: World) -> None:
    college = College(world)
    badge = signed(college, endorsementJwt=["a.b.c"])
    for depth, deep in ((3, False), (4, True), (5, True)):
        report = judged(world, badge, depth=depth)
        assert ("nested_too_deep" in report.codes()) is deep
    assert "nested_too_deep" not in judged(world, signed(college), depth=4).codes()


def test_nothing_is_blocked_that_is_not_there(world: World) -> None:
    college = College(world)
    bare = judged(world, json.dumps(document(college)).encode())
    for check in (Check.STATUS, Check.SCHEMA, Check.REFRESH, Check.ENDORSEMENTS):
        assert of(bare, check) == []


@pytest.mark.parametrize(
    ("members", "deep"),
    [
        ({}, False),
        ({"credentialSchema": SCHEMA}, False),
        ({"refreshService": {"id": "https://x.example", "type": "1EdTechCredentialRefresh"}}, True),
        ({"endorsement": []}, True),
        ({"endorsementJwt": []}, True),
    ],
)
def test_what_is_not_followed_so_deep_is_what_leads_to_other_credentials(
    world: World, members: dict[str, Any], *, deep: bool
) -> None:
    report = judged(world, signed(College(world), **members), depth=4)
    assert ("nested_too_deep" in report.codes()) is deep
    assert "nested_too_deep" not in judged(world, signed(College(world), **members), depth=3).codes()


def test_a_record_so_deep_is_not_looked_into(world: World) -> None:
    data = record(College(world), [], suite="eddsa-jcs-2022")
    assert "nested_too_deep" in judged(world, data, depth=4).codes()


def endorsing(college: College, **members: Any) -> str:
    subject = {"id": college.id, "type": ["EndorsementSubject"], "endorsementComment": "Good."}
    kind = ["VerifiableCredential", "EndorsementCredential"]
    made = document(college, type=kind, credentialSubject=subject, id="urn:uuid:endorsement", **members)
    return vc_jwt.make(made, college.signer)


def test_each_credential_inside_is_one_deeper_and_is_named_by_its_id_or_in_a_record_by_its_place(world: World) -> None:
    college, board = College(world), College(world, "did:web:board.example")
    badge = signed(college, endorsementJwt=[endorsing(board, endorsementJwt=["a.b.c"])])
    report = judged(world, badge, depth=2)
    assert [one.input for one in report.nested] == ["urn:uuid:endorsement"]
    assert "nested_too_deep" not in {str(code) for one in report.nested for code in one.codes()}
    deeper = judged(world, badge, depth=3)
    assert "nested_too_deep" in deeper.nested[0].codes()
    inner = [document(college), "a.b.c"]
    found = judged(world, record(college, inner, suite="eddsa-jcs-2022"))
    where = "/credentialSubject/verifiableCredential"
    assert [one.input for one in found.nested] == [f"{where}/0", f"{where}/1"]


def test_a_record_says_how_many_badges_it_holds_whatever_else_hangs_on_it(world: World) -> None:
    college, board = College(world), College(world, "did:web:board.example")
    unsigned = json.loads(record(college, [document(college)], suite="eddsa-jcs-2022"))
    del unsigned["proof"]
    endorsed = {**unsigned, "endorsementJwt": [endorsing(board)]}
    report = judged(world, vc_jwt.make(endorsed, college.signer).encode())
    assert len(report.nested) == 2
    assert [one.values for one in report.findings if one.code == "record_badges"] == [{"count": 1}]


def test_what_there_was_no_time_for_is_undecided(world: World) -> None:
    college = College(world)
    over = Budget(1.0, lambda: 0.0, inside=0.0)
    report = judged(world, record(college, [document(college)], suite="eddsa-jcs-2022"), budget=over)
    (inner,) = report.nested
    assert [(str(one.code), one.outcome) for one in inner.findings] == [("nested_out_of_time", Outcome.UNKNOWN)]


def listed(world: World, body: object, **given: Any) -> tuple[str, Outcome, object]:
    """Judge a badge whose status list is ``body``."""
    college = College(world)
    entry = college.revocations.entry(7)
    world.put(college.revocations.url, body if isinstance(body, bytes) else json.dumps(body).encode())
    (found,) = judged(world, signed(college, credentialStatus=entry), **given).of_check(Check.STATUS)
    return str(found.code), found.outcome, found.values.get("reason")


def test_what_is_no_credential_in_the_place_of_a_list_makes_the_badge_invalid(world: World) -> None:
    bodies: tuple[object, ...] = (
        {},
        [],
        b"",
        b"\x00",
        {"type": ["VerifiableCredential", "BitstringStatusListCredential"]},
    )
    for body in bodies:
        assert listed(world, body)[1] in {Outcome.FAILED, Outcome.UNKNOWN}


def test_a_list_whose_own_status_hangs_on_a_list_is_not_followed_further(world: World) -> None:
    college = College(world)
    college.issue_revocable()
    published = json.loads(world.pages[college.revocations.url].body)
    del published["proof"]
    again = {**published, "credentialStatus": college.revocations.entry(9)}
    world.put(college.revocations.url, again | {"proof": add_proof(again, college.signer, created=None)["proof"]})
    report = judged(world, signed(college, credentialStatus=college.revocations.entry(7)))
    (found,) = report.of_check(Check.STATUS)
    assert (found.outcome, found.values["reason"]) == (Outcome.UNKNOWN, "status_too_deep")


def test_a_list_that_was_signed_after_the_moment_asked_about_is_the_list_all_the_same(world: World) -> None:
    college = College(world)
    badge = college.issue_revocable().credential
    published = json.loads(world.pages[college.revocations.url].body)
    del published["proof"]
    late = add_proof(published, college.signer, created=world.at)
    world.put(college.revocations.url, late)
    earlier = Ask(Policy(), world.fetch, world.at - timedelta(hours=1), given=True)
    assert "status_not_revoked" in judge(badge, "b", earlier).codes()


def test_an_endorsement_without_an_id_is_named_by_nothing(world: World) -> None:
    nameless = {
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": "did:web:board.example",
        "credentialSubject": {"id": "did:web:board.example", "type": ["EndorsementSubject"]},
    }
    report = judged(world, signed(College(world), endorsement=[nameless]))
    assert [one.input for one in report.nested] == ["-"]


def test_of_a_list_neither_its_words_nor_what_hangs_on_it_is_looked_at(world: World) -> None:
    college = College(world)
    badge = college.issue_revocable().credential
    published = json.loads(world.pages[college.revocations.url].body)
    del published["proof"]
    wordy = {**published, "name": "See https://evil.example/", "endorsementJwt": ["a.b.c"]}
    world.put(college.revocations.url, add_proof(wordy, college.signer, cryptosuite="eddsa-jcs-2022", created=None))
    plain = judge(badge, "b", Ask(Policy(), world.fetch, world.at))
    assert of(plain, Check.STATUS) == [("status_not_revoked", Outcome.PASSED)]


def test_of_a_newer_version_only_what_is_inside_is_told_beside_what_was_found_of_the_badge(world: World) -> None:
    college = College(world)
    url = "https://badges.college.example/refresh/1"
    given = document(college, refreshService={"id": url, "type": "1EdTechCredentialRefresh"})
    newer = {**given, "validFrom": "2026-04-01T00:00:00Z", "name": "Newer"}
    world.put(url, vc_jwt.make(newer, college.signer).encode())
    report = judged(world, vc_jwt.make(given, college.signer).encode())
    assert "refresh_newer" in report.codes()
    assert len(of(report, Check.PROOF)) == len(of(report, Check.DATES)) == 1
