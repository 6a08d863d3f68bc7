"""A credential on its way into the register: everything is known, nothing is delivered yet."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from mexbadge.issuer.register.records import Contact

__all__ = ["Deliver", "IssuedRow"]

Deliver: TypeAlias = Callable[[Sequence[tuple[str, bytes]]], None]
"""Puts files (name and bytes) where they belong, all the way to the disk, or raises."""


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One signed credential with its place in the register; the members are the columns of the table ``issued``."""

    id: str
    achievement: str
    key: str
    form: str
    credential: bytes = field(repr=False)
    credential_digest: str
    image: str
    baked_digest: str
    recipient_hash: str | None = field(repr=False)
    recipient_type: str | None
    person: str | None = field(repr=False)
    award: str | None = field(repr=False)
    ref: str | None = field(repr=False)
    language: str | None
    valid_from: str
    valid_until: str | None
    page: str
    file: str
    issued: str
    batch: str | None = None
    line: int | None = None
    replaces: str | None = None
    contact: Contact | None = field(default=None, repr=False)

    def columns(self) -> dict[str, Any]:
        """Return the row to insert."""
        row = {name: getattr(self, name) for name in self.__slots__ if name != "contact"}
        return {**row, "state": "prepared", "status": "active"}
