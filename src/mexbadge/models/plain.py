"""Whether a document plainly keeps to its model: seen without building the model, which costs several times as much.

Most documents have nothing wrong with them. What is found plain here, the model would tell nothing of; whatever else
there is (a mistake, a deviation that can be lived with, a class inside itself, a rule that is not known here) is for
the model to say. The rules are read off the annotations of the models, so that they are written once.
"""

import math
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, Final, TypeAlias, cast, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, Discriminator, Tag, WithJsonSchema
from pydantic.fields import FieldInfo

from mexbadge import _limits
from mexbadge.models import language
from mexbadge.models.common import MOST_ITEMS, Array, BareAddress, Blank, Given, Model, TextRule, Type, Types, Untold
from mexbadge.models.identity import is_identity_hash
from mexbadge.models.ob3_parts import IdentityObject

__all__ = ["is_plain"]

Rule: TypeAlias = Callable[[Any], bool]
"""Says of a value that it is plainly in order; if not, nothing is said of it."""
_Models: TypeAlias = tuple[type[Model], ...]

_TEXT_ONLY: Final = {str}
_NO_RULES: Final = (Tag, WithJsonSchema, AfterValidator)
"""What stands beside a type and says no more of a value: for an ``AfterValidator`` there is a :class:`Untold`."""


def is_plain(model: type[Model], document: object) -> bool:
    """Return whether ``document`` plainly keeps to ``model``; false only says that the model has to be asked."""
    return _of_model(model)(document)


@cache
def _of_model(model: type[Model], around: _Models = ()) -> Rule:
    """Return the rule of an object; ``around`` are the classes in which it stands.

    A class inside itself is left to the model, so that nothing here is as deep as the document is.
    """
    decorators = model.__pydantic_decorators__
    between = _BETWEEN.get(model)
    more = (decorators.validators, decorators.field_validators, decorators.root_validators, decorators.model_validators)
    if model in around or (between is None and any(more)):
        return _never
    hints = get_type_hints(model, include_extras=True)
    fields = {field.alias or name: (hints[name], field) for name, field in model.model_fields.items()}
    required = frozenset(name for name, (_, field) in fields.items() if field.is_required())
    rules = {name: _rule(hint, (*around, model)) for name, (hint, _) in fields.items()}
    if not _is_usual(model):
        return _never

    def holds(value: Any) -> bool:  # noqa: ANN401 - any value may stand there
        if type(value) is not dict or not required <= value.keys():
            return False
        for name, one in value.items():
            rule = rules.get(name)
            if rule is None:
                if not _is_text(name):
                    return False
            elif not rule(one):
                return False
        return between is None or between(value)

    return holds


def _is_usual(model: type[Model]) -> bool:
    """Return whether a model is read as all are: the standard's names, nothing converted, what is unknown stays."""
    config = model.model_config
    wanted = {"extra": "allow", "strict": True, "validate_by_alias": True, "validate_by_name": False}
    return all(config.get(name) == value for name, value in wanted.items())


def _rule(hint: object, around: _Models) -> Rule:
    """Return the rule of an annotation."""
    if get_origin(hint) is Annotated:
        base, *beside = get_args(hint)
        return _annotated(base, beside, around)
    if isinstance(hint, type) and issubclass(hint, Model):
        return _when_met(hint, around)
    return _BARE.get(hint, _never) if isinstance(hint, type) else _never


def _annotated(base: object, beside: list[object], around: _Models) -> Rule:
    """Return the rule of a type with what stands beside it, the innermost first."""
    found: Rule | None = None
    for one in beside:
        make = _MAKERS.get(type(one))
        if make is not None:
            found = make(one, base, around)
        elif isinstance(one, Blank) and found is not None:
            found = _filled(found)
        elif one is not BareAddress and not isinstance(one, _NO_RULES):
            return _never
    kinds = {type(one) for one in beside}
    if AfterValidator in kinds and Untold not in kinds:
        return _never
    return _rule(base, around) if found is None else found


def _never(_value: object) -> bool:
    return False


def _when_met(model: type[Model], around: _Models) -> Rule:
    """Return the rule of a class inside another one, made when there is such an object."""

    def holds(value: object) -> bool:
        return _of_model(model, around)(value)

    return holds


def _given(base: object) -> object:
    """Return the type of a member that may be missing."""
    arms = [one for one in get_args(base) if one is not type(None)]
    return arms[0] if len(arms) == 1 else object()


def _array(array: Array, item: Rule) -> Rule:
    least = max(array.least, 1)
    alone = array.single and least == 1

    def holds(value: Any) -> bool:  # noqa: ANN401 - any value may stand there
        if type(value) is not list:
            return alone and value is not None and item(value)
        return least <= len(value) <= MOST_ITEMS and all(map(item, value))

    return holds


def _types(types: Types) -> Rule:
    all_of, one_of = frozenset(types.all_of), frozenset(types.one_of)
    usual = [*types.all_of] if all_of and not one_of else [object()]  # what most badges have, or nothing that is equal

    def holds(value: Any) -> bool:  # noqa: ANN401 - any value may stand there
        if value == usual:
            return True
        names = value if type(value) is list else [value]
        if set(map(type, names)) != _TEXT_ONLY or "" in names or len(names) > MOST_ITEMS:
            return False
        return all_of.issubset(names) and not (one_of and one_of.isdisjoint(names))

    return holds


def _type(type_: Type) -> Rule:
    wanted = type_.name
    return (lambda value: type(value) is str and value != "") if wanted is None else (lambda value: value == wanted)


def _text(holds: Callable[[str], bool]) -> Rule:
    return lambda value: type(value) is str and holds(value)


def _filled(rule: Rule) -> Rule:
    return lambda value: value != "" and rule(value)


def _text_or_object(base: object, around: _Models) -> Rule:
    """Return the rule of an alternative whose first arm is a text, the second an object."""
    text, table = (_rule(arm, around) for arm in get_args(base))
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


_MAKERS: Final[Mapping[type, Callable[[Any, object, _Models], Rule]]] = {
    Array: lambda one, base, around: _array(one, _rule(get_args(base)[0], around)),
    Given: lambda _, base, around: _rule(_given(base), around),
    Types: lambda one, *_: _types(one),
    Type: lambda one, *_: _type(one),
    TextRule: lambda *_: _is_words,
    Untold: lambda one, *_: _text(one.holds),
    Discriminator: lambda _, base, around: _text_or_object(base, around),
    FieldInfo: lambda _, base, __: _is_number if base is float else _never,
}
"""How the rule of each thing is made that may stand beside a type."""
_BARE: Final[Mapping[object, Rule]] = {str: _is_text, bool: _is_bool}


def _is_identity(value: Mapping[str, Any]) -> bool:
    """Return whether ``hashed`` and the form of the hash go together."""
    return cast("bool", value["hashed"]) is is_identity_hash(value["identityHash"])


_BETWEEN: Final[Mapping[type[Model], Rule]] = {IdentityObject: _is_identity}
"""What holds between the members of an object, where its model has a validator of its own."""
