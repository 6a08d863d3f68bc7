"""The quick start, the folder that it makes, and what an issuer's folder refuses."""

import dataclasses
import io
import re
import sqlite3
import subprocess
import sys
import tomllib
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from issuing import AISHA, BEN, DEMENTIA, DID, URL, Folder, everything, places, rows
from mexbadge import _moments
from mexbadge.artwork.drawing import draw
from mexbadge.bake import Keyword, bake, unbake
from mexbadge.errors import InputError, RegisterError, RosterError, SchemaError, SigningKeyError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Achievement, Filters, Form, Issued, Issuer, PathwayAward, Record, RosterRow, slug_of
from mexbadge.issuer.folder.mail_settings import MailSettings
from mexbadge.issuer.folder.settings import Settings, did_of, read_settings, settings_text, toml
from mexbadge.issuer.pipeline import pipeline
from mexbadge.issuer.pipeline.awards import places_of, planned_of, reserved_for
from mexbadge.issuer.pipeline.pipeline import finish, keeping_lot, parts_of, sign, work_of
from mexbadge.issuer.pipeline.signing import KeyFacts, prepare, prepare_document, sealed
from mexbadge.issuer.register import pathway_awards
from mexbadge.issuer.roster.rows import Consent
from mexbadge.keys import KeyKind, LocalSigner, read_private_key
from mexbadge.models.identity import Identity
from mexbadge.verify import Verdict, Verifier

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "badges")


def test_the_quick_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    issuer = Issuer.create("badges/", name="Example College", url="https://badges.college.example")
    dementia_care = issuer.add(
        Achievement(
            name="Personal Support Worker: Dementia Care",
            description="Cares for residents living with dementia.",
            criteria="Assessed on placement by a registered nurse.",
        )
    )
    issued = issuer.issue(dementia_care, to="aisha@example.ca")
    issued.save("aisha.png")
    issuer.write_hosted()
    verifier = Verifier(fetch=ResourceSet.load("badges/hosted"))
    report = verifier.verify("aisha.png", recipient="aisha@example.ca")
    assert report.verdict is Verdict.VALID, str(report)
    issued.save("aisha.json")
    assert (tmp_path / "aisha.json").read_bytes() == issued.credential == unbake((tmp_path / "aisha.png").read_bytes())
    with pytest.raises(InputError) as caught:
        issued.save("aisha.svg")
    assert caught.value.code == "register_image_kind"


def test_a_folder_holds_everything_and_opens_again(folder: Folder) -> None:
    first = folder.create(name_fr="Collège Exemple")
    issued = first.issue("dementia-care", to=AISHA)
    names = {path.relative_to(folder.path).as_posix() for path in folder.path.rglob("*") if path.is_file()}
    assert names >= {
        "mexbadge.toml",
        "achievements/dementia-care.toml",
        "images/dementia-care.png",
        "keys/key-1.pem",
        "keys/register.secret",
        "register.db",
    }
    for name in ("keys/key-1.pem", "keys/register.secret", "register.db"):
        assert (folder.path / name).stat().st_mode & 0o077 == 0
    again = folder.open()
    assert again.settings == first.settings
    assert again.settings.id == DID
    assert again.achievements() == ["dementia-care"]
    assert again.achievement("dementia-care") == first.achievement("dementia-care")
    assert again.issued(issued.id).credential == issued.credential
    assert again.page_url(issued.page or "") == f"{URL}/b/{issued.page}/"


def test_a_result_below_what_is_required_is_refused_however_a_badge_is_issued(folder: Folder) -> None:
    """For one badge as for a list, and where a result or the achievement is put right afterwards."""
    issuer, until = folder.create(), folder.clock() + timedelta(days=90)
    about = {"id": "urn:uuid:2f4a7d86-6f0a-4c39-9a3e-0d3f3a0a6a51", "type": ["ResultDescription"], "name": "Placement"}
    required = [{**about, "resultType": "Percent", "requiredValue": "60"}]
    issuer.add(replace(DEMENTIA, slug="graded", members={**(DEMENTIA.members or {}), "resultDescription": required}))
    good = issuer.issue("graded", to=AISHA, result="60")
    ungraded = issuer.issue("dementia-care", to=AISHA, result="59.5")
    ways: list[Callable[[], object]] = [
        lambda: issuer.issue("graded", to=BEN, result="59.5"),
        lambda: issuer.issue("graded", to=BEN, result={"resultDescription": about["id"], "value": "59.5"}),
        lambda: issuer.issue_many(rows(2, result="59.5"), "graded"),
        lambda: issuer.issue_many(iter(rows(2, result="59.5")), "graded"),
        lambda: issuer.correct(good.id, {"result": "59.5"}),
        lambda: issuer.correct(ungraded.id, {"achievement": "graded"}),
    ]
    before = everything(issuer)
    said = set()
    for way in ways:
        with pytest.raises((InputError, RosterError)) as caught:
            way()
        said |= {problem.message() for problem in caught.value.all_problems}
    assert said == {'"59.5" is less than the achievement asks for'}
    after = everything(issuer)
    assert {name: after[name] for name in ("issued", "status_entries")} == {
        name: before[name] for name in ("issued", "status_entries")
    }
    renewed = issuer.renew(issuer.issue("graded", to=BEN, result="61", until=until).id, until + timedelta(days=9))
    assert not renewed.already


def test_nothing_is_started_over_an_issuer(folder: Folder) -> None:
    folder.create()
    key = (folder.path / "keys" / "key-1.pem").read_bytes()
    with pytest.raises(InputError) as caught:
        folder.create()
    assert caught.value.code == "register_folder_exists"
    assert (folder.path / "keys" / "key-1.pem").read_bytes() == key


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"url": "http://badges.college.example"}, "issuer_url"),
        ({"url": "https://10.0.0.1"}, "issuer_url"),
        ({"url": "https://badges.example.org"}, "issuer_placeholder"),
        ({"name": "CHANGE ME"}, "issuer_placeholder"),
        ({"register": "mysql://x/y"}, "register_url"),
    ],
)
def test_an_issuer_that_cannot_be_is_refused(folder: Folder, given: dict[str, str], code: str) -> None:
    with pytest.raises((InputError, RegisterError)) as caught:
        folder.create(**given)
    assert caught.value.code == code
    assert not (folder.path / "mexbadge.toml").exists()


def test_a_folder_without_settings_is_no_issuer(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        Issuer.open(tmp_path)
    assert caught.value.code == "register_no_folder"


@pytest.mark.parametrize(
    "line",
    [
        "[issuer]\nname = 'x'",
        "[issuer]\nid=1",
        "issuer = 3",
        "[issuer]\nid='d'\nname='n'\nurl='u'\nlanguages='en'",
        "[issuer]\nid='d'\nname='n'\nurl='u'\n[signing]\nform='paper'",
        "[issuer]\nid='d'\nname='n'\nurl='u'\n[register]\ncontacts='no'",
    ],
)
def test_a_setting_of_another_kind_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "mexbadge.toml").write_text(line)
    with pytest.raises(InputError) as caught:
        read_settings(tmp_path)
    assert caught.value.code == "register_setting"
    assert str(caught.value.where).startswith(("issuer", "signing.form", "register.contacts"))
    assert str(caught.value.where) in str(caught.value)


def test_all_slips_in_the_settings_are_told_at_once_and_what_says_nothing_is_none(tmp_path: Path) -> None:
    (tmp_path / "mexbadge.toml").write_text(
        "[issuer]\nid=' '\nname='n'\nurl='u'\nemail=''\nlinkedin='x'\nnew=1\n"
        "[hosted]\nhost='moon'\n[mail]\nport='25'\ntoken_command=[1]\nnew=2"
    )
    with pytest.raises(SchemaError) as caught:
        read_settings(tmp_path)
    places = ["issuer.id", "issuer.linkedin", "hosted.host", "mail.port", "mail.token_command.0"]
    assert [one.where for one in caught.value.problems] == places
    (tmp_path / "mexbadge.toml").write_text(
        "[issuer]\nid='d'\nname='n'\nurl='u'\nemail=''\nlinkedin=7\n[mail]\nuser=' '"
    )
    told = read_settings(tmp_path)
    assert (told.email, told.linkedin, told.mail, told.base) == (None, "7", MailSettings(), "u")


@pytest.mark.parametrize(
    ("url", "did"),
    [
        ("https://badges.college.example", "did:web:badges.college.example"),
        ("https://badges.college.example/", "did:web:badges.college.example"),
        ("https://college.example:8443/badges/en", "did:web:college.example%3A8443:badges:en"),
    ],
)
def test_the_did_follows_from_the_address(url: str, did: str) -> None:
    assert did_of(url) == did


@pytest.mark.parametrize("url", ["https://college.example/badges", "https://college.example:8443/b"])
def test_an_issuer_below_a_path_is_verified_too(folder: Folder, url: str) -> None:
    issuer = folder.create(url=url)
    issued = issuer.issue("dementia-care", to=AISHA)
    assert folder.judged(issuer, issued).verdict is Verdict.VALID


def test_an_issuer_by_its_https_address_is_verified_too(folder: Folder) -> None:
    issuer = folder.create(id=f"{URL}/issuer.json")
    assert folder.judged(issuer, issuer.issue("dementia-care", to=AISHA)).verdict is Verdict.VALID


def test_an_issuer_on_another_server_cannot_be_hosted_here(folder: Folder) -> None:
    with pytest.raises(InputError) as caught:
        folder.create(id="did:web:elsewhere.college.example")
    assert caught.value.code == "issuer_id_elsewhere"
    folder.create().issue("dementia-care", to=AISHA)
    settings = folder.path / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace(f'base = "{URL}"', 'base = "https://x.example"'), "utf-8")
    with pytest.raises(InputError) as caught:
        folder.open().hosted()
    assert caught.value.code == "register_outside_base"


@pytest.mark.parametrize("kind", [KeyKind.P256, KeyKind.P384])
def test_other_kinds_of_key_issue_too(folder: Folder, kind: KeyKind) -> None:
    issuer = folder.create(kind=kind)
    issued = issuer.issue("dementia-care", to=AISHA)
    issuer.revoke(issuer.issue("dementia-care", to=BEN).id)
    assert folder.judged(issuer, issued).verdict is Verdict.VALID
    assert issuer.rotate_key().public_key.kind is kind


def test_an_rsa_key_issues_tokens(folder: Folder) -> None:
    issuer = folder.create(kind=KeyKind.RSA, form=Form.VC_JWT)
    assert folder.judged(issuer, issuer.issue("dementia-care", to=AISHA)).verdict is Verdict.VALID


def test_a_passphrase_is_asked_for_when_it_is_needed(folder: Folder) -> None:
    folder.create(passphrase=b"correct horse")
    asked: list[int] = []

    def passphrase() -> bytes:
        asked.append(1)
        return b"correct horse"

    issuer = folder.open(passphrase=passphrase)
    assert not asked
    issuer.issue("dementia-care", to=AISHA)
    issuer.issue("dementia-care", to=BEN)
    assert asked == [1]
    for wrong, code in ((b"wrong", "register_key_locked"), (None, "keys_passphrase_needed")):
        with pytest.raises(SigningKeyError) as caught:
            folder.open(passphrase=wrong).issue("dementia-care", to="new@college.example")
        assert caught.value.code == code
    assert len(everything(issuer)["issued"]) == 2
    assert len(everything(issuer)["status_entries"]) == 4


def test_a_new_key_is_encrypted_as_the_old_one(folder: Folder) -> None:
    issuer = folder.create(passphrase=b"correct horse")
    issuer.rotate_key()
    assert b"ENCRYPTED" in (folder.path / "keys" / "key-2.pem").read_bytes()
    read_private_key(folder.path / "keys" / "key-2.pem", passphrase=b"correct horse")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such bits")
@pytest.mark.parametrize("name", ["key-1.pem", "register.secret"])
def test_a_secret_that_others_can_read_is_refused(folder: Folder, name: str) -> None:
    folder.create()
    (folder.path / "keys" / name).chmod(0o644)
    with pytest.raises(SigningKeyError) as caught:
        folder.open().issue("dementia-care", to=AISHA)
    assert caught.value.code == "keys_file_open"


@pytest.mark.parametrize("name", ["key-1.pem", "sub/notes.txt", "register.secret"])
def test_a_private_key_in_the_published_folder_is_refused(folder: Folder, name: str) -> None:
    issuer = folder.create()
    place = folder.path / "hosted" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes((folder.path / "keys" / "key-1.pem").read_bytes())
    for act in (issuer.write_hosted, folder.open):
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.code == "register_secret_hosted"


@pytest.mark.parametrize("name", ["old.bak", "sub/picture.png", "b/0/index.html"])
def test_a_copy_of_the_register_in_the_published_folder_is_refused_whatever_it_is_called(
    folder: Folder, name: str
) -> None:
    issuer = folder.create()
    place = folder.path / "hosted" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes((folder.path / "register.db").read_bytes())
    with pytest.raises(InputError) as caught:
        issuer.write_hosted()
    assert caught.value.code == "register_database_hosted"


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b'{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZ"}', True),
        (b'{"keys": [{"d" : "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZ", "kty": "RSA"}]}', True),
        (b'{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ"}', True),
        (b'{"kty":"OKP","crv":"Ed25519","x":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZ"}', False),
        (b'{"d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZ"}', False),
        (b'{"kty":"RSA","d":7}', False),
    ],
)
def test_the_private_half_of_a_jwk_is_refused_as_well(folder: Folder, content: bytes, refused: bool) -> None:  # noqa: FBT001 - a case of a test
    issuer = folder.create()
    (folder.path / "hosted" / "about.json").write_bytes(content)
    if not refused:
        issuer.write_hosted()
        return
    with pytest.raises(InputError) as caught:
        issuer.write_hosted()
    assert caught.value.code == "register_secret_hosted"


def test_a_key_file_that_was_exchanged_is_refused(folder: Folder) -> None:
    issuer = folder.create()
    issuer.rotate_key()
    place = folder.path / "keys"
    (place / "key-2.pem").write_bytes((place / "key-1.pem").read_bytes())
    with pytest.raises(RegisterError) as caught:
        folder.open().issue("dementia-care", to=AISHA)
    assert caught.value.code == "register_key_other"


def test_a_key_that_ends_while_it_is_used_signs_nothing_more(folder: Folder) -> None:
    slow, quick = folder.create(), folder.open()
    lot = slow._lot("dementia-care", None)
    desk, row = slow._desk, RosterRow(1, Identity.parse(AISHA))
    signer = desk.signer()
    fresh, _ = reserved_for(desk, lot, places_of(desk, lot, [row]), signer)
    planned = [planned_of(desk, lot, place) for place in fresh]
    made = sign(desk, planned, parts_of(prepare(work_of(desk, planned, signer))), signer)
    quick.compromise_key(f"{DID}#key-1")
    slow.issue("dementia-care", to=BEN)
    with pytest.raises(RegisterError) as caught:
        finish(desk, made, signer, keeping_lot(desk, lot))
    assert caught.value.code == "register_key_ended"
    assert len(everything(slow)["issued"]) == 1


def test_a_completion_badge_and_what_it_rests_on_are_kept_both_or_neither(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    issuer = folder.create()
    rests_on = PathwayAward("", "https://college.example/p", "1", "fixed", (("urn:uuid:1", "a" * 64),))

    def award(by: Issuer) -> Issued:
        asked = {"to": Identity.parse(AISHA), "ref": "pathway:1", "evidence": {"name": "proof"}, "rests_on": rests_on}
        return by.award_pathway(by.achievement("dementia-care"), **asked)  # type: ignore[arg-type]

    def full(*_: object) -> None:
        raise RegisterError("register_disk_full", register="x")

    with monkeypatch.context() as patch:
        patch.setattr(pathway_awards, "keep", full)
        with pytest.raises(RegisterError):
            award(issuer)
    assert list(issuer.list()) == []
    assert not list(issuer.files.glob("*"))
    issued = award(folder.open())
    assert issuer.pathway_awards(rests_on.pathway) == (dataclasses.replace(rests_on, id=issued.id),)
    assert award(issuer).id == issued.id


def test_what_cannot_be_signed_gives_its_places_back(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    issuer = folder.create()
    end = folder.clock() + timedelta(days=1)
    old = issuer.issue("dementia-care", to=AISHA, valid_from=folder.clock(), until=end)
    taken = places(issuer)

    def gone(*_: object) -> bytes:
        raise SigningKeyError("keys_file_unwritable", path="x")

    monkeypatch.setattr(pipeline, "sealed", gone)
    for act in (
        lambda: issuer.issue("dementia-care", to=BEN),
        lambda: issuer.renew(old.id, end + timedelta(days=1)),
        lambda: issuer.issue_many(rows(2), "dementia-care"),
    ):
        with pytest.raises(SigningKeyError):
            act()
        assert places(issuer) == taken
        assert everything(issuer)["reserved"] == []


def test_key_numbers_are_never_used_again(folder: Folder) -> None:
    issuer = folder.create()
    (folder.path / "keys" / "key-7.pem").write_bytes(b"left over")
    assert issuer.rotate_key().id == f"{DID}#key-8"


def test_placeholders_are_refused_and_leave_nothing(folder: Folder) -> None:
    issuer = folder.create()
    for wrong in (
        Achievement("CHANGE ME", "d", "c"),
        Achievement("First aid", "See https://example.org", "c"),
        Achievement("First aid", "d", "c", members={"tag": ["REMPLACEZ"]}),
    ):
        with pytest.raises(InputError) as caught:
            issuer.add(wrong)
        assert caught.value.code == "issuer_placeholder"
    (folder.path / "achievements" / "draft.toml").write_text('name = "CHANGE ME"\ndescription = "d"\ncriteria = "c"\n')
    with pytest.raises(InputError):
        issuer.issue("draft", to=AISHA)
    assert issuer.achievements() == ["dementia-care", "draft"]
    assert not everything(issuer)["issued"]


def test_an_achievement_that_breaks_the_model_is_not_written(folder: Folder) -> None:
    issuer = folder.create()
    with pytest.raises(SchemaError):
        issuer.add(Achievement("First aid", "d", "c", members={"creditsAvailable": "many"}))
    assert issuer.achievements() == ["dementia-care"]


@pytest.mark.parametrize("slug", ["../keys", "A", "a b", "", "a--b", "-a", "a/b", "x" * 61, "nul\0"])
def test_a_slug_is_no_path(folder: Folder, slug: str) -> None:
    issuer = folder.create()
    with pytest.raises(InputError) as caught:
        issuer.achievement(slug)
    assert caught.value.code == "register_slug"


def test_an_unknown_achievement_is_said_so(folder: Folder) -> None:
    with pytest.raises(InputError) as caught:
        folder.create().issue("no-such", to=AISHA)
    assert caught.value.code == "register_no_achievement"


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Soins de la démence : œuvre", "soins-de-la-demence-oeuvre"),
        ("  PSW / Level 2!  ", "psw-level-2"),
        ("x" * 90, "x" * 60),
        ("護理", "a-" + "7d9a"),
    ],
)
def test_the_slug_follows_from_the_name(name: str, slug: str) -> None:
    assert slug_of(name).startswith(slug[:2] if not name.isascii() and slug.startswith("a-") else slug)
    assert slug_of(name) == slug_of(name)


def test_a_picture_of_the_college_is_used(folder: Folder) -> None:
    issuer = folder.create()
    own = draw("Our own", "Example College", size=64)
    (folder.path / "images" / "dementia-care.png").write_bytes(own)
    issued = issuer.issue("dementia-care", to=AISHA)
    assert issued.image == own
    (folder.path / "images" / "dementia-care.png").unlink()
    (folder.path / "images" / "dementia-care.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    other = issuer.issue("dementia-care", to=BEN)
    assert other.file is not None
    assert other.file.suffix == ".svg"
    assert folder.judged(issuer, other.file).verdict is Verdict.VALID


def test_the_issuers_french_name_is_used_in_french(folder: Folder) -> None:
    issuer = folder.create(name_fr="Collège Exemple")
    issued = issuer.issue("dementia-care", to=AISHA, language="fr-CA")
    assert issued.document["issuer"]["name"] == "Collège Exemple"
    assert issuer.issue("dementia-care", to=BEN).document["issuer"]["name"] == "Example College"


def test_files_bear_peoples_names_only_where_the_settings_say_so_and_until_they_are_forgotten(folder: Folder) -> None:
    folder.create()
    path = folder.path / "mexbadge.toml"
    path.write_text(path.read_text().replace("names_in_files = false", "names_in_files = true"))
    issuer = folder.open()
    rows = [RosterRow(2, Identity.parse(AISHA), name="Zoé Bélanger/../x"), RosterRow(3, Identity.parse(BEN))]
    named, nameless = (result.file for result in issuer.issue_many(rows, "dementia-care").results)
    assert re.fullmatch(r"dementia-care-Zoé-Bélanger-x-[0-9a-f-]{36}\.png", named)
    assert re.fullmatch(r"dementia-care-[0-9a-f-]{36}\.png", nameless)
    assert {file.name for file in issuer.files.iterdir()} == {named, nameless}
    assert issuer.forget(AISHA) == 1
    assert {file.name for file in issuer.files.iterdir()} == {nameless}
    assert "Zo" not in " ".join(record.file or "" for record in issuer.list())


def test_consent_is_kept_with_what_for_and_since_when_also_when_a_badge_is_renewed(folder: Folder) -> None:
    issuer = folder.create()
    since = folder.clock() - timedelta(days=9)
    agreed = Consent(given=True, purpose="show my name", since=since)
    end = folder.clock() + timedelta(days=1)
    one = RosterRow(2, Identity.parse(AISHA), name="Aisha", valid_until=end, consent=agreed)
    some = [one, RosterRow(3, Identity.parse(BEN))]
    issuer.issue_many(some, "dementia-care")
    first, second = issuer.list()
    assert (first.consent, first.consent_for, first.consent_since) == (True, "show my name", _moments.write(since))
    assert (second.consent, second.consent_for, second.consent_since) == (None, None, None)
    new = issuer.renew(first.id, folder.clock() + timedelta(days=9))
    assert next(issuer.list(Filters(id=new.id))).consent_for == "show my name"
    issuer.forget(AISHA)
    assert {record.consent for record in issuer.list()} == {None}


def test_a_register_from_before_consent_was_kept_learns_to(folder: Folder) -> None:
    folder.create()
    with closing(sqlite3.connect(folder.path / "register.db")) as raw, raw:
        for column in ("consent", "consent_for", "consent_since"):
            raw.execute(f"ALTER TABLE contacts DROP COLUMN {column}")
        raw.execute("DELETE FROM schema_version WHERE area = 'register' AND version >= 5")
    issuer = folder.open()
    issuer.issue_many([RosterRow(2, Identity.parse(AISHA), consent=Consent(given=False))], "dementia-care")
    assert [record.consent for record in issuer.list()] == [False]


def test_contacts_are_kept_only_where_the_settings_say_so(folder: Folder) -> None:
    folder.create()
    path = folder.path / "mexbadge.toml"
    path.write_text(path.read_text().replace("contacts = true", "contacts = false"))
    issuer = folder.open()
    end = folder.clock() + timedelta(days=5)
    issued = issuer.issue("dementia-care", to=AISHA, name="Aisha Khan", until=end)
    assert not everything(issuer)["contacts"]
    new = issuer.renew(issued.id, folder.clock() + timedelta(days=9))
    assert folder.judged(issuer, new, to=AISHA).verdict is Verdict.VALID
    assert [record.id for record in issuer.list(Filters(to=AISHA))] == [issued.id, new.id]


def test_hosted_files_that_stay_the_same_are_not_touched(folder: Folder) -> None:
    issuer = folder.create()
    issuer.issue("dementia-care", to=AISHA)
    assert (folder.path / "hosted/status/1.json").is_file()
    assert issuer.write_hosted() == ()
    before = set(issuer.written)
    (folder.path / "hosted/status/1.json").unlink()
    (folder.path / "hosted/revocations.json").unlink()
    assert {path.name for path in issuer.write_hosted()} == {"1.json", "revocations.json"}
    assert set(issuer.written) == before


@pytest.mark.parametrize("threads", [True, False])
def test_a_pool_prepares_and_this_process_signs(folder: Folder, *, threads: bool) -> None:
    issuer = folder.create(passphrase=b"correct horse")
    pool = ThreadPoolExecutor(1) if threads else ProcessPoolExecutor(2, mp_context=get_context("spawn"))
    told: list[int] = []
    with pool:
        batch = issuer.issue_many(
            rows(130, result="85"), "dementia-care", executor=pool, progress=lambda done, _: told.append(done)
        )
    assert batch.issued == told[-1] == 130
    assert [result.line for result in batch.results] == list(range(2, 132))
    for result in batch.results[::40]:
        to = f"learner.{result.line}@student.college.example"
        assert folder.judged(issuer, issuer.files / result.file, to=to).verdict is Verdict.VALID


def test_a_pool_that_breaks_leaves_no_place_taken(folder: Folder) -> None:
    class Broken(ThreadPoolExecutor):
        def submit(self, *_: object, **__: object) -> Future[object]:  # type: ignore[override]
            future: Future[object] = Future()
            future.set_exception(RuntimeError("the worker died"))
            return future

    issuer = folder.create()
    with Broken(1) as pool, pytest.raises(RuntimeError):
        issuer.issue_many(rows(3), "dementia-care", executor=pool)
    assert not everything(issuer)["status_entries"]
    assert not everything(issuer)["issued"]


def test_the_signature_comes_from_the_calling_process_and_fits(folder: Folder) -> None:
    issuer = folder.create()
    document = issuer.issue(
        "dementia-care", to=AISHA, narrative="z" + "1" * 64 + " is what a blank looks like"
    ).document
    signer = LocalSigner.generate(KeyKind.ED25519, f"{DID}#key-1")
    part = prepare_document(document, KeyFacts.of(signer), Form.DATA_INTEGRITY, folder.clock())
    made = sealed(part, signer, Form.DATA_INTEGRITY)
    assert made.count(b"z" + b"1" * 64) == 1
    assert part.before + part.after != made


def test_a_list_is_streamed(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mexbadge.issuer.pipeline.batches.PORTION", 3)
    issuer = folder.create()
    taken: list[int] = []

    def source() -> object:
        for row in rows(8):
            taken.append(len(list(issuer.list())))
            yield row

    batch = issuer.issue_many(source(), "dementia-care")  # type: ignore[arg-type]
    assert taken == [0, 0, 0, 3, 3, 3, 6, 6]
    assert batch.issued == 8


def test_importing_the_room_imports_no_database(tmp_path: Path) -> None:
    program = "import sys, mexbadge.issuer; print({'sqlalchemy', 'PIL', 'pyld', 'requests'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True, cwd=tmp_path)
    assert ran.stdout.strip() == "set()"


def test_a_drawn_picture_is_always_the_same_and_has_its_size() -> None:
    names = ("Préposé aux bénéficiaires : Noël, maïs, garçon, où", "Collège Boréal")
    one = draw(*names, size=300, seed="x")
    assert one == draw(*names, size=300, seed="x")
    assert one != draw(*names, size=300, seed="other")
    with Image.open(io.BytesIO(one)) as picture:
        assert picture.size == (300, 300)
        assert picture.convert("RGBA").getpixel((0, 0))[3] == 0  # type: ignore[index]


@pytest.mark.slow
def test_a_picture_is_drawn_of_whatever_name() -> None:
    for name in ("", "x" * 400, "word " * 200, "護理", "a\0b\x1b[31m", "e\u0301" * 5):
        assert draw(name, name, size=64).startswith(b"\x89PNG")


def test_accents_are_drawn() -> None:
    plain, accented = (draw(name, "x", size=200) for name in ("Prepose", "Préposé"))
    assert plain != accented


def test_settings_survive_being_written() -> None:
    settings = Settings(
        id=DID,
        name='Quote " and \\ back',
        url=URL,
        name_fr="Collège\nÉlan\x7f",
        email="a@b.ca",
        base=URL,
        contacts=False,
    )
    text = settings_text(settings)
    assert tomllib.loads(text)["issuer"]["name"] == settings.name
    assert tomllib.loads(toml({"a": {"b": [{"c": [1, 2.5, True]}], "d e": "x"}})) == {
        "a": {"b": [{"c": [1, 2.5, True]}], "d e": "x"}
    }


def test_what_is_public_says_itself_in_one_line(folder: Folder) -> None:
    issuer = folder.create()
    issued = issuer.issue("dementia-care", to=AISHA)
    for thing in (issued, DEMENTIA, issuer.record(issued.id), issuer.keys()[0], rows(1)[0], Filters(to=AISHA)):
        assert "\n" not in repr(thing)
        assert AISHA not in repr(thing)
    assert isinstance(issuer.record(issued.id), Record)
    assert datetime.fromisoformat(issuer.record(issued.id).issued) == folder.clock()


@pytest.mark.parametrize("form", list(Form))
def test_a_badge_is_baked_under_the_keyword_that_its_content_says(
    folder: Folder, form: Form, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[object] = []

    def both(image: bytes, credential: bytes, *, keyword: Keyword | None) -> bytes:
        given.append(keyword)
        assert bake(image, credential, keyword=keyword) == bake(image, credential)
        return bake(image, credential, keyword=keyword)

    monkeypatch.setattr(pipeline, "bake", both)
    folder.create(form=form, email="badges@college.example").issue("dementia-care", to=AISHA)
    assert given == [None if form.is_ob2 else "openbadgecredential"]
