"""What the script of a site adds in a real browser: today's state, read again; never more than it could read."""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browsing import Chromium, Tab, shown_by_server
from mexbadge.publish.site import publish
from programme_site import KINDS, ProgrammeSite

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(programme: ProgrammeSite, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the site in which a test may change files."""
    folder = tmp_path / "site"
    shutil.copytree(programme.folder, folder)
    with shown_by_server(folder) as url:
        yield folder, url


def now_of(tab: Tab, address: str) -> str:
    """Open a page; return what its script said of today."""
    tab.page.goto(address)
    line = tab.page.locator(".now")
    if line.get_attribute("data-places") is not None:
        expect(line).not_to_be_empty()
    return tab.page.locator(".now").inner_text()


def state_of(tab: Tab) -> str:
    return tab.page.locator("#state").get_attribute("class") or ""


ACTIVE = [kind for kind in KINDS if kind.startswith(("active", "private")) and kind != "private-hosted"]
"""A bare link to a hosted badge of 2.0 names no file that holds its assertion: of today its page says nothing more."""


@pytest.mark.parametrize("kind", ACTIVE)
def test_a_badge_that_was_not_withdrawn_is_said_to_be_so_and_no_more(
    browser: Chromium, programme: ProgrammeSite, address: str, kind: str
) -> None:
    with browser.tab(address) as tab:
        said = now_of(tab, f"{address}/{programme.page(kind)}")
        assert "has not withdrawn this badge" in said
        assert "valid" not in said
        assert state_of(tab) == "state issued"
        assert "pas retiré ce badge" in now_of(tab, f"{address}/{programme.page(kind, 'fr')}")


@pytest.mark.parametrize("kind", ACTIVE)
def test_a_page_that_is_older_than_a_revocation_says_revoked(
    browser: Chromium, programme: ProgrammeSite, copy: tuple[Path, str], tmp_path: Path, kind: str
) -> None:
    folder, address = copy
    later, fresh = tmp_path / "issuer", tmp_path / "fresh"
    shutil.copytree(programme.issuer.folder, later)
    issuer = type(programme.issuer).open(later)
    issuer.revoke(programme.records[kind].id, reason_en="Issued in error")
    publish(issuer, fresh)
    for path in fresh.rglob("*.json"):
        shutil.copyfile(path, folder / path.relative_to(fresh))
    with browser.tab(address) as tab:
        assert "was revoked" in now_of(tab, f"{address}/{programme.page(kind)}")
        assert state_of(tab) == "state revoked"


@pytest.mark.parametrize("wrong", ["gone", "text", "short", "other", "past"])
def test_a_list_that_cannot_be_read_or_is_over_is_never_said_to_be_clear(
    browser: Chromium, programme: ProgrammeSite, copy: tuple[Path, str], wrong: str
) -> None:
    folder, address = copy
    for path in (folder / "status").iterdir():
        if not path.is_file():
            continue
        if wrong == "gone":
            path.unlink()
            continue
        if wrong == "text":
            path.write_text("<html>not found</html>")
            continue
        document = json.loads(path.read_text("utf-8"))
        if wrong == "short":
            document["credentialSubject"]["encodedList"] = "uH4sIAAAAAAAAA2MAAI3vAtIBAAAA"
        if wrong == "other":
            document["credentialSubject"]["statusPurpose"] = "message"
        if wrong == "past":
            document["validUntil"] = "2020-01-01T00:00:00Z"
        path.write_text(json.dumps(document), "utf-8")
    with browser.tab(address) as tab:
        said = now_of(tab, f"{address}/{programme.page('active')}")
        if wrong == "gone":
            tab.forgive("404")
        assert "has not withdrawn" not in said
        assert ("has run out" if wrong == "past" else "could not be read again") in said


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_page_that_is_read_after_the_end_of_its_list_says_so(
    browser: Chromium, programme: ProgrammeSite, address: str, language: str
) -> None:
    with browser.tab(address) as tab:
        tab.page.clock.set_fixed_time(datetime(2046, 1, 1, tzinfo=UTC))
        said = now_of(tab, f"{address}/{programme.page('active', language)}")
        assert {"en": "has run out", "fr": "a expiré"}[language] in said
        assert state_of(tab) == "state suspended"


def test_an_end_that_came_since_is_said(browser: Chromium, programme: ProgrammeSite, copy: tuple[Path, str]) -> None:
    folder, address = copy
    page = folder / programme.page("active") / "index.html"
    text = page.read_text("utf-8")
    line = '<p class="now" role="status"'
    page.write_text(text.replace(line, f'{line} data-until="2021-01-01T00:00:00Z" data-ended="It ended."'), "utf-8")
    with browser.tab(address) as tab:
        assert now_of(tab, f"{address}/{programme.page('active')}") == "It ended."
        assert state_of(tab) == "state ended"


@pytest.mark.parametrize("kind", ["revoked", "expired", "superseded"])
def test_what_the_page_says_of_an_end_is_left_as_it_is(
    browser: Chromium, programme: ProgrammeSite, address: str, kind: str
) -> None:
    with browser.tab(address) as tab:
        assert now_of(tab, f"{address}/{programme.page(kind)}") == ""


def test_a_page_is_whole_without_a_script(browser: Chromium, programme: ProgrammeSite, address: str) -> None:
    with browser.tab(address, java_script_enabled=False) as tab:
        tab.page.goto(f"{address}/{programme.page('active')}")
        assert tab.page.locator(".state strong").inner_text().startswith("Issued by")
        assert (tab.page.locator("a.share").get_attribute("href") or "").startswith("mailto:?")


def test_sharing_on_a_phone_opens_its_sheet_and_elsewhere_copies_the_address(
    browser: Chromium, programme: ProgrammeSite, address: str
) -> None:
    with browser.tab(address, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True) as tab:
        tab.page.add_init_script("navigator.share = async (what) => { window.told = what; };")
        tab.page.goto(f"{address}/{programme.page('active')}")
        tab.page.locator("a.share").tap()
        told = tab.page.evaluate("window.told")
        assert told["url"].endswith(f"/{programme.page('active')}")
        assert told["title"] == "Dementia Care"
    with browser.tab(address, permissions=["clipboard-read", "clipboard-write"]) as tab:
        tab.page.add_init_script("delete Navigator.prototype.share;")
        tab.page.goto(f"{address}/{programme.page('active')}")
        tab.page.locator("a.share").click()
        expect(tab.page.locator(".shared")).not_to_be_empty()
        copied = tab.page.evaluate("navigator.clipboard.readText()")
        assert copied.endswith(f"/{programme.page('active')}")


@pytest.mark.parametrize("width", [320, 390])
def test_the_original_is_saved_byte_for_byte_on_a_phone(
    browser: Chromium, programme: ProgrammeSite, address: str, width: int
) -> None:
    phone = {"viewport": {"width": width, "height": 844}, "has_touch": True, "is_mobile": True}
    with browser.tab(address, **phone) as tab:
        tab.page.goto(f"{address}/{programme.page('active')}")
        with tab.page.expect_download() as waiting:
            tab.page.locator("a[download]").tap()
        saved = Path(waiting.value.path())
        assert saved.read_bytes() == (programme.folder / programme.page("active") / "badge.png").read_bytes()


@pytest.mark.parametrize("kind", ["active", "revoked"])
def test_data_for_machines_stands_under_the_strict_policy(
    browser: Chromium, programme: ProgrammeSite, address: str, kind: str
) -> None:
    with browser.tab(address) as tab:
        tab.page.goto(f"{address}/{programme.page(kind)}")
        block = tab.page.locator('script[type="application/ld+json"]').text_content()
        assert json.loads(block or "")["@type"] == "EducationalOccupationalCredential"
