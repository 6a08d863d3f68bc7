"""The published extensions of Open Badges 2.0, as their bundled contexts and schemas describe them.

A context names, under ``obi:validation``, the types that it validates and with which schema.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.ld.contexts import ContextSet, entries, extension_schema
from mexbadge.models.ob2_terms import TERMS

__all__ = ["Extension", "extensions_by_type"]

_PREFIX: Final = "https://w3id.org/openbadges/extensions#"
_FOLDER: Final = "ob2-extensions/"
_DEFINITIONS: Final = "#/definitions/"
_VALIDATION: Final = "obi:validation"


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension: its name, its JSON Schema, and what its words mean: those of its members, and of their types."""

    name: str
    schema: JsonObject = field(repr=False)
    terms: Mapping[str, str] = field(repr=False)

    def members(self, rule: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
        """Return the members of which a rule of the schema says something, with their own rules."""
        found: Mapping[str, Mapping[str, Any]] = rule.get("properties", {})
        return {name: self._resolved(inner) for name, inner in found.items()}

    def item(self, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the rule for one value, where several may stand: that of the array's items, or the rule itself."""
        choices = [self._resolved(choice) for choice in rule.get("oneOf", (rule,))]
        single = next((choice for choice in choices if choice.get("type") != "array"), choices[0])
        return self._resolved(single.get("items", single))

    def _resolved(self, rule: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the rule that another one refers to; references stay inside the schema."""
        name = str(rule.get("$ref", "")).removeprefix(_DEFINITIONS)
        found: Mapping[str, Any] = self.schema.get("definitions", {}).get(name, rule)
        return found

    @property
    def required(self) -> tuple[str, ...]:
        """The members that must be there."""
        return tuple(self.schema.get("required", ()))

    @property
    def draft(self) -> str:
        """The draft of JSON Schema in which it is written, by its ``$schema``."""
        return str(self.schema.get("$schema", ""))

    def iris(self, member: str) -> tuple[str, ...]:
        """Return what a member means: in the extension's own context, or else in that of 2.0."""
        return (self.terms[member],) if member in self.terms else TERMS.get(member, ())

    def word(self, iri: str) -> str:
        """Return the word of the extension's own context for a type, or its IRI where it has none."""
        return next((name for name, meaning in self.terms.items() if meaning == iri), iri)


@cache
def extensions_by_type() -> Mapping[str, Extension]:
    """Return the bundled extensions by the IRI of the type that each validates."""
    return dict(_all())


def _all() -> Iterator[tuple[str, Extension]]:
    bundled = ContextSet.of(None)
    for entry in entries():
        if entry.kind != "context" or not entry.file.startswith(_FOLDER):
            continue
        document = bundled.document(entry.urls[0])
        terms = {name: _expanded(text, document["@context"]) for name, text in document["@context"].items()}
        for rule in document.get(_VALIDATION, ()):
            schema = extension_schema(rule["obi:validationSchema"])
            if schema is None:
                continue
            name = entry.file.removeprefix(_FOLDER).partition(".")[0]
            extension = Extension(name, schema, terms)
            for iri in _types(rule["obi:validatesType"], terms):
                yield iri, extension


def _types(name: str, terms: Mapping[str, str]) -> Iterator[str]:
    """Yield the type that a context validates; one was published as ``extensions#…`` for ``extensions:…``."""
    yield terms.get(name) or _expanded(name, terms)
    if name.startswith("extensions#"):
        yield _PREFIX + name.removeprefix("extensions#")


def _expanded(text: str, terms: Mapping[str, str]) -> str:
    """Return the IRI of a compact one."""
    prefix, colon, rest = text.partition(":")
    if not colon or rest.startswith("//") or prefix not in terms:
        return text
    return f"{_expanded(terms[prefix], terms)}{rest}"
