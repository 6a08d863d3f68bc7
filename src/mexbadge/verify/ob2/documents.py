"""Where documents come from: each is fetched once, judged by its content, and followed to the id that it gives itself.

What is out of reach now raises :class:`FetchError`; what was answered and is wrong raises :class:`InputError`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.bake import extract, sniff
from mexbadge.errors import FetchError, InputError, Problem
from mexbadge.fetch.answers import Answered, Move, answered_from
from mexbadge.fetch.types import LIMITS, Request, ResourceKind, Response, Source
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_values import is_url
from mexbadge.verify.ob2.addresses import same_address
from mexbadge.verify.ob2.legacy import Role, Version
from mexbadge.verify.ob2.reading import Ob2Reading, read
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.subject import Ask

__all__ = ["MOST_FETCHES", "Documents", "Page", "speaks_elsewhere", "told_elsewhere"]

MOST_FETCHES: Final = 50
"""How many documents are fetched to judge one badge."""
_MOST_HOPS: Final = 5
_GONE: Final = 410
_DEFINITE: Final = frozenset({404, _GONE})
_REVOCABLE: Final = frozenset({"assertion", "endorsement"})
_SPEAKS: Final[frozenset[Role]] = frozenset({"issuer", "key", "endorsement"})
"""Documents that say who somebody is, or what they say: another site's answer in their place counts for nothing."""
_KINDS: Final[Mapping[Role, ResourceKind]] = {
    "assertion": ResourceKind.CREDENTIAL,
    "badge": ResourceKind.CREDENTIAL,
    "endorsement": ResourceKind.CREDENTIAL,
    "issuer": ResourceKind.PROFILE,
    "key": ResourceKind.PROFILE,
    "list": ResourceKind.REVOCATION_LIST,
}
_JSON_TYPES: Final = frozenset({"application/json", "application/ld+json", "text/json"})
_SHOWN: Final = 80


@dataclass(frozen=True, slots=True)
class Page:
    """A hosted document: where it is, what it says, and what should be said about it."""

    url: str
    reading: Ob2Reading
    source: Source
    warnings: tuple[Problem, ...] = ()
    place: str | None = None
    """Where the answer came from, if that is another place than :attr:`url`."""
    picture: str | None = None
    """The kind of picture in which the document came, ``png`` or ``svg``."""

    @property
    def node(self) -> Node:
        """The object that the document describes."""
        return self.reading.node

    @property
    def version(self) -> Version:
        """The version of Open Badges in which it is written."""
        return self.reading.version


@dataclass(frozen=True, slots=True)
class Documents:
    """Fetches for one badge, each address once and none beyond :data:`MOST_FETCHES`."""

    ask: Ask
    _responses: dict[tuple[str, ResourceKind], "Response | FetchError"] = field(default_factory=dict, repr=False)

    def asking(self, ask: Ask) -> "Documents":
        """Return the same with another question asked of them."""
        return replace(self, ask=ask)

    def get(self, url: str, kind: ResourceKind) -> Response:
        """Fetch ``url``, whatever the status of the answer; raise :class:`FetchError`, also where https led to http."""
        address = url.partition("#")[0]
        known = self._responses.get((address, kind))
        if known is None:
            if len(self._responses) >= MOST_FETCHES:
                raise FetchError(Ob2Code.TOO_MANY, url=url, most=MOST_FETCHES)
            try:
                known = self.ask.fetch(Request.of(address, kind))
                answered_from(known, address)
            except FetchError as error:
                known = error
            self._responses[address, kind] = known
        if isinstance(known, FetchError):
            raise known
        return known

    def body(self, url: str, kind: ResourceKind, *, revocable: bool = False) -> Response:
        """Fetch ``url`` and return an answer that carries a document.

        Raises :class:`InputError` ``ob2_not_found`` for 404 and 410, ``ob2_gone`` for 410 of a document that
        is revoked in this way, and :class:`FetchError` for any other status.
        """
        response = self.get(url, kind)
        if response.status in _DEFINITE:
            code = Ob2Code.GONE if revocable and response.status == _GONE else Ob2Code.NOT_FOUND
            raise InputError(code, url=url, status=response.status)
        return response.raise_for_status()

    def page(self, url: str, role: Role) -> Page:
        """Fetch a document and follow the id that it gives itself until an address answers with its own.

        Raises, beside what :meth:`body` and :func:`~mexbadge.verify.ob2.reading.read` raise, ``ob2_not_json``,
        ``ob2_id_loop``, ``ob2_id_elsewhere`` and ``ob2_not_fetchable``; of an issuer, a key or an endorsement for which
        another site answered, :class:`FetchError` ``ob2_answered_elsewhere``.
        """
        if not is_url(url):
            raise InputError(Ob2Code.NOT_FETCHABLE, url=url)
        warnings: list[Problem] = []
        seen: set[str] = set()
        current = url
        while len(seen) < _MOST_HOPS and current not in seen:
            seen.add(current)
            response = self.body(current, _KINDS[role], revocable=role in _REVOCABLE)
            answered = answered_from(response, current)
            if answered.away and role in _SPEAKS:
                raise speaks_elsewhere(answered)
            document, more, picture = self._document(response, current, role)
            reading = read(document, role=role, url=current, contexts=self.ask.policy.contexts)
            warnings += [*more, *_told(answered), *reading.warnings]
            own = reading.node.id
            if own is None or same_address(own, current) or own.startswith("_:"):
                place = None if answered.move is Move.NONE else answered.place
                return Page(current, reading, response.source, tuple(warnings), place, picture)
            if not is_url(own):
                raise InputError(Ob2Code.ID_ELSEWHERE, where="/id", url=current, id=own)
            warnings.append(Problem(Ob2Code.REDIRECTED_ID, "/id", {"url": current, "id": own}))
            current = own
        raise InputError(Ob2Code.ID_LOOP, where="/id", url=url)

    def _document(self, response: Response, url: str, role: Role) -> tuple[JsonObject, list[Problem], str | None]:
        """Read the JSON object of an answer, by its content; an assertion may lie in a picture, whose kind is last."""
        body, limit = response.body, LIMITS[_KINDS[role]]
        stripped = body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
        if stripped.startswith(b"{"):
            return _json.loads_object(body, max_bytes=limit), _typed(response, url), None
        if role == "assertion" and (picture := sniff(body)) in {"png", "svg"}:
            inside = {carried.content.strip() for carried in extract(body).carried if carried.keyword == "openbadges"}
            if len(inside) == 1 and (text := inside.pop()).startswith(b"{"):
                return _json.loads_object(text, max_bytes=_limits.CREDENTIAL_BYTES), [], picture
        kind = response.headers.get("content-type", "?")[:_SHOWN]
        raise InputError(Ob2Code.NOT_JSON, url=url, status=response.status, type=kind)


def _typed(response: Response, url: str) -> list[Problem]:
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not kind or kind in _JSON_TYPES or kind.endswith("+json"):
        return []
    return [Problem(Ob2Code.CONTENT_TYPE, None, {"url": url, "type": kind[:_SHOWN]})]


def speaks_elsewhere(answered: Answered) -> FetchError:
    """Return the error for a document that says who somebody is, or what they say, and came from another site."""
    return FetchError(Ob2Code.ANSWERED_ELSEWHERE, url=answered.asked, host=answered.host)


def told_elsewhere(answered: Answered) -> list[Problem]:
    """Say where another site than the one that was asked gave an answer."""
    if not answered.away:
        return []
    return [Problem(Ob2Code.REDIRECTED_HOST, None, {"url": answered.asked, "host": answered.host})]


def _told(answered: Answered) -> list[Problem]:
    """Say what the way to a document leaves to be desired: no encryption, or an answer from another site."""
    url = answered.asked
    plain = [Problem(Ob2Code.PLAIN_HTTP, None, {"url": url})] if url[:5].lower() == "http:" else []
    return [*plain, *told_elsewhere(answered)]
