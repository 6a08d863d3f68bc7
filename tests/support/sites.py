"""Web sites for tests: what stands at which address, and where an address sends its visitors.

The same pages answer from memory, as the guarded network would and in no other way, and from real servers on the
loopback address, over TLS with a throw-away authority.
"""

import socket
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from fetch_servers import Authority, Handler, Server, serving
from mexbadge.fetch import HttpFetcher, NetworkPolicy


@dataclass(frozen=True)
class Page:
    """What one address answers: a document, or another address to go to."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    to: str | None = None
    more: Mapping[str, str] = field(default_factory=dict)


Pages = Mapping[str, Page]


@contextmanager
def over_tls(pages: Pages, authority: Authority) -> Iterator[Callable[[], HttpFetcher]]:
    """Serve ``pages`` on the loopback address, https over TLS; give what makes a fetcher that is led there."""
    hosts = sorted({urlsplit(url).hostname or "" for url in pages})
    with ExitStack() as stack:
        secure = stack.enter_context(serving(_handler(pages, "https"), context=authority.server(*hosts)))
        plain = stack.enter_context(serving(_handler(pages, "http")))

        def dial(_: str, port: int, seconds: float) -> socket.socket:
            place = {443: secure, 80: plain}[port]
            return socket.create_connection(("127.0.0.1", place.port), timeout=seconds)

        policy = NetworkPolicy(http_allowed=True, request_seconds=10, ca_file=authority.ca_file)
        yield lambda: HttpFetcher(policy, resolver=lambda *_: ["93.184.215.14"], connect=dial)


def _handler(pages: Pages, scheme: str) -> Handler:
    def handler(line: socket.socket, server: Server) -> None:
        lines = server.heads[-1].decode("latin-1").split("\r\n")
        host = next(row.partition(":")[2].strip() for row in lines if row.lower().startswith("host:"))
        page = pages.get(f"{scheme}://{host}{lines[0].split(' ')[1]}", Page(status=404))
        fields = {"Content-Type": page.kind, "Content-Length": str(len(page.body)), **page.more}
        if page.to is not None:
            fields["Location"] = page.to
        status = 302 if page.to is not None else page.status
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        line.sendall(f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + page.body)

    return handler
