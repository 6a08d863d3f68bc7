"""Verifying a 3.0 badge, end to end in a world in memory: what is valid, and each way in which it is not."""

import json
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from mexbadge import _json
from mexbadge._limits import VERIFY_SECONDS
from mexbadge._multibase import base64url_encode, encode
from mexbadge.badge import Person
from mexbadge.credentials.published_keys import key_documents
from mexbadge.errors import InputError, InvalidBadge
from mexbadge.fetch.types import Source, nothing
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner, PublicKey
from mexbadge.proofs import add_proof, jws
from mexbadge.proofs.data_integrity import SUITES, hash_data
from mexbadge.verify import Check, Outcome, Policy, Report, Verdict, Verifier, verify
from mexbadge.verify.engine import judge
from mexbadge.verify.subject import Ask, Budget
from world import ACHIEVEMENT, AT, ISSUED, RECIPIENT, College, World

JCS = {"suite": "eddsa-jcs-2022"}
FORMS: list[tuple[KeyKind, Form, dict[str, str]]] = [
    (KeyKind.ED25519, Form.VC_JWT, {}),
    (KeyKind.P256, Form.VC_JWT, {}),
    (KeyKind.P384, Form.VC_JWT, {}),
    (KeyKind.RSA, Form.VC_JWT, {}),
    (KeyKind.ED25519, Form.DATA_INTEGRITY, JCS),
    (KeyKind.P256, Form.DATA_INTEGRITY, {"suite": "ecdsa-jcs-2019"}),
    (KeyKind.P384, Form.DATA_INTEGRITY, {"suite": "ecdsa-jcs-2019"}),
    (KeyKind.ED25519, Form.DATA_INTEGRITY, {}),
    (KeyKind.P256, Form.DATA_INTEGRITY, {}),
    (KeyKind.P384, Form.DATA_INTEGRITY, {}),
]


def judged(badge: bytes, world: World, **given: Any) -> Report:
    return verify(badge, fetch=world.fetch, at=given.pop("at", AT), **given)


def outcomes(report: Report, check: Check) -> set[Outcome]:
    return {finding.outcome for finding in report.of_check(check)}


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def college(world: World) -> College:
    return College(world)


@pytest.mark.parametrize(("kind", "form", "given"), FORMS, ids=str)
def test_a_badge_of_each_kind_of_key_and_proof_is_valid(
    world: World, kind: KeyKind, form: Form, given: dict[str, str]
) -> None:
    college = College(world, kind=kind)
    report = judged(college.issue(form, **given).credential, world, recipient=RECIPIENT)
    assert report.verdict is Verdict.VALID, str(report)
    assert {"proof_ok", "binding_ok", "dates_no_end", "recipient_ok"} <= report.codes()


@pytest.mark.parametrize("issuer", ["https://badges.college.example/issuer", "did:web:college.example:badges"])
def test_an_https_issuer_and_a_did_web_with_a_path_are_valid(world: World, issuer: str) -> None:
    college = College(world, id=issuer)
    for form, given in ((Form.VC_JWT, {}), (Form.DATA_INTEGRITY, JCS)):
        assert judged(college.issue(form, **given).credential, world).verdict is Verdict.VALID


def test_valid_never_stands_alone(world: World, college: College) -> None:
    first = str(judged(college.issue().credential, world)).splitlines()[0]
    assert first == "badge: valid (whose it is was not checked, the issuer is on no list of approved issuers)"


def test_a_self_asserted_issuer_is_a_warning_until_it_is_accepted(world: World) -> None:
    college = College(world, id="did:key:")
    badge = college.issue().credential
    report = verify(badge, fetch=nothing, at=AT)
    assert report.verdict is Verdict.WARNING
    assert "binding_self_asserted" in report.codes()
    assert verify(badge, fetch=nothing, at=AT, issuers=[college.id]).verdict is Verdict.VALID


def test_an_issuer_that_is_not_accepted_is_invalid(world: World, college: College) -> None:
    report = judged(college.issue().credential, world, issuers=["did:web:other.example"])
    assert report.verdict is Verdict.INVALID
    assert "binding_not_accepted" in report.codes()


@pytest.mark.parametrize("form", list(Form))
def test_a_key_that_the_issuer_does_not_list_is_invalid(world: World, college: College, form: Form) -> None:
    stranger = LocalSigner.generate(KeyKind.ED25519, college.signer.verification_method)
    report = judged(college.issue(form, signer=stranger).credential, world)
    assert report.verdict is Verdict.INVALID


@pytest.mark.parametrize("form", list(Form))
def test_a_strangers_own_identity_cannot_sign_for_the_issuer(world: World, college: College, form: Form) -> None:
    stranger = College(world, id="did:web:evil.example")
    report = judged(college.issue(form, signer=stranger.signer).credential, world)
    assert report.verdict is Verdict.INVALID
    assert "binding_not_listed" in report.codes()


def test_a_key_in_the_header_only_selects(world: World, college: College) -> None:
    """The reference validator takes any ``jwk`` from the header: here it must be one of the issuer's own."""
    stranger = LocalSigner.generate(KeyKind.ED25519, "x")
    payload = jws.parse(college.issue().credential).payload
    for signer, verdict in ((stranger, Verdict.INVALID), (college.signer, Verdict.VALID)):
        header = {"alg": "EdDSA", "typ": "JWT", "jwk": signer.public_key.to_jwk()}
        token = jws.sign(payload, signer, header=header)
        assert judged(token.encode(), world).verdict is verdict


def test_a_key_smuggled_into_the_fragment_is_not_believed(world: World, college: College) -> None:
    """``https://victim#<attacker key>`` passes the reference validator."""
    stranger = LocalSigner.generate(KeyKind.ED25519, "x")
    method = f"{college.id}#{stranger.public_key.to_multikey()}"
    forged = replace(stranger, verification_method=method)
    for form in Form:
        given = {} if form is Form.VC_JWT else JCS
        assert judged(college.issue(form, signer=forged, **given).credential, world).verdict is Verdict.INVALID


def test_a_key_that_is_published_but_not_for_asserting_is_invalid(world: World, college: College) -> None:
    for url, document in college.documents().items():
        if url.endswith("did.json"):
            world.put(url, {**document, "assertionMethod": [], "authentication": document["assertionMethod"]})
        else:
            world.drop(url)
    for form, given in ((Form.VC_JWT, {}), (Form.DATA_INTEGRITY, JCS)):
        assert judged(college.issue(form, **given).credential, world).verdict is Verdict.INVALID


@pytest.mark.parametrize("at", [AT, ISSUED])
def test_a_revoked_key_counts_for_no_moment(world: World, college: College, at: datetime) -> None:
    for url, document in college.documents().items():
        if url.endswith("did.json"):
            methods = [{**method, "revoked": "2026-04-01T00:00:00Z"} for method in document["verificationMethod"]]
            world.put(url, {**document, "verificationMethod": methods, "assertionMethod": [m["id"] for m in methods]})
        else:
            world.drop(url)
    for form, given in ((Form.VC_JWT, {}), (Form.DATA_INTEGRITY, JCS)):
        assert judged(college.issue(form, **given).credential, world, at=at).verdict is Verdict.INVALID


def test_an_issuer_out_of_reach_is_unknown_and_an_altered_badge_is_still_invalid(
    world: World, college: College
) -> None:
    badge = college.issue().credential
    assert verify(badge, fetch=nothing, at=AT).verdict is Verdict.UNKNOWN
    college = College(world, id="did:key:")
    head, payload, signature = college.issue().credential.decode().split(".")
    altered = f"{head}.{payload}.{signature[:-4]}AAAA".encode()
    assert verify(altered, fetch=nothing, at=AT).verdict is Verdict.INVALID


def test_the_report_says_what_anchors_the_issuer(world: World, college: College) -> None:
    badge = college.issue().credential
    recorded = World(source=Source.RESOURCES)
    recorded.pages = {url: replace(page, source=Source.RESOURCES) for url, page in world.pages.items()}
    report = judged(badge, recorded)
    assert report.verdict is Verdict.VALID
    assert "binding_recorded" in report.codes()
    assert {resource.source for resource in report.resources} == {Source.RESOURCES}


@pytest.mark.parametrize("form", list(Form))
def test_expired_credential_is_invalid_from_its_very_end(world: World, college: College, form: Form) -> None:
    end = AT + timedelta(days=1)
    badge = college.issue(form, until=end).credential
    assert judged(badge, world, at=end - timedelta(seconds=1)).verdict is Verdict.VALID
    report = judged(badge, world, at=end)
    assert report.verdict is Verdict.INVALID
    assert "dates_expired" in report.codes()


@pytest.mark.parametrize("form", list(Form))
def test_a_start_may_lie_a_minute_ahead_of_now_and_no_more(world: World, college: College, form: Form) -> None:
    """Two clocks are never the same. A moment that somebody names is no clock."""
    badge = college.issue(form).credential
    for ahead, verdict in ((60, Verdict.VALID), (61, Verdict.INVALID)):
        now = Ask(Policy(), world.fetch, ISSUED - timedelta(seconds=ahead))
        assert judge(badge, "badge", now).verdict is verdict
        named = judged(badge, world, at=ISSUED - timedelta(seconds=ahead))
        assert named.verdict is Verdict.INVALID
        assert "dates_not_yet" in named.codes()
    assert judged(badge, world, at=ISSUED - timedelta(microseconds=1)).verdict is Verdict.INVALID
    assert judged(badge, world, at=ISSUED).verdict is Verdict.VALID


def signed_later(college: College, **given: Any) -> bytes:
    """Return a badge that is in force from :data:`ISSUED`, with a proof made a month later."""
    document = college.issue(Form.DATA_INTEGRITY, **JCS).document
    given = {"cryptosuite": "eddsa-jcs-2022", "created": ISSUED + timedelta(days=30), **given}
    return _json.dumps(add_proof(document, college.signer, **given)).encode()


def test_a_proof_that_is_younger_than_the_moment_asked_about_decides_nothing(world: World, college: College) -> None:
    badge, then = signed_later(college), ISSUED + timedelta(days=10)
    report = judged(badge, world, at=then)
    assert report.verdict is Verdict.UNKNOWN
    (said,) = [finding for finding in report.findings if finding.code == "proof_created_later"]
    assert said.outcome is Outcome.UNKNOWN
    for lang in ("en", "fr"):
        assert "--at" in (said.hint(lang) or "")
    assert judged(badge, world, at=ISSUED + timedelta(days=30)).verdict is Verdict.VALID
    second = judged(badge, world, at=ISSUED + timedelta(days=30) - timedelta(seconds=1))
    assert second.verdict is Verdict.UNKNOWN, "no grace where the moment was named"


def test_a_proof_from_the_future_is_a_lie_where_the_moment_is_now(world: World, college: College) -> None:
    now = Ask(Policy(), world.fetch, ISSUED + timedelta(days=10))
    assert judge(signed_later(college), "badge", now).verdict is Verdict.INVALID
    soon = Ask(Policy(), world.fetch, ISSUED + timedelta(days=30) - timedelta(seconds=60))
    assert judge(signed_later(college), "badge", soon).verdict is Verdict.VALID


def test_a_forged_proof_is_no_better_for_being_younger_than_the_moment(world: World, college: College) -> None:
    badge = json.loads(signed_later(college))
    badge["name"] = "Another"
    report = judged(_json.dumps(badge).encode(), world, at=ISSUED + timedelta(days=10))
    assert report.verdict is Verdict.INVALID
    assert "proof_changed" in report.codes()


class Ticking:
    """A clock that goes on by so many seconds each time that it is read."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.now = seconds, 0.0

    def __call__(self) -> float:
        self.now += self.seconds
        return self.now


def test_one_budget_holds_for_the_badges_own_proofs_too(world: World, college: College) -> None:
    document = json.loads(college.issue(Form.DATA_INTEGRITY, **JCS).credential)
    for _ in range(5):
        document = add_proof(document, college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    badge = _json.dumps(document).encode()
    slow = Verifier(fetch=world.fetch, clock=Ticking(VERIFY_SECONDS / 3)).verify(badge, at=AT)
    assert slow.verdict is Verdict.UNKNOWN
    assert "proof_out_of_time" in slow.codes()
    quick = Verifier(fetch=world.fetch, clock=Ticking(VERIFY_SECONDS / 100)).verify(badge, at=AT)
    assert quick.verdict is Verdict.VALID
    one = college.issue(Form.DATA_INTEGRITY, **JCS).credential
    late = Verifier(fetch=world.fetch, clock=Ticking(VERIFY_SECONDS)).verify(one, at=AT)
    assert late.verdict is Verdict.VALID, "however slow the machine, the one proof of a badge is checked"


def test_proofs_beside_a_token_that_no_time_was_left_for_leave_it_open(world: World, college: College) -> None:
    document = college.issue(Form.DATA_INTEGRITY, **JCS).document
    for _ in range(3):
        document = add_proof(document, college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    token = token_of(college, {**document, "iss": college.id, "jti": document["id"], "nbf": int(ISSUED.timestamp())})
    assert judged(token, world).verdict in {Verdict.VALID, Verdict.WARNING}
    slow = Verifier(fetch=world.fetch, clock=Ticking(VERIFY_SECONDS)).verify(token, at=AT)
    assert slow.verdict is Verdict.UNKNOWN


def test_the_budget_counts_the_work_of_the_thread_and_not_how_long_it_waits() -> None:
    assert Verifier().clock is time.thread_time


def test_a_budget_ends_once_and_the_inside_has_a_share_of_its_own() -> None:
    clock = [0.0]
    budget = Budget(30, lambda: clock[0], inside=5)
    clock[0] = 29.9
    assert budget.left()
    clock[0] = 30.0
    assert not budget.left()
    assert not budget.left_inside()
    clock[0] = 0.0
    budget = Budget(30, lambda: clock[0], inside=5)
    clock[0] = 10.0
    assert budget.left_inside()
    for now, left in ((14.9, True), (15.0, False)):
        clock[0] = now
        assert budget.left_inside() is left
        assert budget.left() is left
    clock[0] = 0.0
    late = Budget(30, lambda: clock[0], inside=5)
    clock[0] = 28.0
    assert late.left_inside()
    clock[0] = 30.0
    assert not late.left_inside(), "what lies inside never makes it longer"


def test_a_dead_address_is_asked_once_in_a_verification(world: World, college: College) -> None:
    """Two lists of a badge, and its issuer's key set, may all lie at one address that is away."""
    dead = "https://badges.college.example/status/1"
    entry = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "4",
        "statusListCredential": dead,
    }
    entries = [entry, {**entry, "type": "StatusList2021Entry"}, {"id": dead, "type": "1EdTechRevocationList"}]
    badge = college.issue(Form.VC_JWT)
    payload = {**json.loads(jws.parse(badge.credential).payload), "credentialStatus": entries}
    report = judged(token_of(college, payload), world)
    assert report.verdict is Verdict.UNKNOWN
    assert [str(finding.code) for finding in report.of_check(Check.STATUS)] == ["status_list_unreadable"] * 3
    assert world.asked.count(dead) == 1
    judged(token_of(college, payload), world)
    assert world.asked.count(dead) == 2, "the next verification tries again"


def test_the_recipient_is_compared_when_asked(world: World, college: College) -> None:
    badge = college.issue().credential
    assert judged(badge, world, recipient=RECIPIENT).verdict is Verdict.VALID
    assert judged(badge, world, recipient="somebody@else.example").verdict is Verdict.INVALID
    other = judged(badge, world, recipient="did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")
    assert other.verdict is Verdict.UNKNOWN
    assert "recipient_other_kind" in other.codes()


def test_one_person_may_be_asked_about_under_several_identities(world: World, college: College) -> None:
    badge = college.issue().credential
    several = ["did:example:aisha", RECIPIENT]
    for recipient in (several, tuple(several), Person.of(*several), (one for one in several)):
        assert judged(badge, world, recipient=recipient).verdict is Verdict.VALID
    assert judged(badge, world, policy=Policy(recipients=tuple(several))).verdict is Verdict.VALID
    other = Policy(recipients=("somebody@else.example",))
    assert judged(badge, world, policy=other).verdict is Verdict.INVALID
    assert judged(badge, world, recipient=RECIPIENT, policy=other).verdict is Verdict.VALID


@pytest.mark.parametrize("nobody", [[], (), [5], b"x@y.example", {"x": "y"}, 7, ["nothing"]])
def test_nobody_and_nonsense_are_refused_and_never_read_as_not_asked(world: World, nobody: Any) -> None:
    with pytest.raises(InputError) as caught:
        verify(b"{}", recipient=nobody, fetch=world.fetch, at=AT)
    assert caught.value.code == "verify_bad_recipient"


def test_a_policy_takes_no_single_text_for_its_recipients() -> None:
    with pytest.raises(InputError):
        Policy(recipients=cast("Any", RECIPIENT))


def test_another_identity_of_the_same_kind_beside_the_one_asked_is_a_warning(world: World, college: College) -> None:
    document = college.issue().document
    document["credentialSubject"]["id"] = "mailto:bob@example.ca"
    badge = _json.dumps(add_proof(document, college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)).encode()
    report = judged(badge, world, recipient=RECIPIENT)
    assert report.verdict is Verdict.WARNING
    assert any("bob@example.ca" in f.message() for f in report.findings if f.code == "recipient_also_other")
    assert judged(badge, world, recipient=[RECIPIENT, "bob@example.ca"]).verdict is Verdict.VALID


def test_all_identities_of_a_holder_are_shown(world: World, college: College) -> None:
    document = college.issue().document
    document["credentialSubject"]["id"] = "did:example:bob"
    document["credentialSubject"]["identifier"] += [
        {"type": "IdentityObject", "hashed": False, "identityHash": "real@example.ca", "identityType": "emailAddress"}
    ]
    report = judged(_json.dumps(document).encode(), world)
    for text in (report.to_text(), report.to_text("fr"), report.to_html()):
        assert "did:example:bob, real@example.ca" in text
    assert "somebody whose e-mail address is hidden" in report.to_text()


def test_a_subject_did_is_a_recipient(world: World, college: College) -> None:
    learner = "did:example:learner"
    badge = college.issue(to=learner).credential
    assert judged(badge, world, recipient=learner).verdict is Verdict.VALID
    assert judged(badge, world, recipient="did:example:other").verdict is Verdict.INVALID


def test_an_unsigned_credential_is_invalid(world: World, college: College) -> None:
    report = judged(_json.dumps(college.issue().document).encode(), world)
    assert report.verdict is Verdict.INVALID
    assert "proof_missing" in report.codes()


def test_an_unknown_cryptosuite_alone_is_unknown_and_named(world: World, college: College) -> None:
    signed = json.loads(college.issue(Form.DATA_INTEGRITY, **JCS).credential)
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    signed["proof"] = {**proof, "cryptosuite": "bbs-2023"}
    report = judged(_json.dumps(signed).encode(), world)
    assert report.verdict is Verdict.UNKNOWN
    assert "bbs-2023" in str(report)


def test_an_unknown_cryptosuite_beside_a_good_proof_is_a_warning(world: World, college: College) -> None:
    signed = json.loads(college.issue(Form.DATA_INTEGRITY, **JCS).credential)
    proof = signed["proof"][0] if isinstance(signed["proof"], list) else signed["proof"]
    signed["proof"] = [proof, {**proof, "cryptosuite": "bbs-2023"}]
    assert judged(_json.dumps(signed).encode(), world).verdict is Verdict.WARNING


def test_one_bad_proof_of_a_set_makes_the_badge_invalid(world: World, college: College) -> None:
    document = json.loads(college.issue(Form.DATA_INTEGRITY, **JCS).credential)
    stranger = LocalSigner.generate(KeyKind.ED25519, college.signer.verification_method)
    both = add_proof(document, stranger, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    assert judged(_json.dumps(both).encode(), world).verdict is Verdict.INVALID


def test_a_document_that_breaks_the_model_names_each_place(world: World, college: College) -> None:
    document = {**college.issue().document, "name": 7, "validFrom": "soon"}
    token = jws.sign(
        _json.dumps({**document, "iss": college.id, "jti": document["id"], "nbf": int(ISSUED.timestamp())}).encode(),
        college.signer,
        header={"alg": "EdDSA", "typ": "JWT", "kid": college.signer.verification_method},
    )
    report = judged(token.encode(), world)
    assert report.verdict is Verdict.INVALID
    failed = {finding.where for finding in report.of_check(Check.MODEL) if finding.outcome is Outcome.FAILED}
    assert {"/name", "/validFrom"} <= failed


def test_what_hangs_on_a_credential_is_not_fetched_before_its_signature_holds(world: World, college: College) -> None:
    entry = {
        "id": "https://badges.college.example/status/1#4",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "4",
        "statusListCredential": "https://badges.college.example/status/1",
    }
    stranger = LocalSigner.generate(KeyKind.ED25519, college.signer.verification_method)
    badge = college.issue(signer=stranger)
    payload = {**json.loads(jws.parse(badge.credential).payload), "credentialStatus": entry}
    header = {"alg": "EdDSA", "typ": "JWT", "kid": stranger.verification_method}
    report = judged(jws.sign(_json.dumps(payload).encode(), stranger, header=header).encode(), world)
    assert report.verdict is Verdict.INVALID
    assert entry["statusListCredential"] not in world.asked
    assert outcomes(report, Check.STATUS) == {Outcome.SKIPPED}


def test_compat_turns_a_missing_binding_into_a_warning(world: World, college: College) -> None:
    stranger = College(world, id="did:key:")
    badge = college.issue(signer=stranger.signer).credential
    assert judged(badge, world).verdict is Verdict.INVALID
    report = judged(badge, world, policy=Policy.compatible())
    assert report.verdict is Verdict.WARNING
    assert "binding_compat" in report.codes()


def test_a_document_may_be_given_as_a_mapping(world: World, college: College) -> None:
    signed = json.loads(college.issue(Form.DATA_INTEGRITY, **JCS).credential)
    assert verify(signed, fetch=world.fetch, at=AT).verdict is Verdict.VALID


def test_a_text_is_a_local_path_and_never_fetched_nor_content(world: World, college: College) -> None:
    address = "https://badges.college.example/b/1.png"
    for text in (address, college.issue().credential.decode(), "{}", "\0"):
        with pytest.raises(InputError) as caught:
            verify(text, fetch=world.fetch, at=AT)
        assert caught.value.code == ("verify_is_address" if text == address else "verify_file_unreadable")
    assert world.asked == []


def test_a_time_without_a_zone_and_a_strange_recipient_are_bad_calls(college: College) -> None:
    badge = college.issue().credential
    with pytest.raises(InputError, match="time zone"):
        verify(badge, fetch=nothing, at=datetime(2026, 1, 1))  # noqa: DTZ001 - the point of the test
    with pytest.raises(InputError) as caught:
        verify(badge, fetch=nothing, recipient="nobody in particular")
    assert caught.value.code == "verify_bad_recipient"


def test_raise_if_invalid_returns_the_report_or_raises_with_it(world: World, college: College) -> None:
    good = judged(college.issue().credential, world)
    assert good.raise_if_invalid() is good
    bad = judged(b"{}", world)
    with pytest.raises(InvalidBadge) as caught:
        bad.raise_if_invalid()
    assert caught.value.report is bad
    undecided = verify(college.issue().credential, fetch=nothing, at=AT)
    with pytest.raises(InvalidBadge):
        undecided.raise_if_invalid()


def test_verifying_twice_gives_the_same_report(world: World, college: College) -> None:
    badge = college.issue().credential
    assert judged(badge, world).to_json_text() == judged(badge, world).to_json_text()


def test_a_payload_with_two_issuers_is_refused(world: World, college: College) -> None:
    payload = json.loads(jws.parse(college.issue().credential).payload)
    payload["iss"] = "did:web:other.example"
    header = {"alg": "EdDSA", "typ": "JWT", "kid": college.signer.verification_method}
    report = judged(jws.sign(_json.dumps(payload).encode(), college.signer, header=header).encode(), world)
    assert report.verdict is Verdict.INVALID


def test_a_duplicate_name_in_the_payload_is_refused(world: World, college: College) -> None:
    payload = jws.parse(college.issue().credential).payload
    doubled = payload[:-1] + b',"name":"Another"}'
    header = {"alg": "EdDSA", "typ": "JWT", "kid": college.signer.verification_method}
    signing = f"{base64url_encode(_json.dumps(header).encode())}.{base64url_encode(doubled)}"
    token = f"{signing}.{base64url_encode(college.signer.sign(signing.encode()))}"
    report = judged(token.encode(), world)
    assert report.verdict is Verdict.INVALID
    assert "json_duplicate_name" in report.codes()


def test_unknown_members_do_not_disturb_a_token(world: World, college: College) -> None:
    achievement = {**ACHIEVEMENT, "x-hours": 20}
    assert judged(college.issue(achievement=achievement).credential, world).verdict is Verdict.VALID


def test_now_is_the_default_moment(world: World, college: College) -> None:
    report = verify(college.issue(at=datetime.now(UTC)).credential, fetch=world.fetch)
    assert report.verdict is Verdict.VALID


def token_of(college: College, payload: dict[str, Any]) -> bytes:
    """Sign any payload with the college's own key."""
    header = {"alg": college.signer.algorithm, "typ": "JWT", "kid": college.signer.verification_method}
    return jws.sign(_json.dumps(payload).encode(), college.signer, header=header).encode()


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("sub", Verdict.WARNING),
        ("exp", Verdict.WARNING),
        ("iss", Verdict.INVALID),
        ("jti", Verdict.INVALID),
        ("nbf", Verdict.INVALID),
    ],
)
def test_a_missing_claim_is_what_decision_12_says(world: World, college: College, claim: str, verdict: Verdict) -> None:
    badge = college.issue(to="did:example:learner", until=AT + timedelta(days=9))
    payload = json.loads(jws.parse(badge.credential).payload)
    del payload[claim]
    token = token_of(college, payload)
    assert judged(token, world).verdict is verdict
    assert judged(token, world, policy=Policy.strictest()).verdict is Verdict.INVALID


def test_a_small_rsa_key_never_signs_a_3_0_badge_even_under_compat(world: World) -> None:
    college = College(world)
    small = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    method = college.signer.verification_method
    public = PublicKey.from_cryptography(small.public_key())
    for url, document in key_documents(college.id, [(method, public)]).items():
        world.put(url, document)
    payload = jws.parse(college.issue().credential).payload
    header = {"alg": "RS256", "typ": "JWT", "kid": method}
    signing = f"{base64url_encode(_json.dumps(header).encode())}.{base64url_encode(payload)}"
    signature = small.sign(signing.encode(), padding.PKCS1v15(), hashes.SHA256())
    token = f"{signing}.{base64url_encode(signature)}".encode()
    for policy in (Policy(), Policy.compatible()):
        assert judged(token, world, policy=policy).verdict is Verdict.INVALID


def test_the_report_says_when_the_set_reading_held(world: World, college: College) -> None:
    """Endorsements whose proofs are alike to the last statement have two canonical forms (RDFC-1.0, section 4.8)."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": college.signer.verification_method,
        "proofPurpose": "assertionMethod",
    }
    alike = {
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": college.profile,
        "proof": {**proof, "created": "2026-03-01T00:00:00Z", "proofValue": "z1"},
    }
    document = college.issue().document
    document = {**document, "endorsement": [{**alike, "id": f"urn:e:{number}"} for number in range(4)]}
    for related in ("list", "set"):
        hashed = hash_data(document, proof, SUITES["eddsa-rdfc-2022"], KeyKind.ED25519, related=related)
        signed = {**document, "proof": {**proof, "proofValue": encode(college.signer.sign(hashed.combined))}}
        report = judged(_json.dumps(signed).encode(), world)
        assert "proof_ok" in report.codes()
        assert ("proof_set_reading" in report.codes()) is (related == "set")


def test_two_keys_of_one_kid_are_told_apart_by_the_signature(world: World) -> None:
    college = College(world, id="https://badges.college.example/issuer")
    other = LocalSigner.generate(KeyKind.ED25519, college.signer.verification_method)
    world.drop(college.id)
    keys = [{**signer.public_key.to_jwk(), "kid": "k"} for signer in (other, college.signer)]
    world.put("https://badges.college.example/.well-known/jwks.json", {"iss": college.id, "keys": keys})
    world.put(college.id, b"", status=404)
    payload = jws.parse(college.issue().credential).payload
    stranger = LocalSigner.generate(KeyKind.ED25519, "x")
    for signer, verdict in ((college.signer, Verdict.VALID), (other, Verdict.VALID), (stranger, Verdict.INVALID)):
        token = jws.sign(payload, signer, header={"alg": "EdDSA", "typ": "JWT", "kid": "k"})
        assert judged(token.encode(), world).verdict is verdict


def test_a_signature_beside_the_issuers_is_named_by_its_own_controller(world: World, college: College) -> None:
    other = College(world, "did:web:other.example", name="Other")
    document = json.loads(college.issue(Form.DATA_INTEGRITY).credential)
    both = add_proof(document, other.signer, cryptosuite="eddsa-rdfc-2022", created=ISSUED)
    report = verify(_json.dumps(both).encode(), fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.VALID
    told = [finding.message() for finding in report.of_check(Check.PROOF)]
    assert [text for text in told if text.startswith(f"made by {college.id} with the key {college.id}#")], told
    assert [text for text in told if text.startswith(f"also signed by {other.id}, who is not the issuer")]
    assert not [text for text in told if "made by" in text and other.id in text]
