"""Documents from outside: the protocol, the guarded network, the resource set, the recorder and the cache.

Whoever needs a document takes a ``fetch``. Importing this room loads no network library: the guarded network and the
cache are loaded when they are first asked for, and what the network is made of with the first request that it sends.
"""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.fetch.answers import Answered, Move, answered_from, insecure
from mexbadge.fetch.fallback import first_of, fresh
from mexbadge.fetch.memo import Memo, TriedOnce
from mexbadge.fetch.recorder import Recorder
from mexbadge.fetch.resources import INDEX, ResourceSet, read_beside
from mexbadge.fetch.types import Fetch, Request, ResourceKind, Response, Source, nothing

if TYPE_CHECKING:
    from mexbadge.fetch.cache import Cache, Cached
    from mexbadge.fetch.http import HttpFetcher, NetworkPolicy
else:
    __getattr__ = face(
        __name__, (), {"Cache": "cache", "Cached": "cache", "HttpFetcher": "http", "NetworkPolicy": "http"}
    )

__all__ = [
    "INDEX",
    "Answered",
    "Cache",
    "Cached",
    "Fetch",
    "HttpFetcher",
    "Memo",
    "Move",
    "NetworkPolicy",
    "Recorder",
    "Request",
    "ResourceKind",
    "ResourceSet",
    "Response",
    "Source",
    "TriedOnce",
    "answered_from",
    "first_of",
    "fresh",
    "insecure",
    "nothing",
    "read_beside",
]
