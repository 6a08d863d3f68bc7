"""The endorsements that hang on a badge, each judged like a credential of its own (Open Badges 3.0, section 9.1).

They are found at any depth: on the credential, its achievement, a profile. Not looked into: the endorsements of an
endorsement, which are judged with it, and the credentials inside a learner record, which bring their own.

One counts if it holds and speaks of the thing on which it stands: by id, and by type where it names one. One that does
not is a warning, since the badge is its own issuer's word with or without it. Step 6 of section 9.1 says of a broken
endorsement that the badge's verification has failed; so says ``Policy.endorsements``, and strictness.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Final, NamedTuple, Protocol, TypeAlias

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.models.kinds import texts_of
from mexbadge.models.uris import as_compared
from mexbadge.proofs.vc_jwt import read
from mexbadge.verify.endorsement_codes import EndorsementCode
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Verdict, Why
from mexbadge.verify.subject import Ask, Subject

__all__ = ["MOST", "JudgeInside", "Judged", "check_endorsements"]

MOST: Final = 64
"""How many endorsements one badge may carry; an endorsement inside a badge may carry an eighth of that, and so on."""
_MEMBER: Final = "endorsement"
_MEMBER_JWT: Final = "endorsementJwt"
_TYPE: Final = "EndorsementCredential"
_SUBJECT: Final = "EndorsementSubject"
_REASONS: Final = {Code.DATES_EXPIRED: EndorsementCode.ENDED, Code.PROOF_MISSING: EndorsementCode.UNSIGNED}
_NOT_ENTERED: Final = frozenset({"@context", "proof", "verifiableCredential", _MEMBER, _MEMBER_JWT})
_NONE: Final = Finding(Check.ENDORSEMENTS, EndorsementCode.NONE, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)


class Judged(Protocol):
    """What judging a nested credential comes to; a report is one."""

    @property
    def verdict(self) -> Verdict:
        """What the credential is found to be."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Why."""


JudgeInside: TypeAlias = Callable[[bytes | Mapping[str, object], Ask, str], Judged]
"""Judges a credential that another one holds, the bytes of a token or a JSON object; the text is its place."""


class _Attached(NamedTuple):
    """One endorsement where it stands, and the id and types of the thing that it stands on."""

    where: str
    raw: object
    is_token: bool
    holder: object
    types: frozenset[str]


def check_endorsements(subject: Subject, ask: Ask, *, judge_inside: JudgeInside) -> Iterator[Finding]:
    """Judge every endorsement; one that does not count is a warning, or makes the badge invalid under the policy."""
    nested = _TYPE in texts_of(subject.document.get("type"))
    most = max(1, MOST >> 3 * ask.depth) if nested else MOST
    attached: list[_Attached] = []
    for found in _attached(subject.document) if subject.survey.endorsed else ():
        if len(attached) == most:
            yield _finding(EndorsementCode.MANY, Outcome.FAILED, found.where, limit=most)
            return
        attached.append(found)
    if not attached:
        yield _NONE
        return
    policy = replace(ask.policy, issuers=frozenset())
    anyone = replace(ask, policy=policy, recipient=None, record=None, refresh=False)
    judged: dict[str, Judged] = {}
    for one in attached:
        yield _judged(one, anyone, judge_inside, judged)


def _judged(one: _Attached, ask: Ask, judge_inside: JudgeInside, known: dict[str, Judged]) -> Finding:
    """Say what one endorsement comes to; equal ones are judged once."""
    fails = ask.policy.strict or ask.policy.endorsements == "fail"
    failed, open_ = (Outcome.FAILED, Outcome.UNKNOWN) if fails else (Outcome.WARNED, Outcome.WARNED)
    document = _document(one)
    if document is None:
        return _finding(EndorsementCode.FORM, failed, one.where)
    raw = one.raw.encode("utf-8") if isinstance(one.raw, str) else document
    key = one.raw if isinstance(one.raw, str) else _json.dumps(document)
    report = known.get(key)
    if report is None:
        report = known[key] = judge_inside(raw, ask, one.where)
    issuer = _id_of(document.get("issuer")) or "-"
    if report.verdict is Verdict.INVALID:
        reason = _reason(report, Outcome.FAILED)
        return _finding(_bad(report), failed, one.where, issuer=issuer, reason=reason)
    endorsed = _endorsed(document)
    if not _is_about(endorsed, one):
        about = _id_of(endorsed) or "-"
        values = {"endorsed": about, "holder": one.holder if isinstance(one.holder, str) else "-"}
        return _finding(EndorsementCode.OTHER_SUBJECT, failed, one.where, **values)
    if report.verdict is Verdict.UNKNOWN:
        reason = _reason(report, Outcome.UNKNOWN)
        return _finding(EndorsementCode.UNKNOWN, open_, one.where, issuer=issuer, reason=reason)
    if report.verdict is Verdict.WARNING:
        reason = _reason(report, Outcome.WARNED)
        return _finding(EndorsementCode.WARNING, Outcome.WARNED, one.where, issuer=issuer, reason=reason)
    return _finding(EndorsementCode.OK, Outcome.PASSED, one.where, issuer=issuer)


def _bad(report: Judged) -> EndorsementCode:
    """Tell an endorsement that ended, or that nobody signed, from one that is wrong in another way."""
    failed = {str(finding.code) for finding in report.findings if finding.outcome is Outcome.FAILED}
    code = next((named for reason, named in _REASONS.items() if failed == {reason}), EndorsementCode.INVALID)
    return EndorsementCode(code)


def _is_about(endorsed: Mapping[str, object], one: _Attached) -> bool:
    """Return whether an endorsement is of the thing on which it stands: its id, and its types where it names any."""
    about = _id_of(endorsed)
    named = frozenset(texts_of(endorsed.get("type"))) - {_SUBJECT}
    same = about is not None and isinstance(one.holder, str) and as_compared(about) == as_compared(one.holder)
    return same and named <= one.types


def _attached(document: Mapping[str, object]) -> Iterator[_Attached]:
    """Yield the endorsements in ``document`` in its order, without recursion."""
    waiting: list[tuple[object, str]] = [(document, "")]
    while waiting:
        value, where = waiting.pop()
        if isinstance(value, list):
            waiting.extend((item, f"{where}/{place}") for place, item in reversed(list(enumerate(value))))
        elif isinstance(value, Mapping):
            for name in (_MEMBER, _MEMBER_JWT):
                yield from _standing(value, name, where)
            inner = [(name, item) for name, item in value.items() if name not in _NOT_ENTERED]
            waiting.extend((item, f"{where}/{_json.escape_pointer(name)}") for name, item in reversed(inner))


def _standing(holder: Mapping[str, object], name: str, where: str) -> Iterator[_Attached]:
    value = holder.get(name)
    if value is None:
        return
    is_token, owner, types = name == _MEMBER_JWT, holder.get("id"), frozenset(texts_of(holder.get("type")))
    if not isinstance(value, list):
        yield _Attached(f"{where}/{name}", value, is_token, owner, types)
        return
    for place, item in enumerate(value):
        yield _Attached(f"{where}/{name}/{place}", item, is_token, owner, types)


def _document(one: _Attached) -> Mapping[str, object] | None:
    """Return the endorsement as a JSON object, or ``None`` where it is no EndorsementCredential at all."""
    document: object = one.raw
    if one.is_token:
        try:
            document = read(one.raw).document if isinstance(one.raw, str) else None
        except InputError:
            return None
    if not isinstance(document, Mapping) or _TYPE not in texts_of(document.get("type")):
        return None
    return document


def _endorsed(document: Mapping[str, object]) -> Mapping[str, object]:
    subject = document.get("credentialSubject")
    if isinstance(subject, list) and len(subject) == 1:
        subject = subject[0]
    return subject if isinstance(subject, Mapping) else {}


def _id_of(value: object) -> str | None:
    found = value.get("id") if isinstance(value, Mapping) else value
    return found if isinstance(found, str) else None


def _reason(report: Judged, outcome: Outcome) -> str:
    found = (str(finding.code) for finding in report.findings if finding.outcome is outcome)
    return next(found, report.verdict.value)


def _finding(code: EndorsementCode, outcome: Outcome, where: str, **values: object) -> Finding:
    return Finding(Check.ENDORSEMENTS, code, outcome, values, where)
