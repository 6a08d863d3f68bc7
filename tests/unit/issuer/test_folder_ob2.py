"""A folder issues Open Badges 2.0 as well: hosted and signed, revoked, corrected, forgotten."""

from pathlib import Path

import pytest

from issuing import AISHA, BEN, Folder, rows
from mexbadge.errors import InputError, RegisterError, RosterError
from mexbadge.issuer import Form, Issuer
from mexbadge.verify import Verdict

FORMS = (Form.OB2_HOSTED, Form.OB2_SIGNED)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


@pytest.fixture
def issuer(folder: Folder) -> Issuer:
    made = folder.create()
    text = (folder.path / "mexbadge.toml").read_text(encoding="utf-8")
    named = text.replace("[issuer]\n", '[issuer]\nemail = "badges@college.ca"\n')
    (folder.path / "mexbadge.toml").write_text(named, encoding="utf-8")
    del made
    return folder.open()


@pytest.mark.parametrize("form", FORMS)
def test_a_badge_of_2_0_is_valid_by_the_hosted_documents_alone(folder: Folder, issuer: Issuer, form: Form) -> None:
    issued = issuer.issue("dementia-care", to=AISHA, form=form, evidence="https://college.ca/work/1", narrative="Well.")
    assert issued.file is not None
    report = folder.judged(issuer, issued.file, to=AISHA)
    assert report.verdict is Verdict.VALID, report
    assert report.badge is not None
    assert report.badge.version == "2.0"
    assert report.badge.narrative == "Well."
    assert folder.judged(issuer, issued.file, to=BEN).verdict is Verdict.INVALID
    assert issuer.issue("dementia-care", to=AISHA, form=form).already


@pytest.mark.parametrize("form", FORMS)
def test_a_revoked_badge_of_2_0_says_why(folder: Folder, issuer: Issuer, form: Form) -> None:
    issued = issuer.issue("dementia-care", to=AISHA, form=form)
    other = issuer.issue("dementia-care", to=BEN, form=form)
    assert issued.file is not None
    assert other.file is not None
    issuer.revoke(issued.id, reason_en="Issued in error", reason_fr="Délivré par erreur")
    issuer.revoke(issued.id)
    report = folder.judged(issuer, issued.file)
    assert report.verdict is Verdict.INVALID
    assert "Issued in error / Délivré par erreur" in report.to_text()
    assert folder.judged(issuer, other.file).verdict is Verdict.VALID


@pytest.mark.parametrize("form", FORMS)
def test_a_correction_revokes_the_old_one_and_a_renewal_does_not(folder: Folder, issuer: Issuer, form: Form) -> None:
    old = issuer.issue("dementia-care", to=AISHA, form=form)
    end = folder.clock().replace(year=2029)
    changes = {"narrative": "Better.", "evidence": "https://college.ca/work/2", "to": BEN, "valid_until": end}
    new = issuer.correct(old.id, changes)
    assert old.file is not None
    assert new.file is not None
    assert folder.judged(issuer, old.file).verdict is Verdict.INVALID
    report = folder.judged(issuer, new.file, to=BEN)
    assert report.verdict is Verdict.VALID, report
    assert issuer.record(new.id).form == form.value
    renewed = issuer.renew(new.id, folder.clock().replace(year=2030))
    assert renewed.file is not None
    assert folder.judged(issuer, renewed.file, to=BEN).verdict is Verdict.VALID
    assert folder.judged(issuer, new.file, to=BEN).verdict is Verdict.VALID
    with pytest.raises(InputError) as caught:
        issuer.correct(renewed.id, {"valid_until": folder.clock().replace(year=2020)})
    assert caught.value.code == "register_ends_before"


@pytest.mark.parametrize("form", FORMS)
def test_a_list_of_people_gets_badges_of_2_0(folder: Folder, issuer: Issuer, form: Form) -> None:
    batch = issuer.issue_many(rows(3), "dementia-care", form=form)
    assert batch.issued == 3
    for result in batch.results:
        assert folder.judged(issuer, issuer.files / result.file).verdict is Verdict.VALID
    assert issuer.issue_many(rows(3), "dementia-care", form=form).already == 3


def test_a_forgotten_person_is_hosted_no_more(folder: Folder, issuer: Issuer) -> None:
    issued = issuer.issue("dementia-care", to=AISHA, form=Form.OB2_HOSTED)
    content = issued.credential
    assert issuer.forget(AISHA) == 1
    assert folder.judged(issuer, content).verdict is Verdict.UNKNOWN
    assert not any("/assertions/" in document.url for document in issuer.hosted())


def test_what_2_0_cannot_say_is_refused_before_anything_is_made(issuer: Issuer) -> None:
    with pytest.raises(InputError) as caught:
        issuer.issue("dementia-care", to=AISHA, form=Form.OB2_HOSTED, result="87")
    assert caught.value.code == "register_ob2_result"
    with pytest.raises(RosterError) as several:
        issuer.issue_many(rows(2, result="87"), "dementia-care", form=Form.OB2_SIGNED)
    assert [problem.code for problem in several.value.problems] == ["register_ob2_result"] * 2
    issued = issuer.issue("dementia-care", to=AISHA, form=Form.OB2_HOSTED)
    with pytest.raises(RegisterError) as refused:
        issuer.suspend(issued.id)
    assert refused.value.code == "register_ob2_suspend"
    assert len(list(issuer.list())) == 1


def test_an_issuer_without_an_address_cannot_issue_2_0(tmp_path: Path) -> None:
    issuer = Folder(tmp_path / "badges").create()
    with pytest.raises(InputError) as caught:
        issuer.issue("dementia-care", to=AISHA, form=Form.OB2_HOSTED)
    assert caught.value.code == "register_ob2_email"
    assert not list(issuer.list())


def test_a_compromised_key_takes_its_signed_badges_of_2_0_with_it(folder: Folder, issuer: Issuer) -> None:
    issued = issuer.issue("dementia-care", to=AISHA, form=Form.OB2_SIGNED)
    key = issuer.keys()[0].id
    issuer.compromise_key(key, reissue=True)
    assert issued.file is not None
    assert folder.judged(issuer, issued.file).verdict is not Verdict.VALID
    (new,) = [record for record in issuer.list() if record.replaces == issued.id]
    report = folder.judged(issuer, issuer.files / new.file)
    assert report.verdict is Verdict.VALID, report
