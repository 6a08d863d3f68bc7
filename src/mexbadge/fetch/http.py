"""The guarded network: the only place where mexbadge asks the internet for a document.

What is asked is named by a stranger's badge. So every address is checked before anything is sent, the connection goes
to the address that was checked, and time, size, redirects and the number of requests are bounded.
"""

import re
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urljoin, urlsplit

from mexbadge import __version__
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import libraries
from mexbadge.fetch._deadline import Clock, Deadline, Refusal
from mexbadge.fetch.addresses import Target, allowed, host_name, parse
from mexbadge.fetch.answers import answer
from mexbadge.fetch.certificates import TlsCertificate, certificate_of
from mexbadge.fetch.types import LIMITS, Request, Response

if TYPE_CHECKING:
    from socket import socket

__all__ = ["HttpFetcher", "NetworkPolicy", "Resolver"]

Resolver = Callable[[str, int], Sequence[str]]
"""``resolver(host, port)`` returns every internet address of a host, or raises :class:`OSError`."""

_PROXY: Final = re.compile(r"http://(?:[^\s/?#@]+@)?(?:\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::[0-9]{1,5})?/?", re.ASCII)
_FIELD: Final = re.compile(r"[\x20-\x7e]+", re.ASCII)
_TAG: Final = re.compile(r'(?:W/)?"[\x21\x23-\x7e]{0,256}"', re.ASCII)
_PRINTABLE: Final = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class NetworkPolicy:
    """What the guarded network may do. The default is meant for addresses that a stranger wrote.

    ``http_allowed`` admits ``http:`` beside ``https:``. ``ports`` lists the ports that may be asked; ``None`` admits
    what the address declares, but never a port on which other services listen. ``private_allowed`` opens this machine
    and this network: for tests and an intranet; metadata, link-local and multicast addresses stay closed.
    ``private_hosts`` opens this network for the hosts that are named, and for no other.
    ``connect_seconds`` and ``request_seconds`` bound one request (redirects included, however slowly the answer drips),
    ``total_requests`` and ``total_seconds`` all requests of one fetcher. ``ca_file`` (PEM) replaces the operating
    system's trust store.

    ``proxy`` (``http://[user:password@]host[:port]``) sends everything through that machine. Names are then resolved by
    the proxy: a name that leads into the proxy's own network cannot be seen from here, and only the proxy's own rules
    hold it off. All else still holds. Nothing is taken from the environment: no proxy, no ``.netrc``.

    Raises :class:`~mexbadge.errors.InputError`: ``fetch_proxy_url``, ``fetch_private_host``, ``fetch_policy``.
    """

    http_allowed: bool = False
    ports: frozenset[int] | None = None
    private_allowed: bool = False
    private_hosts: frozenset[str] = frozenset()
    redirects: int = 3
    connect_seconds: float = 5.0
    request_seconds: float = 15.0
    total_requests: int = 50
    total_seconds: float = 60.0
    proxy: str | None = None
    ca_file: str | None = None
    user_agent: str = f"mexbadge/{__version__}"

    def __post_init__(self) -> None:
        if self.proxy is not None:
            _proxy_place(self.proxy)
        try:
            hosts = frozenset(map(host_name, self.private_hosts))
        except Refusal:
            raise InputError("fetch_private_host", host=", ".join(sorted(self.private_hosts))) from None
        object.__setattr__(self, "private_hosts", hosts)
        bounds = (
            self.connect_seconds,
            self.request_seconds,
            self.total_seconds,
            self.redirects + 1,
            self.total_requests,
        )
        if min(bounds) <= 0 or not _FIELD.fullmatch(self.user_agent):
            raise InputError("fetch_policy")


class _Budget:
    """How many requests and seconds are left for one verification; safe in several threads."""

    def __init__(self, requests: int, seconds: float, clock: Clock) -> None:
        self._requests = requests
        self._seconds = seconds
        self._clock = clock
        self._lock = threading.Lock()

    def one_more(self) -> None:
        with self._lock:
            self._requests -= 1
            if self._requests < 0:
                raise Refusal("fetch_budget")

    @contextmanager
    def spending(self) -> Iterator[float]:
        """Give the seconds that are left, and take off those that pass meanwhile."""
        with self._lock:
            left = self._seconds
        if left <= 0:
            raise Refusal("fetch_budget")
        start = self._clock()
        try:
            yield left
        finally:
            with self._lock:
                self._seconds -= self._clock() - start


class HttpFetcher:
    """Ask the network, guarded: callable as :data:`~mexbadge.fetch.types.Fetch`.

    The host is resolved once, every answer is checked, and the connection goes to a checked address while the
    certificate must be for the host's name; each redirect is checked in the same way, and none leads from https to
    http.
    A response carries the address that was asked; after a redirect its header ``content-location`` holds the address
    that answered. A status other than 200 is a response without a body.

    One fetcher has one budget of requests and seconds: take :meth:`fresh` for each verification. ``resolver``,
    ``connect`` and ``clock`` (monotonic) replace those of the operating system.

    Raises :class:`~mexbadge.errors.InputError` ``fetch_ca_file`` if the file of the policy holds no certificates.
    """

    def __init__(
        self,
        policy: NetworkPolicy | None = None,
        *,
        resolver: Resolver | None = None,
        connect: "Callable[[str, int, float], socket] | None" = None,
        clock: Clock = time.monotonic,
    ) -> None:
        self.policy = policy or NetworkPolicy()
        self._resolver = resolver
        self._connect = connect
        self._clock = clock
        self._budget = _Budget(self.policy.total_requests, self.policy.total_seconds, clock)
        self._certificates: dict[str, bytes] = {}
        if self.policy.ca_file is not None:
            _check_ca_file(self.policy.ca_file)

    def __repr__(self) -> str:
        return f"<HttpFetcher with {self.policy!r}>"

    def fresh(self) -> "HttpFetcher":
        """Return the same fetcher with a budget of its own, for the next verification."""
        return HttpFetcher(self.policy, resolver=self._resolver, connect=self._connect, clock=self._clock)

    def certificate(self, host: str) -> TlsCertificate | None:
        """Return the certificate that a host showed when it was asked last; ``None`` where it showed none."""
        return certificate_of(self._certificates.get(host_name(host), b""))

    def __call__(self, request: Request) -> Response:
        """Fetch one document; raise :class:`~mexbadge.errors.FetchError`."""
        return self._fetch(request, {})

    def if_changed(self, request: Request, etag: str) -> Response:
        """Fetch a document unless it is still the one that ``etag`` names: then the status is 304 (RFC 9110, 13.1)."""
        return self._fetch(request, {"If-None-Match": etag} if _TAG.fullmatch(etag) else {})

    def from_origin(self, request: Request, origin: str) -> Response:
        """Fetch a document as a page at ``origin`` would: some servers tell only those who ask so who may read it."""
        return self._fetch(request, {"Origin": origin} if _FIELD.fullmatch(origin) else {})

    def _fetch(self, request: Request, more: Mapping[str, str]) -> Response:
        headers = {
            "Accept": request.accept,
            "Accept-Encoding": "identity",
            "Connection": "close",
            "User-Agent": self.policy.user_agent,
            **more,
        }
        try:
            with self._budget.spending() as seconds:
                late = "fetch_budget" if seconds < self.policy.request_seconds else "fetch_timeout"
                deadline = Deadline(min(seconds, self.policy.request_seconds), self._clock, late=late)
                return self._follow(request, headers, deadline)
        except Refusal as refusal:
            raise FetchError(refusal.code, url=request.url, status=refusal.status, host=refusal.host) from None

    def _follow(self, request: Request, headers: Mapping[str, str], deadline: Deadline) -> Response:
        from mexbadge.fetch import _exchange  # noqa: PLC0415 - only a real request loads requests

        resolved: dict[str, tuple[str, ...]] = {}
        target = self._parse(request.url)
        asked = target.url
        for _ in range(self.policy.redirects + 1):
            self._budget.one_more()
            line = _exchange.Line(
                self._addresses(target, deadline, resolved),
                deadline,
                self._connect or _exchange.dial,
                self.policy.connect_seconds,
                self.policy.ca_file,
                self.policy.proxy,
                self._certificates.__setitem__,
            )
            got = _exchange.get(target, headers, line, LIMITS[request.kind])
            if got.location is None:
                final = None if target.url == asked else target.url
                return answer(request.url, got.status, got.headers, got.body, final=final)
            target = self._redirected(target, got.location)
        raise Refusal("fetch_redirects", host=target.host)

    def _parse(self, url: str) -> Target:
        policy = self.policy
        target = parse(
            url, http=policy.http_allowed, private=policy.private_allowed, private_hosts=policy.private_hosts
        )
        if self.policy.ports is not None and target.port not in self.policy.ports:
            raise Refusal("fetch_port", host=target.host)
        return target

    def _redirected(self, target: Target, location: str) -> Target:
        """Return where a redirect leads, after the same checks as for an address that a badge names."""
        try:
            written = quote(location.encode("latin-1"), safe=_PRINTABLE)
            url = urljoin(target.url, written)
        except ValueError:
            raise Refusal("fetch_url", host=target.host) from None
        if target.scheme == "https" and url.lower().startswith("http:"):
            raise Refusal("fetch_redirect_insecure", host=target.host)
        return self._parse(url)

    def _addresses(self, target: Target, deadline: Deadline, resolved: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """Return the internet addresses to connect to, each of them checked; a host is resolved once per fetch."""
        if self.policy.proxy is not None:
            return self._proxy_addresses(self.policy.proxy, deadline)
        if target.address is not None:
            return (target.address,)
        if target.host not in resolved:
            found = self._resolved(target.host, target.port, deadline)
            private = self.policy.private_allowed or target.host in self.policy.private_hosts
            if not all(allowed(address, private=private) for address in found):
                raise Refusal("fetch_address", host=target.host)
            resolved[target.host] = found
        return resolved[target.host]

    def _proxy_addresses(self, proxy: str, deadline: Deadline) -> tuple[str, ...]:
        host, port = _proxy_place(proxy)
        try:
            return self._resolved(host, port, deadline)
        except Refusal as refusal:
            raise Refusal("fetch_proxy" if refusal.code == "fetch_dns" else refusal.code, host=host) from None

    def _resolved(self, host: str, port: int, deadline: Deadline) -> tuple[str, ...]:
        """Resolve ``host`` within the time that is left: the operating system's own resolver knows no time limit."""
        from mexbadge.fetch import _exchange  # noqa: PLC0415 - only a real request loads requests

        resolver = self._resolver or _exchange.resolve
        answers: SimpleQueue[tuple[str, ...]] = SimpleQueue()

        def ask() -> None:
            found: tuple[str, ...] = ()
            try:
                found = tuple(resolver(host, port))
            except (OSError, ValueError):
                found = ()
            finally:
                answers.put(found)

        threading.Thread(target=ask, name="mexbadge-resolver", daemon=True).start()
        try:
            found = answers.get(timeout=deadline.left())
        except (Empty, TimeoutError):
            raise Refusal(deadline.late, host=host) from None
        if not found:
            raise Refusal("fetch_dns", host=host)
        return found


def _proxy_place(proxy: str) -> tuple[str, int]:
    """Return host and port of a proxy; raise :class:`InputError`."""
    if not _PROXY.fullmatch(proxy):
        raise InputError("fetch_proxy_url")
    try:
        parts = urlsplit(proxy)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise InputError("fetch_proxy_url") from None
    return host or "", port or 80


def _check_ca_file(path: str) -> None:
    try:
        libraries.ssl.SSLContext(libraries.ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=path)
    except (OSError, ValueError):
        raise InputError("fetch_ca_file", path=path) from None
