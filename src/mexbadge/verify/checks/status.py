"""Whether the badge was revoked or suspended (Open Badges 3.0, section 9.1; Bitstring Status List 1.0, section 3.2).

Many badges name no status: what reads lists, and looks a badge up in them, is loaded with the first that does.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from mexbadge.verify.checks import libraries
from mexbadge.verify.findings import Check, Finding, Outcome, Why
from mexbadge.verify.status_codes import StatusCode
from mexbadge.verify.subject import Ask, Subject

if TYPE_CHECKING:
    from mexbadge.verify.checks.status_lookup import JudgeList

__all__ = ["StatusCode", "check_status"]

_MEMBER: Final = "credentialStatus"
_NONE: Final = Finding(Check.STATUS, StatusCode.NONE, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)


def check_status(subject: Subject, ask: Ask, *, judge_list: "JudgeList") -> Iterator[Finding]:
    """Look up every status that the credential names; one finding or more for each."""
    named = subject.document.get(_MEMBER)
    if named is None or named == []:
        yield _NONE
    elif not ask.policy.status:
        yield Finding(Check.STATUS, StatusCode.NOT_CHECKED, Outcome.WARNED, where=f"/{_MEMBER}")
    else:
        yield from libraries.looked_up(subject, ask, judge_list=judge_list)
