"""Contexts that a verifier supplies: what they may say beside the bundled ones, and where a document names them."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.ld.contexts import ContextSet, ExtraContext
from mexbadge.ld.naming import Named, standard_terms, terms_in, terms_of_ob2

__all__ = ["check_supplied", "named_contexts"]

_MOST_DEPTH: Final = 64
_ALIASES: Final[Mapping[str, str]] = {"id": "@id", "type": "@type"}


def check_supplied(contexts: Iterable[ExtraContext]) -> None:
    """Refuse contexts under which a word of the standards would mean something else.

    Whoever judges a badge reads words, and a signature over RDF covers what they mean. A supplied context may define
    words of its own, and repeat what a bundled one says; at any depth.

    Raises :class:`InputError` ``ld_context_term``, and what :meth:`ContextSet.of` raises.
    """
    known = ContextSet.of(tuple(contexts))
    for item in known.extra.values():
        context = _json.loads_object(item.body).get("@context")
        for name in _keywords(context):
            raise InputError("ld_context_term", url=item.url, name=name)
        for term in terms_in(context, {}):
            meaning = term.iri, _written(term.definition)
            if any(term.name in words and meaning not in words[term.name] for words in _meanings()):
                raise InputError("ld_context_term", url=item.url, name=term.name)


def _keywords(context: object) -> Iterator[str]:
    """Yield each word of the standards, at any depth, that becomes a keyword or nothing, or stops being a keyword."""
    if isinstance(context, list):
        for item in context:
            yield from _keywords(item)
    if not isinstance(context, Mapping):
        return
    for name, definition in context.items():
        given = definition.get("@id", name) if isinstance(definition, Mapping) else definition
        keyword = _ALIASES.get(name)
        nothing = not isinstance(given, str) or given.startswith("@")
        read = any(name in words for words in _meanings())
        if not name.startswith("@") and (given != keyword if keyword else nothing and read):
            yield name
        if isinstance(definition, Mapping):
            yield from _keywords(definition.get("@context"))


@cache
def _meanings() -> tuple[Mapping[str, frozenset[tuple[str, bytes]]], ...]:
    """Return what the words of 3.0, and those of 2.0, may mean: address, and the rest of the definition."""
    return tuple(_by_name(terms) for terms in (standard_terms(), terms_of_ob2()))


def _by_name(terms: Iterable[Named]) -> Mapping[str, frozenset[tuple[str, bytes]]]:
    found: dict[str, set[tuple[str, bytes]]] = {}
    for term in terms:
        found.setdefault(term.name, set()).add((term.iri, _written(term.definition)))
    return {name: frozenset(meanings) for name, meanings in found.items()}


def _written(definition: object) -> bytes:
    """Return a definition without its address, which is compared in full; a text is an address alone."""
    if not isinstance(definition, Mapping):
        return b"{}"
    return _json.canonical({name: value for name, value in definition.items() if name != "@id"})


def named_contexts(document: object) -> tuple[str, ...]:
    """Return the addresses of the contexts that a document names, at any depth, each once."""
    return tuple(dict.fromkeys(_named(document, 0)))


def _named(value: object, depth: int) -> Iterator[str]:
    if depth > _MOST_DEPTH:
        return
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if name == "@context":
                yield from (item for item in (inner if isinstance(inner, list) else [inner]) if isinstance(item, str))
            elif type(inner) is not str:
                yield from _named(inner, depth + 1)
    elif isinstance(value, list | tuple):
        for inner in value:
            if type(inner) is not str:
                yield from _named(inner, depth + 1)
