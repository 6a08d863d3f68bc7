"""What 2.0 documents spell otherwise but clearly: words of 1.1, empty texts, hosts of one word, other contexts."""

from typing import Any

import pytest

from mexbadge.models.ob2_terms import CONTEXT
from mexbadge.verify import Policy
from mexbadge.verify.findings import Verdict
from world_ob2 import ASSERTION, BADGE, ISSUER, World, assertion, badge_class, finding, issuer, verdict, warned

OLD = {"type": "AlignmentObject", "name": "Lifting", "url": "https://skills.example/1", "description": "Lifts safely"}


def judged(part: str, document: dict[str, Any], *, strict: bool = False) -> Any:
    world = World.hosted()
    world.put(part, document)
    return world.judge(assertion(), policy=Policy(strict=strict))


CLEAR = [
    (ISSUER, issuer(email=""), "ob2_text_empty"),
    (ISSUER, issuer(telephone=""), "ob2_text_empty"),
    (ISSUER, issuer(image=""), "ob2_text_empty"),
    (ISSUER, issuer(email="admin@localhost"), "ob2_email_label"),
    (ISSUER, issuer(type="IssuerOrg"), "ob2_older_words"),
    (ISSUER, issuer(telephone=None), "models_null"),
    (BADGE, badge_class(tags=None), "models_null"),
    (BADGE, badge_class(criteria={"narrative": "Assessed.", "description": None}), "models_null"),
    (BADGE, badge_class(alignment=[OLD]), "ob2_older_words"),
    (BADGE, badge_class(**{"@context": [CONTEXT, "https://example.org/own"]}), "ob2_context_left_out"),
]


@pytest.mark.parametrize(("part", "document", "code"), CLEAR)
def test_it_is_a_warning_and_fails_where_strict(part: str, document: dict[str, Any], code: str) -> None:
    found = judged(part, document)
    assert verdict(found) is Verdict.WARNING
    assert code in warned(found)
    assert verdict(judged(part, document, strict=True)) is Verdict.INVALID


def test_each_member_without_a_value_is_named_with_its_place() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(expires=None, evidence=None))
    world.put(ISSUER, issuer(telephone=None))
    found = world.judge(assertion())
    nulls = [one for one in found.findings if one.code == "models_null"]
    assert [(one.where, one.values["name"]) for one in nulls] == [
        ("/expires", "expires"),
        ("/evidence", "evidence"),
        ("/badge/issuer/telephone", "telephone"),
    ]


def test_words_of_1_1_are_read_in_the_words_of_2_0() -> None:
    found = judged(BADGE, badge_class(alignment=[OLD]))
    assert found.documents is not None
    assert found.documents[1]["alignment"] == {
        "type": "AlignmentObject",
        "targetName": "Lifting",
        "targetUrl": "https://skills.example/1",
        "targetDescription": "Lifts safely",
    }


@pytest.mark.parametrize("email", ["admin", "a b@localhost", "@localhost"])
def test_what_is_no_address_at_all_fails(email: str) -> None:
    assert verdict(judged(ISSUER, issuer(email=email))) is Verdict.INVALID


@pytest.mark.parametrize("changes", [{"url": ""}, {"name": ""}])
def test_an_empty_text_where_a_value_is_needed_fails(changes: dict[str, Any]) -> None:
    found = judged(ISSUER, issuer(**changes))
    assert verdict(found) is (Verdict.INVALID if "url" in changes else Verdict.VALID)


def test_nothing_is_read_through_a_context_that_is_not_known() -> None:
    world = World.hosted()
    world.put(ASSERTION, assertion(**{"@context": [CONTEXT, "https://example.org/own"], "ownExpiry": "2020-01-01"}))
    found = world.judge(assertion())
    assert verdict(found) is Verdict.WARNING
    assert finding(found, "ob2_context_left_out").values["url"] == "https://example.org/own"
    assert found.documents is not None
    assert "ownExpiry" not in found.documents[0]


def test_an_object_with_no_other_context_is_left_out_whole() -> None:
    aside = {"@context": "https://example.org/own", "narrative": "x"}
    found = judged(BADGE, badge_class(criteria=[badge_class()["criteria"], aside]))
    assert "ob2_extension_context" in warned(found)
