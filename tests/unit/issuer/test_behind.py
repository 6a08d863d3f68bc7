"""What was published is never taken back: by an older register, by a changed one, or by recovering from a copy."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from issuing import AISHA, BEN, Folder
from mexbadge.errors import MexBadgeError, RegisterError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Form, Issued, Issuer, Status
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.register.keyring import Key
from mexbadge.verify import Verdict, Verifier

COLM = "colm@student.college.example"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


def code_of(act: Callable[[], object]) -> str:
    with pytest.raises(MexBadgeError) as caught:
        act()
    return caught.value.code


def kept(folder: Folder, place: Path) -> Path:
    """Copy the register as a file, as an administrator would."""
    with closing(sqlite3.connect(folder.path / "register.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(shutil.copy(folder.path / "register.db", place))


def put_back(folder: Folder, copy: Path) -> Issuer:
    for path in folder.path.glob("register.db*"):
        path.unlink()
    shutil.copy(copy, folder.path / "register.db")
    return folder.open()


def keys_of(issuer: Issuer) -> tuple[Key, ...]:
    return issuer.keys()


def seen(folder: Folder, badge: Issued) -> Verdict:
    """Judge by what lies in hosted now."""
    verifier = Verifier(fetch=ResourceSet.load(folder.path / "hosted"))
    return verifier.verify(badge.credential, at=folder.clock() + timedelta(seconds=1)).verdict


def test_nothing_is_signed_or_published_from_a_register_that_is_older_than_hosted(
    folder: Folder, tmp_path: Path
) -> None:
    issuer = folder.create()
    gone, held = issuer.issue("dementia-care", to=AISHA), issuer.issue("dementia-care", to=BEN)
    issuer.write_hosted()
    copy = kept(folder, tmp_path / "copy.db")
    folder.clock.pass_days(1)
    issuer.revoke(gone.id)
    issuer.suspend(held.id)
    issuer.write_hosted()
    old = put_back(folder, copy)
    acts: list[Callable[[], object]] = [
        lambda: old.issue("dementia-care", to=COLM),
        lambda: old.revoke(held.id),
        lambda: old.suspend(held.id),
        old.refresh_status,
        old.rotate_key,
        lambda: old.compromise_key(old.keys()[0].id),
        lambda: old.endorse("urn:uuid:00000000-0000-4000-8000-000000000001", comment="good"),
        old.write_hosted,
    ]
    for act in acts:
        assert code_of(act) == "register_behind"
    assert [record.status for record in old.list()] == [Status.ACTIVE, Status.ACTIVE]
    codes = [one.code for one in check_folder(folder.path, old, at=folder.clock())]
    assert {"behind_revocation", "behind_suspension", "behind_id"} <= set(codes)
    assert "college_hosted_stale" not in codes, "it is the register that is older"
    assert [one.code for one in old.take_over()] == [
        "behind_journal",
        "behind_revocation",
        "behind_suspension",
        "behind_id",
    ]
    assert old.take_over() == ()
    assert [record.status for record in old.list()] == [Status.REVOKED, Status.SUSPENDED]
    old.write_hosted()
    assert (seen(folder, gone), seen(folder, held)) == (Verdict.INVALID, Verdict.INVALID)
    old.restore(held.id)
    old.write_hosted()
    assert (seen(folder, gone), seen(folder, held)) == (Verdict.INVALID, Verdict.VALID)


def test_recovering_from_an_older_copy_takes_over_what_was_published_since(folder: Folder, tmp_path: Path) -> None:
    issuer = folder.create()
    one, two = issuer.issue("dementia-care", to=AISHA), issuer.issue("dementia-care", to=BEN)
    issuer.register.backup(tmp_path / "copy.db")
    folder.clock.pass_days(1)
    late = issuer.issue("dementia-care", to=COLM)
    issuer.revoke([one.id, late.id], reason_en="withdrawn")
    issuer.suspend(two.id)
    issuer.rotate_key()
    issuer.compromise_key(issuer.keys()[0].id)
    issuer.write_hosted()
    for path in folder.path.glob("register.db*"):
        path.unlink()
    back, told = folder.recover(tmp_path / "copy.db")
    assert {problem.code for problem in told.taken} == {
        "behind_journal",
        "behind_revocation",
        "behind_suspension",
        "behind_id",
        "behind_key",
        "behind_key_withdrawn",
        "behind_unlisted",
    }
    assert all(problem.message("fr") and problem.hint() for problem in told.taken)
    assert [(key.id[-6:], key.state.value) for key in keys_of(back)] == [
        ("#key-1", "compromised"),
        ("#key-2", "active"),
    ]
    assert [record.status for record in back.list()] == [Status.REVOKED, Status.SUSPENDED]
    back.write_hosted()
    for badge in (one, two, late):
        assert seen(folder, badge) is Verdict.INVALID
    assert late.id in (folder.path / "hosted/revocations.json").read_text()
    assert back.behind() == ()
    assert code_of(lambda: back.issue("dementia-care", to=COLM)) == "register_unlisted_revoked"
    new = back.issue("dementia-care", to=COLM, again=True)
    back.write_hosted()
    assert seen(folder, new) is Verdict.VALID


def test_a_key_that_is_gone_with_the_register_does_not_stop_recovering(folder: Folder, tmp_path: Path) -> None:
    issuer = folder.create()
    badge = issuer.issue("dementia-care", to=AISHA)
    issuer.register.backup(tmp_path / "copy.db")
    issuer.compromise_key(issuer.keys()[0].id)
    issuer.write_hosted()
    (folder.path / "keys/key-2.pem").unlink()
    back, _ = folder.recover(tmp_path / "copy.db", replace=True)
    assert [key.state.value for key in keys_of(back)] == ["compromised", "retired", "active"]
    back.write_hosted()
    assert seen(folder, badge) is Verdict.INVALID


def test_a_list_of_which_the_copy_knows_nothing_stays_published(folder: Folder, tmp_path: Path) -> None:
    issuer = folder.create()
    issuer.register.backup(tmp_path / "copy.db")
    badges = [issuer.issue("dementia-care", to=to) for to in (AISHA, BEN)]
    issuer.revoke(badges[0].id)
    issuer.write_hosted()
    back, told = folder.recover(tmp_path / "copy.db", replace=True)
    assert [problem.code for problem in told.taken] == [
        "behind_journal",
        "behind_list",
        "behind_list",
        "behind_id",
        "behind_unlisted",
    ]
    back.write_hosted()
    assert [seen(folder, badge) for badge in badges] == [Verdict.INVALID, Verdict.VALID]
    folder.clock.pass_days(170)
    back.refresh_status()
    new = back.issue("dementia-care", to=COLM)
    back.write_hosted()
    assert [seen(folder, badge) for badge in (*badges, new)] == [Verdict.INVALID, Verdict.VALID, Verdict.VALID]


@pytest.mark.parametrize("form", [Form.OB2_HOSTED, Form.OB2_SIGNED])
def test_a_badge_of_2_0_that_was_published_as_revoked_stays_so(folder: Folder, tmp_path: Path, form: Form) -> None:
    issuer = folder.create(email="badges@college.example", form=form)
    known = issuer.issue("dementia-care", to=AISHA)
    issuer.write_hosted()
    issuer.register.backup(tmp_path / "copy.db")
    late = issuer.issue("dementia-care", to=BEN)
    issuer.revoke([known.id, late.id])
    issuer.write_hosted()
    back, told = folder.recover(tmp_path / "copy.db", replace=True)
    assert [problem.code for problem in told.taken] == ["behind_journal", "behind_id", "behind_id", "behind_unlisted"]
    back.write_hosted()
    assert back.behind() == ()
    assert [seen(folder, badge) for badge in (known, late)] == [Verdict.INVALID, Verdict.INVALID]


def test_a_list_that_is_signed_anew_keeps_what_it_said_whatever_the_entries_say(folder: Folder) -> None:
    issuer = folder.create()
    gone, other = issuer.issue("dementia-care", to=AISHA), issuer.issue("dementia-care", to=BEN)
    issuer.revoke(gone.id)
    issuer.write_hosted()
    with closing(sqlite3.connect(folder.path / "register.db")) as connection, connection:
        connection.execute("UPDATE status_entries SET value = 0")
        connection.execute("UPDATE issued SET status = 'active'")
    assert code_of(lambda: folder.open().revoke(other.id)) == "register_behind"
    shutil.rmtree(folder.path / "hosted")
    changed = folder.open()
    changed.revoke(other.id)
    changed.write_hosted()
    assert (seen(folder, gone), seen(folder, other)) == (Verdict.INVALID, Verdict.INVALID)


def test_a_list_that_cannot_be_read_any_more_is_not_signed_anew(folder: Folder) -> None:
    issuer = folder.create()
    badge = issuer.issue("dementia-care", to=AISHA)
    with closing(sqlite3.connect(folder.path / "register.db")) as connection, connection:
        connection.execute("UPDATE status_lists SET signed = ?", (b"",))
    with pytest.raises(RegisterError) as caught:
        folder.open().revoke(badge.id)
    assert caught.value.code == "register_list_damaged"


def test_a_suspension_that_was_ended_and_set_again_after_the_copy_is_known(folder: Folder, tmp_path: Path) -> None:
    issuer = folder.create()
    badge = issuer.issue("dementia-care", to=AISHA)
    issuer.suspend(badge.id)
    issuer.write_hosted()
    folder.clock.pass_days(1)
    issuer.restore(badge.id)
    issuer.write_hosted()
    copy = kept(folder, tmp_path / "copy.db")
    folder.clock.pass_days(1)
    issuer.suspend(badge.id)
    issuer.write_hosted()
    old = put_back(folder, copy)
    assert [one.code for one in old.behind()] == ["behind_journal", "behind_suspension"]
    assert code_of(old.write_hosted) == "register_behind"


def test_a_crash_before_publishing_is_not_taken_for_an_older_register(folder: Folder) -> None:
    issuer = folder.create()
    badge = issuer.issue("dementia-care", to=AISHA)
    issuer.suspend(badge.id)
    issuer.write_hosted()
    folder.clock.pass_days(1)
    issuer.restore(badge.id)
    issuer.rotate_key()
    opened = folder.open()
    assert opened.behind() == ()
    opened.write_hosted()
    assert seen(folder, badge) is Verdict.VALID
