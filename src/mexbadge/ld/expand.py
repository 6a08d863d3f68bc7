"""From a document to its statements, and the seam at which a faster way may stand one day."""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from mexbadge._json import JsonObject
from mexbadge.errors import Problem
from mexbadge.ld.contexts import Contexts, ContextSet
from mexbadge.ld.intake import Intake
from mexbadge.ld.terms import Quad

if TYPE_CHECKING:
    from mexbadge.ld.states import Machine

__all__ = ["Processor", "Read", "machine", "processor", "read"]

_MACHINES: Final = 4
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
        self.machines: OrderedDict[object, Machine] = OrderedDict()


_kept: Final = _Kept()


def machine(known: ContextSet) -> "Machine":
    """Return the automaton over ``known`` of this thread; what it worked out before is still there."""
    found = _kept.machines.pop(known.key, None)
    if found is None or found.is_full:
        found = _new_machine(known)
    _kept.machines[known.key] = found
    while len(_kept.machines) > _MACHINES:
        _kept.machines.popitem(last=False)
    return found


def _new_machine(known: ContextSet) -> "Machine":
    from mexbadge.ld.bridge import Pyld  # noqa: PLC0415 - pyld takes a sixth of a second to import
    from mexbadge.ld.states import Machine  # noqa: PLC0415 - as above

    return Machine(Pyld(known))


def processor(found: Read) -> Processor:
    """Return what turns ``found`` into statements; contexts written out in a document are never kept."""
    return (_new_machine(found.contexts) if found.inline else machine(found.contexts)).pyld
