"""Single checks at their edges: dates, pictures, and keys at the address that is their name."""

import base64
import hashlib
import time
from dataclasses import replace
from typing import Any

import pytest

from baking import png
from mexbadge.dids import ControllerDocument, KeyThere, VerificationMethod
from mexbadge.errors import FetchError, Problem
from mexbadge.fetch.types import Request, Response
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.ld import ExtraContext
from mexbadge.models.kinds import OB_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import jws, vc_jwt
from mexbadge.verify import Policy
from mexbadge.verify.checks.dates import check_dates
from mexbadge.verify.checks.image import check_image
from mexbadge.verify.checks.model import check_context
from mexbadge.verify.findings import Finding, Outcome
from mexbadge.verify.signature.kids import NamedKey
from mexbadge.verify.status_dates import as_of, as_served
from mexbadge.verify.subject import Ask, SecuredBy, Subject
from world import AT, World

ISSUER = "https://platform.example/b"
KID = f"{ISSUER}/keys/1"
URL = "https://platform.example/picture.png"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
SIGNER = LocalSigner.generate(KeyKind.ED25519, KID)


def subject(**document: Any) -> Subject:
    return Subject(b"x", SecuredBy.DATA_INTEGRITY, {"@context": [VC2_CONTEXT], "issuer": ISSUER, **document})


def ask(world: World | None = None, **given: Any) -> Ask:
    return Ask(Policy(), (world or World()).fetch, AT, **given)


# Dates


def dated(**document: Any) -> list[tuple[str, Outcome, dict[str, object]]]:
    return [(str(one.code), one.outcome, dict(one.values)) for one in check_dates(subject(**document), ask())]


@pytest.mark.parametrize("name", ["validFrom", "validUntil"])
@pytest.mark.parametrize("text", ["soon", "", 5, ["2026-01-01T00:00:00Z"], "2026-01-01"])
def test_a_date_that_nobody_can_read_fails_and_is_shown(name: str, text: Any) -> None:
    found = dated(**{"validFrom": "2026-01-01T00:00:00Z", name: text})
    assert found == [("dates_unreadable", Outcome.FAILED, {"date": text})]


@pytest.mark.parametrize(
    ("start", "end", "code", "outcome"),
    [
        (None, None, "dates_unreadable", Outcome.FAILED),
        ("2026-05-01T12:00:00Z", None, "dates_no_end", Outcome.PASSED),
        ("2026-05-01T12:00:00Z", "2026-05-01T12:00:01Z", "dates_until", Outcome.PASSED),
        ("2026-05-01T11:00:00Z", "2026-05-01T12:00:00Z", "dates_expired", Outcome.FAILED),
        ("2026-05-01T11:00:00Z", "2026-05-01T10:59:59Z", "dates_backwards", Outcome.FAILED),
        ("2026-05-01T11:00:00Z", "2026-05-01T11:00:00Z", "dates_expired", Outcome.FAILED),
        ("2026-06-01T00:00:00Z", "2026-05-31T00:00:00Z", "dates_backwards", Outcome.FAILED),
        ("2026-05-01T12:01:00Z", None, "dates_no_end", Outcome.PASSED),
        ("2026-05-01T12:01:01Z", None, "dates_not_yet", Outcome.FAILED),
    ],
)
def test_a_badge_is_in_force_from_its_start_up_to_its_end(
    start: str | None, end: str | None, code: str, outcome: Outcome
) -> None:
    document = {name: text for name, text in (("validFrom", start), ("validUntil", end)) if text is not None}
    ((found, how, values),) = dated(**document)
    assert (found, how) == (code, outcome)
    assert set(values.values()) == ({""} if start is None else {start, end})


# Pictures


def pictured(picture: bytes | None, world: World | None = None, **document: Any) -> list[Finding]:
    return list(check_image(replace(subject(**document), picture=picture), ask(world)))


def data_of(picture: bytes, head: str = "data:image/png;base64,") -> str:
    return head + base64.b64encode(picture).decode()


def test_one_picture_that_is_equal_is_enough_whatever_could_not_be_had_or_differs_before_it() -> None:
    same, other = data_of(png()), data_of(png(after=b"more"))
    achievement = {"image": {"id": same, "type": "Image"}}
    for first in (URL, other, "data:image/png"):
        (found,) = pictured(png(), image=first, credentialSubject={"achievement": achievement})
        assert (found.code, found.where) == ("image_same", "/credentialSubject/achievement/image")
    (found,) = pictured(png(), image=other, credentialSubject={"image": data_of(SVG), "achievement": {"image": other}})
    assert (found.code, found.outcome, found.where) == ("image_differs", Outcome.WARNED, "/image")


def test_where_none_could_be_had_the_first_is_named_with_the_reason_of_the_last() -> None:
    (found,) = pictured(png(), image=URL, credentialSubject={"image": "data:image/png"})
    assert (found.code, found.outcome, found.where) == ("image_not_compared", Outcome.SKIPPED, "/image")
    assert found.values["url"] == URL
    assert getattr(found.values["reason"], "code", None) == "image_data_form"


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"image": "urn:uuid:1"},
        {"image": "picture.png"},
        {"image": 5},
        {"image": {"id": 5}},
        {"image": []},
        {"image": [data_of(png()), data_of(png())]},
        {"credentialSubject": "x"},
        {"credentialSubject": {"achievement": ["x"]}},
        {"credentialSubject": [{"image": data_of(png())}, {"image": data_of(png())}]},
    ],
)
def test_of_several_and_of_what_is_no_address_no_picture_is_taken(document: dict[str, Any]) -> None:
    (found,) = pictured(png(), **document)
    assert found.code == "image_not_named"
    assert pictured(None, **document) == []


@pytest.mark.parametrize("shape", [list, tuple])
def test_what_stands_alone_in_a_list_stands_alone(shape: Any) -> None:
    same = data_of(png())
    (found,) = pictured(png(), image=shape([{"id": same}]))
    assert (found.code, found.where) == ("image_same", "/image")
    (found,) = pictured(png(), credentialSubject=shape([{"achievement": shape([{"image": shape([same])}])}]))
    assert (found.code, found.where) == ("image_same", "/credentialSubject/achievement/image")


@pytest.mark.parametrize(
    ("address", "picture", "code"),
    [
        (data_of(png(), "DATA:image/png;BASE64,"), png(), "image_same"),
        ("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E", SVG, "image_same"),
        ("data:image/svg+xml;utf8,<svg xmlns='http://www.w3.org/2000/svg'/>", SVG, "image_same"),
        ("data:image/png;base64", png(), "image_not_compared"),
        ("data:image/png;base64,!", png(), "image_not_compared"),
        (URL.replace("https", "HTTPS"), png(), "image_not_compared"),
    ],
)
def test_the_address_of_a_picture_is_read_in_any_case(address: str, picture: bytes, code: str) -> None:
    (found,) = pictured(picture, image=address)
    assert found.code == code


# Keys by their address


def named(kid: object = KID, issuer: object = ISSUER) -> tuple[NamedKey, list[str]]:
    asked: list[str] = []

    def fetch(request: Request) -> Response:
        asked.append(request.url)
        raise FetchError("fetch_dns", url=request.url)

    header = {"typ": "JWT", **({} if kid is None else {"kid": kid})}
    token = vc_jwt.read(jws.sign(b'{"@context":[]}', SIGNER, header=header))
    given = replace(subject(), document={"issuer": issuer})
    return NamedKey.of(token, given, Ask(Policy(), fetch, AT)), asked


@pytest.mark.parametrize(
    ("kid", "issuer"),
    [
        (None, ISSUER),
        ("key-1", ISSUER),
        (f"{ISSUER}#key-1", ISSUER),
        (ISSUER, ISSUER),
        ("did:web:platform.example#key-1", ISSUER),
        ("HTTPS://platform.example/b/keys/1", ISSUER),
        ("https://other.example/b/keys/1", ISSUER),
        ("http://platform.example/b/keys/1", ISSUER),
        (KID, "did:web:platform.example"),
        (KID, None),
        (None, None),
    ],
)
def test_only_an_https_address_on_the_issuers_origin_and_not_the_issuers_own_is_asked_for_a_key(
    kid: object, issuer: object
) -> None:
    found, asked = named(kid, issuer)
    assert (found.kid, found.key, found.failure, asked) == (None, None, None, [])


def test_an_address_on_the_issuers_origin_is_asked_once() -> None:
    found, asked = named()
    assert (found.kid, asked) == (KID, [KID])
    assert isinstance(found.failure, FetchError)


def at_its_address(**members: Any) -> NamedKey:
    method = VerificationMethod(KID, "JsonWebKey", "", SIGNER.public_key)
    found = KeyThere(KID, method, frozenset(), direct=True)
    return NamedKey(ISSUER, KID, replace(found, **members))


def alone(keys: ControllerDocument, key: NamedKey | None = None) -> str | None:
    found = (key or at_its_address()).alone(keys, ask())
    return None if found is None else str(found.code)


def test_a_key_at_its_address_binds_only_where_the_issuer_lists_nothing_whatever_it_may_be() -> None:
    nothing = ControllerDocument(ISSUER)
    assert alone(nothing) == "binding_kid_alone"
    assert alone(replace(nothing, relationships={"authentication": frozenset()})) == "binding_kid_alone"
    method = VerificationMethod(f"{ISSUER}#1", "Multikey", ISSUER)
    problem = Problem("fetch_dns", None, {"url": ISSUER})
    for something in (
        replace(nothing, methods=(method,)),
        replace(nothing, unread=(problem,)),
        replace(nothing, problems=(problem,)),
        replace(nothing, relationships={"authentication": frozenset({"x"}), "assertionMethod": frozenset()}),
    ):
        assert alone(something) is None
    assert alone(nothing, at_its_address(controllers=frozenset({ISSUER}))) == "binding_kid_alone"
    assert alone(nothing, at_its_address(controllers=frozenset({"https://other.example"}))) is None
    assert alone(nothing, at_its_address(method=None)) is None
    assert alone(nothing, at_its_address(direct=False)) == "binding_kid_elsewhere"


# Contexts


def contexts(named: Any, *supplied: ExtraContext) -> list[tuple[str, Outcome, dict[str, object]]]:
    given = replace(subject(), document={"@context": named})
    policy = Policy(contexts=supplied)
    return [
        (str(one.code), one.outcome, dict(one.values)) for one in check_context(given, Ask(policy, World().fetch, AT))
    ]


def test_contexts_are_in_order_where_nothing_else_is_to_be_said_of_them() -> None:
    assert contexts([VC2_CONTEXT, OB_CONTEXT]) == [("context_ok", Outcome.PASSED, {})]
    found = contexts(["https://elsewhere.example/c", VC2_CONTEXT])
    assert "context_ok" not in {code for code, _, _ in found}
    assert Outcome.FAILED in {outcome for _, outcome, _ in found}, "the first is the one of the standard"
    missing = contexts([OB_CONTEXT])
    assert missing
    assert {code for code, _, _ in missing}.isdisjoint({"context_ok", "context_not_known"})


def test_a_context_that_is_not_known_is_told_with_its_address_and_no_more_than_ten_are() -> None:
    many = [f"https://elsewhere.example/{number}" for number in range(12)]
    found = [one for one in contexts([VC2_CONTEXT, OB_CONTEXT, *many]) if one[0] == "context_not_known"]
    assert found == [("context_not_known", Outcome.WARNED, {"url": url}) for url in many[:10]]


def test_a_context_that_was_supplied_is_told_with_the_beginning_of_its_digest() -> None:
    body = b'{"@context":{"x":"urn:x:x"}}'
    extra = ExtraContext("https://elsewhere.example/c", body, hashlib.sha256(body).hexdigest())
    values = {"url": extra.url, "digest": extra.sha256[:16]}
    assert contexts([VC2_CONTEXT, OB_CONTEXT, extra.url], extra) == [("context_supplied", Outcome.WARNED, values)]


# As of when a list speaks


def moment_of(said: Problem) -> object:
    return said.values.get("moment")


def test_a_list_speaks_as_of_the_latest_moment_up_to_the_one_asked_about() -> None:
    early, at, late = "2026-04-01T00:00:00Z", "2026-05-01T12:00:00Z", "2026-06-01T00:00:00Z"
    assert moment_of(as_of({"validFrom": early, "proof": {"created": at}}, at=AT)) == "2026-05-01T12:00Z"
    assert moment_of(as_of({"validFrom": early, "proof": [{"created": late}]}, at=AT)) == "2026-04-01T00:00Z"
    assert moment_of(as_of({"validFrom": late, "issuanceDate": "2026-07-01T00:00:00Z"}, at=AT)) == "2026-06-01T00:00Z"
    assert as_of({"validFrom": "soon", "proof": "x"}, at=AT).code == "status_undated"


def test_an_unsigned_list_speaks_as_of_when_its_server_says(monkeypatch: pytest.MonkeyPatch) -> None:
    cases: tuple[tuple[dict[str, str], str | None], ...] = (
        ({}, None),
        ({"date": "Thu, 01 Jan 2026 00:00:00 GMT"}, "2026-01-01T00:00Z"),
        ({"date": "Thu, 01 Jan 2026 00:00:00 -0000"}, "2026-01-01T00:00Z"),
        ({"last-modified": "soon", "date": "Thu, 01 Jan 2026 00:00:00 -0500"}, "2026-01-01T05:00Z"),
    )
    try:
        with monkeypatch.context() as elsewhere:
            elsewhere.setenv("TZ", "America/Toronto")
            time.tzset()
            for headers, expected in cases:
                assert moment_of(as_served(Response(URL, 200, headers, b"{}"))) == expected
    finally:
        time.tzset()
