"""Attacks on the verifier as a whole; ``docs/explanation/attacks.md`` lists them with those on single rooms."""

import json
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

from bad_input import chunk, png
from mexbadge import _json
from mexbadge.bake import bake
from mexbadge.fetch import HttpFetcher
from mexbadge.fetch.types import nothing
from mexbadge.issuer import Form
from mexbadge.models.shape import CLR_CONTEXT, EXTENSIONS_CONTEXT, OB_CONTEXT, VC2_CONTEXT
from mexbadge.proofs import add_proof
from mexbadge.verify import Outcome, Policy, Verdict, verify, verify_url
from world import ACHIEVEMENT, AT, ISSUED, College, World

GOOD = {Verdict.VALID, Verdict.WARNING}
PRIVATE = [
    "https://127.0.0.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://[::1]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://localhost/x",
    "https://2130706433/x",
    "http://badges.college.example/x",
    "file:///etc/passwd",
    "ftp://college.example/x",
]


@pytest.fixture
def college() -> College:
    """A college whose name is its key: nothing need be fetched to bind it."""
    return College(World(), id="did:key:")


def signed(college: College, **members: Any) -> bytes:
    document = json.loads(college.issue(Form.DATA_INTEGRITY, suite="eddsa-jcs-2022").credential)
    del document["proof"]
    document = {**document, "@context": [VC2_CONTEXT, OB_CONTEXT, EXTENSIONS_CONTEXT], **members}
    return _json.dumps(add_proof(document, college.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)).encode()


def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every attempt to reach the network end the test."""

    def never(*_: object, **__: object) -> NoReturn:
        pytest.fail("something was dialled or looked up")

    monkeypatch.setattr(socket.socket, "connect", never)
    monkeypatch.setattr(socket, "getaddrinfo", never)
    monkeypatch.setattr(socket, "create_connection", never)


@pytest.mark.parametrize("signatures", [[], [{}], [{"protected": "", "signature": ""}], None])
def test_a_token_in_the_json_form_is_no_badge(college: College, signatures: object) -> None:
    header, payload, signature = college.issue().credential.decode().split(".")
    general = {"payload": payload, "signatures": signatures}
    flattened = {"payload": payload, "protected": header, "signature": signature}
    whole = {"payload": payload, "signatures": [{"protected": header, "signature": signature}]}
    for form in (general, flattened, whole, {"payload": payload}):
        assert verify(_json.dumps(form).encode(), fetch=nothing, at=AT).verdict is Verdict.INVALID


def test_a_credential_whose_signer_is_another_than_its_issuer_is_not_valid() -> None:
    world = World()
    college, stranger = College(world), College(world, id="did:web:stranger.example")
    for form in (Form.VC_JWT, Form.DATA_INTEGRITY):
        forged = college.issue(form, signer=stranger.signer).credential
        assert verify(forged, fetch=world.fetch, at=AT).verdict is Verdict.INVALID


@pytest.mark.parametrize("url", PRIVATE)
def test_an_address_in_a_badge_never_leads_into_a_private_network(
    college: College, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    closed(monkeypatch)
    status = {"type": "1EdTechRevocationList", "id": url}
    bits = {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": url,
    }
    schema = {"id": url, "type": "1EdTechJsonSchemaValidator2019"}
    refresh = {"id": url, "type": "1EdTechCredentialRefresh"}
    badge = signed(college, credentialStatus=[status, bits], credentialSchema=schema, refreshService=refresh)
    report = verify(badge, fetch=HttpFetcher(), policy=Policy(remote_schemas=True), at=AT)
    assert report.verdict not in GOOD
    assert not report.resources


@pytest.mark.parametrize("url", PRIVATE)
def test_an_issuer_key_or_page_in_a_private_network_is_never_asked_for(
    college: College, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    closed(monkeypatch)
    document = json.loads(signed(college))
    document["issuer"] = {"id": url, "type": ["Profile"], "name": "College"}
    document["proof"]["verificationMethod"] = f"{url}#key-1"
    badge = _json.dumps(document).encode()
    assert verify(badge, fetch=HttpFetcher(), at=AT).verdict not in GOOD
    assert verify_url(url, fetch=HttpFetcher(), at=AT).verdict is Verdict.UNKNOWN


def test_no_context_is_ever_looked_for_on_the_network(college: College, monkeypatch: pytest.MonkeyPatch) -> None:
    closed(monkeypatch)
    badge = json.loads(college.issue(Form.DATA_INTEGRITY).credential)
    for more in ("https://elsewhere.example/context", {"@import": "https://elsewhere.example/context"}):
        changed = {**badge, "@context": [*badge["@context"], more]}
        report = verify(_json.dumps(changed).encode(), fetch=HttpFetcher(), at=AT)
        assert not report
        assert report.verdict in {Verdict.INVALID, Verdict.UNKNOWN}
        assert not report.resources


def test_a_picture_of_enormous_size_costs_nothing(college: College) -> None:
    badge = college.issue().credential
    header = (65_535).to_bytes(4, "big") * 2 + b"\x08\x06\0\0\0"
    huge = png()[:8] + chunk(b"IHDR", header) + png()[33:]
    assert verify(bake(huge, badge), fetch=nothing, at=AT).verdict is Verdict.WARNING


def test_no_line_of_a_report_grows_with_the_badge(college: College) -> None:
    long = "x" * 400_000
    badge = signed(college, name=long, credentialStatus={"type": long, "id": long}, termsOfUse={"type": long})
    for data in (badge, long.encode(), b'{"%s": 1, "%s": 2}' % (long.encode(), long.encode()), b"eyJ" + long.encode()):
        report = verify(data, fetch=nothing, at=AT)
        for lang in ("en", "fr"):
            assert max(map(len, report.to_text(lang).splitlines())) < 1_500


@pytest.mark.parametrize("member", ["name", "description", "@index", "x"])
def test_what_was_added_after_signing_is_never_shown_as_valid(college: College, member: str) -> None:
    for suite in ("eddsa-rdfc-2022", "eddsa-jcs-2022"):
        document = json.loads(college.issue(Form.DATA_INTEGRITY, suite=suite).credential)
        document["credentialSubject"]["achievement"][member] = "Added"
        assert verify(_json.dumps(document).encode(), fetch=nothing, at=AT).verdict is Verdict.INVALID


def test_a_term_that_is_renamed_under_the_same_statements_is_not_valid(college: College) -> None:
    badge = json.loads(college.issue(Form.DATA_INTEGRITY).credential)
    swapped = {"name": "https://schema.org/description", "description": "https://schema.org/name"}
    badge["@context"] = [*badge["@context"], swapped]
    achievement = badge["credentialSubject"]["achievement"]
    achievement["name"], achievement["description"] = achievement["description"], achievement["name"]
    assert verify(_json.dumps(badge).encode(), fetch=nothing, at=AT).verdict is Verdict.INVALID


def test_a_record_cannot_lend_its_issuer_to_what_is_inside() -> None:
    """A stranger's badge inside a record is its own issuer's; one that only claims the college stays unproven."""
    world = World()
    college, stranger = College(world), College(world, id="did:web:stranger.example")
    forged = json.loads(college.issue(Form.DATA_INTEGRITY, signer=stranger.signer).credential)
    record = {
        "@context": [VC2_CONTEXT, CLR_CONTEXT, OB_CONTEXT],
        "id": "urn:uuid:1d0b4a3c-2f52-4c39-9f3a-3a6f3f0a6a51",
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": "Record of learning",
        "issuer": stranger.profile,
        "validFrom": "2026-03-02T00:00:00Z",
        "credentialSubject": {"id": "did:example:me", "type": ["ClrSubject"], "verifiableCredential": [forged]},
    }
    whole = add_proof(record, stranger.signer, cryptosuite="eddsa-jcs-2022", created=ISSUED)
    report = verify(_json.dumps(whole).encode(), fetch=world.fetch, at=AT)
    assert report.verdict is Verdict.INVALID
    assert report.nested[0].verdict is Verdict.INVALID


def test_a_file_is_judged_by_its_content_whatever_it_is_called(college: College, tmp_path: Path) -> None:
    for name in ("badge.png", "badge.exe", "badge", "badge.json.html"):
        place = tmp_path / name
        place.write_bytes(college.issue().credential)
        assert verify(place, fetch=nothing, at=AT).verdict is Verdict.WARNING


def test_what_could_not_be_checked_is_never_a_pass(college: College) -> None:
    status = {"type": "1EdTechRevocationList", "id": "https://college.example/revoked.json"}
    report = verify(signed(college, credentialStatus=status), fetch=nothing, at=AT)
    assert report.verdict is Verdict.UNKNOWN
    assert {finding.outcome for finding in report.findings if finding.check == "status"} == {Outcome.UNKNOWN}
    assert ACHIEVEMENT["name"] in str(report)
