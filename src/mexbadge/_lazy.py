"""Faces of rooms whose parts are loaded when they are first asked for (PEP 562, "Module __getattr__ and __dir__").

A module names at its top what it needs, and a part that costs much to load (a database, a network, drawing) stands
behind the face of its room: whoever names only the face pays for the part with its first use. A face says so twice, to
readers and type checkers under ``TYPE_CHECKING``, and at run time with :func:`face`.
"""

from collections.abc import Callable, Collection, Mapping
from importlib import import_module

__all__ = ["face", "late"]


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


def late(places: Mapping[str, str]) -> Callable[[str], object]:
    """Return the ``__getattr__`` of a module that stands for libraries which cost much to load, or may be missing.

    ``places``: of each name the module that it is (``"PIL.Image"``), or in which it stands (``"qrcode.main:QRCode"``).
    Where one is missing, naming it raises :class:`ImportError`.
    """

    def found(name: str) -> object:
        if name not in places:
            raise AttributeError(f"no library {name!r} is named here", name=name)
        module, _, inside = places[name].partition(":")
        loaded = import_module(module)
        return getattr(loaded, inside) if inside else loaded

    return found
