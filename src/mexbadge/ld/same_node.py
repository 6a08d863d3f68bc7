"""One place for each thing: the objects of a document that describe the same node must not differ.

Statements about one node may be spread over all the objects that carry its id, and spread anew without a change to what
is signed: an end date could go from the credential to a piece of evidence with the credential's id, where no reader
looks for it. What stands inside an object with a proof of its own is held in place by that proof.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from mexbadge.errors import Problem
from mexbadge.ld.active_contexts import ContextState, Term

__all__ = ["Mention", "Mentions"]

_PROFILE: Final = "Profile"
MANY: Final = 32
"""Different descriptions of one node that are compared; a node with more is split."""
_TOLD: Final = frozenset(
    {
        *("name", "description", "narrative", "url", "image", "caption", "additionalName", "address", "dateOfBirth"),
        *("email", "familyName", "familyNamePrefix", "givenName", "honorificPrefix", "honorificSuffix", "official"),
        *("otherIdentifier", "parentOrg", "patronymicName", "phone"),
        *("alignment", "awardedDate", "inLanguage", "endorsement", "endorsementJwt"),
    }
)
"""What is told to people and judged by nothing: an issuer may be described at length here and in short there.

Endorsements are judged wherever they stand.
"""


class Mention(NamedTuple):
    """One object that carries the id of a node.

    ``zone`` is the place of the innermost object around it, itself counted, that has a proof of its own; the whole
    document is no zone.
    """

    element: Mapping[str, Any]
    where: str
    state: ContextState
    terms: Mapping[str, Term]
    types: frozenset[str]
    zone: str

    @property
    def members(self) -> list[str]:
        """The members beside the id and the types."""
        return [name for name, term in self.terms.items() if term.iri not in {"@id", "@type"}]


@dataclass(slots=True)
class Mentions:
    """All objects that carry an id, by the graph in which they stand and the id; the first one is the document."""

    found: dict[tuple[object, str], list[Mention]] = field(default_factory=dict)
    _numbers: dict[object, int] = field(default_factory=dict)
    _forms: dict[int, int] = field(default_factory=dict)

    def add(self, graph: object, iri: str, mention: Mention) -> None:
        """Note that ``mention`` carries ``iri`` in ``graph``."""
        self.found.setdefault((graph, iri), []).append(mention)

    def splits(self) -> Iterator[Problem]:
        """Yield a problem for each node whose descriptions could be mixed."""
        for (_, iri), mentions in self.found.items():
            if len(mentions) > 1 and (bad := self._unlike(mentions)):
                yield Problem("ld_node_split", bad.where, {"id": iri})

    def _unlike(self, mentions: Sequence[Mention]) -> Mention | None:
        """Return a mention that does not go with another one; the document itself must go with every one."""
        inner = [mention for mention in mentions if mention.zone and mention.where]
        outer = self._different([mention for mention in mentions if not mention.zone])
        root = [mention for mention in outer if not mention.where]
        for place, mention in enumerate(outer):
            others = outer[:place] + (self._different(inner) if mention in root else [])
            for other in others[:MANY]:
                if not self._agree(mention, other):
                    return other if mention in root else mention
            if len(others) > MANY:
                return mention
        return None

    def _different(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Leave out what says the same again; one that says no more than the id is no description."""
        found = {
            (self._form(one.element), not one.where): one for one in reversed(mentions) if one.members or one.types
        }
        return list(reversed(found.values()))

    def _agree(self, one: Mention, other: Mention) -> bool:
        shared = one.types & other.types
        if shared and shared not in (one.types, other.types):
            return False
        if not one.members or not other.members:
            return True
        return self._fits(one, other) and self._fits(other, one)

    def _fits(self, one: Mention, other: Mention) -> bool:
        """Say whether what ``one`` has is in ``other`` too, or could not be written there, or is judged by nothing."""
        told_twice = _PROFILE in one.types & other.types
        for name in one.members:
            iri, there = one.terms[name].iri, other.terms.get(name)
            if there is not None and there.iri == iri:
                alike = self._form(one.element[name]) == self._form(other.element[name])
                if not alike and not (told_twice and name in _TOLD):
                    return False
            elif name not in _TOLD and other.state.term(name).iri == iri:
                return False
        return True

    def _form(self, value: Any) -> int:  # noqa: ANN401 - a JSON value
        """Return a number that equal values share; a list is a set, and a list of one is its item."""
        if isinstance(value, dict | list):
            known = self._forms.get(id(value))
            if known is None:
                known = self._forms[id(value)] = self._new_form(value)
            return known
        return self._number((type(value).__name__, value))

    def _new_form(self, value: Any) -> int:  # noqa: ANN401 - a JSON value
        if isinstance(value, list):
            items = sorted({self._form(item) for item in value})
            return items[0] if len(items) == 1 else self._number(("list", *items))
        members = sorted((name, self._form(item)) for name, item in value.items() if name != "@context")
        return self._number(("object", *members))

    def _number(self, key: object) -> int:
        return self._numbers.setdefault(key, len(self._numbers))
