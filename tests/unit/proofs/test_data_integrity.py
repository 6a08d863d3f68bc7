"""Data Integrity over canonical JSON: one proof, and the key that made it."""

import copy
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import partial
from typing import Any

import pytest

from mexbadge import _multibase, dids
from mexbadge.errors import FetchError, InputError, SigningKeyError
from mexbadge.fetch.types import nothing
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import ProofOutcome, ProofResult, add_proof, verify_proof

ISSUER = "https://college.example/issuer"
METHOD = f"{ISSUER}#key-1"
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
SIGNERS = {kind: LocalSigner.generate(kind, METHOD, rsa_bits=2048) for kind in KeyKind}
SIGNER = SIGNERS[KeyKind.ED25519]
KINDS = {"eddsa-jcs-2022": (KeyKind.ED25519,), "ecdsa-jcs-2019": (KeyKind.P256, KeyKind.P384)}
SUITE_AND_KIND = [(suite, kind) for suite, kinds in KINDS.items() for kind in kinds]
DOCUMENT: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
    "issuer": ISSUER,
    "name": "Soins des plaies \u2028 é",
    "credentialSubject": {"id": "did:example:learner", "score": 1.5, "passed": True, "note": None},
}


def published(signer: LocalSigner = SIGNER, **members: Any) -> dict[str, Any]:
    """Return the controller document of the issuer, its one method changed by ``members``."""
    method = {
        "id": METHOD,
        "type": "Multikey",
        "controller": ISSUER,
        "publicKeyMultibase": signer.public_key.to_multikey(),
        **members,
    }
    return {"id": ISSUER, "verificationMethod": [method], "assertionMethod": [METHOD]}


def serving(*documents: Mapping[str, Any]) -> Callable[[str], Mapping[str, Any]]:
    pages = {document["id"]: document for document in documents}

    def resolve(url: str) -> Mapping[str, Any]:
        if url not in pages:
            raise FetchError("fetch_offline", url=url)
        return pages[url]

    return resolve


def sign(signer: LocalSigner = SIGNER, suite: str = "eddsa-jcs-2022", **options: Any) -> dict[str, Any]:
    return add_proof(DOCUMENT, signer, cryptosuite=suite, **{"created": NOW, **options})


def one(
    document: Any, resolve: Callable[[str], Any] | None = None, at: datetime | None = NOW, **given: Any
) -> ProofResult:
    (result,) = verify_proof(document, resolve=resolve or serving(published()), at=at, **given)
    return result


def code(result: ProofResult) -> str | None:
    assert result.outcome is not ProofOutcome.GOOD
    assert not result.good
    assert result.problem is not None
    return result.problem.code


def changed(document: dict[str, Any], /, **members: Any) -> dict[str, Any]:
    """Return a signed document with other members in its proof; ``...`` takes one away."""
    proof = {**document["proof"], **members}
    return {**document, "proof": {name: value for name, value in proof.items() if value is not ...}}


@pytest.mark.parametrize(("suite", "kind"), SUITE_AND_KIND)
def test_a_proof_is_good_under_the_published_key(suite: str, kind: KeyKind) -> None:
    result = one(sign(SIGNERS[kind], suite), serving(published(SIGNERS[kind])))
    assert result.good
    assert result.problem is None
    assert (result.index, result.id, result.type, result.cryptosuite) == (0, None, "DataIntegrityProof", suite)
    assert (result.verification_method, result.purpose, result.controller) == (METHOD, "assertionMethod", ISSUER)
    assert result.key == SIGNERS[kind].public_key
    assert result.method is not None
    assert result.method.id == METHOD
    assert result.document is not None
    assert result.document.id == ISSUER
    assert result.related is None


@pytest.mark.parametrize(("suite", "kind"), SUITE_AND_KIND)
def test_a_did_key_answers_for_itself(suite: str, kind: KeyKind) -> None:
    did = dids.did_key(SIGNERS[kind].public_key)
    signer = LocalSigner(SIGNERS[kind].private, f"{did}#{did.removeprefix('did:key:')}")
    assert one(sign(signer, suite), partial(dids.resolve, fetch=nothing)).good


def test_a_parsed_document_serves_as_well_as_a_json_object() -> None:
    parsed = dids.parse(published(), did=ISSUER, source=None)
    result = one(sign(), lambda _: parsed)
    assert result.good
    assert result.document is parsed


def test_signing_leaves_the_document_as_it_is() -> None:
    before = copy.deepcopy(DOCUMENT)
    signed = sign()
    assert before == DOCUMENT
    assert {name: value for name, value in signed.items() if name != "proof"} == DOCUMENT
    assert signed["proof"]["@context"] == DOCUMENT["@context"]


def test_dates_are_written_in_utc_to_the_second() -> None:
    local = datetime(2026, 5, 1, 8, 0, 0, 999_999, tzinfo=timezone(timedelta(hours=-4)))
    proof = sign(created=local, expires=local + timedelta(days=1))["proof"]
    assert (proof["created"], proof["expires"]) == ("2026-05-01T12:00:00Z", "2026-05-02T12:00:00Z")
    assert "created" not in sign(created=None)["proof"]
    with pytest.raises(InputError) as caught:
        sign(created=NOW.replace(tzinfo=None))
    assert caught.value.code == "proof_date_naive"


@pytest.mark.parametrize("document", [{}, {"proof": []}, {"name": "x"}, [], "text", None, 5])
def test_where_no_proof_is_there_is_no_result(document: Any) -> None:
    assert verify_proof(document, resolve=serving()) == ()


@pytest.mark.parametrize("proof", [None, "z123", 5, True, [None], ["z"], [[]]])
def test_what_is_no_proof_is_bad(proof: Any) -> None:
    assert code(one({**DOCUMENT, "proof": proof})) == "proof_not_object"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"name": "Wound Care"}, "signature_mismatch"),
        ({"added": 1}, "signature_mismatch"),
        ({"credentialSubject": {**DOCUMENT["credentialSubject"], "note": ""}}, "signature_mismatch"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2", "https://added.example"]}, "proof_context_differs"),
        ({"@context": "https://www.w3.org/ns/credentials/v2"}, "proof_context_differs"),
        ({"name": 2**60}, "json_not_canonical"),
        ({"name": "\ud800"}, "json_not_canonical"),
        ({"name": {1, 2}}, "json_not_canonical"),
    ],
)
def test_a_changed_document_is_bad(change: dict[str, Any], expected: str) -> None:
    assert code(one({**sign(), **change})) == expected


def test_a_member_taken_away_is_bad() -> None:
    signed = sign()
    del signed["name"]
    assert code(one(signed)) == "signature_mismatch"


def test_contexts_added_after_signing_are_not_covered_and_so_bad() -> None:
    signed = sign()
    signed["@context"] = [*DOCUMENT["@context"], "https://added.example"]
    assert code(one(signed)) == "proof_context_differs"


def test_a_proof_without_a_context_of_its_own_is_judged_by_its_signature() -> None:
    assert code(one(changed(sign(), **{"@context": ...}))) == "signature_mismatch"


def test_a_document_without_context_can_be_signed() -> None:
    signed = add_proof({"a": 1}, SIGNER, cryptosuite="eddsa-jcs-2022", created=None)
    assert "@context" not in signed["proof"]
    assert one(signed).good
    assert code(one(changed(signed, **{"@context": []}))) == "proof_context_differs"


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"type": ...}, "proof_type"),
        ({"type": ["DataIntegrityProof"]}, "proof_type"),
        ({"cryptosuite": ...}, "proof_suite_missing"),
        ({"cryptosuite": ""}, "proof_suite_missing"),
        ({"cryptosuite": ["eddsa-jcs-2022"]}, "proof_suite_missing"),
        ({"cryptosuite": "eddsa-rdf-2022"}, "proof_suite_misspelt"),
        ({"verificationMethod": ...}, "proof_member"),
        ({"verificationMethod": {"id": METHOD}}, "proof_member"),
        ({"verificationMethod": ""}, "proof_member"),
        ({"proofPurpose": ...}, "proof_member"),
        ({"proofPurpose": ["assertionMethod"]}, "proof_member"),
        ({"proofValue": ...}, "proof_member"),
        ({"proofValue": 5}, "proof_member"),
        ({"id": 5}, "proof_member"),
        ({"created": 1777636800}, "proof_member"),
        ({"created": "yesterday"}, "proof_date"),
        ({"created": "2026-13-01T12:00:00Z"}, "proof_date"),
        ({"expires": "2026-05-01"}, "proof_date"),
        ({"expires": None}, "proof_member"),
        ({"proofPurpose": "authentication"}, "proof_method_not_allowed"),
        ({"proofPurpose": "toBeOrNotToBe"}, "proof_method_not_allowed"),
        ({"created": "2026-05-01T11:59:59Z"}, "signature_mismatch"),
        ({"created": "2026-05-01T12:00:00.0Z"}, "signature_mismatch"),
        ({"created": ...}, "signature_mismatch"),
        ({"added": "member"}, "signature_mismatch"),
        ({"domain": "https://elsewhere.example"}, "signature_mismatch"),
        ({"verificationMethod": f"{ISSUER}#key-2"}, "proof_method_missing"),
        ({"verificationMethod": ISSUER}, "proof_method_missing"),
    ],
)
def test_a_changed_proof_is_bad(members: dict[str, Any], expected: str) -> None:
    result = one(changed(sign(), **members), at=None)
    assert code(result) == expected
    assert result.outcome is ProofOutcome.BAD


@pytest.mark.parametrize(
    "suite", ["ecdsa-sd-2023", "bbs-2023", "eddsa-jcs-2099", "EDDSA-JCS-2022", "Ed25519Signature2020"]
)
def test_an_unknown_suite_is_not_supported_and_named(suite: str) -> None:
    result = one(changed(sign(), cryptosuite=suite))
    assert (result.outcome, code(result)) == (ProofOutcome.UNSUPPORTED, "proof_suite_unsupported")
    assert result.problem is not None
    assert suite in result.problem.message()
    assert suite in result.problem.message("fr")
    assert result.problem.where == "/proof/cryptosuite"


@pytest.mark.parametrize("kind", ["RsaSignature2018", "JsonWebSignature2020", "Ed25519Signature2018", "eddsa-jcs-2022"])
def test_an_unknown_type_of_proof_is_not_supported_and_named(kind: str) -> None:
    result = one({**DOCUMENT, "proof": {"type": kind, "jws": "AAAA"}})
    assert (result.outcome, code(result)) == (ProofOutcome.UNSUPPORTED, "proof_suite_unsupported")
    assert result.problem is not None
    assert kind in result.problem.message()


def test_the_misspelling_is_told_apart_from_an_unknown_suite() -> None:
    result = one(changed(sign(), cryptosuite="eddsa-rdf-2022"))
    assert result.outcome is ProofOutcome.BAD
    assert result.problem is not None
    assert "misspelling" in result.problem.message()
    assert "eddsa-rdfc-2022" in result.problem.message()


def test_the_signature_is_base58_of_exactly_the_right_length() -> None:
    signature = _multibase.decode(sign()["proof"]["proofValue"])
    for value, expected in (
        (_multibase.encode(signature, "u"), "multibase_prefix"),
        (signature.hex(), "proof_value_length"),
        (_multibase.base58_encode(b"\0" + signature), "multibase_prefix"),
        (_multibase.encode(signature[:-1]), "proof_value_length"),
        (_multibase.encode(signature + b"\0"), "proof_value_length"),
        (_multibase.encode(b""), "proof_value_length"),
        ("z0OIl", "multibase_text"),
        (f"{_multibase.encode(signature)}\n", "multibase_text"),
        ("z" + "1" * 3_000_000, "proof_value_length"),
    ):
        result = one(changed(sign(), proofValue=value))
        assert code(result) == expected, value[:20]
        assert result.problem is not None
        assert result.problem.where == "/proof/proofValue"


def test_a_signature_of_p256_is_no_signature_of_p384() -> None:
    signed = sign(SIGNERS[KeyKind.P256], "ecdsa-jcs-2019")
    assert code(one(signed, serving(published(SIGNERS[KeyKind.P384])))) == "proof_value_length"


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.P384])
def test_a_key_of_another_kind_than_the_suite_is_bad(kind: KeyKind) -> None:
    assert code(one(sign(), serving(published(SIGNERS[kind])))) == "proof_key_kind"


def test_an_rsa_key_goes_with_no_suite() -> None:
    method = {
        "id": METHOD,
        "type": "JsonWebKey",
        "controller": ISSUER,
        "publicKeyJwk": SIGNERS[KeyKind.RSA].public_key.to_jwk(),
    }
    document = {"id": ISSUER, "verificationMethod": [method], "assertionMethod": [METHOD]}
    assert code(one(sign(), serving(document))) == "proof_key_kind"


def test_another_key_under_the_same_name_is_bad() -> None:
    stranger = LocalSigner.generate(KeyKind.ED25519, METHOD)
    assert code(one(sign(), serving(published(stranger)))) == "signature_mismatch"


def test_a_key_that_is_only_listed_and_not_for_assertion_is_bad() -> None:
    for relationships in ({}, {"authentication": [METHOD]}, {"assertionMethod": [f"{ISSUER}#key-2"]}):
        document = {**published(), "assertionMethod": [], **relationships}
        assert code(one(sign(), serving(document))) == "proof_method_not_allowed"


def test_a_method_that_names_another_controller_is_bad() -> None:
    result = one(sign(), serving(published(controller="https://elsewhere.example")))
    assert code(result) == "proof_method_controller"


def test_a_document_that_bears_another_id_does_not_answer() -> None:
    other = {**published(), "id": "https://elsewhere.example"}
    assert code(one(sign(), lambda _: other)) == "dids_id"
    parsed = dids.parse(published(), did=ISSUER, source=None)
    signed = changed(sign(), verificationMethod="https://elsewhere.example#key-1")
    assert code(one(signed, lambda _: parsed)) == "proof_controller_differs"


def test_a_key_in_the_fragment_is_no_key() -> None:
    stranger = LocalSigner.generate(KeyKind.ED25519, f"{ISSUER}#{SIGNER.public_key.to_multikey()}")
    assert code(one(sign(stranger))) == "proof_method_missing"


def test_a_key_that_cannot_be_read_says_why() -> None:
    result = one(sign(), serving(published(publicKeyMultibase="z6Mk0")))
    assert code(result) == "multibase_text"
    assert result.key is None
    assert result.method is not None


def test_a_document_out_of_reach_decides_nothing() -> None:
    result = one(sign(), serving())
    assert (result.outcome, code(result)) == (ProofOutcome.UNRESOLVED, "fetch_offline")
    assert result.controller is None


def test_a_did_method_that_is_not_built_in_decides_nothing() -> None:
    signed = changed(sign(), verificationMethod="did:example:college#key-1")
    result = one(signed, partial(dids.resolve, fetch=nothing))
    assert (result.outcome, code(result)) == (ProofOutcome.UNRESOLVED, "dids_unsupported")


@pytest.mark.parametrize("method", ["key-1", "#key-1", "http://college.example#k", "javascript:1", "did:key:zzz", "\0"])
def test_a_method_that_cannot_be_resolved_is_bad(method: str) -> None:
    result = one(changed(sign(), verificationMethod=method), partial(dids.resolve, fetch=nothing))
    assert result.outcome is ProofOutcome.BAD


def test_a_method_of_three_megabytes_is_refused_at_once() -> None:
    signed = changed(sign(), verificationMethod="did:key:z" + "1" * 3_000_000)
    assert one(signed, partial(dids.resolve, fetch=nothing)).outcome is ProofOutcome.BAD


def test_a_proof_made_later_than_the_moment_is_bad_but_for_a_minute() -> None:
    assert one(sign(), at=NOW - timedelta(seconds=60)).good
    assert code(one(sign(), at=NOW - timedelta(seconds=61))) == "proof_created_later"
    assert one(sign(), at=None).good


def test_of_a_proof_that_is_later_and_does_not_hold_that_is_said_which_is_worse() -> None:
    before = NOW - timedelta(days=1)
    assert code(one(sign(), at=before)) == "proof_created_later"
    assert code(one(changed(sign(), created="2027-01-01T00:00:00Z"), at=before)) == "signature_mismatch"
    assert code(one(sign(expires=before), at=before)) == "proof_expired"


@pytest.mark.parametrize("leeway", [timedelta(), timedelta(seconds=5)])
def test_how_far_ahead_a_proof_may_lie_is_for_the_caller_to_say(leeway: timedelta) -> None:
    assert one(sign(), at=NOW - leeway, leeway=leeway).good
    assert code(one(sign(), at=NOW - leeway - timedelta(microseconds=1), leeway=leeway)) == "proof_created_later"


def test_a_proof_ends_when_it_says_and_not_a_second_later() -> None:
    signed = sign(expires=NOW + timedelta(days=1))
    assert one(signed, at=NOW + timedelta(days=1) - timedelta(microseconds=1)).good
    assert code(one(signed, at=NOW + timedelta(days=1))) == "proof_expired"
    assert one(signed, at=None).good


def test_dates_at_the_ends_of_time_do_no_harm() -> None:
    for text in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "0000-01-01T00:00:00Z"):
        assert not one(changed(sign(), created=text)).good
        assert not one(changed(sign(), expires=text)).good


def test_a_revoked_key_has_its_own_code_even_where_it_is_no_longer_listed() -> None:
    revoked = published(revoked="2026-04-01T00:00:00Z")
    assert code(one(sign(), serving(revoked))) == "proof_key_revoked"
    assert code(one(sign(), serving({**revoked, "assertionMethod": []}))) == "proof_key_revoked"


def test_a_key_is_revoked_from_that_moment_on_and_always_where_none_is_asked() -> None:
    later = serving(published(revoked="2026-05-02T00:00:00Z"))
    assert one(sign(), later, at=NOW).good
    assert code(one(sign(), later, at=datetime(2026, 5, 2, tzinfo=UTC))) == "proof_key_revoked"
    assert code(one(sign(), later, at=None)) == "proof_key_revoked"


def test_an_expired_key_is_bad_from_that_moment_on() -> None:
    document = serving(published(expires="2026-05-02T00:00:00Z"))
    assert one(sign(), document, at=NOW).good
    assert one(sign(), document, at=None).good
    assert code(one(sign(), document, at=datetime(2026, 5, 2, tzinfo=UTC))) == "proof_key_expired"


@pytest.mark.parametrize("name", ["revoked", "expires"])
def test_a_key_whose_end_cannot_be_read_is_bad(name: str) -> None:
    values: tuple[Any, ...] = ("soon", 5, "", "2026-99-99T00:00:00Z")
    for value in values:
        members: dict[str, Any] = {name: value}
        assert not one(sign(), serving(published(**members))).good


def test_a_proof_for_another_purpose_is_told_apart_once_all_else_holds() -> None:
    document = {**published(), "authentication": [METHOD]}
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-jcs-2022",
        "verificationMethod": METHOD,
        "proofPurpose": "authentication",
    }
    signed = {**DOCUMENT, "proof": {**proof, "proofValue": _signature(DOCUMENT, proof)}}
    result = one(signed, serving(document))
    assert (result.outcome, code(result)) == (ProofOutcome.BAD, "proof_purpose")
    assert result.purpose == "authentication"
    assert code(one({**signed, "name": "x"}, serving(document))) == "signature_mismatch"


def _signature(document: dict[str, Any], proof: dict[str, Any]) -> str:
    from mexbadge.proofs.data_integrity import SUITES, hash_data  # noqa: PLC0415 - only here

    hashed = hash_data(document, proof, SUITES["eddsa-jcs-2022"], KeyKind.ED25519)
    return _multibase.encode(SIGNER.sign(hashed.combined))


@pytest.mark.parametrize(
    ("suite", "expected"),
    [
        ("eddsa-rdf-2022", "proof_suite_misspelt"),
        ("ecdsa-sd-2023", "proof_suite_unsupported"),
        ("eddsa-2022", "proof_suite_not_made"),
        ("Ed25519Signature2020", "proof_suite_unsupported"),
        ("", "proof_suite_missing"),
    ],
)
def test_a_suite_that_is_not_made_is_refused_for_signing(suite: str, expected: str) -> None:
    with pytest.raises(InputError) as caught:
        sign(suite=suite)
    assert caught.value.code == expected


@pytest.mark.parametrize("kind", KeyKind)
@pytest.mark.parametrize("suite", ["eddsa-jcs-2022", "ecdsa-jcs-2019", "eddsa-rdfc-2022", "ecdsa-rdfc-2019"])
def test_a_key_signs_only_with_its_own_suites(suite: str, kind: KeyKind) -> None:
    if kind not in KINDS.get(suite.replace("rdfc", "jcs"), ()):
        with pytest.raises(SigningKeyError) as caught:
            sign(SIGNERS[kind], suite)
        assert caught.value.code == "proof_key_kind_signing"


def test_a_signer_that_answers_in_der_is_told_so() -> None:
    class Device:
        algorithm = "ES256"
        verification_method = METHOD
        public_key = SIGNERS[KeyKind.P256].public_key

        def sign(self, data: bytes) -> bytes:
            return b"0" + SIGNERS[KeyKind.P256].sign(data)

    with pytest.raises(SigningKeyError) as caught:
        add_proof(DOCUMENT, Device(), cryptosuite="ecdsa-jcs-2019", created=NOW)
    assert caught.value.code == "proof_signature_length"


@pytest.mark.parametrize(
    ("name", "member"), [("id", "id"), ("verificationMethod", "verification_method"), ("proofPurpose", "purpose")]
)
def test_what_a_proof_says_of_itself_is_told_only_where_it_is_text(name: str, member: str) -> None:
    result = one(changed(sign(), **{name: 5}))
    assert getattr(result, member) is None
    assert code(result) == "proof_member"


def test_too_many_proofs_are_one_result_in_the_first_place() -> None:
    result = one({**DOCUMENT, "proof": [sign()["proof"]] * 17})
    assert (result.index, code(result)) == (0, "proof_too_many")


def test_a_signer_of_another_algorithm_than_its_key_has_signs_nothing() -> None:
    class Device:
        algorithm = "ES384"
        verification_method = METHOD
        public_key = SIGNERS[KeyKind.P256].public_key

        def sign(self, data: bytes) -> bytes:
            return data[:0] + bytes(64)

    with pytest.raises(SigningKeyError) as caught:
        add_proof(DOCUMENT, Device(), cryptosuite="ecdsa-jcs-2019", created=NOW)
    assert caught.value.code == "proof_key_kind_signing"


def test_a_proof_that_there_is_no_room_for_is_counted() -> None:
    full = {**DOCUMENT, "proof": [sign()["proof"]] * 16}
    with pytest.raises(InputError) as caught:
        add_proof(full, SIGNER, cryptosuite="eddsa-jcs-2022", created=NOW)
    assert caught.value.problem.values == {"count": 17, "limit": 16}


def test_earlier_proofs_are_written_as_a_list_whatever_they_are_named_in() -> None:
    first = sign(proof_id="urn:p:1")
    for names in (("urn:p:1",), ["urn:p:1"]):
        signed = add_proof(first, SIGNER, cryptosuite="eddsa-jcs-2022", created=NOW, previous=names)
        assert signed["proof"][1]["previousProof"] == ["urn:p:1"]


def with_method(**members: Any) -> Callable[[str], dids.ControllerDocument]:
    """Serve a document, as parsed, whose one method has other members; of a DID URL, that of the DID."""
    given: dict[str, Any] = {"id": METHOD, "type": "Multikey", "controller": ISSUER, "public_key": SIGNER.public_key}
    method = dids.VerificationMethod(**{**given, **members})
    owner = method.id.partition("#")[0].partition("?")[0]
    document = dids.ControllerDocument(owner, (method,), {"assertionMethod": frozenset({method.id})})
    return lambda _: document


def test_a_method_that_names_no_controller_is_its_documents_own() -> None:
    assert one(sign(), with_method(controller="")).good


def test_a_key_counts_from_the_moment_at_which_it_begins() -> None:
    begun = with_method(not_before="2026-05-01T12:00:00Z")
    assert one(sign(), begun, at=NOW).good
    assert one(sign(), begun, at=None).good
    assert code(one(sign(), begun, at=NOW - timedelta(seconds=1))) == "proof_key_not_yet"
    assert code(one(sign(), with_method(not_before="soon"))) == "proof_key_date"


def test_a_key_that_nobody_could_read_is_called_so_where_nothing_says_why() -> None:
    result = one(sign(), with_method(public_key=None))
    assert code(result) == "proof_key_unreadable"
    assert result.problem is not None
    assert result.problem.values == {"method": METHOD, "controller": ISSUER}


def test_of_a_did_url_the_document_is_that_of_the_did() -> None:
    for name in ("did:example:c?versionId=1#key-1", "did:example:c#key-1"):
        signer = LocalSigner(SIGNER.private, name)
        assert one(sign(signer), with_method(id=name, controller="did:example:c")).good
    name = "https://college.example/issuer?a=/b#key-1"
    signed = sign(LocalSigner(SIGNER.private, name))
    assert code(one(signed, with_method(id=name, controller=ISSUER))) == "proof_controller_differs"


def test_a_signature_that_is_too_long_is_not_decoded() -> None:
    assert code(one(changed(sign(), proofValue="z" + "0" * 89))) == "multibase_text"
    assert code(one(changed(sign(), proofValue="z" + "0" * 90))) == "proof_value_length"


@pytest.mark.parametrize("kind", ["", None, 5, ["DataIntegrityProof"], ...])
def test_a_proof_has_a_type_as_text(kind: Any) -> None:
    result = one(changed(sign(), type=kind))
    assert (result.outcome, code(result)) == (ProofOutcome.BAD, "proof_type")


@pytest.mark.parametrize("kind", ["MerkleProof2017", "MerkleProof2019", "EthereumEip712Signature2021"])
def test_a_proof_in_a_public_ledger_is_undecided_and_named_so(kind: str) -> None:
    result = one({**DOCUMENT, "proof": {"type": kind, "proofValue": "z1"}})
    assert (result.outcome, code(result)) == (ProofOutcome.UNSUPPORTED, "proof_suite_blockchain")
    result = one(changed(sign(), cryptosuite="merkle-proof-2019"))
    assert (result.outcome, code(result)) == (ProofOutcome.UNSUPPORTED, "proof_suite_blockchain")
