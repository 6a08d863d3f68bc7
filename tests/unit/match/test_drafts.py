"""A vacancy from people's words: what is exact is taken, what is not is asked, and every slip has its line."""

import contextlib
import csv
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mexbadge.errors import InputError, RosterError
from mexbadge.match import RequirementKind
from mexbadge.match.drafts import (
    Asked,
    Draft,
    Lookup,
    Settled,
    choices_csv,
    is_table,
    job_postings,
    plain_text,
    read_choices,
    read_posting,
    read_posting_text,
    read_vacancy_table,
    settle,
    template_csv,
    template_workbook,
)
from mexbadge.match.drafts.cells import read_amount, read_level, read_noc
from mexbadge.match.drafts.draft import wording
from mexbadge.match.vacancy import REQUIREMENTS
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy, load_taxonomy
from mexbadge.tabular.workbook import read_table

U = "https://skills.example/"
LIST = Taxonomy.of(
    [
        Skill(f"{U}lifts", Words.of({"en": "Lift safely", "fr": "Lever en sécurité"}), Words((("en", "hoist"),))),
        Skill(f"{U}aid", Words.of({"en": "First aid", "fr": "Secourisme"}), Words((("en", "CPR"), ("fr", "RCR")))),
        Skill(f"{U}notes", Words.of({"en": "Charting", "fr": "Tenue de dossiers"}), Words((("en", "records"),))),
        Skill(f"{U}files", Words.of({"en": "Filing", "fr": "Classement"}), Words((("en", "records"),))),
        Skill(f"{U}german", Words.of({"en": "German", "de": "Erste Hilfe"})),
    ]
)
LOOKUP = Lookup(LIST)


def table(*rows: str, heading: str = "What,Value,Level,Shown within days") -> Draft:
    return read_vacancy_table("\n".join([heading, *rows]).encode())


def whole(*rows: str) -> Settled:
    return settle(table("Title in English,Aide", *rows), LOOKUP)


def codes(found: Settled) -> list[tuple[str, Any]]:
    return [(one.code, one.where) for one in found.problems]


@pytest.mark.parametrize("words", ["Lift safely", "LIFT  SAFELY", "lever en securite", "Hoist", f"{U}lifts"])
def test_a_label_or_alternative_of_one_skill_in_either_language_is_that_skill(words: str) -> None:
    made = whole(f"Must,{words}").checked()
    assert [one.skills for one in made.requirements] == [(f"{U}lifts",)]
    assert made.requirements[0].label.text("fr") == "Lever en sécurité"


def test_words_of_two_skills_are_a_choice_between_both_and_never_one_of_them() -> None:
    found = whole("Must,records")
    assert found.vacancy is None
    assert {one.skill for one in found.questions[0].options[:2]} == {f"{U}notes", f"{U}files"}
    with pytest.raises(RosterError) as caught:
        found.checked()
    assert (caught.value.code, caught.value.where) == ("vacancy_choice", 3)


def test_a_label_in_a_third_language_settles_nothing() -> None:
    assert [one.words for one in whole("Must,Erste Hilfe").questions] == ["Erste Hilfe"]


@settings(max_examples=60)
@given(st.lists(st.text(max_size=12) | st.sampled_from(["first aid", "records", "Hoist", "lift"]), max_size=5))
def test_no_wording_ever_becomes_a_skill_that_is_not_called_so(words: list[str]) -> None:
    draft = Draft({"id": "v", "title": {"en": "V"}}, tuple(Asked((each,), where=n) for n, each in enumerate(words)))
    found = settle(draft, LOOKUP, options=2)
    made = () if found.vacancy is None else found.vacancy.requirements
    assert found.vacancy is not None or found.questions or found.problems
    for one in made:
        known = [LIST.skills[skill] for skill in one.skills]
        names = {wording(text) for each in known for _, text in (*each.labels.texts, *each.alternatives.texts)}
        assert names & {wording(each) for each in words}
    assert found.vacancy is None or made


def test_an_answer_is_taken_and_one_that_leaves_out_is_said() -> None:
    draft = table("Title in English,Aide", "Must,lifting", "Nice,patience")
    answers = {"lifting": (f"{U}lifts",), "patience": ()}
    found = settle(draft, LOOKUP, answers)
    assert [one.skills for one in found.checked().requirements] == [(f"{U}lifts",)]
    assert [(one.code, one.where) for one in found.notes] == [("vacancy_left_out", 4)]


def test_nothing_is_left_is_no_vacancy() -> None:
    draft = table("Title in English,Aide", "Must,patience")
    assert codes(settle(draft, LOOKUP, {"patience": ()})) == [("vacancy_asks_nothing", 3)]
    assert codes(whole()) == [("vacancy_asks_nothing", None)]


def test_both_languages_any_delimiter_titles_and_workbooks_read_alike() -> None:
    english = table("Title in English,Aide", "Pay from,24.50", "Pay per,hour", "Must,CPR | hoist,competent,365")
    french = read_vacancy_table(
        "Notre poste;;;\n;;;\nQuoi;Valeur;Niveau;Attesté depuis au plus (jours)\nTitre en anglais;Aide\n"
        "Salaire de;24,50 $;;\nSalaire par;heure\nExigé;CPR | hoist;compétente;365".encode("cp1252")
    )
    assert english.facts == french.facts
    assert [one.words for one in english.asked] == [one.words for one in french.asked]
    one = settle(french, LOOKUP).checked()
    assert one.requirements[0].skills == (f"{U}aid", f"{U}lifts")
    assert one.requirements[0].level is not None
    assert (one.requirements[0].level.native, one.requirements[0].max_age) == ("competent", 365)
    assert one.pay is not None
    assert (str(one.pay.least), str(one.pay.most), one.pay.period) == ("24.50", "24.50", "hour")


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("NOC code,10", "noc_zeros"),
        ("NOC code,4412", "noc_older"),
        ("Hours a week,full time", "vacancy_hours"),
        ("Pay from,24.500", "vacancy_amount"),
        ("Pay from,about 20", "vacancy_amount"),
        ("Open from,03/04/2026", "vacancy_day"),
        ("Language,englisch", "vacancy_language"),
        ("Uses AI,maybe", "vacancy_yes"),
        ("Must,CPR,good", "vacancy_level"),
        ("Must,CPR,EQF 9", "vacancy_level"),
        ("Must,CPR,,99999", "vacancy_age"),
        ("Must,,competent", "vacancy_empty"),
        ("Must experience,care at home", "vacancy_months"),
        ("Must badge,https://x.example/a,competent", "vacancy_level_of"),
        ("Musst,CPR", "vacancy_field_near"),
        ("Colour of eyes,blue", "vacancy_field"),
        (",CPR", "vacancy_nameless"),
        ("Title in English,Again", "vacancy_twice"),
        ("Employer,Pine, Ridge", "vacancy_beside"),
        ("Must,CPR,,,and more", "vacancy_beside"),
        (f"Must,{U}lift", "skills_unknown"),
    ],
)
def test_each_slip_is_a_sentence_with_its_line_and_makes_no_vacancy(row: str, code: str) -> None:
    found = whole("Must,first aid", row)
    assert (code, 4) in codes(found)
    assert found.vacancy is None
    problem = next(one for one in found.problems if one.code == code)
    for lang in ("en", "fr"):
        assert problem.message(lang) and problem.hint(lang)  # noqa: PT018 - one sentence and its next step


def test_a_lost_zero_is_shown_with_its_zeros() -> None:
    found = whole("Must,CPR", "NOC code,10")
    assert "00010" in (found.problems[0].hint() or "")
    assert whole("Must,CPR", "NOC code,00010").checked().noc == ("00010",)


def test_pay_upside_down_and_a_thing_asked_twice_have_their_lines() -> None:
    found = whole("Pay from,30", "Pay to,20", "Pay per,hour", "Must,CPR", "Nice,first aid")
    assert ("match_pay", 4) in codes(found)
    assert ("match_contradiction", 7) in codes(found)


@settings(max_examples=80)
@given(st.integers(0, 10**9))
def test_an_amount_is_the_same_however_it_is_written(cents: int) -> None:
    whole_part, rest = divmod(cents, 100)
    english, french = f"{whole_part:,}.{rest:02}", f"{whole_part:,}".replace(",", "\u202f") + f",{rest:02}"
    exact = Decimal(cents) / 100
    for text in (f"{whole_part}.{rest:02}", f"{whole_part},{rest:02}", f"${english}", f"{french} $", f"CAD {english}"):
        assert Decimal(read_amount(text)) == exact
    assert Decimal(read_amount(f"{whole_part:,} $")) == whole_part


@pytest.mark.parametrize("text", ["24.500", "1.234.567", "1,23,456", "-5", "24-28", "1e5", "٢٤", "$", "24.5.0", "1 23"])
def test_what_is_no_clear_amount_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_amount(text)
    assert caught.value.code == "vacancy_amount"


@pytest.mark.parametrize(
    ("text", "code"),
    [("44101", "44101"), ("NOC 44101", "44101"), ("CNP 2021: 00010", "00010"), ("33102 - Nurse aides", "33102")],
)
def test_a_code_is_read_in_the_ways_it_is_written(text: str, code: str) -> None:
    assert read_noc(text) == (code,)


@pytest.mark.parametrize(
    ("text", "scale", "level"),
    [
        ("Débutante avancée", "urn:mexbadge:scale:dreyfus", "advanced-beginner"),
        ("EQF 4", "http://data.europa.eu/snb/eqf", "4"),
        ("CEC niveau 4", "http://data.europa.eu/snb/eqf", "4"),
        ("oqf level 13", "https://www.ontario.ca/oqf", "13"),
        ("O*NET 0", "https://www.onetcenter.org/scale/LV", "0"),
        ("http://data.europa.eu/snb/eqf 8", "http://data.europa.eu/snb/eqf", "8"),
        ("https://mexbadge.example/scales/dreyfus expert", "urn:mexbadge:scale:dreyfus", "expert"),
    ],
)
def test_a_level_is_read_in_words_of_either_language_or_by_its_scale(text: str, scale: str, level: str) -> None:
    assert read_level(text) == {"scale": scale, "level": level}


def test_by_what_time_pay_is_paid_is_never_guessed() -> None:
    assert ("vacancy_period_missing", 4) in codes(whole("Must,CPR", "Pay to,45 000"))


def test_two_hundred_thousand_requirements_are_refused_at_the_first_too_many() -> None:
    rows = ["What,Value", "Title in English,Aide", *(f"Must,{U}{number}" for number in range(REQUIREMENTS + 3))]
    draft = read_vacancy_table("\n".join(rows).encode())
    assert [(one.code, one.where) for one in draft.problems] == [("vacancy_many", REQUIREMENTS + 3)]
    with pytest.raises(RosterError) as caught:
        read_vacancy_table("\n".join([*rows, *("Must,x" for _ in range(200_000))]).encode())
    assert caught.value.code == "roster_too_many"


def test_without_a_list_a_uri_is_taken_and_words_are_not() -> None:
    draft = table("Title in English,Aide", f"Must,{U}new", "Nice,first aid")
    assert codes(settle(draft, None)) == [("vacancy_no_list", 4)]
    assert settle(table("Title in English,Aide", f"Must,{U}new"), None).checked().requirements[0].skills == (f"{U}new",)


def test_a_heading_twice_and_a_line_that_says_nothing() -> None:
    with pytest.raises(RosterError) as caught:
        read_vacancy_table(b"A title\nWhat,Value,Value\nMust,CPR,hoist\n")
    assert (caught.value.code, caught.value.where) == ("vacancy_columns", 2)
    assert whole("Must,CPR", "Musst,", "Notes,").checked().requirements


def test_of_several_sheets_one_is_named_or_the_best_is_taken_and_said() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for name, title in (("Old", "Before"), ("New", "After")):
        sheet = book.create_sheet(name)
        for row in (("What", "Value"), ("Title in English", title), ("Must", "CPR")):
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read_vacancy_table(out.getvalue(), "New").facts["title"] == {"en": "After"}
    best = read_vacancy_table(out.getvalue())
    assert best.facts["title"] == {"en": "Before"}
    assert [one.code for one in best.notes] == ["roster_sheets"]


def test_what_is_no_table_of_a_vacancy_says_where_to_begin() -> None:
    with pytest.raises(RosterError) as caught:
        read_vacancy_table(b"email,name\na@b.ca,A\n")
    assert caught.value.code == "vacancy_columns"
    assert not is_table(b"email,name\na@b.ca,A\n")
    assert not is_table(b"We look for people.\nWhat you bring: value for others.\n")
    assert is_table(template_csv("fr"))


_TEXT = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12)
_ASKED = st.builds(
    Asked,
    st.lists(_TEXT, min_size=1, max_size=3).map(tuple),
    st.sampled_from(RequirementKind),
    st.sampled_from([None, {"scale": "http://data.europa.eu/snb/eqf", "level": "4"}]),
    st.sampled_from([None, 30]),
)
_FACTS = st.fixed_dictionaries(
    {"title": st.fixed_dictionaries({"en": _TEXT}, optional={"fr": _TEXT}), "id": _TEXT},
    optional={
        "employer": _TEXT,
        "noc": st.sampled_from([["00010"], ["33102", "44101"]]),
        "seats": st.integers(0, 9),
        "pay": st.just({"least": "24.50", "most": "28", "period": "hour", "currency": "CAD"}),
        "constraints": st.just(
            {"regions": ["CA-ON", "er 3550"], "remote": True, "languages": ["fr-CA"], "hours": "37.5"}
        ),
        "usesAi": st.booleans(),
        "openUntil": st.just("2026-12-31"),
    },
)


@settings(max_examples=40)
@given(_FACTS, st.lists(_ASKED, max_size=4), st.sampled_from(["en", "fr"]))
def test_a_table_filled_from_a_draft_reads_back_as_that_draft(
    facts: dict[str, Any], asked: list[Asked], lang: Any
) -> None:
    asked.sort(key=lambda one: one.kind is RequirementKind.NICE)
    read = read_vacancy_table(template_csv(lang, Draft(facts, tuple(asked))))
    assert read.problems == ()
    assert read.facts == facts
    assert [(one.words, one.kind, one.level, one.max_age) for one in read.asked] == [
        (one.words, one.kind, one.level, one.max_age) for one in asked
    ]


def test_a_workbook_is_the_same_table_and_its_cells_are_texts() -> None:
    pytest.importorskip("openpyxl")
    draft = Draft({"title": {"en": "=1+1"}, "id": "007", "noc": ["00010"]}, (Asked(("-1",)),))
    data = template_workbook("fr", draft)
    read = read_vacancy_table(data)
    assert (read.facts["title"], read.facts["id"], read.facts["noc"]) == ({"en": "=1+1"}, "007", ["00010"])
    assert read.asked[0].words == ("-1",)
    assert read_table(data, len).rows[0][1][:2] == ("Quoi", "Valeur")


def questions() -> Settled:
    return whole("Must,records", "Nice,hoisting")


def marked(*chosen: tuple[str, str], lang: Any = "en") -> bytes:
    text = choices_csv(questions().questions, lang).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if lang == "fr" else ","))
    for row in rows[1:]:
        row[3] = next((mark for words, mark in chosen if f"{row[1]}:{row[2]}" == words), "")
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_questions_filled_in_with_a_mark_are_answers_in_either_language(lang: Any) -> None:
    first = questions().questions[0].options[0].skill
    answers, notes = read_choices(marked(("records:1", "X"), ("hoisting:0", "oui"), lang=lang), LIST)
    assert answers == {"records": (first,), "hoisting": ()}
    assert notes == ()


def test_a_question_without_a_mark_stays_open_and_two_marks_are_two_skills() -> None:
    answers, notes = read_choices(marked(("records:1", "x"), ("records:2", "x")), LIST)
    assert set(answers["records"]) == {f"{U}notes", f"{U}files"}
    assert [(one.code, one.values["words"]) for one in notes] == [("vacancy_no_mark", "hoisting")]
    draft = table("Title in English,Aide", "Must,records")
    assert len(settle(draft, LOOKUP, answers).checked().requirements) == 2


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"a,b\n1,2\n", "vacancy_choices_columns", 1),
        (b"Words,Choose (x),URI\nhelp,perhaps,https://skills.example/aid\n", "vacancy_mark", 2),
        (b"Words,Choose (x),URI\nhelp,x,https://skills.example/ait\n", "skills_unknown", 2),
        (b"Words,Choose (x),URI\nhelp,x,https://skills.example/aid\nhelp,x,-\n", "vacancy_mark_both", 2),
    ],
)
def test_a_wrong_mark_is_refused_with_its_line(data: bytes, code: str, line: int) -> None:
    with pytest.raises(RosterError) as caught:
        read_choices(data, LIST)
    assert (caught.value.code, caught.value.where) == (code, line)


POSTING = """Care aide

Pine Ridge is hiring. CPR saves lives.

Duties:
- Help with records

What you need:
• First aid
• Experience with a hoist
Skills: CPR; patience

Atouts
* Classement
"""


def test_of_a_pasted_text_only_what_is_required_asks_and_only_exact_lines_are_taken() -> None:
    draft = read_posting_text(POSTING, LOOKUP)
    found = [(one.words[0], one.kind, one.where) for one in draft.asked]
    assert found == [
        ("First aid", RequirementKind.MUST, 9),
        ("Experience with a hoist", RequirementKind.MUST, 10),
        ("CPR", RequirementKind.MUST, 11),
        ("patience", RequirementKind.MUST, 11),
        ("Classement", RequirementKind.NICE, 14),
    ]
    settled = settle(draft, LOOKUP)
    assert [one.words for one in settled.questions] == ["Experience with a hoist", "patience"]
    assert settled.questions[0].options[0].skill == f"{U}lifts"
    assert draft.facts["title"] == {"en": "Care aide"}
    assert "vacancy_title_taken" in {one.code for one in draft.notes}


def test_a_text_without_headings_or_bullets_asks_by_what_it_names_and_one_without_any_by_all_its_lines() -> None:
    plain = read_posting_text("Aide\nWe are nice.\nYou know first aid well.", LOOKUP)
    assert [one.words[0] for one in plain.asked] == ["You know first aid well"]
    none = read_posting_text("Aide\nWe are nice.\nYou are too.", LOOKUP)
    assert len(none.asked) == 2
    assert settle(none, LOOKUP).vacancy is None


@pytest.mark.parametrize("text", ["", " \n\t\n", "---\n***"])
def test_a_text_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        read_posting_text(text, LOOKUP)
    assert caught.value.code == "match_text"


def test_a_long_text_is_bounded_with_the_line() -> None:
    draft = read_posting_text("Aide\n" + "\n".join(f"- line {number}" for number in range(200)), LOOKUP)
    assert [(one.code, one.where) for one in draft.problems] == [("vacancy_text_long", 102)]


JOB = {
    "@context": "https://schema.org",
    "@type": ["JobPosting"],
    "title": "Aide &amp; helper",
    "description": "<p>Care</p><ul><li>Lifts</li></ul>",
    "identifier": {"value": "J-1"},
    "datePosted": "2026-11-01T08:00:00-05:00",
    "hiringOrganization": {"name": "Pine"},
    "skills": ["First aid, patience", {"@type": "DefinedTerm", "url": f"{U}lifts"}, {"name": "Charting"}],
    "baseSalary": {"currency": "CAD", "value": {"minValue": "24.50", "maxValue": 28, "unitText": "HOUR"}},
    "occupationalCategory": ["33102", {"codeValue": "44101", "inCodeSet": "NOC 2021"}],
    "jobLocation": {"address": {"addressRegion": "Ontario", "addressCountry": "CA", "addressLocality": "Sarnia"}},
    "workHours": "nights",
    "inLanguage": "en-CA",
}


def test_a_posting_gives_what_it_says_and_lists_what_it_could_not_give() -> None:
    kind = "<script type='application/ld+json; charset=utf-8'>"
    page = f"<html>{kind}{{broken</script>{kind}{json.dumps({'@graph': [JOB]})}</script>"
    (document,) = job_postings(page.encode())
    draft = read_posting(document, LOOKUP)
    assert draft.facts["title"] == {"en-CA": "Aide & helper"}
    assert draft.facts["description"] == {"en-CA": "Care\n- Lifts"}
    assert (draft.facts["noc"], draft.facts["openFrom"], draft.facts["id"]) == (["33102", "44101"], "2026-11-01", "J-1")
    assert draft.facts["constraints"] == {"regions": ["CA-ON"]}
    assert draft.facts["pay"] == {"least": "24.50", "most": "28", "currency": "CAD", "period": "hour"}
    settled = settle(draft, LOOKUP)
    assert [one.words for one in settled.questions] == ["patience"]
    answered = settle(draft, LOOKUP, {"patience": ()}).checked()
    assert [one.skills for one in answered.requirements] == [(f"{U}aid",), (f"{U}lifts",), (f"{U}notes",)]
    lost = {(one.code, one.values["member"], one.values["value"]) for one in draft.notes}
    assert lost == {
        ("vacancy_not_taken", "workHours", "nights"),
        ("vacancy_taken_part", "jobLocation", "Sarnia"),
        ("vacancy_taken_part", "datePosted", "T08:00:00-05:00"),
    }


def test_what_was_not_taken_is_said_in_its_words_whatever_its_kind() -> None:
    deep: object = "too deep"
    for _ in range(2_000):
        deep = {"in": deep}
    more = {"jobBenefits": ["pension", {"@type": "Thing", "name": "parking"}], "grade": 3, "url": None, "deep": deep}
    lost = {one.values["member"]: one.values["value"] for one in read_posting({**JOB, **more}, LOOKUP).notes}
    assert (lost["jobBenefits"], lost["grade"], lost["deep"]) == ("pension, parking", "3", "")
    assert "url" not in lost, "nothing was said there"


@pytest.mark.parametrize(
    "change",
    [
        {"baseSalary": {"currency": "CAD", "value": {"value": 3000, "unitText": "MONTH"}}},
        {"baseSalary": {"currency": "CAD", "value": {"value": 24}}},
        {"baseSalary": 45000},
        {"baseSalary": {"currency": "CAD", "value": {"minValue": -1, "maxValue": 28, "unitText": "HOUR"}}},
        {"occupationalCategory": {"codeValue": "44101", "inCodeSet": "ISCO-08"}},
        {"occupationalCategory": "29-1141.00"},
        {"occupationalCategory": "4412"},
        {"occupationalCategory": "99999"},
        {"occupationalCategory": {"codeValue": "4412", "inCodeSet": "NOC 2016"}},
        {"relevantOccupation": {"@type": "Occupation", "name": "Aide"}},
        {"employmentType": "FULL_TIME"},
        {"experienceRequirements": "two years"},
        {"url": "https://jobs.example.ca/1"},
        {"jobLocation": "Somewhere"},
        {"datePosted": "soon"},
        {"totalJobOpenings": "many"},
    ],
)
def test_what_could_mean_two_things_is_left_out_and_said(change: dict[str, Any]) -> None:
    draft = read_posting({**JOB, **change}, LOOKUP)
    (member,) = change
    assert member in {one.values.get("member") for one in draft.notes}
    assert draft.problems == ()


def test_a_posting_without_skills_is_no_vacancy_and_a_lost_zero_is_said() -> None:
    document = {name: value for name, value in JOB.items() if name != "skills"}
    assert codes(settle(read_posting(document, LOOKUP), LOOKUP)) == [("vacancy_asks_nothing", None)]
    wrong = read_posting({**JOB, "occupationalCategory": "NOC 10"}, LOOKUP)
    assert [(one.code, one.where) for one in wrong.problems] == [("noc_zeros", "/occupationalCategory")]


@pytest.mark.parametrize("data", [b"<html><p>We are hiring</p></html>", b'{"@type": "Person"}', b"[]"])
def test_a_page_without_a_posting_says_so(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        job_postings(data)
    assert caught.value.code == "vacancy_no_posting"


@settings(max_examples=60)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200).map(lambda text: f"<b>{text}".encode())))
def test_no_page_and_no_table_ends_in_anything_but_a_sentence(data: bytes) -> None:
    plain_text(data.decode("utf-8", "replace"))
    for read in (job_postings, read_vacancy_table):
        with contextlib.suppress(InputError):
            read(data)


def test_of_a_page_only_what_a_reader_sees_is_text() -> None:
    assert plain_text("<p>Care &amp; lifts</p><script>x()</script><ul><li>Nights</li></ul>") == "Care & lifts\n- Nights"
    assert plain_text("no marks") == "no marks"


def test_the_programme_of_the_examples_can_be_written_in_words() -> None:
    skills = load_taxonomy(Path(__file__).parents[3] / "examples/programme/skills.csv")
    draft = table("Title in English,PSW", "Must,Hoyer lift", "Must,hygiène personnelle", "Nice,charting")
    made = settle(draft, Lookup(skills)).checked()
    assert [one.skills[0].rpartition("/")[2] for one in made.requirements] == ["mechanical-lift", "hygiene", "records"]
