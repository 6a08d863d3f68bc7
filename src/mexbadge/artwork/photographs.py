"""Pictures of somebody's own, and logos: checked before they are decoded, turned upright, made smaller.

A PNG, JPEG or WebP of any colours becomes red, green, blue and transparency with eight bits each.
"""

import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING, Final

from mexbadge import _limits
from mexbadge.artwork import libraries
from mexbadge.errors import InputError, Where

if TYPE_CHECKING:
    from PIL.Image import Image

__all__ = ["opened", "square"]

_FORMATS: Final = ("PNG", "JPEG", "WEBP")
_CORRUPT: Final = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, OverflowError, IndexError)
_OF_SIXTEEN_BITS: Final = frozenset({"I", "I;16", "I;16B", "I;16L", "I;16N"})
_BYTE: Final = 256


def opened(content: bytes, *, where: Where, most: int) -> "Image":
    """Return a picture with eight bits for each colour, upright, its longer side ``most`` pixels at most.

    Raises :class:`InputError`: ``artwork_format`` for what is no PNG, JPEG or WebP, ``artwork_large`` for too many
    pixels (before they are decoded), ``artwork_animated``, ``artwork_corrupt``, ``artwork_empty`` for one in which
    nothing is to be seen.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of many pixels, which are refused below, and of marks of cameras
        try:
            image = libraries.Image.open(io.BytesIO(content), formats=_FORMATS)
        except libraries.UnidentifiedImageError:
            raise InputError("artwork_format", where=where) from None
        except libraries.Image.DecompressionBombError:
            raise _large(where, "> 178 000 000") from None
        except _CORRUPT:
            raise InputError("artwork_corrupt", where=where) from None
        wide, high = image.size
        if wide * high > _limits.ARTWORK_PIXELS or max(wide, high) > _limits.ARTWORK_SIDE:
            raise _large(where, f"{wide} x {high}")
        if getattr(image, "n_frames", 1) > 1:
            raise InputError("artwork_animated", where=where)
        try:
            image.draft("RGB", (most * 2, most * 2))
            image.load()
            plain = _plain(libraries.ImageOps.exif_transpose(image))
        except _CORRUPT:
            raise InputError("artwork_corrupt", where=where) from None
    if plain.getchannel("A").getextrema()[1] == 0:
        raise InputError("artwork_empty", where=where)
    if max(plain.size) > most:
        plain.thumbnail((most, most), libraries.Image.Resampling.LANCZOS)
    return plain


def square(image: "Image", side: int) -> "Image":
    """Return a picture in the middle of a transparent square, as large as it fits."""
    scale = side / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    fitted = image if size == image.size else image.resize(size, libraries.Image.Resampling.LANCZOS)
    whole = libraries.Image.new("RGBA", (side, side), (0, 0, 0, 0))
    whole.paste(fitted, ((side - size[0]) // 2, (side - size[1]) // 2))
    return whole


def _plain(image: "Image") -> "Image":
    if image.mode in _OF_SIXTEEN_BITS:
        image = image.convert("I").point(lambda value: value / _BYTE).convert("L")
    return image.convert("RGBA")


def _large(where: Where, size: str) -> InputError:
    return InputError("artwork_large", where=where, size=size, limit=_limits.ARTWORK_PIXELS, side=_limits.ARTWORK_SIDE)
