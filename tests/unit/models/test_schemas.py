import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry

import badge_samples as samples
from badge_samples import at
from mexbadge._names import schema_name
from mexbadge.models import clr2, ob3, schemas

FOLDER = Path(__file__).resolve().parents[3] / "schemas"
REGENERATE = "regenerate them with: .venv/bin/python -c \"from mexbadge.models.schemas import write; write('schemas')\""
OB = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_{}_schema.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/schema/json/clr_v2p0_clrcredential_schema.json"
ACHIEVEMENT = "/credentialSubject/achievement"
IDENTITY = "/credentialSubject/identifier/0"

SCHEMAS = schemas.all_schemas()


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[f"{name}.schema.json"], registry=Registry())


def test_the_published_schemas_are_those_of_the_models() -> None:
    made = {name: schemas.as_text(schema) for name, schema in SCHEMAS.items()}
    assert made, REGENERATE
    for name, text in made.items():
        path = FOLDER / name
        assert path.exists(), f"schemas/{name} is missing; {REGENERATE}"
        assert path.read_text(encoding="utf-8") == text, f"schemas/{name} differs from the models; {REGENERATE}"


def test_schemas_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    assert {path.name for path in schemas.write(tmp_path)} == set(SCHEMAS)
    assert all(json.loads(path.read_text(encoding="utf-8")) for path in tmp_path.iterdir())


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_each_schema_is_a_schema(name: str) -> None:
    schema = SCHEMAS[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$id"] == schema_name(name.removesuffix(".schema.json"))
    assert '"default"' not in schemas.as_text(schema)


GOOD: list[tuple[str, Any]] = [
    ("ob3-achievement-credential", samples.minimal),
    ("ob3-achievement-credential", samples.full),
    ("ob3-achievement-credential-v1", samples.minimal_v1),
    ("ob3-endorsement-credential", samples.endorsement),
    ("ob3-endorsement-credential-v1", samples.endorsement_v1),
    ("ob3-achievement", samples.achievement),
    ("ob3-profile", samples.profile),
    ("clr2-credential", samples.clr),
]


@pytest.mark.parametrize(("name", "make"), GOOD)
def test_good_documents_follow_their_schema(name: str, make: Any) -> None:
    assert list(validator(name).iter_errors(make())) == []


BAD: list[tuple[str, object]] = [
    ("/@context", ...),
    ("/@context", [samples.VC2]),
    ("/@context", samples.VC2),
    ("/@context/1", "context.json"),
    ("/id", "badge"),
    ("/id", None),
    ("/type", ["VerifiableCredential"]),
    ("/issuer", 5),
    ("/issuer/type", ["Issuer"]),
    ("/issuer/type", []),
    ("/issuer/name", {}),
    ("/issuer/name", {"not a tag": "x"}),
    ("/issuer/image", "https://college.example/logo.png"),
    ("/issuer/email", "registrar"),
    ("/issuer/dateOfBirth", "1980"),
    ("/issuer/parentOrg/type", "Organization"),
    ("/issuer/address/geo/latitude", "43.65"),
    ("/validFrom", "2026-03-01"),
    ("/validFrom", "2026-03-01T00:00:00"),
    ("/validFrom", ...),
    ("/credentialSubject", []),
    (ACHIEVEMENT, ...),
    (f"{ACHIEVEMENT}/criteria", "Pass."),
    (f"{ACHIEVEMENT}/achievementType", "Micro-credential"),
    (f"{ACHIEVEMENT}/creditsAvailable", True),
    (f"{ACHIEVEMENT}/inLanguage", "english!"),
    (f"{ACHIEVEMENT}/alignment", samples.achievement()["alignment"][0]),
    (f"{ACHIEVEMENT}/endorsement/0/name", ...),
    (f"{IDENTITY}/hashed", "true"),
    (f"{IDENTITY}/identityHash", "a@example.com"),
    (f"{IDENTITY}/identityType", "email"),
    (f"{IDENTITY}/type", ["IdentityObject"]),
    ("/credentialSubject/result/0/status", "Passed"),
    ("/endorsementJwt/0", "e30.e30"),
    ("/evidence", []),
    ("/evidence", None),
    ("/proof/0/type", ...),
]


@pytest.mark.parametrize(("pointer", "value"), BAD)
def test_models_and_schema_refuse_the_same_documents(pointer: str, value: object) -> None:
    document = at(samples.full(), pointer, value)
    assert ob3.problems(document) != ()
    assert list(validator("ob3-achievement-credential").iter_errors(document)) != []


ALLOWED: list[tuple[str, object]] = [
    ("/issuer", "https://college.example"),
    ("/issuer/type", "Profile"),
    ("/issuer/name", {"en": "x", "fr-CA": "y"}),
    ("/issuer/name", {"@value": "x", "@language": "en"}),
    ("/proof", samples.full()["proof"][0]),
    ("/evidence", ...),
    ("/college:room", {"x": [1, None]}),
    (f"{ACHIEVEMENT}/achievementType", "ext:Bootcamp"),
    (f"{ACHIEVEMENT}/creditsAvailable", 2.5),
    (f"{IDENTITY}/identityType", "ext:studentNumber"),
    ("/credentialSubject/result/0", {"type": "Result"}),
    ("/credentialStatus", [samples.full()["credentialStatus"]] * 2),
]


@pytest.mark.parametrize(("pointer", "value"), ALLOWED)
def test_models_and_schema_allow_the_same_documents(pointer: str, value: object) -> None:
    document = at(samples.full(), pointer, value)
    assert ob3.problems(document) == ()
    assert list(validator("ob3-achievement-credential").iter_errors(document)) == []


@pytest.mark.parametrize(
    ("schema_id", "make"),
    [
        (OB.format("achievementcredential"), samples.minimal),
        (OB.format("achievementcredential"), samples.minimal_v1),
        (OB.format("anyachievementcredential"), samples.minimal_v1),
        (OB.format("anyachievementcredential") + "#", samples.full),
        (OB.format("endorsementcredential"), samples.endorsement),
        (OB.format("anyendorsementcredential"), samples.endorsement_v1),
        (CLR, samples.clr),
        (CLR.replace("clrcredential", "anyclrcredential"), samples.clr),
    ],
)
def test_the_standards_own_schemas_are_answered_by_the_models(schema_id: str, make: Any) -> None:
    validate = schemas.validator_for(schema_id)
    assert validate is not None
    assert validate(make()) == ()
    assert [problem.code for problem in validate(at(make(), "/id", "x"))] == ["models_uri"]
    assert [problem.code for problem in validate({"type": "Assertion"})] == ["models_kind"]


def test_any_other_schema_is_not_answered() -> None:
    for schema_id in (
        "",
        "https://college.example/schema.json",
        OB.format("achievementcredential").upper(),
        CLR + "?x",
    ):
        assert schemas.validator_for(schema_id) is None


def test_contexts_are_part_of_the_answer() -> None:
    validate = schemas.validator_for(OB.format("achievementcredential"))
    assert validate is not None
    document = at(samples.minimal(), "/@context", [samples.OB, samples.VC2])
    assert [problem.code for problem in validate(document)] == ["models_context_first", "models_context_order"]


def test_compacted_documents_follow_the_compacted_schemas() -> None:
    document = at(samples.full(), f"{ACHIEVEMENT}/alignment", samples.achievement()["alignment"][0])
    plain = schemas.validator_for(OB.format("achievementcredential"))
    compacted = schemas.validator_for(OB.replace("/json/", "/json-ld/").format("achievementcredential"))
    assert plain is not None
    assert compacted is not None
    assert [problem.code for problem in plain(document)] == ["models_single"]
    assert compacted(document) == ()


def test_a_learner_record_is_held_to_its_own_schema() -> None:
    document = at(samples.clr(), "/credentialSubject/association/0/sourceId", "part")
    assert clr2.problems(document) != ()
    assert list(validator("clr2-credential").iter_errors(document)) != []
