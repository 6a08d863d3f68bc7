"""Keys of an https issuer: what its own document, its origin's key set and the address in a token come to together."""

from typing import Any

import pytest

from mexbadge._multibase import base64url_decode
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import jws
from mexbadge.verify import Outcome, Policy, Report, Verdict, verify
from world import AT, College, World

HOST = "https://platform.example"
B = f"{HOST}/b"
SET = f"{HOST}/.well-known/jwks.json"
KID = f"{B}/keys/1"
METHOD = f"{B}#key-1"
PLAIN = {"id": B, "type": ["Profile"], "name": "B"}
SECONDS = int(AT.timestamp())


@pytest.fixture
def world() -> World:
    """A world in which B publishes nothing but its name."""
    made = World()
    College(made, B)
    made.put(B, PLAIN)
    made.put(SET, b"", status=404)
    return made


B_KEY, A_KEY = LocalSigner.generate(KeyKind.ED25519, METHOD), LocalSigner.generate(KeyKind.ED25519, f"{HOST}/a#key-1")
JWK, OTHER = B_KEY.public_key.to_jwk(), A_KEY.public_key.to_jwk()


def profile(*keys: dict[str, str], issuer: str = B) -> dict[str, Any]:
    ids = [f"{issuer}#key-{number}" for number in range(1, len(keys) + 1)]
    methods = [
        {"id": name, "type": "JsonWebKey", "controller": issuer, "publicKeyJwk": key}
        for name, key in zip(ids, keys, strict=True)
    ]
    return {**PLAIN, "id": issuer, "verificationMethod": methods, "assertionMethod": ids}


def badge(issuer: str = B, signer: LocalSigner = B_KEY, **header: Any) -> bytes:
    """A badge in the name of ``issuer``, signed by any key, with any words about the key in its header."""
    payload = College(World(), issuer).issue(Form.VC_JWT).credential.split(b".")[1]
    header = {"alg": "EdDSA", "typ": "JWT", **header}
    return jws.sign(base64url_decode(payload.decode()), signer, header=header).encode()


def judged(world: World, data: bytes, **policy: Any) -> Report:
    return verify(data, fetch=world.fetch, at=AT, policy=Policy(**policy))


def bindings(report: Report) -> list[tuple[str, Outcome]]:
    kept = [f for f in report.findings if f.check.value == "binding"]
    for finding in kept:
        assert finding.message("en") != finding.message("fr")
    return [(str(finding.code), finding.outcome) for finding in kept]


def test_a_tenant_whose_key_is_in_the_set_of_the_origin_cannot_sign_for_a_tenant_that_lists_its_own(
    world: World,
) -> None:
    world.put(B, profile(JWK))
    world.put(f"{HOST}/a", profile(OTHER, issuer=f"{HOST}/a"))
    for kid in (f"{HOST}/a#key-1", "ka"):
        world.put(SET, {"keys": [{**OTHER, "kid": kid}, {**JWK, "kid": METHOD}]})
        for header in ({"kid": kid}, {"jwk": OTHER}, {"kid": METHOD}, {"kid": kid, "jwk": OTHER}, {}):
            assert judged(world, badge(signer=A_KEY, **header)).verdict is Verdict.INVALID
    assert judged(world, badge(kid=METHOD)).verdict is Verdict.VALID


def test_a_key_of_another_tenant_by_its_own_address_counts_for_nobody_else(world: World) -> None:
    world.put(f"{HOST}/a", profile(OTHER, issuer=f"{HOST}/a"))
    world.put(SET, {"keys": [{**OTHER, "kid": f"{HOST}/a#key-1"}]})
    for header in ({"kid": f"{HOST}/a#key-1"}, {"jwk": OTHER}):
        report = judged(world, badge(signer=A_KEY, **header))
        assert bindings(report) == [("binding_kid_unconfirmed", Outcome.FAILED)]


@pytest.mark.parametrize("header", [{"kid": "k"}, {"jwk": JWK}])
def test_a_set_that_does_not_say_whose_it_is_warns_and_vouches_for_nobody(world: World, header: dict[str, Any]) -> None:
    world.put(SET, {"keys": [{**JWK, "kid": "k"}]})
    report = judged(world, badge(**header))
    assert bindings(report) == [("binding_shared", Outcome.WARNED)]
    assert "any issuer on platform.example shares it" in str(report)
    assert bindings(judged(world, badge(**header), issuers={B})) == [("binding_shared", Outcome.WARNED)]
    assert judged(world, badge(**header), issuers={"did:web:x.example"}).verdict is Verdict.INVALID
    world.put(SET, {"iss": B, "keys": [{**JWK, "kid": "k"}]})
    assert bindings(judged(world, badge(**header))) == [("binding_ok", Outcome.PASSED)]


def test_the_set_of_an_issuer_that_is_the_origin_is_its_own(world: World) -> None:
    for issuer in (HOST, f"{HOST}/"):
        world.put(issuer, {**PLAIN, "id": issuer})
        world.put(SET, {"keys": [{**JWK, "kid": f"{HOST}/a#k"}]})
        world.put(f"{HOST}/a", b"", status=404)
        report = judged(world, badge(issuer, kid=f"{HOST}/a#k"))
        assert bindings(report) == [("binding_ok", Outcome.PASSED)]


ELSEWHERE = f"{HOST}/keys/1"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (JWK, ("binding_shared", Outcome.WARNED)),
        ({**JWK, "controller": B}, ("binding_shared", Outcome.WARNED)),
        ({**JWK, "exp": SECONDS + 1, "nbf": SECONDS}, ("binding_shared", Outcome.WARNED)),
        ({"keys": [{**JWK, "kid": ELSEWHERE}]}, ("binding_shared", Outcome.WARNED)),
        (OTHER, ("binding_kid_differs", Outcome.FAILED)),
        ({**JWK, "use": "enc"}, ("binding_kid_differs", Outcome.FAILED)),
        ({**JWK, "exp": SECONDS}, ("binding_key_ended", Outcome.FAILED)),
        ({**JWK, "nbf": SECONDS + 1}, ("binding_key_ended", Outcome.FAILED)),
        ({**JWK, "revoked": {"revoked_at": SECONDS + 99}}, ("binding_key_ended", Outcome.FAILED)),
        ({**JWK, "controller": f"{HOST}/a"}, ("binding_kid_unconfirmed", Outcome.FAILED)),
        ({"keys": []}, ("binding_kid_unconfirmed", Outcome.FAILED)),
        ({}, ("binding_kid_unconfirmed", Outcome.FAILED)),
        (b'{"kty":"OKP","kty":"EC"}', ("binding_kid_unconfirmed", Outcome.FAILED)),
        (b"<html>", ("binding_unresolved", Outcome.UNKNOWN)),
        (404, ("binding_kid_unconfirmed", Outcome.FAILED)),
        (503, ("binding_unresolved", Outcome.UNKNOWN)),
        (None, ("binding_unresolved", Outcome.UNKNOWN)),
    ],
)
def test_a_key_of_the_set_named_by_an_address_outside_the_issuer_counts_only_if_that_address_holds_it(
    world: World, answer: Any, expected: tuple[str, Outcome]
) -> None:
    world.put(SET, {"keys": [{**JWK, "kid": ELSEWHERE}]})
    if isinstance(answer, int):
        world.put(ELSEWHERE, b"", status=answer)
    elif answer is not None:
        world.put(ELSEWHERE, answer)
    assert bindings(judged(world, badge(kid=ELSEWHERE))) == [expected]
    by_key = bindings(judged(world, badge(jwk=JWK)))
    unconfirmed = ("binding_kid_unconfirmed", Outcome.FAILED)
    assert by_key == [unconfirmed if expected[0] == "binding_kid_differs" else expected]
    assert world.asked.count(ELSEWHERE) == 2


@pytest.mark.parametrize(
    "address", ["https://keys.example/1", "did:web:college.example#k", "http://platform.example/b"]
)
def test_a_set_of_this_issuer_may_name_a_key_by_an_address_of_another_that_holds_it(world: World, address: str) -> None:
    world.put("https://keys.example/1", {**JWK, "controller": "https://keys.example"})
    method = {"id": "did:web:college.example#k", "type": "JsonWebKey", "controller": "x:y", "publicKeyJwk": JWK}
    world.put(
        "https://college.example/.well-known/did.json", {"id": "did:web:college.example", "verificationMethod": method}
    )
    world.put(SET, {"iss": B, "keys": [{**JWK, "kid": address}]})
    owned = ("binding_kid_unconfirmed", Outcome.FAILED) if address[:5] == "http:" else ("binding_ok", Outcome.PASSED)
    assert bindings(judged(world, badge(kid=address))) == [owned]
    world.put(SET, {"keys": [{**JWK, "kid": address}]})
    assert bindings(judged(world, badge(kid=address))) == [("binding_kid_unconfirmed", Outcome.FAILED)]


@pytest.mark.parametrize(
    ("life", "outcome"),
    [
        ({}, Outcome.PASSED),
        ({"exp": SECONDS + 1}, Outcome.PASSED),
        ({"exp": SECONDS}, Outcome.FAILED),
        ({"nbf": SECONDS}, Outcome.PASSED),
        ({"nbf": SECONDS + 1}, Outcome.FAILED),
        ({"revoked": {"revoked_at": SECONDS - 1}}, Outcome.FAILED),
        ({"revoked": {"revoked_at": SECONDS + 1}}, Outcome.FAILED),
        ({"revoked": "2026-01-01T00:00:00Z"}, Outcome.FAILED),
    ],
)
def test_the_dates_of_a_key_in_the_set_and_in_the_profile_are_kept_to(
    world: World, life: dict[str, Any], outcome: Outcome
) -> None:
    code = "binding_ok" if outcome is Outcome.PASSED else "binding_key_ended"
    world.put(SET, {"iss": B, "keys": [{**JWK, "kid": "k", **life}]})
    assert bindings(judged(world, badge(kid="k"))) == [(code, outcome)]
    world.put(B, profile({**JWK, **life}))
    assert bindings(judged(world, badge(kid=METHOD))) == [(code, outcome)]


def test_a_token_may_name_a_key_by_its_thumbprint(world: World) -> None:
    world.put(SET, {"iss": B, "keys": [JWK]})
    assert bindings(judged(world, badge(kid=B_KEY.public_key.thumbprint()))) == [("binding_ok", Outcome.PASSED)]
    world.put(SET, {"iss": B, "keys": [{**JWK, "revoked": {"revoked_at": SECONDS - 1}}]})
    assert bindings(judged(world, badge(kid=B_KEY.public_key.thumbprint()))) == [("binding_key_ended", Outcome.FAILED)]
    world.put(SET, {"iss": B, "keys": [OTHER]})
    assert judged(world, badge(kid=B_KEY.public_key.thumbprint())).verdict is Verdict.INVALID


@pytest.mark.parametrize("life", [{"exp": None}, {"nbf": None}, {"revoked": None}])
def test_null_says_nothing_of_a_key(world: World, life: dict[str, Any]) -> None:
    world.put(SET, {"iss": B, "keys": [{**JWK, "kid": "k", **life}]})
    assert bindings(judged(world, badge(kid="k"))) == [("binding_ok", Outcome.PASSED)]


@pytest.mark.parametrize(
    "life", [{"exp": "soon"}, {"revoked": False}, {"revoked": True}, {"revoked": {"revoked_at": "x"}}]
)
def test_a_key_with_a_malformed_date_counts_for_nothing(world: World, life: dict[str, Any]) -> None:
    world.put(SET, {"iss": B, "keys": [{**JWK, "kid": "k", **life}]})
    assert judged(world, badge(kid="k")).verdict is Verdict.INVALID
    assert judged(world, badge(jwk=JWK)).verdict is Verdict.INVALID


def test_another_key_at_the_address_in_the_token_than_the_issuer_lists_fails(world: World) -> None:
    world.put(SET, {"iss": B, "keys": [{**JWK, "kid": KID}]})
    cases: list[tuple[dict[str, Any], str, Outcome]] = [
        (JWK, "binding_ok", Outcome.PASSED),
        ({**JWK, "controller": f"{HOST}/a"}, "binding_ok", Outcome.PASSED),
        ({**JWK, "exp": SECONDS}, "binding_key_ended", Outcome.FAILED),
        ({}, "binding_ok", Outcome.PASSED),
        (OTHER, "binding_kid_differs", Outcome.FAILED),
        ({**JWK, "use": "enc"}, "binding_kid_differs", Outcome.FAILED),
    ]
    for there, code, outcome in cases:
        world.put(KID, there)
        assert bindings(judged(world, badge(kid=KID))) == [(code, outcome)]
    world.drop(KID)
    assert bindings(judged(world, badge(kid=KID))) == [("binding_ok", Outcome.PASSED)]
    world.put(B, profile(JWK))
    world.put(f"{HOST}/anything", OTHER)
    assert judged(world, badge(kid=f"{HOST}/anything", jwk=JWK)).verdict is Verdict.INVALID


def test_the_address_in_the_token_finds_a_key_that_the_issuer_lists_under_another_name(world: World) -> None:
    world.put(B, profile(JWK))
    world.put(f"{HOST}/anything", JWK)
    assert bindings(judged(world, badge(kid=f"{HOST}/anything"))) == [("binding_ok", Outcome.PASSED)]
    world.put(B, profile(OTHER))
    report = judged(world, badge(kid=f"{HOST}/anything"))
    assert bindings(report) == [("binding_not_listed", Outcome.FAILED)]


ALONE = ("binding_kid_alone", Outcome.WARNED)
NOT_SHOWN = ("binding_kid_elsewhere", Outcome.UNKNOWN)
NOT_LISTED = ("binding_not_listed", Outcome.FAILED)
AWAY = ("binding_unresolved", Outcome.UNKNOWN)
METHOD_THERE = {"id": KID, "type": "JsonWebKey", "controller": B, "publicKeyJwk": JWK}


@pytest.mark.parametrize(
    ("kid", "answer", "expected"),
    [
        (KID, JWK, ALONE),
        (f"{KID}#k", JWK, ALONE),
        (KID, {**JWK, "controller": B, "kid": KID}, ALONE),
        (f"{KID}#k", {**METHOD_THERE, "id": f"{KID}#k"}, ALONE),
        (KID, OTHER, NOT_LISTED),
        (KID, {**JWK, "controller": f"{HOST}/a"}, NOT_LISTED),
        (KID, {**JWK, "issuer": {"id": f"{HOST}/a"}}, NOT_LISTED),
        (KID, {**JWK, "id": f"{HOST}/a#k"}, NOT_LISTED),
        (KID, {**JWK, "use": "enc"}, NOT_LISTED),
        (KID, {**JWK, "exp": "soon"}, NOT_LISTED),
        (KID, {**JWK, "exp": SECONDS}, ("binding_key_ended", Outcome.FAILED)),
        (KID, {**JWK, "nbf": SECONDS + 1}, ("binding_key_ended", Outcome.FAILED)),
        (KID, {}, NOT_LISTED),
        (KID, b'{"kty":"OKP","kty":"EC"}', NOT_LISTED),
        (KID, 404, NOT_LISTED),
        (KID, 500, AWAY),
        (KID, b"<html>", AWAY),
        (KID, "https://evil.example/keys/1", AWAY),
        (KID, f"{KID}/", NOT_SHOWN),
        (KID, "https://www.platform.example/b/keys/1", NOT_SHOWN),
        (f"{KID}#k", {"keys": [{**JWK, "kid": "k"}]}, NOT_SHOWN),
        (f"{HOST}/a/keys/1", JWK, NOT_SHOWN),
        (f"{HOST}/bb/1", JWK, NOT_SHOWN),
        (f"{B}/../a/1", JWK, NOT_SHOWN),
        (f"{B}/%2e%2e/a/1", JWK, NOT_SHOWN),
        (f"{B}/1?to=a", JWK, NOT_SHOWN),
        ("https://evil.example/keys/1", JWK, NOT_LISTED),
        ("http://platform.example/b/keys/1", JWK, NOT_LISTED),
        ("https://platform.example:8443/b/keys/1", JWK, NOT_LISTED),
        (f"{B}#key-1", PLAIN, NOT_LISTED),
    ],
)
def test_a_key_that_is_published_only_at_the_address_in_the_token(
    world: World, kid: str, answer: Any, expected: tuple[str, Outcome]
) -> None:
    address = kid.partition("#")[0]
    if isinstance(answer, int):
        world.put(address, b"", status=answer)
    elif isinstance(answer, str):
        world.redirect(address, answer)
        world.put(answer, JWK)
    else:
        world.put(address, answer)
    report = judged(world, badge(kid=kid))
    assert bindings(report) == [expected] or (answer is OTHER and report.verdict is Verdict.INVALID)
    assert (report.verdict is Verdict.WARNING) is (expected is ALONE)


def test_a_key_at_the_address_in_the_token_is_no_key_where_the_issuer_publishes_anything_else(world: World) -> None:
    world.put(KID, JWK)
    assert bindings(judged(world, badge(kid=KID))) == [ALONE]
    assert judged(world, badge(kid=KID), issuers={"did:web:x.example"}).verdict is Verdict.INVALID
    assert bindings(judged(world, badge(kid=KID), issuers={B})) == [ALONE]
    named = {**profile(JWK), "assertionMethod": [], "authentication": [METHOD]}
    for document in (profile(OTHER), named, {**PLAIN, "assertionMethod": [7]}, {**PLAIN, "alsoKnownAs": 7}):
        world.put(B, document)
        assert bindings(judged(world, badge(kid=KID)))[0][1] is Outcome.FAILED
    world.put(B, PLAIN)
    for key_set in ({"keys": [{**OTHER, "kid": "x"}]}, {"iss": f"{HOST}/a", "keys": []}, {"keys": 7}):
        world.put(SET, key_set)
        assert bindings(judged(world, badge(kid=KID)))[0][1] is Outcome.FAILED
    world.drop(SET)
    assert bindings(judged(world, badge(kid=KID)))[0][1] is Outcome.UNKNOWN


def test_a_key_at_the_address_in_the_token_binds_where_the_issuer_says_that_it_publishes_nothing(world: World) -> None:
    world.put(KID, JWK)
    world.put(B, b"", status=404)
    assert bindings(judged(world, badge(kid=KID))) == [ALONE]
    assert bindings(judged(world, badge(jwk=JWK))) == [AWAY]
    for url in (B, SET):
        kept = world.pages[url]
        world.put(url, b"", status=503)
        assert bindings(judged(world, badge(kid=KID))) == [AWAY]
        world.pages[url] = kept


def test_an_issuer_that_is_the_origin_may_publish_its_key_anywhere_there(world: World) -> None:
    world.put(HOST, {**PLAIN, "id": HOST})
    world.put(f"{HOST}/a/keys/1", JWK)
    assert bindings(judged(world, badge(HOST, kid=f"{HOST}/a/keys/1"))) == [ALONE]


def test_a_did_web_issuer_is_not_concerned(world: World) -> None:
    did = "did:web:platform.example:b"
    world.put(f"{B}/did.json", {"id": did})
    world.put(KID, JWK)
    world.put(SET, {"keys": [{**JWK, "kid": KID}]})
    assert bindings(judged(world, badge(did, kid=KID))) == [NOT_LISTED]
    assert KID not in world.asked
    assert SET not in world.asked
