"""The status check against lists in memory; how a list's own signature is judged is a function of the test."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mexbadge import _json
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, Response
from mexbadge.status.bitstring import Bitstring
from mexbadge.verify.checks.status import StatusCode, check_status
from mexbadge.verify.codes import Code
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, Why
from mexbadge.verify.judged_lists import ListJudgement
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask, SecuredBy, Subject

ISSUER = "did:web:college.example"
LIST = "https://college.example/status/1"
REVOCATIONS = "https://college.example/revocations.json"
ID = "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa"
AT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def entry(**change: Any) -> dict[str, Any]:
    return {
        "id": f"{LIST}#7",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "7",
        "statusListCredential": LIST,
        **change,
    }


def status_list(value: int = 0, *, size: int = 1, index: int = 7, **change: Any) -> dict[str, Any]:
    subject = {
        "type": "BitstringStatusList",
        "statusPurpose": "revocation",
        "encodedList": Bitstring.new(size=size).with_entry(index, value).encoded(),
    }
    return {
        "id": LIST,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": ISSUER,
        "validFrom": "2026-11-01T00:00:00Z",
        "credentialSubject": {**subject, **change.pop("subject", {})},
        **change,
    }


def revocations(*ids: str, **change: Any) -> dict[str, Any]:
    return {"id": REVOCATIONS, "issuer": ISSUER, "revokedCredential": [{"id": one} for one in ids], **change}


def judged_good(body: bytes, ask: Ask) -> ListJudgement:
    """Judge a list whose signature holds: its dates alone are looked at, as the engine does."""
    document = _json.loads_object(body)
    issuer = document.get("issuer")
    until, start = document.get("validUntil"), document.get("validFrom")
    codes = [Code.DATES_EXPIRED] * bool(until and datetime.fromisoformat(until) <= ask.at)
    codes += [Code.DATES_NOT_YET] * bool(start and datetime.fromisoformat(start) > ask.at)
    findings = tuple(Finding(Check.DATES, code, Outcome.FAILED) for code in codes)
    verdict = Verdict.INVALID if findings else Verdict.VALID
    return ListJudgement(document, issuer if isinstance(issuer, str) else None, verdict, findings)


@dataclass
class World:
    """The documents that can be read, and what was asked."""

    documents: Mapping[str, object]
    asked: list[str] = field(default_factory=list)

    def fetch(self, request: Request) -> Response:
        self.asked.append(request.url)
        found = self.documents.get(request.url)
        if found is None:
            raise FetchError("fetch_offline", url=request.url)
        if isinstance(found, int):
            return Response(request.url, found, {}, b"")
        return Response(request.url, 200, {}, found if isinstance(found, bytes) else _json.dumps(found).encode())


def found(
    status: object,
    documents: Mapping[str, object],
    *,
    policy: Policy | None = None,
    judge: Any = judged_good,
    **ask: Any,
) -> list[Finding]:
    document: dict[str, Any] = {"id": ID, "type": ["VerifiableCredential"], "issuer": {"id": ISSUER}}
    if status is not None:
        document["credentialStatus"] = status
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {**document, **ask.pop("document", {})})
    asked = Ask(policy or Policy(), World(documents).fetch, ask.pop("at", AT), **ask)
    findings = list(check_status(subject, asked, judge_list=judge))
    for finding in findings:
        assert finding.check is Check.STATUS
        assert finding.message("en") != finding.message("fr")
        assert "{" not in finding.message("en")
        if finding.outcome not in {Outcome.PASSED, Outcome.SKIPPED}:
            assert finding.hint("en")
            assert finding.hint("fr")
    return findings


def only(*args: Any, **kwargs: Any) -> tuple[str, Outcome]:
    (finding,) = found(*args, **kwargs)
    return str(finding.code), finding.outcome


def test_a_badge_that_names_no_status_has_none_to_check() -> None:
    (absent,) = found(None, {})
    (empty,) = found([], {})
    for finding in (absent, empty):
        assert (finding.code, finding.outcome, finding.why) == (StatusCode.NONE, Outcome.SKIPPED, Why.NOT_APPLICABLE)


def test_a_status_switched_off_is_a_warning_and_nothing_is_fetched() -> None:
    world = World({LIST: status_list(1)})
    subject = Subject(
        b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": [entry(), entry()]}
    )
    ask = Ask(Policy(status=False), world.fetch, AT)
    (finding,) = check_status(subject, ask, judge_list=judged_good)
    assert (finding.code, finding.outcome) == (StatusCode.NOT_CHECKED, Outcome.WARNED)
    assert not world.asked


def test_a_bit_that_is_not_set_passes_and_one_that_is_fails() -> None:
    assert only(entry(), {LIST: status_list(0)}) == ("status_not_revoked", Outcome.PASSED)
    assert only(entry(), {LIST: status_list(1)}) == ("status_revoked", Outcome.FAILED)
    assert only(entry(), {LIST: status_list(1, index=8)}) == ("status_not_revoked", Outcome.PASSED)


@pytest.mark.parametrize(
    ("purpose", "clear", "marked", "outcome"),
    [
        ("suspension", "status_not_suspended", "status_suspended", Outcome.FAILED),
        ("refresh", "status_no_refresh", "status_refresh", Outcome.WARNED),
        ("probation", "status_clear", "status_purpose_unknown", Outcome.UNKNOWN),
    ],
)
def test_each_purpose_has_its_outcome(purpose: str, clear: str, marked: str, outcome: Outcome) -> None:
    named = entry(statusPurpose=purpose)
    serves = {"statusPurpose": purpose}
    assert only(named, {LIST: status_list(0, subject=serves)}) == (clear, Outcome.PASSED)
    assert only(named, {LIST: status_list(1, subject=serves)}) == (marked, outcome)


def test_a_message_is_said() -> None:
    messages = [{"status": "0x0", "message": "in order"}, {"status": "0x1", "message": "renewal due"},
                {"status": "0x2", "message": "lost"}, {"status": "0x3", "message": "stolen"}]  # fmt: skip
    named = entry(statusPurpose="message", statusSize=2, statusMessage=messages)
    serves = {"statusPurpose": "message"}
    (finding,) = found(named, {LIST: status_list(2, size=2, subject=serves)})
    assert (finding.code, finding.outcome) == (StatusCode.MESSAGE, Outcome.WARNED)
    assert "status 2 (lost)" in finding.message()
    (finding,) = found(named, {LIST: status_list(0, size=2, subject=serves)})
    assert (finding.code, finding.outcome) == (StatusCode.NO_MESSAGE, Outcome.PASSED)


def test_any_value_but_0_of_a_wide_revocation_is_revoked() -> None:
    named = entry(statusSize=4)
    for value in (1, 8, 15):
        codes = {str(finding.code) for finding in found(named, {LIST: status_list(value, size=4)})}
        assert codes == {"status_revoked", "status_messages_missing"}


def test_every_entry_is_looked_up_and_each_list_read_once() -> None:
    world = World({LIST: status_list(1, subject={"statusPurpose": ["revocation", "suspension"]})})
    entries = [entry(), entry(statusPurpose="suspension", statusListIndex=8), entry(statusListIndex=9), {"type": "Odd"}]
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": entries})
    judged: list[bytes] = []

    def judge(body: bytes, ask: Ask) -> ListJudgement:
        judged.append(body)
        return judged_good(body, ask)

    findings = list(check_status(subject, Ask(Policy(), world.fetch, AT), judge_list=judge))
    assert [str(finding.code) for finding in findings] == [
        "status_revoked", "status_not_suspended", "status_not_revoked", "status_type_unknown",
    ]  # fmt: skip
    assert [finding.where for finding in findings] == [f"/credentialStatus/{n}" for n in range(4)]
    assert findings[3].outcome is Outcome.UNKNOWN
    assert "Odd" in findings[3].message()
    assert world.asked == [LIST]
    assert len(judged) == 1


def test_more_than_eight_entries_fail_and_nothing_is_fetched() -> None:
    world = World({LIST: status_list()})
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": [entry()] * 5000})
    (finding,) = check_status(subject, Ask(Policy(), world.fetch, AT), judge_list=judged_good)
    assert (str(finding.code), finding.outcome) == ("status_entries_many", Outcome.FAILED)
    assert not world.asked


@pytest.mark.parametrize("answer", [None, 404, 410, 500, 204])
@pytest.mark.parametrize("named", [entry(), {"id": LIST, "type": "1EdTechRevocationList"}])
def test_a_list_that_cannot_be_read_leaves_it_unknown(named: object, answer: object) -> None:
    assert only(named, {LIST: answer}) == ("status_list_unreadable", Outcome.UNKNOWN)


def test_a_web_page_in_place_of_a_list_leaves_it_unknown() -> None:
    page = b"\n <!DOCTYPE html><html>log in</html>"
    assert only(entry(), {LIST: page}) == ("status_list_not_a_list", Outcome.UNKNOWN)
    named = {"id": REVOCATIONS, "type": "1EdTechRevocationList"}
    for other in (page, b"", b"not found", b"[]", b"eyJhbGciOiJFZERTQSJ9.e30.AA", b"\x89PNG"):
        assert only(named, {REVOCATIONS: other}) == ("status_list_not_a_list", Outcome.UNKNOWN)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": {"encodedList": "uAAAA"}}, "status_list_gzip"),
        ({"subject": {"encodedList": "!"}}, "status_list_text"),
        ({"subject": {"encodedList": None}}, "status_list_form"),
        ({"subject": {"statusPurpose": "suspension"}}, "status_list_purpose"),
        ({"subject": {"statusPurpose": "Revocation"}}, "status_list_purpose"),
        ({"subject": {"statusSize": 2}}, "status_list_size"),
        ({"subject": {"type": "StatusList2021"}}, "status_list_type"),
        ({"type": ["VerifiableCredential"]}, "status_list_type"),
        ({"id": "https://college.example/status/2"}, "status_list_other"),
        ({"issuer": None}, "status_list_issuer"),
        ({"validUntil": "soon"}, "status_list_invalid"),
        ({"validFrom": "2026-11-20T00:00:00Z", "validUntil": "2026-11-10T00:00:00Z"}, "status_list_invalid"),
    ],
)
def test_a_list_that_is_not_what_it_must_be_fails(change: dict[str, Any], code: str) -> None:
    def judge(body: bytes, ask: Ask) -> ListJudgement:
        document = _json.loads_object(body)
        if document.get("validUntil") == "soon":
            unread = Finding(Check.DATES, Code.DATES_UNREADABLE, Outcome.FAILED, {"date": "soon"})
            return ListJudgement(document, ISSUER, Verdict.INVALID, (unread,))
        return judged_good(body, ask)

    documents = {LIST: status_list(0, **change), "https://college.example/.well-known/did.json": {"id": ISSUER}}
    assert only(entry(), documents, judge=judge) == (code, Outcome.FAILED)


def test_a_list_whose_dates_fail_for_another_reason_fails() -> None:
    def judge(body: bytes, ask: Ask) -> ListJudgement:
        failed = Finding(Check.DATES, Code.DATES_UNREADABLE, Outcome.FAILED, {"date": ""})
        return replace(judged_good(body, ask), verdict=Verdict.INVALID, findings=(failed,))

    assert only(entry(), {LIST: status_list()}, judge=judge) == ("status_list_invalid", Outcome.FAILED)


def test_an_index_outside_the_list_fails() -> None:
    assert only(entry(statusListIndex="131072"), {LIST: status_list()}) == ("status_index_range", Outcome.FAILED)


def short(value: int) -> dict[str, Any]:
    bits = Bitstring(bytes(12_500)).with_entry(7, value)
    return status_list(subject={"encodedList": bits.encoded()})


@pytest.mark.parametrize("policy", [Policy(), Policy.compatible(), Policy(strict=True)])
@pytest.mark.parametrize("value", [0, 1])
def test_a_short_list_fails_under_every_policy(policy: Policy, value: int) -> None:
    assert only(entry(), {LIST: short(value)}, policy=policy) == ("status_list_short", Outcome.FAILED)


def test_a_list_whose_own_signature_fails_fails_the_badge() -> None:
    def judge(body: bytes, ask: Ask) -> ListJudgement:
        good = judged_good(body, ask)
        return replace(
            good, verdict=Verdict.INVALID, findings=(Finding(Check.PROOF, Code.PROOF_MISSING, Outcome.FAILED),)
        )

    (finding,) = found(entry(), {LIST: status_list()}, judge=judge)
    assert (finding.code, finding.outcome) == (StatusCode.LIST_INVALID, Outcome.FAILED)
    assert "proof_missing" in finding.message()


@pytest.mark.parametrize(
    ("check", "outcome", "expected"),
    [
        (Check.PROOF, Outcome.FAILED, ("status_list_invalid", Outcome.FAILED)),
        (Check.BINDING, Outcome.UNKNOWN, ("status_list_undecided", Outcome.UNKNOWN)),
    ],
)
def test_what_is_wrong_with_a_list_is_not_forgotten_because_it_has_ended_too(
    check: Check, outcome: Outcome, expected: tuple[str, Outcome]
) -> None:
    def judge(body: bytes, ask: Ask) -> ListJudgement:
        good = judged_good(body, ask)
        return replace(good, findings=(*good.findings, Finding(check, Code.BINDING_UNRESOLVED, outcome)))

    ended = status_list(1, validUntil="2026-11-20T00:00:00Z")
    assert only(entry(), {LIST: ended}, judge=judge) == expected


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ({"validUntil": "soon"}, [("status_list_invalid", Outcome.FAILED)]),
        ({"validFrom": "soon"}, [("status_list_invalid", Outcome.FAILED)]),
        ({"validFrom": "soon", "validUntil": "later"}, [("status_list_invalid", Outcome.FAILED)]),
        ({"validUntil": "2026-10-01T00:00:00Z"}, [("status_list_invalid", Outcome.FAILED)]),
        ({"validFrom": None, "validUntil": "2027-01-01T00:00:00Z"}, [("status_not_revoked", Outcome.PASSED)]),
        (
            dict.fromkeys(("validFrom", "validUntil"), "2027-01-01T00:00:00Z"),
            [("status_list_later", Outcome.WARNED), ("status_not_revoked", Outcome.PASSED)],
        ),
    ],
)
def test_the_dates_of_a_list_are_looked_at_whatever_was_said_of_them(
    dates: dict[str, Any], expected: list[tuple[str, Outcome]]
) -> None:
    def judge(body: bytes, _ask: Ask) -> ListJudgement:
        return ListJudgement(_json.loads_object(body), ISSUER, Verdict.VALID)

    assert pairs({LIST: status_list(**dates)}, judge=judge) == expected


def test_a_list_is_told_of_with_both_issuers_and_without_where_one_is_missing() -> None:
    (finding,) = found(entry(), {LIST: status_list(issuer=None)})
    values = {"url": LIST, "speaker": "-", "issuer": ISSUER}
    assert (finding.code, dict(finding.values)) == (StatusCode.LIST_ISSUER, values)
    (finding,) = found(entry(), {LIST: status_list()}, document={"issuer": None})
    values = {"url": LIST, "speaker": ISSUER, "issuer": "-"}
    assert (finding.code, dict(finding.values)) == (StatusCode.LIST_ISSUER, values)


def test_the_status_of_a_badge_within_another_is_looked_up_too() -> None:
    assert only(entry(), {LIST: status_list(1)}, depth=1) == ("status_revoked", Outcome.FAILED)


def test_a_value_whose_meaning_the_entry_does_not_give_is_a_warning_and_no_reason_is_made_up() -> None:
    marked, missing = found(entry(statusSize=2), {LIST: status_list(1, size=2)})
    assert (marked.code, marked.values["detail"]) == (StatusCode.REVOKED, "")
    assert (missing.code, missing.outcome) == (StatusCode.MESSAGES_MISSING, Outcome.WARNED)


def test_a_malformed_entry_is_named_by_its_place() -> None:
    (finding,) = found([entry(), entry(statusPurpose="")], {LIST: status_list()})
    assert (finding.outcome, finding.where) == (Outcome.FAILED, "/credentialStatus/1/statusPurpose")


def test_a_list_that_is_invalid_for_no_stated_reason_fails() -> None:
    def judge(body: bytes, ask: Ask) -> ListJudgement:
        return replace(judged_good(body, ask), verdict=Verdict.INVALID, findings=())

    assert only(entry(), {LIST: status_list()}, judge=judge) == ("status_list_invalid", Outcome.FAILED)


@pytest.mark.parametrize("findings", [(), (Finding(Check.BINDING, Code.BINDING_UNRESOLVED, Outcome.UNKNOWN),)])
def test_a_list_that_could_not_be_judged_leaves_it_unknown(findings: tuple[Finding, ...]) -> None:
    def judge(body: bytes, ask: Ask) -> ListJudgement:
        return replace(judged_good(body, ask), verdict=Verdict.UNKNOWN, findings=findings)

    for value in (0, 1):
        assert only(entry(), {LIST: status_list(value)}, judge=judge) == ("status_list_undecided", Outcome.UNKNOWN)


def warned(*findings: Finding) -> Any:
    def judge(body: bytes, ask: Ask) -> ListJudgement:
        return replace(judged_good(body, ask), verdict=Verdict.WARNING, findings=findings)

    return judge


@pytest.mark.parametrize("check", list(Check))
@pytest.mark.parametrize("value", [0, 1])
def test_every_warning_of_a_list_is_carried_to_the_badge(check: Check, value: int) -> None:
    judge = warned(Finding(check, Code.BINDING_COMPAT, Outcome.WARNED, {"issuer": ISSUER, "key": "k"}))
    carried, last = found(entry(), {LIST: status_list(value)}, judge=judge)
    assert (carried.code, carried.outcome) == (StatusCode.LIST_WARNING, Outcome.WARNED)
    assert "does not vouch for the key" in carried.message()
    assert "ne répond pas de la clé" in carried.message("fr")
    assert last.code == (StatusCode.REVOKED if value else StatusCode.NOT_REVOKED)


def test_the_warnings_of_a_list_are_told_once_for_all_entries() -> None:
    judge = warned(Finding(Check.MODEL, Code.FORMAT_ENDORSEMENT, Outcome.WARNED))
    both = status_list(0, subject={"statusPurpose": ["revocation", "suspension"]})
    codes = [str(one.code) for one in found([entry(), entry(statusPurpose="suspension")], {LIST: both}, judge=judge)]
    assert codes == ["status_list_warning", "status_not_revoked", "status_not_suspended"]


def test_that_the_issuer_of_a_list_is_only_a_key_the_badge_of_that_issuer_says_itself() -> None:
    judge = warned(Finding(Check.BINDING, Code.BINDING_SELF_ASSERTED, Outcome.WARNED, {"issuer": "x", "method": "y"}))
    assert only(entry(), {LIST: status_list()}, judge=judge) == ("status_not_revoked", Outcome.PASSED)
    service = status_list(issuer="did:web:college.example:lists")
    codes = [str(one.code) for one in found(entry(), {LIST: service}, judge=judge)]
    assert codes == ["status_list_foreign", "status_list_warning", "status_not_revoked"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, "as of 1 November 2026"),
        ({"validFrom": None, "issuanceDate": "2024-02-03T04:05:06+02:00"}, "as of 3 February 2024, 02:05 UTC"),
        ({"proof": {"created": "2026-11-20T08:00:00Z"}}, "as of 20 November 2026, 08:00 UTC"),
        (
            {"proof": [{"created": "2026-11-20T08:00:00Z"}, {"created": "2027-01-01T00:00:00Z"}, "x"]},
            "as of 20 November 2026",
        ),
        ({"validFrom": None}, "the list bears no date"),
        ({"validFrom": None, "proof": {"created": "2026-12-20T08:00:00Z"}}, "as of 20 December 2026, 08:00 UTC"),
    ],
)
def test_the_answer_of_a_signed_list_says_as_of_when(change: dict[str, Any], said: str) -> None:
    document = {name: value for name, value in status_list(0, **change).items() if value is not None}
    assert said in found(entry(), {LIST: document})[-1].message()


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        (
            {"last-modified": "Sun, 01 Nov 2026 10:00:00 GMT", "date": "Mon, 23 Nov 2026 09:00:00 GMT"},
            "1 November 2026, 10:00",
        ),
        ({"last-modified": "yesterday", "date": "Mon, 23 Nov 2026 09:00:00 -0000"}, "23 November 2026, 09:00 UTC"),
        ({"date": "Mon, 23 Nov 2026 09:00:00 +0200"}, "23 November 2026, 07:00 UTC"),
        ({}, "the list bears no date"),
    ],
)
def test_the_answer_of_an_unsigned_list_says_as_of_when(headers: dict[str, str], said: str) -> None:
    body = _json.dumps(revocations()).encode()
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": NAMED})
    ask = Ask(Policy(), lambda request: Response(request.url, 200, headers, body), AT)
    (finding,) = check_status(subject, ask, judge_list=judged_good)
    assert said in finding.message()


def test_a_list_past_its_end_leaves_it_unknown_but_its_revocations_stand() -> None:
    ended: dict[str, Any] = {"validUntil": "2026-11-23T10:00:00Z"}
    assert only(entry(), {LIST: status_list(0, **ended)}) == ("status_list_stale", Outcome.UNKNOWN)
    codes = [(str(f.code), f.outcome) for f in found(entry(), {LIST: status_list(1, **ended)})]
    assert codes == [("status_list_stale", Outcome.UNKNOWN), ("status_revoked", Outcome.FAILED)]
    assert only(entry(), {LIST: status_list(0, validUntil="2026-11-23T10:00:01Z")})[1] is Outcome.PASSED


def test_an_earlier_moment_never_turns_a_present_revocation_valid() -> None:
    earlier = datetime(2020, 1, 1, tzinfo=UTC)
    codes = [(str(f.code), f.outcome) for f in found(entry(), {LIST: status_list(1)}, at=earlier)]
    assert codes == [("status_list_later", Outcome.WARNED), ("status_revoked", Outcome.FAILED)]
    codes = [(str(f.code), f.outcome) for f in found(entry(), {LIST: status_list(0)}, at=earlier)]
    assert codes == [("status_list_later", Outcome.WARNED), ("status_not_revoked", Outcome.PASSED)]


def test_the_time_that_a_list_may_be_kept_is_noted() -> None:
    (finding,) = found(entry(), {LIST: status_list(0, subject={"ttl": 300_000})})
    assert finding.values["ttl"] == 300_000


def test_how_long_a_list_may_be_kept_is_remembered_once_in_whole_seconds() -> None:
    for members, expected in (({}, []), ({"ttl": 2_500_999}, [(LIST, 2_500)]), ({"ttl": 0}, [(LIST, 0)])):
        remembered: list[tuple[str, int]] = []

        def remember(*what: Any, to: list[tuple[str, int]] = remembered) -> None:
            to.append(what)

        found([entry(), entry(statusListIndex=8)], {LIST: status_list(subject=members)}, remember=remember)
        assert remembered == expected


FOREIGN = ("status_list_foreign", Outcome.WARNED)
STRANGER = ("status_list_stranger", Outcome.UNKNOWN)


def pairs(documents: Mapping[str, object], **more: Any) -> list[tuple[str, Outcome]]:
    return [(str(finding.code), finding.outcome) for finding in found(entry(), documents, **more)]


def test_a_list_of_another_name_of_the_same_issuer_counts_with_a_warning() -> None:
    document = {"id": ISSUER, "alsoKnownAs": ["https://lists.example/issuer"]}
    address = "https://college.example/.well-known/did.json"
    other = status_list(0, issuer="https://lists.example/issuer")
    assert pairs({LIST: other, address: document}) == [FOREIGN, ("status_not_revoked", Outcome.PASSED)]
    assert only(entry(), {LIST: other}) == ("status_list_issuer_unread", Outcome.UNKNOWN)
    assert only(entry(), {LIST: other, address: {"id": "did:web:evil.example"}}) == STRANGER


@pytest.mark.parametrize("use", ["authentication", "keyAgreement", "capabilityInvocation", "capabilityDelegation"])
def test_whose_key_the_issuer_lists_for_another_purpose_than_issuing_may_sign_no_list_of_its_badges(use: str) -> None:
    service = "did:web:service.example"
    method = {"id": f"{ISSUER}#service", "type": "Multikey", "controller": service, "publicKeyMultibase": "z6Mk"}
    address = "https://college.example/.well-known/did.json"
    listed = status_list(0, issuer=service)
    for named, told in ((use, STRANGER), ("assertionMethod", FOREIGN)):
        document = {"id": ISSUER, "verificationMethod": [method], named: [method["id"]]}
        assert pairs({LIST: listed, address: document})[0] == told


SERVICES = [
    "did:web:college.example:lists",
    "did:web:COLLEGE.example%3A443:lists",
    "https://college.example/lists",
    "https://college.example",
    "https://COLLEGE.example:443/",
]
STRANGERS = [
    "did:web:evil.example",
    "did:web:college.example%3A8443",
    "did:web:lists.college.example",
    "https://evil.example/college.example",
    "http://college.example/lists",
    "https://college.example@evil.example/",
    "https://evil.example\\@college.example/",
    "https://college.example:bad/",
    "did:key:z6MkvVT2b1fN6ZGpb1AGGEtT1HHEEP3yfUD9RjWWtkkzCMZF",
    "did:web:",
    "college.example",
    "",
]


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_at_the_address_of_the_list_may_keep_it_with_a_warning(service: str) -> None:
    badge = {"issuer": {"id": "did:web:other.example"}}
    for value, last in ((0, ("status_not_revoked", Outcome.PASSED)), (1, ("status_revoked", Outcome.FAILED))):
        assert pairs({LIST: status_list(value, issuer=service)}, document=badge) == [FOREIGN, last]


@pytest.mark.parametrize("stranger", STRANGERS)
@pytest.mark.parametrize("value", [0, 1])
def test_a_list_of_a_stranger_decides_nothing(stranger: str, value: int) -> None:
    documents = {
        LIST: status_list(value, issuer=stranger),
        "https://college.example/.well-known/did.json": {"id": ISSUER},
    }
    assert pairs(documents) == [STRANGER]


def test_a_credential_without_issuer_can_have_no_list() -> None:
    assert only(entry(), {LIST: status_list()}, document={"issuer": None}) == ("status_list_issuer", Outcome.FAILED)


def test_a_list_of_2021_is_read() -> None:
    legacy = status_list(1)
    legacy["type"] = ["VerifiableCredential", "StatusList2021Credential"]
    subject = legacy["credentialSubject"]
    subject |= {"type": "StatusList2021", "encodedList": subject["encodedList"][1:]}
    named = entry(type="StatusList2021Entry")
    assert only(named, {LIST: legacy}) == ("status_revoked", Outcome.FAILED)
    assert only(entry(), {LIST: legacy}) == ("status_list_type", Outcome.FAILED)


def test_a_status_list_does_not_send_the_reader_on() -> None:
    listed = {"type": ["VerifiableCredential", "BitstringStatusListCredential"]}
    assert only(entry(), {LIST: status_list()}, document=listed, depth=1) == ("status_too_deep", Outcome.UNKNOWN)
    assert only(entry(), {LIST: status_list()}, document=listed)[1] is Outcome.PASSED


NAMED = {"id": REVOCATIONS, "type": "1EdTechRevocationList"}


def test_an_unsigned_list_counts_from_the_address_that_the_badge_names() -> None:
    assert only(NAMED, {REVOCATIONS: revocations()}) == ("status_not_revoked", Outcome.PASSED)
    assert only(NAMED, {REVOCATIONS: revocations("urn:uuid:other")}) == ("status_not_revoked", Outcome.PASSED)
    assert only(NAMED, {REVOCATIONS: revocations(ID)}) == ("status_revoked", Outcome.FAILED)


def test_an_unsigned_list_is_read_once_and_a_list_of_either_kind_judged_once() -> None:
    world = World({LIST: status_list(), REVOCATIONS: revocations(ID)})
    entries = [NAMED, NAMED, entry(), entry(type="StatusList2021Entry")]
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": entries})
    findings = check_status(subject, Ask(Policy(), world.fetch, AT), judge_list=judged_good)
    assert [str(finding.code) for finding in findings] == [
        "status_revoked", "status_revoked", "status_not_revoked", "status_list_type",
    ]  # fmt: skip
    assert world.asked == [REVOCATIONS, LIST]


def test_the_reason_of_a_revocation_is_said() -> None:
    listed = revocations(revokedCredential=[{"id": ID, "revocationReason": "issued in error"}])
    (finding,) = found(NAMED, {REVOCATIONS: listed})
    assert "(issued in error)" in finding.message()


def test_an_unsigned_list_of_another_issuer_fails() -> None:
    assert only(
        NAMED,
        {
            REVOCATIONS: revocations(issuer="did:web:evil.example"),
            "https://college.example/.well-known/did.json": {"id": ISSUER},
        },
    ) == ("status_list_issuer", Outcome.FAILED)
    unread = {REVOCATIONS: revocations(issuer="did:web:other.example")}
    assert only(NAMED, unread) == ("status_list_issuer_unread", Outcome.UNKNOWN)
    unnamed = revocations(ID)
    del unnamed["issuer"]
    assert only(NAMED, {REVOCATIONS: unnamed}) == ("status_revoked", Outcome.FAILED)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b'{"revokedCredential": [', "status_list_malformed"),
        (b'{"revokedCredential": [], "revokedCredential": []}', "status_list_malformed"),
        (b'{"error": "log in"}', "status_revocations_form"),
        (b'{"revokedCredential": [{"revoked": true}]}', "status_revocations_entry"),
    ],
)
def test_a_malformed_unsigned_list_fails(body: bytes, code: str) -> None:
    assert only(NAMED, {REVOCATIONS: body}) == (code, Outcome.FAILED)


def test_a_badge_without_id_cannot_be_looked_up_by_id() -> None:
    for own in (None, "", 5):
        assert only(NAMED, {REVOCATIONS: revocations()}, document={"id": own}) == ("status_no_id", Outcome.FAILED)


@pytest.mark.parametrize("status", ["https://x.example", 5, {}, {"type": "BitstringStatusListEntry"}, [[]]])
def test_a_malformed_status_fails(status: object) -> None:
    (finding,) = found(status, {})
    assert finding.outcome is Outcome.FAILED
    assert str(finding.where).startswith("/credentialStatus")


@pytest.mark.parametrize(
    ("final", "told"),
    [
        ("https://www.college.example/revocations.json", False),
        ("https://college.example/lists/1", False),
        ("https://lists.example/1", True),
    ],
)
@pytest.mark.parametrize("ids", [(), (ID,)])
def test_an_unsigned_list_that_another_site_gives_is_a_warning(ids: tuple[str, ...], final: str, *, told: bool) -> None:
    body = _json.dumps(revocations(*ids)).encode()
    headers = {"content-location": final}
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": [NAMED, NAMED]})
    ask = Ask(Policy(), lambda request: Response(request.url, 200, headers, body), AT)
    findings = list(check_status(subject, ask, judge_list=judged_good))
    moved = [("status_list_moved", Outcome.WARNED)] if told else []
    last = ("status_revoked", Outcome.FAILED) if ids else ("status_not_revoked", Outcome.PASSED)
    assert [(str(finding.code), finding.outcome) for finding in findings] == [*moved, last, last]
    assert findings[0].message("en") != findings[0].message("fr")


def test_a_list_on_whose_way_https_led_to_http_fails() -> None:
    headers = {"content-location": "http://college.example/revocations.json"}
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, {"id": ID, "issuer": ISSUER, "credentialStatus": NAMED})
    ask = Ask(Policy(), lambda request: Response(request.url, 200, headers, _json.dumps(revocations()).encode()), AT)
    (finding,) = check_status(subject, ask, judge_list=judged_good)
    assert (finding.code, finding.outcome) == (StatusCode.LIST_UNREADABLE, Outcome.FAILED)


UNREAD = ("status_list_unread", Outcome.UNKNOWN)
MORE: list[dict[str, Any]] = [
    {"withdrawnCredential": [{"id": ID}]},
    {"withdrawnCredential": []},
    {"withdrawnCredential": {"id": "a:1"}},
    {"withdrawnCredential": ID},
    {"withdrawnCredential": ID.upper()},
    {"revokedAssertions": [ID]},
    {"revokedAssertions": []},
    {"revokedAssertions": "a:1"},
    {"RevokedCredential": [ID]},
    {"revokedCredentials": []},
    {"credentialSubject": {"revokedCredential": [ID]}},
    {"@graph": [{"revokedCredential": [ID]}]},
    {"proof": {"revokedCredential": [ID]}},
    {"issuer": {"id": ISSUER, "revokedCredential": [ID]}},
    {"revokedCredential": [{"id": "a:1", "also": [{"id": ID}]}]},
    {"revokedCredential": [{"id": "a:1", "also": []}]},
    {"revokedCredential": [{"id": "a:1", "also": ID}]},
    {ID: True},
    {ID.upper(): "gone"},
    {"revokedCredential": [{"id": "a:1", ID: 1}]},
    {"withdrawnCredential": f"a:1, {ID}"},
    {"withdrawnCredential": f"https://college.example/{ID.rpartition(':')[2]}"},
    {"revokedCredential": [ID.rpartition(":")[2]]},
    {"revokedCredential": [f"{ID} "]},
    {"revokedCredential": [f"{ID}#"]},
    {"revokedCredential": [f"a:1 {ID}"]},
    {"type": ["1EdTechRevocationList", {"revokedCredential": [ID]}]},
    {"revokeAll": True},
    {"next": "https://college.example/revocations-2.json"},
    {"partial": True},
]


@pytest.mark.parametrize("more", MORE)
def test_an_unsigned_list_that_says_anything_not_read_clears_no_badge(more: dict[str, Any]) -> None:
    assert only(NAMED, {REVOCATIONS: revocations(**more)}) == UNREAD
    revoked = {**more, "revokedCredential": [*more.get("revokedCredential", []), {"id": ID}]}
    assert only(NAMED, {REVOCATIONS: revocations(**revoked)}) == ("status_revoked", Outcome.FAILED)


def test_an_unsigned_list_without_its_member_is_clear_only_where_nothing_else_holds_anything() -> None:
    typed = {"id": REVOCATIONS, "type": "1EdTechRevocationList", "issuer": ISSUER}
    assert only(NAMED, {REVOCATIONS: typed}) == ("status_not_revoked", Outcome.PASSED)
    wrapped = {**typed, "credentialSubject": {"revokedCredential": [ID]}}
    assert only(NAMED, {REVOCATIONS: wrapped}) == UNREAD


def test_what_an_unsigned_list_may_hold_besides_does_not_matter() -> None:
    besides = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["1EdTechRevocationList"],
               "proof": [{"type": "X", "created": "2026-01-01T00:00:00Z"}], "name": "Revoked", "size": 7,
               "issuer": {"id": ISSUER, "type": ["Profile"]}}  # fmt: skip
    item = {"@context": [], "id": "a:1", "type": ["VerifiableCredential"], "revocationReason": "error", "since": 1}
    near = [f"{ID}-2", f"{ID}.1", f"urn:uuid:f{ID[9:]}", {"id": "a:3", "revocationReason": f"replaced by {ID}"}]
    besides |= {"partial": False, "next": None, "revocations": 2, "validUntil": "2099-01-01T00:00:00Z"}
    listed = revocations(**besides, revokedCredential=[item, "a:2", *near, {"id": ID, "revoked": False}])
    assert only(NAMED, {REVOCATIONS: listed}) == ("status_not_revoked", Outcome.PASSED)


@pytest.mark.parametrize("member", ["validUntil", "expirationDate", "expires"])
@pytest.mark.parametrize("end", ["2020-01-01T00:00:00Z", "soon", 5])
def test_an_unsigned_list_that_has_ended_clears_no_badge_and_still_revokes(member: str, end: object) -> None:
    assert only(NAMED, {REVOCATIONS: revocations(**{member: end})}) == ("status_list_stale", Outcome.UNKNOWN)
    assert only(NAMED, {REVOCATIONS: revocations(ID, **{member: end})}) == ("status_revoked", Outcome.FAILED)


def test_an_unsigned_list_that_calls_itself_by_two_ids_is_none() -> None:
    other = revocations(**{"@id": "https://college.example/other.json"})
    assert only(NAMED, {REVOCATIONS: other}) == ("status_revocations_form", Outcome.FAILED)
    del other["id"]
    assert only(NAMED, {REVOCATIONS: other}) == ("status_list_elsewhere", Outcome.UNKNOWN)


@pytest.mark.parametrize(
    "own",
    ["https://college.example/other.json", "https://evil.example/revocations.json", "urn:uuid:1", "/other", "ftp://x/",
     f"{REVOCATIONS}?page=2", "https://college.example:8443/revocations.json", "https://college.example:x/"],
)  # fmt: skip
def test_an_unsigned_list_that_says_it_is_another_clears_no_badge(own: str) -> None:
    for ids in ((), (ID,)):
        assert only(NAMED, {REVOCATIONS: revocations(*ids, id=own)}) == ("status_list_elsewhere", Outcome.UNKNOWN)


@pytest.mark.parametrize(
    "own",
    [REVOCATIONS, f"{REVOCATIONS}#list", "/revocations.json", "#x", "", "http://www.college.example/revocations.json/",
     "HTTPS://COLLEGE.example:443/revocations.json", None],
)  # fmt: skip
def test_an_unsigned_list_may_write_its_own_address_as_servers_move_it(own: str | None) -> None:
    assert only(NAMED, {REVOCATIONS: revocations(id=own)}) == ("status_not_revoked", Outcome.PASSED)
