"""RDF terms and quads as plain values, and their canonical N-Quads text (RDF Dataset Canonicalization, section 5)."""

import re
from dataclasses import dataclass
from typing import Final, TypeAlias

__all__ = ["LANG_STRING", "XSD_STRING", "Blank", "Iri", "Literal", "Object", "Quad", "Resource", "text"]

XSD_STRING: Final = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@dataclass(frozen=True, slots=True)
class Iri:
    """A resource with a name."""

    value: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A resource without a name; ``label`` (without ``_:``) tells it from others within one dataset only."""

    label: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value: its text, the IRI of its datatype and, for a language-tagged string, the tag."""

    value: str
    datatype: str = XSD_STRING
    language: str | None = None


Resource: TypeAlias = Iri | Blank
Object: TypeAlias = Iri | Blank | Literal


@dataclass(frozen=True, slots=True)
class Quad:
    """One statement; ``graph`` is ``None`` in the default graph."""

    subject: Resource
    predicate: Iri
    object: Object
    graph: Resource | None = None


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
    if isinstance(term, Iri):
        return f"<{term.value}>"
    if isinstance(term, Blank):
        return f"_:{term.label}"
    value = term.value.translate(_ESCAPES) if _TO_ESCAPE.search(term.value) else term.value
    if term.language is not None:
        return f'"{value}"@{term.language}'
    return f'"{value}"' if term.datatype == XSD_STRING else f'"{value}"^^<{term.datatype}>'
