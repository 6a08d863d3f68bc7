"""The three verbs: bake, extract, unbake."""

from typing import Final

from mexbadge import _limits
from mexbadge.bake import libraries, png
from mexbadge.bake.payload import prepare
from mexbadge.bake.sniffing import sniff
from mexbadge.bake.types import KEYWORDS, Extraction, ImageKind, Keyword
from mexbadge.errors import BakeError

__all__ = ["bake", "extract", "extract_receipt", "insert_receipt", "strip", "unbake"]

_NAMES: Final = {"webp": "WebP", "zip": "ZIP"}


def bake(image: bytes, credential: bytes | str, *, replace: bool = False, keyword: Keyword | None = None) -> bytes:
    """Return ``image`` with ``credential`` inside; nothing else changes, not even bytes behind the end of a PNG.

    ``image`` is a PNG or an SVG, ``credential`` a JSON object, a compact JWS or, for Open Badges 2.0, an http(s)
    address. The keyword follows from the content unless one is given: a CLR is ``clrcredential``, an Open Badges 2.0
    assertion or address ``openbadges``, anything else ``openbadgecredential``. With ``replace`` every credential that
    is inside already, under any keyword, is taken out first. Blanks around the credential are dropped; in an SVG its
    lines end with a line feed (XML 1.0, section 2.11).

    Raises :class:`BakeError`: ``bake_already`` (something is inside, and not ``replace``); what is wrong with the
    image, as :func:`extract`; ``bake_credential_empty``, ``bake_not_a_credential``, ``bake_too_large``,
    ``bake_not_utf8``, ``bake_nul``, ``bake_svg_character``, ``bake_keyword``. :class:`InputError` ``json_...`` for a
    credential that is not strict JSON.
    """
    kind = _kind(image)
    payload = prepare(credential, keyword=keyword)
    insert = png.insert if kind == "png" else libraries.svg.insert
    baked = insert(image, payload, replace=replace)
    if len(baked) > _limits.IMAGE_BYTES:
        raise BakeError("bake_image_too_large", size=len(baked), limit=_limits.IMAGE_BYTES)
    return baked


def extract(image: bytes) -> Extraction:
    """Return all that ``image`` (a PNG or an SVG) carries; it may be nothing.

    Answers or raises :class:`BakeError`, whatever the bytes are. ``where`` is the byte offset. Codes:

    - the file: ``bake_image_empty``, ``bake_image_too_large``, ``bake_not_an_image``, ``bake_svgz``,
      ``bake_unknown_file``;
    - a PNG: ``bake_png_signature``, ``bake_png_no_header``, ``bake_png_before_header``, ``bake_png_chunk``,
      ``bake_png_truncated``, ``bake_png_chunks``, ``bake_png_after_end``, ``bake_png_crc``, ``bake_png_layout``,
      ``bake_png_inflate``;
    - an SVG: ``bake_svg_malformed``, ``bake_svg_dtd``, ``bake_svg_encoding``, ``bake_svg_root``, ``bake_svg_depth``,
      ``bake_svg_elements``, ``bake_svg_attributes``, ``bake_svg_namespace``, ``bake_svg_nested``;
    - the content: ``bake_too_large``, ``bake_too_many``, ``bake_not_utf8``, ``bake_nul``.
    """
    return png.extract(image) if _kind(image) == "png" else libraries.svg.extract(image)


def unbake(image: bytes) -> bytes:
    """Return the one credential inside ``image``, as it stands there.

    Of several keywords the first of ``openbadgecredential``, ``clrcredential``, ``openbadges`` counts.

    Raises :class:`BakeError`: ``bake_no_badge``, ``bake_two_badges`` (two under one keyword that differ),
    ``bake_content_empty``, and as :func:`extract`.
    """
    carried = extract(image).carried
    if not carried:
        raise BakeError("bake_no_badge")
    keyword = min((one.keyword for one in carried), key=KEYWORDS.index)
    chosen = [one for one in carried if one.keyword == keyword]
    if len({one.content.strip() for one in chosen}) > 1:
        raise BakeError("bake_two_badges", where=chosen[1].where, keyword=keyword)
    if not chosen[0].content.strip():
        raise BakeError("bake_content_empty", where=chosen[0].where, keyword=keyword)
    return chosen[0].content


def strip(image: bytes) -> bytes:
    """Return the picture that ``image`` (a PNG or an SVG) is without what was baked into it: every other byte stays.

    Raises as :func:`extract`.
    """
    return png.strip(image) if _kind(image) == "png" else libraries.svg.strip(image)


def insert_receipt(image: bytes, receipt: bytes) -> bytes:
    """Return a PNG with a ledger's receipt (C2SP tlog-proof) in a chunk of its own keyword; the badge stays as it is.

    Raises :class:`BakeError` ``bake_receipt_png`` for any other kind of file, and as :func:`extract`.
    """
    if sniff(image) != "png":
        raise BakeError("bake_receipt_png")
    return png.insert_receipt(image, receipt)


def extract_receipt(image: bytes) -> bytes | None:
    """Return the ledger's receipt that a PNG carries; ``None`` where there is none, or no PNG that can be read."""
    if not image.startswith(png.SIGNATURE):
        return None
    try:
        return png.receipt(image)
    except BakeError:
        return None


def _kind(image: bytes) -> ImageKind:
    if not image:
        raise BakeError("bake_image_empty")
    if len(image) > _limits.IMAGE_BYTES:
        raise BakeError("bake_image_too_large", size=len(image), limit=_limits.IMAGE_BYTES)
    kind = sniff(image)
    if kind in {"png", "svg"}:
        return "png" if kind == "png" else "svg"
    if kind is None:
        raise BakeError("bake_unknown_file", where=0)
    if kind == "gzip":
        raise BakeError("bake_svgz", where=0)
    raise BakeError("bake_not_an_image", where=0, kind=_NAMES.get(kind, kind.upper()))
