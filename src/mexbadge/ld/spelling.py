"""One name for each thing: how a member, a type or a value must be written so that a reader of JSON sees it too.

A signature over RDF covers statements; the same statements can be written in many ways. Whoever reads JSON looks for
``validUntil``, and not for the address that the contexts give to it, nor for another context's name of that address.
"""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from mexbadge.ld.active_contexts import ContextState, Term
from mexbadge.ld.naming import standard_terms

__all__ = ["Names", "is_known", "is_name", "is_native", "is_value_name", "known"]

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


def is_name(name: str, term: Term, state: ContextState) -> bool:
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
    for term in standard_terms():
        found.setdefault(term.iri, {})[term.name] = None
    return {iri: _names(list(names)) for iri, names in found.items()}


def _names(names: list[str]) -> Names:
    """Choose: a class begins with a capital letter, a property does not; of several properties the first counts."""
    classes = frozenset(name for name in names if name[0].isupper())
    properties = [name for name in names if name not in classes]
    return Names((properties or names)[0], classes or frozenset(names))
