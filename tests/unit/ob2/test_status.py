import time

import pytest

from mexbadge.verify.findings import Outcome, Verdict
from mexbadge.verify.policy import Policy
from world_ob2 import (
    ASSERTION,
    BADGE,
    HOST,
    ISSUER,
    LIST,
    UUID,
    V2,
    Json,
    World,
    assertion,
    codes,
    failed,
    finding,
    signer,
    token,
    unknown,
    verdict,
    warned,
)

SIGNER = signer()


def listed(*entries: object, **changes: object) -> Json:
    base: Json = {"@context": V2, "id": LIST, "type": "RevocationList", "issuer": ISSUER}
    return {**base, "revokedAssertions": list(entries), **changes}


def signed_world(document: Json | bytes) -> World:
    world = World.signed(SIGNER)
    world.put(LIST, document)
    return world


def test_gone_means_revoked_even_with_an_empty_body() -> None:
    world = World.hosted()
    world.put(ASSERTION, b"", status=410)
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.INVALID
    assert finding(judged, "ob2_gone").message().startswith("revoked")


def test_a_hosted_badge_marked_as_revoked_is_revoked_with_its_reason() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(revoked=True, revocationReason="Issued in error"))
    judged = world.judge(assertion())
    assert "ob2_revoked" in failed(judged)
    assert "Issued in error" in finding(judged, "ob2_revoked").message()


def test_a_revoked_assertion_needs_no_other_members() -> None:
    world = World.hosted()
    world.put(ASSERTION, {"@context": V2, "id": ASSERTION, "type": "Assertion", "revoked": True})
    judged = world.judge(assertion())
    assert failed(judged) == {"ob2_revoked"}
    world.put(ASSERTION, {"@context": V2, "id": ASSERTION, "revoked": True})
    assert failed(world.judge(assertion())) == {"ob2_revoked"}


@pytest.mark.parametrize("value", ["yes", 1, [True, False], {"@value": "true"}])
def test_an_odd_mark_of_revocation_is_not_overlooked(value: object) -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(revoked=value))
    assert verdict(world.judge(assertion())) is Verdict.INVALID


@pytest.mark.parametrize("url", [BADGE, ISSUER])
def test_a_badge_class_or_issuer_that_is_gone_is_not_called_revoked(url: str) -> None:
    world = World.hosted()
    world.put(url, b"", status=410)
    judged = world.judge(assertion())
    assert "ob2_not_found" in failed(judged)
    assert "ob2_gone" not in failed(judged)


def test_revoked_false_is_not_revoked() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(revoked=False))
    assert "ob2_not_revoked" in codes(world.judge(assertion(revoked=False)), Outcome.PASSED)


@pytest.mark.parametrize(
    "entry", [UUID, {"id": UUID}, {"id": UUID, "revocationReason": "Plagiarism"}, {"@id": UUID}, UUID.upper()]
)
def test_a_signed_badge_on_the_list_is_revoked(entry: object) -> None:
    judged = signed_world(listed("urn:uuid:00000000-0000-4000-8000-000000000000", entry)).judge(token(SIGNER))
    assert "ob2_revoked_on_list" in failed(judged)


def test_the_reason_is_shown() -> None:
    judged = signed_world(listed({"id": UUID, "revocationReason": "Plagiarism"})).judge(token(SIGNER))
    assert "Plagiarism" in finding(judged, "ob2_revoked_on_list").message()


def test_an_address_on_the_list_matches_whatever_the_case_of_its_host() -> None:
    badge = token(SIGNER, id=f"{HOST}/assertions/7")
    world = signed_world(listed("HTTPS://College.Example:443/assertions/7"))
    assert "ob2_revoked_on_list" in failed(world.judge(badge))
    assert verdict(signed_world(listed(f"{HOST}/assertions/77")).judge(badge)) is Verdict.VALID


def test_a_list_in_other_terms_is_expanded() -> None:
    document = {
        "@context": [V2, {"taken": "https://w3id.org/openbadges#revoked", "c": "https://college.example/a/"}],
        "id": LIST,
        "type": "RevocationList",
        "taken": [{"id": "c:7"}],
    }
    assert "ob2_revoked_on_list" in failed(signed_world(document).judge(token(SIGNER, id=f"{HOST}/a/7")))
    assert verdict(signed_world(document).judge(token(SIGNER))) is Verdict.VALID


@pytest.mark.parametrize(
    "document",
    [
        {"@context": V2, "id": LIST, "type": "RevocationList"},
        {"@context": V2, "id": LIST, "type": "Issuer", "revokedAssertions": []},
        listed(5),
        listed({"revocationReason": "x"}),
        listed("not an identifier"),
        listed(revokedAssertions="none"),
        {"error": "please log in"},
        b"{",
        listed(issuer=5),
        {"@context": "https://example.org/own", "id": LIST, "type": "RevocationList", "revokedAssertions": []},
    ],
)
def test_a_malformed_list_is_not_accepted(document: Json | bytes) -> None:
    judged = signed_world(document).judge(token(SIGNER))
    assert "ob2_list_malformed" in failed(judged)


def test_a_list_out_of_reach_leaves_the_question_open() -> None:
    world = World.signed(SIGNER)
    world.fail(LIST)
    judged = world.judge(token(SIGNER))
    assert verdict(judged) is Verdict.UNKNOWN
    assert "ob2_list_unreachable" in unknown(judged)


@pytest.mark.parametrize(("body", "status"), [(b"<html>log in</html>", 200), (b"[]", 200), (b"", 404), (b"", 410)])
def test_an_answer_that_is_no_list_leaves_the_question_open(body: bytes, status: int) -> None:
    world = World.signed(SIGNER)
    world.put(LIST, body, status=status)
    judged = world.judge(token(SIGNER))
    assert verdict(judged) is Verdict.UNKNOWN
    assert "ob2_list_unreachable" in unknown(judged)


def test_an_empty_list_in_other_terms_revokes_nothing() -> None:
    document = listed(**{"@context": [V2, {"x": "http://example.org/x"}]})
    assert verdict(signed_world(document).judge(token(SIGNER))) is Verdict.VALID


OWN_TERMS = [V2, {"x": "http://example.org/x"}]


@pytest.mark.parametrize(
    "more",
    [
        {"revokedCredential": [UUID]},
        {"revokedCredential": []},
        {"withdrawn": {"id": UUID}},
        {"withdrawn": UUID},
        {"@context": OWN_TERMS, "x": [{"id": UUID}]},
        {"@context": OWN_TERMS, "x": UUID},
        {"@context": OWN_TERMS, "withdrawn": [{"id": "urn:x:1"}]},
        {"@context": OWN_TERMS, "withdrawn": UUID},
        {"@context": [V2, {"t": "@included"}], "t": [{"id": "urn:x:1"}]},
    ],
)
def test_a_list_that_says_anything_not_read_clears_no_badge(more: Json) -> None:
    judged = signed_world(listed("urn:uuid:00000000-0000-4000-8000-000000000000", **more)).judge(token(SIGNER))
    assert verdict(judged) is Verdict.UNKNOWN
    assert "status_list_unread" in unknown(judged)
    assert "ob2_revoked_on_list" in failed(signed_world(listed(UUID, **more)).judge(token(SIGNER)))


def test_a_member_of_another_list_that_cannot_be_expanded_is_refused_with_it() -> None:
    judged = signed_world(listed(**{"@context": OWN_TERMS, "@reverse": {"x": 5}})).judge(token(SIGNER))
    assert verdict(judged) is Verdict.INVALID


def test_a_list_that_says_it_is_another_clears_no_badge() -> None:
    judged = signed_world(listed(id=f"{HOST}/other-list")).judge(token(SIGNER))
    assert verdict(judged) is Verdict.UNKNOWN
    assert "status_list_elsewhere" in unknown(judged)


def test_the_answer_of_a_list_says_as_of_when() -> None:
    assert "the list bears no date" in finding(signed_world(listed()).judge(token(SIGNER)), "ob2_not_on_list").message()


def test_a_huge_list_in_other_terms_is_not_expanded() -> None:
    document = listed(*[UUID] * 20_001, **{"@context": [V2, {"x": "http://example.org/x"}]})
    assert "ob2_list_malformed" in failed(signed_world(document).judge(token(SIGNER)))


def test_the_list_of_another_issuer_does_not_count() -> None:
    judged = signed_world(listed(issuer="https://other.example/issuer")).judge(token(SIGNER))
    assert "ob2_list_issuer" in failed(judged)


def test_an_issuer_without_a_list_revokes_nothing() -> None:
    judged = World.signed(SIGNER, revocationList=...).judge(token(SIGNER))
    assert verdict(judged) is Verdict.VALID
    assert "ob2_no_list" in codes(judged, Outcome.SKIPPED)


def test_status_left_out_by_choice_is_a_warning() -> None:
    judged = signed_world(listed(UUID)).judge(token(SIGNER), policy=Policy(status=False))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_status_not_asked" in warned(judged)


def test_a_signed_badge_that_says_it_is_revoked_is_revoked() -> None:
    assert "ob2_revoked" in failed(World.signed(SIGNER).judge(token(SIGNER, revoked=True)))


def test_a_list_of_a_hundred_thousand_entries_takes_less_than_a_second() -> None:
    entries = [
        {"id": f"urn:uuid:00000000-0000-4000-8000-{number:012x}", "revocationReason": "r"} for number in range(50_000)
    ]
    others = [f"{HOST}/assertions/{number}" for number in range(50_000)]
    world, badge = signed_world(listed(*entries, *others)), token(SIGNER, id=f"{HOST}/assertions/x")
    last = token(SIGNER, id=f"{HOST}/assertions/49999")
    world.judge(badge)
    start = time.process_time()
    judged = world.judge(badge)
    assert time.process_time() - start < 20  # about one on a quiet machine; a quadratic step would take minutes
    assert verdict(judged) is Verdict.VALID
    assert "ob2_revoked_on_list" in failed(world.judge(last))


ENDED, AHEAD = "2026-05-01T12:00:00Z", "2026-05-01T12:00:01Z"
"""The very moment at which badges are judged here, which is past an end already, and a second later."""


@pytest.mark.parametrize("context", [V2, OWN_TERMS])
@pytest.mark.parametrize(
    ("ends", "good"),
    [
        ({"validUntil": ENDED}, False),
        ({"expires": ENDED}, False),
        ({"expirationDate": ENDED}, False),
        ({"validUntil": AHEAD}, True),
        ({"validUntil": None}, True),
        ({"validUntil": AHEAD, "expires": ENDED}, False),
        ({"validUntil": AHEAD, "expirationDate": "2026-05-01T13:00:00+02:00"}, False),
        ({"validUntil": AHEAD, "expirationDate": AHEAD, "expires": "2027-01-01T00:00:00Z"}, True),
        ({"validUntil": AHEAD, "expires": "soon"}, False),
        ({"validUntil": 5}, False),
    ],
)
def test_a_list_past_the_earliest_of_its_ends_clears_no_badge(context: object, ends: Json, *, good: bool) -> None:
    judged = signed_world(listed(**{"@context": context}, **ends)).judge(token(SIGNER))
    assert (verdict(judged) is Verdict.VALID) is good
    assert ("status_list_stale" in unknown(judged)) is not good
    judged = signed_world(listed(UUID, **{"@context": context}, **ends)).judge(token(SIGNER))
    assert "ob2_revoked_on_list" in failed(judged), "that it was revoked stays true after the end of the list"
