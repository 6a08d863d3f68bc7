"""Expansion without a processor: whatever is expanded here is expanded by pyld, and comes out the very same."""

import hashlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json
from mexbadge.errors import InputError
from mexbadge.ld.compiling import Unsure
from mexbadge.ld.contexts import Contexts, ExtraContext
from mexbadge.ld.expand import active_contexts, processor, read
from mexbadge.ld.expanding import Expanding
from shaped import disturbed, shaped
from shaped_ob2 import shaped_ob2, spoilt_ob2, under_own_context

_SEEDS = st.integers(0, 2**32)


def _same(document: dict[str, Any], contexts: Contexts = None) -> bool:
    """Compare both expansions, to the order of the members; return whether pyld was not asked."""
    found = read(document, contexts)
    try:
        here = Expanding(active_contexts(found.contexts)).document(found.document)
    except Unsure:
        return False
    assert _json.dumps(here) == _json.dumps(processor(found).expand(found.document))
    return True


@settings(max_examples=examples(400), deadline=None)
@given(_SEEDS)
def test_a_document_of_2_0_in_a_shape_of_the_contexts_is_expanded_as_by_pyld(number: int) -> None:
    _same(shaped_ob2(number))


@settings(max_examples=examples(400), deadline=None)
@given(_SEEDS)
def test_a_spoilt_one_is_expanded_alike_or_left_to_pyld(number: int) -> None:
    _same(spoilt_ob2(number))


@settings(max_examples=examples(150), deadline=None)
@given(_SEEDS, st.sampled_from((shaped, disturbed)))
def test_contexts_of_types_and_of_properties_too(number: int, made: Callable[[int], dict[str, Any]]) -> None:
    _same(made(number))


@pytest.mark.parametrize(("made", "least"), [(shaped_ob2, 60), (spoilt_ob2, 30), (shaped, 60), (disturbed, 8)])
def test_a_good_part_of_them_is_expanded_here(made: Callable[[int], dict[str, Any]], least: int) -> None:
    assert sum(map(_same, map(made, range(100)))) >= least


@settings(max_examples=examples(400), deadline=None)
@given(_SEEDS)
def test_under_a_supplied_context_that_redefines_its_words_too(number: int) -> None:
    _same_under_own_context(number)


def test_many_words_that_are_redefined_are_expanded_here() -> None:
    assert sum(map(_same_under_own_context, range(1_500))) >= 300


def _same_under_own_context(number: int) -> bool:
    context, document = under_own_context(number)
    body = _json.dumps({"@context": context}).encode()
    supplied = ExtraContext("https://college.example/c", body, hashlib.sha256(body).hexdigest())
    return _same({"@context": supplied.url, **document}, [supplied])


def test_what_pyld_refuses_is_never_expanded_here() -> None:
    refused = 0
    for number in range(400):
        found = read(spoilt_ob2(number), None)
        try:
            processor(found).expand(found.document)
        except InputError:
            refused += 1
            with pytest.raises(Unsure):
                Expanding(active_contexts(found.contexts)).document(found.document)
    assert refused > 20
