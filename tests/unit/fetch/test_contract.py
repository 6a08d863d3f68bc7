"""One contract for whatever answers like the network: nothing kept, recorded or made for tests does what it cannot."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from fetch_servers import Authority
from mexbadge.errors import FetchError
from mexbadge.fetch import (
    Cache,
    Cached,
    Fetch,
    HttpFetcher,
    Memo,
    Move,
    Recorder,
    Request,
    ResourceKind,
    ResourceSet,
    Response,
    answered_from,
    first_of,
    nothing,
)  # fmt: skip
from mexbadge.fetch.answers import answer
from mexbadge.fetch.types import LIMITS
from sites import Page, over_tls
from world import World
from world_ob2 import World as World2

HOST = "https://college.example"
LARGE = b'"' + b"x" * LIMITS[ResourceKind.PROFILE] + b'"'
PAGES: Mapping[str, Page] = {
    f"{HOST}/a": Page(b'{"a":1}', more={"Content-Location": "https://ministry.example/a", "ETag": '"1"'}),
    f"{HOST}/a/": Page(b'{"slash":1}'),
    f"{HOST}/gone": Page(b'{"why":"gone"}', status=410),
    f"{HOST}/large": Page(LARGE),
    f"{HOST}/moved": Page(to="/a"),
    f"{HOST}/bare": Page(to="/a/"),
    f"{HOST}/login?next=https://evil.example/a": Page(to="https://evil.example/a"),
    f"{HOST}/down": Page(to="http://college.example/plain"),
    f"{HOST}/round": Page(to="/round"),
    f"{HOST}/door": Page(to="https://www.college.example/door"),
    f"{HOST}/slash": Page(to="/slash/"),
    f"{HOST}/slash/": Page(b'{"slash":2}'),
    f"{HOST}/absent": Page(to="https://evil.example/none"),
    "https://evil.example/a": Page(b'{"evil":1}'),
    "https://evil.example/none": Page(status=404),
    "https://www.college.example/door": Page(b'{"www":1}'),
    "http://college.example/plain": Page(b'{"plain":1}'),
    "http://college.example/up": Page(to=f"{HOST}/up"),
    f"{HOST}/up": Page(b'{"up":1}'),
}
"""What the sites of this test answer; every fetch is asked the same of them."""


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], HttpFetcher]]:
    with over_tls(PAGES, Authority.make(tmp_path_factory.mktemp("authority"))) as made:
        yield made


def _everything(fetch: Fetch) -> None:
    for url in PAGES:
        with suppress(FetchError):
            fetch(Request.of(url, ResourceKind.PROFILE))


def _memory(world: World | World2) -> Fetch:
    for url, page in PAGES.items():
        if page.to is None:
            world.put(url, page.body, status=page.status, kind=page.kind)
        else:
            world.redirect(url, page.to)
    return world.fetch


def _recording(inner: HttpFetcher, folder: Path) -> ResourceSet:
    recorder = Recorder(inner)
    _everything(recorder)
    recorder.write(folder / "record.zip")
    return ResourceSet.load(folder / "record.zip")


def _map(_: HttpFetcher, folder: Path) -> ResourceSet:
    """Write by hand what a map of resources may say, also what no network could: a way from https to http."""
    entries: dict[str, object] = {}
    for number, (url, page) in enumerate(PAGES.items()):
        if url.endswith(("/large", "/round")):
            continue
        final = page.to and (page.to if "//" in page.to else f"{HOST}{page.to}")
        found = PAGES[final or url]
        (folder / f"{number}.json").write_bytes(found.body)
        entries[url] = {"path": f"{number}.json", "status": found.status, "content_location": final}
    (folder / "resources.json").write_text(json.dumps(entries))
    return ResourceSet.load(folder)


def _cached(inner: HttpFetcher, folder: Path) -> Fetch:
    cached = Cached(inner, Cache(folder / "cache"))
    _everything(cached)
    return cached


FETCHES: Mapping[str, Callable[[HttpFetcher, Path], Fetch]] = {
    "network": lambda inner, _: inner,
    "once": lambda inner, _: Memo(inner),
    "in turn": lambda inner, _: first_of(nothing, inner),
    "recorder": lambda inner, _: Recorder(inner),
    "recording": _recording,
    "map of resources": _map,
    "cache": _cached,
    "world": lambda _, __: _memory(World()),
    "world of 2.0": lambda _, __: _memory(World2()),
}


@pytest.fixture(params=FETCHES)
def fetch(request: pytest.FixtureRequest, network: Callable[[], HttpFetcher], tmp_path: Path) -> Fetch:
    return FETCHES[request.param](network(), tmp_path)


def asked(fetch: Fetch, url: str) -> Response:
    """Ask twice: whatever keeps an answer gives it again unchanged."""
    first = fetch(Request.of(url, ResourceKind.PROFILE))
    again = fetch(Request.of(url, ResourceKind.PROFILE))
    assert (first.url, first.status, first.body) == (again.url, again.status, again.body)
    assert answered_from(first) == answered_from(again)
    return first


@pytest.mark.parametrize(
    ("url", "final", "move"),
    [
        (f"{HOST}/a", f"{HOST}/a", Move.NONE),
        (f"{HOST}/slash", f"{HOST}/slash/", Move.NONE),
        (f"{HOST}/door", "https://www.college.example/door", Move.NONE),
        ("http://college.example/up", f"{HOST}/up", Move.NONE),
        (f"{HOST}/moved", f"{HOST}/a", Move.INSIDE),
        (f"{HOST}/bare", f"{HOST}/a/", Move.INSIDE),
        (f"{HOST}/login?next=https://evil.example/a", "https://evil.example/a", Move.AWAY),
        (f"{HOST}/absent", "https://evil.example/none", Move.AWAY),
    ],
)
def test_an_answer_carries_the_address_that_was_asked_and_says_which_one_answered(
    fetch: Fetch, url: str, final: str, move: Move
) -> None:
    response = asked(fetch, url)
    told = answered_from(response, url)
    assert (response.url, told.final, told.move) == (url, final, move)
    assert response.body == (PAGES[final].body if response.status == 200 else b"")
    assert response.headers.get("content-location") == (None if final == url else final)
    assert all(name == name.lower() for name in response.headers)


def test_what_a_server_says_of_its_own_address_is_not_believed(fetch: Fetch) -> None:
    assert "content-location" not in asked(fetch, f"{HOST}/a").headers


def test_another_status_than_200_has_no_body(fetch: Fetch) -> None:
    response = asked(fetch, f"{HOST}/gone")
    assert (response.status, response.body) == (410, b"")


def test_a_way_from_https_to_http_is_no_answer(fetch: Fetch, request: pytest.FixtureRequest) -> None:
    with pytest.raises(FetchError) as caught:
        fetch(Request.of(f"{HOST}/down", ResourceKind.PROFILE))
    assert caught.value.url == f"{HOST}/down"
    kept_nothing = request.node.callspec.params["fetch"] == "recording"
    assert caught.value.code == ("fetch_not_in_resources" if kept_nothing else "fetch_redirect_insecure")


@pytest.mark.parametrize("path", ["/large", "/round", "/nowhere"])
def test_what_is_too_large_leads_round_or_is_not_there_gives_no_document(fetch: Fetch, path: str) -> None:
    with suppress(FetchError):
        assert fetch(Request.of(f"{HOST}{path}", ResourceKind.PROFILE)).status == 404


def told(asked_url: str, final: str | None) -> Move:
    return answered_from(answer(asked_url, 200, {}, b"{}", final=final)).move


@pytest.mark.parametrize(
    ("url", "final", "move"),
    [
        (f"{HOST}/a", f"{HOST}:443/a/", Move.NONE),
        (f"{HOST}/a", "https://COLLEGE.example./a", Move.NONE),
        (f"{HOST}/a", "https://WWW.college.example/a", Move.NONE),
        ("https://www.college.example/a", f"{HOST}/a", Move.NONE),
        ("http://college.example/a", "https://www.college.example/a/", Move.NONE),
        ("https://bücher.example/a", "https://xn--bcher-kva.example/a", Move.NONE),
        (f"{HOST}/a", f"{HOST}/a//", Move.INSIDE),
        (f"{HOST}/a", f"{HOST}/a?x", Move.INSIDE),
        (f"{HOST}/a", f"{HOST}:8443/a", Move.AWAY),
        ("http://college.example:8080/a", f"{HOST}/a", Move.AWAY),
        (f"{HOST}/a", "https://www.www.college.example/a", Move.AWAY),
        (f"{HOST}/a", "https://badges.college.example/a", Move.AWAY),
        (f"{HOST}/a", "https://college.example@evil.example/a", Move.AWAY),
        (f"{HOST}/a", "https://evil@college.example/a", Move.AWAY),
        (f"{HOST}/a", "https://college.example.evil.example/a", Move.AWAY),
        (f"{HOST}/a", "https://evil.example/college.example/a", Move.AWAY),
        ("https://www.example/a", "https://example/a", Move.AWAY),
        (f"{HOST}/a", "https://college.example:99999/a", Move.AWAY),
        (f"{HOST}/a", "https://[college.example/a", Move.AWAY),
        (f"{HOST}/a", "data:application/json,{}", Move.AWAY),
        (f"{HOST}/a", "ftp://college.example/a", Move.AWAY),
    ],
)
def test_how_far_an_answer_lies_from_the_question(url: str, final: str, move: Move) -> None:
    assert told(url, final) is move


def test_an_answer_is_placed_as_it_reads_in_the_spelling_that_was_asked() -> None:
    def place(url: str, final: str) -> str:
        return answered_from(answer(url, 200, {}, b"", final=final)).place

    assert place(f"{HOST}/a", "https://www.college.example/b?c") == f"{HOST}/b?c"
    assert place("http://college.example/a", f"{HOST}/b") == "http://college.example/b"
    assert place(f"{HOST}/a", f"{HOST}/a/") == f"{HOST}/a"
    assert place(f"{HOST}/a", "https://evil.example/a") == "https://evil.example/a"


def test_a_fetch_of_ones_own_that_names_another_address_is_understood() -> None:
    response = Response("https://evil.example/a", 200, {}, b"{}")
    assert answered_from(response, f"{HOST}/a").away
