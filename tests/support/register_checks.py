"""What every register must do, whatever database is behind it; run on SQLite always, on PostgreSQL when slow."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import func, select

from issuing import AISHA, BEN, DEMENTIA, DID, URL, Folder, everything, places, rows
from mexbadge.bake import unbake
from mexbadge.errors import BakeError, InputError, RegisterError, RosterError, SchemaError
from mexbadge.issuer import Achievement, Filters, Form, RosterRow, Status
from mexbadge.issuer.register.tables import ALL, ISSUED
from mexbadge.models.identity import Identity
from mexbadge.store.migrations import _VERSIONS
from mexbadge.verify import Verdict

Check = Callable[[Folder], None]


def code_of(kind: type[Exception], act: Callable[[], object]) -> str:
    with pytest.raises(kind) as caught:
        act()
    return str(getattr(caught.value, "code", ""))


def the_same_award_is_made_once(folder: Folder) -> None:
    issuer = folder.create()
    first = issuer.issue("dementia-care", to=AISHA)
    for to in (AISHA, AISHA.upper().replace("AISHA", "Aisha"), Identity.parse(AISHA)):
        same = issuer.issue("dementia-care", to=to)
        assert (same.id, same.credential, same.already) == (first.id, first.credential, True)
    others = [
        issuer.issue("dementia-care", to=BEN),
        issuer.issue("dementia-care", to=AISHA, ref="N1"),
        issuer.issue("dementia-care", to=AISHA, again=True),
    ]
    assert not any(other.already for other in others)
    assert len({first.id, *(other.id for other in others)}) == 4
    assert issuer.issue("dementia-care", to=AISHA).id == first.id


def what_is_stored_is_what_was_signed_and_delivered(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    assert issued.file is not None
    delivered = issued.file.read_bytes()
    (row,) = everything(issuer)["issued"]
    assert unbake(delivered) == issued.credential == row["credential"]
    assert row["credential_digest"] == sha256(issued.credential).hexdigest()
    assert row["baked_digest"] == sha256(delivered).hexdigest()
    assert (row["state"], row["status"], row["key"]) == ("delivered", "active", f"{DID}#key-1")
    assert issuer.record(issued.id).name == "Aisha Khan"
    report = folder.judged(issuer, issued.file, to=AISHA)
    assert report.verdict is Verdict.VALID, str(report)
    assert {"status_not_revoked", "status_not_suspended", "recipient_ok"} <= report.codes()


def a_revocation_is_seen_once_it_is_hosted(folder: Folder) -> None:
    issuer = folder.create()
    one, other = issuer.issue("dementia-care", to=AISHA), issuer.issue("dementia-care", to=BEN)
    issuer.revoke(one.id, reason_en="issued in error", reason_fr="émis par erreur")
    issuer.revoke(one.id)
    assert folder.judged(issuer, one).verdict is Verdict.INVALID
    assert folder.judged(issuer, other).verdict is Verdict.VALID
    record = issuer.record(one.id)
    assert (record.status, record.reason_fr) == (Status.REVOKED, "émis par erreur")
    listed = json.loads((folder.path / "hosted" / "revocations.json").read_text())
    assert listed["revokedCredential"] == [
        {"id": one.id, "revoked": True, "revocationReason": "issued in error / émis par erreur"}
    ]
    assert code_of(RegisterError, lambda: issuer.restore(one.id)) == "register_not_suspended"
    assert code_of(RegisterError, lambda: issuer.suspend(one.id)) == "register_not_active"
    assert code_of(RegisterError, lambda: issuer.revoke("urn:uuid:0")) == "register_unknown"
    assert issuer.issue("dementia-care", to=AISHA).already, "the same list again must not undo a revocation"


def a_suspension_can_be_lifted(folder: Folder) -> None:
    issuer = folder.create()
    ids = [issuer.issue("dementia-care", to=to).id for to in (AISHA, BEN)]
    issuer.suspend(ids, reason_en="under review")
    for name in ids:
        report = folder.judged(issuer, issuer.issued(name))
        assert report.verdict is Verdict.INVALID
        assert "status_suspended" in report.codes()
    issuer.restore(ids)
    for name in ids:
        assert folder.judged(issuer, issuer.issued(name)).verdict is Verdict.VALID
        assert issuer.record(name).status is Status.ACTIVE


def a_renewal_is_a_new_badge_of_the_same_person(folder: Folder) -> None:
    issuer = folder.create()
    end = folder.clock() + timedelta(days=30)
    old = issuer.issue("dementia-care", to=AISHA, until=end)
    new = issuer.renew(old.id, end + timedelta(days=365))
    assert folder.judged(issuer, new, to=AISHA).verdict is Verdict.VALID
    assert folder.judged(issuer, old, to=AISHA).verdict is Verdict.VALID
    folder.clock.pass_days(31)
    assert folder.judged(issuer, new, to=AISHA).verdict is Verdict.VALID
    assert folder.judged(issuer, old, to=AISHA).verdict is Verdict.INVALID
    before, after = issuer.record(old.id), issuer.record(new.id)
    assert (before.status, before.replaced_by, after.replaces) == (Status.SUPERSEDED, new.id, old.id)
    assert issuer.issue("dementia-care", to=AISHA).id == new.id
    assert code_of(RegisterError, lambda: issuer.renew(old.id, end)) == "register_renew_earlier"
    again = issuer.renew(old.id, end + timedelta(days=365))
    assert (again.id, again.already) == (new.id, True)
    assert code_of(RegisterError, lambda: issuer.renew(old.id, end + timedelta(days=500))) == "register_replaced"


def a_correction_revokes_and_issues_anew(folder: Folder) -> None:
    issuer = folder.create()
    old = issuer.issue("dementia-care", to=AISHA, narrative="Placement in spring.", ref="N7")
    changes = {"narrative": "Placement in autumn.", "evidence": ["https://evidence.college.example/7"], "result": "85"}
    new = issuer.correct(old.id, changes)
    subject = new.document["credentialSubject"]
    assert subject["narrative"] == "Placement in autumn."
    assert subject["result"] == [{"type": ["Result"], "value": "85"}]
    assert new.document["evidence"] == [{"id": "https://evidence.college.example/7", "type": ["Evidence"]}]
    assert folder.judged(issuer, new, to=AISHA).verdict is Verdict.VALID
    assert folder.judged(issuer, old, to=AISHA).verdict is Verdict.INVALID
    assert issuer.record(new.id).ref == "N7"
    assert issuer.issue("dementia-care", to=AISHA, ref="N7").id == new.id
    assert code_of(InputError, lambda: issuer.correct(new.id, {"colour": "red"})) == "register_change"
    again = issuer.correct(new.id, {"narrative": None})
    assert "narrative" not in again.document["credentialSubject"]
    before = len(everything(issuer)["issued"])
    wrong = {"valid_until": folder.clock() - timedelta(days=9)}
    assert code_of(InputError, lambda: issuer.correct(again.id, wrong)) == "register_ends_before"
    assert len(everything(issuer)["issued"]) == before


def a_learner_whose_address_dies_gets_the_badge_anew(folder: Folder) -> None:
    issuer = folder.create()
    old = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    new = issuer.reissue(old.id, "aisha@home.example.ca")
    assert folder.judged(issuer, new, to="aisha@home.example.ca").verdict is Verdict.VALID
    assert folder.judged(issuer, new, to=AISHA).verdict is Verdict.INVALID
    assert folder.judged(issuer, old).verdict is Verdict.INVALID
    assert issuer.issue("dementia-care", to="aisha@home.example.ca").id == new.id
    assert issuer.record(new.id).name == "Aisha Khan"


def a_suspended_badge_stays_suspended_when_it_is_replaced(folder: Folder) -> None:
    issuer = folder.create()
    old = issuer.issue("dementia-care", to=AISHA)
    issuer.suspend(old.id, reason_en="under review")
    new = issuer.correct(old.id, {"narrative": "Better."})
    assert issuer.record(new.id).status is Status.SUSPENDED
    assert "status_suspended" in folder.judged(issuer, new).codes()


def forgetting_leaves_nothing_that_identifies(folder: Folder) -> None:
    issuer = folder.create()
    first = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan", ref="N00042", narrative="Was kind.")
    moved = issuer.reissue(first.id, "aisha@home.example.ca")
    other = issuer.issue("dementia-care", to=BEN, name="Ben Tremblay")
    before = {row["id"]: row for row in everything(issuer)["issued"]}
    taken = places(issuer)
    assert issuer.forget("aisha@home.example.ca") == 2
    left = everything(issuer)
    text = repr(left)
    for secret in ("aisha", "Aisha", "Khan", "N00042", "Was kind", repr(first.credential), repr(moved.credential)):
        assert secret not in text
    for name in ("person", "award", "recipient_hash"):
        assert before[moved.id][name] not in text
    after = {row["id"]: row for row in left["issued"]}
    for name in (first.id, moved.id):
        for kept in ("id", "credential_digest", "status", "page", "valid_from"):
            assert after[name][kept] == before[name][kept]
        assert after[name]["forgotten"]
    assert after[other.id] == before[other.id]
    assert places(issuer) == taken
    assert [path.name for path in issuer.files.iterdir()] == [after[other.id]["file"]]
    assert code_of(RegisterError, lambda: issuer.issued(moved.id)) == "register_forgotten"
    assert code_of(RegisterError, lambda: issuer.forget(AISHA)) == "register_nobody"
    issuer.revoke(moved.id)
    assert folder.judged(issuer, moved).verdict is Verdict.INVALID, "its status is still kept"
    assert folder.judged(issuer, other, to=BEN).verdict is Verdict.VALID
    assert not folder.open().issue("dementia-care", to=AISHA).already


def a_rotation_breaks_no_badge(folder: Folder) -> None:
    issuer = folder.create()
    old = issuer.issue("dementia-care", to=AISHA)
    key = issuer.rotate_key()
    new = folder.open().issue("dementia-care", to=BEN)
    assert key.id == f"{DID}#key-2"
    assert new.document["issuer"]["id"] == DID
    assert issuer.record(new.id).key == key.id
    for badge in (old, new):
        assert folder.judged(issuer, badge).verdict is Verdict.VALID
    assert [(one.number, str(one.state)) for one in tuple(issuer.keys())] == [(1, "retired"), (2, "active")]
    assert issuer.retire_key(key.id).state == "retired"
    assert issuer.keys()[-1].id == f"{DID}#key-3"
    assert folder.judged(issuer, new).verdict is Verdict.VALID


def a_compromised_key_takes_its_badges_with_it(folder: Folder) -> None:
    issuer = folder.create()
    lost, over = issuer.issue("dementia-care", to=AISHA), issuer.issue("dementia-care", to=BEN)
    issuer.revoke(over.id)
    (new,) = issuer.compromise_key(f"{DID}#key-1", reissue=True)
    assert issuer.compromise_key(f"{DID}#key-1", reissue=True) == ()
    report = folder.judged(issuer, lost)
    assert report.verdict is Verdict.INVALID
    assert "proof_key_revoked" in report.codes()
    assert folder.judged(issuer, issuer.issued(new), to=AISHA).verdict is Verdict.VALID
    document = json.loads((folder.path / "hosted" / ".well-known" / "did.json").read_text())
    assert document["assertionMethod"] == [f"{DID}#key-2", f"{DID}#key-2-jwk"]
    marked = {method["id"]: method.get("revoked") for method in document["verificationMethod"]}
    assert marked[f"{DID}#key-1"] == "2026-03-01T12:00:00Z"
    assert marked[f"{DID}#key-2"] is None
    listed = json.loads((folder.path / "hosted" / ".well-known" / "jwks.json").read_text())
    assert [key["kid"] for key in list(listed["keys"])] == [f"{DID}#key-2"]
    assert issuer.record(new).replaces == lost.id
    issuer.rotate_key()
    assert [key.number for key in tuple(issuer.keys())] == [1, 2, 3]
    assert code_of(RegisterError, lambda: issuer.compromise_key(f"{DID}#key-9")) == "register_key_unknown"


def an_achievement_is_frozen_once_it_is_issued(folder: Folder) -> None:
    issuer = folder.create()
    assert issuer.add(replace(DEMENTIA, description="Better."), replace=True).id == f"{URL}/achievements/dementia-care"
    issuer.add(DEMENTIA, replace=True)
    first = issuer.issue("dementia-care", to=AISHA)
    changed = replace(DEMENTIA, description="Cares better.")
    assert code_of(InputError, lambda: issuer.add(changed)) == "register_achievement_exists"
    second = issuer.add(changed, replace=True)
    assert (second.version, second.id) == (2, f"{URL}/achievements/dementia-care-v2")
    new = issuer.issue(second, to=AISHA)
    assert not new.already
    assert new.document["credentialSubject"]["achievement"]["description"] == "Cares better."
    assert issuer.issued(first.id).document["credentialSubject"]["achievement"]["description"] == DEMENTIA.description
    assert issuer.add(DEMENTIA, replace=True).version == 1
    assert issuer.issue("dementia-care", to=AISHA).id == first.id
    corrected = issuer.correct(first.id, {"achievement": second})
    assert corrected.document["credentialSubject"]["achievement"]["id"] == second.id
    for badge in (new, corrected):
        assert folder.judged(issuer, badge).verdict is Verdict.VALID


def a_full_list_opens_the_next(folder: Folder) -> None:
    issuer = folder.create()
    issuer._desk.capacity = 3
    badges = [issuer.issue("dementia-care", to=f"n{number}@college.example") for number in range(4)]
    issuer.issue_many(rows(4), "dementia-care")
    lists = everything(issuer)["status_lists"]
    assert [(row["number"], row["purpose"], row["used"]) for row in lists] == [
        (1, "revocation", 3),
        (2, "suspension", 3),
        (3, "revocation", 3),
        (4, "suspension", 3),
        (5, "revocation", 2),
        (6, "suspension", 2),
    ]
    issuer.revoke(badges[3].id)
    assert folder.judged(issuer, badges[3]).verdict is Verdict.INVALID
    assert folder.judged(issuer, badges[0]).verdict is Verdict.VALID


def places_are_drawn_at_random_and_never_twice(folder: Folder) -> None:
    issuer = folder.create()
    issuer.issue_many(rows(150), "dementia-care")
    taken = places(issuer)
    assert len(set(taken)) == len(taken) == 300
    of_first_list = [position for number, position in taken if number == 1]
    assert max(of_first_list) > 65_536 > min(of_first_list)
    by_credential = {row["credential"]: row["position"] for row in everything(issuer)["status_entries"]}
    in_order = [by_credential[record.id] for record in issuer.list()]
    assert in_order != sorted(in_order)


def what_a_crash_left_is_finished_from_the_stored_bytes(folder: Folder) -> None:
    issuer = folder.create(passphrase=b"correct horse")
    issuer.files.rmdir()
    issuer.files.write_bytes(b"in the way")
    assert code_of(RegisterError, lambda: issuer.issue("dementia-care", to=AISHA)) == "register_file_unwritable"
    (row,) = everything(issuer)["issued"]
    assert row["state"] == "prepared"
    issuer.files.unlink()
    opened = folder.open()
    (after,) = everything(opened)["issued"]
    assert after == {**row, "state": "delivered"}
    assert sha256((opened.files / row["file"]).read_bytes()).hexdigest() == row["baked_digest"]
    assert opened.issued(row["id"]).credential == row["credential"]


def a_backup_can_be_recovered_and_no_place_is_given_twice(folder: Folder) -> None:
    issuer = folder.create()
    kept = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan")
    issuer.revoke(issuer.issue("dementia-care", to=BEN).id)
    backup = folder.path / "backup.db"
    issuer.register.backup(backup)
    assert code_of(RegisterError, lambda: issuer.register.backup(backup)) == "register_backup_exists"
    before = everything(issuer)
    after_backup = issuer.issue("dementia-care", to="late@college.example")
    lost = [row for row in everything(issuer)["status_entries"] if row["credential"] == after_backup.id]
    in_use = "register_not_empty" if issuer.register.database.is_sqlite else "register_not_aside"
    assert code_of(RegisterError, lambda: issuer.register.recover(backup)) == in_use
    with issuer.register.transaction() as connection:
        for table in reversed(ALL):
            if table.name != "settings":
                connection.execute(table.delete())
    issuer.register.recover(backup, at=folder.clock())
    after = everything(issuer)
    for table in ("issued", "contacts", "keys", "achievements", "status_entries", "images", "batches"):
        assert sorted(map(repr, after[table])) == sorted(map(repr, before[table]))
    assert [event.kind for event in issuer.register.journal()][-1] == "recovered"
    assert code_of(RegisterError, lambda: issuer.issue("dementia-care", to=BEN, ref="1")) == "register_behind"
    assert {problem.code for problem in issuer.take_over()} == {"behind_journal", "behind_unlisted"}
    issuer.issue_many(rows(30), "dementia-care")
    assert {row["list"] for row in lost}.isdisjoint(
        row["list"]
        for row in everything(issuer)["status_entries"]
        if row["credential"] not in {entry["credential"] for entry in before["status_entries"]}
    )
    assert folder.judged(issuer, kept, to=AISHA).verdict is Verdict.VALID
    assert code_of(RegisterError, lambda: issuer.register.recover(folder.path / "no.db")) == "register_backup_missing"


def two_people_are_two_badges(folder: Folder) -> None:
    issuer = folder.create()
    people = [RosterRow(line, Identity.parse(to)) for line, to in ((2, AISHA), (3, BEN))]
    batch = issuer.issue_many(people, "dementia-care")
    assert [(result.line, result.already) for result in batch.results] == [(2, False), (3, False)]
    held = everything(issuer)
    assert len(held["issued"]) == len(held["contacts"]) == len(list(issuer.files.iterdir())) == 2
    assert len(held["status_entries"]) == 4
    for result, to in zip(batch.results, (AISHA, BEN), strict=True):
        assert folder.judged(issuer, issuer.files / result.file, to=to).verdict is Verdict.VALID
    (noted,) = held["batches"]
    assert (noted["id"], noted["rows"]) == (batch.id, 2)
    assert noted["digest"]


def the_same_list_again_issues_nothing(folder: Folder) -> None:
    issuer = folder.create()
    told: list[tuple[int, int | None]] = []
    first = issuer.issue_many(rows(7), "dementia-care", progress=lambda *done: told.append(done))
    assert told == [(7, 7)]
    assert list(issuer.known_rows(rows(9), "dementia-care")) == list(range(2, 9))
    more = issuer.issue_many([*rows(9), *rows(2)], "dementia-care")
    assert (first.issued, more.issued, more.already) == (7, 2, 9)
    by_line = {result.line: result.id for result in first.results}
    assert all(by_line.get(result.line, result.id) == result.id for result in more.results)
    streamed = issuer.issue_many(iter(rows(9)), "dementia-care")
    assert streamed.issued == 0
    assert len(list(issuer.list())) == 9


def a_list_with_a_mistake_issues_nothing(folder: Folder) -> None:
    issuer = folder.create()
    good, bad = rows(3), rows(2, first=5, evidence=("not an address",))
    late = RosterRow(9, Identity.parse(AISHA), valid_until=folder.clock() - timedelta(days=1))
    left_over = RosterRow(10, Identity.parse(AISHA), narrative="See example.org", ref="x")
    with pytest.raises(RosterError) as caught:
        issuer.issue_many([*good, *bad, late, left_over], "dementia-care")
    assert [problem.where for problem in caught.value.problems] == [5, 6, 9, 10]
    assert {problem.code for problem in caught.value.problems[2:]} == {"register_ends_before", "issuer_placeholder"}
    with pytest.raises(RosterError):
        issuer.issue_many(iter([*good, *bad]), "dementia-care")
    held = everything(issuer)
    assert not held["issued"]
    assert not held["status_entries"]
    assert not list(issuer.files.iterdir())


def a_picture_that_can_hold_no_badge_leaves_no_row_and_no_file(folder: Folder) -> None:
    issuer = folder.create()
    whole = issuer.image(issuer.achievement("dementia-care"))
    for picture in (whole[:200], b"GIF89a", b"\x89PNG\r\n\x1a\n"):
        with pytest.raises(BakeError):
            issuer.issue("dementia-care", to=AISHA, image=picture)
        with pytest.raises(BakeError):
            issuer.issue_many(rows(2), "dementia-care", image=picture)
    held = everything(issuer)
    assert not held["issued"] + held["status_entries"] + held["batches"] + held["images"]
    assert not list(issuer.files.iterdir())


def an_award_that_breaks_the_model_leaves_nothing(folder: Folder) -> None:
    issuer = folder.create()
    with pytest.raises(SchemaError) as caught:
        issuer.issue("dementia-care", to=AISHA, evidence="not an address")
    assert caught.value.where == "/evidence/0/id"
    assert not everything(issuer)["status_entries"]


def any_recipient_can_be_issued_to(folder: Folder) -> None:
    issuer = folder.create()
    for to in (
        AISHA,
        "did:web:learner.example.ca",
        "url:https://learner.example.ca/me",
        "userName:aisha",
        "tel:+15550100",
    ):
        issued = issuer.issue("dementia-care", to=to)
        report = folder.judged(issuer, issued)
        assert report.verdict is Verdict.VALID, str(report)
        assert issuer.issue("dementia-care", to=to).already
        assert [record.id for record in issuer.list(Filters(to=to))] == [issued.id]
        if not to.startswith("tel"):
            within = f"{to}@{DID}" if to.startswith("userName") else to
            assert folder.judged(issuer, issued, to=within).verdict is Verdict.VALID


def what_is_looked_for_is_found(folder: Folder) -> None:
    issuer = folder.create()
    other = issuer.add(Achievement("First aid", "Gives first aid.", "An examination."))
    one = issuer.issue("dementia-care", to=AISHA, ref="N1", until=folder.clock() + timedelta(days=10))
    folder.clock.pass_days(1)
    two = issuer.issue(other, to=AISHA)
    three = issuer.issue("dementia-care", to=BEN)
    issuer.revoke(three.id)
    wanted = {
        (one.id, two.id, three.id): Filters(),
        (one.id, three.id): Filters(achievement="dementia-care"),
        (two.id,): Filters(achievement=other.id),
        (one.id, two.id): Filters(to=AISHA.upper()),
        (one.id,): Filters(ref="N1"),
        (three.id,): Filters(status="revoked"),
        (two.id, three.id, ""): Filters(since=folder.clock()),
        (one.id, ""): Filters(until=folder.clock()),
        (one.id, "", ""): Filters(ends_before=folder.clock() + timedelta(days=10)),
        (): Filters(ref="N1", status="revoked"),
    }
    for ids, filters in wanted.items():
        assert [record.id for record in issuer.list(filters)] == [name for name in ids if name]


def nothing_personal_is_hosted_journalled_or_shown(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan", ref="N00042")
    issuer.revoke(issued.id)
    held = everything(issuer)
    hosted = b"".join(document.body for document in issuer.hosted())
    for secret in ("aisha", "Khan", "N00042"):
        assert secret.encode() not in hosted + issued.credential
        for table in ("events", "batches", "status_entries", "achievements"):
            assert secret not in repr(held[table])
        assert secret not in repr([*issuer.list(), issued])
    assert issued.file is not None
    assert "aisha" not in issued.file.name
    assert issued.page is not None
    assert len(issued.page) == 32
    assert issued.page.encode() not in hosted + issued.credential


def an_endorsement_is_signed_and_hosted(folder: Folder) -> None:
    issuer = folder.create()
    for own in (f"{URL}/achievements/dementia-care", DID, f"{DID}#x", issuer.issue("dementia-care", to=BEN).id):
        with pytest.raises(InputError) as caught:
            issuer.endorse(own, comment="We stand behind ourselves.")
        assert caught.value.code == "register_endorse_own"
    endorsed = issuer.endorse("https://partner.example/achievements/hygiene", comment="Our partners hire for it.")
    report = folder.judged(issuer, endorsed)
    assert report.verdict in {Verdict.VALID, Verdict.WARNING}, str(report)
    assert "proof_ok" in report.codes()
    assert any("endorsements/" in document.url for document in issuer.hosted())


def lists_are_signed_anew_before_they_end(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA)
    assert issuer.refresh_status(before=folder.clock() + timedelta(days=30)) == 0
    folder.clock.pass_days(44)
    assert folder.judged(issuer, issued).verdict is Verdict.VALID
    folder.clock.pass_days(2)
    assert folder.judged(issuer, issued).verdict is Verdict.UNKNOWN
    assert issuer.refresh_status(before=folder.clock() + timedelta(days=30)) == 2
    assert folder.judged(issuer, issued).verdict is Verdict.VALID
    assert issuer.refresh_status() == 2


def every_form_is_issued_and_renewed(folder: Folder) -> None:
    issuer = folder.create(form=Form.VC_JWT)
    end = folder.clock() + timedelta(days=9)
    issued = issuer.issue("dementia-care", to=AISHA, until=end, language="fr-CA")
    assert issued.credential.count(b".") == 2
    assert folder.judged(issuer, issued, to=AISHA).verdict is Verdict.VALID
    new = issuer.renew(issued.id, end + timedelta(days=9))
    assert folder.judged(issuer, new, to=AISHA).verdict is Verdict.VALID
    issuer.revoke(new.id)
    assert folder.judged(issuer, new, to=AISHA).verdict is Verdict.INVALID


def a_register_knows_its_secret_again(folder: Folder) -> None:
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    (folder.path / "keys" / "register.secret").write_text("00" * 32)
    assert code_of(RegisterError, folder.open) == "register_secret"


def a_newer_register_is_refused(folder: Folder) -> None:
    issuer = folder.create()
    with issuer.register.transaction() as connection:
        connection.execute(_VERSIONS.insert().values(area="register", version=99, applied="2030-01-01"))
    assert code_of(RegisterError, folder.open) == "register_newer"


def a_failed_transaction_leaves_nothing(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA)

    def twice() -> None:
        with issuer.register.transaction() as connection:
            connection.execute(ISSUED.update().values(language="xx"))
            row = connection.execute(select(ISSUED)).mappings().one()
            connection.execute(ISSUED.insert().values(**{**row, "number": 77}))

    assert code_of(RegisterError, twice) == "register_conflict"
    with issuer.register.read() as connection:
        assert connection.execute(select(func.count()).select_from(ISSUED)).scalar_one() == 1
    assert issuer.record(issued.id).language is None


CHECKS: list[Check] = [
    value
    for name, value in list(globals().items())
    if callable(value) and getattr(value, "__module__", "") == __name__ and name != "code_of"
]


def fresh(path: Path, register: str = "sqlite:///register.db") -> Folder:
    """Return a folder that is not made yet."""
    return Folder(path / "badges", register)
