"""What the names of one JSON object mean, all together, worked out once for all objects with the same names.

Most objects of most credentials have the names of one seen before, in the same state; how their members are read is
then known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from mexbadge.ld import spelling
from mexbadge.ld.active_contexts import NAME_CHARACTERS, ContextState, Term
from mexbadge.ld.iris import is_iri
from mexbadge.ld.terms import XSD_STRING, Iri

__all__ = ["PROOF", "Member", "MemberShape", "Plain", "keep", "kind_of", "shape_of"]

PROOF: Final = "https://w3id.org/security#proof"
SHAPES: Final = 2_000
"""Sets of names that are remembered before they are forgotten and begun anew."""
SHAPE_NAMES: Final = 48
"""Names in a set that is remembered."""

_NO_NODE: Final = frozenset({"@value", "@list", "@set"})
_APART: Final = frozenset({"@list", "@graph"})


class Plain(NamedTuple):
    """A property of which a plain text makes one statement, whatever the text: the name of a node, or a literal."""

    predicate: Iri
    datatype: str
    is_name: bool


class Member(NamedTuple):
    """One name: what it means, whether it is the one name of that, and how a plain text under it is read."""

    name: str
    term: Term
    is_name: bool
    plain: Plain | None


@dataclass(frozen=True, slots=True)
class MemberShape:
    """The members of an object that is read in one state, by name, but for ``@context``; and which are keywords.

    ``is_node`` says that it is no value, no list and no set.
    """

    members: tuple[Member, ...]
    terms: Mapping[str, Term]
    keywords: Mapping[str, list[str]]
    has_proof: bool
    is_node: bool


def shape_of(state: ContextState, names: tuple[str, ...]) -> MemberShape:
    """Return what ``names``, which are sorted, mean in ``state``."""
    kept = state.contexts.shapes
    found: MemberShape | None = kept.get((state, names))
    if found is None:
        found = _new(state, names)
        keep(kept, state, names, found)
    return found


def keep(
    kept: dict[tuple[ContextState, tuple[str, ...]], Any], state: ContextState, names: tuple[str, ...], found: object
) -> None:
    """Remember what was worked out of ``names`` in ``state``, unless they are many or long."""
    if len(names) <= SHAPE_NAMES and all(len(name) <= NAME_CHARACTERS for name in names):
        if len(kept) >= SHAPES:
            kept.clear()
        kept[state, names] = found


def _new(state: ContextState, names: tuple[str, ...]) -> MemberShape:
    terms = {name: state.term(name) for name in names if name != "@context"}
    keywords: dict[str, list[str]] = {}
    for name, term in terms.items():
        if term.iri is not None and term.iri.startswith("@"):
            keywords.setdefault(term.iri, []).append(name)
    members = tuple(_member(state, name, term) for name, term in terms.items())
    has_proof = any(term.iri == PROOF for term in terms.values())
    return MemberShape(members, terms, keywords, has_proof, _NO_NODE.isdisjoint(keywords))


def _member(state: ContextState, name: str, term: Term) -> Member:
    is_name = spelling.is_name(name, term, state)
    return Member(name, term, is_name, _plain(state, name, term) if is_name else None)


def _plain(state: ContextState, name: str, term: Term) -> Plain | None:
    """Return the property as a plain one, or ``None`` where there is more to look at than a text."""
    apart = term.definition.get("reverse") or term.definition.get("@context") is not None or term.containers & _APART
    if term.iri is None or term.flaw is not None or apart or term.iri.startswith("@"):
        return None
    if term.coercion == "@id":
        return Plain(Iri(term.iri), "", is_name=True)
    if term.coercion is None and state.language(name) is None:
        return Plain(Iri(term.iri), XSD_STRING, is_name=False)
    if term.coercion is None or term.coercion.startswith("@") or spelling.is_native(term.coercion):
        return None
    return Plain(Iri(term.iri), term.coercion, is_name=False)


def kind_of(state: ContextState, text: str) -> Iri | None:
    """Return the type that ``text`` is the name of in ``state``, or ``None`` where something is to be said of it."""
    found = state.kinds.get(text)
    if found is None:
        term = state.term(text)
        if term.iri is None or not is_iri(term.iri) or not spelling.is_value_name(text, term, as_type=True):
            return None
        found = Iri(term.iri)
        state.keep(text, found)
    return found
