"""Whether the issuer has a newer version of the badge (Open Badges 3.0, section 9.1: refresh, once, after the proof).

The badge that was given is the one that is judged. What the refresh service answers only adds a warning: a newer
version exists, or the answer could not be used.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from mexbadge.errors import FetchError
from mexbadge.fetch.types import Kind
from mexbadge.proofs.instants import parse_instant
from mexbadge.status.entries import texts_of
from mexbadge.verify.checks.endorsements import Judged, JudgeNested
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, Why
from mexbadge.verify.intake import take
from mexbadge.verify.subject import Ask, Subject

__all__ = ["REFRESH_TYPE", "RefreshCode", "check_refresh"]

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


def check_refresh(subject: Subject, ask: Ask, *, judge_nested: JudgeNested) -> Iterator[Finding]:
    """Ask the refresh service once, and say whether what it answers is a newer version of this badge."""
    named = subject.document.get(_MEMBER)
    services = named if isinstance(named, list) else [] if named is None else [named]
    if not services:
        yield Finding(Check.REFRESH, RefreshCode.NONE, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
        return
    if ask.depth:
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
    yield _answered(subject, ask, url, judge_nested)


def _answered(subject: Subject, ask: Ask, url: str, judge_nested: JudgeNested) -> Finding:
    try:
        body = ask.get(url, Kind.CREDENTIAL).raise_for_status().body
    except FetchError as error:
        return _warned(RefreshCode.UNREADABLE, url=url, reason=error.code)
    taken = take(body)
    fresh = taken.subject
    if fresh is None:
        return _warned(RefreshCode.INVALID, url=url, reason=str(taken.findings[0].code))
    if _content(fresh) == _content(subject):
        return Finding(Check.REFRESH, RefreshCode.CURRENT, Outcome.PASSED, {"url": url}, _WHERE)
    if fresh.document.get("id") != subject.document.get("id") or fresh.issuer_id != subject.issuer_id:
        return _warned(RefreshCode.OTHER, url=url)
    return _of_version(fresh, subject, judge_nested(body, ask), url)


def _of_version(fresh: Subject, subject: Subject, report: Judged, url: str) -> Finding:
    """Say what another version of the badge comes to, once it was judged."""
    if report.verdict not in {Verdict.VALID, Verdict.WARNING}:
        worst = Outcome.FAILED if report.verdict is Verdict.INVALID else Outcome.UNKNOWN
        reasons = (str(finding.code) for finding in report.findings if finding.outcome is worst)
        code = RefreshCode.INVALID if report.verdict is Verdict.INVALID else RefreshCode.UNKNOWN
        return _warned(code, url=url, reason=next(reasons, report.verdict.value))
    start = fresh.document.get("validFrom", fresh.document.get("issuanceDate"))
    ours = parse_instant(subject.document.get("validFrom", subject.document.get("issuanceDate")))
    theirs = parse_instant(start)
    if ours is not None and theirs is not None and theirs < ours:
        return Finding(Check.REFRESH, RefreshCode.CURRENT, Outcome.PASSED, {"url": url}, _WHERE)
    return _warned(RefreshCode.NEWER, url=url, start=start)


def _content(subject: Subject) -> dict[str, object]:
    """Return what the credential says, its signature aside."""
    return {name: value for name, value in subject.document.items() if name != "proof"}


def _warned(code: RefreshCode, **values: object) -> Finding:
    return Finding(Check.REFRESH, code, Outcome.WARNED, values, _WHERE)
