"""The private part of a badge's page: who holds it, and its file, for whoever has the private link and nobody else.

Until its holder agrees to be named, a badge's page shows neither the name nor the file, whose salt would let anybody
guess whose it is. Both lie on the site encrypted by AES-256-GCM. The key is an HMAC under the register's secret; the
private link carries it after ``#``, which no browser sends to a host.

The same content gives the same bytes, so that a page that did not change is not written again: the nonce is an HMAC of
the content under a key of its own, and so it never stands for two contents (as in the synthetic nonces of RFC 5297).
"""

import hmac
from base64 import b64encode
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mexbadge import _json

__all__ = ["FILE", "PAGE", "opened", "page_part", "sealed"]

PAGE: Final = "mexbadge private page 1"
"""What is bound into the encrypted part of a page, so that no other part passes for it."""
FILE: Final = "mexbadge private file 1"
"""What is bound into an encrypted file."""
_NONCE: Final = 12
_STEP: Final = 512
"""To a multiple of so many bytes a page's part is filled up: its length tells nothing of a name."""


def sealed(key: bytes, content: bytes, what: str) -> bytes:
    """Encrypt content under a key of 32 bytes: the nonce, then the ciphertext with its tag; ``what`` is bound in."""
    chosen = hmac.new(key, f"{what} nonce".encode("ascii"), sha256).digest()
    nonce = hmac.new(chosen, content, sha256).digest()[:_NONCE]
    return nonce + AESGCM(key).encrypt(nonce, content, what.encode("ascii"))


def opened(key: bytes, content: bytes, what: str) -> bytes | None:
    """Return what :func:`sealed` encrypted; ``None`` for another key, another ``what``, or other bytes."""
    try:
        return AESGCM(key).decrypt(content[:_NONCE], content[_NONCE:], what.encode("ascii"))
    except (InvalidTag, ValueError):
        return None


def page_part(key: bytes, *, name: str | None, file: str, kind: str) -> str:
    """Return the encrypted part of a page, in base64: the holder's name, and how the file is called and what it is."""
    told = _json.dumps({"name": name, "file": file, "type": kind}).encode("utf-8")
    return b64encode(sealed(key, told.ljust(-(-len(told) // _STEP) * _STEP), PAGE)).decode("ascii")
