"""Ways in which a verifier was fooled once, in this one or in another: none may work again."""

import json
from datetime import timedelta
from typing import Any

import pytest

from mexbadge import _json
from mexbadge.credentials.status_lists import BitList
from mexbadge.errors import InputError
from mexbadge.fetch.types import nothing
from mexbadge.issuer import Form
from mexbadge.models.shape import OB_CONTEXT, VC1_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import add_proof, jws
from mexbadge.status.bitstring import Bitstring
from mexbadge.verify import Outcome, Policy, Report, Verdict, verify
from world import AT, ISSUED, College, World

LIST = "https://badges.college.example/status/1"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def college(world: World) -> College:
    return College(world)


def judged(badge: bytes, world: World, **given: Any) -> Report:
    return verify(badge, fetch=world.fetch, at=AT, **given)


def token(college: College, payload: dict[str, Any]) -> bytes:
    header = {"alg": "EdDSA", "typ": "JWT", "kid": college.signer.verification_method}
    return jws.sign(_json.dumps(payload).encode(), college.signer, header=header).encode()


def signed_list(college: College) -> bytes:
    document = BitList(LIST, college.id).document(Bitstring.new(), valid_from=ISSUED)
    return _json.dumps(add_proof(document, college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)).encode()


def test_a_status_list_is_no_badge(world: World, college: College) -> None:
    report = judged(signed_list(college), world, recipient="did:example:anybody")
    assert report.verdict is Verdict.INVALID
    assert "format_status_list" in report.codes()


def test_a_badge_that_calls_itself_a_status_list_is_refused(world: World, college: College) -> None:
    payload = {
        "@context": [VC2_CONTEXT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": college.profile,
        "name": "PhD",
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:m", "achievement": {"name": "PhD"}},
        "iss": college.id,
        "jti": "urn:x:1",
        "nbf": int(ISSUED.timestamp()),
        "sub": "did:example:m",
    }
    assert judged(token(college, payload), world).verdict is Verdict.INVALID


@pytest.mark.parametrize("policy", [Policy(), Policy.compatible(), Policy.compatible().accepting("did:web:x.example")])
def test_a_list_that_a_stranger_signed_in_the_name_of_the_issuer_clears_nobody_under_any_policy(
    world: World, college: College, policy: Policy
) -> None:
    stranger = College(world, "did:web:evil.example")
    bits = BitList(LIST, college.id)
    badge = college.issue(Form.VC_JWT, extra={"credentialStatus": bits.entry(7)}).credential
    policy = policy.accepting(college.id) if policy.issuers else policy
    for signer, verdict in ((college, Verdict.VALID), (stranger, Verdict.INVALID)):
        document = bits.document(Bitstring.new(), valid_from=ISSUED)
        world.put(LIST, add_proof(document, signer.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED))
        assert judged(badge, world, policy=policy).verdict is verdict


def test_an_endorsement_is_no_badge_and_says_so(world: World, college: College) -> None:
    document = {
        "@context": [VC2_CONTEXT, OB_CONTEXT],
        "id": "urn:x:e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Well done",
        "issuer": college.profile,
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:m", "type": ["EndorsementSubject"]},
    }
    signed = add_proof(document, college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    report = judged(_json.dumps(signed).encode(), world)
    assert report.verdict is Verdict.WARNING
    assert "format_endorsement" in report.codes()


@pytest.mark.parametrize("name", ["expirationDate", "issuanceDate"])
def test_dates_of_two_data_models_in_one_badge_are_refused(world: World, college: College, name: str) -> None:
    badge = college.issue(until=AT + timedelta(days=900))
    payload = {**json.loads(jws.parse(badge.credential).payload), name: "2026-04-01T00:00:00Z"}
    report = judged(token(college, payload), world)
    assert report.verdict is Verdict.INVALID
    assert "dates_mixed" in report.codes()


def test_an_older_form_cannot_be_prolonged_by_the_newer_name(world: World, college: College) -> None:
    vc = {
        "@context": [VC1_CONTEXT, OB_CONTEXT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "name": "Old form",
        "issuer": college.profile,
        "issuanceDate": "2026-01-01T00:00:00Z",
        "expirationDate": "2026-04-01T00:00:00Z",
        "credentialSubject": college.issue().document["credentialSubject"],
    }
    start = 1767225600
    claims = {"iss": college.id, "jti": "urn:x:1", "nbf": start, "exp": 1775001600}
    assert "dates_expired" in judged(token(college, {**claims, "vc": vc}), world).codes()
    longer = {**vc, "validUntil": "2099-01-01T00:00:00Z"}
    assert judged(token(college, {**claims, "vc": longer}), world).verdict is Verdict.INVALID


@pytest.mark.parametrize("member", ["credentialStatus", "validUntil", "issuer", "type"])
def test_members_beside_the_claim_vc_are_refused(world: World, college: College, member: str) -> None:
    vc = {
        "@context": [VC1_CONTEXT, OB_CONTEXT],
        "id": "urn:x:1",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
    }
    payload = {"iss": college.id, "jti": "urn:x:1", "nbf": 1767225600, "vc": vc, member: "x"}
    assert "proof_jwt_two_credentials" in judged(token(college, payload), world).codes()


@pytest.mark.parametrize("issuers", ["did:web:badges.college.example", 5, [5], b"x"])
def test_accepted_issuers_are_a_set_of_texts_and_no_text(issuers: Any) -> None:
    with pytest.raises(InputError) as caught:
        Policy(issuers=issuers)
    assert caught.value.code == "verify_bad_policy"


def test_an_empty_list_of_accepted_issuers_accepts_nobody_and_says_so(world: World, college: College) -> None:
    with pytest.raises(InputError) as caught:
        judged(college.issue().credential, world, issuers=[])
    assert caught.value.code == "verify_no_issuers"


@pytest.mark.parametrize(
    "given",
    [
        {"at": "2026"},
        {"at": 5},
        {"recipient": 5},
        {"recipient": b"x"},
        {"policy": "x"},
        {"issuers": 5},
    ],
    ids=str,
)
def test_a_wrong_call_is_an_input_error_with_a_hint(college: College, given: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        verify(college.issue().credential, **{"fetch": nothing, "at": AT, **given})
    assert caught.value.hint


@pytest.mark.parametrize("change", [{"type": "Nonsense"}, {"publicKeyMultibase": "z6Mkbroken"}])
def test_a_listed_key_that_cannot_be_read_is_a_failed_proof(
    world: World, college: College, change: dict[str, str]
) -> None:
    for url, document in college.documents().items():
        if url.endswith("did.json"):
            methods = [
                {name: value for name, value in {**method, **change}.items() if name != "publicKeyJwk"}
                for method in document["verificationMethod"]
            ]
            world.put(url, {**document, "verificationMethod": methods})
        else:
            world.drop(url)
    report = judged(college.issue(Form.VC_JWT).credential, world)
    assert report.verdict is Verdict.INVALID
    assert all(f.outcome is not Outcome.PASSED for f in report.findings if f.check.value == "binding")


def test_a_broken_proof_inside_a_token_breaks_it(world: World, college: College) -> None:
    inner = json.loads(college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    payload = {**inner, "iss": college.id, "jti": inner["id"], "nbf": int(ISSUED.timestamp())}
    assert judged(token(college, payload), world).verdict is Verdict.VALID
    payload = {**payload, "name": "Another"}
    assert judged(token(college, payload), world).verdict is Verdict.INVALID


def test_a_letter_that_only_looks_lower_case_is_another_letter(world: World, college: College) -> None:
    badge = college.issue(to="\u212aim@example.ca").credential
    assert judged(badge, world, recipient="kim@example.ca").verdict is Verdict.INVALID


def test_a_row_of_dots_is_refused_at_once() -> None:
    assert verify(b"eyJ" + b"." * 4_000_000, fetch=nothing, at=AT).verdict is Verdict.INVALID
