"""Trust lists: whom somebody whom you trust approves, and names that read like those of others."""

from mexbadge.trust.entries import ListedState, Listing, TrustEntry
from mexbadge.trust.lists import TrustList, listings
from mexbadge.trust.reading import MOST_ISSUERS, TRUST_LIST_SCHEMA, trust_list_schema

__all__ = [
    "MOST_ISSUERS",
    "TRUST_LIST_SCHEMA",
    "ListedState",
    "Listing",
    "TrustEntry",
    "TrustList",
    "listings",
    "trust_list_schema",
]
