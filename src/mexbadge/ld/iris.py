"""Which texts are IRIs and language tags that may stand in a statement."""

import re
from typing import Final

from mexbadge.ld.terms import Blank, Iri, Literal, Quad

__all__ = ["is_iri", "is_language_tag", "is_safe"]

_IRI: Final = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:"
    r"[^\s\x00-\x20\x7f-\x9f<>\"{}|\\^`\u200e\u200f\u202a-\u202e\ud800-\uf8ff\ufdd0-\ufdef\ufff0-\uffff]*"
)
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def is_iri(text: str) -> bool:
    """Return whether ``text`` is absolute and holds no character that RFC 3987 forbids (space, ``<``, ``>`` ...)."""
    return _IRI.fullmatch(text) is not None


def is_language_tag(text: str) -> bool:
    """Return whether ``text`` is well-formed as a language tag (BCP 47)."""
    return _LANGUAGE_TAG.fullmatch(text) is not None


def is_safe(quad: Quad) -> bool:
    """Return whether every IRI and language tag of ``quad`` may stand in N-Quads."""
    return all(_is_safe_term(term) for term in (quad.subject, quad.predicate, quad.object, quad.graph))


def _is_safe_term(term: Iri | Blank | Literal | None) -> bool:
    if isinstance(term, Iri):
        return is_iri(term.value)
    if isinstance(term, Literal):
        return is_iri(term.datatype) and (term.language is None or is_language_tag(term.language))
    return True
