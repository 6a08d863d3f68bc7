"""``mexbadge vacancy``: a clerk writes a vacancy in words, answers what is asked, and sees what is unlawful."""

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from commands import Run
from mexbadge.match import Vacancy

U = "https://skills.example/"
SKILLS = f"""uri,label_en,label_fr,alt_en
{U}lifts,Lift safely,Lever en sécurité,hoist
{U}aid,First aid,Secourisme,CPR
"""
TABLE = """What,Value,Level
Title in English,Care aide
Titre en français,Aide
Employees,120
Pay from,24
Pay to,28
Pay per,hour
Uses AI,{ai}
Existing vacancy,yes
Must,first aid
Must,{words}
"""


@pytest.fixture
def run(run: Run) -> Run:
    """A command on vacancies, in a folder with a list of skills and a table."""
    Path("skills.csv").write_text(SKILLS, "utf-8")
    write("v.csv", "hoist")
    return lambda *words: run("vacancy", *words)


def write(name: str, words: str, ai: str = "yes") -> None:
    Path(name).write_text(TABLE.format(words=words, ai=ai), "utf-8")


NEW = ("new", "v.csv", "--taxonomy", "skills.csv", "--out", "v.json")


def test_words_that_are_exact_become_a_vacancy_that_reads_back(run: Run) -> None:
    code, out, _ = run(*NEW)
    assert (code, "must: Lift safely" in out) == (0, True)
    made = Vacancy.load("v.json")
    assert [one.skills for one in made.requirements] == [(f"{U}aid",), (f"{U}lifts",)]
    assert run(*NEW)[0] == 2, "nothing is overwritten"
    assert [one.id for one in made.requirements] == ["first-aid", "hoist"], "called by the clerk's own words"
    code, _, err = run("new", "v.json")
    assert (code, "already" in err) == (2, True)


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_empty_template_is_read_in_both_languages_and_makes_no_vacancy(run: Run, lang: str) -> None:
    assert run("template", "--out", "t.csv", "--lang", lang)[0] == 0
    code, _, err = run("new", "t.csv", "--taxonomy", "skills.csv", "--lang", lang)
    assert code == 2
    assert ("aucune compétence" if lang == "fr" else "no skill at all") in err
    assert list(Path().glob("*.json")) == []


def test_the_template_as_a_workbook_is_read_as_well(run: Run) -> None:
    pytest.importorskip("openpyxl")
    assert run("template", "v.csv", "--out", "t.xlsx")[0] == 0
    assert run("new", "t.xlsx", "--taxonomy", "skills.csv", "--out", "t.json")[0] == 0
    run(*NEW)
    assert json.loads(Path("t.json").read_text()) == json.loads(Path("v.json").read_text())


def test_what_is_open_is_asked_in_numbers_and_written_as_a_csv_that_answers_it(run: Run) -> None:
    write("v.csv", "lifting")
    code, out, err = run(*NEW, "--ask", "ask.csv")
    assert (code, Path("v.json").exists()) == (1, False)
    assert "line 11" in out
    assert "1  Lift safely" in out
    assert "ask.csv" in err
    rows = list(csv.reader(io.StringIO(Path("ask.csv").read_text("utf-8-sig"))))
    rows[1][3] = "x"
    with Path("ask.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    assert run(*NEW, "--choices", "ask.csv")[0] == 0
    assert Vacancy.load("v.json").requirements[1].skills == (f"{U}lifts",)


class _Terminal(io.BytesIO):
    def isatty(self) -> bool:
        return True


def at_terminal(monkeypatch: pytest.MonkeyPatch, typed: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(_Terminal(typed)))


@pytest.mark.parametrize(
    ("typed", "code", "skills"),
    [(b"9\nx\n1\n", 0, [f"{U}aid", f"{U}lifts"]), (b"0\n", 0, [f"{U}aid"]), (b"\n", 1, []), (b"", 1, [])],
)
def test_at_a_terminal_a_number_answers_and_an_empty_line_leaves_it_open(
    run: Run, monkeypatch: pytest.MonkeyPatch, typed: bytes, code: int, skills: list[str]
) -> None:
    write("v.csv", "lifting")
    at_terminal(monkeypatch, typed)
    assert run(*NEW)[0] == code
    made = Vacancy.load("v.json").requirements if Path("v.json").exists() else ()
    assert [one.skills[0] for one in made] == skills


def test_nobody_is_asked_where_the_answer_is_for_a_program(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    write("v.csv", "lifting")
    at_terminal(monkeypatch, b"1\n")
    code, out, _ = run(*NEW, "--json")
    asked = json.loads(out)
    assert (code, asked["question"], asked["where"]) == (1, "lifting", 11)
    assert asked["options"][0]["skill"] == f"{U}lifts"


def test_a_page_is_fetched_through_what_answers_for_the_network(run: Run) -> None:
    job: dict[str, Any] = {"@type": "JobPosting", "title": "Aide", "skills": "hoist", "identifier": "../../evil"}
    Path("page.html").write_text(f"<script type='application/ld+json'>{json.dumps(job)}</script>", "utf-8")
    url = "https://jobs.example.ca/aide"
    answer = {"path": "page.html", "status": 200, "content_type": "text/html"}
    Path("web.json").write_text(json.dumps({url: answer}), "utf-8")
    code, out, _ = run("new", url, "--taxonomy", "skills.csv", "--resources", "web.json", "--json")
    written = json.loads(out)["written"]
    assert (code, written) == (0, "evil.json"), "what a page calls itself is no path"
    assert run("new", url, "--taxonomy", "skills.csv", "--offline")[0] == 2
    both = f"<script type='application/ld+json'>{json.dumps([job, job])}</script>"
    Path("page.html").write_text(both, "utf-8")
    code, _, err = run("new", "page.html", "--taxonomy", "skills.csv")
    assert (code, "2 postings" in err) == (2, True)


def test_pasted_text_asks_and_becomes_a_table_to_complete(run: Run) -> None:
    Path("p.txt").write_text("Aide de nuit\n\nExigences :\n- secourisme\n- levage\n", "utf-8")
    code, out, err = run("new", "p.txt", "--taxonomy", "skills.csv", "--lang", "fr")
    assert (code, "ligne 5" in out, "Aide de nuit" in err) == (1, True, True)
    assert run("template", "p.txt", "--taxonomy", "skills.csv", "--out", "t.csv", "--lang", "fr")[0] == 0
    assert "Exigé;secourisme" in Path("t.csv").read_text("utf-8-sig")


def test_check_says_what_is_wrong_and_what_is_unlawful_with_the_line(run: Run) -> None:
    assert run("check", "v.csv", "--taxonomy", "skills.csv")[0] == 0
    write("v.csv", "Canadian experience", ai="")
    code, out, _ = run("check", "v.csv", "--taxonomy", "skills.csv", "--json")
    found = [(one["code"], one["outcome"], one["where"]) for one in map(json.loads, out.splitlines())]
    assert code == 1
    assert ("vacancy_choice", "failed", 11) in found
    assert ("match_law_canadian", "failed", 11) in found
    assert ("match_law_ai", "failed", 8) in found
    assert ("match_law_45_days", "warned", None) in found


def test_check_reads_json_too_and_a_wide_range_of_pay_is_unlawful(run: Run) -> None:
    run(*NEW)
    document = json.loads(Path("v.json").read_text())
    assert run("check", "v.json")[0] == 0
    document["pay"] = {"least": 40000, "most": 140000, "period": "year"}
    Path("v.json").write_text(json.dumps(document))
    code, out, _ = run("check", "v.json", "--lang", "fr")
    assert (code, "/pay" in out, "fourchette" in out) == (1, True, True)
    Path("v.json").write_text(json.dumps({**document, "noc": "10"}))
    assert "00010" in run("check", "v.json")[1]
    Path("v.json").write_text(json.dumps({**document, "requirements": [{"skill": f"{U}aid"}] * 20_000}))
    assert run("check", "v.json")[0] == 1
    Path("v.json").write_text(json.dumps({**document, "requirements": []}))
    assert "no skill at all" in run("check", "v.json")[1]
    assert run("check", "v.json", "--jurisdiction", "CA-QC")[0] == 2


def test_check_without_a_list_says_that_no_words_were_looked_up(run: Run) -> None:
    code, out, err = run("check", "v.csv")
    assert (code, "First aid" in out, "--taxonomy" in err) == (0, False, True)


@pytest.mark.parametrize("name", ["missing.csv", "."])
def test_what_cannot_be_read_ends_with_2_and_a_sentence(run: Run, name: str) -> None:
    for words in (("new", name), ("check", name), ("template", name)):
        code, _, err = run(*words)
        assert (code, err.startswith("mexbadge: ")) == (2, True)


def test_a_vacancy_goes_out_as_a_posting_with_what_is_lost_and_comes_back(run: Run) -> None:
    Path("v.csv").write_text(
        TABLE.format(words="hoist", ai="yes") + "NOC code,33102 | 44101\nHours a week,37.5\n", "utf-8"
    )
    assert run(*NEW)[0] == 0
    code, _, err = run("export", "v.json", "--out", "posting.json")
    assert (code, "usesAi: said in the description alone" in err) == (0, True), err
    posting = json.loads(Path("posting.json").read_text("utf-8"))
    assert [one["codeValue"] for one in posting["occupationalCategory"]] == ["33102", "44101"]
    assert run("export", "v.json", "--out", "posting.json")[0] == 2, "nothing is overwritten"
    code, _, err = run("new", "posting.json", "--taxonomy", "skills.csv", "--out", "back.json")
    assert code == 0, err
    back, first = Vacancy.load("back.json"), Vacancy.load("v.json")
    assert (back.noc, back.constraints, back.pay) == (first.noc, first.constraints, first.pay)
    assert [one.skills for one in back.requirements] == [one.skills for one in first.requirements]
    code, out, _ = run("export", "v.json", "--out", "other.json", "--posting-lang", "fr", "--json")
    found = json.loads(out)
    assert (code, found["posting"]["title"], found["posting"]["inLanguage"]) == (0, "Aide", "fr")
    assert {"posting_lacks", "posting_lost_text", "posting_lost_language"} <= {one["code"] for one in found["lost"]}
