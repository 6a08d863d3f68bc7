"""Whether a document plainly keeps to its model: seen without building the model, and without loading any.

Most documents have nothing wrong with them. What is found plain here, the model would tell nothing of; whatever else
there is (a mistake, a deviation that can be lived with, a class inside itself, a rule that is not known here) is for
the model to say. The rules are written once, in the annotations of the models: :mod:`mexbadge.models.plain_table` reads
them off and writes ``_data/models/plain.json``, which is read here.

The table has for each class ``members`` (a rule of each), ``required`` (their names) and ``between`` (what holds
between them), or ``null`` where only the model can say it. A rule is the name of one of :data:`SIMPLE`, or an array
that begins with its kind: ``["form", name]`` (one of :data:`FORMS`), ``["array", least, single, rule]``, ``["types",
all_of, one_of]``, ``["type", name]``, ``["filled", rule]``, ``["either", text, object]``, ``["class", name]``.
"""

import math
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from mexbadge import _json, _limits
from mexbadge.models import dates, language, lexical, uris, vocabulary
from mexbadge.models.identity import is_identity_hash

__all__ = ["BETWEEN", "FORMS", "SIMPLE", "TABLE", "PlainRules", "Rule", "is_plain"]

Rule: TypeAlias = Callable[[Any], bool]
"""Says of a value that it is plainly in order; if not, nothing is said of it."""

TABLE: Final = Path(__file__).parent.parent / "_data" / "models" / "plain.json"

_TEXT_ONLY: Final = {str}


def is_plain(model: str, document: object) -> bool:
    """Return whether ``document`` plainly keeps to a model, which is named; false only says that it has to be asked."""
    return _shipped().of_class(model)(document)


@cache
def _shipped() -> "PlainRules":
    return PlainRules(_json.loads(TABLE.read_bytes()))


class PlainRules:
    """What a table says, each class made into a rule when there is an object of it."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self._table = table
        self._made: dict[tuple[str, ...], Rule] = {}

    def of_class(self, name: str, around: tuple[str, ...] = ()) -> Rule:
        """Return the rule of an object; ``around`` are the classes in which it stands.

        A class inside itself is left to the model, so that nothing here is as deep as the document is.
        """
        path = (*around, name)
        if (made := self._made.get(path)) is None:
            made = self._made[path] = self._class(name, path)
        return made

    def _class(self, name: str, path: tuple[str, ...]) -> Rule:
        said = self._table.get(name)
        if said is None or name in path[:-1]:
            return _never
        between = None if said["between"] is None else BETWEEN[said["between"]]
        required = frozenset(said["required"])
        rules = {member: self._rule(rule, path) for member, rule in said["members"].items()}

        def holds(value: Any) -> bool:  # noqa: ANN401 - any value may stand there
            if type(value) is not dict or not required <= value.keys():
                return False
            for member, one in value.items():
                rule = rules.get(member)
                if rule is None:
                    if not _is_text(member):
                        return False
                elif not rule(one):
                    return False
            return between is None or between(value)

        return holds

    def _rule(self, said: Any, path: tuple[str, ...]) -> Rule:  # noqa: ANN401 - JSON
        """Return the rule of a member."""
        if isinstance(said, str):
            return SIMPLE[said]
        kind, *given = said
        if kind == "class":
            return self._when_met(given[0], path)
        return _MAKERS[kind](partial(self._rule, path=path), *given)

    def _when_met(self, name: str, path: tuple[str, ...]) -> Rule:
        """Return the rule of a class inside another one, made when there is such an object."""

        def holds(value: object) -> bool:
            return self.of_class(name, path)(value)

        return holds


def _never(_value: object) -> bool:
    return False


def _array(least: int, *, single: bool, item: Rule) -> Rule:
    least = max(least, 1)
    alone = single and least == 1

    def holds(value: Any) -> bool:  # noqa: ANN401 - any value may stand there
        if type(value) is not list:
            return alone and value is not None and item(value)
        return least <= len(value) <= lexical.MOST_ITEMS and all(map(item, value))

    return holds


def _types(names_all: list[str], names_one: list[str]) -> Rule:
    all_of, one_of = frozenset(names_all), frozenset(names_one)
    usual = names_all if all_of and not one_of else [object()]  # what most badges have, or nothing that is equal

    def holds(value: Any) -> bool:  # noqa: ANN401 - any value may stand there
        if value == usual:
            return True
        names = value if type(value) is list else [value]
        if set(map(type, names)) != _TEXT_ONLY or "" in names or len(names) > lexical.MOST_ITEMS:
            return False
        return all_of.issubset(names) and not (one_of and one_of.isdisjoint(names))

    return holds


def _type(wanted: str | None) -> Rule:
    return (lambda value: type(value) is str and value != "") if wanted is None else (lambda value: value == wanted)


def _text(holds: Callable[[str], bool]) -> Rule:
    return lambda value: type(value) is str and holds(value)


def _filled(rule: Rule) -> Rule:
    return lambda value: value != "" and rule(value)


def _text_or_object(text: Rule, table: Rule) -> Rule:
    """Return the rule of an alternative whose first arm is a text, the second an object."""
    return lambda value: text(value) if type(value) is str else table(value)


def _is_words(value: object) -> bool:
    return type(value) is str or (type(value) is dict and language.is_text_map(value))


def _is_text(value: object) -> bool:
    """Return whether a value is a text without half a surrogate pair."""
    if type(value) is not str:
        return False
    return value.isascii() or not any("\ud800" <= character <= "\udfff" for character in value)


def _is_number(value: object) -> bool:
    if type(value) is int:
        return abs(value) <= _limits.JSON_INTEGER
    return type(value) is float and math.isfinite(value)


def _is_bool(value: object) -> bool:
    return type(value) is bool


def _is_identity(value: Mapping[str, Any]) -> bool:
    """Return whether ``hashed`` and the form of the hash go together."""
    return cast("bool", value["hashed"]) is is_identity_hash(value["identityHash"])


SIMPLE: Final[Mapping[str, Rule]] = {
    "text": _is_text,
    "words": _is_words,
    "number": _is_number,
    "boolean": _is_bool,
    "unknown": _never,
}
"""The rules that need no more than a name; ``unknown`` is one that only the model knows."""
_MAKERS: Final[Mapping[str, Callable[..., Rule]]] = {
    "form": lambda _, name: _text(FORMS[name]),
    "array": lambda of, least, single, item: _array(least, single=single, item=of(item)),
    "types": lambda _, all_of, one_of: _types(all_of, one_of),
    "type": lambda _, name: _type(name),
    "filled": lambda of, rule: _filled(of(rule)),
    "either": lambda of, text, table: _text_or_object(of(text), of(table)),
}
"""How each kind of rule is made: of what makes the rules inside it, and of what stands beside its name."""
FORMS: Final[Mapping[str, Callable[[str], bool]]] = {
    "uri": uris.is_uri,
    "instant": dates.is_instant,
    "day": dates.is_day,
    "language": language.is_language,
    "jws": lexical.is_jws,
    "email": lexical.is_email_with_domain,
    "achievement type": vocabulary.is_achievement_type,
    "alignment target type": vocabulary.is_alignment_target_type,
    "identifier type": vocabulary.is_identifier_type,
    "result type": vocabulary.is_result_type,
    "result status": vocabulary.is_result_status,
}
"""The forms that a text may have to have."""
BETWEEN: Final[Mapping[str, Rule]] = {"identity": _is_identity}
"""What holds between the members of an object, where its model has a validator of its own."""
