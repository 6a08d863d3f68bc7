"""What a badge says was achieved: by whom the achievement was made, and whether it was reached."""

from dataclasses import replace
from typing import Any

import pytest

from mexbadge.badge import Badge, Result
from mexbadge.models.kinds import Kind
from mexbadge.models.results import Reach
from mexbadge.verify.checks.achieving import check_achieving, check_record
from mexbadge.verify.findings import Check, Outcome

ISSUER = "did:web:college.example"
AT_HOME = "https://college.example/achievements/1"
WHERE = "/credentialSubject/achievement"


def badge(*, issuer: Any = ISSUER, subject: dict[str, Any] | None = None, **achievement: Any) -> Badge:
    """Read a badge of one achievement."""
    made = {"id": AT_HOME, "type": ["Achievement"], "name": "Wound care", **achievement}
    return Badge.of_ob3(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "id": "urn:uuid:1",
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "issuer": issuer,
            "credentialSubject": {"type": ["AchievementSubject"], "achievement": made, **(subject or {})},
        },
        format="data-integrity",
    )


def told(given: Badge) -> list[tuple[str, Outcome, object, dict[str, object]]]:
    found = list(check_achieving(given))
    assert {one.check for one in found} <= {Check.MODEL}
    return [(str(one.code), one.outcome, one.where, dict(one.values)) for one in found]


@pytest.mark.parametrize("issuer", [ISSUER, "https://college.example/issuer", {"id": "https://college.example"}])
@pytest.mark.parametrize("name", [AT_HOME, "urn:uuid:2", "", None])
def test_an_achievement_of_the_issuers_own_host_or_of_none_needs_no_word(issuer: Any, name: Any) -> None:
    assert told(badge(issuer=issuer, id=name)) == []


@pytest.mark.parametrize("issuer", [ISSUER, "did:key:z6Mk", None])
def test_an_achievement_that_lies_on_another_host_is_told_with_that_host(issuer: Any) -> None:
    values = {"host": "other.example:8443", "issuer": issuer or ""}
    expected = [("achievement_elsewhere", Outcome.WARNED, f"{WHERE}/id", values)]
    assert told(badge(issuer=issuer, id="https://other.example:8443/a")) == expected


def test_each_creator_that_is_not_the_issuer_is_told_once() -> None:
    assert told(badge(creator={"id": ISSUER, "type": ["Profile"]})) == []
    found = told(badge(creator=[{"id": "did:web:a.example"}, {"id": ISSUER}, {"id": "did:web:a.example"}]))
    values = {"creator": "did:web:a.example", "issuer": ISSUER}
    assert found == [("achievement_creator", Outcome.WARNED, f"{WHERE}/creator", values)]


def of_results(*results: dict[str, Any], **achievement: Any) -> list[tuple[str, Outcome, object, dict[str, object]]]:
    return told(badge(subject={"result": list(results)}, **achievement))


def described(**members: Any) -> dict[str, Any]:
    return {"resultDescription": [{"id": "urn:r", "type": ["ResultDescription"], "name": "Mark", **members}]}


def test_a_result_that_was_not_completed_or_not_reached_is_told_with_its_place_and_its_words() -> None:
    completed, failed = {"status": "Completed"}, {"status": "Failed"}
    assert of_results(completed) == []
    values = {"name": "-", "value": "-", "status": "Failed", "required": "-"}
    assert of_results(completed, failed) == [
        ("result_not_completed", Outcome.WARNED, "/credentialSubject/result/1", values)
    ]
    asked = described(resultType="Percent", requiredValue="50")
    assert of_results({"resultDescription": "urn:r", "value": "50"}, **asked) == []
    values = {"name": "Mark", "value": "49", "status": "49", "required": "50"}
    assert of_results({"resultDescription": "urn:r", "value": "49"}, **asked) == [
        ("result_below", Outcome.WARNED, "/credentialSubject/result/0", values)
    ]
    values = {"name": "Mark", "value": "good", "status": "good", "required": "50"}
    assert of_results({"resultDescription": "urn:r", "value": "good"}, **asked) == [
        ("result_unclear", Outcome.WARNED, "/credentialSubject/result/0", values)
    ]


def test_a_value_off_its_own_scale_is_told_as_that_where_nothing_is_required() -> None:
    scale = described(resultType="Percent", valueMin="0", valueMax="100")
    found = of_results({"resultDescription": "urn:r", "value": "101"}, **scale)
    assert [(code, values["value"]) for code, _, _, values in found] == [("result_off_scale", "101")]
    for required in ({"requiredValue": "50"}, {"requiredLevel": "urn:level"}):
        levels = {"rubricCriterionLevel": [{"id": "urn:level", "type": ["RubricCriterionLevel"], "name": "Good"}]}
        asked = described(resultType="RubricCriterionLevel", **levels, **required)
        codes = [code for code, *_ in of_results({"resultDescription": "urn:r", "value": "?"}, **asked)]
        assert codes == ["result_unclear"]


def test_of_what_is_no_badge_of_one_achievement_nothing_is_said() -> None:
    for kinds in (["VerifiableCredential", "EndorsementCredential"], ["VerifiableCredential", "ClrCredential"]):
        given = Badge.of_ob3(
            {
                "type": kinds,
                "issuer": ISSUER,
                "credentialSubject": {"achievement": {"id": "https://other.example/a"}},
            },
            format="data-integrity",
        )
        assert told(given) == []


@pytest.mark.parametrize(
    ("partial", "code"),
    [(None, "record_badges"), (False, "record_badges"), (True, "record_partial"), ("no", "record_partial")],
)
def test_a_record_says_how_many_badges_it_holds_and_that_it_is_partial(partial: object, code: str) -> None:
    (found,) = check_record(partial, 3)
    assert (found.check, str(found.code), found.outcome, found.values) == (
        Check.MODEL,
        code,
        Outcome.PASSED,
        {"count": 3},
    )


def test_only_what_awards_an_achievement_is_asked_whose_it_is() -> None:
    elsewhere = badge(id="https://other.example/a")
    assert len(told(elsewhere)) == 1
    for kind in (Kind.ENDORSEMENT, Kind.CLR, Kind.ASSERTION):
        assert told(replace(elsewhere, kind=kind)) == []
    assert told(replace(elsewhere, achieves=False)) == []
    assert told(replace(elsewhere, achievement_id=None)) == []
    ((_, _, _, values),) = told(replace(elsewhere, issuer_id=None))
    assert values == {"host": "other.example", "issuer": ""}


@pytest.mark.parametrize(
    ("result", "values"),
    [
        (
            Result(name="Mark", type="Percent", value="1", level_name="x", level="y", status="Failed"),
            ("Mark", "1", "Failed"),
        ),
        (Result(type="Percent", level_name="x", level="y", status="Completed"), ("Percent", "x", "-")),
        (Result(level="y"), ("-", "y", "-")),
        (Result(value="1", status="Completed"), ("-", "1", "1")),
        (Result(), ("-", "-", "-")),
    ],
)
def test_a_result_is_told_by_the_plainest_of_its_words(result: Result, values: tuple[str, ...]) -> None:
    given = replace(badge(), results=(replace(result, reach=Reach.BELOW, required_name="Good"),))
    ((code, _, _, found),) = told(given)
    assert (code, found["required"]) == ("result_below", "Good")
    assert (found["name"], found["value"], found["status"]) == values
    given = replace(badge(), results=(replace(result, reach=Reach.BELOW, required="50", required_name="Good"),))
    assert told(given)[0][3]["required"] == "50"
    given = replace(badge(), results=(replace(result, reach=Reach.UNCLEAR),))
    assert [(code, said["required"]) for code, _, _, said in told(given)] == [("result_off_scale", "-")]
