"""A page prints French with its own spaces and apostrophes; people's words, and code, stay as they were written."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge import texts

_LOOSE = re.compile(r"[ \u00a0][;!?»]|«[ \u00a0]|[ \u202f]:(?:\s|$)|\w'\w")
"""What a printed French sentence has none of."""


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (
            "Attention : l'hôte est perdu ; réessayez !",
            "Attention\u00a0: l\u2019hôte est perdu\u202f; réessayez\u202f!",
        ),
        ("Où ? Dans « {name} ».", "Où\u202f? Dans «\u202f{name}\u202f»."),
        ("d'{host}", "d\u2019{host}"),
        ("Ouvrez https://badges.example/?a=b;c à 12:30", "Ouvrez https://badges.example/?a=b;c à 12:30"),
        ("Écrivez : main = '#12406e'", "Écrivez\u00a0: main = '#12406e'"),
    ],
)
def test_french_has_its_spaces_and_its_apostrophe(written: str, printed: str) -> None:
    assert texts.typeset(written, "fr") == printed
    assert texts.typeset(written, "en") == written


def test_every_french_sentence_of_a_page_is_printed_so() -> None:
    for code, one in texts.all_sentences("fr").items():
        assert not _LOOSE.search(texts.typeset(one.text, "fr")), code


@given(st.text())
def test_printing_twice_is_printing_once_and_the_fields_stay(text: str) -> None:
    once = texts.typeset(text, "fr")
    assert texts.typeset(once, "fr") == once
    assert re.findall(r"\{\w+\}", once) == re.findall(r"\{\w+\}", text)


def test_what_people_wrote_is_printed_as_they_wrote_it() -> None:
    said = texts.printed("site_awards_of", "fr", college="L'école « Chut ! »")
    assert said == "L'école « Chut ! »\u00a0: ce que nous décernons"
    assert texts.printed("browser_host_other", "en") == texts.message("browser_host_other", "en")
