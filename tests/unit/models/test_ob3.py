import json
from typing import Any

import pytest
from pydantic import ValidationError

import badge_samples as samples
from badge_samples import at
from mexbadge.errors import Problem, SchemaError
from mexbadge.models import ob3
from mexbadge.models.ob3_v1 import AchievementCredentialV1, EndorsementCredentialV1
from mexbadge.models.ob3_v2 import AchievementCredential, EndorsementCredential, Profile
from mexbadge.models.severity import is_warning
from vectors_data import vectors

SUBJECT = "/credentialSubject"
ACHIEVEMENT = "/credentialSubject/achievement"
IDENTITY = "/credentialSubject/identifier/0"


def codes(document: dict[str, Any]) -> list[tuple[str, object]]:
    return [(problem.code, problem.where) for problem in ob3.problems(document)]


@pytest.mark.parametrize(
    "make", [samples.minimal, samples.minimal_v1, samples.endorsement, samples.endorsement_v1, samples.full]
)
def test_a_document_that_follows_the_standard_has_no_problem(make: Any) -> None:
    assert ob3.all_problems(make()) == ()


def test_the_published_badge_has_no_problem_and_parses() -> None:
    signed = json.loads(vectors("open-badges/obv3p0/vector.json").read_text())["signed"]
    assert ob3.all_problems(signed) == ()
    badge = ob3.parse(signed)
    assert isinstance(badge, AchievementCredential)
    assert isinstance(badge.issuer, Profile)
    assert badge.issuer.name == "Example Corp"
    assert badge.valid_from == "2010-01-01T00:00:00Z"


@pytest.mark.parametrize(
    ("make", "model"),
    [
        (samples.minimal, AchievementCredential),
        (samples.minimal_v1, AchievementCredentialV1),
        (samples.endorsement, EndorsementCredential),
        (samples.endorsement_v1, EndorsementCredentialV1),
    ],
)
def test_parse_chooses_the_model_by_context_and_type(make: Any, model: type) -> None:
    assert type(ob3.parse(make())) is model


def test_without_a_known_context_the_dates_choose_the_form() -> None:
    old = at(samples.minimal_v1(), "/@context", ["https://a.example/1", samples.OB])
    assert ob3.data_model_of(old) == "1.1"
    assert ob3.data_model_of(at(samples.minimal(), "/@context", ["https://a.example/1", samples.OB])) == "2.0"


BAD = [
    # document, pointer, value, code, where (when not the pointer)
    ("minimal", "/@context", ..., "models_missing", None),
    ("minimal", "/@context", [samples.VC2], "models_too_few", None),
    ("minimal", "/@context", samples.VC2, "models_too_few", None),
    ("minimal", "/@context/1", 5, "models_type_object", None),
    ("minimal", "/@context/1", "context.json", "models_uri", None),
    ("minimal", "/id", ..., "models_missing", None),
    ("minimal", "/id", "badge 1", "models_uri", None),
    ("minimal", "/id", None, "models_null_required", None),
    ("minimal", "/type", None, "models_kind", None),
    ("minimal", f"{SUBJECT}/id", None, "models_null_required", None),
    ("minimal", "/@context", None, "models_null_required", None),
    ("minimal", "/validFrom", None, "models_null_required", None),
    ("full", f"{ACHIEVEMENT}/name", None, "models_null_required", None),
    ("full", f"{ACHIEVEMENT}/tag/1", None, "models_null_required", None),
    ("full", f"{ACHIEVEMENT}/criteria/id", None, "models_null_required", None),
    ("minimal", "/issuer/image", "logo.png", "models_uri", None),
    ("full", f"{ACHIEVEMENT}/alignment/0/targetUrl", "", "models_uri", None),
    ("minimal", "/id", 7, "models_type_text", None),
    ("minimal", "/type", "OpenBadgeCredential", "models_kind", None),
    ("minimal", "/issuer", ..., "models_missing", None),
    ("minimal", "/issuer", 5, "models_type_object", None),
    ("minimal", "/issuer", "college", "models_uri", None),
    ("minimal", "/issuer/type", ["Issuer"], "models_class", None),
    ("minimal", "/issuer/type", ..., "models_missing", None),
    ("minimal", "/issuer/type", [], "models_too_few", None),
    ("minimal", "/issuer/type", ["Profile", 5], "models_type_text", None),
    ("minimal", "/issuer/name", 5, "models_type_text", None),
    ("minimal", "/issuer/name", {}, "models_language_map", None),
    ("minimal", "/issuer/name", {"english": "x", "not a tag": "y"}, "models_language_map", None),
    ("minimal", "/issuer/name", {"en": 5}, "models_language_map", None),
    ("minimal", "/issuer/name", {"@value": "x", "else": "y"}, "models_language_map", None),
    ("full", "/issuer/email", "registrar", "models_email", None),
    ("full", "/issuer/dateOfBirth", "1981-02-29", "models_day", None),
    ("full", "/issuer/dateOfBirth", "1980", "models_day", None),
    ("full", "/issuer/parentOrg/type", "Organization", "models_class", None),
    ("full", "/issuer/otherIdentifier/0/type", "Identifier", "models_class", None),
    ("full", "/issuer/address/geo/latitude", True, "models_number", None),
    ("full", "/issuer/address/geo/latitude", "43.65", "models_number", None),
    ("full", "/issuer/address/geo/longitude", ..., "models_missing", None),
    ("minimal", "/validFrom", ..., "models_missing", None),
    ("minimal", "/validFrom", "2026-03-01", "models_date", None),
    ("minimal", "/validFrom", "2026-02-30T00:00:00Z", "models_date", None),
    ("minimal", "/validFrom", "2026-03-01T00:00:00", "models_date_zone", None),
    ("minimal", "/validFrom", 1772323200, "models_type_text", None),
    ("minimal_v1", "/name", ..., "models_missing", None),
    ("minimal_v1", "/issuanceDate", ..., "models_missing", None),
    ("endorsement", "/name", ..., "models_missing", None),
    ("endorsement", "/credentialSubject/id", ..., "models_missing", None),
    ("endorsement", "/credentialSubject/type", "AchievementSubject", "models_class", None),
    ("minimal", SUBJECT, ..., "models_missing", None),
    ("minimal", SUBJECT, [], "models_type_object", None),
    ("minimal", f"{SUBJECT}/type", ["Subject"], "models_class", None),
    ("minimal", ACHIEVEMENT, ..., "models_missing", None),
    ("minimal", f"{ACHIEVEMENT}/criteria", "Pass.", "models_type_object", None),
    ("minimal", f"{ACHIEVEMENT}/description", ..., "models_missing", None),
    ("full", f"{ACHIEVEMENT}/creditsAvailable", False, "models_number", None),
    ("full", f"{ACHIEVEMENT}/inLanguage", "english!", "models_language", None),
    ("full", f"{ACHIEVEMENT}/alignment/0/targetUrl", "S1.2", "models_uri", None),
    ("full", f"{ACHIEVEMENT}/tag/1", 5, "models_type_text", None),
    ("full", f"{ACHIEVEMENT}/endorsement/0/validFrom", "soon", "models_date", None),
    ("full", f"{IDENTITY}/hashed", "true", "models_type_boolean", None),
    ("full", f"{IDENTITY}/hashed", 1, "models_type_boolean", None),
    ("full", f"{IDENTITY}/identityHash", "a@example.com", "models_identity_hash", None),
    ("full", f"{IDENTITY}/identityHash", "sha256$12", "models_identity_hash", None),
    ("full", f"{SUBJECT}/result/0/status", "Passed", "models_enum", None),
    ("full", f"{SUBJECT}/result/0/status", "ext:Passed", "models_enum", None),
    ("full", "/endorsementJwt/0", "e30.e30", "models_jws", None),
    ("full", "/evidence/0/type", "Proof", "models_class", None),
    ("full", "/proof/0/type", ..., "models_missing", None),
    ("full", "/proof/0/created", "yesterday", "models_date", None),
    ("full", "/credentialSchema/0/id", ..., "models_missing", None),
    ("full", "/credentialStatus/type", ..., "models_missing", None),
    ("full", "/termsOfUse", 5, "models_type_object", None),
]


@pytest.mark.parametrize(("name", "pointer", "value", "code", "where"), BAD)
def test_each_broken_rule_is_told_with_its_place(
    name: str, pointer: str, value: object, code: str, where: str | None
) -> None:
    document = at(getattr(samples, name)(), pointer, value)
    assert codes(document) == [(code, where or pointer)]
    assert not is_warning(Problem(code))
    with pytest.raises(SchemaError) as caught:
        ob3.parse(document)
    assert caught.value.code == code


WARNED = [
    ("minimal", "/issuer/image", "https://college.example/logo.png", "models_image_string", None),
    ("minimal", "/issuer/image", None, "models_null", None),
    ("full", "/issuer/otherIdentifier/0/identifierType", "email", "models_enum_open", None),
    ("full", f"{ACHIEVEMENT}/achievementType", "Micro-credential", "models_enum_open", None),
    ("full", f"{ACHIEVEMENT}/alignment/0/targetType", "Skill", "models_enum_open", None),
    ("full", f"{ACHIEVEMENT}/resultDescription/0/resultType", "Mark", "models_enum_open", None),
    ("full", f"{IDENTITY}/identityType", "email", "models_enum_open", None),
    ("full", f"{IDENTITY}/salt", None, "models_null", None),
    ("full", f"{SUBJECT}/image", "data:image/png;base64,AA==", "models_image_string", None),
    ("full", "/evidence", None, "models_null", None),
    ("full", "/validUntil", None, "models_null", None),
    ("full", "/issuer/email", "", "models_text_empty", None),
    ("full", "/issuer/url", "", "models_text_empty", None),
    ("full", "/issuer/image", "", "models_text_empty", None),
    ("full", f"{ACHIEVEMENT}/inLanguage", "", "models_text_empty", None),
    ("full", "/evidence", [], "models_empty", "/evidence"),
    ("full", f"{ACHIEVEMENT}/alignment", samples.achievement()["alignment"][0], "models_single", None),
    ("full", f"{ACHIEVEMENT}/tag", "dementia", "models_single", None),
    ("full", f"{IDENTITY}/type", ["IdentityObject"], "models_type_array", None),
    ("full", f"{IDENTITY}/hashed", False, "models_identity_plain", f"{IDENTITY}/identityHash"),
    ("full", f"{SUBJECT}/activityEndDate", "2026-02-27T15:30:00", "models_date_local", None),
]


@pytest.mark.parametrize(("name", "pointer", "value", "code", "where"), WARNED)
def test_a_deviation_without_doubt_is_a_warning_and_still_parses(
    name: str, pointer: str, value: object, code: str, where: str | None
) -> None:
    document = at(getattr(samples, name)(), pointer, value)
    assert codes(document) == [(code, where or pointer)]
    assert is_warning(Problem(code))
    assert isinstance(ob3.parse(document), AchievementCredential)


def test_an_issuer_given_as_its_id_is_no_deviation_in_either_form() -> None:
    for document in (samples.minimal(), samples.minimal_v1()):
        assert codes(at(document, "/issuer", "did:web:college.example")) == []


def test_all_problems_are_told_at_once_and_in_order() -> None:
    document = at(samples.minimal(), "/id", "x")
    document["validFrom"] = "soon"
    document["credentialSubject"]["achievement"] |= {"name": 5, "tag": [1, "a", 2]}
    assert codes(document) == [
        ("models_uri", "/id"),
        ("models_date", "/validFrom"),
        ("models_type_text", f"{ACHIEVEMENT}/name"),
        ("models_type_text", f"{ACHIEVEMENT}/tag/0"),
        ("models_type_text", f"{ACHIEVEMENT}/tag/2"),
    ]


def test_what_is_wrong_inside_a_bare_value_is_told_with_the_place_it_has() -> None:
    document = at(samples.full(), f"{ACHIEVEMENT}/alignment", {"type": "Alignment", "targetName": "x"})
    assert codes(document) == [
        ("models_single", f"{ACHIEVEMENT}/alignment"),
        ("models_missing", f"{ACHIEVEMENT}/alignment/targetUrl"),
    ]


def test_single_values_may_stand_bare_where_the_standard_says_so() -> None:
    document = samples.full()
    for name in ("proof", "credentialSchema", "termsOfUse"):
        document[name] = document[name][0]
    document["credentialStatus"] = [document["credentialStatus"], document["credentialStatus"]]
    document["issuer"]["type"] = "Profile"
    assert codes(document) == []
    badge = ob3.parse(document)
    assert [proof.cryptosuite for proof in badge.proof] == ["eddsa-jcs-2022"]


def test_an_issuer_may_be_an_address_in_the_newer_form() -> None:
    assert ob3.parse(at(samples.minimal(), "/issuer", "https://college.example")).issuer == "https://college.example"


def test_a_document_of_another_kind_is_no_badge() -> None:
    for document in (
        {},
        {"type": "Assertion"},
        samples.clr(),
        at(samples.minimal(), "/type", ["VerifiableCredential"]),
    ):
        assert codes(document) == [("models_kind", "/type")]
        with pytest.raises(SchemaError):
            ob3.parse(document)


def test_unknown_members_are_kept_as_they_are() -> None:
    document = at(samples.minimal(), "/college:room", {"n": [1, 2.0, None]})
    document["credentialSubject"]["achievement"]["achievement_type"] = "not the member of the standard"
    badge = ob3.parse(document)
    assert isinstance(badge, AchievementCredential)
    assert badge.model_extra == {"college:room": {"n": [1, 2.0, None]}}
    assert badge.credential_subject.achievement.achievement_type is None


def test_the_view_is_frozen_and_the_document_is_untouched() -> None:
    document = samples.full()
    badge = ob3.parse(document)
    with pytest.raises(ValidationError):
        setattr(badge, "id", "urn:uuid:other")  # noqa: B010 - the type checker knows that it cannot be done
    assert document == samples.full()


def test_names_in_a_pointer_are_escaped() -> None:
    document = at(samples.minimal(), "/name", {"en": "x"})
    document["credentialSubject"]["achievement"]["name"] = {"a/b": "x"}
    assert codes(document) == [("models_language_map", f"{ACHIEVEMENT}/name")]


def test_a_text_may_carry_its_language() -> None:
    value = {"@value": "Soins", "@language": "fr", "@direction": "ltr"}
    assert codes(at(samples.minimal(), f"{ACHIEVEMENT}/name", value)) == []


def test_a_lone_achievement_and_a_lone_profile_can_be_looked_at() -> None:
    assert ob3.achievement_problems(samples.achievement()) == ()
    found = ob3.achievement_problems({**samples.achievement(), "criteria": {}})
    assert [(problem.code, problem.where) for problem in found] == [("models_criteria_empty", "/criteria")]
    assert ob3.profile_problems(samples.profile()) == ()
    assert [problem.code for problem in ob3.profile_problems({"type": "Profile"})] == ["models_missing"]


def nested(depth: int) -> dict[str, Any]:
    profile: dict[str, Any] = {"id": "https://a.example", "type": "Profile"}
    for _ in range(depth):
        profile = {"id": "https://a.example", "type": "Profile", "parentOrg": profile}
    return profile


def test_half_a_surrogate_pair_in_a_value_that_is_refused_is_a_problem_and_no_crash() -> None:
    document = samples.minimal()
    document["validFrom"] = "2026\ud800"
    (problem,) = ob3.problems(document)
    assert (problem.code, problem.where, problem.values["value"]) == ("models_date", "/validFrom", "2026?")


def test_depth_is_bounded() -> None:
    assert codes(at(samples.minimal(), "/issuer", nested(50))) == []
    found = ob3.problems(at(samples.minimal(), "/issuer", nested(2000)))
    assert [problem.code for problem in found] == ["models_too_deep"]
    circle = nested(1)
    circle["parentOrg"] = circle
    assert [problem.code for problem in ob3.problems(at_plain(circle))] == ["models_too_deep"]


def at_plain(issuer: dict[str, Any]) -> dict[str, Any]:
    return {**samples.minimal(), "issuer": issuer}


def test_long_arrays_and_long_lists_of_problems_are_bounded() -> None:
    found = ob3.problems(at(samples.full(), f"{ACHIEVEMENT}/tag", [1] * 10_001))
    assert [problem.code for problem in found] == ["models_too_many"]
    found = ob3.problems(at(samples.full(), f"{ACHIEVEMENT}/tag", [1] * 9_000))
    assert len(found) == 101
    assert (found[-1].code, found[-1].where) == ("models_more", f"{ACHIEVEMENT}/tag")
    document = at(samples.full(), f"{SUBJECT}/result", [{"alignment": [{}] * 50}] * 500)
    assert len(ob3.problems(document)) < 700


def test_many_warnings_do_not_become_errors() -> None:
    aligned = {"type": "Result", "alignment": samples.achievement()["alignment"][0]}
    found = ob3.problems(at(samples.full(), f"{SUBJECT}/result", [aligned] * 600))
    assert len(found) == 501
    assert {problem.code for problem in found} == {"models_single", "models_more_warnings"}
    assert isinstance(ob3.parse(at(samples.full(), f"{SUBJECT}/result", [aligned] * 600)), AchievementCredential)


def test_many_warnings_do_not_hide_an_error() -> None:
    aligned = {"type": "Result", "alignment": samples.achievement()["alignment"][0]}
    document = at(samples.full(), f"{SUBJECT}/result", [*[aligned] * 600, {"type": "Result", "value": 5}])
    assert ("models_type_text", f"{SUBJECT}/result/600/value") in codes(document)
    with pytest.raises(SchemaError):
        ob3.parse(document)


def test_at_most_five_hundred_errors_are_told() -> None:
    document = samples.full()
    document["credentialSubject"]["achievement"] |= {
        "alignment": [{}] * 30,
        "endorsementJwt": [5] * 90,
        "otherIdentifier": [{}] * 30,
        "related": [{}] * 45,
        "tag": [5] * 90,
    }
    document["credentialSubject"]["result"] = [{}] * 90
    document["evidence"] = [{}] * 90
    found = ob3.problems(document)
    assert len(found) == 501
    assert (found[-1].code, found[-1].where) == ("models_more", "")
