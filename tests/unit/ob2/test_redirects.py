"""Where the documents of a 2.0 badge came from in the end: nobody speaks through another's redirect."""

import pytest

from mexbadge.verify.findings import Verdict
from world_ob2 import (
    ASSERTION,
    BADGE,
    HOST,
    ISSUER,
    KEY,
    LIST,
    World,
    assertion,
    badge_class,
    failed,
    issuer,
    signer,
    token,
    unknown,
    verdict,
    warned,
)  # fmt: skip

EVIL = "https://evil.example/x"
DOOR = f"{HOST}/login?next={EVIL}"


def test_an_assertion_that_another_site_answers_is_not_the_issuers() -> None:
    world = World.hosted()
    world.put(EVIL, assertion(id=DOOR))
    world.redirect(DOOR, EVIL)
    judged = world.judge(assertion(id=DOOR))
    assert verdict(judged) is Verdict.INVALID
    assert "ob2_moved_out" in failed(judged)


def test_an_assertion_may_lead_only_to_where_its_issuer_hosts_badges() -> None:
    for place, expected in (("/badges/1", Verdict.VALID), ("/uploads/1", Verdict.INVALID)):
        world = World.hosted()
        world.put(ISSUER, issuer(verification={"type": "VerificationObject", "startsWith": f"{HOST}/badges/"}))
        url = f"{HOST}/badges/first"
        world.put(f"{HOST}{place}", assertion(id=url))
        world.redirect(url, f"{HOST}{place}")
        assert verdict(world.judge(assertion(id=url))) is expected


def test_an_assertion_may_lead_to_another_host_where_its_issuer_hosts_badges_and_that_is_told() -> None:
    world = World.hosted()
    other = "https://badges.example/1"
    world.put(
        ISSUER,
        issuer(verification={"type": "VerificationObject", "allowedOrigins": ["college.example", "badges.example"]}),
    )
    world.put(other, assertion())
    world.redirect(ASSERTION, other)
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_redirected_host" in warned(judged)


@pytest.mark.parametrize(
    "final", [f"{ASSERTION}/", "https://www.college.example/assertions/1.json", f"{HOST}/moved/1.json"]
)
def test_a_move_on_the_same_site_is_silent(final: str) -> None:
    world = World.hosted()
    world.put(final, assertion())
    world.redirect(ASSERTION, final)
    assert verdict(world.judge(assertion())) is Verdict.VALID


def test_a_move_from_http_to_https_is_told_only_as_a_lack_of_encryption() -> None:
    world = World.hosted()
    plain = ASSERTION.replace("https:", "http:")
    world.put(ISSUER, issuer(verification={"type": "VerificationObject", "allowedOrigins": ["college.example"]}))
    world.put(ASSERTION, assertion(id=plain))
    world.redirect(plain, ASSERTION)
    assert warned(world.judge(assertion(id=plain))) == {"ob2_plain_http"}


@pytest.mark.parametrize("url", [ASSERTION, BADGE, ISSUER])
def test_a_way_from_https_to_http_fails(url: str) -> None:
    world = World.hosted()
    world.redirect(url, url.replace("https:", "http:"))
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.INVALID
    assert "fetch_redirect_insecure" in failed(judged)


@pytest.mark.parametrize("url", [KEY, LIST])
def test_a_way_from_https_to_http_fails_for_a_key_and_a_list(url: str) -> None:
    by = signer()
    world = World.signed(by)
    world.redirect(url, url.replace("https:", "http:"))
    assert verdict(world.judge(token(by))) is Verdict.INVALID


@pytest.mark.parametrize("url", [ISSUER, KEY])
def test_an_issuer_or_a_key_for_which_another_site_answers_counts_for_nothing(url: str) -> None:
    by = signer()
    world = World.signed(by)
    page = world.pages.pop(url)
    world.pages[EVIL] = page
    world.redirect(url, EVIL)
    judged = world.judge(token(by))
    assert verdict(judged) is Verdict.UNKNOWN
    assert "ob2_unreachable" in unknown(judged)


def test_what_another_site_answers_for_an_issuer_is_not_even_read() -> None:
    world = World.hosted()
    world.put(EVIL, b"<html>", kind="text/html")
    world.redirect(ISSUER, EVIL)
    assert verdict(world.judge(assertion())) is Verdict.UNKNOWN


@pytest.mark.parametrize("url", [BADGE, LIST])
def test_a_badge_class_or_a_list_for_which_another_site_answers_is_a_warning(url: str) -> None:
    by = signer()
    world = World.signed(by)
    world.pages[EVIL] = world.pages.pop(url)
    world.redirect(url, EVIL)
    judged = world.judge(token(by))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_redirected_host" in warned(judged)


def test_an_endorsement_through_the_door_of_its_issuer_counts_for_nothing() -> None:
    world = World.hosted()
    about = {"type": "Endorsement", "claim": {"id": BADGE}, "issuer": ISSUER, "issuedOn": "2026-03-01T00:00:00Z"}
    said = assertion(id=DOOR, badge=..., recipient=..., **about)
    world.put(BADGE, badge_class(endorsement=DOOR))
    world.put(EVIL, said)
    world.redirect(DOOR, EVIL)
    assert "ob2_endorsement_unknown" in warned(world.judge(assertion()))


def test_an_issuer_without_a_policy_of_0_5_is_looked_for_where_the_answer_came_from() -> None:
    old = {
        "recipient": "sha256$" + "0" * 64,
        "salt": "x",
        "issued_on": "2012-01-01",
        "badge": {
            "version": "0.5.0", "name": "n", "description": "d", "image": "/i.png", "criteria": "/c",
            "issuer": {"origin": HOST, "name": "College"},
        },
    }  # fmt: skip
    world = World.hosted()
    world.put(EVIL, old)
    world.redirect(ASSERTION, EVIL)
    assert "ob2_origin_differs" in failed(world.judge(ASSERTION))
