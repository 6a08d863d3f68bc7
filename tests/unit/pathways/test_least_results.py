"""The least result that a place asks for: compared where it can be with certainty, and said where it cannot."""

import pytest

from mexbadge.badge import Result
from mexbadge.pathways import MinResult
from mexbadge.pathways.explaining import explain
from stacked import earn, earned, walked


def test_a_grade_is_compared_in_the_order_that_is_given() -> None:
    order = ("D", "C", "B", "B+", "A")
    graded = earn("a", min_result=MinResult("B", order))
    for grade, good in (("B+", True), ("B", True), ("C", False), ("A-", False)):
        assert bool(walked(graded, earned("a", results=(Result(value=grade),)))) is good
    assert walked(graded, earned("a", results=(Result(level_name="A"),)))
    unknown = earn("a", min_result=MinResult("E", order))
    assert not walked(unknown, earned("a", results=(Result(value="A"),)))
    number = earn("a", min_result=MinResult("75", description="urn:exam"))
    assert walked(number, earned("a", results=(Result(value="80 %", description="urn:exam"),)))
    for result in (Result(value="80", description="urn:other"), Result(value="74.9", description="urn:exam"), Result()):
        assert not walked(number, earned("a", results=(result,)))
    assert not walked(number, earned("a", results=(Result(value="high", description="urn:exam"),)))


@pytest.mark.parametrize(
    ("value", "kind", "least", "met"),
    [
        ("85%", None, "50", True),
        ("85", "Percent", "50", True),
        ("0.75", "Percent", "0.6", True),
        ("85,5", "Percent", "50", False),
        ("5%", None, "0.6", False),
        ("5", "Percent", "0.6", False),
        ("5", "GradePointAverage", "0.6", True),
    ],
)
def test_a_result_that_cannot_be_compared_with_certainty_reaches_no_least_result_and_says_so(
    value: str, kind: str | None, least: str, *, met: bool
) -> None:
    found = walked(earn("a", min_result=MinResult(least)), earned("a", results=(Result(value=value, type=kind),)))
    assert found.root.satisfied is met
    assert ("cannot be compared" in "\n".join(explain(found))) is not met
