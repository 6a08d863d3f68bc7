"""``mexbadge exchange``: an administrator's work, typed."""

import json
from pathlib import Path

import pytest

from commands import Run, college
from exchanging import answer_to, as_json, employer, opening, person, school
from issuing import AISHA
from mail_servers import mail_server

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


def test_badges_come_in_letters_go_out_and_answers_come_back(run: Run) -> None:
    made = college("dementia-care")
    made.issue("dementia-care", to=AISHA).save(Path("aisha.png"))
    made.write_hosted()
    assert run(*INIT, "--no-passphrase")[0] == 0
    Path("c.json").write_bytes(as_json(school(issuer="did:web:badges.college.ca")))
    Path("a.json").write_bytes(as_json(person("aisha", document={"identities": [AISHA]})))
    assert run("exchange", "import", "-C", "mex", "--colleges", "c.json", "--applicants", "a.json")[0] == 0
    Path("in").mkdir()
    Path("aisha.png").rename("in/aisha.png")
    Path("in/b.txt").write_text("no badge", "utf-8")
    code, said, _ = run("exchange", "intake", "-C", "mex", "in", "--resources", "badges/hosted")
    assert (code, said.splitlines()[0]) == (1, "aisha.png: kept (aisha)")
    assert run("exchange", "approve", "-C", "mex")[1] == ""
    code, said, wrong = run("exchange", "send", "-C", "mex")
    assert (code, "exchange.toml names no mail server" in wrong) == (2, True)
    with mail_server() as post:
        toml = Path("mex/exchange.toml")
        server = f'server = "127.0.0.1"\nport = {post.port}\ntls = "none"\nper_minute = 0\n'
        toml.write_text(toml.read_text("utf-8") + server, "utf-8")
        code, said, wrong = run("exchange", "send", "-C", "mex", "--json")
        assert (code, json.loads(said)) == (0, {"sent": 1, "held": 0}), wrong
    assert post.to() == [AISHA]
    Path("answers").mkdir()
    Path("answers/a.eml").write_bytes(answer_to(post.messages()[0], "yes"))
    assert run("exchange", "inbox", "-C", "mex", "answers")[:2] == (0, "a.eml: answer taken: yes\n")
    assert run("exchange", "inbox", "-C", "mex", "answers", "--lang", "fr")[1] == "a.eml : déjà lu\n"
    assert run("exchange", "answer", "-C", "mex", "a" * 26, "yes")[0] == 2
    assert run("exchange", "send", "-C", "mex", "--eml", "letters")[1] == "nothing is due\n"


def test_a_night_is_rehearsed_run_explained_and_recorded(started: Run) -> None:
    run = started
    files = ("--employers", "employers.json", "--colleges", "colleges.json", "--applicants", "people.json")
    assert run("exchange", "import", "-C", "mex", *files, "--vacancies", "jobs.json")[0] == 0
    assert run("exchange", "run", "-C", "mex", "--offline")[:2] == (0, "nothing has changed\n")
    code, said, wrong = run("exchange", "run", "-C", "mex", "--offline", "--dry-run", "--lang", "fr")
    assert (code, said, "répétition" in wrong) == (0, "rien n'a changé\n", True)
    assert run("exchange", "run", "-C", "mex", "--at", "2020-01-01T00:00:00Z")[0] == 2, "the clock went back"
    code, said, _ = run("exchange", "why", "-C", "mex", "psw", "aisha", "--offline")
    assert (code, "has not agreed" in said) == (0, True)
    assert run("exchange", "record", "-C", "mex", "nothing", "employer", "yes")[0] == 2
    code, said, _ = run("exchange", "person", "export", "aisha", "-C", "mex")
    assert (code, json.loads(said)["confirmed"]) == (0, [])
    assert run("exchange", "person", "forget", "aisha", "-C", "mex")[1].startswith("forgotten; in the log stands ")
    assert run("exchange", "person", "export", "aisha", "-C", "mex")[0] == 2
