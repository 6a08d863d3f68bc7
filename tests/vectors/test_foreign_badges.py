"""Badges that other libraries issued: read as they came, and refused where one word was changed."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import pytest

from mexbadge.fetch import ResourceSet
from mexbadge.verify import Outcome, Report, Verdict, verify

FOLDER = Path(__file__).resolve().parents[1] / "data" / "foreign"
INDEX: Final[dict[str, Any]] = json.loads((FOLDER / "index.json").read_text(encoding="utf-8"))
BADGES: Final[dict[str, Any]] = INDEX["badges"]
PAGES = ResourceSet.of({url: json.dumps(page).encode() for url, page in INDEX["pages"].items()})
AT = datetime(2027, 1, 1, tzinfo=UTC)
CHANGES = {b"Safe Lifting": b"Safe Driving", b"2026-01-10": b"2026-01-11"}
FOREVER_WRONG = {
    "openvc-eddsa-jcs.json": "it signs the proof with @context in it, and writes it without",
    "openvc-p256-jcs.json": "it signs the proof with @context in it, and writes it without",
}
REVOKED = {"openbadgeslib-ob2-eddsa.revoked.jwt"}
HOSTED = {"openbadgeslib-ob2-hosted.json"}
GOOD = sorted(BADGES.keys() - FOREVER_WRONG.keys() - REVOKED)


def judged(content: bytes) -> Report:
    return verify(content, fetch=PAGES, at=AT)


def codes(report: Report, *outcomes: Outcome) -> set[str]:
    return {finding.code for finding in report.findings if finding.outcome in outcomes}


def said(content: bytes) -> bytes:
    """What stands in a badge: the JSON itself, or the middle of a token."""
    if content.startswith(b"{"):
        return content
    body = content.split(b".")[1]
    return base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4))


def altered(content: bytes) -> bytes:
    if content.startswith(b"{"):
        return changed(content)
    head, _, signature = content.split(b".")
    return b".".join((head, base64.urlsafe_b64encode(changed(said(content))).rstrip(b"="), signature))


def changed(text: bytes) -> bytes:
    before = next(word for word in CHANGES if word in text)
    return text.replace(before, CHANGES[before])


def test_each_badge_has_its_program_version_and_licence() -> None:
    assert {file.name for file in FOLDER.iterdir()} == {*BADGES, "index.json"}
    assert {entry["program"] for entry in BADGES.values()} == {
        "@digitalbazaar/vc",
        "@digitalcredentials/vc",
        "openbadgeslib",
        "openvc-core",
    }
    assert all(entry["version"] and entry["licence"] for entry in BADGES.values())
    assert INDEX["remark"]


@pytest.mark.parametrize("name", GOOD)
def test_a_badge_of_another_library_is_accepted_with_no_more_than_the_warnings_that_are_kept(name: str) -> None:
    report = judged((FOLDER / name).read_bytes())
    assert report.verdict in {Verdict.VALID, Verdict.WARNING}, str(report)
    assert report.verdict == BADGES[name]["verdict"]
    assert codes(report, Outcome.WARNED) == set(BADGES[name]["codes"])
    own_key = b'"did:key:' in said((FOLDER / name).read_bytes())
    assert own_key == ("binding_self_asserted" in codes(report, Outcome.WARNED))


@pytest.mark.parametrize("name", sorted(BADGES.keys() - HOSTED - REVOKED))
def test_one_changed_word_makes_it_invalid(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    report = judged(altered(content))
    assert report.verdict is Verdict.INVALID
    assert codes(report, Outcome.FAILED) & {"proof_changed", "ob2_signature_bad"}


@pytest.mark.parametrize("name", sorted(HOSTED))
def test_of_a_hosted_badge_that_was_changed_only_what_its_issuer_hosts_is_shown(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    genuine, other = judged(content), judged(altered(content))
    assert "ob2_hosted_differs" in codes(other, Outcome.WARNED)
    assert other.badge == genuine.badge


@pytest.mark.parametrize("name", sorted(REVOKED))
def test_a_badge_that_another_library_revoked_is_invalid(name: str) -> None:
    report = judged((FOLDER / name).read_bytes())
    assert report.verdict is Verdict.INVALID
    assert codes(report, Outcome.FAILED) == {"ob2_revoked_on_list"}


@pytest.mark.parametrize("name", sorted(FOREVER_WRONG))
def test_what_a_library_signed_against_the_standard_is_refused_until_what_it_left_out_is_written(name: str) -> None:
    document = json.loads((FOLDER / name).read_bytes())
    assert codes(judged(json.dumps(document).encode()), Outcome.FAILED) == {"proof_changed"}
    document["proof"]["@context"] = document["@context"]
    assert judged(json.dumps(document).encode()).verdict is Verdict.WARNING
