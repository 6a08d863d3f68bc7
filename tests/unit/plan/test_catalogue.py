"""Catalogues as JSON, TOML and CSV: strict, with every problem at its place."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from mexbadge.errors import InputError, RosterError, SchemaError
from mexbadge.plan import Catalogue, Taught
from mexbadge.plan.catalogue import CATALOGUE_SCHEMA, catalogue_schema
from mexbadge.skills import Level
from planning import UNAPPROVED, course, session, skill, want

LEVEL = Level.on("urn:mexbadge:scale:dreyfus", "competent")
FULL = Catalogue(
    (
        course(
            "lifts",
            [Taught(skill("lifts"), LEVEL), "safety"],
            "120.50",
            awards=("https://college.example/achievements/lifts",),
            prerequisites=(want("safety"),),
            funding=Decimal(20),
            days=3,
            hours=Decimal("7.5"),
            capacity=12,
            sessions=(session("2026-09-01", ends=date(2026, 9, 3), seats=4),),
            credits=Decimal("0.5"),
            url="https://college.example/lifts",
        ),
        course("other", ["x"], college=UNAPPROVED),
    ),
    tuple({one.college.id: one.college for one in (course("a"), course("b", college=UNAPPROVED))}.values()),
)
TOML = """
[[colleges]]
id = "lakeshore"
name = {en = "Lakeshore", fr = "Rive du lac"}
approved = true

[[courses]]
id = "lifts"
name = "Lifts"
college = "lakeshore"
cost = 120.5
delivery = "in_person"
teaches = [{skill = "https://skills.example/lifts"}]
sessions = [{starts = 2026-09-01}]
"""


def test_a_catalogue_comes_back_from_its_json(tmp_path: Path) -> None:
    path = tmp_path / "courses.json"
    path.write_text(json.dumps(FULL.to_json()), "utf-8")
    assert Catalogue.load(path) == FULL
    Draft202012Validator(catalogue_schema()).validate(FULL.to_json())
    assert FULL.get("lifts") is FULL.courses[0]
    assert FULL.get("ghost") is None


def test_toml_says_the_same(tmp_path: Path) -> None:
    path = tmp_path / "courses.toml"
    path.write_text(TOML, "utf-8")
    (lifts,) = Catalogue.load(path).courses
    assert (lifts.cost, lifts.sessions[0].starts) == (Decimal("120.5"), date(2026, 9, 1))
    assert lifts.college.name.text("fr") == "Rive du lac"


def test_a_csv_says_the_same_as_far_as_it_can(tmp_path: Path) -> None:
    path = tmp_path / "courses.csv"
    path.write_text(
        "id;name_en;name_fr;college;approved;teaches;requires_skills;cost;days;delivery;starts\n"
        "lifts;Lifts;Levées;lakeshore;oui;https://s.example/a|https://s.example/b;https://s.example/c;120.5;3;"
        "in_person;2026-09-01|2026-10-01\n",
        "utf-8",
    )
    (lifts,) = Catalogue.load(path).courses
    assert [one.skill for one in lifts.teaches] == ["https://s.example/a", "https://s.example/b"]
    assert lifts.college.approved
    assert len(lifts.sessions) == 2
    assert lifts.name.text("fr") == "Levées"


def test_every_problem_of_a_json_is_told_at_once() -> None:
    table = {
        "schema": CATALOGUE_SCHEMA,
        "colleges": [{"id": "a", "name": "A"}, {"id": "a", "name": "A"}],
        "courses": [
            {"id": "x", "name": "X", "college": "ghost"},
            {"id": "x", "name": "X", "college": "a", "prerequisites": [{"course": "x"}]},
            {
                "id": "y",
                "name": "Y",
                "college": "a",
                "teaches": [{"skill": "s", "level": {"scale": "q", "level": "1"}}],
            },
        ],
    }
    with pytest.raises(SchemaError) as caught:
        Catalogue.parse(table)
    assert {(problem.code, problem.where) for problem in caught.value.problems} == {
        ("plan_college_twice", "/colleges/1/id"),
        ("plan_course_twice", "/courses/1/id"),
        ("plan_college_unknown", "/courses/0/college"),
        ("plan_self", "/courses/1"),
        ("skills_scale_unknown", "/courses/2"),
    }


@pytest.mark.parametrize(
    ("change", "code", "where"),
    [
        ({"colour": 1}, "form_unknown", "/courses/0/colour"),
        ({"cost": "dear"}, "form_amount", "/courses/0/cost"),
        ({"cost": -1}, "form_amount", "/courses/0/cost"),
        ({"cost": True}, "form_amount", "/courses/0/cost"),
        ({"days": "3"}, "form_number", "/courses/0/days"),
        ({"days": -3}, "form_number", "/courses/0/days"),
        ({"name": ""}, "form_words", "/courses/0/name"),
        ({"name": 3}, "form_words", "/courses/0/name"),
        ({"delivery": "by post"}, "form_choice", "/courses/0/delivery"),
        ({"sessions": [{"starts": "soon"}]}, "form_day", "/courses/0/sessions/0/starts"),
        ({"sessions": [{}]}, "form_missing", "/courses/0/sessions/0/starts"),
        ({"teaches": "lifts"}, "form_list", "/courses/0/teaches"),
        ({"teaches": [5]}, "form_object", "/courses/0/teaches/0"),
        ({"id": ""}, "form_empty", "/courses/0/id"),
        ({"id": 5}, "form_text", "/courses/0/id"),
        ({"id": " x"}, "form_value", "/courses/0/id"),
        ({"id": "x" * 5000}, "form_long", "/courses/0/id"),
    ],
)
def test_a_wrong_member_is_named_with_its_place(change: dict[str, object], code: str, where: str) -> None:
    good = {"id": "x", "name": "X", "college": "a"}
    with pytest.raises(SchemaError) as caught:
        Catalogue.parse({"colleges": [{"id": "a", "name": "A"}], "courses": [{**good, **change}]})
    (problem,) = caught.value.problems
    assert (problem.code, problem.where) == (code, where)
    assert problem.message("fr") != problem.message("en")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("x;X;;;", "plan_cell"),
        ("x;;a;yes;", "plan_cell"),
        ("x;X;a;perhaps;", "plan_cell"),
        ("x;X;a;yes;dear", "plan_cell"),
        (";X;a;yes;1", "plan_course_id"),
    ],
)
def test_a_wrong_row_is_named_with_its_line(row: str, code: str) -> None:
    with pytest.raises(RosterError) as caught:
        Catalogue.from_csv(f"id;name_en;college;approved;cost\nok;Ok;a;yes;1\n{row}\n".encode())
    assert [(problem.code, problem.where) for problem in caught.value.problems] == [(code, 3)]


def test_a_list_that_is_no_catalogue_or_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RosterError) as caught:
        Catalogue.from_csv(b"name,price\na,1\n")
    assert caught.value.code == "plan_columns"
    with pytest.raises(RosterError) as caught:
        Catalogue.from_csv(b"id,name_en,college\n" + b"a,A,c\n" * 1_000_000)
    assert caught.value.code == "roster_too_many"
    with pytest.raises(SchemaError) as wrong:
        Catalogue.parse({"schema": "other", "colleges": [], "courses": []})
    assert wrong.value.code == "plan_catalogue_form"
    for name in ("missing.json", "missing.csv"):
        with pytest.raises(InputError) as missing:
            Catalogue.load(tmp_path / name)
        assert missing.value.code == "form_file"
    (tmp_path / "bad.toml").write_text("this is = = not", "utf-8")
    with pytest.raises(InputError) as bad:
        Catalogue.load(tmp_path / "bad.toml")
    assert bad.value.code == "form_toml_line"


def test_what_an_achievement_certifies_is_what_every_course_for_it_teaches() -> None:
    high = Level.on("urn:mexbadge:scale:dreyfus", "expert")
    courses = (
        course("a", [Taught(skill("x"), LEVEL), "y"], awards=("badge",)),
        course("b", [Taught(skill("x"), high), "z"], awards=("badge",)),
        course("c", ["w"], awards=("badge", "other"), college=UNAPPROVED),
    )
    assert Catalogue(courses).certifies() == {"badge": ((skill("x"), LEVEL),)}
    assert Catalogue(courses).certifies(approved=False)["other"] == ((skill("w"), None),)


def test_the_uri_of_a_skill_alone_is_a_skill_without_a_level() -> None:
    def table(taught: object) -> dict[str, object]:
        course = {"id": "a", "name": "A", "college": "c", "teaches": [taught]}
        return {"colleges": [{"id": "c", "name": "C"}], "courses": [course]}

    assert Catalogue.parse(table("https://x.ca/s")) == Catalogue.parse(table({"skill": "https://x.ca/s"}))


def sessions(*days: tuple[str, str | None]) -> dict[str, object]:
    given = [{"starts": starts, **({"ends": ends} if ends else {})} for starts, ends in days]
    one = {"id": "a", "name": "A", "college": "c", "days": 5, "sessions": given}
    return {"colleges": [{"id": "c", "name": "C"}], "courses": [one]}


def test_the_same_session_twice_is_refused_with_its_place() -> None:
    with pytest.raises(SchemaError) as caught:
        Catalogue.parse(sessions(("2030-02-04", None), ("2030-02-04", "2030-02-08")))
    assert (caught.value.code, caught.value.where) == ("plan_session_twice", "/courses/0")
    with pytest.raises(RosterError) as listed:
        Catalogue.from_csv(b"id,name_en,college,days,starts\na,A,c,5,2030-02-04|2030-02-04\n")
    assert (listed.value.code, listed.value.where) == ("plan_session_twice", 2)


def test_sessions_that_overlap_are_pointed_out_and_taken() -> None:
    found = Catalogue.from_csv(b"id,name_en,college,days,starts\nb,B,c,1,\na,A,c,5,2030-02-04|2030-02-08|2030-02-13\n")
    assert [(one.code, one.where, str(one.values["starts"])) for one in found.notes] == [
        ("plan_sessions_overlap", 3, "2030-02-08")
    ]
    assert "2030-02-08" in found.notes[0].message("fr")
    assert len(found.courses[1].sessions) == 3
    inside = Catalogue.parse(sessions(("2030-02-04", "2030-03-04"), ("2030-02-05", None), ("2030-03-01", None)))
    assert len(inside.notes) == 2, "a long session is still running when the third begins"
    assert Catalogue.parse(sessions(("2030-02-04", None), ("2030-02-09", None))).notes == ()


def test_a_session_that_would_end_after_the_last_year_is_still_compared() -> None:
    assert Catalogue.parse(sessions(("9999-12-30", None), ("9999-12-31", None))).notes
