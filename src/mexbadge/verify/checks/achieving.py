"""What a badge says was achieved: by whom the achievement was made, and whether it was reached at all.

The signature says that the issuer wrote these words. That the achievement is the issuer's own to award, and that its
result was reached, are further questions (Open Badges 3.0, ``creator``, ``Result``, ``ResultDescription``).
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from mexbadge.badge import Badge, Result
from mexbadge.dids.owners import host_of
from mexbadge.models.kinds import Kind
from mexbadge.models.results import COMPLETED, Reach
from mexbadge.verify.findings import Check, Finding, Outcome

__all__ = ["AchievingCode", "check_achieving", "check_record"]


class AchievingCode(StrEnum):
    """What a finding about the achievement says."""

    ELSEWHERE = "achievement_elsewhere"
    CREATOR = "achievement_creator"
    NOT_COMPLETED = "result_not_completed"
    BELOW = "result_below"
    UNCLEAR = "result_unclear"
    OFF_SCALE = "result_off_scale"
    RECORD = "record_badges"
    RECORD_PARTIAL = "record_partial"


_WHERE: Final = "/credentialSubject/achievement"
_CODES: Final = {
    Reach.NOT_COMPLETED: AchievingCode.NOT_COMPLETED,
    Reach.BELOW: AchievingCode.BELOW,
    Reach.UNCLEAR: AchievingCode.UNCLEAR,
}


def check_achieving(badge: Badge) -> Iterator[Finding]:
    """Warn of another's achievement, and of each result that was not completed or is below what is required."""
    if badge.kind is not Kind.ACHIEVEMENT or not badge.achieves:
        return
    issuer = badge.issuer_id or ""
    theirs = host_of(badge.achievement_id or "")
    if theirs is not None and theirs != host_of(issuer):
        values = {"host": theirs, "issuer": issuer}
        yield Finding(Check.MODEL, AchievingCode.ELSEWHERE, Outcome.WARNED, values, f"{_WHERE}/id")
    for creator in dict.fromkeys(badge.creators):
        if creator != issuer:
            values = {"creator": creator, "issuer": issuer}
            yield Finding(Check.MODEL, AchievingCode.CREATOR, Outcome.WARNED, values, f"{_WHERE}/creator")
    for place, result in enumerate(badge.results):
        if result.reach is not Reach.REACHED:
            where = f"/credentialSubject/result/{place}"
            yield Finding(Check.MODEL, _code(result), Outcome.WARNED, _values(result), where)


def check_record(partial: object, inside: int) -> Iterator[Finding]:
    """Say how many badges a learner record holds, and that it is partial where it says so (CLR 2.0, ``partial``)."""
    code = AchievingCode.RECORD if partial in (None, False) else AchievingCode.RECORD_PARTIAL
    yield Finding(Check.MODEL, code, Outcome.PASSED, {"count": inside})


def _code(result: Result) -> AchievingCode:
    asked = result.required is not None or result.required_name is not None
    return AchievingCode.OFF_SCALE if result.reach is Reach.UNCLEAR and not asked else _CODES[result.reach]


def _values(result: Result) -> dict[str, object]:
    return {
        "name": result.name or result.type or "-",
        "value": result.value or result.level_name or result.level or "-",
        "status": (result.value if result.status in (None, COMPLETED) else result.status) or "-",
        "required": result.required or result.required_name or "-",
    }
