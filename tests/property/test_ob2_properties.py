import json
import posixpath
import re
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.models import ob2_values
from mexbadge.models.ob2 import SHAPES, problems
from mexbadge.models.ob2_nodes import Node
from mexbadge.models.ob2_values import is_url
from mexbadge.verify.findings import Verdict, verdict_of
from mexbadge.verify.ob2 import recognise
from mexbadge.verify.ob2.addresses import WebAddress, authority_of, same_address
from world_ob2 import (
    ASSERTION,
    BADGE,
    HOST,
    ISSUER,
    REQUIRED,
    World,
    assertion,
    badge_class,
    issuer,
    signer,
    token,
    verdict,
)

GOOD = {Verdict.VALID, Verdict.WARNING}
SIGNER = signer()
TOKEN = token(SIGNER)

scalars = st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=20)
names = st.sampled_from(
    [
        *assertion(),
        *badge_class(),
        *issuer(),
        "identity",
        "hashed",
        "salt",
        "revoked",
        "evidence",
        "@id",
        "@type",
        "@value",
        "@language",
        "@graph",
        "@reverse",
        "publicKey",
        "endorsement",
        "related",
        "uid",
        "verify",
    ]
) | st.text(max_size=8)
values = st.recursive(
    scalars | st.sampled_from([ASSERTION, BADGE, ISSUER, "Assertion", "BadgeClass", "Issuer", "Extension", "email"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(names, values, max_size=6))
def test_whatever_is_hosted_comes_to_a_verdict(changes: dict[str, Any]) -> None:
    world = World.hosted()
    for url, document in ((ASSERTION, assertion()), (BADGE, badge_class()), (ISSUER, issuer())):
        world.put(url, {**document, **changes})
        judged = world.judge(assertion(), recipient="else@example.ca")
        assert verdict(judged) not in GOOD
        for finding in judged.findings:
            assert finding.message("en")
            assert finding.message("fr")


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_judged_and_none_is_good(raw: bytes) -> None:
    assert verdict(World.hosted().judge(raw)) not in GOOD


@settings(max_examples=examples(150), deadline=None)
@given(st.data())
def test_any_changed_character_of_a_token_is_noticed(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(TOKEN) - 1))
    other = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.= "))
    changed = TOKEN[:place] + other + TOKEN[place + 1 :]
    judged = World.signed(SIGNER).judge(changed)
    assert (verdict(judged) in GOOD) == (changed.strip() == TOKEN)


@settings(max_examples=examples(60), deadline=None)
@given(st.sampled_from(sorted(REQUIRED)))
def test_without_the_findings_of_a_required_check_no_badge_is_good(check: Any) -> None:
    for judged in (World.hosted().judge(assertion()), World.signed(SIGNER).judge(TOKEN)):
        left = [found for found in judged.findings if found.check is not check]
        assert verdict_of(left, required=REQUIRED) not in GOOD


@settings(max_examples=examples(300), deadline=None)
@given(st.text(alphabet="abc.:/@%2e5C\\?#[]é\u200b-", max_size=30))
def test_a_host_is_in_scope_only_if_it_is_the_whole_host(tail: str) -> None:
    url = f"{HOST}{tail}"
    address = WebAddress.of(url)
    if address is not None and address.begins_with(HOST):
        assert address.authority == "college.example"
        assert tail.lstrip(".")[:1] in {"", "/", "?", "#", ":"}


@settings(max_examples=examples(1000), deadline=None)
@given(
    st.lists(st.sampled_from([".", "..", ";", "%2e", "%2F", "%25", "2e", "5c", "/", "a", "%3b", "%5C"]), max_size=12)
)
def test_however_a_server_reads_a_path_it_stays_where_the_issuer_hosts_its_badges(parts: list[str]) -> None:
    """Escapes taken out any number of times, what follows a semicolon left out or not, back slashes as slashes."""
    address = WebAddress.of(f"{HOST}/badges/{''.join(parts)}")
    if address is None or not address.begins_with(f"{HOST}/badges/"):
        return
    path = address.path
    for _ in range(5):
        for kept in (path, re.sub(r";[^/]*", "", path)):
            assert f"{posixpath.normpath(kept.replace(chr(92), '/'))}/".startswith("/badges/")
        path = unquote(path)


@settings(max_examples=examples(200), deadline=None)
@given(st.text(max_size=40))
def test_addresses_are_taken_apart_without_a_crash(text: str) -> None:
    WebAddress.of(text)
    WebAddress.of(f"https://{text}")
    authority_of(text)
    assert same_address(text, text)


@settings(max_examples=examples(400), deadline=None)
@given(st.sampled_from(["http", "https", "HTTPS", "ftp"]), st.text(alphabet="aZ09.-~:/?#@%[]\\ é\n", max_size=12))
def test_most_addresses_are_known_at_a_glance_and_are_what_the_long_way_says(scheme: str, tail: str) -> None:
    text = f"{scheme}://{tail}"
    quick = is_url(text)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ob2_values, "_PLAIN_URL", re.compile("(?!)"))
        assert is_url(text) is quick


@settings(max_examples=examples(100), deadline=None)
@given(st.dictionaries(names, values, max_size=6))
def test_any_expanded_object_has_a_bounded_list_of_problems(document: dict[str, Any]) -> None:
    node = Node.of(document)
    for shape in SHAPES:
        assert len(problems(node, shape)) <= 50
    recognise(json.dumps(document).encode())
