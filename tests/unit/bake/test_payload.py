import pytest

import baking
from baking import ASSERTION, CLR, CREDENTIAL, text, token
from mexbadge import _limits
from mexbadge.bake import bake, extract
from mexbadge.bake.payload import prepare
from mexbadge.errors import BakeError, InputError


@pytest.mark.parametrize(
    ("document", "keyword"),
    [
        (CREDENTIAL, "openbadgecredential"),
        ({"type": ["VerifiableCredential", "EndorsementCredential"]}, "openbadgecredential"),
        ({"type": "ClrCredential"}, "clrcredential"),
        (CLR, "clrcredential"),
        (ASSERTION, "openbadges"),
        ({"type": ["Assertion", "extensions:X"], "@context": []}, "openbadges"),
        ({"@context": "https://w3id.org/openbadges/v1", "badge": "https://x.example"}, "openbadges"),
        ({"recipient": {"type": "email"}, "badge": "https://x.example", "verify": {}}, "openbadges"),
        ({}, "openbadgecredential"),
        (CREDENTIAL | {"@context": [*CREDENTIAL["@context"], "https://w3id.org/openbadges/v2"]}, "openbadgecredential"),
    ],
)
def test_the_keyword_follows_from_what_the_document_says_it_is(document: dict[str, object], keyword: str) -> None:
    assert prepare(text(document)).keyword == keyword
    assert prepare(token(document)).keyword == keyword


def test_the_credential_inside_an_older_token_decides() -> None:
    assert prepare(
        token({"iss": "did:example:1", "vc": {"type": ["VerifiableCredential", "ClrCredential"]}})
    ).keyword == ("clrcredential")


def test_a_token_with_padding_is_taken_as_it_is() -> None:
    head, body, tail = token({"a": "b"}).split(b".")
    padded = b".".join([head, body + b"=" * (-len(body) % 4), tail])
    assert b"=" in padded
    assert prepare(padded).text == padded.decode()


def test_text_and_bytes_are_the_same_credential() -> None:
    assert prepare(text(CREDENTIAL).decode()) == prepare(text(CREDENTIAL))


@pytest.mark.parametrize(
    ("credential", "code"),
    [
        (b"", "bake_credential_empty"),
        (b" \r\n\t", "bake_credential_empty"),
        ("\ufeff", "bake_credential_empty"),
        (b"hello", "bake_not_a_credential"),
        (b"[1]", "bake_not_a_credential"),
        (b"a.b", "bake_not_a_credential"),
        (b"a.b.c", "bake_not_a_credential"),
        (b"eyJ9..AAAA", "bake_not_a_credential"),
        (b"eyJ9.W10.AAAA", "bake_not_a_credential"),
        (b"ftp://example.org/1", "bake_not_a_credential"),
        (b"https://example.org/a b", "bake_not_a_credential"),
        (b'{"a":"\xff"}', "bake_not_utf8"),
        ("\ud800", "bake_not_utf8"),
        (b'{"a":1}' + b" " * _limits.BUNDLE_BYTES, "bake_too_large"),
        (b'{"a":"' + b"a" * _limits.CREDENTIAL_BYTES + b'"}', "bake_too_large"),
        (b'{"a":1', "json_syntax"),
        (b'{"a":1,"a":2}', "json_duplicate_name"),
        (b'{"a":"\0"}', "json_syntax"),
        (token({"a": 1}).replace(b"eyJhIjogMX0", b"eyJhIjogMX"), "bake_not_a_credential"),
        (token({"a": 10**40}), "json_number"),
    ],
)
def test_what_is_no_credential_is_not_baked(credential: bytes | str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        bake(baking.png(), credential)
    assert caught.value.code == code


def test_nul_is_refused_even_where_the_keyword_is_given() -> None:
    with pytest.raises(BakeError) as caught:
        bake(baking.png(), b"a\0b", keyword="openbadges")
    assert caught.value.code == "bake_nul"


def test_an_unknown_keyword_is_refused() -> None:
    with pytest.raises(BakeError) as caught:
        bake(baking.png(), text(CREDENTIAL), keyword="badge")  # type: ignore[arg-type]
    assert caught.value.code == "bake_keyword"
    assert extract(baking.png()).carried == ()
