import base64
import contextlib
import json
import pickle
import unicodedata
from typing import Any

import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json, _multibase
from mexbadge.errors import FetchError, InputError
from mexbadge.texts import shown

_most = 2**53 - 1
_numbers = st.integers(-_most, _most) | st.floats(-_most, _most)
_texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_values = st.recursive(
    st.none() | st.booleans() | _numbers | _texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_texts, inner, max_size=4),
    max_leaves=12,
)


@given(_values)
def test_what_is_written_is_read_back(value: Any) -> None:
    assert _json.loads(_json.dumps(value)) == value


@given(_values)
def test_canonical_json_is_read_back_and_is_its_own_canonical_form(value: Any) -> None:
    canonical = _json.canonical(value)
    assert _json.canonical(json.loads(canonical)) == canonical


@given(st.binary(max_size=200))
def test_any_bytes_are_json_or_an_input_error(data: bytes) -> None:
    with contextlib.suppress(InputError):
        _json.loads(data)


@given(st.binary(max_size=80))
def test_every_value_has_one_text_in_each_base(data: bytes) -> None:
    assert _multibase.base58_decode(_multibase.base58_encode(data)) == data
    assert _multibase.base64url_decode(_multibase.base64url_encode(data)) == data
    assert _multibase.decode(_multibase.encode(data, "u")) == data
    assert _multibase.decode(_multibase.encode(data)) == data


def _is_base64url(text: str) -> bool:
    """Say the rule itself: letters of the alphabet, never one over, and no low bit that is not used."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    unused = {2: 16, 3: 4}.get(len(text) % 4, 1)
    return (
        len(text) % 4 != 1 and all(c in letters for c in text) and (not text or letters.index(text[-1]) % unused == 0)
    )


@given(st.text("AQgw_-zZ09+/= \n\x00é\ud800", max_size=9) | st.text("AQ+/=", max_size=9) | st.text(max_size=5))
@settings(max_examples=examples(600))
def test_base64url_is_read_as_the_standard_library_reads_it_and_only_in_its_one_spelling(text: str) -> None:
    read = None
    with contextlib.suppress(InputError):
        read = _multibase.base64url_decode(text)
    assert read == (base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)) if _is_base64url(text) else None)


@given(st.text("123zZ9aA", max_size=12) | st.text("1z0OIl\n ?é\ud800", max_size=3))
def test_base58_is_the_number_that_its_digits_make(text: str) -> None:
    letters = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    read = None
    with contextlib.suppress(InputError):
        read = _multibase.base58_decode(text)
    if not all(c in letters for c in text):
        assert read is None
        return
    number = sum(letters.index(c) * 58**place for place, c in enumerate(reversed(text)))
    zeros = len(text) - len(text.lstrip("1"))
    assert read == bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


@given(st.text(max_size=30))
def test_a_decoded_base_text_is_written_back_as_it_was(text: str) -> None:
    for decode, encode in (
        (_multibase.base58_decode, _multibase.base58_encode),
        (_multibase.base64url_decode, _multibase.base64url_encode),
    ):
        try:
            assert encode(decode(text)) == text
        except InputError:
            continue


@given(
    st.lists(
        st.sampled_from([" ", "\u00a0", "\u3000", "\u2003", "\u200b", "\u2800", "\ufe0f", "\u034f", "\u2060"]),
        max_size=200,
    )
)
def test_a_gap_pushes_nothing_out_of_sight(gap: list[str]) -> None:
    seen = shown("name" + "".join(gap) + "end")
    assert seen.startswith("name")
    assert seen.endswith("end")
    assert len(seen) <= len("nameend") + 5 * len(r"\u200b") + 2
    assert "  " not in seen


@given(st.text())
@settings(max_examples=examples(300))
def test_a_shown_value_acts_on_nothing(text: str) -> None:
    seen = shown(text)
    assert not any(character in seen for character in "\x1b\n\r\t\x00\u202e\u2066\u200f\x9b")
    spaces_and_joiners = {"Zs": True, "Cf": False}
    for character in seen:
        kind = unicodedata.category(character)
        assert character.isprintable() or character == "\u200d" or spaces_and_joiners.get(kind, False)


@given(_texts)
def test_an_error_crosses_a_process_boundary_whole(text: str) -> None:
    error = FetchError("fetch_status", url=text, status=404)
    copy = pickle.loads(pickle.dumps(error))
    assert (copy.code, copy.url, copy.status, str(copy), copy.hint) == (error.code, text, 404, str(error), error.hint)


_NAMES = st.text(max_size=3) | st.sampled_from(["\ue000", "\U0001f600", "a", "A", "1"])
_ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**54), 2**54)
    | st.sampled_from([2**53 - 1, 2**53, -(2**53), 1.0, 1e21, 1e-7, -0.0, float("nan"), float("inf"), b"", (1, "a")])
    | st.floats()
    | st.floats(1e-7, 1e-3)
    | st.sampled_from([1e-4, 9.999999999999999e-05, 9999999999999998.0, 1e16, 1.5, -0.1, 123456789.125])
    | st.text(max_size=4)
    | st.text('\x00\x1f\x7f\\"/\u2028\ud800é', max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_NAMES | st.sampled_from([1, None, True]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(_ANY)
@settings(max_examples=examples(600))
def test_canonical_json_is_to_the_byte_what_the_library_of_the_standard_writes_or_refuses(value: Any) -> None:
    try:
        expected: bytes | None = rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, TypeError):
        expected = None
    found: object = None
    with contextlib.suppress(InputError):
        found = _json.canonical(value)
    assert found == expected


def test_a_value_that_holds_itself_has_no_canonical_form_and_does_not_hang() -> None:
    circle: list[Any] = []
    circle.append(circle)
    with contextlib.suppress(InputError):
        raise AssertionError(_json.canonical(circle))


@given(st.integers(60, 68), st.sampled_from(["[]", '{"[[[[": "{"}', '"[{"', '"\\ud83d\\ude00"']))
def test_depth_is_counted_to_the_last_level_whatever_stands_in_texts(depth: int, leaf: str) -> None:
    levels = depth + leaf.startswith(("[", "{"))
    read = None
    with contextlib.suppress(InputError):
        read = _json.loads("[" * depth + leaf + "]" * depth)
    assert (read is not None) == (levels <= 64)
