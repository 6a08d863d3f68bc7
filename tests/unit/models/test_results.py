"""Whether a result was reached: its status, and what its description requires."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.models.results import Reach, number_of, reach_of

LEVELS = [
    {"id": "urn:low", "name": "Low", "points": "1"},
    {"id": "urn:mid", "name": "Mid", "points": "5"},
    {"id": "urn:top", "name": "Top", "points": "10"},
]


def reached(result: dict[str, Any], *descriptions: dict[str, Any], ordered: bool = False) -> str:
    return reach_of(result, descriptions, ordered=ordered).value


@pytest.mark.parametrize(
    "status", ["Failed", "Enrolled", "Withdrew", "InProgress", "OnHold", "Provisional", "done", ""]
)
def test_every_status_but_completed_says_that_it_was_not(status: str) -> None:
    assert reached({"status": status}) == "not_completed"
    assert reached({"status": [status]}) == "not_completed"
    assert reached({"status": ["Completed", status]}) == "not_completed"
    assert reached({"status": {"@value": status}}) == "not_completed"
    assert reached({"status": status, "value": "95"}, {"id": "urn:d", "requiredValue": "60"}) == "not_completed"


def test_a_status_that_says_nothing_readable_is_no_completion() -> None:
    assert reached({"status": {"id": "urn:x"}}) == "not_completed"
    assert reached({"status": True}) == "not_completed"
    assert reached({"status": "Completed"}) == reached({"status": None}) == reached({}) == "reached"


@pytest.mark.parametrize(
    ("value", "least", "expected"),
    [
        ("60", "60", "reached"),
        ("59.9", "60", "below"),
        ("100", "60", "reached"),
        (12, "60", "below"),
        ("9", "10", "below"),
        ("75%", "60", "reached"),
        ("A", "A", "reached"),
        ("A", "B", "unclear"),
        ("60/100", "60", "unclear"),
        ("1e3", "60", "unclear"),
        ("1_000", "60", "unclear"),
        (["1", "99"], "60", "unclear"),
        ({"id": "urn:x"}, "60", "unclear"),
        (None, "60", "unclear"),
    ],
)
def test_a_value_is_compared_with_the_required_one(value: object, least: str, expected: str) -> None:
    assert reached({"resultDescription": "urn:d", "value": value}, {"id": "urn:d", "requiredValue": least}) == expected


@pytest.mark.parametrize(
    ("value", "least", "scale", "expected"),
    [
        ("0.75", "60%", {}, "unclear"),
        ("5%", "0.6", {}, "unclear"),
        ("75%", "0.6", {}, "unclear"),
        ("1", "60%", {}, "unclear"),
        ("75%", "60", {}, "reached"),
        ("0.5%", "60%", {}, "below"),
        ("0%", "60", {}, "below"),
        ("0.75", "60", {"resultType": "Percent"}, "unclear"),
        ("5", "0.6", {"resultType": "Percent"}, "unclear"),
        ("0.75", "0.6", {"resultType": "Percent"}, "reached"),
        ("0.75", "60", {"resultType": "GradePointAverage"}, "below"),
        ("0.75", "60%", {"valueMin": "0", "valueMax": "100"}, "below"),
        ("75%", "60", {"valueMin": "0", "valueMax": "100"}, "reached"),
        ("0.75", "60%", {"valueMin": "0%", "valueMax": "100%"}, "below"),
        ("0.75", "0.6", {"valueMin": "0", "valueMax": "1"}, "reached"),
        ("0.7%", "0.6", {"valueMin": "0", "valueMax": "1"}, "unclear"),
        ("75%", "15", {"valueMin": "0", "valueMax": "90"}, "unclear"),
        ("15", "12", {"valueMin": "0", "valueMax": "20"}, "reached"),
        ("0.75", "60", {"valueMin": "0", "valueMax": "1"}, "unclear"),
        ("85,5", "60", {}, "unclear"),
    ],
)
def test_a_percentage_is_compared_only_where_its_scale_is_certain(
    value: str, least: str, scale: dict[str, Any], expected: str
) -> None:
    about = {"id": "urn:d", "requiredValue": least, **scale}
    assert reached({"resultDescription": "urn:d", "value": value}, about) == expected
    assert reached({"resultDescription": "urn:d", "value": value, "status": "Completed"}, about) == expected


def test_the_order_of_the_allowed_values_says_which_is_higher() -> None:
    about = {"id": "urn:d", "requiredValue": "B", "allowedValue": ["F", "C", "B", "A"]}
    assert reached({"resultDescription": "urn:d", "value": "A"}, about) == "reached"
    assert reached({"resultDescription": "urn:d", "value": "C"}, about) == "below"
    assert reached({"resultDescription": "urn:d", "value": "E"}, about) == "unclear"
    twice = {**about, "allowedValue": ["C", "B", "A", "B"]}
    assert reached({"resultDescription": "urn:d", "value": "A"}, twice) == "below"


@pytest.mark.parametrize(
    ("value", "about", "expected"),
    [
        ("Failed", {"resultType": "Status"}, "not_completed"),
        ("in progress", {"resultType": "Status"}, "not_completed"),
        ("FAIL", {"resultType": "Result"}, "not_completed"),
        (" Échec", {}, "not_completed"),
        (["Passed", "Failed"], {"resultType": "Status"}, "not_completed"),
        ("Passed", {"resultType": "Status"}, "reached"),
        ("Completed", {"resultType": "Status"}, "reached"),
        ("F", {"resultType": "Status"}, "unclear"),
        ("yes", {"resultType": "Status"}, "unclear"),
        ("F", {"resultType": "LetterGrade"}, "unclear"),
        ("A", {"resultType": "LetterGrade"}, "reached"),
        ("A", {"resultType": "LetterGrade", "allowedValue": ["F", "A"]}, "reached"),
        ("E", {"resultType": "LetterGrade", "allowedValue": ["F", "A"]}, "unclear"),
        ("40", {"valueMin": "50", "valueMax": "100"}, "unclear"),
        ("50", {"valueMin": "50", "valueMax": "100"}, "reached"),
        ("100%", {"valueMin": "50", "valueMax": "100"}, "reached"),
        ("101", {"valueMin": "50", "valueMax": "100"}, "unclear"),
        ("85,5", {"valueMin": "0", "valueMax": "100"}, "unclear"),
        ("85,5", {"valueMax": "100"}, "unclear"),
        ("85", {"valueMin": "none"}, "unclear"),
        ("85", {"valueMin": {"id": "urn:x"}}, "unclear"),
        ("85,5", {"resultType": "Percent"}, "reached"),
        (None, {"resultType": "Status", "valueMin": "50"}, "reached"),
    ],
)
def test_a_value_is_held_against_its_own_scale(value: object, about: dict[str, Any], expected: str) -> None:
    assert reached({"resultDescription": "urn:d", "value": value}, {"id": "urn:d", **about}) == expected
    said = reached({"resultDescription": "urn:d", "value": value, "status": "Completed"}, {"id": "urn:d", **about})
    assert said == expected, "a status does not make good what the value says"


def test_levels_are_compared_by_points_and_by_their_order_only_where_it_was_signed() -> None:
    about = {"id": "urn:d", "requiredLevel": "urn:mid", "rubricCriterionLevel": LEVELS}
    for level, expected in (("urn:low", "below"), ("urn:mid", "reached"), ("urn:top", "reached"), ("urn:x", "unclear")):
        assert reached({"resultDescription": "urn:d", "achievedLevel": level}, about) == expected
    bare = {**about, "rubricCriterionLevel": [{"id": one["id"]} for one in LEVELS]}
    low = {"resultDescription": "urn:d", "achievedLevel": "urn:low"}
    assert reached(low, bare) == "unclear"
    assert reached(low, bare, ordered=True) == "below"
    numbered = {**about, "rubricCriterionLevel": [{"id": one["id"], "level": one["points"]} for one in LEVELS]}
    assert reached(low, numbered) == "below"


def test_a_result_without_a_description_of_its_own_may_mean_any() -> None:
    asks = {"id": "urn:d", "requiredValue": "60"}
    assert reached({"value": "12"}, asks) == "below"
    assert reached({"value": "12", "resultDescription": "urn:gone"}, asks) == "below"
    assert reached({"value": "12"}, asks, {"id": "urn:e"}) == "unclear"
    assert reached({"value": "12", "resultDescription": "urn:e"}, asks, {"id": "urn:e"}) == "reached"
    assert reached({"value": "12", "resultDescription": "urn:d"}, asks, {"id": "urn:d"}) == "unclear"


def test_a_completed_result_may_leave_its_value_out() -> None:
    asks = {"id": "urn:d", "requiredValue": "60", "requiredLevel": "urn:mid", "rubricCriterionLevel": LEVELS}
    assert reached({"resultDescription": "urn:d", "status": "Completed"}, asks) == "reached"
    assert reached({"resultDescription": "urn:d"}, asks) == "unclear"
    assert reached({"resultDescription": "urn:d", "status": "Completed", "value": "12"}, asks) == "below"
    assert reached({"resultDescription": "urn:d", "value": "99", "achievedLevel": "urn:low"}, asks) == "below"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["urn:d", "60", "Completed"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "@value", "points"]), inner),
    max_leaves=6,
)
_RESULT = st.dictionaries(st.sampled_from(["status", "value", "achievedLevel", "resultDescription"]), _JSON)
_ABOUT = st.dictionaries(
    st.sampled_from(["id", "requiredValue", "requiredLevel", "allowedValue", "rubricCriterionLevel"]), _JSON
)


@given(_RESULT, st.lists(_ABOUT, max_size=3), st.booleans())
def test_whatever_stands_there_is_judged_and_a_bad_status_never_reaches(
    result: dict[str, Any],
    descriptions: list[dict[str, Any]],
    ordered: bool,  # noqa: FBT001
) -> None:
    found = reach_of(result, descriptions, ordered=ordered)
    assert found in set(Reach)
    failed = reach_of({**result, "status": "Failed"}, descriptions, ordered=ordered)
    assert failed is Reach.NOT_COMPLETED


@given(st.decimals(-(10**6), 10**6, places=2), st.decimals(-(10**6), 10**6, places=2))
def test_numbers_compare_as_numbers(one: Any, least: Any) -> None:
    value = {"resultDescription": "urn:d", "value": str(one)}
    expected = "reached" if one >= least else "below"
    assert reached(value, {"id": "urn:d", "requiredValue": str(least)}) == expected
    assert number_of(f" {one} %") == one
