"""Pages from memory, served as the guarded network would serve them and in no other way."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from urllib.parse import urljoin

from mexbadge.errors import FetchError
from mexbadge.fetch import NetworkPolicy, Request, Response
from mexbadge.fetch.addresses import same_address
from mexbadge.fetch.answers import answer
from mexbadge.fetch.types import LIMITS

__all__ = ["from_memory"]

_REDIRECTS: Final = NetworkPolicy().redirects


def from_memory(pages: Mapping[str, Response], moves: Mapping[str, str], request: Request) -> Response:
    """Answer from ``pages`` after following ``moves`` (from an address to another).

    Raises :class:`FetchError` for what is not there, too large for its kind, moved too often, or moved from https to
    http.
    """
    current = same_address(request.url)
    for _ in range(_REDIRECTS + 1):
        if current not in moves:
            break
        step = urljoin(current, moves[current])
        if current.startswith("https:") and step.startswith("http:"):
            raise FetchError("fetch_redirect_insecure", url=request.url)
        current = same_address(step)
    else:
        raise FetchError("fetch_redirects", url=request.url)
    found = pages.get(request.url if current == same_address(request.url) else current)
    if found is None:
        raise FetchError("fetch_connection", url=request.url)
    if len(found.body) > LIMITS[request.kind]:
        raise FetchError("fetch_too_large", url=request.url)
    final = None if current == same_address(request.url) else current
    told = answer(request.url, found.status, found.headers, found.body, final=final, source=found.source)
    return replace(told, url=request.url)
