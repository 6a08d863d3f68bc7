"""Clocks that are wrong, and what killed runs and forgotten people leave behind."""

import sqlite3
import stat
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from issuing import AISHA, BEN, Folder, rows
from mexbadge.errors import RegisterError
from mexbadge.issuer import Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.pipeline.awards import places_of, planned_of, reserved_for
from mexbadge.issuer.pipeline.desk import Desk
from mexbadge.issuer.pipeline.pipeline import finish, keeping_lot, parts_of, sign, work_of
from mexbadge.issuer.pipeline.signing import prepare
from mexbadge.issuer.pipeline.working import alone, working
from mexbadge.issuer.roster.reports import IssuedLine, issued_csv
from mexbadge.verify import Verdict


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


def codes(folder: Folder, issuer: Issuer) -> set[str]:
    return {one.code for one in check_folder(folder.path, issuer, at=folder.clock())}


def test_nothing_is_signed_more_than_five_minutes_before_the_last_event(folder: Folder) -> None:
    issuer = folder.create()
    badge = issuer.issue("dementia-care", to=AISHA)
    folder.clock.now -= timedelta(minutes=5)
    issuer.issue("dementia-care", to=BEN)
    folder.clock.now -= timedelta(minutes=5, seconds=1)
    for act in (
        lambda: issuer.issue("dementia-care", to="c@college.example"),
        lambda: issuer.revoke(badge.id),
        issuer.refresh_status,
        issuer.rotate_key,
    ):
        with pytest.raises(RegisterError) as caught:
            act()
        assert caught.value.code == "register_clock"


def test_that_the_clock_was_wrong_is_said_once_and_noted(folder: Folder) -> None:
    issuer = folder.create()
    folder.clock.pass_days(700)
    early = issuer.issue("dementia-care", to=AISHA)
    folder.clock.pass_days(-700)
    with pytest.raises(RegisterError):
        issuer.issue("dementia-care", to=BEN)
    assert codes(folder, issuer) & {"register_clock", "college_list_ahead"} == {"register_clock"}
    issuer.correct_clock()
    assert [event.kind for event in issuer.register.journal()][-1] == "clock-corrected"
    late = issuer.issue("dementia-care", to=BEN)
    assert folder.judged(issuer, late).verdict is Verdict.VALID
    assert "college_list_ahead" not in codes(folder, issuer)
    assert issuer.record(early.id).status == "active"


@pytest.mark.parametrize("days", [-700, 700])
def test_a_list_that_was_signed_with_a_wrong_clock_is_due(folder: Folder, days: int) -> None:
    folder.clock.pass_days(days)
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    folder.clock.pass_days(-days)
    issuer.correct_clock()
    assert issuer.refresh_status(before=folder.clock()) == 2
    assert issuer.refresh_status(before=folder.clock()) == 0


def test_issuing_heals_a_list_that_was_signed_with_a_slow_clock(folder: Folder) -> None:
    folder.clock.pass_days(-700)
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    folder.clock.pass_days(700)
    badge = issuer.issue("dementia-care", to=BEN)
    assert folder.judged(issuer, badge).verdict is Verdict.VALID


def desk_of(issuer: Issuer) -> Desk:
    return issuer._desk  # the steps of a run, taken apart


def counted(folder: Folder) -> list[int]:
    with closing(sqlite3.connect(folder.path / "register.db")) as connection:
        asked = (
            "SELECT count(*) FROM status_entries",
            "SELECT sum(used) FROM status_lists",
            "SELECT count(*) FROM reserved",
        )
        return [connection.execute(one).fetchone()[0] for one in asked]


def test_places_and_files_of_a_dead_run_go_when_the_folder_is_opened_and_not_while_it_lives(folder: Folder) -> None:
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    desk = desk_of(issuer)
    lot = issuer._lot("dementia-care", None)
    part = folder.path / "issued/.dementia-care-x.png.0123abcd.part"
    with working(folder.path):
        reserved_for(desk, lot, places_of(desk, lot, rows(3)), desk.signer())
        part.write_bytes(b"half a badge")
        folder.open()
        assert part.exists()
        assert counted(folder) == [8, 8, 3]
    folder.open()
    assert not part.exists()
    assert counted(folder) == [2, 2, 0]
    assert issuer.issue("dementia-care", to=AISHA).already


def test_a_badge_whose_places_were_given_back_meanwhile_is_not_kept(folder: Folder) -> None:
    issuer = folder.create()
    desk = desk_of(issuer)
    lot, signer = issuer._lot("dementia-care", None), desk.signer()
    fresh, _ = reserved_for(desk, lot, places_of(desk, lot, rows(2)), signer)
    planned = [planned_of(desk, lot, place) for place in fresh]
    made = sign(desk, planned, parts_of(prepare(work_of(desk, planned, signer))), signer)
    assert issuer.register.release_left() == 2
    with pytest.raises(RegisterError) as caught:
        finish(desk, made, signer, keeping_lot(desk, lot))
    assert caught.value.code == "register_places_lost"
    assert list(issuer.list()) == []
    assert counted(folder) == [0, 0, 0]


def test_the_lock_is_had_alone_only_when_nobody_works(tmp_path: Path) -> None:
    with alone(tmp_path) as free:
        assert free
    with working(tmp_path), working(tmp_path), alone(tmp_path) as free:
        assert not free
    with alone(tmp_path) as free:
        assert free


def listed(folder: Folder, issuer: Issuer) -> Path:
    """Write issued.csv as the command does."""
    lines = [
        IssuedLine(number, record.ref or "", "Zoé", str(record.identity), record.id, record.file, "", "")
        for number, record in enumerate(issuer.list(), 2)
    ]
    path = folder.path / "issued/issued.csv"
    path.write_bytes(issued_csv(lines))
    return path


def test_who_is_forgotten_is_taken_out_of_the_lists_and_of_what_a_killed_run_left(folder: Folder) -> None:
    issuer = folder.create()
    badge = issuer.issue("dementia-care", to=AISHA, ref="=S1")
    issuer.issue("dementia-care", to=BEN, ref="=S2")
    path = listed(folder, issuer)
    before = path.read_bytes()
    part = folder.path / f"issued/.dementia-care-{badge.id[9:]}.png.0123abcd.part"
    part.write_bytes(b"salt")
    assert issuer.forget(AISHA) == 1
    text = path.read_bytes().decode("utf-8-sig")
    assert AISHA not in text
    assert badge.id not in text
    assert text.splitlines()[1:] == [line for line in before.decode("utf-8-sig").splitlines()[1:] if BEN in line]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not part.exists()
    assert "college_list_forgotten" not in codes(folder, issuer)
    path.write_bytes(before)
    assert "college_list_forgotten" in codes(folder, issuer)
