"""What holds of every address, every server and every recording."""

import re
import socket
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests
from hypothesis import example, given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import (
    Cache,
    Cached,
    HttpFetcher,
    NetworkPolicy,
    Recorder,
    Request,
    ResourceKind,
    ResourceSet,
    Response,
    Source,
)
from mexbadge.fetch._deadline import Refusal
from mexbadge.fetch.addresses import AddressReach, parse, reach, same_address

HOSTS = st.one_of(
    st.ip_addresses(v=4).map(str),
    st.ip_addresses(v=6).map(lambda address: f"[{address}]"),
    st.integers(0, 2**32 - 1).map(str),
    st.integers(0, 2**32 - 1).map(hex),
    st.from_regex(r"(0x[0-9a-f]{1,8}|0?[0-9]{1,4})(\.(0x[0-9a-f]{1,4}|0?[0-9]{1,4})){0,4}\.?", fullmatch=True),
    st.from_regex(r"[a-zA-Z0-9_.%:@\[\]-]{0,30}", fullmatch=True),
    st.text(max_size=12),
)
URLS = st.one_of(
    st.text(max_size=60),
    st.builds(
        "{}://{}{}{}{}".format,
        st.sampled_from(["https", "HTTPS", "http", "ftp", "file", ""]),
        st.sampled_from(["", "", "", "user@", "a:b@"]),
        HOSTS,
        st.sampled_from(["", "", ":443", ":8443", ":22", ":0", ":99999", ":"]),
        st.text(max_size=10).map(lambda text: f"/{text}")
        | st.sampled_from(["", "?a", "#b", "\\@evil.example/", "/../x"]),
    ),
)
NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)+", re.ASCII)
PUBLIC = "93.184.215.14"


@settings(max_examples=examples(400), deadline=None)
@given(URLS)
@example("https://college.example\\@127.0.0.1/")
@example("https://8.8.8.8:8443/a?b#c")
@example("https://[2606:4700::1111]/")
@example("https://College.Example./é")
def test_any_text_is_refused_or_names_a_host_of_the_public_internet_that_every_reader_sees(url: str) -> None:
    try:
        target = parse(url)
    except Refusal:
        return
    assert target.scheme == "https"
    if target.address is None:
        assert NAME.fullmatch(target.host)
    else:
        assert ip_address(target.address).is_global
    assert parse(target.url) == target
    assert urlsplit(target.url).hostname == target.host.strip("[]")
    prepared = requests.Request("GET", target.url).prepare().url
    assert prepared is not None
    assert urlsplit(prepared).netloc == urlsplit(target.url).netloc


@settings(max_examples=examples(150), deadline=None)
@given(URLS)
def test_whatever_is_asked_only_a_public_address_is_dialled_and_only_fetch_errors_come_back(url: str) -> None:
    dialled: list[str] = []

    def connect(address: str, _port: int, _seconds: float) -> socket.socket:
        dialled.append(address)
        raise ConnectionRefusedError

    fetch = HttpFetcher(NetworkPolicy(http_allowed=True), resolver=lambda *_: [PUBLIC], connect=connect)
    with pytest.raises(FetchError) as caught:
        fetch(Request.of(url, ResourceKind.PROFILE))
    assert caught.value.url == url
    assert caught.value.message("fr") != caught.value.message("en")
    assert all(reach(ip_address(address)) is AddressReach.PUBLIC for address in dialled)


@given(st.ip_addresses(v=4))
def test_a_public_ipv4_address_is_one_by_the_registries(address: IPv4Address) -> None:
    if reach(address) is AddressReach.PUBLIC:
        assert address.is_global
        special = (address.is_multicast, address.is_reserved, address.is_private, address.is_link_local)
        assert not any(special)


@given(st.ip_addresses(v=6) | st.integers(0, 2**125 - 1).map(lambda number: IPv6Address((1 << 125) | number)))
def test_a_public_ipv6_address_carries_no_other(address: IPv6Address) -> None:
    if reach(address) is AddressReach.PUBLIC:
        assert address.is_global
        assert address.ipv4_mapped is None
        assert address.sixtofour is None
        assert address.teredo is None


@given(st.ip_addresses(v=4), st.sampled_from(["::", "::ffff:0:0", "::ffff:0:0:0", "64:ff9b::", "2607:f8b0::5efe:0:0"]))
def test_an_ipv4_address_in_an_ipv6_address_is_never_public(address: IPv4Address, prefix: str) -> None:
    assert reach(IPv6Address(int(IPv6Address(prefix)) | int(address))) is not AddressReach.PUBLIC


@given(URLS)
def test_one_form_of_an_address_is_its_own_form(url: str) -> None:
    assert same_address(same_address(url)) == same_address(url)


HEADS = st.sampled_from(
    [
        b"",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
        b"HTTP/1.1 302 Found\r\nLocation: ",
        b"HTTP/1.1 200 OK\r\nContent-",
        b"HTTP/1.1 ",
        b"HTTP/1.1 100 Continue\r\n",
    ]
)


@settings(max_examples=examples(200), deadline=None)
@given(HEADS, st.binary(max_size=200) | st.from_regex(rb"[-0-9a-fA-F]{1,3}(;x)?\r\n[a-z]{0,5}\r\n0?\r\n\r\n"))
@example(b"HTTP/1.1 302 Found\r\nLocation: ", b"\xe9\r\n\r\n")
@example(b"HTTP/1.1 302 Found\r\nLocation: ", b"//[\r\n\r\n")
@example(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"-1\r\nabc\r\n0\r\n\r\n")
def test_whatever_a_server_sends_there_is_a_response_or_a_fetch_error(head: bytes, rest: bytes) -> None:
    def connect(_address: str, _port: int, _seconds: float) -> socket.socket:
        near, far = socket.socketpair()
        with far:
            far.sendall(head + rest)
        return near

    fetch = HttpFetcher(NetworkPolicy(http_allowed=True), resolver=lambda *_: [PUBLIC], connect=connect)
    with suppress(FetchError):
        response = fetch(Request.of("http://college.example/", ResourceKind.PROFILE))
        assert len(response.body) <= len(head + rest)


RESPONSES = st.builds(
    Response,
    st.just(""),
    st.integers(100, 599),
    st.fixed_dictionaries({}, optional={"content-type": st.text(), "content-location": st.text(), "x": st.text()}),
    st.binary(max_size=40),
)
PAGES = st.dictionaries(
    st.from_regex(r"https?://[A-Za-z]{1,5}\.example(:[0-9]{2,3})?/[a-zA-Zé?#]{0,6}", fullmatch=True),
    RESPONSES,
    max_size=6,
)


@settings(max_examples=examples(60), deadline=None)
@given(PAGES)
def test_what_was_recorded_comes_back(pages: Mapping[str, Response]) -> None:
    recorder = Recorder(lambda request: pages[request.url])
    first = {url: recorder(Request.of(url, ResourceKind.CREDENTIAL)) for url in pages}
    with tempfile.TemporaryDirectory() as folder:
        recorder.write(Path(folder, "a.zip"))
        replayed = ResourceSet.load(Path(folder, "a.zip"))
    assert replayed.urls == tuple(sorted({same_address(url) for url in pages}))
    for url, response in first.items():
        again = replayed(Request.of(url, ResourceKind.CREDENTIAL))
        assert (again.url, again.status, again.body, again.source) == (
            url,
            response.status,
            response.body if response.status == 200 else b"",
            Source.RESOURCES,
        )
        assert again.headers == {name: value for name, value in response.headers.items() if name != "x"}


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 7))
def test_any_bytes_are_a_resource_set_or_an_input_error(data: bytes, place: int, bit: int) -> None:
    recorder = Recorder(lambda request: Response(request.url, 200, {}, b"{}"))
    recorder(Request.of("https://college.example/", ResourceKind.PROFILE))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.zip")
        recorder.write(path)
        flipped = bytearray(path.read_bytes())
        flipped[place % len(flipped)] ^= 1 << bit
        for content in (data, b"PK" + data, bytes(flipped)):
            path.write_bytes(content)
            with suppress(InputError):
                resources = ResourceSet.load(path)
                assert all(resources(Request.of(url, ResourceKind.PROFILE)).body == b"{}" for url in resources.urls)


@settings(max_examples=examples(100), deadline=None)
@given(
    st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age", "vary", "etag"]), st.text(max_size=30)),
    st.binary(max_size=30),
)
@example({"cache-control": "max-age=9999999999"}, b"")
@example({"expires": "Fri, 31 Dec 9999 23:59:59 GMT", "date": "Mon, 01 Jan 0001 00:00:00 +2359"}, b"")
def test_whatever_a_publisher_says_the_cache_returns_what_was_published(headers: dict[str, str], body: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        cached = Cached(
            lambda request: Response(request.url, 200, headers, body),
            Cache(Path(folder, "cache"), clock=lambda: datetime(2026, 3, 1, tzinfo=UTC)),
        )
        request = Request.of("https://college.example/", ResourceKind.PROFILE)
        assert [cached(request).body for _ in range(2)] == [body, body]
