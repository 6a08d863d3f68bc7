"""Each kind of page in a real browser, in both languages: read by all, by keyboard, on a small screen, on paper."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from browsing import Chromium, Tab
from matching import applicant, ask, compared, vacancy
from mexbadge.match.html import page
from mexbadge.texts import Lang
from programme_site import ProgrammeSite

pytestmark = pytest.mark.slow
_LANGUAGES: tuple[Lang, ...] = ("en", "fr")
_WALKED = ("active", "private")
_BADGES = ("active", "active-jwt", "french", "private", "revoked", "suspended", "expired", "superseded", "active-ob2")


def kinds_of_pages(programme: ProgrammeSite, language: str) -> Iterator[str]:
    """Yield one page of each kind: all that are no badge's, and of badges one of each state."""
    yield from (path for path in programme.pages(language) if not path.startswith("b/"))
    yield from (programme.page(kind, language) for kind in _BADGES)
    if language == "en":
        yield "404.html"


@pytest.mark.parametrize("language", _LANGUAGES)
def test_axe_finds_nothing_in_light_or_dark(
    browser: Chromium, programme: ProgrammeSite, address: str, language: str
) -> None:
    found = []
    with browser.tab(address) as tab:
        for path in kinds_of_pages(programme, language):
            tab.page.goto(f"{address}/{path}", wait_until="networkidle")
            for scheme in ("light", "dark"):
                tab.page.emulate_media(color_scheme=scheme)
                found += [f"{path} ({scheme}): {one}" for one in tab.violations()]
    assert found == []


@pytest.mark.parametrize("language", _LANGUAGES)
def test_nothing_is_cut_off_at_320_pixels(
    browser: Chromium, programme: ProgrammeSite, address: str, language: str
) -> None:
    with browser.tab(address, viewport={"width": 320, "height": 640}) as tab:
        for path in kinds_of_pages(programme, language):
            tab.page.goto(f"{address}/{path}")
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320, path


_LOOSE = re.compile(r"[ \u00a0][;!?»]|«[ \u00a0]|[ \u202f]:(?:\s|$)|\w'\w", re.MULTILINE)
"""What no French sentence of ours has on a page: spaces that break, and the apostrophe of typewriters."""
_OURS = """() => {
  const whole = document.body.cloneNode(true);
  whole.querySelectorAll("[lang], pre, script, .theirs").forEach(one => one.remove());
  return whole.textContent;
}"""
_WROTE_FRENCH = ("french", "milieu-communautaire", "portfolio")
"""Where people's own French is: it stays as they wrote it."""


def test_french_is_printed_as_french(browser: Chromium, programme: ProgrammeSite, address: str) -> None:
    with browser.tab(address) as tab:
        for path in kinds_of_pages(programme, "fr"):
            if path == programme.page("french", "fr") or any(word in path for word in _WROTE_FRENCH):
                continue
            tab.page.goto(f"{address}/{path}")
            found = _LOOSE.search(tab.page.evaluate(_OURS))
            assert found is None, (path, found)


def focused(tab: Tab) -> dict[str, object]:
    found: dict[str, object] = tab.page.evaluate(
        """() => {
          const one = document.activeElement, box = one.getBoundingClientRect(), style = getComputedStyle(one);
          return { tag: one.tagName, skip: one.classList.contains("skip"), href: one.getAttribute("href"),
                   seen: box.width > 0 && box.height > 0 && box.left >= 0 && box.right <= innerWidth + 1,
                   outline: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                   place: [...document.querySelectorAll("*")].indexOf(one) };
        }"""
    )
    return found


@pytest.mark.parametrize("language", _LANGUAGES)
def test_the_keyboard_reaches_everything_in_order_and_the_place_is_seen(
    browser: Chromium, programme: ProgrammeSite, address: str, language: str
) -> None:
    with browser.tab(address) as tab:
        inner = "fr/" if language == "fr" else ""
        general = ("", "verify/", "catalogue/dementia-care/", "pathways/long-term-care-support/", "portfolio/")
        for here in (*(f"{path}{inner}" for path in general), *(programme.page(b, language) for b in _WALKED)):
            tab.page.goto(f"{address}/{here}")
            places: list[object] = []
            for _ in range(60):
                tab.page.keyboard.press("Tab")
                at = focused(tab)
                if at["tag"] == "BODY" or (places and at["place"] == places[0]):
                    break
                assert at["seen"], (here, at)
                assert at["outline"], (here, at)
                assert at["skip"] == (not places), (here, at)
                places.append(at["place"])
            assert places == sorted(places, key=lambda one: int(str(one))), here
            assert len(places) > 3
            tab.page.goto(f"{address}/{here}")
            tab.page.keyboard.press("Tab")
            tab.page.keyboard.press("Enter")
            assert tab.page.evaluate("location.hash") == "#main"


def test_nothing_moves_for_whoever_asked_for_less_motion(
    browser: Chromium, programme: ProgrammeSite, address: str
) -> None:
    with browser.tab(address, reduced_motion="reduce") as tab:
        tab.page.goto(f"{address}/{programme.page('active')}")
        assert tab.page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        moving = (
            "[...document.querySelectorAll('*')].filter(one => parseFloat(getComputedStyle(one).transitionDuration))"
        )
        assert tab.page.evaluate(f"{moving}.length") == 0


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("paper", ["Letter", "A4"])
@pytest.mark.parametrize("kind", ["active", "active-jwt", "private", "revoked"])
def test_a_badge_is_printed_on_one_tagged_page_with_its_code(
    browser: Chromium, programme: ProgrammeSite, address: str, language: str, paper: str, kind: str
) -> None:
    with browser.tab(address) as tab:
        tab.page.goto(f"{address}/{programme.page(kind, language)}", wait_until="networkidle")
        printed = tab.page.pdf(format=paper, tagged=True, prefer_css_page_size=False)
    reader = PdfReader(io.BytesIO(printed))
    assert len(reader.pages) == 1
    catalogue: Any = reader.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert str(catalogue["/Lang"]).startswith(language)
    text = " ".join(reader.pages[0].extract_text().split())
    assert {"en": "Dementia Care", "fr": "Soins en démence"}[language] in text
    assert programme.records[kind].page in text.replace(" ", "")
    assert len(reader.pages[0].images) >= 2


@pytest.mark.parametrize("language", _LANGUAGES)
def test_a_ranking_is_read_by_all_in_light_or_dark_and_on_a_small_screen(browser: Chromium, language: Lang) -> None:
    post = vacancy(ask("lifts"), ask("a-skill-of-one-very-long-word-that-nobody-has-shown" * 3))
    text = page([compared(post, applicant=applicant(name)) for name in ("aisha", "ben")], language)
    with browser.tab(viewport={"width": 320, "height": 640}) as tab:
        tab.page.set_content(text)
        assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320
        assert tab.page.evaluate("document.querySelectorAll('h1').length") == 1
        colours = set()
        for scheme in ("light", "dark"):
            tab.page.emulate_media(color_scheme=scheme)
            assert tab.violations() == []
            colours.add(tab.page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(colours) == 2
