"""Colours: reading and writing them, how well one is seen on another, and the nearest that is seen well enough.

Contrast is that of WCAG 2.2 (relative luminance): 4.5 to 1 for letters (1.4.3), 3 to 1 for what is no letter (1.4.11).
"""

import re
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass
from typing import Final

from mexbadge.errors import InputError, Where

__all__ = [
    "DARK_PAGE",
    "LETTERS",
    "PALETTES",
    "SIGNS",
    "WHITE",
    "Colour",
    "Palette",
    "contrast",
    "mixed",
    "nearest",
    "parsed",
    "written",
]

Colour = tuple[int, int, int]
"""Red, green and blue, each from 0 to 255."""

WHITE: Final[Colour] = (255, 255, 255)
DARK_PAGE: Final[Colour] = (18, 20, 24)
"""What a dark page looks like, on which a badge must be seen too."""
LETTERS: Final = 4.5
"""The least contrast of letters."""
SIGNS: Final = 3.0
"""The least contrast of what is no letter."""
_HEX: Final = re.compile(r"#(?:[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", re.ASCII)
_STEPS: Final = 256


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a college: ``main`` for grounds, ``accent`` for what stands on it, ``paper`` for light grounds."""

    main: Colour
    accent: Colour
    paper: Colour = (255, 253, 248)

    @property
    def deep(self) -> Colour:
        """A darker main colour, for what lies behind."""
        return mixed(self.main, (0, 0, 0), 0.28)

    @property
    def soft(self) -> Colour:
        """A lighter main colour, for facets."""
        return mixed(self.main, WHITE, 0.10)


PALETTES: Final = {
    "lake": Palette((18, 62, 112), (247, 196, 74)),
    "pine": Palette((16, 82, 66), (244, 208, 124)),
    "plum": Palette((92, 34, 96), (250, 196, 128)),
    "brick": Palette((128, 36, 46), (252, 212, 142)),
    "slate": Palette((40, 54, 72), (118, 208, 222)),
    "copper": Palette((112, 60, 16), (255, 224, 150)),
}
"""Palettes by name, for a college that names no colours."""


def parsed(text: str, where: Where = None) -> Colour:
    """Return the colour that ``#rrggbb`` or ``#rgb`` names; raise :class:`InputError` ``artwork_colour``."""
    if not _HEX.fullmatch(text):
        raise InputError("artwork_colour", where=where, text=text)
    digits = text[1:] if len(text) > 4 else "".join(digit * 2 for digit in text[1:])  # noqa: PLR2004 - #rgb
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def written(colour: Colour) -> str:
    """Return a colour as ``#rrggbb``."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return ``one`` with ``share`` of ``other`` in it."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return how well one colour is seen on another: from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def nearest(colour: Colour, ground: Colour, least: float) -> Colour | None:
    """Return the colour of the same hue, nearest in lightness, that has a contrast of ``least`` on ``ground``.

    ``None`` where none has: no colour can be seen so well on a ground of middle lightness.
    """
    hue, lightness, saturation = rgb_to_hls(*(value / 255 for value in colour))
    for step in range(_STEPS):
        for sign in (1, -1):
            light = lightness + sign * step / _STEPS
            if 0 <= light <= 1:
                red, green, blue = (round(value * 255) for value in hls_to_rgb(hue, light, saturation))
                if contrast((red, green, blue), ground) >= least:
                    return red, green, blue
    return None
