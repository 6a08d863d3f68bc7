"""What the fuzzers start from: the table of bad input, and good samples of each kind, all made in memory."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Final

from cryptography.hazmat.primitives.asymmetric import ec, ed25519

import badge_samples
import world_ob2
from bad_input import ROWS, png
from mexbadge._json import dumps
from mexbadge.bake import bake
from mexbadge.credentials.status_lists import BitList, revocation_document
from mexbadge.dids import did_jwk
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.status.bitstring import Bitstring
from world import ISSUED, College, World

__all__ = ["LARGEST", "TARGETS", "college", "seeds", "signed"]

LARGEST: Final = 64 * 1024
"""The largest input, in bytes: larger ones are what ``tests/slow/test_bounds.py`` is for."""
_SVG: Final = b'<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>'


@cache
def college(kind: KeyKind = KeyKind.ED25519) -> College:
    """Return a college whose name is its key, the same in every run, so that a finding can be run again."""
    private = (
        ed25519.Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
        if kind is KeyKind.ED25519
        else ec.derive_private_key(7, ec.SECP256R1())
    )
    made = College(World(), kind=kind)
    text = LocalSigner(private, "").public_key.to_multikey()
    made.id = f"did:key:{text}"
    made.signer = LocalSigner(private, f"{made.id}#{text}")
    return made


@cache
def signed() -> Mapping[str, bytes]:
    """Return one good badge of each form, by such a college: nothing need be fetched."""
    edwards, curve = college(), college(KeyKind.P256)
    return {
        "token": edwards.issue(Form.VC_JWT, rng=bytes).credential,
        "jcs": edwards.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022", rng=bytes).credential,
        "rdfc": edwards.issue(Form.DATA_INTEGRITY, rng=bytes).credential,
        "ecdsa": curve.issue(Form.DATA_INTEGRITY, suite="ecdsa-rdfc-2019", rng=bytes).credential,
    }


def _bad() -> Iterator[bytes]:
    return (make() for _, _, make, *_ in ROWS)


def _png() -> Iterator[bytes]:
    yield from (bake(png(), credential) for credential in signed().values())


def _svg() -> Iterator[bytes]:
    yield from (bake(_SVG, credential) for credential in signed().values())


def _json() -> Iterator[bytes]:
    samples = (badge_samples.minimal, badge_samples.full, badge_samples.endorsement_v1, badge_samples.clr)
    yield from (dumps(make()).encode() for make in samples)
    yield b'[1e5, -0.0, "\\u00e9\\ud83d\\ude00", true, null, {"": {}}]'


def _jwt() -> Iterator[bytes]:
    yield signed()["token"]
    yield world_ob2.token(world_ob2.signer()).encode()


def _did() -> Iterator[bytes]:
    """Yield an identifier in the first line and, after it, the document that every address answers with."""
    hosted = College(World())
    for kind in KeyKind:
        yield did_jwk(LocalSigner.generate(kind, "x").public_key).encode() + b"\n{}"
    for url, document in hosted.documents().items():
        yield hosted.id.encode() + b"\n" + dumps(document).encode()
        yield url.encode() + b"\n" + dumps(document).encode()
    yield college().id.encode() + b"\n{}"
    yield b"did:web:badges.college.example%3A8443:a:b#key-1\n{}"


def _status() -> Iterator[bytes]:
    """Yield a list, or the entry of a badge."""
    issuer = college().id
    bits = Bitstring.new().with_entry(9, 1)
    yield dumps(BitList("https://c.example/1", issuer).document(bits, valid_from=ISSUED)).encode()
    yield dumps(revocation_document("https://c.example/r", issuer, {"urn:x:1": "withdrawn"})).encode()
    messages = BitList("https://c.example/2", issuer, "message", 2, ("a", "b", "c", "d"))
    yield dumps([messages.entry(9), {"type": "1EdTechRevocationList", "id": "https://c.example/r"}]).encode()
    yield bits.encoded().encode()


def _hosted() -> Iterator[bytes]:
    for make in (world_ob2.assertion, world_ob2.badge_class, world_ob2.issuer):
        yield dumps(make()).encode()
    yield world_ob2.token(world_ob2.signer()).encode()
    yield json.dumps({"recipient": "a@example.ca", "badge": {"version": "0.5.0", "name": "x"}}).encode()


def _whole() -> Iterator[bytes]:
    yield from signed().values()
    yield from chain(_png(), _svg(), _json(), _jwt(), _hosted())


TARGETS: Final[Mapping[str, Callable[[], Iterator[bytes]]]] = {
    "png": _png,
    "svg": _svg,
    "json": _json,
    "jwt": _jwt,
    "did": _did,
    "status": _status,
    "hosted": _hosted,
    "verify": _whole,
}
"""The targets, ``fuzz_NAME.py`` each, and the good samples that each starts from."""


def seeds(target: str) -> tuple[bytes, ...]:
    """Return what a target starts from: its good samples and the whole table of bad input."""
    return tuple(seed for seed in chain(TARGETS[target](), _bad()) if len(seed) <= LARGEST)
