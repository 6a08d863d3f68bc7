"""The credentials inside a learner record: what each report comes to, who vouches for what, and whose it is."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from mexbadge.badge import Badge, Person
from mexbadge.models.identity import AwardedIdentity
from mexbadge.models.kinds import Kind
from mexbadge.verify import Check, Finding, Outcome, Policy, Report, Why
from mexbadge.verify.checks.contained import MOST, check_contained, content_of, of_report, vouched
from mexbadge.verify.findings import REQUIRED, verdict_of
from mexbadge.verify.subject import Ask, OuterRecord, SecuredBy, Subject
from skilled import ISSUER, badge_of
from world import AT, World

OTHER = "did:web:other.example"
WHERE = "/credentialSubject/verifiableCredential/0"
EMAIL = "aisha@example.ca"
BOUND = Finding(Check.BINDING, "binding_ok", Outcome.PASSED, {"issuer": ISSUER})
PASSED = tuple(Finding(check, "x", Outcome.PASSED) for check in sorted(REQUIRED))
Told = list[tuple[str, Outcome]]


def report(*more: Finding, without: tuple[Check, ...] = (), badge: Badge | None = None) -> Report:
    """A report in which every required check passed, but for those ``without``; ``more`` was found besides."""
    findings = (*(one for one in PASSED if one.check not in without), *more)
    given = badge or badge_of("lifts")
    return Report("x", verdict_of(findings, required=REQUIRED), AT, given, findings)


def failed(code: str, check: Check = Check.PROOF) -> Finding:
    return Finding(check, code, Outcome.FAILED)


ENDED = failed("dates_expired", Check.DATES)
UNSIGNED = Finding(Check.PROOF, "proof_of_record", Outcome.WARNED)
DIFFERS = failed("recipient_differs", Check.RECIPIENT)
OPEN = Finding(Check.RECIPIENT, "recipient_other_kind", Outcome.UNKNOWN)
UNDECIDED = Finding(Check.STATUS, "x", Outcome.UNKNOWN)
WARNED = Finding(Check.MODEL, "x", Outcome.WARNED)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (report(), []),
        (report(WARNED), [("nested_warning", Outcome.WARNED)]),
        (report(UNSIGNED), [("nested_unsigned", Outcome.WARNED)]),
        (report(ENDED), [("nested_ended", Outcome.WARNED)]),
        (report(ENDED, without=(Check.DATES,)), [("nested_ended", Outcome.WARNED)]),
        (report(ENDED, UNSIGNED), [("nested_ended", Outcome.WARNED)]),
        (report(ENDED, UNDECIDED), [("nested_unknown", Outcome.UNKNOWN)]),
        (report(ENDED, failed("proof_changed")), [("nested_invalid", Outcome.FAILED)]),
        (report(UNDECIDED), [("nested_unknown", Outcome.UNKNOWN)]),
        (report(without=(Check.STATUS,)), [("nested_unknown", Outcome.UNKNOWN)]),
        (report(without=(Check.DATES,)), [("nested_unknown", Outcome.UNKNOWN)]),
        (report(failed("proof_missing")), [("nested_unvouched", Outcome.FAILED)]),
        (report(Finding(Check.PROOF, "proof_missing", Outcome.WARNED)), [("nested_warning", Outcome.WARNED)]),
        (
            report(Finding(Check.PROOF, "proof_missing", Outcome.WARNED), failed("proof_changed")),
            [("nested_invalid", Outcome.FAILED)],
        ),
        (report(failed("proof_changed")), [("nested_invalid", Outcome.FAILED)]),
        (report(DIFFERS), [("nested_other_person", Outcome.FAILED)]),
        (report(DIFFERS, ENDED), [("nested_other_person", Outcome.FAILED)]),
        (report(DIFFERS, UNDECIDED), [("nested_other_person", Outcome.FAILED)]),
        (report(DIFFERS, failed("proof_changed")), [("nested_invalid", Outcome.FAILED)]),
        (report(OPEN), [("nested_person_unknown", Outcome.UNKNOWN)]),
        (report(OPEN, ENDED), [("nested_person_unknown", Outcome.UNKNOWN)]),
        (report(OPEN, UNDECIDED), [("nested_unknown", Outcome.UNKNOWN)]),
    ],
)
def test_the_gravest_thing_is_said_of_what_is_inside_in_one_finding(given: Report, expected: Told) -> None:
    found = list(of_report(given, WHERE, ended=Outcome.WARNED))
    assert [(str(one.code), one.outcome) for one in found] == expected
    assert all((one.check, one.where) == (Check.MODEL, WHERE) for one in found)
    strict = list(of_report(given, WHERE, ended=Outcome.FAILED))
    assert [one.outcome for one in strict] == [
        Outcome.FAILED if code == "nested_ended" else outcome for code, outcome in expected
    ]


def test_a_finding_about_what_is_inside_names_it_its_issuer_its_holder_and_its_end() -> None:
    badge = badge_of("lifts", valid_until="2026-04-01T00:00:00Z")
    (found,) = of_report(report(WARNED, badge=badge), WHERE, ended=Outcome.WARNED)
    assert found.values == {"name": "lifts", "issuer": ISSUER, "named": EMAIL, "end": "2026-04-01"}
    bare = badge_of("lifts", issuer_id=None, identities=())
    (found,) = of_report(report(WARNED, badge=bare), WHERE, ended=Outcome.WARNED)
    assert (found.values["issuer"], found.values["named"], found.values["end"]) == ("-", "-", "?")
    unread = replace(report(WARNED), badge=None)
    (found,) = of_report(unread, WHERE, ended=Outcome.WARNED)
    assert found.values == {"name": WHERE, "issuer": "-", "named": "-", "end": "?"}


@pytest.mark.parametrize(
    ("entry", "content"),
    [("a.b.c", b"a.b.c"), ({"a": 1}, {"a": 1}), (5, b"[]"), (None, b"[]"), (["a.b.c"], b"[]"), ("\ud800", b"?")],
)
def test_what_is_judged_is_a_credential_or_a_token_and_else_nothing(entry: object, content: object) -> None:
    assert content_of(entry) == content


# Who vouches


def subject(issuer: str | None = ISSUER, **document: Any) -> Subject:
    return Subject(b"x", SecuredBy.DATA_INTEGRITY, {"issuer": issuer, **document})


def ask(record: OuterRecord | None = None, **given: Any) -> Ask:
    policy = given.pop("policy", Policy())
    return Ask(policy, World().fetch, AT, record=record, **given)


RECORD = OuterRecord(ISSUER, BOUND, ())
MISSING = (failed("proof_missing"), Finding(Check.BINDING, "blocked", Outcome.SKIPPED, why=Why.BLOCKED))


def test_a_copy_without_a_proof_counts_by_its_records_word_where_both_are_of_one_issuer() -> None:
    model = Finding(Check.MODEL, "x", Outcome.PASSED)
    assert vouched((model, *MISSING), subject(), ask(RECORD)) == (
        model,
        Finding(Check.PROOF, "proof_of_record", Outcome.WARNED, {"issuer": ISSUER}),
        BOUND,
    )


@pytest.mark.parametrize(
    ("record", "issuer"),
    [
        (None, ISSUER),
        (RECORD, OTHER),
        (RECORD, None),
        (OuterRecord(ISSUER, None, ()), ISSUER),
        (OuterRecord(None, BOUND, ()), ISSUER),
        (OuterRecord(None, BOUND, ()), None),
    ],
)
def test_nobody_elses_word_counts_for_a_copy_without_a_proof(record: OuterRecord | None, issuer: str | None) -> None:
    assert vouched(MISSING, subject(issuer), ask(record)) == MISSING


@pytest.mark.parametrize(
    "found",
    [
        (failed("proof_changed"),),
        (*MISSING, failed("binding_not_listed", Check.BINDING)),
        (*MISSING, Finding(Check.BINDING, "x", Outcome.UNKNOWN)),
        (Finding(Check.PROOF, "proof_ok", Outcome.PASSED), BOUND),
        (Finding(Check.PROOF, "proof_missing", Outcome.WARNED),),
    ],
)
def test_a_record_heals_nothing_but_a_proof_that_is_missing(found: tuple[Finding, ...]) -> None:
    assert vouched(found, subject(), ask(RECORD)) == found
    other = (*MISSING, failed("x", Check.MODEL))
    assert "proof_of_record" in {str(one.code) for one in vouched(other, subject(), ask(RECORD))}


# Whose it is


def contained(
    *reports: Report,
    holder: Any = None,
    issuer: str = ISSUER,
    binding: Finding | None = BOUND,
    entries: object = None,
    **given: Any,
) -> list[Finding]:
    """Check a record of ``issuer`` that names its holder by the addresses ``holder``; each entry has its report."""
    named = [
        {"type": "IdentityObject", "hashed": False, "identityHash": one, "identityType": "emailAddress"}
        for one in holder or ()
    ]
    inner: dict[str, Any] = {"verifiableCredential": list(range(len(reports))) if entries is None else entries}
    inner |= {"identifier": named} if named else {}
    inner |= given.pop("beside", {})
    waiting = iter(reports)
    places: list[str] = []

    def judge(_raw: bytes | Mapping[str, object], inside: Ask, where: str) -> Report:
        places.append(where)
        assert inside.receipt is None
        assert inside.record is not None
        assert inside.record.issuer == (issuer if binding is not None else None)
        return next(waiting)

    document = {"type": ["VerifiableCredential", "ClrCredential"], "credentialSubject": inner}
    found = check_contained(subject(issuer, **document), ask(**given), binding=binding, judge_inside=judge)
    result = list(found)
    assert places == [f"/credentialSubject/verifiableCredential/{n}" for n in range(len(places))]
    return result


def codes(*reports: Report, **given: Any) -> Told:
    return [(str(one.code), one.outcome) for one in contained(*reports, **given)]


OK: Told = [("nested_ok", Outcome.PASSED)]


def clear(value: str, kind: str = "emailAddress") -> AwardedIdentity:
    return AwardedIdentity(kind, value, hashed=False)


def of(*identities: AwardedIdentity, **given: Any) -> Report:
    return report(badge=badge_of("lifts", identities=identities, subject_id=None, **given))


def test_what_is_plainly_good_is_counted_in_one_finding() -> None:
    found = contained(of(clear(EMAIL)), of(clear(EMAIL)), holder=[EMAIL])
    assert [(str(one.code), one.values) for one in found] == [("nested_ok", {"count": 2})]
    found = contained(of(clear(EMAIL)), report(failed("proof_changed")), holder=[EMAIL])
    assert [str(one.code) for one in found] == ["nested_invalid", "nested_ok"]
    assert found[-1].values == {"count": 1}
    assert contained(holder=[EMAIL]) == []


def test_a_badge_inside_is_compared_with_whom_the_record_names() -> None:
    assert codes(of(clear(EMAIL)), holder=[EMAIL]) == OK
    assert codes(of(clear("ben@example.ca")), holder=[EMAIL]) == [("nested_other_person", Outcome.FAILED)]
    assert codes(of(clear("x", "lisOther")), holder=[EMAIL]) == [("nested_person_unknown", Outcome.WARNED)]
    assert codes(of(), holder=[EMAIL]) == [("nested_person_unknown", Outcome.WARNED)]
    assert codes(of(clear(EMAIL))) == [("nested_person_unknown", Outcome.WARNED)]
    ((finding),) = contained(of(clear("ben@example.ca")), holder=[EMAIL])
    assert finding.values["holder"] == EMAIL
    asked = {"recipient": Person.of("ben@example.ca")}
    assert codes(of(clear("ben@example.ca")), holder=[EMAIL], **asked) == OK, "what is asked was asked of the badge"


def test_identities_that_only_anothers_record_joins_are_told() -> None:
    joined = {"holder": [EMAIL, "second@example.ca"]}
    assert codes(of(clear(EMAIL)), **joined) == OK
    told = [("nested_joined", Outcome.WARNED)]
    assert codes(of(clear(EMAIL), issuer_id=OTHER), **joined) == told
    assert codes(of(clear(EMAIL)), binding=None, **joined) == told
    assert codes(of(clear(EMAIL), clear("second@example.ca"), issuer_id=OTHER), **joined) == OK


def test_of_an_endorsement_in_a_record_no_person_is_compared_and_it_must_be_of_something_there() -> None:
    def endorsement(of_what: str | None, **given: Any) -> Report:
        badge = badge_of("lifts", kind=Kind.ENDORSEMENT, subject_id=of_what, identities=(), **given)
        return report(badge=badge)

    badge = of(clear(EMAIL), id="urn:uuid:badge", achievement_id="https://college.example/a")
    listed = {"achievement": [{"id": "https://college.example/listed"}, "x", {"id": 5}]}
    for what in ("urn:uuid:badge", "https://college.example/a", ISSUER, "https://college.example/listed"):
        assert codes(badge, endorsement(what), holder=[EMAIL], beside=listed) == OK
    one_listed = {"achievement": {"id": "https://college.example/listed"}}
    assert codes(endorsement("https://college.example/listed"), beside=one_listed) == OK
    for other in ("https://elsewhere.example", None):
        found = contained(badge, endorsement(other), holder=[EMAIL])
        assert [(str(one.code), one.outcome) for one in found[:1]] == [("endorsement_other_subject", Outcome.WARNED)]
        assert found[0].values == {"endorsed": other or "-", "holder": "-"}
        assert found[0].where == "/credentialSubject/verifiableCredential/1"
    strict = {"policy": Policy(strict=True)}
    assert codes(endorsement("x"), **strict) == [("endorsement_other_subject", Outcome.FAILED)]
    own = endorsement("urn:uuid:endorsement", id="urn:uuid:endorsement")
    assert codes(own)[0][0] == "endorsement_other_subject", "it is nothing that stands in the record itself"


def test_a_credential_inside_that_ended_is_a_warning_and_fails_only_where_strict() -> None:
    over = report(ENDED, badge=badge_of("lifts", identities=(clear(EMAIL),), subject_id=None))
    assert codes(over, holder=[EMAIL]) == [("nested_ended", Outcome.WARNED)]
    assert codes(over, holder=[EMAIL], policy=Policy(strict=True)) == [("nested_ended", Outcome.FAILED)]


def test_credentials_are_found_under_every_subject_alone_or_in_a_list() -> None:
    seen: list[str] = []

    def judge(_raw: bytes | Mapping[str, object], _ask: Ask, where: str) -> Report:
        seen.append(where)
        return report()

    holders: tuple[tuple[Any, list[str]], ...] = (
        ({"verifiableCredential": "a.b.c"}, ["/credentialSubject/verifiableCredential/0"]),
        ([{"verifiableCredential": ["a"]}, "x", {"verifiableCredential": ["b", "c"]}, {}], [
            "/credentialSubject/0/verifiableCredential/0",
            "/credentialSubject/2/verifiableCredential/0",
            "/credentialSubject/2/verifiableCredential/1",
        ]),
        ("x", []),
        (None, []),
    )  # fmt: skip
    for holder, places in holders:
        seen.clear()
        list(check_contained(subject(credentialSubject=holder), ask(), binding=BOUND, judge_inside=judge))
        assert seen == places


def test_more_credentials_than_are_judged_fail_and_none_is_judged() -> None:
    assert codes(*[of(clear(EMAIL))] * MOST, holder=[EMAIL]) == OK
    found = contained(entries=list(range(MOST + 1)))
    assert [(str(one.code), one.outcome, one.values) for one in found] == [
        ("nested_many", Outcome.FAILED, {"limit": MOST})
    ]


def test_a_record_in_a_record_of_the_same_issuer_keeps_what_the_outer_one_joined() -> None:
    outer = OuterRecord(ISSUER, BOUND, (clear("second@example.ca"),))
    seen: list[tuple[AwardedIdentity, ...]] = []

    def judge(_raw: bytes | Mapping[str, object], inside: Ask, _where: str) -> Report:
        assert inside.record is not None
        seen.append(inside.record.identities)
        return report()

    def run(record: OuterRecord | None, binding: Finding | None = BOUND) -> list[str]:
        named = {"type": "IdentityObject", "hashed": False, "identityHash": EMAIL, "identityType": "emailAddress"}
        document: dict[str, Any] = {
            "type": ["VerifiableCredential", "ClrCredential"],
            "credentialSubject": {"identifier": [named], "verifiableCredential": ["a"]},
        }
        list(check_contained(subject(**document), ask(record), binding=binding, judge_inside=judge))
        return [one.value for one in seen.pop()]

    assert run(outer) == [EMAIL, "second@example.ca"]
    assert run(OuterRecord(ISSUER, BOUND, (clear(EMAIL),))) == [EMAIL]
    assert run(OuterRecord(OTHER, BOUND, outer.identities)) == run(None) == run(outer, None) == [EMAIL]
