"""The network, a cache, what reads web pages, records and schemas: loaded with the first badge that needs it."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = ["Cached", "HttpFetcher", "NetworkPolicy", "badge_at", "clr2", "subprocess", "validator_for"]

if TYPE_CHECKING:
    import subprocess

    from mexbadge.fetch.cache import Cached
    from mexbadge.fetch.http import HttpFetcher, NetworkPolicy
    from mexbadge.models import clr2
    from mexbadge.models.schemas import validator_for
    from mexbadge.verify.links import badge_at
else:
    __getattr__ = late(
        {
            "Cached": "mexbadge.fetch.cache:Cached",
            "HttpFetcher": "mexbadge.fetch.http:HttpFetcher",
            "NetworkPolicy": "mexbadge.fetch.http:NetworkPolicy",
            "badge_at": "mexbadge.verify.links:badge_at",
            "clr2": "mexbadge.models.clr2",
            "subprocess": "subprocess",
            "validator_for": "mexbadge.models.schemas:validator_for",
        }
    )
