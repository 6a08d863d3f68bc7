"""Values of our own kept as JSON and read back as they were: versioned, sealed with a digest, and never guessed.

:func:`pack` and :func:`unpack` go by the types that a value's class declares: dataclasses, tuples, sets, mappings by
text, enums, fractions, decimals, moments, bytes, and what JSON has itself. A value that comes again in many places may
stand once (``shared``). :func:`sealed` adds what a document is, and the SHA-256 of what it says; :func:`opened` refuses
another version and anything that was changed since. The digest is no signature: whoever may write the document may
write its digest. Which version of mexbadge wrote it (``mexbadge``) is for people to read: the digest does not cover it,
for the same values have the same digest whoever writes them, and nothing is decided by it.
"""

import base64
import binascii
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any, Final, TypeAlias, Union, get_args, get_origin, get_type_hints

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, MexBadgeError, Problem

__all__ = ["Shared", "opened", "pack", "sealed", "unpack"]

_MEMBERS: Final = frozenset({"schema", "kept", "shared", "mexbadge", "digest"})
_KIND: Final = "@"
_VALUE: Final = "v"
_DEPTH: Final = 60
_COMPOSED: Final = object()
_Hint: TypeAlias = Any
_Given: TypeAlias = "tuple[type, list[Any]] | None"
_WRITE: Final[Mapping[type, Callable[[Any], str]]] = {
    datetime: datetime.isoformat,
    date: date.isoformat,
    Fraction: str,
    Decimal: str,
    bytes: lambda value: base64.b64encode(value).decode("ascii"),
}
_READ: Final[Mapping[type, Callable[[str], Any]]] = {
    datetime: datetime.fromisoformat,
    date: date.fromisoformat,
    Fraction: Fraction,
    Decimal: Decimal,
    bytes: lambda text: base64.b64decode(text, validate=True),
}
_NAMES: Final = {kind.__name__: kind for kind in _READ}
_FAULTS: Final = (ValueError, TypeError, KeyError, IndexError, ArithmeticError, AttributeError, binascii.Error)


@dataclass(slots=True)
class Shared:
    """Values of one class that come in many places and stand once; they are told apart by which object they are."""

    kind: type
    values: list[Any] = field(default_factory=list)
    _places: dict[int, int] = field(default_factory=dict)

    def place(self, value: object) -> int:
        """Return where a value stands, which it gets where it had none."""
        if id(value) not in self._places:
            self._places[id(value)] = len(self.values)
            self.values.append(value)
        return self._places[id(value)]


def sealed(schema: str, version: str, kept: object, shared: object = None) -> JsonObject:
    """Return the document that holds ``kept``: which form it is, what wrote it, and the digest of what it says."""
    said = {"schema": schema, "kept": kept, **({} if shared is None else {"shared": shared})}
    return {**said, "mexbadge": version, "digest": _digest(said)}


def opened(document: Mapping[str, Any], schema: str) -> Mapping[str, Any]:
    """Return the members of a document as :func:`sealed` made it.

    Raises :class:`InputError` ``kept_version`` where it is another form or another version of it, ``kept_changed``
    where it does not say what it said.
    """
    said = document.get("schema")
    if said != schema:
        raise InputError("kept_version", schema=said if isinstance(said, str) else "-", expected=schema)
    kept = {name: document[name] for name in ("schema", "kept", "shared") if name in document}
    known = document.keys() <= _MEMBERS and isinstance(document.get("mexbadge"), str)
    if not known or document.get("digest") != _digest(kept):
        raise InputError("kept_changed", schema=schema)
    return document


def _digest(said: Mapping[str, object]) -> str:
    return sha256(_json.canonical(said)).hexdigest()


def pack(value: object, hint: _Hint, shared: Shared | None = None) -> object:
    """Return a value as JSON, by the type that it is declared to have."""
    if shared is not None and isinstance(value, shared.kind):
        return shared.place(value)
    if hint is object or hint is Any:
        return _tagged(value)
    plain = _scalar(value)
    if plain is not _COMPOSED:
        return plain
    return _record(value, shared) if _is_record(value) else _packed(value, hint, shared)


def _scalar(value: object) -> object:
    """Return a value that is one thing; ``_COMPOSED`` for one that holds others."""
    if isinstance(value, Enum):
        return value.value
    kind = next((kind for kind in _WRITE if isinstance(value, kind)), None)
    if kind is not None:
        return _WRITE[kind](value)
    if isinstance(value, str):
        return str(value)
    return value if value is None or isinstance(value, bool | int | float) else _COMPOSED


def _packed(value: Any, hint: _Hint, shared: Shared | None) -> object:  # noqa: ANN401 - one of many types
    args = get_args(_chosen(value, hint))
    if isinstance(value, Mapping):
        return {str(name): pack(one, args[1], shared) for name, one in value.items()}
    if isinstance(value, frozenset):
        return sorted(value)
    return [pack(one, args[0] if args[-1] is ... else args[at], shared) for at, one in enumerate(value)]


def _is_record(value: object) -> bool:
    return is_dataclass(value) or (isinstance(value, tuple) and hasattr(value, "_fields"))


def _record(value: object, shared: Shared | None) -> JsonObject:
    """Return the members of a dataclass or a named tuple that are not as they are by default."""
    kind: Any = type(value)
    hints = _hints(kind)
    made: JsonObject = {}
    for name, default in _members(kind).items():
        one = getattr(value, name)
        if default is MISSING or type(one) is not type(default) or one != default:
            made[name] = pack(one, hints[name], shared)
    return made


@cache
def _hints(kind: Any) -> Mapping[str, _Hint]:  # noqa: ANN401 - a class
    return get_type_hints(kind)


@cache
def _members(kind: Any) -> Mapping[str, object]:  # noqa: ANN401 - a class
    """Return the members that make a value, with their defaults; ``MISSING`` where there is none to compare with."""
    if not is_dataclass(kind):
        given: Mapping[str, object] = getattr(kind, "_field_defaults", {})
        return {name: given.get(name, MISSING) for name in getattr(kind, "_fields", ())}
    return {one.name: one.default for one in fields(kind) if one.init}


def _tagged(value: object) -> object:
    """Return a value whose type nobody declared, with its kind where JSON has none for it."""
    if isinstance(value, MexBadgeError):
        value = value.problem
    if isinstance(value, Problem):
        values = {name: _tagged(one) for name, one in value.values.items()}
        return {_KIND: "Problem", _VALUE: [value.code, value.where, values]}
    if isinstance(value, Mapping):
        return {_KIND: "Mapping", _VALUE: {str(name): _tagged(one) for name, one in value.items()}}
    if isinstance(value, list | tuple):
        return {_KIND: type(value).__name__, _VALUE: [_tagged(one) for one in value]}
    kind = next((kind for kind in _WRITE if isinstance(value, kind)), None)
    if kind is not None:
        return {_KIND: kind.__name__, _VALUE: _WRITE[kind](value)}
    return value if value is None or isinstance(value, bool | int | float) else str(value)


def unpack(value: object, hint: _Hint, shared: _Given = None) -> Any:  # noqa: ANN401 - as it says
    """Return what :func:`pack` packed; raise :class:`InputError` ``kept_form`` for what it cannot have packed."""
    try:
        return _unpacked(value, hint, shared, _DEPTH)
    except InputError:
        raise
    except (*_FAULTS, RecursionError):
        raise InputError("kept_form") from None


def _unpacked(value: Any, hint: _Hint, shared: _Given, depth: int) -> Any:  # noqa: ANN401 - as it was
    if depth < 0:
        raise InputError("kept_form")
    if hint is object or hint is Any:
        return _untagged(value, depth)
    origin: Any = get_origin(hint)
    kind: Any = hint if origin is None else origin
    if kind in {Union, types.UnionType}:
        return _one_of(value, get_args(hint), shared, depth)
    if shared is not None and kind is shared[0]:
        return shared[1][_place(value, len(shared[1]))]
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        return _made(value, kind, shared, depth)
    if kind in _SEVERAL:
        return _several(value, hint, shared, depth)
    return _single(value, kind)


_SEVERAL: Final = frozenset({tuple, frozenset, list, dict, Mapping})


def _single(value: Any, kind: Any) -> object:  # noqa: ANN401 - a member of JSON, and a class
    if kind in _READ:
        return _READ[kind](value)
    return kind(value) if issubclass(kind, Enum) else _plain(value, kind)


def _place(value: object, count: int) -> int:
    if type(value) is not int or not 0 <= value < count:
        raise InputError("kept_form")
    return value


def _plain(value: object, kind: type) -> object:
    if type(value) is not kind and not (kind is float and type(value) is int):
        raise InputError("kept_form")
    return value


def _one_of(value: object, hints: tuple[_Hint, ...], shared: _Given, depth: int) -> object:
    if value is None and types.NoneType in hints:
        return None
    for hint in hints:
        if hint is types.NoneType:
            continue
        try:
            return _unpacked(value, hint, shared, depth)
        except (*_FAULTS,):
            continue
    raise InputError("kept_form")


def _made(value: Any, kind: Any, shared: _Given, depth: int) -> object:  # noqa: ANN401 - a member of JSON
    hints, known = _hints(kind), _members(kind)
    if not isinstance(value, Mapping) or not value.keys() <= known.keys():
        raise InputError("kept_form")
    return kind(**{name: _unpacked(one, hints[name], shared, depth - 1) for name, one in value.items()})


def _several(value: Any, hint: _Hint, shared: _Given, depth: int) -> object:  # noqa: ANN401 - a member of JSON
    kind: Any = get_origin(hint)
    args = get_args(hint)
    if (kind in {dict, Mapping}) != isinstance(value, Mapping) or not isinstance(value, Mapping | list):
        raise InputError("kept_form")
    if isinstance(value, Mapping):
        return {name: _unpacked(one, args[1], shared, depth - 1) for name, one in value.items()}
    if kind is frozenset:
        return frozenset(_unpacked(one, args[0], shared, depth - 1) for one in value)
    if args[-1] is not ... and len(args) != len(value):
        raise InputError("kept_form")
    return tuple(
        _unpacked(one, args[0] if args[-1] is ... else args[at], shared, depth - 1) for at, one in enumerate(value)
    )


def _untagged(value: Any, depth: int) -> Any:  # noqa: ANN401 - as it was
    if depth < 0 or isinstance(value, list):
        raise InputError("kept_form")
    if not isinstance(value, Mapping):
        return value
    kind, inner = value[_KIND], value[_VALUE]
    if kind == "Problem":
        code, where, values = inner
        return Problem(code, where, {name: _untagged(one, depth - 1) for name, one in values.items()})
    if kind == "Mapping":
        return {name: _untagged(one, depth - 1) for name, one in inner.items()}
    if kind in {"list", "tuple"}:
        made = [_untagged(one, depth - 1) for one in inner]
        return made if kind == "list" else tuple(made)
    return _READ[_NAMES[kind]](inner)


def _chosen(value: object, hint: _Hint) -> _Hint:
    """Return of a type that may be several the one that a sequence or mapping can be."""
    if get_origin(hint) not in {Union, types.UnionType}:
        return hint
    wanted = Mapping if isinstance(value, Mapping) else frozenset if isinstance(value, frozenset) else tuple
    origins: dict[Any, Any] = {one: get_origin(one) for one in get_args(hint)}
    return next(one for one, kind in origins.items() if isinstance(kind, type) and issubclass(kind, wanted))
