"""What judging a status list came to, and how long the same would come of it.

A judgement follows from the bytes of a list, the policy, the moment, and what was heard from outside on the way: whose
key it is. It is given again only

- for the very same bytes, wherever they came from: they were asked for anew; and under an equal policy;
- where each document that was asked for, asked for again, answers the same: a key that was withdrawn counts at once;
- for a moment that lies on the same side of every date that the list and those keys name, and at most
  :data:`LONGEST` from the one at which it was judged;
- where the trust lists say the same of its issuer.

Only a list that counts is kept: what failed, or could not be decided, is judged again each time.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Protocol

from mexbadge import _limits
from mexbadge._json import JsonObject
from mexbadge.dids import ControllerDocument, KeyThere, VerificationMethod
from mexbadge.errors import InputError
from mexbadge.fetch.hearing import Heard, Hearing, same_again
from mexbadge.fetch.types import Fetch, Response
from mexbadge.proofs.instants import parse_instant
from mexbadge.status.list_credential import StatusList, kinds_served, parse_status_list
from mexbadge.trust.entries import Listing
from mexbadge.trust.lists import listings
from mexbadge.verify.findings import Finding, Outcome, Verdict
from mexbadge.verify.policy import Policy

__all__ = ["LONGEST", "Kept", "ListJudgement", "judged_anew"]

LONGEST: Final = timedelta(minutes=5)
"""How far a moment may lie from the one at which a list was judged."""
_DATES: Final = ("validFrom", "validUntil", "issuanceDate", "expirationDate")
_BAD: Final = frozenset({Outcome.FAILED, Outcome.UNKNOWN})
_GOOD: Final = frozenset({Verdict.VALID, Verdict.WARNING})
_NOW: Final = timedelta()


@dataclass(frozen=True, slots=True)
class ListJudgement:
    """What came of judging a status list like any credential: what it says, who issued it, and how it was found."""

    document: JsonObject = field(repr=False)
    issuer_id: str | None
    verdict: Verdict
    findings: tuple[Finding, ...] = ()
    _read: dict[str, tuple[StatusList, bytes]] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def counts(self) -> bool:
        """Whether nothing in it failed or stayed open, and its bits can be read."""
        if self.verdict not in _GOOD or not _BAD.isdisjoint(finding.outcome for finding in self.findings):
            return False
        try:
            return all(self.read(kind) for kind in kinds_served(self.document))
        except InputError:
            return False

    def read(self, kind: str) -> tuple[StatusList, bytes]:
        """Return the list as entries of type ``kind`` need it, and its bits; worked out once.

        Raises :class:`InputError` as :func:`~mexbadge.status.list_credential.parse_status_list`, and as
        :meth:`~mexbadge.status.bitstring.Bitstring.decode`.
        """
        found = self._read.get(kind)
        if found is None:
            says = parse_status_list(self.document, kind=kind)
            found = self._read[kind] = says, says.bits().data
        return found


class Asking(Protocol):
    """What a judgement is asked with: see :class:`~mexbadge.verify.subject.Ask`."""

    @property
    def policy(self) -> Policy: ...
    @property
    def fetch(self) -> Fetch: ...
    @property
    def at(self) -> datetime: ...
    @property
    def depth(self) -> int: ...
    @property
    def given(self) -> bool: ...
    @property
    def leeway(self) -> timedelta: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """A judgement made at the moment ``at``, with all that it rests on; ``size`` is in bytes.

    It holds for moments that lie as far from ``at`` as ``span`` says: from the first until before the second.
    """

    judgement: ListJudgement
    policy: Policy
    heard: Heard
    listed: tuple[Listing, ...]
    at: datetime
    span: tuple[timedelta, timedelta]
    size: int

    def stands(self, ask: Asking) -> bool:
        """Return whether all that it rests on is so again."""
        since, until = self.span
        if not since <= ask.at - self.at < until or ask.policy != self.policy:
            return False
        if _listed(self.judgement.issuer_id, ask) != self.listed:
            return False
        return same_again(self.heard, ask.fetch)


Judge = Callable[[Hearing], tuple[ListJudgement, Iterable[object]]]
"""Judges a list, and returns with the judgement the documents of keys that it rests on."""


def judged_anew(body: bytes, ask: Asking, judge: Judge) -> tuple[ListJudgement, Kept | None]:
    """Return what ``judge`` makes of a list, asking the hearing that it is given for everything, and what to keep.

    Only a list that counts is kept, and none that is larger than all that may be kept.
    """
    hearing = Hearing(ask.fetch)
    judgement, resolved = judge(hearing)
    if not judgement.counts or (size := _size(body, judgement, hearing.heard)) > _limits.KEPT_LISTS_BYTES:
        return judgement, None
    span = _span(judgement.document, resolved, ask)
    listed = _listed(judgement.issuer_id, ask)
    return judgement, Kept(judgement, ask.policy, hearing.heard, listed, ask.at, span, size)


def _size(body: bytes, judgement: ListJudgement, heard: Heard) -> int:
    """Return how many bytes are kept with a judgement: the list as text, its bits, and what was heard."""
    bits = sum(len(judgement.read(kind)[1]) for kind in kinds_served(judgement.document))
    return 2 * len(body) + bits + sum(len(answer.body) for _, answer in heard if isinstance(answer, Response))


def _listed(issuer: str | None, ask: Asking) -> tuple[Listing, ...]:
    """Return how the issuer of a list stands on the trust lists."""
    trust = ask.policy.trust
    return listings(trust, issuer, at=ask.at, leeway=ask.leeway) if trust and issuer is not None else ()


def _span(document: Mapping[str, object], resolved: Iterable[object], ask: Asking) -> tuple[timedelta, timedelta]:
    """Return how far from the moment the same would be judged: no date lies between that could decide anything."""
    proofs = document.get("proof")
    texts = [document.get(name) for name in _DATES]
    texts += [one.get("expires") for one in (proofs if isinstance(proofs, list) else [proofs]) if isinstance(one, dict)]
    texts += [text for method in _methods(resolved) for text in (method.expires, method.not_before)]
    away = [moment - ask.at for moment in map(parse_instant, texts) if moment is not None]
    turns = [*away, *(one - ask.leeway for one in away)]
    since = max((turn for turn in turns if turn <= _NOW), default=-LONGEST)
    until = min((turn for turn in turns if turn > _NOW), default=LONGEST)
    return max(since, -LONGEST), min(until, LONGEST)


def _methods(resolved: Iterable[object]) -> Iterator[VerificationMethod]:
    for one in resolved:
        if isinstance(one, ControllerDocument):
            yield from one.methods
        elif isinstance(one, KeyThere) and one.method is not None:
            yield one.method
