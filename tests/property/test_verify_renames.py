"""A badge whose statements stay signed but are written in another way is never good where it was not before.

A holder can rewrite a file without a new signature: members under other names, values wrapped, parts of a node moved to
another object with the same id. Nothing of it may bring an expired, revoked or failed badge back to life.
"""

import copy
from functools import cache
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json
from mexbadge.texts import LANGUAGES
from mexbadge.verify import Policy, Verdict, verify
from mexbadge.verify.text import badge_facts, title_of
from rewritable import (
    COLLEGES,
    DEFAULT,
    GOOD,
    LIST,
    SHARED,
    WHYS,
    bad,
    named_twice,
    signed_badge,
    verdict,
    whole,
    world,
)
from rewriting import movable, move, names_for, pairs_of, rename, swap, turn, types_of, wrap
from world import AT, World


@pytest.mark.parametrize("name", COLLEGES)
def test_the_badge_with_every_member_is_good(name: str) -> None:
    assert verdict(name, whole(name)) in GOOD


@pytest.mark.parametrize("why", WHYS)
@pytest.mark.parametrize("name", COLLEGES)
def test_the_others_are_not(name: str, why: str) -> None:
    assert verdict(name, bad(name, why)) not in GOOD


@pytest.mark.parametrize("name", COLLEGES)
@given(data=st.data())
@settings(max_examples=examples(150), deadline=None)
def test_no_renamed_member_is_ever_good(name: str, data: st.DataObject) -> None:
    document = copy.deepcopy(whole(name))
    rename(data, document)
    assert verdict(name, document) not in GOOD


CASES: Final = [(why, way) for way in (rename, wrap, move) for why in (SHARED if way is move else WHYS)]


@pytest.mark.parametrize(("why", "way"), CASES, ids=[f"{way.__name__}, {why}" for why, way in CASES])
@given(data=st.data(), name=st.sampled_from(sorted(COLLEGES)))
@settings(max_examples=examples(40), deadline=None)
def test_no_badge_is_brought_back_to_life(why: str, way: Any, data: st.DataObject, name: str) -> None:
    document = copy.deepcopy(bad(name, why))
    way(data, document)
    assert verdict(name, document) not in GOOD


@pytest.mark.parametrize("name", COLLEGES)
@pytest.mark.parametrize("member", ["validUntil", "credentialStatus", "validFrom", "credentialSubject", "issuer"])
def test_the_members_that_matter_count_under_no_other_name(name: str, member: str) -> None:
    why = "revoked, lean" if member == "credentialStatus" else "expired, lean"
    for other in names_for(member):
        document = copy.deepcopy(bad(name, why))
        value = document.pop(member)
        for form in (value, {"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": value}, {"id": value}):
            assert verdict(name, document | {other: form}) not in GOOD, other


@pytest.mark.parametrize(
    ("why", "policy"),
    [
        *((why, DEFAULT) for why in SHARED),
        ("expired", Policy(endorsements="warn")),
        ("revoked", Policy(endorsements="warn")),
    ],
)
def test_no_member_counts_in_another_place(why: str, policy: Policy) -> None:
    original = bad("rdfc", why)
    for number, (source, _) in enumerate(pairs_of(original)):
        for member in movable(source):
            document = copy.deepcopy(original)
            giver, taker = pairs_of(document)[number]
            taker["type"] = types_of(taker, giver)
            if member not in taker:
                taker[member] = giver.pop(member)
                assert verdict("rdfc", document, policy) not in GOOD, (member, taker)


@pytest.mark.parametrize("name", COLLEGES)
@given(data=st.data())
@settings(max_examples=examples(40), deadline=None)
def test_no_old_status_list_is_brought_back_to_life(name: str, data: st.DataObject) -> None:
    old = World(dict(world(name, is_old=True).pages))
    document = _json.loads(old.pages[LIST].body)
    data.draw(st.sampled_from([rename, wrap]))(data, document)
    old.put(LIST, document)
    for index in (5, 6):
        text = _json.dumps(signed_badge(name, index)).encode()
        assert verify(text, fetch=old.fetch, at=AT).verdict not in GOOD


def seen(document: dict[str, Any], name: str) -> tuple[object, ...] | None:
    """What a reader is shown of issuer, title and holder in both languages; nothing of a badge that is not good."""
    report = verify(_json.dumps(document).encode(), fetch=world(name).fetch, at=AT)
    if not report or report.badge is None:
        return None
    pages = [(title_of(report.badge, lang), dict(badge_facts(report.badge, lang))) for lang in LANGUAGES]
    labels = ("text_issued_by", "text_issuer_name", "text_issued_to")
    return tuple((title, *(facts.get(label) for label in labels)) for title, facts in pages)


@pytest.mark.parametrize("make", [named_twice, whole])
@given(data=st.data(), ways=st.lists(st.sampled_from([swap, swap, move, turn, wrap, rename]), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_who_issued_what_to_whom_is_shown_the_same_however_a_signed_badge_is_written(
    make: Any, data: st.DataObject, ways: list[Any]
) -> None:
    document = copy.deepcopy(make("rdfc"))
    for way in ways:
        way(data, document)
    assert seen(document, "rdfc") in {None, originally(make)}


@cache
def originally(make: Any) -> tuple[object, ...] | None:
    return seen(make("rdfc"), "rdfc")


def test_names_that_two_mentions_exchanged_are_both_shown_and_warned_of() -> None:
    original = named_twice("rdfc")
    document = copy.deepcopy(original)
    creator = document["credentialSubject"]["achievement"]["creator"]
    creator["name"], document["issuer"]["name"] = document["issuer"]["name"], creator["name"]
    report = verify(_json.dumps(document).encode(), fetch=world("rdfc").fetch, at=AT)
    assert report.verdict is Verdict.WARNING
    assert "look_names_differ" in report.codes()
    assert report.badge is not None
    assert report.badge.issuer_name == "Example College / Ministry, curriculum team"
    assert seen(document, "rdfc") == seen(original, "rdfc") is not None


def test_a_name_that_went_to_another_mention_is_still_shown() -> None:
    document = copy.deepcopy(whole("rdfc"))
    document["credentialSubject"]["achievement"]["creator"]["name"] = document["issuer"].pop("name")
    assert seen(document, "rdfc") == seen(whole("rdfc"), "rdfc") is not None
