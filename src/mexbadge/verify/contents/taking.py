"""Takes out of an object what the one shape has a place for; what is left keeps its own name, so nothing is hidden.

A member is taken only where its whole value can be said: a text where a text is meant, an object where an object is.
Anything else stays, and :meth:`Taker.rest` returns it as it was written.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.models.language import Words, is_text_map
from mexbadge.models.ob2_terms import CLASSES

__all__ = ["Taker", "filled"]


_NO_LANGUAGE: Final = "und"
_EXTENSIONS: Final = frozenset({"Extension", "obi:Extension", CLASSES["Extension"]})
_SINGLE: Final = frozenset({"@value", "@language"})
_NOTHING: Final[tuple[object, ...]] = (None, [], {})


def filled(**members: object) -> JsonObject:
    """Return the members that say something: no ``None``, no empty list or object."""
    return {name: value for name, value in members.items() if value not in _NOTHING}


class Taker:
    """One object while it is read; every method takes a member away and returns it, or leaves it and returns nothing.

    Where several names are given, the first that is there counts: the words of several versions for one thing.
    """

    __slots__ = ("_left",)

    def __init__(self, value: Mapping[str, Any]) -> None:
        self._left: JsonObject = dict(value)

    def has(self, name: str) -> bool:
        """Return whether something stands under ``name``; nothing is taken."""
        return name in self._left

    def text(self, *names: str) -> str | None:
        """Take a text."""
        found: str | None = self._first(names, _text)
        return found

    def plain(self, *names: str) -> str | int | float | bool | None:
        """Take a text, a number or a truth value."""
        found: str | int | float | bool | None = self._first(names, _plain)
        return found

    def words(self, *names: str) -> str | JsonObject | None:
        """Take a text, or texts by language (``und`` for one in no language)."""
        found: str | JsonObject | None = self._first(names, _words)
        return found

    def texts(self, *names: str) -> list[Any]:
        """Take several texts; one alone is a list of one."""
        return self._first(names, _all_words) or []

    def classes(self, *expected: str) -> list[str]:
        """Take the types of the object, and return those that its place in the shape does not say already."""
        found = self._first(("type", "@type"), _strings) or []
        return [name for name in found if name not in expected]

    def only(self, *names: str, bare: str | None = None) -> "Taker | None":
        """Take the only object; with ``bare`` a text stands for an object that holds it under that name."""
        for name in names:
            found = _objects(self._left.get(name), bare)
            if found is not None and len(found) == 1:
                del self._left[name]
                return found[0]
        return None

    def objects(self, *names: str, bare: str | None = None) -> list["Taker"]:
        """Take all objects of a list that holds nothing else, or one that stands alone."""
        taken: list[Taker] = []
        for name in names:
            found = _objects(self._left.get(name), bare)
            if found is not None:
                del self._left[name]
                taken += found
        return taken

    def value(self, name: str) -> object:
        """Take whatever stands there."""
        found: object = self._left.pop(name, None)
        return found

    def values(self, name: str) -> list[Any]:
        """Take whatever stands there, as a list."""
        found = self._left.pop(name, None)
        return found if isinstance(found, list) else [] if found is None else [found]

    def give_back(self, name: str, value: object) -> None:
        """Put back what could not be read after all."""
        self._left[name] = value

    def rest(self) -> JsonObject:
        """Return what is left under its own names: ``extensions`` (name and value of each), and ``other``."""
        extensions = [
            {"name": name, "value": value} for name, value in self._left.items() if _is_extension(name, value)
        ]
        named = {extension["name"] for extension in extensions}
        other = {name: value for name, value in self._left.items() if name not in named and value is not None}
        return filled(extensions=extensions, other=other)

    def _first(self, names: Iterable[str], read: Callable[[object], Any]) -> Any:  # noqa: ANN401
        for name in names:
            if name in self._left and (found := read(self._left[name])) is not None:
                del self._left[name]
                return found
        return None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _plain(value: object) -> str | int | float | bool | None:
    return value if isinstance(value, str | int | float) else None


def _words(value: object) -> str | JsonObject | None:
    """Return a text, or texts by language; ``None`` unless all of it is said by that."""
    items = value if isinstance(value, list) else [value]
    texts: JsonObject = {}
    for item in items:
        whole = isinstance(item, str) or (
            isinstance(item, Mapping) and is_text_map(item) and ("@value" not in item or item.keys() <= _SINGLE)
        )
        if not whole:
            return None
        for lang, text in Words.of(item).texts:
            if (lang or _NO_LANGUAGE) in texts:
                return None
            texts[lang or _NO_LANGUAGE] = text
    if not texts:
        return None
    return str(texts[_NO_LANGUAGE]) if texts.keys() == {_NO_LANGUAGE} else texts


def _all_words(value: object) -> list[Any] | None:
    found = [_words(item) for item in (value if isinstance(value, list) else [value])]
    return None if any(item is None for item in found) else found


def _strings(value: object) -> list[str] | None:
    items = value if isinstance(value, list) else [value]
    return [item for item in items if isinstance(item, str)] if all(isinstance(i, str) for i in items) else None


def _objects(value: object, bare: str | None) -> list[Taker] | None:
    if value is None:
        return None
    found = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and bare is not None:
            found.append(Taker({bare: item}))
        elif isinstance(item, Mapping):
            found.append(Taker(item))
        else:
            return None
    return found


def _is_extension(name: str, value: object) -> bool:
    if name.startswith("extensions:"):
        return True
    items = value if isinstance(value, list) else [value]
    return bool(items) and all(isinstance(item, Mapping) and _extends(item) for item in items)


def _extends(item: Mapping[str, object]) -> bool:
    return not _EXTENSIONS.isdisjoint(_strings(item.get("type", item.get("@type"))) or ())
