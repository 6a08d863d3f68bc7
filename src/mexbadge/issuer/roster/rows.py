"""One line of a list of recipients, read and checked: what :meth:`mexbadge.issuer.Issuer.issue_many` takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from mexbadge import _moments
from mexbadge.errors import InputError
from mexbadge.models.identity import Identity

__all__ = ["Consent", "RosterRow", "require_past"]

_AHEAD: Final = timedelta(days=1)
"""By how much a moment may lie ahead: somewhere it is tomorrow already."""


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person agreed to: whether, for what (in their or a list's words), since when, and where that is written.

    Where it is not ``given``, ``since`` is when it was withdrawn.
    """

    given: bool
    purpose: str | None = None
    since: datetime | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """Who gets the badge, and what is said of this one award.

    ``line`` is the place in the list, from 1 (the header of a file counts). ``name``, ``first_name`` and ``last_name``
    serve delivery and consented display, ``ref`` (a student number) finds the person again: none of them is ever in the
    badge. ``valid_from`` and ``valid_until`` are aware moments; without a start the badge begins when it is issued.
    ``evidence`` holds addresses, or evidence in the standard's words, ``narrative`` and ``result`` plain text,
    ``language`` a tag such as ``fr-CA``, ``consent`` what the person agreed to have shown.
    """

    line: int
    recipient: Identity = field(repr=False)
    name: str | None = field(default=None, repr=False)
    first_name: str | None = field(default=None, repr=False)
    last_name: str | None = field(default=None, repr=False)
    ref: str | None = field(default=None, repr=False)
    valid_from: datetime | None = None
    valid_until: datetime | None = None
    evidence: tuple[str | Mapping[str, object], ...] = ()
    narrative: str | None = field(default=None, repr=False)
    result: str | Mapping[str, object] | None = None
    language: str | None = None
    consent: Consent | None = field(default=None, repr=False)


def require_past(said: Consent, *, at: datetime) -> None:
    """Raise :class:`InputError` ``consent_future`` for what somebody shall have decided after ``at``."""
    if said.since is not None and said.since > at + _AHEAD:
        raise InputError("consent_future", since=_moments.write(said.since))
