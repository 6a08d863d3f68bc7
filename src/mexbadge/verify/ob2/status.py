"""Whether a 2.0 badge was revoked: by its hosted copy, or by the list that the hosted issuer names.

A list that cannot be read leaves the question open; a malformed one makes the badge invalid. Lists are read without
expanding them where their context allows it: one of a hundred thousand entries takes a fraction of a second.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from mexbadge import _json, _limits
from mexbadge._json import JsonObject, escape_pointer
from mexbadge.errors import FetchError, InputError, Problem
from mexbadge.fetch.answers import answered_from
from mexbadge.fetch.types import ResourceKind
from mexbadge.ld.expansion import expand
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_values import is_iri, is_url
from mexbadge.status.revocation_list import RevocationList
from mexbadge.verify.findings import Check, Finding, Outcome, Why
from mexbadge.verify.ob2.addresses import same_address
from mexbadge.verify.ob2.documents import Documents, told_elsewhere
from mexbadge.verify.ob2.notes import outcome_of
from mexbadge.verify.ob2.parts import Part, Parts
from mexbadge.verify.ob2.reading import is_badge_context, read
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.status_codes import StatusCode
from mexbadge.verify.status_dates import as_served, has_ended

__all__ = ["check_hosted_status", "check_list", "said_revoked"]

_MOST_EXPANDED: Final = 20_000
_PLAIN: Final = frozenset({"id", "uid", "revocationReason", "type", "revoked"})
_REVOKED: Final = "revokedAssertions"
_USUAL: Final = re.compile(r"urn:uuid:[0-9a-f-]{36}|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?/[A-Za-z0-9._~/?=&-]*")
"""Ids as most lists have them; whatever else stands there is looked at more closely."""
_NO_LIST_THERE: Final = frozenset({Ob2Code.NOT_FOUND, Ob2Code.NOT_JSON})
"""Answers that are no list at all: what cannot be read leaves the question open (decision 9)."""
_NOTICES: Final = frozenset({"code", "detail", "error", "errors", "message", "status", "title"})
"""Names of members by which an error message of a server is told from a map of uids."""


def said_revoked(node: Node) -> Finding | None:
    """Return the finding for an assertion that says of itself that it was revoked."""
    if node.flag("revoked") is not True:
        return None
    values = {"reason": _bracketed(node.text("revocationReason"))}
    return Finding(Check.STATUS, Ob2Code.REVOKED, Outcome.FAILED, values, "/revoked")


def check_hosted_status(assertion: Part) -> Iterator[Finding]:
    """Say what the hosted copy says: an assertion that stands at its address and is not marked is not revoked."""
    yield said_revoked(assertion.node) or Finding(
        Check.STATUS, Ob2Code.NOT_REVOKED, Outcome.PASSED, {"url": assertion.url}
    )


def check_list(parts: Parts, documents: Documents) -> Iterator[Finding]:
    """Look a signed assertion up in the revocation list of its hosted issuer."""
    issuer = parts.issuer
    if issuer is None:
        return
    url = issuer.node.text("revocationList")
    if url is None:
        yield Finding(Check.STATUS, Ob2Code.NO_LIST, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
        return
    if not documents.ask.policy.status:
        yield Finding(Check.STATUS, Ob2Code.STATUS_NOT_ASKED, Outcome.WARNED, {"url": url})
        return
    try:
        found = _fetched(url, documents, legacy=parts.assertion.version.is_legacy)
    except FetchError as error:
        yield Finding(Check.STATUS, Ob2Code.LIST_UNREACHABLE, outcome_of(error), {"url": url, "reason": error})
        return
    except InputError as error:
        values = {"url": url, "reason": error}
        if error.code in _NO_LIST_THERE:
            yield Finding(Check.STATUS, Ob2Code.LIST_UNREACHABLE, Outcome.UNKNOWN, values)
        else:
            yield Finding(Check.STATUS, Ob2Code.LIST_MALFORMED, Outcome.FAILED, values, error.where)
        return
    for problem in told_elsewhere(answered_from(documents.get(url, ResourceKind.REVOCATION_LIST), url)):
        yield Finding.of(Check.STATUS, problem, Outcome.WARNED)
    yield _judged(found, parts, issuer, url, at=documents.ask.at)


@dataclass(frozen=True, slots=True)
class _List:
    """A list that was read, where the answer came from, and as of when it speaks."""

    says: RevocationList
    answered: str
    asof: Problem


def _judged(listed: _List, parts: Parts, issuer: Part, url: str, *, at: datetime) -> Finding:
    found, assertion = listed.says, parts.assertion.node
    if found.issuer is not None and not any(
        same_address(found.issuer, own) for own in (issuer.url, issuer.node.id) if own
    ):
        values = {"url": url, "speaker": found.issuer, "issuer": issuer.url}
        return Finding(Check.STATUS, Ob2Code.LIST_ISSUER, Outcome.FAILED, values)
    standing, reason = _standing(found, assertion)
    told: dict[str, object] = {"url": url, "reason": _bracketed(reason), "asof": listed.asof}
    if standing:
        return Finding(Check.STATUS, Ob2Code.REVOKED_ON_LIST, Outcome.FAILED, told)
    if not found.is_at(url, listed.answered):
        return Finding(Check.STATUS, StatusCode.LIST_ELSEWHERE, Outcome.UNKNOWN, {"url": url, "id": found.id})
    unread = found.unread_of(assertion.id, *assertion.strings("uid"))
    if unread:
        told["places"] = ", ".join(unread)
        return Finding(Check.STATUS, StatusCode.LIST_UNREAD, Outcome.UNKNOWN, told)
    if has_ended(found.until, at=at):
        return Finding(Check.STATUS, StatusCode.LIST_STALE, Outcome.UNKNOWN, {**told, "end": found.until})
    return Finding(Check.STATUS, Ob2Code.NOT_ON_LIST, Outcome.PASSED, told)


def _standing(found: RevocationList, assertion: Node) -> tuple[bool, str | None]:
    """Return whether the assertion stands in the list, by id or by the ``uid`` that older badges have, and why."""
    own, uids = assertion.id, assertion.strings("uid")
    if own is not None:
        if own in found:
            return True, found.reason(own)
        tail = own.rpartition("/")[2]
        for entry, reason in found.revoked.items() if is_url(own) else ():
            if entry.endswith(tail) and same_address(entry, own):
                return True, reason
    for uid in (*uids, *([own.removeprefix("uid:")] if own is not None and own.startswith("uid:") else [])):
        if found.has_uid(uid):
            return True, found.uids[uid]
    return False, None


def _fetched(url: str, documents: Documents, *, legacy: bool) -> _List:
    """Fetch a list; the plain map of the versions before 2.0 is one for badges of those versions only."""
    response = documents.body(url, ResourceKind.REVOCATION_LIST)
    if not response.body[:1024].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        kind = response.headers.get("content-type", "?")[:80]
        raise InputError(Ob2Code.NOT_JSON, url=url, status=response.status, type=kind)
    document = _json.loads_object(response.body, max_bytes=_limits.BUNDLE_BYTES)
    plain_map = legacy and "@context" not in document and _NOTICES.isdisjoint(document)
    plain = _plain(document, url, documents)
    found = RevocationList.parse_ob2(plain, legacy=plain_map)
    if plain is not document:
        found = found.beside(_dropped(document, documents), document)
    for index, entry in enumerate(found.revoked if "@context" in document else ()):
        if _USUAL.fullmatch(entry) is None and not is_iri(entry, legacy=True):
            raise InputError(Ob2Code.NOT_IRI, where=f"/{_REVOKED}/{index}", value=entry)
    return _List(found, answered_from(response, url).final, as_served(response))


def _dropped(document: JsonObject, documents: Documents) -> Iterator[str]:
    """Yield the members with arrays or objects that the list's own context gives no meaning, so that none is read."""
    for name, value in document.items():
        if name != "@context" and isinstance(value, list | dict):
            probe = {"@context": document["@context"], name: {"@value": "?"}}
            try:
                meant = bool(expand(probe, contexts=documents.ask.policy.contexts))
            except InputError:
                meant = False
            if not meant:
                yield f"/{escape_pointer(name)}"


def _plain(document: JsonObject, url: str, documents: Documents) -> JsonObject:
    """Return a list in the plain terms of the 2.0 context, expanding it only where it uses others."""
    if "@context" not in document or _is_plain(document):
        return document
    size = max((len(value) for value in document.values() if isinstance(value, list)), default=0)
    if size > _MOST_EXPANDED:
        raise InputError(Ob2Code.CONTEXT_UNKNOWN, where="/@context", url=url)
    reading = read(document, role="list", url=url, contexts=documents.ask.policy.contexts)
    if not reading.node.is_a("RevocationList"):
        raise InputError(Ob2Code.TYPE_MISSING, where="/type", **{"class": "RevocationList", "types": ""})
    compact = reading.node.compact()
    if any(value == [] for name, value in document.items() if name != "@context"):
        compact.setdefault(_REVOKED, [])
    return compact


def _is_plain(document: JsonObject) -> bool:
    context = document["@context"]
    names = context if isinstance(context, list) else [context]
    if len(names) != 1 or not is_badge_context(names[0]) or not isinstance(document.get(_REVOKED), list):
        return False
    types = document.get("type")
    if "RevocationList" not in (types if isinstance(types, list) else [types]):
        return False
    return all(_plain_entry(entry) for entry in document[_REVOKED])


def _plain_entry(entry: Any) -> bool:  # noqa: ANN401 - any JSON value
    return isinstance(entry, str) or (isinstance(entry, dict) and entry.keys() <= _PLAIN)


def _bracketed(reason: str | None) -> str:
    return f" ({reason})" if reason else ""
