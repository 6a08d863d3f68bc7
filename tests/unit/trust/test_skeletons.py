"""Names that read alike, by Unicode's own table."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.errors import InputError
from mexbadge.trust import skeletons
from mexbadge.trust.skeletons import FOLDER, alike, reading, same_name, skeleton, table_of

# ruff: noqa: RUF001 - letters that look alike are what these tests are about


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harvard University", "Hаrvаrd University"),
        ("Harvard University", "HARVARD  UNIVERSITY"),
        ("Harvard University", "Ｈarvard Unıversity"),
        ("Harvard University", "ʜᴀʀᴠᴀʀᴅ university"),
        ("Modern College", "Modem College"),
        ("Ill College", "lll College"),
        ("Collège Boréal", "Colle\u0300ge Bore\u0301al"),
        ("SCOT", "ЅСОТ"),
        ("Open", "0pen"),
        ("Harvard", "Har\u200bvard"),
        ("Harvard", "Ⓗarvard"),
        ("Harvard", "🅷arvard"),
        ("Harvard", "⒣arvard"),
        ("Harvard", "ᴴarvard"),
        ("Harvard", "H\u0336a\u0336rvard"),
        ("Harvard", "H\u20ddarvard"),
    ],
)
def test_names_that_read_alike(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Example College", "Example Colleges"), ("Collège", "College"), ("Nord", "Sud"), ("", "a")]
)
def test_names_that_differ_to_the_eye(one: str, other: str) -> None:
    assert not alike(one, other)


def test_capitals_spaces_and_the_normal_form_make_no_other_name() -> None:
    assert same_name("École  de\u00a0Nord", "E\u0301COLE de nord")
    assert not same_name("Ecole de Nord", "École de Nord")
    assert not same_name("Hаrvard", "Harvard")


def test_ascii_is_read_as_it_stands() -> None:
    assert reading("did:web:m1I0") == "did:web:m1I0"
    assert reading("ｄｉｄ：ɑ。") == "did:a."


@given(st.text(max_size=40))
def test_a_skeleton_is_its_own_skeleton_and_reads_like_its_text(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)
    assert alike(text, text)


def test_the_bundled_table_is_the_one_that_was_published_and_no_other_is_used() -> None:
    body = (FOLDER / "confusables.txt").read_bytes()
    entry = json.loads((FOLDER / "index.json").read_bytes())["entries"][0]
    assert {"source", "licence", "sha256"} <= entry.keys()
    assert table_of(body, entry["sha256"])["а"] == "a"
    with pytest.raises(InputError) as refused:
        table_of(body + b"\n", entry["sha256"])
    assert refused.value.code == "look_table_digest"


def test_the_looks_of_a_long_name_are_not_remembered() -> None:
    name = "Оpen" * 125
    skeletons._looks.cache_clear()
    assert alike(name, name.replace("О", "O"))
    assert skeletons._looks.cache_info().currsize == 2
    assert alike(f"{name}.", f"{name.replace('О', 'O')}.")
    assert skeletons._looks.cache_info().currsize == 2
