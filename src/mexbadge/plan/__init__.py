"""Courses, and the exact way to what is missing."""

from mexbadge.plan.course import College, Course, Delivery, Prerequisite, Session, Taught
from mexbadge.plan.needs import Need, Owned, Some, Total, Want, all_of, any_of
from mexbadge.plan.result import Aim, Plan, Step

__all__ = [
    "Aim",
    "College",
    "Course",
    "Delivery",
    "Need",
    "Owned",
    "Plan",
    "Prerequisite",
    "Session",
    "Some",
    "Step",
    "Taught",
    "Total",
    "Want",
    "all_of",
    "any_of",
]
