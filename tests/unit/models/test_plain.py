"""The rules of which a plain document is made, each by itself and made anew."""

import math
from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest
from pydantic import AfterValidator, ConfigDict, model_validator
from pydantic.fields import FieldInfo

from mexbadge import _limits
from mexbadge.models import plain, plain_table, uris
from mexbadge.models.common import Blank, Given, Maybe, Model, Text, TextRule, Untold
from mexbadge.models.lexical import MOST_ITEMS
from mexbadge.models.ob3_parts import IdentityObject
from mexbadge.models.survey import survey

MOST = _limits.JSON_INTEGER
ANY: list[Any] = [None, True, False, 0, 1, -1, 1.5, "", "x", [], ["x"], {}, {"x": 1}, ("x",), b"x"]


def held(rule: plain.Rule, values: list[Any]) -> list[Any]:
    """Return the values that a rule finds plain; compared by type, for ``True`` is no 1."""
    return [value for value in values if rule(value)]


@pytest.mark.parametrize(
    ("make", "more", "good"),
    [
        (lambda: plain._is_bool, [], [True, False]),
        (
            lambda: plain._is_number,
            [MOST, -MOST, MOST + 1, -MOST - 1, math.nan, math.inf, -math.inf],
            [0, 1, -1, 1.5, MOST, -MOST],
        ),
        (
            lambda: plain._is_text,
            ["\u00e9", "\ud7ff\ue000", "\ud800", "a\udfff", "\ud800a"],
            ["", "x", "\u00e9", "\ud7ff\ue000"],
        ),
        ((lambda: plain._is_words), [{"en": "x"}, {"en": 1}], ["", "x", {"en": "x"}]),
        (lambda: plain._type(None), [], ["x"]),
        (lambda: plain._type("x"), ["y", "X", ["x"]], ["x"]),
        (lambda: plain._filled(plain._is_text), [], ["x"]),
        (lambda: plain._text(str.isdigit), ["1", "1a"], ["1"]),
        (lambda: plain._types([], []), [["x", 1], ["x", ""], ["x", "x"]], ["x", ["x"], ["x", "x"]]),
        (lambda: plain._types(["x"], []), [["y"], ["y", "x"], ["x", None]], ["x", ["x"], ["y", "x"]]),
        (
            lambda: plain._types(["x"], ["y", "z"]),
            [["y"], ["x", "z"], ["x", "y", "z"]],
            [["x", "z"], ["x", "y", "z"]],
        ),
        (lambda: plain._types([], ["y", "z"]), ["y", ["y"], ["x", "z"]], ["y", ["y"], ["x", "z"]]),
        (lambda: plain._array(0, single=False, item=plain._is_text), [["x", 1]], [["x"]]),
        (lambda: plain._array(0, single=True, item=plain._is_text), [["x", "y"]], ["", "x", ["x"], ["x", "y"]]),
        (lambda: plain._array(2, single=False, item=plain._is_text), [["x", "y"]], [["x", "y"]]),
        (lambda: plain._array(2, single=True, item=plain._is_text), [["x", "y"]], [["x", "y"]]),
        (
            lambda: plain._array(0, single=True, item=lambda _: True),
            [],
            [one for one in ANY if one is not None and one != []],
        ),
    ],
)
def test_a_rule_holds_of_what_it_says_and_of_nothing_else(
    make: Callable[[], plain.Rule], more: list[Any], good: list[Any]
) -> None:
    found = held(make(), [*ANY, *more])
    assert list(map(repr, found)) == list(map(repr, good))


def test_as_many_values_as_an_array_may_have_are_plain() -> None:
    for rule in (plain._array(0, single=False, item=plain._is_text), plain._types([], [])):
        assert [rule(["x"] * length) for length in (MOST_ITEMS, MOST_ITEMS + 1)] == [True, False]


def test_what_stands_beside_a_type_and_is_not_known_is_for_the_model() -> None:
    unknown: list[tuple[Any, list[object]]] = [
        (str, [object()]),
        (str, [Blank(), Untold(uris.is_uri)]),
        (str, [Untold(uris.is_uri), object()]),
        (str, [Untold(str.isdigit)]),
        (str, [AfterValidator(str.upper)]),
        (str | int | None, [Given()]),
        (str | int | None, [FieldInfo(ge=1)]),
        (int, []),
        (str | int, []),
    ]
    for base, beside in unknown:
        assert plain_table._annotated(base, beside) == "unknown"
    assert plain_table._annotated(str, [AfterValidator(str.upper), Untold(uris.is_uri)]) == ["form", "uri"]
    assert plain_table._annotated(str, [TextRule(), Blank()]) == ["filled", "words"]


def plainly(model: type[Model], value: Any) -> bool:
    """Return whether a value is plain by the table of one model."""
    return plain.PlainRules(plain_table.table_of([model])).of_class(model.__name__)(value)


class Named(Model):
    """A model without a rule of its own."""

    name: Text
    other_name: Maybe[str] = None


class Ruled(Model):
    """A model with a rule that is written in Python."""

    name: str

    @model_validator(mode="after")
    def _refused(self) -> "Ruled":
        raise ValueError


class Converting(Model):
    """A model that is read in another way than all others."""

    model_config = ConfigDict(strict=False)
    name: str


class Inside(Model):
    """A class inside itself."""

    name: str
    inner: Maybe["Inside"] = None


def test_an_object_is_plain_by_the_names_of_the_standard() -> None:
    good: list[Any] = [{"name": "x"}, {"name": "x", "otherName": "y"}, {"name": "x", "other_name": 1, "\u00e9": None}]
    bad: list[Any] = [
        {},
        {"otherName": "y"},
        {"name": "x", "otherName": None},
        {"name": "x", "\ud800": 1},
        {"name": "x", 1: 1},
    ]
    assert held(lambda value: plainly(Named, value), [*good, *bad, *ANY]) == good


def test_a_model_with_a_rule_of_its_own_and_a_class_inside_itself_are_for_the_model() -> None:
    assert not plainly(Ruled, {"name": "x"})
    assert not plainly(Converting, {"name": "x"})
    assert plainly(Inside, {"name": "x"})
    assert not plainly(Inside, {"name": "x", "inner": {"name": "y"}})


def test_whether_a_hash_is_one_goes_with_what_is_said_of_it() -> None:
    digest = f"sha256${'a' * 64}"
    found = [
        (hashed, text)
        for hashed in (True, False)
        for text in (digest, "a@b.ca")
        if plainly(
            IdentityObject,
            {"type": "IdentityObject", "hashed": hashed, "identityHash": text, "identityType": "emailAddress"},
        )
    ]
    assert found == [(True, digest), (False, "a@b.ca")]


@pytest.mark.parametrize(
    ("document", "nulls", "endorsed"),
    [
        ({"a": None}, True, False),
        ({"a": [{"b": None}]}, True, False),
        ({"a": ({"b": None},)}, True, False),
        ({"a": MappingProxyType({"b": None})}, True, False),
        ({"a": [None]}, False, False),
        ({"@context": None, "a": {"@context": {"b": None}}}, False, False),
        ({"proof": None}, True, False),
        ({"proof": {"a": None}, "b": "c"}, True, False),
        ({"a": {"endorsement": []}}, False, True),
        ({"endorsementJwt": "x", "a": 1}, False, True),
        ({"verifiableCredential": [{"endorsement": []}]}, False, True),
    ],
)
def test_what_stands_anywhere_in_a_document_is_found(document: Any, nulls: bool, endorsed: bool) -> None:  # noqa: FBT001
    found = survey(document)
    assert (found.nulls, found.endorsed) == (nulls, endorsed)


def test_names_are_gathered_where_they_are_shown() -> None:
    one: dict[str, Any] = {"id": "urn:a:1", "name": "One", "proof": {"id": "urn:a:2", "name": "Two"}}
    document = {"@context": {"id": "urn:a:3", "name": "Three"}, "verifiableCredential": [one], "issuer": one}
    assert [ident for ident, _ in survey(document).named] == ["urn:a:1"]
    assert survey({"@context": ["urn:a", {}], "proof": {"@context": "urn:b"}}).contexts == {"urn:a", "urn:b"}
