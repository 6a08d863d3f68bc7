"""The credentials inside a learner record, each judged like a badge that comes alone (CLR 2.0, "Verification").

The record's own proof covers them all. One without a proof of its own rests on the record's issuer alone, which the
standard allows for copies of older badges: that is a warning, not a failure.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from mexbadge.verify.findings import Check, Code, Finding, Outcome, Verdict
from mexbadge.verify.report import Report
from mexbadge.verify.subject import Ask, Subject

__all__ = ["MOST", "JudgeNested", "check_contained"]

JudgeNested: TypeAlias = Callable[[bytes | Mapping[str, object], Ask, str], Report]
"""Judges a credential inside another one; the text is its place."""
MOST: Final = 256
"""How many credentials of one record are judged."""
_WHERE: Final = "/credentialSubject/verifiableCredential"


def check_contained(subject: Subject, ask: Ask, *, judge_nested: JudgeNested) -> Iterator[Finding]:
    """Judge every credential inside; one finding for each that is not plainly good, one for all that are."""
    holder = subject.document.get("credentialSubject")
    inner = holder.get("verifiableCredential") if isinstance(holder, Mapping) else None
    entries = inner if isinstance(inner, list) else [] if inner is None else [inner]
    if len(entries) > MOST:
        yield Finding(Check.MODEL, Code.NESTED_MANY, Outcome.FAILED, {"limit": MOST}, _WHERE)
        return
    good = 0
    for place, entry in enumerate(entries):
        where = f"{_WHERE}/{place}"
        raw = entry.encode("utf-8", "replace") if isinstance(entry, str) else entry
        report = judge_nested(raw if isinstance(raw, Mapping | bytes) else b"[]", ask, where)
        finding = _finding(report, where)
        good += finding is None
        if finding is not None:
            yield finding
    if good:
        yield Finding(Check.MODEL, Code.NESTED_OK, Outcome.PASSED, {"count": good})


def _finding(report: Report, where: str) -> Finding | None:
    values = {"name": (report.badge.name_in("en") if report.badge else None) or where}
    if report.verdict is Verdict.VALID:
        return None
    if report.verdict is Verdict.WARNING:
        return Finding(Check.MODEL, Code.NESTED_WARNING, Outcome.WARNED, values, where)
    failed = {finding.code for finding in report.findings if finding.outcome is Outcome.FAILED}
    if failed == {Code.PROOF_MISSING}:
        return Finding(Check.MODEL, Code.NESTED_UNSIGNED, Outcome.WARNED, values, where)
    if report.verdict is Verdict.INVALID:
        return Finding(Check.MODEL, Code.NESTED_INVALID, Outcome.FAILED, values, where)
    return Finding(Check.MODEL, Code.NESTED_UNKNOWN, Outcome.UNKNOWN, values, where)
