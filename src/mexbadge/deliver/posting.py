"""Posting to an address that somebody gave: over TLS, to the open internet only, following nothing.

The name is looked up once, every internet address that it stands for is checked, and the line goes to one of those: a
name that answers otherwise the second time leads nowhere else.
"""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Final

from mexbadge import __version__
from mexbadge.deliver.lines import context_of
from mexbadge.errors import DeliveryError
from mexbadge.fetch.addresses import Target, allowed, target_of

__all__ = ["HttpsPost", "Posted"]

_ANSWER_BYTES: Final = 4096
_LONGEST_WAIT: Final = 24 * 3600
_MOST_ADDRESSES: Final = 4


@dataclass(frozen=True, slots=True)
class Posted:
    """What a server said: its status, and after how many seconds it wants to be asked again."""

    status: int
    retry_after: int | None = None


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Ask the operating system for all internet addresses of ``host``; raise :class:`OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))


@dataclass(frozen=True, slots=True)
class HttpsPost:
    """Post a body and return the answer's status; ``seconds`` bounds the whole of it.

    ``private_allowed`` opens the addresses of this network, ``http_allowed`` those without TLS, for tests on one
    machine. ``ca_file`` names the certificates of another authority than the operating system's.
    """

    http_allowed: bool = False
    private_allowed: bool = False
    seconds: float = 30.0
    ca_file: str | None = None
    resolve: Callable[[str, int], tuple[str, ...]] = resolve

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> Posted:
        """Post ``body``.

        Raises :class:`DeliveryError` ``deliver_webhook_address`` or ``deliver_webhook_unreachable``.
        """
        target, addresses = self._target(url)
        done = threading.Event()
        line = self._line(target)
        threading.Thread(target=_hang_up, args=(line, done, self.seconds), daemon=True).start()
        try:
            self._connect(line, target, addresses)
            own = {"User-Agent": f"mexbadge/{__version__}", "Connection": "close"}
            line.request("POST", target.path, body, {**headers, **own})
            with line.getresponse() as answer:
                answer.read(_ANSWER_BYTES)
                return Posted(answer.status, _seconds(answer.headers.get("Retry-After")))
        except (OSError, HTTPException, ValueError):
            raise DeliveryError("deliver_webhook_unreachable", host=target.host) from None
        finally:
            done.set()
            line.close()

    def _target(self, url: str) -> "tuple[Target, tuple[str, ...]]":
        target = target_of(url, http=self.http_allowed, private=self.private_allowed)
        if target is None:
            raise DeliveryError("deliver_webhook_address", url=url)
        try:
            found = (target.address,) if target.address else self.resolve(target.host, target.port)
        except (OSError, UnicodeError):
            raise DeliveryError("deliver_webhook_unreachable", host=target.host) from None
        if not found or not all(allowed(one, private=self.private_allowed) for one in found):
            raise DeliveryError("deliver_webhook_address", url=url)
        return target, found[:_MOST_ADDRESSES]

    def _line(self, target: "Target") -> "HTTPConnection":
        return HTTPConnection(target.host.strip("[]"), target.port, timeout=self.seconds)

    def _connect(self, line: "HTTPConnection", target: "Target", addresses: tuple[str, ...]) -> None:
        """Connect to one of the addresses that were checked, and make the line safe for the name that was asked."""
        opened = None
        for address in addresses:
            with contextlib.suppress(OSError):
                opened = socket.create_connection((address, target.port), timeout=self.seconds)
                break
        if opened is None:
            raise OSError
        if target.scheme == "https":
            try:
                opened = context_of(self.ca_file).wrap_socket(opened, server_hostname=target.host.strip("[]"))
            except (OSError, ssl.SSLError):
                opened.close()
                raise
        line.sock = opened


def _seconds(text: str | None) -> int | None:
    """Read how long to wait (RFC 9110, 10.2.3), at most a day; a date is not read."""
    if text is None or not text.isascii() or not text.isdecimal() or len(text) > len("9999999"):
        return None
    return min(int(text), _LONGEST_WAIT)


def _hang_up(line: "HTTPConnection", done: threading.Event, seconds: float) -> None:
    """End an exchange that takes too long, however slowly the other side goes on sending."""
    if not done.wait(seconds):
        with contextlib.suppress(OSError, AttributeError):
            line.sock.shutdown(2)
