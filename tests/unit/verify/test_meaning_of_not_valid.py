"""Spelled otherwise but clear is a warning, what we lack the means for is unknown, and neither is called forged."""

import json
from typing import Any

import pytest

from badge_samples import at
from mexbadge.issuer import Form
from mexbadge.proofs import add_proof
from mexbadge.verify import Check, Outcome, Policy, Report, Verdict, verify
from world import AT, ISSUED, RECIPIENT, College, World

ACHIEVEMENT = "/credentialSubject/achievement"
ALIGNMENT = {"type": ["Alignment"], "targetName": "Lifting", "targetUrl": "https://skills.example/1"}
SUITES = ["eddsa-rdfc-2022", "eddsa-jcs-2022"]


def unsigned(college: College) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    del document["proof"]
    document["credentialSubject"]["achievement"]["alignment"] = [ALIGNMENT]
    return document


def signed(college: College, suite: str, *changes: tuple[str, object]) -> bytes:
    document = unsigned(college)
    for pointer, value in changes:
        document = at(document, pointer, value)
    return json.dumps(add_proof(document, college.signer, cryptosuite=suite, created=ISSUED)).encode()


def judged(world: World, badge: bytes, **given: Any) -> Report:
    return verify(badge, fetch=world.fetch, at=AT, **given)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def college(world: World) -> College:
    return College(world)


CLEAR = [
    (f"{ACHIEVEMENT}/alignment/0/targetDescription", None, "models_null"),
    ("/validUntil", None, "models_null"),
    ("/credentialStatus", None, "models_null"),
    ("/evidence", None, "models_null"),
    ("/issuer/image", "https://college.example/logo.png", "models_image_string"),
    ("/issuer/email", "", "models_text_empty"),
    ("/issuer/email", "registrar@localhost", "models_email_label"),
    (f"{ACHIEVEMENT}/alignment", ALIGNMENT, "models_single"),
    (f"{ACHIEVEMENT}/achievementType", "Micro-credential", "models_enum_open"),
    (f"{ACHIEVEMENT}/alignment/0/targetType", "Skill", "models_enum_open"),
    ("/credentialSubject/identifier/0/identityType", "email", "models_enum_open"),
]


@pytest.mark.parametrize("suite", SUITES)
@pytest.mark.parametrize(("pointer", "value", "code"), CLEAR)
def test_what_is_spelled_otherwise_but_clear_is_a_warning_and_fails_only_where_strict(
    world: World, college: College, suite: str, pointer: str, value: object, code: str
) -> None:
    badge = signed(college, suite, (pointer, value))
    report = judged(world, badge)
    assert report.verdict is Verdict.WARNING, str(report)
    assert [(f.code, f.outcome) for f in report.of_check(Check.MODEL)] == [(code, Outcome.WARNED)]
    assert judged(world, badge, policy=Policy(strict=True)).verdict is Verdict.INVALID


UNCLEAR = [
    ("/id", None),
    ("/type", None),
    ("/validFrom", None),
    ("/issuer/id", None),
    (f"{ACHIEVEMENT}/name", None),
    (f"{ACHIEVEMENT}/tag", [None]),
    ("/validFrom", "2026-03-01T00:00:00"),
    (f"{ACHIEVEMENT}/alignment/0/targetUrl", ""),
    (f"{ACHIEVEMENT}/criteria", ...),
]


@pytest.mark.parametrize(("pointer", "value"), UNCLEAR)
def test_what_changes_what_is_said_fails(world: World, college: College, pointer: str, value: object) -> None:
    assert judged(world, signed(college, "eddsa-jcs-2022", (pointer, value))).verdict is Verdict.INVALID


@pytest.mark.parametrize("place", ["/@context/1", "/issuer/@context", "/credentialSubject/id", "/issuer/type/0"])
def test_a_null_in_a_context_or_under_a_keyword_is_never_passed_over(
    world: World, college: College, place: str
) -> None:
    document = json.loads(signed(college, "eddsa-rdfc-2022"))
    report = judged(world, json.dumps(at(document, place, None)).encode())
    assert report.verdict is Verdict.INVALID


def test_a_null_that_was_added_takes_nothing_from_what_was_signed(world: World, college: College) -> None:
    document = json.loads(signed(college, "eddsa-rdfc-2022", ("/validUntil", "2026-04-01T00:00:00Z")))
    assert judged(world, json.dumps(document).encode()).verdict is Verdict.INVALID
    emptied = judged(world, json.dumps(at(document, "/validUntil", None)).encode())
    assert "proof_changed" in emptied.codes()


@pytest.mark.parametrize("suite", SUITES)
def test_a_badge_that_names_nobody_is_undecided_and_fails_where_somebody_is_asked_for(
    world: World, college: College, suite: str
) -> None:
    badge = signed(college, suite, ("/credentialSubject/identifier", ...))
    report = judged(world, badge)
    assert report.verdict is Verdict.UNKNOWN
    (finding,) = (f for f in report.findings if f.outcome is Outcome.UNKNOWN)
    assert finding.message() == "it names nobody, so anybody could carry it"
    assert judged(world, badge, recipient=RECIPIENT).verdict is Verdict.INVALID
