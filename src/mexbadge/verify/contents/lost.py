"""What a document of Open Badges 2.0 or before says in words that no context maps: shown under their own names.

Such members count for nothing in a verification (Open Badges 2.0, "Data Validation"), but whoever reads a badge should
see them. A member is taken as carried only where all that it says stands in the document as it was read; what is in
doubt is shown once too often rather than hidden.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.models.nulls import without_nulls

__all__ = ["lost"]

_RENAMED: Final[Mapping[str, tuple[str, ...]]] = {
    "@id": ("id",),
    "verify": ("verification",),
    "issued_on": ("issuedOn",),
    "salt": ("recipient",),
    "origin": ("url",),
    "org": ("name",),
    "contact": ("email",),
    "uid": ("id",),
    "alignments": ("alignment",),
}
"""Members of older versions, and where what they say stands in the words of 2.0."""
_CONTEXT: Final = "@context"
_TYPES: Final = frozenset({"type", "@type"})
"""Names of types are kept as they are read, under whatever name; anything else there is no type."""


def lost(written: Mapping[str, Any], read: Mapping[str, Any]) -> JsonObject:
    """Return what stands in ``written`` and not in ``read``, which is the same document in the words of 2.0."""
    return _lost(without_nulls(dict(written)), read)


def _lost(written: Mapping[str, Any], read: Mapping[str, Any]) -> JsonObject:
    found: JsonObject = {}
    for name, value in written.items():
        if name == _CONTEXT or (name in _TYPES and not _beside_texts(value)):
            continue
        carried = [read[one] for one in (name, *_RENAMED.get(name, ())) if one in read]
        carried += [read[one] for one in read if ":" in name and one.endswith(_tails(name))]
        if any(set(_leaves(value)) <= set(_leaves(one)) for one in carried):
            continue
        inner = next((one for one in carried if isinstance(one, Mapping)), None)
        if isinstance(value, Mapping) and inner is not None:
            found[name] = _lost(value, inner) or value
        else:
            found[name] = value
    return found


def _beside_texts(value: object) -> list[object]:
    """Return what stands under a type and is no text."""
    return [item for item in (value if isinstance(value, list) else [value]) if not isinstance(item, str)]


def _tails(name: str) -> tuple[str, str]:
    """Return how the address may end that a shortened name stands for: ``extensions:X`` for ``…#X``."""
    local = name.rpartition(":")[2]
    return f"#{local}", f"/{local}"


def _leaves(value: object) -> Iterator[tuple[str, object]]:
    """Yield every text, number and truth value inside, with its own kind."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, Mapping):
            for name, inner in item.items():
                if name in _TYPES:
                    stack += _beside_texts(inner)
                elif name != _CONTEXT:
                    stack.append(inner)
        elif isinstance(item, list | tuple):
            stack += item
        elif item is not None:
            yield type(item).__name__, item
