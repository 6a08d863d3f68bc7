"""QR codes (ISO/IEC 18004): alone as PNG or SVG, and stamped into the place that a picture keeps for one.

Error correction is as high as the place allows, never below M (15 in 100 of the code may be lost); four modules around
it stay light, as the standard asks; a module is a whole number of pixels, three at least.
"""

import io
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from mexbadge import _limits
from mexbadge.artwork import libraries
from mexbadge.artwork.colours import WHITE
from mexbadge.artwork.masking import best_mask
from mexbadge.artwork.paths import Path, rectangle
from mexbadge.artwork.scene import Area, Figure, Scene, svg_of
from mexbadge.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["QrCode", "about", "cleared", "code_of", "code_png", "code_svg", "figures", "place_of", "stamped"]

QUIET: Final = 4
"""Light modules around a code, on each side."""
_LEAST: Final = 3
_GOOD: Final = 5
_LEVELS: Final = ("H", "Q", "M")
_LONGEST: Final = 1000
_NOTE: Final = "mexbadge"
"""The keyword of the text in a PNG that says where the code goes."""
_IN_SVG: Final = re.compile(rb"<svg\b[^>]*?\bdata-mexbadge=(?:\"([^\"]{0,400})\"|'([^']{0,400})')", re.ASCII)
_GROUP: Final = b'<g data-mexbadge-code="">'
_GROUP_END: Final = b"</g><!-- code -->\n"
"""What stands around a code in an SVG, so that it is found again."""
_UNITS: Final = 1000
_BLACK: Final = (0, 0, 0)
_PALETTE: Final = 256


@dataclass(frozen=True, slots=True)
class QrCode:
    """A code: its dark modules by row, and its level of error correction (``M``, ``Q`` or ``H``)."""

    rows: tuple[tuple[bool, ...], ...]
    level: str

    @property
    def width(self) -> int:
        """Modules of a side, with the light ones around."""
        return len(self.rows) + 2 * QUIET


def code_of(text: str, level: str = "M") -> QrCode:
    """Return the code of a text, an address as a rule; raise :class:`InputError` ``artwork_code_long``."""
    if not text or len(text) > _LONGEST:
        raise InputError("artwork_code_long", length=len(text), limit=_LONGEST)
    made = libraries.QRCode(error_correction=getattr(libraries.constants, f"ERROR_CORRECT_{level}"), border=0)
    made.add_data(text.encode("utf-8"), optimize=0)
    made.best_fit()
    made.mask_pattern = best_mask(made)
    made.make(fit=False)
    return QrCode(tuple(tuple(bool(cell) for cell in row) for row in made.get_matrix()), level)


def code_png(code: QrCode, module: int = 8) -> bytes:
    """Return a code as a PNG of one bit for each pixel."""
    side = code.width * module
    light = _packed("1" * side)
    margin = "1" * (QUIET * module)
    rows = [light] * (QUIET * module)
    for row in code.rows:
        line = "".join(("0" if dark else "1") * module for dark in row)
        rows += [_packed(f"{margin}{line}{margin}")] * module
    rows += [light] * (QUIET * module)
    out = io.BytesIO()
    libraries.png.Writer(side, side, greyscale=True, bitdepth=1).write_packed(out, rows)
    return out.getvalue()


def _packed(bits: str) -> bytes:
    """Return pixels of one bit, eight to a byte; the last byte is filled up."""
    size = -(-len(bits) // 8)
    return int(bits.ljust(8 * size, "0"), 2).to_bytes(size, "big")


def code_svg(code: QrCode, text: str) -> bytes:
    """Return a code as SVG, its text as the title."""
    side = float(code.width)
    light = Figure((rectangle(0, 0, side, side),), WHITE)
    dark = figures(code, Area(0, 0, side))
    return svg_of(Scene((light, dark), {"en": text}, width=side, height=side))


def figures(code: QrCode, area: Area) -> Figure:
    """Return the dark modules of a code, with its light margin within ``area``; runs of a row are one figure."""
    module = area.side / code.width
    paths: list[Path] = []
    for y, row in enumerate(code.rows, QUIET):
        for start, end in _runs(row):
            left, top = area.left + (start + QUIET) * module, area.top + y * module
            paths.append(rectangle(left, top, left + (end - start) * module, top + module))
    return Figure(tuple(paths), _BLACK)


def _runs(row: Sequence[bool]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = None
    for place, dark in enumerate([*row, False]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            found.append((start, place))
            start = None
    return found


def about(area: Area | None) -> str:
    """Return what is written into a picture of where its code goes: left, top and side in thousandths of its width."""
    return "" if area is None else json.dumps({"code": [round(area.left), round(area.top), round(area.side)]})


def place_of(picture: bytes) -> Area | None:
    """Return the place that a PNG or SVG keeps for a code, in thousandths of its width, or ``None``."""
    if picture.startswith(b"\x89PNG"):
        try:
            with libraries.Image.open(io.BytesIO(picture), formats=("PNG",)) as image:
                note = dict(getattr(image, "text", {})).get(_NOTE, "")
        except (OSError, ValueError, SyntaxError, libraries.Image.DecompressionBombError):
            return None
        return _area(str(note))
    found = _IN_SVG.search(picture[: 64 * _limits.KIB])
    if found is None:
        return None
    text = (found[1] or found[2]).decode("ascii", "replace")
    return _area(text.replace("&quot;", '"').replace("&#34;", '"'))


def _area(note: str) -> Area | None:
    try:
        left, top, side = (float(value) for value in json.loads(note)["code"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return None
    inside = left >= 0 and top >= 0 and side > 0 and left + side <= _UNITS
    return Area(left, top, side) if inside else None


def stamped(picture: bytes, text: str) -> bytes:
    """Return ``picture`` with the code of ``text`` in the place that it keeps.

    Raises :class:`InputError`: ``artwork_no_place`` where it keeps none, ``artwork_code_small`` where the place is too
    small for the text, ``artwork_code_long``, ``artwork_corrupt``.
    """
    place = place_of(picture)
    if place is None:
        raise InputError("artwork_no_place")
    if picture.startswith(b"\x89PNG"):
        return _stamped_png(picture, text, place)
    light = Figure((rectangle(place.left, place.top, place.left + place.side, place.top + place.side),), WHITE)
    scene = Scene((light, figures(code_of(text, "Q"), place)))
    inner = svg_of(scene).partition(b"\n")[2].rpartition(b"</svg>")[0].strip()
    before, end, after = cleared(picture).rpartition(b"</svg>")
    if not end:
        raise InputError("artwork_corrupt")
    return before + _GROUP + inner + _GROUP_END + end + after


def cleared(picture: bytes) -> bytes:
    """Return ``picture`` with nothing in the place that it keeps for a code: what all badges share.

    A picture without such a place is returned as it is. Raises :class:`InputError` ``artwork_corrupt``.
    """
    place = place_of(picture)
    if place is None:
        return picture
    if picture.startswith(b"\x89PNG"):
        return _painted(picture, place, lambda image, where: _draw(image, None, 0, where))
    before, group, rest = picture.partition(_GROUP)
    return before + rest.partition(_GROUP_END)[2] if group else picture


def _stamped_png(picture: bytes, text: str, place: Area) -> bytes:
    def stamp(image: "Image", where: tuple[int, int, int]) -> None:
        code, module = _chosen(text, where[2], image.width)
        _draw(image, code, module, where)

    return _painted(picture, place, stamp)


def _painted(picture: bytes, place: Area, paint: "Callable[[Image, tuple[int, int, int]], None]") -> bytes:
    """Return a PNG after something was painted in a place: its left, its top and its side, in pixels."""
    try:
        with libraries.Image.open(io.BytesIO(picture), formats=("PNG",)) as opened:
            opened.load()
            image = opened.copy()
            notes = dict(getattr(opened, "text", {}))
    except (OSError, ValueError, SyntaxError, libraries.Image.DecompressionBombError):
        raise InputError("artwork_corrupt") from None
    scale = image.width / _UNITS
    ready = _ready(image)
    paint(ready, (round(place.left * scale), round(place.top * scale), int(place.side * scale)))
    return written_png(ready, notes)


def _chosen(text: str, side: int, width: int) -> tuple[QrCode, int]:
    """Return the code with the best error correction whose modules are large enough, and how large they are."""
    code, module = code_of(text), 0
    for level in _LEVELS:
        code = code_of(text, level)
        module = side // code.width
        if module >= _GOOD:
            return code, module
    if module < _LEAST:
        needed = -(-width * _LEAST * code.width // max(1, side))
        raise InputError("artwork_code_small", width=width, needed=needed)
    return code, module


def _ready(image: "Image") -> "Image":
    """Return a picture in whose colours there are black and white: its palette with both, or no palette.

    Entries after the last one that a pixel has make room: Pillow fills a palette up to 256 in some versions.
    """
    if image.mode != "P":
        return image.convert("RGBA")
    colours = _entries(image)[: _last_used(image) + 1]
    for colour in ((*WHITE, 255), (*_BLACK, 255)):
        if colour not in colours:
            colours.append(colour)
    if len(colours) > _PALETTE:
        return image.convert("RGBA")
    image.putpalette([value for colour in colours for value in colour], "RGBA")
    image.info.pop("transparency", None)
    return image


def _last_used(image: "Image") -> int:
    return max(place for place, pixels in enumerate(image.histogram()) if pixels)


def _draw(image: "Image", code: QrCode | None, module: int, where: tuple[int, int, int]) -> None:
    left, top, side = where
    light, dark = _ink(image, WHITE), _ink(image, _BLACK)
    pen = libraries.ImageDraw.Draw(image)
    pen.rectangle((left, top, left + side - 1, top + side - 1), fill=light)
    if code is None:
        return
    start = (side - module * code.width) // 2 + QUIET * module
    for y, row in enumerate(code.rows):
        for first, end in _runs(row):
            x0, y0 = left + start + first * module, top + start + y * module
            pen.rectangle((x0, y0, left + start + end * module - 1, y0 + module - 1), fill=dark)


def _ink(image: "Image", colour: tuple[int, int, int]) -> "int | tuple[int, int, int, int]":
    if image.mode != "P":
        return (*colour, 255)
    return _entries(image).index((*colour, 255))


def _entries(image: "Image") -> list[tuple[int, ...]]:
    """Return the colours of a palette, each with its transparency."""
    plain = image.getpalette("RGBA") or []
    colours = [tuple(plain[place : place + 4]) for place in range(0, len(plain), 4)]
    clear = image.info.get("transparency")
    if isinstance(clear, bytes):
        return [(*colour[:3], clear[place] if place < len(clear) else 255) for place, colour in enumerate(colours)]
    if isinstance(clear, int):
        return [(*colour[:3], 0 if place == clear else colour[3]) for place, colour in enumerate(colours)]
    return colours


def written_png(image: "Image", notes: "dict[str, str]") -> bytes:
    """Return a picture as PNG, with texts by keyword."""
    info = libraries.PngInfo()
    for keyword, text in notes.items():
        info.add_itxt(keyword, str(text))
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True, pnginfo=info)
    return out.getvalue()
