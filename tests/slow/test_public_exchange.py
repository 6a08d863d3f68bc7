"""The public pages of an exchange in a real browser: in both languages, light and dark, and on a small screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route

from browsing import Chromium, shown_by_server
from mexbadge.credentials.ob3 import Form
from public_exchange import PAGES, public_town, published
from world import College, World

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    path = tmp_path_factory.mktemp("public")
    published(public_town(path), path / "site")
    with shown_by_server(path / "site") as url:
        yield url


@pytest.mark.parametrize("inner", ["", "fr/"])
def test_axe_finds_nothing_in_light_or_dark_and_nothing_is_cut_off(browser: Chromium, place: str, inner: str) -> None:
    found = []
    with browser.tab(place, viewport={"width": 320, "height": 640}) as tab:
        for page in PAGES:
            tab.page.goto(f"{place}/{page}{inner}", wait_until="networkidle")
            assert tab.page.evaluate("document.documentElement.scrollWidth") <= 320, page
            for scheme in ("light", "dark"):
                tab.page.emulate_media(color_scheme=scheme)
                found += [f"{page} ({scheme}): {one}" for one in tab.violations()]
    assert found == []


def test_every_link_of_the_menu_leads_somewhere(browser: Chromium, place: str) -> None:
    with browser.tab(place) as tab:
        for inner in ("", "fr/"):
            tab.page.goto(f"{place}/vacancies/psw/{inner}")
            for link in tab.page.eval_on_selector_all("nav a, main a, footer a", "all => all.map(one => one.href)"):
                if link.startswith(place):
                    answer = tab.page.request.get(link)
                    assert answer.status == 200, link


@pytest.mark.parametrize(
    ("issuer", "said"),
    [
        ("did:web:grand.example", "approved college of MEX since 1 January 2026"),
        ("did:web:old.example", "its approval by MEX ended on 1 January 2021"),
        ("did:web:stranger.example", "not an approved college of MEX"),
    ],
)
def test_the_page_that_checks_says_since_when_a_college_is_approved(
    browser: Chromium, place: str, issuer: str, said: str
) -> None:
    world = World()
    badge = College(world, issuer).issue(Form.VC_JWT).credential.decode("ascii")

    def answered(route: Route) -> None:
        page = world.pages.get(route.request.url)
        headers = {"Access-Control-Allow-Origin": "*", "Content-Type": "application/json"}
        route.fulfill(status=404 if page is None else 200, body=b"" if page is None else page.body, headers=headers)

    with browser.tab(place) as tab:
        tab.page.route(f"https://{issuer.removeprefix('did:web:')}/**", answered)
        tab.page.goto(f"{place}/verify/", wait_until="networkidle")
        tab.page.fill("#text", badge)
        tab.page.click("#paste button")
        tab.page.wait_for_selector("#result .host")
        assert said in tab.page.inner_text("#result .host").replace("January 1, ", "1 January ")
        tab.problems.clear()  # what these hosts lack is for other tests
