"""Resolving: from an identifier to its keys, over a network that is a dictionary."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from mexbadge import _multibase
from mexbadge.dids import (
    ControllerDocument,
    VerificationMethod,
    did_document,
    did_jwk,
    did_key,
    issuer_document,
    jwks,
    publishes_nothing,
    resolve,
)
from mexbadge.errors import FetchError, InputError, MexBadgeError
from mexbadge.fetch import Request, ResourceKind, Response, Source, nothing
from mexbadge.fetch.answers import answer
from mexbadge.keys import KeyKind, PublicKey, generate_private_key, private_to_jwk, private_to_multikey

PRIVATE = {kind: generate_private_key(kind, rsa_bits=2048) for kind in KeyKind}
KEYS = {kind: PublicKey.from_cryptography(PRIVATE[kind].public_key()) for kind in KeyKind}
ED, P256, P384, RSA = (KEYS[kind] for kind in KeyKind)
DID = "did:web:college.example"
DID_URL = "https://college.example/.well-known/did.json"
ISSUER = "https://college.example/issuer"
KEY_SET = "https://college.example/.well-known/jwks.json"
METHOD = f"{ISSUER}#key-1"
PROFILE = {
    "id": ISSUER,
    "type": "Profile",
    "name": "College",
    "verificationMethod": [
        {"id": METHOD, "type": "Multikey", "controller": ISSUER, "publicKeyMultibase": ED.to_multikey()}
    ],
    "assertionMethod": [METHOD],
}
UNLISTED = {name: value for name, value in PROFILE.items() if name != "assertionMethod"}
"""A profile that describes a key and lists none for assertion, so that the key set of the origin counts."""


class World:
    """A small internet in memory; what is not in it cannot be reached."""

    def __init__(self, **_: object) -> None:
        self.pages: dict[str, Response] = {}
        self.asked: list[tuple[str, ResourceKind]] = []

    def put(
        self, url: str, body: object, status: int = 200, source: Source = Source.NETWORK, final: str | None = None
    ) -> "World":
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.pages[url] = answer(url, status, {}, raw, final=final, source=source)
        return self

    def __call__(self, request: Request) -> Response:
        self.asked.append((request.url, request.kind))
        if request.url not in self.pages:
            raise FetchError("fetch_offline", url=request.url)
        return self.pages[request.url]


def failing(kind: type[MexBadgeError], code: str, call: Callable[..., object], *args: object, **options: object) -> Any:
    with pytest.raises(kind) as caught:
        call(*args, **options)
    assert caught.value.code == code
    return caught.value


@pytest.mark.parametrize("key", [ED, P256, P384], ids=lambda key: str(key.kind))
def test_a_did_key_holds_its_own_key_for_all_that_signs(key: PublicKey) -> None:
    did = did_key(key)
    document = resolve(did, fetch=nothing)
    name = f"{did}#{key.to_multikey()}"
    assert (document.id, document.source, document.url) == (did, None, None)
    assert [method.id for method in document.methods] == [name]
    assert document.methods[0].public_key == key
    assert document.methods[0].controller == did
    assert document.allows(name, "assertionMethod")
    assert not document.allows(name, "keyAgreement")
    assert resolve(name, fetch=nothing) == document
    assert issuer_document(did, fetch=nothing) == document


def test_a_did_key_knows_no_other_fragment_than_its_key() -> None:
    other = PublicKey.from_cryptography(generate_private_key().public_key())
    for fragment in (other.to_multikey(), "", "key-1"):
        failing(InputError, "dids_key_fragment", resolve, f"{did_key(ED)}#{fragment}", fetch=nothing)


@pytest.mark.parametrize(
    ("specific", "code"),
    [
        ("z6LSnHtv7NL9NwXXxJ7bKzRfqzVAiBEczzeV3CevUvhYL6dQ"[:1] + "6LS", "keys_unsupported"),
        (_multibase.encode(b"\xec\x01" + b"\7" * 32), "keys_unsupported"),
        (private_to_multikey(PRIVATE[KeyKind.ED25519]), "keys_private"),
        (_multibase.encode(b"\xed\x01\x01" + bytes(31)), "keys_small_order"),
        (_multibase.encode(b"\xed\x01" + bytes(31)), "keys_length"),
        ("u" + "7QE", "multibase_prefix"),
        ("1.1:" + ED.to_multikey(), "multibase_prefix"),
        ("z0OIl", "multibase_text"),
        ("z" + "6" * 200, "dids_length"),
        ("z" + "6" * 2_000_000, "dids_length"),
    ],
    ids=[
        "cut",
        "x25519",
        "secret",
        "small order",
        "short",
        "base64",
        "version",
        "alphabet",
        "long",
        "very long",
    ],
)
def test_a_did_key_that_cannot_sign_is_refused(specific: str, code: str) -> None:
    failing(InputError, code, resolve, f"did:key:{specific}", fetch=nothing)


@pytest.mark.parametrize("key", KEYS.values(), ids=lambda key: str(key.kind))
def test_a_did_jwk_holds_its_own_key_under_zero(key: PublicKey) -> None:
    did = did_jwk(key)
    document = resolve(f"{did}#0", fetch=nothing)
    assert (document.id, document.source) == (did, None)
    found = document.method(f"{did}#0")
    assert found is not None
    assert found.public_key == key
    assert document.allows(f"{did}#0", "assertionMethod")
    failing(InputError, "dids_key_fragment", resolve, f"{did}#1", fetch=nothing)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (json.dumps(private_to_jwk(PRIVATE[KeyKind.P256])).encode(), "keys_private"),
        (b'{"kty":"oct","k":"AA"}', "keys_symmetric"),
        (json.dumps({**P256.to_jwk(), "use": "enc"}).encode(), "keys_jwk_use"),
        (b'{"kty":"EC","kty":"OKP"}', "json_duplicate_name"),
        (b"[]", "json_not_object"),
        (b"\xff", "json_encoding"),
        (b"{", "json_syntax"),
        (b"{}", "keys_jwk_member"),
        (b" " * 5000, "dids_length"),
    ],
)
def test_a_did_jwk_that_holds_no_public_key_is_refused(content: bytes, code: str) -> None:
    failing(InputError, code, resolve, f"did:jwk:{_multibase.base64url_encode(content)}", fetch=nothing)


def test_a_did_jwk_must_be_strict_base64url() -> None:
    failing(InputError, "multibase_text", resolve, f"{did_jwk(P256)}%3D", fetch=nothing)


def test_a_did_web_is_looked_up_at_its_address() -> None:
    world = World().put(DID_URL, did_document(DID, [("#key-1", ED)]))
    document = resolve(f"{DID}/path?version=1#key-1", fetch=world)
    assert world.asked == [(DID_URL, ResourceKind.DID_DOCUMENT)]
    assert (document.id, document.source, document.url) == (DID, Source.NETWORK, DID_URL)
    assert document.allows(f"{DID}#key-1", "assertionMethod")
    assert issuer_document(DID, fetch=world) == document


def test_an_issuer_is_a_did_and_not_a_place_inside_one() -> None:
    world = World().put(DID_URL, did_document(DID, [("#key-1", ED)]))
    failing(InputError, "dids_syntax", issuer_document, f"{DID}#key-1", fetch=world)


def test_a_did_web_that_bears_another_id_is_refused() -> None:
    world = World().put(DID_URL, did_document("did:web:evil.example", [("#key-1", ED)]))
    failing(InputError, "dids_id", resolve, DID, fetch=world)


ELSEWHERE = [
    "https://evil.example/x",
    "https://www2.college.example/",
    "https://college.example.evil.example/",
    "https://college.example@evil.example/",
    "https://college.example:8443/",
    "//evil.example/x",
    "https://college.example:99999/",
    "https://[college.example/",
    "data:application/json,{}",
]
SAME = [
    "https://college.example/moved.json",
    "https://COLLEGE.example:443/moved.json",
    "HTTPS://college.example/moved.json",
    "https://www.college.example/moved.json",
    "/moved.json",
    "moved.json?v=2",
    "",
]


@pytest.mark.parametrize("final", ELSEWHERE)
def test_a_document_to_which_another_host_answers_is_refused(final: str) -> None:
    world = World().put(DID_URL, did_document(DID, [("#key-1", ED)]), final=final)
    error = failing(FetchError, "dids_redirected", resolve, DID, fetch=world)
    assert error.problem.values["url"] == DID_URL
    assert str(error.problem.values["final"]).endswith(final)
    failing(FetchError, "dids_redirected", issuer_document, DID, fetch=world)
    failing(FetchError, "dids_redirected", resolve, METHOD, fetch=world.put(ISSUER, PROFILE, final=final))


def test_a_way_that_leads_from_https_to_http_is_refused() -> None:
    final = "http://college.example/moved.json"
    world = World().put(DID_URL, did_document(DID, [("#key-1", ED)]), final=final).put(ISSUER, PROFILE, final=final)
    for identifier in (DID, ISSUER):
        failing(FetchError, "fetch_redirect_insecure", issuer_document, identifier, fetch=world)


@pytest.mark.parametrize("final", SAME)
def test_a_document_may_move_within_its_origin(final: str) -> None:
    world = World().put(DID_URL, did_document(DID, [("#key-1", ED)]), final=final).put(ISSUER, UNLISTED, final=final)
    assert resolve(DID, fetch=world).allows(f"{DID}#key-1")
    document = issuer_document(ISSUER, fetch=world.put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]), final=final))
    assert (document.problems, len(document.methods)) == ((), 2)


def test_a_fetch_that_names_the_host_that_answered_in_its_address_is_understood() -> None:
    body = json.dumps(did_document(DID, [("#key-1", ED)])).encode()
    told = Response("https://evil.example/did.json", 200, {}, body)
    failing(FetchError, "dids_redirected", resolve, DID, fetch=lambda _: told)


@pytest.mark.parametrize("final", ELSEWHERE)
def test_a_key_set_to_which_another_host_answers_does_not_count(final: str) -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]), final=final)
    document = issuer_document(ISSUER, fetch=world)
    assert [method.id for method in document.methods] == [METHOD]
    assert [problem.code for problem in document.unread] == ["dids_redirected"]
    assert document.problems == ()


@pytest.mark.parametrize("final", ELSEWHERE)
def test_of_an_issuer_at_whose_address_another_host_answers_only_the_key_set_counts(final: str) -> None:
    answers: tuple[object, ...] = (PROFILE, [], b"<html>")
    for said in answers:
        world = World().put(ISSUER, said, final=final)
        failing(FetchError, "dids_redirected", issuer_document, ISSUER, fetch=world)
        for status in (404, 503):
            world.put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]), status)
            failing(FetchError, "dids_redirected", issuer_document, ISSUER, fetch=world)
        document = issuer_document(ISSUER, fetch=world.put(KEY_SET, jwks(ISSUER, [("key-2", RSA)])))
        assert [method.public_key for method in document.methods] == [RSA]
        assert [problem.code for problem in document.unread] == ["dids_redirected"]


def test_a_web_page_of_another_host_decides_nothing() -> None:
    world = World().put(DID_URL, b"<html>Sign in", final="https://login.example/")
    failing(FetchError, "dids_redirected", resolve, DID, fetch=world)


@pytest.mark.parametrize("tail", ["?to=https://evil.example/x", "?", "?a=1#k"])
def test_an_https_identifier_with_a_query_is_refused_without_asking_anyone(tail: str) -> None:
    world = World()
    failing(InputError, "dids_url", issuer_document, f"{ISSUER}{tail}", fetch=world)
    failing(InputError, "dids_url", resolve, f"{ISSUER}{tail}", fetch=world)
    assert world.asked == []


@pytest.mark.parametrize("tail", ["#college", "#", "#a?b"])
def test_an_https_issuer_is_no_place_inside_a_document(tail: str) -> None:
    world = World()
    failing(InputError, "dids_url", issuer_document, f"{ISSUER}{tail}", fetch=world)
    assert world.asked == []


@pytest.mark.parametrize("status", [404, 410, 500, 302])
def test_a_document_that_the_server_does_not_give_cannot_be_had(status: int) -> None:
    world = World().put(DID_URL, did_document(DID, [("#key-1", ED)]), status)
    assert failing(FetchError, "fetch_status", resolve, DID, fetch=world).status == status


def test_a_document_that_cannot_be_reached_cannot_be_had() -> None:
    failing(FetchError, "fetch_offline", resolve, DID, fetch=World())


@pytest.mark.parametrize("body", [b"<!doctype html><title>Sign in</title>", b"", b"\xff\xfe", b'{"id": "did:web:col'])
def test_an_answer_that_is_no_json_decides_nothing(body: bytes) -> None:
    error = failing(FetchError, "dids_not_json", resolve, DID, fetch=World().put(DID_URL, body))
    assert (error.url, error.status) == (DID_URL, 200)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"[]", "json_not_object"),
        (b'{"id":"a","id":"b"}', "json_duplicate_name"),
        (b'{"id":' + b"[" * 100 + b"]" * 100 + b"}", "json_too_deep"),
        (b" " * 300_000, "json_too_large"),
    ],
)
def test_json_that_two_readers_could_read_differently_is_refused(body: bytes, code: str) -> None:
    failing(InputError, code, resolve, DID, fetch=World().put(DID_URL, body))


@pytest.mark.parametrize(
    ("identifier", "code"),
    [
        ("did:ion:abc", "dids_unsupported"),
        ("did:ebsi:zabc", "dids_unsupported"),
        ("did:key", "dids_syntax"),
        ("did:web:127.0.0.1", "dids_web_host"),
        ("http://college.example/issuer", "dids_scheme"),
        ("urn:uuid:0", "dids_scheme"),
        ("https://user@college.example/", "dids_url"),
        ("", "dids_scheme"),
    ],
)
def test_an_identifier_that_is_not_looked_up_is_refused_without_asking_anyone(identifier: str, code: str) -> None:
    world = World()
    failing(InputError, code, resolve, identifier, fetch=world)
    failing(InputError, code, issuer_document, identifier, fetch=world)
    assert world.asked == []


def test_a_controller_document_at_an_https_address_is_read() -> None:
    world = World().put(ISSUER, PROFILE)
    document = resolve(METHOD, fetch=world)
    assert world.asked == [(ISSUER, ResourceKind.PROFILE)]
    assert (document.id, document.allows(METHOD, "assertionMethod")) == (ISSUER, True)
    assert KEY_SET not in {url for url, _ in world.asked}


@pytest.mark.parametrize("listed", [[METHOD], METHOD, "#key-1", [f"{ISSUER}/other#k"], [7], {}, "x", [None], [[]], 0])
def test_a_profile_that_lists_assertion_methods_is_the_whole_truth(listed: object) -> None:
    world = World().put(ISSUER, {**PROFILE, "assertionMethod": listed}).put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]))
    document = issuer_document(ISSUER, fetch=world)
    assert KEY_SET not in {url for url, _ in world.asked}
    assert (document.method_with_key(RSA), document.shared) == (None, None)
    assert document.unread == ()


@pytest.mark.parametrize("listed", [None, [], ...])
def test_an_https_issuer_that_lists_none_has_the_keys_of_its_key_set(listed: object) -> None:
    profile = {**UNLISTED, "assertionMethod": listed} if listed is not ... else UNLISTED
    world = World().put(ISSUER, profile).put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]))
    document = issuer_document(ISSUER, fetch=world)
    assert (document.id, document.url, document.unread, document.problems) == (ISSUER, ISSUER, (), ())
    assert not document.allows(METHOD, "assertionMethod")
    found = document.method_with_key(RSA)
    assert found is not None
    assert (found.id, found.kid, found.controller) == (f"{KEY_SET}#key-2", "key-2", ISSUER)
    assert document.allows(found.id, "assertionMethod")
    assert not document.allows(found.id, "authentication")
    assert document.method_for("key-2") == document.method_for(f"{KEY_SET}#key-2") == found
    assert document.method_for("#key-1") == document.method(METHOD)


@pytest.mark.parametrize(
    ("issuer", "owner", "shared"),
    [
        (ISSUER, None, "college.example"),
        (ISSUER, ISSUER, None),
        ("https://college.example", None, None),
        ("https://college.example/", None, None),
        ("https://college.example:8443/b", None, "college.example:8443"),
    ],
)
def test_a_key_set_that_does_not_say_whose_it_is_is_shared_unless_the_issuer_is_the_origin(
    issuer: str, owner: str | None, shared: str | None
) -> None:
    key_set = {"keys": [RSA.to_jwk()], **({} if owner is None else {"iss": owner})}
    address = f"{'/'.join(issuer.split('/')[:3])}/.well-known/jwks.json"
    world = World().put(issuer, {"id": issuer}).put(address, key_set)
    assert issuer_document(issuer, fetch=world).shared == shared


def test_a_key_set_without_owner_does_not_count_beside_an_answer_that_lists_keys_under_another_id() -> None:
    world = World().put(ISSUER, {**PROFILE, "id": f"{ISSUER}/"}).put(KEY_SET, {"keys": [RSA.to_jwk()]})
    failing(InputError, "dids_id", issuer_document, ISSUER, fetch=world)
    unlisted = world.put(ISSUER, {**UNLISTED, "id": f"{ISSUER}/"})
    assert issuer_document(ISSUER, fetch=unlisted).shared == "college.example"


LIVES = [
    ({"exp": 1_773_000_000}, "2026-03-08T20:00:00Z", None, None),
    ({"revoked": {"revoked_at": 1_773_000_000}}, None, "2026-03-08T20:00:00Z", None),
    ({"revoked": "2026-01-01T00:00:00Z"}, None, "2026-01-01T00:00:00Z", None),
    ({"nbf": 1_773_000_000}, None, None, "2026-03-08T20:00:00Z"),
]


@pytest.mark.parametrize(("dates", "expires", "revoked", "not_before"), LIVES)
def test_the_dates_of_a_json_web_key_are_those_of_its_method(
    dates: dict[str, Any], expires: str | None, revoked: str | None, not_before: str | None
) -> None:
    key = {**RSA.to_jwk(), "kid": "k", **dates}
    in_set = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, {"keys": [key]}))
    method = {"id": METHOD, "type": "JsonWebKey", "controller": ISSUER, "publicKeyJwk": key}
    in_profile = issuer_document(ISSUER, fetch=World().put(ISSUER, {**PROFILE, "verificationMethod": method}))
    did = f"did:jwk:{_multibase.base64url_encode(json.dumps(key).encode())}"
    for document in (in_set, in_profile, resolve(did, fetch=nothing)):
        found = document.method_with_key(RSA)
        assert found is not None
        assert (found.expires, found.revoked, found.not_before) == (expires, revoked, not_before)


@pytest.mark.parametrize(
    "dates", [{"exp": "soon"}, {"nbf": True}, {"revoked": True}, {"revoked": {}}, {"exp": False}, {"revoked": False}]
)
def test_a_json_web_key_with_a_malformed_date_counts_for_nothing(dates: dict[str, Any]) -> None:
    key = {**RSA.to_jwk(), "kid": "k", **dates}
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, {"keys": [key]}))
    assert document.method_with_key(RSA) is None
    method = {"id": METHOD, "type": "JsonWebKey", "controller": ISSUER, "publicKeyJwk": key}
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, {**PROFILE, "verificationMethod": method}))
    assert document.method_with_key(RSA) is None
    problem = document.methods[0].problem
    assert problem is not None
    assert problem.code == "dids_method_date"
    assert str(problem.where).startswith("/verificationMethod/publicKeyJwk/")
    did = f"did:jwk:{_multibase.base64url_encode(json.dumps(key).encode())}"
    failing(InputError, "dids_method_date", resolve, did, fetch=nothing)


def test_an_issuer_may_have_said_that_it_publishes_nothing() -> None:
    world = World().put(ISSUER, b"", 404).put(KEY_SET, b"", 410)
    assert publishes_nothing(ISSUER, fetch=world)
    for url, status in ((ISSUER, 200), (ISSUER, 503), (KEY_SET, 200), (KEY_SET, 403)):
        other = World().put(ISSUER, b"", 404).put(KEY_SET, b"", 404).put(url, b"", status)
        assert not publishes_nothing(ISSUER, fetch=other)
    assert not publishes_nothing(ISSUER, fetch=World().put(ISSUER, b"", 404))

    def gone(request: Request) -> Response:
        raise FetchError("fetch_status", url=request.url, status=404)

    assert publishes_nothing(ISSUER, fetch=gone)


@pytest.mark.parametrize("kid", ["https://college.example/keys/2", f"{KEY_SET}#key-2", "did:web:college.example#key-2"])
def test_a_key_of_the_set_is_found_by_the_address_that_is_its_kid(kid: str) -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, jwks(ISSUER, [(kid, RSA)]))
    found = issuer_document(ISSUER, fetch=world).method_for(kid)
    assert found is not None
    assert found.public_key == RSA
    assert found.id == (kid if kid.startswith(KEY_SET) else f"{KEY_SET}#{kid}")


def test_a_key_of_the_set_without_a_kid_is_found_by_the_key() -> None:
    world = World().put(KEY_SET, {"keys": [P256.to_jwk()]}).put(ISSUER, UNLISTED)
    found = issuer_document(ISSUER, fetch=world).method_with_key(P256)
    assert found is not None
    assert found.id == f"{KEY_SET}#{P256.thumbprint()}"


def test_the_key_set_of_another_issuer_on_the_origin_does_not_count() -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, jwks("https://college.example/other", [("k", RSA)]))
    document = issuer_document(ISSUER, fetch=world)
    assert document.method_with_key(RSA) is None
    assert document.method(METHOD) is not None
    assert [problem.code for problem in document.problems] == ["dids_jwks_issuer"]


@pytest.mark.parametrize(
    ("key_set", "code"),
    [
        ({}, "dids_shape"),
        ({"keys": {}}, "dids_shape"),
        ({"keys": [P256.to_jwk()] * 101}, "dids_too_many"),
        ({"iss": "", "keys": []}, "dids_jwks_issuer"),
        ({"iss": False, "keys": []}, "dids_jwks_issuer"),
        ([], "json_not_object"),
        ({"keys": [{**P256.to_jwk(), "kid": METHOD}]}, "dids_method_twice"),
    ],
)
def test_a_key_set_that_is_wrong_does_not_count(key_set: object, code: str) -> None:
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, key_set))
    assert [method.id for method in document.methods] == [METHOD]
    assert [problem.code for problem in document.problems] == [code]


@pytest.mark.parametrize("member", ["exp", "nbf", "revoked", "kid", "alg"])
def test_null_in_a_key_set_says_nothing(member: str) -> None:
    key = {**RSA.to_jwk(), member: None}
    for pages in (
        World().put(ISSUER, UNLISTED).put(KEY_SET, {"iss": None, "keys": [key]}),
        World().put(ISSUER, UNLISTED).put(KEY_SET, {"keys": [key]}),
    ):
        document = issuer_document(ISSUER, fetch=pages)
        found = document.method_with_key(RSA)
        assert found is not None
        assert (found.expires, found.revoked, found.not_before, found.kid) == (None,) * 4
    did = f"did:jwk:{_multibase.base64url_encode(json.dumps(key).encode())}"
    assert resolve(did, fetch=nothing).methods[0].public_key == RSA


@pytest.mark.parametrize(
    "prefix",
    ["", "#", "urn:ietf:params:oauth:jwk-thumbprint:sha-256:", "URN:IETF:params:oauth:jwk-thumbprint:SHA-256:"],
)
@pytest.mark.parametrize("kid", [None, "k"])
def test_the_thumbprint_of_a_key_means_that_key(prefix: str, kid: str | None) -> None:
    keys = [{**P256.to_jwk(), **({"kid": kid} if kid else {})}, {**ED.to_jwk(), "kid": "other"}]
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, {"keys": keys}))
    found = document.methods_for(f"{prefix}{P256.thumbprint()}")
    assert [method.public_key for method in found] == [P256]
    for wrong in (RSA.thumbprint(), P256.thumbprint()[:-1], P256.thumbprint().lower(), f"x{P256.thumbprint()}"):
        assert document.methods_for(f"{prefix}{wrong}") == ()


def test_a_key_that_bears_the_thumbprint_of_another_as_its_name_comes_first() -> None:
    keys = [P256.to_jwk(), {**ED.to_jwk(), "kid": P256.thumbprint()}]
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, {"keys": keys}))
    assert ED in [method.public_key for method in document.methods_for(P256.thumbprint())]


@pytest.mark.parametrize("kid", ["k", f"{KEY_SET}#k", "https://college.example/keys/2"])
def test_keys_of_the_set_that_share_a_kid_are_all_found(kid: str) -> None:
    x25519 = {"kty": "OKP", "crv": "X25519", "x": "AA", "use": "enc"}
    keys = [{**jwk, "kid": kid} for jwk in (x25519, P256.to_jwk(), ED.to_jwk(), P256.to_jwk(), x25519)]
    document = issuer_document(
        ISSUER, fetch=World().put(ISSUER, {"type": "Profile"}).put(KEY_SET, {"keys": [*keys, RSA.to_jwk()]})
    )
    found = document.methods_for(kid)
    assert [method.public_key for method in found] == [P256, ED, None, None]
    assert all(document.allows(method.id) for method in found)
    assert document.method_for(kid) == found[0] == document.method(kid if kid.startswith(KEY_SET) else found[0].id)
    assert found[0].id == (kid if kid.startswith(KEY_SET) else f"{KEY_SET}#{kid}")
    assert len({method.id for method in document.methods}) == len(document.methods) == 5
    assert [method.public_key for method in document.methods_for(found[0].id)] == [P256, ED, None, None]


def test_keys_that_share_a_kid_are_each_revoked_by_themselves() -> None:
    entry = {**PROFILE["verificationMethod"][0], "revoked": "2026-01-01T00:00:00Z"}  # type: ignore[dict-item]
    world = World().put(ISSUER, {**PROFILE, "verificationMethod": [entry], "assertionMethod": []})
    keys = [{**key.to_jwk(), "kid": "k"} for key in (P256, ED)]
    document = issuer_document(ISSUER, fetch=world.put(KEY_SET, {"keys": keys}))
    assert [(method.public_key, bool(method.revoked)) for method in document.methods_for("k")] == [
        (P256, False),
        (ED, True),
    ]


@pytest.mark.parametrize("kid", ["k1", "#k1"])
def test_a_key_of_the_set_is_found_by_a_fragment(kid: str) -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, jwks(ISSUER, [(kid, RSA)]))
    document = issuer_document(ISSUER, fetch=world)
    found = document.method_for("#k1")
    assert found is not None
    assert (found.id, found.public_key) == (f"{KEY_SET}#k1", RSA)
    assert document.methods_for(f"{KEY_SET}#k1") == (found,)
    assert document.methods_for("#k2") == document.methods_for("#") == ()


def test_a_fragment_means_a_key_of_the_profile_before_one_of_the_set() -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, jwks(ISSUER, [("key-1", RSA)]))
    document = issuer_document(ISSUER, fetch=world)
    assert [method.public_key for method in document.methods_for("#key-1")] == [ED]
    assert [method.public_key for method in document.methods_for("key-1")] == [RSA]


@pytest.mark.parametrize("kid", ["", "#"])
def test_a_key_whose_kid_is_empty_is_named_by_its_thumbprint(kid: str) -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, {"keys": [{**RSA.to_jwk(), "kid": kid}]})
    found = issuer_document(ISSUER, fetch=world).method_with_key(RSA)
    assert found is not None
    assert found.id == f"{KEY_SET}#{RSA.thumbprint()}"


def test_a_member_of_the_key_set_that_cannot_be_read_contradicts_nothing() -> None:
    keys = [{"kty": "oct", "k": "AA", "kid": METHOD}, {**RSA.to_jwk(), "kid": "key-2"}]
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, {"keys": keys}))
    assert document.problems == ()
    assert [method.public_key for method in document.methods_for(METHOD)] == [ED, None]
    assert document.method_for("key-2") is not None


@pytest.mark.parametrize("did", [did_key(ED), did_jwk(RSA)], ids=["did:key", "did:jwk"])
def test_an_identifier_that_holds_one_key_names_it_without_a_fragment(did: str) -> None:
    document = resolve(did, fetch=nothing)
    assert document.methods_for(did) == document.methods
    assert replace(document, methods=document.methods * 2).methods_for(did) == ()
    assert document.method_for(did_key(P256)) is None


def test_a_published_document_has_no_nameless_key() -> None:
    document = resolve(DID, fetch=World().put(DID_URL, did_document(DID, [("#key-1", RSA)])))
    assert document.method_for(DID) is None
    profile = issuer_document(ISSUER, fetch=World().put(ISSUER, PROFILE))
    assert profile.method_for(ISSUER) is None


def test_a_key_set_may_repeat_a_key_of_the_profile_under_its_id() -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, jwks(ISSUER, [(METHOD, ED)]))
    document = issuer_document(ISSUER, fetch=world)
    assert document.problems == ()
    assert document.method_for(METHOD) == document.method(METHOD)


def test_a_key_that_the_profile_describes_elsewhere_is_found_in_the_key_set() -> None:
    elsewhere = "https://college.example/keys/2"
    entry = {"id": elsewhere, "type": "Multikey", "controller": ISSUER, "publicKeyMultibase": P256.to_multikey()}
    world = World().put(ISSUER, {**UNLISTED, "verificationMethod": [entry]})
    world.put(KEY_SET, jwks(ISSUER, [(elsewhere, P256)]))
    document = issuer_document(ISSUER, fetch=world)
    found = document.method_for(elsewhere)
    assert found is not None
    assert (found.public_key, found.id) == (P256, f"{KEY_SET}#{elsewhere}")


@pytest.mark.parametrize(
    "entry",
    [
        7,
        {"kty": "oct", "k": "AA"},
        {**P256.to_jwk(), "use": "enc"},
        {**P256.to_jwk(), "kid": 7},
        {"kty": "OKP", "crv": "X25519", "x": "AA", "kid": "x"},
        private_to_jwk(PRIVATE[KeyKind.P256]),
    ],
)
def test_a_member_of_the_key_set_that_cannot_be_read_leaves_the_others(entry: object) -> None:
    key_set = {"keys": [entry, {**RSA.to_jwk(), "kid": "good"}]}
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, key_set))
    assert document.problems == ()
    assert document.method_with_key(RSA) is not None
    assert document.method_with_key(P256) is None
    unread = [method for method in document.methods if method.public_key is None]
    assert len(unread) == 1
    assert unread[0].problem is not None
    assert str(unread[0].problem.where).startswith("/keys/0")


def test_a_key_that_the_profile_revokes_is_revoked_in_the_key_set_too() -> None:
    entry = {**PROFILE["verificationMethod"][0], "revoked": "2026-01-01T00:00:00Z"}  # type: ignore[dict-item]
    world = World().put(ISSUER, {**PROFILE, "verificationMethod": [entry], "assertionMethod": []})
    document = issuer_document(ISSUER, fetch=world.put(KEY_SET, jwks(ISSUER, [("key-1", ED)])))
    found = document.method_for("key-1")
    assert found is not None
    assert found.revoked == "2026-01-01T00:00:00Z"
    holder = document.method_with_key(ED)
    assert holder is not None
    assert holder.revoked == "2026-01-01T00:00:00Z"


@pytest.mark.parametrize("status", [404, 410])
def test_an_issuer_without_a_key_set_has_the_keys_of_its_profile(status: int) -> None:
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, UNLISTED).put(KEY_SET, b"gone", status))
    assert (document.unread, document.problems) == ((), ())
    assert document.method(METHOD) is not None


@pytest.mark.parametrize("world", [World().put(KEY_SET, b"", 503), World(), World().put(KEY_SET, b"<html>")])
def test_a_key_set_that_could_not_be_had_is_said(world: World) -> None:
    document = issuer_document(ISSUER, fetch=world.put(ISSUER, UNLISTED))
    assert len(document.unread) == 1
    assert document.method(METHOD) is not None


def test_an_issuer_without_a_profile_has_the_keys_of_its_key_set() -> None:
    world = World().put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]), source=Source.CACHE)
    document = issuer_document(ISSUER, fetch=world.put(ISSUER, b"", 404))
    assert (document.id, document.source, document.url) == (ISSUER, Source.CACHE, KEY_SET)
    assert document.unread == ()
    assert document.method_for("key-2") is not None
    unsure = issuer_document(ISSUER, fetch=world.put(ISSUER, b"", 500))
    assert [problem.code for problem in unsure.unread] == ["fetch_status"]


def test_an_issuer_of_whom_nothing_can_be_had_decides_nothing() -> None:
    error = failing(FetchError, "fetch_status", issuer_document, ISSUER, fetch=World().put(ISSUER, b"", 404))
    assert error.url == ISSUER


def test_a_wrong_key_set_decides_only_where_there_is_no_profile() -> None:
    world = World().put(KEY_SET, {"keys": 7})
    failing(FetchError, "fetch_offline", issuer_document, ISSUER, fetch=world)
    failing(InputError, "dids_shape", issuer_document, ISSUER, fetch=world.put(ISSUER, b"", 404))


NO_ID = {name: value for name, value in PROFILE.items() if name != "id"}
NOT_THE_PROFILE = [({**PROFILE, "id": f"{ISSUER}/"}, "dids_id"), (NO_ID, "dids_id"), ([], "json_not_object")]


@pytest.mark.parametrize(("profile", "code"), NOT_THE_PROFILE)
def test_a_profile_that_does_not_name_the_issuer_lends_no_keys_and_leaves_the_key_set(
    profile: object, code: str
) -> None:
    world = World().put(ISSUER, profile).put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]), source=Source.CACHE)
    document = issuer_document(ISSUER, fetch=world)
    assert (document.id, document.source, document.url) == (ISSUER, Source.CACHE, KEY_SET)
    assert [method.public_key for method in document.methods] == [RSA]
    assert document.allows(document.methods[0].id)
    assert [problem.code for problem in document.problems] == [code]
    assert document.unread == ()


@pytest.mark.parametrize(("profile", "code"), NOT_THE_PROFILE)
def test_a_profile_that_does_not_name_the_issuer_is_refused_where_there_is_no_key_set(
    profile: object, code: str
) -> None:
    world = World().put(ISSUER, profile)
    other = jwks("https://college.example/other", [("key-2", RSA)])
    for key_set, status in ((b"", 404), (b"", 410), (other, 200), ({"keys": 7}, 200)):
        failing(InputError, code, issuer_document, ISSUER, fetch=world.put(KEY_SET, key_set, status))


@pytest.mark.parametrize(("profile", "code"), NOT_THE_PROFILE)
def test_a_profile_that_does_not_name_the_issuer_decides_nothing_while_the_key_set_is_out_of_reach(
    profile: object, code: str
) -> None:
    world = World().put(ISSUER, profile)
    assert code != failing(FetchError, "fetch_offline", issuer_document, ISSUER, fetch=world).code
    failing(FetchError, "fetch_status", issuer_document, ISSUER, fetch=world.put(KEY_SET, b"", 503))
    failing(FetchError, "dids_not_json", issuer_document, ISSUER, fetch=world.put(KEY_SET, b"<html>"))


@pytest.mark.parametrize("name", ["verificationMethod", "assertionMethod"])
def test_a_profile_that_revokes_a_key_under_another_name_is_refused_whatever_the_key_set_says(name: str) -> None:
    entry = {**PROFILE["verificationMethod"][0], "revoked": "2026-01-01T00:00:00Z"}  # type: ignore[dict-item]
    world = World().put(ISSUER, {"id": f"{ISSUER}/", name: [7, entry]}).put(KEY_SET, jwks(ISSUER, [("key-1", ED)]))
    failing(InputError, "dids_id", issuer_document, ISSUER, fetch=world)


def test_a_profile_that_contradicts_itself_is_refused_whatever_the_key_set_says() -> None:
    entry = {**PROFILE["verificationMethod"][0], "publicKeyMultibase": P256.to_multikey()}  # type: ignore[dict-item]
    world = World().put(ISSUER, {**PROFILE, "assertionMethod": [entry]}).put(KEY_SET, jwks(ISSUER, [("key-2", RSA)]))
    failing(InputError, "dids_method_twice", issuer_document, ISSUER, fetch=world)


def test_what_is_wrong_with_the_profile_and_with_the_key_set_is_said() -> None:
    world = World().put(ISSUER, {**UNLISTED, "alsoKnownAs": [{}]})
    document = issuer_document(ISSUER, fetch=world.put(KEY_SET, {"keys": 7}))
    assert [problem.where for problem in document.problems] == ["/alsoKnownAs/0", "/keys"]
    assert document.method(METHOD) is not None
    with_set = issuer_document(ISSUER, fetch=world.put(KEY_SET, jwks(ISSUER, [("key-2", RSA)])))
    assert [problem.where for problem in with_set.problems] == ["/alsoKnownAs/0"]


def test_a_plain_profile_lists_no_keys() -> None:
    world = World().put(ISSUER, {"id": ISSUER, "type": "Profile", "publicKey": "https://college.example/key"})
    assert issuer_document(ISSUER, fetch=world).methods == ()


def test_the_weaker_of_two_sources_is_named() -> None:
    world = World().put(ISSUER, UNLISTED).put(KEY_SET, jwks(ISSUER, []), source=Source.CACHE)
    assert issuer_document(ISSUER, fetch=world).source is Source.CACHE
    world = World().put(ISSUER, UNLISTED, source=Source.RESOURCES).put(KEY_SET, jwks(ISSUER, []), source=Source.CACHE)
    assert issuer_document(ISSUER, fetch=world).source is Source.RESOURCES


def test_a_controller_document_is_plain_data() -> None:
    assert ControllerDocument("did:web:a.example") == ControllerDocument("did:web:a.example")


def test_two_members_of_a_key_set_that_nobody_can_read_contradict_each_other_under_no_name() -> None:
    keys = [{"kty": "OKP", "crv": curve, "x": "AA", "kid": "k"} for curve in ("X25519", "X448")]
    world = World().put(ISSUER, {"type": "Profile"}).put(KEY_SET, {"keys": [*keys, ED.to_jwk()]})
    document = issuer_document(ISSUER, fetch=world)
    assert [method.public_key for method in document.methods_for("k")] == [None, None]
    assert document.method_with_key(ED) is not None


def test_a_did_key_of_the_length_that_is_allowed_is_read() -> None:
    for size, code in ((128, "multibase_text"), (129, "dids_length")):
        failing(InputError, code, resolve, f"did:key:z{'0' * (size - 1)}", fetch=nothing)


def test_a_key_set_that_gives_a_method_of_the_profile_another_key_does_not_count_whatever_stands_before_it() -> None:
    name = f"{ISSUER}#key"
    unread = {"id": name, "type": "Multikey", "controller": ISSUER, "publicKeyMultibase": "z0"}
    profile = {"id": ISSUER, "type": "Profile", "verificationMethod": [unread]}
    keys = [RSA.to_jwk(), {**P256.to_jwk(), "kid": "k"}, {**ED.to_jwk(), "kid": name}]
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, profile).put(KEY_SET, {"keys": keys}))
    assert [problem.code for problem in document.problems] == ["dids_method_twice"]
    assert document.methods_for("k") == ()


def test_a_name_means_a_key_less_its_first_sign_only_where_that_makes_it_a_fragment() -> None:
    keys = [{**ED.to_jwk(), "kid": "k"}, {"kty": "OKP", "crv": "X25519", "x": "AA"}]
    document = issuer_document(ISSUER, fetch=World().put(ISSUER, {"type": "Profile"}).put(KEY_SET, {"keys": keys}))
    assert [method.public_key for method in document.methods_for("#k")] == [ED]
    assert document.methods_for("xk") == ()
    assert [method.public_key for method in document.methods_for(ED.thumbprint())] == [ED]
    assert document.methods_for(P256.thumbprint()) == ()


def test_of_two_methods_that_hold_one_key_the_revoked_one_comes_first() -> None:
    methods = (
        VerificationMethod("did:web:a.example#1", "Multikey", "", ED),
        VerificationMethod("did:web:a.example#2", "Multikey", "", ED, revoked="2026-01-01T00:00:00Z"),
    )
    document = ControllerDocument("did:web:a.example", methods, {"assertionMethod": frozenset({methods[0].id})})
    assert document.method_with_key(ED) == methods[1]


def test_the_same_bytes_at_another_address_are_read_anew() -> None:
    other, body = "did:web:evil.example", did_document(DID, [("#key-1", ED)])
    world = World().put(DID_URL, body).put("https://evil.example/.well-known/did.json", body)
    assert resolve(DID, fetch=world).id == DID
    failing(InputError, "dids_id", resolve, other, fetch=world)
