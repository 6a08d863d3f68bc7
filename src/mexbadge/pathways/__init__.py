"""Pathways: stackable credentials, evaluated against verified badges and explained."""

from typing import TYPE_CHECKING

from mexbadge._lazy import face
from mexbadge.pathways.evaluating import Evaluation, PathwayStatus, Progress, Reason, evaluate
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

if TYPE_CHECKING:
    from mexbadge.pathways import awarding
else:
    __getattr__ = face(__name__, {"awarding"})

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
    "PathwayStatus",
    "Progress",
    "Reason",
    "Requirement",
    "SkillShown",
    "Sub",
    "Validity",
    "awarding",
    "completion",
    "evaluate",
    "explain",
    "load_pathway",
    "need_of",
    "pathway_of",
    "pathway_to_json",
]
