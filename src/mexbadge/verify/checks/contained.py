"""The credentials inside a learner record, each judged like a badge that comes alone (CLR 2.0, "Verification").

The record's issuer vouches for what it issued itself, and for nothing else:

- *Who vouches.* A copy without a proof counts only where the record's own issuer is the one that it names.
- *Whose.* With a recipient asked, each badge inside is compared with that person. That two identities are one person is
  the word of whoever issued the badge; where only another's record joins them, that is a warning which names both.
- *When.* A badge that has ended, and of which nothing else is wrong, is shown as ended. It never counts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeAlias

from mexbadge.badge import Badge
from mexbadge.models.kinds import Kind
from mexbadge.models.uris import as_compared
from mexbadge.verify.checks.recipient import agree, shown_identities
from mexbadge.verify.endorsement_codes import EndorsementCode
from mexbadge.verify.findings import REQUIRED, Check, Code, Finding, Outcome, Verdict, verdict_of
from mexbadge.verify.report import Report
from mexbadge.verify.subject import Ask, OuterRecord, Subject

__all__ = ["MOST", "JudgeInside", "check_contained", "content_of", "of_report", "vouched"]

JudgeInside: TypeAlias = Callable[[bytes | Mapping[str, object], Ask, str], Report]
"""Judges a credential inside another one; the text is its place."""
MOST: Final = 256
"""How many credentials of one record are judged."""
_WHERE: Final = "/credentialSubject/verifiableCredential"
_BAD: Final = frozenset({Outcome.FAILED, Outcome.UNKNOWN})


def check_contained(
    subject: Subject, ask: Ask, *, binding: Finding | None, judge_inside: JudgeInside
) -> Iterator[Finding]:
    """Judge every credential inside; one finding for each that is not plainly good, one for all that are.

    ``binding`` is the finding that binds the record's key to its issuer, ``None`` where nothing does.
    """
    entries = list(_entries(subject.document.get("credentialSubject")))
    if len(entries) > MOST:
        yield Finding(Check.MODEL, Code.NESTED_MANY, Outcome.FAILED, {"limit": MOST}, _WHERE)
        return
    record = _record(subject, ask, binding)
    inner = replace(ask, record=record, receipt=None)
    good, ended = 0, Outcome.FAILED if ask.policy.strict else Outcome.WARNED
    reports = [(where, judge_inside(content_of(entry), inner, where)) for where, entry in entries]
    known = _things(subject, [report for _, report in reports])
    for where, report in reports:
        findings = [*of_report(report, where, ended=ended), *_of_person(report, record, ask, where)]
        findings += _of_endorsement(report, known, where, ended)
        good += not findings
        yield from findings
    if good:
        yield Finding(Check.MODEL, Code.NESTED_OK, Outcome.PASSED, {"count": good})


def _entries(holder: object) -> Iterator[tuple[str, object]]:
    """Yield every credential inside with its place, however many subjects the record has."""
    subjects = [("", holder)] if not isinstance(holder, list) else [(f"/{n}", one) for n, one in enumerate(holder)]
    for place, one in subjects:
        found = one.get("verifiableCredential") if isinstance(one, Mapping) else None
        where = f"/credentialSubject{place}/verifiableCredential"
        for number, entry in enumerate(found if isinstance(found, list) else [] if found is None else [found]):
            yield f"{where}/{number}", entry


def _record(subject: Subject, ask: Ask, binding: Finding | None) -> OuterRecord:
    """Return what the record vouches for; a record inside another one of the same issuer keeps what that one joined."""
    named = Badge.of_ob3(subject.document, format=subject.form.value).recipients
    issuer = subject.issuer_id if binding is not None else None
    outer = ask.record.identities if ask.record is not None and ask.record.issued(issuer) else ()
    return OuterRecord(issuer, binding, (*named, *(one for one in outer if one not in named)))


def content_of(entry: object) -> bytes | Mapping[str, object]:
    """Return what is judged: a credential, an envelope with one (VC Data Model 2.0, section 4.13), or a token."""
    if isinstance(entry, str):
        return entry.encode("utf-8", "replace")
    return entry if isinstance(entry, Mapping) else b"[]"


def vouched(findings: Iterable[Finding], subject: Subject, ask: Ask) -> tuple[Finding, ...]:
    """Return the findings of proof and binding as they count inside a record.

    A copy without a proof of its own is covered by the proof of the record. That is its issuer's word only where the
    record's key is bound to that same issuer: then, and only then, is the missing proof a warning.
    """
    findings = tuple(findings)
    decided = [f for f in findings if f.check in {Check.PROOF, Check.BINDING} and f.outcome in _BAD]
    record = ask.record
    if record is None or record.binding is None or not record.issued(subject.issuer_id):
        return findings
    if [f.code for f in decided] != [Code.PROOF_MISSING]:
        return findings
    values = {"issuer": subject.issuer_id}
    lent = (Finding(Check.PROOF, Code.PROOF_OF_RECORD, Outcome.WARNED, values), record.binding)
    return (*(f for f in findings if f.check not in {Check.PROOF, Check.BINDING}), *lent)


def of_report(report: Report, where: str, *, ended: Outcome) -> Iterator[Finding]:
    """Say what the report of a credential inside means for what holds it: the gravest thing, in one finding.

    ``ended`` is the outcome for one that has only ended.
    """
    apart = _apart(report)
    person = {finding.outcome for finding in report.of_check(Check.RECIPIENT)}
    if apart is Verdict.INVALID:
        missing = any(f.code == Code.PROOF_MISSING and f.outcome is Outcome.FAILED for f in report.findings)
        yield _finding(Code.NESTED_UNVOUCHED if missing else Code.NESTED_INVALID, Outcome.FAILED, report, where)
    elif Outcome.FAILED in person:
        yield _finding(Code.NESTED_OTHER_PERSON, Outcome.FAILED, report, where)
    elif apart is Verdict.UNKNOWN:
        yield _finding(Code.NESTED_UNKNOWN, Outcome.UNKNOWN, report, where)
    elif Outcome.UNKNOWN in person:
        yield _finding(Code.NESTED_PERSON_UNKNOWN, Outcome.UNKNOWN, report, where)
    elif Code.DATES_EXPIRED in report.failed():
        yield _finding(Code.NESTED_ENDED, ended, report, where)
    elif report.verdict is not Verdict.VALID:
        unsigned = Code.PROOF_OF_RECORD in report.codes()
        yield _finding(Code.NESTED_UNSIGNED if unsigned else Code.NESTED_WARNING, Outcome.WARNED, report, where)


def _apart(report: Report) -> Verdict:
    """Return what a report comes to, leaving out whose the credential is and that it has ended."""
    left = [f for f in report.findings if f.check is not Check.RECIPIENT and f.code != Code.DATES_EXPIRED]
    if Code.DATES_EXPIRED in report.failed():
        left.append(Finding(Check.DATES, Code.DATES_UNTIL, Outcome.PASSED))
    return verdict_of(left, required=REQUIRED)


def _of_person(report: Report, record: OuterRecord, ask: Ask, where: str) -> Iterator[Finding]:
    """Compare whom a credential inside names with whom the record names, where nobody was asked about."""
    badge = report.badge
    if ask.recipient is not None or badge is None or badge.kind is Kind.ENDORSEMENT:
        return
    inner = badge.recipients
    values = {"holder": shown_identities(record.identities)}
    same = [one for one in record.identities if agree((one,), inner)]
    if not same and any(one.is_telling(other) for one in inner for other in record.identities):
        yield _finding(Code.NESTED_OTHER_PERSON, Outcome.FAILED, report, where, **values)
    elif not same:
        yield _finding(Code.NESTED_PERSON_UNKNOWN, Outcome.WARNED, report, where, **values)
    elif len(same) < len(record.identities) and not record.issued(badge.issuer_id):
        yield _finding(Code.NESTED_JOINED, Outcome.WARNED, report, where, **values)


def _things(subject: Subject, reports: Iterable[Report]) -> frozenset[str]:
    """Return the ids of what stands in a record, of which an endorsement beside it may speak."""
    own = Badge.of_ob3(subject.document, format=subject.form.value)
    badges = [report.badge for report in reports if report.badge and report.badge.kind is not Kind.ENDORSEMENT]
    found = (found for one in (own, *badges) for found in (one.id, one.achievement_id, one.issuer_id, one.subject_id))
    named = (*found, *_achievements(subject.document.get("credentialSubject")))
    return frozenset(as_compared(name) for name in named if name is not None)


def _achievements(holder: object) -> Iterator[str]:
    """Yield the ids of the achievements that a record lists beside its credentials."""
    listed = holder.get("achievement") if isinstance(holder, Mapping) else None
    for one in listed if isinstance(listed, list) else [listed]:
        if isinstance(one, Mapping) and isinstance(found := one.get("id"), str):
            yield found


def _of_endorsement(report: Report, known: frozenset[str], where: str, outcome: Outcome) -> Iterator[Finding]:
    """Say of an endorsement in a record that it is of nothing in that record: then it does not count there."""
    badge = report.badge
    if badge is None or badge.kind is not Kind.ENDORSEMENT:
        return
    if badge.subject_id is None or as_compared(badge.subject_id) not in known:
        values = {"endorsed": badge.subject_id or "-", "holder": "-"}
        yield Finding(Check.ENDORSEMENTS, EndorsementCode.OTHER_SUBJECT, outcome, values, where)


def _finding(code: Code, outcome: Outcome, report: Report, where: str, **more: object) -> Finding:
    badge = report.badge
    values: dict[str, object] = {"name": (badge.name_in("en") if badge else None) or where}
    if badge is not None:
        values |= {"issuer": badge.issuer_id or "-", "named": shown_identities(badge.recipients)}
        values |= {"end": (badge.valid_until or "?")[:10]}
    return Finding(Check.MODEL, code, outcome, {"issuer": "-", "named": "-", "end": "?", **values, **more}, where)
