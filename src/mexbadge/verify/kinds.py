"""What the readers of documents call each kind: one table for what a document says and whether it is well formed."""

from collections.abc import Mapping
from typing import Final

from mexbadge.models.kinds import Kind
from mexbadge.verify.codes import Code

__all__ = ["ALONE", "CREDENTIALS", "DEEPEST", "KINDS"]

DEEPEST: Final = 4
"""How many documents deep a record, a presentation, a list, an endorsement and what these hold are followed."""
CREDENTIALS: Final[Mapping[Kind, str]] = {
    Kind.ACHIEVEMENT: "badge",
    Kind.ENDORSEMENT: "endorsement",
    Kind.CLR: "record",
    Kind.STATUS_LIST: "status_list",
    Kind.PRESENTATION: "presentation",
}
"""The documents of 3.0 that have a kind of their own."""
ALONE: Final[Mapping[str, str]] = {
    Code.FORMAT_PROFILE: "profile",
    Code.FORMAT_BADGE_CLASS: "badge_class",
    Code.FORMAT_ACHIEVEMENT: "achievement",
    Code.FORMAT_REVOCATION_LIST: "revocation_list",
    Code.FORMAT_KEY_DOCUMENT: "key_document",
}
"""Documents that are no badge, by the code with which the reader of badges turns them away."""
KINDS: Final = (*CREDENTIALS.values(), "list", *ALONE.values())
"""All that a document may be called."""
