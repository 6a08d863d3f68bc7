"""Whether the picture that carries a badge is the one that the badge names (Open Badges 3.0, sections 5.3 and B.1.15).

Whoever sees the picture of a badge takes it for what was signed. The signature covers the picture only where the badge
names it: then the file, less what was baked into it, is compared with it byte for byte. No pixel is decoded.
"""

import base64
import binascii
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final
from urllib.parse import unquote_to_bytes

from mexbadge.bake import strip
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch.types import ResourceKind
from mexbadge.verify.findings import Check, Finding, Outcome, Why
from mexbadge.verify.subject import Ask, Subject

__all__ = ["ImageCode", "check_image"]


class ImageCode(StrEnum):
    """What a finding about the picture says."""

    SAME = "image_same"
    DIFFERS = "image_differs"
    NOT_COMPARED = "image_not_compared"
    NOT_NAMED = "image_not_named"


_DATA: Final = "data:"
_WEB: Final = ("https://", "http://")


def check_image(subject: Subject, ask: Ask) -> Iterator[Finding]:
    """Compare the picture with those that credential, subject and achievement name; one that is equal is enough."""
    if subject.picture is None:
        return
    named = tuple(_named(subject.document))
    if not named:
        yield Finding(Check.IMAGE, ImageCode.NOT_NAMED, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
        return
    own = strip(subject.picture)
    other: str | None = None
    reason: object = "-"
    for where, address in named:
        try:
            picture = _at(address, ask)
        except (FetchError, InputError) as error:
            reason = error
            continue
        if own in (picture, _stripped(picture)):
            yield Finding(Check.IMAGE, ImageCode.SAME, Outcome.PASSED, where=where)
            return
        other = other or where
    if other is not None:
        yield Finding(Check.IMAGE, ImageCode.DIFFERS, Outcome.WARNED, where=other)
    else:
        values = {"url": named[0][1], "reason": reason}
        yield Finding(Check.IMAGE, ImageCode.NOT_COMPARED, Outcome.SKIPPED, values, named[0][0], why=Why.BLOCKED)


def _named(document: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the place and the address of each picture that the badge names for itself."""
    holder: object = document
    for place in ("", "/credentialSubject", "/credentialSubject/achievement"):
        holder = _only(holder.get(place.rpartition("/")[2])) if place and isinstance(holder, Mapping) else holder
        image = _only(holder.get("image")) if isinstance(holder, Mapping) else None
        address = image.get("id") if isinstance(image, Mapping) else image
        if isinstance(address, str) and address.lower().startswith((_DATA, *_WEB)):
            yield f"{place}/image", address


def _only(value: object) -> object:
    """Return what stands alone, or alone in an array; of several the first is no more than the others."""
    if isinstance(value, list | tuple):
        return value[0] if len(value) == 1 else None
    return value


def _at(address: str, ask: Ask) -> bytes:
    """Return the picture at an address; raises :class:`FetchError`, or :class:`InputError` for a ``data:`` URI."""
    if address[: len(_DATA)].lower() != _DATA:
        return ask.get(address, ResourceKind.IMAGE).raise_for_status().body
    head, comma, body = address.partition(",")
    if not comma:
        raise InputError("image_data_form")
    raw = unquote_to_bytes(body)
    if not head.lower().endswith(";base64"):
        return raw
    try:
        return base64.b64decode(raw, validate=True)
    except (binascii.Error, ValueError):
        raise InputError("image_data_form") from None


def _stripped(picture: bytes) -> bytes | None:
    """Return a picture without what is baked into it: a badge may name the very file that carries it."""
    try:
        return strip(picture)
    except InputError:
        return None
