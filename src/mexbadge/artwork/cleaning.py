"""An SVG of somebody's own, with nothing left in it that acts, or that is fetched from elsewhere.

What is kept is a list: figures, letters, colours, gradients, clips, masks, filters, and pictures that stand in the file
itself. Everything else is left out and named: scripts, handlers of events, links, animation, foreign content, styles
that fetch. A document type is not kept, and one with entities is refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element, ParseError, register_namespace, tostring

from mexbadge import _limits
from mexbadge.artwork import libraries
from mexbadge.errors import InputError, Where

__all__ = ["Cleaned", "cleaned"]

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_NAMES: Final = (
    "svg g defs symbol use title desc path rect circle ellipse line polyline polygon text tspan "
    "textPath image linearGradient radialGradient stop clipPath mask pattern marker switch style "
    "filter feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting "
    "feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR "
    "feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting "
    "feSpotLight feTile feTurbulence "
)
_ELEMENTS: Final = frozenset(_NAMES.split())
_OPENED: Final = frozenset({"a"})
"""Elements that are left out while what is in them stays."""
_FETCHES: Final = re.compile(r"url\s*\(\s*(?!['\"]?#)|@import|expression\s*\(|javascript:|\\", re.IGNORECASE)
_OWN_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg|webp);base64,[A-Za-z0-9+/=\s]+", re.ASCII)
_DEPTH: Final = 128
_NUMBER: Final = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:px)?\s*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A clean SVG, and the names of what was left out of it."""

    svg: bytes = field(repr=False)
    removed: tuple[str, ...] = ()


def cleaned(content: bytes, *, where: Where, alt: dict[str, str]) -> Cleaned:
    """Return an SVG without anything active; ``alt`` says what it shows, by language, and is written into it.

    Raises :class:`InputError`: ``artwork_svg`` for what is no SVG or cannot be read, ``artwork_svg_size`` for one that
    does not say how large it is, ``artwork_svg_large`` for one that is too large to be a badge.
    """
    root = _parsed(content, where)
    removed: dict[str, None] = {}
    _clean(root, removed, 0, where)
    _sized(root, where)
    for child in [child for child in root if child.tag in {f"{{{_SVG}}}title", f"{{{_SVG}}}desc"}]:
        root.remove(child)
    for place, (lang, text) in enumerate(alt.items()):
        title = Element(f"{{{_SVG}}}title", {"lang": lang})
        title.text = text
        root.insert(place, title)
    if alt:
        root.set("role", "img")
        root.set("aria-label", next(iter(alt.values())))
    register_namespace("", _SVG)
    register_namespace("xlink", _XLINK)
    svg = tostring(root, encoding="utf-8") + b"\n"
    if len(svg) > _limits.CLEAN_SVG_BYTES:
        raise InputError("artwork_svg_large", where=where, size=len(svg), limit=_limits.CLEAN_SVG_BYTES)
    return Cleaned(svg, tuple(sorted(removed)))


def _parsed(content: bytes, where: Where) -> Element:
    try:
        root: Element = libraries.fromstring(content)
    except (ParseError, libraries.DefusedXmlException, ValueError, LookupError):
        raise InputError("artwork_svg", where=where) from None
    if root.tag != f"{{{_SVG}}}svg":
        raise InputError("artwork_svg", where=where)
    return root


def _clean(element: Element, removed: dict[str, None], depth: int, where: Where) -> None:
    if depth > _DEPTH:
        raise InputError("artwork_svg", where=where)
    for name in _bad_attributes(element):
        removed[_said(name)] = None
        del element.attrib[name]
    kept: list[Element] = []
    for child in list(element):
        kept += _kept(child, removed, depth, where)
    element[:] = kept


def _kept(child: Element, removed: dict[str, None], depth: int, where: Where) -> Iterator[Element]:
    """Yield what stays of a child: itself, what is in it, or nothing."""
    if depth > _DEPTH:
        raise InputError("artwork_svg", where=where)
    name = child.tag.removeprefix(f"{{{_SVG}}}")
    if name in _OPENED:
        removed[f"<{name}>"] = None
        for inner in child:
            yield from _kept(inner, removed, depth + 1, where)
        return
    style = name == "style" and _FETCHES.search("".join(child.itertext())) is not None
    if name not in _ELEMENTS or style:
        removed[f"<{name.rpartition('}')[2]}>"] = None
        return
    _clean(child, removed, depth + 1, where)
    yield child


def _bad_attributes(element: Element) -> list[str]:
    picture = element.tag == f"{{{_SVG}}}image"
    found: list[str] = []
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2].lower()
        own = not name.startswith("{") or name == f"{{{_XLINK}}}href" or name.startswith("{http://www.w3.org/XML/")
        if plain in {"href", "src"}:
            good = value.startswith("#") or (picture and _OWN_PICTURE.fullmatch(value) is not None)
        else:
            good = own and not plain.startswith("on") and _FETCHES.search(value) is None
        if not good:
            found.append(name)
    return found


def _said(name: str) -> str:
    return name.rpartition("}")[2]


def _sized(root: Element, where: Where) -> None:
    """See to it that the picture says how large it is: a view box."""
    if "viewBox" in root.attrib:
        return
    sizes = [_NUMBER.fullmatch(root.attrib.get(name, "")) for name in ("width", "height")]
    if sizes[0] is None or sizes[1] is None:
        raise InputError("artwork_svg_size", where=where)
    root.set("viewBox", f"0 0 {sizes[0][1]} {sizes[1][1]}")
