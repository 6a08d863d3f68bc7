"""What a college's IT person meets when something is wrong: a sentence, the place, the next step, and nothing lost."""

import errno
import io
import json
import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from issuing import AISHA, BEN, DEMENTIA, Clock, Folder, rows
from made_once import copied
from mexbadge.cli import main, secrets
from mexbadge.cli.console import Console
from mexbadge.cli.files import reason_of
from mexbadge.issuer import Form, Issuer
from mexbadge.issuer.folder.settings import Settings
from mexbadge.ledger import SUFFIX

URL = "https://badges.college.example"
SLUG = "dementia-care"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "MEXBADGE_PASSPHRASE", "MEXBADGE_LANG"):
        monkeypatch.delenv(name, raising=False)

    def ran(*words: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = main(list(words))
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def _two_people() -> None:
    issuer = Folder(Path("badges")).create()
    with issuer.together():
        issuer.issue(SLUG, to=AISHA)
        issuer.issue(SLUG, to=BEN)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with the badges of two people."""
    copied(_two_people, tmp_path)
    return Folder(tmp_path / "badges")


# Starting a folder


@pytest.mark.parametrize(
    "given",
    [
        ("--url", "badges.college.example"),
        ("--url", "http://badges.college.example"),
        ("--url", f"{URL}?x=1"),
        ("--url", f"{URL}/#x"),
        ("--url", "https://localhost"),
        ("--url", URL, "--id", "College"),
        ("--url", URL, "--id", URL),
        ("--url", URL, "--id", "did:web:other.example"),
        ("--url", URL, "--email", "badges at college"),
        ("--url", URL, "--register", "postgresql://mexbadge@db:port/badges"),
        ("--url", URL, "--register", "sqlite:////no/such/folder/register.db"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_init_refuses_what_could_not_be_published_and_leaves_nothing(
    run: Run, tmp_path: Path, given: tuple[str, ...], lang: str
) -> None:
    code, out, err = run("--lang", lang, "init", "new", "--name", "A", "--no-passphrase", *given)
    assert (code, out) == (2, "")
    assert "→" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_init_on_a_file_is_a_sentence_and_no_defect(run: Run, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_bytes(b"mine")
    code, _, err = run("init", place, "--name", "A", "--url", URL, "--no-passphrase")
    assert code == 2
    assert f"{place} cannot be a folder" in err
    assert (tmp_path / "file").read_bytes() == b"mine"


def test_an_interrupted_init_can_be_repeated(tmp_path: Path) -> None:
    def interrupted(_count: int) -> bytes:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Issuer.create(tmp_path / "new", name="A", url=URL, rng=interrupted)
    assert not (tmp_path / "new").exists()
    Issuer.create(tmp_path / "new", name="A", url=URL)


class _Terminal(io.TextIOWrapper):
    def isatty(self) -> bool:
        return True


def test_an_address_that_is_none_is_asked_for_again_before_anything_else(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = _Terminal(io.BytesIO(b"College\nbadges.college.example\nhttps://badges.college.example\n\n"))
    monkeypatch.setattr(sys, "stdin", typed)
    code, _, err = run("init", "new", "--no-passphrase")
    assert code == 0
    assert err.count("https://badges.college.ca") == 1
    assert (tmp_path / "new/mexbadge.toml").is_file()


def test_a_passphrase_that_is_repeated_wrong_is_asked_for_until_it_is_right_and_loses_no_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = "College\nhttps://badges.college.example\nCollège\n".encode()
    monkeypatch.setattr(sys, "stdin", _Terminal(io.BytesIO(typed), encoding="utf-8"))
    words = iter([*(["four or five words", "four or five wrods"] * 5), "short", *(["four or five words"] * 2)])
    monkeypatch.setattr(secrets, "getpass", lambda _: next(words))
    code, _, err = run("init", "new")
    assert code == 0
    assert err.count("once more, please") == 6
    assert err.count("--passphrase-file") == 2
    assert list(words) == []
    assert "Collège" in (tmp_path / "new/mexbadge.toml").read_text("utf-8")


@pytest.mark.parametrize("end", [KeyboardInterrupt, EOFError])
def test_who_ends_the_questions_is_told_the_command_that_goes_on_with_the_answers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: type[BaseException]
) -> None:
    def ended(_: str) -> str:
        raise end

    typed = "Collège d'Essai\nhttps://badges.college.example\n\n".encode()
    monkeypatch.setattr(sys, "stdin", _Terminal(io.BytesIO(typed), encoding="utf-8"))
    monkeypatch.setattr(secrets, "getpass", ended)
    code, _, err = run("init", "my badges", "--ledger", "--email", "a@b.example")
    assert code == 130
    assert not (tmp_path / "my badges").exists()
    (line,) = [line.strip() for line in err.splitlines() if line.strip().startswith("mexbadge init")]
    assert run(*shlex.split(line)[1:], "--no-passphrase")[0] == 0
    settings = (tmp_path / "my badges/mexbadge.toml").read_text("utf-8")
    assert "Collège d'Essai" in settings
    assert "ledger = true" in settings
    assert "a@b.example" in settings


# What is missing from a copied folder


def test_missing_badge_files_come_back_from_the_register_and_the_message_says_how(folder: Folder, run: Run) -> None:
    before = {path.name: path.read_bytes() for path in (folder.path / "issued").iterdir()}
    for name in before:
        (folder.path / "issued" / name).unlink()
    code, out, _ = run("check", "badges")
    assert code == 1
    assert out.count("mexbadge register recover, without a file") == 2
    code, out, _ = run("register", "recover", "-C", "badges")
    assert code == 0
    assert "2 badge files were missing and are there again, in badges/issued" in out
    assert {path.name: path.read_bytes() for path in (folder.path / "issued").iterdir()} == before
    assert json.loads(run("register", "recover", "-C", "badges", "--json")[1]) == {"files": 0}


def test_issuing_a_list_again_brings_back_its_files(folder: Folder, run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(f"email\n{AISHA}\n", "utf-8")
    for path in (folder.path / "issued").iterdir():
        path.unlink()
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "list.csv")[0] == 0
    assert len(list((folder.path / "issued").glob("*.png"))) == 1
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--to", BEN)[0] == 0
    assert len(list((folder.path / "issued").glob("*.png"))) == 2


def test_check_names_the_achievement_whose_file_is_gone_and_never_says_that_there_is_nothing(
    folder: Folder, run: Run
) -> None:
    (folder.path / f"achievements/{SLUG}.toml").unlink()
    _, out, _ = run("check", "badges")
    assert f"badges of {SLUG} were issued" in out
    assert "nothing to award" not in out


def test_a_picture_that_is_gone_is_taken_from_the_newest_list_and_not_drawn_anew(folder: Folder) -> None:
    issuer = folder.open()
    picture = folder.path / f"images/{SLUG}.png"
    own = issuer.image(issuer.achievement(SLUG)) + b""
    other = own[:-12] + b"\x00\x00\x00\x04tEXta\x00bc\x97\x9f\x1b\x8c" + own[-12:]
    picture.write_bytes(other)
    issuer.issue_many(rows(1), SLUG)
    issuer.issue(SLUG, to="third@student.college.example", image=own)
    picture.unlink()
    assert issuer.image(issuer.achievement(SLUG)) == other
    assert picture.read_bytes() == other


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_settings_that_are_gone_are_to_be_put_back_and_init_is_not_offered(folder: Folder, run: Run, lang: str) -> None:
    (folder.path / "mexbadge.toml").unlink()
    code, _, err = run("--lang", lang, "list", "-C", "badges")
    assert code == 2
    assert "mexbadge.toml" in err
    assert "mexbadge init" not in err


def test_settings_that_cannot_be_read_name_the_line(folder: Folder, run: Run) -> None:
    settings = folder.path / "mexbadge.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f'{text}name = "cut off\n', "utf-8")
    _, _, err = run("list", "-C", "badges")
    assert f"line {len(text.splitlines()) + 1} is no TOML" in err


def test_another_id_in_the_settings_is_refused_before_anything_is_changed(folder: Folder, run: Run) -> None:
    settings = folder.path / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace("did:web:badges.college.example", "did:web:x.example"))
    hosted = {path: path.read_bytes() for path in (folder.path / "hosted").rglob("*") if path.is_file()}
    for words in (
        ["revoke", "-C", "badges", "--to", AISHA],
        ["issue", "-C", "badges", "--achievement", SLUG, "--to", "new@x.ca"],
        ["status", "refresh", "-C", "badges"],
        ["check", "badges"],
    ):
        code, out, err = run(*words)
        assert code in {1, 2}
        assert "mexbadge move --url" in out + err
    assert len(list(folder.open().list())) == 2
    assert {record.status.value for record in folder.open().list()} == {"active"}
    assert {path: path.read_bytes() for path in (folder.path / "hosted").rglob("*") if path.is_file()} == hosted


# Lists


def test_a_result_below_what_the_achievement_asks_for_is_no_badge(folder: Folder, run: Run, tmp_path: Path) -> None:
    about = {"id": "urn:uuid:2f4a7d86-6f0a-4c39-9a3e-0d3f3a0a6a51", "type": ["ResultDescription"], "name": "Placement"}
    described = [{**about, "resultType": "Percent", "requiredValue": "60"}]
    members = {**(DEMENTIA.members or {}), "resultDescription": described}
    folder.open().add(replace(DEMENTIA, slug="graded", members=members))
    (tmp_path / "list.csv").write_text("email,result\na@x.ca,59.5\nb@x.ca,60\n", "utf-8")
    code, out, err = run("issue", "-C", "badges", "--achievement", "graded", "--csv", "list.csv")
    assert code == 2
    assert '"59.5" is less than the achievement asks for' in out + err
    assert len(list(folder.open().list())) == 2
    words = ["issue", "-C", "badges", "--achievement", "graded", "--csv", "list.csv", "--where", "result >= 60"]
    assert run(*words)[0] == 0
    assert len(list(folder.open().list())) == 3


@pytest.mark.parametrize(("heading", "said"), [("Grade", True), ("Note finale", True), ("Result", False)])
def test_a_grade_that_goes_into_the_badge_is_said_before_it_is_signed(
    folder: Folder, run: Run, tmp_path: Path, heading: str, *, said: bool
) -> None:
    (tmp_path / "list.csv").write_text(f"email,{heading}\na@x.ca,59.5\n", "utf-8")
    words = ["issue", "-C", str(folder.path), "--achievement", SLUG, "--csv", "list.csv", "--dry-run"]
    assert (f'"{heading}" goes into the badges as their result' in run(*words)[1]) == said


# Keys


def test_a_passphrase_that_does_not_open_the_key_names_the_key_and_the_way_out(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Folder(tmp_path / "badges", clock=Clock())
    made.create(passphrase=b"four or five words").issue(SLUG, to=AISHA)
    monkeypatch.setenv("MEXBADGE_PASSPHRASE", "other words")
    code, _, err = run("revoke", "-C", "badges", "--to", AISHA)
    assert code == 2
    assert "badges/keys/key-1.pem" in err
    assert "mexbadge keys rotate" in err
    assert run("keys", "rotate", "-C", "badges")[0] == 0
    assert run("revoke", "-C", "badges", "--to", AISHA)[0] == 0


def test_a_key_file_that_holds_no_key_says_so_where_it_is_used_too(folder: Folder, run: Run) -> None:
    (folder.path / "keys/key-1.pem").write_bytes(b"junk")
    (folder.path / "keys/key-1.pem").chmod(0o600)
    code, _, err = run("revoke", "-C", "badges", "--to", AISHA)
    assert code == 2
    assert "badges/keys/key-1.pem holds no private key" in err
    assert "mexbadge keys rotate" in err


# A register that is older than what was published, and a clock that was wrong


def test_list_warns_where_the_register_is_behind_what_was_published(folder: Folder, run: Run, tmp_path: Path) -> None:
    issuer = folder.open()
    issuer.register.backup(tmp_path / "old.db")
    assert run("list", "-C", "badges")[2].count("behind") == 0
    issuer.revoke([next(iter(issuer.list())).id])
    for path in folder.path.glob("register.db*"):
        path.unlink()
    (tmp_path / "old.db").rename(folder.path / "register.db")
    code, out, err = run("list", "-C", "badges")
    assert code == 0
    assert out.count("active") == 2
    assert "the register is behind what was published, in 3 places" in err


def test_check_says_that_the_clock_is_behind_and_offers_no_refresh_that_would_be_refused(
    tmp_path: Path, run: Run
) -> None:
    clock = Clock()
    clock.pass_days(36_500)
    made = Folder(tmp_path / "badges", clock=clock)
    made.create().issue(SLUG, to=AISHA)
    code, out, _ = run("check", "badges")
    assert code == 1
    assert "--clock-was-wrong" in out
    assert "which lies ahead\n      → Run mexbadge status refresh, and publish." not in out
    assert "nobody accepts it until then" in out


@pytest.mark.parametrize(
    ("register", "holds"),
    [
        ("postgresql://mexbadge:secret@db/badges", True),
        ("postgresql://db/badges?user=mexbadge&password=secret", True),
        ("postgresql://mexbadge@db:5432/badges", False),
        ("postgresql://db:5432/badges", False),
        ("sqlite:///register.db", False),
    ],
)
def test_a_password_in_the_settings_is_remarked(register: str, *, holds: bool) -> None:
    assert Settings("did:web:a.example", "A", URL, register=register).holds_password == holds


# Changing how badges stand


@pytest.mark.usefixtures("folder")
def test_what_is_revoked_already_is_said_to_be_so(run: Run) -> None:
    assert run("revoke", "-C", "badges", "--to", AISHA)[0] == 0
    _, _, err = run("revoke", "-C", "badges", "--to", AISHA)
    assert f"the badges of {AISHA}: {SLUG} (" in err
    assert ", revoked)" in err
    _, _, err = run("revoke", "-C", "badges", "--to", "nobody@student.college.example")
    assert "the register holds no badge of nobody@student.college.example" in err


def badges(folder: Folder) -> dict[str, str]:
    """The ids of the two people's badges."""
    return {str(record.identity).removeprefix("email:"): record.id for record in folder.open().list()}


def stands(folder: Folder) -> list[str]:
    return [record.status.value for record in folder.open().list()]


@pytest.mark.parametrize("column", ["email", "id"])
@pytest.mark.parametrize("command", ["revoke", "suspend", "restore"])
def test_a_list_does_what_is_left_to_do_and_names_what_stands_so_already(
    folder: Folder, run: Run, tmp_path: Path, command: str, column: str
) -> None:
    held = {name.partition(":")[2] or name: id_ for name, id_ in badges(folder).items()}
    if command == "restore":
        assert run("suspend", "-C", "badges", *held.values())[0] == 0
    assert run(command, "-C", "badges", "--to", AISHA)[0] == 0
    cells = [held[who] if column == "id" else who for who in (AISHA, BEN)]
    (tmp_path / "some.csv").write_text("\n".join([column, *cells]) + "\n", "utf-8")
    before = folder.open().record(held[AISHA])
    code, out, err = run(command, "-C", "badges", "--csv", "some.csv", "--dry-run")
    assert (code, err) == (0, "")
    assert "1 badge would be changed" in out or "1 badge would" in out
    code, out, err = run(command, "-C", "badges", "--csv", "some.csv")
    assert (code, err) == (0, "")
    (line,) = [line for line in out.splitlines() if "already" in line]
    assert held[AISHA].rpartition(":")[2] in line
    assert len(set(stands(folder))) == 1
    assert folder.open().record(held[AISHA]) == before
    code, out, _ = run(command, "-C", "badges", "--csv", "some.csv", "--json")
    assert code == 0
    assert [json.loads(line)["already"] for line in out.splitlines()] == [True, True]


@pytest.mark.parametrize("column", ["email", "id"])
@pytest.mark.parametrize("command", ["suspend", "restore"])
def test_a_list_says_to_whose_badge_it_cannot_be_done_and_does_the_rest(
    folder: Folder, run: Run, tmp_path: Path, command: str, column: str
) -> None:
    held = {name.partition(":")[2] or name: id_ for name, id_ in badges(folder).items()}
    if command == "restore":
        assert run("suspend", "-C", "badges", held[BEN])[0] == 0
    assert run("revoke", "-C", "badges", "--to", AISHA)[0] == 0
    cells = [held[who] if column == "id" else who for who in (AISHA, BEN)]
    (tmp_path / "some.csv").write_text("\n".join([column, *cells]) + "\n", "utf-8")
    code, _, err = run(command, "-C", "badges", "--csv", "some.csv")
    assert code == 2
    assert f"the badges of {cells[0]}" in err
    assert ", revoked)" in err
    assert stands(folder) == ["revoked", "suspended" if command == "suspend" else "active"]


def test_a_list_that_names_somebody_unknown_says_all_of_them_and_changes_nothing(
    folder: Folder, run: Run, tmp_path: Path
) -> None:
    nobody = ("x@student.college.example", "y@student.college.example")
    (tmp_path / "some.csv").write_text("\n".join(["email", AISHA, *nobody]), "utf-8")
    code, _, err = run("revoke", "-C", "badges", "--csv", "some.csv")
    assert code == 2
    assert all(f"the register holds no badge of {who}" in err for who in nobody)
    assert stands(folder) == ["active", "active"]


def test_a_badge_that_stands_so_already_is_named_by_its_id_too(folder: Folder, run: Run) -> None:
    aisha, ben = badges(folder).values()
    assert run("revoke", "-C", "badges", aisha)[0] == 0
    code, out, _ = run("revoke", "-C", "badges", aisha, ben, "--lang", "fr")
    assert code == 0
    assert "déjà révoqué, depuis le " in out
    assert stands(folder) == ["revoked", "revoked"]
    assert run("suspend", "-C", "badges", aisha)[0] == 2


@pytest.mark.parametrize("command", ["reissue", "correct"])
def test_one_badge_of_a_person_is_named_alike_by_what_puts_another_in_its_place(
    folder: Folder, run: Run, command: str
) -> None:
    issuer = folder.open()
    issuer.add(replace(DEMENTIA, slug="hygiene", name="Hygiene"))
    issuer.issue("hygiene", to=AISHA)
    change = ["--to", "aisha@home.example"]
    code, _, err = run(command, "-C", "badges", "--of", AISHA, *change)
    assert code == 2
    assert "has 2 badges" in err
    assert "--only" in err
    assert run(command, "-C", "badges", "--of", AISHA, "--only", "hygiene", *change)[0] == 0
    assert run(command, "-C", "badges", "--of", AISHA, *change)[0] == 0
    code, _, err = run(command, "-C", "badges", *change)
    assert code == 2
    assert "--of" in err


def test_a_badge_file_in_hosted_that_was_damaged_is_named_with_its_remedy_which_heals_it(
    tmp_path: Path, run: Run
) -> None:
    made = Folder(tmp_path / "badges")
    made.clock.now = datetime.now(UTC)
    issuer = made.create(email="badges@college.example", form=Form.OB2_HOSTED, ledger=True)
    issuer.issue(SLUG, to=AISHA)
    hosted = made.path / "hosted"
    files = [*(hosted / "ob2/assertions").glob("*.json"), *(hosted / "b").rglob(f"*{SUFFIX}")]
    assert len(files) == 2
    right = [path.read_bytes() for path in files]
    for path in files:
        path.write_bytes(path.read_bytes()[:-9])
    code, out, err = run("check", "badges")
    assert code == 1
    for path in files:
        place = path.relative_to(made.path).as_posix()
        assert f"{place} is not as the register has it: it is older, or was damaged" in out + err
    assert "mexbadge status refresh" in out + err
    assert run("status", "refresh", "-C", "badges")[0] == 0
    assert [path.read_bytes() for path in files] == right
    assert run("check", "badges")[0] == 0


@pytest.mark.parametrize(("lang", "said"), [("en", "nothing is left by halves"), ("fr", "rien ne reste à moitié fait")])
def test_an_interruption_says_that_nothing_is_left_by_halves(
    run: Run, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Issuer, "open", interrupted)
    code, out, err = run("--lang", lang, "list", "-C", "badges")
    assert (code, out) == (130, "")
    assert said in err


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EROFS, "the disk is read-only"), (errno.ENAMETOOLONG, "too long")],
)
def test_why_the_system_refused_is_said_in_words(number: int, said: str) -> None:
    assert said in reason_of(OSError(number, "x"), Console.of({"lang": "en"}, {}))
