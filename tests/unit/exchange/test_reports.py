"""Reports of an exchange: the same each time, each figure defined, nobody named, and a quarter stays as it was."""

import csv
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, update

from exchange_world import URL, Town, course, listed
from exchanging import person
from mexbadge.errors import InputError
from mexbadge.match import Applicant
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.hires import HireFacts
from mexbadge.match.exchange.reports.making import AskedOf
from mexbadge.match.exchange.reports.pages import report_page
from mexbadge.match.exchange.reports.table import ExchangeReport, ReportKind
from mexbadge.match.exchange.reports.writing import dictionary_csv, report_csv, report_json, report_text
from mexbadge.models.forms import form_of
from world import ACHIEVEMENT, World

Q3 = (date(2026, 7, 1), date(2026, 9, 30))


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path, world=World(at=datetime(2026, 8, 3, 15, tzinfo=UTC)))


def rows(report: ExchangeReport) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = report_json(report)["rows"]
    return found


def by(report: ExchangeReport, *names: str) -> dict[tuple[Any, ...], dict[str, Any]]:
    return {tuple(row[name] for name in names): row for row in rows(report)}


def hired(town: Town, *people: str, **said: Any) -> list[str]:
    """Everybody has what a vacancy of their own asks, is matched, and hired."""
    found = []
    town.join(*people)
    for name in people:
        town.bring(applicants=[person(name, name=f"{name.title()} Person", **said)])
        town.post(f"post-{name}", "care", noc="33102")
        town.badge(name, "care")
    town.agree()
    town.run()
    for name in people:
        (match,) = town.mex.person(name)["matches"]
        for party in ("employer", "applicant", "employer"):
            town.mex.record(match["id"], party, "yes")
        found.append(match["id"])
    town.letters()
    return found


NAMES = ("ada", "bea", "cy", "dee", "eve", "flo")


def test_from_unemployed_to_placed_is_counted_by_occupation_region_and_quarter(town: Town) -> None:
    hired(town, *NAMES, labourStatus="unemployed", labourRegion="Ontario")
    hired(town, "gus", labourStatus="employed", labourRegion="Québec")
    with pytest.raises(InputError) as ahead:
        town.mex.report("placed", Q3)
    assert ahead.value.code == "exchange_report_ahead"
    town.pass_days(60)
    report = town.mex.report("placed", Q3)
    found = by(report, "noc", "region", "status")
    assert found["all", "all", "all"]["hires"] == 7
    assert found["33102", "all", "all"]["hires"] == 7
    assert ("all", "all", "unemployed") not in found, "else the one other would be told apart"
    assert ("all", "CA-QC", "all") not in found
    assert rows(report)[0]["quarter"] == "2026-Q3"
    assert town.mex.report("placed", Q3, least=1) != report


def test_a_quarter_that_is_over_stays_as_it_was_whatever_comes_later(town: Town) -> None:
    matches = hired(town, *NAMES, labourStatus="unemployed", labourRegion="Ontario")
    town.pass_days(60)
    before = report_text(town.mex.report("placed", Q3))
    hired(town, "late", labourStatus="unemployed", labourRegion="Ontario")
    facts = form_of(HireFacts, {"noc": "44101", "employed90": "yes"})
    town.pass_days(60)
    town.mex.record_hires([(one, facts) for one in matches])
    town.bring(applicants=[person("ada", name="Ada Person", labourStatus="student")])
    town.mex.forget("bea")
    assert report_text(town.mex.report("placed", Q3)) == before
    town.pass_days(200)
    year = (date(2026, 7, 1), date(2027, 3, 31))
    later = by(town.mex.report("placed", year), "quarter", "noc", "region", "status")
    all_of = later["2026-Q3", "all", "all", "all"]
    assert (all_of["hires"], all_of["employed_90"], all_of["left_90"]) == (6, 6, None)
    assert later["2026-Q3", "33102", "CA-ON", "unemployed"]["hires"] == 6, "as it was known at the quarter's end"


@pytest.mark.parametrize("days", [(date(2026, 7, 2), date(2026, 9, 30)), (date(2026, 7, 1), date(2026, 9, 29))])
@pytest.mark.parametrize("kind", ["placed", "outcomes", "training", "impact"])
def test_people_are_counted_over_whole_quarters_alone(town: Town, kind: str, days: tuple[date, date]) -> None:
    town.pass_days(90)
    with pytest.raises(InputError) as wrong:
        town.mex.report(kind, days)
    assert wrong.value.code == "exchange_report_quarters"


def trained(town: Town, *people: str) -> None:
    """Everybody lacks lifts, is offered the course, and completes it."""
    town.mex.bring_in({"courses": [("courses.json", listed(course("lifts-course", "lifts", 120)))]})
    town.post("psw", "care", "lifts", seats=9)
    town.with_badges(**dict.fromkeys(people, "care"))
    town.run()
    seats = {name: town.mex.person(name)["seats"][0]["id"] for name in people}
    for seat in seats.values():
        town.mex.record(seat, "applicant", "yes")
        town.mex.record(seat, "college", "yes")
    town.pass_days(10)
    for name, seat in seats.items():
        town.mex.record(seat, "college", "yes")
        town.badge(name, "lifts")


def test_courses_are_followed_to_the_badge_and_to_the_job(town: Town) -> None:
    trained(town, *NAMES)
    town.letters()
    town.run()
    for name in NAMES[:5]:
        (match,) = town.mex.person(name)["matches"]
        for party in ("employer", "applicant", "employer"):
            town.mex.record(match["id"], party, "yes")
    town.pass_days(60)
    training = by(town.mex.report("training", Q3), "course")
    assert (training["lifts-course",]["completed"], training["lifts-course",]["median_days"]) == (6, 10)
    assert training["lifts-course",]["planned_days"] == 3
    early = by(town.mex.report("outcomes", Q3), "course")["lifts-course",]
    assert (early["completed"], early["badged"], early["hired"]) == (6, None, None)
    town.pass_days(200)
    later = by(town.mex.report("outcomes", (date(2026, 7, 1), date(2027, 3, 31))), "quarter", "course")
    one = later["2026-Q3", "lifts-course"]
    assert (one["completed"], one["badged"]) == (6, 6)
    assert (one["hired"], one["not_hired"]) == (None, None), "five of six would tell of the sixth"


def test_the_demand_is_told_before_and_after(town: Town) -> None:
    town.post("psw", "care", "lifts", seats=9)
    town.with_badges(**dict.fromkeys(NAMES, "care"))
    before = by(town.mex.report("demand", (date(2026, 8, 1), date(2026, 8, 3))), "skill")
    lifts = before[f"{URL}/lifts",]
    assert (lifts["asked"], lifts["lacked"], lifts["supplied"], lifts["not_taught"]) == (1, 6, 0, "x")
    assert before[f"{URL}/care",]["supplied"] == 6
    town.pass_days(1)
    for name in NAMES:
        town.badge(name, "lifts")
    town.mex.bring_in({"courses": [("courses.json", listed(course("lifts-course", "lifts", 120, capacity=20)))]})
    report = town.mex.report("demand", (date(2026, 8, 4), date(2026, 8, 4)))
    after = by(report, "skill")[f"{URL}/lifts",]
    assert (after["lacked_before"], after["lacked"], after["supplied"]) == (6, 0, 6)
    assert (after["taught_by"], after["places"], after["skill_name"]["fr"]) == (1, "20", "Lifts")


def test_how_few_people_lack_or_show_something_is_not_told(town: Town) -> None:
    town.post("psw", "care", "lifts", seats=9)
    town.with_badges(**dict.fromkeys(NAMES, "care"), zoe="care lifts")
    found = by(town.mex.report("demand", (date(2026, 8, 1), date(2026, 8, 3))), "skill")
    assert (found[f"{URL}/lifts",]["lacked"], found[f"{URL}/lifts",]["supplied"]) == (None, None)
    town.pass_days(1)
    town.badge("ada", "lifts")
    (row,) = [
        one for one in rows(town.mex.report("demand", (date(2026, 8, 4), date(2026, 8, 4)))) if "lifts" in one["skill"]
    ]
    assert (row["lacked_before"], row["lacked"]) == (None, None)


def test_a_badge_that_is_over_shows_nothing_any_more(town: Town) -> None:
    town.post("psw", "care", seats=9)
    town.join(*NAMES)
    for name in NAMES:
        town.badge(name, "care", until=datetime(2026, 8, 5, tzinfo=UTC))
    town.agree()
    town.pass_days(9)
    for day, lacks in ((date(2026, 8, 3), 0), (date(2026, 8, 6), 6)):
        (row,) = rows(town.mex.report("demand", (day, day)))
        assert (row["lacked"], row["supplied"]) == (lacks, 6 - lacks)


def test_a_change_of_few_people_is_not_told(town: Town) -> None:
    town.post("psw", "care", "lifts", seats=99)
    many = [f"p{number}" for number in range(12)]
    town.with_badges(**dict.fromkeys(many, "care"))
    town.pass_days(1)
    for name in many[:6]:
        town.badge(name, "lifts")
    town.pass_days(1)
    town.with_badges(**dict.fromkeys(("q1",), "care"))
    (row,) = [
        one for one in rows(town.mex.report("demand", (date(2026, 8, 5), date(2026, 8, 5)))) if "lifts" in one["skill"]
    ]
    assert (row["lacked_before"], row["lacked"], row["supplied"]) == (None, 7, 6)


def test_vacancies_that_were_filled_and_how_long_it_took(town: Town) -> None:
    for name in NAMES:
        town.post(f"post-{name}", "care", noc="33102")
    town.with_badges(**dict.fromkeys(NAMES, "care"))
    town.run()
    town.pass_days(12)
    for name in NAMES:
        (match,) = town.mex.person(name)["matches"]
        for party in ("employer", "applicant", "employer"):
            town.mex.record(match["id"], party, "yes")
    report = town.mex.report("time-to-fill", (date(2026, 8, 1), date(2026, 8, 15)))
    assert [(row["noc"], row["filled"], row["median_to_fill"]) for row in rows(report)] == [
        ("all", 6, 12),
        ("33102", 6, 12),
    ]
    assert rows(town.mex.report("time-to-fill", (date(2026, 8, 1), date(2026, 8, 14)))) == []


def test_groups_come_with_the_question_and_are_not_kept(town: Town) -> None:
    people = [f"p{number}" for number in range(24)]
    hired(town, *people[:5])
    town.with_badges(**dict.fromkeys(people[5:], "lifts"))
    town.pass_days(60)
    groups = {name: "a" if number < 12 else "b" for number, name in enumerate(people)}
    before = everything(town)
    report = town.mex.report("impact", Q3, asked=AskedOf(groups=groups))
    assert everything(town) == before
    found = by(report, "stage", "group")
    assert (found["matched", "a"]["people"], found["matched", "a"]["chosen"]) == (12, 5)
    assert (found["matched", "a"]["rate"], found["matched", "a"]["impact"]) == ("0.4167", "1.0000")
    assert found["hired", "b"]["chosen"] in {None, 0}
    with pytest.raises(InputError) as unknown:
        town.mex.report("impact", Q3, asked=AskedOf(groups={"nobody": "a"}))
    assert unknown.value.code == "exchange_unknown"


def everything(town: Town) -> str:
    with town.mex.book.read() as connection:
        return str([connection.execute(select(table)).all() for table in tables.ALL])


def test_a_team_is_compared_with_what_its_employer_asks_and_nobody_is_named(town: Town) -> None:
    town.post("psw", "care", "lifts")
    staff = []
    for name in ("sam", "tess"):
        issued = town.college.issue_revocable(to=f"{name}@staff.example", achievement=about("care"))
        path = town.path / f"{name}.json"
        path.write_bytes(issued.credential)
        staff.append((form_of_applicant(name), [str(path)]))
    report = town.mex.report("team", (date(2026, 8, 1), date(2026, 8, 3)), asked=AskedOf(employer="pine", team=staff))
    found = by(report, "skill")
    assert (found[f"{URL}/care",]["team_held"], found[f"{URL}/care",]["team"]) == (2, 2)
    assert found[f"{URL}/lifts",]["team_gap"] == "x"
    assert "sam" not in report_text(report).decode()
    with pytest.raises(InputError) as unknown:
        town.mex.report("team", (date(2026, 8, 1), date(2026, 8, 3)))
    assert unknown.value.code == "exchange_unknown"


def about(skill: str) -> dict[str, Any]:
    target = {
        "type": ["Alignment"],
        "targetName": skill,
        "targetUrl": f"{URL}/{skill}",
        "targetType": "ceasn:Competency",
    }
    return {**ACHIEVEMENT, "id": f"https://badges.example/{skill}", "alignment": [target]}


def form_of_applicant(name: str) -> Any:
    return Applicant.parse({"id": name, "identities": [f"{name}@staff.example"]})


WRITERS: tuple[Callable[[ExchangeReport], bytes], ...] = (
    report_csv,
    report_text,
    dictionary_csv,
    lambda one: report_page(one).encode(),
    lambda one: report_page(one, "fr").encode(),
)


def test_the_same_register_and_days_give_the_same_bytes_and_nobody_stands_in_them(town: Town) -> None:
    hired(town, *NAMES, labourStatus="unemployed", labourRegion="Ontario")
    trained(town, "gus", "hal")
    town.pass_days(300)
    days = (date(2026, 7, 1), date(2027, 3, 31))
    groups = AskedOf(groups=dict.fromkeys(NAMES, "one"), employer="pine")
    with town.mex.book.transaction() as connection:
        table = tables.EMPLOYERS
        said = connection.execute(select(table.c.document)).scalar()
        connection.execute(update(table).values(document=str(said).replace('"Pine"', '"<script>alert(1)</script>"')))
    for kind in ReportKind:
        once, again = (town.mex.report(kind.value, days, asked=groups) for _ in range(2))
        town.again()
        for write in WRITERS:
            made = write(once)
            assert made == write(again) == write(town.mex.report(kind.value, days, asked=groups))
            text = made.decode()
            assert not [name for name in (*NAMES, "gus") if f"{name}@" in text or f"{name.title()} P" in text]
            assert "@" not in text.replace("@media", "").replace('lang="en"', "")
            assert "<script" not in text


def test_each_figure_is_defined_in_both_languages_wherever_it_stands(town: Town) -> None:
    town.pass_days(60)
    for kind in ReportKind:
        report = town.mex.report(kind.value, Q3, asked=AskedOf(employer="pine"))
        table = list(csv.reader(StringIO(dictionary_csv(report).decode("utf-8-sig"))))
        headings = next(csv.reader(StringIO(report_csv(report).decode("utf-8-sig"))))
        defined = {row[0]: row for row in table[1:]}
        assert set(headings) <= set(defined)
        assert all(all(row[1:]) for name, row in defined.items() if name != "*")
        for name, said in report_json(report)["definitions"].items():
            assert said["en"] != said["fr"], name
            assert all(said[lang] in report_page(report).replace("&#34;", '"').replace("&#39;", "'") for lang in said)


def test_what_is_no_report_and_days_that_are_none_are_refused(town: Town) -> None:
    for kind, days, least, code in (
        ("wages", Q3, 5, "exchange_report_kind"),
        ("demand", (date(2026, 8, 3), date(2026, 8, 2)), 5, "exchange_report_days"),
        ("demand", (date(2026, 8, 3), date(2026, 8, 4)), 5, "exchange_report_ahead"),
        ("demand", (date(2026, 8, 2), date(2026, 8, 3)), 0, "match_least"),
    ):
        with pytest.raises(InputError) as wrong:
            town.mex.report(kind, days, least=least)
        assert wrong.value.code == code


def test_a_hostile_name_is_text_on_the_page(town: Town) -> None:
    evil = "</td><script>alert(1)</script><img src=x onerror=alert(1)>\u202e"
    town.bring(
        vacancies=[
            {
                "id": "evil",
                "title": evil,
                "employer": "pine",
                "requirements": [{"skill": "https://x.example/s", "label": evil}],
            }
        ]
    )
    page = report_page(town.mex.report("demand", (date(2026, 8, 3), date(2026, 8, 3))))
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
