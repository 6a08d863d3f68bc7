"""How a badge stands for one person at one moment: what may be counted, and why the rest may not.

A verified document is not yet an achievement. What may count is a credential of the kinds that award something, with
exactly one achievement, whose results were reached. A learner record, and a presentation of several badges, yield the
badges inside, each judged alone, and nothing themselves; an endorsement yields nothing. Only what a verification found
valid, with or without warnings, counts, only for the person to whom it was awarded, and only where something positive
binds it to its issuer. Everything else stays visible with its reason.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from mexbadge import _json
from mexbadge.badge import Badge, Person
from mexbadge.errors import InputError
from mexbadge.models.identity import Identity
from mexbadge.models.kinds import Kind
from mexbadge.models.results import Reach
from mexbadge.verify import Check, Code, Finding, Outcome, Report, Verdict, Why
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.status_codes import StatusCode
from mexbadge.verify.trust_codes import TrustCode

__all__ = ["Holding", "Standing", "bound", "digest_of", "holding_of", "holdings_of", "reports_within"]

_AWARDS: Final = frozenset({Kind.ACHIEVEMENT, Kind.ASSERTION})
"""The kinds of document that award something."""
_REVOKED: Final = frozenset({StatusCode.REVOKED, StatusCode.SUSPENDED, Ob2Code.REVOKED})
_EXPIRED: Final = frozenset({Code.DATES_EXPIRED})
_ELSE: Final = (Check.FORMAT, Check.MODEL, Check.PROOF, Check.BINDING)
"""What must have been found good for a badge to have merely ended."""
_VOUCHES: Final = frozenset(
    {
        Code.BINDING_OK,
        Code.BINDING_RECORDED,
        Code.BINDING_ACCEPTED,
        TrustCode.KEY_LISTED,
        Ob2Code.SCOPE,
        Ob2Code.SCOPE_RECORDED,
    }
)
"""The findings that say: what the issuer itself publishes answers for this badge.

A new finding that names to whom a key is bound also belongs to ``_BOUND`` of ``mexbadge.verify.bound``; only what does
not rest on the key's own word belongs here (``_OWN_KEY`` stands apart).
"""
_COVERED: Final = Code.PROOF_OF_RECORD
"""The finding that says: the proof is that of the record."""
_OWN_KEY: Final = frozenset({Code.BINDING_SELF_ASSERTED})
"""The finding that says: the key names itself; it answers only for an issuer that somebody accepts by name."""
_DOUBTFUL: Final = frozenset({Code.CONTEXT_SUPPLIED, Ob2Code.HOSTED_PICTURE})
"""The findings that say: its words rest on a context that somebody brought along, or it lies in a picture that anybody
may have put there. Neither vouches for anything, whatever leniency was asked for."""
_BESIDE: Final = (
    TrustCode.ON_LIST,
    TrustCode.ON_NO_LIST,
    TrustCode.LAPSED,
    TrustCode.NOT_YET,
    Ob2Code.BADGE_ELSEWHERE,
    Ob2Code.OWNER_DIFFERS,
    "look_",
)
"""How the warnings begin that may stand beside it and take nothing away. Any other warning about the binding does."""


class Standing(StrEnum):
    """Whether a badge counts, and why not."""

    COUNTS = "counts"
    OWNERSHIP_NOT_CHECKED = "ownership_not_checked"
    NOT_THEIRS = "not_theirs"
    EXPIRED = "expired"
    REVOKED = "revoked"
    NOT_VALID = "not_valid"
    UNKNOWN = "unknown"
    UNTRUSTED = "untrusted"
    NOT_COMPLETED = "not_completed"
    NO_ACHIEVEMENT = "no_achievement"


@dataclass(frozen=True, slots=True, repr=False)
class Holding:
    """One badge and how it stands. ``issued`` and ``ends`` are moments in UTC, ``None`` where the badge has none."""

    report: Report = field(repr=False)
    standing: Standing
    issued: datetime | None = None
    ends: datetime | None = None
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Holding {self.id!r}: {self.standing.value}>"

    @property
    def badge(self) -> Badge | None:
        """What the badge says, if it could be read."""
        return self.report.badge

    @property
    def counts(self) -> bool:
        """Whether it may be counted."""
        return self.standing is Standing.COUNTS

    @property
    def id(self) -> str:
        """How it is called before people: the credential's id, or the digest where it has none; never a key.

        Anybody can write any id into a badge; what tells badges apart is :attr:`digest`.
        """
        return (self.badge.id if self.badge else None) or f"urn:sha256:{self.digest}"

    @property
    def digest(self) -> str:
        """The SHA-256 by which it is known (:func:`digest_of`): the same alone and inside a learner record."""
        if not self._digest:
            content = self.report.content
            self._digest.append(digest_of(self.report.input.encode() if content is None else content))
        return self._digest[0]


def digest_of(content: bytes) -> str:
    """Return the SHA-256, in hexadecimal, of a token as it is, or of a document in its canonical form (RFC 8785)."""
    text = content.strip()
    if text.startswith(b"{"):
        with suppress(InputError):
            text = _json.canonical(_json.loads_object(text))
    return hashlib.sha256(text).hexdigest()


def reports_within(report: Report) -> Iterator[Report]:
    """Yield the reports of the badges that a report is about: its own, or those inside a record or a presentation.

    Of a record nothing is taken that its credentials do not say themselves. A copy without a proof of its own is no
    better than the record that covers it. A record that could not be looked into stands for itself, so that it is seen
    why it does not count. A presentation of several badges says nothing of them, good or bad.
    """
    badge = report.badge
    if badge is None and Code.FORMAT_PRESENTATION_EACH in report.codes():
        for one in report.nested:
            yield from reports_within(one)
        return
    record = badge is not None and badge.kind is Kind.CLR
    inside = [one for one in report.nested if one.badge is None or one.badge.kind is not Kind.ENDORSEMENT]
    if not record or not inside:
        yield report
        return
    for one in inside:
        covered = _COVERED in one.codes() and not report
        yield from reports_within(replace(one, verdict=report.verdict) if covered else one)


def holding_of(report: Report, *, person: Person | None, accepts: Callable[[str], bool] | None = None) -> Holding:
    """Return how a badge stands, of the report of its verification.

    ``person``: whose it should be; without one its ownership was not checked, and it does not count. ``accepts``:
    whether an issuer's id is trusted; ``None`` trusts every issuer but the holder and keys that name themselves. The
    moment is that of the report. A learner record itself is none: see :func:`holdings_of`.
    """
    badge = report.badge
    standing = _standing(report, badge, person, accepts)
    if badge is None:
        return Holding(report, standing)
    return Holding(report, standing, badge.starts, badge.ends)


def holdings_of(
    reports: Iterable[Report], *, person: Person | None, accepts: Callable[[str], bool] | None = None
) -> tuple[Holding, ...]:
    """Return the holdings of several reports, each badge once, in an order that does not depend on theirs.

    Of a learner record, and of a presentation of several badges, come the badges inside. A badge that is seen twice,
    alone and in a record, is one: it counts if one of the two does.
    """
    found: dict[str, Holding] = {}
    for report in (within for one in reports for within in reports_within(one)):
        holding = holding_of(report, person=person, accepts=accepts)
        if holding.digest not in found or (holding.counts and not found[holding.digest].counts):
            found[holding.digest] = holding
    return tuple(sorted(found.values(), key=lambda one: (one.id, one.digest)))


def _standing(
    report: Report, badge: Badge | None, person: Person | None, accepts: Callable[[str], bool] | None
) -> Standing:
    if badge is not None and not _awards(badge):
        return Standing.NO_ACHIEVEMENT
    if report.verdict is Verdict.UNKNOWN:
        return Standing.UNKNOWN
    if report.verdict not in {Verdict.VALID, Verdict.WARNING} or badge is None:
        ended = _reason(report)
        theirs = badge is not None and (person is None or person.matches(badge) is not None)
        standing = ended if theirs or ended is Standing.NOT_VALID else Standing.NOT_THEIRS
        return _completed(badge) or standing if standing is Standing.EXPIRED else standing
    if not _trusted(report, badge, person, accepts):
        return Standing.UNTRUSTED
    if person is not None and person.matches(badge) is None:
        return Standing.NOT_THEIRS
    return _completed(badge) or (Standing.OWNERSHIP_NOT_CHECKED if person is None else Standing.COUNTS)


def _awards(badge: Badge) -> bool:
    """Return whether a document awards exactly one achievement, by what it is."""
    return badge.kind in _AWARDS and badge.achieves


def _completed(badge: Badge | None) -> Standing | None:
    """Return why what a badge itself says of its results keeps it from counting; ``None`` where nothing does."""
    reached = {result.reach for result in badge.results} if badge is not None else set()
    if reached & {Reach.NOT_COMPLETED, Reach.BELOW}:
        return Standing.NOT_COMPLETED
    return Standing.UNKNOWN if Reach.UNCLEAR in reached else None


def _trusted(report: Report, badge: Badge, person: Person | None, accepts: Callable[[str], bool] | None) -> bool:
    """Return whether the word of an issuer counts.

    Something positive must bind the badge to the very issuer that it names, and nothing but what is known to be
    harmless may stand beside it. Where nobody says which issuers count, those do that somebody else than the holder
    answers for: not a key that names itself, and not the person who holds the badge.
    """
    issuer = badge.issuer_id
    if issuer is None or not bound(report, issuer, own_key=accepts is not None):
        return False
    if accepts is not None:
        return accepts(issuer)
    return not _is_holder(issuer, badge, person)


def _is_holder(issuer: str, badge: Badge, person: Person | None) -> bool:
    """Return whether an issuer is the very person who holds the badge, by any identity in it or that was asked for."""
    named = [badge.subject_id or "", *(one.value for one in (person.identities if person is not None else ()))]
    if issuer in {name.partition("#")[0] for name in named}:
        return True
    return any(one.matches(Identity(one.type, issuer, one.by)) for one in badge.identities)


def bound(report: Report, issuer: str, *, own_key: bool = False) -> bool:
    """Return whether something positive binds what was verified to ``issuer``, and nothing speaks against it."""
    if not _DOUBTFUL.isdisjoint(report.codes()):
        return False
    spoken = [one for one in report.of_check(Check.BINDING) if one.outcome is not Outcome.SKIPPED]
    vouching = [one for one in spoken if _vouches(one, issuer, own_key=own_key)]
    return bool(vouching) and all(one in vouching or _harmless(one) for one in spoken)


def _harmless(finding: Finding) -> bool:
    if finding.outcome is Outcome.WARNED:
        return str(finding.code).startswith(_BESIDE)
    return finding.outcome is Outcome.PASSED


def _vouches(finding: Finding, issuer: str, *, own_key: bool) -> bool:
    code = str(finding.code)
    named = finding.values.get("issuer") == issuer
    if own_key and code in _OWN_KEY:
        return named
    return named and code in _VOUCHES and finding.outcome is Outcome.PASSED


def _reason(report: Report) -> Standing:
    """Tell what only ended, or is somebody else's, from what was never good: everything else must have passed."""
    against = [finding for finding in report.findings if finding.outcome is Outcome.FAILED]
    failed = {str(finding.code) for finding in against if finding.check is not Check.RECIPIENT}
    if against and not failed:
        return Standing.NOT_THEIRS
    if not failed or not failed <= _REVOKED | _EXPIRED:
        return Standing.NOT_VALID
    if failed & _REVOKED:
        return Standing.REVOKED
    if any(finding.outcome is Outcome.UNKNOWN for finding in report.findings):
        return Standing.UNKNOWN
    return Standing.EXPIRED if all(_passed(report, check) for check in _ELSE) else Standing.NOT_VALID


def _passed(report: Report, check: Check) -> bool:
    """Return whether a required check was made and found nothing against the badge."""
    found = report.of_check(check)
    return any(one.outcome in {Outcome.PASSED, Outcome.WARNED} or one.why is Why.NOT_APPLICABLE for one in found)
