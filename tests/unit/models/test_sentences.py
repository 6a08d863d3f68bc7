import re
from string import Formatter

import pytest

import badge_samples as samples
from badge_samples import at
from catalogue import of_room
from mexbadge import texts
from mexbadge.models import ob3
from mexbadge.models.problems import _CODES
from mexbadge.models.severity import SEVERITIES

MODELS = of_room("models")
ALL = {**MODELS, **of_room("badge")}


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(ALL))
def test_each_code_has_its_sentence_next_step_and_page_in_both_languages(code: str) -> None:
    sentence = ALL[code]
    assert re.fullmatch(r"(models|badge|handover)_[a-z0-9_]+", code)
    for english, french in (
        (sentence.en, sentence.fr),
        (sentence.hint_en, sentence.hint_fr),
        (sentence.about_en, sentence.about_fr),
    ):
        assert english
        assert french
        assert english != french
        assert fields(english) == fields(french)
    assert "«\u00a0" not in sentence.fr
    assert not re.search(r"[^ ][;!?]", f"{sentence.fr} {sentence.hint_fr} {sentence.about_fr}")


def test_every_code_that_is_used_has_a_sentence() -> None:
    assert set(MODELS) >= {code for code in SEVERITIES if code.startswith("models_")}
    assert set(MODELS) >= set(_CODES.values()) | {"models_value"}


def test_a_sentence_names_the_member_and_shows_hostile_text_harmlessly() -> None:
    (problem,) = ob3.problems(at(samples.minimal(), "/id", "x\x1b[31m"))
    assert problem.message() == '"x\\x1b[31m" is not a complete address or identifier (URI)'
    (problem,) = ob3.problems(at(samples.full(), "/credentialSubject/achievement/tag/1", 5))
    assert problem.message("fr") == "« tag[1] » n'est pas un texte"
    assert texts.hint(problem.code) == "Ask the issuer for a corrected badge; nobody else can change it."
    assert problem.hint() == 'Write "tag[1]" as text, between quotation marks.'
