"""Issuing costs the same however much was issued before: files are written once, and questions have an index."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event, insert

from issuing import AISHA, BEN, Folder, rows
from mexbadge.errors import MexBadgeError, RegisterError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Form, Issued, Issuer
from mexbadge.issuer.hosted import mark as hosted_mark
from mexbadge.issuer.register.tables import RECEIPTS_DUE
from mexbadge.ledger import SUFFIX
from mexbadge.verify import Verdict, Verifier

ASSERTIONS = "hosted/ob2/assertions"
LARGE = ("issued", "receipts", "status_entries", "contacts", "events", "ledger_entries", "ledger_openings")
"""The tables with a row or more for each badge."""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


@pytest.fixture
def issuer(folder: Folder) -> Issuer:
    return folder.create(ledger=True, email="badges@college.example", form=Form.OB2_HOSTED)


def of_badge(folder: Folder, issuer: Issuer, badge: Issued) -> tuple[Path, Path]:
    """Return the two files that are hosted of one badge: its assertion and its receipt."""
    page = issuer.record(badge.id).page
    return (
        folder.path / ASSERTIONS / f"{badge.id.rpartition(':')[2]}.json",
        folder.path / f"hosted/b/{page}/badge.png{SUFFIX}",
    )


def verdict(folder: Folder, badge: Issued) -> Verdict:
    """Judge a badge by what lies in ``hosted``, as it is."""
    return Verifier(fetch=ResourceSet.load(folder.path / "hosted")).verify(badge.credential, at=folder.clock()).verdict


def test_the_list_of_resources_does_not_grow_with_the_badges(folder: Folder, issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA)
    before = (folder.path / "hosted/resources.json").read_bytes()
    badges = [issuer.issue("dementia-care", to=f"learner.{n}@student.college.example") for n in range(3)]
    assert (folder.path / "hosted/resources.json").read_bytes() == before
    folder.clock.pass_days(1)
    for badge in badges:
        assert verdict(folder, badge) is Verdict.VALID
        assert all(path.is_file() for path in of_badge(folder, issuer, badge))


def test_a_list_of_resources_that_names_each_badge_is_still_read_and_is_written_anew(
    folder: Folder, issuer: Issuer
) -> None:
    badge = issuer.issue("dementia-care", to=AISHA)
    index = folder.path / "hosted/resources.json"
    short = json.loads(index.read_text("utf-8"))
    long = {url: entry for url, entry in short.items() if "path" in entry}
    for one in issuer.hosted():
        long[one.url] = {"path": one.path, "content_type": one.content_type}
    index.write_text(json.dumps(long), "utf-8")
    (folder.path / "hosted" / hosted_mark.NAME).unlink()
    folder.clock.pass_days(1)
    assert verdict(folder, badge) is Verdict.VALID
    issuer.issue("dementia-care", to=BEN)
    assert json.loads(index.read_text("utf-8")) == short


def test_issuing_looks_at_no_file_of_another_badge_and_writing_all_does(folder: Folder, issuer: Issuer) -> None:
    first = issuer.issue("dementia-care", to=AISHA)
    files = of_badge(folder, issuer, first)
    right = [path.read_bytes() for path in files]
    for path in files:
        path.write_bytes(b"damaged")
    issuer.issue("dementia-care", to=BEN)
    folder.open().issue_many(rows(3), "dementia-care")
    assert [path.read_bytes() for path in files] == [b"damaged", b"damaged"]
    assert set(folder.open().write_hosted()) == set(files)
    assert [path.read_bytes() for path in files] == right


ACTS: dict[str, Callable[[Issuer, Issued], object]] = {
    "revoke": lambda issuer, badge: issuer.revoke(badge.id),
    "forget": lambda issuer, _: issuer.forget(AISHA),
    "reissue": lambda issuer, badge: issuer.reissue(badge.id, BEN),
}


@pytest.mark.parametrize("act", ACTS)
def test_what_happens_to_a_badge_is_hosted_at_once_by_whoever_has_the_folder_open(
    folder: Folder, issuer: Issuer, act: str
) -> None:
    badge = issuer.issue("dementia-care", to=AISHA)
    issuer.issue_many(rows(3), "dementia-care")
    folder.clock.pass_days(1)
    ACTS[act](folder.open(), badge)
    assertion, receipt = of_badge(folder, issuer, badge)
    if act == "forget":
        assert not assertion.exists()
        assert not receipt.exists()
    else:
        assert verdict(folder, badge) is Verdict.INVALID
    assert issuer.write_hosted() == ()


def test_a_revoked_assertion_that_comes_back_from_an_earlier_day_goes_with_the_next_command(
    folder: Folder, issuer: Issuer
) -> None:
    badge = issuer.issue("dementia-care", to=AISHA)
    assertion, _ = of_badge(folder, issuer, badge)
    earlier = assertion.read_bytes()
    folder.clock.pass_days(1)
    issuer.revoke(badge.id)
    assertion.write_bytes(earlier)
    folder.open().issue("dementia-care", to=BEN)
    assert verdict(folder, badge) is Verdict.INVALID


def test_a_register_that_did_not_write_the_folder_is_compared_with_every_assertion(
    folder: Folder, issuer: Issuer
) -> None:
    """An older copy that went on by itself has as many lines in its journal, and not the same."""
    badge = issuer.issue("dementia-care", to=AISHA)
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(folder.path / "register.db", folder.path.parent / "older.db")
    folder.clock.pass_days(1)
    issuer.revoke(badge.id)
    for suffix in ("", "-wal", "-shm"):
        (folder.path / f"register.db{suffix}").unlink(missing_ok=True)
    shutil.copyfile(folder.path.parent / "older.db", folder.path / "register.db")
    folder.clock.pass_days(1)
    again = folder.open()
    for _ in range(4):
        again.correct_clock()
    with pytest.raises(RegisterError) as caught:
        again.issue("dementia-care", to=BEN)
    assert caught.value.code == "register_behind"
    assert verdict(folder, badge) is Verdict.INVALID


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"number": true, "line": "x", "how": "y"}', b"\xff" * 5000])
def test_a_mark_that_cannot_be_read_is_none(folder: Folder, issuer: Issuer, content: bytes) -> None:
    badge = issuer.issue("dementia-care", to=AISHA)
    files = of_badge(folder, issuer, badge)
    for path in files:
        path.write_bytes(b"damaged")
    (folder.path / "hosted" / hosted_mark.NAME).write_bytes(content)
    issuer.issue("dementia-care", to=BEN)
    assert b"damaged" not in [path.read_bytes() for path in files]


def test_a_mark_is_not_put_beyond_a_badge_whose_receipt_is_due(folder: Folder, issuer: Issuer) -> None:
    """The log's key may be away: what could not be written yet is written when it can be."""
    badge = issuer.issue("dementia-care", to=AISHA)
    key = folder.path / "keys/log.pem"
    kept = key.read_bytes()
    key.unlink()
    with pytest.raises(MexBadgeError):
        issuer.issue("dementia-care", to=BEN)
    key.write_bytes(kept)
    key.chmod(0o600)
    again = folder.open()
    again.revoke(badge.id)
    found = next(record for record in again.list() if record.identity == BEN)
    assert (folder.path / f"hosted/b/{found.page}/badge.png{SUFFIX}").is_file()
    assert again.write_hosted() == ()


def test_another_address_and_a_log_that_begins_later_write_everything(folder: Folder) -> None:
    issuer = folder.create(email="badges@college.example", form=Form.OB2_HOSTED)
    badge = issuer.issue("dementia-care", to=AISHA)
    text = (folder.path / "mexbadge.toml").read_text("utf-8")
    assert "ledger = false" in text
    (folder.path / "mexbadge.toml").write_text(text.replace("ledger = false", "ledger = true"), "utf-8")
    again = folder.open()
    again.issue("dementia-care", to=BEN)
    assert of_badge(folder, again, badge)[1].is_file()
    assert again.write_hosted() == ()


def _goes_through_all(step: str) -> bool:
    return step.split()[:2] in [["SCAN", table] for table in LARGE] and "ix_status_entries_marked" not in step


def scanned(folder: Folder, work: Callable[[], object]) -> list[str]:
    """Return the questions that ``work`` asks and for which SQLite goes through a whole table with a row per badge.

    One that takes the first row of an order that is there stops at that row.
    """
    seen: list[tuple[str, Any]] = []

    def note(*told: Any) -> None:
        seen.append((told[2], told[3]))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        work()
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    found: list[str] = []
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        for statement, parameters in seen:
            if statement.lstrip().startswith(("SELECT", "UPDATE", "DELETE")) and " LIMIT ?" not in statement:
                some = parameters[0] if isinstance(parameters, list) else parameters
                plan = [row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", some)]
                found += [f"{step}: {statement}" for step in plan if _goes_through_all(step)]
    return found


@pytest.mark.parametrize("form", [Form.OB2_HOSTED, Form.OB2_SIGNED, Form.VC_JWT])
def test_no_question_goes_through_all_badges_when_one_is_issued_or_revoked(
    folder: Folder, issuer: Issuer, form: Form
) -> None:
    badge = issuer.issue("dementia-care", to=AISHA, form=form)
    issuer.issue_many(rows(3), "dementia-care", form=form)

    def work() -> None:
        again = folder.open()
        again.issue_many(rows(2, first=50), "dementia-care", form=form)
        again.issue("dementia-care", to=BEN, form=form)
        again.revoke(badge.id)

    assert scanned(folder, work) == []


def test_a_register_of_the_former_shape_gets_its_indexes_and_the_receipts_that_are_due(
    folder: Folder, issuer: Issuer
) -> None:
    made = [issuer.issue("dementia-care", to=who) for who in (AISHA, BEN, "c@student.college.example")]
    receipts = [Path(f"{badge.file}{SUFFIX}") for badge in made]
    for path in receipts[:2]:
        path.unlink()
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("DROP TABLE receipts_due")
        raw.execute("DROP INDEX ix_status_entries_marked")
        raw.execute("DROP INDEX ix_issued_achievement_form")
        raw.execute("DELETE FROM schema_version WHERE area = 'register' AND version >= 8")
        raw.execute("DELETE FROM receipts WHERE id = ?", (made[0].id,))
        raw.execute("UPDATE receipts SET delivered = 0 WHERE id = ?", (made[1].id,))
        raw.commit()
    again = folder.open()
    assert all(path.is_file() for path in receipts)
    assert not again.reconcile()
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        names = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'index'")}
        assert raw.execute("SELECT count(*) FROM receipts_due").fetchone() == (0,)
    assert {"ix_status_entries_marked", "ix_issued_achievement_form"} <= names


def test_a_receipt_that_is_gone_from_the_register_is_told_and_made_anew(folder: Folder, issuer: Issuer) -> None:
    badge = issuer.issue("dementia-care", to=AISHA)
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("DELETE FROM receipts")
        raw.commit()
    again = folder.open()
    assert [problem.values["id"] for problem in again.ledger_problems() if problem.code == "college_receipt"] == [
        badge.id
    ]
    assert again.refresh_receipts() == 1
    assert not again.ledger_problems()


def test_what_is_due_and_cannot_be_made_is_due_no_longer(folder: Folder, issuer: Issuer) -> None:
    badge = issuer.issue("dementia-care", to=AISHA)
    with issuer.register.transaction() as connection:
        connection.execute(insert(RECEIPTS_DUE).values(id=badge.id))
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("DELETE FROM receipts")
        raw.execute("DELETE FROM ledger_openings")
        raw.commit()
    again = folder.open()
    with again.register.read() as connection:
        assert connection.execute(RECEIPTS_DUE.select()).first() is None
