"""The printable record: both languages, readable, and nothing in it acts."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from mexbadge.cli import main
from mexbadge.fetch.types import nothing
from mexbadge.trust.entries import TrustEntry
from mexbadge.trust.lists import TrustList
from mexbadge.verify import Policy, Report, verify
from mexbadge.verify.html import LOOKS, fragment, page
from world import AT, RECIPIENT, College, World

LOWEST_CONTRAST = 4.5
VOID = {"meta", "br"}


class Page(HTMLParser):
    """What a page holds: its elements with their attributes, its headings, its text by language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[int] = []
        self.languages: dict[str, str] = {}
        self.open: list[tuple[str, str]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.elements.append((tag, found))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.open.append((tag, found.get("lang") or (self.open[-1][1] if self.open else "")))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1][0] != "style":
            lang = self.open[-1][1]
            self.languages[lang] = f"{self.languages.get(lang, '')} {data.strip()}"

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def report_of(**college: Any) -> Report:
    world = World()
    issuer = College(world, **college)
    trust = TrustList("Approved colleges of MEX", (TrustEntry(issuer.id, "Example College", ("approved college",)),))
    policy = Policy(trust=(trust,), maximum_age=timedelta(days=10))
    return verify(issuer.issue().credential, fetch=world.fetch, at=AT, policy=policy, recipient=RECIPIENT)


def test_the_page_stands_in_both_languages_the_asked_one_first() -> None:
    report = report_of()
    for first, other, text in (("en", "fr", report.to_html()), ("fr", "en", report.to_html("fr"))):
        parsed = Page(text)
        assert parsed.all("html") == [{"lang": first}]
        assert [section["lang"] for section in parsed.all("section") if "lang" in section] == [first, other]
        assert report.to_text("en").splitlines()[0] in parsed.languages["en"]
        assert report.to_text("fr").splitlines()[0] in parsed.languages["fr"]
        assert text.index(f'<section lang="{first}"') < text.index(f'<section lang="{other}"')
    assert report.to_html() == report.to_html("en")


def test_the_page_holds_everything_that_was_found_and_read() -> None:
    report = report_of()
    parsed = Page(report.to_html())
    for lang in ("en", "fr"):
        text = parsed.languages[lang]
        for finding in report.findings:
            assert finding.message(lang) in text
            assert str(finding.code) in text
        assert "2026-05-01T12:00:00Z" in text
        assert "badges.college.example" in text
    assert report.resources
    for resource in report.resources:
        assert resource.url in parsed.languages["en"]
        assert resource.sha256 in report.to_html()


def test_every_finding_has_a_sign_and_a_word_and_never_colour_alone() -> None:
    report = report_of()
    rows = re.findall(r'<td class="(\w+)"><span aria-hidden="true">(.)</span> ([^<]+)</td>', report.to_html())
    assert len(rows) == 2 * len(report.findings)
    assert {(look, sign) for look, sign, _ in rows} >= {("valid", "✓"), ("warning", "!"), ("skipped", "–")}  # noqa: RUF001 - the sign of a check left out
    assert {word for _, _, word in rows} >= {"passed", "réussi", "warning", "avertissement", "not applicable"}


def test_there_is_one_h1_and_no_heading_is_skipped() -> None:
    for text in (report_of().to_html(), page([report_of(), verify(b"", at=AT, fetch=nothing)], "fr")):
        headings = Page(text).headings
        assert headings.count(1) == 1
        assert headings[0] == 1
        assert all(below - above <= 1 for above, below in pairwise(headings))


def test_nothing_in_the_page_acts_or_is_fetched() -> None:
    parsed = Page(report_of().to_html())
    names = {name for name, _ in parsed.elements}
    assert not names & {"script", "a", "img", "link", "iframe", "form", "object", "base"}
    attributes = {attribute for _, found in parsed.elements for attribute in found}
    assert attributes <= {"lang", "class", "scope", "aria-hidden", "charset", "http-equiv", "content", "name"}
    policy = [meta["content"] for meta in parsed.all("meta") if meta.get("http-equiv") == "Content-Security-Policy"]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert "url(" not in report_of().to_html()


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_pair_of_colours_can_be_read() -> None:
    style = "".join(re.findall(r"<style>(.*?)</style>", report_of().to_html(), re.DOTALL))
    paper = "#ffffff"
    pairs = []
    for rule in re.findall(r"\{([^{}]*)\}", style):
        ink = re.search(r"(?<![-\w])color: (#[0-9a-f]{6})", rule)
        under = re.search(r"background: (#[0-9a-f]{6})", rule)
        if ink:
            pairs.append((ink[1], under[1] if under else paper))
    assert {*LOOKS.values()} <= set(pairs)
    assert all(contrast(*pair) >= LOWEST_CONTRAST for pair in pairs)


def test_a_host_is_called_verified_only_where_it_is() -> None:
    world = World()
    college = College(world)
    badge = college.issue().credential
    good = verify(badge, fetch=world.fetch, at=AT).to_html()
    assert "Verified host or DID" in good
    for bad in (verify(badge[:-8] + b"AAAAAAAA", fetch=world.fetch, at=AT), verify(badge, fetch=nothing, at=AT)):
        assert "Verified host or DID" not in bad.to_html()
        assert "as the badge says (not verified)" in bad.to_html()


def test_a_host_that_may_deceive_is_shown_only_in_the_form_that_cannot() -> None:
    text = report_of(id="https://xn--80ak6aa92e.com/i").to_html()
    facts = text[: text.index("<table>")]
    assert "<dd>xn--80ak6aa92e.com</dd>" in facts
    text = report_of(id="https://xn--collge-6ua.example/i").to_html()
    assert "<dd>xn--collge-6ua.example (collège.example)</dd>" in text


def test_a_file_that_is_no_badge_has_a_page_too() -> None:
    text = verify(b"no badge", at=AT, fetch=nothing).to_html()
    assert "No document was read" in text
    assert "<dl>" in text
    Page(text)


def test_a_notebook_gets_the_same_without_the_page_around_it() -> None:
    report = report_of(name="<script>alert(1)</script>")
    text = report._repr_html_()
    assert text == fragment([report])
    assert text.lstrip().startswith('<div class="mexbadge">')
    assert "<html" not in text
    assert "<script" not in text
    assert text.strip() in report.to_html()
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style is not None
    selectors = re.findall(r"^([^@{}\n]+)\{", style[1], re.MULTILINE)
    assert all(part.strip().startswith(".mexbadge") for selector in selectors for part in selector.split(","))


def test_the_record_prints(tmp_path: Path) -> None:
    assert "@media print" in report_of().to_html()
    assert "break-inside: avoid" in report_of().to_html()
    assert tmp_path.is_dir()


def test_the_command_writes_the_record_and_overwrites_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    own = College(World(), id="did:key:")
    (tmp_path / "own.jwt").write_bytes(own.issue().credential)
    (tmp_path / "bad.jwt").write_bytes(own.issue().credential[:-8] + b"AAAAAAAA")
    words = ["verify", "--offline", "--at", f"{AT:%Y-%m-%dT%H:%M:%SZ}", "--lang", "fr", "--html", "record.html"]
    assert main([*words, "own.jwt", "bad.jwt", "missing.jwt"]) == 1
    text = (tmp_path / "record.html").read_text(encoding="utf-8")
    assert Page(text).all("html") == [{"lang": "fr"}]
    assert len(Page(text).all("article")) == 2
    assert "record.html" in capsys.readouterr().err
    assert main([*words, "own.jwt"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "record.html" in err
