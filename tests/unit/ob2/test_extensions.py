import json

import pytest

from mexbadge.ld.contexts import FOLDER
from mexbadge.verify.findings import Check, Outcome, Verdict
from mexbadge.verify.ob2 import Judged
from mexbadge.verify.ob2.extension_schemas import extensions_by_type
from world_ob2 import (
    ASSERTION,
    BADGE,
    EMAIL,
    Json,
    World,
    assertion,
    badge_class,
    codes,
    failed,
    finding,
    verdict,
    warned,
)

EXTENSIONS = "https://w3id.org/openbadges/extensions"
ADDRESSES = [EXTENSIONS, "http://w3id.org/openbadges/extensions", "https://openbadgespec.org/extensions"]


def apply_link(at: str = EXTENSIONS, **changes: object) -> Json:
    base = {
        "@context": f"{at}/applyLinkExtension/context.json",
        "type": ["Extension", "extensions:ApplyLink"],
        "url": "https://college.example/apply",
    }
    return {**base, **changes}


def judged(extension: object, name: str = "extensions:applyLink") -> Judged:
    world = World.hosted()
    world.put(BADGE, badge_class(**{name: extension}))
    return world.judge(assertion())


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_extension_that_keeps_to_its_schema_passes(address: str) -> None:
    found = judged(apply_link(address))
    assert verdict(found) is Verdict.VALID
    assert finding(found, "ob2_extension").where == "/badge/https:~1~1w3id.org~1openbadges~1extensions#applyLink"


@pytest.mark.parametrize("changes", [{"url": 5}, {"url": None}, {"url": "not an address"}])
def test_an_extension_that_breaks_its_schema_makes_the_badge_invalid(changes: Json) -> None:
    found = judged(apply_link(**changes))
    assert verdict(found) is Verdict.INVALID
    assert finding(found, "ob2_extension_bad").check is Check.SCHEMA
    assert finding(found, "ob2_extension_bad").values["member"] == "url"


def test_extensions_are_found_at_any_depth_and_in_lists() -> None:
    bad = apply_link(url=5)
    deep = {"targetName": "n", "targetUrl": "https://x.example", "extensions:applyLink": [apply_link(), bad]}
    world = World.hosted()
    world.put(BADGE, badge_class(alignment=[deep]))
    found = world.judge(assertion())
    assert "ob2_extension" in codes(found, Outcome.PASSED)
    assert "ob2_extension_bad" in failed(found)


def test_extensions_of_the_assertion_are_judged() -> None:
    world = World.hosted()
    profile = {
        "@context": f"{EXTENSIONS}/recipientProfile/context.json",
        "type": ["Extension", "extensions:RecipientProfile"],
        "name": "Aisha",
    }
    document = assertion(**{"extensions:recipientProfile": profile})
    world.put(ASSERTION, document)
    assert verdict(world.judge(document, recipient=EMAIL)) is Verdict.VALID
    profile["name"] = 5  # type: ignore[assignment]
    world.put(ASSERTION, assertion(**{"extensions:recipientProfile": profile}))
    assert "ob2_extension_bad" in failed(world.judge(document))


def test_every_type_of_an_extension_is_judged() -> None:
    both = apply_link(type=["Extension", "extensions:ApplyLink", "extensions:ExampleExtension"])
    found = judged(both)
    assert "ob2_extension" in codes(found, Outcome.PASSED)
    assert finding(found, "ob2_extension_bad").values["name"] == "exampleExtension"


@pytest.mark.parametrize("kind", ["extensions:Unheard", "https://example.org/Own", "obi:Extension"])
def test_an_unknown_extension_is_a_warning(kind: str) -> None:
    found = judged({"type": ["Extension", kind], "name": "x"})
    assert verdict(found) is Verdict.WARNING
    assert "ob2_extension_unknown" in warned(found)


def test_an_extension_with_an_unknown_context_is_left_out_with_a_warning() -> None:
    found = judged([apply_link(**{"@context": "https://example.org/own"}), apply_link()])
    assert verdict(found) is Verdict.WARNING
    assert finding(found, "ob2_extension_context").values["url"] == "https://example.org/own"


@pytest.mark.parametrize("context", ["https://example.org/own", {"@import": "https://example.org/own"}])
def test_what_is_needed_is_not_read_under_an_unknown_context(context: object) -> None:
    criteria = {"@context": context, "narrative": "x"}
    world = World.hosted()
    world.put(BADGE, badge_class(criteria=criteria))
    assert verdict(world.judge(assertion())) is Verdict.INVALID


def test_the_context_of_an_extension_may_be_an_array() -> None:
    context = [f"{EXTENSIONS}/applyLinkExtension/context.json", {"x": "https://x.example"}]
    found = judged({**apply_link(), "@context": context})
    assert verdict(found) is Verdict.VALID


PLACE: Json = {
    "@context": f"{EXTENSIONS}/geoCoordinatesExtension/context.json",
    "type": ["Extension", "extensions:GeoCoordinates"],
    "description": "Campus",
    "geo": {"latitude": 43.7, "longitude": -79.4},
}
UUID = "0b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4e"
LEVEL: Json = {"identifier": UUID, "description": "Alone", "score": 2, "lastChangeDateTime": "2026-01-05T09:00:00Z"}
RUBRIC: Json = {
    "identifier": UUID,
    "title": "Care",
    "rubricCriteria": {"identifier": UUID, "weight": 0.5, "criterionLevels": [LEVEL, LEVEL]},
}
QUESTION: Json = {"type": "TextQuestion", "text": "What did you do?", "required": True, "wordLimit": 200}
EXAM: Json = {
    "type": "Exam",
    "description": "On the ward",
    "assessmentOutput": "a report",
    "hasGroupParticipation": False,
    "hasGroupEvaluation": False,
    "evaluationMethod": "by a rubric",
    "rubrics": RUBRIC,
    "sections": [{"title": "One", "questions": [QUESTION, QUESTION]}, {"questions": QUESTION}],
}
ASSESSED: Json = {
    "@context": f"{EXTENSIONS}/assessmentExtension/context.json",
    "type": ["Extension", "extensions:AssessmentExtension"],
    "description": "Two parts",
    "assessments": [EXAM, {**EXAM, "type": "Artifact"}],
}
ACCREDITED: Json = {
    "@context": f"{EXTENSIONS}/issuerAccreditationExtension/context.json",
    "type": ["Extension", "extensions:IssuerAccreditation"],
    "name": "Board",
    "contactInstructions": "By mail",
    "url": "https://board.example",
    "address": {"streetAddress": "1 Main Street", "addressCountry": "CA"},
    "parentOrganization": {"name": "Ministry", "url": "https://ministry.example", "address": {"postalCode": "M5V 1A1"}},
    "accreditationDate": "2026-01-05",
}
WHOLE = [PLACE, ASSESSED, {**ASSESSED, "assessments": EXAM}, ACCREDITED]


@pytest.mark.parametrize("extension", WHOLE, ids=lambda one: str(one["type"][1]))
def test_what_lies_deeper_in_an_extension_is_validated_as_well(extension: Json) -> None:
    found = judged(extension, "schema:location")
    assert verdict(found) is Verdict.VALID, [(f.code, f.values) for f in found.findings]
    assert "ob2_extension" in codes(found, Outcome.PASSED)


@pytest.mark.parametrize(
    ("extension", "place"),
    [
        ({**PLACE, "geo": 5}, "geo"),
        ({**PLACE, "geo": None}, "geo"),
        ({**PLACE, "geo": {"latitude": "43.7", "longitude": -79.4}}, "geo, latitude"),
        ({**PLACE, "geo": {"latitude": 43.7}}, "geo"),
        ({**ACCREDITED, "accreditationDate": "5 January 2026"}, "accreditationDate"),
        ({**ACCREDITED, "address": {"postalCode": 5}}, "address, postalCode"),
        ({**ACCREDITED, "parentOrganization": {"url": "not an address"}}, "parentOrganization, url"),
        ({**ASSESSED, "assessments": {**EXAM, "type": "Quiz"}}, "assessments"),
        ({**ASSESSED, "assessments": [EXAM, {**EXAM, "evaluationMethod": None}]}, "assessments"),
        ({**ASSESSED, "assessments": {**EXAM, "rubrics": {**RUBRIC, "identifier": "r-1"}}}, "assessments"),
        ({**ASSESSED, "assessments": {**EXAM, "sections": {"questions": {"type": "TextQuestion"}}}}, "assessments"),
    ],
)
def test_a_fault_deeper_in_an_extension_is_one(extension: Json, place: str) -> None:
    found = judged(extension, "schema:location")
    assert finding(found, "ob2_extension_bad").values["member"] == place
    assert verdict(found) is Verdict.INVALID


@pytest.mark.parametrize("moment", ["yesterday", "2026-01-05T09:00:00"])
def test_a_moment_in_an_extension_has_its_zone(moment: str) -> None:
    level = {**LEVEL, "lastChangeDateTime": moment}
    rubric = {**RUBRIC, "rubricCriteria": {"identifier": UUID, "criterionLevels": level}}
    assert "ob2_extension_bad" in failed(judged({**ASSESSED, "assessments": {**EXAM, "rubrics": rubric}}))


def test_an_array_of_one_stays_an_array_where_the_schema_wants_one() -> None:
    access = {
        "@context": f"{EXTENSIONS}/accessibilityExtension/context.json",
        "type": ["Extension", "extensions:accessibility"],
        "accessibilityControl": ["fullKeyboardControl"],
        "accessibilityFeature": "captions",
    }
    found = judged(access, "extensions:access")
    assert "ob2_extension" in codes(found, Outcome.PASSED)
    assert not failed(found)


def test_a_licence_is_named_by_its_code() -> None:
    licence = {
        "@context": f"{EXTENSIONS}/licenseExtension/context.json",
        "type": ["Extension", "extensions:LicenseExtension", "cc:License"],
        "id": "CC-BY",
        "name": "Attribution",
        "legalCode": "http://creativecommons.org/licenses/by/4.0/legalcode",
    }
    found = judged(licence, "extensions:licence")
    assert "ob2_extension" in codes(found, Outcome.PASSED)
    assert "ob2_extension_bad" in failed(judged({**licence, "id": "https://x.example/licence"}, "extensions:licence"))


def test_every_bundled_extension_is_known_with_a_draft_that_is_read() -> None:
    known = {extension.name for extension in extensions_by_type().values()}
    files = {path.name.partition(".")[0] for path in (FOLDER / "ob2-extensions").glob("*.context.json")}
    assert known == files
    assert {extension.draft for extension in extensions_by_type().values()} == {
        "http://json-schema.org/draft-04/schema#",
        "http://json-schema.org/draft-06/schema#",
    }
    for extension in extensions_by_type().values():
        named = {name for rule in rules_of(extension.schema) for name in rule.get("properties", {})}
        without = {name for name in named - {"id", "type"} if not extension.iris(name)}
        assert without <= {"feedback"}  # a member that the published context does not define


def rules_of(schema: Json) -> list[Json]:
    """The schema and every rule in it."""
    found = [schema]
    for value in schema.values():
        for inner in value if isinstance(value, list) else [value]:
            found += rules_of(inner) if isinstance(inner, dict) else []
    return found


def test_schemas_never_reach_out() -> None:
    for path in (FOLDER / "ob2-extensions").glob("*.schema.json"):
        schema = json.loads(path.read_bytes())
        inside = {f"#/definitions/{name}" for name in schema.get("definitions", {})}
        assert {rule["$ref"] for rule in rules_of(schema) if "$ref" in rule} <= inside


def test_more_extensions_than_anybody_needs_end_in_one_warning() -> None:
    found = judged([apply_link() for _ in range(300)])
    assert len([f for f in found.findings if f.check is Check.SCHEMA]) <= 101
