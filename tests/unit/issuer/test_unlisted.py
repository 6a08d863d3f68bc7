"""A register that came back from an older copy knows by the files in the folder who has a badge already."""

import json
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from issuing import AISHA, BEN, Folder, rows
from mexbadge.bake import bake
from mexbadge.cli import main
from mexbadge.errors import RegisterError, RosterError
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.audit.recovering import Recovered
from mexbadge.issuer.checkup import check_folder
from mexbadge.ledger import SUFFIX

FORMS = pytest.mark.parametrize("form", list(Form))
NUMBER = "userName:aisha.k"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


def grown(folder: Folder, form: Form, people: Sequence[str], *, ledger: bool = False) -> tuple[Issuer, Recovered]:
    """Make a copy of the register, issue to ``people`` after it, lose the register, and recover the copy."""
    issuer = folder.create(email="badges@college.example", form=form, ledger=ledger)
    issuer.issue_many(rows(2), "dementia-care")
    issuer.register.backup(folder.path.parent / "older.db")
    folder.clock.pass_days(1)
    for who in people:
        issuer.issue("dementia-care", to=who)
    for suffix in ("", "-wal", "-shm"):
        (folder.path / f"register.db{suffix}").unlink(missing_ok=True)
    folder.clock.pass_days(1)
    return folder.recover(folder.path.parent / "older.db")


def refused(issuer: Issuer, who: str) -> str:
    with pytest.raises(RegisterError) as caught:
        issuer.issue("dementia-care", to=who)
    assert caught.value.code == "register_unlisted"
    return str(caught.value.problem.values["file"])


@FORMS
def test_nobody_gets_again_what_was_issued_after_the_copy(folder: Folder, form: Form) -> None:
    other = "url:https://people.example/aisha" if form.is_ob2 else NUMBER
    issuer, told = grown(folder, form, [AISHA, BEN, other])
    assert ("behind_unlisted", 3) in [(one.code, one.values.get("count")) for one in told.taken]
    for who in (AISHA, "Ben.Tremblay@Student.College.example".lower(), other):
        assert (folder.path / refused(issuer, who)).is_file()
    assert refused(folder.open(), AISHA.replace("student.college", "STUDENT.College"))
    assert len(list(issuer.list())) == 2
    assert not issuer.issue("dementia-care", to="dora@student.college.example").already


@FORMS
def test_a_list_says_each_line_that_has_its_badge_and_issues_nothing(folder: Folder, form: Form) -> None:
    issuer, _ = grown(folder, form, [one.recipient.value for one in rows(2, first=50)])
    wanted = rows(60)
    with pytest.raises(RosterError) as caught:
        issuer.issue_many(wanted, "dementia-care")
    assert [(one.code, one.where) for one in caught.value.problems] == [
        ("register_unlisted", 50),
        ("register_unlisted", 51),
    ]
    assert issuer.check_rows(wanted, "dementia-care") == tuple(caught.value.problems)
    with pytest.raises(RosterError):
        issuer.issue_many(iter(wanted), "dementia-care")
    assert len(list(issuer.list())) == 2
    batch = issuer.issue_many([row for row in wanted if row.line not in {50, 51}], "dementia-care")
    assert (batch.issued, batch.already) == (56, 2)


def test_one_more_is_issued_to_whom_it_is_asked_for_and_then_the_register_knows_them(folder: Folder) -> None:
    issuer, _ = grown(folder, Form.VC_JWT, [AISHA])
    again = issuer.issue("dementia-care", to=AISHA, again=True)
    assert not again.already
    assert refused(issuer, AISHA)


def test_another_achievement_is_not_meant(folder: Folder) -> None:
    issuer, _ = grown(folder, Form.DATA_INTEGRITY, [AISHA])
    made = issuer.achievement("dementia-care")
    other = type(made)(name="Lifting", description="Lifts.", criteria="Seen.", slug="lifting")
    assert not issuer.issue(other, to=AISHA).already


@FORMS
def test_a_hosted_assertion_tells_it_where_the_file_is_gone(folder: Folder, form: Form) -> None:
    issuer = folder.create(email="badges@college.example", form=form)
    issuer.issue("dementia-care", to=BEN)
    issuer.register.backup(folder.path.parent / "older.db")
    badge = issuer.issue("dementia-care", to=AISHA)
    assert badge.file is not None
    badge.file.unlink()
    (folder.path / "register.db").unlink()
    again, _ = folder.recover(folder.path.parent / "older.db")
    if form is Form.OB2_HOSTED:
        assert refused(again, AISHA).startswith("hosted/ob2/assertions/")
    else:
        assert not again.issue("dementia-care", to=AISHA).already, "nothing in the folder tells it any more"


def test_an_older_register_that_was_put_back_by_hand_issues_nothing_until_it_was_recovered(folder: Folder) -> None:
    """Nothing was revoked since: only the line of the journal up to which hosted is written tells it."""
    issuer = folder.create()
    issuer.issue("dementia-care", to=BEN)
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(folder.path / "register.db", folder.path.parent / "older.db")
    issuer.issue("dementia-care", to=AISHA)
    for suffix in ("-wal", "-shm"):
        (folder.path / f"register.db{suffix}").unlink(missing_ok=True)
    shutil.copyfile(folder.path.parent / "older.db", folder.path / "register.db")
    again = folder.open()
    assert [problem.code for problem in again.behind()] == ["behind_journal"]
    with pytest.raises(RegisterError) as caught:
        again.issue("dementia-care", to=AISHA)
    assert caught.value.code == "register_behind"
    assert {one.code for one in again.take_over()} == {"behind_journal", "behind_unlisted"}
    assert again.behind() == ()
    assert refused(again, AISHA)
    dora = again.issue("dementia-care", to="dora@student.college.example")
    entries = dora.document["credentialStatus"]
    taken = {entry["statusListCredential"] for entry in entries}
    assert not {url for url in taken if url.endswith(("/1.json", "/2.json"))}, "the lists of before are closed"
    assert again.take_over() == ()


@FORMS
def test_forgetting_takes_the_files_and_the_notes_of_whom_the_register_never_saw(folder: Folder, form: Form) -> None:
    issuer, _ = grown(folder, form, [AISHA, BEN], ledger=form is Form.VC_JWT)
    file = folder.path / refused(issuer, AISHA)
    other = folder.path / refused(issuer, BEN)
    assert issuer.forget(AISHA) == 1
    assert not file.exists()
    assert not Path(f"{file}{SUFFIX}").exists()
    assert not (folder.path / "hosted/ob2/assertions" / f"{file.stem[-36:]}.json").exists()
    assert other.is_file()
    assert refused(issuer, BEN)
    with pytest.raises(RegisterError) as caught:
        issuer.forget(AISHA)
    assert caught.value.code == "register_nobody"


def test_what_is_no_badge_of_this_issuer_is_passed_over(folder: Folder) -> None:
    issuer = folder.create()
    picture = issuer.image(issuer.achievement("dementia-care"))
    badge = issuer.issue("dementia-care", to=AISHA)
    others: dict[str, bytes] = {
        "plain.png": picture,
        "text.png": b"no picture",
        "words.png": bake(picture, '{"type": ["VerifiableCredential", "OpenBadgeCredential"]}'),
        "other.png": bake(
            picture, json.dumps({**badge.document, "id": "urn:uuid:1", "issuer": "did:web:other.example"})
        ),
        "nobody.png": bake(picture, json.dumps({**badge.document, "id": "urn:uuid:2", "credentialSubject": {}})),
        "old.png": bake(
            picture,
            json.dumps(
                {
                    "@context": "https://w3id.org/openbadges/v2",
                    "type": "Assertion",
                    "id": "https://other.example/1",
                    "badge": "https://other.example/b",
                    "recipient": {"type": "email", "identity": AISHA, "hashed": False},
                }
            ),
        ),
    }
    for name, content in others.items():
        (folder.path / "issued" / name).write_bytes(content)
    assertions = folder.path / "hosted/ob2/assertions"
    assertions.mkdir(parents=True)
    (assertions / "1.json").write_bytes(b"{")
    (assertions / "2.json").write_bytes(b'{"id": 2}')
    assert badge.file is not None
    shutil.copyfile(badge.file, folder.path / "issued/copy.png")
    assert folder.open().take_over() == ()
    assert issuer.issue("dementia-care", to=AISHA).already


def test_recover_lists_it_and_issue_says_who_and_where(
    folder: Folder, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    issuer = folder.create()
    issuer.register.backup(tmp_path / "older.db")
    badge = issuer.issue("dementia-care", to=AISHA)
    (folder.path / "register.db").unlink()
    monkeypatch.setattr("mexbadge.issuer.issuer._now", folder.clock)
    where = ["-C", str(folder.path)]
    assert main(["register", "recover", *where, str(tmp_path / "older.db")]) == 0
    assert "the register does not know 1 badge in the folder" in capsys.readouterr().out
    people = tmp_path / "people.csv"
    people.write_text(f"email\n{BEN}\n{AISHA}\n", "utf-8")
    assert badge.file is not None
    for words in (["--csv", str(people)], ["--csv", str(people), "--dry-run"], ["--to", AISHA]):
        assert main(["issue", *where, "--achievement", "dementia-care", *words]) == 2
        said = "".join(capsys.readouterr())
        assert AISHA in said
        assert f"issued/{badge.file.name}" in said
        assert ("line 3" in said) is ("--csv" in words)
    assert main(["issue", *where, "--achievement", "dementia-care", "--to", AISHA, "--again"]) == 0
    codes = [one.code for one in check_folder(folder.path, folder.open(), at=folder.clock())]
    assert "college_file_unknown" not in codes, "it is to be kept, not moved elsewhere"


def test_a_note_that_was_damaged_is_nobodys(folder: Folder) -> None:
    issuer, _ = grown(folder, Form.VC_JWT, [AISHA])
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("UPDATE unlisted SET identities = '[1'")
        raw.commit()
    assert not issuer.issue("dementia-care", to=AISHA).already


def test_a_register_of_the_former_shape_gets_the_table(folder: Folder) -> None:
    issuer, _ = grown(folder, Form.VC_JWT, [AISHA])
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("DROP TABLE unlisted")
        raw.execute("DELETE FROM schema_version WHERE area = 'register' AND version >= 9")
        raw.commit()
    again = folder.open()
    assert {one.code for one in again.take_over()} == {"behind_unlisted"}
    assert refused(again, AISHA)
    assert isinstance(issuer, Issuer)
