"""What a 2.0 badge was converted to: once, however many at a time, and for good."""

import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import world_ob2
from issuing import AISHA, BEN, DID, Folder
from mexbadge.credentials.upgrade import to_ob3
from mexbadge.errors import RegisterError
from mexbadge.issuer import Form, Issuer, RosterRow, Status
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.register.records import Contact
from mexbadge.issuer.roster.rows import Consent
from mexbadge.models.identity import Identity
from mexbadge.verify import Verdict

Json = dict[str, Any]
Build = Callable[[str, Sequence[Json]], Json]
FOREIGN = world_ob2.ASSERTION


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


@pytest.fixture
def issuer(folder: Folder) -> Issuer:
    return folder.create(email="badges@college.example")


def build_of(old: str = FOREIGN) -> Build:
    """What makes a credential of the badge ``old``."""
    documents = world_ob2.assertion(id=old), world_ob2.badge_class(), world_ob2.issuer()

    def build(name: str, status: Sequence[Json]) -> Json:
        made = to_ob3(*documents, new_id=name, issuer_id=DID).credential
        return {**made, "credentialStatus": list(status)}

    return build


def test_a_badge_of_another_program_has_one_row_and_its_place_in_the_lists(folder: Folder, issuer: Issuer) -> None:
    made = issuer.convert_document(FOREIGN, build_of())
    again = issuer.convert_document(FOREIGN, build_of())
    assert (again.id, again.credential, again.already) == (made.id, made.credential, True)
    assert [one.id for one in issuer.list()] == [made.id]
    assert issuer.original(made.id) == FOREIGN
    found = issuer.converted(FOREIGN)
    assert found is not None
    assert found.id == made.id
    assert folder.judged(issuer, made).verdict is Verdict.VALID
    issuer.revoke(made.id)
    assert folder.judged(issuer, made).verdict is Verdict.INVALID
    assert issuer.convert_document(f"{FOREIGN}-other", build_of(f"{FOREIGN}-other")).id != made.id


@pytest.mark.parametrize("form", [None, Form.OB2_HOSTED, Form.OB2_SIGNED])
def test_two_processes_that_convert_one_badge_make_one(folder: Folder, issuer: Issuer, form: Form | None) -> None:
    old = FOREIGN if form is None else issuer.issue("dementia-care", to=AISHA, form=form).id
    before = len(list(issuer.list()))
    first = []

    def slow(name: str, status: Sequence[Json]) -> Json:
        first.append(folder.open().convert_document(old, build_of(old)).id)
        return build_of(old)(name, status)

    made = issuer.convert_document(old, slow)
    assert (made.id, made.already) == (first[0], True)
    assert len(list(issuer.list())) == before + 1
    assert not folder.open().reconcile()


def test_a_badge_that_took_the_place_of_a_converted_one_is_what_it_was_converted_to(issuer: Issuer) -> None:
    made = issuer.convert_document(FOREIGN, build_of())
    better = issuer.correct(made.id, {"narrative": "better"})
    assert issuer.convert_document(FOREIGN, build_of()).id == better.id
    assert issuer.original(better.id) == FOREIGN
    issuer.suspend(better.id)
    with pytest.raises(RegisterError) as caught:
        issuer.convert_document(FOREIGN, build_of())
    assert caught.value.code == "register_conversion_over"
    issuer.restore(better.id)
    assert issuer.convert_document(FOREIGN, build_of()).id == better.id
    issuer.revoke(better.id)
    with pytest.raises(RegisterError) as caught:
        issuer.convert_document(FOREIGN, build_of())
    assert caught.value.code == "register_conversion_over"


@pytest.mark.parametrize("form", [Form.OB2_HOSTED, Form.OB2_SIGNED])
def test_a_badge_that_does_not_stand_is_not_converted(issuer: Issuer, form: Form) -> None:
    revoked = issuer.issue("dementia-care", to=AISHA, form=form).id
    replaced = issuer.issue("dementia-care", to=BEN, form=form).id
    issuer.revoke(revoked)
    issuer.correct(replaced, {"narrative": "better"})
    for name, code in ((revoked, "register_not_active"), (replaced, "register_replaced")):
        before = len(list(issuer.list()))
        with pytest.raises(RegisterError) as caught:
            issuer.convert_document(name, build_of(name))
        assert caught.value.code == code
        assert len(list(issuer.list())) == before


def test_neither_a_conversion_nor_its_badge_can_be_changed_unseen(folder: Folder, issuer: Issuer) -> None:
    issuer.convert_document(FOREIGN, build_of())
    issuer.convert_document(f"{FOREIGN}-other", build_of(f"{FOREIGN}-other"))
    assert not issuer.reconcile()
    with closing(sqlite3.connect(folder.path / "register.db")) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(folder.path / "register.db", folder.path.parent / "kept.db")
    for statement in (
        "DELETE FROM conversions WHERE rowid = 1",
        "UPDATE conversions SET assertion = 'x' WHERE rowid = 1",
        "UPDATE conversions SET id = 'x' WHERE rowid = 1",
    ):
        shutil.copy(folder.path.parent / "kept.db", folder.path / "register.db")
        with closing(sqlite3.connect(folder.path / "register.db")) as raw, raw:
            raw.execute(statement)
        assert any("conversions" in str(one.where) for one in folder.open().reconcile()), statement


def test_a_register_from_before_conversions_were_noted_notes_them_from_now_on(folder: Folder, issuer: Issuer) -> None:
    issuer.issue("dementia-care", to=AISHA)
    with closing(sqlite3.connect(folder.path / "register.db")) as raw, raw:
        raw.execute("DROP TABLE conversions")
        raw.execute("DELETE FROM schema_version WHERE area = 'register' AND version >= 7")
    opened = folder.open()
    made = opened.convert_document(FOREIGN, build_of())
    assert opened.convert_document(FOREIGN, build_of()).id == made.id
    assert not [one for one in check_folder(folder.path, opened, at=folder.clock()) if "reconcile" in one.code]


def test_what_was_renewed_is_revoked_in_all_its_forms_and_what_was_corrected_is_revoked_already(
    folder: Folder, issuer: Issuer
) -> None:
    end = folder.clock().replace(year=2030)
    first = issuer.issue("dementia-care", to=AISHA, until=end)
    second = issuer.renew(first.id, end.replace(year=2031))
    third = issuer.renew(second.id, end.replace(year=2032))
    assert set(issuer.linked(second.id)) == {first.id, third.id}
    issuer.revoke(third.id)
    for one in (first, second, third):
        assert folder.judged(issuer, one).verdict is Verdict.INVALID
    wrong = issuer.issue("dementia-care", to=BEN)
    right = issuer.correct(wrong.id, {"narrative": "better"})
    assert issuer.linked(right.id) == ()
    assert issuer.record(wrong.id).status is Status.SUPERSEDED
    issuer.revoke(right.id)
    assert issuer.record(wrong.id).status is Status.SUPERSEDED
    assert not issuer.reconcile()


def test_who_is_forgotten_is_forgotten_in_converted_badges_too_and_they_are_not_made_again(
    folder: Folder, issuer: Issuer
) -> None:
    made = issuer.convert_document(FOREIGN, build_of())
    assert made.file is not None
    with pytest.raises(RegisterError):
        issuer.forget("somebody.else@example.ca")
    assert issuer.forget(world_ob2.EMAIL) == 1
    assert not made.file.exists()
    assert issuer.record(made.id).forgotten is not None
    with pytest.raises(RegisterError) as caught:
        issuer.convert_document(FOREIGN, build_of())
    assert caught.value.code == "register_forgotten"
    assert [one.id for one in issuer.list()] == [made.id]
    assert not folder.open().reconcile()


@pytest.mark.parametrize("contacts", [True, False])
def test_a_converted_badge_is_for_whom_the_old_one_was_with_what_they_agreed_to_while_contacts_are_kept(
    folder: Folder, issuer: Issuer, *, contacts: bool
) -> None:
    agreed = Consent(given=True, purpose="show my name")
    row = RosterRow(2, Identity.parse(AISHA), name="Aisha", consent=agreed)
    old = issuer.issue_many([row], "dementia-care", form=Form.OB2_SIGNED).results[0].id
    path = folder.path / "mexbadge.toml"
    path.write_text(path.read_text("utf-8").replace("contacts = true", f"contacts = {str(contacts).lower()}"), "utf-8")
    issuer = folder.open()
    made = issuer.record(issuer.convert_document(old, build_of(old)).id)
    assert made.contact == (issuer.record(old).contact if contacts else Contact())
    assert (made.consent, made.replaces) == (contacts or None, old)
