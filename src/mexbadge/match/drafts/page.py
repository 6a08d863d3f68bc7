"""JobPostings of schema.org in what a web page or file holds: JSON-LD in a page, or alone."""

from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any, Final

from mexbadge.errors import InputError
from mexbadge.models.embedded import embedded, is_type

__all__ = ["holds_posting", "is_posting", "job_postings", "plain_text"]

_BLOCKS: Final = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "section"})
_SILENT: Final = frozenset({"script", "style", "template", "head", "noscript"})


def is_posting(node: Mapping[str, Any]) -> bool:
    """Return whether an object is a JobPosting, however its type is written."""
    return is_type(node, "JobPosting")


def job_postings(data: bytes) -> tuple[Mapping[str, Any], ...]:
    """Return the JobPostings of a page or of a JSON document, however deep they lie (``@graph``, lists).

    Raises :class:`InputError` ``json_…`` for a document that is no JSON, ``vacancy_no_posting`` where there is none.
    """
    found = embedded(data, is_posting)
    if not found:
        raise InputError("vacancy_no_posting")
    return found


def holds_posting(data: bytes) -> bool:
    """Return whether a page or a JSON document holds a JobPosting."""
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] not in {b"{", b"[", b"<"}:
        return False
    try:
        return bool(embedded(data, is_posting))
    except InputError:
        return False


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
