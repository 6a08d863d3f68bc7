"""RDF terms and quads as plain values, and their canonical N-Quads text (RDF Dataset Canonicalization, section 5).

They are tuples, each kind of another length, so that no two of different kinds are ever equal.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple, TypeAlias
from typing import Literal as Literal_

__all__ = [
    "LANG_STRING",
    "XSD_STRING",
    "Blank",
    "Iri",
    "Literal",
    "Object",
    "Quad",
    "Resource",
    "new_literal",
    "new_quad",
    "text",
]

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


class Iri(NamedTuple):
    """A resource with a name."""

    value: str


class Blank(NamedTuple):
    """A resource without a name; ``label`` (without ``_:``) tells it from others within one dataset only."""

    label: str
    mark: Literal_["_:"] = "_:"
    """What makes it another tuple than an :class:`Iri` with the same text."""


class Literal(NamedTuple):
    """A value: its text, the IRI of its datatype and, for a language-tagged string, the tag."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None


Resource: TypeAlias = Iri | Blank
Object: TypeAlias = Iri | Blank | Literal


class Quad(NamedTuple):
    """One statement; ``graph`` is ``None`` in the default graph."""

    subject: Resource
    predicate: Iri
    object: Object
    graph: Resource | None = None


new_quad: Final[Callable[[tuple[Resource, Iri, Object, Resource | None]], Quad]] = partial(tuple.__new__, Quad)
"""Make a statement of all its four parts, in half the time that its class takes."""
new_literal: Final[Callable[[tuple[str, str, str | None]], Literal]] = partial(tuple.__new__, Literal)
"""Make a literal of all its three parts."""

_ESCAPES: Final = {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)} | {
    0x08: "\\b",
    0x09: "\\t",
    0x0A: "\\n",
    0x0C: "\\f",
    0x0D: "\\r",
    0x22: '\\"',
    0x5C: "\\\\",
}
_TO_ESCAPE: Final = re.compile(r'[\x00-\x1f"\\\x7f]')


def text(term: Object) -> str:
    r"""Write one term; control characters and DEL are escaped as RDFC-1.0 says (``\b``, ``\u0001``, ``\u007F``)."""
    if type(term) is Literal:
        value, datatype, language = term
        if _TO_ESCAPE.search(value):
            value = value.translate(_ESCAPES)
        if language is not None:
            return f'"{value}"@{language}'
        return f'"{value}"' if datatype == XSD_STRING else f'"{value}"^^<{datatype}>'
    return f"_:{term[0]}" if type(term) is Blank else f"<{term[0]}>"
