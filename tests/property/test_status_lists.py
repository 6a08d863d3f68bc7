import base64
import gzip
from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.errors import InputError
from mexbadge.status.bitstring import MINIMUM_ENTRIES, Bitstring
from mexbadge.status.entries import MAXIMUM_ENTRIES, parse_entries
from mexbadge.status.list_credential import parse_status_list
from mexbadge.status.revocation_list import RevocationList

SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=12)
NAMES = st.sampled_from(
    ["id", "type", "issuer", "revoked", "uid", "revokedCredential", "revokedAssertions", "credentialSubject",
     "statusPurpose", "statusListIndex", "statusListCredential", "statusSize", "statusMessage", "status", "message",
     "encodedList", "ttl", "revocationReason"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["BitstringStatusListEntry", "StatusList2021Entry", "1EdTechRevocationList", "BitstringStatusListCredential",
     "BitstringStatusList", "revocation", "https://college.example/1", "7", "0x1"]
)  # fmt: skip
TREES = st.recursive(
    SCALARS | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES | st.text(max_size=4), inner, max_size=6),
    max_leaves=20,
)


def code_or_value(read: Callable[[], object]) -> object:
    """Return what ``read`` returns, or the code of the one error that it may raise; its sentences must be whole."""
    try:
        return read()
    except InputError as error:
        return error.code if error.message("en") != error.message("fr") else None


@settings(max_examples=examples(60), deadline=None)
@given(
    size=st.integers(1, 32),
    changes=st.dictionaries(st.integers(0, MINIMUM_ENTRIES - 1), st.integers(0, 2**32 - 1), max_size=20),
)
def test_what_is_put_in_is_read_again_and_nothing_else(size: int, changes: dict[int, int]) -> None:
    fitted = {index: value & ((1 << size) - 1) for index, value in changes.items()}
    bits = Bitstring.decode(Bitstring.new(size=size).with_entries(fitted).encoded(), size=size)
    assert len(bits) >= MINIMUM_ENTRIES
    for index, value in fitted.items():
        assert bits.read(index) == value
        for neighbour in {max(index - 1, 0), min(index + 1, len(bits) - 1)} - fitted.keys():
            assert bits.read(neighbour) == 0
    assert bits.with_entries(dict.fromkeys(fitted, 0)) == Bitstring.new(size=size)


@settings(max_examples=examples(100), deadline=None)
@given(data=st.binary(max_size=200), size=st.integers(1, 32))
def test_any_bits_are_read_as_the_standard_counts_them(data: bytes, size: int) -> None:
    text = "".join(f"{byte:08b}" for byte in data)
    bits = Bitstring.decode(f"u{base64.urlsafe_b64encode(gzip.compress(data)).decode().rstrip('=')}", size=size)
    assert len(bits) == len(text) // size
    for index in range(len(bits)):
        assert bits.read(index) == int(text[index * size : (index + 1) * size], 2)


@settings(max_examples=examples(200), deadline=None)
@given(text=st.text(max_size=60) | st.from_regex(r"u?H4sI[A-Za-z0-9_+/=-]{0,60}", fullmatch=True))
def test_any_text_is_a_list_or_an_input_error(text: str) -> None:
    found = code_or_value(lambda: Bitstring.decode(text))
    assert isinstance(found, Bitstring) or str(found).startswith("status_list_")


@settings(max_examples=examples(200), deadline=None)
@given(
    data=st.binary(max_size=80),
    wrap=st.sampled_from([lambda data: data, gzip.compress, lambda data: b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + data]),
)
def test_any_bytes_are_a_list_or_an_input_error(data: bytes, wrap: Any) -> None:
    text = "u" + base64.urlsafe_b64encode(wrap(data)).decode().rstrip("=")
    found = code_or_value(lambda: Bitstring.decode(text))
    assert isinstance(found, Bitstring) or str(found).startswith("status_list_")


@settings(max_examples=examples(150), deadline=None)
@given(bit=st.integers(0, 69 * 6 - 1))
def test_a_flipped_bit_of_a_packed_list_never_gives_another_list(bit: int) -> None:
    packed = bytearray(gzip.compress(Bitstring.new().data, mtime=0))
    packed[bit // 8 % len(packed)] ^= 1 << bit % 8
    text = "u" + base64.urlsafe_b64encode(bytes(packed)).decode().rstrip("=")
    found = code_or_value(lambda: Bitstring.decode(text))
    assert found == Bitstring.new() or str(found).startswith("status_list_")


@settings(max_examples=examples(300), deadline=None)
@given(tree=TREES)
def test_any_json_is_understood_or_an_input_error(tree: Any) -> None:
    document = tree if isinstance(tree, dict) else {"credentialSubject": tree, "revokedCredential": tree}
    for read in (parse_status_list, RevocationList.parse, RevocationList.parse_ob2):
        assert code_or_value(partial(read, document))
    found = code_or_value(partial(parse_entries, tree))
    assert (isinstance(found, tuple) and len(found) <= MAXIMUM_ENTRIES) or str(found).startswith("status_")
