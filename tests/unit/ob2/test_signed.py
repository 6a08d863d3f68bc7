import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mexbadge._multibase import base64url_encode
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.verify.findings import Outcome, Verdict
from mexbadge.verify.policy import Policy
from world_ob2 import (
    EMAIL,
    HOST,
    ISSUER,
    KEY,
    UUID,
    World,
    assertion,
    badge_class,
    codes,
    failed,
    finding,
    issuer,
    key_document,
    signed_assertion,
    signer,
    token,
    unknown,
    verdict,
    warned,
)

SIGNER = signer()
OTHER = signer()


def crafted(header: dict[str, Any], sign: Any, **changes: Any) -> str:
    head = base64url_encode(json.dumps(header).encode())
    body = f"{head}.{base64url_encode(json.dumps(signed_assertion(**changes)).encode())}"
    return f"{body}.{base64url_encode(sign(body.encode()))}"


@pytest.fixture(scope="module")
def rsa_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@pytest.mark.parametrize("kind", list(KeyKind))
def test_a_signed_badge_is_valid_with_each_kind_of_key(kind: KeyKind) -> None:
    by = signer(kind)
    judged = World.signed(by).judge(token(by), recipient=EMAIL)
    assert verdict(judged) is Verdict.VALID
    assert not warned(judged)
    assert "binding_ok" in codes(judged, Outcome.PASSED)


def test_a_changed_token_does_not_verify() -> None:
    head, body, signature = token(SIGNER).split(".")
    forged = base64url_encode(json.dumps(signed_assertion(narrative="More.")).encode())
    assert body != forged
    assert "ob2_signature_bad" in failed(World.signed(SIGNER).judge(f"{head}.{forged}.{signature}"))


def test_a_key_that_the_issuer_does_not_list_does_not_count() -> None:
    assert "ob2_signature_bad" in failed(World.signed(SIGNER).judge(token(OTHER)))
    named = token(OTHER, verification={"type": "SignedBadge", "creator": "https://evil.example/key"})
    assert "ob2_creator_not_listed" in failed(World.signed(SIGNER).judge(named))


def test_an_embedded_issuer_that_lists_the_attackers_key_is_not_believed() -> None:
    evil = key_document(OTHER, id="https://evil.example/key")
    embedded = badge_class(issuer=issuer(publicKey=evil))
    forged = token(OTHER, badge=embedded, verification={"type": "SignedBadge", "creator": evil["id"]})
    judged = World.signed(SIGNER).judge(forged)
    assert verdict(judged) is Verdict.INVALID
    assert "ob2_creator_not_listed" in failed(judged)


def test_a_key_embedded_in_the_assertion_is_not_believed() -> None:
    forged = token(OTHER, verification={"type": "SignedBadge", "creator": key_document(OTHER)})
    assert "ob2_signature_bad" in failed(World.signed(SIGNER).judge(forged))


def test_an_issuer_without_an_address_proves_nothing() -> None:
    embedded = badge_class(id=UUID, issuer=issuer(id=UUID, publicKey=key_document(OTHER)))
    judged = World.signed(SIGNER).judge(token(OTHER, badge=embedded))
    assert "ob2_issuer_not_hosted" in failed(judged)


def test_hs256_with_the_public_key_as_secret_is_refused() -> None:
    secret = SIGNER.public_key.to_pem()
    forged = crafted({"alg": "HS256"}, lambda data: hmac.new(secret, data, hashlib.sha256).digest())
    assert "proof_jws_hmac" in failed(World.signed(SIGNER).judge(forged))


@pytest.mark.parametrize("algorithm", ["none", "NONE", "None"])
def test_an_unsigned_token_is_refused(algorithm: str) -> None:
    head = base64url_encode(json.dumps({"alg": algorithm}).encode())
    forged = f"{head}.{base64url_encode(json.dumps(signed_assertion()).encode())}."
    assert "proof_jws_unsigned" in failed(World.signed(SIGNER).judge(forged))


@pytest.mark.parametrize("name", ["crit", "b64", "zip"])
def test_header_parameters_that_change_what_is_signed_are_refused(name: str) -> None:
    forged = crafted({"alg": "EdDSA", name: True}, SIGNER.sign)
    assert "proof_jws_header" in failed(World.signed(SIGNER).judge(forged))


@pytest.mark.parametrize("name", ["jwk", "jku", "x5u", "x5c", "kid"])
def test_keys_that_the_header_offers_are_ignored(name: str) -> None:
    offered = {"jwk": OTHER.public_key.to_jwk(), "x5c": ["AAAA"]}.get(name, "https://evil.example/key")
    world = World.signed(SIGNER)
    assert verdict(world.judge(crafted({"alg": "EdDSA", name: offered}, SIGNER.sign))) is Verdict.VALID
    assert "ob2_signature_bad" in failed(world.judge(crafted({"alg": "EdDSA", name: offered}, OTHER.sign)))
    assert not any("evil" in request.url for request in world.asked)


def test_the_key_and_not_the_header_decides_the_algorithm() -> None:
    forged = crafted({"alg": "RS256"}, SIGNER.sign)
    assert "ob2_signature_algorithm" in failed(World.signed(SIGNER).judge(forged))


@pytest.mark.parametrize("algorithm", ["RS384", "RS512", "PS256"])
def test_unusual_algorithms_of_rsa_keys_pass_with_a_warning(algorithm: str, rsa_key: rsa.RSAPrivateKey) -> None:
    digest: hashes.HashAlgorithm = {"384": hashes.SHA384(), "512": hashes.SHA512(), "256": hashes.SHA256()}[
        algorithm[2:]
    ]
    pss = padding.PSS(padding.MGF1(digest), salt_length=digest.digest_size)
    pad: padding.AsymmetricPadding = pss if algorithm == "PS256" else padding.PKCS1v15()
    badge = crafted({"alg": algorithm}, lambda data: rsa_key.sign(data, pad, digest))
    judged = World.signed(LocalSigner(rsa_key, KEY)).judge(badge)
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_signature_unusual" in warned(judged)


def test_a_small_rsa_key_counts_only_with_compat_and_a_warning() -> None:
    key = rsa.generate_private_key(65537, 1024)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    badge = crafted({"alg": "RS256"}, lambda data: key.sign(data, padding.PKCS1v15(), hashes.SHA256()))
    world = World.signed(SIGNER)
    world.put(KEY, key_document(SIGNER, publicKeyPem=pem))
    assert "signature_rsa_size" in failed(world.judge(badge))
    judged = world.judge(badge, policy=Policy(compat=True))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_small_rsa" in warned(judged)


def test_an_algorithm_in_the_wrong_case_is_explained() -> None:
    judged = World.signed(SIGNER).judge(crafted({"alg": "rs256"}, SIGNER.sign))
    assert finding(judged, "ob2_algorithm_case").values["right"] == "RS256"


def test_a_header_without_an_algorithm_or_beyond_its_bound_is_refused() -> None:
    world = World.signed(SIGNER)
    assert "proof_jws_algorithm_missing" in failed(world.judge(crafted({"typ": "JWT"}, SIGNER.sign)))
    assert "proof_jws_too_large" in failed(world.judge(crafted({"alg": "EdDSA", "x": "x" * 20_000}, SIGNER.sign)))


def test_padding_of_the_wrong_length_is_refused() -> None:
    assert "multibase_text" in failed(World.signed(SIGNER).judge(token(SIGNER) + "="))


def test_a_key_document_that_is_a_web_page_is_told() -> None:
    world = World.signed(SIGNER)
    world.put(KEY, b"<html>", kind="text/html")
    assert "ob2_not_json" in failed(world.judge(token(SIGNER)))


def test_a_key_under_a_name_that_leads_nowhere_is_told() -> None:
    world = World.signed(SIGNER, publicKey=["urn:uuid:0b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4f", KEY])
    verification = {"type": "SignedBadge", "creator": "urn:uuid:0b7cb2d6-6a5c-4d16-8dd1-6a8c2c4f1f4f"}
    assert "ob2_not_fetchable" in failed(world.judge(token(SIGNER, verification=verification)))
    assert verdict(world.judge(token(SIGNER))) is Verdict.VALID
    assert verdict(world.judge(token(SIGNER, verification={"type": "SignedBadge"}))) is Verdict.VALID


def test_a_token_without_a_verification_is_not_valid() -> None:
    assert "ob2_missing" in failed(World.signed(SIGNER).judge(token(SIGNER, verification=...)))


def test_a_signed_badge_in_another_vocabulary_is_not_valid() -> None:
    badge = token(SIGNER, **{"@context": ["https://w3id.org/security/v1", "https://w3id.org/openbadges/v2"]})
    assert "ob2_context_first" in failed(World.signed(SIGNER).judge(badge))
    assert "ob2_not_an_assertion" in failed(World.signed(SIGNER).judge(token(SIGNER, type="Issuer")))


def test_a_signed_badge_without_a_badge_class_is_not_valid() -> None:
    judged = World.signed(SIGNER).judge(token(SIGNER, badge=...))
    assert verdict(judged) is Verdict.INVALID
    assert "blocked" in codes(judged, Outcome.SKIPPED)


def test_a_header_without_typ_is_fine() -> None:
    assert verdict(World.signed(SIGNER).judge(crafted({"alg": "EdDSA"}, SIGNER.sign))) is Verdict.VALID


def test_a_padded_token_is_read_with_a_warning_over_the_bytes_that_came() -> None:
    def padded(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).decode()

    document = signed_assertion()
    while len(json.dumps(document)) % 3 == 0:
        document["narrative"] = document.get("narrative", "") + "x"
    body = f"{padded(json.dumps({'alg': 'EdDSA'}).encode())}.{padded(json.dumps(document).encode())}"
    assert "=" in body
    judged = World.signed(SIGNER).judge(f"{body}.{padded(SIGNER.sign(body.encode()))}")
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_jws_padded" in warned(judged)
    bare = ".".join(part.rstrip("=") for part in body.split("."))
    moved = f"{body}.{padded(SIGNER.sign(bare.encode()))}"
    assert "ob2_signature_bad" in failed(World.signed(SIGNER).judge(moved))


def test_without_creator_every_key_of_the_issuer_is_tried() -> None:
    second = f"{HOST}/keys/2.json"
    world = World.signed(SIGNER, publicKey=[second, KEY])
    world.put(second, key_document(OTHER, id=second))
    assert verdict(world.judge(token(SIGNER, verification={"type": "SignedBadge"}))) is Verdict.VALID
    assert verdict(world.judge(token(OTHER, verification={"type": "SignedBadge"}))) is Verdict.VALID


def test_a_key_out_of_reach_among_several_leaves_the_question_open() -> None:
    second = f"{HOST}/keys/2.json"
    world = World.signed(SIGNER, publicKey=[KEY, second])
    judged = world.judge(token(OTHER, verification={"type": "SignedBadge"}))
    assert verdict(judged) is Verdict.UNKNOWN
    assert "ob2_unreachable" in unknown(judged)


def test_a_key_that_cannot_be_read_is_told() -> None:
    world = World.signed(SIGNER)
    world.put(KEY, key_document(SIGNER, publicKeyPem="-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"))
    assert "ob2_key_unreadable" in failed(world.judge(token(SIGNER)))
    world.put(KEY, b"", status=404)
    assert "ob2_not_found" in failed(world.judge(token(SIGNER)))


@pytest.mark.parametrize("break_", ["\n", "\r\n", " "])
def test_pem_is_read_with_any_line_break(break_: str) -> None:
    world = World.signed(SIGNER)
    pem = SIGNER.public_key.to_pem().decode().strip().replace("\n", break_)
    world.put(KEY, key_document(SIGNER, publicKeyPem=pem))
    assert verdict(world.judge(token(SIGNER))) is Verdict.VALID


def test_pkcs1_pem_is_read(rsa_key: rsa.RSAPrivateKey) -> None:
    by = LocalSigner(rsa_key, KEY)
    world = World.signed(by)
    pem = rsa_key.public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1).decode()
    world.put(KEY, key_document(by, publicKeyPem=pem))
    assert verdict(world.judge(token(by))) is Verdict.VALID


def test_a_key_inside_the_hosted_profile_counts() -> None:
    inside = key_document(SIGNER, id=f"{ISSUER}#key")
    world = World.signed(SIGNER, publicKey=inside)
    named = token(SIGNER, verification={"type": "SignedBadge", "creator": f"{ISSUER}#key"})
    assert verdict(world.judge(named)) is Verdict.VALID


def test_a_key_beside_the_listed_one_in_the_same_document_does_not_count() -> None:
    listed, beside = f"{HOST}/keys#1", f"{HOST}/keys#2"
    world = World.signed(SIGNER, publicKey=listed)
    inner = {"relation": key_document(OTHER, id=beside), "own": key_document(SIGNER, id=listed)}
    context = ["https://w3id.org/openbadges/v2", {"own": "http://example.org/own", "relation": "http://example.org/r"}]
    world.put(f"{HOST}/keys", {"@context": context, "id": f"{HOST}/keys", **inner})
    verification = {"type": "SignedBadge", "creator": listed}
    assert verdict(world.judge(token(SIGNER, verification=verification))) is Verdict.VALID
    assert "ob2_signature_bad" in failed(world.judge(token(OTHER, verification=verification)))


def test_an_owner_that_is_not_the_issuer_is_a_warning() -> None:
    world = World.signed(SIGNER)
    world.put(KEY, key_document(SIGNER, owner="https://other.example"))
    judged = world.judge(token(SIGNER))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_owner_differs" in warned(judged)


def test_an_issuer_without_keys_proves_nothing() -> None:
    assert "ob2_signature_no_key" in failed(
        World.signed(SIGNER, publicKey=...).judge(token(SIGNER, verification={"type": "SignedBadge"}))
    )


def test_bare_json_that_says_it_is_signed_proves_nothing() -> None:
    assert "ob2_unsigned" in failed(World.signed(SIGNER).judge(signed_assertion()))
    world = World.hosted()
    world.put(f"{HOST}/a", assertion(id=f"{HOST}/a", verification={"type": "SignedBadge"}))
    assert "ob2_unsigned" in failed(world.judge(f"{HOST}/a"))


def test_the_hosted_file_of_a_signed_badge_is_not_consulted() -> None:
    url = f"{HOST}/assertions/9"
    world = World.signed(SIGNER)
    judged = world.judge(token(SIGNER, id=url))
    assert verdict(judged) is Verdict.VALID
    assert "ob2_signed_and_hosted" in codes(judged, Outcome.PASSED)
    assert all(request.url != url for request in world.asked)


def test_a_token_that_calls_itself_hosted_is_judged_as_hosted() -> None:
    world = World.hosted()
    judged = world.judge(token(OTHER, **assertion()))
    assert verdict(judged) is Verdict.WARNING
    assert "ob2_hosted_token" in warned(judged)
    elsewhere = token(OTHER, **assertion(id="https://evil.example/1"))
    assert verdict(world.judge(elsewhere)) is Verdict.UNKNOWN


def test_the_payload_must_be_an_object() -> None:
    head = base64url_encode(json.dumps({"alg": "EdDSA"}).encode())
    for payload in (b"[]", b'"text"', b"{", b"\xff"):
        body = f"{head}.{base64url_encode(payload)}"
        judged = World.signed(SIGNER).judge(f"{body}.{base64url_encode(SIGNER.sign(body.encode()))}")
        assert verdict(judged) is Verdict.INVALID


def test_keys_come_from_the_issuer_of_the_badge_class() -> None:
    other_issuer = "https://other.example/issuer"
    world = World.signed(SIGNER)
    world.put(other_issuer, issuer(id=other_issuer, publicKey="https://other.example/key"))
    world.put("https://other.example/key", key_document(OTHER, id="https://other.example/key", owner=other_issuer))
    forged = token(OTHER, issuer=other_issuer, verification={"type": "SignedBadge"})
    assert "ob2_signature_bad" in failed(world.judge(forged))


def test_a_signed_badge_of_an_issuer_that_is_not_accepted_fails() -> None:
    world = World.signed(SIGNER)
    assert "binding_not_accepted" in failed(world.judge(token(SIGNER), policy=Policy().accepting("https://x.example")))
    accepted = world.judge(token(SIGNER), policy=Policy().accepting(ISSUER))
    assert "binding_accepted" in codes(accepted, Outcome.PASSED)
