"""What stands at the address that is a key's name: a key, a method, a set or a document, or none of them."""

import json
from typing import Any

import pytest

from mexbadge.dids import did_jwk, did_key, is_address, key_there
from mexbadge.dids.lifetimes import Lifetime
from mexbadge.dids.types import VerificationMethod
from mexbadge.errors import FetchError, InputError
from mexbadge.fetch import Request, Response
from mexbadge.keys import KeyKind, PublicKey, generate_private_key

ED, P256 = (PublicKey.from_cryptography(generate_private_key(kind).public_key()) for kind in list(KeyKind)[:2])
ISSUER = "https://platform.example/b"
BASE = f"{ISSUER}/keys/1"
KID = f"{BASE}#k"
JWK = ED.to_jwk()
METHOD = {"id": KID, "type": "JsonWebKey", "controller": ISSUER, "publicKeyJwk": JWK}


def there(body: object, address: str = KID, **answer: Any) -> Any:
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()

    def fetch(request: Request) -> Response:
        assert "#" not in request.url
        return Response(request.url, answer.get("status", 200), answer.get("headers", {}), raw)

    return key_there(address, fetch=fetch)


@pytest.mark.parametrize(
    ("document", "controllers", "direct"),
    [
        (JWK, [], True),
        ({**JWK, "id": KID, "kid": "k", "alg": "EdDSA", "use": "sig"}, [], True),
        ({**JWK, "controller": ISSUER}, [ISSUER], True),
        ({**JWK, "iss": "https://platform.example/a"}, ["https://platform.example/a"], True),
        ({**JWK, "owner": {"id": "https://platform.example/a"}}, ["https://platform.example/a"], True),
        ({**JWK, "id": "https://platform.example/a#k"}, ["https://platform.example/a#k"], True),
        (METHOD, [ISSUER], True),
        ({**METHOD, "controller": "https://platform.example/a"}, ["https://platform.example/a"], True),
        ({"keys": [{**P256.to_jwk(), "kid": "x"}, {**JWK, "kid": "k"}]}, [], False),
        ({"keys": [{**JWK, "kid": KID}], "iss": ISSUER}, [ISSUER], False),
        ({"id": BASE, "verificationMethod": [METHOD]}, [BASE, ISSUER], False),
        ({"id": BASE, "assertionMethod": METHOD}, [BASE, ISSUER], False),
    ],
)
def test_a_key_is_found_with_those_whom_the_answer_names(
    document: dict[str, Any], controllers: list[str], *, direct: bool
) -> None:
    found = there(document)
    assert (found.key, found.direct) == (ED, direct)
    assert found.controllers == frozenset(controllers)


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"id": 5},
        {"id": ISSUER, "type": "Profile"},
        {"keys": []},
        {"keys": [JWK]},
        {"keys": [{**JWK, "kid": "k"}, {**P256.to_jwk(), "kid": KID}]},
        {"keys": [5]},
        {**METHOD, "id": f"{BASE}#other"},
        {"id": BASE, "verificationMethod": [{**METHOD, "id": f"{BASE}#other"}]},
    ],
)
def test_no_key_of_that_name_may_stand_there(document: dict[str, Any]) -> None:
    found = there(document)
    assert (found.method, found.key) == (None, None)


@pytest.mark.parametrize(
    "change",
    [{"use": "enc"}, {"exp": "soon"}, {"d": "AA"}, {"kty": "oct"}, {"x": "AA"}, {"revoked": True}, {"nbf": False}],
)
def test_a_key_that_cannot_be_read_stands_there_and_is_none(change: dict[str, Any]) -> None:
    found = there({**JWK, **change})
    assert found.method is not None
    assert found.key is None


def test_the_dates_of_a_key_are_read_with_it() -> None:
    found = there({**JWK, "exp": 1_773_000_000, "nbf": 1_700_000_000, "revoked": {"revoked_at": 1_773_000_000}})
    dates = (found.method.not_before, found.method.expires, found.method.revoked)
    assert dates == ("2023-11-14T22:13:20Z", "2026-03-08T20:00:00Z", "2026-03-08T20:00:00Z")


@pytest.mark.parametrize(
    ("final", "direct"),
    [(BASE, True), (f"{BASE}#x", True), ("/b/keys/2", False), ("https://platform.example/b/keys/1/", False)],
)
def test_a_redirect_within_the_origin_is_seen(final: str, *, direct: bool) -> None:
    assert there(JWK, headers={"content-location": final}).direct is direct


@pytest.mark.parametrize(
    "final", ["https://evil.example/b/keys/1", "http://platform.example/b/keys/1", "//evil.example"]
)
def test_what_another_site_answers_decides_nothing(final: str) -> None:
    with pytest.raises(FetchError) as caught:
        there(JWK, headers={"content-location": final})
    assert caught.value.code in {"dids_redirected", "fetch_redirect_insecure"}


@pytest.mark.parametrize("body", [b"<html>", b"", b"\xff\xfe", b"[]"])
def test_an_answer_that_is_no_json_object_decides_nothing(body: bytes) -> None:
    with pytest.raises(FetchError) as caught:
        there(body)
    assert caught.value.code == "dids_not_json"


def test_an_answer_with_one_member_twice_is_refused() -> None:
    with pytest.raises(InputError):
        there(b'{"kty":"OKP","kty":"EC"}')


def test_a_status_other_than_200_is_no_answer() -> None:
    with pytest.raises(FetchError):
        there(JWK, status=404)


@pytest.mark.parametrize("address", ["http://platform.example/k", "urn:k", "key-1"])
def test_only_an_https_address_or_a_did_is_looked_at(address: str) -> None:
    with pytest.raises(InputError) as caught:
        there(JWK, address)
    assert caught.value.code == "dids_scheme"


@pytest.mark.parametrize("did", [f"{did_key(ED)}#{ED.to_multikey()}", f"{did_jwk(ED)}#0"], ids=["did:key", "did:jwk"])
def test_an_identifier_that_is_its_key_names_nobody_else(did: str) -> None:
    found = there(b"", did)
    assert (found.key, found.controllers) == (ED, frozenset())


def test_a_did_web_names_itself() -> None:
    did = "did:web:college.example"
    method = {**METHOD, "id": f"{did}#k", "controller": did}
    found = there({"id": did, "verificationMethod": [method]}, f"{did}#k")
    assert (found.key, found.controllers) == (ED, frozenset({did}))
    assert there({"id": did}, f"{did}#k").method is None


@pytest.mark.parametrize(
    ("kid", "expected"),
    [("https://a.example/k", True), ("HTTP://a.example", True), ("did:web:a", True), ("urn:k", False), ("https", False),
     ("#k", False), ("/k", False), ("", False), (None, False)],
)  # fmt: skip
def test_a_kid_may_be_an_address(kid: str | None, *, expected: bool) -> None:
    assert is_address(kid) is expected


NUMBERS = [(0, "1970-01-01T00:00:00Z"), (1_773_000_000, "2026-03-08T20:00:00Z"), (1.5, "1970-01-01T00:00:01.500000Z")]


@pytest.mark.parametrize(("number", "text"), NUMBERS)
def test_the_dates_of_a_key_are_numbers_of_seconds(number: float, text: str) -> None:
    assert Lifetime.of({"exp": number, "nbf": number}) == Lifetime(text, text)
    assert Lifetime.of({"revoked": {"revoked_at": number, "reason": "lost"}}) == Lifetime(revoked=text)


def test_a_revocation_may_be_written_as_in_a_verification_method() -> None:
    assert Lifetime.of({"revoked": "2026-01-01T00:00:00Z"}) == Lifetime(revoked="2026-01-01T00:00:00Z")
    assert Lifetime.of({}) == Lifetime.of({"exp": None, "nbf": None, "revoked": None}) == Lifetime()
    assert there({**JWK, "exp": None, "revoked": None, "use": None}).key == ED


@pytest.mark.parametrize("value", [False, True, "1773000000", "2026-01-01T00:00:00Z", [], {}, 1e30, -1e30])
@pytest.mark.parametrize("member", ["exp", "nbf"])
def test_a_date_of_a_key_that_is_malformed_is_refused(member: str, value: object) -> None:
    with pytest.raises(InputError) as caught:
        Lifetime.of({member: value})
    assert (caught.value.code, caught.value.where) == ("dids_method_date", f"/{member}")


@pytest.mark.parametrize("value", [True, False, 1_773_000_000, "yes", [], {}, {"revoked_at": "x"}, {"at": 5}])
def test_a_revocation_of_a_key_that_is_malformed_is_refused(value: object) -> None:
    with pytest.raises(InputError) as caught:
        Lifetime.of({"revoked": value})
    assert caught.value.code == "dids_method_date"


def test_a_key_ends_with_the_earlier_of_two_ends() -> None:
    early, late, odd = "2026-01-01T00:00:00Z", "2026-01-01T00:00:00-01:00", "2026-99-01T00:00:00Z"
    for own, given, expected in [
        (None, None, None), (early, None, early), (None, late, late), (early, late, early), (late, early, early),
        (odd, early, odd), (late, odd, odd),
    ]:  # fmt: skip
        method = VerificationMethod("a#k", "JsonWebKey", "a", expires=own)
        assert Lifetime(expires=given).upon(method).expires == expected
    method = VerificationMethod("a#k", "JsonWebKey", "a", revoked=early)
    assert Lifetime(early, None, late).upon(method) == VerificationMethod(
        "a#k", "JsonWebKey", "a", revoked=early, not_before=early
    )


def test_a_key_without_a_name_in_a_set_is_not_the_one_at_an_address_without_a_fragment() -> None:
    assert there({"keys": [{**JWK, "kid": ""}]}, BASE).method is None
    assert there({"keys": [{**JWK, "kid": BASE}]}, BASE).key == ED


def test_dates_that_a_json_web_key_does_not_say_are_those_of_its_method() -> None:
    method = VerificationMethod("a#k", "JsonWebKey", "a", not_before="2026-01-01T00:00:00Z")
    assert Lifetime().upon(method) == method


def test_a_method_without_a_controller_is_nobodys_but_the_documents() -> None:
    nameless = {name: value for name, value in METHOD.items() if name != "controller"}
    assert there({"id": BASE, "verificationMethod": [nameless]}).controllers == {BASE}
