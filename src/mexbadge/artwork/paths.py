"""Outlines: straight lines and curves in a square of 1000 by 1000 units, y downwards, and the figures made of them.

The outermost outline of a path is filled; one within it that runs the other way is a hole (nonzero winding).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, radians, sin
from typing import Final

__all__ = [
    "SIDE",
    "Path",
    "Point",
    "circle",
    "flattened",
    "mapped",
    "outline",
    "polygon",
    "rectangle",
    "ring",
    "rounded",
    "scalloped",
    "star",
    "svg_data",
    "turned",
]

SIDE: Final = 1000.0
"""How long a side of a picture is, in its own units."""
_KAPPA: Final = 0.5522847498
"""Where the control points of a quarter of a circle stand."""
_PIECE: Final = 9.0
"""About how long the straight pieces are, in units, into which a curve is broken to be filled."""
_PIECES: Final = (5, 72)
"""How many they are, at least and at most."""
_TOKEN: Final = re.compile(r"[mlqz]|-?\d+")

Point = tuple[float, float]
Segment = tuple[str, tuple[Point, ...]]


@dataclass(frozen=True, slots=True)
class Path:
    """``M``, ``L``, ``Q``, ``C`` and ``Z`` as SVG has them, in absolute points."""

    segments: tuple[Segment, ...]

    def __add__(self, other: "Path") -> "Path":
        return Path(self.segments + other.segments)


def polygon(points: Iterable[Point]) -> Path:
    """Return a closed figure of straight lines."""
    first, *others = points
    return Path((("M", (first,)), *(("L", (point,)) for point in others), ("Z", ())))


def rectangle(left: float, top: float, right: float, bottom: float) -> Path:
    """Return a rectangle."""
    return polygon([(left, top), (right, top), (right, bottom), (left, bottom)])


def circle(middle: Point, radius: float, *, hole: bool = False) -> Path:
    """Return a circle; a ``hole`` runs the other way."""
    x, y = middle
    k, sign = radius * _KAPPA, -1.0 if hole else 1.0
    at = [(radius, 0.0), (0.0, sign * radius), (-radius, 0.0), (0.0, -sign * radius), (radius, 0.0)]
    segments: list[Segment] = [("M", ((x + radius, y),))]
    for (ax, ay), (bx, by) in pairwise(at):
        first = (x + ax + (k / radius) * bx, y + ay + (k / radius) * by)
        second = (x + bx + (k / radius) * ax, y + by + (k / radius) * ay)
        segments.append(("C", (first, second, (x + bx, y + by))))
    return Path((*segments, ("Z", ())))


def ring(middle: Point, outer: float, inner: float) -> Path:
    """Return the band between two circles."""
    return circle(middle, outer) + circle(middle, inner, hole=True)


def rounded(points: Sequence[Point], radius: float) -> Path:
    """Return a closed figure of straight lines with rounded corners."""
    segments: list[Segment] = []
    count = len(points)
    for place, corner in enumerate(points):
        before, after = points[place - 1], points[(place + 1) % count]
        enter, leave = _towards(corner, before, radius), _towards(corner, after, radius)
        segments.append(("L" if segments else "M", (enter,)))
        segments.append(("Q", (corner, leave)))
    return Path((*segments, ("Z", ())))


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = hypot(end[0] - start[0], end[1] - start[1])
    share = min(0.5, distance / length) if length else 0.0
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def star(middle: Point, outer: float, inner: float, points: int = 5) -> Path:
    """Return a star that stands on two points."""
    steps = ((outer if step % 2 == 0 else inner, pi * step / points - pi / 2) for step in range(points * 2))
    return polygon([(middle[0] + r * cos(angle), middle[1] + r * sin(angle)) for r, angle in steps])


def scalloped(middle: Point, outer: float, depth: float, count: int) -> Path:
    """Return a disc with ``count`` round lobes, as a rosette has."""
    x, y = middle
    inner = outer - depth

    def at(radius: float, step: float) -> Point:
        angle = 2 * pi * step / count - pi / 2
        return x + radius * cos(angle), y + radius * sin(angle)

    over = outer + depth * 0.32
    lobes = [("C", (at(over, lobe - 0.42), at(over, lobe + 0.42), at(inner, lobe + 0.5))) for lobe in range(count)]
    return Path((("M", (at(inner, -0.5),)), *lobes, ("Z", ())))


def mapped(path: Path, move: Callable[[Point], Point]) -> Path:
    """Return a path with each point moved."""
    return Path(tuple((letter, tuple(move(point) for point in points)) for letter, points in path.segments))


def turned(path: Path, degrees: float, middle: Point) -> Path:
    """Return a path turned about a point, with the clock."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    x, y = middle
    return mapped(path, lambda p: (x + (p[0] - x) * c - (p[1] - y) * s, y + (p[0] - x) * s + (p[1] - y) * c))


def outline(written: str) -> Path:
    """Return the path of a letter as the bundled fonts write it: relative, y upwards; it comes out y downwards."""
    tokens = _TOKEN.findall(written)
    segments: list[Segment] = []
    x = y = 0.0
    start, place, letter = (0.0, 0.0), 0, ""
    while place < len(tokens):
        letter = tokens[place]
        count = {"m": 1, "l": 1, "q": 2, "z": 0}[letter]
        numbers = [float(token) for token in tokens[place + 1 : place + 1 + 2 * count]]
        place += 1 + 2 * count
        points = tuple((x + dx, -(y + dy)) for dx, dy in zip(numbers[::2], numbers[1::2], strict=True))
        segments.append((letter.upper(), points))
        if letter == "z":
            x, y = start
        else:
            x, y = points[-1][0], -points[-1][1]
        if letter == "m":
            start = (x, y)
    return Path(tuple(segments))


def flattened(path: Path) -> list[list[Point]]:
    """Return each outline of a path as corners, curves broken into straight pieces."""
    outlines: list[list[Point]] = []
    for letter, points in path.segments:
        if letter == "M":
            outlines.append([points[0]])
        elif letter == "L":
            outlines[-1].append(points[0])
        elif letter in "QC":
            control = (outlines[-1][-1], *points)
            steps = _pieces(control)
            outlines[-1] += [_on_curve(control, step / steps) for step in range(1, steps + 1)]
    return [corners for corners in outlines if len(corners) > 2]  # noqa: PLR2004 - fewer enclose nothing


def _pieces(control: Sequence[Point]) -> int:
    legs = pairwise(control)
    length = sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in legs)
    return max(_PIECES[0], min(_PIECES[1], round(length / _PIECE)))


def _on_curve(control: Sequence[Point], share: float) -> Point:
    """Return a point of a Bézier curve (de Casteljau)."""
    while len(control) > 1:
        control = [(a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share) for a, b in pairwise(control)]
    return control[0]


def svg_data(path: Path) -> str:
    """Return the attribute ``d`` of a path, to a tenth of a unit."""
    return "".join(letter + " ".join(f"{_short(x)} {_short(y)}" for x, y in points) for letter, points in path.segments)


def _short(value: float) -> str:
    text = f"{value:.1f}"
    return "0" if text in {"-0.0", "0.0"} else text.removesuffix(".0")
