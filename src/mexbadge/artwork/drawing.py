"""A badge image for who has none: a plain shield with the achievement's name and the issuer's, always the same."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from mexbadge.artwork import lettering

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw as Draw

    from mexbadge.artwork.lettering import Font

__all__ = ["draw"]

_PALETTES: Final = (
    ((22, 62, 110), (46, 116, 181), (244, 196, 72)),
    ((20, 84, 74), (44, 146, 122), (250, 204, 120)),
    ((88, 36, 98), (146, 82, 158), (248, 190, 110)),
    ((118, 34, 48), (182, 72, 80), (246, 206, 132)),
    ((38, 52, 66), (84, 110, 134), (240, 178, 92)),
    ((110, 66, 14), (176, 114, 38), (252, 220, 140)),
)
"""Dark, middle and light; white on dark has a contrast above 7 to 1."""
_WHITE: Final = (255, 255, 255)
_SCALE: Final = 3
_COLOURS: Final = 128
"""Few enough that ten thousand badges stay small, enough for smooth edges."""
_LINES: Final = 4
_SMALLEST: Final = 4
_LONGEST: Final = 300
_SMALLEST_SHARE: Final = 0.3
_LEADING: Final = 1.25
_TO_BASELINE: Final = 0.33

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Box:
    """Where a text goes: its edges and largest size in pixels of the large picture, and its colour."""

    edges: tuple[float, ...]
    canvas: tuple[int, int]
    largest: float
    fill: Colour

    @classmethod
    def of(cls, shares: Sequence[float], big: int, largest: float, fill: Colour) -> "_Box":
        """Make a box from shares of the picture's side."""
        return cls(tuple(share * big for share in shares), (big, big), largest * big, fill)


def draw(name: str, issuer_name: str, *, size: int = 600, seed: str | bytes = b"") -> bytes:
    """Draw a PNG of ``size`` by ``size`` pixels with a transparent ground.

    ``seed`` chooses the colours; the same arguments give the same picture. Names that are too long are set smaller, on
    up to four lines, and cut in the end.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - drawing is rare, and Pillow is large

    big = size * _SCALE
    image = Image.new("RGBA", (big, big), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    digest = sha256(seed.encode("utf-8", "surrogatepass") if isinstance(seed, str) else seed).digest()
    dark, middle, light = _PALETTES[digest[0] % len(_PALETTES)]
    _shield(pen, big, (light, middle, dark))
    _pattern(pen, big, digest, light)
    _text(pen, name, _Box.of((0.17, 0.34, 0.83, 0.66), big, 0.088, _WHITE))
    _text(pen, issuer_name, _Box.of((0.24, 0.71, 0.76, 0.83), big, 0.044, light))
    out = io.BytesIO()
    small = image.resize((size, size), Image.Resampling.LANCZOS)
    small.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE).save(out, format="PNG", optimize=True)
    return out.getvalue()


def _shield(pen: "Draw", big: int, colours: Sequence[Colour]) -> None:
    """Draw three discs, each inside the one before."""
    for inset, colour in zip((0.02, 0.045, 0.065), colours, strict=True):
        pen.ellipse((big * inset, big * inset, big * (1 - inset), big * (1 - inset)), fill=(*colour, 255))


def _pattern(pen: "Draw", big: int, digest: bytes, light: Colour) -> None:
    """Draw a small star, and a rule above and below the name."""
    from math import cos, pi, sin  # noqa: PLC0415 - as Pillow, for drawing alone

    points = 5 + digest[1] % 4
    middle_x, middle_y, outer, inner = big * 0.5, big * 0.21, big * 0.075, big * 0.036
    corners = []
    for step in range(points * 2):
        radius, angle = (inner if step % 2 else outer), pi * step / points - pi / 2
        corners.append((middle_x + radius * cos(angle), middle_y + radius * sin(angle)))
    pen.polygon(corners, fill=(*light, 255))
    for height, half in ((0.315, 0.30), (0.685, 0.30)):
        pen.rounded_rectangle(
            (big * (0.5 - half), big * (height - 0.003), big * (0.5 + half), big * (height + 0.003)),
            radius=big * 0.003,
            fill=(*light, 255),
        )


def _text(pen: "Draw", text: str, where: _Box) -> None:
    """Set ``text`` in the middle of its box, as large as it fits."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415 - as above

    left, top, right, bottom = where.edges
    plain, points = lettering.spelled(text[:_LONGEST]), where.largest
    while True:
        points = max(_SMALLEST, points)
        font = ImageFont.load_default(points)
        lines = _wrapped(plain, font, right - left)
        height = points * _LEADING
        widest = max((lettering.width(line, font) for line in lines), default=0)
        fits = len(lines) <= _LINES and height * len(lines) <= bottom - top and widest <= right - left
        if fits or points <= max(_SMALLEST, where.largest * _SMALLEST_SHARE):
            break
        points *= 0.93
    lines = [_cut(line, font, right - left) for line in lines[: max(1, int((bottom - top) // height))]]
    mask = Image.new("L", where.canvas, 0)
    on_mask = ImageDraw.Draw(mask)
    first = (top + bottom) / 2 - height * (len(lines) - 1) / 2 + points * _TO_BASELINE
    for number, line in enumerate(lines):
        start = (left + right) / 2 - lettering.width(line, font) / 2
        lettering.write(on_mask, line, (start, first + height * number), font)
    pen.bitmap((0, 0), mask, fill=(*where.fill, 255))


def _wrapped(text: str, font: "Font", width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and lettering.width(f"{lines[-1]} {word}", font) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(line: str, font: "Font", width: float) -> str:
    if lettering.width(line, font) <= width:
        return line
    while line and lettering.width(f"{line}...", font) > width:
        line = line[:-1]
    return f"{line}..."
