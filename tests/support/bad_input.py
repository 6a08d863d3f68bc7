"""Hostile and broken files as a table: what each is, and what becomes of it."""

import hashlib
import hmac
import io
import json
import struct
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image

from mexbadge import _json
from mexbadge._multibase import base64url_encode
from mexbadge.bake import bake
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.proofs import jws
from world import College, World

__all__ = ["COLLEGE", "OTHER", "ROWS", "TOKEN", "WORLD", "chunk", "png"]

WORLD = World()
COLLEGE = College(WORLD)
TOKEN = COLLEGE.issue().credential
OTHER = COLLEGE.issue().credential


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def carrying(*texts: bytes) -> bytes:
    """A PNG with one credential chunk for each text."""
    plain = png()
    chunks = b"".join(chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + text) for text in texts)
    return plain[:33] + chunks + plain[33:]


def signed(header: dict[str, Any], signature: bytes | None = None, payload: dict[str, Any] | None = None) -> bytes:
    """A token over the good payload, or over ``payload``, with any header and signature."""
    body = jws.parse(TOKEN).payload if payload is None else _json.dumps(payload).encode()
    signing = f"{base64url_encode(_json.dumps(header).encode())}.{base64url_encode(body)}"
    made = COLLEGE.signer.sign(signing.encode()) if signature is None else signature
    return f"{signing}.{base64url_encode(made)}".encode()


def wrong_crc() -> bytes:
    baked = bytearray(bake(png(), TOKEN))
    end = baked.index(TOKEN) + len(TOKEN)
    baked[end] ^= 1
    return bytes(baked)


def hmac_with_the_public_key() -> bytes:
    header = {"alg": "HS256", "typ": "JWT", "kid": COLLEGE.signer.verification_method}
    signing = f"{base64url_encode(_json.dumps(header).encode())}.{base64url_encode(jws.parse(TOKEN).payload)}"
    made = hmac.new(COLLEGE.signer.public_key.to_pem(), signing.encode(), hashlib.sha256).digest()
    return f"{signing}.{base64url_encode(made)}".encode()


def strangers_jwk() -> bytes:
    stranger = LocalSigner.generate(KeyKind.ED25519, "x")
    header = {"alg": "EdDSA", "typ": "JWT", "jwk": stranger.public_key.to_jwk()}
    return jws.sign(jws.parse(TOKEN).payload, stranger, header=header).encode()


def contradicting() -> bytes:
    payload = {**json.loads(jws.parse(TOKEN).payload), "jti": "urn:uuid:another"}
    return signed({"alg": "EdDSA", "typ": "JWT", "kid": COLLEGE.signer.verification_method}, payload=payload)


def strangers_proof() -> bytes:
    stranger = LocalSigner.generate(KeyKind.ED25519, COLLEGE.signer.verification_method)
    return COLLEGE.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022", signer=stranger).credential


def altered_proof() -> bytes:
    good = COLLEGE.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential
    return good.replace(b"Dementia Care", b"Dementia Cure", 1)


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0">'
    b'<o:credential verify="x"/></svg>'
)
KID = {"typ": "JWT", "kid": COLLEGE.signer.verification_method}

ROWS: list[tuple[str, str, Callable[[], bytes], int, str, str]] = [
    ("empty file", "a.png", lambda: b"", 1, "invalid", "format_empty"),
    ("white space only", "a.json", lambda: b" \n", 1, "invalid", "format_empty"),
    ("a JPEG named .png", "a.png", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 64, 1, "invalid", "bake_not_an_image"),
    ("plain words", "a.txt", lambda: b"hello there", 1, "invalid", "format_not_readable"),
    ("JSON that is no badge", "a.json", lambda: b"{}", 1, "invalid", "format_not_a_badge"),
    ("a JSON list", "a.json", lambda: b"[1]", 1, "invalid", "format_not_a_badge"),
    ("PNG cut in the chunk", "a.png", lambda: bake(png(), TOKEN)[:200], 1, "invalid", "bake_png_truncated"),
    ("PNG with a wrong CRC", "a.png", wrong_crc, 1, "invalid", "bake_png_crc"),
    ("PNG without a credential", "a.png", png, 1, "invalid", "bake_no_badge"),
    ("PNG with two credentials", "a.png", lambda: carrying(TOKEN, OTHER), 1, "invalid", "format_two_differ"),
    (
        "credential after IEND",
        "a.png",
        lambda: png() + chunk(b"iTXt", b"openbadgecredential\0\0\0\0\0" + TOKEN),
        1,
        "invalid",
        "bake_png_",
    ),
    ("SVG with an entity", "a.svg", lambda: b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, 1, "invalid", "bake_svg_dtd"),
    (
        "SVG without a credential",
        "a.svg",
        lambda: b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        1,
        "invalid",
        "bake_no_badge",
    ),
    ("a duplicate name", "a.json", lambda: b'{"type": 1, "type": 2}', 1, "invalid", "json_duplicate_name"),
    ("depth 100,000", "a.json", lambda: b'{"a":' + b"[" * 100_000, 1, "invalid", "json_too_deep"),
    ("a 10 MB number", "a.json", lambda: b'{"a": ' + b"1" * 10_000_000 + b"}", 1, "invalid", "json_number"),
    ("a lone surrogate", "a.json", lambda: b'{"a": "\\ud800"}', 1, "invalid", "json_surrogate"),
    ("a token of two parts", "a.jwt", lambda: TOKEN.rpartition(b".")[0], 1, "invalid", "proof_jws_"),
    ("alg none", "a.jwt", lambda: signed({"alg": "none", **KID}, b""), 1, "invalid", "proof_jws_"),
    ("HS256 with the public key", "a.jwt", hmac_with_the_public_key, 1, "invalid", "proof_jws_"),
    ("a stranger's jwk", "a.jwt", strangers_jwk, 1, "invalid", "binding_not_listed"),
    (
        "a kid on another host",
        "a.jwt",
        lambda: signed({"alg": "EdDSA", "typ": "JWT", "kid": "https://evil.example/keys#1"}),
        1,
        "invalid",
        "binding_not_listed",
    ),
    ("claims that contradict", "a.jwt", contradicting, 1, "invalid", "proof_jwt_"),
    ("a proof by another key", "a.json", strangers_proof, 1, "invalid", "proof_changed"),
    ("one letter changed", "a.json", altered_proof, 1, "invalid", "proof_changed"),
    ("a good token", "a.jwt", lambda: TOKEN, 0, "valid", "proof_ok"),
    ("a good token in a PNG", "a.png", lambda: bake(png(), TOKEN), 0, "valid", "proof_ok"),
    ("the same token twice", "a.png", lambda: carrying(TOKEN, TOKEN), 0, "warning", "format_two_alike"),
]
