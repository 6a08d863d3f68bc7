"""JobPostings of schema.org in what a web page or file holds: JSON-LD in a page, or alone."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, Final

from mexbadge import _json, _limits
from mexbadge.errors import InputError

__all__ = ["is_posting", "job_postings", "plain_text"]

_TYPE: Final = "application/ld+json"
_NAMES: Final = frozenset(
    {"JobPosting", "schema:JobPosting", "http://schema.org/JobPosting", "https://schema.org/JobPosting"}
)
_DEPTH: Final = 8
_MOST: Final = 1_000
_BLOCKS: Final = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section"})
_SILENT: Final = frozenset({"script", "style", "template", "head", "noscript"})


def job_postings(data: bytes) -> tuple[Mapping[str, Any], ...]:
    """Return the JobPostings of a page or of a JSON document, however deep they lie (``@graph``, lists).

    Raises :class:`InputError` ``json_…`` for a document that is no JSON, ``vacancy_no_posting`` where there is none.
    """
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    found: list[Mapping[str, Any]] = []
    if text[:1] in {b"{", b"["}:
        found += _within(_json.loads(text, max_bytes=_limits.CREDENTIAL_BYTES))
    else:
        for script in _scripts(text.decode("utf-8", "replace")):
            try:
                found += _within(_json.loads(script.strip().encode("utf-8"), max_bytes=_limits.CREDENTIAL_BYTES))
            except InputError:  # a page holds scripts of many kinds; one that is broken says nothing
                continue
    if not found:
        raise InputError("vacancy_no_posting")
    return tuple(found)


def is_posting(node: Mapping[str, Any]) -> bool:
    """Return whether an object is a JobPosting, however its type is written."""
    named = node.get("@type")
    types = named if isinstance(named, list) else [named]
    return any(isinstance(one, str) and one in _NAMES for one in types)


def _within(node: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEPTH:
        return
    if isinstance(node, list):
        for one in node[:_MOST]:
            yield from _within(one, depth + 1)
    elif isinstance(node, Mapping):
        if is_posting(node):
            yield node
        else:
            for value in list(node.values())[:_MOST]:
                yield from _within(value, depth + 1)


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


class _Text(HTMLParser):
    """Collects what a reader of a page sees, a line for each block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line with each block, and with a bullet what is one of a list."""
        del attrs
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        """End a line with each block."""
        self._silent = max(self._silent - (tag in _SILENT), 0)
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep what is seen."""
        if not self._silent:
            self.parts.append(" ".join(data.split()) if data.strip() else " ")


def plain_text(html: str) -> str:
    """Return what a reader of HTML sees, a line for each block; a text without any is returned as it is."""
    if "<" not in html and "&" not in html:
        return html.strip()
    parser = _Text()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line and line != "-")
