"""The pictures of a badge: there, and of a kind that a badge may have (Open Badges 2.0, "Image": PNG or SVG).

No pixel is decoded. A picture that cannot be had is a warning (decision 12).
"""

from collections.abc import Iterator
from typing import Final

from mexbadge.bake import sniff
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch.types import ResourceKind
from mexbadge.models.ob2_values import is_data_uri, is_url
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.ob2.documents import Documents
from mexbadge.verify.ob2.parts import Parts
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["check_images"]

_OTHERS: Final = (
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"RIFF", "WebP"),
    (b"BM", "BMP"),
    (b"%PDF", "PDF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
)


def check_images(parts: Parts, documents: Documents) -> Iterator[Finding]:
    """Look at the picture of the badge class and at that of the assertion, where they have one."""
    for where, shape, part in parts.each():
        text = part.node.text("image")
        if shape == "Issuer" or text is None:
            continue
        place = f"{where}/image"
        if is_data_uri(text):
            yield Finding(Check.IMAGE, Ob2Code.IMAGE_INSIDE, Outcome.PASSED, where=place)
        elif is_url(text):
            yield _fetched(text, place, documents)


def _fetched(url: str, where: str, documents: Documents) -> Finding:
    try:
        body = documents.body(url, ResourceKind.IMAGE).body
    except (FetchError, InputError) as error:
        values = {"url": url, "reason": error}
        return Finding(Check.IMAGE, Ob2Code.IMAGE_UNREACHABLE, Outcome.WARNED, values, where)
    for magic, name in _OTHERS:
        if body.startswith(magic):
            return Finding(Check.IMAGE, Ob2Code.IMAGE_OTHER, Outcome.FAILED, {"url": url, "kind": name}, where)
    if sniff(body) in {"png", "svg"}:
        return Finding(Check.IMAGE, Ob2Code.IMAGE, Outcome.PASSED, {"url": url}, where)
    nothing = InputError(Ob2Code.NOT_FOUND, url=url, status=200)
    return Finding(Check.IMAGE, Ob2Code.IMAGE_UNREACHABLE, Outcome.WARNED, {"url": url, "reason": nothing}, where)
