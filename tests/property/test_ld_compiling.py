"""Contexts made up: whatever is worked out here is what pyld works out, definition by definition."""

import hashlib
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from context_twins import Twins
from examples_count import examples
from ld_documents import OB, VC, plain
from mexbadge import _json, ld
from mexbadge.errors import InputError
from mexbadge.ld import rdfc
from mexbadge.ld.contexts import ContextSet
from mexbadge.ld.expand import processor, read
from mexbadge.ld.reading import walked

_NAMES = st.sampled_from(("a", "b", "p", "id", "type", "name", "Thing", "A", "_", "a b", "x:y", "é", "a\n"))
_IRIS = st.sampled_from(
    (
        *("urn:x:a", "https://x.example/", "https://x.example/ns#", "urn:x:p:", "p:a", "a", "b", "p", "a:b", "_:b"),
        *("@id", "@type", "@value", "@json", "urn:x:a\n", "urn:x: a", "x", "", ":", "xsd:string", "name:a", None),
    )
)
_REVERSED = st.sampled_from(("urn:x:a", "https://x.example/", "p:a", "a", "_:b", "x", "", None))
_CONTAINERS = st.sampled_from(
    ("@list", "@set", "@index", "@language", "@graph", "@id", ["@set"], ["@graph", "@set"], ["@set", "@list"], [], None)
)
_TYPES = st.sampled_from(("@id", "@vocab", "@json", "@none", "xsd:integer", "p:a", "urn:x:t", "_:t", "a", "no", None))
_BOOLS = st.sampled_from((True, False, None))


def _definitions(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    whole = st.fixed_dictionaries(
        {},
        optional={
            "@id": _IRIS,
            "@type": _TYPES,
            "@container": _CONTAINERS,
            "@context": inner,
            "@protected": _BOOLS,
            "@prefix": _BOOLS,
        },
    )
    usual = st.fixed_dictionaries({"@id": _IRIS}, optional={"@type": _TYPES, "@context": inner, "@prefix": _BOOLS})
    return _IRIS | usual | whole | st.fixed_dictionaries({"@reverse": _REVERSED}, optional={"@type": _TYPES})


def _contexts(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    terms = st.dictionaries(_NAMES, _definitions(inner), max_size=4)
    keywords = st.fixed_dictionaries(
        {},
        optional={
            "@version": st.just(1.1),
            "@protected": _BOOLS,
            "@vocab": st.sampled_from(("https://v.example/#", "urn:x:", "p:", "", None, "https://v.example/ x")),
        },
    )
    made = st.one_of(terms, st.tuples(keywords, terms).map(lambda parts: parts[0] | parts[1]))
    return made | st.lists(made | st.none(), max_size=2) | st.none()


_LOCAL = st.recursive(st.dictionaries(_NAMES, _IRIS, max_size=2), _contexts, max_leaves=4)
_START = st.sampled_from(([], [VC], [VC, OB], ["https://w3id.org/openbadges/v2"]))


@settings(max_examples=examples(400), deadline=None)
@given(_START, st.lists(st.tuples(_LOCAL, st.booleans(), st.booleans()), min_size=1, max_size=3), st.text(max_size=4))
def test_what_is_worked_out_of_any_contexts_is_what_pyld_works_out(
    start: list[str], steps: list[tuple[Any, bool, bool]], text: str
) -> None:
    twins = Twins(ContextSet.of(None))
    pair = twins.step(twins.initial, start)
    for local, scoped, propagate in steps:
        after = None if pair is None else twins.step(pair, local, scoped=scoped, propagate=propagate)
        if after is None:
            return
        pair = after
        for name in (*pair.here["mappings"], text, f"p:{text}", f"a:{text}", f"{text}:a", "@x\n"):
            twins.same_meaning(pair, name)


@settings(max_examples=examples(60), deadline=None)
@given(_LOCAL, st.dictionaries(_NAMES, st.sampled_from(("t", 1, {"a": "t"}, {"type": "A", "b": "t"})), max_size=3))
def test_a_document_under_a_supplied_context_has_the_statements_of_pyld(local: Any, members: dict[str, Any]) -> None:
    body = _json.dumps({"@context": local}).encode()
    url = "https://college.example/c"
    supplied = [ld.ExtraContext(url, body, hashlib.sha256(body).hexdigest())]
    document = plain(**{"@context": [VC, OB, url]}, **{k: v for k, v in members.items() if k not in {"id", "type"}})
    found = read(document, supplied)
    try:
        walk = walked(found)
    except InputError:
        return
    if not walk.problems:
        assert rdfc.canonize(walk.quads) == rdfc.canonize(processor(found).quads(found.document))
