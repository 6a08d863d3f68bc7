"""Faces of rooms whose parts are loaded when they are first asked for (PEP 562, "Module __getattr__ and __dir__").

A module names at its top what it needs, and a part that costs much to load (a database, a network, drawing) stands
behind the face of its room: whoever names only the face pays for the part with its first use. A face says so twice, to
readers and type checkers under ``TYPE_CHECKING``, and at run time with :func:`face`.
"""

from collections.abc import Callable, Mapping
from importlib import import_module

__all__ = ["face"]


def face(room: str, names: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of ``room``: each of ``names`` comes from the module that stands beside it.

    A module that is called as the name itself is given as a whole.
    """

    def found(name: str) -> object:
        part = names.get(name)
        if part is None:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        module = import_module(f"{room}.{part}")
        return module if part == name else getattr(module, name)

    return found
