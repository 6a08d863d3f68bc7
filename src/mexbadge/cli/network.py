"""What answers when a document is asked for: given resources, a cache, or the guarded network."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mexbadge import fetch
from mexbadge.cli.parser import Parser
from mexbadge.fetch import Fetch, Memo, ResourceSet, nothing

if TYPE_CHECKING:
    from mexbadge.fetch import Cache

__all__ = ["cache_of", "network_of", "network_options"]


def network_options(parser: Parser) -> None:
    """Add the options that say where documents come from."""
    parser.option("--resources", metavar="PATH", text="cli_help_resources")
    parser.option("--context", action="append", default=[], metavar="URL=FILE#sha256=HEX", text="cli_help_context")
    parser.option("--offline", action="store_true", text="cli_help_offline")
    parser.option("--cache", metavar="DIR", text="cli_help_cache")
    parser.option("--allow-http", action="store_true", text="cli_help_allow_http")
    parser.option("--allow-private", action="append", default=[], metavar="HOST", text="cli_help_allow_private")
    parser.option("--proxy", metavar="URL", text="cli_help_proxy")


def network_of(arguments: Namespace) -> Fetch:
    """Return what answers: the given resources and nothing else, the cache and nothing else, or the guarded network."""
    if arguments.resources:
        return ResourceSet.load(Path(arguments.resources))
    if arguments.offline:
        return fetch.Cached(nothing, _cache(arguments), offline=True) if arguments.cache else nothing
    http, proxy = getattr(arguments, "allow_http", False), getattr(arguments, "proxy", None)
    hosts = frozenset(getattr(arguments, "allow_private", ()))
    network = fetch.HttpFetcher(fetch.NetworkPolicy(http_allowed=http, proxy=proxy, private_hosts=hosts))
    return network if arguments.cache else Memo(network)


def cache_of(arguments: Namespace) -> "Cache | None":
    """Return the cache beside the network, where there is both."""
    return None if arguments.resources or arguments.offline or not arguments.cache else _cache(arguments)


def _cache(arguments: Namespace) -> "Cache":
    return fetch.Cache(Path(arguments.cache))
