"""What a verifier may supply as a context: words of its own, and no other meaning for a word of the standards."""

import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mexbadge.errors import InputError
from mexbadge.ld import ExtraContext, check_supplied, named_contexts
from mexbadge.ld.naming import standard_terms, terms_of_ob2
from mexbadge.verify import Policy

URL = "https://contexts.example.org/own"


def supplied(context: object, url: str = URL) -> ExtraContext:
    body = json.dumps({"@context": context}).encode()
    return ExtraContext(url, body, hashlib.sha256(body).hexdigest())


@pytest.mark.parametrize(
    "context",
    [
        {"ects": "https://contexts.example.org/ects#ects"},
        {"@protected": True, "id": "@id", "type": "@type", "ects": {"@id": "https://x.example/e", "@type": "@id"}},
        {"Ects": {"@id": "https://x.example/E", "@context": {"id": "@id", "grade": "https://x.example/g"}}},
        {
            "validUntil": {
                "@id": "https://www.w3.org/2018/credentials#validUntil",
                "@type": "http://www.w3.org/2001/XMLSchema#dateTime",
            }
        },
    ],
)
def test_words_of_its_own_and_the_standards_own_meaning_may_be_supplied(context: object) -> None:
    check_supplied([supplied(context)])


@pytest.mark.parametrize(
    "context",
    [
        {"validUntil": "https://x.example/other"},
        {"validUntil": None},
        {"validUntil": "@id"},
        {"validUntil": {"@reverse": "https://x.example/other"}},
        {"credentialStatus": {"@id": "https://x.example/status", "@type": "@id"}},
        {"id": "https://x.example/id"},
        {"type": None},
        {"expires": "https://x.example/never"},
        {"Own": {"@id": "https://x.example/Own", "@context": {"achievement": "https://x.example/other"}}},
        [{"ects": "https://x.example/e"}, {"hashed": "https://x.example/other"}],
    ],
)
def test_no_word_of_the_standards_gets_another_meaning(context: object) -> None:
    with pytest.raises(InputError) as caught:
        Policy(contexts=(supplied(context),))
    assert caught.value.code == "ld_context_term"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted({term.name for term in (*standard_terms(), *terms_of_ob2())})))
def test_every_word_of_the_standards_keeps_its_meaning(name: str) -> None:
    with pytest.raises(InputError):
        check_supplied([supplied({name: "https://x.example/other"})])


def test_a_bundled_address_is_never_replaced() -> None:
    with pytest.raises(InputError) as caught:
        Policy(contexts=(supplied({}, "https://www.w3.org/ns/credentials/v2"),))
    assert caught.value.code == "ld_context_bundled"


def test_contexts_are_found_at_any_depth_each_once() -> None:
    inner = {"@context": ["https://b.example", {"x": "https://c.example"}]}
    document = {"@context": "https://a.example", "list": [inner, {"@context": "https://a.example"}]}
    assert named_contexts(document) == ("https://a.example", "https://b.example")
