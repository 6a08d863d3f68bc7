"""Pathways: stackable credentials, evaluated against verified badges and explained."""

from mexbadge.pathways.evaluating import Evaluation, Progress, Reason, Status, evaluate
from mexbadge.pathways.explaining import explain
from mexbadge.pathways.model import (
    After,
    AllOf,
    AnyOf,
    Counting,
    Credits,
    Earn,
    Equivalence,
    KOf,
    MinResult,
    Pathway,
    Requirement,
    SkillShown,
    Sub,
    Validity,
)
from mexbadge.pathways.planning import completion, need_of
from mexbadge.pathways.reading import load_pathway, pathway_of, pathway_to_json

__all__ = [
    "After",
    "AllOf",
    "AnyOf",
    "Counting",
    "Credits",
    "Earn",
    "Equivalence",
    "Evaluation",
    "KOf",
    "MinResult",
    "Pathway",
    "Progress",
    "Reason",
    "Requirement",
    "SkillShown",
    "Status",
    "Sub",
    "Validity",
    "completion",
    "evaluate",
    "explain",
    "load_pathway",
    "need_of",
    "pathway_of",
    "pathway_to_json",
]
