"""The rules of :mod:`mexbadge.models.plain`, read off the annotations of the models.

``make schemas`` writes them to ``_data/models/plain.json``; a test compares what is there with what is read off here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Final, TypeAlias, get_args, get_origin, get_type_hints

from pydantic import AfterValidator, Discriminator, Tag, WithJsonSchema
from pydantic.fields import FieldInfo

from mexbadge._json import JsonObject
from mexbadge.models import clr2, ob3_v1, ob3_v2
from mexbadge.models.common import Array, BareAddress, Blank, Given, Model, TextRule, Type, Types, Untold
from mexbadge.models.ob3_parts import IdentityObject
from mexbadge.models.plain import FORMS

__all__ = ["ASKED", "plain_table", "table_of"]

ASKED: Final[tuple[type[Model], ...]] = (
    *(ob3_v2.AchievementCredential, ob3_v2.EndorsementCredential, ob3_v2.Achievement, ob3_v2.Profile),
    *(ob3_v1.AchievementCredentialV1, ob3_v1.EndorsementCredentialV1),
    *(clr2.ClrCredential, clr2.ClrCredentialV1),
)
"""The models that documents are held against."""

_Said: TypeAlias = Any
"""A rule as it stands in the table."""
_NO_RULES: Final = (Tag, WithJsonSchema, AfterValidator)
"""What stands beside a type and says no more of a value: for an ``AfterValidator`` there is a :class:`Untold`."""
_UNKNOWN: Final = "unknown"
_BARE: Final[Mapping[object, str]] = {str: "text", bool: "boolean"}
_BETWEEN: Final[Mapping[type[Model], str]] = {IdentityObject: "identity"}


def plain_table() -> JsonObject:
    """Return the table of all documents that are held against a model."""
    return table_of(ASKED)


def table_of(models: Iterable[type[Model]]) -> JsonObject:
    """Return the table of ``models`` and of all classes in them, by name.

    Raises :class:`ValueError` where two classes have one name.
    """
    met: dict[str, type[Model]] = {}
    for model in models:
        _meet(model, met)
    return {name: _of_class(met[name]) for name in sorted(met)}


def _meet(model: type[Model], met: dict[str, type[Model]]) -> None:
    known = met.setdefault(model.__name__, model)
    if known is not model:
        raise ValueError(model.__name__)
    for hint in get_type_hints(model, include_extras=True).values():
        for inner in _classes_in(hint):
            if met.get(inner.__name__) is not inner:
                _meet(inner, met)


def _classes_in(hint: object) -> Iterator[type[Model]]:
    if isinstance(hint, type) and issubclass(hint, Model):
        yield hint
    for inner in get_args(hint):
        yield from _classes_in(inner)


def _of_class(model: type[Model]) -> _Said:
    """Return what the table says of a class: nothing of one with validators that are not known, or read otherwise."""
    decorators = model.__pydantic_decorators__
    between = _BETWEEN.get(model)
    more = (decorators.validators, decorators.field_validators, decorators.root_validators, decorators.model_validators)
    if (between is None and any(more)) or not _is_usual(model):
        return None
    hints = get_type_hints(model, include_extras=True)
    fields = {field.alias or name: (hints[name], field) for name, field in model.model_fields.items()}
    return {
        "between": between,
        "required": [name for name, (_, field) in fields.items() if field.is_required()],
        "members": {name: _rule(hint) for name, (hint, _) in fields.items()},
    }


def _is_usual(model: type[Model]) -> bool:
    """Return whether a model is read as all are: the standard's names, nothing converted, what is unknown stays."""
    config = model.model_config
    wanted = {"extra": "allow", "strict": True, "validate_by_alias": True, "validate_by_name": False}
    return all(config.get(name) == value for name, value in wanted.items())


def _rule(hint: object) -> _Said:
    """Return the rule of an annotation."""
    if get_origin(hint) is Annotated:
        base, *beside = get_args(hint)
        return _annotated(base, beside)
    if isinstance(hint, type) and issubclass(hint, Model):
        return ["class", hint.__name__]
    return _BARE.get(hint, _UNKNOWN) if isinstance(hint, type) else _UNKNOWN


def _annotated(base: object, beside: list[object]) -> _Said:
    """Return the rule of a type with what stands beside it, the innermost first."""
    found: _Said = None
    for one in beside:
        make = _MAKERS.get(type(one))
        if make is not None:
            found = make(one, base)
        elif isinstance(one, Blank) and found is not None:
            found = ["filled", found]
        elif one is not BareAddress and not isinstance(one, _NO_RULES):
            return _UNKNOWN
    kinds = {type(one) for one in beside}
    if AfterValidator in kinds and Untold not in kinds:
        return _UNKNOWN
    return _rule(base) if found is None else found


def _given(base: object) -> object:
    """Return the type of a member that may be missing."""
    arms = [one for one in get_args(base) if one is not type(None)]
    return arms[0] if len(arms) == 1 else object()


def _form(untold: Untold) -> _Said:
    """Return the form that a text has to have, where it is known by name."""
    return next((["form", name] for name, holds in FORMS.items() if holds == untold.holds), _UNKNOWN)


_MAKERS: Final[Mapping[type, Callable[[Any, object], _Said]]] = {
    Array: lambda one, base: ["array", one.least, one.single, _rule(get_args(base)[0])],
    Given: lambda _, base: _rule(_given(base)),
    Types: lambda one, _: ["types", list(one.all_of), list(one.one_of)],
    Type: lambda one, _: ["type", one.name],
    TextRule: lambda *_: "words",
    Untold: lambda one, _: _form(one),
    Discriminator: lambda _, base: ["either", *map(_rule, get_args(base))],
    FieldInfo: lambda _, base: "number" if base is float else _UNKNOWN,
}
"""How the rule of each thing is made that may stand beside a type."""
