"""What a fetch is: a request, a response and a function between them.

Whoever needs a document from outside takes ``fetch`` as an argument. A function that answers from memory serves as well
as one that opens a socket; nothing above this room can tell the difference, and nothing above it opens one.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Final, TypeAlias

from mexbadge import _limits
from mexbadge.errors import FetchError

__all__ = ["ACCEPT", "LIMITS", "Fetch", "Request", "ResourceKind", "Response", "Source", "nothing"]


class ResourceKind(StrEnum):
    """What kind of document is asked for; it decides how large the answer may be."""

    CREDENTIAL = "credential"
    BUNDLE = "bundle"
    DID_DOCUMENT = "did_document"
    PROFILE = "profile"
    KEYS = "keys"
    STATUS_LIST = "status_list"
    REVOCATION_LIST = "revocation_list"
    SCHEMA = "schema"
    IMAGE = "image"
    PAGE = "page"
    POSTING = "posting"


LIMITS: Final[Mapping[ResourceKind, int]] = {
    ResourceKind.CREDENTIAL: _limits.CREDENTIAL_BYTES,
    ResourceKind.BUNDLE: _limits.BUNDLE_BYTES,
    ResourceKind.DID_DOCUMENT: _limits.KEY_DOCUMENT_BYTES,
    ResourceKind.PROFILE: _limits.KEY_DOCUMENT_BYTES,
    ResourceKind.KEYS: _limits.KEY_DOCUMENT_BYTES,
    ResourceKind.STATUS_LIST: _limits.STATUS_LIST_BYTES,
    ResourceKind.REVOCATION_LIST: _limits.BUNDLE_BYTES,
    ResourceKind.SCHEMA: _limits.KEY_DOCUMENT_BYTES,
    ResourceKind.IMAGE: _limits.CREDENTIAL_BYTES,
    ResourceKind.PAGE: _limits.KEY_DOCUMENT_BYTES,
    ResourceKind.POSTING: _limits.CREDENTIAL_BYTES,
}
"""The largest body, in bytes, for each kind of document."""

_JSON: Final = "application/ld+json, application/json"
_CREDENTIAL: Final = f"application/vc+jwt, application/vc+ld+json, {_JSON}, text/plain;q=0.9"
ACCEPT: Final[Mapping[ResourceKind, str]] = {
    ResourceKind.CREDENTIAL: f"{_CREDENTIAL}, image/png, image/svg+xml",
    ResourceKind.BUNDLE: _CREDENTIAL,
    ResourceKind.DID_DOCUMENT: "application/did+json, application/did+ld+json, application/json",
    ResourceKind.PROFILE: _JSON,
    ResourceKind.KEYS: "application/jwk-set+json, application/json",
    ResourceKind.STATUS_LIST: _CREDENTIAL,
    ResourceKind.REVOCATION_LIST: _JSON,
    ResourceKind.SCHEMA: "application/schema+json, application/json",
    ResourceKind.IMAGE: "image/png, image/svg+xml",
    ResourceKind.PAGE: "text/html, application/xhtml+xml",
    ResourceKind.POSTING: f"text/html, application/xhtml+xml, {_JSON};q=0.9",
}
"""What a request for each kind of document says that it accepts (RFC 9110, section 12.5.1)."""


class Source(StrEnum):
    """Where an answer came from: what anchors the trust in it."""

    NETWORK = "network"
    CACHE = "cache"
    RESOURCES = "resources"


@dataclass(frozen=True, slots=True)
class Request:
    """One document that is wanted."""

    url: str
    accept: str
    kind: ResourceKind

    @classmethod
    def of(cls, url: str, kind: ResourceKind) -> "Request":
        """Ask for ``url`` with the ``Accept`` header that belongs to ``kind``."""
        return cls(url, ACCEPT[kind], kind)


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, whatever its status; header names are in lower case, the body is as it came."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)
    source: Source = Source.NETWORK

    @property
    def digest(self) -> str:
        """The SHA-256 of the body, in hexadecimal."""
        return sha256(self.body).hexdigest()

    def raise_for_status(self) -> "Response":
        """Return self if the server answered 200; raise :class:`FetchError` ``fetch_status`` otherwise."""
        if self.status != 200:  # noqa: PLR2004 - the one success that carries a document
            raise FetchError("fetch_status", url=self.url, status=self.status)
        return self


Fetch: TypeAlias = Callable[[Request], Response]
"""``fetch(request)`` answers, or raises :class:`~mexbadge.errors.FetchError`."""


def nothing(request: Request) -> Response:
    """Refuse every request: the fetch of ``--offline`` with no resources."""
    raise FetchError("fetch_offline", url=request.url)
