"""Trust lists: whom somebody whom you trust approves, and names that read like those of others."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face

if TYPE_CHECKING:
    from mexbadge.trust.entries import ListedState, Listing, TrustEntry
    from mexbadge.trust.lists import TrustList, listings
    from mexbadge.trust.reading import MOST_ISSUERS, TRUST_LIST_SCHEMA, trust_list_schema
else:
    _PARTS = {
        "entries": ("ListedState", "Listing", "TrustEntry"),
        "lists": ("TrustList", "listings"),
        "reading": ("MOST_ISSUERS", "TRUST_LIST_SCHEMA", "trust_list_schema"),
    }
    __getattr__ = face(__name__, (), {name: module for module, names in _PARTS.items() for name in names})

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
