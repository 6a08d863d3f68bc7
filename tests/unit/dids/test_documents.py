"""DID documents: which keys they hold, for what, and how they contradict themselves."""

from collections.abc import Mapping
from typing import Any

import pytest

from mexbadge import _multibase
from mexbadge.dids import ControllerDocument, VerificationMethod, did_document, documents, parse
from mexbadge.dids.types import FORMERLY
from mexbadge.errors import InputError
from mexbadge.fetch import Source
from mexbadge.keys import KeyKind, PublicKey, generate_private_key, private_to_jwk, private_to_multikey

DID = "did:web:college.example"
PRIVATE = {kind: generate_private_key(kind, rsa_bits=2048) for kind in KeyKind}
KEYS = {kind: PublicKey.from_cryptography(PRIVATE[kind].public_key()) for kind in KeyKind}
ED, P256, P384, RSA = (KEYS[kind] for kind in KeyKind)
OTHER = PublicKey.from_cryptography(generate_private_key().public_key())
RAW58 = _multibase.base58_encode(_multibase.decode(ED.to_multikey())[2:])


def method(kind: str = "Multikey", *, name: str = f"{DID}#key", **members: Any) -> dict[str, Any]:
    return {"id": name, "type": kind, "controller": DID, **members}


def multikey(key: PublicKey = ED, *, name: str = f"{DID}#key", **members: Any) -> dict[str, Any]:
    return method(name=name, publicKeyMultibase=key.to_multikey(), **members)


def read(document: Mapping[str, Any] | None = None, **members: Any) -> ControllerDocument:
    return parse({"id": DID, **(document or {}), **members}, did=DID, source=Source.NETWORK)


def only(**members: Any) -> VerificationMethod:
    (found,) = read(**members).methods
    return found


def refused(code: str, where: str | None = None, **members: Any) -> None:
    with pytest.raises(InputError) as caught:
        read(**members)
    assert caught.value.code == code
    if where is not None:
        assert caught.value.where == where


def unreadable(code: str, entry: Mapping[str, object], where: str | None = None) -> None:
    found = only(verificationMethod=[entry])
    assert found.public_key is None
    assert found.problem is not None
    assert found.problem.code == code
    if where is not None:
        assert found.problem.where == where


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        (method("Multikey", publicKeyMultibase=ED.to_multikey()), ED),
        (method("Multikey", publicKeyMultibase=P256.to_multikey()), P256),
        (method("Multikey", publicKeyMultibase=P384.to_multikey()), P384),
        (method("Ed25519VerificationKey2020", publicKeyMultibase=ED.to_multikey()), ED),
        (method("Ed25519VerificationKey2018", publicKeyBase58=RAW58), ED),
        (method("JsonWebKey", publicKeyJwk=RSA.to_jwk()), RSA),
        (method("JsonWebKey2020", publicKeyJwk=P384.to_jwk()), P384),
        (method("EcdsaSecp256r1VerificationKey2019", publicKeyJwk=P256.to_jwk()), P256),
        (method("EcdsaSecp256r1VerificationKey2019", publicKeyMultibase=P256.to_multikey()), P256),
        (method("Multikey", publicKeyMultibase=ED.to_multikey(), publicKeyJwk=ED.to_jwk()), ED),
    ],
    ids=lambda value: value.get("type") if isinstance(value, dict) else str(value.kind),
)
def test_each_type_of_verification_method_is_read(entry: dict[str, Any], key: PublicKey) -> None:
    found = only(verificationMethod=[entry])
    assert (found.public_key, found.problem, found.controller) == (key, None, DID)


@pytest.mark.parametrize(
    ("code", "entry"),
    [
        ("dids_method_type", method("X25519KeyAgreementKey2020", publicKeyMultibase=ED.to_multikey())),
        ("dids_method_type", method("multikey", publicKeyMultibase=ED.to_multikey())),
        ("dids_method_key", method("Multikey")),
        ("dids_method_key", method("Multikey", publicKeyJwk=ED.to_jwk())),
        ("dids_method_key", method("JsonWebKey", publicKeyMultibase=ED.to_multikey())),
        ("dids_method_key", method("Ed25519VerificationKey2020", publicKeyMultibase=P256.to_multikey())),
        ("dids_method_key", method("EcdsaSecp256r1VerificationKey2019", publicKeyJwk=P384.to_jwk())),
        ("dids_shape", method("Multikey", publicKeyMultibase=7)),
        ("dids_shape", method("JsonWebKey", publicKeyJwk="key")),
        ("dids_shape", method("Ed25519VerificationKey2018", publicKeyBase58=7)),
        ("dids_method_key", method("Ed25519VerificationKey2018", publicKeyBase58=None)),
        ("multibase_prefix", method("Multikey", publicKeyMultibase="f00")),
        ("multibase_text", method("Ed25519VerificationKey2018", publicKeyBase58="0OIl")),
        ("multibase_length", method("Ed25519VerificationKey2018", publicKeyBase58="1" * 129)),
        ("keys_length", method("Ed25519VerificationKey2018", publicKeyBase58=_multibase.base58_encode(bytes(31)))),
        ("keys_unsupported", method("Multikey", publicKeyMultibase=_multibase.encode(b"\xec\x01" + bytes(32)))),
        ("keys_jwk_use", method("JsonWebKey", publicKeyJwk={**ED.to_jwk(), "use": "enc"})),
        ("keys_private", method("JsonWebKey", publicKeyJwk=private_to_jwk(PRIVATE[KeyKind.P256]))),
        ("keys_private", method("Multikey", publicKeyMultibase=private_to_multikey(PRIVATE[KeyKind.P256]))),
        ("keys_small_order", method("Multikey", publicKeyMultibase=_multibase.encode(b"\xed\x01\x01" + bytes(31)))),
        ("dids_method_contradiction", method(publicKeyMultibase=ED.to_multikey(), publicKeyJwk=OTHER.to_jwk())),
        ("dids_method_contradiction", method(publicKeyMultibase=P256.to_multikey(), publicKeyBase58=RAW58)),
    ],
)
def test_a_method_whose_key_cannot_be_read_stays_without_a_key(code: str, entry: dict[str, Any]) -> None:
    unreadable(code, entry)


def test_the_problem_of_a_key_names_its_place() -> None:
    entry = method("JsonWebKey", publicKeyJwk={**ED.to_jwk(), "x": "!"})
    unreadable("keys_jwk_member", entry, "/verificationMethod/0/publicKeyJwk/x")
    unreadable("dids_method_date", multikey(revoked=7), "/verificationMethod/0/revoked")


@pytest.mark.parametrize("member", ["secretKeyMultibase", "privateKeyJwk", "privateKeyBase58", "privateKeyPem"])
def test_a_key_whose_secret_is_published_does_not_count(member: str) -> None:
    unreadable("dids_method_private", {**multikey(), member: "anything"})


@pytest.mark.parametrize("controller", [None, 7, ["did:web:college.example"]])
def test_a_key_without_a_controller_does_not_count(controller: object) -> None:
    unreadable("dids_method_controller", {**multikey(), "controller": controller})


def test_another_controller_is_kept_for_the_reader_to_judge() -> None:
    assert (
        only(verificationMethod=[{**multikey(), "controller": "did:web:b.example"}]).controller == "did:web:b.example"
    )


@pytest.mark.parametrize("member", ["expires", "revoked"])
def test_the_dates_of_a_key_are_kept_as_written(member: str) -> None:
    for text in ("2030-01-01T00:00:00Z", "2030-01-01T00:00:00.000+05:30"):
        assert getattr(only(verificationMethod=[{**multikey(), member: text}]), member) == text


@pytest.mark.parametrize(
    "date", [7, True, False, "", "yes", "2030-01-01", "2030-01-01T00:00:00", ["2030-01-01T00:00:00Z"]]
)
@pytest.mark.parametrize("member", ["expires", "revoked"])
def test_a_key_with_a_malformed_date_does_not_count(member: str, date: object) -> None:
    unreadable("dids_method_date", {**multikey(), member: date})


@pytest.mark.parametrize("member", ["expires", "revoked", "publicKeyJwk", "secretKeyJwk"])
def test_null_says_nothing_of_a_key(member: str) -> None:
    found = only(verificationMethod=[{**multikey(), member: None}])
    assert (found.public_key, found.problem, found.expires, found.revoked) == (ED, None, None, None)
    assert not documents.withdraws({"id": DID, "verificationMethod": [{**multikey(), "revoked": None}]})
    assert documents.withdraws({"id": DID, "verificationMethod": [{**multikey(), "revoked": False}]})


def test_a_relative_id_is_resolved_against_the_document() -> None:
    document = read(verificationMethod=[multikey(name="#key")], assertionMethod=["#key"])
    assert document.allows(f"{DID}#key", "assertionMethod")
    assert document.method(f"{DID}#key") == document.method_for("#key") == document.method_for(f"{DID}#key")
    assert document.method("#key") is None


def test_an_embedded_method_counts_for_its_relationship_only() -> None:
    document = read(assertionMethod=[multikey()], authentication=[multikey(OTHER, name=f"{DID}#other")])
    assert document.allows(f"{DID}#key", "assertionMethod")
    assert not document.allows(f"{DID}#other", "assertionMethod")
    assert document.allows(f"{DID}#other", "authentication")
    assert len(document.methods) == 2


def test_a_method_that_no_relationship_lists_is_allowed_nothing() -> None:
    document = read(verificationMethod=[multikey()])
    assert document.method(f"{DID}#key") is not None
    assert not document.allows(f"{DID}#key", "assertionMethod")
    assert not document.allows(f"{DID}#key", "no such relationship")


def test_a_method_of_another_document_is_listed_and_has_no_key_here() -> None:
    document = read(assertionMethod=["did:web:b.example#key"])
    assert document.allows("did:web:b.example#key", "assertionMethod")
    assert document.method("did:web:b.example#key") is None


@pytest.mark.parametrize(
    "name",
    [
        "did:web:b.example#key",
        "did:web:college.example.evil.example#key",
        f"{DID}:path#key",
        f"{DID}/path#key",
        DID,
        f"{DID}#",
    ],
)
def test_a_document_cannot_give_a_key_to_another(name: str) -> None:
    unreadable("dids_method_foreign", multikey(name=name))


MALFORMED_IDS = [None, 7, "", "key", "/key", "bad", "did:web:a b#key", ["#key"], "a#b#c"]


@pytest.mark.parametrize("name", MALFORMED_IDS)
def test_a_method_without_a_proper_id_does_not_count_and_leaves_the_others(name: object) -> None:
    bad = {**multikey(OTHER), "id": name}
    document = read(verificationMethod=[bad, multikey()], assertionMethod=[bad, "#key"])
    assert [found.public_key for found in document.methods] == [ED]
    assert document.relationships["assertionMethod"] == {f"{DID}#key"}
    assert [(problem.code, problem.where) for problem in document.problems] == [
        ("dids_shape", "/verificationMethod/0/id"),
        ("dids_shape", "/assertionMethod/0/id"),
    ]


def test_a_method_whose_type_is_no_text_stays_without_a_key_and_leaves_the_others() -> None:
    bad = {**multikey(OTHER, name="#bad"), "type": ["Multikey"]}
    document = read(verificationMethod=[bad, multikey()], assertionMethod=["#bad", "#key"])
    assert [(found.type, found.public_key) for found in document.methods] == [("", None), ("Multikey", ED)]
    assert document.problems == (document.methods[0].problem,)
    assert [(problem.code, problem.where) for problem in document.problems] == [
        ("dids_shape", "/verificationMethod/0/type")
    ]
    refused("dids_method_twice", verificationMethod=[{**multikey(), "type": ["Multikey"]}, multikey()])


@pytest.mark.parametrize("member", [{"id": "bad"}, {"type": ["Multikey"]}])
def test_a_malformed_method_that_revokes_a_key_makes_the_document_useless(member: dict[str, object]) -> None:
    bad = {**multikey(name="#old", revoked="2026-01-01T00:00:00Z"), **member}
    refused("dids_shape", verificationMethod=[multikey(), bad], assertionMethod=["#key"])


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("verificationMethod", 7),
        ("verificationMethod", "#key"),
        ("verificationMethod", []),
        ("assertionMethod", 7),
        ("assertionMethod", None),
        ("assertionMethod", "key"),
        ("alsoKnownAs", 7),
        ("alsoKnownAs", {"id": "https://college.example"}),
    ],
)
def test_a_malformed_member_does_not_count_and_leaves_the_others(name: str, member: object) -> None:
    good: dict[str, list[Any]] = {
        "verificationMethod": [multikey()],
        "assertionMethod": ["#key"],
        "alsoKnownAs": ["https://college.example"],
    }
    whole = read(good)
    document = read(good, **{name: [member, *good[name]]})
    assert [(problem.code, problem.where) for problem in document.problems] == [("dids_shape", f"/{name}/0")]
    assert (document.methods, document.relationships) == (whole.methods, whole.relationships)
    assert document.also_known_as == whole.also_known_as == ("https://college.example",)


def test_a_malformed_member_that_stands_alone_does_not_count() -> None:
    document = read(verificationMethod=7, assertionMethod=[multikey()])
    assert [problem.where for problem in document.problems] == ["/verificationMethod"]
    assert document.allows(f"{DID}#key", "assertionMethod")


@pytest.mark.parametrize("found", [None, 7, [DID], "", DID + "#", DID + "/", DID.upper(), "did:web:b.example"])
def test_a_document_of_another_identifier_is_refused(found: object) -> None:
    with pytest.raises(InputError) as caught:
        parse({"id": found, "verificationMethod": [multikey()]}, did=DID, source=None)
    assert (caught.value.code, caught.value.where) == ("dids_id", "/id")


def test_a_document_without_an_id_is_refused() -> None:
    with pytest.raises(InputError):
        parse({}, did=DID, source=None)


@pytest.mark.parametrize(
    "other",
    [
        multikey(OTHER),
        multikey(revoked="2026-01-01T00:00:00Z"),
        {**multikey(), "controller": "did:web:b.example"},
        method("Unknown"),
    ],
)
def test_two_methods_with_one_id_that_contradict_each_other_are_refused(other: dict[str, object]) -> None:
    refused("dids_method_twice", verificationMethod=[multikey(), other])
    refused("dids_method_twice", verificationMethod=[multikey()], assertionMethod=[other])


def test_one_method_written_twice_is_one_method() -> None:
    document = read(verificationMethod=[multikey()], assertionMethod=[multikey(), f"{DID}#key"])
    assert len(document.methods) == 1


def test_a_key_that_is_revoked_under_one_name_is_revoked_under_all() -> None:
    revoked = multikey(revoked="2026-01-01T00:00:00Z")
    jwk = method("JsonWebKey", name=f"{DID}#key-jwk", publicKeyJwk=ED.to_jwk())
    untouched = multikey(OTHER, name=f"{DID}#other")
    document = read(verificationMethod=[jwk, revoked, untouched], assertionMethod=[f"{DID}#key-jwk"])
    assert [found.revoked for found in document.methods] == ["2026-01-01T00:00:00Z"] * 2 + [None]


def test_the_method_of_a_key_is_found_and_one_for_assertion_comes_first() -> None:
    jwk = method("JsonWebKey", name=f"{DID}#key-jwk", publicKeyJwk=ED.to_jwk())
    document = read(verificationMethod=[multikey(), jwk], assertionMethod=[f"{DID}#key-jwk"])
    found = document.method_with_key(PublicKey.from_jwk(ED.to_jwk()))
    assert found is not None
    assert found.id == f"{DID}#key-jwk"
    assert document.method_with_key(OTHER) is None
    assert document.method_for("nothing") is None


@pytest.mark.parametrize("name", ["verificationMethod", "assertionMethod", "alsoKnownAs"])
def test_a_document_with_too_many_members_is_refused(name: str) -> None:
    members: dict[str, Any] = {name: [f"{DID}#{index}" for index in range(101)]}
    refused("dids_too_many", **members)


def test_too_many_methods_spread_over_the_relationships_are_refused() -> None:
    lists: dict[str, Any] = {
        name: [multikey(name=f"{DID}#{name}{index}") for index in range(51)]
        for name in ("assertionMethod", "authentication")
    }
    refused("dids_too_many", **lists)


def test_a_member_that_stands_alone_is_a_list_of_one() -> None:
    document = read(verificationMethod=multikey(), assertionMethod="#key", alsoKnownAs="https://college.example")
    assert document.allows(f"{DID}#key", "assertionMethod")
    assert document.also_known_as == ("https://college.example",)


def test_what_is_published_is_read_back() -> None:
    ids = {f"{DID}#{kind}": key for kind, key in KEYS.items()}
    document = parse(did_document(DID, list(ids.items())), did=DID, source=None)
    for name, key in ids.items():
        found = document.method(name)
        assert found is not None
        assert found.public_key == key
        assert document.allows(name, "assertionMethod")
        if key.kind is not KeyKind.RSA:
            jwk = document.method(f"{name}-jwk")
            assert jwk is not None
            assert (jwk.type, jwk.public_key) == ("JsonWebKey", key)
            assert document.allows(jwk.id, "assertionMethod")
    assert len(document.methods) == 7


def test_a_compromised_key_stays_published_as_revoked_and_may_assert_no_more() -> None:
    written = did_document(DID, [("#old", ED), ("#new", OTHER)], revoked={f"{DID}#old": "2026-01-01T00:00:00Z"})
    document = parse(written, did=DID, source=None)
    old = document.method_with_key(ED)
    assert old is not None
    assert old.revoked == "2026-01-01T00:00:00Z"
    assert old.formerly == "assertionMethod"
    assert {entry.get(FORMERLY) for entry in written["verificationMethod"]} == {"assertionMethod", None}
    assert not any(document.allows(f"{DID}#old{form}", "assertionMethod") for form in ("", "-jwk"))
    assert document.allows(f"{DID}#new", "assertionMethod")


@pytest.mark.parametrize(
    ("methods", "code"),
    [
        ([("did:web:b.example#key", ED)], "dids_method_foreign"),
        ([("#", ED)], "dids_method_foreign"),
        ([("key", ED)], "dids_method_foreign"),
        ([("#key", ED), ("#key", P256)], "dids_method_twice"),
        ([("#key", ED), ("#key-jwk", RSA)], "dids_method_twice"),
    ],
)
def test_a_document_that_would_contradict_itself_is_not_written(
    methods: list[tuple[str, PublicKey]], code: str
) -> None:
    with pytest.raises(InputError) as caught:
        did_document(DID, methods)
    assert caught.value.code == code


VKEY = "log.example+abcd+AAAA"
LOG = {"id": f"{DID}#log", "type": documents.LOG_SERVICE, "vkey": VKEY}


@pytest.mark.parametrize(
    ("service", "logs"),
    [
        (LOG, (VKEY,)),
        ([LOG], (VKEY,)),
        ([{"type": "LinkedDomains", "vkey": "x"}, "x", None, LOG, {**LOG, "vkey": "b"}], (VKEY, "b")),
        ([{**LOG, "type": [documents.LOG_SERVICE]}], ()),
        ([{**LOG, "vkey": 5}, {**LOG, "vkey": ["a"]}, {"type": documents.LOG_SERVICE}], ()),
        ([{**LOG, "vkey": "v" * 500}, {**LOG, "vkey": "v" * 501}], ("v" * 500,)),
        ([{"type": "x"}] * 99 + [LOG, LOG], (VKEY,)),
        ("x", ()),
        (None, ()),
    ],
)
def test_the_logs_of_a_documents_owner_are_those_services_that_say_so(service: Any, logs: tuple[str, ...]) -> None:
    assert read(service=service).logs == logs


def test_a_list_may_have_as_many_members_as_are_allowed() -> None:
    hundred = [multikey(name=f"{DID}#{index}") for index in range(100)]
    assert len(read(verificationMethod=hundred).methods) == 100
    refused("dids_too_many", verificationMethod=hundred, assertionMethod=[multikey(name=f"{DID}#more")])


def test_two_methods_with_one_id_and_one_key_may_be_written_as_two_types() -> None:
    other = method("Ed25519VerificationKey2020", publicKeyMultibase=ED.to_multikey())
    assert len(read(verificationMethod=[multikey()], assertionMethod=[other]).methods) == 1


def test_two_methods_with_one_id_and_without_a_key_contradict_each_other_since_nobody_can_compare_them() -> None:
    refused("dids_method_twice", verificationMethod=[method("Unknown"), method("Unknown")])
    refused("dids_method_twice", verificationMethod=[method("Unknown"), method("Multikey")])


def test_a_revocation_spreads_over_one_key_and_takes_the_place_of_no_other() -> None:
    early, late = "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"
    document = read(
        verificationMethod=[
            method("Unknown", name=f"{DID}#a", revoked=early),
            method("Unknown", name=f"{DID}#b"),
            multikey(name=f"{DID}#c", revoked=early),
            multikey(name=f"{DID}#d", revoked=late),
        ]
    )
    assert [found.revoked for found in document.methods] == [early, None, early, late]


@pytest.mark.parametrize(
    ("member", "name", "said"),
    [
        ("controller", "controller", ""),
        ("type", "type", ""),
        ("revoked", "revoked", None),
        ("expires", "expires", None),
        (FORMERLY, "formerly", None),
    ],
)
def test_what_is_no_text_in_a_method_is_not_told_as_one(member: str, name: str, said: str | None) -> None:
    found = only(verificationMethod=[{**multikey(), member: 7}])
    assert getattr(found, name) == said


def test_a_key_stands_in_the_member_of_its_own_form() -> None:
    unreadable(
        "dids_shape", method("Multikey", publicKeyMultibase=ED.to_jwk()), "/verificationMethod/0/publicKeyMultibase"
    )
    unreadable("dids_shape", method("JsonWebKey", publicKeyJwk=ED.to_multikey()), "/verificationMethod/0/publicKeyJwk")
    unreadable("dids_method_key", method("Multikey"), "/verificationMethod/0")
