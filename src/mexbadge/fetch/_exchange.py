"""One exchange with one server, over a connection to an address that was checked before.

Requests and urllib3 do the work; this module decides where the connection goes, how long anything may wait and how much
may come. A requests session is left out on purpose: it reads the whole body of a redirect, and decodes it.
"""

import io
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPMessage, HTTPResponse
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SOCK_STREAM, TCP_NODELAY, getaddrinfo, socket
from typing import Any, Final, cast

import requests
import truststore
from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, ReadTimeoutError
from urllib3.exceptions import SSLError as TlsError
from urllib3.util import Url, parse_url

from mexbadge.fetch._deadline import Deadline, Refusal
from mexbadge.fetch.addresses import Target

Dial = Callable[[str, int, float], socket]
"""``dial(address, port, seconds)`` connects, or raises :class:`OSError`."""

_MOST_ADDRESSES: Final = 4
_PIECE: Final = 64 * 1024
_LENGTH: Final = re.compile(r"[0-9]{1,18}", re.ASCII)
_CONTINUE: Final = 100
_SWITCHED: Final = 101
_OK: Final = 200
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Line:
    """How a connection comes about: the checked addresses, who dials, and the limits.

    ``certificate`` is shown the certificate of each host that is connected to over TLS, as it came (DER).
    """

    addresses: tuple[str, ...]
    deadline: Deadline
    dial: Dial
    connect_seconds: float
    ca_file: str | None = None
    proxy: str | None = None
    certificate: Callable[[str, bytes], None] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said; ``body`` is empty unless the status is 200."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect leads, or ``None``."""
        return self.headers.get("location") if self.status in _REDIRECTS else None


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the operating system for all internet addresses of ``host``; raise :class:`OSError`."""
    found = getaddrinfo(host, port, type=SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))


def dial(address: str, port: int, seconds: float) -> socket:
    """Connect to an internet address; nothing is looked up."""
    line = socket(AF_INET6 if ":" in address else AF_INET, SOCK_STREAM)
    try:
        line.settimeout(seconds)
        line.setsockopt(IPPROTO_TCP, TCP_NODELAY, 1)
        line.connect((address, port))
    except OSError:
        line.close()
        raise
    return line


def trust(ca_file: str | None) -> ssl.SSLContext:
    """Return what decides about certificates: the operating system's trust store, or the one file that was named.

    Made anew for each connection: a context that is shared makes one slow handshake hold up all the others.
    """
    if ca_file is None:
        context: ssl.SSLContext = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    else:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(cafile=ca_file)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def get(target: Target, headers: Mapping[str, str], line: Line, limit: int) -> Answer:
    """Ask ``target`` once, following nothing, and read a body of at most ``limit`` bytes; raise :class:`Refusal`."""
    adapter = _Adapter(target, line)
    proxies = {target.scheme: line.proxy} if line.proxy else {}
    try:
        prepared = requests.Request("GET", target.url, headers=dict(headers)).prepare()
        answer = adapter.send(prepared, stream=True, timeout=line.deadline.left(), proxies=proxies)
        try:
            return _read(answer, line.deadline, limit)
        finally:
            answer.close()
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise Refusal(line.deadline.code or _code(error), host=target.host) from None
    finally:
        adapter.close()


def _code(error: Exception) -> str:
    if isinstance(error, requests.exceptions.SSLError | TlsError):
        return "fetch_tls"
    if isinstance(error, requests.exceptions.ProxyError):
        return "fetch_proxy"
    if isinstance(error, requests.Timeout | ReadTimeoutError | TimeoutError):
        return "fetch_timeout"
    return "fetch_connection"


def _read(answer: requests.Response, deadline: Deadline, limit: int) -> Answer:
    headers = {name.lower(): value for name, value in answer.headers.items()}
    if answer.status_code != _OK:
        return Answer(answer.status_code, headers, b"")
    if headers.get("content-encoding", "identity").strip().lower() not in {"", "identity"}:
        raise Refusal("fetch_encoding")
    framing = headers.get("transfer-encoding", "").strip().lower()
    if framing not in {"", "identity", "chunked"}:
        raise Refusal("fetch_encoding")
    length = headers.get("content-length")
    if length is not None and not _LENGTH.fullmatch(length.strip()):
        raise Refusal("fetch_connection")
    expected = int(length) if length is not None and framing != "chunked" else None
    if expected is not None and expected > limit:
        raise Refusal("fetch_too_large")
    deadline.allow_body(limit)
    body = bytearray()
    for piece in answer.raw.stream(_PIECE, decode_content=False):
        body += piece
        if len(body) > limit:
            raise Refusal("fetch_too_large")
    if expected is not None and len(body) != expected:
        raise Refusal("fetch_connection")
    return Answer(_OK, headers, bytes(body))


def _ready(line: socket, deadline: Deadline) -> socket:
    """Let a new connection wait for what is left; close it where nothing is."""
    try:
        line.settimeout(deadline.left())
    except TimeoutError:
        line.close()
        raise
    return line


class _Reader(io.RawIOBase):
    """Reads from a socket, never past the deadline."""

    def __init__(self, line: socket, deadline: Deadline) -> None:
        super().__init__()
        self._line = line
        self._deadline = deadline
        self._file = line.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401 - any writable buffer
        with self._deadline.waiting(self._line):
            size = self._file.readinto(buffer) or 0
        self._deadline.count(size)
        return size

    def close(self) -> None:
        self._file.close()
        super().close()


class _Guarded:
    """A connected socket in which every wait asks the deadline first; what a caller sets as time-out does not count."""

    def __init__(self, line: socket, deadline: Deadline) -> None:
        self._line = line
        self._deadline = deadline

    def makefile(self, *_: object, **__: object) -> io.BufferedReader:
        return io.BufferedReader(_Reader(self._line, self._deadline))

    def sendall(self, data: bytes) -> None:
        with self._deadline.waiting(self._line):
            self._line.sendall(data)

    def settimeout(self, value: float | None) -> None:
        pass

    def fileno(self) -> int:
        return self._line.fileno()

    def shutdown(self, how: int) -> None:
        self._line.shutdown(how)

    def close(self) -> None:
        self._line.close()


class _Final(HTTPResponse):
    """An answer after those that only announce it: 102 and 103 come before the one that counts (RFC 8297)."""

    def begin(self) -> None:
        super().begin()
        while _CONTINUE < self.status < _OK and self.status != _SWITCHED:
            self.headers = self.msg = cast("HTTPMessage", None)  # as before the first line was read
            super().begin()


class _Connection(HTTPConnection):
    """Connects to the checked addresses only, whatever the host is called; name and certificate checks stay with it."""

    response_class = _Final

    def __init__(self, host: str, port: int | None = None, *, through: Line, **options: Any) -> None:  # noqa: ANN401
        super().__init__(host, port, **options)
        self._through = through

    def _new_conn(self) -> socket:
        deadline = self._through.deadline
        addresses = self._through.addresses[:_MOST_ADDRESSES]
        late = False
        left = self._through.connect_seconds
        for count in range(len(addresses), 0, -1):
            seconds = min(left / count, deadline.left())
            try:
                line = self._through.dial(addresses[-count], self.port or 0, seconds)
            except TimeoutError:
                late = True
                left -= seconds
            except OSError:
                late = False
            else:
                return _ready(line, deadline)
        if late:
            raise ConnectTimeoutError(self, "")
        raise NewConnectionError(self, "")

    def _opened(self) -> None:
        """Look at what was connected to."""

    def _tunnel(self) -> None:
        line = cast("socket", self.sock)
        self.sock = cast("socket", _Guarded(line, self._through.deadline))
        super()._tunnel()
        self.sock = line
        line.settimeout(self._through.deadline.left())

    def connect(self) -> None:
        super().connect()
        self._opened()
        self.sock = cast("socket", _Guarded(cast("socket", self.sock), self._through.deadline))


class _TlsConnection(_Connection, HTTPSConnection):
    """The same over TLS: the certificate must be for the host's name; it is shown to whoever wants to see it."""

    def _opened(self) -> None:
        shown = getattr(self.sock, "getpeercert", None)
        if self._through.certificate is not None and shown is not None:
            self._through.certificate(self.host, shown(binary_form=True) or b"")


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsConnection


class _Adapter(HTTPAdapter):
    """Hands requests the one pool of one exchange."""

    def __init__(self, target: Target, line: Line) -> None:
        super().__init__()
        options: dict[str, Any] = {"through": line}
        host, port = target.host, target.port
        if line.proxy:
            proxy: Url = parse_url(line.proxy)
            options |= {"_proxy": proxy, "_proxy_headers": self.proxy_headers(line.proxy)}
            if target.scheme == "http":
                host, port = str(proxy.host), proxy.port or 80
        if target.scheme == "https":
            context = trust(line.ca_file)
            self._pool: HTTPConnectionPool = _TlsPool(
                host, port, ssl_context=context, cert_reqs="CERT_REQUIRED", **options
            )
        else:
            self._pool = _Pool(host, port, **options)

    def cert_verify(self, *_: object, **__: object) -> None:
        """Leave the trust store of the context as it is."""

    def get_connection_with_tls_context(self, *_: object, **__: object) -> HTTPConnectionPool:
        """Return the one pool, whatever is asked."""
        return self._pool

    def close(self) -> None:
        """Close what is left open."""
        self._pool.close()
        super().close()
