"""Whatever the key set of an origin and the address in a token say, one tenant never signs for another."""

from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from hypothesis import given, settings
from hypothesis import strategies as st

from mexbadge._multibase import base64url_decode
from mexbadge.dids import lies_under
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import jws
from mexbadge.verify import Verdict, verify
from world import AT, College, World

HOST = "https://platform.example"
A, B = f"{HOST}/a", f"{HOST}/b"
OWN, TENANT = LocalSigner.generate(KeyKind.ED25519, f"{B}#key-1"), LocalSigner.generate(KeyKind.ED25519, f"{A}#key-1")
PAYLOAD = College(World(), B).issue(Form.VC_JWT).credential.split(b".")[1]
NAMES = [f"{A}#key-1", f"{B}#key-1", f"{A}/keys/1", f"{HOST}/.well-known/jwks.json#k", "k", "#key-1", "#k", A, B, HOST]
"""Names that the tenant may give its key: its own, those of others, and none at all."""

kids = st.sampled_from(NAMES)
headers = st.fixed_dictionaries({}, optional={"kid": kids, "jwk": st.just(TENANT.public_key.to_jwk())})
members = st.fixed_dictionaries(
    {}, optional={"kid": kids, "use": st.just("sig"), "exp": st.just(int(AT.timestamp()) + 9), "iss": st.just(B)}
).map(lambda more: {**TENANT.public_key.to_jwk(), **more})


def token(header: dict[str, Any]) -> bytes:
    whole = {"alg": "EdDSA", "typ": "JWT", **header}
    return jws.sign(base64url_decode(PAYLOAD.decode()), TENANT, header=whole).encode()


def lists(issuer: str, signer: LocalSigner) -> dict[str, Any]:
    name = f"{issuer}#key-1"
    method = {"id": name, "type": "JsonWebKey", "controller": issuer, "publicKeyJwk": signer.public_key.to_jwk()}
    return {"id": issuer, "verificationMethod": [method], "assertionMethod": [name]}


@settings(max_examples=60, deadline=None)
@given(headers, st.lists(members, max_size=3), st.sampled_from([None, B, A]), st.booleans())
def test_no_key_of_the_origin_signs_for_an_issuer_that_lists_its_own(
    header: dict[str, Any],
    keys: list[dict[str, Any]],
    owner: str | None,
    at_own_address: bool,  # noqa: FBT001 - drawn
) -> None:
    world = World()
    world.put(B, lists(B, OWN))
    world.put(A, lists(A, TENANT))
    world.put(f"{HOST}/.well-known/jwks.json", {"keys": keys, **({} if owner is None else {"iss": owner})})
    if at_own_address:
        world.put(f"{A}/keys/1", TENANT.public_key.to_jwk())
    assert verify(token(header), fetch=world.fetch, at=AT).verdict is Verdict.INVALID


@settings(max_examples=60, deadline=None)
@given(headers, st.lists(members, max_size=3), st.sampled_from([None, A]), st.booleans())
def test_where_an_issuer_lists_no_keys_what_stands_elsewhere_on_its_origin_is_never_plainly_valid(
    header: dict[str, Any],
    keys: list[dict[str, Any]],
    owner: str | None,
    at_own_address: bool,  # noqa: FBT001 - drawn
) -> None:
    world = World()
    world.put(B, {"id": B, "type": "Profile"})
    world.put(A, lists(A, TENANT))
    world.put(f"{HOST}/.well-known/jwks.json", {"keys": keys, **({} if owner is None else {"iss": owner})})
    if at_own_address:
        world.put(f"{A}/keys/1", TENANT.public_key.to_jwk())
    report = verify(token(header), fetch=world.fetch, at=AT)
    assert report.verdict is not Verdict.VALID
    assert not {"binding_ok", "binding_accepted", "binding_recorded"} & report.codes()
    if owner == A:
        assert report.verdict in {Verdict.INVALID, Verdict.UNKNOWN}


paths = st.lists(
    st.sampled_from(["a", "b", "..", ".", "%2e%2e", "%252e", "..;", ";x", "%2F", "\\", "", "keys", "bb", "B"]),
    max_size=5,
).map("/".join)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["", "/", "/b", "/b/"]), paths, st.sampled_from(["", "#k", "?x", "#a/../b"]))
def test_what_lies_under_an_issuer_lies_there_for_every_reader(issuer: str, path: str, tail: str) -> None:
    issuer_id, address = f"{HOST}{issuer}", f"{HOST}/{path}{tail}"
    if lies_under(address, issuer_id):
        for read in (address, unquote(address), urljoin(HOST, urlsplit(address).path), address.replace("\\", "/")):
            assert urlsplit(read).path.startswith(issuer.rstrip("/"))
            assert urlsplit(read).hostname == "platform.example"
        assert not {"..", ".", "%2e%2e", "..;"} & set(urlsplit(address).path.split("/"))
