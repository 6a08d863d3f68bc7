"""A plan as a value: which courses, in which order, at which price, and what nobody teaches."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from mexbadge.plan.course import Course, Session
from mexbadge.plan.needs import Want
from mexbadge.plan.text import plan_lines
from mexbadge.texts.notebook import listed

__all__ = ["Aim", "Lack", "Plan", "Step", "WhyLacking"]


class Aim(StrEnum):
    """What a plan has least of."""

    COST = "cost"
    DAYS = "days"
    FINISH = "finish"


class WhyLacking(StrEnum):
    """Why a want cannot be met."""

    NOBODY = "nobody"
    LEVEL = "level"
    NOT_APPROVED = "not_approved"
    FULL = "full"
    NO_SESSION = "no_session"
    PREREQUISITE = "prerequisite"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True)
class Lack:
    """A want that cannot be met, why, and the courses that come near (their ids)."""

    want: Want
    why: WhyLacking
    courses: tuple[str, ...] = ()

    @property
    def nobody(self) -> bool:
        """Whether no course provides it at all."""
        return self.why in {WhyLacking.NOBODY, WhyLacking.LEVEL}


@dataclass(frozen=True, slots=True)
class Step:
    """One course of a plan: which of the wants it closes, and when it is taken, as far as that is known."""

    course: Course
    closes: tuple[Want, ...] = ()
    starts: date | None = None
    ends: date | None = None
    session: Session | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Plan:
    """The best set of courses for a need.

    ``courses`` stand in an order that respects their prerequisites. ``cost`` is what is left to pay after funding;
    ``days`` the sum of the courses' days, one after the other. ``starts`` and ``ends`` are known where a first day was
    given. ``closes`` says which course closes which want that was open. Where ``feasible`` is false there are no
    courses; ``lacks`` then says of each want that cannot be met why, ``nobody_teaches`` names those that no course
    provides, and ``blocked_by`` those whose courses cannot be taken.
    """

    courses: tuple[Course, ...] = ()
    cost: Decimal = Decimal(0)
    days: int = 0
    starts: date | None = None
    ends: date | None = None
    closes: Mapping[Want, str] = field(default_factory=dict)
    nobody_teaches: tuple[Want, ...] = ()
    feasible: bool = True
    aim: Aim = Aim.COST
    currency: str = "CAD"
    steps: tuple[Step, ...] = ()
    blocked_by: tuple[Want, ...] = ()
    lacks: tuple[Lack, ...] = ()

    def __repr__(self) -> str:
        said = f"{len(self.courses)} courses, {self.cost} {self.currency}" if self.feasible else "none is possible"
        return f"<Plan: {said}>"

    def _repr_html_(self) -> str:
        """Return the plan as a notebook shows it."""
        return listed(plan_lines(self))
