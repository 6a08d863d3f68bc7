"""The check of the refresh service, against answers in memory."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest

from mexbadge import _json
from mexbadge.errors import FetchError
from mexbadge.fetch.types import Request, Response, nothing
from mexbadge.verify.checks.refresh import RefreshCode, check_refresh
from mexbadge.verify.codes import Code
from mexbadge.verify.findings import Check, Finding, Outcome, Verdict, Why
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask, SecuredBy, Subject

URL = "https://college.example/refresh/1"
SERVICE = {"id": URL, "type": "1EdTechCredentialRefresh"}
AT = datetime(2026, 11, 23, tzinfo=UTC)


PROVEN = (
    Finding(Check.FORMAT, Code.FORMAT_OK, Outcome.PASSED),
    Finding(Check.MODEL, Code.MODEL_OK, Outcome.PASSED),
    Finding(Check.PROOF, Code.PROOF_OK, Outcome.PASSED),
    Finding(Check.BINDING, Code.BINDING_OK, Outcome.PASSED, {"issuer": "did:web:college.example"}),
)


@dataclass(frozen=True)
class Judged:
    verdict: Verdict
    findings: tuple[Finding, ...] = ()


def credential(**change: Any) -> dict[str, Any]:
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": "did:web:college.example", "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"type": ["AchievementSubject"]},
        "refreshService": SERVICE,
        **change,
    }


def found(
    answer: Any, verdict: Verdict = Verdict.VALID, *, ours: dict[str, Any] | None = None, refresh: bool = True
) -> Finding:
    def fetch(request: Request) -> Response:
        if answer is None:
            raise FetchError("fetch_offline", url=request.url)
        body = answer if isinstance(answer, bytes) else _json.dumps(answer).encode()
        return Response(request.url, 200, {}, body)

    def judge(raw: bytes | Mapping[str, object], ask: Ask) -> Judged:
        assert isinstance(raw, bytes)
        assert (ask.at, ask.refresh, ask.record) == (AT, False, None)
        outcome = Outcome.FAILED if verdict is Verdict.INVALID else Outcome.UNKNOWN
        if verdict is Verdict.VALID:
            return Judged(verdict, PROVEN)
        return Judged(verdict, (Finding(Check.PROOF, Code.PROOF_CHANGED, outcome),))

    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, ours or credential())
    (finding,) = check_refresh(subject, Ask(Policy(), fetch, AT, refresh=refresh), judge_newer=judge)
    assert finding.check is Check.REFRESH
    assert finding.message("en") != finding.message("fr")
    assert (finding.hint("fr") is None) is (finding.outcome in {Outcome.PASSED, Outcome.SKIPPED})
    return finding


def test_a_badge_without_a_service_is_not_refreshed() -> None:
    ours = credential()
    del ours["refreshService"]
    assert (found(b"", ours=ours).code, found(b"", ours=ours).why) == (RefreshCode.NONE, Why.NOT_APPLICABLE)


def test_a_newer_version_and_an_endorsement_are_not_refreshed_again() -> None:
    finding = found(b"", refresh=False)
    assert (finding.code, finding.why) == (RefreshCode.NOT_FOLLOWED, Why.NOT_ASKED)


def test_another_kind_of_service_is_not_asked() -> None:
    finding = found(b"", ours=credential(refreshService=[{"id": URL, "type": "Manual2018"}, 5]))
    assert (finding.code, finding.outcome) == (RefreshCode.TYPE, Outcome.SKIPPED)
    assert "Manual2018" in finding.message()


@pytest.mark.parametrize("service", [{"type": SERVICE["type"]}, {**SERVICE, "id": 5}, [SERVICE, SERVICE]])
def test_a_malformed_service_is_a_warning(service: object) -> None:
    finding = found(b"", ours=credential(refreshService=service))
    assert (finding.code, finding.outcome) == (RefreshCode.FORM, Outcome.WARNED)


def test_a_service_that_does_not_answer_is_a_warning() -> None:
    assert (found(None).code, found(None).outcome) == (RefreshCode.UNREADABLE, Outcome.WARNED)


@pytest.mark.parametrize("answer", [b"", b"<html></html>", b"{}", b"[", {"type": "Assertion"}])
def test_an_answer_that_is_no_credential_is_a_warning(answer: object) -> None:
    assert found(answer).outcome is Outcome.WARNED


def test_the_same_credential_is_current_whatever_its_signature() -> None:
    finding = found(credential(proof={"type": "DataIntegrityProof"}), Verdict.INVALID)
    assert (finding.code, finding.outcome) == (RefreshCode.CURRENT, Outcome.PASSED)


@pytest.mark.parametrize("start", ["2026-06-01T00:00:00Z", "2026-01-01T00:00:00Z"])
def test_a_newer_version_is_a_warning_with_its_address(start: str) -> None:
    finding = found(credential(validFrom=start, validUntil="2030-01-01T00:00:00Z"))
    assert (finding.code, finding.outcome) == (RefreshCode.NEWER, Outcome.WARNED)
    assert URL in finding.message()


def test_an_older_version_is_none() -> None:
    assert found(credential(validFrom="2025-06-01T00:00:00Z")).code is RefreshCode.CURRENT


@pytest.mark.parametrize(
    ("verdict", "code"), [(Verdict.INVALID, RefreshCode.INVALID), (Verdict.UNKNOWN, RefreshCode.UNKNOWN)]
)
def test_a_version_that_does_not_hold_is_a_warning(verdict: Verdict, code: RefreshCode) -> None:
    finding = found(credential(validFrom="2026-06-01T00:00:00Z"), verdict)
    assert (finding.code, finding.outcome) == (code, Outcome.WARNED)
    assert "proof_changed" in finding.message()


@pytest.mark.parametrize(
    "change",
    [
        {"id": "urn:another"},
        {"issuer": "did:web:evil.example"},
        {"type": ["VerifiableCredential", "EndorsementCredential"]},
    ],
)
def test_another_credential_is_no_version(change: dict[str, Any]) -> None:
    assert found(credential(**change)).code is RefreshCode.OTHER


@pytest.mark.parametrize("spelled", [str.upper, str.title, lambda text: text.replace("urn:uuid", "URN:UUID")])
def test_a_uuid_in_other_letters_is_the_same_badge(spelled: Callable[[str], str]) -> None:
    name = str(credential()["id"])
    fresh = credential(id=spelled(name), validFrom="2026-06-01T00:00:00Z")
    assert found(fresh).code is RefreshCode.NEWER
    assert found(credential(id=name[:-1]), ours=credential()).code is RefreshCode.OTHER


def test_what_has_no_id_has_no_versions() -> None:
    ours, theirs = credential(), credential(validFrom="2026-06-01T00:00:00Z")
    del ours["id"], theirs["id"]
    assert found(theirs, ours=ours).code is RefreshCode.OTHER


def test_of_two_with_one_start_the_one_whose_proof_was_made_first_is_the_older() -> None:
    made = {"proof": {"created": "2026-02-01T00:00:00Z"}}
    older = {"proof": [{"created": "2025-02-01T00:00:00Z"}], "validUntil": "2026-03-01T00:00:00Z"}
    assert found(credential(**older), ours=credential(**made)).code is RefreshCode.CURRENT
    assert found(credential(**made), ours=credential(**older)).code is RefreshCode.IN_FORCE


def test_the_service_is_asked_once() -> None:
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, credential())
    ask = replace(Ask(Policy(), nothing, AT), refresh=False)
    assert [f.outcome for f in check_refresh(subject, ask, judge_newer=lambda _raw, _ask: Judged(Verdict.VALID))] == [
        Outcome.SKIPPED
    ]


NEWER = "2026-02-01T00:00:00Z"


def told(finding: Finding) -> tuple[str, Outcome, object, dict[str, object]]:
    return str(finding.code), finding.outcome, finding.where, dict(finding.values)


def judging(answer: Any, verdict: Verdict, *findings: Finding, ours: dict[str, Any] | None = None) -> Finding:
    """Refresh a badge to an answer that is found so."""

    def fetch(request: Request) -> Response:
        return Response(request.url, 200, {}, _json.dumps(answer).encode())

    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, ours or credential())
    judged = Judged(verdict, findings)
    (finding,) = check_refresh(subject, Ask(Policy(), fetch, AT), judge_newer=lambda _raw, _ask: judged)
    return finding


def test_a_newer_version_is_told_with_its_address_its_start_and_its_end() -> None:
    values = {"url": URL, "start": "2026-02-01", "end": "-"}
    where = "/refreshService"
    assert told(found(credential(validFrom=NEWER))) == ("refresh_newer", Outcome.WARNED, where, values)
    ending = credential(validFrom=NEWER, validUntil="2027-01-01T00:00:00Z")
    assert told(found(ending))[3] == {**values, "end": "2027-01-01"}
    ended = credential(validUntil="2026-03-01T00:00:00Z")
    assert told(found(ending, ours=ended))[:2] == ("refresh_in_force", Outcome.WARNED)
    still = credential(validUntil="2026-12-01T00:00:00Z")
    assert told(found(ending, ours=still))[:2] == ("refresh_newer", Outcome.WARNED)
    at_its_end = credential(validUntil="2026-11-23T00:00:00Z")
    assert told(found(ending, ours=at_its_end))[:2] == ("refresh_in_force", Outcome.WARNED)


def test_what_is_no_newer_version_is_told_with_its_address_and_why() -> None:
    where = "/refreshService"
    assert told(found(None)) == (
        "refresh_unreadable",
        Outcome.WARNED,
        where,
        {"url": URL, "reason": "fetch_offline"},
    )
    assert told(found(b"no badge"))[3]["url"] == URL
    assert told(found(credential(id="urn:uuid:other"))) == ("refresh_other", Outcome.WARNED, where, {"url": URL})
    for same in (credential(), credential(validFrom="2025-01-01T00:00:00Z")):
        assert told(found(same)) == ("refresh_current", Outcome.PASSED, where, {"url": URL})


@pytest.mark.parametrize(
    ("services", "kinds"),
    [
        ([{"type": ["A", "B"]}, "x", {"type": "C"}], "A, B, C"),
        (["x"], "-"),
        ({"type": "ManualRefreshService2018"}, "ManualRefreshService2018"),
    ],
)
def test_another_kind_of_service_is_named(services: Any, kinds: str) -> None:
    finding = found(None, ours=credential(refreshService=services))
    assert (finding.code, finding.why, finding.values) == (RefreshCode.TYPE, Why.NOT_APPLICABLE, {"type": kinds})


FAILED = Outcome.FAILED


@pytest.mark.parametrize(
    ("against", "code"),
    [
        ((Finding(Check.STATUS, "status_revoked", FAILED),), "refresh_revoked"),
        ((Finding(Check.STATUS, "status_suspended", FAILED),), "refresh_revoked"),
        (
            (Finding(Check.DATES, "dates_expired", FAILED), Finding(Check.STATUS, "status_revoked", FAILED)),
            "refresh_revoked",
        ),
        ((Finding(Check.DATES, "dates_expired", FAILED),), "refresh_expired"),
        ((Finding(Check.RECIPIENT, "recipient_differs", FAILED),), "refresh_other_person"),
    ],
)
def test_what_a_proven_newer_version_says_against_the_badge_fails_it(against: tuple[Finding, ...], code: str) -> None:
    newer = credential(validFrom=NEWER)
    finding = judging(newer, Verdict.INVALID, *PROVEN, *against)
    assert told(finding) == (code, FAILED, "/refreshService", {"url": URL, "start": "2026-02-01", "end": "-"})
    for place in range(len(PROVEN)):
        unproven = [one for number, one in enumerate(PROVEN) if number != place]
        assert judging(newer, Verdict.INVALID, *unproven, *against).outcome is Outcome.WARNED
    warned = tuple(replace(one, outcome=Outcome.WARNED) for one in against)
    assert judging(newer, Verdict.WARNING, *PROVEN, *warned).code == "refresh_newer"


@pytest.mark.parametrize(
    ("verdict", "findings", "code", "reason"),
    [
        (Verdict.INVALID, (*PROVEN, Finding(Check.DATES, "dates_not_yet", FAILED)), "refresh_invalid", "dates_not_yet"),
        (Verdict.UNKNOWN, (*PROVEN, Finding(Check.STATUS, "x", Outcome.UNKNOWN)), "refresh_unknown", "x"),
        (Verdict.UNKNOWN, PROVEN, "refresh_unknown", "unknown"),
        (Verdict.VALID, PROVEN[:3], "refresh_invalid", "valid"),
        (
            Verdict.WARNING,
            (*PROVEN[:3], Finding(Check.BINDING, "binding_compat", Outcome.WARNED)),
            "refresh_invalid",
            "binding_compat",
        ),
        (Verdict.WARNING, (*PROVEN, Finding(Check.MODEL, "nested_invalid", FAILED)), "refresh_newer", None),
    ],
)
def test_a_newer_version_that_is_not_good_or_not_proven_changes_nothing_and_says_why(
    verdict: Verdict, findings: tuple[Finding, ...], code: str, reason: object
) -> None:
    finding = judging(credential(validFrom=NEWER), verdict, *findings)
    assert (str(finding.code), finding.outcome) == (code, Outcome.WARNED)
    assert finding.values.get("reason") == reason
    assert finding.values["url"] == URL


@pytest.mark.parametrize(
    ("ours", "theirs", "older"),
    [
        ({"created": "2026-01-02T00:00:00Z"}, {"created": "2026-01-01T00:00:00Z"}, True),
        ({"created": "2026-01-02T00:00:00Z"}, {"created": "2026-01-02T00:00:00Z"}, False),
        ({"created": "2026-01-01T00:00:00Z"}, {"created": "2026-01-02T00:00:00Z"}, False),
        (
            [{"created": "2025-01-01T00:00:00Z"}, {"created": "2026-01-02T00:00:00Z"}, "x"],
            {"created": "2026-01-01T00:00:00Z"},
            True,
        ),
        ({"created": "soon"}, {"created": "2026-01-01T00:00:00Z"}, False),
        ({"created": "2026-01-02T00:00:00Z"}, {}, False),
        ("x", None, False),
    ],
)
def test_of_two_with_one_start_only_a_proof_that_was_made_earlier_makes_one_older(
    ours: object, theirs: object, *, older: bool
) -> None:
    finding = found(credential(name="New", proof=theirs), ours=credential(proof=ours))
    assert (finding.code == "refresh_current") is older
    undated = credential(name="New", validFrom="soon", proof={"created": "2020-01-01T00:00:00Z"})
    assert found(undated, ours=credential(proof=ours)).code == "refresh_newer"


def test_a_version_is_of_the_same_kind_and_issuer() -> None:
    for change in (
        {"type": ["VerifiableCredential", "EndorsementCredential"]},
        {"issuer": "did:web:other.example"},
        {"id": None},
    ):
        assert found(credential(validFrom=NEWER, **change)).code == "refresh_other"
    for nameless in (None, "", 5):
        assert found(credential(validFrom=NEWER, id=nameless), ours=credential(id=nameless)).code == "refresh_other"


def test_a_service_without_an_address_is_malformed_and_a_date_that_is_none_is_not_shown() -> None:
    assert found(None, ours=credential(refreshService={**SERVICE, "id": ""})).code == "refresh_form"
    for end in (5, "", None):
        assert told(found(credential(validFrom=NEWER, validUntil=end)))[3]["end"] == "-"
    assert found(credential(validFrom=NEWER), ours=credential(id=5)).code == "refresh_other"


def test_which_of_two_is_older_is_not_told_by_a_date_that_nobody_can_read() -> None:
    assert found(credential(name="New"), ours=credential(validFrom="soon")).code == "refresh_newer"
    assert found(credential(validFrom="soon"), ours=credential()).code == "refresh_newer"
    made = [{"created": "soon"}, {"created": "2026-01-02T00:00:00Z"}]
    earlier = credential(name="New", proof={"created": "2026-01-01T00:00:00Z"})
    assert found(earlier, ours=credential(proof=made)).code == "refresh_current"
