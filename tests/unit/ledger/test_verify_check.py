"""The check of a badge's receipt: included, absent, or wrong."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ledger_world import AT as LOGGED
from ledger_world import LOG, TIME, log_key, log_policy, new_log, note_of, signer, witness_key
from mexbadge.errors import FetchError
from mexbadge.fetch import Response
from mexbadge.issuer import Form
from mexbadge.ledger import EntryKind, LogPolicy, Proof, WitnessPolicy, commit, secured_bytes
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.trust.lists import TrustList
from mexbadge.verify import Policy
from mexbadge.verify.checks.ledger import check_ledger, witnessed_by
from mexbadge.verify.findings import Finding, Outcome, Why
from mexbadge.verify.intake import take
from mexbadge.verify.receipts import at_address, beside
from mexbadge.verify.subject import Ask, Subject
from world import AT, ISSUED, College, World

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


def receipt_of(
    subject: Subject, path: Path, *, kind: EntryKind = EntryKind.ISSUE, witnessed: bool = True, time: int = TIME
) -> bytes:
    log = new_log(path)
    made = commit(kind, secured_bytes(subject.raw), subject="urn:x", at=LOGGED, rng=lambda size: bytes(range(size)))
    with log.database.transaction() as connection:
        log.append(connection, [b"another", made, b"one more"])
    note = log.checkpoint(signer(1))
    if witnessed:
        log.add_lines(3, [cosign_text(note.text, "witness.example/w1", signer(2), time=time)])
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


NOW = int(AT.timestamp())
FAR = 4_102_444_800
"""The first second of the year 2100."""


def told(badge: Subject, receipt: bytes, *logs: LogPolicy, **policy: Any) -> list[tuple[str, Outcome]]:
    ask = Ask(Policy(logs=logs, **policy), World().fetch, AT)
    findings = list(check_ledger(badge, receipt, ask))
    for finding in findings:
        assert finding.message("en") != finding.message("fr")
    return [(str(finding.code), finding.outcome) for finding in findings]


@pytest.mark.parametrize(
    ("time", "counts"), [(NOW, True), (NOW + 300, True), (NOW + 301, False), (FAR, False), (2**62, False)]
)
def test_a_time_of_a_witness_after_the_moment_judged_does_not_count(
    tmp_path: Path, subject: Subject, time: int, *, counts: bool
) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db", time=time)
    expected = ("ledger_witnessed", Outcome.PASSED) if counts else ("ledger_late", Outcome.WARNED)
    assert told(subject, receipt, log_policy()) == [expected]
    strict = expected if counts else ("ledger_late", Outcome.FAILED)
    assert told(subject, receipt, log_policy(), require_ledger=True) == [strict]
    seen = witnessed_by(subject, receipt, Ask(Policy(logs=(log_policy(),)), World().fetch, AT))
    assert (seen is not None) is counts
    assert told(subject, receipt, PLAIN) == [("ledger_included", Outcome.PASSED)]
    if not counts:
        assert told(subject_of(), receipt, log_policy()) == [("ledger_quorum", Outcome.FAILED)]


@pytest.mark.parametrize(("before", "told_so"), [(0, False), (300, False), (301, True), (60 * 365 * 86400, True)])
@pytest.mark.parametrize("form", [Form.DATA_INTEGRITY, Form.VC_JWT])
def test_a_witness_cannot_have_seen_a_badge_before_it_was_signed(
    tmp_path: Path, form: Form, before: int, *, told_so: bool
) -> None:
    badge = subject_of(form)
    if badge.jwt is not None:
        claims = {**badge.jwt.claims, "iat": int(ISSUED.timestamp())}
        badge = replace(badge, jwt=replace(badge.jwt, claims=claims))
    receipt = receipt_of(badge, tmp_path / "log.db", time=max(1, int(ISSUED.timestamp()) - before))
    early = [("ledger_early", Outcome.WARNED)] if told_so else []
    assert told(badge, receipt, log_policy()) == [("ledger_witnessed", Outcome.PASSED), *early]
    seen = witnessed_by(badge, receipt, Ask(Policy(logs=(log_policy(),)), World().fetch, AT))
    assert (seen is None) is told_so


def test_all_lists_that_vouch_for_one_log_must_accept_the_receipt(tmp_path: Path, subject: Subject) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db")
    two = LogPolicy(LOG, (log_key(),), WitnessPolicy((witness_key(2), witness_key(4, "witness.example/w2")), 2))
    cases = [
        ((PLAIN, log_policy()), "ledger_witnessed"),
        ((PLAIN, two), "ledger_quorum"),
        ((log_policy(), two, PLAIN), "ledger_quorum"),
        ((PLAIN, LogPolicy(LOG, (log_key(3),))), "ledger_policies_differ"),
        ((LogPolicy(LOG, (log_key(3),)),) * 2, "ledger_unsigned"),
        ((PLAIN, LogPolicy("other.example/log", (log_key(3, "other.example/log"),))), "ledger_included"),
    ]
    for policies, code in cases:
        for order in (policies, policies[::-1]):
            lists = tuple(TrustList(f"list {number}", logs=(one,)) for number, one in enumerate(order))
            findings = list(check_ledger(subject, receipt, Ask(Policy(trust=lists), World().fetch, AT)))
            assert [str(finding.code) for finding in findings] == [code]
            together = TrustList("both", logs=order)
            findings = list(check_ledger(subject, receipt, Ask(Policy(trust=(together,)), World().fetch, AT)))
            assert [str(finding.code) for finding in findings] == [code]
            assert findings[0].message("en") != findings[0].message("fr")


def by_issuer(subject: Subject, receipt: bytes, *vkeys: str, required: bool = False) -> tuple[str, Outcome]:
    """Judge a receipt where nobody believes a log and the issuer's own document names some."""
    world = World()
    college = College(world)
    services = [{"id": f"{college.id}#{n}", "type": "TransparencyLog", "vkey": key} for n, key in enumerate(vkeys)]
    for url, document in college.documents().items():
        world.put(url, {**document, "service": services})
    ask = Ask(Policy(require_ledger=required), world.fetch, AT)
    (finding,) = check_ledger(subject, receipt, ask)
    return str(finding.code), finding.outcome


def test_the_log_that_the_issuer_itself_names_shows_that_it_entered_the_badge_and_nothing_more(
    tmp_path: Path, subject: Subject
) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db", witnessed=False)
    mine, foreign = log_key().vkey, log_key(3, "other.example/log").vkey
    assert by_issuer(subject, receipt, mine) == ("ledger_own_log", Outcome.PASSED)
    assert by_issuer(subject, receipt, foreign, mine) == ("ledger_own_log", Outcome.PASSED)
    assert by_issuer(subject, receipt, mine, required=True) == ("ledger_own_log", Outcome.UNKNOWN)
    assert by_issuer(subject, receipt, foreign) == by_issuer(subject, receipt) == ("ledger_unpinned", Outcome.SKIPPED)
    assert by_issuer(subject, receipt, log_key(3).vkey) == ("ledger_unsigned", Outcome.FAILED)
    assert by_issuer(subject, receipt, "no key") == ("ledger_unpinned", Outcome.SKIPPED)
    nobodys = replace(subject, document={**subject.document, "issuer": None})
    assert by_issuer(nobodys, receipt, mine) == ("ledger_unpinned", Outcome.SKIPPED)


@pytest.mark.parametrize(
    ("proof", "early"),
    [
        ({"created": "2026-01-01T00:05:00Z"}, False),
        ({"created": "2026-01-01T00:05:01Z"}, True),
        ([{"created": "2025-01-01T00:00:00Z"}, "x", {"created": "2026-01-01T00:05:01Z"}, {"created": "soon"}], True),
        ([{"created": "2025-01-01T00:00:00Z"}], False),
        (["x", {}], False),
        (None, False),
    ],
)
def test_a_badge_was_signed_when_the_latest_of_its_proofs_was_made(tmp_path: Path, proof: Any, *, early: bool) -> None:
    badge = subject_of(Form.DATA_INTEGRITY)
    receipt = receipt_of(badge, tmp_path / "log.db")
    badge = replace(badge, document={**badge.document, "proof": proof})
    ask = Ask(Policy(logs=(log_policy(),)), World().fetch, AT)
    codes = [str(one.code) for one in check_ledger(badge, receipt, ask)]
    assert codes == (["ledger_witnessed", "ledger_early"] if early else ["ledger_witnessed"])
    assert (witnessed_by(badge, receipt, ask) is None) is early


def test_a_receipt_that_is_wrong_is_not_called_late_where_no_witness_saw_the_badge(
    tmp_path: Path, subject: Subject
) -> None:
    receipt = receipt_of(subject, tmp_path / "log.db", witnessed=False)
    finding = found(subject, receipt, log_policy())
    assert finding is not None
    assert finding.code == "ledger_quorum"
    assert witnessed_by(subject, receipt, Ask(Policy(logs=(PLAIN,)), World().fetch, AT)) is None
    proven = subject_of(Form.DATA_INTEGRITY)
    alone = receipt_of(proven, tmp_path / "proven.db", witnessed=False)
    assert witnessed_by(proven, alone, Ask(Policy(logs=(PLAIN,)), World().fetch, AT)) is None
