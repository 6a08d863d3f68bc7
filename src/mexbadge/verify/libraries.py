"""The network, a cache, what judges lists, reads pages, records and schemas: loaded with the first badge with one."""

from typing import TYPE_CHECKING

from mexbadge._lazy import late

__all__ = [
    "Cached",
    "HttpFetcher",
    "ListJudgement",
    "NetworkPolicy",
    "TrustList",
    "badge_at",
    "clr2",
    "judged_anew",
    "subprocess",
    "validator_for",
]

if TYPE_CHECKING:
    import subprocess

    from mexbadge.fetch.cache import Cached
    from mexbadge.fetch.http import HttpFetcher, NetworkPolicy
    from mexbadge.models import clr2
    from mexbadge.models.schemas import validator_for
    from mexbadge.trust.lists import TrustList
    from mexbadge.verify.judged_lists import ListJudgement, judged_anew
    from mexbadge.verify.links import badge_at
else:
    __getattr__ = late(
        {
            "Cached": "mexbadge.fetch.cache:Cached",
            "HttpFetcher": "mexbadge.fetch.http:HttpFetcher",
            "ListJudgement": "mexbadge.verify.judged_lists:ListJudgement",
            "NetworkPolicy": "mexbadge.fetch.http:NetworkPolicy",
            "TrustList": "mexbadge.trust.lists:TrustList",
            "badge_at": "mexbadge.verify.links:badge_at",
            "clr2": "mexbadge.models.clr2",
            "judged_anew": "mexbadge.verify.judged_lists:judged_anew",
            "subprocess": "subprocess",
            "validator_for": "mexbadge.models.schemas:validator_for",
        }
    )
