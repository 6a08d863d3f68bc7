"""``mexbadge handover``, ``exchange handover``, ``record --csv``, ``retention`` and ``board --out``, typed."""

import json
from pathlib import Path

import pytest

from commands import SURGERY, TAUGHT, Run, college
from exchanging import answer_to, as_json, employer, opening, person, school
from issuing import AISHA
from mail_servers import mail_server

INIT = ("exchange", "init", "mex", "--name", "MEX", "--sender", "MEX <mex@mex.example>", "--postal", "1 King St")
AGREED = f"email,name,given,evidence,course,starts\n{AISHA},Aisha Khan,2026-02-01,form 7,lifts,2026-03-02\n"
COURSES = {
    "colleges": [{"id": "lakeshore", "name": "Lakeshore"}],
    "courses": [{"id": "lifts", "name": "Lifts", "college": "lakeshore", "teaches": [SURGERY], "cost": 10, "days": 3}],
}
NOTHING = "nothing is over\n"
NET = ("--resources", "badges/hosted")


@pytest.fixture
def desk(run: Run) -> Run:
    """A college with a badge of Aisha's, and an exchange that approved it and has a vacancy for her."""
    made = college("care", members={"care": {"alignment": [TAUGHT]}})
    made.issue("care", to=AISHA)
    made.write_hosted()
    assert run(*INIT, "--no-passphrase")[0] == 0
    files = {
        "employers": as_json(employer()),
        "colleges": as_json(school(issuer="did:web:badges.college.ca")),
        "courses": json.dumps(COURSES).encode(),
        "vacancies": as_json(opening("surgeon", SURGERY)),
    }
    words = []
    for name, data in files.items():
        Path(f"{name}.json").write_bytes(data)
        words += [f"--{name}", f"{name}.json"]
    assert run("exchange", "import", "-C", "mex", *words)[0] == 0
    Path("agreed.csv").write_text(AGREED, "utf-8")
    return run


def handed(run: Run) -> None:
    assert run("handover", "-C", "badges", "--students", "agreed.csv", "--out", "students.json")[0] == 0
    assert run("exchange", "handover", "students.json", "-C", "mex", *NET)[0] == 0


def answered(run: Run, word: str) -> None:
    """Send what is due, and answer everything that went to Aisha."""
    with mail_server() as post:
        toml = Path("mex/exchange.toml")
        before = toml.read_text("utf-8")
        toml.write_text(f'{before}server = "127.0.0.1"\nport = {post.port}\ntls = "none"\nper_minute = 0\n', "utf-8")
        assert run("exchange", "send", "-C", "mex")[0] == 0
        toml.write_text(before, "utf-8")
    Path("answers").mkdir(exist_ok=True)
    for number, letter in enumerate(post.messages()):
        Path(f"answers/{word}-{number}.eml").write_bytes(answer_to(letter, word))
    assert run("exchange", "inbox", "-C", "mex", "answers")[0] == 0


def test_a_college_hands_over_and_the_exchange_takes_it_once(desk: Run) -> None:
    code, said, told = desk("handover", "-C", "badges", "--students", "agreed.csv", "--out", "students.json")
    assert (code, said + told) == (0, "1 student handed over, badges: 1\n")
    assert Path("students.json").stat().st_mode & 0o077 == 0
    assert desk("handover", "-C", "badges", "--students", "agreed.csv", "--out", "students.json")[0] == 2
    code, said, _ = desk("exchange", "handover", "students.json", "-C", "mex", *NET, "--json")
    assert (code, json.loads(said)) == (
        0,
        {
            "college": "lakeshore",
            "applicants": 1,
            "consents": 1,
            "badges": 1,
            "enrolments": 1,
            "left": [],
            "known": False,
        },
    )
    assert desk("exchange", "handover", "students.json", "-C", "mex", *NET, "--lang", "fr")[1] == "rien de nouveau\n"
    assert desk("exchange", "run", "-C", "mex", *NET)[1] == "nothing has changed\n", "she was not asked yet"


def test_a_handover_never_goes_where_everybody_reads(desk: Run) -> None:
    code, _, wrong = desk("handover", "-C", "badges", "--students", "agreed.csv", "--out", "badges/hosted/s.json")
    assert (code, Path("badges/hosted/s.json").exists()) == (2, False)
    assert "is published" in wrong


def test_what_is_wrong_in_a_list_of_students_is_said_with_file_and_line_in_both_languages(desk: Run) -> None:
    words = ("handover", "-C", "badges", "--out", "s.json", "--students")
    Path("bad.csv").write_text("email,given,evidence,starts\nnobody,2026-01-01,x,\na@b.ca,03/04/2026,x,\n", "utf-8")
    code, _, wrong = desk(*words, "bad.csv")
    assert code == 2
    assert 'bad.csv, line 2: "nobody" is no identity' in wrong
    assert 'bad.csv, line 3: "03/04/2026" is not a date' in wrong
    assert "--date-order" not in wrong, "the command has no such option"
    Path("other.csv").write_text("id,name_en\nx,Lakeshore\n", "utf-8")
    _, _, wrong = desk(*words, "other.csv")
    assert 'other.csv, line 1: no list of students has a column "id"' in wrong
    assert "is missing" not in wrong, "of a table of something else one thing is said"
    assert "aucune liste d'étudiants n'a de colonne" in desk(*words, "other.csv", "--lang", "fr")[2]
    assert not Path("s.json").exists()


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"[]", b"{}", b'{"schema": "x", "students": {}}'])
def test_what_is_no_handover_is_refused_by_its_name(desk: Run, data: bytes) -> None:
    Path("what.json").write_bytes(data)
    code, _, wrong = desk("exchange", "handover", "what.json", "-C", "mex", *NET)
    assert code == 2
    assert "what.json" in wrong
    assert "defect" not in wrong


def test_a_changed_byte_of_a_handover_is_refused_and_nobody_is_registered(desk: Run) -> None:
    assert desk("handover", "-C", "badges", "--students", "agreed.csv", "--out", "students.json")[0] == 0
    data = Path("students.json").read_bytes()
    Path("changed.json").write_bytes(data.replace(b"Aisha Khan", b"Aisha Kahn"))
    code, _, wrong = desk("exchange", "handover", "changed.json", "-C", "mex", *NET)
    assert (code, "is not signed by did:web:badges.college.ca" in wrong) == (2, True)
    assert desk("exchange", "export", "all", "-C", "mex", "--out", "all.json")[0] == 0
    assert AISHA.encode() not in Path("all.json").read_bytes()


def test_a_table_of_answers_is_taken_whole_and_the_same_one_again_changes_nothing(desk: Run) -> None:
    handed(desk)
    answered(desk, "yes")
    said = desk("exchange", "run", "-C", "mex", *NET)[1]
    assert said.startswith("matched: surgeon student-")
    who = said.split()[2]
    (match,) = json.loads(desk("exchange", "person", "export", who, "-C", "mex")[1])["matches"]
    head = "id,question,party,answer,start,hours\n"
    rows = f"{match['id']},offer,employer,yes,,\n{match['id']},offer,applicant,yes,,\n"
    Path("bad.csv").write_text(f"{head}{rows}{match['id']},offer,college,maybe,,\n", "utf-8")
    code, _, wrong = desk("exchange", "record", "-C", "mex", "--csv", "bad.csv")
    assert (code, "bad.csv:4: " in wrong, "nothing was written" in wrong) == (2, True, True)
    Path("all.csv").write_text(f"{head}{rows}{match['id']},hired,employer,yes,2026-09-01,37.5\n", "utf-8")
    said = desk("exchange", "record", "-C", "mex", "--csv", "all.csv", "--json")[1]
    assert json.loads(said) == {"recorded": 3}
    assert json.loads(desk("exchange", "record", "-C", "mex", "--csv", "all.csv", "--json")[1]) == {"recorded": 0}
    known = json.loads(desk("exchange", "person", "export", who, "-C", "mex")[1])
    assert [one["state"] for one in known["matches"]] == ["filled"]
    assert [one["start"] for one in known["hires"] if one["start"]] == ["2026-09-01"]


@pytest.mark.parametrize(
    "words", [(), ("x",), ("x", "employer"), ("x", "--csv", "t.csv"), ("x", "employer", "yes", "--csv", "t.csv")]
)
def test_an_answer_is_given_by_three_words_or_by_a_table(desk: Run, words: tuple[str, ...]) -> None:
    Path("t.csv").write_text("id,question,party,answer\n", "utf-8")
    code, _, wrong = desk("exchange", "record", "-C", "mex", *words)
    assert (code, "either ID, PARTY and ANSWER, or --csv FILE" in wrong) == (2, True)


def test_what_is_over_is_said_in_a_rehearsal_and_then_forgotten(desk: Run) -> None:
    Path("p.json").write_bytes(as_json(person("ben", document={"identities": ["ben@learner.example"]})))
    assert desk("exchange", "import", "-C", "mex", "--applicants", "p.json", "--at", "2020-01-01T12:00:00Z")[0] == 0
    assert desk("exchange", "retention", "-C", "mex", "--dry-run", "--at", "2022-12-31T00:00:00Z")[1] == NOTHING
    later = ("--at", "2023-01-02T12:00:00Z")
    code, said, told = desk("exchange", "retention", "-C", "mex", "--dry-run", *later)
    assert (code, "ben" in said, "rehearsal" in told) == (0, True, True)
    assert desk("exchange", "person", "export", "ben", "-C", "mex")[0] == 0
    said = desk("exchange", "retention", "-C", "mex", *later, "--json")[1]
    assert json.loads(said) == {"kind": "person", "id": "ben", "since": "2020-01-01T12:00:00Z"}
    assert desk("exchange", "person", "export", "ben", "-C", "mex")[0] == 2
    assert desk("exchange", "retention", "-C", "nowhere")[0] == 2


def test_the_board_is_written_for_its_owner_alone_and_never_where_everybody_reads(desk: Run) -> None:
    handed(desk)
    code, _, told = desk("exchange", "board", "-C", "mex", "--out", "board")
    assert (code, told.count("written: ")) == (0, 2)
    pages = [Path("board/index.html"), Path("board/fr/index.html")]
    assert all(path.stat().st_mode & 0o077 == 0 for path in pages)
    assert not any(AISHA in path.read_text("utf-8") or "Aisha" in path.read_text("utf-8") for path in pages)
    code, _, wrong = desk("exchange", "board", "-C", "mex", "--out", "badges/hosted/board")
    assert (code, Path("badges/hosted/board").exists(), "is published" in wrong) == (2, False, True)
    code, _, wrong = desk("exchange", "board", "-C", "mex", "--out", "agreed.csv")
    assert (code, "cannot write agreed.csv" in wrong) == (2, True)
    assert Path("agreed.csv").read_text("utf-8") == AGREED
