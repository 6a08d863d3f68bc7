"""What is not there is never taken for a beginning: register, secret, keys, ledger."""

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from issuing import AISHA, BEN, DEMENTIA, URL, Clock, Folder
from made_once import copied
from mexbadge.errors import InputError, LedgerError, MexBadgeError, RegisterError, SigningKeyError
from mexbadge.fetch import ResourceSet
from mexbadge.issuer import Issuer
from mexbadge.issuer.checkup import REMARKS, check_folder
from mexbadge.issuer.register.register import Register
from mexbadge.keys import KeyKind, LocalSigner
from mexbadge.verify import Verdict, Verifier

_EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def _two_badges() -> None:
    issuer = Folder(Path("badges")).create()
    issuer.issue("dementia-care", to=AISHA)
    issuer.issue("dementia-care", to=BEN)
    issuer.write_hosted()


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with two badges."""
    copied(_two_badges, tmp_path)
    return Folder(tmp_path / "badges")


def code_of(act: Callable[[], object], kind: type[MexBadgeError] = RegisterError) -> str:
    with pytest.raises(kind) as caught:
        act()
    assert caught.value.hint
    return caught.value.code


def everything_in(path: Path) -> dict[str, bytes]:
    return {str(one): one.read_bytes() for one in sorted(path.rglob("*")) if one.is_file()}


def away(folder: Folder) -> None:
    for path in folder.path.glob("register.db*"):
        path.unlink()


def test_a_register_that_is_gone_or_has_no_byte_is_not_begun_anew(folder: Folder) -> None:
    away(folder)
    for _ in range(2):
        before = everything_in(folder.path)
        assert code_of(folder.open) == "register_gone"
        assert everything_in(folder.path) == before
    (folder.path / "register.db").touch()
    assert code_of(folder.open) == "register_gone"


def test_a_misspelt_place_of_the_register_makes_no_file(folder: Folder) -> None:
    settings = folder.path / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace("register.db", "Registre.db"), "utf-8")
    assert code_of(folder.open) == "register_gone"
    assert not (folder.path / "Registre.db").exists()


@pytest.mark.parametrize("tables", [("keys",), ("settings",), ("issued", "contacts"), ("schema_version",)])
def test_a_register_that_was_emptied_is_not_begun_anew(folder: Folder, tables: tuple[str, ...]) -> None:
    with closing(sqlite3.connect(folder.path / "register.db")) as connection, connection:
        for table in tables:
            connection.execute(f"DELETE FROM {table}")
    assert code_of(folder.open) == "register_empty"


def test_another_database_is_no_register(folder: Folder) -> None:
    away(folder)
    with closing(sqlite3.connect(folder.path / "register.db")) as connection, connection:
        connection.execute("CREATE TABLE guests (name TEXT)")
    (folder.path / "register.db").chmod(0o600)
    assert code_of(folder.open) == "register_empty"


def test_a_register_that_is_gone_comes_back_from_a_copy_alone(folder: Folder, tmp_path: Path) -> None:
    issuer = folder.open()
    issuer.register.backup(tmp_path / "copy.db")
    ids = [record.id for record in issuer.list()]
    for made in ("gone", "empty"):
        away(folder)
        if made == "empty":
            (folder.path / "register.db").touch(0o600)
        for path in folder.path.glob("issued/*"):
            path.unlink()
        back, told = folder.recover(tmp_path / "copy.db")
        assert ([record.id for record in back.list()], told.badges, told.files) == (ids, 2, 2)
    assert code_of(lambda: folder.recover(tmp_path / "copy.db")) == "register_not_empty"
    assert folder.recover(tmp_path / "copy.db", replace=True)[1].aside is not None


def test_a_copy_that_is_of_no_use_leaves_everything_as_it_was(folder: Folder, tmp_path: Path) -> None:
    other = Folder(tmp_path / "other")
    other.create().register.backup(tmp_path / "other.db")
    (tmp_path / "noise.db").write_bytes(b"no database" * 400)
    away(folder)
    before = everything_in(folder.path)
    for name, code in (("none", "backup_missing"), ("other", "secret"), ("noise", "damaged")):
        assert code_of(lambda name=name: folder.recover(tmp_path / f"{name}.db")) == f"register_{code}"  # type: ignore[misc]
        assert everything_in(folder.path) == before


@pytest.mark.parametrize("content", [None, b"", b"not a secret", b"00" * 16])
def test_a_secret_that_is_gone_or_damaged_is_not_made_anew(folder: Folder, content: bytes | None) -> None:
    path = folder.path / "keys/register.secret"
    if content is None:
        path.unlink()
    else:
        path.write_bytes(content)
    assert code_of(folder.open, SigningKeyError) == "register_secret_gone"
    assert path.exists() is (content is not None)


def test_a_key_that_is_gone_is_said_by_name_with_what_helps(folder: Folder) -> None:
    (folder.path / "keys/key-1.pem").unlink()
    issuer = folder.open()
    assert code_of(lambda: issuer.issue("dementia-care", to="c@college.example")) == "register_key_gone"
    codes = {one.code for one in check_folder(folder.path, issuer, at=folder.clock())}
    assert "register_key_gone" in codes - REMARKS
    assert issuer.rotate_key().id.endswith("#key-2")
    issuer.issue("dementia-care", to="c@college.example")
    issuer.write_hosted()
    assert "register_key_gone" not in {one.code for one in check_folder(folder.path, issuer, at=folder.clock())}


def test_check_knows_a_key_that_was_emptied_and_the_key_of_the_log(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "badges")
    issuer = folder.create(ledger=True)
    issuer.issue("dementia-care", to=AISHA)
    (folder.path / "keys/key-1.pem").write_bytes(b"")
    (folder.path / "keys/log.pem").unlink()
    codes = {one.code for one in check_folder(folder.path, issuer, at=folder.clock())} - REMARKS
    assert {"register_key_damaged", "register_log_key_gone"} <= codes


@pytest.mark.parametrize("kept", [True, False])
def test_check_says_of_an_example_with_anothers_id_what_verifiers_will_say(folder: Folder, *, kept: bool) -> None:
    toml = (_EXAMPLES / "achievements/psw-dementia-care.toml").read_text("utf-8")
    own = re.sub(r"(?m)^id = .https://badges\..*\n", "", re.sub(r"(?s)\n\[image\].*?\n\n", "\n\n", toml))
    (folder.path / "achievements/copied.toml").write_text(toml if kept else own, "utf-8")
    issuer = folder.open()
    codes = {one.code for one in check_folder(folder.path, issuer, at=folder.clock())}
    assert ("college_achievement_elsewhere" in codes & REMARKS) is kept
    badge = issuer.issue("copied", to=AISHA)
    issuer.write_hosted()
    report = Verifier(fetch=ResourceSet.load(folder.path / "hosted")).verify(badge.credential, at=folder.clock())
    assert report.verdict is (Verdict.WARNING if kept else Verdict.VALID)


def test_check_finds_what_does_not_belong_in_the_folder_that_is_published(folder: Folder) -> None:
    hosted, issuer = folder.path / "hosted", folder.open()
    (hosted / "index.html").write_text("hello")
    shutil.copy(folder.path / "register.db", hosted / "backup")
    (hosted / "people.csv").write_text("a@x.example")
    found = {one.where: one.code for one in check_folder(folder.path, issuer, at=folder.clock())}
    assert found["hosted/index.html"] == "college_hosted_unknown"
    assert found["hosted/backup"] == found["hosted/people.csv"] == "college_hosted_private"


def test_a_copy_of_the_register_never_goes_where_everybody_reads(folder: Folder) -> None:
    issuer = folder.open()
    for place in ("hosted/backup.db", "hosted/deep/backup.db", "keys/../hosted/b.db"):
        (folder.path / place).parent.mkdir(exist_ok=True)
        code = code_of(lambda place=place: issuer.register.backup(folder.path / place), InputError)  # type: ignore[misc]
        assert code == "register_into_hosted"


@pytest.mark.parametrize("left", ["keys/register.secret", "keys/key-1.pem", "register.db", "hosted/revocations.json"])
def test_a_folder_without_settings_is_not_taken_for_a_new_one(folder: Folder, left: str) -> None:
    kept = (folder.path / left).read_bytes()
    shutil.rmtree(folder.path)
    (folder.path / left).parent.mkdir(parents=True)
    (folder.path / left).write_bytes(kept)
    before = everything_in(folder.path)
    assert code_of(folder.create, InputError) == "register_folder_left"
    assert everything_in(folder.path) == before


def test_a_folder_that_could_not_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "badges")
    for passphrase in (b"", b"x", b"1234567", b"x" * 1024):
        code = code_of(lambda passphrase=passphrase: folder.create(passphrase=passphrase), SigningKeyError)  # type: ignore[misc]
        assert code == "keys_passphrase_length"
    assert code_of(lambda: folder.create(key="novault:1"), SigningKeyError)
    folder.create(passphrase=b"12345678")


def test_a_register_is_begun_once(folder: Folder) -> None:
    secret = bytes(32)
    place = folder.path / "register.db"
    assert code_of(lambda: Register.create(place, secret=secret, at=folder.clock())) == "register_exists"


def test_a_log_that_is_gone_is_not_begun_anew(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "badges")
    issuer = folder.create(ledger=True)
    issuer.issue("dementia-care", to=AISHA)
    issuer.write_hosted()
    with closing(sqlite3.connect(folder.path / "register.db")) as connection, connection:
        for table in ("entries", "nodes", "head", "checkpoints", "openings"):
            connection.execute(f"DELETE FROM ledger_{table}")
    assert code_of(folder.open, LedgerError) == "ledger_gone"


def test_the_first_key_may_be_one_that_a_plug_in_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signer = LocalSigner.generate(KeyKind.ED25519, "did:web:badges.college.example#key-1")
    plugins = tmp_path / "plugins"
    info = plugins / "firstvault-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: firstvault\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mexbadge.signers]\nfirstvault = firstvault:open_slot\n")
    (plugins / "firstvault.py").write_text(
        "SIGNER = None\ndef open_slot(uri, *, verification_method=None):\n    return SIGNER\n"
    )
    monkeypatch.syspath_prepend(plugins)
    import firstvault  # type: ignore[import-not-found]  # noqa: PLC0415 - made a moment ago

    firstvault.SIGNER = signer
    clock = Clock()
    issuer = Issuer.create(tmp_path / "badges", name="C", url=URL, key="firstvault:1", clock=clock)
    issuer.add(DEMENTIA)
    issuer.issue("dementia-care", to=AISHA)
    assert not list((tmp_path / "badges/keys").glob("*.pem"))
    known = Issuer.open(tmp_path / "badges", clock=clock).keys()
    assert [key.file for key in known] == ["firstvault:1"]
