"""A verifiable presentation: badges as somebody hands them over (VC Data Model 2.0, section 4.13).

Each badge inside is judged by itself, as a file of its own would be. The presentation says at most who handed them
over, and when; never that a badge is genuine, nor whose it is.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from mexbadge.proofs import ProofOutcome, verify_proof
from mexbadge.verify.checks.contained import MOST, content_of, of_report
from mexbadge.verify.findings import REQUIRED, Check, Code, Finding, Outcome, Verdict, Why, verdict_of
from mexbadge.verify.report import Report
from mexbadge.verify.subject import Ask, SecuredBy, Subject

__all__ = ["JudgeOne", "presented"]

JudgeOne: TypeAlias = Callable[[bytes | Mapping[str, object], Ask], Report]
"""Judges one credential as if it had come alone."""
_MEMBER: Final = "verifiableCredential"
_APART: Final = (Check.PROOF, Check.BINDING, Check.DATES, Check.STATUS)
_ONE: Final = 1


def presented(subject: Subject, ask: Ask, *, judge_one: JudgeOne) -> Report:
    """Judge what a presentation holds: its only badge in its place, or each of several in a report of its own."""
    held = subject.document.get(_MEMBER)
    entries = held if isinstance(held, list) else [] if held is None else [held]
    if not entries or len(entries) > MOST:
        code = Code.NESTED_MANY if entries else Code.FORMAT_PRESENTATION_EMPTY
        return _report([Finding(Check.FORMAT, code, Outcome.FAILED, {"limit": MOST}, f"/{_MEMBER}")], ask)
    note = _wrapper(subject, ask, len(entries))
    if len(entries) == _ONE:
        report = judge_one(content_of(entries[0]), ask)
        findings = (note, *report.findings)
        return replace(report, findings=findings, verdict=verdict_of(findings, required=REQUIRED))
    inner = replace(ask, receipt=None)
    nested = []
    for number, entry in enumerate(entries):
        where = f"/{_MEMBER}/{number}"
        nested.append(replace(judge_one(content_of(entry), inner), input=where, place=where))
    return replace(_report([note, *_of_several(nested, ask)], ask), nested=tuple(nested), content=subject.raw)


def _report(findings: list[Finding], ask: Ask) -> Report:
    return Report("", verdict_of(findings, required=REQUIRED), ask.at, None, tuple(findings))


def _of_several(nested: list[Report], ask: Ask) -> Iterator[Finding]:
    """Say what the reports come to together: every badge has to be good, and the person's who was asked about."""
    good = 0
    for report in nested:
        found = tuple(of_report(report, str(report.place), ended=Outcome.FAILED))
        good += not found
        yield from found
    if good:
        yield Finding(Check.MODEL, Code.NESTED_OK, Outcome.PASSED, {"count": good})
    for check in _APART:
        yield Finding(check, Code.FORMAT_PRESENTATION_EACH, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
    if ask.recipient is None:
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_NOT_ASKED, Outcome.SKIPPED, why=Why.NOT_ASKED)
    elif all(report.verdict in {Verdict.VALID, Verdict.WARNING} for report in nested):
        yield Finding(Check.RECIPIENT, Code.RECIPIENT_OK, Outcome.PASSED, {"identity": str(ask.recipient)})


def _wrapper(subject: Subject, ask: Ask, count: int) -> Finding:
    """Say what the presentation itself proves."""
    values = {"count": count}
    if subject.form is SecuredBy.VC_JWT:
        return Finding(Check.FORMAT, Code.FORMAT_PRESENTATION_UNCHECKED, Outcome.WARNED, values)
    results = verify_proof(subject.document, resolve=ask.resolve, contexts=ask.policy.contexts or None, at=ask.at)
    if not results:
        return Finding(Check.FORMAT, Code.FORMAT_PRESENTATION, Outcome.PASSED, values)
    outcomes = {result.outcome for result in results}
    if ProofOutcome.BAD in outcomes:
        return Finding(Check.FORMAT, Code.FORMAT_PRESENTATION_BROKEN, Outcome.WARNED, values)
    if outcomes != {ProofOutcome.GOOD}:
        return Finding(Check.FORMAT, Code.FORMAT_PRESENTATION_UNCHECKED, Outcome.WARNED, values)
    keys = ", ".join(result.verification_method or "?" for result in results)
    return Finding(Check.FORMAT, Code.FORMAT_PRESENTATION_SIGNED, Outcome.PASSED, {**values, "key": keys})
