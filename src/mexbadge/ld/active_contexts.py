"""What the names in a document mean, step by step: a small automaton over the contexts that are in force.

A state is one active context (JSON-LD 1.1 API, section 4.1). Each step (a named context, the context of a property,
those of a node's types, going back) is worked out once and kept.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from mexbadge._json import JsonObject
from mexbadge.ld.iris import is_iri
from mexbadge.ld.terms import Iri

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["ActiveContexts", "ContextState", "Term", "WorksOut"]

STATES: Final = 2_000
"""States that are held before they are thrown away and begun anew."""
NAMES: Final = 4_096
"""Names that one state remembers."""
NAME_CHARACTERS: Final = 256
"""Characters of a name that is remembered."""


class WorksOut(Protocol):
    """Whoever works out what contexts mean: :class:`~mexbadge.ld.compiling.Compiler`, or pyld behind its door."""

    @property
    def cached(self) -> int:
        """How many contexts are held, ready to be applied again."""
        ...

    def initial(self) -> Any:  # noqa: ANN401 - an active context
        """Return the active context before any context was read."""
        ...

    def process(self, active: Any, local: Any, *, scoped: bool = False, propagate: bool = True) -> Any:  # noqa: ANN401
        """Return ``active`` after ``local``; a property's own context (``scoped``) may redefine protected terms."""
        ...

    def iri(self, active: Any, text: str, *, vocab: bool) -> str | None:  # noqa: ANN401 - an active context
        """Return what ``text`` means."""
        ...


class Term(NamedTuple):
    """What a name means: an IRI, a keyword, a relative text or ``None``, and how its context defines it.

    ``containers`` are those of the term (``@list``, ``@set``, ``@graph`` ...), ``coercion`` what its values are read as
    (``@id``, ``@vocab``, ``@json``, a datatype). ``flaw`` is the code that says why a property of that name makes no
    statement, or ``None``.
    """

    iri: str | None
    definition: Mapping[str, Any]
    containers: frozenset[str] = frozenset()
    coercion: str | None = None
    flaw: str | None = None

    @classmethod
    def of(cls, iri: str | None, definition: Mapping[str, Any]) -> "Term":
        """Work out once what every value of the name is asked for."""
        containers = frozenset(definition.get("@container") or ())
        return cls(iri, definition, containers, definition.get("@type"), _flaw(iri))


def _flaw(iri: str | None) -> str | None:
    if iri is None:
        return "ld_lost_ignored"
    if iri.startswith("_:"):
        return "ld_lost_blank_property"
    if ":" not in iri:
        return "ld_lost_term"
    return None if is_iri(iri) else "ld_lost_iri"


class ContextState:
    """One active context."""

    __slots__ = ("active", "contexts", "kinds", "names", "previous")

    def __init__(self, contexts: "ActiveContexts", active: Any) -> None:  # noqa: ANN401 - an active context
        self.contexts = contexts
        self.active = active
        self.names: dict[str, Term] = {}
        self.kinds: dict[str, Iri] = {}
        previous = active.get("previousContext")
        self.previous: ContextState | None = None if previous is None else contexts.state(previous)

    def term(self, name: str) -> Term:
        """Return what ``name`` means here as a property, a type or a keyword."""
        found = self.names.get(name)
        if found is None:
            iri = self.contexts.works.iri(self.active, name, vocab=True)
            found = Term.of(iri, self.active["mappings"].get(name) or {})
            if len(self.names) < NAMES and len(name) <= NAME_CHARACTERS:
                self.names[name] = found
        return found

    def keep(self, name: str, kind: Iri) -> None:
        """Remember the type that ``name`` is the name of."""
        if len(self.kinds) < NAMES and len(name) <= NAME_CHARACTERS:
            self.kinds[name] = kind

    def iri(self, text: str) -> str | None:
        """Return what ``text`` means here as the name of a node."""
        return self.contexts.works.iri(self.active, text, vocab=False)

    def language(self, name: str) -> str | None:
        """Return the language of plain strings under the property ``name``."""
        found: str | None = self.term(name).definition.get("@language", self.active.get("@language"))
        return found


class ActiveContexts:
    """The automaton over one set of contexts; for one thread."""

    def __init__(self, works: WorksOut) -> None:
        self.works = works
        self._states: dict[int, ContextState] = {}
        self._steps: dict[tuple[object, ...], ContextState] = {}
        self.shapes: dict[tuple[ContextState, tuple[str, ...]], Any] = {}
        self.expansions: dict[tuple[ContextState, tuple[str, ...]], Any] = {}
        self.initial = self.state(works.initial())

    @property
    def is_full(self) -> bool:
        """Whether so much was kept that new ones should take over."""
        return len(self._states) > STATES or len(self._steps) > 4 * STATES or self.works.cached > STATES

    def state(self, active: Any) -> ContextState:  # noqa: ANN401 - an active context
        """Return the state of an active context, always the same one."""
        found = self._states.get(id(active))
        if found is None:
            found = ContextState(self, active)
            self._states[id(active)] = found
        return found

    def named(self, state: ContextState, contexts: Sequence[str]) -> ContextState:
        """Return the state after the contexts that a node names."""
        step = (state, "@context", *contexts)
        return self._step(step, lambda: self.works.process(state.active, list(contexts)))

    def property(self, state: ContextState, name: str) -> ContextState:
        """Return the state in which the value of the property ``name`` is read, before its node is entered."""
        return self.scoped(state, state, name)

    def scoped(self, state: ContextState, defining: ContextState, name: str) -> ContextState:
        """Return ``state`` after the context that ``defining`` gives to the property ``name``."""
        local = defining.term(name).definition.get("@context")
        if local is None:
            return state
        return self._step((state, defining, name), lambda: self.works.process(state.active, local, scoped=True))

    def typed(self, state: ContextState, types: Sequence[str]) -> ContextState:
        """Return the state after the contexts of a node's types, in the order given."""
        scoped = [name for name in types if state.term(name).definition.get("@context")]
        return self._step((state, "@type", *scoped), lambda: self._typed(state, scoped)) if scoped else state

    def _typed(self, state: ContextState, types: Sequence[str]) -> JsonObject:
        active = state.active
        for name in types:
            active = self.works.process(active, state.term(name).definition["@context"], propagate=False)
        found: JsonObject = active
        return found

    def _step(self, step: tuple[object, ...], work: "Callable[[], Any]") -> ContextState:
        found = self._steps.get(step)
        if found is None:
            found = self._steps[step] = self.state(work())
        return found
