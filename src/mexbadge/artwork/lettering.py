"""Letters with their accents: the font that comes with Pillow has none, so the marks are drawn over its letters."""

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw as Draw
    from PIL.ImageFont import FreeTypeFont, ImageFont

    Font: TypeAlias = FreeTypeFont | ImageFont

__all__ = ["Font", "spelled", "width", "write"]

_SPELLED: Final = str.maketrans(
    {
        "œ": "oe",
        "Œ": "OE",
        "æ": "ae",
        "Æ": "AE",
        "ß": "ss",
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "\u0131": "i",
        "\u2013": "-",
        "—": "-",
        "\u2011": "-",
        "\u2019": "'",
        "\u2018": "'",
        "“": '"',
        "”": '"',
        "«": '"',
        "»": '"',
        "…": "...",
    }
)
_ACUTE, _GRAVE, _ROOF, _DOTS, _TILDE, _CEDILLA = "\u0301", "\u0300", "\u0302", "\u0308", "\u0303", "\u0327"
_STROKES: Final = {
    _ACUTE: (((-0.045, 0.0), (0.085, -0.12)),),
    _GRAVE: (((0.045, 0.0), (-0.085, -0.12)),),
    _ROOF: (((-0.11, 0.0), (0.0, -0.11)), ((0.0, -0.11), (0.11, 0.0))),
    "\u030c": (((-0.11, -0.11), (0.0, 0.0)), ((0.0, 0.0), (0.11, -0.11))),
    _TILDE: (((-0.12, -0.02), (-0.045, -0.07)), ((-0.045, -0.07), (0.045, -0.02)), ((0.045, -0.02), (0.12, -0.07))),
    "\u0304": (((-0.11, -0.04), (0.11, -0.04)),),
}
"""Marks above a letter, as strokes from the middle of its upper edge, in parts of the font's size."""
_GAP: Final = 0.085
_STROKE: Final = 0.062
_DOTTED: Final = frozenset("ij")


def spelled(text: str) -> str:
    """Return ``text`` in letters that can be drawn; a sign that cannot be drawn is left out."""
    plain = unicodedata.normalize("NFD", text.translate(_SPELLED))
    kept = (
        sign if (sign.isascii() and sign.isprintable()) or sign in _MARKS else " " if sign.isspace() else ""
        for sign in plain
    )
    return " ".join("".join(kept).split())


def width(text: str, font: "Font") -> float:
    """Return how wide ``text`` is; marks take no room."""
    return float(font.getlength("".join(base for base, _ in _letters(text))))


def write(pen: "Draw", text: str, start: tuple[float, float], font: "Font") -> None:
    """Write ``text`` on a mask, from a point on its baseline."""
    left, baseline = start
    letters = list(_letters(text))
    pen.text(start, "".join(base for base, _ in letters), font=font, fill=255, anchor="ls")
    size, before = float(getattr(font, "size", 10)), ""
    for base, marks in letters:
        at = left + font.getlength(before)
        before += base
        if not marks:
            continue
        x0, y0, x1, _ = font.getbbox(base, anchor="ls")
        middle, top = at + (x0 + x1) / 2, baseline + y0
        if base in _DOTTED and any(mark != _CEDILLA for mark in marks):
            stem = baseline + font.getbbox("x", anchor="ls")[1]
            pen.rectangle((at + x0 - 1, top - 1, at + x1 + 1, stem - 1), fill=0)
            top = stem
        for mark in marks:
            _mark(pen, mark, (middle, baseline if mark == _CEDILLA else top - _GAP * size), size)


def _mark(pen: "Draw", mark: str, place: tuple[float, float], size: float) -> None:
    x, y = place
    thick = max(1, round(_STROKE * size))
    if mark == _DOTS:
        for side in (-0.085, 0.085):
            _disc(pen, (x + side * size, y - 0.045 * size), thick * 0.68)
    elif mark == "\u030a":
        radius = 0.07 * size
        pen.ellipse((x - radius, y - 2 * radius, x + radius, y), outline=255, width=max(1, thick * 2 // 3))
    elif mark == _CEDILLA:
        points = [(x, y), (x, y + 0.06 * size), (x + 0.06 * size, y + 0.1 * size), (x - 0.04 * size, y + 0.16 * size)]
        pen.line(points, fill=255, width=max(1, thick * 3 // 4), joint="curve")
    else:
        for (x0, y0), (x1, y1) in _STROKES[mark]:
            first, last = (x + x0 * size, y + y0 * size), (x + x1 * size, y + y1 * size)
            pen.line((first, last), fill=255, width=thick)
            _disc(pen, first, thick / 2)
            _disc(pen, last, thick / 2)


def _disc(pen: "Draw", middle: tuple[float, float], radius: float) -> None:
    x, y = middle
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)


def _letters(text: str) -> Iterator[tuple[str, str]]:
    """Yield each letter with the marks that follow it."""
    base, marks = "", ""
    for sign in text:
        if sign in _MARKS:
            marks += sign
        else:
            if base:
                yield base, marks
            base, marks = sign, ""
    if base:
        yield base, marks


_MARKS: Final = frozenset({*_STROKES, _DOTS, _CEDILLA, "\u030a"})
