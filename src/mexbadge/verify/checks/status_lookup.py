"""What the lists say that a badge names as its status (Bitstring Status List 1.0, section 3.2).

A list that cannot be read leaves the question open; one that is malformed, or whose signature is not its own issuer's,
makes the badge invalid, because whoever could serve such a list could hide a revocation. Lists are judged alike under
every policy, and what is to be said about one is said about the badge. The answer is that of the list as it was read: a
revocation that stands in it counts for every moment.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from mexbadge import _json, _limits
from mexbadge._moments import is_ahead, is_over
from mexbadge.errors import FetchError, InputError, Problem, Where
from mexbadge.fetch.answers import answered_from, insecure
from mexbadge.fetch.types import ResourceKind, Response
from mexbadge.models.kinds import texts_of
from mexbadge.proofs.instants import parse_instant
from mexbadge.status.bitstring import Bitstring
from mexbadge.status.entries import BitEntry, Entry, OtherEntry, RevocationEntry, parse_entries
from mexbadge.status.list_credential import LIST_TYPES, StatusList
from mexbadge.status.revocation_list import RevocationList
from mexbadge.verify.checks.list_speakers import Speaker, speaker_of
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Verdict
from mexbadge.verify.judged_lists import ListJudgement
from mexbadge.verify.status_codes import StatusCode
from mexbadge.verify.status_dates import as_of, as_served, has_ended
from mexbadge.verify.subject import Ask, Subject

__all__ = ["JudgeList", "looked_up"]

JudgeList: TypeAlias = Callable[[bytes, Ask], ListJudgement]
"""Judges the bytes of a status list credential: proof, key binding, dates, types."""
_MEMBER: Final = "credentialStatus"
_BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"


def looked_up(subject: Subject, ask: Ask, *, judge_list: JudgeList) -> Iterator[Finding]:
    """Look up each status that the credential names; one finding or more for each."""
    if ask.depth and LIST_TYPES.intersection(texts_of(subject.document.get("type"))):
        yield Finding(Check.STATUS, StatusCode.TOO_DEEP, Outcome.UNKNOWN, where=f"/{_MEMBER}")
        return
    try:
        entries = parse_entries(subject.document.get(_MEMBER))
    except InputError as error:
        yield _failed(error, error.where)
        return
    lookup = _Lookup(subject, ask, judge_list)
    for entry in entries:
        yield from lookup.judged(entry)


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Why a list says nothing: the finding that each entry in it gets."""

    code: StatusCode
    outcome: Outcome
    values: Mapping[str, object]

    def at(self, where: str) -> Finding:
        return Finding(Check.STATUS, self.code, self.outcome, self.values, where)


@dataclass(frozen=True, slots=True)
class _Held:
    """A list of bits that counts, as of when, and the doubts that come with it."""

    url: str
    says: StatusList
    data: bytes = field(repr=False)
    asof: Problem
    warnings: tuple[_Doubt, ...] = ()
    stale: _Doubt | None = None
    later: _Doubt | None = None

    def values(self, entry: BitEntry) -> dict[str, object]:
        values = {"url": self.url, "index": entry.index, "purpose": entry.purpose, "ttl": self.says.ttl}
        return {**values, "asof": self.asof}


@dataclass(frozen=True, slots=True)
class _Revocations:
    """An unsigned list that counts, as of when, and whether another site gave it."""

    says: RevocationList
    asof: Problem
    moved: _Doubt | None = None


@dataclass(frozen=True, slots=True)
class _Lookup:
    """The lists that were read for one credential, each once."""

    subject: Subject
    ask: Ask
    judge_list: JudgeList
    _judgements: dict[str, "ListJudgement | _Doubt"] = field(default_factory=dict)
    _held: dict[tuple[str, str], "_Held | _Doubt"] = field(default_factory=dict)
    _revocations: dict[str, "_Revocations | _Doubt"] = field(default_factory=dict)
    _warned: set[str] = field(default_factory=set)

    def judged(self, entry: Entry) -> Iterator[Finding]:
        """Yield what one entry comes to."""
        if isinstance(entry, OtherEntry):
            values = {"type": entry.kind}
            yield Finding(Check.STATUS, StatusCode.TYPE_UNKNOWN, Outcome.UNKNOWN, values, entry.where)
        elif isinstance(entry, RevocationEntry):
            yield from self._in_revocations(entry)
        else:
            yield from self._in_bits(entry)

    def _in_revocations(self, entry: RevocationEntry) -> Iterator[Finding]:
        found = self._revocations.get(entry.url)
        if found is None:
            found = self._revocations[entry.url] = self._read_revocations(entry.url)
        if isinstance(found, _Doubt):
            yield found.at(entry.where)
            return
        if found.moved is not None and entry.url not in self._warned:
            self._warned.add(entry.url)
            yield found.moved.at(entry.where)
        yield self._among(found, entry)

    def _among(self, found: "_Revocations", entry: RevocationEntry) -> Finding:
        """Look the badge up by its id."""
        own = self.subject.document.get("id")
        if not isinstance(own, str) or not own:
            return Finding(Check.STATUS, StatusCode.NO_ID, Outcome.FAILED, {"url": entry.url}, entry.where)
        values = {"url": entry.url, "detail": _bracketed(found.says.reason(own)), "asof": found.asof}
        if own in found.says:
            return Finding(Check.STATUS, StatusCode.REVOKED, Outcome.FAILED, values, entry.where)
        unread = found.says.unread_of(own)
        if unread:
            values["places"] = ", ".join(unread)
            return Finding(Check.STATUS, StatusCode.LIST_UNREAD, Outcome.UNKNOWN, values, entry.where)
        if has_ended(found.says.until, at=self.ask.at):
            values["end"] = found.says.until
            return Finding(Check.STATUS, StatusCode.LIST_STALE, Outcome.UNKNOWN, values, entry.where)
        return Finding(Check.STATUS, StatusCode.NOT_REVOKED, Outcome.PASSED, values, entry.where)

    def _in_bits(self, entry: BitEntry) -> Iterator[Finding]:
        key = (entry.url, entry.kind)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = self._read_bits(*key)
        if isinstance(held, _Doubt):
            yield held.at(entry.where)
            return
        if held.url not in self._warned:
            self._warned.add(held.url)
            yield from (warning.at(entry.where) for warning in held.warnings)
        try:
            held.says.require(entry)
            bits = Bitstring(held.data, entry.size)
            bits.require_length()
            value = bits.read(entry.index)
        except InputError as error:
            yield _failed(error, entry.where, url=entry.url)
            return
        yield from _of_value(entry, value, held)

    def _answer(self, url: str, kind: ResourceKind) -> "Response | _Doubt":
        try:
            answer = self.ask.get(url, kind).raise_for_status()
            answered_from(answer, url)
        except FetchError as error:
            values = {"url": url, "reason": error.code, "status": error.status}
            outcome = Outcome.FAILED if insecure(error) else Outcome.UNKNOWN
            return _Doubt(StatusCode.LIST_UNREADABLE, outcome, values)
        return answer

    def _read_revocations(self, url: str) -> "_Revocations | _Doubt":
        """Read an unsigned list: what makes it count is that it came from the address that the credential names."""
        answer = self._answer(url, ResourceKind.REVOCATION_LIST)
        if isinstance(answer, _Doubt):
            return answer
        if _first(answer.body) != b"{":
            return _Doubt(StatusCode.LIST_NOT_A_LIST, Outcome.UNKNOWN, {"url": url})
        try:
            found = RevocationList.parse(_json.loads_object(answer.body, max_bytes=_limits.BUNDLE_BYTES))
        except InputError as error:
            return _malformed(error, url)
        answered = answered_from(answer, url)
        away = {"url": url, "host": answered.host}
        moved = _Doubt(StatusCode.LIST_MOVED, Outcome.WARNED, away) if answered.away else None
        return self._against(found, url, answer) or _Revocations(found, as_served(answer), moved)

    def _against(self, found: RevocationList, url: str, answer: Response) -> _Doubt | None:
        """Return what speaks against an unsigned list: it says that it is another, or another's than the issuer's."""
        if not found.is_at(url, answered_from(answer, url).final):
            return _Doubt(StatusCode.LIST_ELSEWHERE, Outcome.UNKNOWN, {"url": url, "id": found.id})
        speaks = Speaker.ISSUER if found.issuer is None else self._speaker(found.issuer, url)
        if isinstance(speaks, _Doubt):
            return speaks
        if speaks not in {Speaker.ISSUER, Speaker.NAMED}:
            return _Doubt(StatusCode.LIST_ISSUER, Outcome.FAILED, self._speaking(found.issuer, url))
        return None

    def _read_bits(self, url: str, kind: str) -> "_Held | _Doubt":
        judgement = self._judgements.get(url)
        if judgement is None:
            judgement = self._judgements[url] = self._judgement(url)
        if isinstance(judgement, _Doubt):
            return judgement
        try:
            says, data = judgement.read(kind)
            if says.ttl is not None:
                self.ask.remember(url, says.ttl // 1000)
        except InputError as error:
            return _malformed(error, url)
        speaks = self._speaker(judgement.issuer_id, url)
        if isinstance(speaks, _Doubt):
            return speaks
        if speaks is Speaker.STRANGER:
            return _Doubt(StatusCode.LIST_STRANGER, Outcome.UNKNOWN, self._speaking(judgement.issuer_id, url))
        age = self._age(judgement, url)
        if age is not None and age.outcome is Outcome.FAILED:
            return age
        stale = age if age is not None and age.code is StatusCode.LIST_STALE else None
        warnings = tuple(self._warnings(judgement, speaks, url))
        asof = as_of(judgement.document, at=self.ask.at)
        return _Held(url, says, data, asof, warnings, stale, None if age is stale else age)

    def _warnings(self, judgement: ListJudgement, speaks: Speaker, url: str) -> Iterator[_Doubt]:
        """Yield what is to be said about a list that counts; that its issuer is only a key, the badge says itself."""
        if speaks is not Speaker.ISSUER:
            values = self._speaking(judgement.issuer_id, url)
            yield _Doubt(StatusCode.LIST_FOREIGN, Outcome.WARNED, values)
        for finding in judgement.findings:
            own = speaks is Speaker.ISSUER and finding.code == Code.BINDING_SELF_ASSERTED
            if finding.outcome is Outcome.WARNED and not own:
                yield _Doubt(StatusCode.LIST_WARNING, Outcome.WARNED, {"url": url, "reason": finding})

    def _judgement(self, url: str) -> "ListJudgement | _Doubt":
        """Judge a signed list; its dates are set aside for :meth:`_age`."""
        answer = self._answer(url, ResourceKind.STATUS_LIST)
        if isinstance(answer, _Doubt):
            return answer
        if _first(answer.body) == b"<":
            return _Doubt(StatusCode.LIST_NOT_A_LIST, Outcome.UNKNOWN, {"url": url})
        judgement = self.judge_list(answer.body, self.ask)
        by_outcome: dict[Outcome, Finding] = {}
        for finding in judgement.findings:
            if finding.check is not Check.DATES:
                by_outcome.setdefault(finding.outcome, finding)
        grave, open_ = by_outcome.get(Outcome.FAILED), by_outcome.get(Outcome.UNKNOWN)
        if grave is not None or (judgement.verdict is Verdict.INVALID and _failure(judgement) is None):
            return _Doubt(StatusCode.LIST_INVALID, Outcome.FAILED, {"url": url, "reason": _name(grave, "invalid")})
        if open_ is not None or judgement.verdict is Verdict.UNKNOWN:
            return _Doubt(StatusCode.LIST_UNDECIDED, Outcome.UNKNOWN, {"url": url, "reason": _name(open_, "unknown")})
        return judgement

    def _age(self, judgement: ListJudgement, url: str) -> _Doubt | None:
        """Return what the list's dates say against it: it has ended, it begins later, or they cannot be read."""
        at, failure = self.ask.at, _failure(judgement)
        lexical = {
            "start": judgement.document.get("validFrom", judgement.document.get("issuanceDate")),
            "end": judgement.document.get("validUntil", judgement.document.get("expirationDate")),
        }
        moments = {name: parse_instant(text) for name, text in lexical.items()}
        start, end = moments["start"], moments["end"]
        malformed = any(text is not None and moments[name] is None for name, text in lexical.items())
        if malformed or (start is not None and end is not None and end < start):
            return _Doubt(StatusCode.LIST_INVALID, Outcome.FAILED, {"url": url, "reason": _name(failure, "dates")})
        values = {"url": url, **lexical, "at": at.isoformat()}
        if is_over(end, at=at):
            return _Doubt(StatusCode.LIST_STALE, Outcome.UNKNOWN, values)
        if is_ahead(start, at=at, leeway=self.ask.leeway):
            return _Doubt(StatusCode.LIST_LATER, Outcome.WARNED, values)
        if failure is not None:
            return _Doubt(StatusCode.LIST_INVALID, Outcome.FAILED, {"url": url, "reason": str(failure.code)})
        return None

    def _speaker(self, speaker: str | None, url: str) -> Speaker | _Doubt:
        """Return what the list's issuer is to the badge's, or a doubt where that cannot be said."""
        values = self._speaking(speaker, url)
        if speaker is None or self.subject.issuer_id is None:
            return _Doubt(StatusCode.LIST_ISSUER, Outcome.FAILED, values)
        try:
            return speaker_of(speaker, self.subject.issuer_id, url, self.ask)
        except FetchError as error:
            return _Doubt(StatusCode.LIST_ISSUER_UNREAD, Outcome.UNKNOWN, {**values, "reason": error.code})

    def _speaking(self, speaker: str | None, url: str) -> dict[str, object]:
        return {"url": url, "speaker": speaker or "-", "issuer": self.subject.issuer_id or "-"}


_SET: Final[Mapping[str, tuple[StatusCode, Outcome]]] = {
    "revocation": (StatusCode.REVOKED, Outcome.FAILED),
    "suspension": (StatusCode.SUSPENDED, Outcome.FAILED),
    "refresh": (StatusCode.REFRESH, Outcome.WARNED),
    "message": (StatusCode.MESSAGE, Outcome.WARNED),
}
_CLEAR: Final[Mapping[str, StatusCode]] = {
    "revocation": StatusCode.NOT_REVOKED,
    "suspension": StatusCode.NOT_SUSPENDED,
    "refresh": StatusCode.NO_REFRESH,
    "message": StatusCode.NO_MESSAGE,
}


def _of_value(entry: BitEntry, value: int, held: _Held) -> Iterator[Finding]:
    """Say what a value means for the purpose of its list; only 0 means that nothing is the matter (section 3.2)."""
    text = entry.messages.get(value)
    values = {**held.values(entry), "value": value, "detail": _bracketed(text)}
    if value:
        code, outcome = _SET.get(entry.purpose, (StatusCode.PURPOSE_UNKNOWN, Outcome.UNKNOWN))
    else:
        code, outcome = _CLEAR.get(entry.purpose, StatusCode.CLEAR), Outcome.PASSED
    for doubt in (held.stale, held.later):
        if doubt is not None:
            yield doubt.at(entry.where)
    if held.stale is None or value:
        yield Finding(Check.STATUS, code, outcome, values, entry.where)
    if entry.lacks_messages:
        yield Finding(Check.STATUS, StatusCode.MESSAGES_MISSING, Outcome.WARNED, values, entry.where)


def _failed(error: InputError, where: Where, **more: object) -> Finding:
    values = {**error.problem.values, **more}
    return Finding(Check.STATUS, StatusCode(error.code), Outcome.FAILED, values, where)


def _malformed(error: InputError, url: str) -> _Doubt:
    values = {**error.problem.values, "url": url, "place": error.where}
    if error.code in set(StatusCode):
        return _Doubt(StatusCode(error.code), Outcome.FAILED, values)
    return _Doubt(StatusCode.LIST_MALFORMED, Outcome.FAILED, {**values, "reason": error.code})


def _failure(judgement: ListJudgement) -> Finding | None:
    """Return what fails a list; of one that was not refused, that can only be a date."""
    return next((finding for finding in judgement.findings if finding.outcome is Outcome.FAILED), None)


def _name(finding: Finding | None, otherwise: str) -> str:
    return otherwise if finding is None else str(finding.code)


def _bracketed(text: str | None) -> str:
    return f" ({text})" if text else ""


def _first(body: bytes) -> bytes:
    """Return the first byte that is neither a byte order mark nor white space."""
    return body.removeprefix(_BYTE_ORDER_MARK).lstrip()[:1]
