"""From what the models refuse to problems: each with its code, its JSON pointer and the values of its sentence."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from mexbadge._json import escape_pointer
from mexbadge.errors import Problem
from mexbadge.models.common import STEP, Deviations, Model
from mexbadge.models.plain import is_plain
from mexbadge.models.severity import distinct, errors_only, is_warning

__all__ = ["Validator", "distinct", "errors_only", "is_warning", "problems_of", "told_by"]

Validator: TypeAlias = Callable[[Mapping[str, Any]], tuple[Problem, ...]]

MOST: Final = 500
"""How many problems of one document are told."""

_KEYWORDS: Final = (["id"], ["type"], ["@id"], ["@type"])
"""Members that are keywords of JSON-LD: ``null`` says something there."""

_CODES: Final[Mapping[str, str]] = {
    "missing": "models_missing",
    "string_type": "models_type_text",
    "string_unicode": "models_type_text",
    "bool_type": "models_type_boolean",
    "float_type": "models_number",
    "finite_number": "models_number",
    "model_type": "models_type_object",
    "model_attributes_type": "models_type_object",
    "dict_type": "models_type_object",
    "recursion_loop": "models_too_deep",
    "recursion_depth_exceeded": "models_too_deep",
}


def problems_of(model: type[Model], document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return all in which ``document`` breaks ``model``, deviations that can be lived with included, in order."""
    return () if is_plain(model.__name__, document) else told_by(model, document)


def told_by(model: type[Model], document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return the same, asking the model itself in any case."""
    report = Deviations()
    found: tuple[Problem, ...] = ()
    try:
        model.model_validate(dict(document), context=report)
    except ValidationError as error:
        found = _translated(error, document)
    if report.warnings_left < 0:
        found = (*found, Problem("models_more_warnings", "", {"most": Deviations.MOST}))
    return found


def _translated(error: ValidationError, document: Mapping[str, Any]) -> tuple[Problem, ...]:
    details = error.errors(include_url=False)
    found = [_problem(detail, document) for detail in details]
    errors = errors_only(found)
    if len(errors) > MOST:
        kept = {id(problem) for problem in errors[:MOST]}
        found = [problem for problem in found if is_warning(problem) or id(problem) in kept]
        found.append(Problem("models_more", "", {"most": MOST}))
    return tuple(found)


def _problem(detail: Mapping[str, Any], document: Mapping[str, Any]) -> Problem:
    kind: str = detail["type"]
    ours = kind.startswith("models_")
    code = kind if ours else _CODES.get(kind, "models_value")
    steps = _steps(document, detail["loc"])
    if detail["input"] is None and (code != "models_null" or steps[-1:] in _KEYWORDS):
        code, ours = "models_null_required", False
    context = detail.get("ctx", {}) if ours else {}
    return Problem(code, "".join(f"/{escape_pointer(str(step))}" for step in steps), {"name": _name(steps), **context})


def _steps(document: object, location: Sequence[int | str]) -> list[int | str]:
    """Follow an error's location through the document and keep only the steps that are there.

    What is left out: the names of alternatives, and the index of a bare value that was read as an array of one.
    """
    node, steps = document, list[int | str]()
    for step in location:
        if isinstance(step, str) and not step.startswith(STEP) and isinstance(node, Mapping):
            steps.append(step)
            node = node.get(step)
        elif isinstance(step, int) and isinstance(node, list | tuple) and step < len(node):
            steps.append(step)
            node = node[step]
    return steps


def _name(steps: Sequence[int | str]) -> str:
    """Return the last member's name with its index, as a reader would say it: ``alignment[2]``."""
    name = ""
    for step in reversed(steps):
        if isinstance(step, str):
            return step + name
        name = f"[{step}]{name}"
    return name
