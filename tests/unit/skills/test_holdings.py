"""What counts: a credential of one achievement, reached, awarded to this person, and positively bound to its issuer."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.badge import Badge, Person, Result
from mexbadge.models.kinds import Kind
from mexbadge.models.results import Reach
from mexbadge.skills import Standing, digest_of, holding_of, holdings_of
from mexbadge.verify import Check, Code, Finding, Outcome, Report, Verdict, Why
from mexbadge.verify.ob2_codes import Ob2Code
from mexbadge.verify.trust_codes import TrustCode
from skilled import AISHA, ISSUER, badge_of, report_of
from world import AT

VOUCHING = {"binding_ok", "binding_recorded", "binding_accepted", "trust_key_listed", "ob2_scope", "ob2_scope_recorded"}
CODES = sorted({str(code) for family in (Code, Ob2Code, TrustCode) for code in family})


def bound_by(*findings: Finding, badge: Badge | None = None) -> Report:
    """A report whose binding was found so; everything else is good."""
    report = report_of(badge or badge_of("lifts"))
    rest = tuple(one for one in report.findings if one.check is not Check.BINDING)
    return replace(report, findings=(*rest, *findings))


def binding(code: str, outcome: Outcome = Outcome.PASSED, issuer: str = ISSUER) -> Finding:
    return Finding(Check.BINDING, code, outcome, {"issuer": issuer})


def standing(report: Report, **given: Any) -> Standing:
    return holding_of(report, person=given.pop("person", AISHA), **given).standing


@pytest.mark.parametrize("code", CODES)
def test_only_a_finding_that_vouches_makes_a_badge_count(code: str) -> None:
    expected = Standing.COUNTS if code in VOUCHING else Standing.UNTRUSTED
    assert standing(bound_by(binding(code))) is expected


def test_a_finding_vouches_only_if_it_passed_and_names_the_very_issuer() -> None:
    assert standing(bound_by()) is Standing.UNTRUSTED
    assert standing(bound_by(binding("binding_ok", Outcome.WARNED))) is Standing.UNTRUSTED
    assert standing(bound_by(binding("binding_ok", issuer=f"{ISSUER}:other"))) is Standing.UNTRUSTED
    assert standing(bound_by(Finding(Check.PROOF, "binding_ok", Outcome.PASSED, {"issuer": ISSUER}))) is (
        Standing.UNTRUSTED
    )


@pytest.mark.parametrize("code", CODES)
def test_a_warning_beside_it_takes_the_binding_away_unless_it_is_known_to_be_harmless(code: str) -> None:
    harmless = {
        "trust_on_list",
        "trust_on_no_list",
        "trust_lapsed",
        "trust_not_yet",
        "ob2_badge_elsewhere",
        "ob2_owner_differs",
    }
    report = bound_by(binding("binding_ok"), binding(code, Outcome.WARNED))
    assert standing(report) is (Standing.COUNTS if code in harmless else Standing.UNTRUSTED)


def test_a_badge_whose_words_rest_on_a_context_that_was_brought_along_does_not_count() -> None:
    supplied = Finding(Check.CONTEXT, "context_supplied", Outcome.WARNED)
    assert standing(bound_by(binding("binding_ok"))) is Standing.COUNTS
    assert standing(bound_by(binding("binding_ok"), supplied)) is Standing.UNTRUSTED
    assert standing(bound_by(binding("binding_ok"), supplied), accepts=lambda _: True) is Standing.UNTRUSTED


def test_a_key_that_names_itself_counts_only_for_an_issuer_that_is_accepted_by_name() -> None:
    report = bound_by(binding("binding_self_asserted", Outcome.WARNED))
    assert standing(report) is Standing.UNTRUSTED
    assert standing(report, accepts=ISSUER.__eq__) is Standing.COUNTS
    assert standing(report, accepts=lambda _: False) is Standing.UNTRUSTED
    assert standing(bound_by(binding("ob2_scope_unproven", Outcome.WARNED)), accepts=lambda _: True) is (
        Standing.UNTRUSTED
    )


@pytest.mark.parametrize("kind", list(Kind))
def test_only_the_kinds_that_award_something_count(kind: Kind) -> None:
    expected = Standing.COUNTS if kind in {Kind.ACHIEVEMENT, Kind.ASSERTION} else Standing.NO_ACHIEVEMENT
    assert standing(report_of(badge_of("lifts", kind=kind))) is expected
    assert standing(report_of(badge_of("lifts", kind=kind, achieves=False))) is Standing.NO_ACHIEVEMENT


@pytest.mark.parametrize(
    ("reach", "expected"),
    [
        (Reach.REACHED, Standing.COUNTS),
        (Reach.NOT_COMPLETED, Standing.NOT_COMPLETED),
        (Reach.BELOW, Standing.NOT_COMPLETED),
        (Reach.UNCLEAR, Standing.UNKNOWN),
    ],
)
def test_a_result_that_was_not_reached_counts_for_nothing(reach: Reach, expected: Standing) -> None:
    badge = badge_of("lifts", results=(Result(value="9"), Result(value="1", reach=reach)))
    assert standing(report_of(badge)) is expected
    failed = standing(report_of(badge, Verdict.INVALID, "status_revoked"))
    assert failed is Standing.REVOKED
    over = standing(report_of(badge, Verdict.INVALID, "dates_expired"))
    assert over is (Standing.EXPIRED if reach is Reach.REACHED else expected)


def record(*inside: Report, verdict: Verdict = Verdict.VALID) -> Report:
    badge = badge_of("diploma", kind=Kind.CLR, achieves=True, id="urn:uuid:record")
    return replace(report_of(badge, verdict), nested=inside)


def test_a_record_yields_the_badges_inside_it_each_judged_alone_and_nothing_itself() -> None:
    lifts, falls = report_of(badge_of("lifts")), report_of(badge_of("falls", id="urn:uuid:2"), Verdict.UNKNOWN)
    endorsement = report_of(badge_of("care", kind=Kind.ENDORSEMENT))
    found = holdings_of([record(lifts, record(falls), endorsement)], person=AISHA)
    assert [(one.id, one.standing) for one in found] == [
        ("urn:uuid:1", Standing.COUNTS),
        ("urn:uuid:2", Standing.UNKNOWN),
    ]
    assert [one.standing for one in holdings_of([record()], person=AISHA)] == [Standing.NO_ACHIEVEMENT]
    assert standing(record(lifts)) is Standing.NO_ACHIEVEMENT


def presentation(*inside: Report, verdict: Verdict = Verdict.VALID) -> Report:
    each = Finding(Check.PROOF, Code.FORMAT_PRESENTATION_EACH, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
    return Report("wallet", verdict, AT, None, (each,), nested=inside)


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_presentation_yields_the_badges_inside_it_and_nothing_itself_whatever_it_comes_to(verdict: Verdict) -> None:
    lifts, falls = report_of(badge_of("lifts")), report_of(badge_of("falls", id="urn:uuid:2"), Verdict.INVALID)
    endorsement = report_of(badge_of("care", kind=Kind.ENDORSEMENT, id="urn:uuid:3"))
    theirs = report_of(badge_of("records", to="bob@example.ca", id="urn:uuid:4"))
    handed_over = presentation(record(lifts), falls, endorsement, theirs, verdict=verdict)
    found = holdings_of([handed_over], person=AISHA)
    assert [(one.id, one.standing) for one in found] == [
        ("urn:uuid:1", Standing.COUNTS),
        ("urn:uuid:2", Standing.NOT_VALID),
        ("urn:uuid:3", Standing.NO_ACHIEVEMENT),
        ("urn:uuid:4", Standing.NOT_THEIRS),
    ]
    assert standing(handed_over) is not Standing.COUNTS


@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_copy_without_a_proof_of_its_own_is_no_better_than_its_record(verdict: Verdict) -> None:
    copy = report_of(badge_of("lifts"))
    copy = replace(copy, findings=(*copy.findings, Finding(Check.PROOF, Code.PROOF_OF_RECORD, Outcome.WARNED)))
    (one,) = holdings_of([record(copy, verdict=verdict)], person=AISHA)
    assert one.counts is (verdict in {Verdict.VALID, Verdict.WARNING})


def test_a_badge_is_known_by_its_digest_and_not_by_the_id_that_it_gives_itself() -> None:
    genuine = report_of(badge_of("lifts"))
    stranger = report_of(badge_of("falls", issuer_id="did:web:stranger.example"))
    assert genuine.badge is not None
    assert stranger.badge is not None
    assert genuine.badge.id == stranger.badge.id
    found = holdings_of([genuine, stranger, genuine], person=AISHA)
    assert len(found) == 2
    assert len({one.digest for one in found}) == 2


def test_the_same_document_written_otherwise_is_the_same_badge() -> None:
    assert digest_of(b'{"a": 1, "b": [2]}') == digest_of(b'\n{"b":[2],"a":1.0}') != digest_of(b'{"a": 2, "b": [2]}')
    assert digest_of(b"x.y.z") == digest_of(b"x.y.z\n") != digest_of(b"x.y.w")
    assert digest_of(b"{") != digest_of(b"{}")


def test_a_badge_that_is_seen_alone_and_in_a_record_counts_if_one_of_the_two_does() -> None:
    good, bad = report_of(badge_of("lifts")), report_of(badge_of("lifts"), Verdict.UNKNOWN)
    for order in ([good, bad], [bad, good]):
        (one,) = holdings_of(order, person=AISHA)
        assert one.counts


_OUTCOMES = st.sampled_from([Outcome.PASSED, Outcome.WARNED])


@given(st.lists(st.tuples(st.sampled_from(CODES), _OUTCOMES, st.booleans()), max_size=4), st.booleans())
def test_no_badge_of_which_every_byte_comes_from_its_holder_ever_counts(
    found: list[tuple[str, Outcome, bool]],
    with_list: bool,  # noqa: FBT001
) -> None:
    """Whatever else is found: without a finding of what the issuer itself publishes, nothing counts."""
    findings = [binding(code, outcome) for code, outcome, _ in found if code not in VOUCHING]
    findings += [binding(code, issuer="did:web:other.example") for code, _, other in found if other]
    report = bound_by(*findings)
    accepts = {ISSUER}.__contains__ if with_list else None
    named = any(str(one.code) == "binding_self_asserted" for one in findings)
    if not (with_list and named):
        assert standing(report, accepts=accepts) is not Standing.COUNTS


def test_whom_it_names_decides_before_its_result_is_looked_at() -> None:
    badge = badge_of("lifts", results=(Result(reach=Reach.NOT_COMPLETED),))
    assert standing(report_of(badge), person=Person.of("ben@example.ca")) is Standing.NOT_THEIRS
    assert standing(report_of(badge_of("lifts")), person=None) is Standing.OWNERSHIP_NOT_CHECKED
    assert report_of(badge).at == AT
