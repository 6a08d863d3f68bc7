"""A picture as data: figures in their colours, one over the other, in a square of 1000 units; from it PNG and SVG.

Both come from the same figures. A PNG is drawn four times as large and made smaller, so that edges are smooth.
"""

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from mexbadge.artwork import libraries
from mexbadge.artwork.colours import Colour, written
from mexbadge.artwork.paths import SIDE, Path, Point, flattened, svg_data

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["Area", "Figure", "Logo", "Scene", "drawn", "svg_of"]

_SCALE: Final = 4
_LEAST_SIDE: Final = 960
"""Pixels of the large drawing, at least: a small picture is a large one made smaller."""
_MOST_SIDE: Final = 2800


@dataclass(frozen=True, slots=True)
class Area:
    """A square of a picture: its left upper corner and its side, in units."""

    left: float
    top: float
    side: float

    @property
    def middle(self) -> Point:
        """The point in its middle."""
        return self.left + self.side / 2, self.top + self.side / 2


@dataclass(frozen=True, slots=True)
class Figure:
    """Paths in one colour, each filled by itself; ``text`` is what they spell, where they are letters."""

    paths: tuple[Path, ...] = field(repr=False)
    fill: Colour
    text: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture within the picture: a PNG, in the middle of ``area``, as large as it fits."""

    png: bytes = field(repr=False)
    area: Area
    width: int = 1
    height: int = 1

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, width and height, in units."""
        scale = self.area.side / max(self.width, self.height)
        wide, high = self.width * scale, self.height * scale
        x, y = self.area.middle
        return x - wide / 2, y - high / 2, wide, high


@dataclass(frozen=True, slots=True)
class Scene:
    """A whole picture. ``alt`` says what it shows, by language; ``code`` is the place kept for a QR code.

    ``sign`` is where its emblem or logo stands, ``width`` and ``height`` its size in units.
    """

    figures: tuple[Figure | Logo, ...] = field(repr=False)
    alt: dict[str, str] = field(default_factory=dict)
    code: Area | None = None
    sign: Area | None = None
    width: float = SIDE
    height: float = SIDE


def drawn(scene: Scene, width: int, *, times: int = _SCALE) -> "Image":
    """Return a scene ``width`` pixels wide, on a transparent ground; drawn so many ``times`` as large, at first."""
    times = max(1, -(-_LEAST_SIDE // width), min(times, _MOST_SIDE // width))
    big = width * times
    scale = big / scene.width
    high = round(scene.height * width / scene.width) * times
    image = libraries.Image.new("RGBA", (big, high), (0, 0, 0, 0))
    for figure in scene.figures:
        if isinstance(figure, Logo):
            _paste(image, figure, scale)
        else:
            for path in figure.paths:
                _fill(image, path, figure.fill, scale)
    return image.reduce(times) if times > 1 else image


def _fill(image: "Image", path: Path, fill: Colour, scale: float) -> None:
    outlines = [[(round(x * scale), round(y * scale)) for x, y in corners] for corners in flattened(path)]
    if not outlines:
        return
    if len(outlines) == 1:
        libraries.ImageDraw.Draw(image).polygon(outlines[0], fill=(*fill, 255))
        return
    left = min(x for corners in outlines for x, _ in corners)
    top = min(y for corners in outlines for _, y in corners)
    right = max(x for corners in outlines for x, _ in corners)
    bottom = max(y for corners in outlines for _, y in corners)
    mask = libraries.Image.new("L", (right - left + 1, bottom - top + 1), 0)
    pen = libraries.ImageDraw.Draw(mask)
    areas = [_area(corners) for corners in outlines]
    outer = max(areas, key=abs) > 0
    for holes in (False, True):
        for corners, area in zip(outlines, areas, strict=True):
            if ((area > 0) == outer) is not holes:
                pen.polygon([(x - left, y - top) for x, y in corners], fill=0 if holes else 255)
    image.paste((*fill, 255), (left, top), mask)


def _area(corners: Sequence[tuple[int, int]]) -> int:
    """Return twice the area that corners enclose; its sign says which way they run."""
    following = [*corners[1:], corners[0]]
    return sum(x * v - u * y for (x, y), (u, v) in zip(corners, following, strict=True))


def _paste(image: "Image", logo: Logo, scale: float) -> None:
    left, top, wide, high = (round(value * scale) for value in logo.box)
    with libraries.Image.open(io.BytesIO(logo.png)) as opened:
        small = opened.convert("RGBA").resize((max(1, wide), max(1, high)), libraries.Image.Resampling.LANCZOS)
    image.alpha_composite(small, (left, top))


def svg_of(scene: Scene, *, lang: str = "en", about: str = "") -> bytes:
    """Return a scene as SVG: letters are outlines, what it shows stands in ``title``, and nothing in it is active.

    ``about`` is kept in the attribute ``data-mexbadge`` of the root.
    """
    alt = scene.alt.get(lang) or next(iter(scene.alt.values()), "")
    size = f"{scene.width:g} {scene.height:g}"
    note = f" data-mexbadge={quoteattr(about)}" if about else ""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" aria-label={quoteattr(alt)}{note}>'
    titles = "".join(f"<title lang={quoteattr(code)}>{escape(text)}</title>" for code, text in scene.alt.items())
    body = "\n".join(_svg(figure) for figure in scene.figures)
    return f"{head}\n{titles}\n{body}\n</svg>\n".encode()


def _svg(figure: Figure | Logo) -> str:
    if isinstance(figure, Logo):
        left, top, wide, high = figure.box
        data = base64.b64encode(figure.png).decode("ascii")
        return (
            f'<image x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{high:.1f}" '
            f'href="data:image/png;base64,{data}"/>'
        )
    paths = "".join(f'<path d="{svg_data(path)}"/>' for path in figure.paths)
    label = f" aria-label={quoteattr(figure.text)}" if figure.text else ""
    return f'<g fill="{written(figure.fill)}"{label}>{paths}</g>'
