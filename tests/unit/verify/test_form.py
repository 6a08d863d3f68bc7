"""Whether a document is well formed is said for every kind, with the place and the rule, and is no verification."""

import gzip
import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from badge_samples import achievement, clr, endorsement, full, minimal, profile
from mexbadge import _json
from mexbadge._multibase import base64url_encode
from mexbadge.errors import InputError
from mexbadge.issuer import Form
from mexbadge.status.bitstring import Bitstring
from mexbadge.texts import LANGUAGES
from mexbadge.texts.look import Look
from mexbadge.verify import FormReport, Verdict, check_form, verify
from mexbadge.verify.form import Shape
from mexbadge.verify.form.clauses import clause_of
from mexbadge.verify.form.schema import form_schema
from mexbadge.verify.form.text import render
from world import AT, College
from world import World as Internet
from world_ob2 import BADGE, HOST, ISSUER, LIST, V2, assertion, badge_class, issuer, key_document, signer, token

SCHEMA = Draft202012Validator(form_schema())
VC2 = minimal()["@context"]
SIGNER = signer()


def checked(document: Any) -> FormReport:
    data = document if isinstance(document, bytes) else _json.dumps(document).encode()
    report = check_form(data)
    SCHEMA.validate(report.to_json())
    for lang in LANGUAGES:
        assert render(report, lang, look=Look(width=40))
        assert render(report, lang, look=Look(ascii=True)).count("\n") >= 2
    return report


def signed() -> dict[str, Any]:
    document: dict[str, Any] = json.loads(College(Internet()).issue(Form.DATA_INTEGRITY).credential)
    return document


def status_list(**changes: Any) -> dict[str, Any]:
    subject = {"type": "BitstringStatusList", "statusPurpose": "revocation", "encodedList": Bitstring.new().encoded()}
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": "did:web:badges.college.example",
        "proof": signed()["proof"],
        "credentialSubject": {**subject, **changes},
    }


GOOD: dict[str, tuple[str, str | None, Callable[[], Any]]] = {
    "badge": ("badge", "3.0", signed),
    "token": ("badge", "3.0", lambda: College(Internet()).issue(Form.VC_JWT).credential),
    "endorsement": ("endorsement", "3.0", lambda: {**endorsement(), "proof": signed()["proof"]}),
    "record": ("record", None, lambda: {**clr(), "proof": signed()["proof"]}),
    "profile": ("profile", "3.0", lambda: {"@context": VC2, **profile()}),
    "achievement": ("achievement", "3.0", achievement),
    "status list": ("status_list", None, status_list),
    "revocations": (
        "revocation_list",
        None,
        lambda: {"id": LIST, "issuer": "did:web:c.example", "type": "1EdTechRevocationList", "revokedCredential": []},
    ),
    "keys": ("key_document", None, lambda: next(iter(College(Internet()).documents().values()))),
    "key set": ("key_document", None, lambda: {"keys": [SIGNER.public_key.to_jwk()]}),
    "list": ("list", None, lambda: [signed(), assertion()]),
    "assertion": ("badge", "2.0", assertion),
    "whole assertion": ("badge", "2.0", lambda: assertion(badge=badge_class(issuer=issuer()))),
    "signed assertion": ("badge", "2.0", lambda: token(SIGNER).encode()),
    "badge class": ("badge_class", "2.0", badge_class),
    "issuer": ("profile", "2.0", issuer),
    "key": ("key_document", "2.0", lambda: key_document(SIGNER)),
    "revocations of 2.0": (
        "revocation_list",
        "2.0",
        lambda: {"@context": V2, "id": LIST, "type": "RevocationList", "issuer": ISSUER, "revokedAssertions": [BADGE]},
    ),
}
ALIKE = {"record": Shape.REMARKS}
"""What is inside the sample of a record is not signed."""


@pytest.mark.parametrize("name", sorted(GOOD))
def test_a_good_document_is_named_and_well_formed(name: str) -> None:
    kind, version, made = GOOD[name]
    report = checked(made())
    assert (report.kind, report.version) == (kind, version)
    assert report.shape is ALIKE.get(name, Shape.WELL_FORMED), report.faults
    assert report
    assert "nothing was fetched" in str(report)


def changed(sample: str, /, **changes: Any) -> dict[str, Any]:
    document = {**deepcopy(GOOD[sample][2]()), **changes}
    return {member: value for member, value in document.items() if value is not ...}


@pytest.mark.parametrize(
    ("document", "code", "where", "clause"),
    [
        (lambda: changed("issuer", url=...), "ob2_missing", "/url", "Open Badges 2.0, Profile"),
        (lambda: changed("issuer", email="nobody"), "ob2_not_email", "/email", "Open Badges 2.0, Profile"),
        (lambda: changed("badge class", description=...), "ob2_missing", "/description", "Open Badges 2.0, BadgeClass"),
        (
            lambda: changed("badge class", issuer=issuer(url=...)),
            "ob2_missing",
            "/issuer/url",
            "Open Badges 2.0, Profile",
        ),
        (
            lambda: changed("badge class", alignment=[{"targetName": "x"}]),
            "ob2_missing",
            "/alignment/targetUrl",
            "Open Badges 2.0, AlignmentObject",
        ),
        (lambda: changed("assertion", issuedOn=...), "ob2_missing", "/issuedOn", "Open Badges 2.0, Assertion"),
        (
            lambda: assertion(badge=badge_class(name=...)),
            "ob2_missing",
            "/badge/name",
            "Open Badges 2.0, BadgeClass",
        ),
        (lambda: changed("key", publicKeyPem="x"), "keys_pem", "/publicKeyPem", "Open Badges 2.0, CryptographicKey"),
        (
            lambda: changed("revocations of 2.0", revokedAssertions=[5]),
            "status_revocations_entry",
            "/revokedAssertions/0",
            "Open Badges 2.0, RevocationList",
        ),
        (lambda: changed("profile", id=...), "models_missing", "/id", "Open Badges 3.0, Profile"),
        (lambda: changed("achievement", name=...), "models_missing", "/name", "Open Badges 3.0, Achievement"),
        (
            lambda: changed("achievement", criteria=7),
            "models_type_object",
            "/criteria",
            "Open Badges 3.0, Achievement",
        ),
        (
            lambda: changed("achievement", alignment=[{"type": ["Alignment"], "targetName": "x"}]),
            "models_missing",
            "/alignment/0/targetUrl",
            "Open Badges 3.0, Alignment",
        ),
        (lambda: changed("badge", issuer=...), "models_missing", "/issuer", "Open Badges 3.0, AchievementCredential"),
        (
            lambda: status_list(statusPurpose=...) | {"credentialSubject": {"type": "BitstringStatusList"}},
            "status_list_form",
            "/credentialSubject/statusPurpose",
            "Bitstring Status List 1.0, BitstringStatusList",
        ),
        (
            lambda: changed("revocations", issuer=...),
            "models_missing",
            "/issuer",
            "1EdTech Revocation List Status Method 1.0, 1EdTechRevocationList",
        ),
        (
            lambda: changed("key set", keys=[]),
            "models_missing",
            "/keys",
            "Controlled Identifiers 1.0, verification methods",
        ),
    ],
)
def test_a_fault_is_told_with_its_place_and_its_rule(
    document: Callable[[], Any], code: str, where: str, clause: str
) -> None:
    report = checked(document())
    assert report.shape is Shape.NOT_WELL_FORMED
    assert not report
    told = [(p["code"], p["where"], p["clause"], p["outcome"]) for p in report.to_json()["problems"]]
    assert (code, where, clause, "failed") in told
    assert where in str(report)
    assert clause in str(report)


@pytest.mark.parametrize("encoded", ["", "u", "uH4sIAAAA", 7])
def test_a_status_list_whose_bits_cannot_be_read_is_not_well_formed(encoded: Any) -> None:
    assert checked(status_list(encodedList=encoded)).shape is Shape.NOT_WELL_FORMED


@pytest.mark.parametrize("name", ["revocations", "revocations of 2.0"])
def test_what_a_list_says_in_other_words_is_a_remark(name: str) -> None:
    """A badge that is named only there would count as not revoked."""
    report = checked(changed(name, alsoRevoked=[BADGE]))
    assert [(f.problem.code, f.problem.where) for f in report.faults] == [("form_list_unread", "/alsoRevoked")]
    assert report.shape is Shape.REMARKS


def test_a_status_list_that_is_too_short_is_not_well_formed() -> None:
    """A short list says which badges there are (Bitstring Status List 1.0, section 3.1)."""
    report = checked(status_list(encodedList="u" + base64url_encode(gzip.compress(bytes(128)))))
    assert [f.problem.code for f in report.faults] == ["status_list_short"]


def test_a_lone_issuer_of_2_0_without_an_id_is_remarked() -> None:
    assert [f.problem.code for f in checked(changed("issuer", id=...)).faults] == ["ob2_no_id"]
    assert not checked({"name": "Example College", "url": HOST, "email": "b@college.example"}).faults


def test_an_extension_that_breaks_its_schema_is_not_well_formed() -> None:
    context = "https://w3id.org/openbadges/extensions/geoCoordinatesExtension/context.json"
    bad = {"@context": context, "type": ["Extension", "extensions:GeoCoordinates"], "description": "x"}
    report = checked(changed("badge class", **{"extensions:geo": bad}))
    assert "ob2_extension_bad" in {f.problem.code for f in report.faults}
    assert report.shape is Shape.NOT_WELL_FORMED


def test_a_document_of_keys_without_a_key_for_badges_is_remarked() -> None:
    report = checked(changed("keys", assertionMethod=...))
    assert [f.problem.code for f in report.faults] == ["form_no_assertion"]
    broken = changed("keys")
    broken["verificationMethod"][0]["publicKeyMultibase"] = "z6Mkbad"
    assert checked(broken).shape is not Shape.WELL_FORMED


def test_an_unsigned_badge_is_well_formed_and_remarked() -> None:
    report = checked(minimal())
    assert [f.problem.code for f in report.faults] == ["form_unsigned"]
    assert report.shape is Shape.REMARKS


def test_well_formed_is_not_verified() -> None:
    """An altered badge has a good form; only a verification finds it out."""
    world = Internet()
    forged = json.loads(College(world).issue(Form.DATA_INTEGRITY).credential)
    forged["credentialSubject"]["achievement"]["name"] = "Head of Surgery"
    report = checked(forged)
    assert report.shape is Shape.WELL_FORMED
    assert report.to_json()["verified"] is False
    assert verify(forged, fetch=world.fetch, at=AT).verdict is Verdict.INVALID


def test_each_document_inside_is_looked_at_by_itself() -> None:
    handed = {
        "@context": VC2[:1],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [signed(), {**signed(), "issuer": 7}],
    }
    report = checked(handed)
    assert [(one.place, one.shape) for one in report.inside] == [
        ("/verifiableCredential/0", Shape.WELL_FORMED),
        ("/verifiableCredential/1", Shape.NOT_WELL_FORMED),
    ]
    assert report.shape is Shape.NOT_WELL_FORMED
    listed = checked([signed(), {"hello": 1}, "no token"])
    assert [one.kind for one in listed.inside] == ["badge", "unknown", "unknown"]


def test_documents_in_documents_end_somewhere_and_it_is_told() -> None:
    deep: Any = {**minimal(), "proof": signed()["proof"]}
    for _ in range(9):
        outer = clr()
        outer["credentialSubject"]["verifiableCredential"] = [deep]
        deep = outer
    assert '"form_more"' in _json.dumps(checked(deep).to_json())
    many = checked([minimal()] * 300)
    assert many.shape is Shape.UNKNOWN
    assert len(many.inside) < 300


@pytest.mark.parametrize("data", [b"", b"{", b'{"hello": 1}', b"hello", b"\x89PNG\r\n\x1a\n", b"[]", b"<html></html>"])
def test_what_is_nothing_known_is_a_report_that_says_so(data: bytes) -> None:
    report = checked(data)
    assert report.kind == "unknown"
    assert report.shape is Shape.NOT_WELL_FORMED


def test_a_kind_that_is_not_checked_here_is_undecided() -> None:
    assert checked(b"eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.aaaa~bbbb~").shape is Shape.UNKNOWN


def test_a_bad_call_is_an_exception() -> None:
    for wrong in ("missing.json", "https://college.example/x", 7):
        with pytest.raises(InputError):
            check_form(wrong)  # type: ignore[arg-type]


def test_an_older_badge_needs_no_id_of_its_own() -> None:
    """Before 2.0 its address is its id, and a file does not know it."""
    old = {
        "recipient": "lee@example.org",
        "issued_on": "2012-05-01",
        "badge": {
            "version": "0.5.0",
            "name": "Safe Lifting",
            "description": "Lifts.",
            "image": f"{HOST}/l.png",
            "criteria": f"{HOST}/c",
            "issuer": {"origin": HOST, "name": "Example College"},
        },
    }
    report = checked(old)
    assert (report.kind, report.version) == ("badge", "0.5")
    assert report


@given(st.data())
def test_no_change_of_a_document_makes_the_check_fail(data: st.DataObject) -> None:
    document = deepcopy(data.draw(st.sampled_from([full(), clr(), assertion(badge=badge_class(issuer=issuer()))])))
    place: Any = document
    while isinstance(place, dict | list) and place:
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            place[key] = data.draw(st.sampled_from([None, 7, "", [], {}, [[]], "\u202ex", {"a": 1}]))
            break
        place = place[key]
    report = checked(document)
    assert report.kind in form_schema()["$defs"]["report"]["properties"]["kind"]["enum"]
    assert "\u202e" not in str(report)


@pytest.mark.parametrize("kind", ["badge", "profile", "revocation_list", "key_document"])
def test_a_rule_is_named_for_every_place_of_a_known_kind(kind: str) -> None:
    for version in ("3.0", "2.0", None):
        assert clause_of(kind, version, "/anything")
    assert clause_of("unknown", None, "/x") is None
    assert clause_of(kind, "3.0", 8) is None


@pytest.mark.parametrize("name", ["issuer", "badge class", "achievement", "status list", "revocations", "keys"])
def test_verify_names_such_a_document_and_points_to_the_check(name: str) -> None:
    report = verify(_json.dumps(GOOD[name][2]()).encode(), fetch=Internet().fetch, at=AT)
    assert report.verdict is Verdict.INVALID
    told = report.findings[-1] if len(report.findings) == 1 else next(f for f in report.findings if f.hint())
    for lang in LANGUAGES:
        assert "mexbadge check" in str(told.hint(lang))
