"""Sheets: a badge in all sizes on light and dark grounds, to be looked at before it is used; a card; codes to print."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from mexbadge.artwork import codes, libraries
from mexbadge.artwork.colours import DARK_PAGE, WHITE, Colour, Palette, mixed
from mexbadge.artwork.making import Artwork, png_of
from mexbadge.artwork.paths import Path, circle, rectangle
from mexbadge.artwork.scene import Area, Figure, Logo, Scene, drawn
from mexbadge.artwork.setting import Box, Style, fitted

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["CARD", "Card", "Ticket", "card", "gallery", "preview", "print_sheet"]

CARD: Final = (1200, 630)
"""Pixels of a card, as networks show it beside a link (Open Graph)."""
_EDGE: Final = 30
_LARGE, _MIDDLE_SIZE, _SMALL = 600, 200, 64
_EXAMPLE: Final = "https://badges.college.example/b/0123456789abcdef0123456789abcdef/"


def preview(artworks: Sequence[Artwork]) -> bytes:
    """Return a sheet: each picture at 600, 200 and 64 pixels and in grey, on a light ground and on a dark one.

    A picture that keeps a place for a QR code is shown with the code of an example.
    """
    rows = [(picture, ground) for picture in map(_whole, artworks) for ground in (WHITE, DARK_PAGE)]
    wide = _EDGE * 4 + _LARGE + _MIDDLE_SIZE * 2
    high = _LARGE + 2 * _EDGE
    sheet = libraries.Image.new("RGB", (wide, high * max(1, len(rows))), WHITE)
    for place, (picture, ground) in enumerate(rows):
        strip = libraries.Image.new("RGB", (wide, high), ground)
        _strip(strip, picture)
        sheet.paste(strip, (0, high * place))
    out = io.BytesIO()
    sheet.save(out, format="PNG", optimize=True)
    return out.getvalue()


def _whole(artwork: Artwork) -> "Image":
    """Return a picture as large as it is issued, with an example of a code."""
    content = artwork.png()
    if content is None:
        return libraries.Image.new("RGBA", (_LARGE, _LARGE), (0, 0, 0, 0))
    if artwork.code is not None:
        content = codes.stamped(content, _EXAMPLE)
    with libraries.Image.open(io.BytesIO(content)) as opened:
        return opened.convert("RGBA")


def _strip(strip: "Image", picture: "Image") -> None:
    """Put one picture on its ground in all sizes, and beside them the same in grey."""

    def put(side: int, left: int, top: int, *, grey: bool) -> None:
        small = picture.resize((side, side), libraries.Image.Resampling.LANCZOS)
        part = strip.crop((left, top, left + side, top + side))
        part.paste(small, (0, 0), small)
        strip.paste(libraries.ImageOps.grayscale(part).convert("RGB") if grey else part, (left, top))

    put(_LARGE, _EDGE, _EDGE, grey=False)
    for column, grey in enumerate((False, True)):
        left = _EDGE * 2 + _LARGE + (_MIDDLE_SIZE + _EDGE) * column
        put(_MIDDLE_SIZE, left, _EDGE * 3, grey=grey)
        put(_SMALL, left + (_MIDDLE_SIZE - _SMALL) // 2, _EDGE * 5 + _MIDDLE_SIZE, grey=grey)


def gallery(pictures: Sequence[bytes], *, columns: int = 5, side: int = 260) -> bytes:
    """Return a sheet of pictures (PNG) side by side, each ``side`` pixels wide, on white."""
    step = side + _EDGE
    rows = -(-len(pictures) // columns)
    sheet = libraries.Image.new("RGB", (columns * step + _EDGE, max(1, rows) * step + _EDGE), WHITE)
    for place, content in enumerate(pictures):
        with libraries.Image.open(io.BytesIO(content)) as opened:
            small = opened.convert("RGBA").resize((side, side), libraries.Image.Resampling.LANCZOS)
        sheet.paste(small, (_EDGE + place % columns * step, _EDGE + place // columns * step), small)
    out = io.BytesIO()
    sheet.save(out, format="PNG", optimize=True)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows: never whose badge it is, nor whether it is valid, for networks keep it."""

    title: str
    college: str
    palette: Palette
    note: str = ""
    picture: bytes | None = field(default=None, repr=False)


def card(what: Card) -> bytes:
    """Return a PNG of 1200 by 630 pixels; what does not fit is cut at a word."""
    wide, high = (float(side) for side in CARD)
    colours = what.palette
    figures: list[Figure | Logo] = [
        Figure((rectangle(0, 0, 470, high),), colours.main),
        Figure((circle((235, 315), 250),), mixed(colours.main, WHITE, 0.08)),
        Figure((rectangle(470, 0, wide, high),), colours.paper),
        Figure((rectangle(470, 0, 482, high),), colours.accent),
    ]
    if what.picture is not None:
        figures.append(Logo(what.picture, Area(30, 110, 410)))
    left, right = 540.0, 1150.0
    middle, half = (left + right) / 2, (right - left) / 2
    title = Box(96, 384, lambda _: half, middle, lines=4)
    figures += _line(what.title, title, Style(84, 40, colours.main))
    figures.append(Figure((rectangle(middle - 60, 418, middle + 60, 424),), colours.accent))
    figures += _line(what.college, Box(440, 516, lambda _: half, middle, lines=2), Style(46, 28, colours.deep))
    figures += _line(what.note, Box(524, 574, lambda _: half, middle, lines=1), Style(34, 24, colours.deep, "medium"))
    return png_of(drawn(Scene(tuple(figures), width=wide, height=high), CARD[0]).convert("RGB"))


def _line(text: str, box: Box, style: Style) -> list[Figure]:
    words = text.split()
    while words:
        said = " ".join(words)
        found = fitted(said if said == " ".join(text.split()) else f"{said} …", box, style)
        if found is not None:
            return [found]
        words.pop()
    return []


@dataclass(frozen=True, slots=True)
class Ticket:
    """One code on a printed sheet: the address that it leads to, and what is written below it."""

    address: str
    label: str


_PAPER: Final = (2480, 3508)
"""Pixels of a sheet of A4 at 300 dots to the inch."""
_COLUMNS, _ROWS = 4, 6
PER_SHEET: Final = _COLUMNS * _ROWS
"""How many codes stand on one sheet."""


def print_sheet(tickets: Sequence[Ticket]) -> bytes:
    """Return one sheet of A4 at 300 dots to the inch, of up to 24 codes, each with its label."""
    wide, high = (float(side) for side in _PAPER)
    cell_wide, cell_high = wide / _COLUMNS, high / _ROWS
    grey: Colour = (190, 190, 190)
    figures: list[Figure | Logo] = [Figure((rectangle(0, 0, wide, high),), WHITE)]
    for place, ticket in enumerate(tickets[:PER_SHEET]):
        left, top = (place % _COLUMNS) * cell_wide, (place // _COLUMNS) * cell_high
        figures.append(Figure(_frame(left, top, cell_wide, cell_high), grey))
        code = codes.code_of(ticket.address, "Q")
        module = int(430 / code.width)
        side = float(module * code.width)
        place_of_code = Area(round(left + (cell_wide - side) / 2), round(top + 30), side)
        figures.append(Logo(codes.code_png(code, module), place_of_code))
        box = Box(top + 470, top + cell_high - 24, _wide(cell_wide / 2 - 34), left + cell_wide / 2, lines=3)
        figures += _line(ticket.label, box, Style(34, 20, (0, 0, 0), "medium"))
    out = io.BytesIO()
    image = drawn(Scene(tuple(figures), width=wide, height=high), _PAPER[0], times=1).convert("L")
    image.save(out, format="PNG", optimize=True, dpi=(300, 300))
    return out.getvalue()


def _wide(half: float) -> Callable[[float], float]:
    return lambda _: half


def _frame(left: float, top: float, wide: float, high: float) -> tuple[Path, ...]:
    """Return thin lines around a cell."""
    right, bottom = left + wide, top + high
    lines = [(left, top, right, top + 2), (left, bottom - 2, right, bottom)]
    lines += [(left, top, left + 2, bottom), (right - 2, top, right, bottom)]
    return tuple(rectangle(*line) for line in lines)
