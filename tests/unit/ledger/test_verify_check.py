"""The check of a badge's receipt: included, absent, or wrong."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ledger_world import AT as LOGGED
from ledger_world import LOG, TIME, log_key, log_policy, new_log, note_of, signer
from mexbadge.errors import FetchError
from mexbadge.fetch import Response
from mexbadge.issuer import Form
from mexbadge.ledger import EntryKind, LogPolicy, Proof, commit, secured_bytes
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.verify import Policy
from mexbadge.verify.checks.ledger import check_ledger, witnessed_by
from mexbadge.verify.findings import Finding, Outcome, Why
from mexbadge.verify.intake import take
from mexbadge.verify.receipts import at_address, beside
from mexbadge.verify.subject import Ask, Subject
from mexbadge.verify.trust import TrustList
from world import AT, College, World

PLAIN = LogPolicy(LOG, (log_key(),))


def subject_of(form: Form = Form.VC_JWT) -> Subject:
    subject = take(
        College(World()).issue(form, suite=None if form is Form.VC_JWT else "eddsa-jcs-2022").credential
    ).subject
    assert subject is not None
    return subject


@pytest.fixture(scope="module")
def subject() -> Subject:
    return subject_of()


def receipt_of(subject: Subject, path: Path, *, kind: EntryKind = EntryKind.ISSUE, witnessed: bool = True) -> bytes:
    log = new_log(path)
    made = commit(kind, secured_bytes(subject.raw), subject="urn:x", at=LOGGED, rng=lambda size: bytes(range(size)))
    with log.database.transaction() as connection:
        log.append(connection, [b"another", made, b"one more"])
    note = log.checkpoint(signer(1))
    if witnessed:
        log.add_lines(3, [cosign_text(note.text, "witness.example/w1", signer(2), time=TIME)])
    with log.database.read() as connection:
        return log.receipt(connection, 1)


def found(subject: Subject, receipt: bytes | None, *logs: LogPolicy, required: bool = False) -> Finding | None:
    world = World()
    ask = Ask(Policy(logs=logs, require_ledger=required), world.fetch, AT)
    findings = list(check_ledger(subject, receipt, ask))
    assert len(findings) <= 1
    if logs:
        assert world.asked == [], "a log that is believed needs no network"
    return findings[0] if findings else None


@pytest.mark.parametrize("form", list(Form)[:2])
def test_a_logged_badge_is_included(tmp_path: Path, form: Form) -> None:
    badge = subject_of(Form(form))
    receipt = receipt_of(badge, tmp_path / "log.db")
    finding = found(badge, receipt, PLAIN)
    assert finding is not None
    assert (finding.code, finding.outcome) == ("ledger_included", Outcome.PASSED)
    finding = found(badge, receipt, LogPolicy(LOG, (log_key(3),)), required=True)
    assert finding is not None
    assert (finding.code, finding.outcome) == ("ledger_unsigned", Outcome.FAILED)


def test_witnesses_say_when(tmp_path: Path, subject: Subject) -> None:
    finding = found(subject, receipt_of(subject, tmp_path / "log.db"), log_policy())
    assert finding is not None
    assert (finding.code, finding.outcome) == ("ledger_witnessed", Outcome.PASSED)
    assert finding.values["time"] == "2026-01-01T00:00:00Z"
    assert "entry 1 of 3" in finding.message("en")


def test_an_absent_receipt_fails_only_where_one_is_required(subject: Subject) -> None:
    assert found(subject, None) is None
    finding = found(subject, None, PLAIN)
    assert finding is not None
    assert (finding.code, finding.outcome, finding.why) == ("ledger_absent", Outcome.SKIPPED, Why.NOT_APPLICABLE)
    finding = found(subject, None, PLAIN, required=True)
    assert finding is not None
    assert (finding.code, finding.outcome) == ("ledger_required", Outcome.FAILED)


def test_a_receipt_of_a_log_that_nobody_knows_proves_nothing(tmp_path: Path, subject: Subject) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db")
    finding = found(subject, receipt)
    assert finding is not None
    assert (finding.code, finding.outcome, finding.why) == ("ledger_unpinned", Outcome.SKIPPED, Why.NOT_ASKED)
    finding = found(subject, receipt, required=True)
    assert finding is not None
    assert (finding.code, finding.outcome) == ("ledger_unpinned", Outcome.UNKNOWN)


@pytest.mark.parametrize("logs", [(), (PLAIN,)], ids=["unpinned", "pinned"])
def test_the_receipt_of_another_badge_is_wrong(tmp_path: Path, subject: Subject, logs: tuple[LogPolicy, ...]) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db")
    finding = found(subject_of(), receipt, *logs)
    assert finding is not None
    assert (finding.code, finding.outcome) == ("ledger_commitment", Outcome.FAILED)


def test_a_receipt_is_refused_for_its_reason(tmp_path: Path, subject: Subject) -> None:
    good = receipt_of(subject, tmp_path / "log.db")
    proof = Proof.parse(good)
    other = note_of(3, bytes(32))
    cases = {
        "ledger_receipt": b"nonsense",
        "ledger_too_large": good + bytes(1_000_000),
        "ledger_inclusion": replace(proof, index=0).to_bytes(),
        "ledger_index": replace(proof, index=3).to_bytes(),
        "ledger_receipt_extra": replace(proof, extra=None).to_bytes(),
        "ledger_origin": replace(proof, note=note_of(3, bytes(32), origin="other.example")).to_bytes(),
        "ledger_unsigned": replace(proof, note=note_of(3, bytes(32), seed=5)).to_bytes(),
        "ledger_kind": receipt_of(subject, tmp_path / "revoked.db", kind=EntryKind.REVOKE),
        "ledger_signature": good.replace(b"\n3\n", b"\n4\n"),
    }
    for code, receipt in cases.items():
        finding = found(subject, receipt, PLAIN)
        assert finding is not None
        assert (finding.code, finding.outcome) == (code, Outcome.FAILED)
    finding = found(subject, replace(proof, note=other).to_bytes(), PLAIN)
    assert finding is not None
    assert finding.code == "ledger_inclusion"
    finding = found(subject, receipt_of(subject, tmp_path / "alone.db", witnessed=False), log_policy())
    assert finding is not None
    assert (finding.code, finding.outcome) == ("ledger_quorum", Outcome.FAILED)


def test_only_witnesses_say_by_when_a_badge_was_logged(tmp_path: Path, subject: Subject) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db")

    def when(badge: Subject, given: bytes | None, *logs: LogPolicy) -> datetime | None:
        return witnessed_by(badge, given, Ask(Policy(logs=logs), World().fetch, AT))

    assert when(subject, receipt, log_policy()) == datetime.fromtimestamp(TIME, UTC)
    assert when(subject, receipt, PLAIN) is None
    assert when(subject, receipt) is None
    assert when(subject, None, log_policy()) is None
    assert when(subject_of(), receipt, log_policy()) is None


def test_a_trust_list_vouches_for_its_logs_while_it_is_in_force(tmp_path: Path, subject: Subject) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db")
    before, after = "2020-01-01T00:00:00Z", "2021-01-01T00:00:00Z"
    for since, until, believed in (
        (None, None, True),
        (before, None, True),
        (None, after, False),
        (before, after, False),
    ):
        trust = TrustList("Approved", logs=(log_policy(),), valid_from=since, valid_until=until)
        ask = Ask(Policy(trust=(trust,)), World().fetch, AT)
        codes = [one.code for one in check_ledger(subject, receipt, ask)]
        assert codes == ["ledger_witnessed" if believed else "ledger_unpinned"]
        assert (witnessed_by(subject, receipt, ask) is not None) is believed
    mine = Policy(logs=(PLAIN,), trust=(TrustList("Approved", logs=(log_policy(),)),))
    assert witnessed_by(subject, receipt, Ask(mine, World().fetch, AT)) is None, "what one pins oneself comes first"


def test_a_receipt_is_found_beside_the_file_or_the_address(tmp_path: Path) -> None:
    (tmp_path / "badge.png.tlog-proof").write_bytes(b"receipt")
    assert beside(tmp_path / "badge.png") == b"receipt"
    assert beside(tmp_path / "other.png") is None
    assert beside("-\0") is None
    pages = {"https://b.example/badge.png.tlog-proof": 200, "https://b.example/gone.png.tlog-proof": 410}

    def status(url: str) -> bytes | None:
        return at_address(url, lambda asked: Response(asked.url, pages.get(asked.url, 404), {}, b"receipt"))

    assert status("https://b.example/badge.png") == b"receipt"
    assert status("https://b.example/gone.png") is None
    assert status("https://b.example/none.png") is None
    assert status("https://b.example/badge.png?x=1") is None
    with pytest.raises(FetchError):
        at_address("https://b.example/a", lambda asked: Response(asked.url, 503, {}, b""))
