"""Badges that other libraries issued: read as they came, and refused where one word was changed."""

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mexbadge.fetch.types import nothing
from mexbadge.verify import Outcome, Verdict, verify

FOLDER = Path(__file__).resolve().parents[1] / "data" / "foreign"
FILES = sorted(FOLDER.iterdir())
AT = datetime(2027, 1, 1, tzinfo=UTC)


def altered(content: bytes) -> bytes:
    if content.startswith(b"{"):
        return content.replace(b"Safe Lifting", b"Safe Driving")
    head, body, signature = content.split(b".")
    plain = base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)).replace(b"Safe Lifting", b"Safe Driving")
    return b".".join((head, base64.urlsafe_b64encode(plain).rstrip(b"="), signature))


def test_each_library_that_issues_is_here() -> None:
    assert {file.name.partition("-")[0] for file in FILES} == {"digitalbazaar", "openbadgeslib"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_badge_of_another_library_is_valid_but_for_its_self_made_key(file: Path) -> None:
    report = verify(file.read_bytes(), fetch=nothing, at=AT)
    assert report.verdict is Verdict.WARNING, str(report)
    warned = {finding.code for finding in report.findings if finding.outcome is Outcome.WARNED}
    assert "binding_self_asserted" in warned


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_one_changed_word_makes_it_invalid(file: Path) -> None:
    content = altered(file.read_bytes())
    assert content != file.read_bytes()
    assert verify(content, fetch=nothing, at=AT).verdict is Verdict.INVALID
