"""What came by telephone comes in as a table: whole or not at all, and the same table once more changes nothing."""

import pytest

from exchange_world import Town, matched
from mexbadge.errors import SchemaError

HEAD = "id,question,party,answer,channel,start,hours,noc\n"


@pytest.fixture
def number(town: Town) -> str:
    matched(town)
    town.letters()
    return str(town.mex.person("aisha")["matches"][0]["id"])


def test_a_table_of_answers_takes_effect_and_the_same_one_again_changes_nothing(town: Town, number: str) -> None:
    table = f"{HEAD}{number},offer,employer,yes,,,,\n{number},offer,applicant,yes,paper,,,\n".encode()
    assert town.mex.record_table("t.csv", table) == 2
    assert town.state("vacancy", "psw") == "accepted"
    assert town.mex.record_table("t.csv", table) == 0
    assert town.state("vacancy", "psw") == "accepted", "the yes to the offer is not taken for: hired"
    hired = f"{HEAD}{number},hired,employer,yes,telephone,2026-03-02,37.5,44101\n".encode()
    assert town.mex.record_table("h.csv", hired) == 1
    assert town.state("vacancy", "psw") == "filled"
    assert town.mex.record_table("h.csv", hired) == 0


def test_one_slip_and_nothing_is_written(town: Town, number: str) -> None:
    table = (
        f"{HEAD}{number},offer,employer,yes,,,,\nnobody,offer,employer,yes,,,,\n{number},offer,applicant,perhaps,,,,\n"
        f"{number},confirm,applicant,yes,,,,\n{number},offer,applicant,yes,smoke,,,\n"
    )
    with pytest.raises(SchemaError) as found:
        town.mex.record_table("t.csv", table.encode())
    assert [one.where for one in found.value.problems] == ["t.csv:3", "t.csv:4", "t.csv:5", "t.csv:6"]
    assert ("psw", "aisha", "notified") in town.matches()
    assert town.mex.record_table("t.csv", f"{HEAD}{number},offer,employer,yes,,,,\n".encode()) == 1


def test_an_answer_that_contradicts_the_one_that_counts_is_said(town: Town, number: str) -> None:
    town.mex.record_table("t.csv", f"{HEAD}{number},offer,employer,no,,,,\n".encode())
    with pytest.raises(SchemaError) as found:
        town.mex.record_table("t.csv", f"{HEAD}{number},offer,employer,yes,,,,\n".encode())
    assert "answered" in found.value.message() or "no" in found.value.message()


def test_a_table_without_its_columns_says_which(town: Town) -> None:
    with pytest.raises(SchemaError) as found:
        town.mex.record_table("t.csv", b"id,party,answer\nx,employer,yes\n")
    assert "question" in found.value.message()
    with pytest.raises(SchemaError):
        town.mex.record_table("t.csv", b"id,question,party,answer,age\nx,offer,employer,yes,30\n")


def test_an_empty_table_is_named_without_a_line(town: Town) -> None:
    with pytest.raises(SchemaError) as found:
        town.mex.record_table("t.csv", b"\n")
    assert [one.where for one in found.value.problems] == ["t.csv"]
