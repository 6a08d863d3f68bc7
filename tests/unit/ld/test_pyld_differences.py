"""pyld as a second opinion, and the list of where it is not right (so that nobody takes its word there)."""

import json
import time
from typing import Any

import pyoxigraph
import pytest
from pyld import jsonld

from contexts_for_tests import EXTRA
from ld_documents import VC, endorsement, full, plain
from mexbadge import ld
from mexbadge.ld import rdfc
from mexbadge.ld.contexts import ContextSet
from mexbadge.ld.pyld_adapter import Pyld
from nquads import parse
from vectors_data import vectors

P = "urn:x:p"


def _by_pyld(document: dict[str, Any]) -> str:
    pyld = Pyld(ContextSet.of(EXTRA))
    options = pyld._fresh_options() | {"algorithm": "URDNA2015", "format": "application/n-quads"}
    return str(jsonld.normalize(document, options))


def _node(value: Any) -> dict[str, Any]:
    return {"@context": VC, "id": "urn:x:1", P: value}


@pytest.mark.parametrize(
    "document",
    [
        plain(),
        full(),
        plain(endorsement=[endorsement(number, proof_value=f"z{number}") for number in range(5)]),
        plain(endorsement=[endorsement(number) for number in range(4)]),
        _node({"@list": ["a", 1, True, {"name": "n"}, {"@value": "x", "@language": "de"}]}),
        _node([{"@graph": [{"name": "n"}]}, {"id": "urn:x:2", "@graph": [{"id": "urn:x:3", "name": "m"}]}]),
        _node([1, 1.5, 1e30, -0.25, 'tab\tline\nquote"back\\slash']),
        _node([{"id": "_:a", P: {"id": "_:b"}}, {"id": "_:b", P: {"id": "_:a"}}]),
        _node({"@value": [1, {"b": 1.5, "a": "é"}], "@type": "@json"}),
        _node([None, "half", {"id": "half", P: {"id": "urn:x:2", P: "kept"}}]),
    ],
)
def test_both_agree(document: dict[str, Any]) -> None:
    assert ld.canonize(document, contexts=EXTRA, safe=False) == _by_pyld(document)


@pytest.mark.vectors
@pytest.mark.parametrize(
    "name", ["w3c-eddsa/unsigned.json", "w3c-eddsa/employmentAuth.json", "w3c-ecdsa/unsigned.json"]
)
def test_both_agree_on_published_credentials(name: str) -> None:
    document = json.loads(vectors(name).read_bytes())
    assert ld.canonize(document, contexts=EXTRA) == _by_pyld(document)


@pytest.mark.parametrize("character", ["\b", "\f", "\x00", "\x01", "\x1f", "\x7f"])
def test_pyld_leaves_control_characters_as_they_are(character: str) -> None:
    ours = ld.canonize(_node(f"a{character}b"), safe=False)
    assert ours != _by_pyld(_node(f"a{character}b"))
    assert ours.isprintable() or ours.count("\n") == 1
    assert parse(ours.encode())[0].object == ld.Literal(f"a{character}b")


def test_pyld_has_no_sha_384() -> None:
    nodes = _node([{"urn:x:q": str(number)} for number in range(6)])
    pyld = Pyld(ContextSet.of(None))
    with pytest.raises(jsonld.JsonLdError):
        jsonld.normalize(nodes, pyld._fresh_options() | {"algorithm": "RDFC-1.0", "hashAlgorithm": "SHA384"})
    assert ld.canonize(nodes, hash="sha384", safe=False) != ld.canonize(nodes, safe=False)


def test_pyld_keeps_language_tags_that_are_none() -> None:
    node = _node([{"@value": "x", "@language": 'en" .\n<urn:x:1> <urn:x:admin> "yes'}, "kept"])
    assert "admin" in _by_pyld(node)
    assert ld.canonize(node, safe=False) == '<urn:x:1> <urn:x:p> "kept" .\n'


def test_pyld_keeps_angle_brackets_in_names() -> None:
    node = _node({"id": "urn:x:2>"})
    assert "urn:x:2>>" in _by_pyld(node)
    assert ld.canonize(node, safe=False) == ""


def test_pyld_makes_a_statement_without_an_object_of_half_a_name_in_a_list() -> None:
    node = _node({"@list": [{"id": "half"}, "b"]})
    with pytest.raises(TypeError):
        _by_pyld(node)
    assert ld.canonize(node, safe=False).count("#first>") == 1


def test_pyld_takes_time_that_grows_with_the_square_of_a_set() -> None:
    document = plain(**{P: [{"id": f"urn:x:{number}"} for number in range(6_000)]})
    start = time.process_time()
    ld.to_quads(document)
    assert time.process_time() - start < 30


def test_a_context_that_two_calls_know_differently_is_not_mixed_up_as_in_the_cache_of_pyld() -> None:
    known = {"@context": "https://www.w3.org/ns/credentials/examples/v2", "@id": "urn:x:1", "x": "1"}
    assert "examples#x" in ld.canonize(known, contexts=EXTRA)
    assert [problem.code for problem in ld.lost(known)] == ["ld_context_unknown"]


@pytest.mark.parametrize("document", [full(), plain(endorsement=[endorsement(1), endorsement(2, proof_value="z2")])])
def test_pyoxigraph_agrees_where_nothing_is_tied(document: dict[str, Any]) -> None:
    text = ld.canonize(document)
    dataset = pyoxigraph.Dataset(pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_QUADS))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    written = pyoxigraph.serialize(dataset, format=pyoxigraph.RdfFormat.N_QUADS)
    assert written is not None
    assert rdfc.canonize(parse(written)) == text
    labels = {str(quad.graph_name) for quad in dataset if isinstance(quad.graph_name, pyoxigraph.BlankNode)}
    assert labels == {f"_:{quad.graph.label}" for quad in parse(text.encode()) if isinstance(quad.graph, ld.Blank)}
