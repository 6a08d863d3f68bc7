"""The order of the checks, and what becomes of their findings (Open Badges 3.0, section 9.1; decision 2).

1. format: find the badge in the file            5. status: neither revoked nor suspended
2. context and model: what the document says     6. schema, image, refresh, endorsements: what hangs on it
3. proof and binding: who signed it; trust lists 7. nested credentials of a learner record
4. dates: in force at the moment asked           8. recipient: whose it is; ledger: its receipt; its words

A badge of 2.0 or older is judged in the order of :mod:`mexbadge.verify.ob2.judging`, up to whose it is. Checks that
meet another credential come back here by the function that they are given: none of them imports this module.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple

from mexbadge import _json
from mexbadge.badge import Badge
from mexbadge.errors import FetchError
from mexbadge.fetch import Fetch, Recorder, Response, Source, TriedOnce, answered_from, fresh
from mexbadge.fetch.addresses import ascii_host, host_of
from mexbadge.models.kinds import Kind, kind_of, types_of
from mexbadge.models.nulls import without_nulls
from mexbadge.verify import libraries, ob2
from mexbadge.verify.bound import bound_finding
from mexbadge.verify.checks.achieving import check_achieving, check_record
from mexbadge.verify.checks.contained import check_contained, vouched
from mexbadge.verify.checks.dates import check_dates
from mexbadge.verify.checks.endorsements import check_endorsements
from mexbadge.verify.checks.image import check_image
from mexbadge.verify.checks.ledger import check_ledger
from mexbadge.verify.checks.model import check_context, check_model
from mexbadge.verify.checks.recipient import check_recipient
from mexbadge.verify.checks.refresh import SHOWN, RefreshCode, check_refresh
from mexbadge.verify.checks.schema import check_schema
from mexbadge.verify.checks.status import check_status
from mexbadge.verify.checks.trust import as_listed, check_age, check_names, check_trust
from mexbadge.verify.findings import REQUIRED, Check, Code, Finding, Outcome, Verdict, blocked, verdict_of
from mexbadge.verify.intake import Taken, addressed, take
from mexbadge.verify.kinds import DEEPEST
from mexbadge.verify.lookalikes import check_lookalikes, check_mentions
from mexbadge.verify.presented import presented
from mexbadge.verify.receipts import at_address, inside
from mexbadge.verify.report import Report, Resource
from mexbadge.verify.signature.proof import check_proof
from mexbadge.verify.subject import Ask, Subject

if TYPE_CHECKING:
    from mexbadge.verify.judged_lists import ListJudgement

__all__ = ["REQUIRED", "alone", "judge", "judge_url"]


_BADGES: Final = frozenset({Kind.ACHIEVEMENT, Kind.ENDORSEMENT, Kind.CLR, Kind.ASSERTION})
"""What may be handed in as a badge; a status list is read only where a badge names it."""
_LISTS: Final = frozenset({Kind.STATUS_LIST})


def judge(data: bytes, name: str, ask: Ask) -> Report:
    """Judge what is in ``data``; the report says everything, no exception does."""
    recorder = Recorder(TriedOnce(fresh(ask.fetch)))
    receipt = inside(data) if ask.receipt is None else ask.receipt
    report = _first(take(data), name, replace(ask, receipt=receipt, fetch=recorder))
    return _with_resources(report, recorder, ask)


def _with_resources(report: Report, recorder: Recorder, ask: Ask) -> Report:
    """Say which documents were used, and warn of each host of one's own network among those that answered."""
    used = recorder.responses
    report = report.with_resources(tuple(map(Resource.of, used)))
    if not ask.policy.private_hosts:
        return report
    asked = {host_of(url) for one in used if one.source is not Source.RESOURCES for url in _addresses(one)}
    private = sorted(asked & {ascii_host(host) for host in ask.policy.private_hosts} - {None}, key=str)
    if not private:
        return report
    told = (Finding(Check.BINDING, Code.BINDING_PRIVATE, Outcome.WARNED, {"host": host}) for host in private)
    findings = sorted((*report.findings, *told), key=lambda finding: _ORDER[finding.check])
    verdict = Verdict.WARNING if report.verdict is Verdict.VALID else report.verdict
    return replace(report, findings=tuple(findings), verdict=verdict)


def _addresses(response: Response) -> tuple[str, ...]:
    try:
        return response.url, answered_from(response).final
    except FetchError:
        return (response.url,)


def alone(name: str, finding: Finding, at: datetime) -> Report:
    """Return the report of what could not be looked into: one finding."""
    return Report(name, verdict_of([finding], required=REQUIRED), at, None, (finding,))


def judge_url(url: str, ask: Ask) -> Report:
    """Fetch what stands at ``url``, following a page once, and judge it; out of reach is "could not be decided"."""
    recorder = Recorder(TriedOnce(fresh(ask.fetch)))
    ask = replace(ask, fetch=recorder)
    try:
        if (found := libraries.badge_at(url, ask)) is None:
            finding = Finding(Check.FORMAT, Code.FORMAT_PAGE, Outcome.FAILED, {"url": url})
            return alone(url, finding, ask.at)
        response, place = found
        receipt = ask.receipt or inside(response.body) or _receipt_at(place, ask)
        report = _first(addressed(take(response.body), place), url, replace(ask, receipt=receipt))
    except FetchError as error:
        finding = Finding.of(Check.FORMAT, error.problem, Outcome.UNKNOWN)
        report = alone(url, finding, ask.at)
    return _with_resources(report, recorder, ask)


def _first(taken: Taken, name: str, ask: Ask) -> Report:
    """Judge what was given; of a presentation, what it holds, unless that is a presentation again."""
    if taken.kind is not Kind.PRESENTATION or taken.subject is None:
        return _judged(taken, name, ask)

    def judge_one(raw: bytes | Mapping[str, object], inner: Ask) -> Report:
        data = raw if isinstance(raw, bytes) else _json.dumps(raw).encode("ascii")
        return _judged(take(data), name, inner) if inner.budget.left() else _out_of_time(inner)

    report = presented(taken.subject, ask, judge_one=judge_one)
    return replace(report, input=name, findings=(*taken.findings, *report.findings))


def _receipt_at(url: str, ask: Ask) -> bytes | None:
    """Look for a receipt beside an address, where a log is believed or a receipt is asked for.

    One that is out of reach is none: whether that matters, the policy says.
    """
    if not ask.policy.logs and not ask.policy.require_ledger:
        return None
    try:
        return at_address(url, ask.fetch)
    except FetchError:
        return None


def _judged(taken: Taken, name: str, ask: Ask, wanted: frozenset[Kind] = _BADGES) -> Report:
    """Run the checks of what was found in a file, and draw the verdict; ``wanted`` are the kinds that may be here."""
    if taken.subject is not None and taken.kind not in wanted:
        taken = Taken((_other_kind(taken.subject),))
    subject = taken.subject
    nested: list[Report] = []
    newer: list[Report] = []
    badge: Badge | None = None
    findings = list(taken.findings)
    if subject is not None and taken.generation == "2.0":
        judged = ob2.judge(subject, ask)
        findings += judged.findings
        findings += check_trust(judged.findings, ask, taken.kind)
        badge = judged.badge
    elif subject is not None:
        plain = _without_nulls(subject)
        badge = Badge.later(plain.document, subject.survey.named, format=subject.form.value)
        if taken.kind is Kind.ENDORSEMENT and ask.depth == 0:
            findings.append(Finding(Check.FORMAT, Code.FORMAT_ENDORSEMENT, Outcome.WARNED))
        findings += _of_credential(subject, plain, ask, taken.kind, _Within(nested, newer))
        findings += check_recipient(badge, ask) if taken.kind is not Kind.STATUS_LIST else ()
        findings, badge, nested = _replaced(findings, badge, nested, newer)
    if subject is not None and ask.depth == 0:
        findings += check_ledger(subject, ask.receipt, ask)
    if badge is not None and taken.kind is not Kind.STATUS_LIST:
        spoke = {finding.check for finding in findings if finding.outcome is not Outcome.SKIPPED}
        findings += (found for found in _of_words(badge, ask, taken.kind) if found.check in spoke)
        named = tuple(check_names(badge, findings, ask))
        badge, findings = as_listed(badge, findings, ask), [*findings, *named]
    findings = sorted(findings, key=lambda finding: _ORDER[finding.check])
    verdict = verdict_of(findings, required=REQUIRED)
    content = None if subject is None else subject.raw
    return Report(name, verdict, ask.at, badge, tuple(findings), nested=tuple(nested), content=content)


def _without_nulls(subject: Subject) -> Subject:
    """Return a credential as those read it who look at what it says: a member that is null says nothing."""
    if not subject.survey.nulls:
        return subject
    return replace(subject, document=without_nulls(subject.document))


def _replaced(
    findings: list[Finding], badge: Badge, nested: list[Report], newer: list[Report]
) -> tuple[list[Finding], Badge, list[Report]]:
    """Let a newer version that is in force take the place of the badge; that this one has ended is then a warning.

    What is inside is then that of the newer version, with what was found of it; what fails in the badge that was given
    fails on.
    """
    codes = {finding.code for finding in findings}
    if not newer or newer[-1].badge is None or codes.isdisjoint(SHOWN):
        return findings, badge, nested
    if RefreshCode.IN_FORCE in codes:
        ended = (Code.DATES_EXPIRED, Outcome.FAILED)
        findings = [replace(f, outcome=Outcome.WARNED) if (f.code, f.outcome) == ended else f for f in findings]
    findings = [finding for finding in findings if _bad(finding) or not _of_inside(finding)]
    findings += (finding for finding in newer[-1].findings if _of_inside(finding))
    return findings, newer[-1].badge, list(newer[-1].nested)


def _of_inside(finding: Finding) -> bool:
    """Return whether a finding is about a credential inside, or an endorsement."""
    return finding.check is Check.ENDORSEMENTS or str(finding.code).startswith("nested_")


def _other_kind(subject: Subject) -> Finding:
    """Refuse a credential that is none of the kinds that may stand in this place."""
    if kind_of(subject.document) is Kind.STATUS_LIST:
        return Finding(Check.FORMAT, Code.FORMAT_STATUS_LIST, Outcome.FAILED)
    types = ", ".join(types_of(subject.document)[:5])
    return Finding(Check.FORMAT, Code.FORMAT_OTHER_CREDENTIAL, Outcome.FAILED, {"types": types})


_ORDER: Final = {check: place for place, check in enumerate(Check)}


def _of_words(badge: Badge, ask: Ask, kind: Kind) -> Iterator[Finding]:
    """Look at what a badge says, whatever its version: what could fool a reader, and how old it is.

    These findings never speak for a required check: the caller drops those of a check that said nothing itself.
    """
    yield from check_lookalikes(badge)
    yield from check_achieving(badge)
    if kind is not Kind.ENDORSEMENT:
        yield from check_age(badge, ask)


class _Within(NamedTuple):
    """Where reports go while a credential is judged: of the credentials inside it, and of a newer version."""

    nested: list[Report]
    newer: list[Report]


def _of_credential(subject: Subject, plain: Subject, ask: Ask, kind: Kind, reports: _Within) -> Iterator[Finding]:
    """Run the checks of a 3.0 credential in their order; what hangs on it waits until the signature holds.

    ``plain`` is the same without what is null, for those who look at what it says. ``reports`` takes those of the
    credentials inside, and that of a newer version.
    """
    early = [*check_context(subject, ask), *check_model(subject, ask), *check_mentions(subject.survey.named)]
    early += vouched(check_proof(subject, ask), subject, ask)
    bound = bound_finding(f for f in early if f.check is Check.BINDING)
    early += check_trust(early, ask, kind)
    yield from early
    subject = plain
    yield from check_dates(subject, ask)
    broken = next((f.check for f in early if f.check in {Check.PROOF, Check.BINDING} and _bad(f)), None)
    if broken is not None and not (ask.record is not None and any(f.code == Code.PROOF_MISSING for f in early)):
        yield from _left_out(subject, broken)
        return
    yield from check_status(subject, ask, judge_list=_judge_list)  # that it is revoked, no copy needs a proof for
    if broken is not None:
        yield from (f for f in _left_out(subject, broken) if f.check is not Check.STATUS)
        return
    yield from check_schema(subject, ask)
    if kind is Kind.STATUS_LIST:
        return
    yield from check_image(subject, ask)
    if ask.depth >= DEEPEST:
        yield from _too_deep(subject, kind)
        return

    def judge_inside(raw: bytes | Mapping[str, object], inner: Ask, where: str) -> Report:
        report = _judge_nested(raw, inner) if inner.budget.left_inside() else _out_of_time(inner)
        of_record = inner.record is not None
        label = where if of_record else report.badge.id if report.badge and report.badge.id else "-"
        reports.nested.append(replace(report, input=label, place=where))
        return report

    def judge_newer(raw: bytes | Mapping[str, object], inner: Ask) -> Report:
        reports.newer.append(_judge_nested(raw, inner))
        return reports.newer[-1]

    yield from check_refresh(subject, ask, judge_newer=judge_newer)
    yield from check_endorsements(subject, ask, judge_inside=judge_inside)
    if kind is Kind.CLR:
        before = len(reports.nested)
        yield from check_contained(subject, ask, binding=bound, judge_inside=judge_inside)
        yield from check_record(subject.document.get("partial"), len(reports.nested) - before)


def _bad(finding: Finding) -> bool:
    return finding.outcome in {Outcome.FAILED, Outcome.UNKNOWN}


def _left_out(subject: Subject, by: Check) -> Iterator[Finding]:
    """Say which later checks were left out because the signature does not hold, or could not be checked."""
    for check, member in _HANGING:
        if member in subject.document:
            yield blocked(check, by)


def _too_deep(subject: Subject, kind: Kind) -> Iterator[Finding]:
    """Say that what hangs on a credential so deep inside others was not followed."""
    if kind is Kind.CLR or any(member in subject.document for _, member in _HANGING[2:]):
        yield Finding(Check.ENDORSEMENTS, Code.NESTED_TOO_DEEP, Outcome.UNKNOWN, {"limit": DEEPEST})


_HANGING: Final = (
    (Check.STATUS, "credentialStatus"),
    (Check.SCHEMA, "credentialSchema"),
    (Check.REFRESH, "refreshService"),
    (Check.ENDORSEMENTS, "endorsement"),
    (Check.ENDORSEMENTS, "endorsementJwt"),
)
"""The checks that look at something beside the credential itself, and the member that names it."""


def _judge_nested(raw: bytes | Mapping[str, object], ask: Ask) -> Report:
    """Judge a credential that another one holds or names, one level deeper."""
    data = raw if isinstance(raw, bytes) else _json.dumps(raw).encode("ascii")
    return _judged(take(data), "", replace(ask, receipt=None, depth=ask.depth + 1))


def _out_of_time(ask: Ask) -> Report:
    """Say that the time for one verification ran out before this credential was judged."""
    finding = Finding(Check.FORMAT, Code.NESTED_OUT_OF_TIME, Outcome.UNKNOWN)
    return alone("", finding, ask.at)


def _judge_list(body: bytes, ask: Ask) -> "ListJudgement":
    """Judge a status list like any credential; who may sign it, and its dates, are for the status check to say.

    A list is as of now, whatever moment the badge is judged for: the date of its proof does not count against it. No
    list has the benefit of the doubt that ``--compat`` gives to badges: what a stranger signed would clear every one.
    """
    anew = partial(libraries.judged_anew, body, ask, partial(_judged_list, body, ask))
    return ask.lists.judged(body, ask, anew)


def _judged_list(body: bytes, ask: Ask, fetch: Fetch) -> "tuple[ListJudgement, tuple[object, ...]]":
    """Judge a status list, asking ``fetch`` for everything; return with it what was resolved on the way."""
    policy = replace(ask.policy, issuers=frozenset(), compat=False)
    deeper = replace(ask, recipient=None, record=None, receipt=None, depth=ask.depth + 1, policy=policy, undated=True)
    deeper = deeper.apart(fetch)
    taken = take(body)
    report = _judged(taken, "", deeper, _LISTS)
    subject = taken.subject
    if subject is None:
        return libraries.ListJudgement({}, None, report.verdict, report.findings), deeper.resolved
    document = without_nulls(subject.document)
    return libraries.ListJudgement(document, subject.issuer_id, report.verdict, report.findings), deeper.resolved
