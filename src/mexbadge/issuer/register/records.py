"""What the register holds of one credential, as a value, and how credentials are looked for."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

__all__ = ["Contact", "Filters", "PathwayAward", "Record", "Status"]


class Status(StrEnum):
    """How a credential stands."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Contact:
    """Who somebody is: for delivery, and for display if the person agreed.

    ``consent`` is whether the person agreed to be shown (``None`` where nobody said), with what for, since when, where
    that is written, and since when it is withdrawn.
    """

    identity: str | None = field(default=None, repr=False)
    name: str | None = field(default=None, repr=False)
    first_name: str | None = field(default=None, repr=False)
    last_name: str | None = field(default=None, repr=False)
    consent: bool | None = None
    consent_for: str | None = None
    consent_since: str | None = None
    consent_source: str | None = None
    consent_withdrawn: str | None = None

    def columns(self) -> dict[str, str | bool | None]:
        """Return what is kept of somebody, by the names of the columns."""
        return {name: getattr(self, name) for name in Contact.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Contact):
    """One credential in the register, and whom it is for.

    ``page`` is the unguessable token of its address, ``file`` the name of its file in the folder ``issued``, ``state``
    ``prepared`` until that file is written and ``delivered`` then. What it says of a person stands there only while the
    register keeps contacts and the person was not forgotten. Moments are the standard's date-times in UTC.
    """

    id: str
    achievement: str
    slug: str
    batch: str | None
    line: int | None
    key: str
    form: str
    ref: str | None = field(repr=False)
    language: str | None
    valid_from: str
    valid_until: str | None
    page: str
    file: str
    state: str
    issued: str
    status: Status
    reason_en: str | None
    reason_fr: str | None
    status_since: str | None
    replaces: str | None
    replaced_by: str | None
    forgotten: str | None

    @property
    def contact(self) -> Contact:
        """Whom it is for, by itself."""
        return Contact(*(getattr(self, name) for name in Contact.__slots__))


@dataclass(frozen=True, slots=True)
class PathwayAward:
    """What the completion badge ``id`` rests on: a pathway, its version and its rule of validity, and badges.

    ``used`` are these, each its id and what it is found by later (digests, its issuer); ``flagged`` is since when
    somebody should look at it, a date-time in UTC.
    """

    id: str
    pathway: str
    version: str
    validity: str
    used: tuple[tuple[str | None, ...], ...] = field(repr=False)
    flagged: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which credentials are wanted: all that is given must hold.

    ``achievement`` is a slug or an id, ``to`` an identity (``aisha@example.ca``, ``did:…``), ``status`` one of
    :class:`Status`, ``batch`` the id of a batch, ``since`` and ``until`` bound the moment of issue (half open),
    ``ends_before`` the end of the credential.
    """

    id: str | None = None
    achievement: str | None = None
    to: str | None = field(default=None, repr=False)
    ref: str | None = field(default=None, repr=False)
    status: str | None = None
    state: str | None = None
    batch: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    ends_before: datetime | None = None

    def __iter__(self) -> Iterator[str]:
        """Iterate over the names of what is given."""
        return (name for name in self.__slots__ if getattr(self, name) is not None)
