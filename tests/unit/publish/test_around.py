"""What lies around a college's badges: pathways with their pictures, courses with sessions, vacancies, demand."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from issuing import Clock, Folder
from mexbadge.errors import InputError, MexBadgeError
from mexbadge.issuer import Achievement, Issuer
from mexbadge.publish.around import Around, read_around
from mexbadge.publish.site import publish

URL = "https://badges.college.example"
SKILL = "https://skills.example/communicate"
AWARD = f"{URL}/achievements"
PATHWAY = f"""
id = "{URL}/pathways/ward"
version = "1"
issuer = "did:web:badges.college.example"
name = {{en = "Ward ready", fr = "Prêt pour l'unité"}}
completion = "{URL}/achievements/ward-ready"

[root]
id = "all"
allOf = [
  {{id = "care", label = {{en = "Dementia care", fr = "Soins"}}, earn = {{achievement = "{AWARD}/dementia-care"}}}},
  {{id = "lifts", label = {{en = "Safe <b>lifts</b>", fr = "Levées"}}, earn = {{achievement = "https://other.example/a/lifts"}}}},
  {{id = "basics", sub = "{URL}/pathways/basics"}},
]

[[pathways]]
id = "{URL}/pathways/basics"
version = "1"
issuer = "did:web:badges.college.example"
name = {{en = "Basics", fr = "Bases"}}

[pathways.root]
id = "some"
anyOf = [
  {{id = "aid", label = {{en = "First aid", fr = "Premiers soins"}}, earn = {{achievement = "{AWARD}/first-aid"}}}},
  {{id = "cpr", label = {{en = "CPR", fr = "RCR"}}, earn = {{achievement = "{AWARD}/cpr"}}}},
]
"""
COURSES = {
    "colleges": [{"id": "did:web:badges.college.example", "name": {"en": "Example College", "fr": "Collège Exemple"}}],
    "courses": [
        {
            "id": "care",
            "name": {"en": "Caring", "fr": "Soigner"},
            "college": "did:web:badges.college.example",
            "awards": [f"{URL}/achievements/dementia-care"],
            "cost": "390",
            "funding": "190",
            "hours": "37.5",
            "days": 5,
            "sessions": [{"starts": "2026-02-01"}, {"starts": "2026-04-01"}, {"starts": "2026-05-01"}],
        }
    ],
}


def vacancy(name: str, until: str | None, **asked: object) -> str:
    requirement = {"id": "r", **(asked or {"skill": SKILL})}
    given = {
        "schema": "urn:mexbadge:schema:vacancy-1",
        "id": name,
        "title": {"en": "Care"},
        "requirements": [requirement],
    }
    return json.dumps(given | ({"openUntil": until} if until else {}))


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Folder(tmp_path / "badges").create()
    skill = {"type": ["Alignment"], "targetName": "Communicate", "targetUrl": SKILL}
    care = made.achievement("dementia-care")
    made.add(
        Achievement(care.name, care.description, "Assessed.", slug="dementia-care", members={"alignment": [skill]}),
        replace=True,
    )
    made.add(Achievement("Ward Ready", "d", "c", slug="ward-ready"))
    made.issue("dementia-care", to="aisha@student.college.example")
    folder = made.folder
    (folder / "pathways").mkdir()
    (folder / "pathways/ward.toml").write_text(PATHWAY, "utf-8")
    (folder / "courses.json").write_text(json.dumps(COURSES), "utf-8")
    (folder / "vacancies").mkdir()
    (folder / "vacancies/a.json").write_text(vacancy("a", "2026-06-30"), "utf-8")
    (folder / "vacancies/b.json").write_text(vacancy("b", "2026-09-30", credential=f"{URL}/achievements/dementia-care"))
    (folder / "vacancies/closed.json").write_text(vacancy("closed", "2026-02-01"), "utf-8")
    (folder / "vacancies/other.json").write_text(vacancy("other", None, skill="https://skills.example/other"), "utf-8")
    (folder / "demand.csv").write_text(
        f"name,label,asked,lacked,taught_by\n{SKILL},Communicate,4,hidden,1\n", "utf-8-sig"
    )
    return made


def page(site: Path, name: str) -> str:
    return (site / name / "index.html").read_text("utf-8")


def test_a_badge_says_what_it_counts_towards_what_else_is_asked_there_and_who_asks_for_it(
    tmp_path: Path, issuer: Issuer
) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    (record,) = issuer.list()
    for name in (f"b/{record.page}", "catalogue/dementia-care"):
        said = page(site, name)
        assert 'href="../../pathways/ward/"' in said
        assert "Also asked there: Safe &lt;b&gt;lifts&lt;/b&gt;" in said
        assert "2 vacancies that ask for it" in said
        assert "until 30 September 2026" in said
    assert "Prêt pour l&#39;unité" in page(site, f"b/{record.page}/fr")


def test_an_award_names_its_courses_with_the_sessions_to_come_its_hours_and_the_demand(
    tmp_path: Path, issuer: Issuer
) -> None:
    publish(issuer, tmp_path / "site")
    said = page(tmp_path / "site", "catalogue/dementia-care")
    for text in ("Caring", "37.5 hours", "390 CAD, of which 190 are funded", "1 April 2026", "1 May 2026"):
        assert text in said
    assert "1 February 2026" not in said
    assert "4 vacancies asked for it" in said
    assert "how many applicants lacked it is not shown" in said
    french = page(tmp_path / "site", "catalogue/dementia-care/fr")
    assert "37,5 heures" in french
    assert "Débute le 1er avril 2026" in french


def test_a_pathway_is_a_drawing_and_the_same_as_a_table(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    said = page(site, "pathways/ward")
    rows = re.findall(r'<th scope="row".*?</tr>', said, re.DOTALL)
    plain = [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]
    assert plain == [
        "1 Dementia care Example College",
        "2 Safe &lt;b&gt;lifts&lt;/b&gt; other.example",
        "3 Basics one of these",
        "3.1 First aid Example College",
        "3.2 CPR Example College",
    ]
    assert 'href="../../catalogue/dementia-care/"' in said
    assert 'href="../../catalogue/ward-ready/"' in said
    assert 'href="../../pathways/basics/"' in said
    for lang in ("en", "fr"):
        ET.parse(site / f"pathways/ward/picture-{lang}.svg")
    assert 'href="./pathways/ward/"' in page(site, ".")
    assert 'href="../../pathways/ward/"' in page(site, "catalogue/ward-ready")


LIST: dict[str, object] = {
    "schema": "urn:mexbadge:schema:trust-list-1",
    "name": "Colleges of <Ontario>",
    "validUntil": "2027-07-01T00:00:00Z",
    "issuers": [
        {
            "id": "did:web:badges.college.example",
            "name": {"en": "Example College", "fr": "Collège Exemple"},
            "roles": ["approved college"],
            "validUntil": "2027-03-01T00:00:00Z",
        }
    ],
}


def page_with(tmp_path: Path, issuer: Issuer, listed: Mapping[str, object], lang: str = "") -> str:
    (issuer.folder / "trust").mkdir(exist_ok=True)
    (issuer.folder / "trust/ontario.json").write_text(json.dumps(listed), "utf-8")
    if not list(issuer.list()):
        issuer.issue("dementia-care", to="aisha@learner.example")
    publish(issuer, tmp_path / "site")
    (record,) = issuer.list()
    return (tmp_path / "site" / "b" / record.page / lang / "index.html").read_text("utf-8")


def test_a_list_that_names_the_college_is_named_on_a_badge_s_page_and_lies_on_the_site(
    tmp_path: Path, issuer: Issuer
) -> None:
    page = page_with(tmp_path, issuer, LIST)
    assert "Colleges of &lt;Ontario&gt;" in page
    assert "It names this college: Example College." in page
    assert "approved college" in page
    assert "It says so until 1 March 2027." in page
    assert json.loads((tmp_path / "site/trust/ontario.json").read_bytes()) == LIST
    assert "Collège Exemple" in page_with(tmp_path, issuer, LIST, "fr")


@pytest.mark.parametrize(
    "changes",
    [
        {"issuers": []},
        {"issuers": [{"id": "did:web:badges.college.example.evil.example", "name": "Example College"}]},
        {"validUntil": "2026-01-01T00:00:00Z"},
        {"validFrom": "2027-01-01T00:00:00Z"},
    ],
)
def test_a_list_that_does_not_name_it_today_says_nothing(
    tmp_path: Path, issuer: Issuer, changes: dict[str, object]
) -> None:
    page = page_with(tmp_path, issuer, {**LIST, **changes})
    assert "Who says so" not in page
    assert "Ontario" not in page
    assert not (tmp_path / "site/trust").exists()


@pytest.mark.parametrize("changes", [{"issuers": "all"}, {"validUntill": "2027"}, {"proof": {"cryptosuite": "none"}}])
def test_a_list_that_cannot_be_read_or_proven_stops_the_site(
    tmp_path: Path, issuer: Issuer, changes: dict[str, object]
) -> None:
    with pytest.raises(MexBadgeError):
        page_with(tmp_path, issuer, {**LIST, **changes})


def test_what_is_in_another_language_than_its_page_says_so(tmp_path: Path, issuer: Issuer) -> None:
    text = PATHWAY.replace(', fr = "Prêt pour l\'unité"', "").replace(', fr = "Soins"', "")
    (issuer.folder / "pathways").mkdir(exist_ok=True)
    (issuer.folder / "pathways/ward.toml").write_text(text, "utf-8")
    publish(issuer, tmp_path / "site")
    english = (tmp_path / "site/pathways/ward/index.html").read_text("utf-8")
    french = (tmp_path / "site/pathways/ward/fr/index.html").read_text("utf-8")
    assert "<h1>Ward ready</h1>" in english
    assert '<h1 lang="en">Ward ready</h1>' in french
    assert re.search(r'<a [^>]*lang="en">Dementia care</a>', french)
    assert not re.search(r'lang="en">Levées', french)


def test_without_anything_around_no_heading_speaks_of_it(tmp_path: Path) -> None:
    made = Folder(tmp_path / "badges").create()
    publish(made, tmp_path / "site")
    said = page(tmp_path / "site", "catalogue/dementia-care") + page(tmp_path / "site", ".")
    for heading in (
        "Where to learn it",
        "What it counts towards",
        "Vacancies",
        "Who asks for it",
        "Pathways",
        "Who says so",
    ):
        assert f">{heading}<" not in said
    assert read_around(made.folder, made.now(), made.settings.id) == Around()


def test_what_had_its_day_goes_with_the_next_publication_and_nothing_else_changes(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 3, 1, tzinfo=UTC))
    made = Folder(tmp_path / "badges", clock=clock).create()
    (made.folder / "courses.json").write_text(json.dumps(COURSES), "utf-8")
    site = tmp_path / "site"
    publish(made, site)
    clock.pass_days(30)
    assert publish(made, site).changed == ()
    clock.now = datetime(2026, 4, 2, tzinfo=UTC)
    assert [name for name in publish(made, site).changed if "catalogue" in name] == [
        "catalogue/dementia-care/fr/index.html",
        "catalogue/dementia-care/index.html",
    ]
    assert "1 April" not in page(site, "catalogue/dementia-care")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("pathways/bad.toml", 'id = "x"\n'),
        ("courses.csv", "id,nonsense\n1,2\n"),
        ("vacancies/bad.json", "{"),
        ("demand.csv", "name,label\n"),
        ("demand.csv", "name,label,asked,lacked\nx,y,many,3\n"),
        ("demand.csv", "name,label,asked,lacked\nx,y,3,-1\n"),
    ],
)
def test_a_file_with_a_mistake_is_named_and_nothing_is_written(
    tmp_path: Path, issuer: Issuer, name: str, content: str
) -> None:
    (issuer.folder / "courses.json").unlink()
    (issuer.folder / name).write_text(content, "utf-8")
    with pytest.raises(MexBadgeError) as caught:
        publish(issuer, tmp_path / "site")
    assert Path(name).name in f"{caught.value.source} {caught.value}"
    assert not (tmp_path / "site").exists()


def test_two_pathways_of_one_name_have_two_pages(tmp_path: Path, issuer: Issuer) -> None:
    other = PATHWAY.replace(f"{URL}/pathways/ward", "https://other.example/pathways/ward")
    (issuer.folder / "pathways/other.toml").write_text(other, "utf-8")
    publish(issuer, tmp_path / "site")
    assert {path.name for path in (tmp_path / "site/pathways").iterdir()} == {"ward", "ward-2", "basics"}


def test_a_small_group_is_never_counted_openly_by_the_page(issuer: Issuer) -> None:
    around = read_around(issuer.folder, issuer.now(), issuer.settings.id)
    (counted,) = around.demand
    assert counted.lacked is None
    (issuer.folder / "demand.csv").write_text("name,label,asked,lacked\nx,y,1,\n")
    with pytest.raises(InputError):
        read_around(issuer.folder, issuer.now(), issuer.settings.id)
