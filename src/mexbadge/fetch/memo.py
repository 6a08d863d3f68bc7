"""One look at each address, for many badges that are judged at the same moment."""

from dataclasses import dataclass, field
from typing import Final

from mexbadge.errors import FetchError
from mexbadge.fetch.addresses import same_address
from mexbadge.fetch.fallback import fresh
from mexbadge.fetch.types import Fetch, Request, Response

__all__ = ["Memo", "TriedOnce"]

_ROOM: Final = 64 * 1024 * 1024
_AWAY: Final = frozenset({"fetch_connection", "fetch_dns", "fetch_timeout", "fetch_tls"})
"""What another try a moment later would meet again; every other failure may be of one verification alone."""


@dataclass(frozen=True, slots=True)
class TriedOnce:
    """Ask ``inner``, and give the same failure again where it could not answer: callable as :data:`Fetch`.

    For one verification, in which a dead address may be named many times: it is tried once, whatever it is asked for.
    """

    inner: Fetch
    _failures: dict[object, FetchError] = field(default_factory=dict, repr=False, compare=False)

    def __call__(self, request: Request) -> Response:
        """Return the document; raise :class:`FetchError` as ``inner`` does, or did."""
        address = same_address(request.url)
        known = self._failures.get(address) or self._failures.get(request)
        if known is not None:
            raise known.with_traceback(None)
        try:
            return self.inner(request)
        except FetchError as error:
            self._failures[address if error.code in _AWAY else request] = error
            raise


@dataclass(slots=True)
class _Seen:
    """What was answered, up to 64 MiB; what comes after that is asked for each time."""

    answers: dict[Request, Response | FetchError] = field(default_factory=dict)
    size: int = 0


@dataclass(frozen=True, slots=True)
class Memo:
    """Ask ``inner`` for each document once, and give the same answer again: callable as :data:`Fetch`.

    For a batch that is judged now, and to be let go with it: nothing that is kept ever grows old here. A host that
    cannot be reached is not tried again either.
    """

    inner: Fetch
    _seen: _Seen = field(default_factory=_Seen, repr=False, compare=False)

    def __call__(self, request: Request) -> Response:
        """Return the document; raise :class:`FetchError` as ``inner`` does."""
        known = self._seen.answers.get(request)
        if isinstance(known, Response):
            return known
        if known is not None:
            raise known.with_traceback(None)
        try:
            answer = self.inner(request)
        except FetchError as error:
            if error.code in _AWAY:
                self._seen.answers[request] = error
            raise
        if self._seen.size + len(answer.body) <= _ROOM:
            self._seen.size += len(answer.body)
            self._seen.answers[request] = answer
        return answer

    def fresh(self) -> "Memo":
        """Return the same with a fresh budget for what was not asked yet."""
        return Memo(fresh(self.inner), self._seen)
