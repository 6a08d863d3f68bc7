"""A learner's page: only badges that count are on it, nothing is said of them that was not checked, and no address."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import AISHA, BEN, Folder
from mexbadge.badge import Person
from mexbadge.errors import InputError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issuer, RosterRow
from mexbadge.models.identity import Identity
from mexbadge.publish.portfolio import Learner, Portfolio, portfolio_files, portfolio_of
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
    assert [(one.start, one.end, one.span.title if one.span else one.badge) for one in made.timeline] == [
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
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(changes: dict[str, Any], code: str, where: str) -> None:
    with pytest.raises(InputError) as caught:
        _learner(changes)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_toml_says_the_same_as_json() -> None:
    toml = b'[basics]\nname = "Aisha"\n[[work]]\nname = "Maple"\nstartDate = 2021-05-03\nendDate = 2022\n'
    found = Learner.read(toml, "me.toml")
    assert [(one.title, one.start, one.end) for one in found.spans] == [("Maple", "2021-05-03", "2022")]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "startDate", "endDate", "x"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["basics", "work", "education", "volunteer", "meta"]), _JSON))
def test_any_file_is_read_or_refused(table: dict[str, Any]) -> None:
    try:
        found = Learner.read(json.dumps(table).encode(), "me.json")
    except InputError:
        return
    assert _files(portfolio_of(found, [], at=AT))["index.html"]
