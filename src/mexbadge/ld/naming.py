"""What the bundled contexts of the standards call things: their terms, each with its address and its definition."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

from mexbadge.ld.contexts import BundledFile, ContextSet, bundled, entries

__all__ = ["Named", "standard_terms", "terms_in", "terms_of_ob2"]

_NO_PART: Final = ("ob-v1", "ob-v2", "ob-legacy", "ob2-extensions/")
"""Contexts of Open Badges before 3.0, whose documents are never signed over RDF."""


class Named(NamedTuple):
    """One term: its name, its address, and how its context defines it."""

    name: str
    iri: str
    definition: Any


@cache
def standard_terms() -> tuple[Named, ...]:
    """Return the terms of the bundled contexts of the standards, at any depth, in the order of the index."""
    return tuple(
        term
        for entry in entries()
        if entry.kind == "context" and not entry.file.startswith(_NO_PART)
        for term in _terms_of(entry)
    )


@cache
def terms_of_ob2() -> tuple[Named, ...]:
    """Return the terms of the context of Open Badges 2.0."""
    return tuple(term for entry in entries() if entry.file == "ob-v2.json" for term in _terms_of(entry))


def _terms_of(entry: BundledFile) -> Iterator[Named]:
    return terms_in(_parts(bundled(entry), ContextSet.of(None)), {})


def _parts(document: Mapping[str, Any], contexts: ContextSet) -> list[Any]:
    """Return the contexts that make up the one of ``document``, those that it names among them."""
    context = document.get("@context")
    parts = context if isinstance(context, list) else [context]
    named = ((_parts(contexts.document(part), contexts) if isinstance(part, str) else [part]) for part in parts)
    return [inner for found in named for inner in found]


def terms_in(context: Any, outer: Mapping[str, Any]) -> Iterator[Named]:  # noqa: ANN401 - a JSON value
    """Yield each term of a context, at any depth; ``outer`` are the terms around it."""
    if isinstance(context, list):
        for item in context:
            yield from terms_in(item, outer)
            outer = {**outer, **item}
        return
    if not isinstance(context, dict):
        return
    scope = {**outer, **context}
    for name, definition in context.items():
        given = definition.get("@id", name) if isinstance(definition, dict) else definition
        if not name.startswith("@") and isinstance(given, str) and not given.startswith("@"):
            yield Named(name, _iri(given, scope, name), definition)
        if isinstance(definition, dict) and "@context" in definition:
            yield from terms_in(definition["@context"], scope)


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
