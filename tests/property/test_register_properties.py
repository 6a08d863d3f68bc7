"""Settings, short names and keys of people, whatever the texts are."""

import tomllib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.issuer import slug_of
from mexbadge.issuer.folder.catalogue import _SLUG
from mexbadge.issuer.folder.settings import toml
from mexbadge.issuer.register.pseudonyms import award_key, person_key
from mexbadge.models.identity import Identity

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PLAIN = TEXT | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False)
TABLE: st.SearchStrategy[Any] = st.recursive(
    st.dictionaries(TEXT, PLAIN | st.lists(PLAIN, max_size=3), max_size=4),
    lambda inner: st.dictionaries(TEXT, PLAIN | inner | st.lists(inner, min_size=1, max_size=3), max_size=4),
    max_leaves=8,
)


@settings(max_examples=examples(150))
@given(TABLE)
def test_a_table_that_was_written_reads_the_same(table: dict[str, Any]) -> None:
    assert tomllib.loads(toml(table)) == table


@given(TEXT)
def test_a_short_name_is_always_one(name: str) -> None:
    slug = slug_of(name)
    assert _SLUG.fullmatch(slug)
    assert 0 < len(slug) <= 60
    assert slug_of(slug) == slug


@given(TEXT, TEXT, TEXT, TEXT, st.none() | TEXT, st.none() | TEXT)
def test_different_awards_have_different_keys(
    one: str, other: str, person: str, someone: str, ref: str | None, another: str | None
) -> None:
    secret = b"s" * 32
    same = (one, person, ref) == (other, someone, another)
    assert (award_key(secret, one, person, ref) == award_key(secret, other, someone, another)) is same


@given(TEXT)
def test_the_key_of_a_person_depends_on_the_secret_and_the_type(value: str) -> None:
    email, other = Identity("emailAddress", value), Identity("userName", value)
    keys = {person_key(b"a" * 32, email), person_key(b"b" * 32, email), person_key(b"a" * 32, other)}
    assert len(keys) == 3
    assert person_key(b"a" * 32, email) == person_key(
        b"a" * 32, Identity("emailAddress", f" {value.upper().lower()} ")
    ) or (value.strip().lower() != value.upper().lower().strip())
