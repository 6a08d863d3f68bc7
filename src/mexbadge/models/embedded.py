"""Objects of schema.org in what a web page or file holds: JSON-LD in a page, or alone."""

from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final

from mexbadge import _json, _limits
from mexbadge.errors import InputError

__all__ = ["embedded", "is_type"]

_TYPE: Final = "application/ld+json"
_PREFIXES: Final = ("", "schema:", "http://schema.org/", "https://schema.org/")
_DEPTH: Final = 8
_MOST: Final = 10_000


def is_type(node: Mapping[str, Any], name: str) -> bool:
    """Return whether an object is of a type of schema.org, however that is written."""
    named = node.get("@type")
    types = named if isinstance(named, list) else [named]
    return any(one in {f"{prefix}{name}" for prefix in _PREFIXES} for one in types if isinstance(one, str))


def embedded(
    data: bytes, wanted: Callable[[Mapping[str, Any]], bool], *, limit: int = _limits.CREDENTIAL_BYTES
) -> tuple[Mapping[str, Any], ...]:
    """Return the wanted objects of a page or of a JSON document, however deep they lie (``@graph``, lists).

    Raises :class:`InputError` ``json_…`` for a document that is no JSON; of a page, scripts that are none are passed
    over.
    """
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in {b"{", b"["}:
        return tuple(_within(_json.loads(text, max_bytes=limit), wanted))
    found: list[Mapping[str, Any]] = []
    for script in _scripts(text.decode("utf-8", "replace")):
        try:
            found += _within(_json.loads(script.strip().encode("utf-8"), max_bytes=limit), wanted)
        except InputError:  # a page holds scripts of many kinds; one that is broken says nothing
            continue
    return tuple(found)


def _within(node: object, wanted: Callable[[Mapping[str, Any]], bool], depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(node, list):
        for one in node[:_MOST]:
            yield from _within(one, wanted, depth + 1)
    elif isinstance(node, Mapping):
        if wanted(node):
            yield node
        else:
            for value in list(node.values())[:_MOST]:
                yield from _within(value, wanted, depth + 1)


class _Scripts(HTMLParser):
    """Collects the scripts of a page that hold linked data."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See whether a script begins that holds linked data."""
        kind = dict(attrs).get("type") or ""
        if tag == "script" and kind.partition(";")[0].strip().lower() == _TYPE:
            self._inside = True
            self.found.append("")

    def handle_data(self, data: str) -> None:
        """Keep what stands in it."""
        if self._inside:
            self.found[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """See it end."""
        if tag == "script":
            self._inside = False


def _scripts(text: str) -> list[str]:
    parser = _Scripts()
    parser.feed(text)
    parser.close()
    return parser.found
