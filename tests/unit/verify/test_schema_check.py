"""The check of the schemas that a badge names."""

from datetime import UTC, datetime
from typing import Any

import pytest

from mexbadge.fetch.types import nothing
from mexbadge.verify.checks.schema import SchemaCode, check_schema
from mexbadge.verify.findings import Check, Finding, Outcome, Why
from mexbadge.verify.policy import Policy
from mexbadge.verify.subject import Ask, SecuredBy, Subject

CANONICAL = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"
VALIDATOR = "1EdTechJsonSchemaValidator2019"
ASK = Ask(Policy(), nothing, datetime(2026, 11, 23, tzinfo=UTC))


def credential(**change: Any) -> dict[str, Any]:
    achievement = {
        "id": "urn:uuid:a",
        "type": ["Achievement"],
        "name": "Fall prevention",
        "description": "Prevents falls.",
        "criteria": {"narrative": "Pass the practical test."},
    }
    return {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        ],
        "id": "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": "did:web:college.example", "type": ["Profile"]},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": "did:example:me", "type": ["AchievementSubject"], "achievement": achievement},
        **change,
    }


def found(schemas: Any, **change: Any) -> list[Finding]:
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, credential(credentialSchema=schemas, **change))
    findings = list(check_schema(subject, ASK))
    for finding in findings:
        assert finding.check is Check.SCHEMA
        assert finding.message("en") != finding.message("fr")
        assert (finding.hint("fr") is None) is (finding.outcome in {Outcome.PASSED, Outcome.SKIPPED})
    return findings


@pytest.mark.parametrize("nothing_named", [None, []])
def test_a_badge_without_schemas_has_none_to_check(nothing_named: object) -> None:
    (finding,) = found(nothing_named)
    assert (finding.code, finding.why) == (SchemaCode.NONE, Why.NOT_APPLICABLE)


@pytest.mark.parametrize("kind", [VALIDATOR, "JsonSchema"])
def test_the_canonical_schema_is_answered_by_the_models(kind: str) -> None:
    (finding,) = found([{"id": CANONICAL, "type": kind}])
    assert (finding.code, finding.outcome, finding.where) == (SchemaCode.OK, Outcome.PASSED, "/credentialSchema/0")


def test_a_badge_that_breaks_the_schema_that_it_names_fails() -> None:
    (finding,) = found({"id": CANONICAL, "type": VALIDATOR}, credentialSubject={"type": ["AchievementSubject"]})
    assert (finding.code, finding.outcome) == (SchemaCode.BROKEN, Outcome.FAILED)
    assert finding.values["place"]


def test_other_schemas_are_not_read_and_not_fetched() -> None:
    (finding,) = found({"id": "https://college.example/schema.json", "type": VALIDATOR})
    assert (finding.code, finding.outcome) == (SchemaCode.NOT_READ, Outcome.WARNED)


def test_other_kinds_are_a_warning() -> None:
    (finding,) = found({"id": CANONICAL, "type": "JsonSchemaCredential"})
    assert (finding.code, finding.outcome) == (SchemaCode.TYPE, Outcome.WARNED)


@pytest.mark.parametrize("schema", [CANONICAL, 5, {"id": CANONICAL}, {"type": VALIDATOR}, {"id": 5, "type": VALIDATOR}])
def test_a_malformed_schema_is_a_warning(schema: object) -> None:
    (finding,) = found(schema)
    assert (finding.code, finding.outcome) == (SchemaCode.FORM, Outcome.WARNED)


def test_many_schemas_are_read_up_to_a_bound() -> None:
    findings = found([{"id": CANONICAL, "type": VALIDATOR}] * 5000)
    assert len(findings) == 9
    assert (findings[-1].code, findings[-1].outcome) == (SchemaCode.MANY, Outcome.WARNED)


def test_a_schema_that_stands_alone_is_told_in_its_place_and_one_without_a_name_is_malformed() -> None:
    (alone,) = found({"id": "https://x.example/s.json", "type": VALIDATOR})
    (listed,) = found([{"id": "https://x.example/s.json", "type": VALIDATOR}])
    assert (alone.where, listed.where) == ("/credentialSchema", "/credentialSchema/0")
    (nameless,) = found([{"id": "", "type": VALIDATOR}])
    assert nameless.code is SchemaCode.FORM


def test_that_there_are_more_than_eight_schemas_is_told_and_eight_are_not_too_many() -> None:
    many = [{"id": f"https://x.example/{number}.json", "type": VALIDATOR} for number in range(9)]
    assert [finding.code for finding in found(many[:8])] == [SchemaCode.NOT_READ] * 8
    nine = found(many)
    assert [finding.code for finding in nine] == [SchemaCode.NOT_READ] * 8 + [SchemaCode.MANY]
    assert nine[-1].where == "/credentialSchema/8"


@pytest.mark.parametrize(("remote", "depth", "asked"), [(True, 0, True), (True, 1, False), (False, 0, False)])
def test_schemas_are_fetched_only_where_that_is_asked_for_and_only_for_the_badge_itself(
    monkeypatch: pytest.MonkeyPatch, *, remote: bool, depth: int, asked: bool
) -> None:
    seen: list[list[str]] = []

    def compare(_document: object, named: list[Any], _ask: Ask) -> dict[str, Finding]:
        seen.append([one.url for one in named])
        return {}

    monkeypatch.setattr("mexbadge.verify.checks.schema.compare_remote", compare)
    named = [{"id": CANONICAL, "type": VALIDATOR}, {"id": "https://x.example/s.json", "type": VALIDATOR}]
    subject = Subject(b"", SecuredBy.DATA_INTEGRITY, credential(credentialSchema=named))
    ask = Ask(Policy(remote_schemas=remote), nothing, ASK.at, depth=depth)
    codes = [finding.code for finding in check_schema(subject, ask)]
    assert codes == [SchemaCode.OK, SchemaCode.NOT_READ]
    assert seen == ([["https://x.example/s.json"]] if asked else [])
