"""Whether the key that signed is one that the issuer itself lists for issuing (VC Data Integrity 1.0, section 4.5).

A signature proves that somebody held a key. That the somebody is the issuer follows only from the issuer's own
document: the DID document, or for an https issuer its controller document or the key set on its origin.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from mexbadge import _moments, trust
from mexbadge.dids import ASSERTION, ControllerDocument, VerificationMethod, parse_did_web
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch.answers import insecure
from mexbadge.fetch.types import Source
from mexbadge.models.dates import instant
from mexbadge.models.kinds import Kind, kind_of
from mexbadge.verify.checks.ledger import witnessed_by
from mexbadge.verify.findings import Check, Code, Finding, Outcome
from mexbadge.verify.subject import Ask, Subject
from mexbadge.verify.trust_codes import TrustCode

__all__ = ["IssuerKeys", "bound", "ended", "excuse", "excused", "issuer_keys", "key_ended", "not_bound"]

_UNKNOWN_HERE: Final = frozenset({"dids_unsupported", "keys_unsupported"})
"""What is wrong with nothing but our knowledge: a kind of identifier or key that is not known here."""

IssuerKeys = ControllerDocument | Finding
"""The issuer's own document, or the finding that says why there is none."""


def issuer_keys(subject: Subject, ask: Ask) -> IssuerKeys:
    """Resolve the document in which the issuer lists its keys; a finding where that does not succeed."""
    issuer = subject.issuer_id
    if issuer is None:
        return Finding(Check.BINDING, Code.BINDING_NO_ISSUER, Outcome.FAILED)
    try:
        return excused(ask.issuer_document(issuer), subject, ask)
    except FetchError as error:
        values = {"issuer": issuer, "reason": error, "url": error.url}
        outcome = Outcome.FAILED if insecure(error) else Outcome.UNKNOWN
        return Finding(Check.BINDING, Code.BINDING_UNRESOLVED, outcome, values)
    except InputError as error:
        outcome = Outcome.UNKNOWN if error.code in _UNKNOWN_HERE else Outcome.FAILED
        return Finding.of(Check.BINDING, error.problem, outcome)


def excused(document: ControllerDocument, subject: Subject, ask: Ask) -> ControllerDocument:
    """Return the issuer's document as it counts for ``subject``: what a witnessed receipt keeps valid stays so.

    A key that was revoked for good still counts for a badge that witnesses had seen, in a log that is believed, before
    the moment of the revocation (decision 14), if the document shows that it was a key for issuing: it still lists it
    for assertion, or says that it did (:data:`~mexbadge.dids.types.FORMERLY`), and lists it for nothing else.
    The issuer's own word for a time, or its own log, excuses nothing.
    """
    if not any(method.revoked for method in document.methods):
        return document
    seen = witnessed_by(subject, ask.receipt, ask)
    if seen is None:
        return document
    elsewhere = {name for use, ids in document.relationships.items() if use != ASSERTION for name in ids}
    issuing = {method.id for method in document.methods if method.formerly == ASSERTION or document.allows(method.id)}
    kept = frozenset(
        method.id for method in document.methods if method.id in issuing - elsewhere and _revoked_after(method, seen)
    )
    methods = tuple(replace(method, revoked=None) if method.id in kept else method for method in document.methods)
    listed = document.relationships.get(ASSERTION, frozenset()) | kept
    return replace(document, methods=methods, relationships={**document.relationships, ASSERTION: listed})


def excuse(
    subject: Subject, keys: ControllerDocument, methods: Sequence[VerificationMethod], ask: Ask
) -> Iterator[Finding]:
    """Warn that all of ``methods``, as :func:`excused` left them in ``keys``, count for the sake of a receipt alone."""
    published = ask.issuer_document(keys.id).methods
    ends = {one.id: one.revoked for one in published}
    if not methods or any(ends[one.id] is None for one in methods):
        return
    seen = witnessed_by(subject, ask.receipt, ask)
    if seen is not None:
        values = {"key": methods[0].id, "revoked": ends[methods[0].id], "seen": _moments.write(seen)}
        yield Finding(Check.BINDING, Code.BINDING_EXCUSED, Outcome.WARNED, values)


def _revoked_after(method: VerificationMethod, seen: datetime) -> bool:
    try:
        return method.revoked is not None and seen < instant(method.revoked)
    except InputError:
        return False


def ended(method: VerificationMethod, at: datetime) -> bool:
    """Return whether a key is not to be trusted at the moment ``at``: revoked at any time, expired, or not yet begun.

    A revoked key counts as revoked for every moment: whoever holds it can date a badge as they like.
    """
    if method.revoked is not None:
        return True
    try:
        over = method.expires is not None and at >= instant(method.expires)
        return over or (method.not_before is not None and at < instant(method.not_before))
    except InputError:
        return True


def key_ended(key: str) -> Finding:
    """Say that the key may no longer be trusted."""
    return Finding(Check.BINDING, Code.BINDING_KEY_ENDED, Outcome.FAILED, {"key": key})


def bound(subject: Subject, keys: ControllerDocument, ask: Ask) -> Iterator[Finding]:
    """Say what the binding rests on, the key being one that the issuer's own document lists."""
    issuer = subject.issuer_id or ""
    accepted = ask.policy.issuers
    if accepted and issuer not in accepted:
        yield Finding(Check.BINDING, Code.BINDING_NOT_ACCEPTED, Outcome.FAILED, {"issuer": issuer})
    elif keys.source is None and issuer in accepted | _endorsers(subject, ask):
        yield Finding(Check.BINDING, Code.BINDING_ACCEPTED, Outcome.PASSED, {"issuer": issuer})
    elif keys.source is None and _on_a_list(issuer, ask):
        yield Finding(Check.BINDING, TrustCode.KEY_LISTED, Outcome.PASSED, {"issuer": issuer})
    elif keys.source is None:
        method = ":".join(issuer.split(":")[:2])
        yield Finding(Check.BINDING, Code.BINDING_SELF_ASSERTED, Outcome.WARNED, {"issuer": issuer, "method": method})
    elif keys.shared is not None:
        values = {"issuer": issuer, "host": keys.shared}
        yield Finding(Check.BINDING, Code.BINDING_SHARED, Outcome.WARNED, values)
    else:
        yield _anchored(issuer, keys.source, ask)


def not_bound(keys: ControllerDocument, key: str | None, ask: Ask) -> Finding:
    """Say that the key is none that the issuer lists; a mere warning for old fixtures (``--compat``).

    Where a part of the issuer's documents could not be read, the key may stand there, so nothing is decided.
    """
    values = {"issuer": keys.id, "key": key}
    if keys.unread:
        return Finding(Check.BINDING, Code.BINDING_UNRESOLVED, Outcome.UNKNOWN, {**values, "reason": keys.unread[0]})
    if ask.policy.compat and not ask.policy.issuers:
        return Finding(Check.BINDING, Code.BINDING_COMPAT, Outcome.WARNED, values)
    return Finding(Check.BINDING, Code.BINDING_NOT_LISTED, Outcome.FAILED, values)


def _anchored(issuer: str, source: Source, ask: Ask) -> Finding:
    values = {"issuer": issuer, "host": _host(issuer), "anchor": source.value}
    accepted = issuer in ask.policy.issuers
    if source is Source.RESOURCES:
        return Finding(Check.BINDING, Code.BINDING_RECORDED, Outcome.PASSED, values)
    return Finding(Check.BINDING, Code.BINDING_ACCEPTED if accepted else Code.BINDING_OK, Outcome.PASSED, values)


def _on_a_list(issuer: str, ask: Ask) -> bool:
    if not ask.policy.trust:
        return False
    found = trust.listings(ask.policy.trust, issuer, at=ask.at, leeway=ask.leeway)
    return any(one.state is trust.ListedState.ON for one in found)


def _endorsers(subject: Subject, ask: Ask) -> frozenset[str]:
    """Return who may endorse, where the credential is an endorsement."""
    return ask.policy.endorsers if kind_of(subject.document) is Kind.ENDORSEMENT else frozenset()


def _host(issuer: str) -> str:
    """Return the host that vouches for an issuer: what a reader should compare with the name."""
    url = parse_did_web(issuer) if issuer.startswith("did:web:") else issuer
    return urlsplit(url).netloc
