"""How a badge stands, at the edges of each rule: who the holder is, what only ended, what a record covers."""

from dataclasses import replace
from typing import Any

import pytest

from mexbadge.badge import Person, Result
from mexbadge.models.identity import AwardedIdentity, identity_hash
from mexbadge.models.kinds import Kind
from mexbadge.models.results import Reach
from mexbadge.skills import Standing, digest_of, holding_of, holdings_of
from mexbadge.skills.holdings import bound, reports_within
from mexbadge.verify import Check, Code, Finding, Outcome, Report, Verdict, Why
from skilled import AISHA, ISSUER, STRANGER, badge_of, report_of
from world import AT

DID = "did:example:aisha"


def standing(report: Report, person: Person | None = AISHA, **given: Any) -> Standing:
    return holding_of(report, person=person, **given).standing


def issued_by(issuer: str, **given: Any) -> Report:
    return report_of(badge_of("lifts", issuer_id=issuer, **given))


# The digest


def test_a_badge_is_known_by_what_was_received_or_where_that_is_not_kept_by_what_it_was_called() -> None:
    kept, lost = report_of(badge_of("lifts")), replace(report_of(badge_of("lifts")), content=None)
    assert kept.content is not None
    assert holding_of(kept, person=AISHA).digest == digest_of(kept.content)
    assert holding_of(lost, person=AISHA).digest == digest_of(lost.input.encode()) != digest_of(kept.content)
    once = holding_of(kept, person=AISHA)
    assert once.digest is once.digest


def test_only_what_is_an_object_is_brought_into_one_form() -> None:
    assert digest_of(b'"a\\u0062"') != digest_of(b'"ab"')
    assert digest_of(b'{"a":"\\u0062"}') == digest_of(b'{"a":"b"}')


# What is inside


def record(*inside: Report, verdict: Verdict = Verdict.VALID) -> Report:
    return replace(report_of(badge_of("diploma", kind=Kind.CLR, id="urn:uuid:record"), verdict), nested=inside)


def test_what_cannot_be_read_inside_a_record_stands_for_itself_and_an_endorsement_beside_it_for_nothing() -> None:
    unread, endorsement = report_of(None, Verdict.INVALID), report_of(badge_of("care", kind=Kind.ENDORSEMENT))
    assert list(reports_within(record(unread, endorsement))) == [unread]
    alone = record(endorsement)
    assert list(reports_within(alone)) == [alone], "a record into which nobody could look stands for itself"


def test_what_hangs_on_a_badge_is_no_badge_inside_it() -> None:
    badge = replace(report_of(badge_of("lifts")), nested=(report_of(badge_of("falls", id="urn:uuid:2")),))
    assert list(reports_within(badge)) == [badge]
    unread = replace(report_of(None, Verdict.INVALID), nested=(report_of(badge_of("falls")),))
    assert list(reports_within(unread)) == [unread]


def test_only_a_report_without_a_badge_of_its_own_is_a_presentation_of_several() -> None:
    each = Finding(Check.PROOF, Code.FORMAT_PRESENTATION_EACH, Outcome.SKIPPED, why=Why.NOT_APPLICABLE)
    badge = report_of(badge_of("lifts"))
    badge = replace(badge, findings=(*badge.findings, each), nested=(report_of(badge_of("falls")),))
    assert list(reports_within(badge)) == [badge]


def test_only_a_copy_that_its_record_covers_is_as_bad_as_the_record() -> None:
    own = report_of(badge_of("lifts"))
    covered = replace(own, findings=(*own.findings, Finding(Check.PROOF, Code.PROOF_OF_RECORD, Outcome.WARNED)))
    for verdict in Verdict:
        (alone,) = reports_within(record(own, verdict=verdict))
        assert alone.verdict is Verdict.VALID, "it brings its own proof"
        (copy,) = reports_within(record(covered, verdict=verdict))
        good = verdict in {Verdict.VALID, Verdict.WARNING}
        assert copy.verdict is (Verdict.VALID if good else verdict)


def test_of_two_that_are_one_badge_the_first_is_kept_unless_only_the_other_counts() -> None:
    first = report_of(badge_of("lifts"))
    second = replace(first, input="again")
    bad = replace(report_of(badge_of("lifts"), Verdict.UNKNOWN), input="bad")
    for reports, kept in (
        ([first, second], "badge"),
        ([second, first], "again"),
        ([bad, second], "again"),
        ([second, bad], "again"),
        ([bad, replace(bad, input="worse")], "bad"),
    ):
        (one,) = holdings_of(reports, person=AISHA)
        assert one.report.input == kept


# Whose it is


@pytest.mark.parametrize(
    ("issuer", "person", "badge"),
    [
        (DID, AISHA, {}),
        (DID, Person.of("aisha@example.ca"), {"subject_id": DID}),
        (DID, Person.of("aisha@example.ca"), {"subject_id": f"{DID}#key-1"}),
        (DID, None, {"subject_id": DID}),
        (DID, Person.of("aisha@example.ca", f"{DID}#key-1"), {}),
        ("aisha@example.ca", Person.of(DID), {"subject_id": DID}),
    ],
)
def test_an_issuer_that_is_the_holder_by_any_identity_counts_only_where_somebody_accepts_it(
    issuer: str, person: Person | None, badge: dict[str, Any]
) -> None:
    report = issued_by(issuer, **badge)
    assert standing(report, person) is Standing.UNTRUSTED
    if person is not None and person.matches(badge_of("lifts", **badge)) is not None:
        assert standing(report, person, accepts=issuer.__eq__) is Standing.COUNTS
    assert standing(issued_by(ISSUER, **badge), None) is Standing.OWNERSHIP_NOT_CHECKED


def test_an_issuer_that_is_the_holder_by_an_identity_that_is_hashed_is_seen_too() -> None:
    hidden = AwardedIdentity("emailAddress", identity_hash("aisha@example.ca", "s"), hashed=True, salt="s")
    second = AwardedIdentity("emailAddress", "other@example.ca", hashed=False)
    report = issued_by("aisha@example.ca", identities=(second, hidden))
    assert standing(report, Person.of("other@example.ca")) is Standing.UNTRUSTED
    assert standing(issued_by(ISSUER, identities=(second, hidden)), Person.of("other@example.ca")) is Standing.COUNTS


def test_a_badge_without_an_issuer_is_nobodys_word() -> None:
    report = report_of(badge_of("lifts", issuer_id=None))
    assert standing(report) is Standing.UNTRUSTED
    assert standing(report, accepts=lambda _: True) is Standing.UNTRUSTED


def test_what_is_found_of_the_binding_and_was_not_looked_at_says_nothing_against_it() -> None:
    good = report_of(badge_of("lifts"))
    skipped = Finding(Check.BINDING, "blocked", Outcome.SKIPPED, why=Why.NOT_ASKED)
    assert bound(replace(good, findings=(*good.findings, skipped)), ISSUER)
    for outcome in (Outcome.FAILED, Outcome.UNKNOWN):
        beside = Finding(Check.BINDING, "trust_on_list", outcome)
        assert not bound(replace(good, findings=(*good.findings, beside)), ISSUER)
    for code, harmless in (("trust_on_list", True), ("binding_private", False)):
        beside = Finding(Check.BINDING, code, Outcome.WARNED)
        assert bound(replace(good, findings=(*good.findings, beside)), ISSUER) is harmless
    passed = Finding(Check.BINDING, "trust_on_list", Outcome.PASSED)
    assert bound(replace(good, findings=(*good.findings, passed)), ISSUER)


# What ended, what was never good


def against(*codes: str, badge: Any = None, **found: Outcome) -> Report:
    """A report that is not valid: ``codes`` failed, and a check was found otherwise."""
    report = report_of(badge or badge_of("lifts"), Verdict.INVALID, *codes)
    rest = tuple(one for one in report.findings if one.check.value not in found or one.outcome is Outcome.FAILED)
    more = tuple(Finding(Check(check), "x", outcome) for check, outcome in found.items())
    return replace(report, findings=(*rest, *more))


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (against("status_revoked"), Standing.REVOKED),
        (against("status_revoked", "status_suspended", "ob2_revoked"), Standing.REVOKED),
        (against("status_revoked", "dates_expired"), Standing.REVOKED),
        (against("status_revoked", "status_suspended", "ob2_revoked", "dates_expired"), Standing.REVOKED),
        (against("dates_expired"), Standing.EXPIRED),
        (against("dates_expired", "proof_changed"), Standing.NOT_VALID),
        (against("status_revoked", "proof_changed"), Standing.NOT_VALID),
        (against(), Standing.NOT_VALID),
        (against("dates_expired", status=Outcome.UNKNOWN), Standing.UNKNOWN),
        (against("dates_expired", status=Outcome.WARNED), Standing.EXPIRED),
        (against("dates_expired", proof=Outcome.WARNED), Standing.EXPIRED),
        (against("dates_expired", proof=Outcome.SKIPPED), Standing.NOT_VALID),
        (against("dates_expired", binding=Outcome.SKIPPED), Standing.NOT_VALID),
        (against("dates_expired", format=Outcome.SKIPPED), Standing.NOT_VALID),
        (against("dates_expired", model=Outcome.SKIPPED), Standing.NOT_VALID),
    ],
)
def test_a_badge_merely_ended_or_was_revoked_only_where_everything_else_was_found_good(
    report: Report, expected: Standing
) -> None:
    assert standing(report) is expected


def test_a_required_check_that_does_not_apply_was_made() -> None:
    report = against("dates_expired", proof=Outcome.SKIPPED)
    for why, expected in ((Why.NOT_APPLICABLE, Standing.EXPIRED), (Why.BLOCKED, Standing.NOT_VALID)):
        skipped = (Finding(Check.PROOF, "x", Outcome.SKIPPED, why=why),)
        rest = tuple(one for one in report.findings if one.check is not Check.PROOF)
        assert standing(replace(report, findings=(*rest, *skipped))) is expected
    both = (Finding(Check.PROOF, "x", Outcome.SKIPPED, why=Why.BLOCKED), Finding(Check.PROOF, "y", Outcome.PASSED))
    rest = tuple(one for one in report.findings if one.check is not Check.PROOF)
    assert standing(replace(report, findings=(*rest, *both))) is Standing.EXPIRED


def test_what_ended_or_was_revoked_and_is_somebody_elses_is_not_theirs() -> None:
    theirs = badge_of("lifts", to="bob@example.ca")
    for code, expected in (("dates_expired", Standing.EXPIRED), ("status_revoked", Standing.REVOKED)):
        report = against(code, badge=theirs)
        assert standing(report) is Standing.NOT_THEIRS
        assert standing(report, None) is standing(report, Person.of("bob@example.ca")) is expected
    assert standing(against("proof_changed", badge=theirs)) is Standing.NOT_VALID
    assert standing(report_of(None, Verdict.INVALID, "format_not_a_badge")) is Standing.NOT_VALID
    assert standing(report_of(theirs), STRANGER) is Standing.NOT_THEIRS


def test_that_it_is_another_persons_is_no_defect_of_the_badge() -> None:
    report = report_of(badge_of("lifts", to="bob@example.ca"), Verdict.INVALID)
    other = Finding(Check.RECIPIENT, "recipient_other", Outcome.FAILED)
    assert standing(replace(report, findings=(*report.findings, other))) is Standing.NOT_THEIRS
    ended = Finding(Check.DATES, "dates_expired", Outcome.FAILED)
    assert standing(replace(report, findings=(*report.findings, other, ended))) is Standing.NOT_THEIRS


def test_a_report_that_could_not_be_read_and_is_called_good_counts_for_nothing() -> None:
    assert standing(report_of(None)) is Standing.NOT_VALID
    holding = holding_of(report_of(None, at=AT), person=AISHA)
    assert (holding.issued, holding.ends, holding.counts) == (None, None, False)


def test_a_result_that_is_unclear_keeps_open_what_one_that_is_below_decides() -> None:
    unclear, below = Result(reach=Reach.UNCLEAR), Result(reach=Reach.BELOW)
    assert standing(report_of(badge_of("lifts", results=(unclear,)))) is Standing.UNKNOWN
    assert standing(report_of(badge_of("lifts", results=(unclear, below)))) is Standing.NOT_COMPLETED
