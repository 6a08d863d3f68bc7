"""The small signs of the families: a book, a star in laurel, a check mark, a summit with its flag, three people."""

from collections.abc import Callable, Mapping
from math import cos, pi, sin
from typing import Final

from mexbadge.artwork.colours import Colour
from mexbadge.artwork.paths import Path, Point, circle, mapped, polygon, ring, rounded, star, turned
from mexbadge.artwork.scene import Area, Figure

__all__ = ["EMBLEMS", "emblem"]

_UNIT: Final = 100.0
"""Signs are drawn in a square of 100 by 100 units around the origin."""


def emblem(name: str, area: Area, fill: Colour) -> Figure:
    """Return the sign of a family in its place."""
    scale, (x, y) = area.side / _UNIT, area.middle
    return Figure(tuple(mapped(path, lambda p: (x + p[0] * scale, y + p[1] * scale)) for path in EMBLEMS[name]()), fill)


def _book() -> tuple[Path, ...]:
    def page(side: float) -> Path:
        return Path(
            (
                ("M", ((side * 3, -26),)),
                ("C", ((side * 14, -38), (side * 32, -38), (side * 48, -31))),
                ("L", ((side * 48, 27),)),
                ("C", ((side * 32, 20), (side * 14, 20), (side * 3, 32))),
                ("Z", ()),
            )
        )

    def under(side: float) -> Path:
        return Path(
            (
                ("M", ((0, 44),)),
                ("C", ((side * 12, 31), (side * 32, 30), (side * 50, 37))),
                ("L", ((side * 50, 45),)),
                ("C", ((side * 32, 39), (side * 14, 40), (0, 52))),
                ("Z", ()),
            )
        )

    return page(-1), page(1), under(-1), under(1)


def _laurel() -> tuple[Path, ...]:
    leaves: list[Path] = [star((0, -2), 27, 11)]
    for side in (-1, 1):
        for step in range(6):
            angle = pi * (0.62 - 0.165 * step)
            x, y = side * 43 * cos(angle - pi / 2 + pi / 2) * -1, 0.0
            angle = pi / 2 + side * (0.36 + 0.42 * step)
            x, y = 42 * cos(angle), 42 * sin(angle)
            leaf = Path((("M", ((0, -11),)), ("Q", ((8, -1), (0, 11))), ("Q", ((-8, -1), (0, -11))), ("Z", ())))
            tilt = (angle * 180 / pi - 90) + side * 62
            leaves.append(mapped(turned(leaf, tilt, (0, 0)), _by(x, y)))
    return tuple(leaves)


def _check() -> tuple[Path, ...]:
    tick = [(-25, 1), (-15, -10), (-5, 1), (18, -24), (29, -14), (-4, 24)]
    return ring((0, 0), 48, 38), rounded(tick, 4)


def _summit() -> tuple[Path, ...]:
    near = polygon([(-50, 44), (-12, -16), (4, 8), (12, -2), (50, 44)])
    flag = polygon([(-10, -48), (16, -38), (-10, -28)])
    pole = polygon([(-14, -50), (-10, -50), (-10, -19), (-14, -13)])
    return near, flag, pole


def _people() -> tuple[Path, ...]:
    figures: list[Path] = []
    for x, y, size in ((-31, 6, 0.78), (31, 6, 0.78), (0, -2, 1.0)):
        figures.append(circle((x, y - 22 * size), 12 * size))
        body = Path(
            (
                ("M", ((-19, 36),)),
                ("L", ((-19, 16),)),
                ("C", ((-19, -1), (-11, -6), (0, -6))),
                ("C", ((11, -6), (19, -1), (19, 16))),
                ("L", ((19, 36),)),
                ("Z", ()),
            )
        )
        figures.append(mapped(body, _sized(x, y, size)))
    return tuple(figures)


def _by(x: float, y: float) -> Callable[[Point], Point]:
    return lambda p: (p[0] + x, p[1] + y)


def _sized(x: float, y: float, size: float) -> Callable[[Point], Point]:
    return lambda p: (x + p[0] * size, y + p[1] * size)


EMBLEMS: Final[Mapping[str, Callable[[], tuple[Path, ...]]]] = {
    "course": _book,
    "certificate": _laurel,
    "skill": _check,
    "milestone": _summit,
    "participation": _people,
}
"""The sign of each family."""
