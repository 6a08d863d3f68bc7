"""The findings of one badge while it is judged, in the order in which they were made."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mexbadge.errors import FetchError, MexBadgeError, Problem, Where
from mexbadge.fetch.answers import insecure
from mexbadge.models.severity import is_warning
from mexbadge.verify.findings import Check, Code, Finding, Outcome, Why
from mexbadge.verify.ob2_codes import Ob2Code

__all__ = ["REQUIRED", "Notes", "outcome_of"]

REQUIRED: Final = (Check.FORMAT, Check.MODEL, Check.PROOF, Check.BINDING, Check.DATES, Check.STATUS)
"""The checks of which each must say something about a badge."""


def outcome_of(error: MexBadgeError) -> Outcome:
    """Return what an error means for a badge: out of reach leaves the question open, anything else answers it.

    A way that leads from https to http fails: it is the server's own doing, and anybody may answer there.
    """
    return Outcome.UNKNOWN if isinstance(error, FetchError) and not insecure(error) else Outcome.FAILED


@dataclass(slots=True)
class Notes:
    """Findings, as they are made; where it is ``strict``, what is spelled otherwise than it should be is a failure."""

    strict: bool = False
    findings: list[Finding] = field(default_factory=list)

    def passed(self, check: Check, code: StrEnum, where: Where = None, /, **values: object) -> None:
        """Note something that is right."""
        self.findings.append(Finding(check, code, Outcome.PASSED, values, where))

    def warned(self, check: Check, code: StrEnum, where: Where = None, /, **values: object) -> None:
        """Note something that a reader should know."""
        self.findings.append(Finding(check, code, Outcome.WARNED, values, where))

    def failed(self, check: Check, code: StrEnum, where: Where = None, /, **values: object) -> None:
        """Note something that makes the badge invalid."""
        self.findings.append(Finding(check, code, Outcome.FAILED, values, where))

    def unknown(self, check: Check, code: StrEnum, where: Where = None, /, **values: object) -> None:
        """Note something that could not be found out."""
        self.findings.append(Finding(check, code, Outcome.UNKNOWN, values, where))

    def skipped(self, check: Check, code: StrEnum, why: Why, /, **values: object) -> None:
        """Note a check that was left out, and why."""
        self.findings.append(Finding(check, code, Outcome.SKIPPED, values, why=why))

    def problems(self, check: Check, problems: Iterable[Problem]) -> None:
        """Note problems of the lower rooms: those that are only unusual as warnings."""
        for problem in problems:
            warned = problem.code in _ON_THE_WAY or (is_warning(problem) and not self.strict)
            self.findings.append(Finding.of(check, problem, Outcome.WARNED if warned else Outcome.FAILED))

    def error(self, check: Check, error: MexBadgeError, where: str | None = None) -> None:
        """Note an error: unknown where something was out of reach, failed otherwise (see :func:`outcome_of`)."""
        if isinstance(error, FetchError) and outcome_of(error) is Outcome.UNKNOWN:
            self.unknown(check, Ob2Code.UNREACHABLE, where, url=error.url, reason=error)
            return
        check = _CHECK_OF.get(error.code, Check.CONTEXT if error.code.startswith("ld_") else check)
        place = error.where if where is None else where
        self.findings.append(Finding(check, error.code, Outcome.FAILED, error.problem.values, place))

    def said(self, check: Check, *outcomes: Outcome) -> bool:
        """Return whether a check has a finding with one of these outcomes (any outcome where none is named)."""
        return any(f.check is check and (not outcomes or f.outcome in outcomes) for f in self.findings)

    def close(self, *, proof: str = Check.PROOF.value) -> tuple[Finding, ...]:
        """Return the findings; a required check that said nothing was blocked by the first that did not pass.

        ``proof`` is what the check of the proof is called.
        """
        bad = (f for f in self.findings if f.outcome in {Outcome.FAILED, Outcome.UNKNOWN})
        by = next(bad, None)
        for check in REQUIRED:
            if not self.said(check):
                shown = by.check.value if by is not None else Check.FORMAT.value
                shown = proof if shown == Check.PROOF.value else shown
                self.skipped(check, Code.BLOCKED, Why.BLOCKED, check=shown)
        return tuple(self.findings)


_ON_THE_WAY: Final = {
    Code.CONTEXT_SUPPLIED,
    Ob2Code.CONTENT_TYPE,
    Ob2Code.EXTENSION_CONTEXT,
    Ob2Code.PLAIN_HTTP,
    Ob2Code.REDIRECTED_HOST,
    Ob2Code.REDIRECTED_ID,
}
"""What is told of how a document was had, or of what was left out; it is no fault of the badge."""
_CHECK_OF: Final[Mapping[str, Check]] = {
    Ob2Code.CONTEXT_FIRST: Check.CONTEXT,
    Ob2Code.CONTEXT_UNKNOWN: Check.CONTEXT,
    Ob2Code.SEVERAL_OBJECTS: Check.CONTEXT,
}
