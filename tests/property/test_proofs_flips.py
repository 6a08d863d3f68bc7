"""One flipped bit anywhere in what was signed, and it does not verify."""

import json
from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge import _json
from mexbadge.dids import ControllerDocument, VerificationMethod
from mexbadge.errors import InputError, SignatureError
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import add_proof, jws, vc_jwt, verify_proof

ISSUER: Final = "https://college.example/issuer"
METHOD: Final = f"{ISSUER}#key-1"
SIGNERS: Final = {kind: LocalSigner.generate(kind, METHOD, rsa_bits=2048) for kind in KeyKind}
CREDENTIAL: Final[dict[str, Any]] = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:8a1d0a5e-2f2f-4b0c-9d55-0d0c3a6f1b11",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "issuer": {"id": ISSUER, "name": "Collège d'exemple é"},
    "validFrom": "2026-05-01T12:00:00Z",
    "credentialSubject": {"id": "did:example:learner", "score": 7.5, "count": 12, "passed": True, "note": None},
}
TOKENS: Final = {kind: vc_jwt.make(CREDENTIAL, signer).encode() for kind, signer in SIGNERS.items()}
DOCUMENTS: Final = {
    kind: json.dumps(
        add_proof(CREDENTIAL, SIGNERS[kind], cryptosuite=suite, created=None), ensure_ascii=False, separators=(",", ":")
    ).encode()
    for kind, suite in (
        (KeyKind.ED25519, "eddsa-jcs-2022"),
        (KeyKind.P256, "ecdsa-jcs-2019"),
        (KeyKind.P384, "ecdsa-jcs-2019"),
    )
}


def flipped(data: bytes, bit: int) -> bytes:
    changed = bytearray(data)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def published(kind: KeyKind) -> ControllerDocument:
    method = VerificationMethod(METHOD, "Multikey", ISSUER, SIGNERS[kind].public_key)
    return ControllerDocument(ISSUER, (method,), {"assertionMethod": frozenset({METHOD})})


def token_verifies(token: bytes, kind: KeyKind) -> bool:
    try:
        jws.verify(token, SIGNERS[kind].public_key)
    except (InputError, SignatureError):
        return False
    return True


def document_is_good(data: bytes, kind: KeyKind) -> bool:
    try:
        document = _json.loads(data)
    except InputError:
        return False
    results = verify_proof(document, resolve=lambda _: published(kind))
    return any(result.good for result in results)


def test_unflipped_all_verify() -> None:
    for kind, token in TOKENS.items():
        assert token_verifies(token, kind)
    for kind, data in DOCUMENTS.items():
        assert document_is_good(data, kind)


def test_every_flipped_bit_of_a_token_is_refused() -> None:
    token = TOKENS[KeyKind.ED25519]
    accepted = [bit for bit in range(8 * len(token)) if token_verifies(flipped(token, bit), KeyKind.ED25519)]
    assert accepted == []


def test_every_flipped_bit_of_a_signed_document_is_refused() -> None:
    data = DOCUMENTS[KeyKind.ED25519]
    accepted = [bit for bit in range(8 * len(data)) if document_is_good(flipped(data, bit), KeyKind.ED25519)]
    assert accepted == []


@given(st.sampled_from(sorted(TOKENS)), st.data())
@settings(max_examples=examples(300), deadline=None)
def test_a_flipped_bit_of_any_token_is_refused(kind: KeyKind, data: st.DataObject) -> None:
    token = TOKENS[kind]
    assert not token_verifies(flipped(token, data.draw(st.integers(0, 8 * len(token) - 1))), kind)


@given(st.sampled_from(sorted(DOCUMENTS)), st.data())
@settings(max_examples=examples(300), deadline=None)
def test_a_flipped_bit_of_any_signed_document_is_refused(kind: KeyKind, data: st.DataObject) -> None:
    text = DOCUMENTS[kind]
    assert not document_is_good(flipped(text, data.draw(st.integers(0, 8 * len(text) - 1))), kind)
