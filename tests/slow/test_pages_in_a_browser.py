"""Every page of a site in a real browser: nothing goes wrong on it, and everybody can read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from browsing import Chromium, shown_by_server
from programme_site import ProgrammeSite

pytestmark = pytest.mark.slow

_BAD = {
    "script": ('<script src="own.js"></script>', "error in a script: own"),
    "console": ('<script src="console.js"></script>', "error on the console: told"),
    "policy": ("<script>document.title = 'x'</script>", "Content Security Policy"),
    "host": ('<img alt="" src="http://127.0.0.1:9/x.png">', "a request to another host"),
    "missing": ('<img alt="" src="gone.png">', "status 404"),
}


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("bad")
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'self\'">'
    head = f'<meta charset="utf-8">{policy}<title>t</title>'
    for name, (body, _) in _BAD.items():
        (folder / f"{name}.html").write_text(f'<!doctype html><html lang="en"><head>{head}</head>{body}', "utf-8")
    Path(folder / "own.js").write_text("throw new Error('own')")
    Path(folder / "console.js").write_text("console.error('told')")
    (folder / "blind.html").write_text(f'<!doctype html><html><head>{head}</head><body><img src="x.png"></body></html>')
    with shown_by_server(folder) as url:
        yield url


@pytest.mark.parametrize("name", _BAD)
def test_what_goes_wrong_on_a_page_fails_its_test(browser: Chromium, bad: str, name: str) -> None:
    with browser.tab(bad) as tab:
        tab.page.goto(f"{bad}/{name}.html", wait_until="networkidle")
        assert any(_BAD[name][1] in one for one in tab.problems), tab.problems
        tab.problems.clear()


def test_a_page_that_somebody_cannot_read_is_noticed(browser: Chromium, bad: str) -> None:
    with browser.tab(bad) as tab:
        tab.page.goto(f"{bad}/blind.html")
        tab.forgive("404")
        found = " ".join(tab.violations())
        assert "image-alt" in found
        assert "html-has-lang" in found


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_page_loads_without_a_fault_and_asks_no_other_host(
    browser: Chromium, programme: ProgrammeSite, address: str, language: str
) -> None:
    with browser.tab(address) as tab:
        for path in programme.pages(language):
            tab.page.goto(f"{address}/{path}", wait_until="load")
            assert tab.page.locator("html").get_attribute("lang") == language
            assert tab.problems == [], path
