"""Setting a text: in lines within a figure, or along a ring, as large as it fits, never smaller than can be read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import cos, degrees, pi, sin
from typing import Final

from mexbadge.artwork.colours import Colour
from mexbadge.artwork.letters import EM, LetterShape, Weight, line_of
from mexbadge.artwork.paths import Path, Point, mapped, outline, turned
from mexbadge.artwork.scene import Figure

__all__ = ["Arc", "Box", "Style", "along", "fitted", "longest"]

HalfWidth = Callable[[float], float]
"""Half of how wide a figure is at a height, around its middle."""

_STEP: Final = 0.96
_LEADING: Final = 1.16
_OVER: Final = 0.86
"""How far letters with marks reach above their line, in parts of their size."""
_UNDER: Final = 0.24
_CAP: Final = 0.714
_MOST_LINES: Final = 7
_FULL: Final = 24


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: its largest and smallest size in units, its colour and weight."""

    largest: float
    smallest: float
    fill: Colour
    weight: Weight = "bold"


@dataclass(frozen=True, slots=True)
class Box:
    """Where lines go: between two heights, around ``x``, no wider than the figure there."""

    top: float
    bottom: float
    half: HalfWidth
    x: float = 500.0
    lines: int = _MOST_LINES


@dataclass(frozen=True, slots=True)
class Arc:
    """Where a text goes around: the radius of its line, from the ``middle``; ``under`` reads along the lower side.

    ``degrees`` is how much of the circle it may take.
    """

    middle: Point
    radius: float
    degrees: float
    under: bool = False


def fitted(text: str, box: Box, style: Style) -> Figure | None:
    """Return ``text`` in lines, as large as it fits; ``None`` where it does not fit at the smallest size."""
    words = _words(text)
    size = style.largest
    while size >= style.smallest * 0.999:
        lines = _lines(words, box, style.weight, size)
        if lines is not None:
            return _placed(lines, box, style, size)
        if size == style.smallest:
            return None
        size = max(style.smallest, size * _STEP)
    return None


def longest(text: str, fits: Callable[[str], bool]) -> str:
    """Return as many of the first words of ``text`` as fit; empty where the first does not."""
    words = text.split()
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(" ".join(words[:middle])) else (low, middle - 1)
    return " ".join(words[:low])


def along(text: str, arc: Arc, style: Style) -> Figure | None:
    """Return ``text`` along a circle, each letter upright on it; ``None`` where it does not fit."""
    line = line_of(text, style.weight)
    size = style.largest
    while _turn(line.width, size, arc) > arc.degrees:
        if size <= style.smallest:
            return None
        size = max(style.smallest, size * _STEP)
    scale = size / EM
    radius = arc.radius + (size * _CAP if arc.under else 0.0)
    start = -line.width * scale / 2
    paths: list[Path] = []
    for letter in line.letters:
        angle = (start + (letter.x + letter.width / 2) * scale) / radius
        paths += _on_circle(letter, scale, arc, radius, angle)
    return Figure(tuple(paths), style.fill, text)


def _turn(width: float, size: float, arc: Arc) -> float:
    return degrees(width * size / EM / (arc.radius + (size * _CAP if arc.under else 0.0)))


def _on_circle(letter: LetterShape, scale: float, arc: Arc, radius: float, angle: float) -> list[Path]:
    x, y = arc.middle
    around = pi / 2 - angle if arc.under else angle - pi / 2
    foot = (x + radius * cos(around), y + radius * sin(around))
    shift = (foot[0] - letter.width * scale / 2, foot[1])
    tilt = -degrees(angle) if arc.under else degrees(angle)
    return [turned(_moved(part.path, scale, shift, (part.x, part.y)), tilt, foot) for part in letter.parts]


def _moved(written: str, scale: float, shift: Point, within: Point) -> Path:
    (left, base), (x, y) = shift, within
    return mapped(outline(written), lambda p: (left + (p[0] + x) * scale, base + (p[1] - y) * scale))


def _words(text: str) -> list[str]:
    """Return what may not be broken; a hyphen or stroke ends one."""
    words: list[str] = []
    for word in text.split(" "):
        piece = ""
        for sign in word:
            piece += sign
            if sign in "-/\u2010\u2013\u2014" and len(piece) > 1:
                words.append(piece)
                piece = ""
        if piece:
            words.append(f"{piece} ")
        elif words:
            words[-1] += " "
    return [word for word in words if word.strip()]


def _lines(words: Sequence[str], box: Box, weight: Weight, size: float) -> list[str] | None:
    """Return the lines, of nearly the same length, in as few as hold all words; ``None`` where none do."""
    for count in range(1, box.lines + 1):
        height = size * (_LEADING * (count - 1) + _CAP + _UNDER / 2)
        if height > box.bottom - box.top:
            return None
        limits = [2 * _room(box, base, size) for base in _bases(count, box, size)]
        lines = _filled(words, limits, weight, size)
        if lines is not None:
            for step in range(1, _FULL):
                tried = _filled(words, [limit * step / _FULL for limit in limits], weight, size)
                if tried is not None:
                    return tried
            return lines
    return None


def _bases(count: int, box: Box, size: float) -> list[float]:
    """Return the height of each line's foot."""
    first = (box.top + box.bottom) / 2 - size * _LEADING * (count - 1) / 2 + size * _CAP / 2
    return [first + size * _LEADING * number for number in range(count)]


def _room(box: Box, base: float, size: float) -> float:
    return max(0.0, min(box.half(base - size * _OVER), box.half(base + size * _UNDER)))


def _filled(words: Sequence[str], limits: Sequence[float], weight: Weight, size: float) -> list[str] | None:
    lines: list[str] = []
    line = ""
    for word in words:
        if line and _width(line + word, weight, size) > limits[len(lines)]:
            lines.append(line)
            line = ""
            if len(lines) == len(limits):
                return None
        line += word
        if _width(line, weight, size) > limits[len(lines)]:
            return None
    lines.append(line)
    return lines if len(lines) == len(limits) else None


def _width(text: str, weight: Weight, size: float) -> float:
    return line_of(text.strip(), weight).width * size / EM


def _placed(lines: Sequence[str], box: Box, style: Style, size: float) -> Figure:
    scale = size / EM
    paths: list[Path] = []
    for text, base in zip(lines, _bases(len(lines), box, size), strict=True):
        line = line_of(text.strip(), style.weight)
        left = box.x - line.width * scale / 2
        for letter in line.letters:
            start = (left + letter.x * scale, base)
            paths += [_moved(part.path, scale, start, (part.x, part.y)) for part in letter.parts]
    return Figure(tuple(paths), style.fill, "".join(lines).strip())
