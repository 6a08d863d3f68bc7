"""Every sentence that a person reads, in each language, by its code.

A code is stable and never translated. The sentences stand in catalogues (``_data/locale/LANGUAGE/mexbadge.po``, and
compiled beside it for GNU gettext), one file a language, with the code as ``msgid``; the next step, the explanation and
the issuer's remedy stand under the same code with a context. Where a language lacks a sentence, the English one is said.
Values are put into a sentence only after :func:`shown` made them harmless.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from gettext import c2py
from pathlib import Path
from struct import Struct
from typing import TYPE_CHECKING, Final, Protocol, TypeVar, runtime_checkable

from mexbadge._lazy import face
from mexbadge.texts._safe import shown
from mexbadge.texts._typeset import typeset

if TYPE_CHECKING:
    from mexbadge.texts import templating
else:
    __getattr__ = face(__name__, {"templating"})

__all__ = [
    "LANGUAGES",
    "LOCALE",
    "Lang",
    "Sentence",
    "about",
    "all_sentences",
    "hint",
    "is_known",
    "message",
    "nearest",
    "printed",
    "remedy",
    "sentence",
    "shown",
    "spoken",
    "templating",
    "typeset",
]

Lang = str
"""A language, by its code: one of :data:`LANGUAGES`."""
LOCALE: Final = Path(__file__).resolve().parent.parent / "_data" / "locale"
"""The folder of the catalogues."""
_FIRST: Final = "en"
LANGUAGES: Final[tuple[Lang, ...]] = (
    _FIRST,
    *sorted({path.parent.name for path in LOCALE.glob("*/mexbadge.mo")} - {_FIRST}),
)
"""The languages that there is a catalogue of, English first."""
_FILE: Final = "mexbadge.mo"
_MAGIC: Final = 0x950412DE
_HEAD: Final = Struct("<5I")
"""What a compiled catalogue begins with: a sign, its version, the number of entries, where keys and texts are listed."""
_PIECE: Final = Struct("<2I")
_MARK: Final = "\x04"
"""What stands between a context and a code."""
T = TypeVar("T")
_COUNTED: Final = ("count", "size", "days")
"""The value that decides between the plural forms of a sentence that has them: the first of these that is given."""

_SEVERAL: Final = 2


@dataclass(frozen=True, slots=True)
class Sentence:
    """What one code says in one language.

    ``text`` may hold named fields (``{url}``). ``hint`` is the next step: it begins with a verb, and is for whoever
    holds the file; what the issuer does instead, ``remedy`` says. ``about`` is the paragraph that ``mexbadge explain``
    prints: what the code means, to somebody who is no specialist.
    """

    text: str
    hint: str | None = None
    about: str = ""
    remedy: str | None = None


class _Catalogue:
    """A compiled catalogue (``.mo`` of GNU gettext), of which only what is asked for is read, once.

    Its entries stand in the order of their keys (gettext manual, "The Format of GNU MO Files"), so that one is found
    by halving.
    """

    def __init__(self, data: bytes) -> None:
        magic, _, self._size, self._keys, self._texts = _HEAD.unpack_from(data)
        if magic != _MAGIC:
            raise LookupError(_FILE)
        self._data = data
        self._known: dict[str, tuple[str, ...]] = {}

    def codes(self) -> frozenset[str]:
        """Return every code that has a sentence."""
        keys = (self._key(place).decode("utf-8") for place in range(self._size))
        return frozenset(key for key in keys if key and _MARK not in key)

    def find(self, code: str, context: str | None = None, count: object = None) -> str | None:
        """Return what stands under a code, in the form for ``count`` where there are several."""
        key = code if context is None else f"{context}{_MARK}{code}"
        forms = self._known.get(key)
        if forms is None:
            forms = self._read(key)
            if len(self._known) < self._size * 2:
                self._known[key] = forms
        if len(forms) < _SEVERAL:
            return forms[0] if forms else None
        return forms[self._plural(count if isinstance(count, int) else 0)]

    def _read(self, key: str) -> tuple[str, ...]:
        """Look an entry up: its forms, one for most, none where it does not stand there."""
        wanted = key.encode("utf-8", "surrogatepass")
        place = bisect_left(range(self._size), wanted, key=self._key)
        if place == self._size or self._key(place) != wanted:
            return ()
        return tuple(self._piece(self._texts, place).decode("utf-8").split("\0"))

    @cached_property
    def _plural(self) -> Callable[[int], int]:
        """Which form is for how many, by the rule that the head of the catalogue gives."""
        head = "".join(self._read(""))
        rules = (line.partition("plural=")[2] for line in head.splitlines() if line.startswith("Plural-Forms:"))
        return c2py(next(rules, "n != 1").rstrip("; "))

    def _key(self, place: int) -> bytes:
        return self._piece(self._keys, place).partition(b"\0")[0]

    def _piece(self, table: int, place: int) -> bytes:
        length, start = _PIECE.unpack_from(self._data, table + place * _PIECE.size)
        return self._data[start : start + length]


@cache
def _catalogue(lang: Lang) -> _Catalogue:
    if lang not in LANGUAGES:
        raise LookupError(lang)
    return _Catalogue((LOCALE / lang / _FILE).read_bytes())


def _found(code: str, lang: Lang, context: str | None = None, count: object = None) -> str | None:
    found = _catalogue(lang).find(code, context, count)
    return _catalogue(_FIRST).find(code, context, count) if found is None else found


@cache
def all_sentences(lang: Lang = _FIRST, /) -> Mapping[str, Sentence]:
    """Return every sentence of a language by its code."""
    return {code: sentence(code, lang) for code in sorted(_catalogue(_FIRST).codes() | _catalogue(lang).codes())}


def is_known(code: str, /) -> bool:
    """Return whether a sentence stands under ``code``, looking up no other."""
    return bool(code) and _MARK not in code and _found(code, _FIRST) is not None


def sentence(code: str, lang: Lang = _FIRST, /) -> Sentence:
    """Return what stands under ``code``, in its form for several; raise :class:`LookupError` where nothing does."""
    text = _text(code, lang, _SEVERAL)
    return Sentence(text, _found(code, lang, "hint"), _found(code, lang, "about") or "", _found(code, lang, "remedy"))


def message(code: str, lang: Lang = _FIRST, /, **values: object) -> str:
    """Say the sentence of ``code`` in ``lang``, with the named ``values`` made harmless and put in."""
    return _filled(_text(code, lang, _counted(values)), values, lang)


def nearest(tag: object, default: Lang = _FIRST, /) -> Lang:
    """Return the language that a tag or a locale such as ``fr-CA`` begins with; ``default`` where none is known."""
    named = str(tag or "").lower()
    return max((lang for lang in LANGUAGES if named.startswith(lang)), key=len, default=default)


def spoken(words: Mapping[Lang, T], lang: Lang, /) -> T:
    """Return which of several words, or lists of them, stand for a language; the English where it has none."""
    return words[lang] if lang in words else words[_FIRST]


def printed(code: str, lang: Lang = _FIRST, /, **values: object) -> str:
    """Say the sentence of ``code`` as a page prints it (:func:`typeset`); the ``values`` stay as they are written."""
    return _filled(typeset(_text(code, lang, _counted(values)), lang), values, lang)


def hint(code: str, lang: Lang = _FIRST, /, **values: object) -> str | None:
    """Say the next step of ``code`` in ``lang``, or return ``None`` where there is none."""
    _text(code, lang)
    found = _found(code, lang, "hint", _counted(values))
    return None if found is None else _filled(found, values, lang)


def remedy(code: str, lang: Lang = _FIRST, /, **values: object) -> str | None:
    """Say what the issuer does about it in ``lang``: its own remedy where there is one, else the next step."""
    found = _found(code, lang, "remedy", _counted(values))
    return hint(code, lang, **values) if found is None else _filled(found, values, lang)


def about(code: str, lang: Lang = _FIRST, /) -> str:
    """Return the paragraph that explains ``code``."""
    _text(code, lang)
    return _found(code, lang, "about") or ""


def _counted(values: Mapping[str, object]) -> object:
    return next((values[name] for name in _COUNTED if name in values), None)


def _text(code: str, lang: Lang, count: object = None) -> str:
    found = _found(code, lang, None, count)
    if found is None:
        raise LookupError(code)
    return found


def _filled(template: str, values: Mapping[str, object], lang: Lang) -> str:
    return template.format_map({name: shown(_said(value, lang)) for name, value in values.items()})


def _said(value: object, lang: Lang) -> object:
    """Return a value as it is said: an error or a problem as its own sentence in the reader's language."""
    if isinstance(value, str | int | float):  # nearly all of them, and quicker to see
        return value
    return value.message(lang) if isinstance(value, _Speaks) else value


@runtime_checkable
class _Speaks(Protocol):
    """What has a sentence of its own."""

    def message(self, lang: Lang = "en", /) -> str:
        """Say it."""
