"""Which problems are errors and which are only worth a warning."""

from collections.abc import Iterable
from typing import Final

from mexbadge.errors import Problem

__all__ = ["WARNINGS", "distinct", "errors_only", "is_warning"]

WARNINGS: Final = frozenset(
    {
        "models_context_alias",
        "models_context_extensions",
        "models_criteria_empty",
        "models_date_local",
        "models_empty",
        "models_identity_plain",
        "models_level_unknown",
        "models_more_warnings",
        "models_result_unknown",
        "models_single",
        "models_type_array",
        "models_value_allowed",
        "models_value_range",
    }
)
"""The codes of deviations that leave a document readable without doubt; every other code of this room is an error."""


def is_warning(problem: Problem) -> bool:
    """Return whether a problem leaves the document readable without doubt."""
    return problem.code in WARNINGS


def errors_only(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems that are no mere warnings."""
    return tuple(problem for problem in problems if not is_warning(problem))


def distinct(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems without repetition: one for each code and place, the first, in order."""
    kept: dict[tuple[str, object], Problem] = {}
    for problem in problems:
        kept.setdefault((problem.code, problem.where), problem)
    return tuple(kept.values())
