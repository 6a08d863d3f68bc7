"""Credentials in the text chunks of a PNG (PNG third edition, section 11.3.3; Open Badges 3.0, section 5.3.1).

The chunks are walked, never decoded. Only the checksums of the chunks that carry a credential are computed.
"""

import re
import struct
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from mexbadge import _limits
from mexbadge.bake.payload import Payload
from mexbadge.bake.types import CARRIED, KEYWORDS, Carried, Extraction, Keyword, checked, largest
from mexbadge.errors import BakeError, Problem

__all__ = ["extract", "insert", "insert_receipt", "receipt", "strip"]

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_HEADER: Final = struct.Struct(">I4s")
_CRC: Final = struct.Struct(">I")
_IHDR: Final = (13, b"IHDR")
_AFTER_IHDR: Final = len(SIGNATURE) + 12 + _IHDR[0]
_TEXT: Final = frozenset({b"iTXt", b"tEXt", b"zTXt"})
_NAMES: Final[dict[bytes, Keyword]] = {keyword.encode(): keyword for keyword in KEYWORDS}
_RECEIPT: Final = "tlog-proof"
_RECEIPT_CHUNK: Final = b"tlog-proof\0\0\0\0\0"
"""The keyword of a ledger's receipt with the fixed bytes of an iTXt chunk that is not compressed."""
_LONGEST_NAME: Final = 79
_CHUNKS: Final = 100_000
"""How many chunks of one PNG are walked."""
_STRAY: Final = re.compile(rb"(?:iTXt|tEXt|zTXt)(?:%s)\0" % b"|".join(_NAMES))


class _Span(NamedTuple):
    """A chunk that carries a credential: from its length field to the end of its checksum."""

    keyword: Keyword
    type: bytes
    start: int
    end: int

    @property
    def text(self) -> int:
        """The offset of what follows the keyword."""
        return self.start + _HEADER.size + len(self.keyword)


def extract(image: bytes) -> Extraction:
    """Return all that a PNG carries; see :func:`mexbadge.bake.extract`."""
    carried: list[Carried] = []
    problems: list[Problem] = []
    room = _limits.BUNDLE_BYTES
    for span in _spans(image):
        if len(carried) == CARRIED:
            raise BakeError("bake_too_many", where=span.start, limit=CARRIED)
        one = _read(image, span, room)
        room -= len(one.content)
        carried.append(one)
        problems += _oddities(one)
    return Extraction("png", tuple(carried), tuple(problems))


def insert(image: bytes, payload: Payload, *, replace: bool) -> bytes:
    """Return a PNG with one more chunk, directly behind IHDR; see :func:`mexbadge.bake.bake`."""
    spans = _spans(image)
    if spans and not replace:
        raise BakeError("bake_already", where=spans[0].start)
    view = memoryview(image)
    parts: list[bytes | memoryview] = [view[:_AFTER_IHDR], _chunk(payload.keyword, payload.text.encode())]
    at = _AFTER_IHDR
    for span in spans:
        parts.append(view[at : span.start])
        at = span.end
    return b"".join([*parts, view[at:]])


def strip(image: bytes) -> bytes:
    """Return a PNG without the chunks that carry credentials and receipts; see :func:`mexbadge.bake.strip`."""
    cut = sorted([*((span.start, span.end) for span in _spans(image)), *_receipts(image)])
    starts, ends = [0, *(end for _, end in cut)], [*(start for start, _ in cut), len(image)]
    return b"".join(image[start:end] for start, end in zip(starts, ends, strict=True))


def receipt(image: bytes) -> bytes | None:
    """Return the first receipt of a ledger that a PNG carries, or ``None``; raises as :func:`extract`."""
    if not image.startswith(SIGNATURE):
        raise _error("bake_png_signature", 0)
    for start, end in _receipts(image):
        return image[start + _HEADER.size + len(_RECEIPT_CHUNK) : end - _CRC.size]
    return None


def insert_receipt(image: bytes, text: bytes) -> bytes:
    """Return a PNG with a receipt behind all other chunks but the last, in the place of one that was there."""
    parts: list[bytes] = []
    at = last = len(SIGNATURE)
    for start, _, _ in _walk(image):
        last = start
    for start, end in _receipts(image):
        parts.append(image[at:start])
        at = end
    return b"".join([SIGNATURE, *parts, image[at:last], _chunk(_RECEIPT, text), image[last:]])


def _receipts(image: bytes) -> Iterator[tuple[int, int]]:
    for start, end, kind in _walk(image):
        if kind == b"iTXt" and image.startswith(_RECEIPT_CHUNK, start + _HEADER.size):
            yield start, end


def _chunk(keyword: str, text: bytes) -> bytes:
    """Return an iTXt chunk: not compressed, no language, no translated keyword."""
    body = b"iTXt" + keyword.encode() + b"\0\0\0\0\0" + text
    return _CRC.pack(len(body) - 4) + body + _CRC.pack(zlib.crc32(body))


def _spans(image: bytes) -> tuple[_Span, ...]:
    """Walk the whole file; return the chunks that carry a credential."""
    if not image.startswith(SIGNATURE):
        raise _error("bake_png_signature", 0)
    spans: list[_Span] = []
    for start, end, kind in _walk(image):
        if kind in _TEXT and (keyword := _keyword(image, start + _HEADER.size, end - _CRC.size)):
            spans.append(_Span(keyword, kind, start, end))
    return tuple(spans)


def _walk(image: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield start, end and type of each chunk up to IEND, refusing lengths that lie and an order that hides a badge."""
    size, at = len(image), len(SIGNATURE)
    for number in range(_CHUNKS):
        if at + _HEADER.size > size:
            raise _error("bake_png_truncated", at)
        length, kind = _HEADER.unpack_from(image, at)
        if not kind.isalpha():
            raise _error("bake_png_chunk", at)
        if number == 0 and (length, kind) != _IHDR:
            hidden = _STRAY.match(image, at + _CRC.size)
            raise _error("bake_png_before_header" if hidden else "bake_png_no_header", at)
        end = at + length + 12
        if end > size:
            raise _error("bake_png_truncated", at)
        yield at, end, kind
        at = end
        if kind == b"IEND":
            if stray := _STRAY.search(image, at):
                raise _error("bake_png_after_end", max(at, stray.start() - _CRC.size))
            return
    raise _error("bake_png_chunks", at, limit=_CHUNKS)


def _keyword(image: bytes, start: int, end: int) -> Keyword | None:
    name = image[start : min(end, start + _LONGEST_NAME + 1)]
    return _NAMES.get(name.partition(b"\0")[0])


def _read(image: bytes, span: _Span, room: int) -> Carried:
    """Read one credential chunk whose checksum holds; ``room`` is how many bytes may still be inflated."""
    stop = span.end - _CRC.size
    if zlib.crc32(memoryview(image)[span.start + 4 : stop]) != _CRC.unpack_from(image, stop)[0]:
        raise _error("bake_png_crc", span.start)
    compressed, start = _content_of(image, span, stop)
    content = image[start:stop]
    if compressed:
        content = _inflated(content, max(0, min(room, largest(span.keyword))), span.start)
    legacy = span.type != b"iTXt"
    return Carried(span.keyword, checked(content, span.keyword, where=span.start), span.start, legacy, compressed)


def _content_of(image: bytes, span: _Span, stop: int) -> tuple[bool, int]:
    """Return whether the text of a chunk is compressed, and the offset at which it begins."""
    at = span.text + 1
    fixed = {b"tEXt": 0, b"zTXt": 1, b"iTXt": 2}[span.type]
    if at + fixed > stop:
        raise _error("bake_png_layout", span.start)
    if span.type == b"tEXt":
        return False, at
    compressed, method = (1, image[at]) if span.type == b"zTXt" else (image[at], image[at + 1])
    if compressed > 1 or (compressed and method):
        raise _error("bake_png_layout", span.start)
    at += fixed
    for _ in range(2 if span.type == b"iTXt" else 0):  # the language tag and the translated keyword end in NUL
        at = image.find(b"\0", at, stop) + 1
        if not at:
            raise _error("bake_png_layout", span.start)
    return bool(compressed), at


def _inflated(data: bytes, limit: int, where: int) -> bytes:
    inflater = zlib.decompressobj()
    try:
        text = inflater.decompress(data, limit + 1)
    except zlib.error:
        raise _error("bake_png_inflate", where) from None
    if len(text) > limit:
        raise BakeError("bake_too_large", where=where, size=len(text), limit=limit)
    if not inflater.eof or inflater.unused_data:
        raise _error("bake_png_inflate", where)
    return text


def _oddities(one: Carried) -> Iterator[Problem]:
    values = {"keyword": one.keyword, "offset": one.where}
    if one.compressed:
        yield Problem("bake_compressed", one.where, values)
    if one.legacy and one.keyword != "openbadges":
        yield Problem("bake_legacy", one.where, values)
    if not one.content.strip():
        yield Problem("bake_content_empty", one.where, values)


def _error(code: str, offset: int, **values: object) -> BakeError:
    return BakeError(code, where=offset, offset=offset, **values)
