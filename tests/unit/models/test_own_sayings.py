"""Documents that people write: the sharper words of one go before those of every form, each at its place."""

import pickle
from typing import Annotated, Literal

import pytest
from pydantic import BeforeValidator

from mexbadge.deliver import Tls
from mexbadge.errors import Problem, SchemaError
from mexbadge.models.forms import Count, DocumentForm, Language, Saying, Sayings, Text, form_of, refused
from mexbadge.texts import LANGUAGES


def _even(value: object) -> object:
    if isinstance(value, int) and value % 2:
        raise refused("issuer_toml_line", name="the list", line=value)
    return value


class _Inner(DocumentForm):
    pairs: Annotated[Count, BeforeValidator(_even)] = 0
    label: Text = "-"


class _Outer(DocumentForm):
    inner: tuple[_Inner, ...] = ()
    label: Text


SAYINGS = Sayings(
    {"inner": Saying("trust_issuers")},
    {"form_missing": Saying("trust_text", {"limit": 3}), "form_unknown": Saying("trust_member")},
    {"list": "L"},
)


def problems(table: dict[str, object], sayings: Sayings = SAYINGS) -> tuple[Problem, ...]:
    with pytest.raises(SchemaError) as caught:
        form_of(_Outer, table, sayings)
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems
    return caught.value.problems


def test_what_a_validator_says_goes_before_what_the_document_says_and_that_before_every_form() -> None:
    found = problems({"inner": [{"pairs": 3}, {"pairs": "x"}, {"odd": 1}]})
    assert [(one.code, one.where) for one in found] == [
        ("issuer_toml_line", "/inner/0/pairs"),
        ("form_number", "/inner/1/pairs"),
        ("trust_member", "/inner/2/odd"),
        ("trust_text", "/label"),
    ]
    assert found[0].message() == "the list cannot be read: line 3 is no TOML"
    assert found[1].message() == "pairs must be a whole number in its range"
    assert found[3].message() == "L: /label must be a text of 1 to 3 characters"


def test_the_words_for_a_member_are_not_those_for_what_is_inside_it() -> None:
    (whole,) = problems({"inner": 5, "label": "x"})
    assert (whole.code, whole.message()) == ("trust_issuers", "L: /inner must be an array")
    (inside,) = problems({"inner": [5], "label": "x"})
    assert (inside.code, inside.where) == ("form_object", "/inner/0")


def test_a_document_without_words_of_its_own_says_what_every_form_says() -> None:
    assert [one.code for one in problems({"inner": [], "more": 1}, Sayings())] == ["form_missing", "form_unknown"]


class _Chosen(DocumentForm):
    by: Literal["post", "van"] = "post"
    how: Tls = Tls.TLS
    written: Language = "en"


def test_where_only_some_words_may_stand_they_are_named() -> None:
    with pytest.raises(SchemaError) as caught:
        form_of(_Chosen, {"by": "air", "how": "open", "written": "xx"})
    assert [one.message() for one in caught.value.problems] == [
        "by is none of the words that may stand there: post, van",
        "how is none of the words that may stand there: starttls, tls, none",
        f"written is none of the words that may stand there: {', '.join(LANGUAGES)}",
    ]
    assert caught.value.problems[0].hint("fr") == "Écrivez l'un de ces mots."
