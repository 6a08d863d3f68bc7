"""What is issued is read by others: in its compacted form, and in JSON whose braces can be counted."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from baking import png
from mexbadge import _json
from mexbadge.bake import bake, unbake
from mexbadge.issuer import Form
from mexbadge.ld import ContextSet
from mexbadge.verify import Verdict, verify
from world import ACHIEVEMENT, AT, College, World

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=40)
FULL: dict[str, Any] = {
    **ACHIEVEMENT,
    "image": {"id": "https://badges.college.example/a.png", "type": "Image", "caption": "A badge"},
    "tag": ["care", "dementia"],
    "creditsAvailable": 3.5,
    "alignment": [
        {"type": ["Alignment"], "targetName": "Care", "targetUrl": "https://s.example/1", "targetType": "CFItem"}
    ],
    "resultDescription": [
        {
            "id": "urn:uuid:1a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
            "type": ["ResultDescription"],
            "name": "Grade",
            "resultType": "LetterGrade",
        }
    ],
}


def load(url: str, _options: object) -> dict[str, Any]:
    document = ContextSet.of(None).document(url)
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": document}


def unwrapped(value: Any) -> Any:
    """A document in which an array of one value is that value: compaction takes the brackets away."""
    if isinstance(value, dict):
        return {name: inner if name == "@context" else unwrapped(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return unwrapped(value[0]) if len(value) == 1 else [unwrapped(item) for item in value]
    return value


def compacted(document: dict[str, Any]) -> dict[str, Any]:
    options = {"documentLoader": load, "base": None}
    found: dict[str, Any] = jsonld.compact(document, {"@context": document["@context"]}, options)
    return found


@pytest.mark.parametrize("achievement", [ACHIEVEMENT, FULL], ids=["least", "full"])
@pytest.mark.parametrize("to", ["aisha@example.ca", "did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"])
def test_an_issued_document_equals_its_own_compaction(achievement: dict[str, Any], to: str) -> None:
    issued = College(World()).issue(Form.DATA_INTEGRITY, achievement=achievement, to=to)
    document = json.loads(issued.credential)
    assert document["type"] == ["VerifiableCredential", "OpenBadgeCredential"]
    assert unwrapped(compacted(document)) == unwrapped(document)


@settings(max_examples=8, deadline=None)
@given(name=TEXTS, narrative=TEXTS)
def test_it_does_so_whatever_its_texts_say(name: str, narrative: str) -> None:
    achievement = {**ACHIEVEMENT, "name": name, "criteria": {"narrative": narrative}}
    document = json.loads(College(World()).issue(Form.DATA_INTEGRITY, achievement=achievement).credential)
    assert unwrapped(compacted(document)) == unwrapped(document)


def counted(text: str) -> str:
    """The JSON in a text as a reader finds it that counts braces, wherever they stand."""
    begin, depth = text.index("{"), 0
    for place in range(begin, len(text)):
        depth += {"{": 1, "}": -1}.get(text[place], 0)
        if depth == 0:
            return text[begin : place + 1]
    return ""


@pytest.mark.slow
@given(st.dictionaries(TEXTS, st.recursive(TEXTS, lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner))))
def test_the_braces_of_portable_json_can_be_counted_and_its_data_is_the_same(value: dict[str, Any]) -> None:
    text = _json.portable(value)
    assert counted(text) == text
    assert json.loads(text) == value
    assert _json.without_braces(text) == text


@pytest.mark.parametrize("narrative", ["Uses {1, 2", "Smiles :-}", 'A "{" and a \\ and a }', "{}"])
def test_a_badge_with_a_lone_brace_can_be_found_in_its_picture_by_one_who_counts(narrative: str) -> None:
    world = World()
    issued = College(world).issue(
        achievement={**ACHIEVEMENT, "criteria": {"narrative": narrative}}, form=Form.DATA_INTEGRITY
    )
    inside = unbake(issued.bake(png()))
    assert inside == issued.credential
    assert json.loads(counted(inside.decode())) == json.loads(issued.credential)
    foreign = json.dumps(json.loads(issued.credential), ensure_ascii=False).encode()
    image = bake(png(), foreign)
    assert json.loads(counted(unbake(image).decode())) == json.loads(foreign)
    assert verify(image, fetch=world.fetch, at=AT).verdict is Verdict.VALID
