"""Designs and pictures for the tests of artwork."""

import io
import struct
import zlib
from collections.abc import Mapping
from typing import Any

import zxingcpp
from PIL import Image

from mexbadge.artwork.design import design_of
from mexbadge.artwork.making import Artwork, make

TABLE: dict[str, Any] = {
    "title": {"en": "Dementia Care", "fr": "Soins de la démence"},
    "college": {"en": "Lakeshore College", "fr": "Collège Lakeshore"},
    "level": {"en": "Level 2", "fr": "Niveau 2"},
    "year": 2026,
    "colours": "lake",
}
PAGE = "https://badges.college.example/b/0123456789abcdef0123456789abcdef/"


def artwork(files: Mapping[str, bytes] | None = None, **changes: Any) -> Artwork:
    """Return the picture of a design; a member that is ``None`` is left out."""
    table = {name: value for name, value in {**TABLE, **changes}.items() if value is not None}
    return make(design_of(table), (files or {}).__getitem__)


def png(mode: str = "RGBA", size: tuple[int, int] = (80, 60), colour: Any = None, **how: Any) -> bytes:
    """Return a small PNG of one colour."""
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, format=how.pop("format", "PNG"), **how)
    return out.getvalue()


def header_of(width: int, height: int) -> bytes:
    """Return a PNG that says how large it is, and holds next to nothing."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def on_white(content: bytes) -> Image.Image:
    """Return a picture as it looks on a white page."""
    with Image.open(io.BytesIO(content)) as opened:
        picture = opened.convert("RGBA")
    ground = Image.new("RGB", picture.size, (255, 255, 255))
    ground.paste(picture, (0, 0), picture)
    return ground


def codes_in(picture: Image.Image) -> list[str]:
    """Return what the QR codes in a picture say, as another program reads them."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]
