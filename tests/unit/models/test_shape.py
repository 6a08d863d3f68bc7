from typing import Any

import pytest

import badge_samples as samples
from badge_samples import CLR, EXTENSIONS, OB, VC1, VC2, at
from mexbadge.errors import Problem
from mexbadge.models.shape import (
    Kind,
    Versions,
    context_problems,
    contexts_of,
    distinct,
    errors_only,
    is_warning,
    kind_of,
    subject_problems,
    types_of,
    version_of,
)
from mexbadge.models.uris import as_compared

OB2 = "https://w3id.org/openbadges/v2"
ALIAS = "https://purl.imsglobal.org/spec/ob/v3p0/context/ob_v3p0.jsonld"
SUBJECT = "/credentialSubject"
RESULT = "/credentialSubject/result/0"


def told(problems: tuple[Problem, ...]) -> list[tuple[str, object]]:
    return [(problem.code, problem.where) for problem in problems]


@pytest.mark.parametrize(
    ("types", "kind"),
    [
        (["VerifiableCredential", "OpenBadgeCredential"], Kind.ACHIEVEMENT),
        (["VerifiableCredential", "AchievementCredential"], Kind.ACHIEVEMENT),
        (["AchievementCredential"], Kind.UNKNOWN),
        (["VerifiableCredential", "EndorsementCredential"], Kind.ENDORSEMENT),
        (["VerifiableCredential", "ClrCredential"], Kind.CLR),
        (["VerifiableCredential", "BitstringStatusListCredential"], Kind.STATUS_LIST),
        (["VerifiableCredential", "StatusList2021Credential"], Kind.STATUS_LIST),
        (["VerifiableCredential", "AlumniCredential"], Kind.CREDENTIAL),
        ("VerifiableCredential", Kind.CREDENTIAL),
        (["VerifiablePresentation"], Kind.PRESENTATION),
        ("Profile", Kind.PROFILE),
        ("Issuer", Kind.PROFILE),
        ([5, None], Kind.UNKNOWN),
        (None, Kind.UNKNOWN),
    ],
)
def test_the_types_say_what_a_document_is(types: Any, kind: Kind) -> None:
    assert kind_of({"@context": [VC2, OB], "type": types}) is kind


@pytest.mark.parametrize(
    ("document", "kind", "version"),
    [
        ({"@context": OB2, "type": "Assertion"}, Kind.ASSERTION, "2.0"),
        ({"@context": [OB2], "type": ["Assertion"]}, Kind.ASSERTION, "2.0"),
        ({"@context": OB2, "type": "BadgeClass"}, Kind.BADGE_CLASS, "2.0"),
        ({"@context": "https://w3id.org/openbadges/v1", "type": "Assertion"}, Kind.ASSERTION, "1.1"),
        ({"@context": "https://openbadgespec.org/v1/context.json", "type": "Assertion"}, Kind.ASSERTION, "1.1"),
        ({"recipient": {"type": "email"}, "badge": "https://a.example"}, Kind.ASSERTION, "1.0"),
        ({"recipient": "sha256$00", "badge": {}}, Kind.ASSERTION, "0.5"),
        ({"badge": {}}, Kind.UNKNOWN, None),
        ({"@context": "https://schema.org", "type": "Assertion"}, Kind.UNKNOWN, None),
        ({}, Kind.UNKNOWN, None),
    ],
)
def test_old_badges_are_known_by_context_or_shape(document: Any, kind: Kind, version: str | None) -> None:
    assert kind_of(document) is kind
    assert version_of(document) == Versions(None, version)


@pytest.mark.parametrize(
    ("contexts", "versions"),
    [
        ([VC2, OB], Versions("2.0", "3.0")),
        ([VC1, OB], Versions("1.1", "3.0")),
        ([VC2, CLR, OB], Versions("2.0", "3.0")),
        ([VC2, VC1, OB], Versions("2.0", "3.0")),
        (VC2, Versions("2.0", None)),
        ([{"id": "@id"}, VC1], Versions("1.1", None)),
        ([5], Versions()),
    ],
)
def test_the_contexts_say_which_versions(contexts: Any, versions: Versions) -> None:
    assert version_of({"@context": contexts}) == versions


def test_contexts_and_types_are_read_as_sequences() -> None:
    assert contexts_of({"@context": VC2}) == (VC2,)
    assert contexts_of({}) == ()
    assert types_of({"@type": "Assertion"}) == ("Assertion",)
    assert len(contexts_of({"@context": [VC2] * 5000})) == 1000


@pytest.mark.parametrize(
    ("contexts", "expected"),
    [
        ([VC2, OB], []),
        ([VC1, OB], []),
        ([VC2, OB.replace("-3.0.3", "")], []),
        ([VC2, OB.replace("-3.0.3", "-3.0.1")], []),
        ([VC2, OB.replace("-3.0.3", "-3.0.2"), "https://college.example/context.json", {"a": "urn:a"}], []),
        ([], [("models_missing", "/@context")]),
        ([OB, VC2], [("models_context_first", "/@context/0"), ("models_context_order", "/@context/0")]),
        ([VC2.replace("https", "http"), OB], [("models_context_first", "/@context/0")]),
        ([{"@vocab": "urn:"}, OB], [("models_context_first", "/@context/0")]),
        ([VC2], [("models_context_badge", "/@context/1")]),
        (VC2, [("models_context_badge", "/@context")]),
        ([VC2, "https://college.example/context.json", OB], [("models_context_order", "/@context/2")]),
        ([VC2, OB + "x"], [("models_context_badge", "/@context/1")]),
        ([VC2, OB.replace("purl.imsglobal.org", "purl-imsglobal.org")], [("models_context_badge", "/@context/1")]),
        ([VC2, OB.replace("3.0.3", "3x0x3")], [("models_context_badge", "/@context/1")]),
        ([VC2, ALIAS], [("models_context_alias", "/@context/1")]),
        ([VC2, OB.replace("3.0.3", "3.0.0")], [("models_context_alias", "/@context/1")]),
    ],
)
def test_contexts_are_judged_by_name_and_order(contexts: Any, expected: list[tuple[str, str]]) -> None:
    assert told(context_problems({**samples.minimal(), "@context": contexts})) == expected


def test_a_learner_record_names_its_context_between_the_two() -> None:
    assert told(context_problems(samples.clr())) == []
    swapped = at(samples.clr(), "/@context", [VC2, OB, CLR])
    assert told(context_problems(swapped)) == [
        ("models_context_order", "/@context/2"),
        ("models_context_order", "/@context/1"),
    ]


def test_extension_types_need_their_context() -> None:
    document = at(samples.full(), "/@context", [VC2, OB])
    (problem,) = context_problems(document)
    assert problem.code == "models_context_extensions"
    assert is_warning(problem)
    assert problem.values["type"] == "1EdTechJsonSchemaValidator2019"
    assert context_problems(at(document, "/@context", [VC2, OB, EXTENSIONS])) == ()


@pytest.mark.parametrize(
    ("pointer", "value", "code", "where"),
    [
        (f"{SUBJECT}/achievement/criteria", {}, "models_criteria_empty", None),
        (f"{SUBJECT}/achievement/criteria", {"narrative": ""}, "models_criteria_empty", None),
        (f"{RESULT}/resultDescription", "urn:uuid:none", "models_result_unknown", None),
        (f"{RESULT}/achievedLevel", "urn:uuid:level-9", "models_level_unknown", None),
        (f"{RESULT}/value", "101", "models_value_range", None),
        (f"{RESULT}/value", "-0.5", "models_value_range", None),
    ],
)
def test_what_does_not_go_together_is_a_warning(pointer: str, value: object, code: str, where: str | None) -> None:
    problems = subject_problems(at(samples.full(), pointer, value))
    assert told(problems) == [(code, where or pointer)]
    assert errors_only(problems) == ()


def test_a_badge_without_a_recipient_is_an_error() -> None:
    (problem,) = subject_problems(at(samples.minimal(), f"{SUBJECT}/id", ...))
    assert (problem.code, problem.where) == ("models_subject_identity", SUBJECT)
    assert not is_warning(problem)
    identified = at(samples.full(), f"{SUBJECT}/id", ...)
    assert subject_problems(identified) == ()
    assert told(subject_problems(at(identified, f"{SUBJECT}/identifier", []))) == [("models_subject_identity", SUBJECT)]


def test_a_result_is_one_of_the_allowed_values() -> None:
    document = at(samples.full(), f"{RESULT}/resultDescription", "urn:uuid:grade")
    document = at(document, f"{RESULT}/achievedLevel", ...)
    assert told(subject_problems(document)) == [("models_value_allowed", f"{RESULT}/value")]
    assert subject_problems(at(document, f"{RESULT}/value", "B")) == ()


def test_what_is_no_number_lies_in_no_range() -> None:
    assert subject_problems(at(samples.full(), f"{RESULT}/value", "B+")) == ()
    assert subject_problems(at(samples.full(), f"{RESULT}/value", {"en": "good"})) == ()
    odd = at(samples.full(), f"{SUBJECT}/achievement/resultDescription/0/valueMax", {"en": "hundred"})
    assert subject_problems(at(odd, f"{RESULT}/value", "900")) == ()


def test_odd_shapes_are_left_to_the_models() -> None:
    odd = {"achievement": [5, {"criteria": "x"}], "id": "urn:a", "result": {"value": 1}}
    values: list[Any] = [None, 5, "x", [], [{}], odd]
    for value in values:
        assert subject_problems(at(samples.minimal(), SUBJECT, value)) == ()
    assert subject_problems(samples.endorsement()) == ()


def test_many_results_cost_time_in_proportion() -> None:
    document = samples.full()
    described = document["credentialSubject"]["achievement"]["resultDescription"]
    described[1]["allowedValue"] = ["x"] * 100_000
    document["credentialSubject"]["result"] = [{"resultDescription": "urn:uuid:grade", "value": "1"}] * 20_000
    found = subject_problems(document)
    assert len(found) == 501
    assert found[-1].code == "models_more_warnings"


def test_repeated_problems_are_told_once() -> None:
    one, other = Problem("models_null", "/a", {"name": "a"}), Problem("models_null", "/b", {"name": "b"})
    assert distinct([one, other, Problem("models_null", "/a")]) == (one, other)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("urn:uuid:6E2A0F3C-0000-4000-8000-0000000000AA", "URN:UUID:6e2a0f3c-0000-4000-8000-0000000000aa", True),
        ("urn:uuid:6e2a0f3c-0000-4000-8000-0000000000aa", "urn:uuid:6e2a0f3c-0000-4000-8000-0000000000ab", False),
        ("URN:ISBN:0451450523", "urn:isbn:0451450523", True),
        ("urn:example:A", "urn:example:a", False),
        ("https://a.example/B", "https://a.example/b", False),
        ("urn:uuid", "URN:UUID", False),
        ("", "", True),
    ],
)
def test_two_urns_are_one_in_either_case_of_what_has_none(one: str, other: str, *, same: bool) -> None:
    assert (as_compared(one) == as_compared(other)) is same
    assert as_compared(as_compared(one)) == as_compared(one)
