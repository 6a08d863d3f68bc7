"""Whether a vacancy is open on a day, and why not. Nobody is eligible for one that is not."""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from mexbadge._moments import aware
from mexbadge.match.vacancy import Vacancy

__all__ = ["Closed", "closed", "open_at"]


class Closed(StrEnum):
    """Why nobody can be matched with a vacancy."""

    DRAFT = "draft"
    MATCHED = "matched"
    FILLED = "filled"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    ENDED = "ended"
    NO_SEATS = "no_seats"
    ASKS_NOTHING = "asks_nothing"


def closed(vacancy: Vacancy, at: datetime) -> Closed | None:
    """Return why a vacancy is not open at a moment; ``None`` if it is.

    ``openFrom`` and ``openUntil`` are days, the last one included, in the zone in which ``at`` is written. Raises
    :class:`InputError` ``moment_zone`` for a moment without a zone.
    """
    aware(at)
    if vacancy.status != "open":
        return next((reason for reason in Closed if reason == vacancy.status), Closed.DRAFT)
    day = at.date()
    if vacancy.open_from is not None and day < vacancy.open_from:
        return Closed.NOT_YET
    if vacancy.open_until is not None and day > vacancy.open_until:
        return Closed.ENDED
    if vacancy.seats < 1:
        return Closed.NO_SEATS
    return None if any(one.asks for one in vacancy.requirements) else Closed.ASKS_NOTHING


def open_at(vacancies: Iterable[Vacancy], at: datetime) -> tuple[Vacancy, ...]:
    """Return the vacancies that are open at a moment, in their order."""
    return tuple(vacancy for vacancy in vacancies if closed(vacancy, at) is None)
