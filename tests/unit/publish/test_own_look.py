"""A site that a college makes its own: templates, a logo, colours; and what stands beside its pages."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from issuing import URL, Folder
from mexbadge.artwork.colours import DARK_PAGE, LETTERS, WHITE, contrast, parsed, written
from mexbadge.errors import InputError
from mexbadge.issuer import Issuer
from mexbadge.publish.frame import POLICY, TEMPLATES
from mexbadge.publish.look import look_of
from mexbadge.publish.site import publish
from mexbadge.publish.verify_page import VERIFY_POLICY

DOCS = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "make-the-site-yours.md"
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">'
    b'<script>alert(1)</script><rect width="9" height="9"/></svg>'
)
OWN = """{% extends "page.html.j2" %}
{% block title %}Ours{% endblock %}
{% block main %}<h1>{{ award.name }}, ours</h1>{% endblock %}
"""


@pytest.fixture
def issuer(tmp_path: Path) -> Issuer:
    made = Folder(tmp_path / "badges").create()
    made.issue("dementia-care", to="aisha@student.college.example")
    (made.folder / "site").mkdir()
    return made


def test_a_block_of_a_colleges_own_is_shown_and_the_rest_stays(tmp_path: Path, issuer: Issuer) -> None:
    (issuer.folder / "site/award.html.j2").write_text(OWN, "utf-8")
    publish(issuer, tmp_path / "site")
    page = (tmp_path / "site/catalogue/dementia-care/index.html").read_text("utf-8")
    assert "<h1>Personal Support Worker: Dementia Care, ours</h1>" in page
    assert 'href="../../style.css"' in page


def test_a_page_is_made_again_when_a_template_changes_that_its_own_includes(tmp_path: Path, issuer: Issuer) -> None:
    parts = issuer.folder / "site/parts"
    parts.mkdir()
    (issuer.folder / "site/award.html.j2").write_text(OWN.replace("ours", '{% include "parts/a.html" %}'), "utf-8")
    for said in ("before", "after"):
        (parts / "a.html").write_text(said, "utf-8")
        publish(issuer, tmp_path / "site")
        assert f", {said}</h1>" in (tmp_path / "site/catalogue/dementia-care/index.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("fine\n{% block %}\n", 2),
        ("fine\n\n{{ nothing_such }}\n", 3),
        ("{{ 1 / 0 }}", 1),
        ("fine\n{{ award.name.nope() }}", 2),
        ('fine\n{% include "gone.j2" %}', 2),
        ("{{ 'x' + 1 }}", 1),
    ],
)
def test_a_mistake_in_a_template_is_said_with_its_file_and_its_line(
    tmp_path: Path, issuer: Issuer, text: str, line: int
) -> None:
    path = issuer.folder / "site/award.html.j2"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError) as caught:
        publish(issuer, tmp_path / "site")
    assert caught.value.code == "site_template"
    assert caught.value.where == line
    assert str(path) in str(caught.value)


def test_a_logo_stands_on_every_page_without_what_acts_in_it(tmp_path: Path, issuer: Issuer) -> None:
    (issuer.folder / "site/logo.svg").write_bytes(SVG)
    site = tmp_path / "site"
    publish(issuer, site)
    assert b"alert" not in (site / "logo.svg").read_bytes()
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        assert len(re.findall(r'rel="icon" href="[./]*logo.svg"', page)) == 1
        assert len(re.findall(r'<img src="[./]*logo.svg" alt=""', page)) == 1
    (issuer.folder / "site/logo.svg").write_bytes(b"GIF89a")
    with pytest.raises(InputError) as caught:
        publish(issuer, site)
    assert caught.value.code == "site_logo"


SOFT, DARK_SOFT = "#f3f5f8", "#1d232b"


def look_with(folder: Path, text: str) -> str:
    (folder / "colours.toml").write_text(text, "utf-8")
    return look_of(folder).sheet


def test_the_grounds_on_which_colours_are_judged_are_those_of_the_style_sheet() -> None:
    style = (TEMPLATES / "style.css").read_text("utf-8")
    assert re.findall(r"--soft: (#\w{6})", style)[:2] == [SOFT, DARK_SOFT]


@given(st.tuples(*[st.integers(0, 255)] * 3))
def test_colours_are_read_on_every_ground_of_a_page(colour: tuple[int, int, int]) -> None:
    with TemporaryDirectory() as folder:
        try:
            sheet = look_with(Path(folder), f'main = "{written(colour)}"')
        except InputError:
            assert contrast(colour, WHITE) < LETTERS
            return
    assert contrast(colour, WHITE) >= LETTERS
    light, dark = (parsed(found) for found in re.findall(r"--link: (#\w{6})", sheet))
    for link, grounds in ((light, (WHITE, parsed(SOFT))), (dark, (DARK_PAGE, parsed(DARK_SOFT)))):
        assert all(contrast(link, ground) >= LETTERS for ground in grounds)


@pytest.mark.parametrize(
    ("text", "name", "ratio"),
    [
        ('main = "#f7c44a"', "main", "1.62"),
        ('main = "#777777"', "main", "4.47"),
        ('main = "#12406e"\nlink = "#767676"', "link", "4.15"),
    ],
)
def test_a_colour_that_is_not_read_is_refused_with_its_name_its_contrast_and_what_works(
    tmp_path: Path, text: str, name: str, ratio: str
) -> None:
    with pytest.raises(InputError) as caught:
        look_with(tmp_path, text)
    values = caught.value.problem.values
    assert (caught.value.code, values["name"], values["ratio"]) == ("site_colour", name, ratio)
    assert contrast(parsed(str(values["works"])), parsed(str(values["ground"]))) >= LETTERS
    assert f"{name} = {values['text']}" in str(caught.value)
    assert f"{ratio} to 1" in str(caught.value)


def test_a_colour_of_its_own_for_links_is_taken(tmp_path: Path) -> None:
    sheet = look_with(tmp_path, 'main = "#12406e"\nlink = "#7a1f3d"')
    assert ":root { --main: #12406e; --link: #7a1f3d; }" in sheet


@pytest.mark.parametrize("wrong", ['main = "red"', "main = 1", 'accent = "#123456"', "main = ", 'link = "#12406e"', ""])
def test_colours_that_are_none_are_refused(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(InputError):
        look_with(tmp_path, wrong)


def test_search_engines_are_told_of_general_pages_alone(tmp_path: Path, issuer: Issuer) -> None:
    site = tmp_path / "site"
    publish(issuer, site)
    assert f"Sitemap: {URL}/sitemap.xml" in (site / "robots.txt").read_text("ascii")
    listed = [one.text or "" for one in ET.parse(site / "sitemap.xml").iter() if one.tag.endswith("loc")]
    assert f"{URL}/catalogue/dementia-care/" in listed
    assert f"{URL}/fr/" in listed
    (record,) = issuer.list()
    assert record.page not in (site / "sitemap.xml").read_text("utf-8")
    for address in listed:
        assert (site / address.removeprefix(f"{URL}/") / "index.html").is_file()


def test_the_page_for_what_is_not_there_works_at_any_depth_and_in_both_languages(
    tmp_path: Path, issuer: Issuer
) -> None:
    publish(issuer, tmp_path / "site")
    page = (tmp_path / "site/404.html").read_text("utf-8")
    assert "There is no such page" in page
    assert "Cette page n’existe pas" in page  # noqa: RUF001 - French
    assert not re.findall(r'(?:href|src)="\.', page)
    assert 'href="/style.css"' in page


def test_the_page_that_checks_may_ask_other_hosts_and_no_other_page_may() -> None:
    told = dict(part.strip().split(" ", 1) for part in VERIFY_POLICY.split(";"))
    assert told["connect-src"] == "'self' https:"
    assert len(told) == len(VERIFY_POLICY.split(";"))
    assert "https:" not in POLICY


def test_every_template_and_each_of_its_blocks_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    for path in TEMPLATES.glob("*.j2"):
        if path.name == "portfolio.html.j2":  # a learner's, and of no college's site
            continue
        (row,) = [line for line in text.splitlines() if line.startswith(f"| `{path.name}`")]
        for block in re.findall(r"{% block (\w+)", path.read_text("utf-8")):
            assert f"`{block}`" in row, (path.name, block)
