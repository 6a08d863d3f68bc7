"""Signatures: which key goes with which algorithm, and what never verifies."""

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from mexbadge.errors import SignatureError
from mexbadge.keys import (
    KeyKind,
    LocalSigner,
    PublicKey,
    allowed_algorithms,
    default_algorithm,
    require_rsa_bits,
    verify_signature,
)

MESSAGE = b"The college says so."
SIGNERS = {kind: LocalSigner.generate(kind, "did:web:college.example#key", rsa_bits=2048) for kind in KeyKind}
ED25519_ORDER = 2**252 + 27742317777372353535851937790883648493
RSA = rsa.generate_private_key(65537, 2048)
RSA_SMALL = rsa.generate_private_key(65537, 1024)
DIGESTS: dict[str, hashes.HashAlgorithm] = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def refused(code: str, key: PublicKey, algorithm: str, signature: bytes, message: bytes = MESSAGE) -> None:
    with pytest.raises(SignatureError) as caught:
        verify_signature(key, algorithm, signature, message)
    assert caught.value.code == code


@pytest.mark.parametrize("signer", SIGNERS.values(), ids=lambda signer: signer.algorithm)
def test_what_a_signer_signs_verifies_and_nothing_else_does(signer: LocalSigner) -> None:
    signature = signer.sign(MESSAGE)
    verify_signature(signer.public_key, signer.algorithm, signature, MESSAGE)
    refused("signature_mismatch", signer.public_key, signer.algorithm, signature, MESSAGE + b" ")
    stranger = LocalSigner.generate(signer.public_key.kind, "x", rsa_bits=2048)
    refused("signature_mismatch", stranger.public_key, signer.algorithm, signature)


@pytest.mark.parametrize("signer", SIGNERS.values(), ids=lambda signer: signer.algorithm)
def test_a_signature_of_another_length_never_verifies(signer: LocalSigner) -> None:
    signature = signer.sign(MESSAGE)
    for other in (b"", signature[:-1], signature + b"\0", b"\0" + signature, signature * 2, bytes(len(signature))):
        refused("signature_mismatch", signer.public_key, signer.algorithm, other)


@pytest.mark.parametrize(
    ("kind", "size"), [(KeyKind.ED25519, 64), (KeyKind.P256, 64), (KeyKind.P384, 96), (KeyKind.RSA, 256)]
)
def test_a_signature_has_the_length_of_its_algorithm(kind: KeyKind, size: int) -> None:
    assert len(SIGNERS[kind].sign(MESSAGE)) == size


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.P384])
def test_an_ecdsa_signature_in_der_never_verifies(kind: KeyKind) -> None:
    private = SIGNERS[kind].private
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    digest = hashes.SHA256() if kind is KeyKind.P256 else hashes.SHA384()
    refused(
        "signature_mismatch", SIGNERS[kind].public_key, default_algorithm(kind), private.sign(MESSAGE, ec.ECDSA(digest))
    )


def test_an_ecdsa_signature_of_zeros_or_of_the_group_order_never_verifies() -> None:
    order = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
    for r, s in ((0, 0), (0, 1), (1, 0), (order, order), (1, order), (order, 1)):
        refused("signature_mismatch", SIGNERS[KeyKind.P256].public_key, "ES256", r.to_bytes(32) + s.to_bytes(32))


def test_an_ed25519_signature_with_its_number_beyond_the_group_order_never_verifies() -> None:
    signer = SIGNERS[KeyKind.ED25519]
    signature = signer.sign(MESSAGE)
    s = int.from_bytes(signature[32:], "little")
    for multiple in range(1, 15):
        shifted = s + multiple * ED25519_ORDER
        refused("signature_mismatch", signer.public_key, "EdDSA", signature[:32] + shifted.to_bytes(32, "little"))


@pytest.mark.parametrize("kind", list(KeyKind))
@pytest.mark.parametrize(
    "algorithm", ["none", "", "HS256", "HS512", "ES256K", "ES512", "ed25519", "eddsa", "RSA-OAEP", "dir", "RS1"]
)
def test_an_algorithm_that_fits_no_key_is_refused(kind: KeyKind, algorithm: str) -> None:
    refused("signature_algorithm", SIGNERS[kind].public_key, algorithm, SIGNERS[kind].sign(MESSAGE))


@pytest.mark.parametrize("kind", list(KeyKind))
@pytest.mark.parametrize("other", list(KeyKind))
def test_the_key_decides_which_algorithm_may_be_used(kind: KeyKind, other: KeyKind) -> None:
    if kind is not other:
        refused("signature_algorithm", SIGNERS[kind].public_key, default_algorithm(other), b"\1" * 64)


def test_an_ed25519_signature_verifies_under_both_names_of_its_algorithm() -> None:
    signer = SIGNERS[KeyKind.ED25519]
    for name in ("EdDSA", "Ed25519"):
        verify_signature(signer.public_key, name, signer.sign(MESSAGE), MESSAGE)


@pytest.mark.parametrize("bits", ["256", "384", "512"])
def test_each_rsa_algorithm_verifies_its_own_signatures_only(bits: str) -> None:
    key, digest = PublicKey.from_cryptography(RSA.public_key()), DIGESTS[bits]
    plain = RSA.sign(MESSAGE, padding.PKCS1v15(), digest)
    salted = RSA.sign(MESSAGE, padding.PSS(padding.MGF1(digest), digest.digest_size), digest)
    verify_signature(key, f"RS{bits}", plain, MESSAGE)
    verify_signature(key, f"PS{bits}", salted, MESSAGE)
    refused("signature_mismatch", key, f"PS{bits}", plain)
    refused("signature_mismatch", key, f"RS{bits}", salted)
    refused("signature_mismatch", key, "RS384" if bits == "256" else "RS256", plain)


@pytest.mark.parametrize("salt", [0, 20, 31, 33, 64])
def test_a_salt_of_another_length_never_verifies(salt: int) -> None:
    digest = hashes.SHA256()
    signature = RSA.sign(MESSAGE, padding.PSS(padding.MGF1(digest), salt), digest)
    refused("signature_mismatch", PublicKey.from_cryptography(RSA.public_key()), "PS256", signature)


def test_a_small_rsa_key_counts_only_where_it_is_asked_for() -> None:
    key = PublicKey.from_cryptography(RSA_SMALL.public_key())
    signature = RSA_SMALL.sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256())
    refused("signature_rsa_size", key, "RS256", signature)
    verify_signature(key, "RS256", signature, MESSAGE, small_rsa=True)
    with pytest.raises(SignatureError):
        require_rsa_bits(key)
    require_rsa_bits(key, small_rsa=True)
    require_rsa_bits(SIGNERS[KeyKind.P256].public_key)


def test_a_key_that_its_jwk_restricts_verifies_with_that_algorithm_only() -> None:
    jwk = {**PublicKey.from_cryptography(RSA.public_key()).to_jwk(), "alg": "PS256"}
    signature = RSA.sign(MESSAGE, padding.PKCS1v15(), hashes.SHA256())
    refused("signature_algorithm", PublicKey.from_jwk(jwk), "RS256", signature)
    verify_signature(PublicKey.from_jwk({**jwk, "alg": "RS256"}), "RS256", signature, MESSAGE)


def test_both_names_of_the_ed25519_algorithm_mean_one_restriction() -> None:
    signer = SIGNERS[KeyKind.ED25519]
    restricted = PublicKey.from_jwk({**signer.public_key.to_jwk(), "alg": "EdDSA"})
    verify_signature(restricted, "Ed25519", signer.sign(MESSAGE), MESSAGE)


def test_an_ed25519_signature_under_a_mixed_up_key_never_verifies() -> None:
    other = PublicKey.from_cryptography(ed25519.Ed25519PrivateKey.generate().public_key())
    refused("signature_mismatch", other, "EdDSA", SIGNERS[KeyKind.ED25519].sign(MESSAGE))


def test_the_algorithms_of_open_badges_are_one_for_each_kind() -> None:
    assert {name for kind in KeyKind for name in allowed_algorithms(kind)} == {"EdDSA", "ES256", "ES384", "RS256"}
    assert all(default_algorithm(kind) in allowed_algorithms(kind) for kind in KeyKind)
