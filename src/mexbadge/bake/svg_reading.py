"""Read an SVG document: where its root and its credential elements stand, byte by byte, and what these hold.

A document type may be named, and is passed over: nothing that it declares, no entity and nothing from outside is ever
read. Depth, number of elements and text are bounded.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from mexbadge import _limits
from mexbadge.bake.types import CARRIED, Keyword, largest
from mexbadge.errors import BakeError

__all__ = ["NAMES", "Document", "Element", "read"]

NAMES: Final[Mapping[Keyword, tuple[str, str]]] = {
    "openbadgecredential": ("https://purl.imsglobal.org/ob/v3p0", "credential"),
    "clrcredential": ("https://purl.imsglobal.org/clr/v2p0", "credential"),
    "openbadges": ("http://openbadges.org", "assertion"),
}
"""Namespace and local name of the element that carries each kind of credential."""

_BETWEEN: Final = "\x1f"
"""Stands between namespace and local name; no XML can hold it."""
_KEYWORDS: Final = {_BETWEEN.join(name): keyword for keyword, name in NAMES.items()}
_SVG: Final = f"http://www.w3.org/2000/svg{_BETWEEN}svg"
_ENCODINGS: Final = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UTF_8_MARK: Final = b"\xef\xbb\xbf"
_BYTEWISE: Final = frozenset({"iso-8859-1", "us-ascii"})
"""The declared encodings, beside UTF-8 and UTF-16, of which every byte is a character, the same in every reader."""
_DOCTYPE: Final = re.compile(
    r"\ufeff?(?:[ \t\r\n]++|<\?.*?\?>|<!--.*?-->)*+(<!DOCTYPE[ \t\r\n](?:[^\[>\"']++|\"[^\"]*+\"|'[^']*+')*+>)",
    re.DOTALL,
)
"""What may stand before the root (XML 1.0, production 22), up to a document type that declares nothing itself."""
_LETTER: Final = re.compile(r"[^\r\n]")
_WIDE: Final = frozenset({"utf-16-le", "utf-16-be"})
_DEPTH: Final = 256
"""How deeply elements may nest."""
_NODES: Final = 200_000
"""How many elements, attributes and namespace declarations one document may have together."""
_ATTRIBUTES: Final = 1000
"""How many attributes one element may have; the parser holds them all before it reports the element."""
_NAMESPACE: Final = 1024
"""Characters of one namespace name; the parser copies it for each element."""
_TAG: Final = re.compile(rb"<(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_WINDOWS: Final = tuple(4**power * _limits.KIB for power in range(9))
"""Bytes of a UTF-16 document in which the end of a tag is looked for, one after the other."""
_CROWDED: Final = re.compile(rb"<[^<>\"'=!?]++(?:=\s*+(?:\"[^\"<]*+\"|'[^'<]*+')[^<>\"'=]*+){%d}" % (_ATTRIBUTES + 1))


@dataclass(frozen=True, slots=True)
class Element:
    """One credential element, from ``start`` to ``end``; ``verify`` is its attribute, ``body`` its character data."""

    keyword: Keyword
    start: int
    end: int
    verify: str | None = field(repr=False)
    body: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """An SVG as it was read: offsets are bytes of the file; ``encoding`` is that of whatever is spliced in.

    The start tag of the root reaches from ``root`` to ``inside``; ``prefixes`` are the namespaces that it declares.
    """

    encoding: str
    root: int
    inside: int
    prefixes: Mapping[str, str]
    elements: tuple[Element, ...]


def read(image: bytes) -> Document:
    """Read an SVG; raise :class:`BakeError` as :func:`mexbadge.bake.extract`."""
    encoding = next((name for mark, name in _ENCODINGS if image.startswith(mark)), "utf-8")
    image = _without_doctype(image, encoding)
    plain = image if encoding == "utf-8" else image.decode(encoding, "replace").encode()
    if crowded := _CROWDED.search(plain):
        raise BakeError("bake_svg_attributes", line=plain.count(b"\n", 0, crowded.start()) + 1, limit=_ATTRIBUTES)
    return _Reader(encoding, marked=image.startswith((_UTF_8_MARK, *(mark for mark, _ in _ENCODINGS)))).read(image)


def _without_doctype(image: bytes, encoding: str) -> bytes:
    """Return an SVG with blanks in place of a document type without declarations of its own, as long as before.

    So the parser knows of none: an entity that only the document type could define is no well-formed XML then,
    instead of being passed over where it stands in an attribute.
    """
    width = 1 if encoding == "utf-8" else 2
    text = image.decode("iso-8859-1" if width == 1 else encoding, "replace").removeprefix("\xef\xbb\xbf")
    found = _DOCTYPE.match(text)
    if found is None:
        return image
    letters = "iso-8859-1" if width == 1 else encoding
    start = (len(image) - len(text) if width == 1 else 0) + len(text[: found.start(1)].encode(letters))
    end = start + len(found.group(1).encode(letters))
    if not _is_whole(image[:end] + "<x/>".encode(letters)):
        return image
    blank = _LETTER.sub(lambda letter: " " * (len(letter.group().encode(letters)) // width), found.group(1))
    return image[:start] + blank.encode(letters) + image[end:]


def _is_whole(document: bytes) -> bool:
    """Return whether a document is well-formed; of what stands elsewhere nothing is read."""
    parser = expat.ParserCreate()
    try:
        parser.Parse(document, True)  # noqa: FBT003 - the parser's own signature
    except expat.ExpatError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Tags:
    """The tags of a document that is known to be well-formed."""

    image: bytes = field(repr=False)
    encoding: str

    def end(self, start: int) -> int:
        """Return the offset at which the tag that begins at ``start`` ends."""
        if self.encoding not in _WIDE:
            match = _TAG.match(self.image, start)
            return match.end() if match else start
        for size in _WINDOWS:
            text = self.image[start : start + size].decode(self.encoding, "replace").encode()
            if match := _TAG.match(text):
                return start + len(match.group().decode().encode(self.encoding))
        return start

    def opens(self, start: int) -> bool:
        """Return whether the tag that begins at ``start`` leaves its element open."""
        return not self.image.endswith("/>".encode(self.encoding), start, self.end(start))


class _Reader:
    """What has been seen so far; its methods are the parser's handlers.

    ``_root`` is where the root begins; ``_begun`` and ``_ended`` hold where the first and the last tag of each
    credential element begins (of ``<credential/>``, the parser says that its last tag begins where it ends).
    """

    def __init__(self, encoding: str, *, marked: bool) -> None:
        self._encoding, self._marked = encoding, marked
        self._depth = self._nodes = 0
        self._root = 0
        self._begun: list[int] = []
        self._ended: list[int] = []
        self._prefixes: dict[str, str] = {}
        self._found: list[tuple[Keyword, str | None, list[str]]] = []
        self._inside: Keyword | None = None
        self._room = 0
        parser = self._parser = expat.ParserCreate(None, _BETWEEN)
        parser.buffer_text = True
        parser.buffer_size = 64 * 1024
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartNamespaceDeclHandler = self._namespace
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end

    def read(self, image: bytes) -> Document:
        try:
            self._parser.Parse(image, True)  # noqa: FBT003 - the parser's own signature
        except expat.ExpatError as error:
            where, line = self._parser.ErrorByteIndex, error.lineno
            raise BakeError("bake_svg_malformed", where=where, line=line, column=error.offset + 1) from None
        tag = _Tags(image, self._encoding)
        spans = zip(self._begun, self._ended, self._found, strict=True)
        elements = (
            Element(kind, start, tag.end(last if tag.opens(start) else start), verify, "".join(body))
            for start, last, (kind, verify, body) in spans
        )
        return Document(self._encoding, self._root, tag.end(self._root), self._prefixes, tuple(elements))

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Refuse an encoding that not every XML reader reads alike, or that contradicts the byte order mark."""
        named = "utf-8" if encoding is None else encoding.lower()
        if named in _BYTEWISE and not self._marked:
            self._encoding = named
        elif named not in {"utf-8", "utf-16"}:
            raise self._error("bake_svg_encoding", encoding=encoding)

    def _doctype(self, *_declared: object) -> None:
        """Refuse a document type that declares something, or that stands where none may; others were passed over."""
        raise self._error("bake_svg_dtd")

    def _namespace(self, prefix: str | None, uri: str | None) -> None:
        if uri is not None and len(uri) > _NAMESPACE:
            raise self._error("bake_svg_namespace", limit=_NAMESPACE)
        self._nodes += 1
        if not self._depth and prefix is not None:
            self._prefixes[prefix] = uri or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._nodes += 1 + len(attributes)
        if self._depth > _DEPTH:
            raise self._error("bake_svg_depth", limit=_DEPTH)
        if self._nodes > _NODES:
            raise self._error("bake_svg_elements", limit=_NODES)
        if self._inside:
            raise self._error("bake_svg_nested")
        if self._depth == 1:
            if name != _SVG:
                raise self._error("bake_svg_root", name=name.rpartition(_BETWEEN)[2])
            self._root = self._parser.CurrentByteIndex
        elif keyword := _KEYWORDS.get(name):
            self._credential(keyword, attributes)

    def _credential(self, keyword: Keyword, attributes: dict[str, str]) -> None:
        if len(self._found) == CARRIED:
            raise BakeError("bake_too_many", where=self._parser.CurrentByteIndex, limit=CARRIED)
        self._found.append((keyword, attributes.get("verify"), []))
        self._begun.append(self._parser.CurrentByteIndex)
        self._inside, self._room = keyword, largest(keyword)
        self._parser.CharacterDataHandler = self._text

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._inside:
            self._inside = None
            self._parser.CharacterDataHandler = None
            self._ended.append(self._parser.CurrentByteIndex)

    def _text(self, text: str) -> None:
        self._room -= len(text)
        if self._inside and self._room < 0:
            limit = largest(self._inside)
            raise self._error("bake_too_large", size=limit - self._room, limit=limit)
        self._found[-1][2].append(text)

    def _error(self, code: str, **values: object) -> BakeError:
        return BakeError(code, where=self._parser.CurrentByteIndex, line=self._parser.CurrentLineNumber, **values)
