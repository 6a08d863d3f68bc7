"""What the verifier's own lists and limits make of a badge: trust lists, endorsers, algorithms, age (decision 2).

They are asked only once the key is known to be the issuer's: a list says something about an issuer, and nothing about
somebody who writes that issuer's name.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mexbadge import trust
from mexbadge.badge import Badge
from mexbadge.models.kinds import Kind
from mexbadge.proofs.instants import parse_instant
from mexbadge.trust.skeletons import same_name
from mexbadge.verify.bound import bound_issuer
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.lookalikes import MOST_TEXTS, shown_first
from mexbadge.verify.subject import Ask
from mexbadge.verify.trust_codes import TrustCode

if TYPE_CHECKING:
    from mexbadge.trust import ListedState, Listing, TrustEntry

__all__ = ["as_listed", "check_age", "check_names", "check_trust"]

_BAD: Final = frozenset({Outcome.FAILED, Outcome.UNKNOWN})


def check_trust(findings: Iterable[Finding], ask: Ask, kind: Kind) -> Iterator[Finding]:
    """Say whether the issuer is on a list, and whether the algorithm is one that the verifier accepts.

    ``findings`` are those of the proof and the binding. An endorsement inside a badge needs no place on a list, but may
    need one among the endorsers; who may sign a status list is for the status check to say.
    """
    findings = tuple(findings)
    yield from _algorithms(findings, ask)
    bindings = tuple(f for f in findings if f.check is Check.BINDING and f.outcome is not Outcome.SKIPPED)
    bad = any(f.outcome in _BAD for f in findings if f.check in {Check.PROOF, Check.BINDING})
    if kind is Kind.STATUS_LIST or not bindings or bad:
        return
    issuer = bound_issuer(bindings)
    if kind is Kind.ENDORSEMENT:
        yield from _endorser(issuer, ask)
    if ask.policy.trust or ask.policy.require_listed:
        optional = kind is Kind.ENDORSEMENT and ask.depth > 0
        found = _listed(issuer, ask)
        yield from (f for f in found if f.outcome is Outcome.PASSED) if optional else found


def check_age(badge: Badge, ask: Ask) -> Iterator[Finding]:
    """Say if a badge is older than the verifier accepts, counted from its award or its start, whichever is earlier."""
    most = ask.policy.maximum_age
    moments = [moment for moment in (badge.starts, parse_instant(badge.awarded)) if moment is not None]
    if most is None or not moments or ask.at - min(moments) <= most:
        return
    outcome = Outcome.FAILED if ask.policy.strict else Outcome.WARNED
    values = {"start": min(moments).date().isoformat(), "days": most.days}
    yield Finding(Check.DATES, TrustCode.TOO_OLD, outcome, values)


def check_names(badge: Badge, findings: Iterable[Finding], ask: Ask) -> Iterator[Finding]:
    """Compare what the issuer calls itself with the names on the lists, capitals, spaces and normal form aside.

    A listed issuer under a name that is none of its own warns, and fails where it reads like another entry's; an issuer
    that is on no list warns where its name reads like a listed one.
    """
    issuer = _decided_issuer(findings) if ask.policy.trust else None
    if issuer is None:
        return
    entries = _entries(issuer, ask)
    own = [text for entry in entries for _, text in entry.words.texts]
    said: set[str] = set()
    for name in shown_first(badge.issuer_names)[:MOST_TEXTS]:
        if any(same_name(name, text) for text in own):
            continue
        found = _of_name(name, issuer, entries, ask)
        if found is not None and found.code not in said:
            said.add(found.code)
            yield found


def _of_name(name: str, issuer: str, entries: "tuple[TrustEntry, ...]", ask: Ask) -> Finding | None:
    where = "/issuer/name"
    others = ((one, entry) for one in ask.policy.trust for entry in one.named_like(name) if entry.id != issuer)
    for one, other in others:
        code, outcome = (
            (TrustCode.NAME_OF_OTHER, Outcome.FAILED) if entries else (TrustCode.NAME_LISTED, Outcome.WARNED)
        )
        values = {"name": name, "list": one.name, "other": other.id, "listed": other.name, "issuer": issuer}
        return Finding(Check.BINDING, code, outcome, values, where)
    if not entries:
        return None
    values = {"name": name, "listed": entries[0].name, "issuer": issuer}
    return Finding(Check.BINDING, TrustCode.NAME_DIFFERS, Outcome.WARNED, values, where)


def as_listed(badge: Badge, findings: Iterable[Finding], ask: Ask) -> Badge:
    """Return the badge under the name that the first list gives its issuer, whose key it is; else as it is."""
    issuer = _decided_issuer(findings) if ask.policy.trust else None
    entries = () if issuer is None or issuer != badge.issuer_id else _entries(issuer, ask)
    return replace(badge, issuer_names=entries[0].words) if entries else badge


def _entries(issuer: str, ask: Ask) -> "tuple[TrustEntry, ...]":
    found = trust.listings(ask.policy.trust, issuer, at=ask.at)
    return tuple(one.entry for one in found if one.entry is not None and one.state is trust.ListedState.ON)


def _decided_issuer(findings: Iterable[Finding]) -> str | None:
    """Return the issuer whose badge it is, or ``None`` where that is not decided."""
    found = tuple(f for f in findings if f.check in {Check.PROOF, Check.BINDING} and f.outcome is not Outcome.SKIPPED)
    return None if any(f.outcome in _BAD for f in found) else bound_issuer(found)


def _listed(issuer: str | None, ask: Ask) -> Iterator[Finding]:
    refused = Outcome.FAILED if ask.policy.require_listed else Outcome.WARNED
    if issuer is None:
        yield Finding(Check.BINDING, TrustCode.UNBOUND, refused)
        return
    found = trust.listings(ask.policy.trust, issuer, at=ask.at, leeway=ask.leeway)
    if not found:
        names = ", ".join(one.name for one in ask.policy.trust) or "-"
        yield Finding(Check.BINDING, TrustCode.ON_NO_LIST, refused, {"issuer": issuer, "lists": names})
    for listing in found:
        code, outcome = _said_of(listing.state)
        yield Finding(Check.BINDING, code, refused if outcome is Outcome.WARNED else outcome, _values(listing))


def _said_of(state: "ListedState") -> tuple[TrustCode, Outcome]:
    if state is trust.ListedState.ON:
        return TrustCode.ON_LIST, Outcome.PASSED
    return TrustCode.LAPSED if state is trust.ListedState.LAPSED else TrustCode.NOT_YET, Outcome.WARNED


def _values(listing: "Listing") -> dict[str, object]:
    entry = listing.entry
    if entry is None:
        return {"list": listing.list_name}
    roles = f" ({', '.join(entry.roles)})" if entry.roles else ""
    values = {"list": listing.list_name, "issuer": entry.id, "name": entry.name, "roles": roles}
    return {**values, "limit": (listing.limit or "")[:10]}


def _endorser(issuer: str | None, ask: Ask) -> Iterator[Finding]:
    endorsers = ask.policy.endorsers
    if endorsers and issuer not in endorsers:
        outcome = Outcome.FAILED if ask.policy.strict else Outcome.WARNED
        yield Finding(Check.BINDING, TrustCode.ENDORSER, outcome, {"issuer": issuer or "-"})


def _algorithms(findings: Iterable[Finding], ask: Ask) -> Iterator[Finding]:
    """Refuse every proof that holds but is of another algorithm or cryptosuite than those accepted."""
    accepted = ask.policy.algorithms
    if accepted is None:
        return
    held = (f for f in findings if f.check is Check.PROOF and f.outcome is Outcome.PASSED and "algorithm" in f.values)
    for finding in held:
        algorithm = str(finding.values["algorithm"])
        if algorithm not in accepted:
            values = {"algorithm": algorithm, "accepted": ", ".join(sorted(accepted)) or "-"}
            yield Finding(Check.PROOF, TrustCode.ALGORITHM, Outcome.FAILED, values, finding.where)
