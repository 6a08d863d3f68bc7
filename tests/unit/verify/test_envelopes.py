"""Envelopes and tokens of other kinds: spelled otherwise they hold the same badge, unknown ones are left open."""

import base64
import json
from typing import Any

import pytest

from mexbadge import _json
from mexbadge._multibase import base64url_decode
from mexbadge.issuer import Form
from mexbadge.models.shape import VC2_CONTEXT
from mexbadge.proofs import jws
from mexbadge.verify import Report, Verdict, verify
from mexbadge.verify.envelopes import Enveloped, envelope_of
from world import AT, College, World

WORLD = World()
COLLEGE = College(WORLD)
TOKEN = COLLEGE.issue(Form.VC_JWT).credential.decode()
ALTERED = f"{TOKEN[:-6]}AAAAAA"
SAME = (
    "data:application/vc+jwt,{}",
    "DATA:application/vc+jwt,{}",
    "data:Application/VC+JWT,{}",
    "data:application/vc+jwt;charset=utf-8,{}",
    "data:application/vc+jwt; charset=UTF-8;version=1,{}",
    "data:application/vc-ld+jwt,{}",
    "data:application/vc+ld+jwt,{}",
    "data:application/jwt,{}",
    "data:application/vc+jwt,{}\n",
)
OPEN = (
    "vc+sd-jwt", "VC+SD-JWT", "dc+sd-jwt", "vc-ld+sd-jwt", "vp+sd-jwt", "vc+cose", "vp+cose", "vc-ld+cose", "dc+sd-cwt",
)  # fmt: skip
NONE = (
    "data:application/json,{}", "data:,{}", "data:application/vc+jwt{}", "application/vc+jwt,{}", "{}",
    "data:application/vc+jwt;base64,{}", "https://evil.example/{}", "data:application/vc+sd-jwtx,{}",
    "data:text/plain;application/vc+jwt,{}",
)  # fmt: skip


def envelope(address: object, kind: str = "EnvelopedVerifiableCredential") -> dict[str, Any]:
    return {"@context": VC2_CONTEXT, "type": kind, "id": address}


def shown(document: object) -> dict[str, Any]:
    return {"@context": [VC2_CONTEXT], "type": ["VerifiablePresentation"], "verifiableCredential": [document]}


def judged(document: object) -> Report:
    data = document if isinstance(document, bytes) else _json.dumps(document).encode()
    return verify(data, fetch=WORLD.fetch, at=AT)


@pytest.mark.parametrize("form", SAME)
def test_an_envelope_that_is_spelled_otherwise_holds_the_same_badge(form: str) -> None:
    for wrap in (envelope, lambda address: shown(envelope(address))):
        assert judged(wrap(form.format(TOKEN))).verdict is Verdict.VALID
        assert judged(wrap(form.format(ALTERED))).verdict is Verdict.INVALID


def test_a_token_in_base64_or_with_escapes_is_the_same_badge() -> None:
    coded = base64.b64encode(TOKEN.encode()).decode()
    escaped = TOKEN.replace(".", "%2E").replace("e", "%65", 1)
    for address in (f"data:application/vc+jwt;base64,{coded}", f"data:application/vc+jwt;BASE64,{coded}",
                    f"data:application/vc+jwt,{escaped}"):  # fmt: skip
        assert judged(envelope(address)).verdict is Verdict.VALID, address


@pytest.mark.parametrize("kind", OPEN)
def test_a_kind_that_is_not_checked_is_named_and_left_open(kind: str) -> None:
    for body in (TOKEN, f"{TOKEN}~", "", "anything"):
        report = judged(envelope(f"data:application/{kind},{body}"))
        assert report.verdict is Verdict.UNKNOWN
        (finding,) = report.findings
        assert (finding.code, kind.lower() in finding.message("en")) == ("format_unchecked", True)
        assert finding.message("fr") != finding.message("en")
        assert judged(shown(envelope(f"data:application/{kind},{body}"))).verdict is Verdict.UNKNOWN


@pytest.mark.parametrize("tail", ["~", "~WyJzYWx0Il0~", "~WyJzYWx0Il0~eyJ.eyJ.AA"])
def test_a_token_of_which_parts_may_be_left_out_is_left_open(tail: str) -> None:
    for document in (
        f"{TOKEN}{tail}".encode(),
        envelope(f"data:application/vc+jwt,{TOKEN}{tail}"),
        shown(TOKEN + tail),
    ):
        report = judged(document)
        assert (report.verdict, "format_unchecked" in report.codes()) == (Verdict.UNKNOWN, True)


@pytest.mark.parametrize("form", NONE)
def test_what_is_no_envelope_with_a_token_is_not_valid(form: str) -> None:
    assert judged(envelope(form.format(TOKEN))).verdict is Verdict.INVALID
    assert "format_envelope" in judged(envelope("https://college.example/badge")).codes()
    assert judged(shown(envelope(form.format(TOKEN)))).verdict is Verdict.INVALID


@pytest.mark.parametrize("address", [None, 7, [], {"id": "data:application/vc+jwt,x"}, "", "data:application/vc+jwt,"])
def test_an_envelope_without_a_token_is_not_valid(address: object) -> None:
    assert judged(envelope(address)).verdict is Verdict.INVALID


def test_an_envelope_is_never_judged_by_what_stands_around_it() -> None:
    """A proof, a type or words beside the envelope belong to nobody."""
    genuine = json.loads(COLLEGE.issue(Form.DATA_INTEGRITY).credential)
    hybrid = {
        **genuine,
        "type": [*genuine["type"], "EnvelopedVerifiableCredential"],
        "id": f"data:application/vc+jwt,{ALTERED}",
    }
    assert judged(hybrid).verdict is Verdict.INVALID
    inner = _json.dumps(envelope(f"data:application/vc+jwt,{TOKEN}"))
    assert judged(envelope(f"data:application/vc+jwt,{inner}")).verdict is Verdict.INVALID


@pytest.mark.parametrize("typ", ["vc+jwt", "VC+JWT", "application/vc+jwt", "vc-ld+jwt", "vc+ld+jwt"])
def test_a_token_may_call_its_type_by_each_of_its_names(typ: str) -> None:
    payload = base64url_decode(TOKEN.split(".")[1])
    header = {"alg": "EdDSA", "typ": typ, "kid": COLLEGE.signer.verification_method}
    assert judged(jws.sign(payload, COLLEGE.signer, header=header).encode()).verdict is Verdict.VALID
    for other in ("vc+sd-jwt", "text/plain", "vcjwt", ""):
        token = jws.sign(payload, COLLEGE.signer, header={**header, "typ": other})
        assert judged(token.encode()).verdict is Verdict.INVALID, other


def test_what_is_no_envelope_is_left_alone() -> None:
    assert envelope_of({"type": "OpenBadgeCredential", "id": f"data:application/vc+jwt,{TOKEN}"}) is None
    assert envelope_of(envelope("data:application/vp+jwt,x", "EnvelopedVerifiablePresentation")) == Enveloped(b"x")
