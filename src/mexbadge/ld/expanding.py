"""Expansion without a processor: what a document says, by the contexts that are worked out here.

Documents of Open Badges 2.0 are read by meaning. What their contexts do (terms, types, coerced values, lists without an
order) is read here, member by member in the order of pyld, and comes out as its very expanded form: a property holds
that of generated documents. Whatever else JSON-LD can do, and whatever is an error, raises
:class:`~mexbadge.ld.compiling.Unsure`, and pyld says what it means.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from mexbadge._json import JsonObject
from mexbadge.ld.active_contexts import ActiveContexts, ContextState, Term
from mexbadge.ld.compiling import KEYWORDS, Unsure, is_absolute
from mexbadge.ld.shapes import keep

__all__ = ["Expanding"]

_READ: Final = frozenset({"@id", "@type", "@value", "@language"})
_APART: Final = frozenset({"@list", "@graph"})
_MAPS: Final = frozenset({"@language", "@index", "@id", "@type"})
_AS_IT_IS: Final = frozenset({"@id", "@vocab", "@none"})


class _Row(NamedTuple):
    """One member that says something: the property or keyword, and how its values are read.

    ``state`` is the state in which they are read, ``None`` under a keyword; an object under a name that is ``mapped``
    would be a map.
    """

    name: str
    iri: str
    state: ContextState | None = None
    coercion: str | None = None
    mapped: bool = False


class _Shape(NamedTuple):
    """The members of an object that is read in one state, in the order of their names; ``types`` names its types."""

    rows: tuple[_Row, ...]
    types: str | None


class Expanding:
    """Expands documents that name their contexts (JSON-LD 1.1 API, section 5.1.2), with the base null."""

    def __init__(self, contexts: ActiveContexts) -> None:
        self._contexts = contexts

    def document(self, document: JsonObject) -> list[JsonObject]:
        """Return the expanded form of ``document``; raise ``Unsure`` where pyld has to be asked."""
        found = self._object(self._contexts.initial, None, document)
        return [] if found is None else [found]

    def _object(self, state: ContextState, name: str | None, element: Mapping[str, Any]) -> JsonObject | None:
        """Expand an object that stands under ``name``, or as the document itself; ``None`` where it says nothing."""
        names = tuple(sorted(element))
        active = _reverted(state, names)
        if name is not None:
            active = self._contexts.scoped(active, state, name)
        if "@context" in element:
            active = self._contexts.named(active, _texts(element["@context"]))
        types_state = active
        shape = self._shape(active, names)
        if shape.types is not None:
            active = self._contexts.typed(active, sorted(_texts(element[shape.types])))
            if active is not types_state:
                named_as = shape.types
                shape = self._shape(active, names)
                if shape.types != named_as:
                    raise Unsure
        found: JsonObject = {}
        for row in shape.rows:
            value = element[row.name]
            if row.state is None:
                _add_keyword(found, row.iri, value, active, types_state)
            elif value is not None:
                self._add_property(found, row, row.state, value)
        return _whole(found, is_top=name is None)

    def _shape(self, state: ContextState, names: tuple[str, ...]) -> _Shape:
        kept = self._contexts.expansions
        found: _Shape | None = kept.get((state, names))
        if found is None:
            found = self._new_shape(state, names)
            keep(kept, state, names, found)
        return found

    def _new_shape(self, state: ContextState, names: tuple[str, ...]) -> _Shape:
        rows: list[_Row] = []
        for name in names:
            term = state.term(name)
            if name == "@context" or term.iri is None:
                continue
            if term.iri in KEYWORDS:
                if term.iri not in _READ:
                    raise Unsure
                rows.append(_Row(name, term.iri))
            elif is_absolute(term.iri):
                rows.append(self._property(state, name, term, term.iri))
        keywords = [row.iri for row in rows if row.state is None]
        if len(set(keywords)) != len(keywords):
            raise Unsure
        return _Shape(tuple(rows), next((row.name for row in rows if row.iri == "@type"), None))

    def _property(self, state: ContextState, name: str, term: Term, iri: str) -> _Row:
        """Say how the values of a property are read: as the name means in its own context, which may not differ."""
        inner = self._contexts.property(state, name)
        slot = inner.term(name)
        containers = term.containers | slot.containers
        reverse = term.definition.get("reverse") or slot.definition.get("reverse")
        if reverse or slot.iri != iri or containers & _APART or "@json" in {term.coercion, slot.coercion}:
            raise Unsure
        return _Row(name, iri, inner, slot.coercion, bool(containers & _MAPS))

    def _add_property(self, found: JsonObject, row: _Row, state: ContextState, value: object) -> None:
        """Add the values of a property; a list that is empty is one, and an object that says nothing is none."""
        values: list[Any] = []
        self._collect(values, row, state, value)
        if row.iri in found:
            found[row.iri].extend(values)
        elif values or isinstance(value, list):
            found[row.iri] = values

    def _collect(self, values: list[Any], row: _Row, state: ContextState, value: object) -> None:
        if isinstance(value, list):
            for item in value:
                self._collect(values, row, state, item)
        elif isinstance(value, dict):
            if row.mapped:
                raise Unsure
            found = self._object(state, row.name, value)
            if found is not None:
                values.append(found)
        elif value is not None:
            values.append(_scalar(state, row.coercion, value))


def _scalar(state: ContextState, coercion: str | None, value: object) -> JsonObject:
    """Expand a text, a number or a boolean (section 5.3); no context that is worked out here sets a language."""
    if isinstance(value, str):
        if coercion == "@id":
            return {"@id": state.iri(value)}
        if coercion == "@vocab":
            return {"@id": state.term(value).iri}
    return {"@value": value} if coercion is None or coercion in _AS_IT_IS else {"@type": coercion, "@value": value}


def _add_keyword(
    found: JsonObject,
    keyword: str,
    value: Any,  # noqa: ANN401 - a JSON value
    state: ContextState,
    types_state: ContextState,
) -> None:
    if keyword == "@type":
        types = [types_state.term(text).iri for text in _texts(value)]
        if None in types:
            raise Unsure
        if types:
            found["@type"] = types[0] if isinstance(value, str) else types
    elif keyword == "@value":
        if isinstance(value, dict | list):
            raise Unsure
        found["@value"] = value
    elif not isinstance(value, str):
        if keyword == "@id" or value is not None:
            raise Unsure
    else:
        found[keyword] = state.iri(value) if keyword == "@id" else value.lower()


def _whole(found: JsonObject, *, is_top: bool) -> JsonObject | None:
    """Finish an object (section 5.1.2, steps 15 to 19): a value, a node, or nothing."""
    if "@value" in found:
        return found if _says_value(found) and not is_top else None
    if isinstance(found.get("@type"), str):
        found["@type"] = [found["@type"]]
    said_nothing = found.keys() <= {"@id"} if is_top else False
    return None if said_nothing or found.keys() == {"@language"} else found


def _says_value(found: JsonObject) -> bool:
    """Say whether a value object holds a value; what may not stand in one is left to pyld."""
    value, kind = found["@value"], found.get("@type")
    if not found.keys() <= {"@value", "@type", "@language"} or ("@type" in found and "@language" in found):
        raise Unsure
    if "@type" in found and (not isinstance(kind, str) or not is_absolute(kind) or kind.startswith("_:")):
        raise Unsure
    if "@language" in found and value is not None and not isinstance(value, str):
        raise Unsure
    return value is not None


def _reverted(state: ContextState, names: Sequence[str]) -> ContextState:
    """Go back to the context before a node's types, unless the object is a value or the mere mention of a node."""
    if state.previous is None:
        return state
    meant = [state.term(name).iri for name in names]
    if "@value" in meant:
        if len(names) > 2 or "@context" in names:  # noqa: PLR2004 - where pyld and the standard differ
            raise Unsure
        return state
    return state if meant == ["@id"] else state.previous


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - a JSON value
    """Return a text, or those of a list; addresses of contexts, or names of types."""
    items: list[str] = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise Unsure
    return items
