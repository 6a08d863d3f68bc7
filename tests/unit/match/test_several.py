"""Many vacancies as one table: in one pass or not at all, what is wrong by line, and out again without loss."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mexbadge.errors import RosterError
from mexbadge.match import Vacancy
from mexbadge.match.drafts import (
    Lookup,
    is_table,
    is_vacancies_table,
    read_vacancies,
    template_csv,
    vacancies_csv,
    vacancies_workbook,
)
from mexbadge.match.drafts.choices import COLUMNS as CHOICES
from mexbadge.match.drafts.fields import COLUMNS, FIELDS
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from mexbadge.tabular.headings import heading_key
from mexbadge.texts import LANGUAGES, all_sentences, message

LIFTS, AID, CARE = (f"https://skills.example/{name}" for name in ("lifts", "aid", "care"))
LIST = Taxonomy.of(
    [
        Skill(LIFTS, Words.of({"en": "transfers", "fr": "transferts"})),
        Skill(AID, Words.of({"en": "first aid (level C)", "fr": "secourisme"})),
        Skill(CARE, Words.of({"en": "personal care", "fr": "soins personnels"})),
    ]
)
TABLE = """Harbour View Home,,,,,
Reference,Title in English,Employer,NOC code,Must,Nice 1,Nice 2,Pay from,Pay per
nights,Nights,Home,33102 | 44101,"transfers (competent, 365 days); first aid (level C)",personal care,,24.50,hour
days,Days,Home,33102,"transfers
personal care | first aid (level C)",,first aid (level C) (EQF 4),25,hour
"""


def problems(text: str, lookup: Lookup | None = None) -> list[tuple[str, object]]:
    with pytest.raises(RosterError) as caught:
        read_vacancies(text.encode(), lookup or Lookup(LIST))
    return [(one.code, one.where) for one in caught.value.all_problems]


def test_each_row_is_a_vacancy_with_its_skills_levels_and_ages() -> None:
    nights, days = read_vacancies(TABLE.encode(), Lookup(LIST))
    assert (nights.id, nights.noc, nights.employer) == ("nights", ("33102", "44101"), "Home")
    asked = [(one.skills, one.level and one.level.native, one.max_age, one.kind.value) for one in nights.requirements]
    assert asked == [
        ((LIFTS,), "competent", 365, "must"),
        ((AID,), None, None, "must"),
        ((CARE,), None, None, "nice"),
    ]
    assert [one.skills for one in days.requirements] == [(LIFTS,), (CARE, AID), (AID,)]
    assert days.requirements[2].level is not None


def test_everything_that_is_wrong_in_any_row_is_said_at_its_line_and_nothing_is_taken() -> None:
    rows = [
        "Reference,Title in English,Must,Pay from,NOC code",
        "a,A,transfers,abc,33102",
        "b,B,dancing,,00009",
        "c,,transfers,,",
        "a,D,transfers,,",
        "e,E,,,",
    ]
    found = problems("\n".join(rows))
    assert [where for _, where in found] == [2, 3, 3, 4, 5, 6]
    codes = [code for code, _ in found]
    assert codes[0] == "vacancy_amount"
    assert {"vacancy_unknown", "vacancy_choice"} & set(codes)
    assert {"vacancy_no_title", "vacancies_twice", "vacancy_asks_nothing"} <= set(codes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Title,Must,Colour\nA,transfers,red\n", "vacancies_column"),
        ("Title,Employer\nA,Home\n", "vacancies_columns"),
        ("Title,Must\n", "vacancies_none"),
        ("Title,Must\nA,transfers,left over\n", "vacancy_beside"),
    ],
)
def test_what_is_no_such_table_or_has_a_column_that_nobody_reads_is_refused(text: str, code: str) -> None:
    assert problems(text)[0][0] == code


def test_the_tables_of_one_and_of_many_are_told_apart() -> None:
    assert is_vacancies_table(TABLE.encode())
    assert not is_table(TABLE.encode())
    for lang in ("en", "fr"):
        one = template_csv(lang)
        assert is_table(one)
        assert not is_vacancies_table(one)
        many, _ = vacancies_csv((), lang)
        assert is_vacancies_table(many)
        assert not is_table(many)
    assert not is_vacancies_table(b'{"title": "x"}')


_WORDS = st.text("abcdéô ", min_size=1, max_size=12).map(str.strip).filter(bool)
_LEVELS = st.sampled_from([None, {"scale": "http://data.europa.eu/snb/eqf", "level": "4"}])


@st.composite
def posts(draw: st.DrawFn) -> Vacancy:
    """Draw a vacancy of which nothing is lost in the table."""
    asked = draw(
        st.lists(
            st.lists(st.sampled_from([LIFTS, AID, CARE]), min_size=1, max_size=3, unique=True),
            min_size=1,
            max_size=4,
            unique_by=lambda names: tuple(sorted(names)),
        )
    )
    requirements = [
        {
            "kind": draw(st.sampled_from(["must", "nice"])),
            "anyOf": names,
            **({"level": level} if (level := draw(_LEVELS)) else {}),
            **({"maxAgeDays": days} if (days := draw(st.none() | st.integers(0, 9_999))) is not None else {}),
        }
        for names in asked
    ]
    facts = {
        "seats": draw(st.integers(0, 99)),
        "employer": draw(_WORDS),
        "noc": draw(st.lists(st.sampled_from(["33102", "44101", "00010"]), unique=True)),
        "usesAi": draw(st.booleans()),
        "constraints": {"remote": draw(st.booleans()), "hours": draw(st.sampled_from([30, 37.5]))},
        "openUntil": "2026-12-31",
        "pay": {"least": "24.50", "most": "28", "period": draw(st.sampled_from(["hour", "year"]))},
    }
    title = {"en": draw(_WORDS), "fr": draw(_WORDS)}
    return Vacancy.parse({"id": "v", "title": title, "requirements": requirements, **facts}, taxonomy=LIST)


def plain(one: Vacancy) -> object:
    """What is compared: all but the names that requirements are given, musts before nices."""
    asked = [replace(each, id="", label=Words()) for each in one.requirements]
    return replace(one, requirements=tuple(sorted(asked, key=lambda each: each.kind.value)))


@settings(max_examples=60)
@given(st.lists(posts(), min_size=1, max_size=3), st.sampled_from(["en", "fr"]), st.booleans())
def test_what_is_written_is_read_back_as_it_was(found: list[Vacancy], lang: str, book: bool) -> None:  # noqa: FBT001
    given_posts = [replace(one, id=f"v{number}") for number, one in enumerate(found)]
    data, lost = (vacancies_workbook if book else vacancies_csv)(given_posts, lang)
    assert lost == ()
    assert [plain(one) for one in read_vacancies(data, Lookup(LIST))] == [plain(one) for one in given_posts]


def test_what_has_no_column_is_named() -> None:
    table = {"skill": LIFTS, "weight": "2"}, {"pathway": "https://college.example/p"}
    post = Vacancy.parse({"id": "v", "title": "V", "requirements": [*table], "eachOnce": True})
    _, lost = vacancies_csv([post])
    assert sorted(str(one.where) for one in lost) == ["/eachOnce", "/requirements/0/weight", "/requirements/1/pathway"]


def test_no_name_of_a_line_or_column_means_two_things_in_any_language() -> None:
    for names in (
        [(one.called(lang), one.name) for one in FIELDS for lang in LANGUAGES]
        + [(other, one.name) for one in FIELDS for other in one.other],
        [(message(f"vacancy_heading_{name}", lang), name) for name in COLUMNS for lang in LANGUAGES],
        [(message(f"vacancy_choice_{name}", lang), name) for name in CHOICES for lang in LANGUAGES],
    ):
        meant: dict[str, set[str]] = {}
        for said, name in names:
            meant.setdefault(heading_key(said), set()).add(name)
        assert {said: found for said, found in meant.items() if len(found) > 1 or not said} == {}


def test_each_line_says_what_to_write_or_has_nothing_to_say() -> None:
    for one in FIELDS:
        known = f"vacancy_fill_{one.name}" in all_sentences()
        assert known == one.helped == bool(one.help("fr")), one.name
