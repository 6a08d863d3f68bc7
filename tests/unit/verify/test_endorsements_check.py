"""The check of endorsements; how each one is judged is a function of the test."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mexbadge import _json, _multibase
from mexbadge.badge import Person
from mexbadge.fetch.types import nothing
from mexbadge.verify.checks.endorsements import check_endorsements
from mexbadge.verify.codes import Code
from mexbadge.verify.endorsement_codes import EndorsementCode
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, Why
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask, OuterRecord, SecuredBy, Subject

ASK = Ask(Policy(), nothing, datetime(2026, 11, 23, tzinfo=UTC))
ID = "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa"


@dataclass(frozen=True)
class Judged:
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


def endorsement(of: str | None = ID, *, issuer: str = "did:web:board.example") -> dict[str, Any]:
    return {
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "issuer": {"id": issuer},
        "credentialSubject": {"id": of, "type": ["EndorsementSubject"]},
    }


def token(document: Mapping[str, Any]) -> str:
    parts = ({"alg": "EdDSA", "typ": "JWT", "kid": "did:key:z#z"}, document)
    return ".".join([*(_multibase.base64url_encode(_json.dumps(part).encode()) for part in parts), "AAAA"])


def found(
    document: Mapping[str, Any], verdict: Verdict = Verdict.VALID, ask: Ask = ASK, reason: Code = Code.PROOF_CHANGED
) -> list[Finding]:
    outcome = {Verdict.INVALID: Outcome.FAILED, Verdict.UNKNOWN: Outcome.UNKNOWN}.get(verdict, Outcome.WARNED)
    judged = Judged(verdict, (Finding(Check.PROOF, reason, outcome),))
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, **document})
    findings = list(check_endorsements(subject, ask, judge_inside=lambda _raw, _ask, _where: judged))
    for finding in findings:
        assert finding.check is Check.ENDORSEMENTS
        assert finding.message("en") != finding.message("fr")
        assert (finding.hint("en") is None) is (finding.outcome in {Outcome.PASSED, Outcome.SKIPPED})
    return findings


def only(
    document: Mapping[str, Any], verdict: Verdict = Verdict.VALID, ask: Ask = ASK, reason: Code = Code.PROOF_CHANGED
) -> tuple[str, Outcome]:
    (finding,) = found(document, verdict, ask, reason)
    return str(finding.code), finding.outcome


def test_a_badge_without_endorsements_has_none_to_check() -> None:
    (finding,) = found({"endorsement": []})
    assert (finding.code, finding.why) == (EndorsementCode.NONE, Why.NOT_APPLICABLE)


STRICT = [replace(ASK, policy=Policy(endorsements="fail")), replace(ASK, policy=Policy.strictest())]


@pytest.mark.parametrize(
    ("verdict", "code", "outcome", "strict"),
    [
        (Verdict.VALID, "endorsement_ok", Outcome.PASSED, Outcome.PASSED),
        (Verdict.WARNING, "endorsement_warning", Outcome.WARNED, Outcome.WARNED),
        (Verdict.INVALID, "endorsement_invalid", Outcome.WARNED, Outcome.FAILED),
        (Verdict.UNKNOWN, "endorsement_unknown", Outcome.WARNED, Outcome.UNKNOWN),
    ],
)
def test_one_that_does_not_count_is_a_warning_and_makes_the_badge_invalid_under_strictness(
    verdict: Verdict, code: str, outcome: Outcome, strict: Outcome
) -> None:
    for document in ({"endorsement": [endorsement()]}, {"endorsementJwt": [token(endorsement())]}):
        assert only(document, verdict) == (code, outcome)
        assert [only(document, verdict, ask) for ask in STRICT] == [(code, strict)] * 2


@pytest.mark.parametrize(
    ("reason", "code"), [(Code.DATES_EXPIRED, "endorsement_ended"), (Code.PROOF_MISSING, "endorsement_unsigned")]
)
def test_one_that_has_ended_or_that_nobody_signed_is_named_so(reason: Code, code: str) -> None:
    assert only({"endorsement": endorsement()}, Verdict.INVALID, reason=reason) == (code, Outcome.WARNED)


def test_they_are_found_at_any_depth_in_order() -> None:
    profile = {"id": "did:web:college.example", "endorsement": [endorsement("did:web:college.example")]}
    achievement = {"id": "urn:a", "endorsementJwt": [token(endorsement("urn:a"))], "creator": profile}
    document = {
        "endorsement": endorsement(),
        "issuer": profile,
        "credentialSubject": [{"id": "did:example:me", "achievement": achievement}],
    }
    findings = found(document)
    assert [finding.where for finding in findings] == [
        "/endorsement",
        "/issuer/endorsement/0",
        "/credentialSubject/0/achievement/endorsementJwt/0",
        "/credentialSubject/0/achievement/creator/endorsement/0",
    ]
    assert {finding.outcome for finding in findings} == {Outcome.PASSED}


def test_those_of_inner_credentials_and_of_endorsements_are_left_to_them() -> None:
    inner = {"endorsement": [endorsement()]}
    nested = {**endorsement(), **inner}
    document = {
        "credentialSubject": {"verifiableCredential": [inner]},
        "@context": [inner],
        "proof": inner,
        "endorsement": [nested],
    }
    assert [finding.where for finding in found(document)] == ["/endorsement/0"]


def test_an_endorsement_of_something_else_does_not_count() -> None:
    assert only({"endorsement": {**endorsement(), "credentialSubject": [{"id": ID}]}})[1] is Outcome.PASSED
    for other in ("urn:another", None):
        document = {"endorsement": [endorsement(other)]}
        assert only(document) == ("endorsement_other_subject", Outcome.WARNED)
        assert only(document, Verdict.UNKNOWN) == ("endorsement_other_subject", Outcome.WARNED)
        assert [only(document, ask=ask)[1] for ask in STRICT] == [Outcome.FAILED] * 2


@pytest.mark.parametrize(("kind", "counts"), [("Profile", False), ("AchievementCredential", True)])
def test_an_endorsement_of_another_kind_of_thing_under_the_same_id_does_not_count(kind: str, *, counts: bool) -> None:
    one = endorsement() | {"credentialSubject": {"id": ID, "type": ["EndorsementSubject", kind]}}
    outcome = only({"type": ["VerifiableCredential", "AchievementCredential"], "endorsement": [one]})[1]
    assert outcome is (Outcome.PASSED if counts else Outcome.WARNED)


@pytest.mark.parametrize("raw", [None, 5, "https://college.example/e", {}, {"type": "AchievementCredential"}, [[]]])
def test_what_is_no_endorsement_is_broken(raw: object) -> None:
    assert only({"endorsement": [raw]}) == ("endorsement_form", Outcome.WARNED)


@pytest.mark.parametrize("raw", [5, "", "a.b.c", {}, token({"type": ["AchievementCredential"]}), "é", "\ud800"])
def test_what_is_no_token_of_an_endorsement_is_broken(raw: object) -> None:
    assert only({"endorsementJwt": [raw]}) == ("endorsement_form", Outcome.WARNED)


def test_sixty_four_are_judged_and_one_more_fails_before_any_is() -> None:
    many = [endorsement(issuer=f"did:web:board{n}.example") for n in range(65)]
    assert len(found({"endorsement": many[:64]})) == 64
    assert only({"endorsement": many}) == ("endorsement_many", Outcome.FAILED)


@pytest.mark.parametrize(("depth", "most"), [(0, 64), (1, 8), (2, 1), (3, 1)])
def test_an_endorsement_may_carry_fewer_the_deeper_it_is(depth: int, most: int) -> None:
    ask = replace(ASK, depth=depth)
    assert len(found({**endorsement(), "endorsement": [endorsement()] * most}, ask=ask)) == most
    too_many = {**endorsement(), "endorsement": [endorsement()] * (most + 1)}
    assert only(too_many, ask=ask) == ("endorsement_many", Outcome.FAILED)


def test_a_badge_inside_a_record_may_carry_as_many_as_any_badge() -> None:
    assert len(found({"endorsement": [endorsement()] * 64}, ask=replace(ASK, depth=1))) == 64


def test_equal_ones_are_judged_once_and_by_anyone() -> None:
    asked: list[tuple[bytes | Mapping[str, object], Ask]] = []

    def judge(raw: bytes | Mapping[str, object], ask: Ask, _where: str) -> Judged:
        asked.append((raw, ask))
        return Judged(Verdict.VALID)

    one = token(endorsement())
    subject = Subject(
        b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "endorsement": [endorsement()] * 3, "endorsementJwt": [one] * 2}
    )
    ask = replace(ASK, policy=Policy().accepting("did:web:college.example"))
    assert len(list(check_endorsements(subject, ask, judge_inside=judge))) == 5
    assert [raw for raw, _ in asked] == [endorsement(), one.encode()]
    assert {ask.policy.issuers for _, ask in asked} == {frozenset()}


def test_a_uuid_in_other_letters_is_the_same_thing() -> None:
    for of in (ID.upper(), ID.replace("urn:uuid", "URN:UUID")):
        assert only({"endorsement": [endorsement(of)]}) == ("endorsement_ok", Outcome.PASSED)
    assert only({"endorsement": [endorsement(f"{ID[:-1]}B")]})[0] == "endorsement_other_subject"
    assert only({"endorsement": [endorsement("https://a.example/X")], "id": "https://a.example/x"})[0] == (
        "endorsement_other_subject"
    )


def test_what_is_said_of_an_endorsement_names_its_issuer_and_why_it_does_not_count() -> None:
    def values(one: dict[str, Any], verdict: Verdict = Verdict.VALID, **document: Any) -> Mapping[str, object]:
        (finding,) = found({"endorsement": one, **document}, verdict)
        return finding.values

    board = "did:web:board.example"
    assert values(endorsement()) == {"issuer": board}
    assert values({**endorsement(), "issuer": board}) == {"issuer": board}
    for nobody in (None, 5, {}, {"id": 5}):
        assert values({**endorsement(), "issuer": nobody}) == {"issuer": "-"}
    for verdict in (Verdict.INVALID, Verdict.UNKNOWN, Verdict.WARNING):
        assert values(endorsement(), verdict) == {"issuer": board, "reason": "proof_changed"}
    assert values(endorsement("urn:x")) == {"endorsed": "urn:x", "holder": ID}
    assert values(endorsement(None)) == {"endorsed": "-", "holder": ID}
    for holder in (None, 5):
        assert values(endorsement(), id=holder) == {"endorsed": ID, "holder": "-"}
    several = [{"id": ID}, {"id": ID}]
    for subject in ("x", None, [], several, ["x"]):
        assert values({**endorsement(), "credentialSubject": subject})["endorsed"] == "-"


def judged_as(*findings: Finding, verdict: Verdict) -> tuple[str, object]:
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "endorsement": endorsement()})
    (found,) = check_endorsements(subject, ASK, judge_inside=lambda _raw, _ask, _where: Judged(verdict, findings))
    return str(found.code), found.values.get("reason")


def test_the_reason_is_the_first_finding_that_is_as_bad_as_the_verdict() -> None:
    passed = Finding(Check.FORMAT, Code.FORMAT_OK, Outcome.PASSED)
    ended, other = (Finding(Check.DATES, code, Outcome.FAILED) for code in (Code.DATES_EXPIRED, Code.PROOF_CHANGED))
    warned = Finding(Check.MODEL, "x", Outcome.WARNED)
    assert judged_as(passed, warned, ended, verdict=Verdict.INVALID) == ("endorsement_ended", "dates_expired")
    assert judged_as(passed, other, ended, verdict=Verdict.INVALID) == ("endorsement_invalid", "proof_changed")
    assert judged_as(passed, warned, verdict=Verdict.WARNING) == ("endorsement_warning", "x")
    for verdict in (Verdict.INVALID, Verdict.UNKNOWN, Verdict.WARNING):
        assert judged_as(passed, verdict=verdict)[1] == verdict.value


def test_a_member_that_says_nothing_holds_no_endorsement_and_one_alone_needs_no_list() -> None:
    empty: tuple[dict[str, Any], ...] = ({"endorsement": None}, {"endorsementJwt": None, "endorsement": []})
    for document in empty:
        (finding,) = found(document)
        assert finding.code == EndorsementCode.NONE
    (finding,) = found({"endorsementJwt": token(endorsement())})
    assert (finding.code, finding.where) == (EndorsementCode.OK, "/endorsementJwt")


def test_of_whom_it_was_asked_and_what_lies_around_it_is_nothing_to_an_endorsement() -> None:
    asked: list[Ask] = []

    def judge(_raw: bytes | Mapping[str, object], ask: Ask, _where: str) -> Judged:
        asked.append(ask)
        return Judged(Verdict.VALID)

    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "endorsement": endorsement()})
    given = replace(ASK, recipient=Person.of("a@example.ca"), record=OuterRecord("x", None, ()), depth=2)
    list(check_endorsements(subject, given, judge_inside=judge))
    (ask,) = asked
    assert (ask.recipient, ask.record, ask.refresh, ask.depth) == (None, None, False, 2)


def test_one_that_stands_only_deep_inside_lists_is_found_too() -> None:
    inner = {"id": "urn:a", "endorsement": [endorsement("urn:a")]}
    tokened = {"id": "urn:b", "endorsementJwt": [token(endorsement("urn:b"))]}
    for where, document in (
        ("/credentialSubject/0/achievement/endorsement/0", {"credentialSubject": [{"achievement": inner}]}),
        ("/a/0/0/endorsementJwt/0", {"a": [[tokened]]}),
        ("/a/b/endorsement/0", {"a": {"b": inner}}),
    ):
        (finding,) = found({**document, "x": ["y", 5, None]})
        assert (finding.code, finding.where) == (EndorsementCode.OK, where)
