"""Which addresses may be asked."""

from ipaddress import ip_address

import pytest

from mexbadge.errors import FetchError
from mexbadge.fetch import HttpFetcher, Request, ResourceKind
from mexbadge.fetch._deadline import Refusal
from mexbadge.fetch.addresses import AddressReach, Target, allowed, parse, reach, same_address

SPELLINGS = [
    "127.0.0.1",
    "127.0.0.1.",
    "127.1",
    "127.0.1",
    "2130706433",
    "017700000001",
    "0177.0.0.1",
    "0x7f000001",
    "0x7f.1",
    "0x7F.0.0.0x1",
    "127.0.0.0x1",
    "127.0.0.01",
    "127.000.000.001",
    "0",
    "0.0.0.0",
    "10.0.0.7",
    "100.64.0.1",
    "100.100.100.200",
    "169.254.169.254",
    "169.254.169.254.",
    "2852039166",
    "0xA9FEA9FE",
    "168.63.129.16",
    "172.16.0.1",
    "192.168.1.1",
    "192.0.0.192",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "255.255.255.255",
    "127%2e0%2e0%2e1",
    "%31%32%37.0.0.1",
    "127。0。0。1",
    "１２７.0.0.1",  # noqa: RUF001 - full-width digits are the point
    "①②⑦.0.0.1",
    "[::1]",
    "[::]",
    "[0:0:0:0:0:0:0:1]",
    "[::127.0.0.1]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::ffff:8.8.8.8]",
    "[::ffff:0:8.8.8.8]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::808:808]",
    "[64:ff9b:1::1]",
    "[2002:7f00:1::]",
    "[2001:0:7f00:1::]",
    "[2001:db8::1]",
    "[2607:f8b0::5efe:7f00:1]",
    "[fe80::1]",
    "[fe80::1%25eth0]",
    "[fe80::1%eth0]",
    "[fec0::1]",
    "[fd00:ec2::254]",
    "[fd20:ce::254]",
    "[fc00::1]",
    "[ff02::1]",
    "[100::1]",
    "[5f00::1]",
    "localhost",
    "LOCALHOST.",
    "a.localhost",
    "intranet",
    "printer.local",
    "metadata.google.internal",
    "router.home.arpa",
]


@pytest.mark.parametrize("host", SPELLINGS)
def test_an_address_of_ones_own_network_is_refused_in_every_spelling(host: str) -> None:
    def resolver(_host: str, _port: int) -> list[str]:
        raise AssertionError

    with pytest.raises(FetchError) as caught:
        HttpFetcher(resolver=resolver)(Request.of(f"https://{host}/did.json", ResourceKind.DID_DOCUMENT))
    assert caught.value.code in {"fetch_address", "fetch_url"}


@pytest.mark.parametrize(
    "answer",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "::1",
        "fe80::1%eth0",
        "::ffff:8.8.8.8",
        "64:ff9b::808:808",
        "2002::1",
        "",
    ],
)
def test_a_name_with_one_answer_in_ones_own_network_is_refused(answer: str) -> None:
    fetcher = HttpFetcher(resolver=lambda _host, _port: ["93.184.215.14", answer])
    with pytest.raises(FetchError) as caught:
        fetcher(Request.of("https://college.example/", ResourceKind.PROFILE))
    assert caught.value.code == "fetch_address"


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "fetch_url"),
        ("college.example", "fetch_url"),
        ("//college.example/", "fetch_url"),
        ("https:/college.example/", "fetch_url"),
        ("https:///did.json", "fetch_url"),
        ("https:college.example", "fetch_url"),
        (" https://college.example/", "fetch_url"),
        ("https://college.example/a b", "fetch_url"),
        ("https://college.example/\n", "fetch_url"),
        ("https://college.example\\@evil.example/", "fetch_url"),
        ("https://college.example/\x00", "fetch_url"),
        ("https://college.example/\ud800", "fetch_url"),
        ("https://-college.example/", "fetch_url"),
        ("https://college..example/", "fetch_url"),
        ("https://.example/", "fetch_url"),
        ("https://college.example../", "fetch_url"),
        (f"https://{'a' * 64}.example/", "fetch_url"),
        (f"https://{'a.' * 127}example/", "fetch_url"),
        ("https://college.example:/", "fetch_url"),
        ("https://college.example:x/", "fetch_url"),
        ("https://college.example:443:443/", "fetch_url"),
        ("https://college.example:٤٤٣/", "fetch_url"),
        ("https://[::1/", "fetch_url"),
        ("https://[]/", "fetch_url"),
        ("https://[127.0.0.1]/", "fetch_url"),
        ("https://[2a00::1]x/", "fetch_url"),
        ("https://\uff43ollege.example/", "fetch_url"),
        ("https://college\u3002example/", "fetch_url"),
        ("https://straße.example/", "fetch_url"),
        ("https://col\u200dlège.example/", "fetch_url"),
        ("https://è..example/", "fetch_url"),
        ("https://collège.localhost/", "fetch_address"),
        (f"https://college.example/{'a' * 2048}", "fetch_url"),
        ("https://college.example:65536/", "fetch_port"),
        ("https://college.example:0/", "fetch_port"),
        ("https://college.example:25/", "fetch_port"),
        ("https://college.example:6379x/", "fetch_url"),
        ("https://user@college.example/", "fetch_url_credentials"),
        ("https://user:secret@college.example/", "fetch_url_credentials"),
        ("https://@college.example/", "fetch_url_credentials"),
        ("http://college.example/", "fetch_scheme"),
        ("ftp://college.example/", "fetch_scheme"),
        ("file:///etc/passwd", "fetch_scheme"),
        ("gopher://college.example/", "fetch_scheme"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str, code: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse(url)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("url", "target"),
    [
        ("https://College.Example", Target("https", "college.example", 443, "/", None)),
        ("HTTPS://college.example.:8443/a?b#c", Target("https", "college.example", 8443, "/a?b", None)),
        ("https://Collège.example/", Target("https", "xn--collge-6ua.example", 443, "/", None)),
        ("https://xn--collge-5ua.example/é", Target("https", "xn--collge-5ua.example", 443, "/%C3%A9", None)),
        ("https://8.8.8.8/", Target("https", "8.8.8.8", 443, "/", "8.8.8.8")),
        ("https://[2A00::1]:443/", Target("https", "[2a00::1]", 443, "/", "2a00::1")),
        ("https://a_b.example?x=%41#", Target("https", "a_b.example", 443, "/?x=%41", None)),
    ],
)
def test_a_public_web_address_is_read_into_its_parts(url: str, target: Target) -> None:
    assert parse(url) == target
    assert parse(target.url) == target


def test_an_intranet_policy_opens_this_network_but_never_metadata() -> None:
    assert parse("http://localhost:8080/", http=True, private=True).host == "localhost"
    assert allowed("10.0.0.1", private=True)
    assert allowed("::1", private=True)
    assert allowed("fd12::1", private=True)
    for address in ("169.254.169.254", "fd00:ec2::254", "fe80::1", "::ffff:10.0.0.1", "224.0.0.1", "0.0.0.0"):
        assert not allowed(address, private=True)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450::1", "192.0.1.1", "100.128.0.1"]
)
def test_a_machine_of_the_public_internet_is_public(address: str) -> None:
    assert reach(ip_address(address)) is AddressReach.PUBLIC


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://college.example/a", "HTTPS://College.EXAMPLE:443/a#key-1"),
        ("http://college.example/", "http://college.example:80/"),
        ("https://college.example:8443/", "https://COLLEGE.example:8443/"),
    ],
)
def test_addresses_that_differ_in_case_port_and_fragment_only_are_one(one: str, other: str) -> None:
    assert same_address(one) == same_address(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://college.example/a", "https://college.example/A"),
        ("https://college.example/a", "https://college.example/a/"),
        ("https://college.example/a", "https://college.example/a?"),
        ("https://college.example/%61", "https://college.example/a"),
        ("https://college.example/", "http://college.example/"),
        ("https://college.example/", "https://college.example:80/"),
        ("https://User@college.example/", "https://user@college.example/"),
        ("no address", "another"),
    ],
)
def test_addresses_that_differ_otherwise_are_two(one: str, other: str) -> None:
    assert same_address(one) != same_address(other)
