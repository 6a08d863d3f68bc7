"""Whose an address is: what lies under what an issuer is known by, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.dids.owners import host_of, owns


@pytest.mark.parametrize(
    ("issuer", "address", "expected"),
    [
        ("did:web:college.example", "https://college.example/achievements/1", True),
        ("did:web:college.example", "https://COLLEGE.example:443/achievements/1", True),
        ("did:web:college.example", "https://college.example", True),
        ("did:web:college.example%3A8443", "https://college.example:8443/x", True),
        ("did:web:college.example%3A8443", "https://college.example/x", False),
        ("did:web:college.example", "https://www.college.example/achievements/1", False),
        ("did:web:college.example", "http://college.example/achievements/1", False),
        ("did:web:platform.example:a", "https://platform.example/a/1", True),
        ("did:web:platform.example:a", "https://platform.example/ab/1", False),
        ("did:web:platform.example:a", "https://platform.example/b/1", False),
        ("did:web:platform.example:a", "https://platform.example/a/../b/1", False),
        ("did:web:platform.example:a", "https://platform.example/a/%2e%2E/b/1", False),
        ("did:web:platform.example:a", "https://platform.example/a/..;x/b/1", False),
        ("did:web:platform.example:a", "https://platform.example/a/%252e%252e/b/1", False),
        ("did:web:platform.example:a", "https://platform.example/a\\..\\b/1", False),
        ("https://platform.example/a/issuer.json", "https://platform.example/a/1", True),
        ("https://platform.example/a/issuer.json", "https://platform.example/b/1", False),
        ("https:///a", "https:///b", False),
        ("https://college.example", "https://college.example/1", True),
        ("https://college.example/.well-known/profile.json", "https://college.example/1", False),
        ("https://college.example/.well-known/profile.json", "https://college.example/.well-known/1", True),
        ("https://college.example@evil.example/", "https://college.example/1", False),
        ("did:key:z6Mk", "did:key:z6Mk#a", True),
        ("did:key:z6Mk", "did:key:z6Mkx", False),
        ("did:web:college.example", "did:web:college.example:b", False),
        ("did:web:college.example", "urn:uuid:1", False),
        ("", "", False),
        ("did:web:%", "https://college.example/1", False),
        ("https://[bad", "https://[bad/1", False),
    ],
)
def test_an_address_is_an_issuers_own_where_it_lies_under_what_it_is_known_by(
    issuer: str, address: str, *, expected: bool
) -> None:
    assert owns(issuer, address) is expected


def test_the_host_of_a_name() -> None:
    assert host_of("did:web:College.example:a") == "college.example"
    assert host_of("https://college.example:8443/x") == "college.example:8443"
    assert host_of("urn:uuid:1") is host_of("did:key:z6Mk") is host_of("https://x:y/") is host_of("") is None
    assert host_of("HTTPS://College.Example:443/x") == "college.example"
    for name in ("ftp://college.example/", "ftp://college.example:21/", "https:///x", "https://me@college.example/"):
        assert host_of(name) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_two_texts_are_told_and_no_host_owns_what_lies_on_another(one: str, other: str) -> None:
    assert owns(one, other) in {True, False}
    assert not owns(f"https://a.example/{one}", f"https://b.example/{other}")
