"""Text in the width of a terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.texts import shown
from mexbadge.texts.look import Look, columns

WORDS = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=90)
TEXTS = st.lists(WORDS, max_size=12).map(" ".join).map(shown)
ADDRESS = "https://badges.college.example/assertions/0b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4e.json"


@given(text=TEXTS, width=st.integers(40, 130), indent=st.integers(0, 18), colour=st.booleans())
def test_no_line_is_wider_than_the_terminal_and_no_sign_is_lost(
    text: str, width: int, indent: int, *, colour: bool
) -> None:
    start = Look(colour=colour).paint("!", "33").rjust(indent)
    lines = Look(width=width).wrapped(start, text, indent=indent)
    assert [line for line in lines if columns(line) > width] == []
    assert "".join("".join(lines).split()) == "".join((start + text).split())


@given(text=TEXTS)
def test_where_no_width_is_known_a_text_is_one_line(text: str) -> None:
    assert Look().wrapped("  ", text, indent=2) == [f"  {text}"]


def test_an_address_that_is_too_long_is_broken_after_a_stroke_rather_than_after_a_dot() -> None:
    assert Look(width=60).wrapped("  ", f"at {ADDRESS};", indent=2) == [
        "  at",
        "  https://badges.college.example/assertions/",
        "  0b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4e.json;",
    ]
    assert Look(width=30).wrapped("", "did:web:badges.lakeshore-college.example", indent=0) == [
        "did:web:badges.lakeshore-",
        "college.example",
    ]


def test_a_word_that_fits_into_a_line_is_never_broken() -> None:
    word = "a-b.c/d:" * 4
    assert Look(width=40).wrapped("", f"{'x' * 20} {word} {word}", indent=0) == ["x" * 20, word, word]


@pytest.mark.parametrize("sign", [";", ":", "!", "?", "»"])
def test_no_line_begins_with_a_double_sign(sign: str) -> None:
    for width in range(40, 60):
        lines = Look(width=width).wrapped("", " ".join([f"« mot {sign} et"] * 9), indent=0)
        assert not [line for line in lines if line.lstrip().startswith(sign)]
        assert not [line for line in lines if line.endswith("«")]


def test_wide_signs_take_two_columns_and_accents_and_colours_none() -> None:
    assert columns("東京") == 4
    assert columns("e\u0301") == 1
    assert columns(Look(colour=True).paint("valid", "32")) == 5
