"""Proofs of the tree, for every place in every small log, against the definitions of RFC 9162 written out."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.errors import LedgerError
from mexbadge.ledger import tree

LEAVES = [tree.leaf_hash(b"%d" % number) for number in range(300)]
ROOTS = [tree.root_of(LEAVES[:size]) for size in range(301)]
_KNOWN: dict[tuple[int, int], bytes] = {}


def mth(start: int, end: int) -> bytes:
    """Return MTH(D[start:end]) as section 2.1.1 defines it."""
    if (start, end) not in _KNOWN:
        size = end - start
        if size == 1:
            return LEAVES[start]
        half = 1 << ((size - 1).bit_length() - 1)
        _KNOWN[start, end] = sha256(b"\1" + mth(start, start + half) + mth(start + half, end)).digest()
    return _KNOWN[start, end]


def path(index: int, start: int, end: int) -> list[bytes]:
    """Return PATH(index, D[start:end]) as section 2.1.3.1 defines it."""
    size = end - start
    if size == 1:
        return []
    half = 1 << ((size - 1).bit_length() - 1)
    if index < half:
        return [*path(index, start, start + half), mth(start + half, end)]
    return [*path(index - half, start + half, end), mth(start, start + half)]


def sub_proof(old: int, start: int, end: int, *, whole: bool) -> list[bytes]:
    """Return SUBPROOF(old, D[start:end], whole) as section 2.1.4.1 defines it."""
    size = end - start
    if old == size:
        return [] if whole else [mth(start, end)]
    half = 1 << ((size - 1).bit_length() - 1)
    if old <= half:
        return [*sub_proof(old, start, start + half, whole=whole), mth(start + half, end)]
    return [*sub_proof(old - half, start + half, end, whole=False), mth(start, start + half)]


def made(ranges: list[tuple[int, int]]) -> list[bytes]:
    return [mth(start, end) for start, end in ranges]


def test_every_root_is_that_of_the_definition() -> None:
    assert ROOTS[0] == sha256(b"").digest()
    assert ROOTS[1:] == [mth(0, size) for size in range(1, 301)]


def test_every_leaf_is_proved_in_every_log_up_to_300_entries() -> None:
    for size in range(1, 301):
        for index in range(size):
            proof = made(tree.inclusion_ranges(index, size))
            assert proof == path(index, 0, size)
            tree.verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


def test_every_log_up_to_128_entries_continues_every_smaller_one() -> None:
    for new in range(1, 129):
        for old in range(1, new + 1):
            proof = made(tree.consistency_ranges(old, new))
            assert proof == sub_proof(old, 0, new, whole=True)
            tree.verify_consistency(old, new, proof, ROOTS[old], ROOTS[new])


def test_a_proof_for_another_index_is_refused_everywhere() -> None:
    for size in range(2, 65):
        for index in range(size):
            proof = made(tree.inclusion_ranges(index, size))
            for other in set(range(-1, size + 2)) - {index}:
                with pytest.raises(LedgerError):
                    tree.verify_inclusion(other, size, LEAVES[index], proof, ROOTS[size])


def test_a_log_with_other_entries_is_never_continued() -> None:
    for new in range(2, 65):
        for old in range(1, new):
            proof = made(tree.consistency_ranges(old, new))
            with pytest.raises(LedgerError):
                tree.verify_consistency(old, new, proof, ROOTS[old - 1], ROOTS[new])
            with pytest.raises(LedgerError):
                tree.verify_consistency(old, new, proof, ROOTS[old], ROOTS[new - 1])


def test_the_inner_nodes_are_numbered_in_the_order_in_which_they_are_completed() -> None:
    edge: list[bytes] = []
    number = 0
    for size, leaf in enumerate(LEAVES):
        assert number == tree.inner_before(size)
        for level, node in enumerate(tree.push(edge, size, leaf), 1):
            position = size >> level
            assert tree.node_number(level, position) == number
            assert node == mth(position << level, (position + 1) << level)
            number += 1
        assert tree.fold(edge) == ROOTS[size + 1]


def test_from_an_empty_log_nothing_is_proved() -> None:
    tree.verify_consistency(0, 5, [], tree.EMPTY, ROOTS[5])
    for proof, old in (([ROOTS[1]], tree.EMPTY), ([], ROOTS[1])):
        with pytest.raises(LedgerError):
            tree.verify_consistency(0, 5, proof, old, ROOTS[5])


def test_the_root_passed_off_as_a_leaf_is_refused() -> None:
    """An inner node is hashed with another prefix than an entry, so that neither can stand for the other."""
    entry = b"".join(LEAVES[:2])
    assert tree.leaf_hash(entry) != ROOTS[2]
    with pytest.raises(LedgerError):
        tree.verify_inclusion(0, 1, tree.leaf_hash(entry), [], ROOTS[2])
    with pytest.raises(LedgerError):
        tree.verify_inclusion(0, 2, ROOTS[2], [], ROOTS[2])


@given(st.data())
def test_one_flipped_bit_in_a_proof_is_found(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 300))
    index = data.draw(st.integers(0, size - 1))
    proof = made(tree.inclusion_ranges(index, size))
    place = data.draw(st.integers(0, len(proof) - 1))
    bit = data.draw(st.integers(0, 255))
    proof[place] = (int.from_bytes(proof[place]) ^ (1 << bit)).to_bytes(32)
    with pytest.raises(LedgerError):
        tree.verify_inclusion(index, size, LEAVES[index], proof, ROOTS[size])


@given(st.integers(-3, 2**70), st.integers(-3, 2**70), st.lists(st.binary(max_size=40), max_size=70))
def test_verification_answers_or_refuses_whatever_it_is_given(index: int, size: int, proof: list[bytes]) -> None:
    with pytest.raises(LedgerError):
        tree.verify_inclusion(index, size, bytes(32), proof, b"no root")
    with pytest.raises(LedgerError):
        tree.verify_consistency(index, size, proof, bytes(32), bytes(31))
