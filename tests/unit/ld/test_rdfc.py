import itertools
import time

import pytest

from ld_documents import endorsement, plain
from mexbadge import ld
from mexbadge.errors import InputError
from mexbadge.ld import rdfc
from mexbadge.ld.terms import Blank, Iri, Literal, Quad, text

P0, P1, PROOF = (Iri(f"urn:x:{name}") for name in ("p0", "p1", "proof"))


def _tied() -> list[Quad]:
    """Return the smallest dataset on which the list and the set reading differ."""
    quads = []
    for number in (1, 2):
        node, graph = Blank(f"p{number}"), Blank(f"g{number}")
        quads += [
            Quad(node, P0, Literal("same"), graph),
            Quad(node, P1, Literal("same"), graph),
            Quad(Iri(f"urn:x:e{number}"), PROOF, graph),
        ]
    return quads


def test_list_and_set_differ_on_the_smallest_tied_dataset() -> None:
    as_list, as_set = rdfc.canonize(_tied()), rdfc.canonize(_tied(), related="set")
    assert as_list != as_set
    assert sorted(as_list.replace("c14n", "")) == sorted(as_set.replace("c14n", ""))


def test_list_and_set_agree_where_nothing_is_tied() -> None:
    quads = ld.to_quads(plain(endorsement=[endorsement(1), endorsement(2, proof_value="z2")]))
    assert rdfc.canonize(quads) == rdfc.canonize(quads, related="set")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("\b\t\n\f\r", r'"\b\t\n\f\r"'),
        ('"\\', r'"\"\\"'),
        ("\0\x01\x1f\x7f", r'"\u0000\u0001\u001F\u007F"'),
        ("\x80\u2028é😀", '"\x80\u2028é😀"'),
        ("\\n", r'"\\n"'),
        ("'", '"\'"'),
    ],
)
def test_literals_are_escaped_as_the_standard_says(value: str, written: str) -> None:
    assert text(Literal(value)) == written


def test_a_literal_cannot_become_a_statement() -> None:
    quad = Quad(Iri("urn:x:1"), P0, Literal('a" .\n<urn:x:2> <urn:x:p0> "b'))
    assert rdfc.canonize([quad]).count("\n") == 1


def test_equal_texts_of_an_iri_a_label_and_a_literal_are_three_terms() -> None:
    assert len({Iri("a"), Blank("a"), Literal("a")}) == 3


def test_repeated_quads_count_once() -> None:
    assert rdfc.canonize(_tied() * 3) == rdfc.canonize(_tied())


def test_nothing_has_the_empty_form() -> None:
    assert rdfc.canonize([]) == ""


def test_the_hash_decides_the_labels() -> None:
    ring = [Quad(Blank(f"n{one}"), P0, Literal(str(one))) for one in range(8)]
    assert rdfc.canonize(ring, hash="sha256") != rdfc.canonize(ring, hash="sha384")
    with pytest.raises(InputError) as caught:
        rdfc.canonize(ring, hash="md5")  # type: ignore[arg-type]
    assert caught.value.code == "ld_hash_unknown"


def test_lines_are_sorted_by_code_point() -> None:
    quads = [Quad(Iri("urn:x:1"), P0, Literal(value)) for value in ("\uffee", "\U0001f600", "z")]
    assert [line.split('"')[1] for line in rdfc.canonize(quads).splitlines()] == ["z", "\uffee", "\U0001f600"]


def test_a_credential_with_fifty_distinct_endorsements_passes() -> None:
    document = plain(endorsement=[endorsement(number, proof_value=f"z{number}") for number in range(50)])
    assert rdfc.canonize(ld.to_quads(document)).count("\n") > 700


def test_fifty_endorsements_without_identifiers_pass() -> None:
    nameless = [{name: value for name, value in endorsement(n).items() if name != "id"} for n in range(50)]
    assert rdfc.canonize(ld.to_quads(plain(endorsement=nameless))).count("\n") > 700


def _clique(size: int) -> list[Quad]:
    return [Quad(Blank(f"n{a}"), P0, Blank(f"n{b}")) for a, b in itertools.permutations(range(size), 2)]


@pytest.mark.parametrize("size", [8, 10, 30])
def test_a_clique_is_stopped_in_bounded_time(size: int) -> None:
    start = time.process_time()
    with pytest.raises(InputError) as caught:
        rdfc.canonize(_clique(size))
    assert caught.value.code == "ld_budget"
    assert time.process_time() - start < 10  # a tenth of it on a quiet machine; without a budget it never ends


def test_the_caller_sets_the_budget() -> None:
    assert rdfc.canonize(_clique(3), budget=10_000)
    with pytest.raises(InputError) as caught:
        rdfc.canonize(_clique(3), budget=10)
    assert caught.value.problem.values["limit"] == 10


def test_a_long_chain_of_nodes_that_look_alike_is_stopped_and_does_not_crash() -> None:
    ring = [Quad(Blank(f"n{n}"), P0, Blank(f"n{(n + 1) % 5000}")) for n in range(5000)]
    with pytest.raises(InputError) as caught:
        rdfc.canonize(ring, budget=10**9)
    assert caught.value.code == "ld_budget"


def test_a_node_with_thousands_of_mentions_in_one_graph_is_one_order() -> None:
    quads = [
        Quad(Blank(f"s{number}"), Iri(f"urn:x:{place}"), Literal("same"), Blank(f"g{number}"))
        for number in (1, 2)
        for place in range(2_000)
    ]
    assert rdfc.canonize(quads).count("\n") == 4_000


def test_labels_of_the_input_are_mapped() -> None:
    found = rdfc.canonize_with_labels(_tied())
    assert set(found.labels) == {"p1", "p2", "g1", "g2"}
    assert set(found.labels.values()) == {"c14n0", "c14n1", "c14n2", "c14n3"}


def test_terms_of_different_kinds_are_never_equal() -> None:
    terms = [Iri("a"), Blank("a"), Literal("a", "_:"), Quad(Iri("a"), Iri("_:"), Literal("a"))]
    assert len(set(terms)) == len(terms)
    assert all(one != other for one, other in itertools.combinations(terms, 2))


def _families(leaves: int) -> list[Quad]:
    """Return two parents that nothing sets apart, each with so many children that nothing sets apart."""
    return [
        quad
        for parent in "ab"
        for number in range(leaves)
        for quad in (
            Quad(Blank(parent), P0, Blank(f"{parent}{number}")),
            Quad(Blank(f"{parent}{number}"), P1, Literal("same")),
        )
    ]


def test_nodes_that_are_interchangeable_are_not_put_in_every_order() -> None:
    assert rdfc.canonize(_families(40)).count("\n") == 160
    assert rdfc.canonize(_families(6), budget=600) == rdfc.canonize(_families(6))


def test_nodes_that_each_have_something_of_their_own_are() -> None:
    names = [f"{parent}{number}" for parent in "ab" for number in range(6)]
    apart = [*_families(6), *(Quad(Blank(name), PROOF, Blank(f"{name}x")) for name in names)]
    with pytest.raises(InputError) as caught:
        rdfc.canonize(apart, budget=600)
    assert caught.value.code == "ld_budget"


def test_what_may_change_places() -> None:
    rows = [rdfc.row_of(quad) for quad in _families(3)]
    run = rdfc._Run(rows, str, 100, "list")
    nobody, one = rdfc._Issuer("b"), rdfc._Issuer("b", {"a1": "b0"})
    assert run._are_interchangeable(["a2", "a0", "a1"], nobody)
    for members in (["a0", "b0"], ["a0", "a1", "a0"], ["a", "b"]):
        assert not run._are_interchangeable(members, nobody), members
    assert not run._are_interchangeable(["a0", "a1"], one)
