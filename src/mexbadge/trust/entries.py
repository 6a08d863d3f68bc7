"""An issuer on a trust list, and how it stands there at one moment."""

from dataclasses import dataclass, field
from enum import StrEnum

from mexbadge.models.language import Words

__all__ = ["ListedState", "Listing", "TrustEntry"]


class ListedState(StrEnum):
    """How an issuer stands on a list at one moment."""

    ON = "on"
    LAPSED = "lapsed"
    NOT_YET = "not_yet"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class TrustEntry:
    """One issuer on a list: its id, and the name, the roles and the time that the list gives it.

    ``names`` are all the names that the list gives it, in one or several languages; ``name`` is one of them.
    ``approved_by`` says who decided that it is on the list, where the list says so.
    """

    id: str
    name: str
    roles: tuple[str, ...] = ()
    valid_from: str | None = None
    valid_until: str | None = None
    names: Words = field(default_factory=Words)
    approved_by: str | None = None

    @property
    def words(self) -> Words:
        """Its names, at least the one."""
        return self.names or Words(((None, self.name),))


@dataclass(frozen=True, slots=True)
class Listing:
    """How one issuer stands on one list; ``limit`` is the date, as written, that keeps it from being on the list."""

    list_name: str
    entry: TrustEntry | None
    state: ListedState
    limit: str | None = None
