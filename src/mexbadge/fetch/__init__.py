"""Documents from outside: the protocol, the guarded network, the resource set, the recorder and the cache.

Whoever needs a document takes a ``fetch``. Importing this room loads no network library: the guarded network loads its
own with the first request that it sends.
"""

from mexbadge.fetch.answers import Answered, Move, answered_from, insecure
from mexbadge.fetch.cache import Cache, Cached
from mexbadge.fetch.fallback import first_of, fresh
from mexbadge.fetch.http import HttpFetcher, NetworkPolicy
from mexbadge.fetch.memo import Memo, TriedOnce
from mexbadge.fetch.recorder import Recorder
from mexbadge.fetch.resources import INDEX, ResourceSet, read_beside
from mexbadge.fetch.types import Fetch, Request, ResourceKind, Response, Source, nothing

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
