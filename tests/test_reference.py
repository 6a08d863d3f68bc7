"""The pages that follow from the program are those that it writes, and every page of the docs is found."""

import inspect
import pkgutil
import re
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from reference_pages import cli_page, codes_page, pages

import mexbadge
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


_UNDOCUMENTED = {
    "artwork": "reached through mexbadge.issuer and the commands",
    "cli": "the command line has a page of its own",
    "store": "where the issuer and the exchange keep things",
    "tabular": "reached through mexbadge.issuer and mexbadge.match",
    "trust": "offered by mexbadge.verify",
}
"""Rooms that offer names to others of the house, and are not public themselves."""


def _rooms() -> dict[str, ModuleType]:
    """Return each room that offers names, by its name."""
    found = {one.name: import_module(f"mexbadge.{one.name}") for one in pkgutil.iter_modules(mexbadge.__path__)}
    return {name: room for name, room in found.items() if not name.startswith("_") and hasattr(room, "__all__")}


def test_each_room_that_offers_names_has_its_page_in_the_reference_of_the_api() -> None:
    pages = {path.stem: path.read_text(encoding="utf-8") for path in (DOCS / "reference" / "api").glob("*.md")}
    index = pages.pop("index")
    shown = {name for name, text in pages.items() if f"automodule:: mexbadge.{name}\n" in text}
    assert shown == set(pages)
    assert {name for name in shown if f"\n{name}\n" not in index} == set()
    assert set(_rooms()) - shown == set(_UNDOCUMENTED)


def test_each_public_name_is_there_and_says_what_it_is() -> None:
    """The pages are made of ``__all__`` and the docstrings, so that a name without one would be an empty heading."""
    silent = []
    for name, room in _rooms().items():
        assert len(set(room.__all__)) == len(room.__all__), name
        for one in room.__all__:
            thing = getattr(room, one)
            if (inspect.isclass(thing) or inspect.isfunction(thing)) and not inspect.getdoc(thing):
                silent.append(f"{name}.{one}")
    assert silent == []


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
