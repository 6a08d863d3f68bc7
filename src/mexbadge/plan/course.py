"""Courses as values: what each teaches and awards, what it asks for, what it costs, when and where it is given."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Final, TypeAlias

from mexbadge.errors import InputError
from mexbadge.models.language import Words
from mexbadge.plan.needs import Want
from mexbadge.plan.numbers import DAYS, checked_amount, checked_count
from mexbadge.skills.noc import noc_codes

if TYPE_CHECKING:
    from mexbadge.skills.levels import Level

__all__ = ["SEATS", "College", "Course", "Delivery", "Prerequisite", "Session", "Taught"]

SEATS: Final = 10**9
"""How many seats may be named."""
_CURRENCY: Final = re.compile(r"[A-Z]{3}", re.ASCII)

Prerequisite: TypeAlias = Want
"""What a course asks for: exactly one of a skill (at a level), an achievement or a course."""


class Delivery(StrEnum):
    """How a course is given."""

    ONLINE = "online"
    IN_PERSON = "in_person"
    HYBRID = "hybrid"
    ON_THE_JOB = "on_the_job"


@dataclass(frozen=True, slots=True)
class College:
    """Who gives courses; ``approved`` if the exchange approved it."""

    id: str
    name: Words
    approved: bool


@dataclass(frozen=True, slots=True)
class Session:
    """One time at which a course is given.

    ``ends`` is its last day; ``None``: it lasts as long as the course. ``seats``: how many are left; ``None``: not
    limited. Raises :class:`InputError` ``plan_session_dates``, ``plan_count``.
    """

    starts: date
    ends: date | None = None
    seats: int | None = None

    def __post_init__(self) -> None:
        if self.ends is not None and self.ends < self.starts:
            raise InputError("plan_session_dates", starts=self.starts, ends=self.ends)
        if self.seats is not None:
            checked_count(self.seats, SEATS)


@dataclass(frozen=True, slots=True)
class Taught:
    """A skill that a course teaches, and up to which level; ``None``: not known, which meets no level that is asked."""

    skill: str
    level: "Level | None" = None


@dataclass(frozen=True, slots=True)
class Course:
    """A course. ``awards`` are the ids of achievements; ``cost`` and ``funding`` are in ``currency`` (ISO 4217).

    ``days`` is how long it lasts, in days of the calendar. ``capacity`` 0 means that nobody can take it; ``None``: not
    limited. Without sessions it can be begun on any day. ``noc`` are unit groups of the NOC 2021 that it prepares for,
    ``cip`` its code in the Classification of Instructional Programs, ``languages`` in what it is given; ``osap``:
    whether Ontario's student assistance is said to pay for it (``None``: nobody said), as of a day.

    Raises :class:`InputError` ``plan_amount``, ``plan_count``, ``plan_currency``, ``plan_course_id``, and as
    :func:`mexbadge.skills.noc_codes`.
    """

    id: str
    name: Words
    college: College
    teaches: tuple[Taught, ...] = ()
    awards: tuple[str, ...] = ()
    prerequisites: tuple[Prerequisite, ...] = ()
    cost: Decimal = Decimal(0)
    funding: Decimal = Decimal(0)
    currency: str = "CAD"
    days: int = 0
    hours: Decimal | None = None
    delivery: Delivery = Delivery.ONLINE
    capacity: int | None = None
    sessions: tuple[Session, ...] = ()
    credits: Decimal | None = None
    url: str | None = None
    noc: tuple[str, ...] = ()
    cip: str | None = None
    languages: tuple[str, ...] = ()
    osap: bool | None = None
    osap_as_of: date | None = None

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise InputError("plan_course_id")
        for amount in (self.cost, self.funding, self.hours, self.credits):
            if amount is not None:
                checked_amount(amount)
        checked_count(self.days, DAYS)
        if self.capacity is not None:
            checked_count(self.capacity, SEATS)
        for code in self.noc:
            noc_codes(code)
        if not _CURRENCY.fullmatch(self.currency):
            raise InputError("plan_currency", currency=self.currency)

    @property
    def price(self) -> Decimal:
        """What is left to pay after funding; never below 0."""
        return max(self.cost - self.funding, Decimal(0))
