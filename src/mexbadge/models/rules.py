"""What holds between the members of a badge: step 7 of the verification of Open Badges 3.0.

Pure functions over the document as it was read; whatever has an odd shape is left to the models.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import chain, islice
from typing import Any, Final, NamedTuple, Self, TypeAlias

from mexbadge._json import escape_pointer
from mexbadge.errors import Problem
from mexbadge.models.kinds import Kind, kind_of

__all__ = ["criteria_problems", "subject_problems"]

Placed: TypeAlias = tuple[str, Mapping[str, Any]]
"""An object and its JSON pointer."""

_MOST: Final = 500
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{1,40})?")


def subject_problems(document: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return what is wrong between the members of a badge's or a learner record's subject (step 7).

    That the classes and members are there which the step names is for the models, which look at each of them. Error:
    ``models_subject_identity``. Warnings: ``models_criteria_empty``, ``models_result_unknown``,
    ``models_level_unknown``, ``models_value_allowed``, ``models_value_range``.
    """
    subject = document.get("credentialSubject")
    if kind_of(document) not in {Kind.ACHIEVEMENT, Kind.CLR} or not isinstance(subject, Mapping):
        return ()
    here: Placed = ("/credentialSubject", subject)
    found: list[Problem] = []
    if not _filled(subject.get("id")) and not _filled(subject.get("identifier")):
        found.append(Problem("models_subject_identity", "/credentialSubject"))
    for where, achievement in _walk(here, "achievement"):
        found += criteria_problems(where, achievement)
    if not found and not subject.get("result"):
        return ()
    return _bounded(chain(found, _results(here)))


def _bounded(problems: Iterator[Problem]) -> tuple[Problem, ...]:
    found = tuple(islice(problems, _MOST))
    more = next(problems, None)
    return found if more is None else (*found, Problem("models_more_warnings", "", {"most": _MOST}))


def criteria_problems(where: str, achievement: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return ``models_criteria_empty`` where the criteria of the achievement at ``where`` say nothing."""
    criteria = achievement.get("criteria")
    if type(criteria) is dict and (criteria.get("id") or criteria.get("narrative")):
        return ()
    return tuple(
        Problem("models_criteria_empty", place)
        for place, criteria in _walk((where, achievement), "criteria")
        if not _filled(criteria.get("id")) and not _filled(criteria.get("narrative"))
    )


class _Scale(NamedTuple):
    """What a result description lets a result be, read once for all results that name it."""

    levels: frozenset[object]
    allowed: frozenset[object]
    least: object
    most: object

    @classmethod
    def of(cls, description: Mapping[str, Any]) -> Self:
        levels = frozenset(_texts(level.get("id") for _, level in _walk(("", description), "rubricCriterionLevel")))
        allowed = description.get("allowedValue")
        allowed = allowed if isinstance(allowed, list | tuple) else (allowed,)
        texts = frozenset(_texts(allowed))
        complete = all(isinstance(one, str) for one in allowed)
        return cls(levels, texts if complete else frozenset(), description.get("valueMin"), description.get("valueMax"))


def _texts(values: Iterable[object]) -> Iterator[str]:
    return (value for value in values if isinstance(value, str))


def _results(subject: Placed) -> Iterator[Problem]:
    """Hold each result against the description that it names."""
    scales = {
        description["id"]: _Scale.of(description)
        for _, description in _walk(subject, "achievement/resultDescription")
        if isinstance(description.get("id"), str)
    }
    for where, result in _walk(subject, "result"):
        named = result.get("resultDescription")
        if isinstance(named, str) and named in scales:
            yield from _result(where, result, scales[named])
        elif isinstance(named, str):
            yield Problem("models_result_unknown", f"{where}/resultDescription", {"value": named})


def _result(where: str, result: Mapping[str, Any], scale: _Scale) -> Iterator[Problem]:
    level, value = result.get("achievedLevel"), result.get("value")
    if isinstance(level, str) and level not in scale.levels:
        yield Problem("models_level_unknown", f"{where}/achievedLevel", {"value": level})
    if not isinstance(value, str):
        return
    if scale.allowed and value not in scale.allowed:
        yield Problem("models_value_allowed", f"{where}/value", {"value": value})
    elif not scale.allowed and _outside(value, scale.least, scale.most):
        values = {"value": value, "least": scale.least or "", "most": scale.most or ""}
        yield Problem("models_value_range", f"{where}/value", values)


def _outside(value: str, least: object, most: object) -> bool:
    """Return whether a number lies outside its bounds; what is no number lies nowhere."""
    number, low, high = _number(value), _number(least), _number(most)
    if number is None:
        return False
    return (low is not None and number < low) or (high is not None and number > high)


def _number(text: object) -> Decimal | None:
    return Decimal(text) if isinstance(text, str) and _NUMBER.fullmatch(text) else None


def _walk(start: Placed, path: str) -> Iterator[Placed]:
    """Yield every object that ``path`` leads to, through arrays, with its pointer."""
    found = [start]
    for step in path.split("/"):
        found = [deeper for where, value in found for deeper in _members(where, value, step)]
    yield from found


def _members(where: str, value: Mapping[str, Any], name: str) -> Iterator[Placed]:
    member, place = value.get(name), f"{where}/{escape_pointer(name)}"
    if isinstance(member, Mapping):
        yield place, member
    elif isinstance(member, list | tuple):
        for index, item in enumerate(member):
            if isinstance(item, Mapping):
                yield f"{place}/{index}", item


def _filled(value: object) -> bool:
    return value is not None and value not in ("", [], (), {})
