"""Another address: the old folder stays as it was, a new one awards the same, and nobody gets anything twice."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from issuing import AISHA, BEN, Folder
from mexbadge.errors import InputError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Filters, Issued, Issuer, RosterRow
from mexbadge.issuer.moving import move, reissue_all
from mexbadge.issuer.roster.rows import Consent
from mexbadge.models.identity import Identity
from mexbadge.verify import Verdict, Verifier

NEW = "https://badges.new-name.example"


def seen(issuer: Issuer, badge: Issued) -> Verdict:
    verifier = Verifier(fetch=ResourceSet.load(issuer.folder / "hosted"))
    return verifier.verify(badge.credential, at=issuer.now() + timedelta(seconds=1)).verdict


@pytest.fixture
def old(tmp_path: Path) -> Issuer:
    return Folder(tmp_path / "badges").create()


def test_badges_of_the_old_address_stay_valid_and_new_ones_come_from_the_new(old: Issuer, tmp_path: Path) -> None:
    before = old.issue("dementia-care", to=AISHA)
    old.write_hosted()
    settings = (old.folder / "mexbadge.toml").read_bytes()
    new = move(old, tmp_path / "new", NEW, passphrase=None)
    after = new.issue("dementia-care", to=AISHA)
    new.write_hosted()
    assert (seen(old, before), seen(new, after)) == (Verdict.VALID, Verdict.VALID)
    assert after.document["issuer"]["id"] == "did:web:badges.new-name.example"
    assert after.document["credentialSubject"]["achievement"]["id"].startswith(NEW)
    assert (old.folder / "mexbadge.toml").read_bytes() == settings
    with pytest.raises(InputError) as caught:
        move(old, tmp_path / "third", f"{old.settings.base}/", passphrase=None)
    assert caught.value.code == "register_move_same"


def test_everybody_gets_the_same_award_under_the_new_address_once(old: Issuer, tmp_path: Path) -> None:
    badges = [
        old.issue("dementia-care", to=to, narrative="well done", evidence="https://college.example/e", ref=ref)
        for to, ref in ((AISHA, "N1"), (BEN, None), (BEN, "again"))
    ]
    old.revoke(old.issue("dementia-care", to="gone@college.example").id)
    new = move(old, tmp_path / "new", NEW, passphrase=None)
    done = reissue_all(old, new)
    assert (done.made, done.left) == (3, 0)
    assert reissue_all(old, new).made == 0
    old.write_hosted()
    new.write_hosted()
    made = [new.issued(record.id) for record in new.list()]
    assert len(made) == 3
    for before, after in zip(badges, made, strict=True):
        assert (seen(old, before), seen(new, after)) == (Verdict.INVALID, Verdict.VALID)
        assert after.document["validFrom"] == before.document["validFrom"]
        assert after.document["evidence"] == before.document["evidence"]
        assert after.document["credentialSubject"]["narrative"] == "well done"


def test_what_the_college_decided_for_its_folder_holds_in_the_new_one(tmp_path: Path) -> None:
    decided = ['languages = ["fr"]', "contacts = false", "names_in_files = true", 'name_fr = "Collège"']
    Folder(tmp_path / "badges").create(languages=["fr"], name_fr="Collège")
    settings = tmp_path / "badges/mexbadge.toml"
    text = settings.read_text("utf-8").replace("contacts = true", "contacts = false")
    settings.write_text(text.replace("names_in_files = false", "names_in_files = true"), "utf-8")
    move(Folder(tmp_path / "badges").open(), tmp_path / "new", NEW, passphrase=None)
    there = (tmp_path / "new/mexbadge.toml").read_text("utf-8")
    assert [line for line in decided if line not in there] == []


def test_no_page_is_claimed_at_an_address_at_which_none_is_published(old: Issuer, tmp_path: Path) -> None:
    settings = old.folder / "mexbadge.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text.replace("[hosted]\n", "[hosted]\npages = true\n"), "utf-8")
    before = Issuer.open(old.folder)
    assert before.settings.pages
    for name in ("mail/new.en.md", "artwork/dementia-care.toml"):
        (old.folder / name).parent.mkdir(exist_ok=True)
        (old.folder / name).write_text("our own words", "utf-8")
    new = move(before, tmp_path / "new", NEW, passphrase=None)
    assert not Issuer.open(new.folder).settings.pages
    assert new.shown_page("page") is None
    assert before.shown_page("page") is not None
    for name in ("mail/new.en.md", "artwork/dementia-care.toml"):
        assert (new.folder / name).read_text("utf-8") == "our own words"


def test_consent_goes_along_and_suspended_badges_are_counted_among_those_that_stay(old: Issuer, tmp_path: Path) -> None:
    agreed = Consent(given=True, purpose="the board", since=datetime(2026, 1, 2, tzinfo=UTC))
    rows = [
        RosterRow(line=2, recipient=Identity.parse(AISHA), consent=agreed),
        RosterRow(line=3, recipient=Identity.parse(BEN)),
    ]
    old.issue_many(rows, "dementia-care")
    old.suspend([one.id for one in old.list(Filters(to=BEN))])
    new = move(old, tmp_path / "new", NEW, passphrase=None)
    done = reissue_all(old, new)
    assert (done.made, done.left) == (1, 1)
    (record,) = new.list()
    assert (record.consent, record.consent_for, record.consent_since) == (True, "the board", "2026-01-02T00:00:00Z")
