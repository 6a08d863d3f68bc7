"""The first reading: whatever the walk lets pass, pyld reads too, and says the same of it, to the byte."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from ld_documents import endorsement, plain
from mexbadge import _json, ld
from mexbadge.errors import InputError
from mexbadge.ld import rdfc
from mexbadge.ld.conservation import Walk
from mexbadge.ld.contexts import ContextSet
from mexbadge.ld.expand import contexts_by_pyld, processor, read
from mexbadge.ld.intake import Intake
from mexbadge.ld.reading import walked
from shaped import disturbed, shaped
from shaped_ob2 import spoilt_ob2

_SEEDS = st.integers(0, 2**32)


def _same(document: dict[str, Any]) -> bool:
    """Compare both readings; return whether the walk let the document pass."""
    found = read(document, None)
    by_pyld = Walk(contexts_by_pyld(found.contexts))
    try:
        walk = walked(found)
    except InputError as error:
        with pytest.raises(InputError, match=re.escape(str(error))):
            by_pyld.document(found.document)
        return False
    by_pyld.document(found.document)
    assert (walk.problems, walk.quads) == (by_pyld.problems, by_pyld.quads)
    if found.inline or walk.problems:
        return False
    quads = processor(found).quads(found.document)
    for related in ("list", "set"):
        try:
            assert rdfc.canonize(walk.quads, related=related) == rdfc.canonize(quads, related=related)
        except InputError as error:
            assert error.code == "ld_budget"  # noqa: PT017 - whichever of the two takes for ever
    assert list(ld.JsonLdReading.of(document).quads) == walk.quads
    return True


@settings(max_examples=examples(150), deadline=None)
@given(_SEEDS)
def test_of_a_document_in_a_shape_of_the_contexts_both_make_the_same_statements(number: int) -> None:
    _same(shaped(number))


@settings(max_examples=examples(250), deadline=None)
@given(_SEEDS)
def test_what_was_disturbed_and_passes_is_read_alike(number: int) -> None:
    _same(disturbed(number))


@settings(max_examples=examples(60), deadline=None)
@given(_SEEDS)
def test_what_does_not_pass_has_the_statements_of_pyld_and_a_loss(number: int) -> None:
    document = disturbed(number)
    found = read(document, None)
    reading = ld.JsonLdReading.of(document)
    try:
        by_pyld = processor(found).quads(found.document)
    except InputError:
        assert reading.lost
        return
    if reading.lost:
        assert list(reading.quads) == by_pyld


def test_good_credentials_pass_the_walk_and_so_does_a_good_part_of_the_shapes() -> None:
    assert _same(plain())
    assert _same(plain(endorsement=[endorsement(1)]))
    assert sum(map(_same, map(shaped, range(60)))) >= 20


def _values(value: Any) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + sum(map(_values, inside))


@settings(max_examples=examples(100), deadline=None)
@given(_SEEDS, st.sampled_from((shaped, disturbed, spoilt_ob2)))
def test_what_is_read_in_is_a_copy_and_every_value_counts_once(
    number: int, made: Callable[[int], dict[str, Any]]
) -> None:
    document = made(number)
    intake = Intake(ContextSet.of(None))
    copied = intake.read(document)
    assert _json.dumps(copied) == _json.dumps(document)
    assert intake.values == _values(document)
