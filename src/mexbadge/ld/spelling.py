"""One name for each thing: how a member, a type or a value must be written so that a reader of JSON sees it too.

A signature over RDF covers statements; the same statements can be written in many ways. Whoever reads JSON looks for
``validUntil``, and not for the address that the contexts give to it, nor for another context's name of that address.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from mexbadge.ld.contexts import ContextSet, entries
from mexbadge.ld.states import State, Term

__all__ = ["Names", "is_known", "is_name", "is_native", "is_value_name", "known"]

_NO_PART: Final = ("ob-v1", "ob-v2", "ob-legacy", "ob2-extensions/")
"""Contexts of Open Badges before 3.0, whose documents are never signed over RDF."""
_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_ALIASES: Final = {"@id": "id", "@type": "type"}
_XSD: Final = ("http://www.w3.org/2001/XMLSchema#", "https://www.w3.org/2001/XMLSchema#", "xsd:")
"""How the contexts write it: one of them by an address that differs, one with a prefix that it does not define."""
_NATIVE: Final = frozenset(
    prefix + name
    for prefix in _XSD
    for name in (
        *("boolean", "decimal", "double", "float", "integer", "int", "long", "short", "byte"),
        *("positiveInteger", "nonNegativeInteger", "negativeInteger", "nonPositiveInteger"),
        *("unsignedInt", "unsignedLong", "unsignedShort", "unsignedByte"),
    )
)


class Names(NamedTuple):
    """How the contexts of the standards call one IRI: the one name as a member, and the names as a type."""

    member: str
    types: frozenset[str]


def is_native(datatype: str) -> bool:
    """Return whether values of ``datatype`` are JSON numbers or booleans, and not strings."""
    return datatype in _NATIVE


def is_known(iri: str | None) -> bool:
    """Return whether a context of the standards has a name for ``iri``."""
    return iri in known()


def is_name(name: str, term: Term, state: State) -> bool:
    """Return whether ``name`` is the one name of what it means as a member.

    That is a term of the context in force, or a plain word under a vocabulary: no address, and no other name of what
    the standards have named.
    """
    iri = term.iri or ""
    if iri.startswith("@"):
        alias = _ALIASES.get(iri, iri)
        return name == (alias if state.term(alias).iri == iri else iri)
    if iri.startswith(_RDF) or (not term.definition and ":" in name):
        return False
    names = known().get(iri)
    return names is None or name == names.member


def is_value_name(text: str, term: Term, *, as_type: bool) -> bool:
    """Return whether ``text`` is a name of what it means as a type, or as a value that a vocabulary defines."""
    names = known().get(term.iri or "")
    if names is None:
        return True
    return bool(term.definition) and (text in names.types or (not as_type and text == names.member))


@cache
def known() -> Mapping[str, Names]:
    """Return the names of all IRIs that the bundled contexts of the standards name, by IRI."""
    found: dict[str, dict[str, None]] = {}
    contexts = ContextSet.of(None)
    for entry in entries():
        if entry.kind == "context" and not entry.file.startswith(_NO_PART):
            for name, iri in _terms(_parts(entry.urls[0], contexts), {}):
                found.setdefault(iri, {})[name] = None
    return {iri: _names(list(names)) for iri, names in found.items()}


def _names(names: list[str]) -> Names:
    """Choose: a class begins with a capital letter, a property does not; of several properties the first counts."""
    classes = frozenset(name for name in names if name[0].isupper())
    properties = [name for name in names if name not in classes]
    return Names((properties or names)[0], classes or frozenset(names))


def _parts(url: str, contexts: ContextSet) -> list[Any]:
    """Return the contexts that make up the one at ``url``, those that it names among them."""
    context = contexts.document(url).get("@context")
    parts = context if isinstance(context, list) else [context]
    return [inner for part in parts for inner in (_parts(part, contexts) if isinstance(part, str) else [part])]


def _terms(context: Any, outer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - a JSON value
    """Yield each term with its IRI, at any depth of a context."""
    if isinstance(context, list):
        for item in context:
            yield from _terms(item, outer)
            outer = {**outer, **item}
        return
    if not isinstance(context, dict):
        return
    scope = {**outer, **context}
    for name, definition in context.items():
        given = definition.get("@id", name) if isinstance(definition, dict) else definition
        if not name.startswith("@") and isinstance(given, str) and not given.startswith("@"):
            yield name, _iri(given, scope, name)
        if isinstance(definition, dict) and "@context" in definition:
            yield from _terms(definition["@context"], scope)


def _iri(text: str, scope: Mapping[str, Any], name: str) -> str:
    """Expand a term or a compact IRI; the bundled contexts nest them twice at most, and none has a vocabulary."""
    for _ in range(3):
        prefix, colon, rest = text.partition(":")
        definition = scope.get(prefix)
        given = definition.get("@id") if isinstance(definition, dict) else definition
        if (prefix == name and not colon) or rest.startswith("//") or not isinstance(given, str):
            break
        text = given + rest
    return text
