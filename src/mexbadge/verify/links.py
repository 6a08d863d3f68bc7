"""A badge by its link: the address may answer with the badge, or with a page that names it.

A page is followed once, by its ``<link rel="alternate" type="…">`` of a type in which credentials travel.
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final
from urllib.parse import urljoin, urlsplit

from mexbadge.fetch.answers import answered_from
from mexbadge.fetch.types import ResourceKind as Document
from mexbadge.fetch.types import Response
from mexbadge.verify.subject import Ask

__all__ = ["CREDENTIAL_TYPES", "alternate", "badge_at", "is_page"]

CREDENTIAL_TYPES: Final = (
    "application/vc+jwt",
    "application/vc",
    "application/vc+ld+json",
    "application/ld+json",
    "application/json",
    "image/png",
    "image/svg+xml",
)
"""The media types under which a page may name its badge, the plainest first."""
_MOST_LINKS: Final = 200
_PAGE_STARTS: Final = (b"<!doctype html", b"<html")


def badge_at(url: str, ask: Ask) -> tuple[Response, str] | None:
    """Fetch the badge that stands at ``url``, following a page once: the answer, and where it stands.

    ``None`` for a page that names no badge. Raises :class:`FetchError` where something is out of reach.
    """
    response = ask.get(url, Document.CREDENTIAL).raise_for_status()
    if not is_page(response):
        return response, url
    named = alternate(response)
    return None if named is None else (ask.get(named, Document.CREDENTIAL).raise_for_status(), named)


def is_page(response: Response) -> bool:
    """Return whether an answer is a web page and not a badge, by its content first and its stated type second."""
    start = response.body.lstrip()[:64].lower()
    if start.startswith(_PAGE_STARTS):
        return True
    stated = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return stated in {"text/html", "application/xhtml+xml"} and start.startswith(b"<") and b"<svg" not in start


def alternate(response: Response) -> str | None:
    """Return the address of the badge that a page names, absolute, http or https; ``None`` where it names none.

    A relative one is relative to the address that answered. Raises as :func:`~mexbadge.fetch.answered_from`.
    """
    base = answered_from(response).final
    reader = _Links()
    reader.feed(response.body.decode("utf-8", "replace"))
    links = dict(reversed(list(_credential_links(reader.links))))
    for kind in CREDENTIAL_TYPES:
        if kind in links:
            address = _joined(base, links[kind])
            if address is not None:
                return address
    return None


def _credential_links(links: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for link in links:
        kind = link.get("type", "").partition(";")[0].strip().lower()
        if "alternate" in link.get("rel", "").lower().split() and kind in CREDENTIAL_TYPES and link.get("href"):
            yield kind, link["href"]


def _joined(base: str, href: str) -> str | None:
    try:
        address = urljoin(base, href.strip())
        return address if urlsplit(address).scheme in {"http", "https"} else None
    except ValueError:
        return None


class _Links(HTMLParser):
    """Gather the ``link`` elements of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note one element."""
        if tag == "link" and len(self.links) < _MOST_LINKS:
            self.links.append({name: value or "" for name, value in attrs})
