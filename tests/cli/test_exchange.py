"""``mexbadge exchange``: an administrator's work, typed."""

import json
from pathlib import Path

import pytest

from commands import Run
from exchanging import as_json, employer, opening, person, school

INIT = ("exchange", "init", "mex", "--name", "MEX", "--sender", "MEX <mex@mex.example>", "--postal", "1 King St")


@pytest.fixture
def started(run: Run) -> Run:
    assert run(*INIT, "--no-passphrase")[0] == 0
    Path("employers.json").write_bytes(as_json(employer()))
    Path("colleges.json").write_bytes(as_json(school()))
    Path("people.json").write_bytes(as_json(person("aisha")))
    Path("jobs.json").write_bytes(as_json(opening()))
    return run


def test_an_exchange_is_started_filled_and_taken_out_again(started: Run) -> None:
    run = started
    code, _, wrong = run(*INIT, "--no-passphrase")
    assert code == 2
    assert "already" in wrong
    files = ("--employers", "employers.json", "--colleges", "colleges.json", "--applicants", "people.json")
    code, said, _ = run("exchange", "import", "-C", "mex", *files, "--vacancies", "jobs.json", "--json")
    assert (code, json.loads(said)) == (0, {"employers": 1, "colleges": 1, "applicants": 1, "vacancies": 1})
    assert run("exchange", "import", "-C", "mex", *files, "--lang", "fr")[1] == "rien de nouveau\n"
    assert run("exchange", "export", "all", "-C", "mex", "--out", "all.json")[0] == 0
    assert Path("all.json").stat().st_mode & 0o077 == 0
    assert run("exchange", "export", "tables", "-C", "mex", "--out", "tables")[0] == 0
    assert {path.name for path in Path("tables").iterdir()} >= {"employers.csv", "applicants.csv"}
    assert run("exchange", "export", "trust", "-C", "mex", "--out", "trust.json")[0] == 0
    assert json.loads(Path("trust.json").read_bytes())["proof"]["cryptosuite"] == "eddsa-jcs-2022"
    assert run("exchange", "export", "trust", "-C", "mex", "--out", "trust.json")[0] == 2, "nothing is overwritten"


def test_what_is_wrong_is_said_by_file_and_line_in_both_languages(started: Run) -> None:
    Path("e.csv").write_text("id,name,email\na,A,nobody\nb,B,\n", "utf-8")
    code, _, wrong = started("exchange", "import", "-C", "mex", "--employers", "e.csv")
    assert code == 2
    assert "e.csv:2: " in wrong
    assert "e.csv:3: " in wrong
    assert "nothing was written" in wrong
    assert "rien n'a été écrit" in started("exchange", "import", "-C", "mex", "--employers", "e.csv", "--lang", "fr")[2]
    assert started("exchange", "import", "-C", "mex")[0] == 2
    assert started("exchange", "import", "-C", "nowhere", "--employers", "e.csv")[0] == 2
