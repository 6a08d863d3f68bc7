"""The languages of a site: the first one of the settings is the main one, everywhere."""

import re
from pathlib import Path
from zipfile import ZipFile

import pytest

from issuing import AISHA, Clock, Folder, rows
from mexbadge.issuer import Achievement, Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish.college import college_of
from mexbadge.publish.packing import NOTE, note_of, pack_site
from mexbadge.publish.portfolio import Learner, portfolio_files, portfolio_of
from mexbadge.publish.several import publish_several
from mexbadge.publish.site import publish, site_of
from mexbadge.publish.writing import write_site

_LINKS = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
_LANG = re.compile(r'<html lang="([a-z]+)">')


def _college(tmp_path: Path, *languages: str) -> Issuer:
    made = Folder(tmp_path / "badges").create(languages=languages, name_fr="Collège")
    made.issue("dementia-care", to=AISHA)
    made.issue_many(rows(1, consent=Consent(given=True)), "dementia-care")
    return made


def _require_pairs(site: Path, languages: tuple[str, ...]) -> int:
    """Require of each page that it names itself, the same page in the others, and the main one as the usual one."""
    pages = [page for page in sorted(site.rglob("*.html")) if page.name != "404.html"]
    for page in pages:
        text = page.read_text("utf-8")
        own = _LANG.findall(text)
        assert own == [page.parent.name if page.parent.name in languages[1:] else languages[0]], page
        found = {tag: (page.parent / link / "index.html").resolve() for tag, link in _LINKS.findall(text)}
        assert list(found) == ([own[0], *(each for each in languages if each != own[0]), "x-default"]), page
        for tag, target in found.items():
            wanted = languages[0] if tag == "x-default" else tag
            assert _LANG.findall(target.read_text("utf-8")) == [wanted], (page, tag)
        assert found[own[0]] == page.resolve()
    return len(pages)


@pytest.mark.parametrize("languages", [("en", "fr"), ("fr", "en")])
def test_the_first_language_of_the_settings_is_that_of_every_page_where_its_name_says(
    tmp_path: Path, languages: tuple[str, str]
) -> None:
    issuer, site = _college(tmp_path, *languages), tmp_path / "site"
    publish(issuer, site)
    assert _require_pairs(site, languages) > 10
    assert _LANG.findall((site / "404.html").read_text("utf-8")) == [languages[0]]
    sections = re.findall('<section lang="([a-z]+)">', (site / "404.html").read_text("utf-8"))
    assert sections == list(languages)


def test_a_site_in_one_language_leads_to_no_other(tmp_path: Path) -> None:
    issuer, site = _college(tmp_path, "fr"), tmp_path / "site"
    publish(issuer, site)
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "hreflang" not in text
        assert _LANG.findall(text) == ["fr"]


def test_a_language_without_a_catalogue_and_one_named_twice_are_left_out(tmp_path: Path) -> None:
    issuer = _college(tmp_path, "de", "fr", "fr", "en")
    assert college_of(issuer).languages == ("fr", "en")
    publish(issuer, tmp_path / "site")
    assert _require_pairs(tmp_path / "site", ("fr", "en")) > 10


def test_the_picture_that_networks_show_is_that_of_the_pages_own_language(tmp_path: Path) -> None:
    issuer, site = _college(tmp_path, "fr", "en"), tmp_path / "site"
    publish(issuer, site)
    cards = {}
    for name in ("catalogue/dementia-care/index.html", "catalogue/dementia-care/en/index.html"):
        text = (site / name).read_text("utf-8")
        (address,) = re.findall('<meta property="og:image" content="([^"]+)">', text)
        path = address.removeprefix(f"{issuer.settings.base}/")
        assert (site / path).is_file()
        cards[path] = re.findall('<meta property="og:site_name" content="([^"]+)">', text)
    assert list(cards.values()) == [["Collège"], [issuer.settings.name]]


def test_the_page_over_several_colleges_begins_with_the_first_ones_language(tmp_path: Path) -> None:
    host = "https://badges.example.ca"
    colleges = [
        Folder(tmp_path / name, clock=Clock()).create(
            url=f"{host}/{name}", email="b@example.ca", name_fr=name, languages=languages
        )
        for name, languages in (("boreal", ("fr", "en")), ("lakeshore", ("en", "fr")))
    ]
    for order, wanted in ((colleges, ["fr", "en"]), (colleges[::-1], ["en", "fr"])):
        site = tmp_path / wanted[0]
        publish_several(order, site)
        text = (site / "index.html").read_text("utf-8")
        assert _LANG.findall(text) == wanted[:1]
        assert re.findall('<section lang="([a-z]+)">', text) == wanted
        for lang, link in (("fr", "./boreal/"), ("en", "./boreal/en/"), ("fr", "./lakeshore/fr/")):
            assert f'href="{link}"' in text
            assert _LANG.findall((site / link / "index.html").read_text("utf-8")) == [lang]


def test_the_note_to_the_web_team_begins_with_the_main_language(tmp_path: Path) -> None:
    issuer = _college(tmp_path, "fr", "en")
    bases = [issuer.settings.base]
    note = note_of(bases, {}, college_of(issuer).languages)
    pack_site(tmp_path / "site.zip", site_of(issuer), note=note, host={})
    with ZipFile(tmp_path / "site.zip") as packed:
        first, second = packed.read(NOTE).decode("utf-8-sig").replace("\r\n", "\n").split("\n\n----------\n\n")
    usual = [part.strip() for part in note_of(bases, {}).split("\n\n----------\n\n")]
    assert [first.strip(), second.strip()] == usual[::-1]
    assert first != second


def test_a_portfolio_names_its_other_languages_the_same_way(tmp_path: Path) -> None:
    portfolio = portfolio_of(Learner("Zoé"), [], at=Clock()())
    for languages in (("en", "fr"), ("fr", "en")):
        site = tmp_path / languages[0]
        write_site(site, portfolio_files(portfolio, languages))
        assert _require_pairs(site, languages) == 2


def test_a_french_page_says_what_the_college_says_in_french_and_marks_what_it_says_in_english(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create(
        name_fr="Le Collège", description="A good college.", description_fr="Un bon collège."
    )
    whole = {"name_fr": "Soins", "description_fr": "Elle soigne.", "criteria_fr": "Évaluée *en stage*."}
    members = {"inLanguage": "en-CA", "fieldOfStudy": "Care work"}
    issuer.add(Achievement("Care", "She cares.", "Assessed.", slug="care", members=members, translations=whole))
    part = {"name_fr": "Levées"}
    issuer.add(Achievement("Lifts", "She lifts.", "Weighed.", slug="lifts", members=members, translations=part))
    badges = [issuer.issue(slug, to=AISHA) for slug in ("care", "lifts")]
    site = tmp_path / "site"
    publish(issuer, site)
    for slug, badge in zip(("care", "lifts"), badges, strict=True):
        french = [(site / f"catalogue/{slug}/fr/index.html"), (site / f"b/{badge.page}/fr/index.html")]
        for page in french:
            text = page.read_text("utf-8")
            name = "Soins" if slug == "care" else "Levées"
            assert f"<h1>{name}</h1>" in text
            assert f'<meta property="og:title" content="{name}">' in text
            (alt,) = set(re.findall('<meta property="og:image:alt" content="([^"]+)">', text))
            assert name in alt
            assert "Le Collège" in alt
            assert f'"name": "{name}"' in text.replace("\\u00e9", "é")
            if slug == "care":
                for gone in ("She cares", "Assessed", ">Care<"):
                    assert gone not in text
                assert "Elle soigne." in text
                assert "Évaluée <em>en stage</em>." in text
            else:
                assert re.search('<p[^>]* lang="en">She lifts.</p>', text)
                assert re.search('<div lang="en"><p>Weighed.</p>', text)
            assert '<dd lang="en">Care work</dd>' in text
        cards = [re.findall('og:image" content="([^"]+)"', each.read_text("utf-8")) for each in french]
        english = (site / f"catalogue/{slug}/index.html").read_text("utf-8")
        assert cards[0] == cards[1] != re.findall('og:image" content="([^"]+)"', english)
        assert "fr" not in re.findall(' lang="([a-z]+)"', english.partition("<main")[2])
        share = (site / f"b/{badge.page}/fr/index.html").read_text("utf-8")
        assert f"name={'Soins' if slug == 'care' else 'Lev%C3%A9es'}&" in share.replace("&amp;", "&")
    home = (site / "fr/index.html").read_text("utf-8")
    for said in ("Un bon collège.", ">Soins<", ">Levées<", "Elle soigne.", '<p lang="en">She lifts.</p>'):
        assert said in home
    assert "A good college." not in home
    assert "Un bon" not in (site / "index.html").read_text("utf-8")


def test_without_a_french_text_a_french_page_card_and_picture_say_the_english_one_and_mark_it(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create(name_fr="Le Collège")
    members = {"inLanguage": "en-CA"}
    issuer.add(Achievement("Care", "She cares.", "Assessed.", slug="care", members=members))
    publish(issuer, tmp_path / "site")
    text = (tmp_path / "site/catalogue/care/fr/index.html").read_text("utf-8")
    assert '<h1 lang="en">Care</h1>' in text
    assert '<meta property="og:title" content="Care">' in text
    assert '<meta property="og:site_name" content="Le Collège">' in text
