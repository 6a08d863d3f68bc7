"""Conservation: of a document in which nothing is lost, no value can be changed and no member added unseen."""

import copy
from collections.abc import Iterator
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from ld_documents import OB, VC, endorsement, full, plain
from mexbadge import ld
from mexbadge.errors import InputError
from rewriting import objects

_BASE = plain(endorsement=[endorsement(1)])
_FULL = full()
_NAMES = st.one_of(
    st.sampled_from(
        (
            "name",
            "description",
            "tag",
            "evidence",
            "image",
            "proof",
            "achievement",
            "creator",
            "result",
            "url",
            "@id",
            "@type",
            "@graph",
            "@index",
            "@value",
            "@list",
            "@included",
            "@reverse",
            "@nest",
            "@foo",
            "_:p",
            "urn:x:p",
            "",
            "alignment",
            "criteria",
            "narrative",
            "issuer",
            "endorsement",
            "related",
            "validUntil",
            "holder",
            "a b",
            "x:y z",
        )
    ),
    st.text(max_size=5),
)
_SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=5),
    st.sampled_from(["urn:x:new", "https://x.example/", "half", "urn:x:<", "_:b", "assertionMethod"]),
)
_JSON = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=3), max_leaves=5
)


def _leaves(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container with the key of a scalar in it."""
    items: Any = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in items:
        if key == "@context":
            continue
        if isinstance(item, dict | list):
            yield from _leaves(item)
        else:
            yield value, key


def _says(one: Any, other: Any, key: Any) -> bool:
    """Return whether two objects are of one node and say the same of it under a name."""
    return isinstance(other, dict) and "id" in other and (one.get("id"), one.get(key)) == (other["id"], other[key])


def _signed(document: dict[str, Any]) -> str | None:
    """Return what would be signed, or ``None`` where the document is refused."""
    try:
        return ld.canonize(document)
    except InputError:
        return None


@settings(max_examples=examples(250), deadline=None)
@given(st.data(), _NAMES, _JSON)
def test_an_added_member_is_lost_or_changes_what_is_signed(data: st.DataObject, name: str, value: Any) -> None:
    document = copy.deepcopy(_BASE)
    found = list(objects(document))
    place = found[data.draw(st.integers(0, len(found) - 1))]
    if name in place or value is None:
        return  # null says nothing (JSON-LD 1.1, section 9.2)
    place[name] = value
    assert _signed(document) != ld.canonize(_BASE)


@settings(max_examples=examples(100), deadline=None)
@given(st.data(), _SCALARS)
def test_a_changed_value_is_lost_or_changes_what_is_signed(data: st.DataObject, value: Any) -> None:
    document = copy.deepcopy(_FULL)
    leaves = list(_leaves(document))
    container, key = leaves[data.draw(st.integers(0, len(leaves) - 1))]
    if container[key] == value:
        return
    others = container if isinstance(container, list) else []
    if value in others:
        return
    if value is None and any(_says(one, container, key) for one in objects(document) if one is not container):
        return  # two objects of one id are one node, and what both say is said by the other still
    container[key] = value
    assert _signed(document) != ld.canonize(_FULL)


@settings(max_examples=examples(150), deadline=None)
@given(_JSON, st.sampled_from([[VC], [VC, OB], VC]))
def test_any_document_has_losses_or_a_form_and_never_another_error(value: Any, context: Any) -> None:
    document = {"@context": context, "id": "urn:x:1", "name": "n", "urn:x:p": value}
    problems = ld.lost(document)
    assert (_signed(document) is None) == bool(problems)
    assert ("ld_undecided", "") not in {(problem.code, problem.where) for problem in problems}


@settings(max_examples=examples(100), deadline=None)
@given(st.text(max_size=8))
def test_any_text_as_a_name_or_type_is_signed_or_lost(text: str) -> None:
    for document in (plain(id=text), plain(type=["VerifiableCredential", text]), plain(**{"urn:x:p": {"id": text}})):
        form = _signed(document)
        assert form is None or form.count("\n") == len(ld.to_quads(document))
