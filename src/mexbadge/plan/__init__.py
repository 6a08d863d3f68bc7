"""Courses, and the exact way to what is missing."""

from mexbadge.plan.catalogue import Catalogue
from mexbadge.plan.course import College, Course, Delivery, Prerequisite, Session, Taught
from mexbadge.plan.needs import Need, Owned, Some, Total, Want, all_of, any_of
from mexbadge.plan.result import Aim, Lack, Plan, Step, WhyLacking
from mexbadge.plan.solving import Method, solve
from mexbadge.plan.text import plan_json, plan_lines

__all__ = [
    "Aim",
    "Catalogue",
    "College",
    "Course",
    "Delivery",
    "Lack",
    "Method",
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
    "WhyLacking",
    "all_of",
    "any_of",
    "plan_json",
    "plan_lines",
    "solve",
]
