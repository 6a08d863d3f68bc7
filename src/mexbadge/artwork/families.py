"""Five families of badges, each with its own figure: what is learned is seen before it is read.

A medallion with a ring of letters for a course, a rosette for a certificate, a cut hexagon for a skill, a shield for a
milestone of a pathway, a light disc with a rim of beads for participation.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import cos, pi, sin, sqrt
from typing import Final

from mexbadge.artwork.colours import WHITE, Colour, Palette, mixed
from mexbadge.artwork.emblems import emblem
from mexbadge.artwork.paths import (
    Path,
    Point,
    circle,
    mapped,
    polygon,
    rectangle,
    ring,
    rounded,
    scalloped,
    star,
    turned,
)
from mexbadge.artwork.scene import Area, Figure, Logo, Scene
from mexbadge.artwork.setting import Arc, Box, Style, along, fitted, longest
from mexbadge.errors import InputError

__all__ = ["FAMILIES", "SHAPES", "SMALLEST", "BadgeLook", "compose"]

SMALLEST: Final = 44.0
"""The size of the smallest title, in units: 9 pixels where a badge is shown 200 pixels wide."""
_SMALL: Final = 33.0
"""The size of the smallest other letters."""
_ALONE: Final = 1.2
"""How much larger a title may be that stands alone."""
_MIDDLE: Final = 500.0


@dataclass(frozen=True, slots=True)
class BadgeLook:
    """What a badge shows: ``second`` is the title in the other language, ``note`` the level and the year.

    ``shape`` is one of :data:`SHAPES`, ``sign`` the family whose emblem stands where no logo does; ``plate`` is the
    colour of a disc behind a logo that would not be seen otherwise.
    """

    shape: str
    sign: str
    title: str
    palette: Palette
    second: str = ""
    college: str = ""
    note: str = ""
    logo: Logo | None = field(default=None, repr=False)
    plate: Colour | None = None
    code: bool = False


class _Canvas:
    """The figures of a picture, in the order in which they are drawn."""

    def __init__(self, look: BadgeLook) -> None:
        self.look = look
        self.figures: list[Figure | Logo] = []
        self.sign: Area | None = None
        self.code: Area | None = None

    def fill(self, colour: Colour, *paths: Path) -> None:
        self.figures.append(Figure(paths, colour))

    def emblem(self, area: Area, colour: Colour) -> None:
        """Put the logo, or else the family's sign, in its place."""
        self.sign = area
        if (logo := self.look.logo) is not None:
            if self.look.plate is not None:
                self.fill(self.look.plate, circle(area.middle, area.side * 0.5))
                area = Area(area.left + area.side * 0.17, area.top + area.side * 0.17, area.side * 0.66)
            self.figures.append(Logo(logo.png, area, logo.width, logo.height))
        else:
            self.figures.append(emblem(self.look.sign, area, colour))

    def plate(self, area: Area, edge: Colour) -> None:
        """Keep a light place for a QR code; its margin is part of it."""
        for grow, radius, colour in ((14.0, 30.0, edge), (6.0, 22.0, WHITE)):
            self.fill(colour, rounded(_corners(area, grow), radius))
        self.code = area

    def titles(self, box: Box, colours: tuple[Colour, Colour], largest: float) -> None:
        """Set the title, and below it that in the other language, as large as both fit."""
        title, second = self.look.title, self.look.second
        if not title:
            return
        if not second:
            alone = Style(largest * _ALONE, SMALLEST, colours[0])
            self._require(title, fitted(title, box, alone), box, "title", SMALLEST)
            return
        for share in (0.64, 0.58, 0.52, 0.7, 0.46):
            cut = box.top + (box.bottom - box.top) * share
            first = fitted(title, _between(box, box.top, cut - 8), Style(largest, SMALLEST, colours[0]))
            other = fitted(
                second, _between(box, cut + 12, box.bottom), Style(largest * 0.56, _SMALL, colours[1], "medium")
            )
            if first is not None and other is not None:
                self.figures += [first, other]
                return
        upper = _between(box, box.top, box.top + (box.bottom - box.top) * 0.58 - 8)
        lower = _between(box, box.top + (box.bottom - box.top) * 0.58 + 12, box.bottom)
        self._require(title, fitted(title, upper, Style(largest, SMALLEST, colours[0])), upper, "title", SMALLEST)
        found = fitted(second, lower, Style(largest * 0.56, _SMALL, colours[1], "medium"))
        self._require(second, found, lower, "title", _SMALL)

    def line(self, text: str, box: Box, style: Style, where: str) -> None:
        """Set a text of few words."""
        if text:
            self._require(text, fitted(text, box, style), box, where, style.smallest)

    def arc(self, text: str, arc: Arc, style: Style, where: str) -> None:
        """Set a text along a ring."""
        if text:
            found = along(text, arc, style)
            if found is None:
                fits = longest(text, lambda part: along(part, arc, style) is not None)
                raise _too_long(where, text, fits)
            self.figures.append(found)

    def _require(self, text: str, found: Figure | None, box: Box, where: str, smallest: float) -> None:
        if found is None:
            style = Style(smallest, smallest, WHITE)
            raise _too_long(where, text, longest(text, lambda part: fitted(part, box, style) is not None))
        self.figures.append(found)


def _too_long(where: str, text: str, fits: str) -> InputError:
    return InputError("artwork_long", where=f"/{where}", name=where, text=text, length=len(text), fits=fits or "…")


def compose(look: BadgeLook) -> Scene:
    """Return the picture of a badge; raise :class:`InputError` ``artwork_long`` for a text that does not fit."""
    canvas = _Canvas(look)
    SHAPES[look.shape](canvas, look)
    return Scene(tuple(canvas.figures), code=canvas.code, sign=canvas.sign)


def _between(box: Box, top: float, bottom: float) -> Box:
    return Box(top, bottom, box.half, box.x, box.lines)


def _corners(area: Area, grow: float) -> list[Point]:
    left, top = area.left - grow, area.top - grow
    right, bottom = area.left + area.side + grow, area.top + area.side + grow
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def _square(x: float, y: float, side: float) -> Area:
    return Area(x - side / 2, y - side / 2, side)


def _in_circle(middle: Point, radius: float) -> Callable[[float], float]:
    """Return how wide a circle is at each height."""
    return lambda y: sqrt(max(0.0, radius**2 - (y - middle[1]) ** 2))


def _in_polygon(corners: Sequence[Point], margin: float) -> Callable[[float], float]:
    """Return how wide a figure that is the same on both sides of its middle is at each height, less a margin."""
    right = [point for point in corners if point[0] >= _MIDDLE - 0.01]
    right.sort(key=lambda point: point[1])

    def half(y: float) -> float:
        for (ax, ay), (bx, by) in pairwise(right):
            if ay <= y <= by and by > ay:
                return max(0.0, ax + (bx - ax) * (y - ay) / (by - ay) - _MIDDLE - margin)
        return 0.0

    return half


def _rays(middle: Point, radius: float, count: int) -> list[Path]:
    """Return every second ray of a sun."""
    x, y = middle
    found = []
    for number in range(count):
        first, last = (2 * pi * (number + side) / count for side in (-0.25, 0.25))
        ends = [(x + radius * cos(angle), y + radius * sin(angle)) for angle in (first, last)]
        found.append(polygon([middle, *ends]))
    return found


def _medallion(canvas: _Canvas, look: BadgeLook) -> None:
    colours, middle = look.palette, (_MIDDLE, _MIDDLE)
    canvas.fill(colours.paper, circle(middle, 496))
    canvas.fill(colours.deep, circle(middle, 486))
    canvas.fill(colours.accent, ring(middle, 472, 464))
    canvas.fill(colours.accent, circle(middle, 384))
    canvas.fill(colours.main, circle(middle, 375))
    canvas.fill(mixed(colours.main, WHITE, 0.06), *(_rays(middle, 371, 24)))
    canvas.fill(colours.main, circle(middle, 318))
    around = Style(52, _SMALL, WHITE)
    canvas.arc(look.college, Arc(middle, 404, 190), around, "college")
    canvas.arc(look.note, Arc(middle, 404, 130, under=True), Style(46, _SMALL, colours.accent), "level")
    for x in (_MIDDLE - 424, _MIDDLE + 424):
        canvas.fill(colours.accent, star((x, _MIDDLE), 20, 8.5))
    inside = _in_circle(middle, 338)
    if look.code:
        canvas.titles(Box(184, 476, inside), (WHITE, colours.accent), 96)
        canvas.plate(_square(_MIDDLE, 652, 296), colours.accent)
        return
    canvas.emblem(_square(_MIDDLE, 252, 142), colours.accent)
    canvas.titles(Box(346, 760, inside), (WHITE, colours.accent), 112)


def _rosette(canvas: _Canvas, look: BadgeLook) -> None:
    colours, middle = look.palette, (_MIDDLE, 440.0)
    shade = mixed(colours.accent, (0, 0, 0), 0.22)
    for side in (-1, 1):
        for colour, path in _tail(colours):
            canvas.fill(colour, turned(mapped(path, lambda p: (p[0] + _MIDDLE, p[1] + 440)), -22 * side, middle))
    canvas.fill(colours.paper, scalloped(middle, 438, 26, 30))
    canvas.fill(shade, scalloped(middle, 430, 26, 30))
    canvas.fill(colours.accent, scalloped(middle, 414, 22, 30))
    canvas.fill(colours.main, circle(middle, 392))
    canvas.fill(colours.accent, ring(middle, 384, 379))
    canvas.fill(colours.accent, circle(middle, 318))
    canvas.fill(colours.paper, circle(middle, 310))
    canvas.arc(look.college, Arc(middle, 333, 190), Style(46, _SMALL, WHITE), "college")
    canvas.arc(look.note, Arc(middle, 333, 140, under=True), Style(42, _SMALL, colours.accent), "level")
    for x in (_MIDDLE - 348, _MIDDLE + 348):
        canvas.fill(colours.accent, star((x, middle[1]), 18, 7.5))
    inside = _in_circle(middle, 288)
    if look.code:
        canvas.titles(Box(188, 414, inside), (colours.main, colours.deep), 84)
        canvas.plate(_square(_MIDDLE, 560, 256), colours.main)
        return
    canvas.emblem(_square(_MIDDLE, 232, 136), colours.main)
    canvas.titles(Box(316, 680, inside), (colours.main, colours.deep), 98)


def _tail(colours: Palette) -> list[tuple[Colour, Path]]:
    """Return a hanging ribbon with a notch, in its colours."""

    def ribbon(left: float, right: float, grow: float) -> Path:
        def foot(x: float) -> float:
            return 545 + grow - 46 * (1 - abs(x) / 84)

        ends = [(right, 200.0), (right, foot(right)), (left, foot(left)), (left, 200.0)]
        return polygon([*ends[:2], (0, foot(0)), *ends[2:]] if left < 0 < right else ends)

    stripes = [(colours.accent, ribbon(left, left + 14, 0)) for left in (-60, 46)]
    return [(colours.paper, ribbon(-93, 93, 12)), (colours.main, ribbon(-84, 84, 0)), *stripes]


def _hexagon(radius: float) -> list[Point]:
    return [(_MIDDLE + radius * sin(pi * step / 3), _MIDDLE - radius * cos(pi * step / 3)) for step in range(6)]


def _cut_hexagon(canvas: _Canvas, look: BadgeLook) -> None:
    colours = look.palette
    canvas.fill(colours.paper, rounded(_hexagon(500), 70))
    canvas.fill(colours.deep, rounded(_hexagon(488), 66))
    canvas.fill(colours.accent, rounded(_hexagon(462), 58))
    canvas.fill(colours.main, rounded(_hexagon(449), 54))
    corners = _hexagon(432)
    tones = (0.10, 0.0, -0.16, -0.22, -0.10, 0.04)
    for place, tone in enumerate(tones):
        colour = mixed(colours.main, WHITE if tone > 0 else (0, 0, 0), abs(tone))
        canvas.fill(colour, polygon([corners[place], corners[(place + 1) % 6], (_MIDDLE, _MIDDLE)]))
    half = _in_polygon(_hexagon(432), 34)
    if look.code:
        canvas.line(look.college, Box(128, 208, half), Style(38, _SMALL, colours.accent, "medium"), "college")
        canvas.titles(Box(232, 450, half), (WHITE, colours.accent), 96)
        canvas.plate(_square(_MIDDLE, 616, 280), colours.accent)
        canvas.line(look.note, Box(776, 846, half), Style(40, _SMALL, WHITE), "level")
        return
    canvas.emblem(_square(_MIDDLE, 212, 138), colours.accent)
    canvas.titles(Box(304, 620, half), (WHITE, colours.accent), 116)
    bottom = 700.0
    if look.note:
        wide = 449 * cos(pi / 6) + 20
        canvas.fill(colours.deep, polygon(_banner(wide + 62, 664, 734, 34)))
        canvas.fill(colours.accent, rectangle(_MIDDLE - wide, 648, _MIDDLE + wide, 726))
        canvas.line(look.note, Box(652, 722, lambda _: wide - 40), Style(52, _SMALL, colours.deep), "level")
        bottom = 740.0
    canvas.line(look.college, Box(bottom, 876, half), Style(44, _SMALL, WHITE, "medium"), "college")


def _banner(half: float, top: float, bottom: float, notch: float) -> list[Point]:
    """Return a band with swallowtails at both ends."""
    left, right, middle = _MIDDLE - half, _MIDDLE + half, (top + bottom) / 2
    return [(left, top), (right, top), (right - notch, middle), (right, bottom), (left, bottom), (left + notch, middle)]


def _shield(grow: float) -> tuple[Path, list[Point]]:
    """Return a shield, and corners by which its width is known."""
    left, right, top, low, foot = 96 - grow, 904 + grow, 62 - grow, 560.0, 978 + grow * 1.12

    def side(sign: float, edge: float) -> tuple[Point, Point]:
        return (edge, low + 190), (_MIDDLE + sign * 210, low + 330)

    a, b = side(1, right), side(-1, left)
    path = Path(
        (
            ("M", ((left + 40, top),)),
            ("L", ((right - 40, top),)),
            ("Q", ((right, top), (right, top + 40))),
            ("L", ((right, low),)),
            ("C", (a[0], a[1], (_MIDDLE, foot))),
            ("C", (b[1], b[0], (left, low))),
            ("L", ((left, top + 40),)),
            ("Q", ((left, top), (left + 40, top))),
            ("Z", ()),
        )
    )
    curve = [_cubic(((right, low), a[0], a[1], (_MIDDLE, foot)), step / 24) for step in range(25)]
    return path, [(right, top), *curve]


def _cubic(control: tuple[Point, Point, Point, Point], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, control, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, control, strict=True)),
    )


def _of_a_shield(canvas: _Canvas, look: BadgeLook) -> None:
    colours = look.palette
    canvas.fill(colours.paper, _shield(14)[0])
    canvas.fill(colours.deep, _shield(4)[0])
    canvas.fill(colours.accent, _shield(-20)[0])
    inner, corners = _shield(-32)
    canvas.fill(colours.main, inner)
    half = _in_polygon(corners, 40)
    top = 94.0
    if look.college:
        canvas.fill(colours.accent, rounded([(128, 94), (872, 94), (872, 196), (128, 196)], 12))
        canvas.line(look.college, Box(104, 186, half, lines=2), Style(52, _SMALL, colours.deep), "college")
        top = 204.0
    if look.code:
        canvas.titles(Box(top + 6, 452, half), (WHITE, colours.accent), 96)
        canvas.plate(_square(_MIDDLE, 636, 300), colours.accent)
        canvas.line(look.note, Box(800, 862, half), Style(40, _SMALL, WHITE), "level")
        return
    canvas.emblem(_square(_MIDDLE, top + 86, 148), colours.accent)
    canvas.titles(Box(top + 170, 678, half), (WHITE, colours.accent), 112)
    canvas.line(look.note, Box(694, 764, half), Style(48, _SMALL, WHITE), "level")
    for step, y in enumerate((816, 860, 904)):
        canvas.fill(mixed(colours.accent, colours.main, 0.25 * step), _chevron(y, 84))


def _chevron(y: float, wide: float) -> Path:
    left, right, rise = _MIDDLE - wide, _MIDDLE + wide, wide * 0.36
    return polygon(
        [(left, y), (_MIDDLE, y - rise), (right, y), (right, y + 26), (_MIDDLE, y - rise + 26), (left, y + 26)]
    )


def _beads(canvas: _Canvas, look: BadgeLook) -> None:
    colours, middle = look.palette, (_MIDDLE, _MIDDLE)
    canvas.fill(colours.paper, circle(middle, 496))
    beads = 48
    for number in range(beads):
        angle = 2 * pi * number / beads
        place = (_MIDDLE + 466 * cos(angle), _MIDDLE + 466 * sin(angle))
        canvas.fill(colours.main if number % 2 else colours.accent, circle(place, 19))
    canvas.fill(colours.main, ring(middle, 436, 424))
    around = Style(48, _SMALL, colours.main)
    canvas.arc(look.college, Arc(middle, 366, 200), around, "college")
    inside = _in_circle(middle, 346)
    low = 772.0
    if look.note and not look.code:
        canvas.fill(colours.main, rounded([(300, 778), (700, 778), (700, 846), (300, 846)], 34))
        canvas.line(look.note, Box(780, 844, lambda _: 176), Style(44, _SMALL, WHITE), "level")
        low = 762.0
    if look.code:
        canvas.titles(Box(186, 440, inside), (colours.main, colours.deep), 92)
        canvas.plate(_square(_MIDDLE, 620, 300), colours.main)
        canvas.line(look.note, Box(786, 846, _in_circle(middle, 390)), Style(42, _SMALL, colours.deep), "level")
        return
    canvas.emblem(_square(_MIDDLE, 254, 150), colours.main)
    canvas.titles(Box(344, low, inside), (colours.main, colours.deep), 112)


SHAPES: Final[Mapping[str, Callable[[_Canvas, BadgeLook], None]]] = {
    "medallion": _medallion,
    "rosette": _rosette,
    "hexagon": _cut_hexagon,
    "shield": _of_a_shield,
    "beads": _beads,
}
"""What draws each figure."""
FAMILIES: Final[Mapping[str, str]] = {
    "course": "medallion",
    "certificate": "rosette",
    "skill": "hexagon",
    "milestone": "shield",
    "participation": "beads",
}
"""The families, and the figure by which each is known."""
