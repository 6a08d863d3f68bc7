"""Documents from outside: the protocol, the guarded network, the resource set, the recorder and the cache.

Whoever needs a document takes a ``fetch``. Importing this room loads no network library: the guarded network loads its
own with the first request that it sends.
"""

from mexbadge.fetch.cache import Cache, Cached
from mexbadge.fetch.http import HttpFetcher, NetworkPolicy
from mexbadge.fetch.once import Once
from mexbadge.fetch.recorder import Recorder
from mexbadge.fetch.resources import ResourceSet
from mexbadge.fetch.turns import fresh, in_turn
from mexbadge.fetch.types import Fetch, Kind, Request, Response, Source, nothing

__all__ = [
    "Cache",
    "Cached",
    "Fetch",
    "HttpFetcher",
    "Kind",
    "NetworkPolicy",
    "Once",
    "Recorder",
    "Request",
    "ResourceSet",
    "Response",
    "Source",
    "fresh",
    "in_turn",
    "nothing",
]
