import ast
import pkgutil
import re
import string
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path

import pytest

from catalogue import Both, everything
from mexbadge import texts, verify
from mexbadge.errors import Problem
from mexbadge.texts import all_sentences

_SAME_IN_BOTH = {
    "level_expert",
    "level_novice",
    "match_says_team_held",
    "check_format",
    "browser_check_dates",
    "browser_check_proof",
    "browser_fact_name",
    "portfolio_publications",
    "portfolio_kind_badge",
    "portfolio_title",
    "site_code",
    "site_cost",
    "site_detail_id",
    "check_dates",
    "site_kind_badge",
    "check_proof",
    "date_time",
    "date_words",
    "check_image",
    "college_listed",
    "match_says_places",
    "text_label",
    "text_original",
    "vacancy_choice_uri",
    "vacancy_line_suggestion",
    "roster_heading_code",
    *(f"contents_label_{name}" for name in ("code", "description", "extensions", "image", "points")),
}
"""Codes whose French is spelled as the English: one word that both languages share."""

_OF_THE_READER = {
    "models_identity_type",  # what the reader gave with --recipient
    "ob2_issue_key",
    "ob2_convert_date",
    "bake_svg_character",
}
"""Codes of what the reader wrote, and not the badge."""

_INSIDE = re.compile(r"Traceback|\w+Error\b|mexbadge\.(?!toml)[a-z_]+\.|pydantic|pyld|\bNone\b(?! of)")
_ALL = sorted(everything().items())
_EXPLAINED = [(code, sentence) for code, sentence in _ALL if sentence.about_en]


def _fields(text: str | None) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text or "") if name is not None}


def test_every_sentence_stands_in_both_languages() -> None:
    for code, sentence in _ALL:
        _stands_in_both_languages(code, sentence)


def _stands_in_both_languages(code: str, sentence: Both) -> None:
    assert sentence.en, code
    assert sentence.fr, code
    assert (sentence.hint_en is None) == (sentence.hint_fr is None), code
    assert bool(sentence.about_en) == bool(sentence.about_fr), code
    assert _fields(sentence.en) | _fields(sentence.hint_en) >= _fields(sentence.fr) | _fields(sentence.hint_fr), code
    for english, french in (
        (sentence.en, sentence.fr),
        (sentence.hint_en, sentence.hint_fr),
        (sentence.about_en, sentence.about_fr),
    ):
        assert not english or english != french or code in _SAME_IN_BOTH


def test_french_has_its_space_before_double_signs() -> None:
    for code, text in ((code, text) for code, said in _ALL for text in (said.fr, said.hint_fr, said.about_fr)):
        bare = re.sub(
            r"\S+:[^\s,]+|\{scheme\}:|\b(https|did|urn|ext|Accept-Encoding|Access-Control-Allow-Origin|Cache-Control):|\":",
            "",
            text or "",
        )
        assert not re.search(r"[^\s\u00a0\u202f][:;!?](\s|$)", bare), (code, text)


def test_no_sentence_shows_the_inside_of_a_program() -> None:
    for code, said in _ALL:
        for text in (said.en, said.fr, said.hint_en, said.about_en):
            assert not _INSIDE.search(text or ""), (code, text)


def test_a_hint_begins_as_a_sentence() -> None:
    for code, said in _EXPLAINED:
        assert said.hint_en is None or said.hint_en[0].isalpha(), code


def test_every_code_of_the_verify_room_has_a_page() -> None:
    """A code of a check, in whichever of its modules, has a sentence and a paragraph in both languages."""
    rooms = [import_module(one.name) for one in pkgutil.walk_packages(verify.__path__, "mexbadge.verify.")]
    kinds = {
        kind
        for room in rooms
        for name, kind in vars(room).items()
        if name.endswith("Code") and isinstance(kind, type) and issubclass(kind, StrEnum)
    }
    assert len(kinds) > 10
    assert {str(code) for kind in kinds for code in kind} - {code for code, _ in _EXPLAINED} == set()


_SAYING = re.compile(
    r"(?!(?:Key|Value|Type|Attribute|Lookup|Runtime|Import|Index|OS|Assertion|NotImplemented)Error)\w+Error"
    r"|Problem|Refusal|Remark|Saying|message|hint|remedy|sentence|done|refused|tell|printed|own_reasons"
)
"""What is called with the code of a sentence before all else."""
_CODE = re.compile(r"[a-z0-9]+(_[a-z0-9]+)+")


def _named(path: Path) -> Iterator[str]:
    """Yield the codes that a module names where it says something."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            code = call.args[0].value
            if _SAYING.fullmatch(name) and isinstance(code, str) and _CODE.fullmatch(code):
                yield code


def test_every_code_that_is_named_where_something_is_said_has_a_sentence() -> None:
    source = Path(texts.__file__).parents[1]
    named = {code: path.relative_to(source).as_posix() for path in source.rglob("*.py") for code in _named(path)}
    assert len(named) > 1000
    assert {code: place for code, place in named.items() if code not in all_sentences()} == {}


_DATA = {
    "cli/commands/design.py": "an example, with a college's own words",
    "cli/commands/folder.py": "an example, with a college's name",
    "cli/commands/issue.py": "an example, with a college's own words",
    "cli/commands/life.py": "an example, with a college's own words",
    "issuer/folder/settings.py": "comments of a file that people of both languages write in",
    "issuer/folder/template.py": "comments of a file that people of both languages write in",
    "match/drafts/prose.py": "words by which other people's texts are read",
    "match/nearness.py": "names of stemmers",
    "match/places.py": "words by which a region or a language is known",
    "publish/frame.py": "the country behind a tag",
    "publish/hosts.py": "comments of a file that people of both languages read",
    "skills/levels.py": "names that others gave their scales",
    "workflows/demo_exchange.py": "the name of an exchange that is played",
    "workflows/demo_programme.py": "what a college that is played says",
}
"""Modules that hold words of two languages which are data, and why no translator of ours says them."""
_FRENCH = re.compile(r"[àâçéèêëîïôùûœÀÉÈÊŒ]")


def _words_of_two_languages(module: ast.Module) -> Iterator[int]:
    """Yield where a module says something in a language by itself: by a tag, or in French letters."""
    spoken = set(texts.LANGUAGES)
    about = {id(one.value) for one in ast.walk(module) if isinstance(one, ast.Expr)}  # docstrings
    for one in ast.walk(module):
        match one:
            case ast.Dict(keys=keys, values=values):
                said = [value for key, value in zip(keys, values, strict=True) if _tag(key) in spoken]
            case ast.Call(keywords=given):
                said = [word.value for word in given if (word.arg or "").rpartition("_")[2] in spoken]
            case ast.IfExp(test=asked, body=body, orelse=other) if any(
                _tag(part) in spoken for part in ast.walk(asked)
            ):
                said = [body, other]
            case ast.Constant(value=str(text)) if id(one) not in about and _FRENCH.search(text) and " " in text:
                said = [one]
            case _:
                said = []
        if any(isinstance(part, ast.Constant) and _is_word(part.value) for part in said for part in _literal(part)):
            yield getattr(one, "lineno", 0)


def _tag(key: ast.AST | None) -> object:
    return key.value if isinstance(key, ast.Constant) else None


def _literal(said: ast.expr) -> Iterator[ast.expr]:
    """Yield what stands in a literal: itself, or what a list, a dictionary or an f-string holds."""
    match said:
        case ast.Tuple(elts=inner) | ast.List(elts=inner) | ast.Set(elts=inner) | ast.JoinedStr(values=inner):
            for one in inner:
                yield from _literal(one)
        case ast.Dict(values=inner):
            for one in inner:
                yield from _literal(one)
        case _:
            yield said


def _is_word(value: object) -> bool:
    return isinstance(value, str) and any(letter.isalpha() for letter in value)


def test_no_module_says_a_thing_in_two_languages_by_itself() -> None:
    """A sentence in the code is one that no translator finds: a third language would lack it."""
    source = Path(texts.__file__).parents[1]
    found = {
        path.relative_to(source).as_posix(): lines
        for path in sorted(source.rglob("*.py"))
        if (lines := [*_words_of_two_languages(ast.parse(path.read_text(encoding="utf-8")))])
    }
    assert {name: lines for name, lines in found.items() if name not in _DATA} == {}
    assert _DATA.keys() - found.keys() == set(), "no longer needed"


@pytest.mark.parametrize(
    "line",
    [
        '{"en": "line", "fr": "ligne"}',
        '{"fr": ("ligne", "colonne")}',
        '{"fr": {True: "oui"}}',
        'Field(help_en="yes or no")',
        '"ligne" if lang == "fr" else "line"',
        'f"ligne {n}" if lang == "fr" else name',
        '("issued anew", "émis de nouveau")',
    ],
)
def test_words_of_two_languages_are_found_in_each_of_their_forms(line: str) -> None:
    assert [*_words_of_two_languages(ast.parse(f"x = {line}"))] == [1]


@pytest.mark.parametrize(
    "line", ['{lang: text for lang in ("en", "fr")}', '" :" if lang == "fr" else ":"', "f(fr=text)"]
)
def test_tags_and_signs_are_no_words(line: str) -> None:
    assert [*_words_of_two_languages(ast.parse(f"x = {line}"))] == []


def test_values_are_made_harmless_before_they_are_said() -> None:
    said = texts.message("cli_written", "en", path="a\x1b[31mb\nvalid")
    assert "\x1b" not in said
    assert "\n" not in said


def test_a_value_cannot_name_a_field() -> None:
    assert texts.message("cli_written", "en", path="{0.__class__}") == "written: {0.__class__}"


def test_the_issuers_remedies_are_sentences_in_both_languages_about_known_values() -> None:
    """What a remedy names stands in the sentence, or is a context or the words that are allowed."""
    for code, remedied in all_sentences().items():
        english, french = remedied.remedy, texts.sentence(code, "fr").remedy
        if english is None or french is None:
            assert english is french, code
            continue
        assert english[0].isupper(), code
        assert english.endswith((".", "https://", ".example")), code
        assert english != french, code
        assert _fields(english) == _fields(french), code
        assert _fields(english) - _fields(remedied.text) <= {"context", "allowed", "place"}, code
        assert not re.search(r"[^\s\u00a0<][;!?»]", french), code


def test_the_holder_is_told_what_a_holder_can_do_and_the_issuer_what_an_issuer_can() -> None:
    problem = Problem("models_single", "/x", {"name": "alignment"})
    assert "as it stands" in str(texts.hint(problem.code, "en", **problem.values))
    assert "tel quel" in str(texts.hint(problem.code, "fr", **problem.values))
    assert problem.hint() == 'Write "alignment" as an array, even of one value.'
    assert "tableau" in str(problem.hint("fr"))
    assert texts.remedy("dates_expired") == texts.hint("dates_expired")


def test_no_holder_is_told_to_change_a_signed_document() -> None:
    """What begins so can only be done by whoever writes the badge."""
    writing = re.compile(r"(Write|Add|Put|Move|Correct|Set|Leave \"|Choose one of|Écrivez|Ajoutez|Mettez|Déplacez) ?")
    for code, sentence in everything().items():
        if code.startswith(("models_", "ob2_", "ld_lost")) and code not in _OF_THE_READER:
            assert not writing.match(sentence.hint_en or ""), code
            assert not writing.match(sentence.hint_fr or ""), code


def test_an_unknown_code_is_a_defect_and_says_so() -> None:
    with pytest.raises(LookupError):
        texts.message("no_such_code")
