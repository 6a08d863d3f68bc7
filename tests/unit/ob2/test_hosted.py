import io
import json
from typing import Any

import pytest
from PIL import Image

from mexbadge.bake import bake
from mexbadge.fetch.types import Source
from mexbadge.verify.findings import Check, Outcome, Verdict
from mexbadge.verify.policy import Policy
from world_ob2 import (
    ASSERTION,
    BADGE,
    EMAIL,
    HOST,
    IMAGE,
    ISSUER,
    UUID,
    World,
    assertion,
    badge_class,
    codes,
    failed,
    finding,
    issuer,
    unknown,
    verdict,
    warned,
)

EVIL = "https://college.example.evil.example"


def png() -> bytes:
    picture = io.BytesIO()
    Image.new("RGB", (1, 1)).save(picture, "PNG")
    return picture.getvalue()


def svg() -> bytes:
    return b"<svg xmlns='http://www.w3.org/2000/svg'/>"


def hosted_at(url: str, **issuer_changes: Any) -> World:
    """A world in which the badge of the college stands at ``url``."""
    world = World.hosted()
    world.put(ISSUER, issuer(**issuer_changes))
    world.put(url, assertion(id=url))
    return world


def judged_at(url: str, **issuer_changes: Any) -> set[str]:
    return failed(hosted_at(url, **issuer_changes).judge(assertion(id=url)))


def test_a_hosted_badge_is_valid() -> None:
    judged = World.hosted().judge(assertion(), recipient=EMAIL)
    assert verdict(judged) is Verdict.VALID
    assert not warned(judged)
    assert judged.badge is not None
    assert judged.badge.name == "Personal Support Worker: Dementia Care"


def test_every_required_check_speaks() -> None:
    said = {found.check for found in World.hosted().judge(assertion()).findings}
    assert {Check.FORMAT, Check.MODEL, Check.PROOF, Check.BINDING, Check.DATES, Check.STATUS} <= said


def test_the_hosted_copy_counts_and_differences_are_told() -> None:
    judged = World.hosted().judge(assertion(issuedOn="2020-01-01T00:00:00Z", narrative="Best of all."))
    assert verdict(judged) is Verdict.WARNING
    assert finding(judged, "ob2_hosted_differs").values["names"] == "issuedOn, narrative"
    assert judged.badge is not None
    assert judged.badge.valid_from == "2026-03-01T00:00:00Z"


def test_a_badge_that_is_no_longer_hosted_is_not_valid() -> None:
    world = World.hosted()
    world.put(ASSERTION, b"", status=404)
    judged = world.judge(assertion())
    assert "ob2_not_found" in failed(judged)
    assert judged.badge is None


@pytest.mark.parametrize("code", ["fetch_connection", "fetch_timeout", "fetch_dns", "fetch_tls", "fetch_redirects"])
def test_what_is_out_of_reach_is_unknown_not_invalid(code: str) -> None:
    world = World.hosted()
    world.fail(ASSERTION, code)
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.UNKNOWN
    assert "ob2_unreachable" in unknown(judged)


@pytest.mark.parametrize("status", [302, 401, 403, 429, 500, 503])
def test_a_server_that_cannot_answer_now_leaves_the_question_open(status: int) -> None:
    world = World.hosted()
    world.put(ASSERTION, b"", status=status)
    assert verdict(world.judge(assertion())) is Verdict.UNKNOWN


@pytest.mark.parametrize("url", [BADGE, ISSUER])
def test_each_document_must_be_available(url: str) -> None:
    world = World.hosted()
    world.fail(url)
    assert verdict(world.judge(assertion())) is Verdict.UNKNOWN
    world.put(url, b"", status=404)
    assert verdict(world.judge(assertion())) is Verdict.INVALID


def test_a_web_page_in_place_of_json_is_told_as_one() -> None:
    world = World.hosted()
    world.put(ASSERTION, b"<!DOCTYPE html><title>Log in</title>", kind="text/html")
    judged = world.judge(assertion())
    found = finding(judged, "ob2_not_json")
    assert found.outcome is Outcome.FAILED
    assert found.values == {"url": ASSERTION, "status": 200, "type": "text/html"}
    assert "log-in page" in str(found.hint())


def test_no_web_page_is_ever_asked_for() -> None:
    world = World.hosted()
    world.judge(assertion())
    assert world.asked
    assert not any("text/html" in request.accept for request in world.asked)
    assert all("application/json" in request.accept or "image/png" in request.accept for request in world.asked)


def test_a_wrong_content_type_is_a_warning() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(), kind="text/plain")
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_content_type" in warned(judged)


def test_plain_http_is_a_warning() -> None:
    url = ASSERTION.replace("https:", "http:")
    assert "ob2_plain_http" in warned(hosted_at(url).judge(assertion(id=url)))


def test_hosted_json_without_an_address_proves_nothing() -> None:
    assert "ob2_hosted_no_url" in failed(World.hosted().judge(assertion(id=UUID)))
    assert "ob2_hosted_no_url" in failed(World.hosted().judge(assertion(id=...)))


def test_another_id_is_followed_with_a_warning_and_used_everywhere() -> None:
    old = "https://old.example/assertions/1.json"
    world = World.hosted()
    world.put(old, assertion())
    judged = world.judge(assertion(id=old))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_redirected_id" in warned(judged)
    assert finding(judged, "ob2_hosted").values["url"] == ASSERTION


def test_an_id_that_cannot_be_fetched_is_not_replaced_by_the_copy_that_names_it() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(id=f"{HOST}/elsewhere"))
    assert verdict(world.judge(assertion())) is Verdict.UNKNOWN
    world.put(ASSERTION, assertion(id=UUID))
    assert "ob2_id_elsewhere" in failed(world.judge(assertion()))


def test_ids_that_refer_to_each_other_for_ever_end() -> None:
    world = World.hosted()
    one, other = f"{HOST}/a", f"{HOST}/b"
    world.put(one, assertion(id=other))
    world.put(other, assertion(id=one))
    assert "ob2_id_loop" in failed(world.judge(assertion(id=one)))


def test_an_id_that_redirects_for_ever_ends() -> None:
    world = World.hosted()
    for step in range(50):
        world.put(f"{HOST}/{step}", assertion(id=f"{HOST}/{step + 1}"))
    judged = world.judge(assertion(id=f"{HOST}/0"))
    assert "ob2_id_loop" in failed(judged)
    assert len(world.asked) < 10


def test_an_answer_from_another_host_is_told() -> None:
    world = World.hosted()
    world.put("https://pictures.example/1", badge_class())
    world.redirect(BADGE, "https://pictures.example/1")
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_redirected_host" in warned(judged)


def test_the_number_of_documents_for_one_badge_is_bounded() -> None:
    world = World.hosted()
    urls = [f"{HOST}/endorsements/{number}" for number in range(200)]
    world.put(BADGE, badge_class(endorsement=urls))
    world.judge(assertion())
    assert len(world.asked) <= 50


def in_a_picture(url: str, **issuer_changes: object) -> World:
    world = World.hosted()
    text = json.dumps(assertion(id=url)).encode()
    picture = svg() if url.endswith("svg") else png()
    world.put(url, bake(picture, text), kind="image/svg+xml" if url.endswith("svg") else "image/png")
    world.put(ISSUER, issuer(**issuer_changes))
    return world


@pytest.mark.parametrize(("kind", "expected"), [("svg", Verdict.UNKNOWN), ("png", Verdict.INVALID)])
def test_a_picture_that_anybody_may_have_uploaded_is_no_hosted_badge(kind: str, expected: Verdict) -> None:
    url = f"{HOST}/avatars/7.{kind}"
    for changes in ({}, {"verification": {"type": "VerificationObject", "allowedOrigins": ["college.example"]}}):
        world = in_a_picture(url, **changes)
        judged = world.judge(url)
        assert verdict(judged) is expected
        assert "ob2_hosted_picture" in failed(judged) | unknown(judged)
        lenient = world.judge(url, policy=Policy(compat=True))
        assert verdict(lenient) is Verdict.WARNING
        assert "ob2_hosted_picture" in warned(lenient)


@pytest.mark.parametrize("kind", ["svg", "png"])
def test_a_picture_may_carry_the_assertion_where_the_issuer_names_its_place(kind: str) -> None:
    url = f"{HOST}/badges/7.{kind}"
    world = in_a_picture(url, verification={"type": "VerificationObject", "startsWith": f"{HOST}/badges/"})
    judged = world.judge(url)
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_hosted_image" in warned(judged)
    world.redirect(url, f"{HOST}/avatars/7.{kind}")
    world.pages[f"{HOST}/avatars/7.{kind}"] = world.pages.pop(url)
    assert verdict(world.judge(url)) in {Verdict.INVALID, Verdict.UNKNOWN}


def test_a_picture_of_an_issuer_for_whom_nothing_answers_is_no_badge() -> None:
    url = f"{HOST}/avatars/7.png"
    world = in_a_picture(url)
    world.fail(ISSUER)
    assert verdict(world.judge(url)) is Verdict.INVALID
    assert "ob2_hosted_picture" in failed(world.judge(url))


@pytest.mark.parametrize("kind", ["text/html", "text/plain", "application/octet-stream", "image/png"])
def test_json_under_a_wrong_type_is_a_warning(kind: str) -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(), kind=kind)
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_content_type" in warned(judged)


@pytest.mark.parametrize(
    "body", [b"<!doctype html><p>{}", b"<html><script>{}</script>", b"\xff\xd8\xffJPEG", b"GIF89a"]
)
def test_a_web_page_or_a_picture_without_a_badge_is_no_hosted_badge(body: bytes) -> None:
    world = World.hosted()
    world.put(ASSERTION, body, kind="application/json")
    for policy in (Policy(), Policy(compat=True)):
        assert verdict(world.judge(assertion(), policy=policy)) is Verdict.INVALID


def test_a_hosted_image_without_an_assertion_is_no_badge() -> None:
    url = f"{HOST}/badge.svg"
    world = World.hosted()
    world.put(url, svg(), kind="image/svg+xml")
    judged = world.judge(assertion(id=url), recipient="nobody@example.ca")
    assert verdict(judged) is Verdict.INVALID
    assert "ob2_not_json" in failed(judged)


# scope


def test_a_foreign_host_that_claims_another_issuer_is_out_of_scope() -> None:
    url = "https://evil.example/assertions/1.json"
    judged = hosted_at(url).judge(assertion(id=url))
    assert "ob2_out_of_scope_origin" in failed(judged)
    assert finding(judged, "ob2_out_of_scope_origin").values["allowed"] == "college.example"


@pytest.mark.parametrize(
    "url",
    [
        f"{EVIL}/assertions/1.json",
        "https://badges.college.example/1",
        "https://college.example:8443/1",
        "https://evilcollege.example/1",
        "https://college.example%2eevil.example/1",
        "https://xn--ollege-2ve.example/1",
    ],
)
def test_a_host_that_only_looks_alike_is_out_of_scope(url: str) -> None:
    assert "ob2_out_of_scope_origin" in judged_at(url)


def test_an_address_with_a_user_name_is_none() -> None:
    url = "https://college.example@evil.example/1"
    assert verdict(hosted_at(url).judge(assertion(id=url))) is Verdict.INVALID
    assert "ob2_hosted_no_url" in judged_at(url)


CLIMBING = """
    /1/%2e%2e/2 /1/../2 /1/%2E./2 /1/a%2fb /1/a%5Cb /1/..;/2 /1/..;a=b/2 /1/%2e%2e;/2 /1/.;/2 /1/..%3b/2 /1/%252e%252e/2
    /1/%252E%252e;x/2 /1/.%252e/2 /1/a%252fb /1/a%255Cb /1/%25252e./2 /1/%2%35%32e./2 /1/..%252f2 /1/%c0%ae%c0%ae/2
    /1/a%C0%AFb /1/%e0%80%ae./2 /1/%u002e./2 /1/a%00 /1/a%2500b /1/.. /1/. /1/..; /1/%25252525252e
"""


@pytest.mark.parametrize("path", CLIMBING.split())
def test_a_path_that_climbs_is_out_of_scope(path: str) -> None:
    assert judged_at(f"{HOST}{path}") & {"ob2_out_of_scope_origin", "ob2_hosted_no_url"}
    policy = {"startsWith": f"{HOST}/1/"}
    assert judged_at(f"{HOST}{path}", verification=policy) & {"ob2_out_of_scope_start", "ob2_hosted_no_url"}


@pytest.mark.parametrize(
    "path", ["/1/100%25", "/1/100%25uncertain", "/1/a;b=c", "/1/...", "/1/..a", "/1/%c3%a9", "/1/;x"]
)
def test_a_path_that_only_looks_odd_stays_in_scope(path: str) -> None:
    policy = {"type": "VerificationObject", "startsWith": f"{HOST}/1/"}
    judged = hosted_at(f"{HOST}{path}", verification=policy).judge(assertion(id=f"{HOST}{path}"))
    assert verdict(judged) is Verdict.VALID


def test_starts_with_may_have_several_values() -> None:
    policy = {"type": "VerificationObject", "startsWith": ["https://a.example/x/", "https://b.example/y/"]}
    assert not judged_at("https://b.example/y/1", verification=policy)
    assert "ob2_out_of_scope_start" in judged_at("https://b.example/x/1", verification=policy)


@pytest.mark.parametrize("url", [f"{EVIL}/1", "https://college.example:444/1", "http://college.example/1"])
def test_starts_with_compares_the_host_whole(url: str) -> None:
    assert "ob2_out_of_scope_start" in judged_at(url, verification={"startsWith": HOST})


def test_allowed_origins_are_whole_hosts() -> None:
    policy = {"allowedOrigins": ["badges.example", "other.example:8443"]}
    assert not judged_at("https://badges.example/1", verification=policy)
    assert not judged_at("https://BADGES.example:443/1", verification=policy)
    assert not judged_at("https://other.example:8443/1", verification=policy)
    assert "ob2_out_of_scope_origin" in judged_at("https://a.badges.example/1", verification=policy)
    assert "ob2_out_of_scope_origin" in judged_at("https://other.example/1", verification=policy)
    assert "ob2_out_of_scope_origin" in judged_at(ASSERTION, verification=policy)


def test_hosts_are_compared_after_idna() -> None:
    policy = {"allowedOrigins": "collège.example"}
    assert not judged_at("https://xn--collge-6ua.example/1", verification=policy)
    assert not judged_at("https://COLLÈGE.example/1", verification=policy)
    assert judged_at("https://college\u200b.example/1")
    assert judged_at("https://college\uff0eexample/1")


def test_an_allowed_origin_with_a_scheme_says_how_to_mend_it() -> None:
    world = hosted_at(ASSERTION, verification={"allowedOrigins": "https://college.example/"})
    found = finding(world.judge(assertion()), "ob2_origin_form")
    assert found.hint() == "Give the host only: college.example"


def test_the_policy_of_an_embedded_issuer_does_not_count() -> None:
    url = "https://evil.example/1"
    embedded = issuer(verification={"allowedOrigins": "evil.example"})
    world = World.hosted()
    world.put("https://evil.example/badge", badge_class(id="https://evil.example/badge", issuer=embedded))
    world.put(url, assertion(id=url, badge="https://evil.example/badge"))
    judged = world.judge(assertion(id=url))
    assert {"ob2_out_of_scope_origin"} <= failed(judged)
    assert "ob2_embedded_differs" in warned(judged)


def test_an_embedded_badge_class_with_an_address_is_replaced_by_the_hosted_one() -> None:
    world = World.hosted()
    document = assertion(badge=badge_class(name="Doctor of Medicine"))
    world.put(ASSERTION, document)
    judged = world.judge(document)
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_embedded_differs" in warned(judged)
    assert judged.badge is not None
    assert judged.badge.name == "Personal Support Worker: Dementia Care"


def test_an_embedded_badge_class_that_cannot_be_fetched_is_not_shown() -> None:
    world = World.hosted()
    document = assertion(badge=badge_class(name="Doctor of Medicine"))
    world.put(ASSERTION, document)
    world.fail(BADGE)
    judged = world.judge(document)
    assert verdict(judged) is Verdict.UNKNOWN
    assert judged.badge is not None
    assert judged.badge.name is None


def test_an_ephemeral_badge_class_is_allowed() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(badge=badge_class(id=UUID)))
    assert verdict(world.judge(assertion(badge=badge_class(id=UUID)))) is Verdict.VALID


def test_a_badge_class_without_an_id_is_a_warning() -> None:
    world = World.hosted()
    document = assertion(badge=badge_class(id=...))
    world.put(ASSERTION, document)
    judged = world.judge(document)
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_no_id" in warned(judged)


def test_an_issuer_without_a_web_address_is_proven_by_nothing_and_the_report_says_so() -> None:
    world = World.hosted()
    document = assertion(badge=badge_class(issuer=issuer(id=UUID)))
    world.put(ASSERTION, document)
    world.put(BADGE, badge_class(issuer=issuer(id=UUID)))
    judged = world.judge(document)
    assert verdict(judged) is Verdict.UNKNOWN
    assert "ob2_scope_unproven" in unknown(judged)
    lenient = world.judge(document, policy=Policy(compat=True))
    assert verdict(lenient) is Verdict.WARNING
    assert {"ob2_scope_unproven", "ob2_issuer_not_web"} <= warned(lenient)
    listed = world.judge(document, policy=Policy().accepting(UUID))
    assert "binding_not_accepted" in failed(listed)


def test_a_badge_class_on_another_origin_is_a_warning() -> None:
    world = World.hosted()
    elsewhere = "https://catalogue.example/badge"
    world.put(elsewhere, badge_class(id=elsewhere))
    world.put(ASSERTION, assertion(badge=elsewhere))
    judged = world.judge(assertion(badge=elsewhere))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_badge_elsewhere" in warned(judged)


def test_an_issuer_whose_host_cannot_be_compared_is_out_of_scope() -> None:
    hidden = "https://college\u200b.example/issuer.json"
    world = World.hosted()
    world.put(hidden, issuer(id=hidden))
    world.put(BADGE, badge_class(issuer=hidden))
    assert "ob2_out_of_scope_origin" in failed(world.judge(assertion()))


def test_needless_escapes_make_no_other_address() -> None:
    policy = {"startsWith": f"{HOST}/%61ssertions/"}
    assert not judged_at(f"{HOST}/%61ssertion%73/1", verification=policy)


def test_a_badge_class_under_a_name_that_leads_nowhere_is_told() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(badge=UUID))
    assert "ob2_not_fetchable" in failed(world.judge(assertion()))


def test_only_accepted_issuers_pass_where_some_are_named() -> None:
    world = World.hosted()
    assert verdict(world.judge(assertion(), policy=Policy().accepting(ISSUER))) is Verdict.VALID
    judged = world.judge(assertion(), policy=Policy().accepting("https://other.example"))
    assert "binding_not_accepted" in failed(judged)


def test_recorded_documents_are_told_as_such() -> None:
    world = World.hosted()
    world.source = Source.RESOURCES
    for document in (issuer(), badge_class(), assertion()):
        world.put(document["id"], document)
    assert "ob2_scope_recorded" in codes(world.judge(assertion()), Outcome.PASSED)


# images


def test_an_image_out_of_reach_is_a_warning() -> None:
    world = World.hosted()
    world.fail(IMAGE)
    judged = world.judge(assertion())
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_image_unreachable" in warned(judged)


def test_an_image_that_is_neither_png_nor_svg_is_refused() -> None:
    world = World.hosted()
    world.put(IMAGE, b"\xff\xd8\xff\xe0" + bytes(20), kind="image/png")
    assert "ob2_image_other" in failed(world.judge(assertion()))
    world.put(IMAGE, b"<html>", kind="image/png")
    assert "ob2_image_unreachable" in warned(world.judge(assertion()))


def test_svg_with_parameters_in_its_type_passes() -> None:
    world = World.hosted()
    world.put(IMAGE, svg(), kind="image/svg+xml; charset=utf-8")
    assert verdict(world.judge(assertion())) is Verdict.VALID
    world.put(BADGE, badge_class(image="data:image/svg+xml;charset=utf-8,%3Csvg/%3E"))
    judged = world.judge(assertion())
    assert "ob2_image_inside" in codes(judged, Outcome.PASSED)
    assert verdict(judged) is Verdict.VALID


def test_evidence_is_not_fetched() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(evidence=[f"{HOST}/essay", {"id": f"{HOST}/film", "name": "A film"}]))
    judged = world.judge(assertion(evidence=[f"{HOST}/essay", {"id": f"{HOST}/film", "name": "A film"}]))
    assert verdict(judged) is Verdict.VALID
    assert not any("essay" in request.url or "film" in request.url for request in world.asked)
