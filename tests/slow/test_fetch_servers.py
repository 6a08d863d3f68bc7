"""Servers that take their time, against the deadlines: what must end ends, and nothing is left behind."""

import gc
import socket
import threading
from collections.abc import Callable, Iterator

import pytest

from fetch_servers import Server, answers, drips, fetcher, says, serving
from mexbadge.errors import FetchError
from mexbadge.fetch import HttpFetcher, NetworkPolicy, Request, ResourceKind
from mexbadge.fetch.types import LIMITS

pytestmark = pytest.mark.slow

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(autouse=True)
def _nothing_is_left_behind() -> Iterator[None]:
    before = set(threading.enumerate())
    yield
    gc.collect()
    assert set(threading.enumerate()) <= before


HOUR = 3600


def refused(fetch: HttpFetcher, url: str, kind: ResourceKind = ResourceKind.PROFILE) -> str:
    """Ask for what never ends: where the limit that is meant did not hold, the next one is an hour away."""
    with pytest.raises(FetchError) as caught:
        fetch(Request.of(url, kind))
    return caught.value.code


@pytest.mark.parametrize(
    ("start", "drop"),
    [
        pytest.param(b"", b"", id="silence"),
        pytest.param(b"", b"H", id="status line, letter by letter"),
        pytest.param(b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n", id="continue, for ever"),
        pytest.param(OK, b"X: y\r\n", id="header, line by line"),
        pytest.param(OK + b"X: ", b"y", id="header, letter by letter"),
        pytest.param(OK + b"\r\n", b"x", id="body without a length"),
        pytest.param(OK + b"Content-Length: 5000\r\n\r\n", b"x", id="body with a length"),
        pytest.param(CHUNKED, b"1\r\nx\r\n", id="chunk by chunk"),
        pytest.param(CHUNKED + b"1", b"0", id="chunk size, digit by digit"),
        pytest.param(CHUNKED + b"1;", b"x", id="chunk extension"),
        pytest.param(CHUNKED + b"1\r\nx\r\n0\r\n", b"X: y\r\n", id="trailer, line by line"),
    ],
)
@pytest.mark.parametrize("pause", [0.02, 0.2])
def test_the_deadline_holds_however_slowly_it_drips(start: bytes, drop: bytes, pause: float) -> None:
    with serving(drips(start, drop, pause=pause)) as server:
        code = refused(fetcher(request_seconds=0.5), server.url())
    assert code == "fetch_timeout"


def test_the_deadline_covers_all_redirects_together() -> None:
    def handler(line: socket.socket, server: Server) -> None:
        server.stop.wait(0.3)
        answers(b"", status="302 Found", fields=["Location: /again"])(line, server)

    with serving(handler) as server:
        code = refused(fetcher(request_seconds=0.5), server.url())
    assert code == "fetch_timeout"


def test_a_tls_handshake_that_never_answers_meets_the_deadline() -> None:
    release = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        line, _ = listener.accept()
        with line:
            release.wait(10)

    thread = threading.Thread(target=accept)
    thread.start()
    policy = NetworkPolicy(private_allowed=True, request_seconds=0.5)
    code = refused(HttpFetcher(policy), f"https://127.0.0.1:{listener.getsockname()[1]}/")
    release.set()
    thread.join()
    listener.close()
    assert code == "fetch_timeout"


def test_a_machine_that_does_not_accept_meets_the_connect_limit() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=1) as listener:
        port = listener.getsockname()[1]
        waiting = []
        for _ in range(8):
            line = socket.socket()
            line.settimeout(0)
            line.connect_ex(("127.0.0.1", port))
            waiting.append(line)
        code = refused(fetcher(connect_seconds=0.3, request_seconds=HOUR), f"http://127.0.0.1:{port}/")
        for line in waiting:
            line.close()
    assert code == "fetch_timeout"


@pytest.mark.parametrize(
    ("start", "drop", "code"),
    [
        (OK + b"\r\n", b"x" * 65536, "fetch_too_large"),
        (CHUNKED, b"10000\r\n" + b"x" * 65536 + b"\r\n", "fetch_too_large"),
        (CHUNKED, b"1\r\nx\r\n" * 8192, "fetch_too_large"),
        (CHUNKED + b"0\r\n", b"X: y\r\n" * 8192, "fetch_too_large"),
        (OK, b"X: " + b"y" * 60000 + b"\r\n", "fetch_headers_too_large"),
        (OK + b"X: ", b"y" * 65536, "fetch_headers_too_large"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 2048, "fetch_headers_too_large"),
    ],
)
def test_what_never_ends_is_ended_by_its_size(start: bytes, drop: bytes, code: str) -> None:
    with serving(drips(start, drop, pause=0)) as server:
        found = refused(fetcher(request_seconds=HOUR), server.url())
    assert found == code


@pytest.mark.parametrize("kind", list(ResourceKind))
def test_the_largest_document_of_each_kind_is_read_and_one_byte_more_is_not(kind: ResourceKind) -> None:
    body = b"x" * LIMITS[kind]
    with serving(answers(body)) as server:
        assert len(fetcher()(Request.of(server.url(), kind)).body) == LIMITS[kind]
    for handler in (answers(body + b"x"), says(OK + b"\r\n", body, b"x")):
        with serving(handler) as server:
            assert refused(fetcher(), server.url(), kind) == "fetch_too_large"


def test_several_threads_share_one_budget() -> None:
    codes: list[str] = []
    with serving(answers(b"{}")) as server:
        fetch = fetcher(total_requests=20)

        def ask() -> None:
            try:
                fetch(Request.of(server.url(), ResourceKind.PROFILE))
                codes.append("ok")
            except FetchError as error:
                codes.append(error.code)

        _together(ask, 30)
        assert len(server.heads) == 20
    assert sorted(codes) == ["fetch_budget"] * 10 + ["ok"] * 20


def test_a_slow_server_does_not_hold_up_another_thread() -> None:
    with serving(drips(b"", b"H")) as slow, serving(answers(b"{}")) as quick:
        fetch = fetcher(request_seconds=2)
        thread = threading.Thread(target=refused, args=(fetch, slow.url()))
        thread.start()
        assert fetch(Request.of(quick.url(), ResourceKind.PROFILE)).body == b"{}"
        assert thread.is_alive(), "the slow one is waited for still"
        thread.join()


def _together(work: Callable[[], None], count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
