"""The letters that pictures are drawn with: outlines and anchors of bundled fonts, and what they cannot write.

Letters are put together here and not by the library that draws, so that a text looks the same wherever it is drawn,
and stands as outlines in an SVG. Marks are placed by the anchors of the font (OpenType GPOS, marks on letters and marks
on marks). A script whose letters change with their neighbours, or that runs from right to left, is refused.
"""

import gzip
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal

from mexbadge.errors import InputError, Problem, Where

__all__ = ["Outline", "TextLine", "Weight", "line_of", "problem_of", "require"]

Weight = Literal["bold", "medium"]
Anchors = Mapping[str, Mapping[str, tuple[int, int]]]

_MOST: Final = 8
"""How many letters that cannot be drawn are named."""
_ABOVE: Final = 230
"""The combining class of marks above a letter (Unicode, section 4.3)."""
_DOTLESS: Final = {"i": "\u0131", "j": "\u0237"}
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN", "RLE", "RLO", "RLI"})
_THIN: Final = frozenset("\u2009\u202f\u200a")
_THIN_WIDTH: Final = 120
_UNSEEN: Final = str.maketrans("", "", "\u00ad\u200b\ufeff")
"""Signs that only say where a line may be broken."""
EM: Final = 1000
"""Units of a font: every bundled one has as many."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One part of a letter at its place in a line: a path as SVG writes it, relative, y upwards; units of the font."""

    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class LetterShape:
    """A base with its marks, where it begins in its line, and how wide it is, with what follows moved nearer."""

    parts: tuple[Outline, ...]
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text in one line: its letters and its width, in units of the font."""

    letters: tuple[LetterShape, ...]
    width: float


@dataclass(frozen=True, slots=True)
class _Face:
    glyphs: Mapping[str, tuple[int, str]] = field(repr=False)
    kern: Mapping[str, int] = field(repr=False)
    marks: Anchors = field(repr=False)
    bases: Anchors = field(repr=False)
    stacked: Anchors = field(repr=False)


@lru_cache(maxsize=4)
def _face(name: str) -> _Face:
    body = gzip.decompress((files("mexbadge") / "_data" / "fonts" / f"{name}.json.gz").read_bytes())
    table = json.loads(body)
    return _Face(table["glyphs"], table["kern"], table["marks"], table["bases"], table["stacked"])


def _faces(weight: Weight) -> tuple[_Face, _Face]:
    return _face(f"sans-{weight}"), _face(f"syllabics-{weight}")


def problem_of(text: str, where: Where = None) -> Problem | None:
    """Return what cannot be drawn of ``text``, or ``None``.

    ``artwork_direction`` for a script that runs from right to left, ``artwork_letters`` for letters, or letters with
    marks, that the bundled fonts do not have; ``where`` is where the text stands.
    """
    turned = [sign for sign in text if unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT]
    if turned:
        return Problem("artwork_direction", where, {"letters": _named(turned), "text": text})
    if missing := [cluster for cluster in _clusters(text) if not _can_draw(cluster)]:
        return Problem("artwork_letters", where, {"letters": _named(missing), "text": text})
    return None


def require(text: str, where: Where = None) -> None:
    """Raise :class:`InputError` as :func:`problem_of` says."""
    if (found := problem_of(text, where)) is not None:
        raise InputError(found.code, where=where, **found.values)


def line_of(text: str, weight: Weight = "bold") -> TextLine:
    """Set ``text`` in one line; raise :class:`InputError` ``artwork_letters`` for what cannot be drawn."""
    letters: list[LetterShape] = []
    x, before = 0.0, ""
    for base, marks in _clusters(text):
        found = _letter(base, marks, weight)
        if found is None:
            raise InputError("artwork_letters", letters=_named([(base, marks)]), text=text)
        width, parts, plain = found
        x += _face(f"sans-{weight}").kern.get(before + plain, 0)
        letters.append(LetterShape(tuple(Outline(path, px, py) for path, px, py in parts), x, width))
        x, before = x + width, plain
    return TextLine(tuple(letters), x)


def _clusters(text: str) -> Iterator[tuple[str, str]]:
    """Yield each letter, composed as far as Unicode composes it, with the marks that follow it."""
    base, marks = "", ""
    for sign in unicodedata.normalize("NFC", text.translate(_UNSEEN)):
        if unicodedata.category(sign).startswith("M"):
            marks += sign
            continue
        if base or marks:
            yield base, marks
        base, marks = (" " if sign in "\t\n\r" else sign), ""
    if base or marks:
        yield base, marks


def _can_draw(cluster: tuple[str, str]) -> bool:
    return all(_letter(*cluster, weight) is not None for weight in ("bold", "medium"))


_Parts = list[tuple[str, float, float]]


@lru_cache(maxsize=4096)
def _letter(base: str, marks: str, weight: Weight) -> tuple[float, _Parts, str] | None:
    """Return the width of a letter, its parts, and the sign by which it stands nearer to others."""
    if base in _THIN:
        return (_THIN_WIDTH, [], " ") if not marks else None
    if base.isspace() and len(base) == 1 and unicodedata.category(base) == "Zs":
        base = " "
    plain = unicodedata.normalize("NFD", base)
    apart = len(plain) > 1 and plain[0] in _DOTLESS and any(unicodedata.combining(mark) == _ABOVE for mark in marks)
    for face in _faces(weight):
        if base in face.glyphs and not apart and (not marks or base in face.bases):
            found = _attached(face, base, marks)
            if found is not None:
                return found
        if len(plain) > 1:
            found = _attached(face, plain[0], unicodedata.normalize("NFD", plain + marks)[1:])
            if found is not None:
                return found
    return None


def _attached(face: _Face, base: str, marks: str) -> tuple[float, _Parts, str] | None:
    plain = base
    if base in _DOTLESS and any(unicodedata.combining(mark) == _ABOVE for mark in marks):
        base = _DOTLESS[base]
    if base not in face.glyphs:
        return None
    width, outline = face.glyphs[base]
    parts: _Parts = [(path, 0.0, 0.0) for path in outline.split("|") if path]
    last: dict[int, tuple[str, float, float]] = {}
    for mark in marks:
        place = _place(face, base, mark, last.get(unicodedata.combining(mark)))
        if place is None or mark not in face.glyphs:
            return None
        last[unicodedata.combining(mark)] = (mark, *place)
        parts += [(path, *place) for path in face.glyphs[mark][1].split("|") if path]
    return float(width), parts, unicodedata.normalize("NFD", plain)[0]


def _place(face: _Face, base: str, mark: str, below: tuple[str, float, float] | None) -> tuple[float, float] | None:
    """Return where a mark goes: on the one of its kind before it, else on the letter."""
    own = face.marks.get(mark, {})
    under, (dx, dy) = face.bases.get(base, {}), (0.0, 0.0)
    if below is not None:
        under, (dx, dy) = face.stacked.get(below[0], {}), below[1:]
    for key, (x, y) in under.items():
        if key in own:
            return x - own[key][0] + dx, y - own[key][1] + dy
    return None


def _named(found: "list[str] | list[tuple[str, str]]") -> str:
    """Name letters: what they look like, and what Unicode calls them."""
    texts = list(dict.fromkeys(one if isinstance(one, str) else "".join(one) for one in found))
    said = [f"{text} ({' + '.join(_name(sign) for sign in text)})" for text in texts[:_MOST]]
    return ", ".join(said) + (" …" if len(texts) > _MOST else "")


def _name(sign: str) -> str:
    return unicodedata.name(sign, f"U+{ord(sign):04X}")
