"""The catalogues: what the program reads is what translators write, and a language is one file."""

import string
from collections.abc import Iterator
from pathlib import Path

import catalogues
import pytest
from babel.messages import Catalog
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from mexbadge import texts
from mexbadge.texts import LANGUAGES, LOCALE


def _said(catalog: Catalog) -> dict[tuple[str | None, object], object]:
    return {(one.context, one.id): one.string for one in catalog if one.id}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_compiled_catalogue_says_what_the_text_says(lang: str) -> None:
    with (LOCALE / lang / "mexbadge.mo").open("rb") as file:
        assert _said(read_mo(file)) == _said(catalogues.read(LOCALE / lang / "mexbadge.po")), "run: make schemas"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_catalogue_stands_in_its_one_order(lang: str) -> None:
    path = LOCALE / lang / "mexbadge.po"
    assert catalogues.written(catalogues.read(path)) == path.read_bytes(), "run: make schemas"


def test_each_sentence_has_its_room_and_the_same_one_in_every_language() -> None:
    rooms = [
        {(one.context, str(one.id)): catalogues.room_of(one) for one in catalogues.read(path) if one.id}
        for path in sorted(LOCALE.glob("*/mexbadge.po"))
    ]
    assert all(rooms[0].values())
    assert rooms == [rooms[0]] * len(rooms)


def _fields(text: str) -> Iterator[str]:
    yield from (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_no_language_names_a_value_that_english_does_not() -> None:
    english = catalogues.read(LOCALE / "en" / "mexbadge.po")
    named: dict[object, set[str]] = {}
    for one in english:
        if one.id:
            named.setdefault(one.id, set()).update(*map(_fields, _forms(one.string)))
    for lang in LANGUAGES:
        for one in catalogues.read(LOCALE / lang / "mexbadge.po"):
            if one.id:
                assert set().union(*map(_fields, _forms(one.string))) <= named[one.id], (lang, one.id)


def _forms(said: object) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]


@pytest.fixture
def abroad(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues with one more language, that says two things."""
    for lang in LANGUAGES:
        (tmp_path / lang).mkdir()
        for ending in (".po", ".mo"):
            (tmp_path / lang / f"mexbadge{ending}").write_bytes((LOCALE / lang / f"mexbadge{ending}").read_bytes())
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "mexbadge.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        '#. cli\nmsgid "cli_written"\nmsgstr "geschrieben: {path}"\n\n'
        '#. achieving\nmsgid "record_badges"\nmsgid_plural "record_badges"\n'
        'msgstr[0] "ein Nachweis"\nmsgstr[1] "{count} Nachweise"\n',
        encoding="utf-8",
    )
    catalogues.main(tmp_path)
    monkeypatch.setattr(texts, "LOCALE", tmp_path)
    monkeypatch.setattr(texts, "LANGUAGES", ("en", "de", "fr"))
    for kept in (texts._catalogue, texts.all_sentences):
        kept.cache_clear()
    yield tmp_path
    for kept in (texts._catalogue, texts.all_sentences):
        kept.cache_clear()


@pytest.mark.usefixtures("abroad")
def test_a_language_is_one_file_and_what_it_lacks_is_said_in_english() -> None:
    assert texts.message("cli_written", "de", path="x") == "geschrieben: x"
    assert texts.message("cli_written", "fr", path="x") != texts.message("cli_written", "en", path="x")
    assert texts.message("dates_expired", "de", end="x") == texts.message("dates_expired", "en", end="x")
    assert texts.hint("dates_expired", "de") == texts.hint("dates_expired", "en")
    assert texts.all_sentences("de").keys() == texts.all_sentences("en").keys()
    with pytest.raises(LookupError):
        texts.message("cli_written", "nl", path="x")


@pytest.mark.usefixtures("abroad")
def test_a_sentence_may_have_a_form_for_one_and_one_for_several() -> None:
    assert texts.message("record_badges", "de", count=1) == "ein Nachweis"
    assert texts.message("record_badges", "de", count=2) == "2 Nachweise"
    assert texts.message("record_badges", "de", count="many") == "many Nachweise"


def test_the_text_form_can_be_read_by_a_translators_program(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "mexbadge.po"
    path.parent.mkdir()
    path.write_bytes((LOCALE / "fr" / "mexbadge.po").read_bytes())
    with path.open("rb") as file:
        catalog = read_po(file, locale="fr", abort_invalid=True)
    assert str(catalog.locale) == "fr"
    assert len(catalog) > 1000
