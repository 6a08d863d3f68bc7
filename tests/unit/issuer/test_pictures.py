"""The picture of an issued badge is named by the credential, hosted, and found to be the one that is named."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from baking import png
from issuing import AISHA, BEN, URL, Folder, everything, rows
from mexbadge.bake import bake, strip, unbake
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Form, Issued, Issuer
from mexbadge.issuer.checkup import check_folder
from mexbadge.issuer.pipeline import pictures
from mexbadge.issuer.pipeline.batches import issue_one
from mexbadge.verify import Check, Report, Verdict
from mexbadge.workflows import convert_in

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><rect width='1' height='1'/></svg>"
EMPTY_SVG = b"<svg xmlns='http://www.w3.org/2000/svg'/>"
OTHER = png(after=b"more")
FORMS = (Form.DATA_INTEGRITY, Form.VC_JWT)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


def code(report: Report) -> str:
    (finding,) = report.of_check(Check.IMAGE)
    return str(finding.code)


def address(issued: Issued) -> str:
    image = issued.document["image"]
    assert image["type"] == "Image"
    return str(image["id"])


def files(folder: Folder) -> set[str]:
    return {path.name for path in (folder.path / "hosted/images").glob("*")}


def judged(folder: Folder, issuer: Issuer, issued: Issued) -> Report:
    assert issued.file is not None
    return folder.judged(issuer, issued.file)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("image", [None, png(), SVG, EMPTY_SVG])
def test_the_picture_of_an_issued_badge_is_the_one_that_it_names(
    folder: Folder, form: Form, image: bytes | None
) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA, image=image, form=form)
    report = judged(folder, issuer, issued)
    assert (report.verdict, code(report)) == (Verdict.VALID, "image_same")
    assert address(issued).startswith(f"{URL}/images/")
    assert files(folder) == {address(issued).rpartition("/")[2]}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("image", [png(), SVG])
def test_another_picture_around_the_same_badge_is_a_warning(folder: Folder, form: Form, image: bytes) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA, image=image, form=form)
    swapped = bake(OTHER if image != SVG else SVG.replace(b"rect", b"circle"), issued.credential)
    report = folder.judged(issuer, swapped)
    assert (report.verdict, code(report)) == (Verdict.WARNING, "image_differs")


def renewed(issuer: Issuer, issued: Issued) -> Issued:
    return issuer.renew(issued.id, issuer.now() + timedelta(days=90))


def corrected(issuer: Issuer, issued: Issued) -> Issued:
    return issuer.correct(issued.id, {"narrative": "on the night shift"})


def reissued(issuer: Issuer, issued: Issued) -> Issued:
    return issuer.reissue(issued.id, BEN)


@pytest.mark.parametrize("again", [renewed, corrected, reissued])
@pytest.mark.parametrize("form", FORMS)
def test_a_badge_made_anew_names_its_picture(
    folder: Folder, form: Form, again: Callable[[Issuer, Issued], Issued]
) -> None:
    issuer = folder.create(form=form)
    end = folder.clock() + timedelta(days=30)
    issued = issuer.issue("dementia-care", to=AISHA, image=SVG, until=end)
    new = again(issuer, issued)
    assert address(new) == address(issued)
    assert code(judged(folder, issuer, new)) == "image_same"


def test_a_badge_for_another_achievement_names_the_picture_of_that(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA, image=SVG)
    new = issuer.correct(issued.id, {"achievement": "dementia-care"})
    assert address(new) != address(issued)
    assert code(judged(folder, issuer, new)) == "image_same"
    assert files(folder) == {address(one).rpartition("/")[2] for one in (issued, new)}


def test_a_badge_from_before_pictures_were_named_gets_one_when_it_is_renewed(folder: Folder) -> None:
    """An older register: no table of pictures, a credential that names none, and an achievement that is frozen."""
    issuer = folder.create()
    before = issuer.achievement("dementia-care")
    lot = issuer._lot("dementia-care", None)
    unnamed = type(lot)(lot.achievement, lot.image, lot.document, lot.form)
    record, _ = issue_one(issuer._desk, unnamed, rows(1, valid_until=folder.clock() + timedelta(days=9))[0])
    with closing(sqlite3.connect(folder.path / "register.db")) as raw, raw:
        raw.execute("DROP TABLE pictures")
        raw.execute("DELETE FROM schema_version WHERE area = 'register' AND version >= 6")
    issuer = folder.open()
    old = issuer.issued(record.id)
    assert "image" not in old.document
    assert code(judged(folder, issuer, old)) == "image_not_named"
    assert files(folder) == set()
    assert not issuer.reconcile()
    assert issuer.achievement("dementia-care").id == before.id
    assert code(judged(folder, issuer, renewed(issuer, old))) == "image_same"
    assert issuer.issued(record.id).credential == old.credential


@pytest.mark.slow
def test_a_hundred_badges_have_one_picture(folder: Folder) -> None:
    issuer = folder.create()
    batch = issuer.issue_many(rows(100), "dementia-care")
    assert len(files(folder)) == len(everything(issuer)["pictures"]) == 1
    assert {address(issuer.issued(one.id)) for one in batch.results} == {f"{URL}/images/{next(iter(files(folder)))}"}


def test_a_record_and_what_was_converted_name_their_pictures(folder: Folder) -> None:
    issuer = folder.create(email="badges@college.example")
    old = issuer.issue("dementia-care", to=AISHA, form=Form.OB2_HOSTED)
    issuer.write_hosted()
    assert files(folder) == set()
    assert old.file is not None
    fetch = ResourceSet.load(folder.path / "hosted")
    made = convert_in(issuer, old.file.read_bytes(), at=folder.clock(), fetch=fetch)
    new = issuer.issued(made.id)
    assert code(judged(folder, issuer, new)) == "image_same"
    assert not issuer.reconcile()


def test_pictures_of_badges_that_a_backup_does_not_know_stay_hosted(folder: Folder, tmp_path: Path) -> None:
    issuer = folder.create()
    first = issuer.issue("dementia-care", to=AISHA)
    issuer.register.backup(tmp_path / "backup.db")
    later = issuer.issue("dementia-care", to=BEN, image=SVG)
    assert later.file is not None
    badge = later.file.read_bytes()
    issuer, _ = folder.recover(tmp_path / "backup.db", replace=True)
    assert code(folder.judged(issuer, badge)) == "image_same"
    assert files(folder) == {address(one).rpartition("/")[2] for one in (first, later)}
    before = {one.url for one in issuer.hosted()}
    for name, content in (("0" * 64, OTHER), (sha256(badge).hexdigest(), badge), (sha256(b"x").hexdigest(), b"x")):
        for kind in ("png", "svg"):
            (folder.path / "hosted/images" / f"{name}.{kind}").write_bytes(content)
    assert {one.url for one in issuer.hosted()} == before, "another picture, somebody's badge, no picture at all"


def test_a_picture_that_only_somebody_forgotten_had_goes_with_them(folder: Folder) -> None:
    issuer = folder.create()
    issuer.issue("dementia-care", to=BEN)
    shared = issuer.issue("dementia-care", to=AISHA)
    own = issuer.issue("dementia-care", to=AISHA, image=OTHER, again=True)
    assert files(folder) == {address(one).rpartition("/")[2] for one in (shared, own)}
    issuer.forget(AISHA)
    assert files(folder) == {address(shared).rpartition("/")[2]}
    issuer.write_hosted()
    assert files(folder) == {address(shared).rpartition("/")[2]}
    assert not issuer.reconcile()
    issuer.forget(BEN)
    assert files(folder) == {address(shared).rpartition("/")[2]}, "the picture of an achievement shows nobody"
    issuer.issue("dementia-care", to="carla@student.college.example", image=OTHER)
    assert len(files(folder)) == 2


def test_a_run_that_was_killed_before_it_published_names_what_the_next_one_hosts(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA, image=SVG)
    shutil.rmtree(folder.path / "hosted")
    issuer = folder.open()
    assert code(judged(folder, issuer, issuer.issued(issued.id))) == "image_same"
    assert not [one for one in check_folder(folder.path, issuer, at=folder.clock()) if one.code.startswith("reconcile")]


def test_a_picture_that_is_not_what_the_register_says_is_reported(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA)
    assert not issuer.reconcile()
    for change in (
        "UPDATE pictures SET url = replace(url, '.png', '.svg')",
        "UPDATE pictures SET forgotten = '2026-01-01T00:00:00Z'",
        "DELETE FROM pictures",
    ):
        with closing(sqlite3.connect(folder.path / "register.db")) as raw:
            raw.execute("BEGIN")
            raw.execute(change)
            raw.commit()
        assert {one.code for one in issuer.reconcile()} & {"reconcile_differs", "reconcile_missing"}, change
    index = json.loads((folder.path / "hosted/resources.json").read_text())
    assert index[address(issued)]["content_type"] == "image/png"


@settings(max_examples=30)
@given(st.sampled_from([png(), SVG, EMPTY_SVG, OTHER]), st.text("abcé", max_size=20))
def test_what_is_left_of_a_picture_does_not_depend_on_the_badge(image: bytes, text: str) -> None:
    credential = json.dumps({"type": ["VerifiableCredential", "OpenBadgeCredential"], "name": text})
    baked = bake(image, credential)
    assert strip(baked) == pictures.artwork(image) == pictures.artwork(pictures.artwork(image))
    assert json.loads(unbake(baked))["name"] == text
