import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.fetch.types import Response, nothing
from mexbadge.verify import Verdict, verify_url
from mexbadge.verify.links import alternate, is_page
from world import AT, College, World

BADGE = "https://badges.college.example/b/1"


def page(body: str, kind: str = "text/html", url: str = BADGE) -> Response:
    return Response(url, 200, {"content-type": kind}, body.encode())


def linked(href: str, kind: str = "application/vc+jwt", rel: str = "alternate") -> str:
    return f'<!doctype html><html><head><link rel="{rel}" type="{kind}" href="{href}"></head></html>'


@pytest.fixture
def world() -> World:
    return World()


def test_a_badge_is_judged_by_its_address(world: World) -> None:
    world.put(BADGE, College(world).issue().credential, kind="application/vc+jwt")
    report = verify_url(BADGE, fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.VALID
    assert BADGE in {resource.url for resource in report.resources}


def test_a_page_is_followed_once_to_the_badge_that_it_names(world: World) -> None:
    world.put(BADGE, linked("badge.jwt").encode(), kind="text/html")
    world.put("https://badges.college.example/b/badge.jwt", College(world).issue().credential)
    assert verify_url(BADGE, fetch=world.fetch, at=AT).verdict is Verdict.VALID


def test_a_page_that_leads_to_another_page_is_followed_no_further(world: World) -> None:
    world.put(BADGE, linked("next").encode(), kind="text/html")
    world.put("https://badges.college.example/b/next", linked("badge.jwt").encode(), kind="text/html")
    world.put("https://badges.college.example/b/badge.jwt", College(world).issue().credential)
    assert verify_url(BADGE, fetch=world.fetch, at=AT).verdict is Verdict.INVALID


def test_a_page_that_names_no_badge_says_so(world: World) -> None:
    world.put(BADGE, b"<!doctype html><title>Log in</title>", kind="text/html")
    report = verify_url(BADGE, fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.INVALID
    assert report.codes() == {"format_page"}


def test_an_address_out_of_reach_could_not_be_decided(world: World) -> None:
    assert verify_url(BADGE, fetch=nothing, at=AT).verdict is Verdict.UNKNOWN
    world.put(BADGE, b"gone", status=503)
    assert verify_url(BADGE, fetch=world.fetch, at=AT).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (linked("https://x.example/b.jwt"), "https://x.example/b.jwt"),
        (linked("/b.png", "image/png"), "https://badges.college.example/b.png"),
        (linked("b.jwt", rel="stylesheet"), None),
        (linked("b.css", "text/css"), None),
        (linked("javascript:alert(1)"), None),
        (linked("file:///etc/passwd"), None),
        (linked("http://[bad"), None),
        (linked("a.png", "image/png") + linked("b.jwt"), "https://badges.college.example/b/b.jwt"),
    ],
)
def test_the_plainest_credential_link_of_a_page_is_taken(body: str, expected: str | None) -> None:
    assert alternate(page(body)) == expected


def test_an_svg_served_as_html_is_no_page() -> None:
    assert not is_page(page('<svg xmlns="http://www.w3.org/2000/svg"/>'))
    assert is_page(page("  <HTML>", "application/json"))
    assert not is_page(page("{}", "text/html"))


@given(st.binary(max_size=200))
def test_any_page_names_an_http_address_or_none(body: bytes) -> None:
    found = alternate(Response(BADGE, 200, {}, b"<html>" + body))
    assert found is None or found.startswith(("http://", "https://"))
