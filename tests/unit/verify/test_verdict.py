import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.verify import Check, Finding, Outcome, Verdict, Why
from mexbadge.verify.engine import REQUIRED
from mexbadge.verify.findings import verdict_of

_outcomes = st.sampled_from(list(Outcome))
_findings = st.builds(
    lambda check, outcome, why: Finding(check, "format_ok", outcome, why=why if outcome is Outcome.SKIPPED else None),
    st.sampled_from(list(Check)),
    _outcomes,
    st.sampled_from(list(Why)),
)
_reports = st.lists(_findings, max_size=14)
_whole = [Finding(check, "format_ok", Outcome.PASSED) for check in sorted(REQUIRED)]


def _made(*outcomes: Outcome) -> list[Finding]:
    return [*_whole, *(Finding(Check.RECIPIENT, "format_ok", outcome) for outcome in outcomes)]


@pytest.mark.parametrize(
    ("outcomes", "verdict"),
    [
        ((), Verdict.VALID),
        ((Outcome.WARNED,), Verdict.WARNING),
        ((Outcome.UNKNOWN, Outcome.WARNED), Verdict.UNKNOWN),
        ((Outcome.FAILED, Outcome.UNKNOWN, Outcome.WARNED), Verdict.INVALID),
    ],
)
def test_the_gravest_finding_decides(outcomes: tuple[Outcome, ...], verdict: Verdict) -> None:
    assert verdict_of(_made(*outcomes), required=REQUIRED) is verdict


@given(_reports)
def test_a_failed_finding_makes_any_report_invalid(findings: list[Finding]) -> None:
    failed = Finding(Check.PROOF, "proof_changed", Outcome.FAILED)
    assert verdict_of([*findings, failed], required=REQUIRED) is Verdict.INVALID


@given(_reports, st.sampled_from(sorted(REQUIRED)))
def test_without_the_findings_of_a_required_check_nothing_is_valid(findings: list[Finding], check: Check) -> None:
    rest = [finding for finding in [*_whole, *findings] if finding.check is not check]
    assert verdict_of(rest, required=REQUIRED) not in {Verdict.VALID, Verdict.WARNING}


@given(_reports, st.sampled_from(sorted(REQUIRED)), st.sampled_from([Why.BLOCKED, Why.NOT_ASKED]))
def test_a_required_check_that_was_only_blocked_did_not_speak(findings: list[Finding], check: Check, why: Why) -> None:
    rest = [finding for finding in [*_whole, *findings] if finding.check is not check]
    skipped = Finding(check, "blocked", Outcome.SKIPPED, why=why)
    assert verdict_of([*rest, skipped], required=REQUIRED) not in {Verdict.VALID, Verdict.WARNING}


def test_a_check_that_does_not_apply_did_speak() -> None:
    rest = [finding for finding in _whole if finding.check is not Check.STATUS]
    none = Finding(Check.STATUS, "status_none", Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
    assert verdict_of([*rest, none], required=REQUIRED) is Verdict.VALID


def test_no_findings_at_all_are_unknown() -> None:
    assert verdict_of([], required=REQUIRED) is Verdict.UNKNOWN
