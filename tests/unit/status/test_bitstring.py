import base64
import gzip
import time
import tracemalloc
import zlib

import pytest

from mexbadge import _limits
from mexbadge.errors import InputError
from mexbadge.status.bitstring import MINIMUM_ENTRIES, Bitstring

EXAMPLE = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def packed(data: bytes, *, letter: str = "u") -> str:
    return letter + base64.urlsafe_b64encode(gzip.compress(data, mtime=0)).decode().rstrip("=")


def code_of(text: str) -> str:
    with pytest.raises(InputError) as caught:
        Bitstring.decode(text)
    assert caught.value.message("fr") != caught.value.message("en")
    return caught.value.code


def test_the_example_of_the_standard_is_131072_zero_entries() -> None:
    bits = Bitstring.decode(EXAMPLE)
    assert len(bits) == MINIMUM_ENTRIES == 131_072
    assert not any(bits.data)
    assert not bits.is_short


def test_a_list_of_2021_has_no_letter_before_it() -> None:
    assert Bitstring.decode(EXAMPLE[1:]) == Bitstring.decode(EXAMPLE)


def test_a_bare_list_may_be_plain_base64_with_padding() -> None:
    data = bytes(range(256)) * 64
    plain = base64.b64encode(gzip.compress(data, mtime=0)).decode()
    assert set(plain) & set("+/=")
    assert Bitstring.decode(plain).data == data


def test_index_0_is_the_most_significant_bit_of_the_first_byte() -> None:
    assert Bitstring.new().with_entry(0).data[:2] == b"\x80\x00"
    assert Bitstring.new().with_entry(7).data[:2] == b"\x01\x00"
    assert Bitstring.new().with_entry(8).data[:2] == b"\x00\x80"
    bits = Bitstring(b"\x40\x01")
    assert [index for index in range(16) if bits.read(index)] == [1, 15]


def test_an_entry_of_several_bits_is_read_from_the_left() -> None:
    bits = Bitstring(bytes([0b001_010_01, 0b1_100_101_1]), 3)
    assert [bits.read(index) for index in range(len(bits))] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("size", [1, 2, 3, 5, 8, 9, 16, 32])
def test_changing_one_entry_leaves_its_neighbours(size: int) -> None:
    top = (1 << size) - 1
    before = Bitstring.new(size=size)
    after = before.with_entries({3: top, 5: 1})
    assert [after.read(index) for index in range(8)] == [0, 0, 0, top, 0, 1, 0, 0]
    assert not any(before.data)
    assert after.with_entries({3: 0, 5: 0}) == before
    full = before.with_entries(dict.fromkeys(range(12), top))
    for index in range(12):
        assert [full.with_entry(index, 0).read(at) for at in range(12)] == [
            0 if at == index else top for at in range(12)
        ]
    last = len(before) - 1
    assert before.with_entry(last, top).read(last) == top
    assert len(before.with_entry(last, top).data) == len(before.data)


@pytest.mark.parametrize("size", [1, 2, 3, 8, 9, 32])
def test_what_is_marked_is_every_whole_entry_that_is_not_0_and_nothing_else(size: int) -> None:
    marked = frozenset({0, 1, 7, 8, 63, 4_000})
    made = Bitstring.new(size=size)
    assert made.marked() == frozenset()
    for value in (1, 1 << (size - 1)):
        assert made.with_entries(dict.fromkeys(marked, value)).marked() == marked


def test_what_is_left_over_after_the_last_whole_entry_marks_none() -> None:
    assert Bitstring(b"\0\x01", 3).marked() == frozenset()
    assert Bitstring(b"\0\x02", 3).marked() == frozenset({4})


def test_the_same_bits_give_the_same_text() -> None:
    bits = Bitstring.new().with_entries({5: 1, 131_071: 1})
    assert bits.encoded() == bits.encoded()
    assert bits.encoded().startswith("uH4sI")
    assert Bitstring.decode(bits.encoded()) == bits


def test_neither_time_nor_system_stands_in_the_text() -> None:
    raw = base64.urlsafe_b64decode(Bitstring.new().encoded()[1:] + "===")
    assert raw[4:8] == b"\0\0\0\0"
    assert raw[9] == 255
    assert gzip.decompress(raw) == bytes(16_384)


@pytest.mark.parametrize("index", [-1, MINIMUM_ENTRIES, 9_999_999_999])
def test_an_index_outside_is_refused(index: int) -> None:
    with pytest.raises(InputError, match="lies outside") as caught:
        Bitstring.new().read(index)
    assert caught.value.code == "status_index_range"
    with pytest.raises(InputError, match="lies outside"):
        Bitstring.new().with_entry(index)


def test_a_value_that_does_not_fit_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        Bitstring.new().with_entry(0, 2)
    assert caught.value.code == "status_value_range"
    with pytest.raises(InputError):
        Bitstring.new(size=2).with_entry(0, -1)


@pytest.mark.parametrize("size", [0, -1, 33])
def test_a_size_that_nobody_reads_is_refused(size: int) -> None:
    with pytest.raises(InputError) as caught:
        Bitstring(b"\0", size)
    assert caught.value.code == "status_size"


@pytest.mark.parametrize("length", [-100, -1, 0, 100_000])
def test_a_list_below_the_minimum_is_not_made(length: int) -> None:
    with pytest.raises(InputError) as caught:
        Bitstring.new(length)
    assert caught.value.code == "status_list_short"
    assert caught.value.problem.values["entries"] == max(0, length)


def test_a_list_beyond_what_readers_inflate_is_not_made() -> None:
    with pytest.raises(InputError) as caught:
        Bitstring.new(_limits.INFLATED_LIST_BYTES * 8 + 1)
    assert caught.value.code == "status_list_inflated"
    assert len(Bitstring.new(_limits.INFLATED_LIST_BYTES * 8).data) == _limits.INFLATED_LIST_BYTES


def test_a_short_list_is_read_and_says_so() -> None:
    assert Bitstring.decode(packed(bytes(12_500))).is_short
    assert Bitstring.decode(packed(bytes(16_384)), size=2).is_short


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "status_list_gzip"),
        ("u", "status_list_gzip"),
        ("u=", "status_list_text"),
        ("uAAAAA", "status_list_text"),
        ("uH4sI AAA", "status_list_text"),
        ("uH4sIé", "status_list_text"),
        ("uH4sI+AAA", "status_list_text"),
        ("u" + EXAMPLE[1:].replace("-", "+"), "status_list_text"),
        (f"{EXAMPLE[:-4]}Px//", "status_list_text"),
        (f"{EXAMPLE}AA==", "status_list_text"),
        ("H4sI/A_A", "status_list_text"),
        ("H4sI+A_A", "status_list_text"),
        ("H4sI=AAA", "status_list_text"),
        ("uH4sI\ud800", "status_list_text"),
        (EXAMPLE[:-8], "status_list_gzip"),
        ("u" + EXAMPLE, "status_list_text"),
        ("uAAAA", "status_list_gzip"),
    ],
)
def test_a_text_that_is_no_list_is_refused(text: str, code: str) -> None:
    assert code_of(text) == code


def test_a_zlib_stream_is_not_gzip() -> None:
    assert code_of("u" + base64.urlsafe_b64encode(zlib.compress(bytes(16_384))).decode().rstrip("=")) == (
        "status_list_gzip"
    )


def test_what_stands_after_the_stream_is_refused() -> None:
    one = gzip.compress(bytes(16_384), mtime=0)
    for more in (b"x", one):
        assert code_of("u" + base64.urlsafe_b64encode(one + more).decode().rstrip("=")) == "status_list_trailing"


def test_a_wrong_checksum_is_refused() -> None:
    one = bytearray(gzip.compress(bytes(16_384), mtime=0))
    one[-8] ^= 1
    assert code_of("u" + base64.urlsafe_b64encode(bytes(one)).decode().rstrip("=")) == "status_list_gzip"


@pytest.mark.slow
def test_two_gibibytes_of_zeros_are_refused_quickly_and_in_little_memory() -> None:
    stream = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = bytes(64 * _limits.MIB)
    bomb = b"".join([*(stream.compress(block) for _ in range(32)), stream.flush()])
    assert len(bomb) < 4 * _limits.MIB
    text = "u" + base64.urlsafe_b64encode(bomb).decode().rstrip("=")
    tracemalloc.start()
    begin = time.process_time()
    assert code_of(text) == "status_list_inflated"
    assert time.process_time() - begin < 30
    assert tracemalloc.get_traced_memory()[1] < 100 * _limits.MIB
    tracemalloc.stop()


def test_the_largest_list_is_read_to_its_last_bit() -> None:
    data = bytes(_limits.INFLATED_LIST_BYTES - 1) + b"\x01"
    bits = Bitstring.decode(packed(data))
    assert bits.read(len(bits) - 1) == 1
    assert code_of(packed(data + b"\0")) == "status_list_inflated"


def test_one_bit_is_read_without_a_copy_of_the_others() -> None:
    bits = Bitstring.new().with_entry(94_567)
    tracemalloc.start()
    for _ in range(1000):
        assert bits.read(94_567) == 1
    assert tracemalloc.get_traced_memory()[1] < len(bits) // 8 // 4
    tracemalloc.stop()
