"""Images and credentials for the tests of baking, made by hand: chunks, text chunks, tokens, SVG documents."""

import base64
import json
import struct
import zlib
from typing import Any

from mexbadge._json import without_braces

SIGNATURE = b"\x89PNG\r\n\x1a\n"
SVG_NAMESPACE = "http://www.w3.org/2000/svg"
OB3_NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
CLR_NAMESPACE = "https://purl.imsglobal.org/clr/v2p0"
OB2_NAMESPACE = "http://openbadges.org"

CREDENTIAL: dict[str, Any] = {
    "@context": ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"],
    "id": "urn:uuid:0e8b7e3c-0000-4000-8000-000000000001",
    "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "Préposée aux bénéficiaires — 個人支援 🏅",
}
CLR: dict[str, Any] = CREDENTIAL | {"type": ["VerifiableCredential", "ClrCredential"]}
ASSERTION: dict[str, Any] = {
    "@context": "https://w3id.org/openbadges/v2",
    "id": "https://badges.college.example/assertions/1?a=1&b=2",
    "type": "Assertion",
}


def text(document: Any) -> bytes:
    """Write a document as UTF-8 JSON, with its letters as they are."""
    return json.dumps(document, ensure_ascii=False).encode()


def portable(document: Any) -> bytes:
    """A document as it lies in an image: the braces in its texts are escapes."""
    return without_braces(text(document).decode()).encode()


def token(payload: Any) -> bytes:
    """Write something that looks like a compact JWS."""
    parts = (base64.urlsafe_b64encode(part).rstrip(b"=") for part in (b'{"alg":"EdDSA"}', text(payload), bytes(64)))
    return b".".join(parts)


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    """Write one chunk with its length and its checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEADER = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
PIXEL = chunk(b"IDAT", zlib.compress(b"\0\x7f"))
END = chunk(b"IEND")


def png(*chunks: bytes, after: bytes = b"") -> bytes:
    """Write a PNG of one grey pixel, with more chunks behind its header, and bytes behind its end."""
    return b"".join([SIGNATURE, HEADER, *chunks, PIXEL, END, after])


def itxt(
    content: bytes,
    keyword: bytes = b"openbadgecredential",
    *,
    flag: int = 0,
    method: int = 0,
    language: bytes = b"",
    translated: bytes = b"",
) -> bytes:
    """Write an iTXt chunk."""
    head = keyword + bytes([0, flag, method]) + language + b"\0" + translated + b"\0"
    return chunk(b"iTXt", head + content)


def svg(inside: str = "", *, declare: str = "", attributes: str = "") -> bytes:
    """Write an SVG with one circle in it, and what is given in front of the circle."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{declare}<svg xmlns="{SVG_NAMESPACE}" {attributes}>{inside}\n'
        '  <circle r="5"/>\n</svg>\n'
    ).encode()


def element(
    content: str = "", *, namespace: str = OB3_NAMESPACE, local: str = "credential", verify: str | None = None
) -> str:
    """Write a credential element as another program might."""
    attribute = "" if verify is None else f" verify='{verify}'"
    return f'<ob:{local} xmlns:ob="{namespace}"{attribute}>{content}</ob:{local}>'
