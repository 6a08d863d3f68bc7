"""What is to be said of a form, and what the whole comes to."""

from dataclasses import dataclass
from enum import StrEnum

from mexbadge.errors import Problem
from mexbadge.verify.findings import Outcome

__all__ = ["Fault", "Shape"]


class Shape(StrEnum):
    """What the form of a document comes to."""

    WELL_FORMED = "well_formed"
    REMARKS = "remarks"
    NOT_WELL_FORMED = "not_well_formed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is to be said of a form: what is wrong, and what it costs (failed, warned or unknown)."""

    problem: Problem
    outcome: Outcome
