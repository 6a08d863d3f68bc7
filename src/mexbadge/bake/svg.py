"""Credentials in the elements of an SVG (Open Badges 3.0, section 5.3.2; Open Badges Baking Specification 1.0).

An element is known by its namespace, never by its prefix. It is cut out and spliced in at the byte offsets that the
parser reports, so that every other byte of the document stays.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from mexbadge.bake.payload import Payload
from mexbadge.bake.svg_reading import NAMES, Document, Element, read
from mexbadge.bake.types import Carried, Extraction, checked
from mexbadge.errors import BakeError, Problem

__all__ = ["extract", "insert", "strip"]

_BLANK: Final = " \t\r\n"
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ATTRIBUTE: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_LACKING: Final[Mapping[str, re.Pattern[str]]] = {
    "us-ascii": re.compile("[^\x00-\x7f]+"),
    "iso-8859-1": re.compile("[^\x00-\x7f\xa0-\xff]+"),
}
"""The characters that an encoding has no byte for, or a byte that browsers read as another sign (0x80 to 0x9f)."""
_TAG_NAME: Final = re.compile(r"<([^\s/>]+)")


def extract(image: bytes) -> Extraction:
    """Return all that an SVG carries; see :func:`mexbadge.bake.extract`."""
    elements = read(image).elements
    problems = tuple(problem for element in elements for problem in _oddities(element))
    return Extraction("svg", tuple(_carried(element) for element in elements), problems)


def insert(image: bytes, payload: Payload, *, replace: bool) -> bytes:
    """Return an SVG with one more element, directly behind the root's start tag; see :func:`mexbadge.bake.bake`."""
    if character := _NOT_XML.search(payload.text):
        raise BakeError("bake_svg_character", where=character.start(), character=f"U+{ord(character.group()):04X}")
    document = read(image)
    if document.elements and not replace:
        raise BakeError("bake_already", where=document.elements[0].start)
    element = _written(payload, document.prefixes, document.encoding)
    parts = list(_root(image, document, element))
    at = document.inside
    for old in document.elements:
        parts.append(image[at : old.start])
        at = old.end
    return b"".join([*parts, image[at:]])


def strip(image: bytes) -> bytes:
    """Return an SVG without the elements that carry credentials; see :func:`mexbadge.bake.strip`."""
    elements = read(image).elements
    starts, ends = [0, *(one.end for one in elements)], [*(one.start for one in elements), len(image)]
    return b"".join(image[start:end] for start, end in zip(starts, ends, strict=True))


def _root(image: bytes, document: Document, element: str) -> Iterator[bytes]:
    """Return what stands up to the end of the root's start tag, and the new element; ``<svg/>`` is opened for it."""
    slash = "/>".encode(document.encoding)
    opened = image[: document.inside]
    if not opened.endswith(slash):
        yield opened
        yield element.encode(document.encoding)
        return
    tag = _TAG_NAME.match(image[document.root : document.inside].decode(document.encoding))
    name = tag.group(1) if tag else "svg"
    yield opened.removesuffix(slash)
    yield f">{element}</{name}>".encode(document.encoding)


def _written(payload: Payload, prefixes: Mapping[str, str], encoding: str) -> str:
    """Write the element: a token or an address as the attribute ``verify``, JSON as CDATA.

    What the encoding lacks is written as a reference (XML 1.0, section 4.1), outside of CDATA, where it would be text.
    """
    lacking = _LACKING.get(encoding)
    namespace, local = NAMES[payload.keyword]
    prefix = _prefix("clr" if payload.keyword == "clrcredential" else "openbadges", namespace, prefixes)
    verify = payload.address if payload.is_json else payload.text
    attribute = "" if verify is None else f' verify="{_referred(verify.translate(_ATTRIBUTE), lacking)}"'
    opened = f'{prefix}:{local} xmlns:{prefix}="{namespace}"{attribute}'
    if not payload.is_json:
        return f"<{opened}/>"
    body = payload.text.replace("\r\n", "\n").replace("\r", "\n").replace("]]>", "]]]]><![CDATA[>")
    body = _referred(body, lacking, "]]>", "<![CDATA[")
    return f"<{opened}><![CDATA[{body}]]></{prefix}:{local}>"


def _referred(text: str, lacking: re.Pattern[str] | None, before: str = "", after: str = "") -> str:
    """Return ``text`` with references in place of the characters that are ``lacking``, between two texts."""
    if lacking is None:
        return text
    return lacking.sub(lambda run: f"{before}{''.join(f'&#{ord(one)};' for one in run.group())}{after}", text)


def _prefix(wanted: str, namespace: str, taken: Mapping[str, str]) -> str:
    """Return ``wanted``, with a number if the root uses it for something else."""
    candidates = (f"{wanted}{number or ''}" for number in count())
    return next(prefix for prefix in candidates if taken.get(prefix, namespace) == namespace)


def _carried(element: Element) -> Carried:
    """Choose between attribute and body: Open Badges 2.0 prefers the body, the later standards the attribute."""
    verify, body = (element.verify or "").strip(_BLANK), element.body.strip(_BLANK)
    text = (body or verify) if element.keyword == "openbadges" else (verify or body)
    content = checked(text.encode(), element.keyword, where=element.start)
    return Carried(element.keyword, content, element.start)


def _oddities(element: Element) -> Iterator[Problem]:
    verify, body = (element.verify or "").strip(_BLANK), element.body.strip(_BLANK)
    values = {"keyword": element.keyword, "offset": element.start}
    if verify and body and element.keyword != "openbadges":
        yield Problem("bake_svg_two_contents", element.start, values)
    if not verify and not body:
        yield Problem("bake_content_empty", element.start, values)
