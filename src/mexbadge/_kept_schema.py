"""The JSON Schema of what :mod:`mexbadge._kept` packs, by the same types that it goes by."""

import types
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, Final, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

from mexbadge._json import JsonObject

__all__ = ["PackedSchema"]

_Hint: TypeAlias = Any
_PLAIN: Final[Mapping[object, JsonObject]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    types.NoneType: {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    Fraction: {"type": "string", "pattern": r"^-?\d+(/\d+)?$"},
    Decimal: {"type": "string", "pattern": r"^-?\d+(\.\d+)?(E[+-]?\d+)?$"},
    bytes: {"type": "string", "contentEncoding": "base64"},
}


@dataclass(slots=True)
class PackedSchema:
    """Makes schemas of types; each class is described once, in ``defs``.

    ``shared`` is the class whose values stand beside, and are named by their place. Raises :class:`TypeError` for a
    type that nothing packs, or for two classes of one name.
    """

    shared: type | None = None
    defs: dict[str, JsonObject] = field(default_factory=dict)
    _named: dict[str, object] = field(default_factory=dict)

    def of(self, hint: _Hint) -> JsonObject:
        """Return the schema of what a value of a type is packed as."""
        if hint is object or hint is Any:
            return {}
        if hint in _PLAIN:
            return dict(_PLAIN[hint])
        origin: Any = get_origin(hint)
        if origin in {Union, types.UnionType}:
            return {"anyOf": [self.of(one) for one in get_args(hint)]}
        if origin is Literal:
            return {"enum": list(get_args(hint))}
        kind: Any = hint if origin is None else origin
        if kind is self.shared:
            return {"type": "integer", "minimum": 0}
        return self._several(kind, get_args(hint)) if origin is not None else self._class(kind)

    def record(self, kind: Any) -> JsonObject:  # noqa: ANN401 - a class
        """Return the schema of a dataclass even if it is the shared one."""
        before, self.shared = self.shared, None
        try:
            return self.of(kind)
        finally:
            self.shared = before

    def _several(self, kind: Any, args: tuple[Any, ...]) -> JsonObject:  # noqa: ANN401 - a class
        if issubclass(kind, Mapping):
            return {"type": "object", "additionalProperties": self.of(args[1])}
        if kind is frozenset:
            return {"type": "array", "items": self.of(args[0]), "uniqueItems": True}
        if args[-1] is ... or (len(args) == 1 and kind is not tuple):
            return {"type": "array", "items": self.of(args[0])}
        parts = [self.of(one) for one in args]
        return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}

    def _class(self, kind: Any) -> JsonObject:  # noqa: ANN401 - a class
        if hasattr(kind, "__supertype__"):
            return self.of(kind.__supertype__)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [one.value for one in kind]}
        if not is_dataclass(kind) and not hasattr(kind, "_fields"):
            raise TypeError(f"nothing packs {kind!r}")
        name = f"{kind.__module__.rpartition('.')[2]}.{kind.__qualname__}"
        if self._named.setdefault(name, kind) is not kind:
            raise TypeError(f"two classes are called {name}")
        if name not in self.defs:
            self.defs[name] = {}
            self.defs[name] = self._members(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _members(self, kind: Any) -> JsonObject:  # noqa: ANN401 - a class
        hints = get_type_hints(kind)
        if is_dataclass(kind):
            made = [one for one in fields(kind) if one.init]
            listed = {one.name: one.default is MISSING and one.default_factory is MISSING for one in made}
        else:
            listed = {one: one not in getattr(kind, "_field_defaults", {}) for one in kind._fields}
        members = {name: self.of(hints[name]) for name in listed}
        needed = [name for name, so in listed.items() if so]
        return {"type": "object", "properties": members, "required": needed, "additionalProperties": False}
