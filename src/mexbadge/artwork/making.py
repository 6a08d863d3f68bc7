"""From a design to pictures: the drawing, or a picture of the college's own, as PNG of any size and as SVG."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from mexbadge import texts
from mexbadge.artwork import codes, libraries, photographs
from mexbadge.artwork.cleaning import cleaned
from mexbadge.artwork.colours import SIGNS, WHITE, Colour, contrast
from mexbadge.artwork.design import Design, look_of
from mexbadge.artwork.families import BadgeLook, compose
from mexbadge.artwork.scene import Area, Logo, Scene, drawn, svg_of
from mexbadge.errors import InputError

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["SIZE", "SIZE_WITH_CODE", "Artwork", "make", "png_of"]

SIZE: Final = 600
"""Pixels of a side, unless another size is asked for."""
SIZE_WITH_CODE: Final = 900
"""The same for a badge that keeps a place for a QR code: its modules are several pixels wide."""
_LOGO_PIXELS: Final = 480
_COLOURS: Final = 250
"""Colours of a PNG: enough for smooth edges, and white and black find a place beside them."""
_THUMBNAIL: Final = 64
_OWN_PLACE: Final = Area(672, 672, 300)

Files = Callable[[str], bytes]
"""Gives the content of a file that a design names."""


@dataclass(frozen=True, slots=True)
class Artwork:
    """The picture of a badge: drawn (``scene``), or of the college's own (``photograph`` or ``svg``).

    ``alt`` says what it shows, by language; ``removed`` names what was left out of an SVG.
    """

    alt: Mapping[str, str]
    scene: Scene | None = field(default=None, repr=False)
    photograph: "Image | None" = field(default=None, repr=False)
    own_svg: bytes | None = field(default=None, repr=False)
    removed: tuple[str, ...] = ()
    code: Area | None = None

    def image(self, size: int) -> "Image | None":
        """Return the picture, ``size`` pixels wide; ``None`` for an SVG of the college's own."""
        if self.scene is not None:
            return drawn(self.scene, size)
        if self.photograph is None:
            return None
        whole = photographs.square(self.photograph, size)
        if self.code is not None:
            left, top, side = (round(value * size / 1000) for value in (self.code.left, self.code.top, self.code.side))
            libraries.ImageDraw.Draw(whole).rectangle((left, top, left + side - 1, top + side - 1), fill=(*WHITE, 255))
        return whole

    def png(self, size: int | None = None) -> bytes | None:
        """Return the PNG, square and ``size`` pixels wide."""
        image = self.image(size or (SIZE if self.code is None else SIZE_WITH_CODE))
        return None if image is None else png_of(image, self._notes())

    def svg(self, lang: str = "en") -> bytes | None:
        """Return the SVG; ``None`` for a photograph."""
        if self.scene is not None:
            return svg_of(replace(self.scene, alt=dict(self.alt)), lang=lang, about=codes.about(self.code))
        return self.own_svg

    def _notes(self) -> dict[str, str]:
        notes = {"Description": " / ".join(dict.fromkeys(self.alt.values()))}
        return notes | ({"mexbadge": codes.about(self.code)} if self.code is not None else {})


def make(design: Design, files: Files) -> Artwork:
    """Make the picture of a design that was checked (:func:`mexbadge.artwork.design.design_of`).

    ``files`` gives the content of a logo or picture that it names. Raises :class:`InputError`: ``artwork_long`` for a
    text that does not fit, ``artwork_unseen`` for a logo that is not seen at 64 pixels, and as
    :func:`.photographs.opened` and :func:`.cleaning.cleaned`.
    """
    if design.picture is not None:
        return _own(design, files(design.picture))
    look = look_of(design)
    if design.logo is not None:
        look = replace(look, logo=_logo(files(design.logo)))
    scene = _seen(look)
    return Artwork(_alt(design), scene=scene, code=scene.code)


def _own(design: Design, content: bytes) -> Artwork:
    alt = {lang or "en": text for lang, text in design.alt.texts} if design.alt is not None else {}
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe<", b"\xfe\xff\x00<")):
        if design.code:
            raise InputError("artwork_svg_code", where="/code")
        found = cleaned(content, where="/picture", alt=alt)
        return Artwork(alt, own_svg=found.svg, removed=found.removed)
    photograph = photographs.opened(content, where="/picture", most=2000)
    return Artwork(alt, photograph=photograph, code=_OWN_PLACE if design.code else None)


def _logo(content: bytes) -> Logo:
    image = photographs.opened(content, where="/logo", most=_LOGO_PIXELS)
    box = image.getchannel("A").getbbox()
    image = image.crop(box) if box else image
    out = io.BytesIO()
    image.save(out, format="PNG", optimize=True)
    return Logo(out.getvalue(), Area(0, 0, 1), *image.size)


def _seen(look: BadgeLook) -> Scene:
    """Compose a picture in which the logo is seen: as it is, else on a light disc, else on a dark one."""
    scene = compose(look)
    if look.logo is None or scene.sign is None:
        return scene
    for plate in (None, look.palette.paper, look.palette.main):
        tried = compose(replace(look, plate=plate))
        if _contrast_at(tried, _behind(look, plate)) >= SIGNS:
            return tried
    raise InputError("artwork_unseen", where="/logo", size=_THUMBNAIL)


def _behind(look: BadgeLook, plate: Colour | None) -> Colour:
    light = look.shape in {"rosette", "beads"}
    return plate or (look.palette.paper if light else look.palette.main)


def _contrast_at(scene: Scene, ground: Colour) -> float:
    """Return how well the sign is seen on its ground when the badge is 64 pixels wide: its best pixels, a tenth."""
    if scene.sign is None:
        return 0.0
    small = drawn(scene, _THUMBNAIL).convert("RGB")
    scale = _THUMBNAIL / scene.width
    x, y = scene.sign.middle
    half = scene.sign.side / 2 * 0.66
    box = tuple(round(value * scale) for value in (x - half, y - half, x + half, y + half))
    part = small.crop((box[0], box[1], box[2], box[3]))
    found = sorted(contrast(_pixel(part, place), ground) for place in range(part.width * part.height))
    return found[-max(1, len(found) // 10)]


def _pixel(image: "Image", place: int) -> Colour:
    found = image.getpixel((place % image.width, place // image.width))
    if not isinstance(found, tuple):
        raise TypeError(image.mode)
    return int(found[0]), int(found[1]), int(found[2])


def _alt(design: Design) -> dict[str, str]:
    if design.alt is not None:
        return {lang or "en": text for lang, text in design.alt.texts}
    found = {}
    for lang in texts.LANGUAGES:
        parts = [words.text(lang) for words in (design.title, design.level, design.college) if words is not None]
        parts.append(None if design.year is None else str(design.year))
        found[lang] = texts.message("artwork_says_alt", lang, what=". ".join(part for part in parts if part))
    return found


def png_of(image: "Image", notes: dict[str, str] | None = None) -> bytes:
    """Return a picture as a small PNG; ``notes`` are texts by keyword."""
    small = image.quantize(_COLOURS, method=libraries.Image.Quantize.FASTOCTREE, dither=libraries.Image.Dither.NONE)
    return codes.written_png(small, notes or {})
