"""A document on its way in: made of plain JSON values, bounded, and looked through for its contexts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from mexbadge import _limits
from mexbadge._json import JsonObject, escape_pointer
from mexbadge.errors import InputError, Problem
from mexbadge.ld.contexts import ContextSet, check_no_import, without_reserved

__all__ = ["CONTEXT_MEMBERS", "INLINE_VALUES", "VALUES", "Intake"]

VALUES: Final = 50_000
"""JSON values in one document."""
CONTEXT_MEMBERS: Final = 2_000
"""Contexts named in one document, all its nodes together; each embedded endorsement names two or three."""
INLINE_VALUES: Final = 2_000
"""JSON values inside contexts that are written out in the document itself."""


@dataclass(slots=True)
class Intake:
    """A plain copy of one document, and what was seen while copying it.

    ``inline`` holds a problem for each context that is written out in the document instead of being named.
    """

    contexts: ContextSet
    inline: list[Problem] = field(default_factory=list)
    values: int = 0
    members: int = 0
    inline_values: int = 0

    def read(self, document: Mapping[str, object]) -> JsonObject:
        """Copy ``document`` into dicts and lists.

        Raises :class:`InputError`, ``where`` a JSON pointer: ``ld_not_object``, ``ld_too_large``, ``ld_too_deep``,
        ``ld_not_json``, ``ld_context_unknown``, ``ld_context_import``, ``ld_context_too_many``.
        """
        if not isinstance(document, Mapping):
            raise InputError("ld_not_object", where="")
        self._count(1, None)
        found: JsonObject = self._copy(document, None, 1)
        return found

    def _count(self, more: int, where: "_Where") -> None:
        self.values += more
        if self.values > VALUES:
            raise InputError("ld_too_large", where=_pointer(where), limit=VALUES)

    def _copy(self, value: object, where: "_Where", depth: int) -> Any:  # noqa: ANN401 - a JSON value
        """Copy a value that was counted; what stands inside is counted together."""
        if isinstance(value, dict | list | tuple | Mapping):
            if depth > _limits.JSON_DEPTH:
                raise InputError("ld_too_deep", where=_pointer(where), limit=_limits.JSON_DEPTH)
            self._count(len(value), where)
            if isinstance(value, Mapping):
                return {
                    name: item
                    if type(item) is str and _is_plain(name, item)
                    else self._member(name, item, where, depth)
                    for name, item in value.items()
                }
            return [
                item if type(item) is str and item.isascii() else self._copy(item, (where, place), depth + 1)
                for place, item in enumerate(value)
            ]
        _check_scalar(value, where)
        return value

    def _member(self, name: object, value: object, where: "_Where", depth: int) -> Any:  # noqa: ANN401 - a JSON value
        if not isinstance(name, str):
            raise InputError("ld_not_json", where=_pointer(where))
        if not name.isascii():
            _check_text(name, where)
        if name != "@context":
            return self._copy(value, (where, name), depth + 1)
        before = self.values - 1
        copied = self._copy(value, (where, name), depth + 1)
        return self._context(copied, _pointer((where, name)), self.values - before)

    def _context(self, context: Any, where: str, size: int) -> Any:  # noqa: ANN401 - a JSON value
        items = context if isinstance(context, list) else [context]
        self.members += len(items)
        if self.members > CONTEXT_MEMBERS:
            raise InputError("ld_context_too_many", where=where, limit=CONTEXT_MEMBERS)
        if all(isinstance(item, str) for item in items):
            for item in items:
                if not self.contexts.knows(item):
                    raise InputError("ld_context_unknown", where=where, url=item)
            return context
        self.inline.append(Problem("ld_context_inline", where))
        self.inline_values += size
        if self.inline_values > INLINE_VALUES:
            raise InputError("ld_context_too_many", where=where, limit=INLINE_VALUES)
        check_no_import(context, where)
        return without_reserved(context)


def _is_plain(name: object, text: str) -> bool:
    """Return whether there is nothing to look at in a member that holds a text."""
    return type(name) is str and name != "@context" and name.isascii() and text.isascii()


_Where: TypeAlias = "tuple[_Where, str | int] | None"
"""A place in a document, written out as a JSON pointer only where something is wrong there."""


def _pointer(where: _Where) -> str:
    steps: list[str] = []
    while where is not None:
        where, step = where
        steps.append(f"/{escape_pointer(str(step))}")
    return "".join(reversed(steps))


def _check_scalar(value: object, where: _Where) -> None:
    if isinstance(value, str):
        _check_text(value, where)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise InputError("ld_not_json", where=_pointer(where))
    elif value is not None and not isinstance(value, int):
        raise InputError("ld_not_json", where=_pointer(where))


def _check_text(value: str, where: _Where) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        raise InputError("ld_not_json", where=_pointer(where)) from None
