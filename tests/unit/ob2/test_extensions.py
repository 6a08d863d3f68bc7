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


def test_what_is_known_in_part_validates_as_anything_with_a_warning() -> None:
    place = {
        "@context": f"{EXTENSIONS}/geoCoordinatesExtension/context.json",
        "type": ["Extension", "extensions:GeoCoordinates"],
        "description": "Campus",
        "geo": {"latitude": 43.7, "longitude": -79.4},
    }
    found = judged(place, "schema:location")
    assert verdict(found) is Verdict.WARNING
    assert finding(found, "ob2_extension_partly").values["member"] == "geo"
    assert "ob2_extension_bad" in failed(judged({**place, "geo": 5}, "schema:location"))
    assert "ob2_extension_bad" in failed(judged({**place, "geo": None}, "schema:location"))


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
        assert all(extension.iris(member) for member in extension.members if member != "id")


def test_schemas_never_reach_out() -> None:
    for path in (FOLDER / "ob2-extensions").glob("*.schema.json"):
        assert "$ref" not in json.dumps(json.loads(path.read_bytes()))


def test_more_extensions_than_anybody_needs_end_in_one_warning() -> None:
    found = judged([apply_link() for _ in range(300)])
    assert len([f for f in found.findings if f.check is Check.SCHEMA]) <= 101
