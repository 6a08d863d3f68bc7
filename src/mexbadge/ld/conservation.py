"""Conservation: every string, number and boolean of a document outside ``@context`` is held by a statement.

A signature over RDF covers statements. What an issuer wrote, or somebody added, and no statement holds, is not signed.
The walk here reads a document on its own, by the meaning of its names, and makes one statement after the other; what
makes none is a loss, with its JSON pointer; only a member that is null says nothing and is none. A document without a
loss must come out with the very statements that are signed: where the two differ, or the walk meets a construct that it
does not read, it says so and nothing passes.

Who judges a credential reads names, and not statements. So each statement must be written in the one way in which it is
read: under its own name (:mod:`mexbadge.ld.spelling`), as a plain value, in one place (:mod:`mexbadge.ld.same_node`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final, NamedTuple

from mexbadge import _json
from mexbadge._json import JsonObject, escape_pointer
from mexbadge.errors import Problem
from mexbadge.ld import literals, spelling
from mexbadge.ld.active_contexts import ActiveContexts, ContextState, Term
from mexbadge.ld.iris import is_iri
from mexbadge.ld.same_node import Mention, Mentions
from mexbadge.ld.shapes import Member, MemberShape, kind_of, shape_of
from mexbadge.ld.terms import Blank, Iri, Literal, Object, Quad, Resource, new_literal, new_quad

__all__ = ["LOSSES", "Walk"]

LOSSES: Final = 100
"""Losses that are told; a document with more has more."""

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE: Final = Iri(f"{_RDF}type")
_FIRST: Final = Iri(f"{_RDF}first")
_REST: Final = Iri(f"{_RDF}rest")
_NIL: Final = Iri(f"{_RDF}nil")
_MAPS: Final = frozenset({"@language", "@index", "@id", "@type"})


class _Place(NamedTuple):
    """Where the members of a node stand: in which graph, and within which object that has a proof of its own."""

    graph: Resource | None
    zone: str


class _Slot(NamedTuple):
    """Where a value stands: under which property, read in which state, in which graph and zone, in a list or not."""

    state: ContextState
    name: str
    graph: Resource | None
    zone: str
    in_list: bool = False

    @property
    def term(self) -> Term:
        """What the property means, as its value sees it."""
        return self.state.term(self.name)


class _Node(NamedTuple):
    """A JSON object that was entered: its members, what their names mean, and the states that it is read in."""

    element: Mapping[str, Any]
    where: str
    state: ContextState
    types_state: ContextState
    shape: MemberShape
    types: frozenset[str]

    @property
    def terms(self) -> Mapping[str, Term]:
        """What the names mean."""
        return self.shape.terms

    def names(self, keyword: str) -> Sequence[str]:
        """Return the members whose names mean ``keyword``."""
        return self.shape.keywords.get(keyword, ())

    def at(self, name: str) -> str:
        """Return the JSON pointer of the member ``name``."""
        return f"{self.where}/{name if name.isalnum() else escape_pointer(name)}"


@dataclass(slots=True)
class Walk:
    """One walk through one document that names its contexts: the statements that it makes, the losses that it finds."""

    contexts: ActiveContexts
    quads: list[Quad] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    mentions: Mentions = field(default_factory=Mentions)
    blanks: int = 0

    def document(self, document: JsonObject) -> None:
        """Walk through a whole document."""
        node = self._enter(self.contexts.initial, None, document, "")
        if not node.shape.is_node:
            self._lose("ld_lost_floating", "")
            return
        self._node(node, None, "", referenced=False)
        self.problems.extend(islice(self.mentions.splits(), LOSSES - len(self.problems)))

    def _lose(self, code: str, where: str, **values: object) -> None:
        if len(self.problems) < LOSSES:
            self.problems.append(Problem(code, where, values))

    def _blank(self) -> Blank:
        self.blanks += 1
        return Blank(f"w{self.blanks}")

    def _enter(self, state: ContextState, name: str | None, element: Mapping[str, Any], where: str) -> _Node:
        """Find the states that an object is read in (JSON-LD 1.1 API, section 5.1.2, steps 7 to 11)."""
        names = tuple(sorted(element))
        types_state, shape = self._entered(state, name, element, names, where)
        type_names = shape.keywords.get("@type")
        if type_names is None:
            return _Node(element, where, types_state, types_state, shape, frozenset())
        if len(type_names) > 1:
            self._lose("ld_undecided", where)
        types = sorted([item for key in type_names for item in _arrayed(element[key]) if isinstance(item, str)])
        active = self.contexts.typed(types_state, types)
        if active is not types_state:
            shape = shape_of(active, names)
        return _Node(element, where, active, types_state, shape, frozenset(types))

    def _entered(
        self, state: ContextState, name: str | None, element: Mapping[str, Any], names: tuple[str, ...], where: str
    ) -> tuple[ContextState, MemberShape]:
        """Find the state in which an object's types are read, and what its ``names`` mean there."""
        active = state if state.previous is None else _reverted(state, names)
        if name is not None:
            active = self.contexts.scoped(active, state, name)
        if "@context" in element:
            active = self.contexts.named(active, _arrayed(element["@context"]))
            if not _arrayed(element["@context"]):
                self._lose("ld_lost_empty", f"{where}/@context", name="@context")
        return active, shape_of(active, names)

    def _node(self, node: _Node, graph: Resource | None, zone: str, *, referenced: bool) -> Resource:
        """Make the statements of a node and return its name; a node that nothing mentions must say something itself."""
        found = len(self.problems)
        subject = self._subject(node)
        if node.where and node.shape.has_proof:
            zone = node.where
        if isinstance(subject, Iri):
            mention = Mention(node.element, node.where, node.state, node.terms, node.types, zone)
            self.mentions.add(graph, subject.value, mention)
        before = len(self.quads)
        place = _Place(graph, zone)
        for member in node.shape.members:
            name, _, _, plain = member
            value = node.element[name]
            if plain is None or type(value) is not str:
                self._member(node, member, subject, place)
            elif not plain.is_name:
                literal = new_literal((value, plain.datatype, None))
                self.quads.append(new_quad((subject, plain.predicate, literal, graph)))
            elif (reference := self._full_reference(node, name, value)) is not None:
                self.quads.append(new_quad((subject, plain.predicate, reference, graph)))
        said = referenced or any(subject in (quad.subject, quad.graph) for quad in reversed(self.quads[before:]))
        if not said and (names := node.names("@id")):
            self._lose("ld_lost_floating", node.at(names[0]))
        elif not said and len(self.problems) == found:
            self._lose("ld_lost_empty", node.where, name="{}")
        return subject

    def _member(self, node: _Node, member: Member, subject: Resource, place: _Place) -> None:
        name, iri = member.name, member.term.iri
        if iri is None or not iri.startswith("@"):
            self._property(node, member, subject, place)
        elif iri == "@type":
            self._types(node, member, subject, place.graph)
        elif iri == "@graph":
            self._lose("ld_value_object", node.at(name), name=name)
        elif iri == "@index":
            self._lose("ld_lost_index", node.at(name))
        elif iri != "@id":
            self._lose("ld_undecided", node.at(name))
        elif not member.is_name:
            self._lose("ld_name_not_term", node.at(name), name=name)

    def _subject(self, node: _Node) -> Resource:
        names = node.names("@id")
        if not names:
            return self._blank()
        value = node.element[names[0]]
        if len(names) > 1 or not isinstance(value, str):
            self._lose("ld_undecided", node.at(names[0]))
            return self._blank()
        return self._full_reference(node, names[0], value) or self._blank()

    def _reference(self, state: ContextState, text: str, where: str) -> Iri | None:
        """Return the resource with the address ``text``, which must be written in full."""
        found = self._named(state.iri(text), text, where)
        if found is not None and found.value != text:
            self._lose("ld_value_not_term", where, text=text)
        return found

    def _named(self, iri: str | None, text: str, where: str, code: str = "ld_lost_relative") -> Iri | None:
        """Return the resource that ``text`` names, or tell why it names none that a signature holds."""
        if iri is not None and is_iri(iri):
            return Iri(iri)
        if iri is not None and iri.startswith("_:"):
            self._lose("ld_lost_blank_id", where, id=text)
        elif iri is not None and ":" in iri:
            self._lose("ld_lost_iri", where, iri=text)
        else:
            self._lose(code, where, text=text)
        return None

    def _types(self, node: _Node, member: Member, subject: Resource, graph: Resource | None) -> None:
        name = member.name
        value = node.element[name]
        if not _arrayed(value):
            self._lose("ld_lost_empty", node.at(name), name=name)
        if not member.is_name:
            self._lose("ld_name_not_term", node.at(name), name=name)
        for number, item in enumerate(_arrayed(value)):
            if type(item) is str and (kind := kind_of(node.types_state, item)) is not None:
                self.quads.append(new_quad((subject, _TYPE, kind, graph)))
                continue
            where = f"{node.at(name)}/{number}" if isinstance(value, list) else node.at(name)
            if not isinstance(item, str):
                self._lose("ld_undecided", where)
                continue
            term = node.types_state.term(item)
            found = self._named(term.iri, item, where, "ld_lost_type")
            if found is not None:
                self.quads.append(Quad(subject, _TYPE, found, graph))
                if not spelling.is_value_name(item, term, as_type=True):
                    self._lose("ld_value_not_term", where, text=item)

    def _in_graph(self, slot: _Slot, item: object, where: str) -> None:
        if not isinstance(item, dict):
            self._lose("ld_lost_empty" if item is None else "ld_lost_floating", where, name=slot.name)
            return
        node = self._enter(slot.state, slot.name, item, where)
        if node.shape.is_node:
            self._node(node, slot.graph, slot.zone, referenced=False)
        else:
            self._lose("ld_lost_floating", where)

    def _property(self, node: _Node, member: Member, subject: Resource, place: _Place) -> None:
        name, term = member.name, member.term
        value, where = node.element[name], node.at(name)
        if value is None and term.coercion != "@json":
            return
        if term.flaw is not None or term.iri is None:
            values = {"iri": term.iri} if term.flaw == "ld_lost_iri" else {"name": name}
            self._lose(term.flaw or "ld_lost_ignored", where, **values)
        elif not _is_read_here(term, value):
            self._lose("ld_undecided", where)
        else:
            if not member.is_name:
                self._lose("ld_name_not_term", where, name=name)
            predicate, graph = Iri(term.iri), place.graph
            slot = _Slot(self.contexts.property(node.state, name), name, graph, place.zone)
            self.quads += [
                new_quad((subject, predicate, item, graph)) for item in self._values(slot, term, value, where)
            ]

    def _full_reference(self, node: _Node, name: str, text: str) -> Iri | None:
        """Read a text as the name of a node, as :meth:`_reference`; its place is worked out only for a problem."""
        if node.state.iri(text) == text and is_iri(text):
            return Iri(text)
        return self._reference(node.state, text, node.at(name))

    def _values(self, slot: _Slot, term: Term, value: object, where: str) -> list[Object]:
        if term.coercion == "@json":
            return [Literal(_json.canonical(value).decode(), f"{_RDF}JSON")]
        if "@list" in term.containers:
            return [self._list(slot._replace(in_list=True), value, where)]
        if "@graph" in term.containers:
            if not _arrayed(value):
                self._lose("ld_lost_empty", where, name=slot.name)
            return [self._graph_object(slot, item, place) for item, place in _items(value, where)]
        return self._objects(slot, value, where)

    def _graph_object(self, slot: _Slot, item: object, where: str) -> Blank:
        name = self._blank()
        if isinstance(item, dict) and any(slot.state.term(key).iri == "@graph" for key in item):
            self._lose("ld_undecided", where)
        else:
            self._in_graph(slot._replace(graph=name), item, where)
        return name

    def _list(self, slot: _Slot, value: object, where: str) -> Resource:
        found = self._objects(slot, value, where) if value != [] else []
        nodes: list[Resource] = [self._blank() for _ in found]
        nodes.append(_NIL)
        for place, item in enumerate(found):
            self.quads.append(Quad(nodes[place], _FIRST, item, slot.graph))
            self.quads.append(Quad(nodes[place], _REST, nodes[place + 1], slot.graph))
        return nodes[0]

    def _objects(self, slot: _Slot, value: object, where: str) -> list[Object]:
        if isinstance(value, list):
            if not value:
                self._lose("ld_lost_empty", where, name=slot.name)
            return [found for item, place in _items(value, where) for found in self._item(slot, item, place)]
        return self._item(slot, value, where)

    def _item(self, slot: _Slot, value: object, where: str) -> list[Object]:
        if value is None:
            self._lose("ld_lost_empty", where, name=slot.name)
            return []
        if isinstance(value, list):
            self._lose("ld_undecided" if slot.in_list else "ld_value_object", where, name="[[ ]]")
            return []
        if isinstance(value, dict):
            return self._object(slot, value, where)
        found = self._scalar(slot, value, where)
        return [] if found is None else [found]

    def _object(self, slot: _Slot, value: Mapping[str, Any], where: str) -> list[Object]:
        node = self._enter(slot.state, slot.name, value, where)
        if node.shape.is_node:
            return [self._node(node, slot.graph, slot.zone, referenced=True)]
        if node.names("@value"):
            literal = self._value_object(node, slot.term)
            return [] if literal is None else [literal]
        keyword = "@list" if node.names("@list") else "@set"
        return self._collection(node, slot._replace(state=node.state), node.names(keyword)[0], keyword)

    def _collection(self, node: _Node, slot: _Slot, name: str, keyword: str) -> list[Object]:
        for other, term in node.terms.items():
            if other != name:
                self._lose("ld_lost_index" if term.iri == "@index" else "ld_undecided", node.at(other))
        if slot.in_list:
            self._lose("ld_undecided", node.where)
            return []
        if keyword == "@set" or spelling.is_known(slot.term.iri):
            self._lose("ld_value_object", node.where, name=keyword)
            return []
        return [self._list(slot._replace(in_list=True), node.element[name], node.at(name))]

    def _scalar(self, slot: _Slot, value: Any, where: str) -> Object | None:  # noqa: ANN401 - a JSON scalar
        coercion = slot.term.coercion
        if coercion == "@id" and isinstance(value, str):
            return self._reference(slot.state, value, where)
        if coercion == "@vocab" and isinstance(value, str):
            term = slot.state.term(value)
            if not spelling.is_value_name(value, term, as_type=False):
                self._lose("ld_value_not_term", where, text=value)
            return self._named(term.iri, value, where)
        datatype = None if coercion in {"@id", "@vocab", "@none"} else coercion
        if datatype is not None and isinstance(value, str) == spelling.is_native(datatype):
            self._lose("ld_value_kind", where, text=value)
        language = slot.state.language(slot.name) if datatype is None and isinstance(value, str) else None
        return self._literal(literals.Typed(value, datatype, language), where)

    def _literal(self, typed: literals.Typed, where: str) -> Literal | None:
        code = typed.loss()
        if code is not None:
            self._lose(code, where, text=typed.language if code == "ld_lost_language" else typed.value)
            return None
        return typed.literal()

    def _value_object(self, node: _Node, term_of: Term) -> Literal | None:
        """Read a text with its language; anything else that a plain value can say must be a plain value."""
        found: dict[str, Any] = {}
        before = len(self.problems)
        for name, term in node.terms.items():
            if term.iri in {"@index", "@direction"}:
                self._lose("ld_lost_index" if term.iri == "@index" else "ld_lost_direction", node.at(name))
            elif term.iri not in {"@value", "@type", "@language"} or term.iri in found:
                self._lose("ld_undecided" if term.iri else "ld_lost_ignored", node.at(name), name=name)
            else:
                found[term.iri] = node.element[name]
                if name != term.iri:
                    self._lose("ld_name_not_term", node.at(name), name=name)
        literal = self._value_of(node, found)
        own = found.get("@type") is None or term_of.coercion or spelling.is_known(term_of.iri)
        if len(self.problems) == before and found.get("@language") is None and own:
            self._lose("ld_value_object", node.where, name="@value")
        return literal

    def _value_of(self, node: _Node, found: Mapping[str, Any]) -> Literal | None:
        value, kind, language = (found.get(keyword) for keyword in ("@value", "@type", "@language"))
        both = "@type" in found and "@language" in found
        if kind == "@json" and not both:
            return Literal(_json.canonical(value).decode(), f"{_RDF}JSON")
        if value is None:
            self._lose("ld_lost_empty", node.where, name="@value")
            return None
        texts = all(item is None or isinstance(item, str) for item in (kind, language))
        if isinstance(value, dict | list) or not texts or both:
            self._lose("ld_undecided", node.where)
            return None
        datatype: str | None = None
        if kind is not None:
            named = self._named(node.types_state.term(kind).iri, kind, node.at(node.names("@type")[0]), "ld_lost_type")
            if named is None:
                return None
            datatype = named.value
        return self._literal(literals.Typed(value, datatype, language), node.where)


def _reverted(state: ContextState, names: tuple[str, ...]) -> ContextState:
    """Go back to the context before a node's types, unless the object is a value or the mere mention of a node."""
    if state.previous is None:
        return state
    keywords = shape_of(state, names).keywords
    return state if "@value" in keywords or (len(names) == 1 and "@id" in keywords) else state.previous


def _is_read_here(term: Term, value: object) -> bool:
    """Say whether the walk reads such a property; maps, reverse properties and lists of lists it leaves alone."""
    containers = term.containers
    if term.definition.get("reverse") or (containers & _MAPS and isinstance(value, dict)):
        return False
    if term.coercion == "@json":
        return not containers & {"@list", "@graph"}
    return not ("@list" in containers and isinstance(value, dict)) and not (
        "@graph" in containers and containers & _MAPS
    )


def _arrayed(value: object) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _items(value: object, where: str) -> Iterator[tuple[Any, str]]:
    """Yield each value with its pointer; one that stands alone has the pointer of its member."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield item, f"{where}/{place}"
    else:
        yield value, where
