"""How a badge stands for one person at one moment: what may be counted, and why the rest may not.

Only what a verification found valid, with or without warnings, counts, and only for the person to whom it was awarded.
Everything else stays visible with its reason.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final

from mexbadge.badge import Badge, Person
from mexbadge.verify import Check, Code, Outcome, Report, Verdict, Why

__all__ = ["Holding", "Standing", "holding_of", "holdings_of"]

_REVOKED: Final = frozenset({"status_revoked", "status_suspended", "ob2_revoked"})
_EXPIRED: Final = frozenset({"dates_expired"})
_ELSE: Final = (Check.FORMAT, Check.MODEL, Check.PROOF, Check.BINDING)
"""What must have been found good for a badge to have merely ended."""


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


@dataclass(frozen=True, slots=True)
class Holding:
    """One badge and how it stands. ``issued`` and ``ends`` are moments in UTC, ``None`` where the badge has none."""

    report: Report = field(repr=False)
    standing: Standing
    issued: datetime | None = None
    ends: datetime | None = None

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
        """The credential's id, or the digest of its bytes where it has none."""
        return (self.badge.id if self.badge else None) or f"urn:sha256:{self.report.digest}"


def holding_of(report: Report, *, person: Person | None, accepts: Callable[[str], bool] | None = None) -> Holding:
    """Return how a badge stands, of the report of its verification.

    ``person``: whose it should be; without one its ownership was not checked, and it does not count. ``accepts``:
    whether an issuer's id is trusted; ``None`` trusts every issuer but the holder and keys that name themselves. The
    moment is that of the report.
    """
    badge = report.badge
    standing = _standing(report, badge, person, accepts)
    if badge is None:
        return Holding(report, standing)
    return Holding(report, standing, badge.starts, badge.ends)


def holdings_of(
    reports: Iterable[Report], *, person: Person | None, accepts: Callable[[str], bool] | None = None
) -> tuple[Holding, ...]:
    """Return the holdings of several reports, each badge once, in an order that does not depend on theirs."""
    found: dict[tuple[str, str], Holding] = {}
    for report in reports:
        holding = holding_of(report, person=person, accepts=accepts)
        found.setdefault((holding.id, str(report.digest)), holding)
    return tuple(found[key] for key in sorted(found))


def _standing(
    report: Report, badge: Badge | None, person: Person | None, accepts: Callable[[str], bool] | None
) -> Standing:
    if report.verdict is Verdict.UNKNOWN:
        return Standing.UNKNOWN
    if report.verdict not in {Verdict.VALID, Verdict.WARNING} or badge is None:
        ended = _reason(report)
        theirs = badge is not None and (person is None or person.matches(badge) is not None)
        return ended if theirs or ended is Standing.NOT_VALID else Standing.NOT_THEIRS
    if not _trusted(report, badge, accepts):
        return Standing.UNTRUSTED
    if person is None:
        return Standing.OWNERSHIP_NOT_CHECKED
    return Standing.COUNTS if person.matches(badge) is not None else Standing.NOT_THEIRS


def _trusted(report: Report, badge: Badge, accepts: Callable[[str], bool] | None) -> bool:
    """Return whether the word of an issuer counts.

    Where nobody says which issuers do, those count that somebody else than the holder answers for: not a key that names
    itself, and not the person who holds the badge.
    """
    if badge.issuer_id is None:
        return False
    if accepts is not None:
        return accepts(badge.issuer_id)
    return badge.issuer_id != badge.subject_id and Code.BINDING_SELF_ASSERTED not in report.codes()


def _reason(report: Report) -> Standing:
    """Tell what only ended, or is somebody else's, from what was never good: everything else must have passed."""
    against = [finding for finding in report.findings if finding.outcome is Outcome.FAILED]
    failed = {str(finding.code) for finding in against if finding.check is not Check.RECIPIENT}
    if against and not failed:
        return Standing.NOT_THEIRS
    if failed and failed <= _REVOKED:
        return Standing.REVOKED
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
