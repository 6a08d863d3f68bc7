"""Whether the issuer has a newer version of the badge (Open Badges 3.0, section 9.1: refresh, once, after the proof).

An answer with the same id and the same issuer, of which form, proof and key are good, is the newer version. Its status,
its end and its holder decide: one that was revoked, that has ended or that names somebody else than was asked about
fails the badge that was given. One that is in force is what the report shows, and lets an older one that has only ended
pass with a warning. An answer that cannot be read, or that is not proven, changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

from mexbadge._moments import is_over
from mexbadge.errors import FetchError
from mexbadge.fetch.types import ResourceKind
from mexbadge.models.kinds import kind_of, texts_of
from mexbadge.models.uris import as_compared
from mexbadge.proofs.instants import parse_instant
from mexbadge.verify.bound import bound_finding
from mexbadge.verify.checks.endorsements import Judged
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Verdict, Why, verdict_of
from mexbadge.verify.intake import take
from mexbadge.verify.status_codes import StatusCode
from mexbadge.verify.subject import Ask, Subject

__all__ = ["REFRESH_TYPE", "SHOWN", "RefreshCode", "check_refresh"]

JudgeNewer: TypeAlias = Callable[[bytes, Ask], Judged]
"""Judges a credential that another one names as its newer version: the bytes of a token or document."""
REFRESH_TYPE: Final = "1EdTechCredentialRefresh"
_MEMBER: Final = "refreshService"
_WHERE: Final = f"/{_MEMBER}"


class RefreshCode(StrEnum):
    """What a finding about the refresh service says."""

    NONE = "refresh_none"
    NOT_FOLLOWED = "refresh_not_followed"
    TYPE = "refresh_type"
    FORM = "refresh_form"
    UNREADABLE = "refresh_unreadable"
    INVALID = "refresh_invalid"
    UNKNOWN = "refresh_unknown"
    OTHER = "refresh_other"
    CURRENT = "refresh_current"
    NEWER = "refresh_newer"
    REVOKED = "refresh_revoked"
    EXPIRED = "refresh_expired"
    OTHER_PERSON = "refresh_other_person"
    IN_FORCE = "refresh_in_force"


SHOWN: Final = frozenset({RefreshCode.NEWER, RefreshCode.IN_FORCE})
"""The findings after which the newer version is what a report shows."""
_GOOD: Final = frozenset({Verdict.VALID, Verdict.WARNING})
_PROVING: Final = frozenset({Check.FORMAT, Check.MODEL, Check.PROOF, Check.BINDING})
"""What must be good of a version before it says anything (section 9.1, steps 1 to 9)."""
_NONE: Final = Finding(Check.REFRESH, RefreshCode.NONE, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)


def check_refresh(subject: Subject, ask: Ask, *, judge_newer: JudgeNewer) -> Iterator[Finding]:
    """Ask the refresh service once, and say whether what it answers is a newer version of this badge."""
    named = subject.document.get(_MEMBER)
    services = named if isinstance(named, list) else [] if named is None else [named]
    if not services:
        yield _NONE
        return
    if not ask.refresh:
        yield Finding(Check.REFRESH, RefreshCode.NOT_FOLLOWED, Outcome.SKIPPED, where=_WHERE, why=Why.NOT_ASKED)
        return
    known = [s for s in services if isinstance(s, Mapping) and REFRESH_TYPE in texts_of(s.get("type"))]
    if not known:
        kinds = ", ".join(kind for s in services if isinstance(s, Mapping) for kind in texts_of(s.get("type")))
        values = {"type": kinds or "-"}
        yield Finding(Check.REFRESH, RefreshCode.TYPE, Outcome.SKIPPED, values, _WHERE, why=Why.NOT_APPLICABLE)
        return
    url = known[0].get("id")
    if len(known) > 1 or not isinstance(url, str) or not url:
        yield _warned(RefreshCode.FORM)
        return
    yield _answered(subject, ask, url, judge_newer)


def _answered(subject: Subject, ask: Ask, url: str, judge_newer: JudgeNewer) -> Finding:
    try:
        body = ask.get(url, ResourceKind.CREDENTIAL).raise_for_status().body
    except FetchError as error:
        return _warned(RefreshCode.UNREADABLE, url=url, reason=error.code)
    taken = take(body)
    fresh = taken.subject
    if fresh is None:
        return _warned(RefreshCode.INVALID, url=url, reason=str(taken.findings[0].code))
    if _content(fresh) == _content(subject):
        return Finding(Check.REFRESH, RefreshCode.CURRENT, Outcome.PASSED, {"url": url}, _WHERE)
    if not _is_version(fresh, subject):
        return _warned(RefreshCode.OTHER, url=url)
    if _is_older(fresh, subject):
        return Finding(Check.REFRESH, RefreshCode.CURRENT, Outcome.PASSED, {"url": url}, _WHERE)
    return _of_version(fresh, subject, judge_newer(body, replace(ask, record=None, refresh=False)), url, ask)


def _is_version(fresh: Subject, subject: Subject) -> bool:
    """Return whether an answer is of the same id, issuer and kind; without an id nothing is a version of anything."""
    ours, theirs = subject.document.get("id"), fresh.document.get("id")
    if not (isinstance(ours, str) and ours and isinstance(theirs, str)):
        return False
    same_kind = kind_of(fresh.document) is kind_of(subject.document)
    return as_compared(ours) == as_compared(theirs) and same_kind and fresh.issuer_id == subject.issuer_id


def _is_older(fresh: Subject, subject: Subject) -> bool:
    """Return whether an answer was made before the badge that was given: by its start, then by its proof."""
    ours, theirs = _start(subject), _start(fresh)
    if ours is None or theirs is None or ours != theirs:
        return ours is not None and theirs is not None and theirs < ours
    made, made_theirs = _made(subject), _made(fresh)
    return made is not None and made_theirs is not None and made_theirs < made


def _start(subject: Subject) -> datetime | None:
    return parse_instant(subject.document.get("validFrom", subject.document.get("issuanceDate")))


def _made(subject: Subject) -> datetime | None:
    """Return when the newest embedded proof was made, as it says itself."""
    proofs = subject.document.get("proof")
    entries = proofs if isinstance(proofs, list) else [proofs]
    dates = (parse_instant(one.get("created")) for one in entries if isinstance(one, Mapping))
    return max((date for date in dates if date is not None), default=None)


def _of_version(fresh: Subject, subject: Subject, report: Judged, url: str, ask: Ask) -> Finding:
    """Say what a newer version of the badge comes to, once it was judged."""
    start, end = _written(fresh, "validFrom", "issuanceDate"), _written(fresh, "validUntil", "expirationDate")
    values = {"url": url, "start": start, "end": end}
    proven = _is_proven(report.findings)
    against = _against(report.findings) if proven else None
    if against is not None:
        return Finding(Check.REFRESH, against, Outcome.FAILED, values, _WHERE)
    if report.verdict not in _GOOD or not proven:
        worst = {Verdict.INVALID: Outcome.FAILED, Verdict.UNKNOWN: Outcome.UNKNOWN}.get(report.verdict, Outcome.WARNED)
        reasons = (str(finding.code) for finding in report.findings if finding.outcome is worst)
        code = RefreshCode.UNKNOWN if report.verdict is Verdict.UNKNOWN else RefreshCode.INVALID
        return _warned(code, url=url, reason=next(reasons, report.verdict.value))
    past = parse_instant(subject.document.get("validUntil", subject.document.get("expirationDate")))
    return _warned(RefreshCode.IN_FORCE if is_over(past, at=ask.at) else RefreshCode.NEWER, **values)


def _is_proven(findings: Iterable[Finding]) -> bool:
    """Return whether form and proof of a version are good, and its key bound to the issuer; leniency binds nothing."""
    proving = [f for f in findings if f.check in _PROVING and not str(f.code).startswith("nested_")]
    return verdict_of(proving, required=_PROVING) in _GOOD and bound_finding(proving) is not None


def _against(findings: Iterable[Finding]) -> RefreshCode | None:
    """Return what a proven newer version says against the badge that was given."""
    failed = [finding for finding in findings if finding.outcome is Outcome.FAILED]
    if any(finding.code in {StatusCode.REVOKED, StatusCode.SUSPENDED} for finding in failed):
        return RefreshCode.REVOKED
    if any(finding.code == Code.DATES_EXPIRED for finding in failed):
        return RefreshCode.EXPIRED
    return RefreshCode.OTHER_PERSON if any(f.check is Check.RECIPIENT for f in failed) else None


def _written(subject: Subject, name: str, older: str) -> str:
    found = subject.document.get(name, subject.document.get(older))
    return found[:10] if isinstance(found, str) and found else "-"


def _content(subject: Subject) -> dict[str, object]:
    """Return what the credential says, its signature aside."""
    return {name: value for name, value in subject.document.items() if name != "proof"}


def _warned(code: RefreshCode, **values: object) -> Finding:
    return Finding(Check.REFRESH, code, Outcome.WARNED, values, _WHERE)
