import json

import pytest

from mexbadge.verify.findings import Check, Outcome, Verdict
from mexbadge.verify.ob2 import recognise
from mexbadge.verify.ob2.legacy import Version
from mexbadge.verify.subject import SecuredBy
from world_ob2 import (
    ASSERTION,
    KEY,
    UUID,
    V1,
    V2,
    World,
    assertion,
    badge_class,
    codes,
    failed,
    issuer,
    signer,
    token,
    verdict,
)

SIGNER = signer()


def text(document: object) -> bytes:
    return json.dumps(document).encode()


def test_json_a_token_and_an_address_are_told_apart_by_content() -> None:
    hosted, signed, address = (
        recognise(text(assertion())),
        recognise(token(SIGNER).encode()),
        recognise(ASSERTION.encode()),
    )
    assert hosted is not None
    assert (hosted.form, hosted.version, hosted.url) == (SecuredBy.HOSTED, Version.V2_0, None)
    assert signed is not None
    assert signed.form is SecuredBy.SIGNED
    assert signed.document["id"] == UUID
    assert address is not None
    assert address.url == ASSERTION


@pytest.mark.parametrize(
    "document",
    [
        {"@context": V1, "type": "Assertion"},
        {"@context": [V2, "https://example.org/x"]},
        {"recipient": "x", "badge": {}},
        {"uid": "1", "badge": "https://x.example", "verify": {}},
        {"https://w3id.org/openbadges#badge": "x"},
        {"@type": "https://w3id.org/openbadges#Assertion"},
        {"@context": {"a": "b"}, "type": ["Assertion"]},
        badge_class(),
        issuer(),
    ],
)
def test_what_looks_like_an_old_badge_is_recognised(document: object) -> None:
    assert recognise(text(document)) is not None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{}",
        b"[]",
        b"{",
        b'{"a": 1, "a": 2}',
        b"a.b.c",
        b"ftp://college.example/1",
        b"hello",
        text({"@context": "https://www.w3.org/ns/credentials/v2", "type": "Assertion"}),
        text({"@context": ["https://www.w3.org/2018/credentials/v1", V2], "type": "Assertion"}),
        text({"name": "x", "type": "Profile"}),
        text({"credentialSubject": {}, "badge": 1, "recipient": 2}),
    ],
)
def test_what_is_no_old_badge_is_not_recognised(raw: bytes) -> None:
    assert recognise(raw) is None
    judged = World.hosted().judge(raw)
    assert verdict(judged) is Verdict.INVALID
    assert "ob2_not_readable" in failed(judged)


def test_white_space_and_a_byte_order_mark_around_a_badge_do_no_harm() -> None:
    assert recognise(b"\xef\xbb\xbf \n" + text(assertion()) + b"\n") is not None
    assert recognise(b" " + token(SIGNER).encode() + b"\n") is not None


def test_a_payload_of_2_1_is_opened() -> None:
    plain = recognise(text({"assertion": assertion()}))
    assert plain is not None
    assert (plain.form, plain.document["id"]) == (SecuredBy.HOSTED, ASSERTION)
    signed = recognise(text({"signedAssertion": token(SIGNER)}))
    assert signed is not None
    assert (signed.form, signed.both) == (SecuredBy.SIGNED, False)


def test_of_both_forms_in_a_2_1_payload_only_the_signed_one_counts() -> None:
    world = World.signed(SIGNER)
    payload = text({"assertion": assertion(id="https://evil.example/1"), "signedAssertion": token(SIGNER)})
    judged = world.judge(payload)
    assert verdict(judged) is Verdict.VALID
    assert "ob2_payload_both" in codes(judged, Outcome.PASSED)
    assert not any("evil" in request.url for request in world.asked)
    broken = text({"assertion": assertion(), "signedAssertion": token(signer())})
    assert "ob2_signature_bad" in failed(world.judge(broken))
    assert recognise(text({"assertion": assertion(), "signedAssertion": "nonsense"})) is None


def test_an_empty_object_is_never_valid() -> None:
    world = World.hosted()
    world.put(ASSERTION, b"{}")
    assert verdict(world.judge(assertion())) is Verdict.INVALID
    assert verdict(world.judge(b"{}")) is Verdict.INVALID


@pytest.mark.parametrize("document", [badge_class(), issuer()])
def test_a_badge_object_that_is_no_assertion_is_no_badge(document: dict[str, object]) -> None:
    judged = World.hosted().judge(document)
    assert "ob2_not_an_assertion" in failed(judged)


def test_an_address_baked_into_an_image_is_fetched() -> None:
    judged = World.hosted().judge(ASSERTION)
    assert verdict(judged) is Verdict.VALID
    assert "ob2_address" in codes(judged, Outcome.PASSED)


@pytest.mark.parametrize("cut", [1, 30, 60, -1])
def test_a_broken_token_is_a_finding(cut: int) -> None:
    judged = World.signed(SIGNER).judge(token(SIGNER)[:cut])
    assert verdict(judged) is Verdict.INVALID


def test_the_version_is_always_reported() -> None:
    for badge in (assertion(), token(SIGNER)):
        judged = World.signed(SIGNER).judge(badge)
        assert any(f.check is Check.FORMAT and f.code == "ob2_format" for f in judged.findings)
    assert KEY
