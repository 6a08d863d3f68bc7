"""A learner's page: only badges that count are on it, nothing is said of them that was not checked, and no address."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import AISHA, BEN, Folder
from mexbadge import texts
from mexbadge.badge import Person
from mexbadge.errors import InputError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issuer, RosterRow
from mexbadge.models.identity import Identity
from mexbadge.models.language import Words
from mexbadge.pathways import evaluate, load_pathway
from mexbadge.plan import Course
from mexbadge.plan.course import College, Session
from mexbadge.plan.needs import Want
from mexbadge.publish.portfolio import Learner, Portfolio, portfolio_files, portfolio_of
from mexbadge.publish.portfolio.ahead import building_on, journey_of
from mexbadge.publish.portfolio.contents import GAP_MONTHS, Opening
from mexbadge.publish.portfolio.pages import json_resume
from mexbadge.skills import Standing, holdings_of
from mexbadge.verify import Verifier

AT = datetime(2026, 3, 1, 12, 1, tzinfo=UTC)
LIFTS = Achievement(
    name="Safe Lifts <b>",
    description="Lifts <script>alert(1)</script>",
    criteria="Assessed.",
    slug="lifts",
    members={
        "achievementType": "MicroCredential",
        "alignment": [
            {"type": ["Alignment"], "targetName": "Lift safely", "targetUrl": "https://skills.example/lift"},
            {"type": ["Alignment"], "targetName": "Odd", "targetUrl": "javascript:alert(1)"},
        ],
    },
)
ABOUT: dict[str, Any] = {
    "basics": {"name": "Aisha Khan", "label": "Care worker", "email": "aisha@mail.example", "phone": "+1 555 0100"},
    "work": [
        {"name": "Maple", "position": "Aide", "startDate": "2021-05", "endDate": "2022-01"},
        {"name": "Cedar", "position": "Worker", "startDate": "2024-02"},
    ],
    "education": [
        {"institution": "College", "area": "Care", "studyType": "Certificate", "startDate": "2022", "endDate": "2022"}
    ],
    "skills": [{"name": "Made up"}],
}


def _learner(changes: Mapping[str, Any] | None = None) -> Learner:
    return Learner.read(json.dumps({**ABOUT, **(changes or {})}).encode(), "me.json")


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Folder(tmp_path / "badges").create()
    made.add(LIFTS)
    return made


def _portfolio(issuer: Issuer, contents: Mapping[str, bytes], at: datetime = AT, **given_: Any) -> Portfolio:
    issuer.write_hosted()
    verifier = Verifier(fetch=ResourceSet.load(issuer.folder / "hosted"))
    reports = [verifier.verify(body, name=name, at=at) for name, body in contents.items()]
    holdings = holdings_of(reports, person=Person.of(AISHA))
    return portfolio_of(_learner(), holdings, at=at, **given_)


def _files(made: Portfolio) -> dict[str, bytes]:
    return {file.path: file.make() for file in portfolio_files(made)}


def test_only_what_counts_is_shown_and_the_rest_is_left_out_with_its_reason(issuer: Issuer) -> None:
    good = issuer.issue("lifts", to=AISHA, name="Aisha")
    others = issuer.issue("lifts", to=BEN, name="Ben")
    gone = issuer.issue("dementia-care", to=AISHA, name="Aisha")
    issuer.revoke(gone.id)
    forged = good.credential.replace(b"Safe Lifts", b"Brain Surgery")
    contents = {"a": good.credential, "b": others.credential, "c": gone.credential, "d": forged, "e": b"no badge"}
    made = _portfolio(issuer, contents)
    assert [one.names["en"] for one in made.badges] == ["Safe Lifts <b>"]
    assert {one.file: one.standing for one in made.left_out} == {
        "b": Standing.NOT_THEIRS,
        "c": Standing.REVOKED,
        "d": Standing.NOT_VALID,
        "e": Standing.NOT_VALID,
    }
    whole = b"".join(_files(made).values())
    assert b"Brain Surgery" not in whole
    assert b"Dementia" not in whole


def test_a_badge_that_ended_is_shown_as_ended_and_shows_no_skill(issuer: Issuer) -> None:
    row = RosterRow(2, Identity.parse(AISHA), name="Aisha", valid_until=AT + timedelta(days=1))
    issuer.issue_many([row], "lifts")
    ended = issuer.issued(next(iter(issuer.list())).id)
    made = _portfolio(issuer, {"a": ended.credential}, at=AT + timedelta(days=2))
    assert [(one.ended, made.skills) for one in made.badges] == [(True, ())]
    page = _files(made)["index.html"].decode()
    assert "ended on 2 March 2026" in page


def test_a_page_acts_in_nothing_loads_nothing_and_names_no_address(issuer: Issuer) -> None:
    badge = issuer.issue("lifts", to=AISHA, name="Aisha")
    opening = Opening({"en": "Night <i>shift</i>", "fr": "Nuit"}, "Maple")
    made = _portfolio(issuer, {"a": badge.credential}, pictures={"a": badge.image or b""}, openings=[opening])
    files = _files(made)
    assert {"index.html", "fr/index.html", "resume.json", "style.css"} <= files.keys()
    for name, lang in (("index.html", "en"), ("fr/index.html", "fr")):
        page = files[name].decode()
        assert f'<html lang="{lang}">' in page
        assert texts.printed("portfolio_skills", lang) in page
        assert "<script" not in page
        assert "javascript:" not in page
        assert "@" not in page
        assert "555" not in page
        assert "badges.college.example" in page
        assert 'content="noindex"' in page
        assert page.count("<h1") == 1
    assert b"@" not in files["resume.json"]
    assert [path for path in files if path.startswith("media/")]
    assert files == _files(made)


def test_an_address_is_shown_only_where_the_learner_says_so() -> None:
    shown = _learner({"meta": {"show_email": True}})
    made = portfolio_of(shown, [], at=AT)
    assert b"mailto:aisha@mail.example" in _files(made)["index.html"]
    assert json_resume(made)["basics"]["email"] == "aisha@mail.example"
    assert "email" not in json_resume(portfolio_of(_learner(), [], at=AT))["basics"]


def test_skills_are_those_of_badges_and_the_learner_s_own_are_named_as_left(issuer: Issuer) -> None:
    badge = issuer.issue("lifts", to=AISHA, name="Aisha")
    made = _portfolio(issuer, {"a": badge.credential})
    assert [(one.name, one.url, one.badges) for one in made.skills] == [
        ("Lift safely", "https://skills.example/lift", (0,)),
        ("Odd", None, (0,)),
    ]
    assert made.learner.left == ("skills",)
    resume = json_resume(made)
    assert [one["name"] for one in resume["skills"]] == ["Lift safely", "Odd"]
    assert [one["issuer"] for one in resume["certificates"]] == ["Example College"]


def test_the_timeline_joins_badges_work_and_learning_and_shows_time_between(issuer: Issuer) -> None:
    badge = issuer.issue("lifts", to=AISHA, name="Aisha")
    made = _portfolio(issuer, {"a": badge.credential})
    assert [(one.start, one.end, one.span.called if one.span else one.badge) for one in made.timeline] == [
        ("2026-03-01", None, 0),
        ("2024-02", None, "Worker"),
        ("2023-01", "2024-01", None),
        ("2022", "2022", "Certificate, Care"),
        ("2021-05", "2022-01", "Aide"),
    ]


_MONTHS = st.integers(2000 * 12, 2030 * 12)


@given(st.lists(st.tuples(_MONTHS, st.integers(0, 40)), max_size=6))
def test_time_between_lies_in_no_span_and_is_long(spans: list[tuple[int, int]]) -> None:
    def text(month: int) -> str:
        return f"{month // 12:04}-{month % 12 + 1:02}"

    work = [{"name": "x", "startDate": text(start), "endDate": text(start + length)} for start, length in spans]
    made = portfolio_of(_learner({"work": work, "education": []}), [], at=AT)
    covered = {month for start, length in spans for month in range(start, start + length + 1)}
    for one in made.timeline:
        if one.span is None:
            first, last = (int(t[:4]) * 12 + int(t[5:]) - 1 for t in (one.start, one.end or ""))
            assert not covered & set(range(first, last + 1))
            assert last - first + 1 >= GAP_MONTHS
            assert first - 1 in covered
            assert last + 1 in covered


@pytest.mark.parametrize(
    ("changes", "code", "where"),
    [
        ({"basics": {}}, "portfolio_field", "/basics/name"),
        ({"basics": "x"}, "portfolio_field", "/basics"),
        ({"work": {}}, "portfolio_field", "/work"),
        ({"work": [{}]}, "portfolio_field", "/work/0/name"),
        ({"work": [{"name": 3}]}, "portfolio_field", "/work/0/name"),
        ({"work": [{"name": "x", "startDate": "soon"}]}, "portfolio_date", "/work/0/startDate"),
        ({"work": [{"name": "x", "startDate": "2024-13"}]}, "portfolio_date", "/work/0/startDate"),
        ({"work": [{"name": "x", "startDate": "2024", "endDate": "2023-12"}]}, "portfolio_date", "/work/0/endDate"),
        ({"meta": {"show_email": "yes"}}, "portfolio_field", "/meta/show_email"),
        ({"meta": {"show_phone": 1}}, "portfolio_field", "/meta/show_phone"),
        ({"work": [{"name": "x", "highlights": "much"}]}, "portfolio_field", "/work/0/highlights"),
        ({"work": [{"name": "x", "highlights": [1]}]}, "portfolio_field", "/work/0/highlights/0"),
        ({"languages": [{"fluency": "good"}]}, "portfolio_field", "/languages/0/language"),
        ({"awards": [{"title": "x", "date": "once"}]}, "portfolio_date", "/awards/0/date"),
        ({"basics": {"name": "x", "profiles": [{}]}}, "portfolio_field", "/basics/profiles/0/network"),
        ({"basics": {"name": "x", "location": "here"}}, "portfolio_field", "/basics/location"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(changes: dict[str, Any], code: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        _learner(changes)
    assert (caught.value.code, caught.value.where) == (code, where)


WHOLE: dict[str, Any] = {
    "basics": {
        "name": "Aisha Khan",
        "label": "Care worker",
        "email": "aisha@mail.example",
        "phone": "+1 555 0100",
        "url": "https://aisha.example",
        "summary": "Eight years at the bedside.",
        "location": {"city": "Thunder Bay", "region": "Ontario", "countryCode": "CA"},
        "profiles": [{"network": "GitHub", "username": "aisha", "url": "https://github.example/aisha"}],
    },
    "work": [
        {
            "name": "Cedar",
            "position": "Worker",
            "url": "https://cedar.example",
            "location": "Thunder Bay",
            "description": "A residence",
            "startDate": "2024-02",
            "summary": "Evenings.",
            "highlights": ["Trained six aides", "Kept the falls diary"],
        }
    ],
    "volunteer": [{"organization": "Meals", "position": "Driver", "url": "https://meals.example", "highlights": ["a"]}],
    "education": [
        {
            "institution": "College",
            "url": "https://college.example",
            "area": "Care",
            "studyType": "Certificate",
            "startDate": "2022",
            "endDate": "2022-06",
            "score": "3.7",
            "courses": ["Dementia"],
        }
    ],
    "projects": [{"name": "Garden", "description": "A garden", "keywords": ["plants"], "startDate": "2023"}],
    "awards": [{"title": "Aide of the year", "awarder": "Maple", "date": "2020-06", "summary": "Voted."}],
    "publications": [
        {"name": "Days", "publisher": "Press", "releaseDate": "2021-02-03", "url": "https://press.example"}
    ],
    "languages": [{"language": "Urdu", "fluency": "Native"}],
    "interests": [{"name": "Music", "keywords": ["Tabla"]}],
}
"""A file in which every section that is read has something."""


def test_what_came_in_as_json_resume_goes_out_as_it_came() -> None:
    made = portfolio_of(_learner({**WHOLE, "meta": {"show_email": True, "show_phone": True}}), [], at=AT)
    out = json_resume(made)
    assert {name: value for name, value in out.items() if name in WHOLE} == WHOLE
    page = _files(made)["index.html"].decode()
    for said in ("Thunder Bay, Ontario", "GitHub", "Kept the falls diary", "Aide of the year", "June 2020", "Tabla"):
        assert said in page
    hidden = portfolio_of(_learner(WHOLE), [], at=AT)
    assert "phone" not in json_resume(hidden)["basics"]
    assert "555" not in _files(hidden)["index.html"].decode()


def test_references_are_other_people_and_an_address_is_nobody_s_business() -> None:
    basics = {**WHOLE["basics"], "location": {"address": "1 Main St", "postalCode": "P7A", "city": "Thunder Bay"}}
    made = portfolio_of(_learner({"basics": basics, "references": [{"name": "Dr. Singh"}]}), [], at=AT)
    whole = b"".join(_files(made).values()).decode()
    assert "references" in made.learner.left
    for private in ("Singh", "Main St", "P7A"):
        assert private not in whole


PATHWAY = """
id = "https://badges.college.example/pathways/ward"
version = "1"
issuer = "did:web:badges.college.example"
name = {en = "Ward ready", fr = "Prêt pour l'unité"}

[root]
id = "all"
allOf = [
  {id = "lifts", label = {en = "Lifts", fr = "Levées"}, earn = {achievement = "https://badges.college.example/achievements/lifts"}},
  {id = "order", label = {en = "In order", fr = "Dans l'ordre"}, after = {first = {id = "care", label = {en = "Care", fr = "Soins"}, earn = {achievement = "https://badges.college.example/achievements/dementia-care"}}, then = {id = "more", label = {en = "More", fr = "Plus"}, earn = {achievement = "https://badges.college.example/achievements/more"}}}},
]
"""  # noqa: E501 - a table inside a line
COLLEGE = College("did:web:badges.college.example", Words.of("Example College"), approved=True)


def _course(name: str, *awards: str, after: str | None = None, starts: date | None = None) -> Course:
    base = "https://badges.college.example/achievements"
    return Course(
        id=name,
        name=Words.of(name),
        college=COLLEGE,
        awards=tuple(f"{base}/{one}" for one in awards),
        prerequisites=() if after is None else (Want(achievement=f"{base}/{after}"),),
        sessions=() if starts is None else (Session(starts),),
    )


def test_a_pathway_says_how_far_it_is_and_what_comes_next_with_its_courses(issuer: Issuer, tmp_path: Path) -> None:
    badge = issuer.issue("lifts", to=AISHA, name="Aisha")
    issuer.write_hosted()
    verifier = Verifier(fetch=ResourceSet.load(issuer.folder / "hosted"))
    holdings = holdings_of([verifier.verify(badge.credential, at=AT)], person=Person.of(AISHA))
    (tmp_path / "pathway.toml").write_text(PATHWAY, "utf-8")
    evaluation = evaluate(load_pathway(tmp_path / "pathway.toml"), holdings, at=AT)
    courses = [_course("now", "dementia-care"), _course("gone", "dementia-care", starts=date(2020, 1, 1))]
    journey = journey_of(evaluation, courses, AT.date())
    assert (journey.done, journey.needed, journey.complete) == (1, 3, False)
    assert [(one.names["fr"], [c.names["en"] for c in one.courses]) for one in journey.steps] == [("Soins", ["now"])]
    made = replace(portfolio_of(_learner(), holdings, at=AT), journeys=(journey,))
    page = _files(made)["index.html"].decode()
    assert "1 of 3 steps done. Next:" in page
    assert "Can begin on any day" in page or "any day" in page


def test_courses_that_build_on_a_badge_are_those_it_opens_and_not_what_is_held() -> None:
    held = frozenset({"https://badges.college.example/achievements/lifts"})
    courses = [
        _course("on", "more", after="lifts", starts=date(2026, 5, 1)),
        _course("held", "lifts", after="lifts"),
        _course("over", "more", after="lifts", starts=date(2026, 2, 1)),
        _course("elsewhere", "more", after="care"),
        _course("free", "more"),
    ]
    assert [(one.names["en"], one.starts) for one in building_on(courses, held, AT.date())] == [("on", "2026-05-01")]


def test_toml_says_the_same_as_json() -> None:
    toml = b'[basics]\nname = "Aisha"\n[[work]]\nname = "Maple"\nstartDate = 2021-05-03\nendDate = 2022\n'
    found = Learner.read(toml, "me.toml")
    assert [(one.called, one.start, one.end) for one in found.spans] == [("Maple", "2021-05-03", "2022")]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "startDate", "endDate", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(
    st.dictionaries(
        st.sampled_from(["basics", "work", "education", "volunteer", "projects", "languages", "meta"]), _JSON
    )
)
def test_any_file_is_read_or_refused(table: dict[str, Any]) -> None:
    try:
        found = Learner.read(json.dumps(table).encode(), "me.json")
    except InputError:
        return
    assert _files(portfolio_of(found, [], at=AT))["index.html"]
