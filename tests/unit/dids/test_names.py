"""Identifiers taken apart: did:web to the letter, and everything that would lead elsewhere refused."""

import pytest

from mexbadge.dids import parse_did_web
from mexbadge.dids.names import split_did, split_https
from mexbadge.errors import InputError


def refused(code: str, did: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_did_web(did)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("did", "url"),
    [
        ("did:web:w3c-ccg.github.io", "https://w3c-ccg.github.io/.well-known/did.json"),
        ("did:web:w3c-ccg.github.io:user:alice", "https://w3c-ccg.github.io/user/alice/did.json"),
        ("did:web:example.com%3A3000", "https://example.com:3000/.well-known/did.json"),
        ("did:web:example.com%3a3000", "https://example.com:3000/.well-known/did.json"),
        ("did:web:example.com%3A3000:user:alice", "https://example.com:3000/user/alice/did.json"),
        ("did:web:example.com%3A1", "https://example.com:1/.well-known/did.json"),
        ("did:web:example.com%3A65535", "https://example.com:65535/.well-known/did.json"),
        ("did:web:xn--caf-dma.example:%C3%A9cole", "https://xn--caf-dma.example/%C3%A9cole/did.json"),
        ("did:web:a.example:%20:%2B:a%3Ab", "https://a.example/%20/%2B/a%3Ab/did.json"),
        ("did:web:a.example:%c3%a9:...:.a:a_b-c", "https://a.example/%c3%a9/.../.a/a_b-c/did.json"),
        ("did:web:College.Example:Case", "https://college.example/Case/did.json"),
        ("did:web:1.2.3.example", "https://1.2.3.example/.well-known/did.json"),
    ],
)
def test_a_did_web_identifier_names_an_address_to_the_letter(did: str, url: str) -> None:
    assert parse_did_web(did) == url


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "college",
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7f.0x0.0x0.0x1",
        "0177.0.0.01",
        "017700000001",
        "127.0.0.1.",
        "college.example.",
        ".college.example",
        "college..example",
        "-a.example",
        "a-.example",
        "a.example-",
        "a_b.example",
        "%5B%3A%3A1%5D",
        "%31%32%37.0.0.1",
        "college%2Eexample",
        "user%40college.example",
        "college.example%2Fpath",
        "college.example%5Cpath",
        "college.example%23",
        "college.example%00",
        "college.example%0D%0A",
        "college.example%3F",
        "a" * 64 + ".example",
        ".".join(["a" * 60] * 5),
        "example.123",
        "example.0x1",
        "1.2.3.4.5",
    ],
)
def test_a_host_that_is_no_domain_name_is_refused(host: str) -> None:
    refused("dids_web_host", f"did:web:{host}")
    refused("dids_web_host", f"did:web:{host}:path")


@pytest.mark.parametrize(
    "port", ["", "0", "00", "080", "65536", "99999", "100000", "8x", "-1", "80%3A80", "%38", "%3A"]
)
def test_a_port_that_is_no_port_is_refused(port: str) -> None:
    refused("dids_web_port", f"did:web:college.example%3A{port}")


@pytest.mark.parametrize(
    "path",
    [
        "",
        "a:",
        ":a",
        "a::b",
        ".",
        "..",
        "a:..:b",
        "%2e",
        "%2E%2e",
        ".%2E",
        "%2F",
        "a%2fb",
        "%40",
        "%23",
        "%3F",
        "%3f",
        "%5C",
        "%5c",
        "%00",
        "%0D%0A",
        "%1f",
        "%7F",
        "%",
        "%4",
        "%zz",
    ],
)
def test_a_path_that_would_lead_elsewhere_is_refused(path: str) -> None:
    refused("dids_web_path", f"did:web:college.example:{path}")


@pytest.mark.parametrize(
    "did",
    [
        "",
        "did:web:",
        "did:web",
        "DID:web:a.example",
        "did:WEB:a.example",
        " did:web:a.example",
        "did:web:a.example ",
        "did:web:a.example\n",
        "did:web:a.example\r\nHost: b",
        "did:web:a.example/path",
        "did:web:a.example?q",
        "did:web:a.example#key",
        "did:web:é.example",
        "did:web:a。example",
        "did:web:a.example:\uff11",
        "did:web:user@a.example",
        "did:web:[::1]",
        "did:web:a.example\\b",
        "did:key:z6Mk",
        "https://a.example",
    ],
)
def test_what_is_no_did_web_identifier_is_refused(did: str) -> None:
    refused("dids_syntax", did)


def test_an_identifier_of_two_million_characters_is_refused_before_it_is_read() -> None:
    refused("dids_length", "did:web:" + "a." * 1_000_000)
    refused("dids_length", "did:key:z" + "6" * 2_000_000)


def test_a_did_url_is_taken_apart() -> None:
    parts = split_did("did:web:a.example:b/path?query=1#key-1")
    assert (parts.did, parts.method, parts.specific, parts.fragment) == (
        "did:web:a.example:b",
        "web",
        "a.example:b",
        "key-1",
    )
    assert split_did("did:web:a.example").fragment is None
    assert split_did("did:web:a.example#").fragment == ""


@pytest.mark.parametrize(
    ("text", "url", "origin"),
    [
        ("https://a.example", "https://a.example", "https://a.example"),
        ("https://a.example/issuer#me", "https://a.example/issuer", "https://a.example"),
        ("https://a.example:8443/i?x=1@2#k", "https://a.example:8443/i?x=1@2", "https://a.example:8443"),
        ("https://a.example?q", "https://a.example?q", "https://a.example"),
    ],
)
def test_an_https_address_is_taken_apart(text: str, url: str, origin: str) -> None:
    found = split_https(text)
    assert (found.url, found.origin) == (url, origin)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("http://a.example/", "dids_scheme"),
        ("HTTPS://a.example/", "dids_scheme"),
        ("urn:uuid:1", "dids_scheme"),
        ("file:///etc/passwd", "dids_scheme"),
        ("", "dids_scheme"),
        ("https://", "dids_url"),
        ("https:///path", "dids_url"),
        ("https://user@a.example/", "dids_url"),
        ("https://a.example\\@b.example/", "dids_url"),
        ("https://a.example/\\b", "dids_url"),
        ("https://a.example/ b", "dids_url"),
        ("https://a.example/\n", "dids_url"),
        ("https://a.example/é", "dids_url"),
        ("https://a.example:/", "dids_url"),
        ("https://a.example:x/", "dids_url"),
        ("https://a.example/#a#b", "dids_url"),
        ("https://a.example/" + "a" * 5000, "dids_length"),
    ],
)
def test_an_address_that_could_be_read_in_two_ways_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        split_https(text)
    assert caught.value.code == code


def test_a_name_may_be_as_long_as_is_allowed() -> None:
    host = ".".join(["a" * 62] * 4) + ".b"
    assert len(host) == 253
    assert parse_did_web(f"did:web:{host}") == f"https://{host}/.well-known/did.json"
    refused("dids_web_host", f"did:web:a{host}")
    assert split_did(f"did:key:{'z' * 4088}").method == "key"
    refused("dids_length", f"did:key:{'z' * 4089}")
