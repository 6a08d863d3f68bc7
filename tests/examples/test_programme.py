"""The example programme says the same in each of its forms, and breaks none of the rules that the docs tell."""

import json
from pathlib import Path

import pytest

from mexbadge.match import Vacancy
from mexbadge.match.jobposting import from_job_posting, to_job_posting
from mexbadge.plan import Catalogue
from mexbadge.plan.osap import osap_remarks
from mexbadge.skills import load_taxonomy
from mexbadge.texts import Lang

PROGRAMME = Path(__file__).parents[2] / "examples" / "programme"
CATALOGUE = Catalogue.load(PROGRAMME / "courses.toml")


def test_the_table_of_courses_says_what_the_catalogue_says() -> None:
    data, lost = CATALOGUE.to_csv()
    assert (data, lost) == ((PROGRAMME / "courses.csv").read_bytes(), ())
    assert Catalogue.load(PROGRAMME / "courses.csv") == CATALOGUE


def test_no_course_that_says_it_is_eligible_for_osap_is_at_odds_with_that() -> None:
    found = osap_remarks((None, course) for course in CATALOGUE.courses)
    assert [one.code for one in found] == ["course_osap_reminder"]


@pytest.mark.parametrize("path", sorted((PROGRAMME / "vacancies").glob("*.json")), ids=lambda path: path.stem)
def test_each_vacancy_names_its_occupations_and_is_a_lawful_posting(path: Path) -> None:
    vacancy = Vacancy.load(path, taxonomy=load_taxonomy(PROGRAMME / "skills.csv"))
    assert vacancy.noc
    assert [one.code for one in vacancy.lint() if not one.reminder] == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_postings_are_those_of_the_vacancy_and_ask_for_the_same_skills(lang: Lang) -> None:
    vacancy = Vacancy.load(PROGRAMME / "vacancies" / "psw-nights.json")
    posting = json.loads((PROGRAMME / "postings" / f"psw-nights.{lang}.jsonld").read_text("utf-8"))
    assert posting == to_job_posting(vacancy, lang)[0]
    back = from_job_posting(posting, taxonomy=load_taxonomy(PROGRAMME / "skills.csv")).checked()
    assert [one.skills for one in back.musts] == [one.skills for one in vacancy.musts]
    assert (back.noc, back.pay, back.constraints.hours) == (vacancy.noc, vacancy.pay, vacancy.constraints.hours)
