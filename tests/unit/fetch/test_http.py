"""The guarded network, against real servers on the loopback address and lines made up in memory."""

import gzip
import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from fetch_servers import Authority, Server, answers, fetcher, says, serving
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import HttpFetcher, NetworkPolicy, Request, ResourceKind, Response, Source
from mexbadge.fetch.types import LIMITS

LIMIT = LIMITS[ResourceKind.PROFILE]


def profile(url: str) -> Request:
    return Request.of(url, ResourceKind.PROFILE)


def failure(fetch: Callable[[Request], Response], url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        fetch(profile(url))
    return caught.value


def redirects(location: str, *, status: str = "302 Found") -> Callable[[socket.socket, Server], None]:
    return answers(b"", status=status, fields=[f"Location: {location}"])


def test_a_document_comes_as_it_is_with_the_address_that_was_asked() -> None:
    body = b'{"id": "x"}'
    with serving(answers(body, fields=['ETag: "1"', "Content-Location: https://elsewhere.example/"])) as server:
        response = fetcher()(profile(server.url("/a?b=1#c")))
    assert (response.status, response.body, response.source) == (200, body, Source.NETWORK)
    assert response.url == server.url("/a?b=1#c")
    assert response.headers["content-type"] == "application/json"
    assert "content-location" not in response.headers


def test_a_request_says_what_it_accepts_and_nothing_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with serving(answers()) as server:
        fetcher(user_agent="a-college/1")(profile(server.url("/é?x=a b".replace(" ", "%20"))))
    head = server.heads[0].decode()
    lines = head.split("\r\n")
    assert lines[0] == "GET /%C3%A9?x=a%20b HTTP/1.1"
    assert {"Accept-Encoding: identity", "Connection: close", "User-Agent: a-college/1"} <= set(lines)
    assert "Accept: application/ld+json, application/json" in lines
    assert "authorization" not in head.lower()
    assert "cookie" not in head.lower()


def test_a_chunked_body_is_put_together() -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving(says(head, b"3\r\nabc\r\n", b"2;x=y\r\nde\r\n", b"0\r\n\r\n")) as server:
        assert fetcher()(profile(server.url())).body == b"abcde"


def test_a_body_without_a_length_ends_with_the_connection() -> None:
    with serving(says(b"HTTP/1.0 200 OK\r\n\r\n", b"abc")) as server:
        assert fetcher()(profile(server.url())).body == b"abc"


@pytest.mark.parametrize(
    "status", ["500 Internal Server Error", "404 Not Found", "410 Gone", "204 No Content", "206 Part"]
)
def test_another_status_is_a_response_without_a_body_that_no_caller_can_mistake(status: str) -> None:
    with serving(answers(b'{"id": "did:web:college.example"}', status=status)) as server:
        response = fetcher()(profile(server.url()))
    assert (response.status, response.body) == (int(status[:3]), b"")
    with pytest.raises(FetchError) as caught:
        response.raise_for_status()
    assert (caught.value.code, caught.value.status) == ("fetch_status", int(status[:3]))


@pytest.mark.parametrize(
    ("pieces", "code"),
    [
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", b"short"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", b"x"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 1_0\r\n\r\n", b"0123456789"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", b"ab"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n"], "fetch_too_large"),
        ([b"HTTP/1.1 200 OK\r\n\r\n", b"x" * (LIMIT + 1)], "fetch_too_large"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"60000\r\n" + b"x" * 0x60000], "fetch_too_large"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 130_000], "fetch_too_large"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"5\r\nab"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"zz\r\nab"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"-5\r\nab\r\n0\r\n\r\n"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", b"0\r\n\r\n"], "fetch_encoding"),
        ([b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n", gzip.compress(b"0" * 10_000_000)], "fetch_encoding"),
        ([b"HTTP/1.1 200 OK\r\nContent-Encoding: br, identity\r\n\r\n", b"x"], "fetch_encoding"),
        ([b"HTTP/1.1 200 OK\r\nX: " + b"x" * 70_000 + b"\r\n\r\n"], "fetch_headers_too_large"),
        ([b"HTTP/1.1 200 OK\r\n", b"".join(b"X: %d\r\n" % n for n in range(200)), b"\r\n"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\n", *[b"X: " + b"x" * 30_000 + b"\r\n"] * 9, b"\r\n"], "fetch_headers_too_large"),
        ([b"HTTP/1.1 100 Continue\r\n\r\n" * 10_000], "fetch_headers_too_large"),
        ([b"SSH-2.0-OpenSSH_9.6\r\n"], "fetch_connection"),
        ([b"HTTP/1.1 abc OK\r\n\r\n"], "fetch_connection"),
        ([b"HTTP/1.1 200 OK\r\nContent-Le"], "fetch_connection"),
        ([b""], "fetch_connection"),
    ],
)
def test_a_server_that_misbehaves_gets_a_code_and_no_document(pieces: list[bytes], code: str) -> None:
    with serving(says(*pieces)) as server:
        error = failure(fetcher(), server.url())
    assert error.code == code
    assert error.url == server.url()


def test_a_server_that_is_not_there_cannot_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert failure(fetcher(), f"http://127.0.0.1:{port}/").code == "fetch_connection"


def test_a_redirect_is_followed_and_the_response_says_where_it_ended() -> None:
    def handler(line: socket.socket, server: Server) -> None:
        (redirects("/b?c#d") if len(server.heads) == 1 else answers(b"[]"))(line, server)

    with serving(handler) as server:
        response = fetcher()(profile(server.url("/a")))
    assert (response.url, response.body) == (server.url("/a"), b"[]")
    assert response.headers["content-location"] == server.url("/b?c")


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See", "307 Temporary", "308 Permanent"])
def test_three_redirects_are_followed_and_no_more(status: str) -> None:
    with serving(redirects("/again", status=status)) as server:
        assert failure(fetcher(), server.url()).code == "fetch_redirects"
        assert len(server.heads) == 4
    with serving(redirects("/again", status=status)) as server:
        assert failure(fetcher(redirects=0), server.url()).code == "fetch_redirects"
        assert len(server.heads) == 1


def test_a_redirect_without_a_place_to_go_is_a_response() -> None:
    with serving(answers(b"", status="302 Found")) as server:
        assert fetcher()(profile(server.url())).status == 302


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://169.254.169.254/latest/meta-data/", "fetch_address"),
        ("http://0xA9FEA9FE/", "fetch_address"),
        ("//2852039166/", "fetch_address"),
        ("http://[::ffff:127.0.0.1]/", "fetch_address"),
        ("ftp://college.example/", "fetch_scheme"),
        ("file:///etc/passwd", "fetch_scheme"),
        ("javascript:alert(1)", "fetch_url"),
        ("http://user:secret@college.example/", "fetch_url_credentials"),
        ("http://college.example:22/", "fetch_port"),
        ("http://[::1/", "fetch_url"),
        ("/a b", "fetch_redirects"),
    ],
)
def test_where_a_redirect_leads_is_checked_like_any_address(location: str, code: str) -> None:
    with serving(redirects(location)) as server:
        error = failure(fetcher(), server.url())
    assert error.code == code
    assert error.url == server.url()


def test_a_redirect_body_is_never_read() -> None:
    bomb = gzip.compress(b"0" * 1_000_000)
    fields = ["Location: /again", "Content-Encoding: gzip"]
    with serving(answers(bomb, status="302 Found", fields=fields)) as server:
        assert failure(fetcher(), server.url()).code == "fetch_redirects"


def test_a_name_is_resolved_once_and_the_connection_goes_to_the_address_that_was_checked() -> None:
    asked: list[str] = []
    dialled: list[tuple[str, int]] = []

    def changing_its_mind(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["93.184.215.14"] if len(asked) == 1 else ["127.0.0.1"]

    def connect(address: str, port: int, _seconds: float) -> socket.socket:
        dialled.append((address, port))
        near, far = socket.socketpair()
        with far:
            moved = b"HTTP/1.1 302 Found\r\nLocation: /moved\r\nContent-Length: 0\r\n\r\n"
            far.sendall(moved if len(dialled) == 1 else b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        return near

    fetch = HttpFetcher(NetworkPolicy(http_allowed=True), resolver=changing_its_mind, connect=connect)
    assert fetch(profile("http://college.example/")).body == b"{}"
    assert asked == ["college.example"]
    assert dialled == [("93.184.215.14", 80), ("93.184.215.14", 80)]
    assert failure(fetch, "http://college.example/").code == "fetch_address"
    assert len(dialled) == 2


def test_the_operating_system_resolves_where_nobody_else_does() -> None:
    with serving(answers(b"{}")) as server:
        assert fetcher()(profile(server.url(host="localhost"))).body == b"{}"


def test_the_next_address_is_tried_where_one_does_not_answer() -> None:
    dialled: list[str] = []

    def connect(address: str, _port: int, seconds: float) -> socket.socket:
        dialled.append(address)
        assert seconds <= 5
        if len(dialled) < 3:
            raise TimeoutError if len(dialled) == 1 else ConnectionRefusedError
        near, far = socket.socketpair()
        with far:
            far.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
        return near

    addresses = ["2606:4700::1111", "8.8.8.8", "8.8.4.4"]
    fetch = HttpFetcher(NetworkPolicy(http_allowed=True), resolver=lambda *_: addresses, connect=connect)
    assert fetch(profile("http://college.example/")).body == b"{}"
    assert dialled == addresses


@pytest.mark.parametrize(
    ("error", "code"), [(TimeoutError, "fetch_timeout"), (ConnectionResetError, "fetch_connection")]
)
def test_a_connection_that_fails_says_how(error: type[OSError], code: str) -> None:
    def connect(_address: str, _port: int, _seconds: float) -> socket.socket:
        raise error

    fetch = HttpFetcher(NetworkPolicy(http_allowed=True), resolver=lambda *_: ["8.8.8.8"], connect=connect)
    assert failure(fetch, "http://college.example/").code == code
    assert failure(fetch, "https://college.example/").code == code


@pytest.mark.parametrize("answer", [[], OSError("third-party text"), UnicodeError("third-party text")])
def test_a_name_without_an_answer_is_unknown(answer: list[str] | Exception) -> None:
    def resolver(_host: str, _port: int) -> list[str]:
        if isinstance(answer, Exception):
            raise answer
        return answer

    error = failure(HttpFetcher(resolver=resolver), "https://college.example/")
    assert error.code == "fetch_dns"
    assert "third-party" not in str(error)


def test_a_resolver_that_does_not_answer_is_not_waited_for() -> None:
    release = threading.Event()

    def resolver(_host: str, _port: int) -> list[str]:
        release.wait(10)
        return []

    fetch = HttpFetcher(NetworkPolicy(request_seconds=0.05), resolver=resolver)
    error = failure(fetch, "https://college.example/")
    release.set()
    assert error.code == "fetch_timeout"
    for thread in threading.enumerate():
        if thread.name == "mexbadge-resolver":
            thread.join()


def test_fifty_requests_are_the_end_of_a_budget_and_redirects_count() -> None:
    with serving(redirects("/again")) as server:
        fetch = fetcher(total_requests=5)
        assert failure(fetch, server.url()).code == "fetch_redirects"
        assert failure(fetch, server.url()).code == "fetch_budget"
        assert failure(fetch, server.url()).code == "fetch_budget"
        assert len(server.heads) == 5
        assert failure(fetch.fresh(), server.url()).code == "fetch_redirects"
    assert NetworkPolicy().total_requests == 50


def test_the_seconds_of_all_requests_together_are_bounded() -> None:
    now = [0.0]

    def connect(_address: str, _port: int, _seconds: float) -> socket.socket:
        now[0] += 40
        raise ConnectionRefusedError

    policy = NetworkPolicy(http_allowed=True, request_seconds=100)
    fetch = HttpFetcher(policy, resolver=lambda *_: ["8.8.8.8"], connect=connect, clock=lambda: now[0])
    codes = [failure(fetch, "http://college.example/").code for _ in range(3)]
    assert codes == ["fetch_connection", "fetch_connection", "fetch_budget"]
    assert failure(fetch.fresh(), "http://college.example/").code == "fetch_connection"


def test_a_request_that_uses_up_the_last_seconds_of_the_budget_says_so() -> None:
    now = [0.0]

    def connect(_address: str, _port: int, _seconds: float) -> socket.socket:
        now[0] += 61
        near, far = socket.socketpair()
        far.close()
        return near

    fetch = HttpFetcher(
        NetworkPolicy(http_allowed=True, request_seconds=70),
        resolver=lambda *_: ["8.8.8.8"],
        connect=connect,
        clock=lambda: now[0],
    )
    assert failure(fetch, "http://college.example/").code == "fetch_budget"


def test_only_the_ports_of_the_policy_are_asked() -> None:
    fetch = HttpFetcher(NetworkPolicy(ports=frozenset({443})), resolver=lambda *_: [])
    assert failure(fetch, "https://college.example:8443/").code == "fetch_port"
    assert failure(fetch, "https://college.example/").code == "fetch_dns"


def test_an_entity_tag_is_sent_and_a_forged_one_is_not() -> None:
    with serving(answers(b"", status="304 Not Modified")) as server:
        assert fetcher().if_changed(profile(server.url()), 'W/"abc"').status == 304
        assert fetcher().if_changed(profile(server.url()), '"a"\r\nX-Evil: 1').status == 304
    assert b'If-None-Match: W/"abc"' in server.heads[0]
    assert b"If-None-Match" not in server.heads[1]
    assert b"X-Evil" not in server.heads[1]


@pytest.mark.parametrize(
    "policy",
    [
        {"proxy": "https://proxy.example:3128"},
        {"proxy": "socks5://proxy.example"},
        {"proxy": "http://proxy.example:99999"},
        {"proxy": "proxy.example"},
        {"proxy": "http://proxy.example/path"},
        {"user_agent": "a\r\nX-Evil: 1"},
        {"user_agent": ""},
        {"request_seconds": 0},
        {"total_requests": 0},
        {"redirects": -1},
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(policy: dict[str, object]) -> None:
    with pytest.raises(InputError) as caught:
        NetworkPolicy(**policy)  # type: ignore[arg-type]
    assert caught.value.code in {"fetch_proxy_url", "fetch_policy"}


# --- TLS ----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


def tls(authority: Authority | None) -> HttpFetcher:
    ca_file = None if authority is None else authority.ca_file
    policy = NetworkPolicy(private_allowed=True, ca_file=ca_file, request_seconds=5)
    return HttpFetcher(policy, resolver=lambda *_: ["127.0.0.1"])


def test_the_certificate_must_be_for_the_name_though_the_connection_goes_to_an_address(authority: Authority) -> None:
    names: list[str | None] = []
    context = authority.server("college.example")
    context.sni_callback = lambda _line, name, _context: names.append(name)
    with serving(answers(b"{}"), context=context) as server:
        response = tls(authority)(profile(server.url(scheme="https", host="college.example")))
        other = failure(tls(authority), server.url(scheme="https", host="evil.example"))
        number = failure(tls(authority), server.url(scheme="https"))
    assert response.body == b"{}"
    assert f"Host: college.example:{server.port}\r\n".encode() in server.heads[0]
    assert (other.code, number.code) == ("fetch_tls", "fetch_tls")
    assert names[:2] == ["college.example", "evil.example"]


def test_a_certificate_may_be_for_an_internet_address(authority: Authority) -> None:
    with serving(answers(b"{}"), context=authority.server("127.0.0.1")) as server:
        assert tls(authority)(profile(server.url(scheme="https"))).body == b"{}"


def test_a_certificate_of_an_unknown_authority_is_refused(authority: Authority) -> None:
    with serving(answers(b"{}"), context=authority.server("college.example")) as server:
        assert failure(tls(None), server.url(scheme="https", host="college.example")).code == "fetch_tls"


def test_a_server_without_tls_is_refused_under_https() -> None:
    near, far = socket.socketpair()
    far.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")
    fetch = HttpFetcher(resolver=lambda *_: ["8.8.8.8"], connect=lambda *_: near)
    with far:
        assert failure(fetch, "https://college.example/").code == "fetch_tls"


def test_a_redirect_from_https_to_http_is_refused(authority: Authority) -> None:
    context = authority.server("college.example")
    with serving(redirects("http://college.example/"), context=context) as server:
        policy = NetworkPolicy(private_allowed=True, http_allowed=True, ca_file=authority.ca_file)
        fetch = HttpFetcher(policy, resolver=lambda *_: ["127.0.0.1"])
        error = failure(fetch, server.url(scheme="https", host="college.example"))
    assert error.code == "fetch_redirect_insecure"


def test_a_file_without_certificates_is_refused_when_the_fetcher_is_made(tmp_path: Path) -> None:
    for content in (None, b"", b"no certificate"):
        path = tmp_path / "authority.pem"
        if content is not None:
            path.write_bytes(content)
        with pytest.raises(InputError) as caught:
            HttpFetcher(NetworkPolicy(ca_file=str(path)))
        assert caught.value.code == "fetch_ca_file"


# --- A proxy ------------------------------------------------------------------------------------------------


def relays(line: socket.socket, server: Server) -> None:
    """Act as a proxy that knows one server: the one whose port stands in the request."""
    head = server.heads[-1]
    method, place, _ = head.split(b" ", 2)
    if method != b"CONNECT":
        answers(b'{"via": "proxy"}')(line, server)
        return
    line.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    with socket.create_connection(("127.0.0.1", int(place.rpartition(b":")[2]))) as onward:
        onward.settimeout(5)
        back = threading.Thread(target=_pump, args=(onward, line))
        back.start()
        _pump(line, onward)
        back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while piece := source.recv(65536):
            sink.sendall(piece)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        return


def proxied(port: int, authority: Authority | None = None) -> HttpFetcher:
    def resolver(host: str, _port: int) -> list[str]:
        assert host == "proxy.example"
        return ["127.0.0.1"]

    ca_file = None if authority is None else authority.ca_file
    proxy = f"http://student:secret@proxy.example:{port}"
    policy = NetworkPolicy(http_allowed=True, proxy=proxy, ca_file=ca_file, request_seconds=5)
    return HttpFetcher(policy, resolver=resolver)


def test_a_proxy_carries_https_and_the_certificate_is_still_that_of_the_server(authority: Authority) -> None:
    context = authority.server("college.example")
    with serving(answers(b"{}"), context=context) as server, serving(relays) as proxy:
        fetch = proxied(proxy.port, authority)
        assert fetch(profile(server.url(scheme="https", host="college.example"))).body == b"{}"
        assert failure(fetch, server.url(scheme="https", host="evil.example")).code == "fetch_tls"
    assert proxy.heads[0].startswith(f"CONNECT college.example:{server.port} HTTP/1.".encode())
    assert b"Proxy-Authorization: Basic" in proxy.heads[0]
    assert b"Proxy-Authorization" not in server.heads[0]


def test_a_proxy_carries_http() -> None:
    with serving(relays) as proxy:
        assert proxied(proxy.port)(profile("http://college.example/a")).body == b'{"via": "proxy"}'
    assert proxy.heads[0].startswith(b"GET http://college.example/a HTTP/1.1\r\n")
    assert b"Host: college.example\r\n" in proxy.heads[0]


def test_an_internet_address_of_ones_own_network_is_refused_through_a_proxy_too() -> None:
    with serving(relays) as proxy:
        assert failure(proxied(proxy.port), "https://127.0.0.1/").code == "fetch_address"
    assert not proxy.heads


def test_a_proxy_that_refuses_or_is_not_there_says_so() -> None:
    with serving(answers(b"", status="407 Proxy Authentication Required")) as proxy:
        assert failure(proxied(proxy.port), "https://college.example/").code == "fetch_proxy"
    assert failure(proxied(proxy.port), "https://college.example/").code == "fetch_proxy"
    gone = HttpFetcher(NetworkPolicy(proxy="http://proxy.example"), resolver=lambda *_: [])
    assert failure(gone, "https://college.example/").code == "fetch_proxy"


@pytest.mark.parametrize("status", ["102 Processing", "103 Early Hints"])
def test_what_only_announces_an_answer_is_passed_over(status: str) -> None:
    hint = f"HTTP/1.1 {status}\r\nLink: </a.css>; rel=preload\r\nContent-Length: 9\r\n\r\n".encode()
    end = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"
    for hints in (hint, hint * 3, b"HTTP/1.1 100 Continue\r\n\r\n" + hint):
        with serving(says(hints, end)) as server:
            response = fetcher()(profile(server.url()))
        assert (response.status, response.body) == (200, b"{}")
        assert "link" not in response.headers


def test_announcements_without_end_are_ended_by_their_size() -> None:
    hint = b"HTTP/1.1 103 Early Hints\r\nLink: " + b"x" * 1000 + b"\r\n\r\n"
    with serving(says(hint * 1000)) as server:
        assert failure(fetcher(), server.url()).code == "fetch_headers_too_large"


def test_an_internationalised_host_is_asked_by_its_ascii_form(authority: Authority) -> None:
    with serving(answers(b"{}"), context=authority.server("xn--bcher-kva.example")) as server:
        made = HttpFetcher(
            NetworkPolicy(ca_file=authority.ca_file),
            resolver=lambda host, _: ["93.184.215.14"] if host == "xn--bcher-kva.example" else [],
            connect=lambda _, __, seconds: socket.create_connection(("127.0.0.1", server.port), timeout=seconds),
        )
        response = made(profile("https://B\u00dccher.example/a"))
    assert (response.url, response.body) == ("https://B\u00dccher.example/a", b"{}")
    assert "content-location" not in response.headers
    assert b"Host: xn--bcher-kva.example" in server.heads[0]
