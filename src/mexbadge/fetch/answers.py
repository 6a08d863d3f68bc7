"""Where an answer came from: the address that was asked, one that is the same in all but spelling, or somebody else's.

Servers send their visitors on, and some send them wherever an address says. What such a server passes on was not said
by it, so everybody who lets an address vouch for what stands there asks :func:`answered_from` first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from mexbadge.errors import FetchError, MexBadgeError
from mexbadge.fetch.addresses import URL_CHARACTERS, ascii_host
from mexbadge.fetch.types import Response, Source

__all__ = ["Answered", "Move", "answer", "answered_from", "insecure"]

_FINAL: Final = "content-location"
"""The header in which a :class:`Response` says which address answered; what a server writes there never stays."""
_PORTS: Final = {"http": 80, "https": 443}
_WWW: Final = "www."
_INSECURE: Final = "fetch_redirect_insecure"


class Move(StrEnum):
    """How far the address that answered lies from the one that was asked."""

    NONE = "none"
    """The same address, or the same but for https in place of http, ``www.`` before the host, or a slash at the end."""
    INSIDE = "inside"
    """Another place on the same site: the same host (``www.`` aside) and port."""
    AWAY = "away"
    """Another site, which speaks for itself only."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Who answered: the address that was asked, the one that answered, and how far they lie from each other.

    ``place`` is the address that answered as it reads in the spelling that was asked: on the same site with the scheme
    and the host of the question, and without any move the question itself.
    """

    asked: str
    final: str
    move: Move
    place: str

    @property
    def away(self) -> bool:
        """Whether another site answered."""
        return self.move is Move.AWAY

    @property
    def host(self) -> str:
        """The host that answered, with its port where that is unusual."""
        return urlsplit(self.final).netloc or self.final


class _Site(NamedTuple):
    """Scheme, host and port of a web address, in the form in which they are compared."""

    parts: SplitResult
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> "_Site | None":
        """Take an address apart; ``None`` for what is no web address, or one with a user name."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            return None
        host = ascii_host(parts.hostname or "")
        if parts.scheme not in _PORTS or host is None or "@" in parts.netloc:
            return None
        return cls(parts, host, _PORTS[parts.scheme] if port is None else port)

    @property
    def usual(self) -> bool:
        """Whether the port is that of the scheme."""
        return self.port == _PORTS[self.parts.scheme]

    @property
    def bare(self) -> str:
        """The host without ``www.``, where a name of two labels or more is left."""
        rest = self.host.removeprefix(_WWW)
        return rest if "." in rest else self.host

    @property
    def path(self) -> tuple[str, str]:
        """Path and query, without the slash that may end the path."""
        return self.parts.path.removesuffix("/"), self.parts.query

    def same(self, other: "_Site") -> bool:
        """Whether both are one site: one name, and one port or each the usual one."""
        return self.bare == other.bare and (self.port == other.port or (self.usual and other.usual))


def answered_from(response: Response, asked: str | None = None) -> Answered:
    """Say which address answered, and how far it lies from ``asked`` (by default the one that the response carries).

    Raises :class:`FetchError` ``fetch_redirect_insecure`` where https led to http: on that way anybody may answer.
    """
    question, told = response.url if asked is None else asked, response.headers.get(_FINAL, "")
    if max(len(question), len(response.url), len(told)) > URL_CHARACTERS:
        return _answered.__wrapped__(question, response.url, told)
    return _answered(question, response.url, told)


@lru_cache(maxsize=256)
def _answered(question: str, url: str, told: str) -> Answered:
    """Compare the addresses; the last ones are remembered, since those of an issuer come again with each badge."""
    try:
        final = urljoin(urljoin(question, url), told)
    except ValueError:
        final = told
    if final == question:
        return Answered(question, final, Move.NONE, question)
    here, there = _Site.of(question), _Site.of(final)
    if here is None or there is None:
        return Answered(question, final, Move.AWAY, final)
    if here.parts.scheme == "https" and there.parts.scheme == "http":
        raise FetchError(_INSECURE, url=question)
    if not here.same(there):
        return Answered(question, final, Move.AWAY, final)
    if here.path == there.path:
        return Answered(question, final, Move.NONE, question)
    place = there.parts._replace(scheme=here.parts.scheme, netloc=here.parts.netloc).geturl()
    return Answered(question, final, Move.INSIDE, place)


def insecure(error: MexBadgeError) -> bool:
    """Return whether a document was refused because https led to http: that fails, and no later try will mend it."""
    return error.code == _INSECURE


def answer(
    asked: str,
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    *,
    final: str | None = None,
    source: Source = Source.NETWORK,
) -> Response:
    """Return the response to a request for ``asked`` that ``final`` answered, in the one form that a response has.

    It carries the address that was asked; only where another answered does a header say which. What the server itself
    wrote into that header is dropped, and so is the body of every status but 200.
    """
    kept = {name.lower(): value for name, value in headers.items() if name.lower() != _FINAL}
    if final is not None and final != asked:
        kept[_FINAL] = final
    return Response(asked, status, kept, body if status == 200 else b"", source)  # noqa: PLR2004 - as raise_for_status
