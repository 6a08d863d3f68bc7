"""Two ways to look at a document: what is found plain, the model has nothing to tell of."""

import math
from copy import deepcopy
from typing import Annotated, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import badge_samples as samples
from examples_count import THOROUGH, examples
from mexbadge import _json
from mexbadge.models import clr2, ob3, ob3_v1, ob3_v2, plain, plain_table, problems
from mexbadge.models.common import Blank, Model, Text, Untold
from mexbadge.models.plain import TABLE, PlainRules

MODELS: list[tuple[type[Model], Any]] = [
    (ob3_v2.AchievementCredential, samples.minimal),
    (ob3_v2.AchievementCredential, samples.full),
    (ob3_v1.AchievementCredentialV1, samples.minimal_v1),
    (ob3_v2.EndorsementCredential, samples.endorsement),
    (clr2.ClrCredential, samples.clr),
    (ob3_v2.Profile, samples.profile),
    (ob3_v2.Achievement, samples.achievement),
]


def is_plain(model: type[Model], document: object) -> bool:
    return plain.is_plain(model.__name__, document)


EDGES: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.0, -0.0, 1e300, math.nan, math.inf, 2**53, -(2**53), 10**400, b"", (), object()),
    *([], {}, [None], [""], ["x"], [["x"]], [{}], ("x",), {"": ""}, {"en": "x"}, {"en": 1}, {"e n": "x"}, {1: 2}),
    *(
        {"@value": "x"},
        {"@value": "x", "@language": 1},
        {"@none": "x"},
        {"\ud800": "x"},
        {"type": "Image", "id": "urn:a:b"},
    ),
    *(
        "",
        " ",
        "x",
        "\ud800",
        "a\ud800",
        "\n",
        "ext:x",
        "ext:",
        "ext:\u00e9",
        "a@b",
        "a@b.c",
        "a@b.c\n",
        "a b@c.d",
        "@",
    ),
    *("urn:a", "urn:", "URN:a:b", "did:a:b", "http://", "http:///x", "https://a", "https://a#b#c", "https://a/%zz"),
    *(
        "https://a/%20",
        "https://a%zz",
        "https://\u00e9.example",
        "https://a\n",
        "http:x",
        "HTTPS://a",
        "https://[::1]/",
        "https://-a",
    ),
    *("2026-02-28", "2026-02-30", "2026-02-28T00:00:00Z", "2026-02-30T00:00:00Z", "2026-02-28T00:00:00", "0000-01-01"),
    *(
        "2026-06-30T23:59:60Z",
        "2026-06-30T23:58:60Z",
        "2026-06-30T24:00:00Z",
        "2026-06-30T24:00:01Z",
        "2026-W18-5T00:00:00Z",
    ),
    *(
        "2026-06-30T00:00:00+14:01",
        "en",
        "fr-CA",
        "e n",
        "x",
        "a.b.c",
        "a.b",
        "a..c",
        "Percent",
        "Completed",
        "Profile",
    ),
    *("CFItem", "Image", "IdentityObject", "Evidence", "sha256$" + "0" * 64, "sha256$0", "VerifiableCredential"),
    *(
        ["VerifiableCredential"],
        ["VerifiableCredential", "OpenBadgeCredential"],
        ["Profile", "x"],
        ["Profile", ""],
        ["Profile", 1],
    ),
]


def members(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of a document."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [found for key in keys for found in ((value, key), *members(value[key]))]


@st.composite
def changed(draw: st.DrawFn) -> tuple[type[Model], Any]:
    """A model and a good document in which up to two members were replaced, left out, or given another name."""
    model, make = draw(st.sampled_from(MODELS))
    document = make()
    for _ in range(draw(st.integers(0, 2))):
        container, key = draw(st.sampled_from(members(document)))
        what = draw(st.sampled_from(["replace", "replace", "replace", "drop", "name", "wrap", "twin"]))
        if key not in (container if isinstance(container, dict) else range(len(container))):
            continue
        old = container[key]
        if what == "replace":
            container[key] = deepcopy(draw(st.sampled_from(EDGES) | st.text(max_size=6)))
        elif what == "wrap":
            container[key] = old[0] if isinstance(old, list) and old else [old]
        elif what == "drop":
            del container[key]
        elif isinstance(container, dict):
            name = draw(
                st.sampled_from(
                    ["valid_from", "x", "", "\ud800", "\u00e9", 1, "Type", "@type", "endorsement", "parentOrg"]
                )
            )
            container[name] = old
            if what == "name":
                del container[key]
    return model, document


@given(changed())
@example((ob3_v2.Profile, [("id", "urn:a:b")]))
@settings(max_examples=examples(1500), deadline=None)
def test_of_what_is_plain_the_model_tells_nothing(given_: tuple[type[Model], Any]) -> None:
    model, document = given_
    if is_plain(model, document):
        assert problems.told_by(model, document) == ()


def without_classes_inside_themselves(value: Any) -> Any:
    """Return a document of which all can be plain."""
    if isinstance(value, list):
        return [without_classes_inside_themselves(one) for one in value]
    if isinstance(value, dict):
        return {
            k: without_classes_inside_themselves(one)
            for k, one in value.items()
            if k not in {"parentOrg", "endorsement"}
        }
    return value


@pytest.mark.parametrize(("model", "make"), [MODELS[1], MODELS[2], MODELS[4]])
def test_each_value_at_the_edge_of_each_rule_is_plain_only_where_the_model_takes_it(
    model: type[Model], make: Any
) -> None:
    document = without_classes_inside_themselves(make())
    assert is_plain(model, document)
    plain_ones, share = 0, 1 if THOROUGH else 3
    for place, (container, key) in enumerate(members(document)):
        good = container[key]
        for value in EDGES[place % share :: share]:
            container[key] = value
            if is_plain(model, document):
                plain_ones += 1
                assert problems.told_by(model, document) == (), (key, value)
        container[key] = good
    assert plain_ones > len(EDGES) // share


@pytest.mark.parametrize(("model", "make"), MODELS[:1] + MODELS[2:4] + MODELS[5:])
def test_what_is_issued_every_day_is_plain(model: type[Model], make: Any) -> None:
    document = make()
    for name in ("parentOrg", "creator"):  # a profile with one inside
        document.pop(name, None)
    assert is_plain(model, document)


def test_a_class_inside_itself_is_for_the_model() -> None:
    assert not is_plain(ob3_v2.Profile, {**samples.profile(), "parentOrg": {"id": "urn:a:b", "type": ["Profile"]}})


def test_the_table_says_what_the_annotations_say_now() -> None:
    """``make schemas`` writes it anew."""
    assert _json.loads(TABLE.read_bytes()) == plain_table.plain_table()


@pytest.mark.parametrize("name", sorted(_json.loads(TABLE.read_bytes())))
def test_the_rules_of_each_member_are_known(name: str) -> None:
    """A new kind of rule would be safe, and slow: every document would go to the model."""
    said: Any = plain_table.plain_table()[name]
    assert said is not None
    unknown = [member for member, rule in said["members"].items() if _is_unknown(rule)]
    assert unknown == []
    assert plain.is_plain(name, {}) is (said["required"] == [])


def _is_unknown(rule: object) -> bool:
    """Return whether nothing is known of a member, the second arm of ``@context`` apart."""
    return rule == "unknown" or (isinstance(rule, list) and rule[:1] != ["either"] and any(map(_is_unknown, rule)))


def test_every_model_that_documents_are_held_against_is_in_the_table() -> None:
    assert {model.__name__ for model, _ in MODELS} <= {model.__name__ for model in plain_table.ASKED}
    assert not plain.is_plain("Nobody", {})


def test_nothing_is_known_of_a_model_that_has_rules_of_its_own_or_is_read_otherwise() -> None:
    class Loose(Model):
        model_config = {"extra": "ignore"}  # noqa: RUF012 - as pydantic has it

    class Filled(Model):
        x: Annotated[Text, Blank()]

    class Formed(Model):
        x: Annotated[str, Untold(str.isascii)]

    rules = PlainRules(plain_table.table_of([Loose, Filled, Formed]))
    assert not rules.of_class("Loose")({})
    assert [rules.of_class("Filled")({"x": text}) for text in ("a", "")] == [True, False]
    assert not rules.of_class("Formed")({"x": "a"}), "a form without a name is not known"


def test_two_classes_of_one_name_are_no_table() -> None:
    first = type("Twin", (Model,), {})
    second = type("Twin", (Model,), {})
    with pytest.raises(ValueError, match="Twin"):
        plain_table.table_of([first, second])


def test_what_is_issued_every_day_is_without_problems() -> None:
    assert ob3.problems(samples.minimal()) == ()
