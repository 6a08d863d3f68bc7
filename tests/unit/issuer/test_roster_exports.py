"""Lists as they come: exports of learning platforms, workbooks, titles above the headings, and who gets nothing."""

import io
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.errors import InputError
from mexbadge.issuer.roster.dates import proven_order
from mexbadge.issuer.roster.layout import deciding
from mexbadge.issuer.roster.reading import Roster, read_roster
from mexbadge.issuer.roster.rows import Consent
from mexbadge.issuer.roster.where import read_condition

AT = datetime(2026, 5, 1, tzinfo=UTC)

BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,Email,Quiz 1 Points Grade <Numeric MaxPoints:10 Weight:20>,"
    "Final Calculated Grade Numerator,Final Calculated Grade Denominator,End-of-Line Indicator\n"
    "#20260001,#akhan,Khan,Aisha,aisha.khan@learners.college.example,9,85,100,#\n"
    "#20260002,#zbelanger,Bélanger,Zoé,zoe.belanger@learners.college.example,4,41.5,100,#\n"
    "#20260003,#ohaddad,Haddad,Omar,omar.haddad@learners.college.example,,,100,#\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Final exam (4711),Current Score,Final Score\n"
    "    Points Possible,,,,,100.0,(read only),(read only)\n"
    '"Khan, Aisha",101,20260001,aisha.khan@learners.college.example,PSW-1,88.0,90.1,90.1\n'
    '"Bélanger, Zoé",102,20260002,zoe.belanger@learners.college.example,PSW-1,51.0,55.0,49.9\n'
    '"Student, Test",999,,,PSW-1,,,\n'
)
MOODLE = (
    "Prénom,Nom de famille,Numéro d'identification,Adresse de courriel,Devoir : Soins (Brut),Total du cours (Brut),"
    "Dernier téléchargement depuis ce cours\n"
    'Zoé,Bélanger,20260002,zoe.belanger@learners.college.example,12,"72,5",1767225600\n'
    "Omar,Haddad,20260003,omar.haddad@learners.college.example,-,-,1767225600\n"
)


def listed(text: str, **options: object) -> Roster:
    return read_roster(text.encode(), at=AT, **options)  # type: ignore[arg-type]


def codes(roster: Roster) -> list[str]:
    return [problem.code for problem in roster.problems]


def notes(roster: Roster) -> list[str]:
    return [note.code for note in roster.notes]


def people(roster: Roster) -> list[str]:
    return [row.recipient.value.partition(".")[0] for row in roster.rows]


def workbook(sheets: dict[str, list[list[object]]], formats: dict[str, str] | None = None) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book["Sheet"])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
        for cell, shape in (formats or {}).items():
            page[cell].number_format = shape
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# Exports of learning platforms


def test_a_brightspace_export_stops_until_somebody_says_who_passed() -> None:
    stopped = listed(BRIGHTSPACE)
    assert codes(stopped) == ["roster_columns_decide"]
    assert "Final Calculated Grade Numerator" in str(stopped.problems[0].message())
    roster = listed(BRIGHTSPACE, where=["Final Calculated Grade Numerator >= 60"])
    assert roster.problems == ()
    assert (people(roster), roster.rows[0].ref, roster.rows[0].first_name) == (["aisha"], "20260001", "Aisha")
    assert [(one.line, one.who, one.value) for one in roster.left_out] == [
        (3, "Zoé Bélanger", "41.5"),
        (4, "Omar Haddad", ""),
    ]


@pytest.mark.parametrize("cell", ["F", "fail", "ABS", "Échec", "Withdrawn", "non réussi", "incomplete"])
@pytest.mark.parametrize("heading", ["Grade", "Result", "Note", "Résultat"])
def test_a_result_that_says_failed_stops_the_list_until_somebody_says_who_passed(heading: str, cell: str) -> None:
    text = f"email,{heading}\naisha@x.ca,85\nomar@x.ca,{cell}\n"
    stopped = listed(text)
    assert codes(stopped) == ["roster_result_failed"]
    assert stopped.problems[0].where == 3
    assert people(listed(text, where=[f"{heading} != {cell}"])) == ["aisha@x"]
    assert (
        people(listed(text, everyone=True))
        == people(listed(text, mapping={heading: "result"}))
        == ["aisha@x", "omar@x"]
    )


def test_a_sign_inside_a_heading_of_brightspace_is_part_of_the_heading() -> None:
    for condition in ("Quiz 1 Points Grade <Numeric MaxPoints:10 Weight:20> >= 5", "Quiz 1 >= 5"):
        assert people(listed(BRIGHTSPACE, where=[condition])) == ["aisha"]


def test_a_canvas_export_says_that_logins_look_like_addresses_and_takes_them_only_when_told() -> None:
    undecided = listed(CANVAS)
    assert codes(undecided) == ["roster_addresses_under"]
    assert "SIS Login ID=email" in str(undecided.problems[0].hint())
    roster = listed(CANVAS, mapping={"SIS Login ID": "email"}, where=["Final Score >= 50"])
    assert roster.problems == ()
    assert (people(roster), roster.rows[0].ref, roster.rows[0].name) == (["aisha"], "20260001", "Khan, Aisha")
    assert [one.who for one in roster.left_out] == ["Bélanger, Zoé"]
    assert notes(roster).count("roster_platform_row") == 2
    assert roster.count == 2


def test_a_login_without_a_sign_becomes_an_address_only_under_the_domain_that_is_given() -> None:
    text = "Student,SIS Login ID\nAisha,akhan\nOmar,omar@other.example\n"
    roster = listed(text, mapping={"SIS Login ID": "@learners.college.example"})
    assert [row.recipient.value for row in roster.rows] == ["akhan@learners.college.example", "omar@other.example"]
    assert codes(listed(text, mapping={"SIS Login ID": "email"})) == ["roster_email"]


def test_a_french_moodle_export_is_read_as_it_is() -> None:
    assert codes(listed(MOODLE)) == ["roster_columns_decide"]
    roster = listed(MOODLE, where=["Total du cours (Brut) >= 60", "Devoir : Soins (Brut) != -"])
    assert codes(roster) == ["roster_where_cell"], "a dash is no number, and nobody guesses what it means"
    assert '--where "Total du cours (Brut) != -"' in str(roster.problems[0].hint())
    roster = listed(MOODLE, where=["Devoir : Soins (Brut) != -", "Total du cours (Brut) >= 60"])
    assert roster.problems == ()
    assert (people(roster), roster.rows[0].ref) == (["zoe"], "20260002")


# Columns that decide


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Course Grade (%)", ["1"]),
        ("Mathematics", ["78", "45,5", "92"]),
        ("Cours", ["Réussi", "Échec"]),
        ("Outcome", ["whatever"]),
        ("P/F", ["P", "F", "P"]),
        ("Letter", ["A+", "C-", "F"]),
        ("Présence", ["oui", "non"]),
        ("When", ["2026-03-01", "2026-03-02"]),
        ("When", ["03/04/2026"]),
        ("Exit date", ["soon"]),
        ("Quiz", ["17/20", "9/20", "12/20"]),
        ("Online", ["85%", "40%", "90 %"]),
    ],
)
def test_what_looks_like_grades_outcomes_or_dates_decides(heading: str, cells: list[str]) -> None:
    assert deciding(heading, cells)
    text = "email," + heading + "\n" + "".join(f'p{at}@x.ca,"{cell}"\n' for at, cell in enumerate(cells))
    assert codes(listed(text)) == ["roster_columns_decide"]
    assert codes(listed(text, everyone=True)) == []
    assert codes(listed(text, mapping={heading: "narrative"})) == []


def test_a_column_that_decides_is_found_wherever_it_stands() -> None:
    for line in ("Atelier,email,Groupe,Salle", "Groupe,Atelier,email,Salle", "email,Groupe,Salle,Atelier"):
        cells = {"email": "p{}@x.ca", "Groupe": "B{}", "Salle": "Nord", "Atelier": "{}"}
        texts = [
            [cells[name].format(place if name != "Atelier" else passed) for name in line.split(",")]
            for place, passed in enumerate(["P", "F", "P"])
        ]
        stopped = listed("\n".join([line, *map(",".join, texts)]))
        assert codes(stopped) == ["roster_columns_decide"], line
        assert stopped.problems[0].values["columns"] == '"Atelier"'
        assert {note.values["column"] for note in stopped.notes} == {"Groupe", "Salle"}


def test_of_two_columns_of_one_name_it_is_enough_that_one_decides() -> None:
    assert codes(listed("email,Bloc,Bloc\na@x.ca,P,Nord\nb@x.ca,F,Sud\n")) == ["roster_columns_decide"]


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("Section", ["PSW-1", "PSW-2"]),
        ("Phone", ["416-555-0100", "416-555-0101", "416-555-0102"]),
        ("ID", ["100200", "100201", "100202"]),
        ("Shoe size", ["43"]),
        ("Final Grade", []),
        ("Final Grade", ["", ""]),
        ("End-of-Line Indicator", ["#", "#"]),
        ("Last downloaded from this course", ["1767225600"]),
        ("Campus", ["North", "South"]),
    ],
)
def test_what_says_nothing_of_a_result_is_only_named(heading: str, cells: list[str]) -> None:
    assert not deciding(heading, cells)


# Conditions

HEADINGS = ("Email", "Final Grade", "Status", "Completed on", "Final Exam")


@pytest.mark.parametrize(
    ("condition", "cell", "met"),
    [
        ("Final Grade >= 60", "60", True),
        ("Final Grade >= 60", "59,99", False),
        ("Final Grade >= 60", "85%", True),
        ("Final Grade > 60", "60", False),
        ("final grade <= 60 %", "60", True),
        ("Final Grade < 60", "", False),
        ("Final Grade ≥ 60", "61", True),
        ("Status = Passed|Completed", "completed", True),
        ("Status = Réussi", "REUSSI", True),
        ("Status = Passed", "Failed", False),
        ("Status = Passed", "", False),
        ("Status != Withdrawn", "", True),
        ("Status != Withdrawn", "withdrawn", False),
        ("Status = -", "-", True),
        ("Status = -", "Passed", False),
        ("Completed on >= 2026-03-01", "2026-03-01", True),
        ("Completed on >= 2026-03-01", "28 février 2026", False),
        ("Final Grade = 60", "60.0", True),
    ],
)
def test_a_condition_means_what_it_says(condition: str, cell: str, *, met: bool) -> None:
    assert read_condition(condition, HEADINGS).holds(cell) is met


@pytest.mark.parametrize(
    ("condition", "code"),
    [
        ("Final Grade", "roster_where"),
        (">= 60", "roster_where"),
        ("Final Grade >=", "roster_where"),
        ("Fianl Grade >= 60", "roster_where_column"),
        ("Final >= 60", "roster_where_column"),
        ("Final Grade >= C", "roster_where_value"),
        ("Status > Passed", "roster_where_value"),
    ],
)
def test_a_condition_that_means_nothing_is_refused_and_nobody_is_issued_a_badge(condition: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        read_condition(condition, HEADINGS)
    assert caught.value.code == code
    roster = listed(",".join(HEADINGS) + "\na@x.ca,90,Passed,2026-03-01,80\n", where=[condition])
    assert (codes(roster), roster.rows) == ([code], ())


@pytest.mark.parametrize("cell", ["A-", "0.85", "17/20", "absent", "2026-03-01"])
def test_a_cell_that_cannot_be_compared_stops_the_list(cell: str) -> None:
    condition = "Final Grade >= 60%" if cell == "0.85" else "Final Grade >= 60"
    roster = listed(f"Email,Final Grade\na@x.ca,{cell}\n", where=[condition])
    assert (codes(roster), roster.rows) == (["roster_where_cell"], ())


@given(st.integers(0, 100), st.integers(0, 100))
def test_of_more_less_and_equal_exactly_one_holds(cell: int, wanted: int) -> None:
    held = [read_condition(f"Final Grade {sign} {wanted}", HEADINGS).holds(str(cell)) for sign in ("<", "=", ">")]
    assert held.count(True) == 1
    assert read_condition(f"Final Grade >= {wanted}", HEADINGS).holds(str(cell)) is (cell >= wanted)


@given(st.text(max_size=40))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    roster = listed(",".join(HEADINGS) + "\na@x.ca,90,Passed,2026-03-01,80\n", where=[text])
    assert all(code.startswith("roster_where") for code in codes(roster))
    assert bool(roster.problems) + len(roster.rows) + len(roster.left_out) == 1


# Where the headings stand, dates, addresses, consent


def test_title_rows_above_the_headings_are_left_out_and_said() -> None:
    roster = listed("Winter 2026;;\nPersonal Support Worker;;\n\nNom;Courriel;Groupe\nZoé;zoe.b@x.ca;3\n")
    assert (roster.problems, people(roster), roster.rows[0].line) == ((), ["zoe"], 5)
    assert "roster_titles" in notes(roster)
    assert roster.delimiter == ";"


def test_one_date_proves_the_order_of_all_and_is_said_once() -> None:
    rows = "".join(f"p{day}@x.ca,0{day}/03/2026\n" for day in range(1, 9))
    roster = listed("email,date\n" + rows + "last@x.ca,25/03/2026\n")
    assert roster.problems == ()
    assert notes(roster) == ["roster_order_proven"]
    assert [row.valid_from.day for row in roster.rows if row.valid_from] == [*range(1, 9), 25]
    american = listed("email,date\na@x.ca,03/04/2026\nb@x.ca,3/13/2026\n")
    assert american.rows[0].valid_from == datetime(2026, 3, 4, tzinfo=UTC)


def test_two_dates_that_prove_different_orders_prove_none() -> None:
    roster = listed("email,date\na@x.ca,03/04/2026\nb@x.ca,3/13/2026\nc@x.ca,13/3/2026\n")
    assert codes(roster) == ["roster_date_ambiguous"]
    assert proven_order(["3/13/2026", "13/3/2026"]) is None
    assert proven_order(["03/04/2026", "2026-03-25"]) is None


def test_the_order_that_is_given_is_not_overruled() -> None:
    assert codes(listed("email,date\na@x.ca,3/13/2026\n", date_order="dmy")) == ["roster_date_order"]


def test_addresses_as_mail_programs_write_them_are_read() -> None:
    roster = listed('email\n"Grace Owusu <grace@x.ca>"\nmailto:omar@x.ca\n"""Zoé B."" <mailto:zoe@x.ca>"\n')
    assert [(row.recipient.value, row.name) for row in roster.rows] == [
        ("grace@x.ca", "Grace Owusu"),
        ("omar@x.ca", None),
        ("zoe@x.ca", "Zoé B."),
    ]
    assert codes(listed('email\n"A <a@x.ca>, B <b@x.ca>"\n"<>"\n"<a@x.ca"\n')) == ["roster_email"] * 3


def test_consent_is_kept_with_what_for_and_since_when() -> None:
    text = "email,Consent,Consent for,Consent date\na@x.ca,yes,show my name,2026-01-05\nb@x.ca,non,,\nc@x.ca,,,\n"
    roster = listed(text)
    assert (roster.problems, roster.notes) == ((), ())
    assert [row.consent for row in roster.rows] == [
        Consent(given=True, purpose="show my name", since=datetime(2026, 1, 5, tzinfo=UTC)),
        Consent(given=False),
        None,
    ]
    assert codes(listed("email,consentement\na@x.ca,peut-être\n")) == ["roster_consent"]


# Workbooks


def test_a_workbook_is_read_as_its_csv_would_be() -> None:
    data = workbook(
        {
            "Notes": [["Nothing here"]],
            "List": [
                ["Winter 2026"],
                ["First name", "Last name", "Email", "Student number", "Date issued", "Final mark"],
                ["Zoé", "Bélanger", "zoe.b@x.ca", 20260002, datetime(2026, 3, 7, tzinfo=None), 0.855],  # noqa: DTZ001
                ["Omar", "Haddad", "omar.h@x.ca", 20260003.0, date(2026, 3, 8), 0.4],
            ],
        },
        {"F3": "0.0%", "F4": "0%"},
    )
    roster = read_roster(data, at=AT, where=["Final mark >= 60%"])
    assert (codes(roster), people(roster), roster.sheet, roster.rows[0].line) == ([], ["zoe"], "List", 3)
    assert (roster.rows[0].ref, roster.rows[0].valid_from) == ("20260002", datetime(2026, 3, 7, tzinfo=UTC))
    assert [(one.who, one.value) for one in roster.left_out] == [("Omar Haddad", "40%")]
    assert notes(roster)[:2] == ["roster_sheets", "roster_titles"]


def test_the_sheet_that_is_named_is_read_and_another_name_is_refused() -> None:
    data = workbook({"A": [["email"], ["a@x.ca"]], "B": [["email"], ["b@x.ca"], ["c@x.ca"]]})
    assert [row.recipient.value for row in read_roster(data, sheet="B").rows] == ["b@x.ca", "c@x.ca"]
    assert codes(read_roster(data, sheet="C")) == ["roster_sheet"]
    assert codes(read_roster(b"email\na@x.ca\n", sheet="B")) == ["roster_no_sheets"]


def test_a_hidden_sheet_is_read_only_when_named() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook({"A": [["email"], ["a@x.ca"]], "Old": [["email"], ["b@x.ca"]]})))
    book["A"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    assert [row.recipient.value for row in read_roster(out.getvalue()).rows] == ["b@x.ca"]
    assert [row.recipient.value for row in read_roster(out.getvalue(), sheet="A").rows] == ["a@x.ca"]


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (zipped({"a.txt": b"x"}), "roster_workbook_other"),
        (zipped({"[Content_Types].xml": b"<x/>"}), "roster_workbook_damaged"),
        (zipped({"[Content_Types].xml": b"not xml"}), "roster_workbook_damaged"),
        (zipped({f"{number}": b"" for number in range(2_100)}), "roster_too_large"),
        (workbook({"A": [["email"], ["a@x.ca"]]})[:-40], "roster_workbook_damaged"),
        (workbook({"A": []}), "roster_empty"),
    ],
)
def test_a_file_that_is_no_workbook_says_what_it_is(data: bytes, code: str) -> None:
    assert codes(read_roster(data)) == [code]


@pytest.mark.slow
def test_a_workbook_that_unfolds_to_more_than_is_read_is_refused_before_it_is() -> None:
    bomb = zipped({"[Content_Types].xml": b"<Types/>", "xl/sharedStrings.xml": b" " * (257 * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert codes(read_roster(bomb)) == ["roster_too_large"]


WHOLE = workbook({"A": [["email", "date"], ["a@x.ca", "2026-03-01"]]})


@given(st.lists(st.tuples(st.integers(4, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=4))
def test_a_damaged_workbook_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    whole = bytearray(WHOLE)
    for at, byte in changes:
        whole[at] = byte
    roster = read_roster(bytes(whole))
    assert roster.problems or roster.rows or roster.count == 0
