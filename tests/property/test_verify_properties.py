"""What must hold for every file: a report and never an exception; no altered badge is ever valid."""

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from examples_count import examples
from mexbadge import _json
from mexbadge.bake import bake
from mexbadge.fetch.types import nothing
from mexbadge.issuer import Form
from mexbadge.keys import KeyKind
from mexbadge.verify import Verdict, verify
from world import AT, College, World

WORLD = World()
COLLEGE = College(WORLD)
CURVE = College(WORLD, id="did:web:curve.college.example", kind=KeyKind.P256)
TOKEN = COLLEGE.issue(Form.VC_JWT).credential
JCS = COLLEGE.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential
RDFC = COLLEGE.issue(Form.DATA_INTEGRITY).credential
ECDSA = CURVE.issue(Form.DATA_INTEGRITY, suite="ecdsa-rdfc-2019").credential
SIGNED = {"token": TOKEN, "jcs": JCS, "rdfc": RDFC, "ecdsa": ECDSA}
GOOD = {Verdict.VALID, Verdict.WARNING}


def picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), "teal").save(buffer, "PNG")
    return buffer.getvalue()


BAKED = bake(picture(), TOKEN)


def equal_value(flipped: bytes, original: bytes) -> bool:
    """Whether a flipped JSON text still says the same, as ``0`` and ``-0`` or other white space would."""
    try:
        return bool(_json.loads(flipped) == json.loads(original))
    except ValueError:
        return False


@pytest.mark.parametrize("name", SIGNED)
def test_the_unaltered_badge_is_valid(name: str) -> None:
    assert verify(SIGNED[name], fetch=WORLD.fetch, at=AT).verdict is Verdict.VALID


@pytest.mark.parametrize("name", SIGNED)
@given(data=st.data())
@settings(max_examples=examples(120))
def test_no_flipped_bit_of_a_signed_badge_is_ever_valid(name: str, data: st.DataObject) -> None:
    original = SIGNED[name]
    place = data.draw(st.integers(0, len(original) * 8 - 1))
    flipped = bytearray(original)
    flipped[place // 8] ^= 1 << place % 8
    if name != "token" and equal_value(bytes(flipped), original):
        return
    assert verify(bytes(flipped), fetch=WORLD.fetch, at=AT).verdict not in GOOD


@given(st.data())
@settings(max_examples=examples(120))
def test_no_flipped_bit_of_a_baked_credential_is_ever_valid(data: st.DataObject) -> None:
    start = BAKED.index(TOKEN)
    place = data.draw(st.integers(start * 8, (start + len(TOKEN)) * 8 - 1))
    flipped = bytearray(BAKED)
    flipped[place // 8] ^= 1 << place % 8
    assert verify(bytes(flipped), fetch=WORLD.fetch, at=AT).verdict not in GOOD


def objects(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The places of all objects in a document."""
    found = [path] if isinstance(value, dict) else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        found += objects(inner, (*path, key))
    return found


_names = st.sampled_from(["name", "description", "narrative", "x", "@index", "id", "tag", "validUntil", "image", "url"])
_added = st.text(min_size=1, max_size=8) | st.integers(0, 9) | st.booleans() | st.just({"id": "urn:x:y"})


@pytest.mark.parametrize("name", ["jcs", "rdfc", "ecdsa"])
@given(data=st.data())
@settings(max_examples=examples(120))
def test_no_added_member_is_ever_valid(name: str, data: st.DataObject) -> None:
    document = json.loads(SIGNED[name])
    place = data.draw(st.sampled_from(objects(document)))
    target = document
    for step in place:
        target = target[step]
    member = data.draw(_names | st.text(min_size=1, max_size=6))
    if member in target:
        return
    target[member] = data.draw(_added)
    report = verify(_json.dumps(document).encode(), fetch=WORLD.fetch, at=AT)
    assert report.verdict not in GOOD, (place, member, str(report))


@given(st.binary(max_size=300))
def test_any_bytes_give_a_report(data: bytes) -> None:
    assert verify(data, fetch=nothing, at=AT).verdict not in GOOD


_json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@pytest.mark.parametrize("name", ["jcs", "rdfc"])
@given(data=st.data())
@settings(max_examples=examples(150))
def test_any_member_may_be_anything_and_there_is_still_a_report(name: str, data: st.DataObject) -> None:
    document = json.loads(SIGNED[name])
    place = data.draw(st.sampled_from(objects(document)))
    target = document
    for step in place:
        target = target[step]
    member = data.draw(st.sampled_from(sorted(target)) if target else st.just("x"))
    before = target.get(member)
    target[member] = data.draw(_json_values)
    if target[member] == before:
        return
    report = verify(_json.dumps(document).encode(), fetch=WORLD.fetch, at=AT)
    assert report.verdict not in GOOD
    assert str(report)
    assert report.to_text("fr")


@given(data=st.data())
@settings(max_examples=examples(60))
def test_a_claim_or_header_may_be_anything_and_there_is_still_a_report(data: st.DataObject) -> None:
    from mexbadge._multibase import base64url_encode  # noqa: PLC0415 - only here
    from mexbadge.proofs import jws  # noqa: PLC0415 - only here

    parsed = jws.parse(TOKEN)
    header, payload = dict(parsed.header), json.loads(parsed.payload)
    target = data.draw(st.sampled_from([header, payload]))
    target[data.draw(st.sampled_from(sorted(target)))] = data.draw(_json_values)
    signing = ".".join(base64url_encode(_json.dumps(part).encode()) for part in (header, payload))
    token = f"{signing}.{base64url_encode(COLLEGE.signer.sign(signing.encode()))}"
    report = verify(token.encode(), fetch=WORLD.fetch, at=AT)
    assert str(report)
