"""What the bundled contexts mean is worked out without pyld, and is the very same: every state that they lead to."""

import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from context_twins import Twins, plain
from ld_documents import OB, VC, full
from mexbadge import _json, ld
from mexbadge.ld import rdfc, reading
from mexbadge.ld.compiling import KEYWORDS, Compiler, Unsure
from mexbadge.ld.contexts import ContextSet, entries
from mexbadge.ld.expand import processor, read

V1 = "https://www.w3.org/2018/credentials/v1"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
CLR = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
INTEGRITY = "https://w3id.org/security/data-integrity/v2"
OB2 = "https://w3id.org/openbadges/v2"
EVERY = [[entry.urls[0]] for entry in entries() if entry.kind == "context" and entry.urls]
STARTS = [*EVERY, [VC, OB], [VC, OB, EXTENSIONS], [VC, CLR, OB], [V1, OB], [VC, INTEGRITY], [VC, OB, INTEGRITY]]
AGAIN = [[VC], [VC, OB], [VC, OB, EXTENSIONS], [OB2]]
TEXTS = ["name", "schema:name", "xsd:string", "sec:x", "_:b", "urn:x:y", "a b", "", "@id", "@foo", ":x", "obi:q", "x/y"]


def _steps(pair: Any) -> Iterator[tuple[Any, dict[str, bool]]]:
    """Yield every context that may come next: of a property, of a type, of a node that names some."""
    for definition in pair.here["mappings"].values():
        if definition.get("@context") is not None:
            yield definition["@context"], {"scoped": True}
            if definition["@context"]:
                yield definition["@context"], {"propagate": False}
    for urls in AGAIN:
        yield urls, {}


@pytest.mark.parametrize("deepest", [0, pytest.param(1, marks=pytest.mark.slow)])
@pytest.mark.parametrize("start", STARTS, ids=lambda urls: " ".join(url.rpartition("/")[2] for url in urls))
def test_every_state_that_bundled_contexts_lead_to_is_the_one_of_pyld(start: list[str], deepest: int) -> None:
    twins = Twins(ContextSet.of(None))
    first = twins.step(twins.initial, start)
    assert first is not None
    seen, queue = {_json.dumps(plain(first.here))}, [(first, 0)]
    for pair, depth in queue:
        for name in (*pair.here["mappings"], *KEYWORDS, *TEXTS):
            twins.same_meaning(pair, name)
        for local, how in _steps(pair):
            found = twins.step(pair, local, **how)
            if found is None:
                assert twins.refused(pair, local, **how), "pyld is asked only about what it refuses"
            elif depth < deepest and (said := _json.dumps(plain(found.here))) not in seen:
                seen.add(said)
                queue.append((found, depth + 1))


@pytest.mark.parametrize("entry", [e for e in entries() if e.kind == "context" and not e.urls], ids=lambda e: e.file)
def test_earlier_editions_too(entry: ld.contexts.BundledFile) -> None:
    url = entry.edition_of[0]
    twins = Twins(ContextSet({}, {url: entry}))
    for urls in ([url], [VC, url]):
        assert twins.step(twins.initial, urls) is not None or twins.refused(twins.initial, urls)


@pytest.mark.parametrize(
    "local",
    [
        {"@base": "urn:x:"},
        {"@language": "en"},
        {"@direction": "ltr"},
        {"@propagate": False},
        {"@import": VC},
        {"@vocab": "words"},
        {"@vocab": None},
        {"@version": 1.0},
        {"@protected": False},
        {"": "urn:x:y"},
        {"_uuid": "urn:x:y"},
        {"a": {"@id": "urn:x:a", "@context": {"_uuid": "urn:x:y"}}},
        {"@type": {"@container": "@set"}},
        {"a": {"@id": "urn:x:a", "@language": "en"}},
        {"a": {"@id": "urn:x:a", "@nest": "@nest"}},
        {"a": {"@id": "urn:x:a", "@index": "urn:x:i", "@container": "@index"}},
        {"a": {"@id": "urn:x:a", "@container": ["@list", "@set"]}},
        {"a": {"@id": "urn:x:a", "@container": "@type"}},
        {"a": {"@id": "urn:x:a", "@reverse": "urn:x:b"}},
        {"a": {"@id": "urn:x:a", "@context": {"b": "no address"}}},
        {"a": {"@id": "urn:x:a", "@context": VC}},
        {"a": {"@id": None, "@prefix": True}},
        {"a": "@value"},
        {"a": "b", "b": "a"},
        {"a": "a"},
        {"a": 1},
        {"a": {}},
        {"a:b": "urn:x:a"},
        {"a": "urn:x:a "},
        {"a": "urn:x:\n"},
        {"a": {"@reverse": "urn:x:a", "@container": "@list"}},
        [1],
        "urn:x:unknown",
        [VC, {"id": "urn:x:a"}],
        [VC] * 11,
    ],
    ids=str,
)
def test_what_the_standards_contexts_do_not_do_is_left_to_pyld(local: Any) -> None:
    compiler = Compiler(ContextSet.of(None))
    with pytest.raises(Unsure):
        compiler.process(compiler.initial(), local)


def test_a_good_credential_never_asks_pyld(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_known: ContextSet) -> None:
        raise AssertionError

    monkeypatch.setattr(reading, "contexts_by_pyld", never)
    monkeypatch.setattr(reading, "processor", never)
    assert ld.lost(full()) == ()
    assert ld.canonize(full())


@pytest.mark.parametrize("written", ["[]", '[{"a": "urn:x:a"}, []]'])
def test_a_supplied_context_with_an_empty_list_is_left_to_pyld(written: str) -> None:
    body = f'{{"@context": {written}}}'.encode()
    url = "https://college.example/c"
    compiler = Compiler(ContextSet.of([ld.ExtraContext(url, body, hashlib.sha256(body).hexdigest())]))
    with pytest.raises(Unsure):
        compiler.process(compiler.initial(), [url])


@pytest.mark.parametrize(
    "steps",
    [
        [{"@vocab": "https://v.example/#"}, {"@vocab": "https://w.example/#"}],
        [{"a": "p:x", "p": "urn:x:p:"}],
        [{"a": {"@id": "urn:x:a", "@type": "p:x"}, "p": "urn:x:p:"}],
        [{"p": "urn:x:p:"}, {"a": "p://x"}],
        [{"a": {"@id": "urn:x:a", "@context": None}}],
        [{"a": {"@id": "urn:x:a", "@context": {}}}, {"a": {"@id": "urn:x:a"}}],
        [{"a": {"@reverse": "urn:x:a"}}, {"a": {"@id": "urn:x:a"}}],
        [{"@protected": True, "a": "urn:x:a"}, {"a": "urn:x:a"}, {"b": "urn:x:b"}],
    ],
    ids=str,
)
def test_each_rule_is_worked_out_as_pyld_does(steps: list[Any]) -> None:
    twins = Twins(ContextSet.of(None))
    pair = twins.initial
    for local in steps:
        after = twins.step(pair, local)
        assert after is not None, "nobody else is asked"
        pair = after
        for text in ("a", "b", "p", "word", "p:x", "p://x"):
            twins.same_meaning(pair, text)


def test_supplied_contexts_that_name_each_other_far_or_in_a_circle_are_left_to_pyld() -> None:
    url = "https://college.example/{}"
    bodies = [f'{{"@context": "{url.format(to)}"}}'.encode() for to in (1, 2, 3, 3)]
    named = [
        ld.ExtraContext(url.format(number), body, hashlib.sha256(body).hexdigest())
        for number, body in enumerate(bodies)
    ]
    compiler = Compiler(ContextSet.of(named))
    for number in range(len(named)):
        with pytest.raises(Unsure):
            compiler.process(compiler.initial(), [url.format(number)])


def test_a_protected_prefix_that_a_scoped_context_only_needs_is_left_to_pyld() -> None:
    compiler = Compiler(ContextSet.of(None))
    active = compiler.process(compiler.initial(), {"p": {"@id": "urn:x:p:", "@prefix": True, "@protected": True}})
    with pytest.raises(Unsure):
        compiler.process(active, {"a": "p:x", "p": "urn:x:q:"}, scoped=True)
    assert compiler.process(active, {"p": "urn:x:q:", "a": "p:x"}, scoped=True)["mappings"]["a"]["@id"] == "urn:x:q:x"


@pytest.mark.parametrize(
    ("definition", "text"),
    [
        ({"@reverse": "urn:x:a", "@type": "@id"}, "urn:x:v"),
        ({"@id": "urn:x:a", "@type": "@id", "@context": {"q": "urn:x:q:"}}, "q:v"),
        ({"@id": "urn:x:a", "@container": "@list"}, "v"),
        ({"@id": "urn:x:a", "@type": "@id", "@container": "@graph"}, "urn:x:v"),
    ],
    ids=str,
)
def test_a_text_under_a_property_with_more_to_it_is_read_as_pyld_reads_it(definition: Any, text: str) -> None:
    body = _json.dumps({"@context": {"a": definition}}).encode()
    url = "https://college.example/c"
    supplied = [ld.ExtraContext(url, body, hashlib.sha256(body).hexdigest())]
    found = read({"@context": [VC, OB, url], "id": "urn:x:doc", "a": text, "name": "A"}, supplied)
    walk = reading.walked(found)
    assert walk.problems or rdfc.canonize(walk.quads) == rdfc.canonize(processor(found).quads(found.document))
