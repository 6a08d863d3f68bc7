import pytest

from mexbadge import _multibase
from mexbadge.errors import InputError


def test_the_published_base58_examples_hold() -> None:
    assert _multibase.base58_encode(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert _multibase.base58_decode("2NEpo7TZRRrLZSi2U") == b"Hello World!"
    assert _multibase.base58_encode(bytes.fromhex("0000287fb4cd")) == "11233QC4"


@pytest.mark.parametrize("text", ["YQ=", "YQ==", "Y", "YR", "Y Q", "Y+", "Y/", "YQ\n", "Yé"])
def test_base64url_has_one_text_for_one_value(text: str) -> None:
    with pytest.raises(InputError) as caught:
        _multibase.base64url_decode(text)
    assert caught.value.code == "multibase_text"


@pytest.mark.parametrize("text", ["0", "O", "I", "l", "é", "1 1"])
def test_base58_refuses_what_is_not_in_its_alphabet(text: str) -> None:
    with pytest.raises(InputError) as caught:
        _multibase.base58_decode(text)
    assert caught.value.code == "multibase_text"


def test_a_very_long_base58_text_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(InputError) as caught:
        _multibase.decode("z" + "2" * 3_000_000)
    assert caught.value.code == "multibase_length"


@pytest.mark.parametrize("text", ["", "x00", "m00", "Z2"])
def test_an_unknown_multibase_letter_is_named(text: str) -> None:
    with pytest.raises(InputError) as caught:
        _multibase.decode(text)
    assert caught.value.code == "multibase_prefix"


def test_a_letter_that_is_not_allowed_here_is_refused() -> None:
    with pytest.raises(InputError):
        _multibase.decode("uAA", allowed="z")
