"""An issuer's folder from the command line: from a list of people to badges, and what becomes of them."""

import csv
import dataclasses
import hashlib
import io
import json
import os
import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from commands import Run
from made_once import copied
from mexbadge.bake import unbake
from mexbadge.cli import main
from mexbadge.cli.console import Console
from mexbadge.cli.folder_options import progress
from mexbadge.cli.table import COMMANDS
from mexbadge.issuer import Issuer

URL = "https://badges.lakeshore-college.example"
SLUG = "psw-dementia-care"
PARTNERS = "https://partner.example/achievements/hygiene"
TOML = """
achievementType = "MicroCredential"
name = "Personal Support Worker: Dementia Care"
description = "Supports residents who live with dementia."
creditsAvailable = 1.5
criteria = '''
## Outcomes

Communicates.

## Assessment and evidence

On placement.

## Partner endorsement

None.

## Expiry

Never.
'''

[[alignment]]
type = ["Alignment"]
targetName = "Communicate"
targetUrl = "https://skills.lakeshore-college.example/communicate"

[[resultDescription]]
id = "urn:uuid:2f4a7d86-6f0a-4c39-9a3e-0d3f3a0a6a51"
type = ["ResultDescription"]
name = "Placement"
resultType = "Percent"
"""
LIST = """Prénom;Nom;Courriel;Numéro d'étudiant;Délivré le;Note
Zoé;Bélanger;zoe@x.ca;001;2026-03-01;87
Omar;Haddad;omar@x.ca;002;2026-03-02;91
"""


def _begun() -> None:
    words = [
        "init",
        "badges",
        "--name",
        "Lakeshore College of Care",
        "--name-fr",
        "Collège Lakeshore",
        "--url",
        URL,
        "--description",
        "A made-up college.",
        "--description-fr",
        "Un collège inventé.",
        "--no-passphrase",
    ]
    assert main(words) == 0
    Path("badges/achievements/first-micro-credential.toml").unlink()
    Path(f"badges/achievements/{SLUG}.toml").write_text(TOML, "utf-8")
    Path("winter.csv").write_bytes(LIST.encode("cp1252"))


def _issued() -> None:
    copied(_begun, Path.cwd())
    assert main(["issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv"]) == 0


@pytest.fixture
def folder(run: Run, tmp_path: Path) -> Path:
    """A folder that is ready to issue, with a list of two people beside it."""
    del run
    copied(_begun, tmp_path)
    return tmp_path / "badges"


@pytest.fixture
def issued(folder: Path, tmp_path: Path) -> list[dict[str, str]]:
    """The lines of issued.csv after the list was issued."""
    copied(_issued, tmp_path)
    return lines(folder / "issued/issued.csv")


def lines(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))


def digest(folder: Path) -> str:
    """A digest of all files but the register's, which SQLite may touch by looking at it."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith("register.db"):
            whole.update(path.as_posix().encode() + path.read_bytes())
    return whole.hexdigest()


def verdicts(run: Run, folder: Path, *more: str) -> dict[str, str]:
    _, out, _ = run("verify", "--json", "--resources", str(folder / "hosted"), *more, str(folder / "issued/*.png"))
    reports = [json.loads(line) for line in out.splitlines()]
    return {Path(report["input"]).name: report["verdict"] for report in reports}


# Starting a folder


def test_init_makes_a_folder_whose_secrets_are_its_owners_alone(folder: Path) -> None:
    assert (folder / "mexbadge.toml").is_file()
    assert (folder / "hosted/resources.json").is_file()
    assert "/keys/" in (folder / ".gitignore").read_text()
    if os.name == "posix":
        for name in ("keys/key-1.pem", "keys/register.secret", "register.db"):
            assert (folder / name).stat().st_mode & 0o077 == 0


def test_init_never_writes_over_a_folder(folder: Path, run: Run) -> None:
    before = digest(folder)
    code, _, err = run("init", "badges", "--name", "Other", "--url", URL, "--no-passphrase")
    assert code == 2
    assert "badges" in err
    assert digest(folder) == before


def test_init_asks_nobody_where_nobody_is(run: Run, tmp_path: Path) -> None:
    assert run("init", "badges", "--url", URL)[0] == 2
    assert run("init", "badges", "--name", "A", "--url", URL)[0] == 2
    assert not (tmp_path / "badges/mexbadge.toml").exists()


def test_init_takes_the_passphrase_from_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("correct horse\n")
    assert run("init", "b", "--name", "A", "--url", URL, "--passphrase-file", "secret")[0] == 0
    assert b"ENCRYPTED" in (tmp_path / "b/keys/key-1.pem").read_bytes()
    (tmp_path / "b/achievements/a.toml").write_text(TOML, "utf-8")
    words = ["issue", "-C", "b", "--achievement", "a", "--to", "a@x.ca"]
    assert run(*words)[0] == 2
    (tmp_path / "wrong").write_text("battery staple\n")
    code, _, err = run(*words, "--passphrase-file", "wrong")
    assert code == 2
    assert "passphrase" in err
    assert not list((tmp_path / "b/issued").iterdir())
    (tmp_path / "empty").write_text("\n")
    assert run(*words, "--passphrase-file", "empty")[0] == 2
    assert run(*words, "--passphrase-file", "secret")[0] == 0


def test_the_template_is_refused_as_it_stands(run: Run, tmp_path: Path) -> None:
    run("init", "b", "--name", "A", "--url", URL, "--no-passphrase")
    code, _, err = run("issue", "-C", "b", "--achievement", "first-micro-credential", "--to", "a@x.ca")
    assert code == 2
    assert "CHANGE ME" in err
    assert not list((tmp_path / "b/issued").iterdir())
    code, out, _ = run("check", "b")
    assert code == 1
    assert out.count("still that of a template") >= 4
    assert run("init", "c", "--name", "CHANGE ME", "--url", URL, "--no-passphrase")[0] == 2
    assert run("init", "d", "--name", "A", "--url", "http://x.ca", "--no-passphrase")[0] == 2


# Issuing a list


def test_name_and_email_of_two_people_give_two_badges_and_two_rows(folder: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text("Name,Email\nAlice,alice@x.ca\nBob,bob@x.ca\n")
    code, out, _ = run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "two.csv")
    assert code == 0
    assert "2 badges issued, 0 issued before" in out
    assert len(list((folder / "issued").glob("*.png"))) == 2
    _, out, _ = run("list", "-C", "badges", "--json")
    assert [json.loads(line)["identity"] for line in out.splitlines()] == ["alice@x.ca", "bob@x.ca"]
    assert set(verdicts(run, folder).values()) == {"valid"}


def test_a_list_is_issued_and_each_badge_is_its_owners(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    assert [line["e-mail"] for line in issued] == ["zoe@x.ca", "omar@x.ca"]
    verify = ["verify", "--resources", str(folder / "hosted"), "--recipient"]
    for line in issued:
        assert run(*verify, line["e-mail"], str(folder / "issued" / line["file"]))[0] == 0
    assert run(*verify, "omar@x.ca", str(folder / "issued" / issued[0]["file"]))[0] == 1


def test_neither_name_nor_number_nor_address_is_in_the_badge(folder: Path, issued: list[dict[str, str]]) -> None:
    whole = unbake((folder / "issued" / issued[0]["file"]).read_bytes())
    content = re.sub(rb'"proofValue":"[^"]*"', b"", whole)  # in a signature any two letters may stand by chance
    for word in (b"Zo", "Bélanger".encode(), b"zoe@x.ca", b'"001"'):
        assert word not in content
    assert b'"87"' in content


def test_the_file_of_links_opens_in_a_spreadsheet(folder: Path, issued: list[dict[str, str]]) -> None:
    raw = (folder / "issued/issued.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 3
    zoe = issued[0]
    assert list(zoe)[:8] == ["line", "ref", "name", "e-mail", "id", "file", "page", "linkedin"]
    assert (zoe["line"], zoe["ref"], zoe["name"]) == ("2", "001", "Zoé Bélanger")
    assert (zoe["page"], zoe["linkedin"]) == ("", ""), "nothing leads to pages that nobody published"


def test_links_to_pages_stand_in_the_file_once_pages_are_published(
    folder: Path, issued: list[dict[str, str]], run: Run
) -> None:
    assert len(issued) == 2
    settings = (folder / "mexbadge.toml").read_text("utf-8")
    (folder / "mexbadge.toml").write_text(settings.replace("[hosted]\n", "[hosted]\npages = true\n"), "utf-8")
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv")[0] == 0
    zoe = next(csv.DictReader((folder / "issued/issued.csv").read_text("utf-8-sig").splitlines()))
    assert re.fullmatch(rf"{URL}/b/[0-9a-f]{{32}}/", zoe["page"])
    query = parse_qs(urlsplit(zoe["linkedin"]).query)
    assert query["certUrl"] == [zoe["page"]]
    assert (query["issueYear"], query["issueMonth"], query["certId"]) == (["2026"], ["3"], [zoe["id"]])
    assert "Zo" not in zoe["linkedin"]


def test_the_same_list_again_issues_nothing_twice(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "issued").glob("*.png")}
    code, out, _ = run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv")
    assert code == 0
    assert "0 badges issued, 2 issued before" in out
    assert {path.name: path.read_bytes() for path in (folder / "issued").glob("*.png")} == before
    assert [line["id"] for line in lines(folder / "issued/issued.csv")] == [line["id"] for line in issued]


def test_another_list_does_not_write_over_the_links_of_the_first(
    folder: Path, issued: list[dict[str, str]], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "summer.csv").write_text("email\nlin@x.ca\n")
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "summer.csv")[0] == 0
    assert lines(folder / "issued/issued.csv") == issued
    assert [line["e-mail"] for line in lines(folder / "issued/issued-2.csv")] == ["lin@x.ca"]


def test_a_dry_run_changes_no_file(folder: Path, run: Run) -> None:
    run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv", "--dry-run")
    before = digest(folder)
    code, out, _ = run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv", "--dry-run")
    assert code == 0
    assert 'read as Windows-1252 with ";", for example « Zoé Bélanger, 2026-03-01 »' in out
    assert "2 badges would be issued" in out
    assert digest(folder) == before
    assert run("list", "-C", "badges")[1] == ""


def test_every_problem_is_said_at_once_and_nothing_is_issued(folder: Path, run: Run, tmp_path: Path) -> None:
    data = "Courriel,Date\nj.tremblay@,2026-03-01\na@x.ca,03/04/2026\nb@x.ca,2026-03-01\nB@x.ca,2026-03-01\n=1+1,\n"
    (tmp_path / "bad.csv").write_text(data)
    before = digest(folder)
    words = ["issue", "-C", "badges", "--achievement", SLUG, "--csv", "bad.csv", "--problems", "problems.csv"]
    code, out, err = run(*words)
    assert code == 2
    assert out == ""
    assert re.search(r'line 2 +Courriel +"j\.tremblay@" is not an e-mail address', err)
    assert re.search(r'line 3 +Date +"03/04/2026" could be 2026-04-03 or 2026-03-04', err)
    assert re.search(r'line 5 +Courriel +"B@x\.ca": the same person and achievement as line 4', err)
    assert "nothing was issued: there are 4 problems" in err
    assert digest(folder) == before
    table = lines(tmp_path / "problems.csv")
    assert [(line["line"], line["column"]) for line in table] == [
        ("2", "Courriel"),
        ("3", "Date"),
        ("5", "Courriel"),
        ("6", "Courriel"),
    ]
    assert table[3]["value"] == "'=1+1"
    assert all(line["fix"] for line in table)
    assert run(*words)[0] == 2


def test_problems_are_data_with_json_and_french_when_asked(folder: Path, run: Run, tmp_path: Path) -> None:
    assert folder.is_dir()
    (tmp_path / "bad.csv").write_text("Email\nx\ny\n")
    words = ["issue", "-C", "badges", "--achievement", SLUG, "--csv", "bad.csv"]
    _, out, err = run(*words, "--json")
    assert [json.loads(line)["error"]["where"] for line in out.splitlines()] == [2, 3]
    assert err == ""
    assert "ligne 2" in run(*words, "--lang", "fr")[2]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a damaged workbook", b"PK\x03\x04....", "damaged"),
        ("an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "CSV UTF-8"),
        ("no headings", b"Alice,alice@x.ca\n", "no row of headings"),
        ("a zero byte", b"email\na\0@x.ca\n", "zero byte"),
        ("nobody", b"email,name\n", "nobody in it"),
        ("an expired badge", b"email,expiry\na@x.ca,2020-01-01\n", "expired already"),
        ("a stray cell", b"email,name\n,total\n", "does not say to whom"),
        ("an unclosed quote", b'email,name\na@x.ca,"A\n', "do not pair up"),
    ],
)
def test_what_is_no_list_is_refused(folder: Path, run: Run, tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / "list.csv").write_bytes(data)
    code, _, err = run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "list.csv")
    assert (name, code) == (name, 2)
    assert said in err
    assert not list((folder / "issued").iterdir())


GRADEBOOK = "Winter 2026\n\nName,Email,Course mark\n" + "".join(
    f"Person {number},p{number}@x.ca,{mark}\n" for number, mark in enumerate([91, 45, 77, *[12] * 12])
)


def test_a_gradebook_issues_nothing_until_somebody_says_who_passed(folder: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "grades.csv").write_text(GRADEBOOK)
    words = ("issue", "-C", "badges", "--achievement", SLUG, "--csv", "grades.csv")
    code, out, err = run(*words)
    assert (code, out) == (2, "")
    assert '--where "Course mark >= 60"' in err
    assert not list((folder / "issued").iterdir())
    code, out, _ = run(*words, "--where", "Course mark >= 60", "--dry-run")
    assert code == 0
    assert "13 rows get nothing, since they do not meet --where:" in out
    assert "line 5  Person 1: Course mark 45" in out
    assert "and 3 more" in out
    assert "2 badges would be issued" in out
    _, out, _ = run(*words, "--where", "Course mark >= 60", "--dry-run", "--json")
    assert len(json.loads(out)["get_nothing"]) == 13
    code, out, _ = run(*words, "--where", "Course mark >= 60")
    assert code == 0
    assert "2 badges issued, 0 issued before" in out
    _, out, _ = run("list", "-C", "badges", "--json")
    assert [json.loads(line)["identity"] for line in out.splitlines()] == ["p0@x.ca", "p2@x.ca"]


def test_everybody_gets_a_badge_where_that_is_said(folder: Path, run: Run, tmp_path: Path) -> None:
    assert folder.is_dir()
    (tmp_path / "grades.csv").write_text(GRADEBOOK)
    words = ("issue", "-C", "badges", "--achievement", SLUG, "--csv", "grades.csv")
    code, out, _ = run(*words, "--all", "--dry-run")
    assert (code, "15 badges would be issued" in out, "not used: Course mark" in out) == (0, True, True)


def test_problems_that_are_alike_are_told_three_times_and_then_counted(run: Run, folder: Path, tmp_path: Path) -> None:
    assert folder.is_dir()
    (tmp_path / "us.csv").write_text("email,date\n" + "".join(f"p{day}@x.ca,0{day}/04/2026\n" for day in range(1, 9)))
    words = ("issue", "-C", "badges", "--achievement", SLUG, "--csv", "us.csv", "--dry-run")
    code, out, _ = run(*words)
    assert (code, out.count("could be"), "and 4 more rows like this" in out) == (2, 3, True)
    assert run(*words, "-v")[1].count("could be") == 7


def test_one_row_is_said_as_one_row(run: Run, folder: Path, tmp_path: Path) -> None:
    assert folder.is_dir()
    (tmp_path / "one.csv").write_text("email\na@x.ca\n")
    words = ("issue", "-C", "badges", "--achievement", SLUG, "--csv", "one.csv", "--dry-run")
    assert "one.csv: 1 row, read as" in run(*words)[1]
    assert "one.csv : 1 ligne, lu en" in run(*words, "--lang", "fr")[1]


def test_problems_of_the_badge_itself_are_said_by_line(folder: Path, run: Run, tmp_path: Path) -> None:
    (folder / f"achievements/{SLUG}.toml").write_text(TOML.replace("2f4a7d86-6f0a", "not a uuid"), "utf-8")
    (tmp_path / "list.csv").write_text("email,result\na@x.ca,87\n")
    for more in ((), ("--dry-run",)):
        assert run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "list.csv", *more)[0] == 2
    assert not list((folder / "issued").iterdir())


def test_an_unknown_achievement_or_folder_says_so(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    assert run("issue", "-C", "badges", "--achievement", "nothing", "--csv", "winter.csv")[0] == 2
    assert run("issue", "-C", "nowhere", "--achievement", SLUG, "--csv", "winter.csv")[0] == 2
    assert run("issue", "-C", "badges", "--achievement", "../x", "--to", "a@x.ca")[0] == 2


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--to", "a@x.ca", "--csv", "winter.csv"],
        ["--to", "a@x.ca", "--suite", "eddsa-jcs-2022"],
        ["--to", "a@x.ca", "--as", "pdf"],
        ["--to", "nobody"],
        ["--to", "a@x.ca\nBcc: b@x.ca"],
        ["--to", "=a@x.ca"],
        ["--csv", "winter.csv", "--map", "Courriel"],
        ["--csv", "winter.csv", "--map", "Courriel=post"],
        ["--csv", "missing.csv"],
        ["--csv", "winter.csv", "--date-order", "ymd"],
        ["--to", "a@x.ca", "--until", "2020-01-01"],
    ],
)
def test_a_wrong_command_issues_nothing(folder: Path, run: Run, words: list[str]) -> None:
    assert run("issue", "-C", "badges", "--achievement", SLUG, *words)[0] == 2
    assert not list((folder / "issued").iterdir())


def test_rows_without_a_date_or_language_get_those_of_the_command(folder: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("email,date,language\na@x.ca,,\nb@x.ca,2026-02-01,fr\n")
    words = ["--at", "2026-01-15", "--until", "2099-01-01", "--recipient-lang", "en"]
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "list.csv", *words)[0] == 0
    records = list(Issuer.open(folder).list())
    assert [record.valid_from[:10] for record in records] == ["2026-01-15", "2026-02-01"]
    assert [record.language for record in records] == ["en", "fr"]
    assert {record.valid_until for record in records} == {"2099-01-01T23:59:59Z"}


def test_copies_go_where_they_are_asked_for(folder: Path, run: Run, tmp_path: Path) -> None:
    assert folder.is_dir()
    words = ["issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv", "--out", "out", "--json"]
    code, out, err = run(*words)
    assert (code, err) == (0, "")
    made = [json.loads(line) for line in out.splitlines()]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == sorted(
        [*(one["file"] for one in made), "issued.csv"]
    )
    assert not any(one["already"] for one in made)


@pytest.mark.parametrize("person", ["a@x.ca", "did:web:a.example", "https://people.ca/a", "telephone:+1-555-0100"])
def test_any_identity_may_be_the_recipient(folder: Path, run: Run, person: str) -> None:
    words = ["issue", "-C", "badges", "--achievement", SLUG, "--to", person]
    code, out, err = run(*words, "--name", "Zoé", "--ref", "7", "--evidence", "https://a.ca/1", "--result", "90")
    assert code == 0
    assert out.startswith("issued urn:uuid:")
    assert "mexbadge verify --resources badges/hosted" in err
    whose = [] if person.startswith("telephone:") else ["--recipient", person]
    assert set(verdicts(run, folder, *whose).values()) == {"valid"}
    assert "already issued" in run(*words, "--ref", "7")[1]
    assert run(*words, "--ref", "7", "--again", "--out", "one.png")[0] == 0
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--to", "b@x.ca", "--dry-run")[0] == 0


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "quiet", "drawn"), [(Terminal, False, True), (Terminal, True, False), (io.StringIO, False, False)]
)
def test_progress_is_drawn_on_a_terminal_only(stream: type[io.StringIO], quiet: bool, drawn: bool) -> None:  # noqa: FBT001 - a case
    err = stream()
    console = dataclasses.replace(Console.of({"quiet": quiet}, {}), err=err)
    with progress(console, "college_progress") as told:
        assert err.getvalue() == ""
        told(31, 42)
    assert bool(err.getvalue()) == drawn


# Afterwards


def test_a_revocation_is_seen_by_verifiers_of_the_hosted_documents(
    folder: Path, issued: list[dict[str, str]], run: Run
) -> None:
    words = [
        "revoke",
        "-C",
        "badges",
        "--ref",
        "001",
        "--reason",
        "Issued in error",
        "--reason-fr",
        "Délivré par erreur",
    ]
    code, out, _ = run(*words, "--dry-run")
    assert code == 0
    assert set(verdicts(run, folder).values()) == {"valid"}
    code, out, _ = run(*words)
    assert code == 0
    assert "not visible until you publish" in out.splitlines()[-1]
    assert verdicts(run, folder) == {issued[0]["file"]: "invalid", issued[1]["file"]: "valid"}
    record = Issuer.open(folder).record(issued[0]["id"])
    assert (record.reason_en, record.reason_fr) == ("Issued in error", "Délivré par erreur")
    assert run(*words)[0] == 2


def test_a_suspension_ends_and_a_revocation_does_not(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    name = issued[0]["id"].removeprefix("urn:uuid:")
    assert run("suspend", "-C", "badges", name, "--reason", "Under review")[0] == 0
    assert verdicts(run, folder)[issued[0]["file"]] == "invalid"
    assert run("restore", "-C", "badges", "--to", "ZOE@x.ca")[0] == 0
    assert verdicts(run, folder)[issued[0]["file"]] == "valid"
    assert run("revoke", "-C", "badges", name)[0] == 0
    assert run("restore", "-C", "badges", name)[0] == 2
    assert run("restore", "-C", "badges", "--to", "zoe@x.ca")[0] == 2


def test_badges_are_named_by_a_list_also_by_issued_csv_itself(
    folder: Path, issued: list[dict[str, str]], run: Run, tmp_path: Path
) -> None:
    (tmp_path / "some.csv").write_text("Courriel\nomar@x.ca\n")
    assert run("suspend", "-C", "badges", "--csv", "some.csv")[0] == 0
    assert verdicts(run, folder)[issued[1]["file"]] == "invalid"
    code, out, _ = run("revoke", "-C", "badges", "--csv", str(folder / "issued/issued.csv"), "--json")
    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [line["id"] for line in issued]
    assert set(verdicts(run, folder).values()) == {"invalid"}
    (tmp_path / "wrong.csv").write_text("Colour\nblue\n")
    assert run("revoke", "-C", "badges", "--csv", "wrong.csv")[0] == 2
    (tmp_path / "book.csv").write_bytes(b"PK\x03\x04")
    assert run("revoke", "-C", "badges", "--csv", "book.csv")[0] == 2


def test_several_badges_of_a_person_are_withdrawn_only_when_all_is_said(
    folder: Path, issued: list[dict[str, str]], run: Run
) -> None:
    (folder / "achievements/second.toml").write_text(TOML, "utf-8")
    assert run("issue", "-C", "badges", "--achievement", "second", "--to", "zoe@x.ca")[0] == 0
    code, _, err = run("revoke", "-C", "badges", "--to", "zoe@x.ca")
    assert code == 2
    assert "has 2 badges" in err
    assert set(verdicts(run, folder).values()) == {"valid"}
    assert run("revoke", "-C", "badges", "--to", "zoe@x.ca", "--achievement", "second")[0] == 0
    assert list(verdicts(run, folder).values()).count("invalid") == 1
    assert verdicts(run, folder)[issued[0]["file"]] == "valid"


@pytest.mark.parametrize("command", ["revoke", "suspend", "restore"])
def test_nothing_is_withdrawn_unless_it_is_named(
    folder: Path, issued: list[dict[str, str]], run: Run, command: str
) -> None:
    before = digest(folder)
    for words in ([], ["--to", "stranger@x.ca"], ["--ref", "999"], ["urn:uuid:00000000-0000-4000-8000-000000000000"]):
        assert run(command, "-C", "badges", *words)[0] == 2
    assert issued
    assert digest(folder) == before


def test_a_badge_is_renewed_reissued_and_corrected(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    endless = run("renew", "-C", "badges", "--ref", "001", "--until", "2099-03-01")
    assert (endless[0], "has no end" in endless[2]) == (2, True)
    ending = json.loads(run("correct", "-C", "badges", "--ref", "001", "--until", "2090-03-01", "--json")[1])
    code, out, _ = run("renew", "-C", "badges", "--ref", "001", "--until", "2099-03-01", "--json")
    assert code == 0
    renewed = json.loads(out)
    assert renewed["replaces"] == ending["id"]
    assert verdicts(run, folder)[Path(ending["file"]).name] == "valid"
    code, out, _ = run("renew", "-C", "badges", ending["id"], "--until", "2099-03-01")
    assert (code, "0 badges renewed" in out, renewed["id"][9:] in out) == (0, True, True)
    assert "not visible until you publish" in run("renew", "-C", "badges", renewed["id"], "--until", "2100-01-01")[1]
    assert run("renew", "-C", "badges", ending["id"], "--until", "2098-03-01")[0] == 2
    code, out, _ = run("reissue", "-C", "badges", "--from", "omar@x.ca", "--to", "omar@home.ca")
    assert code == 0
    assert "1 badge issued anew; the old one is revoked" in out
    assert verdicts(run, folder)[issued[1]["file"]] == "invalid"
    code, out, _ = run(
        "correct", "-C", "badges", "--of", "omar@home.ca", "--result", "95", "--at", "2026-03-03", "--json"
    )
    assert code == 0
    corrected = json.loads(out)["file"]
    assert b'"95"' in unbake(Path(corrected).read_bytes())
    words = ["verify", "--resources", str(folder / "hosted"), "--recipient", "omar@home.ca", corrected]
    assert run(*words)[0] == 0
    assert run("correct", "-C", "badges", "--of", "omar@home.ca")[0] == 2
    assert run("renew", "-C", "badges", issued[1]["id"], "--until", "2099-03-01")[0] == 2
    assert run("reissue", "-C", "badges", "--to", "x@x.ca")[0] == 2


def test_list_filters_and_writes_what_a_spreadsheet_reads(
    folder: Path, issued: list[dict[str, str]], run: Run, tmp_path: Path
) -> None:
    run("revoke", "-C", "badges", "--ref", "001")
    assert len(run("list", "-C", "badges")[1].splitlines()) == 2
    assert issued[0]["id"].removeprefix("urn:uuid:") not in run("list", "-C", "badges", "--status", "active")[1]
    assert "Zoé Bélanger" in run("list", "-C", "badges", "--status", "revoked")[1]
    assert run("list", "-C", "badges", "--since", "2099-01-01")[1] == ""
    assert run("list", "-C", "badges", "--achievement", "other")[1] == ""
    assert run("list", "-C", "badges", "--csv", "all.csv")[0] == 0
    assert [line["ref"] for line in lines(tmp_path / "all.csv")] == ["001", "002"]
    assert run("list", "-C", "badges", "--csv", "all.csv")[0] == 2
    assert folder.is_dir()


def test_a_person_is_forgotten_and_the_rest_stays_in_order(
    folder: Path, issued: list[dict[str, str]], run: Run
) -> None:
    assert run("forget", "-C", "badges", "zoe@x.ca")[0] == 2
    assert run("forget", "-C", "badges", "--yes")[0] == 2
    assert run("forget", "-C", "badges", "zoe@x.ca", "--yes")[0] == 0
    assert not (folder / "issued" / issued[0]["file"]).exists()
    assert "Zoé" not in run("list", "-C", "badges", "--json")[1]
    assert run("forget", "-C", "badges", "zoe@x.ca", "--yes")[0] == 2
    assert run("check", "badges")[0] == 0
    assert verdicts(run, folder) == {issued[1]["file"]: "valid"}


def test_an_endorsement_is_signed_and_kept(
    folder: Path, issued: list[dict[str, str]], run: Run, tmp_path: Path
) -> None:
    words = ["--comment", "We hire people who hold this.", "-o", "endorsement.json"]
    code, out, _ = run("endorse", "-C", "badges", PARTNERS, *words)
    assert code == 0
    assert PARTNERS in out
    assert "EndorsementCredential" in (tmp_path / "endorsement.json").read_text()
    for own in (SLUG, issued[0]["id"].removeprefix("urn:uuid:"), issued[0]["id"]):
        assert run("endorse", "-C", "badges", own, "--comment", "True.")[0] == 2, own
    assert run("endorse", "-C", "badges", "nothing", "--comment", "True.")[0] == 2
    assert run("check", "badges")[0] == 0
    assert folder.is_dir()


# Keys


def test_a_rotation_keeps_every_earlier_badge_valid(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    code, out, _ = run("keys", "rotate", "-C", "badges", "--no-passphrase")
    assert code == 0
    assert "#key-2" in out
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--to", "lin@x.ca")[0] == 0
    assert set(verdicts(run, folder).values()) == {"valid"}
    assert len(issued) == 2
    _, out, _ = run("keys", "list", "-C", "badges", "--json")
    assert [json.loads(line)["state"] for line in out.splitlines()] == ["retired", "active"]
    assert run("keys", "retire", "-C", "badges", "key-2", "--no-passphrase")[0] == 0
    assert "key-3  " in run("keys", "list", "-C", "badges")[1]
    assert set(verdicts(run, folder).values()) == {"valid"}
    assert run("keys", "retire", "-C", "badges", "key-9", "--no-passphrase")[0] == 2
    assert run("check", "badges")[0] == 0


def test_a_compromised_key_takes_its_badges_with_it_and_they_are_reissued(
    folder: Path, issued: list[dict[str, str]], run: Run
) -> None:
    code, _, _ = run("keys", "compromise", "-C", "badges", "key-1", "--no-passphrase")
    assert code == 0
    assert set(verdicts(run, folder).values()) == {"invalid"}
    code, out, _ = run("keys", "compromise", "-C", "badges", "key-1", "--reissue", "--no-passphrase", "--json")
    assert len(json.loads(out)["reissued"]) == 2
    found = verdicts(run, folder)
    assert {found.pop(line["file"]) for line in issued} == {"invalid"}
    assert list(found.values()) == ["valid", "valid"]


@pytest.mark.parametrize(("form", "start"), [("multikey", "z6Mk"), ("jwk", "{"), ("pem", "-----BEGIN PUBLIC KEY-----")])
def test_only_the_public_half_is_exported(folder: Path, run: Run, tmp_path: Path, form: str, start: str) -> None:
    assert run("keys", "export", "-C", "badges", "--as", form, "-o", "key.txt")[0] == 0
    text = (tmp_path / "key.txt").read_text()
    assert text.startswith(start)
    assert "PRIVATE" not in text
    assert '"d"' not in text
    assert run("keys", "export", "-C", "badges", "key-7")[0] == 2
    assert json.loads(run("keys", "export", "-C", "badges", "key-1", "--json")[1])["kty"] == "OKP"
    assert folder.is_dir()


@pytest.mark.skipif(os.name != "posix", reason="no such rights on this system")
def test_a_key_that_others_can_read_is_refused_and_check_says_so(folder: Path, run: Run) -> None:
    (folder / "keys/key-1.pem").chmod(0o644)
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--to", "a@x.ca")[0] == 2
    assert not list((folder / "issued").iterdir())
    code, out, _ = run("check", "badges")
    assert code == 1
    assert "chmod 600 keys/key-1.pem" in out


def test_a_key_inside_hosted_is_refused_everywhere(folder: Path, run: Run) -> None:
    (folder / "hosted/key.pem").write_bytes((folder / "keys/key-1.pem").read_bytes())
    assert run("issue", "-C", "badges", "--achievement", SLUG, "--to", "a@x.ca")[0] == 2
    code, out, _ = run("check", "badges")
    assert code == 1
    assert out.count("hosted/key.pem") == 1
    new = ["keys", "new", "--issuer", "did:web:x.example", "--hosted", "site", "--no-passphrase"]
    assert run(*new, "--out", "site/keys/key-1.pem")[0] == 2
    assert run(*new, "--out", "keys/key-1.pem")[0] == 0


# Keeping


def test_the_register_is_backed_up_and_recovered_with_its_files(
    folder: Path, issued: list[dict[str, str]], run: Run
) -> None:
    assert run("register", "backup", "-C", "badges", "copy.db")[0] == 0
    assert run("register", "backup", "-C", "badges", "copy.db")[0] == 2
    assert run("register", "recover", "-C", "badges", "copy.db")[0] == 2
    for path in [*folder.glob("register.db*"), *(folder / "issued").iterdir()]:
        path.unlink()
    code, out, err = run("register", "recover", "-C", "badges", "copy.db")
    assert code == 0, err
    assert "2 badges in the register; files written for 2" in out
    assert run("check", "badges")[0] == 0
    assert verdicts(run, folder) == dict.fromkeys((line["file"] for line in issued), "valid")
    assert "2 issued before" in run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv")[1]


def test_a_damaged_register_is_moved_aside_and_recovered(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    assert run("register", "backup", "-C", "badges", "copy.db")[0] == 0
    for path in folder.glob("register.db-*"):
        path.unlink()
    damaged = b"no database at all" * 500
    (folder / "register.db").write_bytes(damaged)
    assert run("list", "-C", "badges")[0] == 2
    Path("other.db").write_bytes(b"neither is this" * 500)
    for wrong in ("other.db", "missing.db"):
        assert run("register", "recover", "-C", "badges", wrong)[0] == 2
        assert (folder / "register.db").read_bytes() == damaged
    code, out, err = run("register", "recover", "-C", "badges", "copy.db")
    assert code == 0, err
    (aside,) = folder.glob("register.db.aside-*")
    assert aside.read_bytes() == damaged
    assert aside.name in out
    assert len(issued) == 2
    assert set(verdicts(run, folder).values()) == {"valid"}
    assert run("register", "recover", "-C", "badges", "copy.db")[0] == 2
    assert run("register", "recover", "-C", "badges", "copy.db", "--replace")[0] == 0
    assert len(list(folder.glob("register.db.aside-*"))) >= 2


def with_ledger(folder: Path, run: Run) -> tuple[Path, Path, str]:
    """Two badges issued by a folder with a ledger, and its log's key."""
    settings = folder / "mexbadge.toml"
    settings.write_text(settings.read_text("utf-8").replace("ledger = false", "ledger = true"), "utf-8")
    code, out, err = run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv")
    assert code == 0, (out, err)
    first, second = sorted((folder / "issued").glob("*.png"))
    key = json.loads((folder / "hosted/.well-known/did.json").read_text("utf-8"))["service"][0]["vkey"]
    return first, second, key


def test_a_folder_with_a_ledger_proves_what_it_issued(folder: Path, run: Run) -> None:
    first, second, key = with_ledger(folder, run)
    receipt = Path(f"{first}.tlog-proof")
    Path("log.vkey").write_text(f"{key}\n", "utf-8")
    judge = ["verify", "--resources", str(folder / "hosted"), str(first), "--json"]
    for asked in ([], ["--log-key", key, "--require-ledger"], ["--log-key", "log.vkey"]):
        code, out, _ = run(*judge, *asked)
        assert code == 0
        assert {"ledger_included", "ledger_own_log"} & {one["code"] for one in json.loads(out)["findings"]}
    assert run(*judge, "--log-key", key, "--receipt", f"{second}.tlog-proof")[0] == 1
    assert run(*judge, "--witness", key)[0] == 2
    assert run("verify", str(first), str(second), "--receipt", str(receipt))[0] == 2
    Path("copy.png").write_bytes(first.read_bytes())
    assert run("verify", "--resources", str(folder / "hosted"), "copy.png", "--log-key", key)[0] == 0
    assert (
        run("verify", "--resources", str(folder / "hosted"), "copy.png", "--log-key", key, "--require-ledger")[0] == 1
    )
    Path("list.json").write_text(
        json.dumps(
            {
                "schema": "urn:mexbadge:schema:trust-list-1",
                "name": "Approved colleges",
                "issuers": [{"id": "did:web:badges.college.example", "name": "College"}],
                "logs": [{"key": key}],
            }
        ),
        "utf-8",
    )
    code, out, err = run(*judge, "--trust", "list.json", "--require-ledger")
    assert "ledger_included" in out, (out, err)
    for wrong in ({"key": "nonsense"}, {"key": key, "quorum": 1}, {"key": key, "colour": 1}, "text"):
        Path("wrong.json").write_text(
            Path("list.json").read_text("utf-8").replace(json.dumps({"key": key}), json.dumps(wrong)), "utf-8"
        )
        assert run(*judge, "--trust", "wrong.json")[0] == 2
    code, out, _ = run("ledger", "audit", "-C", "badges", "--json")
    assert (code, json.loads(out)["size"]) == (0, 3)  # a key, two badges
    assert run("ledger", "prove", "-C", "badges", str(first), "--inside")[0] == 2
    assert run("ledger", "prove", "-C", "badges", str(first), "--inside", "-o", "portable.png")[0] == 0
    assert run("ledger", "verify", "portable.png", "--log-key", key)[0] == 0
    one_file = ["verify", "--resources", str(folder / "hosted"), "portable.png", "--log-key", key, "--require-ledger"]
    assert run(*one_file)[0] == 0
    assert run("ledger", "prove", "-C", "badges", str(first), "-o", "again.tlog-proof")[0] == 0
    assert run("ledger", "verify", str(first), "--log-key", key)[0] == 0
    assert run("ledger", "checkpoint", "-C", "badges", "-o", "checkpoint")[0] == 0
    assert (folder / "hosted/log/checkpoint").read_text("utf-8") == Path("checkpoint").read_text("utf-8")
    assert run("ledger", "audit", "--tiles", str(folder / "hosted/log"), "--log-key", key)[0] == 0
    assert run("ledger", "export", "-C", "badges")[0] == 0
    assert run("ledger", "export", "--log", str(folder / "register.db"))[0] == 2
    assert run("check", "badges")[0] == 0


def test_check_goes_through_the_ledger_its_receipts_and_what_is_published(folder: Path, run: Run) -> None:
    first, second, _ = with_ledger(folder, run)
    receipt = Path(f"{first}.tlog-proof")
    assert run("check", "badges")[0] == 0
    receipt.write_bytes(Path(f"{second}.tlog-proof").read_bytes())
    Path(f"{second}.tlog-proof").unlink()
    (folder / "hosted/log/checkpoint").unlink()
    code, out, _ = run("check", "badges", "--json")
    said = {(one["code"], one["where"]) for one in map(json.loads, out.splitlines()) if one["outcome"] == "failed"}
    assert code == 1
    assert said == {
        ("college_receipt", receipt.name),
        ("college_receipt", f"{second.name}.tlog-proof"),
        ("college_hosted_missing", "hosted/log/checkpoint"),
    }
    for badge in (first, second):
        assert run("ledger", "prove", "-C", "badges", str(badge), "--force")[0] == 0
    assert run("ledger", "export", "-C", "badges")[0] == 0
    assert run("check", "badges")[0] == 0
    with closing(sqlite3.connect(folder / "register.db")) as database:
        database.execute("UPDATE ledger_entries SET entry = X'00' || substr(entry, 2) WHERE position = 1")
        database.commit()
    code, out, _ = run("check", "badges", "--json")
    assert code == 1
    assert [one["code"] for one in map(json.loads, out.splitlines()) if one["where"] == "ledger"] == ["ledger_leaf"]


def test_an_endorsement_can_be_listed_and_withdrawn(folder: Path, run: Run) -> None:
    assert run("endorse", "-C", "badges", SLUG)[0] == 2
    code, _, err = run(
        "endorse", "-C", "badges", PARTNERS, "--comment", "We hire people who hold this.", "-o", "e.json"
    )
    assert code == 0, err
    name = json.loads(Path("e.json").read_text())["id"]
    judged = ["verify", "--resources", str(folder / "hosted"), "e.json", "--json"]
    before = json.loads(run(*judged)[1])
    assert before["verdict"] == "warning"
    assert "stands" in run("endorse", "-C", "badges", "--list")[1]
    assert run("endorse", "-C", "badges", "--revoke", "urn:uuid:00000000-0000-4000-8000-000000000000")[0] == 2
    assert run("endorse", "-C", "badges", "--revoke", name.rpartition(":")[2])[0] == 0
    after = json.loads(run(*judged)[1])
    assert after["verdict"] == "invalid"
    assert "status_revoked" in {finding["code"] for finding in after["findings"]}
    (listed,) = [json.loads(line) for line in run("endorse", "-C", "badges", "--list", "--json")[1].splitlines()]
    assert listed["revoked"] is True
    assert run("check", "badges")[0] == 0


def test_a_folder_issues_2_0_to_a_list_and_withdraws_one(folder: Path, run: Run) -> None:
    text = (folder / "mexbadge.toml").read_text("utf-8")
    issue = ["issue", "-C", "badges", "--achievement", SLUG, "--csv", "plain.csv", "--as", "ob2-hosted"]
    Path("plain.csv").write_text("Email;Name\nzoe@college.ca;Zoé\nben@college.ca;Ben\n", "utf-8")
    if "\nemail" not in text:
        assert run(*issue)[0] == 2
        (folder / "mexbadge.toml").write_text(text.replace("[issuer]\n", '[issuer]\nemail = "b@college.ca"\n'), "utf-8")
    assert "nothing is wrong" in run(*issue, "--dry-run")[1]
    code, out, err = run(*issue)
    assert code == 0, (out, err)
    assert set(verdicts(run, folder).values()) == {"valid"}
    first = next((folder / "issued").glob("*.png"))
    code, out, err = run("revoke", "-C", "badges", first.stem[-36:], "--reason", "Issued in error")
    assert code == 0, err
    assert verdicts(run, folder)[first.name] == "invalid"
    assert run("check", "badges")[0] == 0


def test_status_lists_are_signed_anew_before_they_end(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    assert "0 status lists signed anew" in run("status", "refresh", "-C", "badges")[1]
    assert "2 status lists signed anew" in run("status", "refresh", "-C", "badges", "--all")[1]
    late = f"{datetime.now(UTC) + timedelta(days=365):%Y-%m-%d}"
    assert json.loads(run("status", "refresh", "-C", "badges", "--before", late, "--json")[1]) == {"signed": 2}
    assert set(verdicts(run, folder).values()) == {"valid"}
    assert len(issued) == 2


def test_check_finds_what_disagrees(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    code, out, _ = run("check", "badges")
    assert (code, out.splitlines()[-1]) == (0, "badges: 0 problems to put right; besides, 1 to note")
    (folder / "issued" / issued[0]["file"]).unlink()
    (folder / "issued" / issued[1]["file"]).write_bytes(b"other")
    (folder / "issued/stray.png").write_bytes(b"x")
    (folder / "hosted/.well-known/did.json").write_text("{}")
    next((folder / "hosted/achievements").glob("*.json")).write_text("{}")
    shutil.rmtree(folder / "hosted/status")
    settings = (folder / "mexbadge.toml").read_text("utf-8")
    (folder / "mexbadge.toml").write_text(
        settings.replace("[hosted]", '[issuer.colour]\nis = "blue"\n[hosted]'), "utf-8"
    )
    code, out, _ = run("check", "badges", "--json")
    assert code == 1
    found = {json.loads(line)["code"] for line in out.splitlines()}
    assert {
        "college_file_missing",
        "college_file_differs",
        "college_file_unknown",
        "college_hosted_stale",
        "college_list_older",
        "college_hosted_missing",
        "college_setting_unknown",
    } <= found
    run("status", "refresh", "-C", "badges")
    assert "hosted/" not in run("check", "-C", "badges")[1]


def test_check_verifies_the_newest_badges_as_a_stranger(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    assert len(issued) == 2
    did = folder / "hosted/.well-known/did.json"
    did.write_text(did.read_text("utf-8").replace("assertionMethod", "keyAgreement"), "utf-8")
    code, out, _ = run("check", "badges")
    assert code == 1
    assert "a stranger would not accept this badge" in out


def test_check_says_which_headings_of_the_framework_are_empty(folder: Path, run: Run) -> None:
    (folder / f"achievements/{SLUG}.toml").write_text('name = "A"\ndescription = "B"\ncriteria = "C"\n', "utf-8")
    code, out, _ = run("check", "badges", "--lang", "fr")
    assert code == 0
    for heading in ("compétences", "résultats", "évaluation", "heures", "appui", "échéance"):
        assert heading in out
    (folder / f"achievements/{SLUG}.toml").write_text("name = ", "utf-8")
    assert run("check", "badges")[0] == 1
    (folder / "mexbadge.toml").unlink()
    assert run("check", "badges")[0] == 1


def test_an_edited_achievement_is_another_version(folder: Path, issued: list[dict[str, str]], run: Run) -> None:
    path = folder / f"achievements/{SLUG}.toml"
    path.write_text(path.read_text("utf-8").replace("residents", "people"), "utf-8")
    code, out, _ = run("issue", "-C", "badges", "--achievement", SLUG, "--csv", "winter.csv")
    assert code == 0
    assert "2 badges issued, 0 issued before" in out
    names = {record.achievement for record in Issuer.open(folder).list()}
    assert names == {f"{URL}/achievements/{SLUG}", f"{URL}/achievements/{SLUG}-v2"}
    assert set(verdicts(run, folder).values()) == {"valid"}
    assert len(issued) == 2


def test_every_command_on_a_folder_has_two_examples_and_takes_a_folder(run: Run) -> None:
    for command in COMMANDS:
        if command.group != "issue" or command.name in {"keys new", "init", "design"}:
            continue
        code, out, _ = run(*command.name.split(), "--help")
        assert code == 0
        assert "-C DIR" in out, command.name
        assert len(re.findall(r"^  mexbadge ", out, re.MULTILINE)) >= 2


def test_an_achievement_with_an_svg_is_issued_under_its_ending_and_its_picture_is_compared(
    folder: Path, run: Run, tmp_path: Path
) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><circle r='4'/></svg>"
    (slug,) = (path.stem for path in (folder / "achievements").glob("*.toml"))
    (folder / "images" / f"{slug}.png").unlink(missing_ok=True)
    (folder / "images" / f"{slug}.svg").write_text(svg, "utf-8")
    given = ("issue", "-C", str(folder), "--achievement", slug, "--to", "new@student.college.example")
    code, _, err = run(*given, "-o", str(tmp_path / "x.png"))
    assert (code, "would hold something else" in err) == (2, True)
    assert run(*given, "-o", str(tmp_path / "x.svg"))[0] == 0
    code, out, _ = run("verify", "-v", "--resources", str(folder / "hosted"), str(tmp_path / "x.svg"))
    assert (code, "byte for byte" in out) == (0, True)


def test_an_address_typed_for_an_id_is_answered_with_the_option_for_people(folder: Path, run: Run) -> None:
    assert folder.is_dir()
    for command in (["revoke", "--reason", "Issued in error"], ["endorse", "--revoke"]):
        code, out, err = run(command[0], "-C", "badges", *command[1:], "aisha@example.ca")
        assert (code, out) == (2, "")
        assert "aisha@example.ca is no id of a badge" in err
        assert "--to name@example.ca" in err
