"""Courses in other forms: a CSV says nearly all, schema.org less, and what is lost is named both ways."""

import json
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mexbadge.errors import InputError, RosterError
from mexbadge.models.language import Words
from mexbadge.plan import Catalogue, Course, Delivery, Session, Taught, Want
from mexbadge.plan.osap import osap_remarks
from mexbadge.plan.table import COLUMNS
from planning import COLLEGE, COMPETENT, EXPERT, course, session, skill, want

_LETTER = st.characters(codec="utf-8", exclude_characters="|\x00\r\n", categories=["L", "N", "P", "S"])
_NAME = st.text(_LETTER, min_size=1)
_AMOUNT = st.decimals(0, 10**6, places=2)
_DAY = st.dates(date(2026, 1, 1), date(2030, 1, 1))
_SESSION = st.builds(
    lambda starts, days, seats: Session(starts, None if days is None else starts + timedelta(days), seats),
    _DAY,
    st.none() | st.integers(0, 90),
    st.none() | st.integers(0, 50),
)
_URI = st.sampled_from([skill(name) for name in "abcde"])
_LEVEL = st.sampled_from([None, COMPETENT, EXPERT])
_OTHERS = (st.builds(Want, achievement=_URI), st.builds(Want, course=st.just("z")))
_WANT = st.one_of(st.builds(Want, _URI, _LEVEL), *_OTHERS)
_COURSE = st.builds(
    Course,
    id=st.from_regex(r"[a-y0-9=+@-]{1,9}", fullmatch=True),
    name=st.builds(lambda en, fr: Words.of({"en": en, "fr": fr}), _NAME, _NAME),
    college=st.just(COLLEGE),
    teaches=st.lists(st.builds(Taught, _URI, _LEVEL), max_size=3, unique_by=lambda one: one.skill).map(tuple),
    awards=st.lists(_URI, max_size=2).map(tuple),
    prerequisites=st.lists(_WANT, max_size=3).map(lambda some: tuple(sorted(some, key=_kind))),
    cost=_AMOUNT,
    funding=_AMOUNT,
    days=st.integers(0, 400),
    hours=st.none() | st.sampled_from([Decimal("7.5"), Decimal(36), Decimal("0.25")]),
    delivery=st.sampled_from(Delivery),
    capacity=st.none() | st.integers(0, 99),
    sessions=st.lists(_SESSION, max_size=3, unique_by=lambda one: one.starts).map(tuple),
    credits=st.none() | _AMOUNT,
    noc=st.sampled_from([(), ("44101",), ("33102", "44101")]),
    cip=st.none() | st.just("51.2601"),
    languages=st.sampled_from([(), ("fr",), ("en", "fr")]),
    osap=st.none() | st.booleans(),
    osap_as_of=st.none() | _DAY,
    url=st.none() | _URI,
)


def _kind(want: Want) -> int:
    return [want.skill, want.achievement, want.course].index(want.name)


@settings(max_examples=60)
@given(st.lists(_COURSE, max_size=3, unique_by=lambda one: one.id), st.sampled_from(",;"))
def test_a_catalogue_comes_back_from_its_csv_and_from_its_json(courses: list[Course], delimiter: str) -> None:
    whole = Catalogue.gathered((f"/{n}", one) for n, one in enumerate(courses))
    data, lost = whole.to_csv(delimiter=delimiter)
    assert lost == ()
    if courses:
        back = Catalogue.from_csv(data)
        assert [_stripped(one) for one in back.courses] == [_stripped(one) for one in whole.courses]
    assert Catalogue.parse(json.loads(json.dumps(whole.to_json()))) == whole


def _stripped(one: Course) -> tuple[object, ...]:
    """A course by what it says; a sheet cuts spaces at the ends of names."""
    return tuple(
        [(tag, text.strip()) for tag, text in value.texts] if isinstance(value, Words) else value
        for value in (getattr(one, name) for name in one.__slots__)
    )


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"teaches": "u:a", "levels": "urn:mexbadge:scale:dreyfus expert|x y"}, "levels"),
        ({"teaches": "u:a", "levels": "expert"}, "levels"),
        ({"starts": "2026-09-01", "seats": "3|4"}, "seats"),
        ({"starts": "2026-09-01", "ends": "soon"}, "ends"),
        ({"starts": "2026-09-01", "seats": "many"}, "seats"),
        ({"hours": "1,200"}, "hours"),
        ({"osap": "perhaps"}, "osap"),
    ],
)
def test_what_does_not_belong_together_is_named_with_its_column(cells: dict[str, str], column: str) -> None:
    with pytest.raises(RosterError) as caught:
        Catalogue.from_csv(_table(cells))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where, problem.values["column"]) == ("plan_cell", 2, column)


def _table(cells: dict[str, str]) -> bytes:
    row = {"id": "a", "name_en": "A", "college": "c", **cells}
    return f"{';'.join(row)}\n{';'.join(row.values())}\n".encode()


def test_hours_may_be_fractional_as_the_source_writes_them() -> None:
    for text in ("7.5", "7,5"):
        (one,) = Catalogue.from_csv(_table({"hours": text, "cost": "120,50"})).courses
        assert (one.hours, one.cost) == (Decimal("7.5"), Decimal("120.50"))
    colleges, courses = [{"id": "c", "name": "C"}], [{"id": "a", "name": "A", "college": "c", "hours": 7.5}]
    assert Catalogue.parse({"colleges": colleges, "courses": courses}).courses[0].hours == Decimal("7.5")


def test_a_column_that_is_none_is_named_with_the_one_that_may_be_meant_and_a_lost_zero_of_a_code_refused() -> None:
    (note,) = Catalogue.from_csv(_table({"seets": "3"})).notes
    assert (note.code, note.values["near"]) == ("plan_column_unknown", "seats")
    with pytest.raises(RosterError) as caught:
        Catalogue.from_csv(_table({"noc": "10"}))
    assert [one.code for one in caught.value.problems] == ["noc_zeros"]
    with pytest.raises(InputError):
        course("a", noc=("10",))


def test_what_a_csv_cannot_say_is_listed() -> None:
    odd = course("a", ["x|y"], college=COLLEGE)
    other = Course("b", Words.of({"en": "B", "oj": "B"}), COLLEGE)
    _, lost = Catalogue((odd, other), (COLLEGE, course("z", college=COLLEGE).college)).to_csv()
    assert [(one.code, one.values["id"]) for one in lost] == [("course_lost_bar", "a"), ("course_lost_language", "b")]


def test_overlapping_sessions_of_a_csv_are_named_with_their_line() -> None:
    table = _table({"starts": "2026-09-01|2026-09-03", "ends": "2026-09-04|", "days": "2"})
    assert [(one.code, one.where) for one in Catalogue.from_csv(table).notes] == [("plan_sessions_overlap", 2)]


# schema.org

FULL = course(
    "lifts",
    ["lifts", "falls"],
    "120.50",
    awards=("https://c.example/a/lifts",),
    prerequisites=(want("care"), Want(course="base"), Want(achievement="https://c.example/a/base")),
    days=12,
    hours=Decimal("7.5"),
    delivery=Delivery.HYBRID,
    capacity=20,
    sessions=(session("2026-09-01", seats=4), session("2026-11-01", ends=date(2026, 11, 20))),
    credits=Decimal("0.5"),
    noc=("33102", "44101"),
    cip="51.2601",
    languages=("en", "fr"),
    url="https://c.example/lifts",
)


def test_courses_come_back_from_schema_org_but_for_what_is_named() -> None:
    document, lost = Catalogue((FULL,)).to_schema_org()
    assert {one.code for one in lost} == {"course_lost_approved", "course_lost_language"}
    back = Catalogue.from_schema_org(json.dumps(document).encode(), approved=[COLLEGE.id])
    (found,) = back.courses
    assert back.notes == ()
    same = [name for name in found.__slots__ if getattr(found, name) == getattr(FULL, name)]
    assert set(found.__slots__) - set(same) == {"name", "college"}
    assert (found.name.text(), found.college.name.text(), found.college.approved) == ("lifts", "Lakeshore", True)
    assert {one["inCodeSet"]["name"] for one in document["@graph"][0]["about"]} == {"NOC 2021", "CIP 2021"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"teaches": (Taught(skill("x"), EXPERT),)}, "course_lost_level"),
        ({"prerequisites": (want("x", level=EXPERT),)}, "course_lost_level"),
        ({"funding": Decimal(3)}, "course_lost_funding"),
        ({"osap": True}, "course_lost_osap"),
        ({"hours": Decimal("0.001")}, "course_lost_hours"),
    ],
)
def test_what_schema_org_cannot_say_is_listed(change: dict[str, Any], code: str) -> None:
    _, lost = Catalogue((course("a", **change),)).to_schema_org("fr")
    assert code in {one.code for one in lost}
    assert all(one.message("fr") != one.message("en") for one in lost)


def _page(**members: object) -> bytes:
    node = {
        "@type": "Course",
        "name": "Lifts",
        "provider": {"name": "C"},
        "offers": {"price": 5, "priceCurrency": "CAD"},
    }
    script = json.dumps({"@graph": [{**node, **members}]})
    return f"<html><script type='application/ld+json'>{script}</script></html>".encode()


@pytest.mark.parametrize(
    ("members", "named"),
    [
        ({"teaches": "How to lift"}, "teaches"),
        ({"teaches": [{"name": "Lifting"}]}, "teaches"),
        ({"coursePrerequisites": "Grade 12"}, "coursePrerequisites"),
        ({"description": "All about it"}, "description"),
        ({"offers": [{"price": 5, "priceCurrency": "CAD"}, {"price": 9, "priceCurrency": "CAD"}]}, "offers"),
        ({"offers": {"price": "dear", "priceCurrency": "CAD"}}, "offers"),
        ({"timeRequired": "PT3H"}, "timeRequired"),
        ({"about": "Health"}, "about"),
        ({"hasCourseInstance": {"courseMode": "by post"}}, "courseMode"),
        ({"hasCourseInstance": {"courseWorkload": "three evenings"}}, "courseWorkload"),
        ({"maximumAttendeeCapacity": "few"}, "maximumAttendeeCapacity"),
    ],
)
def test_what_a_page_says_in_words_is_named_and_not_guessed(members: dict[str, object], named: str) -> None:
    found = Catalogue.from_schema_org(_page(**members))
    assert named in {one.values["member"] for one in found.notes}
    (one,) = found.courses
    assert (one.teaches, one.prerequisites, one.college.approved) == ((), (), False)


@pytest.mark.parametrize("members", [{"name": ""}, {"provider": None}, {"hasCourseInstance": {"startDate": "soon"}}])
def test_a_course_without_name_or_college_or_with_a_session_that_cannot_be_read_is_refused(
    members: dict[str, object],
) -> None:
    with pytest.raises(RosterError) as caught:
        Catalogue.from_schema_org(_page(**members))
    assert [(one.code, one.where) for one in caught.value.problems] == [("plan_cell", "/courses/0")]


def test_a_course_without_a_price_says_that_it_counts_as_nothing_and_a_page_without_courses_is_none() -> None:
    notes = Catalogue.from_schema_org(_page(offers=None)).notes
    assert [one.code for one in notes] == ["course_no_price"]
    with pytest.raises(InputError) as caught:
        Catalogue.from_schema_org(b"<html></html>")
    assert caught.value.code == "plan_no_course"


# OSAP

ELIGIBLE: dict[str, Any] = {
    "osap": True,
    "osap_as_of": date(2026, 9, 1),
    "hours": Decimal(36),
    "days": 83,
    "noc": ("44101",),
    "cip": "51.2601",
}


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({}, []),
        ({"hours": Decimal(5)}, []),
        ({"hours": Decimal(300)}, []),
        ({"hours": None}, ["course_osap_no_hours"]),
        ({"hours": Decimal(4)}, ["course_osap_hours"]),
        ({"hours": Decimal(301)}, ["course_osap_hours"]),
        ({"hours": Decimal("7.5")}, ["course_osap_part"]),
        ({"days": 84}, ["course_osap_weeks"]),
        ({"noc": ()}, ["course_osap_noc"]),
        ({"noc": ("33102", "44101", "63200")}, []),
        ({"noc": ("33102", "44101", "63200", "75110")}, ["course_osap_noc"]),
        ({"cip": None}, ["course_osap_cip"]),
        ({"osap_as_of": None}, ["course_osap_day"]),
    ],
)
def test_a_course_that_says_it_is_eligible_for_osap_is_looked_over(change: dict[str, Any], codes: list[str]) -> None:
    found = osap_remarks([(2, course("a", **{**ELIGIBLE, **change}))])
    assert [one.code for one in found] == [*codes, "course_osap_reminder"]
    assert all(one.where == 2 for one in found[:-1])


def test_of_a_course_that_is_not_said_to_be_eligible_nothing_is_said() -> None:
    assert osap_remarks([(None, course("a", osap=osap)) for osap in (None, False)]) == ()


def test_the_columns_are_those_of_the_docs() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)
