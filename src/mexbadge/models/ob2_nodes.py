"""A document of Open Badges 2.0 after expansion: what it says, whatever terms, aliases and arrays it used to say it.

Only what the document's contexts map is here; a value under an unmapped name does not count (Open Badges 2.0, "Data
Validation"). Values stay as they were written.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from mexbadge._json import JsonObject
from mexbadge.models.ob2_terms import CLASSES, CONTEXT, SHORT, TERMS

__all__ = ["Literal", "Node", "Value"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is no object: its JSON value, the IRI of its datatype and its language, where it has them."""

    value: str | bool | int | float
    type: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """An object: its id, the IRIs of its classes, and its properties by IRI, each with all its values.

    A type that the context does not map stands in ``types`` as it was written; an id that is relative likewise.
    """

    id: str | None = None
    types: tuple[str, ...] = ()
    properties: Mapping[str, tuple["Value", ...]] = field(default_factory=dict, repr=False)
    language: str | None = None

    @classmethod
    def of(cls, expanded: Mapping[str, Any]) -> "Node":
        """Take over one node object of an expanded document (JSON-LD 1.1, section 9.2)."""
        properties = {
            name: values
            for name, inner in expanded.items()
            if not name.startswith("@") and (values := tuple(_values(inner)))
        }
        found = expanded.get("@type", ())
        types = (found,) if isinstance(found, str) else found if isinstance(found, list | tuple) else ()
        identifier, language = expanded.get("@id"), expanded.get("@language")
        return cls(
            identifier if isinstance(identifier, str) else None,
            tuple(str(name) for name in types),
            properties,
            language if isinstance(language, str) else None,
        )

    @property
    def is_reference(self) -> bool:
        """Whether it is an address and nothing else."""
        return self.id is not None and not self.types and not self.properties

    def is_a(self, *classes: str) -> bool:
        """Return whether it is of one of the named classes."""
        return any(CLASSES[name] in self.types for name in classes)

    def values(self, term: str) -> tuple["Value", ...]:
        """Return all values of a property, which is named by its term in the 2.0 context."""
        names = TERMS[term]
        if len(names) == 1:
            return self.properties.get(names[0], ())
        return tuple(value for name in names for value in self.properties.get(name, ()))

    def nodes(self, term: str) -> tuple["Node", ...]:
        """Return the values of a property that are objects or addresses."""
        return tuple(value for value in self.values(term) if isinstance(value, Node))

    def node(self, term: str) -> "Node | None":
        """Return the first object or address under ``term``."""
        return next(iter(self.nodes(term)), None)

    def strings(self, term: str) -> tuple[str, ...]:
        """Return the values of a property that are texts or addresses, as text."""
        return tuple(text for value in self.values(term) if (text := _text(value)) is not None)

    def text(self, term: str) -> str | None:
        """Return the first text or address under ``term``."""
        return next(iter(self.strings(term)), None)

    def flag(self, term: str) -> bool | None:
        """Return a boolean, also where it was written as text; ``None`` where there is none."""
        for value in self.values(term):
            if isinstance(value, Literal):
                if isinstance(value.value, bool):
                    return value.value
                if value.value in {"true", "false"}:
                    return value.value == "true"
        return None

    def with_values(self, changes: Mapping[str, Iterable["Value"]]) -> "Node":
        """Return a copy in which the named terms have these values; no values take a term away."""
        properties = dict(self.properties)
        for term, values in changes.items():
            for name in TERMS[term]:
                properties.pop(name, None)
            if kept := tuple(values):
                properties[TERMS[term][0]] = kept
        return replace(self, properties=properties)

    def walk(self, where: str = "") -> Iterator[tuple[str, "Node"]]:
        """Yield this node and every one inside it, each with its place."""
        stack: list[tuple[str, Node]] = [(where, self)]
        while stack:
            place, node = stack.pop()
            yield place, node
            for name, values in node.properties.items():
                step = SHORT.get(name, name).replace("~", "~0").replace("/", "~1")
                for index, value in enumerate(values):
                    if isinstance(value, Node):
                        at = f"{place}/{step}" if len(values) == 1 else f"{place}/{step}/{index}"
                        stack.append((at, value))

    def compact(self, *, context: bool = False) -> JsonObject:
        """Return it as a JSON object in the terms of the 2.0 context, a single value without brackets."""
        result: JsonObject = {"@context": CONTEXT} if context else {}
        if self.id is not None:
            result["id"] = self.id
        if self.types:
            result["type"] = _unbracketed([_CLASS_NAMES.get(name, name) for name in self.types])
        for name, values in self.properties.items():
            term = SHORT.get(name, name)
            if term == "revoked" and self.is_a("RevocationList"):
                term = "revokedAssertions"
            result[term] = _unbracketed([_compact(value) for value in values])
        return result


Value: TypeAlias = Literal | Node

_CLASS_NAMES: Final = {iri: name for name, iri in CLASSES.items()} | {
    TERMS[name][0]: name for name in ("email", "url", "telephone")
}
_CLASS_NAMES["@id"] = "id"


def _values(found: object) -> Iterator[Value]:
    """Yield the values of one property; lists and sets are opened."""
    stack = [found]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif not isinstance(item, dict):
            continue
        elif "@list" in item:
            stack.append(item["@list"])
        elif "@set" in item:
            stack.append(item["@set"])
        elif "@value" in item:
            value = item["@value"]
            if isinstance(value, str | bool | int | float):
                yield Literal(value, item.get("@type"), item.get("@language"))
        else:
            yield Node.of(item)


def _text(value: Value) -> str | None:
    if isinstance(value, Node):
        return value.id
    return value.value if isinstance(value.value, str) else None


def _compact(value: Value) -> object:
    if isinstance(value, Literal):
        if value.language is not None:
            return {"@value": value.value, "@language": value.language}
        return value.value
    return value.id if value.is_reference else value.compact()


def _unbracketed(values: list[Any]) -> object:
    return values[0] if len(values) == 1 else values
