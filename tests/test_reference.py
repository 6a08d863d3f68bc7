"""The pages that follow from the program are those that it writes, and every page of the docs is found."""

import re
from pathlib import Path

import pytest
from reference_pages import cli_page, codes_page, pages

from mexbadge.cli import main
from mexbadge.cli.explanations import explained, explanation
from mexbadge.cli.table import COMMANDS
from mexbadge.texts import Lang
from mexbadge.verify.codes import Code

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_BLOCK = re.compile(r"```python\n.*?```", re.DOTALL)
_LANGUAGES: list[Lang] = ["en", "fr"]


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_reference_page_is_the_one_that_the_program_writes(name: str) -> None:
    """``make schemas`` writes them anew."""
    assert (DOCS / "reference" / name).read_text(encoding="utf-8") == pages()[name]


def test_no_reference_page_is_left_over() -> None:
    assert {path.name for path in (DOCS / "reference").iterdir()} >= set(pages())


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_every_code_has_its_heading_and_the_command_prints_the_same(
    lang: Lang, capsys: pytest.CaptureFixture[str]
) -> None:
    headings = re.findall(r"^## (\S+)$", codes_page(lang), re.MULTILINE)
    assert tuple(headings) == explained()
    assert {str(code) for code in Code} <= set(headings)
    for code in headings[::25]:
        assert main(["explain", code, "--lang", lang]) == 0
        printed = capsys.readouterr().out
        for part in explanation(code, lang):
            assert part is None or part in printed


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_no_code_is_explained_with_a_raw_gap(lang: Lang) -> None:
    """Braces are those of JSON that somebody is to write, once each; a value is three dots."""
    for code in explained():
        found = explanation(code, lang)
        for text in (found.said, found.step or "", found.remedy or ""):
            assert not re.search(r"\{\{|\}\}$|\}\}[^}]|\{[a-z_]+\}", text), code
    assert '{"id": "https://…", "type": "Image"}' in str(explanation("models_image_string", lang).remedy)


@pytest.mark.parametrize("lang", _LANGUAGES)
def test_every_command_has_its_heading_and_its_examples(lang: Lang) -> None:
    page = cli_page(lang)
    assert [f"### mexbadge {command.name}" in page for command in COMMANDS] == [True] * len(COMMANDS)
    assert "`--remote-schemas`" in page


def test_the_page_for_language_models_names_every_page_and_the_examples_of_the_readme() -> None:
    text = (DOCS / "llms.txt").read_text(encoding="utf-8")
    linked = {(DOCS / link).resolve() for link in _LINK.findall(text)}
    assert not [path for path in linked if not path.is_file()]
    listed = {path.parent for path in linked if path.name == "index.md"}
    pages = {path.resolve() for path in DOCS.rglob("*.md")} - {DOCS / "index.md"}
    assert {path for path in pages if path.parent not in listed} <= linked
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [block for block in _BLOCK.findall(text) if block not in readme] == []


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda page: page.relative_to(DOCS).as_posix())
def test_no_link_between_pages_is_broken(page: Path) -> None:
    for link in _LINK.findall(page.read_text(encoding="utf-8")):
        if not link.startswith(("http", "mailto:", "#")):
            assert (page.parent / link.partition("#")[0]).exists(), link
