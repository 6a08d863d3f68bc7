"""The site of an issuer's folder: every link leads somewhere, and nobody is named who did not agree."""

import re
import shutil
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import AISHA, BEN, URL, Folder, rows
from made_once import copied
from mexbadge.errors import InputError, RegisterError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Issuer
from mexbadge.issuer.roster.rows import Consent
from mexbadge.publish.markdown import rendered
from mexbadge.publish.site import publish
from mexbadge.verify import Verdict, Verifier

HOSTILE = Achievement(
    name='Care <script>alert(1)</script> "quoted" \u202eevil',
    description="<img src=x onerror=alert(1)> & more " + "x" * 5000,
    criteria="# Big\n\n[click](javascript:alert(1)) [web](https://a.example) <b>raw</b> ![p](https://t.example/p.png)",
    slug="hostile",
    translations={
        "name_en": 'Soin <script>alert(2)</script> "q" \u202eevil',
        "description_en": "<img src=y onerror=alert(2)> " + "y" * 5000,
        "criteria_en": "[clic](javascript:alert(2)) <i onclick=x>raw</i> ![p](https://t.example/p.png)",
    },
    members={
        "achievementType": "MicroCredential",
        "inLanguage": "fr-CA",
        "alignment": [
            {"type": ["Alignment"], "targetName": "<i>Skill</i>", "targetUrl": "javascript:alert(1)"},
            {"type": ["Alignment"], "targetName": "Skill two", "targetUrl": "https://skills.example/2"},
        ],
    },
)


_DATA = {"application/ld+json", "application/json"}
_OF_A_BADGE = {"site.js", "private.js"}
"""Kinds of blocks that hold data and never act."""


class _Page(HTMLParser):
    """What a page links to and loads, how it begins, and what acts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.tags: list[str] = []
        self.lang: str | None = None
        self.unnamed: list[str] = []
        self.scripts: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        if tag == "html":
            self.lang = given.get("lang")
        if tag == "img" and "alt" not in given:
            self.unnamed.append(str(given))
        self.links += [given["href"] or ""] if tag == "a" and "href" in given else []
        self.loads += [given[name] or "" for name in ("src", "poster", "data") if name in given]
        self.loads += [given["href"] or ""] if tag == "link" and given.get("rel") == "stylesheet" else []
        self.scripts += [given] if tag == "script" else []
        assert not [name for name in given if name.startswith("on") or name == "style"]


def _pages(site: Path) -> dict[str, _Page]:
    return {p.relative_to(site).as_posix(): _Page(p.read_text("utf-8")) for p in sorted(site.rglob("*.html"))}


def _three_badges() -> None:
    made = Folder(Path("badges")).create()
    made.add(HOSTILE)
    made.issue("dementia-care", to=AISHA, name="Aisha Khan", ref="N12345")
    made.issue("hostile", to=BEN, name="Ben Tremblay")
    agreed = rows(1, consent=Consent(given=True))
    made.issue_many(agreed, "dementia-care")


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    copied(_three_badges, tmp_path)
    return Folder(tmp_path / "badges").open()


def test_every_link_leads_somewhere_and_nothing_is_loaded_from_elsewhere(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    for name, page in _pages(site).items():
        here = (site / name).parent
        for address in (*page.links, *page.loads):
            if address.startswith(("https://", "http://", "#")):
                assert address not in page.loads, f"{name} loads {address}"
                continue
            path = urlsplit(address).path
            target = site / path[1:] if path.startswith("/") else here / path
            assert (target / "index.html" if target.is_dir() else target).is_file(), f"{name} leads to {address}"


def test_every_page_is_there_in_both_languages_and_each_leads_to_the_other(tmp_path: Path, issuer: Issuer) -> None:
    publish(issuer, tmp_path / "site")
    pages = _pages(tmp_path / "site")
    pages.pop("404.html")  # one page for all languages
    english = [name for name in pages if "fr/" not in name]
    for name in english:
        french = name.replace("index.html", "fr/index.html")
        assert pages[name].lang == "en"
        assert pages[french].lang == "fr"
        assert "fr/" in pages[name].links
        assert "../" in pages[french].links
    assert len(pages) == 2 * len(english)


def test_each_page_has_one_title_and_alternatives_for_its_pictures_and_no_script_but_the_sites_own(
    tmp_path: Path, issuer: Issuer
) -> None:
    publish(issuer, tmp_path / "site")
    for name, page in _pages(tmp_path / "site").items():
        assert page.tags.count("h1") == 1, name
        assert page.unnamed == []
        acting = {"form"} if name.startswith("verify/") else set()
        own = [one for one in page.scripts if one.get("type") not in _DATA]
        assert any(str(one["src"]).endswith("site.js") for one in own), name
        assert len(own) == 1 or acting or {str(one["src"]).rpartition("/")[2] for one in own} == _OF_A_BADGE, name
        assert all("src" in one for one in own), name
        assert not {"iframe", "form", "object", "embed", "style"} & set(page.tags) - acting, name


def test_nobody_is_named_who_did_not_agree_and_no_address_stands_anywhere(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    texts = {p.relative_to(site).as_posix(): p.read_bytes() for p in site.rglob("*") if p.is_file()}
    for name, body in texts.items():
        assert b"@" not in re.sub(rb"@(?:context|media|page|[a-z]+\b)", b"", body) or not name.endswith(
            (".html", ".css")
        )
        for secret in (b"Aisha", b"Ben Tremblay", b"N12345", b"student.college.example"):
            assert secret not in body, f"{name} tells {secret!r}"
    named = [name for name, body in texts.items() if "Zoé Learner".encode() in body and name.endswith(".html")]
    assert len(named) == 2


def test_without_consent_neither_the_file_nor_its_salt_is_published(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    published = sorted(p.parent.name for p in site.glob("b/*/badge.png"))
    agreed = [record.page for record in issuer.list() if record.consent]
    assert published == agreed
    salts = [record.page for record in issuer.list() if (site / "b" / record.page / "credential.json").exists()]
    assert salts == agreed


def test_a_published_badge_verifies_from_the_site_alone(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    (picture,) = site.glob("b/*/badge.png")
    verifier = Verifier(fetch=ResourceSet.load(site))
    assert verifier.verify(picture.read_bytes(), at=issuer.now()).verdict is Verdict.VALID
    (record,) = [one for one in issuer.list() if one.consent]
    issuer.revoke(record.id, reason_en="Issued by mistake")
    publish(issuer, site)
    verifier = Verifier(fetch=ResourceSet.load(site))
    assert verifier.verify(picture.read_bytes(), at=issuer.now()).verdict is Verdict.INVALID
    page = (site / "b" / record.page / "index.html").read_text("utf-8")
    assert "Revoked on 1 March 2026" in page
    assert "Issued by mistake" in page


def test_a_consent_that_ends_takes_the_name_and_the_file_away(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    (record,) = [one for one in issuer.list() if one.consent]
    issuer.forget(ref=record.ref)
    written = publish(issuer, site)
    assert f"b/{record.page}/badge.png" in written.removed
    assert not (site / "b" / record.page / "index.html").exists()


def test_the_same_folder_gives_the_same_bytes(tmp_path: Path, issuer: Issuer) -> None:
    for name in ("one", "two"):
        publish(issuer, tmp_path / name)
    one, two = (
        {p.relative_to(tmp_path / n): p.read_bytes() for p in (tmp_path / n).rglob("*") if p.is_file()}
        for n in ("one", "two")
    )
    assert one == two
    assert publish(issuer, tmp_path / "one").changed == ()


def test_one_more_badge_makes_its_own_pages_and_touches_no_others(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    issued = issuer.issue("dementia-care", to="new@student.college.example")
    written = publish(issuer, site)
    assert [name for name in written.added if name.endswith(".html")] == [
        f"b/{issued.page}/fr/index.html",
        f"b/{issued.page}/index.html",
    ]
    assert [name for name in written.changed if name.endswith(".html")] == []


def test_a_college_puts_its_own_style_and_templates_before_ours(tmp_path: Path, issuer: Issuer) -> None:
    own = issuer.folder / "site"
    own.mkdir()
    (own / "style.css").write_text("body { color: #123456 }")
    (own / "text.html.j2").write_text(
        '{% extends "page.html.j2" %}{% block main %}<h1>Ours: {{ title }}</h1>{% endblock %}'
    )
    publish(issuer, tmp_path / "site")
    assert (tmp_path / "site/style.css").read_text() == "body { color: #123456 }"
    assert "Ours: Privacy" in (tmp_path / "site/privacy/index.html").read_text("utf-8")


def test_markdown_of_strangers_does_nothing() -> None:
    markup = str(rendered(HOSTILE.criteria))  # type: ignore[arg-type]
    assert "<h3>Big</h3>" in markup
    assert "<b>" not in markup
    assert "<img" not in markup
    assert 'href="javascript' not in markup
    assert '<a href="https://a.example" rel="noopener noreferrer">web</a>' in markup


@given(st.lists(st.integers(1, 6), min_size=1, max_size=9))
def test_headings_inside_a_text_stand_below_those_of_the_page_and_skip_no_level(levels: list[int]) -> None:
    text = "\n\n".join(f"{'#' * level} H{place}" for place, level in enumerate(levels))
    found = [int(level) for level in re.findall(r"<h(\d)>H\d</h\1>", str(rendered(text)))]
    assert len(found) == len(levels)
    assert found[0] == 3
    assert all(low - high <= 1 for high, low in pairwise(found))
    for (a, b), (x, y) in zip(pairwise(levels), pairwise(found), strict=True):
        assert y == x if b == a else y <= x if b < a else y >= x


def test_the_address_of_the_site_is_where_the_pages_say(tmp_path: Path, issuer: Issuer) -> None:
    publish(issuer, tmp_path / "site")
    (record,) = [one for one in issuer.list() if one.consent]
    page = (tmp_path / "site" / "b" / record.page / "index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{URL}/b/{record.page}/">' in page
    assert 'content="noindex"' in page


def test_a_picture_with_scripts_is_published_without_them(tmp_path: Path, issuer: Issuer) -> None:
    picture = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)"><script>alert(2)</script></svg>'
    )
    (issuer.folder / "images/dementia-care.png").unlink(missing_ok=True)
    (issuer.folder / "images/dementia-care.svg").write_bytes(picture)
    publish(issuer, tmp_path / "site")
    (published,) = (tmp_path / "site/media").glob("dementia-care-*.svg")
    assert "alert" not in published.read_text("utf-8")


def test_a_picture_that_is_none_stops_the_run_and_says_which(tmp_path: Path, issuer: Issuer) -> None:
    (issuer.folder / "images/dementia-care.png").write_bytes(b"GIF89a")
    with pytest.raises(InputError) as caught:
        publish(issuer, tmp_path / "site")
    assert caught.value.code == "site_picture"
    assert "dementia-care" in str(caught.value)


def test_a_site_that_knows_of_a_revocation_is_not_written_from_an_older_copy(tmp_path: Path, issuer: Issuer) -> None:
    site, folder = tmp_path / "site", issuer.folder
    publish(issuer, site)
    shutil.copytree(folder, tmp_path / "older")
    issuer.revoke([one.id for one in issuer.list()], reason_en="Issued by mistake")
    publish(issuer, site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    older = Issuer.open(tmp_path / "older", clock=issuer.now)
    with pytest.raises(RegisterError) as caught:
        publish(older, site)
    assert caught.value.code == "site_newer"
    assert {path: path.read_bytes() for path in site.rglob("*") if path.is_file()} == before
    publish(older, tmp_path / "another")


@pytest.mark.parametrize("name", ["site/style.css", "site/site.js", "trust/approved.json"])
@pytest.mark.parametrize(("secret", "code"), [("keys/key-1.pem", "secret"), ("register.db", "database")])
def test_a_key_or_a_register_among_a_colleges_own_files_is_not_published(
    tmp_path: Path, issuer: Issuer, name: str, secret: str, code: str
) -> None:
    publish(issuer, tmp_path / "site")
    before = {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()}
    place = issuer.folder / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes((issuer.folder / secret).read_bytes())
    with pytest.raises(InputError) as caught:
        publish(issuer, tmp_path / "site")
    assert caught.value.code == f"register_{code}_hosted"
    assert {path: path.read_bytes() for path in (tmp_path / "site").rglob("*") if path.is_file()} == before
