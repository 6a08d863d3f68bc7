"""``mexbadge relink``: a private link in wrong hands is given up; the old page and key stop."""

import json
from pathlib import Path

import pytest

from commands import Run
from issuing import AISHA, BEN, Folder
from mexbadge.issuer import Issuer
from mexbadge.publish import publish
from mexbadge.publish.private import FILE, opened


@pytest.fixture
def issuer(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Issuer:
    del run
    monkeypatch.chdir(tmp_path)
    made = Folder(tmp_path / "badges").create()
    made.issue("dementia-care", to=AISHA, name="Aisha Khan", ref="N1")
    made.issue("dementia-care", to=BEN, name="Ben Tremblay", ref="N2")
    return made


def test_the_old_page_goes_its_key_opens_nothing_and_nobody_elses_page_changes(issuer: Issuer, run: Run) -> None:
    (aisha, ben) = issuer.list()
    old_key = issuer.page_key(aisha.page)
    publish(issuer, Path("site"))
    code, out, err = run("relink", "-C", "badges", "--ref", "N1", "--json")
    assert (code, err) == (0, "")
    told = json.loads(out)
    renewed, same = issuer.list()
    assert (renewed.page != aisha.page, same.page) == (True, ben.page)
    assert told["private_link"] == issuer.holder_url(renewed)
    assert told["old_page"] == issuer.page_url(aisha.page)
    written = publish(issuer, Path("site"))
    assert not Path("site/b", aisha.page).exists()
    assert all(path.startswith(f"b/{aisha.page}/") for path in written.removed)
    sealed = Path("site/b", renewed.page, "original.bin").read_bytes()
    assert opened(old_key, sealed, FILE) is None
    assert opened(issuer.page_key(renewed.page), sealed, FILE) is not None
    assert not any(path.startswith(f"b/{ben.page}/") for path in (*written.changed, *written.removed))


def test_several_pages_of_one_person_need_to_be_meant_and_the_journal_says_what_happened(
    issuer: Issuer, run: Run
) -> None:
    issuer.issue("dementia-care", to=AISHA, ref="N1b")
    code, _, err = run("relink", "-C", "badges", "--to", AISHA)
    assert code == 2
    assert "--all" in err
    code, out, _ = run("relink", "-C", "badges", "--to", AISHA, "--all")
    assert code == 0
    assert "2 pages" in out
    assert [event.kind for event in issuer.register.journal()].count("page-renewed") == 2


def test_one_who_was_forgotten_has_no_page_and_nothing_changes(issuer: Issuer, run: Run) -> None:
    issuer.forget(BEN)
    before = [record.page for record in issuer.list()]
    (gone,) = [record.id for record in issuer.list() if record.forgotten]
    (other,) = [record.id for record in issuer.list() if not record.forgotten]
    code, _, _ = run("relink", "-C", "badges", other, gone)
    assert code == 2
    assert [record.page for record in issuer.list()] == before


def test_a_receipt_beside_the_old_page_goes_with_it(tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    issuer = Folder(tmp_path / "badges").create(ledger=True)
    issuer.issue("dementia-care", to=AISHA, ref="N1")
    (before,) = issuer.list()
    run("ledger", "checkpoint", "-C", "badges")
    assert list(Path("badges/hosted/b", before.page).iterdir())
    assert run("relink", "-C", "badges", "--ref", "N1")[0] == 0
    (after,) = issuer.list()
    assert not Path("badges/hosted/b", before.page).exists()
    assert list(Path("badges/hosted/b", after.page).iterdir())
    publish(Issuer.open("badges"), Path("site"))
    assert not Path("site/b", before.page).exists()
