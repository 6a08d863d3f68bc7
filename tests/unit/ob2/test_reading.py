import hashlib
from typing import Any

import pytest

from mexbadge.errors import InputError
from mexbadge.ld.contexts import ExtraContext
from mexbadge.models.ob2_nodes import Literal, Node
from mexbadge.models.ob2_terms import CLASSES, CONTEXT, TERMS
from mexbadge.verify.findings import Check, Verdict
from mexbadge.verify.ob2.legacy import Version, version_of
from mexbadge.verify.ob2.reading import read
from mexbadge.verify.policy import Policy
from world_ob2 import (
    ASSERTION,
    BADGE,
    EMAIL,
    HOST,
    ISSUER,
    V1,
    V2,
    Json,
    World,
    assertion,
    badge_class,
    failed,
    finding,
    issuer,
    recipient,
    verdict,
    warned,
)

OBI = "https://w3id.org/openbadges#"


def node(document: Json) -> Node:
    return read(document, role="assertion").node


@pytest.mark.parametrize(
    ("document", "version"),
    [
        ({"@context": V2}, "2.0"),
        ({"@context": [V2]}, "2.0"),
        ({"@context": V1}, "1.1"),
        ({"@context": [V1, {"x": "http://example.org/x"}]}, "1.1"),
        ({"@context": "https://openbadgespec.org/v1/context.json"}, "1.1"),
        ({"@context": {"id": "@id"}}, "2.0"),
        ({"recipient": "sha256$00"}, "0.5"),
        ({"recipient": {"identity": "x"}}, "1.0"),
        ({}, "1.0"),
    ],
)
def test_the_version_follows_from_context_and_shape(document: Json, version: str) -> None:
    assert version_of(document) is Version(version)


@pytest.mark.parametrize(
    "address",
    [
        V2,
        "http://w3id.org/openbadges/v2",
        "https://www.w3id.org/openbadges/v2",
        "https://openbadgespec.org/v2/context.json",
        "https://w3id.org/openbadges/v2/context.json",
    ],
)
def test_the_context_is_known_under_all_its_addresses(address: str) -> None:
    assert node(assertion(**{"@context": address})).is_a("Assertion")


def test_no_context_is_ever_fetched() -> None:
    world = World.hosted()
    world.judge(assertion())
    assert all(request.url.startswith(HOST) for request in world.asked)


def test_the_first_context_must_be_that_of_open_badges() -> None:
    document = assertion(**{"@context": ["https://w3id.org/security/v1", V2]})
    with pytest.raises(InputError, match="first context") as caught:
        node(document)
    assert caught.value.code == "ob2_context_first"
    world = World.hosted()
    world.put(ASSERTION, document)
    judged = world.judge(assertion())
    assert "ob2_context_first" in failed(judged)
    assert finding(judged, "ob2_context_first").check is Check.CONTEXT


def test_an_unknown_context_is_left_out_unless_the_caller_brings_it() -> None:
    url = "https://example.org/own"
    world = World.hosted()
    document = assertion(**{"@context": [V2, url]})
    world.put(ASSERTION, document)
    judged = world.judge(document)
    assert warned(judged) == {"ob2_context_left_out"}
    assert verdict(judged) is Verdict.WARNING
    body = b'{"@context": {"own": "http://example.org/own"}}'
    extra = ExtraContext(url, body, hashlib.sha256(body).hexdigest())
    brought = world.judge(document, policy=Policy(contexts=(extra,)))
    assert warned(brought) == {"context_supplied"}
    assert verdict(brought) is Verdict.WARNING


def test_a_context_written_out_in_the_document_is_accepted() -> None:
    written = {
        "id": "@id",
        "type": "@type",
        **{term: iris[0] for term, iris in TERMS.items() if term not in {"badge", "image", "revokedAssertions"}},
        **{term: {"@id": TERMS[term][0], "@type": "@id"} for term in ("badge", "image")},
        **CLASSES,
    }
    world = World.hosted()
    document = assertion(**{"@context": written})
    world.put(ASSERTION, document)
    assert verdict(world.judge(document, recipient=EMAIL)) is Verdict.VALID


def test_aliases_full_names_and_own_terms_mean_the_same() -> None:
    document: dict[str, Any] = {
        "@context": [V2, {"given": f"{OBI}issueDate"}],
        "@id": ASSERTION,
        "@type": ["Assertion"],
        f"{OBI}recipient": [recipient()],
        "obi:badge": {"@id": BADGE},
        "verify": {"type": "hosted"},
        "given": "2026-03-01T00:00:00Z",
    }
    world = World.hosted()
    world.put(ASSERTION, document)
    judged = world.judge(document, recipient=EMAIL)
    assert verdict(judged) is Verdict.VALID
    assert judged.badge is not None
    assert judged.badge.valid_from == "2026-03-01T00:00:00Z"


def test_a_value_under_a_name_without_a_meaning_does_not_count() -> None:
    nothing = {"@context": [V2, {"issuedOn": None}]}
    assert not node(assertion(**nothing)).values("issuedOn")
    world = World.hosted()
    world.put(ASSERTION, assertion(**nothing))
    assert "ob2_missing" in failed(world.judge(assertion()))


def test_a_badge_object_without_json_ld_is_none() -> None:
    world = World.hosted()
    world.put(ASSERTION, b"[]")
    assert "ob2_not_json" in failed(world.judge(assertion()))
    world.put(ASSERTION, {"@context": V2, "@graph": [assertion(), badge_class()]})
    assert "ob2_several_objects" in failed(world.judge(assertion()))


def test_target_framework_has_two_meanings_and_both_are_read() -> None:
    old = {"@context": [V2, {"targetFramework": "http://schema.org/targetFramework"}]}
    entry = {"targetName": "n", "targetUrl": f"{HOST}/t", "targetFramework": "F"}
    for context in (old, {}):
        aligned = node(badge_class(alignment=entry, **context)).node("alignment")
        assert aligned is not None
        assert aligned.text("targetFramework") == "F"


def test_a_relative_address_stays_relative_and_is_refused() -> None:
    """Expansion with a default base would make it an address at example.org."""
    found = node(issuer(url="notanurl"))
    assert found.text("url") == "notanurl"
    world = World.hosted()
    world.put(ISSUER, issuer(url="notanurl"))
    assert "ob2_not_url" in failed(world.judge(assertion()))


def test_a_type_without_a_meaning_stays_a_word_and_is_refused() -> None:
    assert "UNKNOWN" in node(assertion(type=["Assertion", "UNKNOWN"])).types


@pytest.mark.parametrize("kind", ["hosted", "HostedBadge"])
def test_both_names_of_a_verification_are_one_class(kind: str) -> None:
    verification = node(assertion(verification={"type": kind})).node("verification")
    assert verification is not None
    assert verification.types == (f"{OBI}HostedBadge",)


def test_languages_survive_reading() -> None:
    found = node(badge_class(**{"@language": "en-CA"}, related={"id": f"{HOST}/fr", "@language": "fr-CA"}))
    assert (found.language or "").lower() == "en-ca"
    related = found.node("related")
    assert related is not None
    assert (related.language or "").lower() == "fr-ca"


def test_texts_in_a_language_keep_it() -> None:
    found = node(badge_class(**{"@context": [V2, {"@language": "fr"}]}))
    assert found.values("name")[0] == Literal("Personal Support Worker: Dementia Care", language="fr")
    assert found.compact()["name"] == {"@value": "Personal Support Worker: Dementia Care", "@language": "fr"}


def test_compacting_gives_the_terms_of_the_standard() -> None:
    document = badge_class(tags=["a", "b"], alignment={"targetName": "n", "targetUrl": f"{HOST}/t"})
    assert node(document).compact(context=True) == {**document, "@context": CONTEXT}


def test_a_flag_may_be_written_as_text() -> None:
    assert node(assertion(revoked="true")).flag("revoked") is True
    assert node(assertion(revoked="no")).flag("revoked") is None


def test_lists_and_sets_are_opened() -> None:
    found = node(badge_class(tags={"@list": ["a", "b"]}))
    assert found.strings("tags") == ("a", "b")


def test_hostile_json_is_refused_without_a_crash() -> None:
    world = World.hosted()
    for body in (b'{"@context":' * 5000, b"{" + b'"a":{' * 5000, b'{"@context": "x", "@context": "y"}', b"\xff{"):
        world.put(ASSERTION, body)
        assert verdict(world.judge(assertion())) is Verdict.INVALID
