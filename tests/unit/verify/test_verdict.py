import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge import texts
from mexbadge.verify import Check, Finding, Outcome, Verdict, Why
from mexbadge.verify.engine import REQUIRED
from mexbadge.verify.findings import _in_words, day, moment_of, verdict_of

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


@pytest.mark.parametrize(
    ("text", "en", "fr"),
    [
        ("2026-03-01", "1 March 2026", "1er mars 2026"),
        ("2026-03-02T00:00:00Z", "2 March 2026", "2 mars 2026"),
        ("2026-03-02T00:00:00+00:00", "2 March 2026", "2 mars 2026"),
        ("2026-01-10T00:00:00z", "10 January 2026", "10 janvier 2026"),
        ("2026-12-31T00:00", "31 December 2026", "31 décembre 2026"),
        ("2026-03-02T00:00:00-05:00", "2 March 2026, 00:00 UTC-05:00", "2 mars 2026, 00:00 UTC-05:00"),
        ("2026-03-02T14:05:00Z", "2 March 2026, 14:05 UTC", "2 mars 2026, 14:05 UTC"),
        ("2026-03-02t14:05z", "2 March 2026, 14:05 UTC", "2 mars 2026, 14:05 UTC"),
        ("2026-03-02T14:05", "2 March 2026, 14:05 UTC", "2 mars 2026, 14:05 UTC"),
        ("2026-03-02 14:05:09.5+02:00", "2 March 2026, 14:05:09 UTC+02:00", "2 mars 2026, 14:05:09 UTC+02:00"),
        ("2026-03-02T00:00:01", "2 March 2026, 00:00:01 UTC", "2 mars 2026, 00:00:01 UTC"),
        ("2026-13-01", "2026-13-01", "2026-13-01"),
        ("2026-00-01", "2026-00-01", "2026-00-01"),
        ("soon", "soon", "soon"),
    ],
)
def test_a_moment_is_said_as_a_day_and_with_its_time_where_that_is_not_midnight(text: str, en: str, fr: str) -> None:
    assert (day(text, "en"), day(text, "fr")) == (en, fr)


def test_the_name_of_a_check_is_said_in_words_and_everything_else_as_it_is() -> None:
    blocked = Finding(Check.STATUS, "blocked", Outcome.SKIPPED, {"check": "proof"})
    other = Finding(Check.STATUS, "blocked", Outcome.SKIPPED, {"check": "2026-03-02"})
    assert "proof" not in blocked.message("fr")
    assert "2 March 2026" in other.message("en")
    assert Finding(Check.STATUS, "blocked", Outcome.SKIPPED, {"check": 5}).message("en") != other.message("en")


def said(**values: object) -> dict[str, object]:
    return _in_words(values, "en")


def test_only_a_check_is_said_as_a_check_and_only_a_date_in_seconds_as_a_date() -> None:
    assert _in_words({"check": "original"}, "fr") == {"check": texts.message("text_original", "fr")}
    assert _in_words({"check": "proof"}, "fr") == {"check": texts.message("check_proof", "fr")}
    assert said(other="original", name="proof") == {"other": "original", "name": "proof"}
    assert said(check=["proof"], name=["original"]) == {"check": ["proof"], "name": ["original"]}
    seconds: tuple[object, ...] = (1772323200, 1772323200.0, "1772323200", "1772323200.5")
    for value in seconds:
        assert said(start=value, end=value) == {"start": "1 March 2026", "end": "1 March 2026"}
        assert moment_of(value) == "2026-03-01T00:00:00Z"
    assert said(count=1772323200) == {"count": 1772323200}
    for other in ("2026-03-01", "soon", "", None, "12", 1e300):
        assert moment_of(other) == other


def test_kinds_of_identities_are_said_in_words_where_there_are_words_for_them() -> None:
    values = {"identity": "x", "asked": "email", "kinds": "emailAddress, ext:own"}
    finding = Finding(Check.RECIPIENT, "recipient_other_kind", Outcome.UNKNOWN, values)
    for lang in texts.LANGUAGES:
        said = finding.message(lang)
        assert said.count(texts.message("identity_emailAddress", lang)) == 2
        assert "ext:own" in said
        assert "emailAddress" not in said


_VALUES: dict[str, object] = {"host": "college.example"}


@pytest.mark.parametrize(
    "change",
    [
        lambda values: values.__setitem__("host", "other.example"),
        lambda values: values.__delitem__("host"),
        lambda values: values.__ior__({"host": "other.example"}),
        lambda values: values.clear(),
        lambda values: values.pop("host"),
        lambda values: values.popitem(),
        lambda values: values.setdefault("more", "other.example"),
        lambda values: values.update(host="other.example"),
    ],
    ids=["set", "delete", "join", "clear", "pop", "popitem", "setdefault", "update"],
)
@pytest.mark.parametrize("values", [{}, _VALUES], ids=["none", "some"])
def test_nobody_changes_the_values_of_a_finding_that_other_reports_share(
    change: Callable[[Any], object], values: dict[str, object]
) -> None:
    finding = Finding(Check.BINDING, "binding_ok", Outcome.PASSED, values)
    for one in (finding, pickle.loads(pickle.dumps(finding)), copy.deepcopy(finding)):
        with pytest.raises(TypeError, match="cannot be changed"):
            change(one.values)
        assert one == finding
        assert one.values == values
        assert json.loads(json.dumps(one.values)) == values


def test_a_finding_keeps_the_values_that_it_was_given() -> None:
    given_values: dict[str, object] = {}
    finding = Finding(Check.BINDING, "binding_ok", Outcome.PASSED, given_values)
    given_values["host"] = "other.example"
    assert finding.values == {}
