"""The public face of an exchange: what everybody may see, in both languages, and nobody's data."""

import json
import re
from pathlib import Path

import pytest

from exchanging import school
from mexbadge.errors import InputError
from mexbadge.match.supply import LEAST
from mexbadge.trust import TrustList
from public_exchange import PAGES, SECRETS, public_town, published


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("public")
    published(public_town(path), path / "site")
    return path / "site"


def test_every_page_is_there_in_both_languages(site: Path) -> None:
    for name in PAGES:
        for inner, lang in (("", "en"), ("fr/", "fr")):
            page = (site / name / inner / "index.html").read_text("utf-8")
            assert f'<html lang="{lang}">' in page
    assert (site / "404.html").is_file()
    assert "vacancies/psw/" in (site / "sitemap.xml").read_text("utf-8")


def test_no_person_s_data_is_on_any_file(site: Path) -> None:
    for path in site.rglob("*"):
        if path.is_file() and not path.name.startswith("."):
            text = path.read_bytes().decode("utf-8", "replace").lower()
            assert [one for one in SECRETS if one in text] == [], path


def test_a_vacancy_is_a_job_posting_with_the_statements_of_ontario(site: Path) -> None:
    page = (site / "vacancies/psw/index.html").read_text("utf-8")
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    posting = json.loads(data)
    assert posting["@type"] == "JobPosting"
    assert posting["hiringOrganization"]["name"] == "Pine Ridge <Manor>"
    assert posting["baseSalary"]["value"]["maxValue"] == 28.5
    assert posting["url"] == "https://mex.example/exchange/vacancies/psw/"
    assert "artificial intelligence" in page.lower()
    assert "24 to 28.5 CAD per hour" in page
    assert "Pine Ridge &lt;Manor&gt;" in page
    french = (site / "vacancies/psw/fr/index.html").read_text("utf-8")
    assert "Préposée aux soins" in french
    assert "28,5 CAD l&#39;heure" in french


def test_a_draft_is_not_shown(site: Path) -> None:
    assert not (site / "vacancies/hidden-draft").exists()


def test_the_colleges_and_their_days_stand_there_and_as_a_signed_list(site: Path) -> None:
    page = (site / "colleges/index.html").read_text("utf-8")
    assert "Lakeshore College" in page
    assert "January 1, 2021" in page or "1 January 2021" in page or "2021" in page
    found = TrustList.load(site / "approved.json")
    assert found.signers
    verify = (site / "verify/index.html").read_text("utf-8")
    (told,) = re.findall(r'<script type="application/json" id="texts">(.*?)</script>', verify, re.DOTALL)
    approved = {one["id"]: one for one in json.loads(told)["approved"]}
    days = {"since": "2020-01-01", "until": "2021-01-01"}
    assert approved["did:web:old.example"] == {"id": "did:web:old.example", **days}


def test_courses_have_their_sessions(site: Path) -> None:
    page = (site / "courses/index.html").read_text("utf-8")
    assert "2099-03-01" in page
    assert '"Course"' in page


def test_demand_of_few_people_is_not_shown(site: Path) -> None:
    page = (site / "demand/index.html").read_text("utf-8")
    assert f"fewer than {LEAST} people" in page
    assert "not shown" in page
    assert ">2<" not in page


def test_one_person_who_comes_between_two_publishings_is_not_told_by_their_difference(
    tmp_path: Path,
) -> None:
    town = public_town(tmp_path)
    town.with_badges(**{f"p{number}": "care" for number in range(LEAST)})
    town.agree()
    pages = [tmp_path / "site/demand" / inner / "index.html" for inner in ("", "fr")]
    published(town, tmp_path / "site")
    first = [page.read_bytes() for page in pages]
    assert b">7<" in first[0], "seven lack lifts"
    town.with_badges(one_more="care")
    town.agree()
    town.pass_days(1)
    published(town, tmp_path / "site")
    assert [page.read_bytes() for page in pages] == first
    town.pass_days(26)
    published(town, tmp_path / "site")
    assert [page.read_bytes() for page in pages] == first
    town.pass_days(1)
    published(town, tmp_path / "site")
    assert b">8<" in pages[0].read_bytes(), "four weeks later it is counted again"


def test_what_has_not_changed_is_not_written_again_and_what_is_over_goes(tmp_path: Path) -> None:
    town = public_town(tmp_path)
    published(town, tmp_path / "site")
    signed = (tmp_path / "site/approved.json").read_bytes()
    again = published(town, tmp_path / "site")
    assert (again.added, again.changed, again.removed) == ((), (), ())
    town.post("psw", "care", "lifts", status="withdrawn")
    town.pass_days(1)
    later = published(town, tmp_path / "site")
    assert "vacancies/psw/index.html" in later.removed
    assert (tmp_path / "site/approved.json").read_bytes() == signed, "the list is signed again only when it changes"
    town.bring(colleges=[school("grand", issuer=town.other.id, until="2030-01-01")])
    published(town, tmp_path / "site")
    assert (tmp_path / "site/approved.json").read_bytes() != signed


def test_a_folder_of_somebody_else_is_not_written_into_and_the_address_is_needed(tmp_path: Path) -> None:
    town = public_town(tmp_path)
    other = tmp_path / "other"
    other.mkdir()
    (other / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(InputError):
        published(town, other)
    assert [path.name for path in other.iterdir()] == ["thesis.txt"]
    town.mex.config = town.mex.config.model_copy(update={"site": None})
    with pytest.raises(InputError) as found:
        published(town, tmp_path / "site")
    assert found.value.code == "exchange_no_site"
