"""What came in once may come in again: changed, moved, or as the exchange itself wrote it."""

import pytest

from exchange_world import Town
from exchanging import as_json, employer, opening, person
from mexbadge._json import dumps
from mexbadge.errors import InputError, SchemaError


def test_an_address_may_go_from_one_person_to_another_in_one_import(town: Town) -> None:
    town.bring(applicants=[person("b", document={"identities": ["x@learner.example"]})])
    moved = [
        person("a", document={"identities": ["x@learner.example"]}),
        person("b", document={"identities": ["y@learner.example"]}),
    ]
    town.bring(applicants=moved)
    with town.mex.book.read() as connection:
        assert town.mex.book.owner_of(connection, "x@learner.example") == "a"
        assert town.mex.book.owner_of(connection, "y@learner.example") == "b"


def test_what_an_exchange_exports_comes_in_again_and_changes_nothing(town: Town) -> None:
    town.post("psw", "care")
    town.with_badges(aisha="care")
    exported = dumps(town.mex.exported()).encode()
    assert town.mex.bring_in({"all": [("all.json", exported)]}) == {}


def test_what_begins_like_a_formula_comes_back_from_a_table_as_it_was(town: Town) -> None:
    town.bring(
        applicants=[person("aisha", phone="+1 416 555 0100", name="=HYPERLINK(1)"), person("o", name="'t Hooft")]
    )
    tables_out = town.mex.exported_tables()
    assert "'=HYPERLINK(1)" in tables_out["applicants.csv"].decode()
    town.mex.bring_in({"applicants": [("applicants.csv", tables_out["applicants.csv"])]})
    with town.mex.book.read() as connection:
        found = town.mex.book.applicants(connection)
    assert (found["aisha"].phone, found["aisha"].name, found["o"].name) == (
        "+1 416 555 0100",
        "=HYPERLINK(1)",
        "'t Hooft",
    )


def test_a_consent_without_evidence_is_still_refused(town: Town) -> None:
    town.join("aisha")
    with pytest.raises(InputError) as refused:
        town.mex.bring_in(
            {
                "consents": [
                    (
                        "c.json",
                        as_json(
                            {"applicant": "aisha", "wording": "1", "channel": "paper", "given": "2026-01-02T00:00:00Z"}
                        ),
                    )
                ]
            }
        )
    assert "evidence" in str(refused.value)


def test_a_vacancy_that_expired_comes_back_when_it_is_posted_with_a_later_day(town: Town) -> None:
    until, later = town.day(2), town.day(90)
    town.post("psw", "care", openUntil=until)
    town.pass_days(5)
    assert town.run() == [("vacancies-expired", "psw")]
    town.post("psw", "care", openUntil=until)
    assert town.state("vacancy", "psw") == "expired", "the same posting once more says nothing new"
    town.post("psw", "care", openUntil=later)
    assert town.state("vacancy", "psw") == "open"
    assert town.run() == []


def test_a_vacancy_with_a_live_match_never_goes_to_another_employer(town: Town) -> None:
    town.post("psw", "care")
    town.with_badges(aisha="care")
    assert town.run() == [("decided", "psw aisha")]
    town.bring(employers=[employer("oak")])
    posting = opening("psw", "https://skills.example/care", employer="oak")
    with pytest.raises(SchemaError) as refused:
        town.bring(vacancies=[posting])
    (problem,) = refused.value.problems
    assert problem.values["what"].code == "exchange_employer_changed"  # type: ignore[attr-defined]
    town.say(town.letters()["aisha"][0], "no")
    town.bring(vacancies=[posting])
