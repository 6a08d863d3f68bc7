"""``mexbadge catalogue``: courses checked, and written in another form with a list of what is lost."""

import json
from pathlib import Path

from commands import Run

TABLE = """id,name_en,name_fr,college,college_name_en,approved,teaches,cost,days,hours,starts,noc,osap
lifts,Safe lifts,Levées,c,College,yes,https://s.example/lifts,120,3,{hours},{starts},44101,yes
"""


def write(hours: str = "7.5", starts: str = "2026-09-01|2026-09-02") -> None:
    Path("courses.csv").write_text(TABLE.format(hours=hours, starts=starts), "utf-8")


def test_a_catalogue_is_checked_and_what_is_worth_a_look_is_said_with_its_line(run: Run) -> None:
    write()
    code, out, _ = run("catalogue", "check", "courses.csv")
    assert code == 0
    for said in (
        "line 2",
        "7.5 hours; the application for OSAP takes whole numbers",
        "OSAP asks for the CIP 2021 code",
    ):
        assert said in out, out
    code, out, _ = run("catalogue", "check", "courses.csv", "--json", "--lang", "fr")
    rows = [json.loads(line) for line in out.splitlines()]
    assert {"plan_sessions_overlap", "course_osap_part", "course_osap_reminder"} <= {one["code"] for one in rows}
    assert all(one["outcome"] == "warned" and one["hint"] for one in rows)


def test_what_is_wrong_is_said_with_its_line_and_ends_in_1_and_a_missing_file_in_2(run: Run) -> None:
    write(hours="long", starts="soon")
    code, out, _ = run("catalogue", "check", "courses.csv")
    assert (code, "line 2" in out) == (1, True)
    assert run("catalogue", "check", "missing.csv")[0] == 2
    Path("other.json").write_text('{"a": 1}', "utf-8")
    code, out, _ = run("catalogue", "check", "other.json")
    assert (code, "no course" in out) == (1, True)


def test_a_catalogue_goes_through_every_form_and_plans_the_same(run: Run) -> None:
    write()
    for first, then in (("courses.csv", "a.json"), ("a.json", "b.jsonld"), ("b.jsonld", "c.csv"), ("c.csv", "d.json")):
        code, _, err = run("catalogue", "convert", first, "--out", then, "--approved", "c")
        assert code == 0, err
        if then == "b.jsonld":
            assert "student assistance (OSAP) is lost" in err
    first, last = (json.loads(Path(name).read_text("utf-8")) for name in ("a.json", "d.json"))
    for table in (first, last):
        table["courses"][0].pop("osap", None)
        table["courses"][0]["name"] = (
            table["courses"][0]["name"]["en"]
            if isinstance(table["courses"][0]["name"], dict)
            else table["courses"][0]["name"]
        )
        table["colleges"][0].pop("name")
    assert first == last
    assert run("catalogue", "convert", "courses.csv", "--out", "a.json")[0] == 2, "nothing is overwritten"


def test_a_catalogue_of_toml_is_read_whatever_it_begins_with(run: Run) -> None:
    text = '[[colleges]]\nid = "c"\nname = "C"\n\n[[courses]]\nid = "a"\nname = "A"\ncollege = "c"\n'
    Path("t.toml").write_text(text, "utf-8")
    code, out, _ = run("catalogue", "check", "t.toml")
    assert (code, "Courses: 1; colleges: 1; remarks: 0" in out) == (0, True)
