"""What is handed in and is not one badge: presentations, lists, and the other documents of Open Badges."""

import json
from typing import Any

import pytest

from mexbadge import _json
from mexbadge._multibase import base64url_encode
from mexbadge.badge import Person
from mexbadge.issuer import Form
from mexbadge.models.shape import VC2_CONTEXT
from mexbadge.proofs import add_proof
from mexbadge.skills import holdings_of
from mexbadge.verify import Outcome, Policy, Report, Verdict, verify
from world import AT, ISSUED, RECIPIENT, College, World


@pytest.fixture
def world() -> World:
    return World()


def badge(college: College, **given: Any) -> dict[str, Any]:
    signed: dict[str, Any] = json.loads(college.issue(Form.DATA_INTEGRITY, **given).credential)
    return signed


def presentation(*inner: Any, **members: Any) -> dict[str, Any]:
    return {
        "@context": [VC2_CONTEXT],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": list(inner),
        **members,
    }


def judged(document: Any, world: World, **asked: Any) -> Report:
    return verify(_json.dumps(document).encode(), fetch=world.fetch, at=AT, **asked)


def test_the_only_badge_of_a_presentation_is_judged_as_if_it_had_come_alone(world: World) -> None:
    signed = badge(College(world))
    alone, shown = judged(signed, world), judged(presentation(signed), world)
    assert shown.verdict is alone.verdict is Verdict.VALID
    assert shown.badge == alone.badge
    assert shown.codes() - alone.codes() == {"format_presentation"}
    assert judged(presentation(signed), world, recipient=RECIPIENT).verdict is Verdict.VALID
    assert judged(presentation(signed), world, recipient="x@example.ca").verdict is Verdict.INVALID


@pytest.mark.parametrize("form", list(Form))
def test_a_badge_may_stand_as_a_token_or_in_an_envelope(world: World, form: Form) -> None:
    credential = College(world).issue(form).credential.decode()
    inner = credential if form is Form.VC_JWT else json.loads(credential)
    envelope = {"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{credential}"}
    assert judged(presentation(inner), world).verdict is Verdict.VALID
    if form is Form.VC_JWT:
        assert judged(presentation(envelope), world).verdict is Verdict.VALID


def test_several_badges_have_a_report_each_and_count_as_the_worst(world: World) -> None:
    college = College(world)
    good, ended = badge(college), badge(college, until=AT)
    report = judged(presentation(good, good), world)
    assert (report.verdict, report.badge) == (Verdict.VALID, None)
    assert [inner.input for inner in report.nested] == ["/verifiableCredential/0", "/verifiableCredential/1"]
    assert judged(presentation(good, ended), world).verdict is Verdict.INVALID
    assert judged(presentation(good, good | {"name": "Doctor"}), world).verdict is Verdict.INVALID
    assert judged(presentation(good, "x.y.z"), world).verdict is Verdict.INVALID
    away = badge(College(World(), id="did:web:away.example"))
    assert judged(presentation(good, away), world).verdict is Verdict.UNKNOWN


def test_each_of_several_badges_is_compared_with_the_person_asked(world: World) -> None:
    college = College(world)
    mine, theirs = badge(college), badge(college, to="somebody@else.example")
    asked = judged(presentation(mine, mine), world, recipient=RECIPIENT)
    assert (asked.verdict, "recipient_ok" in asked.codes()) == (Verdict.VALID, True)
    for pair in ((mine, theirs), (theirs, mine)):
        report = judged(presentation(*pair), world, recipient=RECIPIENT)
        assert (report.verdict, "recipient_ok" in report.codes()) == (Verdict.INVALID, False)


def test_what_counts_of_a_presentation_is_each_of_its_badges_that_counts_alone(world: World) -> None:
    college, aisha = College(world), Person.of(RECIPIENT)
    good, ended, theirs = badge(college), badge(college, until=AT), badge(college, to="somebody@else.example")
    forged = badge(college) | {"name": "Doctor"}
    alone = holdings_of([judged(one, world) for one in (good, ended, theirs, forged)], person=aisha)
    together = holdings_of([judged(presentation(good, ended, theirs, forged), world)], person=aisha)
    assert [(one.digest, one.standing) for one in together] == [(one.digest, one.standing) for one in alone]
    assert sorted(one.standing for one in together) == ["counts", "expired", "not_theirs", "not_valid"]


def test_a_presentation_proves_nothing_of_what_it_holds(world: World) -> None:
    college = College(world)
    holder = College(world, id="did:key:")
    unsigned = college.issue().document
    for inner in (unsigned, badge(college) | {"name": "Doctor"}):
        for document in (presentation(inner), presentation(inner, badge(college))):
            for signer in (college, holder):
                signed = add_proof(document, signer.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
                assert judged(dict(signed), world).verdict is Verdict.INVALID


def test_what_the_presentation_itself_says_is_told(world: World) -> None:
    college, holder = College(world), College(world, id="did:key:")
    document = presentation(badge(college))
    signed = dict(add_proof(document, holder.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED))
    good = judged(signed, world)
    assert (good.verdict, "format_presentation_signed" in good.codes()) == (Verdict.VALID, True)
    broken = judged(signed | {"holder": "did:example:bob"}, world)
    assert (broken.verdict, "format_presentation_broken" in broken.codes()) == (Verdict.WARNING, True)
    away = College(World(), id="did:web:away.example")
    unread = dict(add_proof(document, away.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED))
    assert "format_presentation_unchecked" in judged(unread, world).codes()


@pytest.mark.parametrize("claim", [True, False])
def test_a_presentation_as_a_token_is_opened_and_its_signature_left_open(world: World, *, claim: bool) -> None:
    document = presentation(badge(College(world)))
    parts = [{"alg": "EdDSA", "typ": "JWT", "kid": "did:key:z#z"}, {"vp": document} if claim else document]
    token = ".".join([*(base64url_encode(_json.dumps(part).encode()) for part in parts), "AAAA"])
    report = verify(token.encode(), fetch=world.fetch, at=AT)
    assert (report.verdict, "format_presentation_unchecked" in report.codes()) == (Verdict.WARNING, True)
    envelope = {"type": "EnvelopedVerifiablePresentation", "id": f"data:application/vp+jwt,{token}"}
    assert judged(envelope, world).verdict is Verdict.WARNING


@pytest.mark.parametrize("inner", [[], [presentation()], [[]], [1], [{}], [None], [{}] * 257])
def test_a_presentation_of_nothing_is_not_valid(world: World, inner: list[Any]) -> None:
    assert judged(presentation(*inner), world).verdict is Verdict.INVALID


def test_a_presentation_in_a_presentation_is_no_badge(world: World) -> None:
    inside = presentation(badge(College(world)))
    assert judged(presentation(inside), world).verdict is Verdict.INVALID
    assert judged(presentation(inside, inside), world).verdict is Verdict.INVALID


V2 = "https://w3id.org/openbadges/v2"
CLASS = {"name": "A", "description": "B", "image": "https://x.example/i.png", "criteria": "https://x.example/c"}


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({"@context": V2, "type": "Issuer", "id": "https://x.example/i", "name": "X"}, "format_profile"),
        ({"@context": V2, "type": ["Profile"], "id": "https://x.example/i"}, "format_profile"),
        ({"@context": [VC2_CONTEXT], "type": ["Profile"], "id": "did:web:x.example"}, "format_profile"),
        ({"@context": V2, "type": "BadgeClass", **CLASS}, "format_badge_class"),
        ({**CLASS, "issuer": "https://x.example/i"}, "format_badge_class"),
        ({"type": ["Achievement"], "name": "A"}, "format_achievement"),
        ({"@context": V2, "type": "RevocationList", "revokedAssertions": []}, "format_revocation_list"),
        ({"id": "https://x.example/r", "revokedCredential": []}, "format_revocation_list"),
        ({"@context": V2, "type": "CryptographicKey", "publicKeyPem": "x"}, "format_key_document"),
        ({"id": "did:web:x.example", "verificationMethod": []}, "format_key_document"),
        ([{"@context": V2, "type": "Assertion"}, "a.b.c"], "format_list"),
        ([], "format_not_a_badge"),
        ([1], "format_not_a_badge"),
    ],
    ids=str,
)
def test_what_is_no_badge_is_named_for_what_it_is(world: World, document: Any, code: str) -> None:
    report = judged(document, world, policy=Policy.compatible())
    assert [(str(f.code), f.outcome) for f in report.findings] == [(code, Outcome.FAILED)]
    assert world.asked == [], "nothing is fetched for what is no badge"
    assert report.findings[0].hint("fr")


def test_a_status_list_is_named_for_what_it_is(world: World) -> None:
    document = badge(College(world)) | {"type": ["VerifiableCredential", "BitstringStatusListCredential"]}
    assert judged(document, world).codes() == {"format_status_list"}


@pytest.mark.parametrize("types", [["Assertion", "BadgeClass"], ["Profile", "VerifiableCredential"]])
def test_what_says_that_it_is_a_badge_as_well_is_judged_as_one(world: World, types: list[str]) -> None:
    codes = judged({"@context": V2, "type": types, "id": "https://x.example/a"}, world).codes()
    assert codes.isdisjoint({"format_badge_class", "format_profile"})
