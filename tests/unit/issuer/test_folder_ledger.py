"""An issuer's folder with a ledger: issuing and logging are one, receipts lie beside badges, and witnesses count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, select, update

from issuing import AISHA, BEN, Folder, rows
from ledger_world import signer, witness_key
from mexbadge.bake import extract_receipt, insert_receipt, unbake
from mexbadge.errors import BakeError, LedgerError, RegisterError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Form, Issued, Issuer, Status
from mexbadge.issuer.checkup import REMARKS, check_folder
from mexbadge.issuer.register.tables import RECEIPTS, RECEIPTS_DUE
from mexbadge.ledger import SUFFIX, Checkpoint, Entry, LogPolicy, Proof, WitnessPolicy
from mexbadge.ledger.audit import audit
from mexbadge.ledger.cosignature import cosign_text
from mexbadge.ledger.log import Log
from mexbadge.ledger.note import Note
from mexbadge.ledger.tables import CHECKPOINTS, ENTRIES
from mexbadge.ledger.tiles import bundle as make_bundle
from mexbadge.ledger.tiles import read_bundle
from mexbadge.ledger.tree import leaf_hash
from mexbadge.verify import Policy, Report, Verdict, Verifier
from mexbadge.verify.findings import Outcome


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


@pytest.fixture
def issuer(folder: Folder) -> Issuer:
    return folder.create(ledger=True, email="badges@college.ca")


def log_of(issuer: Issuer) -> Log:
    log = issuer._desk.log
    assert log is not None
    return log


def kinds(issuer: Issuer) -> list[str]:
    with issuer.register.read() as connection:
        entries = connection.execute(select(ENTRIES.c.entry).order_by(ENTRIES.c.position)).scalars().all()
    return [str(Entry.parse(entry).kind) for entry in entries]


def judged(folder: Folder, issuer: Issuer, path: Path, *logs: LogPolicy, required: bool = False) -> Report:
    issuer.write_hosted()
    policy = Policy(logs=logs, require_ledger=required)
    verifier = Verifier(policy, fetch=ResourceSet.load(folder.path / "hosted"))
    return verifier.verify(path, at=folder.clock() + timedelta(seconds=1))


def outcomes(report: Report) -> dict[str, Outcome]:
    return {str(finding.code): finding.outcome for finding in report.findings}


@pytest.mark.parametrize("form", list(Form))
def test_every_badge_gets_a_receipt_that_verify_finds(folder: Folder, issuer: Issuer, form: Form) -> None:
    issued = issuer.issue("dementia-care", to=AISHA, form=form)
    assert issued.file is not None
    assert Path(f"{issued.file}{SUFFIX}").is_file()
    pinned = LogPolicy.of(log_of(issuer).key.vkey)
    report = judged(folder, issuer, issued.file, pinned, required=True)
    assert report.verdict is Verdict.VALID, report
    assert outcomes(report)["ledger_included"] is Outcome.PASSED
    if not form.is_ob2:  # an issuer of 2.0 has no document that names a log
        assert outcomes(judged(folder, issuer, issued.file))["ledger_own_log"] is Outcome.PASSED


def test_everything_that_happens_is_entered_in_its_transaction(folder: Folder, issuer: Issuer) -> None:
    first, second = (issuer.issue("dementia-care", to=who).id for who in (AISHA, BEN))
    issuer.suspend([first])
    issuer.restore([first])
    issuer.revoke([first])
    issuer.revoke([first])
    issuer.correct(second, {"narrative": "Better."})
    issuer.rotate_key()
    issuer.compromise_key(issuer.keys()[1].id)
    assert kinds(issuer) == [
        "key-added",
        *("issue", "issue", "suspend", "restore", "revoke"),
        *("issue", "revoke"),
        *("key-added", "key-retired"),
        *("key-added", "key-retired", "key-compromised"),
    ]
    assert audit(log_of(issuer)).size == len(kinds(issuer))
    with pytest.raises(RegisterError):
        issuer.suspend([first])
    assert len(kinds(issuer)) == 13, "what fails is not entered"
    del folder


def test_a_batch_is_entered_in_portions_and_every_row_has_its_receipt(folder: Folder, issuer: Issuer) -> None:
    issuer.issue_many(rows(250), "dementia-care")
    receipts = sorted(issuer.files.glob(f"*{SUFFIX}"))
    assert len(receipts) == 250
    pinned = LogPolicy.of(log_of(issuer).key.vkey)
    report = judged(folder, issuer, receipts[-1].with_suffix(""), pinned, required=True)
    assert report.verdict is Verdict.VALID, report


def test_a_log_that_is_switched_on_later_begins_with_what_was_issued_before(folder: Folder) -> None:
    before = folder.create()
    old = before.issue("dementia-care", to=AISHA)
    settings = folder.path / "mexbadge.toml"
    text = settings.read_text("utf-8")
    assert "ledger = false" in text
    settings.write_text(text.replace("ledger = false", "ledger = true"), "utf-8")
    issuer = folder.open()
    assert kinds(issuer) == ["key-added", "issue"]
    assert Path(f"{old.file}{SUFFIX}").is_file()
    assert kinds(folder.open()) == ["key-added", "issue"]


def test_another_badges_receipt_and_a_changed_one_make_a_badge_invalid(folder: Folder, issuer: Issuer) -> None:
    mine, other = (issuer.issue("dementia-care", to=who).file for who in (AISHA, BEN))
    assert mine is not None
    assert other is not None
    receipt, pinned = Path(f"{mine}{SUFFIX}"), LogPolicy.of(log_of(issuer).key.vkey)
    good = receipt.read_bytes()
    proof = Proof.parse(good)
    for wrong in (
        Path(f"{other}{SUFFIX}").read_bytes(),
        good.replace(b"index 1\n", b"index 2\n"),
        replace(proof, extra=None).to_bytes(),
        b"no receipt",
        good + b"x" * 2_000_000,
    ):
        receipt.write_bytes(wrong)
        assert judged(folder, issuer, mine, pinned).verdict is Verdict.INVALID
        assert judged(folder, issuer, mine).verdict is Verdict.INVALID
    receipt.unlink()
    assert judged(folder, issuer, mine, pinned).verdict is Verdict.VALID
    assert judged(folder, issuer, mine, pinned, required=True).verdict is Verdict.INVALID


def test_a_receipt_inside_a_png_is_found_and_disturbs_nothing(folder: Folder, issuer: Issuer) -> None:
    issued = issuer.issue("dementia-care", to=AISHA)
    assert issued.file is not None
    receipt = Path(f"{issued.file}{SUFFIX}")
    carried = insert_receipt(issued.file.read_bytes(), receipt.read_bytes())
    assert unbake(carried) == issued.credential
    assert extract_receipt(carried) == receipt.read_bytes()
    assert insert_receipt(carried, receipt.read_bytes()) == carried
    alone = folder.path / "alone.png"
    alone.write_bytes(carried)
    pinned = LogPolicy.of(log_of(issuer).key.vkey)
    assert outcomes(judged(folder, issuer, alone, pinned, required=True))["ledger_included"] is Outcome.PASSED
    alone.write_bytes(insert_receipt(carried, receipt.read_bytes().replace(b"index 1\n", b"index 0\n")))
    assert judged(folder, issuer, alone, pinned).verdict is Verdict.INVALID
    with pytest.raises(BakeError):
        insert_receipt(b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"")
    assert extract_receipt(b"nothing") is None


def test_forgetting_somebody_leaves_every_other_proof(folder: Folder, issuer: Issuer) -> None:
    gone, kept = (issuer.issue("dementia-care", to=who) for who in (AISHA, BEN))
    issuer.write_hosted()
    hosted = list((folder.path / "hosted" / "b").glob(f"*/*{SUFFIX}"))
    assert len(hosted) == 2
    issuer.forget(AISHA)
    assert not Path(f"{gone.file}{SUFFIX}").exists()
    assert audit(log_of(issuer)).size == 3
    assert kept.file is not None
    pinned = LogPolicy.of(log_of(issuer).key.vkey)
    assert judged(folder, issuer, kept.file, pinned, required=True).verdict is Verdict.VALID
    assert len(list((folder.path / "hosted" / "b").glob(f"*/*{SUFFIX}"))) == 1


@pytest.mark.parametrize("left", ["checkpoint", "receipt", "file"])
def test_what_a_crash_left_is_finished_when_the_folder_is_opened(folder: Folder, issuer: Issuer, left: str) -> None:
    issued = issuer.issue("dementia-care", to=AISHA)
    receipt = Path(f"{issued.file}{SUFFIX}")
    receipt.unlink()
    with issuer.register.transaction() as connection:
        if left == "checkpoint":
            connection.execute(delete(CHECKPOINTS))
        if left in {"checkpoint", "receipt"}:
            connection.execute(delete(RECEIPTS))
        else:
            connection.execute(update(RECEIPTS).values(delivered=False))
        connection.execute(insert(RECEIPTS_DUE).values(id=issued.id))
    again = folder.open()
    assert receipt.is_file()
    assert kinds(again) == ["key-added", "issue"]
    assert issued.file is not None
    pinned = LogPolicy.of(log_of(again).key.vkey)
    assert judged(folder, again, issued.file, pinned, required=True).verdict is Verdict.VALID


def lost_and_recovered(folder: Folder, issuer: Issuer, place: Path) -> tuple[Issued, Note, Path]:
    """Issue and revoke after a copy was made, publish, and lose the register; return badge, checkpoint and copy."""
    gone = issuer.issue("dementia-care", to=AISHA)
    issuer.register.backup(place / "copy.db")
    issuer.issue("dementia-care", to=BEN)
    issuer.revoke(gone.id)
    for path in folder.path.glob("register.db*"):
        path.unlink()
    return gone, Note.parse((folder.path / "hosted/log/checkpoint").read_bytes()), place / "copy.db"


def test_recovering_from_a_copy_takes_over_what_was_published_of_the_ledger_since(
    folder: Folder, issuer: Issuer, tmp_path: Path
) -> None:
    gone, note, copy = lost_and_recovered(folder, issuer, tmp_path)
    log = folder.path / "hosted/log"
    published = {path: path.read_bytes() for path in log.rglob("*") if path.is_file()}
    back, told = folder.recover(copy)
    taken = ["behind_journal", "behind_revocation", "behind_id", "behind_unlisted", "behind_ledger"]
    assert [one.code for one in told.taken] == taken
    assert told.taken[-1].values == {"count": 2, "issue": 1, "revoke": 1, "suspend": 0, "restore": 0}
    assert back.record(gone.id).status is Status.REVOKED
    assert kinds(back) == ["key-added", "issue", "issue", "revoke"]
    assert {path: path.read_bytes() for path in log.rglob("*") if path.is_file()} == published
    with pytest.raises(LedgerError) as caught:
        back.issue("dementia-care", to=BEN, again=True)
    assert caught.value.code == "ledger_recovered", "another checkpoint may have left the house"
    assert back.take_over() == ()
    log_of(back).resume(note)
    new = back.issue("dementia-care", to=BEN, ref="2", again=True)
    assert audit(log_of(back), known=[note]).size == 5
    assert [one.code for one in check_folder(folder.path, back, at=folder.clock()) if one.code not in REMARKS] == []
    assert folder.judged(back, gone).verdict is Verdict.INVALID
    assert folder.judged(back, new).verdict is Verdict.VALID


@pytest.mark.parametrize("left", ["checkpoint", "bundle", "other", "forged", "nothing"])
def test_what_does_not_continue_the_copy_is_not_taken(
    folder: Folder, issuer: Issuer, tmp_path: Path, left: str
) -> None:
    gone, _, copy = lost_and_recovered(folder, issuer, tmp_path)
    log = folder.path / "hosted/log"
    if left == "checkpoint":
        (log / "checkpoint").write_bytes((log / "checkpoint").read_bytes().replace(b"\n4\n", b"\n5\n"))
    elif left == "nothing":
        (log / "checkpoint").unlink()
    else:
        (bundle,) = (log / "tile/entries").rglob("4")
        data = bundle.read_bytes()
        (start, first, *_, last) = read_bundle(data, "-", 4)
        bundle.write_bytes(data[:-1] if left == "bundle" else data.replace(last, first.ljust(len(last))))
        if left == "forged":
            bundle.write_bytes(make_bundle([start, first, first, first]))
            hashes = b"".join(leaf_hash(entry) for entry in (start, first, first, first))
            (log / "tile/0/000.p/4").write_bytes(hashes)
    back, told = folder.recover(copy)
    taken = ["behind_journal", "behind_revocation", "behind_id", "behind_unlisted"]
    assert [one.code for one in told.taken] == taken
    assert kinds(back) == ["key-added", "issue"]
    assert folder.judged(back, gone).verdict is Verdict.INVALID


def test_a_recovered_log_waits_until_it_is_shown_to_continue(folder: Folder, issuer: Issuer, tmp_path: Path) -> None:
    issuer.issue("dementia-care", to=AISHA)
    issuer.register.backup(tmp_path / "copy.db")
    with issuer.register.read() as connection:
        note = log_of(issuer).latest(connection)
    assert note is not None
    for path in folder.path.glob("register.db*"):
        path.unlink()
    back, _ = folder.recover(tmp_path / "copy.db")
    assert kinds(back) == ["key-added", "issue"]
    with pytest.raises(LedgerError) as caught:
        back.issue("dementia-care", to=BEN)
    assert caught.value.code == "ledger_recovered"
    assert len(list(back.list())) == 1
    log_of(back).resume(note)
    back.issue("dementia-care", to=BEN)
    assert audit(log_of(back), known=[note]).size == 3


def cosigned(issuer: Issuer, seconds: int) -> None:
    """Let a witness cosign the latest checkpoint at a moment, and give every badge its new receipt."""
    log = log_of(issuer)
    with log.database.read() as connection:
        note = log.latest(connection)
    assert note is not None
    size = Checkpoint.parse(note.text).size
    log.add_lines(size, [cosign_text(note.text, witness_key().name, signer(2), time=seconds)])
    assert issuer.refresh_receipts() == 1


@pytest.mark.parametrize("form", [Form.DATA_INTEGRITY, Form.VC_JWT])
def test_only_a_badge_that_was_witnessed_before_outlives_its_key(folder: Folder, issuer: Issuer, form: Form) -> None:
    issued = issuer.issue("dementia-care", to=AISHA, form=form)
    assert issued.file is not None
    now = int(folder.clock().timestamp())
    vkey = log_of(issuer).key.vkey
    witnessed = LogPolicy.of(vkey, WitnessPolicy((witness_key(),), 1))
    folder.clock.pass_days(10)
    cosigned(issuer, now + 60)
    early = Path(f"{issued.file}{SUFFIX}").read_bytes()
    issuer.compromise_key(issuer.keys()[0].id)
    folder.clock.pass_days(1)
    report = judged(folder, issuer, issued.file, witnessed)
    assert report.verdict is Verdict.WARNING, report
    assert judged(folder, issuer, issued.file).verdict is Verdict.INVALID, "the issuer's own word is not enough"
    assert judged(folder, issuer, issued.file, LogPolicy.of(vkey)).verdict is Verdict.INVALID, "no witness was asked"
    two = WitnessPolicy((witness_key(), witness_key(5, "witness.example/w2")), 2)
    assert judged(folder, issuer, issued.file, LogPolicy.of(vkey, two)).verdict is Verdict.INVALID
    late = int((folder.clock() + timedelta(days=1)).timestamp())
    Path(f"{issued.file}{SUFFIX}").unlink()
    assert judged(folder, issuer, issued.file, witnessed).verdict is Verdict.INVALID
    cosigned(issuer, late)
    assert judged(folder, issuer, issued.file, witnessed).verdict is Verdict.INVALID, "it was witnessed too late"
    other = folder.path / "issued" / "other.png"
    other.write_bytes(issued.file.read_bytes())
    Path(f"{other}{SUFFIX}").write_bytes(early)
    assert judged(folder, issuer, other, witnessed).verdict is Verdict.WARNING
    assert datetime.fromtimestamp(late, UTC) > folder.clock()
