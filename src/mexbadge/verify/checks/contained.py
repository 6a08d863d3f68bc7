"""The credentials inside a learner record, each judged like a badge that comes alone (CLR 2.0, "Verification").

The record's own proof covers them all. One without a proof of its own rests on the record's issuer alone, which the
standard allows for copies of older badges: that is a warning, not a failure. One that names another person than the
record does fails: a record must not lend its holder somebody else's badge.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from mexbadge.badge import Badge
from mexbadge.models.identity import Identity
from mexbadge.models.kinds import Kind, types_of
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Verdict
from mexbadge.verify.report import Report
from mexbadge.verify.subject import Ask, Subject

__all__ = ["MOST", "JudgeNested", "check_contained"]

JudgeNested: TypeAlias = Callable[[bytes | Mapping[str, object], Ask, str], Report]
"""Judges a credential inside another one; the text is its place."""
MOST: Final = 256
"""How many credentials of one record are judged."""
_WHERE: Final = "/credentialSubject/verifiableCredential"
_ENVELOPE: Final = "EnvelopedVerifiableCredential"
_TOKEN: Final = "data:application/vc+jwt,"  # noqa: S105 - a media type, not a secret


def check_contained(subject: Subject, ask: Ask, *, judge_nested: JudgeNested) -> Iterator[Finding]:
    """Judge every credential inside; one finding for each that is not plainly good, one for all that are."""
    holder = subject.document.get("credentialSubject")
    inner = holder.get("verifiableCredential") if isinstance(holder, Mapping) else None
    entries = inner if isinstance(inner, list) else [] if inner is None else [inner]
    if len(entries) > MOST:
        yield Finding(Check.MODEL, Code.NESTED_MANY, Outcome.FAILED, {"limit": MOST}, _WHERE)
        return
    record = Badge.of_ob3(subject.document, format=subject.form.value)
    good = 0
    for place, entry in enumerate(entries):
        where = f"{_WHERE}/{place}"
        report = judge_nested(_content(entry), ask, where)
        findings = [*_of_report(report, where), *_of_person(report, record, ask, where)]
        good += not findings
        yield from findings
    if good:
        yield Finding(Check.MODEL, Code.NESTED_OK, Outcome.PASSED, {"count": good})


def _content(entry: object) -> bytes | Mapping[str, object]:
    """Return what is judged: a credential, a token, or the token in an envelope (VC Data Model 2.0, section 4.13)."""
    if isinstance(entry, Mapping) and _ENVELOPE in types_of(entry):
        address = entry.get("id")
        entry = address.removeprefix(_TOKEN) if isinstance(address, str) and address.startswith(_TOKEN) else None
    if isinstance(entry, str):
        return entry.encode("utf-8", "replace")
    return entry if isinstance(entry, Mapping) else b"[]"


def _of_report(report: Report, where: str) -> Iterator[Finding]:
    """Say what the report of a credential inside means for the record."""
    values = {"name": _name(report, where)}
    if report.verdict is Verdict.VALID:
        return
    failed = {finding.code for finding in report.findings if finding.outcome is Outcome.FAILED}
    if report.verdict is Verdict.WARNING:
        yield Finding(Check.MODEL, Code.NESTED_WARNING, Outcome.WARNED, values, where)
    elif failed == {Code.PROOF_MISSING}:
        yield Finding(Check.MODEL, Code.NESTED_UNSIGNED, Outcome.WARNED, values, where)
    elif report.verdict is Verdict.INVALID:
        yield Finding(Check.MODEL, Code.NESTED_INVALID, Outcome.FAILED, values, where)
    else:
        yield Finding(Check.MODEL, Code.NESTED_UNKNOWN, Outcome.UNKNOWN, values, where)


def _of_person(report: Report, record: Badge, ask: Ask, where: str) -> Iterator[Finding]:
    """Compare whom a credential inside names with whom the record names, and with whom was asked about."""
    badge = report.badge
    if badge is None or badge.kind is Kind.ENDORSEMENT:
        return
    inner = badge.recipients
    asked = () if ask.recipient is None else (ask.recipient,)
    plain = [Identity(found.type, found.value) for found in record.recipients if not found.hashed]
    known = [*asked, *plain]
    values = {"name": _name(report, where)}
    if set(inner) & set(record.recipients) or any(found.matches(one) for found in inner for one in known):
        return
    if any(found.comparable(one) for found in inner for one in known):
        yield Finding(Check.MODEL, Code.NESTED_OTHER_PERSON, Outcome.FAILED, values, where)
    else:
        yield Finding(Check.MODEL, Code.NESTED_PERSON_UNKNOWN, Outcome.WARNED, values, where)


def _name(report: Report, where: str) -> str:
    return (report.badge.name_in("en") if report.badge else None) or where
