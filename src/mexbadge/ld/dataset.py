"""From the expanded form of a document to its statements (JSON-LD 1.1 API, sections 7 and 8), in one pass.

A dataset is a set, so nodes are not merged first: each says what it says. What RDF cannot hold is left out: names that
are no full address, properties without a name, language tags that are none.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from mexbadge.ld.iris import is_safe
from mexbadge.ld.terms import Blank, Iri, Literal, Object, Quad, Resource

__all__ = ["Dataset"]

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@dataclass(slots=True)
class Dataset:
    """The statements of one expanded document; ``literal`` turns a value object into a literal."""

    literal: Callable[[Mapping[str, Any]], Literal]
    quads: list[Quad] = field(default_factory=list)
    _labels: dict[str, Blank] = field(default_factory=dict)
    _blanks: int = 0

    def add(self, items: Iterable[Mapping[str, Any]], graph: Resource | None) -> None:
        """Add the nodes of one graph; values that stand alone say nothing."""
        for item in items:
            if "@value" not in item and "@list" not in item:
                self._node(item, graph)

    def _blank(self) -> Blank:
        self._blanks += 1
        return Blank(f"b{self._blanks}")

    def _named(self, name: object) -> Resource | None:
        if not isinstance(name, str):
            return None
        if not name.startswith("_:"):
            return Iri(name)
        if name not in self._labels:
            self._labels[name] = self._blank()
        return self._labels[name]

    def _say(self, subject: Resource | None, predicate: str, obj: Object | None, graph: Resource | None) -> None:
        if subject is not None and obj is not None:
            quad = Quad(subject, Iri(predicate), obj, graph)
            if is_safe(quad):
                self.quads.append(quad)

    def _node(self, item: Mapping[str, Any], graph: Resource | None) -> Resource | None:
        subject = self._named(item["@id"]) if "@id" in item else self._blank()
        for name, values in item.items():
            if name == "@type":
                for kind in values:
                    self._say(subject, f"{_RDF}type", self._named(kind), graph)
            elif name == "@graph":
                if subject is not None:
                    self.add(values, subject)
            elif name == "@included":
                self.add(values, graph)
            elif name == "@reverse":
                self._reverse(values, subject, graph)
            elif not name.startswith("@"):
                for value in values:
                    self._say(subject, name, self._object(value, graph), graph)
        return subject

    def _reverse(
        self, properties: Mapping[str, Sequence[Mapping[str, Any]]], obj: Resource | None, graph: Resource | None
    ) -> None:
        for name, items in properties.items():
            for item in items:
                self._say(self._node(item, graph), name, obj, graph)

    def _object(self, value: Mapping[str, Any], graph: Resource | None) -> Object | None:
        if "@value" in value:
            return self.literal(value)
        return self._list(value["@list"], graph) if "@list" in value else self._node(value, graph)

    def _list(self, items: Sequence[Mapping[str, Any]], graph: Resource | None) -> Resource:
        nodes: list[Resource] = [self._blank() for _ in items]
        nodes.append(Iri(f"{_RDF}nil"))
        for place, item in enumerate(items):
            self._say(nodes[place], f"{_RDF}first", self._object(item, graph), graph)
            self._say(nodes[place], f"{_RDF}rest", nodes[place + 1], graph)
        return nodes[0]
