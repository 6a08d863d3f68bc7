"""Whether a log holds the badge: its receipt, checked against the logs that the verifier believes (C2SP tlog-proof).

A receipt that is wrong makes the badge invalid; one that is absent only where the policy asks for it. When a badge was
logged is known from witnesses alone: the log's own word for a time counts for nothing.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from mexbadge import _moments, ledger
from mexbadge.errors import FetchError, InputError, LedgerError
from mexbadge.proofs.instants import from_numeric, parse_instant
from mexbadge.verify.findings import Check, Finding, Outcome, Why
from mexbadge.verify.subject import Ask, Subject

if TYPE_CHECKING:
    from mexbadge.ledger import Inclusion, LogPolicy

__all__ = ["LedgerCode", "check_ledger", "witnessed_by"]

_CLOCKS: Final = 300
"""How many seconds the clocks of a witness, an issuer and a verifier may be apart."""


class LedgerCode(StrEnum):
    """What a finding about the ledger says, beside what is wrong with a receipt."""

    ABSENT = "ledger_absent"
    REQUIRED = "ledger_required"
    UNPINNED = "ledger_unpinned"
    INCLUDED = "ledger_included"
    OWN_LOG = "ledger_own_log"
    WITNESSED = "ledger_witnessed"
    LATE = "ledger_late"
    EARLY = "ledger_early"


def check_ledger(subject: Subject, receipt: bytes | None, ask: Ask) -> Iterator[Finding]:
    """Say whether the badge is in a log: included, absent, or that its receipt is wrong.

    Nothing is said where there is no receipt and none is asked for.
    """
    policy = ask.policy
    logs = _believed(ask)
    if receipt is None:
        if policy.require_ledger:
            yield Finding(Check.LEDGER, LedgerCode.REQUIRED, Outcome.FAILED)
        elif logs:
            yield Finding(Check.LEDGER, LedgerCode.ABSENT, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
        return
    own = () if logs else _named_by_issuer(subject, receipt, ask)
    try:
        found = ledger.check_receipt(receipt, ledger.secured_bytes(subject.raw), logs or own, until=_until(ask))
    except (InputError, LedgerError) as error:
        yield _late(subject, receipt, logs, ask) or Finding.of(Check.LEDGER, error.problem, Outcome.FAILED)
        return
    yield _finding(found, required=policy.require_ledger, own=bool(own))
    made = _made(subject)
    if made is not None and any(witness.time < made.timestamp() - _CLOCKS for witness in found.accepted.witnesses):
        values = {"time": _moment(found.accepted.witnesses[0].time), "made": _moments.write(made)}
        yield Finding(Check.LEDGER, LedgerCode.EARLY, Outcome.WARNED, values)


def _until(ask: Ask) -> int:
    """Return the second after which a witness's time is later than the moment judged, the clocks apart."""
    return int(ask.at.timestamp()) + _CLOCKS


def _late(subject: Subject, receipt: bytes, logs: "tuple[LogPolicy, ...]", ask: Ask) -> Finding | None:
    """Return the finding for a receipt that is good, but for that its witnesses saw it after the moment judged."""
    try:
        found = ledger.check_receipt(receipt, ledger.secured_bytes(subject.raw), logs)
    except (InputError, LedgerError):
        return None
    if found.accepted.time is None:
        return None
    outcome = Outcome.FAILED if ask.policy.require_ledger else Outcome.WARNED
    values = {"time": _moment(found.accepted.time), "at": _moments.write(ask.at)}
    return Finding(Check.LEDGER, LedgerCode.LATE, outcome, values)


def _made(subject: Subject) -> datetime | None:
    """Return when the badge was signed, as it says itself: the latest of its proofs, or the time of its token."""
    if subject.jwt is not None:
        return from_numeric(subject.jwt.claims.get("iat"))
    proof = subject.document.get("proof")
    proofs = proof if isinstance(proof, list) else [proof]
    moments = [parse_instant(one.get("created")) for one in proofs if isinstance(one, dict)]
    return max((moment for moment in moments if moment is not None), default=None)


def _believed(ask: Ask) -> "tuple[LogPolicy, ...]":
    """Return the logs that are believed in advance: those of the policy, and those on the lists of whom one trusts."""
    named = {policy.origin for policy in ask.policy.logs}
    listed = [
        log for one in ask.policy.trust for log in one.logs_at(ask.at, leeway=ask.leeway) if log.origin not in named
    ]
    return (*ask.policy.logs, *listed)


def _named_by_issuer(subject: Subject, receipt: bytes, ask: Ask) -> "tuple[LogPolicy, ...]":
    """Return the log of the receipt where the issuer's own document names it; ``()`` otherwise.

    That is the issuer's word for its own log: it shows that the issuer entered the badge, and nothing more.
    """
    issuer = subject.issuer_id
    if issuer is None:
        return ()
    try:
        origin = ledger.Checkpoint.parse(ledger.Proof.parse(receipt).note.text).origin
        logs = [ledger.LogPolicy.of(vkey) for vkey in ask.issuer_document(issuer).logs]
    except (FetchError, InputError):
        return ()
    return tuple(log for log in logs if log.origin == origin)


def witnessed_by(subject: Subject, receipt: bytes | None, ask: Ask) -> datetime | None:
    """Return the moment by which the witnesses that the policy asks for had seen the badge in a log that is believed.

    ``None`` where that is not shown: no receipt, a wrong one, no log that is believed, no witnesses. A badge that was
    witnessed before its issuer's key was compromised stays valid.
    """
    logs = _believed(ask)
    if receipt is None or not logs:
        return None
    try:
        accepted = ledger.check_receipt(receipt, ledger.secured_bytes(subject.raw), logs, until=_until(ask)).accepted
        seen = None if accepted.time is None else datetime.fromtimestamp(accepted.time, UTC)
    except (InputError, LedgerError, OverflowError, ValueError, OSError):
        return None
    made = _made(subject)
    return None if seen is None or (made is not None and seen < made - timedelta(seconds=_CLOCKS)) else seen


def _finding(found: "Inclusion", *, required: bool, own: bool) -> Finding:
    accepted = found.accepted
    head = accepted.checkpoint
    values: dict[str, object] = {"origin": head.origin, "index": found.index, "size": head.size}
    if not found.pinned:
        outcome, why = (Outcome.UNKNOWN, None) if required else (Outcome.SKIPPED, Why.NOT_ASKED)
        return Finding(Check.LEDGER, LedgerCode.UNPINNED, outcome, values, why=why)
    if own:
        outcome = Outcome.UNKNOWN if required else Outcome.PASSED
        return Finding(Check.LEDGER, LedgerCode.OWN_LOG, outcome, values)
    if accepted.time is None:
        return Finding(Check.LEDGER, LedgerCode.INCLUDED, Outcome.PASSED, values)
    values |= {"count": len(accepted.witnesses), "time": _moment(accepted.time)}
    return Finding(Check.LEDGER, LedgerCode.WITNESSED, Outcome.PASSED, values)


def _moment(seconds: int) -> str:
    """Return a witness's time as text; one beyond the calendar as the number that it is."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return str(seconds)
