"""Whatever comes: what was signed verifies, and what is wild is refused in the announced way."""

from datetime import UTC, datetime
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json, _moments, texts
from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import FetchError, InputError, SignatureError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import ProofOutcome, add_proof, jws, vc_jwt, verify_proof
from mexbadge.proofs.instants import from_numeric, numeric, parse_instant, same_instant

ISSUER: Final = "https://college.example/issuer"
METHOD: Final = f"{ISSUER}#key-1"
SIGNER: Final = LocalSigner.generate(KeyKind.ED25519, METHOD)
PUBLISHED: Final = ControllerDocument(
    ISSUER,
    (VerificationMethod(METHOD, "Multikey", ISSUER, SIGNER.public_key),),
    {"assertionMethod": frozenset({METHOD})},
)
SIGNED: Final = add_proof({"@context": ["a"], "name": "Wound care"}, SIGNER, cryptosuite="eddsa-jcs-2022", created=None)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = (
    st.none() | st.booleans() | st.integers(1 - 2**53, 2**53 - 1) | st.floats(allow_nan=False, allow_infinity=False)
)
values = st.recursive(
    scalars | text, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4), max_leaves=12
)
objects = st.dictionaries(text, values, max_size=6)


def answer(controller: str) -> ControllerDocument:
    if controller == ISSUER:
        return PUBLISHED
    raise FetchError("proof_method_missing", url=controller, method=controller, controller=controller)


@given(st.binary(max_size=200), objects)
@settings(max_examples=examples(150), deadline=None)
def test_any_payload_under_any_harmless_header_comes_back(payload: bytes, header: dict[str, Any]) -> None:
    harmless = {name: value for name, value in header.items() if name not in jws.REFUSED_HEADERS | {"alg"}}
    token = jws.sign(payload, SIGNER, header=harmless)
    assert jws.verify(token, SIGNER.public_key) == payload
    assert jws.parse(token).header == {"alg": "EdDSA", **harmless}


@given(st.binary(max_size=120) | st.text(max_size=120) | st.from_regex(r"[\w-]{0,20}\.[\w-]{0,20}\.[\w-]{0,20}"))
@settings(max_examples=examples(300), deadline=None)
def test_wild_text_is_refused_as_announced(token: bytes | str) -> None:
    with pytest.raises((InputError, SignatureError)) as caught:
        jws.verify(token, SIGNER.public_key)
    assert caught.value.message("fr") != caught.value.message("en")


@given(objects, objects)
@settings(max_examples=examples(200), deadline=None)
def test_any_signed_object_is_read_with_its_problems(header: dict[str, Any], claims: dict[str, Any]) -> None:
    harmless = {name: value for name, value in header.items() if name not in jws.REFUSED_HEADERS | {"alg"}}
    badge = vc_jwt.read(jws.sign(_json.dumps(claims).encode(), SIGNER, header=harmless))
    assert badge.problems
    assert all(problem.message(lang) for problem in badge.problems for lang in texts.LANGUAGES)


@given(
    st.sampled_from(
        ["iss", "jti", "sub", "nbf", "exp", "iat", "aud", "vc", "issuer", "credentialSubject", "validUntil"]
    ),
    values,
)
@settings(max_examples=examples(300), deadline=None)
def test_any_value_of_a_claim_is_borne(name: str, value: Any) -> None:
    claims = {"iss": ISSUER, "jti": "urn:x", "sub": "urn:y", "nbf": 1, "@context": [], "issuer": ISSUER, name: value}
    badge = vc_jwt.read(jws.sign(_json.dumps(claims).encode(), SIGNER, header={"kid": METHOD}))
    assert isinstance(badge.document, dict)


@given(objects)
@settings(max_examples=examples(150), deadline=None)
def test_whatever_is_signed_over_canonical_json_is_good(document: dict[str, Any]) -> None:
    bare = {name: value for name, value in document.items() if name != "proof"}
    (result,) = verify_proof(add_proof(bare, SIGNER, cryptosuite="eddsa-jcs-2022", created=None), resolve=answer)
    assert result.good


@given(objects)
@settings(max_examples=examples(200), deadline=None)
def test_members_added_to_a_signed_document_are_never_good(members: dict[str, Any]) -> None:
    added = {name: value for name, value in members.items() if name not in SIGNED}
    results = verify_proof({**SIGNED, **added}, resolve=answer)
    assert [result.good for result in results] == [not added]


@given(objects)
@settings(max_examples=examples(200), deadline=None)
def test_members_added_to_a_proof_are_never_good(members: dict[str, Any]) -> None:
    added = {name: value for name, value in members.items() if name not in SIGNED["proof"]}
    results = verify_proof({**SIGNED, "proof": {**SIGNED["proof"], **added}}, resolve=answer)
    assert [result.good for result in results] == [not added]


@given(
    st.sampled_from([*SIGNED["proof"], "id", "created", "expires", "previousProof"]),
    values,
    st.booleans(),
    st.integers(0, 3),
)
@settings(max_examples=examples(400), deadline=None)
def test_any_member_of_a_proof_gives_a_result_and_no_exception(
    name: str,
    value: Any,
    in_list: bool,  # noqa: FBT001 - drawn
    copies: int,
) -> None:
    proof = {**SIGNED["proof"], name: value}
    document = {**SIGNED, "proof": [proof, *[SIGNED["proof"]] * copies] if in_list else proof}
    for result in verify_proof(document, resolve=answer):
        assert result.outcome is ProofOutcome.GOOD or result.problem is not None


@given(values)
@settings(max_examples=examples(200), deadline=None)
def test_anything_may_stand_for_a_document_or_a_proof(value: Any) -> None:
    assert not any(result.good for result in verify_proof(value, resolve=answer))
    assert not any(result.good for result in verify_proof({"proof": value}, resolve=answer))


@given(st.datetimes(timezones=st.just(UTC)))
@settings(max_examples=examples(200), deadline=None)
def test_a_moment_written_and_read_is_the_same_second(moment: datetime) -> None:
    whole = moment.replace(microsecond=0)
    assert parse_instant(_moments.write(whole)) == whole
    assert from_numeric(numeric(whole)) == whole
    assert same_instant(whole, moment)


@given(st.text(max_size=40) | st.floats() | st.none() | st.integers())
@settings(max_examples=examples(200), deadline=None)
def test_what_names_no_moment_is_none(value: Any) -> None:
    assert parse_instant(value) is None
    assert from_numeric(value) is None or isinstance(value, int | float)
