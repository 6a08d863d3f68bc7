"""The private link in a real browser: it shows the name and gives the original, and nothing else does."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from browsing import Chromium, Tab
from mexbadge.fetch import ResourceSet
from mexbadge.verify import Verdict, Verifier
from programme_site import ProgrammeSite, name_of

pytestmark = pytest.mark.slow
_SAID = {
    "en": ("You opened the holder's private link", "is not the key of this badge's page"),
    "fr": ("Vous avez ouvert le lien privé du titulaire", "n'est pas la clé de la page de ce badge"),
}


def link_of(programme: ProgrammeSite, address: str, kind: str, language: str = "en") -> str:
    key = urlsplit(programme.issuer.holder_url(programme.records[kind])).fragment
    return f"{address}/{programme.page(kind, language)}#{key}"


def private_part(tab: Tab) -> str:
    return tab.page.locator(".private .said").inner_text()


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("kind", ["private", "private-ob2", "private-hosted", "revoked-private"])
def test_with_its_key_the_page_names_the_holder_and_saves_the_original(
    browser: Chromium, programme: ProgrammeSite, address: str, tmp_path: Path, kind: str, language: str
) -> None:
    with browser.tab(address) as tab:
        tab.page.goto(link_of(programme, address, kind, language))
        tab.page.locator(".private.open").wait_for()
        assert tab.page.locator("#holder").inner_text() == name_of(kind)
        assert _SAID[language][0] in private_part(tab)
        with tab.page.expect_download() as saving:
            tab.page.locator(".private button").click()
        saving.value.save_as(tmp_path / "badge.png")
        assert saving.value.suggested_filename == "dementia-care.png"
        content = (tmp_path / "badge.png").read_bytes()
        issuer, record = programme.issuer, programme.records[kind]
        assert content == (issuer.files / record.file).read_bytes()
        report = Verifier(fetch=ResourceSet.load(programme.folder)).verify(content, recipient=f"{kind}@learner.example")
        assert report.verdict is (Verdict.INVALID if kind == "revoked-private" else Verdict.VALID)
        assert not [
            one for one in tab.asked if "#" in one or urlsplit(link_of(programme, address, kind)).fragment in one
        ]


def test_the_bare_page_shows_neither_and_another_key_is_told_plainly(
    browser: Chromium, programme: ProgrammeSite, address: str
) -> None:
    with browser.tab(address) as tab:
        tab.page.goto(f"{address}/{programme.page('private')}")
        tab.page.wait_for_load_state("networkidle")
        assert "not named here" in tab.page.locator("#holder").inner_text()
        assert not tab.page.locator(".private").is_visible()
        assert "original.bin" not in " ".join(tab.asked)
        other = urlsplit(link_of(programme, address, "private-ob2")).fragment
        whole = urlsplit(link_of(programme, address, "private")).fragment
        for key in (other, whole[:-1], whole + "x", "!" * 43, "%00" * 20):
            tab.page.evaluate("key => { location.hash = key }", key)
            tab.page.locator(".private.wrong").wait_for()
            assert _SAID["en"][1] in private_part(tab)
            assert "not named here" in tab.page.locator("#holder").inner_text()
            tab.page.evaluate("location.hash = ''")
            tab.page.locator(".private").wait_for(state="hidden")
        tab.page.evaluate("key => { location.hash = key }", whole)
        tab.page.locator(".private.open").wait_for()
        assert tab.page.locator("#holder").inner_text() == name_of("private")


def test_the_other_language_opens_with_the_same_key(browser: Chromium, programme: ProgrammeSite, address: str) -> None:
    with browser.tab(address) as tab:
        tab.page.goto(link_of(programme, address, "private"))
        tab.page.locator(".private.open").wait_for()
        tab.page.locator("header a[hreflang=fr]").click()
        tab.page.locator("html[lang=fr] .private.open").wait_for()
        assert tab.page.locator("#holder").inner_text() == name_of("private")


def test_a_file_that_cannot_be_read_is_told_and_the_name_stays(
    browser: Chromium, programme: ProgrammeSite, address: str
) -> None:
    with browser.tab(address) as tab:
        tab.page.goto(link_of(programme, address, "private"))
        tab.page.locator(".private.open").wait_for()
        tab.page.route("**/original.bin", lambda route: route.fulfill(status=200, body=b"x" * 99))
        tab.page.locator(".private button").click()
        tab.page.locator(".private.wrong").wait_for()
        assert "could not be read" in private_part(tab)
        assert tab.page.locator("#holder").inner_text() == name_of("private")


def test_without_scripts_the_page_is_whole_and_says_what_a_private_link_needs(
    browser: Chromium, programme: ProgrammeSite, address: str
) -> None:
    with browser.tab(address, java_script_enabled=False) as tab:
        tab.page.goto(link_of(programme, address, "private"))
        text = tab.page.locator("main").inner_text()
        assert "Dementia Care" in text
        assert "A private link shows the holder's name in a browser with scripts." in text
        assert name_of("private") not in text
