"""Faces of rooms whose parts are loaded when they are first asked for (PEP 562, "Module __getattr__ and __dir__").

A module names at its top what it needs, and a part that costs much to load (a database, a network, drawing) stands
behind the face of its room: whoever names only the face pays for the part with its first use. A face says so twice, to
readers and type checkers under ``TYPE_CHECKING``, and at run time with :func:`face`.
"""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module

__all__ = ["face"]


def face(room: str, modules: Collection[str] = (), names: Mapping[str, str] | None = None) -> Callable[[str], object]:
    """Return the ``__getattr__`` of ``room``, by which its ``modules`` and some ``names`` are loaded when asked for.

    ``names``: of each the module in which it stands.
    """
    places = names or {}

    def found(name: str) -> object:
        if name in modules:
            return import_module(f"{room}.{name}")
        if name in places:
            return getattr(import_module(f"{room}.{places[name]}"), name)
        raise AttributeError(f"module {room!r} has no attribute {name!r}", name=name)

    return found
