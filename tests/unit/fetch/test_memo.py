"""Each address is asked once in a batch: what was answered stays, what is one verification's own does not."""

import pytest

from mexbadge.errors import FetchError
from mexbadge.fetch import Memo, Request, ResourceKind, Response, TriedOnce
from mexbadge.fetch import memo as room
from mexbadge.issuer import Form
from mexbadge.match import match
from mexbadge.verify import Verdict, Verifier
from world import AT, RECIPIENT, College, World


def test_a_batch_asks_each_address_once() -> None:
    world = World()
    college = College(world)
    badges = [college.issue(Form.VC_JWT).credential for _ in range(3)]
    verifier = Verifier(fetch=Memo(world.fetch))
    assert {verifier.verify(badge, at=AT).verdict for badge in badges} == {Verdict.VALID}
    assert len(world.asked) == len(set(world.asked))
    world.asked.clear()
    verifier.verify(badges[0], at=AT)
    assert world.asked == []


def test_a_match_asks_each_address_once() -> None:
    from matching import ask, vacancy  # noqa: PLC0415 - beside its only use

    world = World()
    college = College(world)
    badges = [college.issue(Form.VC_JWT).credential for _ in range(3)]
    match(badges, vacancy(ask("lifts")), applicant=RECIPIENT, fetch=world.fetch, at=AT)
    assert world.asked
    assert len(world.asked) == len(set(world.asked))


@pytest.mark.parametrize(("code", "asked"), [("fetch_connection", 1), ("fetch_timeout", 1), ("fetch_budget", 2)])
def test_a_host_that_is_away_is_not_tried_again_and_a_spent_budget_is(code: str, asked: int) -> None:
    tried: list[str] = []

    def away(request: Request) -> Response:
        tried.append(request.url)
        raise FetchError(code, url=request.url)

    once = Memo(away)
    for turn in (once, once.fresh()):
        with pytest.raises(FetchError) as caught:
            turn(Request.of("https://a.example/x", ResourceKind.PROFILE))
        assert caught.value.code == code
    assert len(tried) == asked


@pytest.mark.parametrize(("code", "asked"), [("fetch_connection", 1), ("fetch_dns", 1), ("fetch_too_large", 2)])
def test_in_one_verification_a_dead_address_is_tried_once_whatever_it_is_asked_for(code: str, asked: int) -> None:
    tried: list[Request] = []

    def away(request: Request) -> Response:
        tried.append(request)
        raise FetchError(code, url=request.url)

    once = TriedOnce(away)
    for url in ("https://a.example/x", "HTTPS://A.example:443/x", "https://a.example/x"):
        for kind in (ResourceKind.PROFILE, ResourceKind.STATUS_LIST):
            with pytest.raises(FetchError) as caught:
                once(Request.of(url, kind))
            assert caught.value.code == code
    assert len({request.kind for request in tried}) == asked
    assert len(tried) == (1 if asked == 1 else 4)
    with pytest.raises(FetchError):
        once(Request.of("https://a.example/y", ResourceKind.PROFILE))
    assert tried[-1].url.endswith("/y")


def test_what_is_kept_is_bounded_and_kinds_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_ROOM", 10)
    tried: list[Request] = []

    def answer(request: Request) -> Response:
        tried.append(request)
        return Response(request.url, 200, {}, b"sixty.")

    once = Memo(answer)
    first, second = (Request.of("https://a.example/x", kind) for kind in (ResourceKind.PROFILE, ResourceKind.IMAGE))
    for request in (first, first, second, second):
        assert once(request).body == b"sixty."
    assert tried == [first, second, second]
