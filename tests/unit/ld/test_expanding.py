"""What a document of 2.0 says is worked out without pyld; what no such document does is left to it."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.ld import expansion
from mexbadge.ld.active_contexts import ActiveContexts
from mexbadge.ld.compiling import Unsure
from mexbadge.ld.contexts import ExtraContext, is_bundled
from mexbadge.ld.expand import active_contexts, processor, read
from mexbadge.ld.expanding import Expanding
from mexbadge.ld.shapes import SHAPE_NAMES, SHAPES
from mexbadge.ld.supplied import named_contexts
from vectors_data import vectors
from world_ob2 import V1, V2, assertion, badge_class, issuer, key_document, recipient, signer

VC = "https://www.w3.org/ns/credentials/v2"
OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
APPLY = "https://w3id.org/openbadges/extensions/applyLinkExtension/context.json"
OBI = "https://w3id.org/openbadges#"
SCHEMA = "http://schema.org/"


def here(document: dict[str, Any]) -> list[Any]:
    found = read(document, None)
    return Expanding(active_contexts(found.contexts)).document(found.document)


def by_pyld(document: dict[str, Any]) -> list[Any]:
    found = read(document, None)
    return processor(found).expand(found.document)


def test_each_value_is_read_as_its_term_says() -> None:
    document = {
        "@context": V2,
        "id": "urn:x:1",
        "type": ["BadgeClass", "Odd"],
        "name": "Wound care",
        "image": "pictures/1.png",
        "tags": ["a", 1, None, ["b"]],
        "hashed": True,
        "issuedOn": "2026-03-01",
        "criteria": [{"narrative": "By exam."}, "urn:x:c"],
        "evidence": [],
        "shoeSize": 43,
        "issuer": None,
        "description": {"@value": "Soins", "@language": "FR"},
    }
    assert here(document) == [
        {
            "@id": "urn:x:1",
            "@type": [f"{OBI}BadgeClass", "Odd"],
            f"{SCHEMA}name": [{"@value": "Wound care"}],
            f"{SCHEMA}image": [{"@id": "pictures/1.png"}],
            f"{SCHEMA}keywords": [{"@value": "a"}, {"@value": 1}, {"@value": "b"}],
            f"{OBI}hashed": [{"@type": "http://www.w3.org/2001/XMLSchema#boolean", "@value": True}],
            f"{OBI}issueDate": [{"@type": "http://www.w3.org/2001/XMLSchema#dateTime", "@value": "2026-03-01"}],
            f"{OBI}criteria": [{f"{OBI}narrative": [{"@value": "By exam."}]}, {"@id": "urn:x:c"}],
            f"{OBI}evidence": [],
            f"{SCHEMA}description": [{"@value": "Soins", "@language": "fr"}],
        }
    ]


EXTENDED = {"@context": APPLY, "type": ["Extension", "extensions:ApplyLink"], "url": "https://college.example/apply"}


@pytest.mark.parametrize(
    "document",
    [
        assertion(),
        badge_class(),
        issuer(),
        recipient(**{"@context": V2}),
        key_document(signer()),
        badge_class(**{"@context": V1, "alignment": [{"name": "a", "url": "urn:x:a"}]}),
        badge_class(**{"extensions:applyLink": EXTENDED, "@context": [V2]}),
        badge_class(image={"id": "urn:x:i", "caption": "c", "author": {"id": "urn:x:p"}}, schema__x=1),
        {"@context": V2, "id": "urn:x:1"},
        {"@context": V2, "@value": "alone"},
        {"@context": V2, "@value": None, "@type": "name"},
        {"@context": V2},
        {"@context": []},
        {"@context": [V2, VC], "type": "VerifiableCredential", "issuer": {"id": "urn:x:i", "type": "Profile"}},
    ],
)
def test_the_documents_of_a_badge_come_out_as_by_pyld(document: dict[str, Any]) -> None:
    assert _json.dumps(here(document)) == _json.dumps(by_pyld(document))


@pytest.mark.parametrize(
    "members",
    [
        {"@graph": [{"id": "urn:x:1"}]},
        {"@reverse": {"badge": {"id": "urn:x:1"}}},
        {"@included": [{"id": "urn:x:1", "name": "a"}]},
        {"@nest": {"name": "a"}},
        {"@index": "a", "name": "b"},
        {"tags": {"@list": ["a"]}},
        {"tags": {"@set": ["a"]}},
        {"name": {"@value": "a", "@index": "b"}},
        {"name": {"@value": "a", "@direction": "ltr"}},
        {"name": {"@value": "a", "@type": ["xsd:string"]}},
        {"name": {"@value": "a", "@type": "no address"}},
        {"name": {"@value": "a", "@type": "@json"}},
        {"name": {"@value": "a", "@type": "_:b"}},
        {"name": {"@value": "a", "@type": "xsd:string", "@language": "en"}},
        {"name": {"@value": 1, "@language": "en"}},
        {"name": {"@value": "a", "@language": 1}},
        {"name": {"@value": ["a"]}},
        {"name": {"@value": "a", "name": "b"}},
        {"id": "urn:x:1", "@id": "urn:x:2"},
        {"id": 1},
        {"id": None},
        {"type": 1},
        {"type": None},
        {"type": ["Assertion", None]},
        {"type": "@odd"},
        {"type": "Assertion", "@type": "BadgeClass"},
        {"name": {"@context": {"a": "urn:x:a"}, "a": "b"}},
    ],
    ids=_json.dumps,
)
def test_what_no_document_of_2_0_does_is_left_to_pyld(members: dict[str, Any]) -> None:
    document = {"@context": V2, **members}
    with pytest.raises(Unsure):
        here(document)
    assert _told(expansion.expand, document) == _told(by_pyld, document)


def _told(expand: Callable[[dict[str, Any]], list[Any]], document: dict[str, Any]) -> object:
    try:
        return expand(document)
    except InputError as error:
        return error.problem


@pytest.mark.parametrize(
    "document",
    [
        {"@context": [VC, OB3], "type": "VerifiableCredential", "proof": {"type": "DataIntegrityProof"}},
        {"@context": "https://www.w3.org/ns/did/v1", "service": {"type": "a"}, "@reverse": None},
        {"@context": [VC], "type": "JsonSchema", "jsonSchema": {"a": 1}},
        {"@context": [V2] * 11, "name": "a"},
    ],
    ids=["graphs", "reverse", "JSON", "many contexts"],
)
def test_terms_that_no_context_of_2_0_has_are_left_to_pyld(document: dict[str, Any]) -> None:
    with pytest.raises(Unsure):
        here(document)


@pytest.mark.parametrize("name", ["attacks", "field"])
def test_every_published_document_of_2_0_is_expanded_here_as_by_pyld(name: str) -> None:
    found = [document for path in sorted(vectors(name).rglob("*.json")) for document in _of_2_0(path)]
    assert found
    for document in found:
        assert _json.dumps(here(document)) == _json.dumps(by_pyld(document))


def _of_2_0(path: Path) -> Iterator[dict[str, Any]]:
    """Yield every object of a file whose contexts are named, that of 2.0 first."""
    queue = [_loaded(path)]
    for value in queue:
        if isinstance(value, dict):
            context = value.get("@context")
            names = context if isinstance(context, list) else [context]
            if names[:1] == [V2] and all(map(is_bundled, named_contexts(value))):
                yield value
            queue.extend(value.values())
        elif isinstance(value, list):
            queue.extend(value)


def _loaded(path: Path) -> Any:
    try:
        return _json.loads(path.read_bytes())
    except InputError:
        return None


A, B = ({"@id": f"urn:x:{name}", "@context": {"c": f"urn:x:of-{name}"}} for name in "AB")


@pytest.mark.parametrize(
    ("terms", "members", "left"),
    [
        ({"A": A, "B": B}, {"@type": ["B", "A"], "c": "a"}, False),
        ({"p": {"@id": "urn:x:p", "@context": {"p": {"@id": "urn:x:p", "@container": "@list"}}}}, {"p": [["a"]]}, True),
        ({"A": A | {"@context": {"p": A}}}, {"@type": "A", "p": {"c": "a"}}, False),
        ({"A": A | {"@context": {"t": "urn:x:t", "z": "@type"}}, "B": B, "t": "@type"}, {"t": "A", "z": "B"}, True),
    ],
    ids=["types in order", "a list inside", "a context of a property of a type", "another name of the types"],
)
def test_words_may_mean_something_else_inside(terms: dict[str, Any], members: dict[str, Any], left: bool) -> None:  # noqa: FBT001
    body = _json.dumps({"@context": {"c": "urn:x:c", **terms}}).encode()
    supplied = ExtraContext("https://college.example/c", body, hashlib.sha256(body).hexdigest())
    found = read({"@context": supplied.url, "c": "outside", **members}, [supplied])
    expected = processor(found).expand(found.document)
    if left:
        with pytest.raises(Unsure):
            Expanding(active_contexts(found.contexts)).document(found.document)
    else:
        assert _json.dumps(Expanding(active_contexts(found.contexts)).document(found.document)) == _json.dumps(expected)


def test_what_is_remembered_is_bounded() -> None:
    contexts = ActiveContexts(active_contexts(read({}, None).contexts).works)
    expanding = Expanding(contexts)
    for number in range(SHAPES + 10):
        expanding.document({"@context": V2, f"name{number}": "a"})
    expanding.document({"@context": V2, **{f"n{number}": 1 for number in range(SHAPE_NAMES + 1)}})
    assert len(contexts.expansions) <= SHAPES
    assert all(len(names) <= SHAPE_NAMES for _, names in contexts.expansions)
