"""Many vacancies in one table, typed: the empty one, what is wrong by line, all of them or none, and out again."""

import json
from pathlib import Path

import pytest

from commands import Run

PROGRAMME = Path(__file__).resolve().parents[2] / "examples/programme"
SKILLS = ("--taxonomy", str(PROGRAMME / "skills.csv"))
TABLE = """Reference,Title in English,Employer,Must,Pay from,Pay per,Uses AI,Existing vacancy
nights,Nights,Home,personal hygiene; transfers (competent),24.50,hour,no,yes
days,Days,Home,transfers,25,hour,no,yes
"""


def test_a_table_of_many_becomes_one_file_for_each_and_a_table_again(run: Run) -> None:
    assert run("vacancy", "template", "--many")[0] == 0
    assert Path("vacancies.csv").read_text("utf-8-sig").startswith("Title in English,Title in French,Reference")
    assert run("vacancy", "template", "--many", "--out", "vide.xlsx", "--lang", "fr")[0] == 0
    Path("many.csv").write_text(TABLE, "utf-8")
    code, out, err = run("vacancy", "check", "many.csv", *SKILLS)
    assert code == 0, out + err
    code, out, err = run("vacancy", "new", "many.csv", *SKILLS, "--out", "posts")
    assert (code, "2 vacancies in posts" in out) == (0, True), err
    assert sorted(path.name for path in Path("posts").iterdir()) == ["days.json", "nights.json"]
    assert run("vacancy", "new", "many.csv", *SKILLS, "--out", "posts")[0] == 2, "nothing is written over"
    for name in ("back.csv", "back.xlsx"):
        assert run("vacancy", "export", "posts", "--out", name)[0] == 0
        assert run("vacancy", "new", name, *SKILLS, "--out", f"from-{name}")[0] == 0
        for one in ("days.json", "nights.json"):
            first, again = (json.loads(Path(place, one).read_text()) for place in ("posts", f"from-{name}"))
            assert [each["skill"] for each in again["requirements"]] == [
                each["skill"] for each in first["requirements"]
            ]


def test_what_is_wrong_in_any_row_is_said_at_once_and_no_file_is_written(run: Run) -> None:
    Path("many.csv").write_text(TABLE + "days,Again,Home,juggling knives,abc,hour,no,yes\n", "utf-8")
    code, out, _ = run("vacancy", "check", "many.csv", *SKILLS)
    assert code == 1
    assert out.count("line 4") >= 3
    code, out, err = run("vacancy", "new", "many.csv", *SKILLS, "--out", "posts")
    assert code == 2
    assert "a vacancy called days stands in line 3 already" in out + err
    assert not Path("posts").exists()
    Path("many.csv").write_text(TABLE.replace("transfers,25", "lifting people,25"), "utf-8")
    code, _, _ = run("vacancy", "new", "many.csv", *SKILLS, "--out", "posts", "--ask", "ask.csv")
    assert code == 1
    assert Path("ask.csv").exists()
    assert not Path("posts").exists()


def test_one_table_stands_for_a_folder_of_vacancies_where_people_are_matched(run: Run) -> None:
    Path("many.csv").write_text(TABLE, "utf-8")
    Path("team.csv").write_text("id,email\naisha,aisha@mail.example\nben,ben@mail.example\n", "utf-8")
    code, out, err = run("match", "team", "--vacancies", "many.csv", "--team", "team.csv", *SKILLS, "--csv", "gaps.csv")
    assert code == 1, err
    assert "nobody has it" in out
    assert "2 roles" in out or "1 role" in out
    assert Path("gaps.csv").read_text("utf-8-sig").startswith("name,label,roles,must,held,who,partly")
    code, out, _ = run("match", "team", "--vacancies", "many.csv", "--team", "team.csv", *SKILLS, "--json")
    assert {len(json.loads(line)["held"]) for line in out.splitlines()} == {0}
    assert run("match", "demand", "--vacancies", "many.csv", "--applicants", "team.csv", *SKILLS)[0] == 0
    Path("many.csv").write_text(TABLE.replace("transfers,25", "lifting people,25"), "utf-8")
    code, _, err = run("match", "demand", "--vacancies", "many.csv", "--applicants", "team.csv", *SKILLS)
    assert code == 2
    assert "many.csv, line 3" in err


@pytest.mark.parametrize("name", ["psw-nights.en.jsonld", "psw-nights.fr.jsonld"])
def test_a_job_posting_is_checked_as_it_is(run: Run, name: str) -> None:
    code, out, err = run("vacancy", "check", str(PROGRAMME / "postings" / name), *SKILLS)
    assert code in {0, 1}
    assert "problem" in out
    assert "is no vacancy" not in out + err
    assert "match_form" not in out + err
