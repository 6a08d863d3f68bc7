import sys

import pytest

from mexbadge import _json
from mexbadge.errors import InputError


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b'{"a": 1, "a": 1}', "json_duplicate_name"),
        (b"[" * 100_000, "json_too_deep"),
        (b"[" * 65 + b"]" * 65, "json_too_deep"),
        (b"9" * 4_000_000, "json_number"),
        (b"9007199254740992", "json_number"),
        (b"-9007199254740992", "json_number"),
        (b"NaN", "json_number"),
        (b"-Infinity", "json_number"),
        (b"1e999", "json_number"),
        (b"1.0" + b"0" * 40, "json_number"),
        (b'"\\ud800"', "json_surrogate"),
        (b'{"\\udfff": 1}', "json_surrogate"),
        (b'"\\udc00\\ud800"', "json_surrogate"),
        (b'"\xff"', "json_encoding"),
        (b'"\xed\xa0\x80"', "json_encoding"),
        (b'{"a": 1} x', "json_syntax"),
        (b"{", "json_syntax"),
        (b"", "json_syntax"),
        ("{}".encode("utf-16"), "json_encoding"),
        (b'"a\x00b"', "json_syntax"),
    ],
)
def test_text_that_two_readers_could_read_differently_is_refused(text: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        _json.loads(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (b'{"a": [1, 2.5, true, null]}', {"a": [1, 2.5, True, None]}),
        (b"\xef\xbb\xbf{}", {}),
        (b'"\\ud83d\\ude00"', "\U0001f600"),
        (b"9007199254740991", 2**53 - 1),
        (b"[" * 64 + b"]" * 64, None),
    ],
)
def test_good_json_is_read(text: bytes, value: object) -> None:
    read = _json.loads(text)
    assert value is None or read == value


def test_reading_survives_a_low_recursion_limit() -> None:
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(300)
    try:
        with pytest.raises(InputError, match="64 levels"):
            _json.loads(b'{"a":' * 1000 + b"1" + b"}" * 1000)
    finally:
        sys.setrecursionlimit(limit)


def test_text_beyond_its_bound_is_refused_before_it_is_read() -> None:
    with pytest.raises(InputError) as caught:
        _json.loads(b" " * 11, max_bytes=10)
    assert caught.value.code == "json_too_large"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(b"[" + b"{}," * 400_000 + b"{}]", "json_too_many", id="objects"),
        pytest.param(b"[" + b"[]," * 400_000 + b"[]]", "json_too_many", id="arrays"),
        pytest.param(b"[" + b"1," * 700_001 + b"1]", "json_too_many_values", id="values"),
    ],
)
def test_text_that_would_fill_the_memory_is_refused_before_it_is_read(text: bytes, code: str) -> None:
    with pytest.raises(InputError) as caught:
        _json.loads(text)
    assert caught.value.code == code
    assert len(_json.loads(b"[" + b"1," * 700_000 + b"1]")) == 700_001


def test_an_object_is_asked_for_and_a_list_refused() -> None:
    with pytest.raises(InputError) as caught:
        _json.loads_object(b"[]")
    assert caught.value.code == "json_not_object"


@pytest.mark.parametrize("value", [2**53 + 1, float("nan"), "\ud800", {1: 2}, object()])
def test_what_canonical_json_cannot_carry_is_refused(value: object) -> None:
    with pytest.raises(InputError) as caught:
        _json.canonical(value)
    assert caught.value.code == "json_not_canonical"


def test_canonical_json_sorts_names_by_utf16_units() -> None:
    assert _json.canonical({"\ufb33": 1, "\U0001f600": 2, "a": 1.0}) == '{"a":1,"\U0001f600":2,"\ufb33":1}'.encode()


def test_a_pointer_step_escapes_tilde_and_slash() -> None:
    assert _json.escape_pointer("a/b~c") == "a~1b~0c"


def test_output_is_plain_ascii() -> None:
    assert _json.dumps({"é": "\x1b\u202e"}) == '{"\\u00e9":"\\u001b\\u202e"}'
