"""What a portfolio says of vacancies: which are open now, and which with the courses for exactly what is missing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching import applicant, ask, compared, vacancy
from mexbadge.match import Constraints, Match, Requirement, Vacancy
from mexbadge.plan import Prerequisite
from mexbadge.publish.portfolio import Learner, portfolio_files, portfolio_of
from mexbadge.publish.portfolio.contents import Opening
from mexbadge.publish.portfolio.reaching import MOST_REACHED, openings_of
from planning import UNAPPROVED, course, session, skill
from skilled import held
from world import AT

START = (AT + timedelta(days=1)).date()
LATER, LATEST = (START + timedelta(days=30)).isoformat(), (START + timedelta(days=60)).isoformat()
COURSES = (
    course("hoists", ["hoist"], 100, url="https://college.example/hoists"),
    course("falling", ["falls"], 50, sessions=(session(LATER),)),
    course("both", ["hoist", "records"], 500),
    course("over", ["care"], sessions=(session("2020-01-01"),)),
)


def _names(found: list[Opening]) -> list[list[str]]:
    return [[one.names["en"] for one in opening.courses] for opening in found]


def _openings(*matches: Match, courses: tuple[object, ...] = COURSES) -> list[Opening]:
    return list(openings_of(matches, courses, START))  # type: ignore[arg-type]


def test_what_is_met_needs_no_course_and_what_is_missing_names_exactly_those_that_teach_it() -> None:
    held_ = held("lifts")
    met = compared(vacancy(ask("lifts"), id="met", employer="Maple"), held_)
    lacks = compared(vacancy(ask("lifts"), ask("hoist"), ask("falls"), id="lacks"), held_)
    found = _openings(met, lacks)
    assert [sorted(names) for names in _names(found)] == [[], ["falling", "hoists"]]
    assert (found[0].employer, found[0].titles["fr"]) == ("Maple", "Préposée")
    starts = {one.names["en"]: (one.starts, one.url) for one in found[1].courses}
    assert starts == {"hoists": (None, "https://college.example/hoists"), "falling": (LATER, None)}


@pytest.mark.parametrize(
    "post",
    [
        vacancy(ask("hoist"), ask("nobody-teaches"), id="only a part is taught"),
        vacancy(ask("hoist"), id="closed", open_until=date(2020, 1, 1)),
        vacancy(ask("hoist"), id="elsewhere", constraints=Constraints(languages=("de",))),
        vacancy(Requirement("r", credential="https://other.example/achievements/x"), id="a badge nobody awards"),
    ],
    ids=lambda post: post.id,
)
def test_what_courses_do_not_lead_to_is_not_named(post: Vacancy) -> None:
    who = applicant(constraints=Constraints(languages=("en",)))
    assert _openings(compared(post, held("lifts"), applicant=who)) == []


def test_whose_badges_nobody_knows_is_told_of_no_vacancy() -> None:
    assert _openings(compared(vacancy(ask("hoist")), held("lifts", person=None))) == []


def test_without_courses_and_by_colleges_that_are_not_approved_nothing_is_reached() -> None:
    lacks = compared(vacancy(ask("hoist")), held("lifts"))
    assert _openings(lacks, courses=()) == []
    assert _openings(lacks, courses=(course("hoists", ["hoist"], college=UNAPPROVED),)) == []


def test_a_course_that_must_come_first_comes_first_and_the_second_begins_after_it() -> None:
    first = course("first", ["records"], days=10, sessions=(session(LATER),))
    early = session((START + timedelta(days=2)).isoformat())
    second = course(
        "second", ["hoist"], days=10, sessions=(early, session(LATEST)), prerequisites=(Prerequisite(skill("records")),)
    )
    (found,) = _openings(compared(vacancy(ask("hoist")), held("lifts")), courses=(second, first))
    assert [(one.names["en"], one.starts) for one in found.courses] == [("first", LATER), ("second", LATEST)]


def test_a_few_are_named_the_best_first_and_all_that_are_met() -> None:
    lacks = [compared(vacancy(ask("hoist"), id=f"l{n}", employer=f"E{n}"), held("lifts")) for n in range(9)]
    met = compared(vacancy(ask("lifts"), id="met", employer="Maple"), held("lifts"))
    found = _openings(*lacks, met)
    assert [one.employer for one in found] == [*(f"E{n}" for n in range(MOST_REACHED)), "Maple"]


def test_the_page_says_them_apart_in_each_language_and_nothing_in_them_acts() -> None:
    lacks = compared(vacancy(ask("hoist"), id="v", employer="<b>Maple</b>"), held("lifts"))
    hostile = course("<script>alert(1)</script>", ["hoist"], url="javascript:alert(1)")
    openings = (*_openings(lacks, courses=(hostile,)), Opening({"en": "Open", "fr": "Ouvert"}, "Oak"))
    made = replace(portfolio_of(Learner("Zoé"), [], at=AT), openings=openings)
    for path, said in (
        ("index.html", ("Vacancies, and the courses for what is missing", "Vacancies whose requirements", "Open")),
        ("fr/index.html", ("Postes vacants, et les cours pour ce qui manque", "Ouvert", "Préposée")),
    ):
        (page,) = (file.make().decode() for file in portfolio_files(made) if file.path == path)
        for text in said:
            assert text in page
        for bad in ("<script", "javascript:", "<b>Maple"):
            assert bad not in page
        assert "&lt;script&gt;" in page
    without = replace(made, openings=openings[1:])
    assert b"what is missing" not in next(file.make() for file in portfolio_files(without) if file.path == "index.html")
