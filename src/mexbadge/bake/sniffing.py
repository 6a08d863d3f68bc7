"""Tell what a file is by how it begins, whatever its name says."""

import re
from typing import Final, Literal

__all__ = ["FileKind", "sniff"]

FileKind = Literal[
    "png", "svg", "jpeg", "gif", "webp", "avif", "heic", "bmp", "tiff", "ico", "pdf", "gzip", "zip", "html", "xml"
]
"""A kind of file that is known by its first bytes."""

_MAGIC: Final[tuple[tuple[re.Pattern[bytes], FileKind], ...]] = (
    (re.compile(rb"\x89PNG"), "png"),
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
    (re.compile(rb".{4}ftypavi[fs]", re.DOTALL), "avif"),
    (re.compile(rb".{4}ftyp(?:hei[cxms]|hev[cx]|mif1|msf1)", re.DOTALL), "heic"),
    (re.compile(rb"BM.{4}\0{4}", re.DOTALL), "bmp"),
    (re.compile(rb"II\*\0|MM\0\*"), "tiff"),
    (re.compile(rb"\x00\x00\x01\x00"), "ico"),
    (re.compile(rb"%PDF-"), "pdf"),
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"PK\x03\x04"), "zip"),
)
_HEAD: Final = 64 * 1024
"""Bytes in which the first element of a text file is looked for."""
_ENCODINGS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
_BEFORE_ROOT: Final = re.compile(r"\s++|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_HTML: Final = re.compile(r"<(?:!doctype\s+)?(?:html|head|body|script)\b", re.IGNORECASE)
_SVG: Final = re.compile(r"<(?:!DOCTYPE\s+)?(?:[^\s<>/:=\"']+:)?svg(?=[\s/>\[]|$)")
_ELEMENT: Final = re.compile(r"<[^\s<>/=\"'0-9]")


def sniff(data: bytes) -> FileKind | None:
    """Return what kind of file ``data`` is by its first bytes, ``None`` for anything else (JSON and tokens too).

    Only a PNG or an SVG can carry a badge. That a file begins like one does not make it whole.
    """
    for pattern, kind in _MAGIC:
        if pattern.match(data):
            return kind
    return _markup(data)


def _markup(data: bytes) -> FileKind | None:
    """Tell SVG, HTML and other XML apart by the first tag behind declarations and comments."""
    mark, encoding = next(((mark, name) for mark, name in _ENCODINGS if data.startswith(mark)), (b"", "utf-8"))
    text = data[len(mark) : _HEAD].decode(encoding, "ignore")
    if not text.lstrip().startswith("<"):
        return None
    at = 0
    while match := _BEFORE_ROOT.match(text, at):
        at = match.end()
    if _HTML.match(text, at):
        return "html"
    if _SVG.match(text, at) or (len(data) > _HEAD and text.startswith(("<!--", "<?"), at)):
        return "svg"
    return "xml" if _ELEMENT.match(text, at) or text.startswith(("<!", "<?"), at) or at == len(text) else None
