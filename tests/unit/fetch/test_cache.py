"""Documents kept on disk for as long as their publisher allows."""

import os
import stat
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import (
    Cache,
    Cached,
    Fetch,
    HttpFetcher,
    NetworkPolicy,
    Request,
    ResourceKind,
    Response,
    Source,
    nothing,
)
from mexbadge.fetch.types import LIMITS

URL = "https://college.example/did.json"
START = datetime(2026, 3, 1, 12, tzinfo=UTC)
DATE = "Sun, 01 Mar 2026 12:00:00 GMT"
LATER = "Sun, 01 Mar 2026 12:01:00 GMT"


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Publisher:
    """A server in memory that counts what it was asked."""

    def __init__(self, headers: Mapping[str, str], *, status: int = 200) -> None:
        self.headers = headers
        self.status = status
        self.body = b"{}"
        self.asked: list[str | None] = []

    def __call__(self, request: Request) -> Response:
        self.asked.append(None)
        return Response(request.url, self.status, self.headers, self.body)


class Revalidator(Publisher):
    """One that also answers whether a document has changed."""

    def if_changed(self, request: Request, etag: str) -> Response:
        self.asked.append(etag)
        same = etag == self.headers.get("etag")
        return Response(request.url, 304 if same else 200, self.headers, b"" if same else self.body)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def cache(tmp_path: Path, clock: Clock) -> Cache:
    return Cache(tmp_path / "cache", clock=clock)


def asking(url: str = URL, kind: ResourceKind = ResourceKind.DID_DOCUMENT) -> Request:
    return Request.of(url, kind)


def kept_in(folder: Path) -> Path:
    """The one document that a cache holds."""
    (path,) = (found for found in folder.iterdir() if found.name != "secret")
    return path


def offline(cache: Cache, *, stale_ok: bool = False) -> Fetch:
    return Cached(nothing, cache, offline=True, stale_ok=stale_ok)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"cache-control": "max-age=60"}, 60),
        ({"cache-control": 'public, MAX-AGE="60", max-age=900'}, 60),
        ({"cache-control": "max-age=60", "expires": DATE}, 60),
        ({"cache-control": "max-age=90", "age": "30"}, 60),
        ({"expires": LATER, "date": DATE}, 60),
        ({"cache-control": "max-age=99999999"}, 7 * 24 * 3600),
        ({"cache-control": f"max-age={'9' * 40}"}, 7 * 24 * 3600),
        ({"cache-control": "max-age=60", "age": "0" * 40}, 60),
    ],
)
def test_a_document_is_served_for_as_long_as_its_publisher_allows(
    cache: Cache, clock: Clock, headers: dict[str, str], seconds: int
) -> None:
    publisher = Publisher({"content-type": "application/json", **headers})
    cached = Cached(publisher, cache)
    assert cached(asking()).source is Source.NETWORK
    clock.forward(seconds - 1)
    kept = cached(asking(f"{URL}#key-1"))
    assert kept == Response(f"{URL}#key-1", 200, {"content-type": "application/json"}, b"{}", Source.CACHE)
    assert offline(cache)(asking()).source is Source.CACHE
    clock.forward(1)
    assert cached(asking()).source is Source.NETWORK
    assert len(publisher.asked) == 2


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cache-control": "no-cache, max-age=60"},
        {"cache-control": "max-age=0"},
        {"cache-control": "max-age=-5"},
        {"cache-control": "max-age=soon"},
        {"cache-control": "max-age=60", "age": "60"},
        {"cache-control": "max-age=60", "age": "9" * 11},
        {"cache-control": "max-age=60", "age": "1" + "0" * 400},
        {"cache-control": f"max-age={'9' * 40}", "age": "9" * 40},
        {"expires": "0", "date": DATE},
        {"expires": LATER},
        {"expires": DATE, "date": LATER},
        {"expires": LATER, "date": "Sun, 01 Mar 2026 12:00:00 -0000"},
    ],
)
def test_a_document_without_a_time_to_live_is_asked_for_again(cache: Cache, headers: dict[str, str]) -> None:
    publisher = Publisher(headers)
    cached = Cached(publisher, cache)
    assert [cached(asking()).source for _ in range(2)] == [Source.NETWORK] * 2
    with pytest.raises(FetchError) as caught:
        offline(cache)(asking())
    assert caught.value.code == "fetch_offline"
    assert offline(cache, stale_ok=True)(asking()).body == b"{}"


@pytest.mark.parametrize(
    "headers", [{"cache-control": "no-store, max-age=60"}, {"cache-control": "max-age=60", "vary": "*"}]
)
def test_a_document_that_may_not_be_kept_is_not_and_takes_the_older_one_with_it(
    cache: Cache, clock: Clock, headers: dict[str, str]
) -> None:
    Cached(Publisher({"cache-control": "max-age=1"}), cache)(asking())
    clock.forward(5)
    Cached(Publisher(headers), cache)(asking())
    with pytest.raises(FetchError):
        offline(cache, stale_ok=True)(asking())


@pytest.mark.parametrize("status", [404, 410, 500, 301])
def test_only_a_document_is_kept(cache: Cache, status: int) -> None:
    Cached(Publisher({"cache-control": "max-age=60"}, status=status), cache)(asking())
    with pytest.raises(FetchError):
        offline(cache, stale_ok=True)(asking())


def test_a_document_that_was_not_fetched_from_the_network_is_not_kept(cache: Cache) -> None:
    recorded = Response(URL, 200, {"cache-control": "max-age=60"}, b"{}", Source.RESOURCES)
    Cached(lambda _request: recorded, cache)(asking())
    assert cache.read(URL) is None


def test_an_answer_that_varies_with_what_is_accepted_is_served_for_the_same_only(cache: Cache) -> None:
    cached = Cached(Publisher({"cache-control": "max-age=60", "vary": "Origin, Accept"}), cache)
    cached(asking(kind=ResourceKind.DID_DOCUMENT))
    assert cached(asking(kind=ResourceKind.DID_DOCUMENT)).source is Source.CACHE
    assert cached(asking(kind=ResourceKind.KEYS)).source is Source.NETWORK


def test_a_kept_document_does_not_pass_the_limit_of_another_kind(cache: Cache) -> None:
    publisher = Publisher({"cache-control": "max-age=60"})
    publisher.body = b" " * (LIMITS[ResourceKind.PROFILE] + 1)
    cached = Cached(publisher, cache)
    cached(asking(kind=ResourceKind.CREDENTIAL))
    assert cached(asking(kind=ResourceKind.CREDENTIAL)).source is Source.CACHE
    assert cached(asking(kind=ResourceKind.PROFILE)).source is Source.NETWORK


def test_a_stale_document_is_asked_after_by_its_entity_tag(cache: Cache, clock: Clock) -> None:
    publisher = Revalidator({"cache-control": "max-age=60", "etag": '"1"'})
    cached = Cached(publisher, cache)
    cached(asking())
    clock.forward(61)
    assert cached(asking()).source is Source.CACHE
    assert cached(asking()).source is Source.CACHE
    assert publisher.asked == [None, '"1"']
    clock.forward(61)
    publisher.headers, publisher.body = {"cache-control": "no-store", "etag": '"2"'}, b"[]"
    assert cached(asking()).body == b"[]"
    assert cache.read(URL) is None


def test_a_document_found_unchanged_keeps_its_time_to_live_unless_told_otherwise(cache: Cache, clock: Clock) -> None:
    publisher = Revalidator({"cache-control": "max-age=60", "etag": '"1"'})
    cached = Cached(publisher, cache)
    cached(asking())
    clock.forward(61)
    publisher.headers = {"etag": '"1"'}
    cached(asking())
    clock.forward(59)
    assert offline(cache)(asking()).body == b"{}"
    clock.forward(2)
    publisher.headers = {"etag": '"1"', "cache-control": "no-store"}
    assert cached(asking()).body == b"{}"
    assert cache.read(URL) is None


def test_without_a_way_to_ask_after_it_a_stale_document_is_fetched_anew(cache: Cache) -> None:
    publisher = Publisher({"etag": '"1"'})
    cached = Cached(publisher, cache)
    assert [cached(asking()).source for _ in range(2)] == [Source.NETWORK] * 2


def test_a_stale_document_is_never_served_online(cache: Cache, clock: Clock) -> None:
    Cached(Publisher({"cache-control": "max-age=60"}), cache)(asking())
    clock.forward(61)

    def failing(request: Request) -> Response:
        raise FetchError("fetch_timeout", url=request.url)

    with pytest.raises(FetchError) as caught:
        Cached(failing, cache, stale_ok=True)(asking())
    assert caught.value.code == "fetch_timeout"


def test_a_caller_may_say_how_long_a_document_holds_but_not_longer_than_http_says(cache: Cache, clock: Clock) -> None:
    cached = Cached(Publisher({}), cache)
    cache.remember(URL, 100)
    cached(asking())
    cache.remember(URL, 100)
    clock.forward(99)
    assert cached(asking()).source is Source.CACHE
    clock.forward(1)
    assert cached(asking()).source is Source.NETWORK
    short = Cached(Publisher({"cache-control": "max-age=10"}), cache)
    short(asking("https://college.example/list"))
    cache.remember("https://college.example/list", 100)
    clock.forward(11)
    assert short(asking("https://college.example/list")).source is Source.NETWORK
    cache.remember("https://college.example/list", -1)
    assert short(asking("https://college.example/list")).source is Source.NETWORK


def test_a_document_from_the_future_is_not_fresh(cache: Cache, clock: Clock) -> None:
    cached = Cached(Publisher({"cache-control": "max-age=60"}), cache)
    cached(asking())
    clock.forward(-1)
    assert cached(asking()).source is Source.NETWORK


def test_a_damaged_file_counts_as_absent(cache: Cache, tmp_path: Path) -> None:
    cached = Cached(Publisher({"cache-control": "max-age=60"}), cache)
    cached(asking())
    path = kept_in(tmp_path / "cache")
    whole = path.read_bytes()
    damaged = [whole[:cut] for cut in (0, 1, 40, len(whole) - 1)]
    damaged += [whole + b"x", whole.replace(b"\n{}", b"\n[]"), whole.replace(b"did.json", b"did.jsom")]
    damaged += [whole.replace(b"mexbadge-cache-2", b"mexbadge-cache-1"), whole.replace(b"+00:00", b"")]
    damaged += [whole.replace(b'"http":60', b'"http":"60"'), whole.replace(b'"headers":{}', b'"headers":[]')]
    damaged += [whole.replace(b'"headers":{}', b'"headers":{"etag":1}'), whole.replace(b'"stored"', b'"Stored"')]
    damaged += [b"[]\n", b"\n", b"\xff" * 100]
    for content in damaged:
        assert content != whole
        path.write_bytes(content)
        assert cache.read(URL) is None
        assert cached(asking()).source is Source.NETWORK
        assert cached(asking()).source is Source.CACHE


def test_a_cache_that_cannot_be_written_to_is_no_error(cache: Cache, tmp_path: Path) -> None:
    (tmp_path / "cache" / "secret").unlink()
    (tmp_path / "cache").rmdir()
    cached = Cached(Publisher({"cache-control": "max-age=60"}), cache)
    assert [cached(asking()).source for _ in range(2)] == [Source.NETWORK] * 2


@pytest.mark.skipif(os.name != "posix", reason="POSIX permissions")
def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "cache"
    Cache(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    Cached(Publisher({"cache-control": "max-age=60"}), Cache(folder))(asking())
    path = kept_in(folder)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    folder.chmod(0o770)
    with pytest.raises(InputError) as caught:
        Cache(folder)
    assert caught.value.code == "fetch_cache_folder"


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file", tmp_path / "file" / "cache", tmp_path / "nul\x00"):
        with pytest.raises(InputError) as caught:
            Cache(folder)
        assert caught.value.code == "fetch_cache_folder"


def test_a_fresh_budget_reaches_the_network_under_the_cache(cache: Cache) -> None:
    cached = Cached(HttpFetcher(NetworkPolicy(total_requests=1), resolver=lambda *_: []), cache)
    codes = []
    for fetch in (cached, cached, cached.fresh()):
        with pytest.raises(FetchError) as caught:
            fetch(asking())
        codes.append(caught.value.code)
    assert codes == ["fetch_dns", "fetch_budget", "fetch_dns"]


def test_a_file_of_another_cache_counts_as_absent(tmp_path: Path, clock: Clock) -> None:
    mine, other = Cache(tmp_path / "mine", clock=clock), Cache(tmp_path / "other", clock=clock)
    Cached(Publisher({"cache-control": "max-age=60"}), other)(asking())
    path = kept_in(tmp_path / "other")
    (tmp_path / "mine" / path.name).write_bytes(path.read_bytes())
    assert (other.read(URL) is None, mine.read(URL) is None) == (False, True)
    assert Cache(tmp_path / "other", clock=clock).read(URL) == other.read(URL)


@pytest.mark.parametrize("secret", [b"", b"x" * 31, b"x" * 33, None])
def test_a_secret_that_is_none_is_made_anew_and_what_lay_there_counts_as_absent(
    tmp_path: Path, clock: Clock, secret: bytes | None
) -> None:
    Cached(Publisher({"cache-control": "max-age=60"}), Cache(tmp_path / "c", clock=clock))(asking())
    place = tmp_path / "c" / "secret"
    place.unlink() if secret is None else place.write_bytes(secret)
    again = Cache(tmp_path / "c", clock=clock)
    assert again.read(URL) is None
    assert len(place.read_bytes()) == 32


posix = pytest.mark.skipif(os.name != "posix", reason="POSIX permissions and links")


@posix
@pytest.mark.parametrize("name", ["document", "secret"])
def test_a_link_in_the_folder_is_not_followed(tmp_path: Path, clock: Clock, name: str) -> None:
    cached = Cached(Publisher({"cache-control": "max-age=60"}), Cache(tmp_path / "c", clock=clock))
    cached(asking())
    place = kept_in(tmp_path / "c") if name == "document" else tmp_path / "c" / "secret"
    moved = place.rename(tmp_path / "moved")
    place.symlink_to(moved)
    assert Cache(tmp_path / "c", clock=clock).read(URL) is None
    assert moved.read_bytes()


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_to_counts_as_absent(tmp_path: Path, clock: Clock, mode: int) -> None:
    Cached(Publisher({"cache-control": "max-age=60"}), Cache(tmp_path / "c", clock=clock))(asking())
    kept_in(tmp_path / "c").chmod(mode)
    assert Cache(tmp_path / "c", clock=clock).read(URL) is None


@posix
def test_a_pipe_or_a_folder_in_place_of_a_document_counts_as_absent(tmp_path: Path, clock: Clock) -> None:
    cache = Cache(tmp_path / "c", clock=clock)
    Cached(Publisher({"cache-control": "max-age=60"}), cache)(asking())
    place = kept_in(tmp_path / "c")
    place.unlink()
    os.mkfifo(place, 0o600)
    assert cache.read(URL) is None
    place.unlink()
    place.mkdir()
    assert cache.read(URL) is None


@posix
def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(InputError) as caught:
        Cache(tmp_path / "link")
    assert caught.value.code == "fetch_cache_folder"


@posix
@pytest.mark.parametrize(("mode", "safe"), [(0o777, False), (0o702, False), (0o1777, True), (0o755, True)])
def test_a_folder_that_others_could_put_another_in_place_of_is_refused(
    tmp_path: Path, mode: int, *, safe: bool
) -> None:
    above = tmp_path / "above"
    (above / "between").mkdir(parents=True, mode=0o755)
    above.chmod(mode)
    (tmp_path / "way").symlink_to(above / "between")
    for folder in (above / "between" / "cache", tmp_path / "way" / "cache"):
        if safe:
            Cache(folder)
            continue
        with pytest.raises(InputError) as caught:
            Cache(folder)
        assert caught.value.code == "fetch_cache_folder"


@posix
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give a file away")
def test_what_belongs_to_another_user_is_not_believed(tmp_path: Path, clock: Clock) -> None:
    Cached(Publisher({"cache-control": "max-age=60"}), Cache(tmp_path / "c", clock=clock))(asking())
    os.chown(kept_in(tmp_path / "c"), 12345, 12345)
    assert Cache(tmp_path / "c", clock=clock).read(URL) is None
    os.chown(tmp_path, 12345, 12345)
    with pytest.raises(InputError):
        Cache(tmp_path / "c", clock=clock)
    os.chown(tmp_path, 0, 0)
