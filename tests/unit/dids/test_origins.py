"""Where identifiers live, and what lies under them."""

import pytest

from mexbadge.dids import is_origin, lies_under, origin_of, same_origin

B = "https://platform.example/b"


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("https://college.example/x", ("https", "college.example", 443)),
        ("HTTPS://College.Example:443", ("https", "college.example", 443)),
        ("http://college.example", ("http", "college.example", 80)),
        ("https://college.example:8443/#a", ("https", "college.example", 8443)),
        ("did:web:College.example:a#key", ("https", "college.example", 443)),
        ("did:web:college.example%3A8443", ("https", "college.example", 8443)),
        ("did:web:", None),
        ("did:key:z6Mk", None),
        ("urn:uuid:1", None),
        ("https://", None),
        ("https://user@college.example/", None),
        ("https://evil.example\\@college.example/", None),
        ("https://college.example:x/", None),
        ("https://[college.example/", None),
        ("https://college.example\\.evil.example/", None),
        ("ftp://college.example/", None),
        ("ftp://college.example:21/", None),
        ("", None),
    ],
)
def test_an_identifier_has_the_origin_that_answers_for_it(
    identifier: str, expected: tuple[str, str, int] | None
) -> None:
    assert origin_of(identifier) == expected
    assert same_origin(identifier, identifier) is (expected is not None)


def test_two_origins_are_the_same_only_in_scheme_host_and_port() -> None:
    assert same_origin("did:web:college.example:a", "https://college.example/b")
    for other in ("http://college.example", "https://www.college.example", "https://college.example:8443", "college"):
        assert not same_origin("https://college.example", other)


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("https://a.example", True),
        ("https://a.example/", True),
        (B, False),
        ("http://a.example", False),
        ("did:web:a.example", False),
    ],
)
def test_an_issuer_may_be_the_origin_itself(identifier: str, *, expected: bool) -> None:
    assert is_origin(identifier) is expected


@pytest.mark.parametrize("tail", ["", "#key-1", "/keys/1", "/keys/1#k", "/", "/a/b.json", "/~k@2"])
def test_what_lies_under_an_issuer(tail: str) -> None:
    assert lies_under(f"{B}{tail}", B)
    assert lies_under(f"{B}{tail}", "https://platform.example")
    assert lies_under(f"{B}{tail}", "https://PLATFORM.example:443/")


@pytest.mark.parametrize(
    "address",
    [
        "https://platform.example/a",
        "https://platform.example/",
        "https://platform.example",
        "https://platform.example/bb",
        "https://platform.example/b-keys/1",
        "https://platform.example/B/keys",
        "https://platform.example/b/../a/key",
        "https://platform.example/b/./key",
        "https://platform.example/b/%2e%2e/a/key",
        "https://platform.example/b/%252e%252e/a",
        "https://platform.example/b/..;/a/key",
        "https://platform.example/b/a%2fkey",
        "https://platform.example/b/..\\a",
        "https://platform.example/b/key?to=a",
        "https://platform.example/b?",
        "https://evil.example/b/key",
        "http://platform.example/b/key",
        "https://platform.example:8443/b/key",
        "did:web:platform.example:b#key",
        "https://platform.example//b/key",
        "https://platform.example/b//key",
        "https://platform.example/b//",
    ],
)
def test_what_does_not_lie_under_an_issuer_past_any_doubt(address: str) -> None:
    assert not lies_under(address, B)


def test_a_path_that_reads_as_a_host_lies_under_nobody() -> None:
    assert not lies_under("https://platform.example//a", "https://platform.example")
    assert not lies_under("https://platform.example//", "https://platform.example/")


def test_an_issuer_with_a_final_slash_holds_only_what_comes_after_it() -> None:
    assert lies_under(f"{B}/key", f"{B}/")
    assert not lies_under(B, f"{B}/")
