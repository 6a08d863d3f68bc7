"""A host of one's own network, opened by its name and for nothing else; the report says so."""

import socket

import pytest

from fetch_servers import Authority, answers, serving
from mexbadge._json import dumps
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import HttpFetcher, NetworkPolicy, Request, ResourceKind, ResourceSet
from mexbadge.verify import Policy, Verdict, verify
from sites import Page, over_tls
from world_ob2 import ASSERTION, AT, BADGE, IMAGE, ISSUER, PNG, assertion, badge_class, issuer

CAMPUS = "college.example"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.make(tmp_path_factory.mktemp("authority"))


def asking(authority: Authority, url: str, hosts: frozenset[str], address: str = "10.0.0.5") -> int:
    with serving(answers(b"{}"), context=authority.server("college.example", "localhost", "127.0.0.1")) as server:
        made = HttpFetcher(
            NetworkPolicy(private_hosts=hosts, ca_file=authority.ca_file),
            resolver=lambda *_: [address],
            connect=lambda _, __, seconds: socket.create_connection(("127.0.0.1", server.port), timeout=seconds),
        )
        return made(Request.of(url, ResourceKind.PROFILE)).status


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://college.example/a", "College.Example."),
        ("https://localhost/a", "localhost"),
        ("https://127.0.0.1/a", "127.0.0.1"),
    ],
)
def test_a_host_of_ones_own_network_is_asked_only_where_it_was_named(authority: Authority, url: str, host: str) -> None:
    assert asking(authority, url, frozenset({host})) == 200
    for other in (frozenset[str](), frozenset({"other.example"}), frozenset({"example"})):
        with pytest.raises(FetchError) as caught:
            asking(authority, url, other)
        assert caught.value.code == "fetch_address"


@pytest.mark.parametrize("address", ["169.254.169.254", "224.0.0.1", "::ffff:10.0.0.5", "0.0.0.0"])
def test_what_no_policy_opens_stays_closed_for_a_host_that_was_named(authority: Authority, address: str) -> None:
    with pytest.raises(FetchError) as caught:
        asking(authority, "https://college.example/a", frozenset({CAMPUS}), address)
    assert caught.value.code == "fetch_address"


@pytest.mark.parametrize("host", ["https://college.example", "college.example:443", "*", "", "a b", "a/b", "x@y"])
def test_what_is_no_host_name_is_refused(host: str) -> None:
    with pytest.raises(InputError) as caught:
        NetworkPolicy(private_hosts=frozenset({host}))
    assert caught.value.code == "fetch_private_host"


def test_the_report_says_which_host_was_asked_inside(authority: Authority) -> None:
    pages = {
        url: Page(dumps(document).encode())
        for url, document in ((ISSUER, issuer()), (BADGE, badge_class()), (ASSERTION, assertion()))
    }
    pages[IMAGE] = Page(PNG, kind="image/png")
    badge = dumps(assertion()).encode()
    with over_tls(pages, authority) as fetcher:
        plain = verify(badge, fetch=fetcher(), at=AT)
        allowed = verify(badge, fetch=fetcher(), at=AT, policy=Policy(private_hosts=frozenset({"College.example"})))
        other = verify(badge, fetch=fetcher(), at=AT, policy=Policy(private_hosts=frozenset({"other.example"})))
    assert (plain.verdict, allowed.verdict, other.verdict) == (Verdict.VALID, Verdict.WARNING, Verdict.VALID)
    told = [found for found in allowed.findings if found.code == "binding_private"]
    assert [found.values["host"] for found in told] == ["college.example"]
    recorded = ResourceSet.of({url: page.body for url, page in pages.items()})
    replayed = verify(badge, fetch=recorded, at=AT, policy=Policy(private_hosts=frozenset({"college.example"})))
    assert "binding_private" not in {found.code for found in replayed.findings}
