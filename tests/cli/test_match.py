"""``mexbadge match``: people and vacancies ranked, explained, planned for, and skills suggested, from files."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from commands import URL, Run, college
from issuing import AISHA, BEN
from made_once import copied
from mexbadge.issuer import Issuer

SKILLS = f"{URL}/skills"
TAXONOMY = f"""uri,label_en,label_fr,alt_en,broader
{SKILLS}/care,Care,Soins,,
{SKILLS}/dementia,Dementia care,Soins en démence,memory loss,{SKILLS}/care
{SKILLS}/aid,First aid,Premiers soins,CPR,
{SKILLS}/lifts,Safe lifts,Levées sécuritaires,hoist,{SKILLS}/care
"""
NAMES = {"dementia-care": "dementia", "first-aid": "aid", "safe-lifts": "lifts"}
COURSES = {
    "colleges": [{"id": "c", "name": "College", "approved": True}],
    "courses": [
        {"id": "aid", "name": "Aid", "college": "c", "teaches": [f"{SKILLS}/aid"], "cost": 90, "days": 1},
        {"id": "quick", "name": "Quick aid", "college": "c", "teaches": [f"{SKILLS}/aid"], "cost": 900, "days": 0},
    ],
}


def post(name: str = "psw", **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "title": {"en": "Support worker", "fr": "Préposée"},
        "employer": "Pine Ridge",
        "requirements": [
            {"id": "dementia", "skill": f"{SKILLS}/dementia"},
            {"id": "aid", "skill": f"{SKILLS}/aid"},
        ],
        **more,
    }


def ranking(name: str, who: str, *badges: str) -> dict[str, Any]:
    return {"id": name, "identities": [who], "badges": list(badges)}


def _files() -> None:
    about = {
        name: {"alignment": [{"type": ["Alignment"], "targetName": taught, "targetUrl": f"{SKILLS}/{taught}"}]}
        for name, taught in NAMES.items()
    }
    made = college(*NAMES, members=about)
    people = Path("people")
    people.mkdir()
    made.issue("dementia-care", to=AISHA).save(people / "dementia.png")
    made.issue("first-aid", to=AISHA).save(people / "aid.png")
    made.issue("dementia-care", to=BEN).save(people / "ben.png")
    made.write_hosted()
    Path("skills.csv").write_text(TAXONOMY, "utf-8")
    Path("courses.json").write_text(json.dumps(COURSES), "utf-8")
    Path("psw.json").write_text(json.dumps(post()), "utf-8")
    jobs = Path("jobs")
    jobs.mkdir()
    (jobs / "psw.json").write_text(json.dumps(post()), "utf-8")
    lifts = [{"id": "lifts", "skill": f"{SKILLS}/lifts"}]
    (jobs / "lifter.json").write_text(json.dumps(post("lifter", requirements=lifts)), "utf-8")
    (people / "aisha.json").write_text(json.dumps(ranking("aisha", AISHA, "dementia.png", "aid.png")), "utf-8")
    (people / "ben.json").write_text(json.dumps(ranking("ben", BEN, "ben.png")), "utf-8")


@pytest.fixture(autouse=True)
def files(run: Run, tmp_path: Path) -> Issuer:
    del run
    copied(_files, tmp_path)
    return Issuer.open("badges")


SEEN = ("--resources", "badges/hosted", "--taxonomy", "skills.csv")
HERS = ("--recipient", AISHA, "--badges", "people/dementia.png", "people/aid.png")
ISSUER = ("--issuer", "did:web:badges.college.ca")


def test_one_person_and_one_vacancy_are_explained(run: Run) -> None:
    code, out, err = run("match", "rank", "--vacancy", "psw.json", *SEEN, *ISSUER, *HERS)
    assert code == 0, err
    assert out.splitlines()[0] == "Support worker: 2 of 2 required skills; score 100.0 of 100"
    assert "[x] Dementia care: shown by Dementia-Care" in out
    code, out, _ = run("match", "rank", "--vacancy", "psw.json", *SEEN, *ISSUER, *HERS, "--lang", "fr")
    assert "[x] Soins en démence" in out


def test_who_lacks_something_gets_a_plan_and_exit_code_1(run: Run) -> None:
    words = ("--vacancy", "psw.json", *SEEN, *ISSUER, "--recipient", AISHA, "--badges", "people/dementia.png")
    code, out, _ = run("match", "rank", *words, "--catalogue", "courses.json")
    assert code == 1
    assert "[ ] First aid: missing" in out
    assert "1. Aid (College), 90 CAD" in out
    code, out, _ = run("match", "rank", *words, "--catalogue", "courses.json", "--json")
    (found,) = (json.loads(line) for line in out.splitlines())
    assert (found["eligible"], found["plan"]["feasible"]) == (False, True)


def test_a_badge_of_somebody_else_never_counts(run: Run) -> None:
    code, out, _ = run(
        "match", "rank", "--vacancy", "psw.json", *SEEN, *ISSUER, "--recipient", AISHA, "--badges", "people/ben.png"
    )
    assert code == 1
    assert "score 0.0 of 100" in out
    assert "[?] Dementia care" in out


def test_without_a_recipient_the_result_says_that_ownership_was_not_checked(run: Run) -> None:
    badges = ("--badges", "people/dementia.png", "people/aid.png")
    code, out, _ = run("match", "rank", "--vacancy", "psw.json", *SEEN, *ISSUER, *badges)
    assert code == 1
    assert "whose the badges are was not checked: nothing counts" in out


def test_a_revoked_badge_does_not_count(run: Run, files: Issuer) -> None:
    record = next(one for one in files.list() if "first-aid" in (one.file or ""))
    files.revoke(record.id, reason_en="error", reason_fr="erreur")
    files.write_hosted()
    code, out, _ = run("match", "rank", "--vacancy", "psw.json", *SEEN, *ISSUER, *HERS)
    assert code == 1
    assert "First aid" in next(line for line in out.splitlines() if "[?]" in line or "[ ]" in line)


def test_applicants_are_ranked_and_written_for_a_spreadsheet_and_a_printer(run: Run) -> None:
    words = ("--vacancy", "psw.json", *SEEN, *ISSUER, "--applicants", "people", "--catalogue", "courses.json")
    code, out, err = run("match", "rank", *words, "--csv", "ranked.csv", "--html", "ranked.html")
    assert code == 0, err
    assert "In the order of the score" in err
    title, first, second = out.splitlines()
    assert title == "Support worker"
    assert first.startswith("1. aisha: ")
    assert second.startswith("2. ben: ")
    assert Path("ranked.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(Path("ranked.csv").read_text("utf-8-sig"))))
    assert [(row["applicant"], row["eligible"], row["missing"]) for row in rows] == [
        ("aisha", "True", ""),
        ("ben", "False", "aid"),
    ]
    text = Path("ranked.html").read_text("utf-8")
    assert "Aid (College), 90 CAD" in text
    assert "<script" not in text
    assert text.count("<h1") == 1
    assert text.count("Support worker</span>") == 1, "one title in both languages stands once"
    run("match", "rank", *words[:6], *words[8:], "--html", "open.html")
    open_ = Path("open.html").read_text("utf-8")
    assert open_.count("nobody said which issuers") == 1, "what is the same of everybody stands once"
    assert run("match", "rank", *words, "--csv", "ranked.csv")[0] == 2, "an existing file is kept"
    assert run("match", "rank", *words, "--csv", "ranked.csv", "--force")[0] == 0
    verbose = run("match", "rank", *words, "-v")[1]
    assert "[ ] First aid: missing" in verbose
    lines = run("match", "rank", *words, "--json")[1].splitlines()
    assert [json.loads(line)["applicant"] for line in lines] == ["aisha", "ben"]


def test_many_vacancies_are_ranked_for_one_person(run: Run) -> None:
    code, out, err = run("match", "rank", "--vacancies", "jobs", *SEEN, *ISSUER, *HERS)
    assert code == 0, err
    assert "In the order of fit" in err
    assert [line.partition(":")[0] for line in out.splitlines()[::2]] == ["1. Support worker", "2. Support worker"]
    assert AISHA not in out, "whose vacancies they are is known to who asks"
    lines = run("match", "rank", "--vacancies", "jobs", *SEEN, *ISSUER, *HERS, "--json")[1].splitlines()
    assert [json.loads(line)["vacancy"] for line in lines] == ["psw", "lifter"]


def test_of_many_people_and_vacancies_each_vacancy_has_a_list_of_its_own_by_score(run: Run) -> None:
    words = ("match", "rank", "--vacancies", "jobs", "--applicants", "people", *SEEN, *ISSUER)
    code, out, err = run(*words, "--csv", "all.csv", "--html", "all.html")
    assert code == 0, err
    assert "In the order of the score" in err
    assert [line.partition(":")[0] for line in out.splitlines()] == [
        *("Support worker", "1. aisha", "2. ben"),
        *("Support worker", "1. aisha", "2. ben"),
    ]
    rows = list(csv.DictReader(io.StringIO(Path("all.csv").read_text("utf-8-sig"))))
    assert [(row["vacancy"], row["place"], row["applicant"], row["fit"]) for row in rows] == [
        ("lifter", "1", "aisha", ""),
        ("lifter", "2", "ben", ""),
        ("psw", "1", "aisha", ""),
        ("psw", "2", "ben", ""),
    ]
    text = Path("all.html").read_text("utf-8")
    assert "1. Support worker; aisha" in text
    assert "In the order of the score" in text
    Path("people/ben.json").unlink()
    code, out, err = run(*words)
    assert "In the order of fit" in err, "the vacancies of one person"
    assert "above all because of" in out


def test_the_page_for_an_employer_calls_nobody_by_an_address_and_says_nothing_beyond_what_is_asked(run: Run) -> None:
    Path("lifter.json").write_text(json.dumps(post("lifter", requirements=[{"skill": f"{SKILLS}/aid"}])), "utf-8")
    for name in ("aisha", "ben"):
        path = Path(f"people/{name}.json")
        table = json.loads(path.read_text("utf-8"))
        path.write_text(json.dumps({**table, "id": table["identities"][0]}), "utf-8")
    words = ("match", "rank", "--vacancy", "lifter.json", *SEEN, *ISSUER)
    code, _, err = run(*words, "--applicants", "people", "--html", "ranked.html")
    assert code == 0, err
    text = Path("ranked.html").read_text("utf-8")
    assert "@" not in re.sub(r"@media", "", text)
    assert "1. Applicant 1: 100.0" in text
    assert "1. Candidature 1 : 100.0" in text
    assert "Dementia" not in text, "the vacancy does not ask it"
    run(*words, *HERS, "--html", "mine.html")
    assert "Dementia" in Path("mine.html").read_text("utf-8"), "to whom the badges belong it is said"


def test_a_page_on_several_vacancies_names_them(run: Run) -> None:
    code, out, err = run("match", "vacancies", "--vacancies", "jobs", *SEEN, *ISSUER, *HERS, "--html", "mine.html")
    assert code == 0, err
    lines = out.splitlines()
    assert [line.partition(":")[0] for line in lines[::2]] == ["1. Support worker", "2. Support worker"]
    assert all(line.startswith("    fit ") and " above all because of " in line for line in lines[1::2]), lines
    text = Path("mine.html").read_text("utf-8")
    assert text.count("<h1") == 1
    assert lines[1].strip() in text, "the page tells why, too"
    assert "1. Support worker: 100.0" in text
    assert "Vacancies, the best first" in text


def test_vacancies_for_one_person_are_those_of_rank_and_as_many_as_are_asked(run: Run) -> None:
    words = ("--vacancies", "jobs", *SEEN, *ISSUER)
    ranked = run("match", "rank", *words, *HERS, "--json")[1].splitlines()
    found = run("match", "vacancies", *words, *HERS, "--json")[1].splitlines()
    assert [json.loads(line)["vacancy"] for line in found] == [json.loads(line)["vacancy"] for line in ranked]
    assert [json.loads(line)["score"] for line in found] == [json.loads(line)["score"] for line in ranked]
    assert [json.loads(line)["fit"] for line in found] == [json.loads(line)["fit"] for line in ranked]
    assert json.loads(found[0])["fit"]["value"] > 0
    best = run("match", "vacancies", *words, "--applicant", "people/aisha.json", "--top", "1", "--json")
    assert [json.loads(line)["vacancy"] for line in best[1].splitlines()] == [json.loads(found[0])["vacancy"]]


@pytest.mark.parametrize(
    "words",
    [
        ("--badges", "people/aid.png"),
        ("--recipient", AISHA),
        ("--applicant", "people/aisha.json", "--recipient", AISHA),
        ("--applicant", "people/aisha.json", "--top", "0"),
        (),
    ],
)
def test_whose_vacancies_must_be_said_and_once(run: Run, words: tuple[str, ...]) -> None:
    code, out, err = run("match", "vacancies", "--vacancies", "jobs", *words)
    assert (code, out) == (2, "")
    assert "mexbadge: " in err


def test_demand_counts_who_lacks_what_without_naming_anybody(run: Run) -> None:
    words = ("match", "demand", "--vacancies", "jobs", "--applicants", "people", "--catalogue", "courses.json", *SEEN)
    code, out, err = run(*words, *ISSUER, "--least", "1", "--json", "--csv", "demand.csv")
    assert code == 0, err
    *rows, total = map(json.loads, out.splitlines())
    found = {row["label"]: (row["asked"], row["lacked"], row["taughtBy"]) for row in rows}
    assert found["First aid"] == (1, 1, 2)
    assert total == {"lacks": sum(row["lacked"] for row in rows), "least": 1}
    assert AISHA not in out
    table = list(csv.DictReader(io.StringIO(Path("demand.csv").read_text("utf-8-sig"))))
    assert {row["label"]: int(row["lacked"]) for row in table} == {
        name: lacked for name, (_, lacked, _) in found.items()
    }
    few = run(*words, *ISSUER, "--lang", "fr")[1]
    assert "non montré" in few, "one or two people are not shown"
    assert run(*words, "--least", "0")[0] == 2
    Path("jobs/broken.json").write_text("{", "utf-8")
    code, out, err = run(*words, *ISSUER)
    assert (code, "broken.json" in err, "First aid" in out) == (2, True, True)


def test_a_plan_is_the_cheapest_or_the_quickest(run: Run) -> None:
    words = ("match", "plan", "--vacancy", "psw.json", "--catalogue", "courses.json", *SEEN, *ISSUER)
    hers = ("--recipient", AISHA, "--badges", "people/dementia.png")
    code, out, err = run(*words, *hers)
    assert code == 0, err
    assert "Aid (College), 90 CAD" in out
    code, out, _ = run(*words, *hers, "--aim", "days", "--json")
    assert code == 0
    assert [step["course"] for step in json.loads(out)["steps"]] == ["quick"]
    code, out, _ = run(*words, "--recipient", BEN)
    assert code == 1
    assert "Dementia care" in out, "nobody teaches it, and the plan says so"


def test_suggestions_are_never_confirmed(run: Run) -> None:
    code, out, err = run("match", "suggest", "uses a hoist", "--taxonomy", "skills.csv")
    assert code == 0
    assert f"{SKILLS}/lifts" in out
    assert "confirm" in err
    Path("text.txt").write_text("CPR", "utf-8")
    code, out, _ = run("match", "suggest", "text.txt", "--taxonomy", "skills.csv", "--json", "--count", "1")
    (one,) = (json.loads(line) for line in out.splitlines())
    assert (one["skill"], one["confirmed"]) == (f"{SKILLS}/aid", False)
    assert run("match", "suggest", "qqqqqq", "--taxonomy", "skills.csv")[0] == 1
    assert run("match", "suggest", "--title", "nurse", "--taxonomy", "skills.csv")[0] == 1, "a list without occupations"


def test_what_is_wrong_is_named_and_nothing_is_written(run: Run) -> None:
    Path("wrong.json").write_text(
        json.dumps(post(requirements=[{"id": "a", "skill": f"{SKILLS}/ghost"}, {"id": "a", "skill": "x y"}])), "utf-8"
    )
    Path("broken.json").write_text("{", "utf-8")
    Path("empty").mkdir()
    for words, said in (
        (("rank", *HERS), "--vacancy"),
        (("rank", "--vacancy", "psw.json", "--vacancies", "jobs", *HERS), "--vacancies"),
        (("rank", "--vacancy", "psw.json"), "--applicants"),
        (("rank", "--vacancy", "missing.json", *HERS), "missing.json"),
        (("rank", "--vacancy", "broken.json", *HERS), "broken.json"),
        (("rank", "--vacancy", "wrong.json", *SEEN, *HERS), "ghost"),
        (("rank", "--vacancies", "empty", *HERS), "empty"),
        (("rank", "--vacancies", "nowhere", *HERS), "nowhere"),
        (("rank", "--vacancy", "psw.json", "--applicants", "empty"), "empty"),
        (("rank", "--vacancy", "psw.json", *HERS, "--taxonomy", "none.csv"), "none.csv"),
        (("plan", "--vacancy", "psw.json", "--catalogue", "courses.json", "--badges", "people/aid.png"), "--recipient"),
        (("plan", "--vacancy", "wrong.json", "--catalogue", "courses.json", *SEEN, "--recipient", BEN), "ghost"),
        (("plan", "--vacancy", "psw.json", "--catalogue", "none.json", "--recipient", BEN), "none.json"),
        (("suggest", "--taxonomy", "skills.csv"), "TEXT"),
        (("suggest", "x", "--title", "y", "--taxonomy", "skills.csv"), "TEXT"),
        (("suggest", "x", "--taxonomy", "skills.csv", "--count", "0"), "count"),
    ):
        code, _, err = run("match", *words)
        assert code == 2, words
        assert said in err, (words, err)


def test_a_plan_has_a_first_and_a_last_day(run: Run) -> None:
    words = ("match", "plan", "--vacancy", "psw.json", "--catalogue", "courses.json", *SEEN, *ISSUER)
    hers = ("--recipient", AISHA, "--badges", "people/dementia.png")
    code, out, _ = run(*words, *hers, "--aim", "finish", "--start", "2030-01-07", "--json")
    found = json.loads(out)
    assert (code, found["feasible"], found["starts"]) == (0, True, "2030-01-07")
    code, out, _ = run(*words, *hers, "--start", "2030-01-07", "--by", "2030-01-06")
    assert code == 1
    assert "no session is in time" in out
    code, _, err = run(*words, *hers, "--by", "soon")
    assert code == 2
    assert "soon" in err


def test_one_bad_file_is_told_and_the_rest_go_on(run: Run) -> None:
    bad = {"id": "v", "title": "V", "requirements": [{"skill": "urn:x", "maxAgeDays": 800_000}]}
    Path("jobs", "bad.json").write_text(json.dumps(bad), encoding="utf-8")
    code, out, err = run("match", "rank", "--vacancies", "jobs", *SEEN, *ISSUER, *HERS)
    assert code == 2
    assert len(out.splitlines()[::2]) == 2
    assert "bad.json" in err
    assert "defect" not in err


OF = {"psw": ["33102", "44101"], "lifter": "75110"}


def occupied() -> None:
    for name, noc in OF.items():
        path = Path(f"jobs/{name}.json")
        path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), "noc": noc}), "utf-8")


def test_vacancies_are_ranked_by_occupation_and_the_others_are_counted(run: Run) -> None:
    occupied()
    code, out, err = run("match", "vacancies", "--vacancies", "jobs", *HERS, *SEEN, *ISSUER, "--noc", "4410")
    assert code == 0, err
    assert "lifter" not in out
    assert "44101 Home support workers" in out
    assert "1 of 2 vacancies are of 4410; 0 name no occupation" in err
    code, out, err = run("match", "rank", "--vacancies", "jobs", *HERS, *SEEN, *ISSUER, "--noc", "75", "--lang", "fr")
    assert "75110 Aides de soutien" in out, out + err


@pytest.mark.parametrize(
    ("noc", "said"), [("10", "00010"), ("4412", "edition of 2016"), ("63200", "no vacancy of 2 is of 63200")]
)
def test_an_occupation_that_is_none_or_that_nobody_offers_is_said(run: Run, noc: str, said: str) -> None:
    occupied()
    code, _, err = run("match", "vacancies", "--vacancies", "jobs", *HERS, *SEEN, "--noc", noc)
    assert (code, said in err) == (2, True), err


def test_demand_is_told_by_occupation(run: Run) -> None:
    occupied()
    found = ("match", "demand", "--vacancies", "jobs", "--applicants", "people", *SEEN, "--json")
    rows = [json.loads(line) for line in run(*found)[1].splitlines()]
    assert {tuple(one["noc"]) for one in rows if "names" in one} == {("33102", "44101"), ("75110",)}
    rows = [json.loads(line) for line in run(*found, "--noc", "75110")[1].splitlines()]
    assert [one["noc"] for one in rows if "names" in one] == [["75110"]]


def test_applicants_may_stand_in_one_table_beside_their_badges(run: Run) -> None:
    table = f"id,email,badges\naisha,{AISHA},dementia.png|aid.png\nben,{BEN},ben.png\n"
    Path("people/people.csv").write_text(table, "utf-8")
    asked = ("match", "rank", "--vacancy", "psw.json", *SEEN, *ISSUER, "--json")
    outs = (run(*asked, "--applicants", source)[1] for source in ("people/people.csv", "people"))
    one, other = ([{**json.loads(line), "log": None} for line in out.splitlines()] for out in outs)
    assert [each["applicant"] for each in one] == ["aisha", "ben"]
    assert one == other
    Path("people/people.csv").write_text(table.replace("badges", "age"), "utf-8")
    code, out, err = run(*asked, "--applicants", "people/people.csv")
    assert (code, "age" in out + err, "people.csv" in out + err) == (2, True, True), out + err


def test_skills_that_badges_name_and_no_list_knows_wait_to_be_mapped(run: Run) -> None:
    known = TAXONOMY.replace(f"{SKILLS}/aid,First aid,Premiers soins,CPR", "urn:aid,First aid and CPR,Secourisme,")
    Path("known.csv").write_text(known, "utf-8")
    Path("skills.csv").write_text(known.replace(f"{SKILLS}/dementia", "urn:dementia"), "utf-8")
    words = ("match", "unlisted", "--applicants", "people", *SEEN, *ISSUER)
    code, out, err = run(*words, "--csv", "map.csv")
    assert code == 0, err
    assert out.splitlines()[0] == f"dementia ({SKILLS}/dementia): in 2 badges that count"
    assert f"aid ({SKILLS}/aid): in 1 badge that counts" in out
    assert "nothing is mapped yet" in err
    rows = list(csv.DictReader(io.StringIO(Path("map.csv").read_text("utf-8-sig"))))
    assert (f"{SKILLS}/aid", "urn:aid", "First aid and CPR") in {
        (one["address"], one["skill"], one["label"]) for one in rows
    }
    assert [json.loads(line)["badges"] for line in run(*words, "--json")[1].splitlines()] == [2, 1]
    _, out, _ = run(*words, "--catalogue", "courses.json")
    assert f"{SKILLS}/aid)" not in out, "what a course teaches needs no list"
    mapped = known.replace("broader\n", "broader,equivalents\n", 1)
    mapped = mapped.replace("Secourisme,,", f"Secourisme,,,{SKILLS}/aid")
    Path("skills.csv").write_text(mapped, "utf-8")
    code, out, err = run(*words)
    assert (code, out) == (0, "")
    assert "knows every skill" in err
