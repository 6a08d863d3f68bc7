"""The page at the top of a site that several colleges share, in a real browser: read by all, on any screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import Chromium, shown_by_server
from issuing import Folder
from mexbadge.publish.several import publish_several

pytestmark = pytest.mark.slow
_HOST = "https://badges.consortium.example"
_COLLEGES = {
    "lakeshore": ("Lakeshore College of Care", "Collège de soins Lakeshore"),
    "vieux-moulin": ("Collège du Vieux-Moulin", "Collège du Vieux-Moulin"),
    "long": (f"A College with One Very Long Name {'Abcdefghij' * 6}", f"Un collège {'Abcdefghij' * 6}"),
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("shared")
    made = [
        Folder(Path(folder / name)).create(url=f"{_HOST}/{name}", name=english, name_fr=french, email="b@example.ca")
        for name, (english, french) in _COLLEGES.items()
    ]
    publish_several(made, folder / "site")
    with shown_by_server(folder / "site") as url:
        yield url


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_axe_finds_nothing_at_the_top_in_light_or_dark_and_nothing_is_cut_off(
    browser: Chromium, shared: str, width: int
) -> None:
    colours = set()
    with browser.tab(shared, viewport={"width": width, "height": 640}) as tab:
        tab.page.goto(f"{shared}/", wait_until="networkidle")
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            assert tab.violations() == []
            colours.add(tab.page.evaluate("getComputedStyle(document.body).color"))
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= width
    assert len(colours) == 2


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_language_leads_to_every_college_in_it(browser: Chromium, shared: str, language: str) -> None:
    with browser.tab(shared) as tab:
        tab.page.goto(f"{shared}/")
        links = tab.page.locator(f"section[lang={language}] a")
        assert links.count() == len(_COLLEGES)
        for place in range(len(_COLLEGES)):
            tab.page.goto(f"{shared}/")
            links.nth(place).click()
            assert tab.page.locator("html").get_attribute("lang") == language
