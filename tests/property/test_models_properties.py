import json
import pickle
import time
from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import badge_samples as samples
from examples_count import examples
from mexbadge.badge import Badge, Person
from mexbadge.errors import InputError, SchemaError
from mexbadge.ld.supplied import named_contexts
from mexbadge.models import clr2, ob3
from mexbadge.models.dates import instant, instant_ob2, lexical_problem
from mexbadge.models.identity import AwardedIdentity, Identity, identity_hash, is_identity_hash, matches
from mexbadge.models.language import Words, is_text_map, pick
from mexbadge.models.mentions import named
from mexbadge.models.nulls import without_nulls
from mexbadge.models.severity import errors_only
from mexbadge.models.shape import Versions, context_problems, kind_of, subject_problems, version_of
from mexbadge.models.survey import survey
from mexbadge.models.uris import is_uri
from mexbadge.texts import all_sentences
from mexbadge.verify.checks.endorsements import _attached

NAMES = st.sampled_from(
    sorted(
        {
            *samples.full(),
            *samples.full()["credentialSubject"],
            *samples.achievement(),
            *samples.profile(),
            "association",
            "endorsementJwt",
            "proof",
            "verifiableCredential",
            "issuanceDate",
            "recipient",
            "badge",
            "hashed",
            "identity",
            "identityHash",
            "allowedValue",
            "@value",
            "a/b~c",
        }
    )
)
TEXTS = st.sampled_from(
    [
        "",
        "x",
        "Profile",
        "VerifiableCredential",
        "OpenBadgeCredential",
        "AchievementSubject",
        "Assertion",
        samples.VC1,
        samples.VC2,
        samples.OB,
        "2026-03-01T00:00:00Z",
        "a@example.ca",
        samples.HASH,
    ]
) | st.text(max_size=8)
LEAVES = st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS
JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | TEXTS, inner, max_size=6), max_leaves=30
)
OBJECTS = st.dictionaries(NAMES | TEXTS, JSON, max_size=8)


def members(value: Any) -> list[tuple[Any, Any]]:
    """Return every (container, key) of a document."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else []
    return [found for key in keys for found in ((value, key), *members(value[key]))]


@st.composite
def spoilt(draw: st.DrawFn) -> dict[str, Any]:
    """A good document in which up to three members were replaced by something else."""
    make = draw(st.sampled_from([samples.full, samples.minimal_v1, samples.endorsement, samples.clr]))
    document: dict[str, Any] = make()
    for _ in range(draw(st.integers(1, 3))):
        container, key = draw(st.sampled_from(members(document)))
        container[key] = draw(JSON)
    return document


def resolve(document: Any, pointer: str) -> bool:
    """Return whether all but the last step of a pointer lead somewhere."""
    node = document
    for step in pointer.split("/")[1:-1]:
        name = step.replace("~1", "/").replace("~0", "~")
        node = node[int(name)] if isinstance(node, list) else node[name]
    return isinstance(node, dict | list)


@given(OBJECTS | spoilt())
@settings(max_examples=examples(250), deadline=None)
def test_any_document_gets_problems_with_sentences_and_places_never_an_exception(document: dict[str, Any]) -> None:
    before = json.dumps(document)
    for room in (ob3, clr2):
        problems = room.all_problems(document)
        for problem in problems:
            assert problem.code in all_sentences()
            assert problem.message("fr")
            assert isinstance(problem.where, str)
            assert problem.where == "" or resolve(document, problem.where)
        wrong = errors_only(room.problems(document))
        if wrong:
            with pytest.raises(SchemaError) as caught:
                room.parse(document)
            assert caught.value.problems == wrong
        else:
            room.parse(document)
    assert json.dumps(document) == before


@given(OBJECTS | spoilt())
@settings(max_examples=examples(150), deadline=None)
def test_the_shape_of_any_document_can_be_told(document: dict[str, Any]) -> None:
    assert kind_of(document)
    assert isinstance(version_of(document), Versions)
    context_problems(document)
    subject_problems(document)


@given(JSON | spoilt(), JSON, JSON, st.sampled_from(["en", "fr", "fr-CA", ""]))
@settings(max_examples=examples(250), deadline=None)
def test_any_document_gives_a_badge(document: Any, badge_class: Any, issuer: Any, lang: str) -> None:
    person = Person.of("a@example.ca", "did:example:aisha", "url:https://a.example")
    for badge in (
        Badge.of_ob3(document, format="vc-jwt", lang=lang),
        Badge.of_ob2(document, badge_class, issuer, format="hosted", lang=lang),
    ):
        assert isinstance(badge.label, str)
        assert badge.name is None or isinstance(badge.name, str)
        assert badge.starts is None or badge.starts.tzinfo is not None
        assert isinstance(hash(badge), int)
        person.matches(badge)


@given(OBJECTS | spoilt(), st.sampled_from([one.name for one in fields(Badge)]))
@settings(max_examples=examples(250), deadline=None)
def test_a_badge_that_is_read_when_looked_at_is_the_same(document: dict[str, Any], name: str) -> None:
    now = Badge.of_ob3(document, format="vc-jwt")
    assert getattr(Badge.later(document, named(document), format="vc-jwt"), name) == getattr(now, name)
    for same in (lambda badge: badge, replace, copy, lambda badge: pickle.loads(pickle.dumps(badge))):
        later = same(Badge.later(document, named(document), format="vc-jwt"))
        assert later == now
        assert hash(later) == hash(now)
        with pytest.raises(AttributeError):
            getattr(later, f"no_{name}")


@given(OBJECTS | spoilt())
@example({"proof": None})
@example({"proof": {"@context": "urn:a", "name": "A", "id": "urn:b", "endorsement": []}})
@settings(max_examples=examples(400), deadline=None)
def test_one_walk_finds_what_each_search_would_find(document: dict[str, Any]) -> None:
    found = survey(document)
    assert found.contexts == set(named_contexts(document))
    assert found.nulls == (without_nulls(document) is not document)
    assert found.endorsed or not list(_attached(document))
    assert list(found.named) == list(_names(document))


def _names(value: Any) -> Iterator[tuple[str, Words]]:
    """Say which names count, one object after the other, the last first."""
    if isinstance(value, list):
        for one in reversed(value):
            yield from _names(one)
    if isinstance(value, dict):
        if isinstance(value.get("id"), str) and Words.of(value.get("name")):
            yield value["id"], Words.of(value["name"])
        for name in reversed(value):
            if name not in {"@context", "proof", "verifiableCredential"}:
                yield from _names(value[name])


@given(spoilt())
@settings(max_examples=examples(100), deadline=None)
def test_a_document_without_errors_stays_so_when_unknown_members_are_added(document: dict[str, Any]) -> None:
    before = ob3.problems(document)
    assert ob3.problems({**document, "college:note": [None, {}]}) == before


@given(st.datetimes(timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m)))))
def test_what_python_writes_is_read_as_the_same_moment(moment: datetime) -> None:
    text = moment.isoformat()
    assert instant_ob2(text) == instant(text)
    if datetime(1, 1, 2, tzinfo=UTC) < moment < datetime(9999, 12, 31, tzinfo=UTC):
        assert instant(text) == moment


@given(st.text(max_size=40) | st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(Z|[+-][0-9:]{5})", fullmatch=True))
def test_any_text_is_a_moment_or_is_refused(text: str) -> None:
    assert lexical_problem(text, zone_needed=True) in {None, "models_date", "models_date_zone"}
    if lexical_problem(text, zone_needed=True) is None:
        assert instant(text).utcoffset() == timedelta()


@given(st.text(max_size=30), st.text(max_size=10), st.sampled_from(["sha256", "md5"]))
def test_a_hash_matches_what_was_hashed_and_nothing_else(identifier: str, salt: str, algorithm: Any) -> None:
    digest = identity_hash(identifier, salt, algorithm)
    assert is_identity_hash(digest)
    held = {"identityType": "userName", "hashed": True, "identityHash": digest, "salt": salt}
    assert matches(held, identifier)
    assert not matches(held, identifier + "x")
    assert not matches({**held, "hashed": False}, identifier)


@given(st.emails(), st.text(max_size=5))
def test_an_address_is_found_however_its_domain_was_spelt(address: str, salt: str) -> None:
    name, _, domain = address.rpartition("@")
    held = AwardedIdentity("emailAddress", identity_hash(f"{name}@{domain.lower()}", salt), hashed=True, salt=salt)
    assert held.matches(Identity("emailAddress", address))


@given(st.text(max_size=30))
def test_an_identity_that_is_read_is_written_back(text: str) -> None:
    with suppress(InputError):
        identity = Identity.parse(text)
        assert Identity.parse(str(identity)) == identity


@given(st.dictionaries(st.sampled_from(["en", "en-CA", "fr", "fr-CA", "@none"]), st.text(), min_size=1), TEXTS)
def test_a_language_map_always_gives_one_of_its_texts(texts: dict[str, str], lang: str) -> None:
    assert is_text_map(texts)
    assert pick(texts, lang) in texts.values()


@given(st.text(max_size=60))
def test_whether_a_text_is_a_uri_can_always_be_told(text: str) -> None:
    assert is_uri(text) in {True, False}
    assert not (is_uri(text) and any(character.isspace() for character in text))


def test_telling_problems_takes_time_in_proportion() -> None:
    inner: dict[str, Any] = {"issuer": {"endorsement": [{"issuer": {"endorsement": {}}}] * 30}}
    document = {**samples.minimal(), "endorsement": [inner] * 3000}
    start = time.process_time()
    assert ob3.problems(document)
    assert time.process_time() - start < 30
