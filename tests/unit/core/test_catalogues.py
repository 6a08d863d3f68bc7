"""The catalogues: what the program reads is what translators write, and a language is one file."""

import re
import string
from collections.abc import Iterator
from gettext import GNUTranslations
from pathlib import Path

import catalogues
import pytest
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from mexbadge import texts
from mexbadge.cli import main
from mexbadge.cli.console import language
from mexbadge.texts import LANGUAGES, LOCALE

_NOT_OF_ONE = {
    "college_several",  # one is chosen without asking
    "contents_data",  # characters of an address that begins with "data:"
    "look_many_texts",  # more than are looked at
    "match_says_because_more",  # no word follows the number
    "ob2_several",
    "ob2_several_objects",
    "pathways_says_rule_k",
    "plan_count",  # the number itself is what is wrong
    "proof_too_many",  # more than are read
    "status_entries_many",  # more than are looked up
    "story_issued",
    "story_vacancy",
    "vacancy_postings",
}
"""Codes whose ``count`` is never 0 or 1, or that say it alike: one form does."""


def _said(catalog: Catalog) -> dict[tuple[str | None, str], tuple[str, ...]]:
    return {(one.context, _code(one)): _forms(one.string) for one in catalog if one.id}


def _code(one: Message) -> str:
    return one.id if isinstance(one.id, str) else one.id[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_compiled_catalogue_is_read_by_halving_as_gettext_reads_it_whole(lang: str) -> None:
    path = LOCALE / lang / "mexbadge.mo"
    with path.open("rb") as file:
        whole = GNUTranslations(file)
    halved = texts._Catalogue(path.read_bytes())
    known: dict[str | tuple[str, int], str] = vars(whole)["_catalog"]
    keys = {key if isinstance(key, str) else key[0] for key in known}
    assert halved.codes() == {key for key in keys if key and "\x04" not in key}
    for key in keys:
        context, _, code = key.rpartition("\x04")
        for count in (None, 0, 1, 2, 5):
            said = whole.ngettext(key, key, count or 0) if (key, 0) in known else known[key]
            assert halved.find(code, context or None, count) == said
            assert halved.find(f"{code}_", context or None, count) is None
    assert halved.find("") == known[""]


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
        {(one.context, _code(one)): catalogues.room_of(one) for one in catalogues.read(path) if one.id}
        for path in sorted(LOCALE.glob("*/mexbadge.po"))
    ]
    assert all(rooms[0].values())
    assert rooms == [rooms[0]] * len(rooms)


def _fields(text: str) -> Iterator[str]:
    yield from (name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def test_no_language_names_a_value_that_english_does_not() -> None:
    english = catalogues.read(LOCALE / "en" / "mexbadge.po")
    named: dict[str, set[str]] = {}
    for one in english:
        if one.id:
            named.setdefault(_code(one), set()).update(*map(_fields, _forms(one.string)))
    for lang in LANGUAGES:
        for one in catalogues.read(LOCALE / lang / "mexbadge.po"):
            if one.id:
                assert set().union(*map(_fields, _forms(one.string))) <= named[_code(one)], (lang, one.id)


def _plurals(lang: str) -> Iterator[Message]:
    yield from (one for one in catalogues.read(LOCALE / lang / "mexbadge.po") if one.id and one.pluralizable)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_form_is_filled_in_and_names_the_same_values_but_for_the_number(lang: str) -> None:
    for one in _plurals(lang):
        forms = _forms(one.string)
        assert len(forms) > 1, one.id
        assert all(forms), one.id
        number = set(texts._COUNTED)
        assert len({frozenset(set(_fields(form)) - number) for form in forms}) == 1, one.id
        assert set(_fields(forms[-1])) & number, one.id
        assert set(_fields(forms[0])) <= set(_fields(forms[-1])), one.id


def test_what_has_forms_in_one_language_has_them_in_all() -> None:
    assert len({frozenset(map(_code, _plurals(lang))) for lang in LANGUAGES}) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_dodges_its_number(lang: str) -> None:
    """No "badges: 1", no "badge(s)", no "1 badges": what holds a count has a form for one and a form for several."""
    plural = set(map(_code, _plurals(lang)))
    assert not plural & _NOT_OF_ONE
    for code, sentence in texts.all_sentences(lang).items():
        for text in (sentence.text, sentence.hint or "", sentence.about, sentence.remedy or ""):
            assert "(s)" not in text, code
        assert not re.search(r"\w ?: \{(?:count|size)\}(?! \w)", sentence.text), code
        assert "count" not in _fields(sentence.text) or code in plural | _NOT_OF_ONE, code


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["0 badges revoked", "1 badge revoked", "2 badges revoked", "1000000 badges revoked"]),
        ("fr", ["0 badge révoqué", "1 badge révoqué", "2 badges révoqués", "1000000 badges révoqués"]),
    ],
)
def test_a_number_is_said_as_the_language_says_it(lang: str, said: list[str]) -> None:
    assert [texts.message("college_revoked", lang, count=count) for count in (0, 1, 2, 1_000_000)] == said


@pytest.mark.parametrize(("lang", "said"), [("en", "{count} badges revoked"), ("fr", "{count} badges révoqués")])
def test_a_sentence_that_is_listed_stands_in_its_form_for_several(lang: str, said: str) -> None:
    assert texts.sentence("college_revoked", lang).text == said


def test_a_length_and_a_number_of_days_decide_as_a_count_does() -> None:
    assert texts.message("ledger_said_checkpoint", size=1).endswith("1 entry")
    assert texts.message("ledger_said_checkpoint", size=2).endswith("2 entries")
    assert "the 1 day that" in texts.message("trust_too_old", start="x", days=1)
    assert "the 730 days that" in texts.message("trust_too_old", start="x", days=730)


def test_the_forms_of_a_language_are_counted_as_its_catalogue_says(tmp_path: Path) -> None:
    """Also where the tool that writes it would count otherwise (French with a form for millions)."""
    path = tmp_path / "fr" / "mexbadge.po"
    path.parent.mkdir()
    path.write_bytes((LOCALE / "fr" / "mexbadge.po").read_bytes())
    catalogues.main(tmp_path)
    assert b"nplurals=2; plural=(n > 1);" in path.read_bytes()
    assert path.with_suffix(".mo").read_bytes() == (LOCALE / "fr" / "mexbadge.mo").read_bytes()


def _forms(said: object) -> tuple[str, ...]:
    return (said,) if isinstance(said, str) else tuple(said)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def with_another(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of catalogues with one more language that says a few things; compiled once.

    Its code, ``qaa``, is set apart for private use, so that nobody ever brings a catalogue of that name.
    """
    tmp_path = tmp_path_factory.mktemp("locale")
    for lang in LANGUAGES:
        (tmp_path / lang).mkdir()
        for ending in (".po", ".mo"):
            (tmp_path / lang / f"mexbadge{ending}").write_bytes((LOCALE / lang / f"mexbadge{ending}").read_bytes())
    (tmp_path / "qaa").mkdir()
    (tmp_path / "qaa" / "mexbadge.po").write_text(
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
        '#. cli\nmsgid "cli_written"\nmsgstr "geschrieben: {path}"\n\n'
        '#. cli\nmsgid "cli_purpose_verify"\nmsgstr "Ist dieser Nachweis echt?"\n\n'
        '#. achieving\nmsgid "record_badges"\nmsgid_plural "record_badges"\n'
        'msgstr[0] "ein Nachweis"\nmsgstr[1] "{count} Nachweise"\n',
        encoding="utf-8",
    )
    catalogues.main(tmp_path)
    return tmp_path


@pytest.fixture
def abroad(with_another: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, as the catalogues that there are.

    What the command line loads when it is asked is loaded before: it would know that language for ever.
    """
    assert [main(["explain", "dates_expired"]), main(["--help"])] == [0, 0]
    monkeypatch.setattr(texts, "LOCALE", with_another)
    monkeypatch.setattr(texts, "LANGUAGES", (*LANGUAGES, "qaa"))
    for kept in (texts._catalogue, texts.all_sentences):
        kept.cache_clear()
    yield with_another
    for kept in (texts._catalogue, texts.all_sentences):
        kept.cache_clear()


@pytest.mark.usefixtures("abroad")
def test_a_language_is_one_file_and_what_it_lacks_is_said_in_english() -> None:
    assert texts.message("cli_written", "qaa", path="x") == "geschrieben: x"
    assert texts.message("cli_written", "fr", path="x") != texts.message("cli_written", "en", path="x")
    assert texts.message("dates_expired", "qaa", end="x") == texts.message("dates_expired", "en", end="x")
    assert texts.hint("dates_expired", "qaa") == texts.hint("dates_expired", "en")
    assert texts.all_sentences("qaa").keys() == texts.all_sentences("en").keys()
    with pytest.raises(LookupError):
        texts.message("cli_written", "qab", path="x")


@pytest.mark.usefixtures("abroad")
def test_a_new_language_is_one_of_the_command_line_and_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "dates_expired", "--lang", "qaa"]) == 0
    assert main(["explain", "dates_expired", "--lang", "qab"]) == 2
    capsys.readouterr()
    assert main(["--lang", "qaa", "--help"]) == 0
    assert "Ist dieser Nachweis echt?" in capsys.readouterr().out
    for name, value in (("MEXBADGE_LANG", "qaa"), ("LC_ALL", "qaa_CA.UTF-8")):
        with monkeypatch.context() as patch:
            patch.setenv(name, value)
            assert main(["--help"]) == 0
            assert "Ist dieser Nachweis echt?" in capsys.readouterr().out
    assert [language(None, {"LANG": name}) for name in ("fr_CA", "C.UTF-8", "qab_NL")] == ["fr", "en", "en"]


@pytest.mark.usefixtures("abroad")
def test_a_sentence_may_have_a_form_for_one_and_one_for_several() -> None:
    assert texts.message("record_badges", "qaa", count=1) == "ein Nachweis"
    assert texts.message("record_badges", "qaa", count=2) == "2 Nachweise"
    assert texts.message("record_badges", "qaa", count="many") == "many Nachweise"


def test_the_text_form_can_be_read_by_a_translators_program(tmp_path: Path) -> None:
    path = tmp_path / "fr" / "mexbadge.po"
    path.parent.mkdir()
    path.write_bytes((LOCALE / "fr" / "mexbadge.po").read_bytes())
    with path.open("rb") as file:
        catalog = read_po(file, locale="fr", abort_invalid=True)
    assert str(catalog.locale) == "fr"
    assert len(catalog) > 1000
