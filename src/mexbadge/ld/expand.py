"""From a document to its statements, and the seam at which a faster way may stand one day."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from mexbadge._json import JsonObject
from mexbadge.errors import Problem
from mexbadge.ld.active_contexts import ActiveContexts
from mexbadge.ld.compiling import Compiler
from mexbadge.ld.contexts import Contexts, ContextSet
from mexbadge.ld.intake import Intake
from mexbadge.ld.terms import Quad

__all__ = ["Processor", "Read", "active_contexts", "contexts_by_pyld", "processor", "read"]

_SETS: Final = 4
"""How many sets of contexts a thread keeps at hand."""


class Processor(Protocol):
    """Whatever reads a document as JSON-LD: base null, no network, contexts as given."""

    def expand(self, document: JsonObject) -> list[JsonObject]:
        """Return the expanded form of ``document``; raise :class:`InputError` where it is no JSON-LD."""
        ...

    def quads(self, document: JsonObject) -> list[Quad]:
        """Return the statements of ``document``; raise :class:`InputError` where it is no JSON-LD."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """A document that was read in: its plain copy, its contexts, and where it writes contexts out itself."""

    document: JsonObject
    contexts: ContextSet
    inline: tuple[Problem, ...]


def read(document: Mapping[str, object], contexts: Contexts) -> Read:
    """Copy ``document`` and look through it; errors as :meth:`Intake.read` and :meth:`ContextSet.of`."""
    known = ContextSet.of(contexts)
    intake = Intake(known)
    return Read(intake.read(document), known, tuple(intake.inline))


class _Kept(threading.local):
    def __init__(self) -> None:
        self.contexts: OrderedDict[object, ActiveContexts] = OrderedDict()
        self.by_pyld: OrderedDict[object, tuple[ActiveContexts, Processor]] = OrderedDict()


_kept: Final = _Kept()


def active_contexts(known: ContextSet) -> ActiveContexts:
    """Return the automaton over ``known`` of this thread; what it worked out before is still there.

    It raises :class:`~mexbadge.ld.compiling.Unsure` where only pyld can say what a context means.
    """
    found = _kept.contexts.pop(known.key, None)
    if found is None or found.is_full:
        found = ActiveContexts(Compiler(known))
    _kept.contexts[known.key] = found
    while len(_kept.contexts) > _SETS:
        _kept.contexts.popitem(last=False)
    return found


def contexts_by_pyld(known: ContextSet) -> ActiveContexts:
    """Return the automaton of this thread in which pyld works out what ``known`` mean."""
    return _by_pyld(known)[0]


def _by_pyld(known: ContextSet) -> tuple[ActiveContexts, Processor]:
    found = _kept.by_pyld.pop(known.key, None)
    if found is None or found[0].is_full:
        found = _new_by_pyld(known)
    _kept.by_pyld[known.key] = found
    while len(_kept.by_pyld) > _SETS:
        _kept.by_pyld.popitem(last=False)
    return found


def _new_by_pyld(known: ContextSet) -> tuple[ActiveContexts, Processor]:
    from mexbadge.ld.pyld_adapter import Pyld  # noqa: PLC0415 - pyld takes a sixth of a second to import

    pyld = Pyld(known)
    return ActiveContexts(pyld), pyld


def processor(found: Read) -> Processor:
    """Return what turns ``found`` into statements; contexts written out in a document are never kept."""
    return (_new_by_pyld(found.contexts) if found.inline else _by_pyld(found.contexts))[1]
