"""Applicants of one table are those of files of their own; what is wrong is said by line, and nothing passed over."""

import pytest

from mexbadge.badge import Person
from mexbadge.errors import RosterError
from mexbadge.match import Applicant, Constraints, Experience
from mexbadge.match.drafts.applicants import read_applicants

TABLE = """id,email,badges,experience,hours,languages,region
aisha,aisha@mail.example,aisha/a.png|aisha/b.png,"NOC 33102, 12 months|Care, 6",37.5,en|fr,CA-ON
omar,omar@mail.example,,,,,
"""


def test_a_row_is_an_applicant() -> None:
    aisha, omar = read_applicants(TABLE.encode())
    assert aisha == Applicant(
        id="aisha",
        person=Person.of("aisha@mail.example"),
        badges=("aisha/a.png", "aisha/b.png"),
        experience=(Experience("NOC 33102", 12), Experience("Care", 6)),
        constraints=Constraints(("CA-ON",), hours=aisha.constraints.hours, languages=("en", "fr")),
    )
    assert str(aisha.constraints.hours) == "37.5"
    assert omar == Applicant(id="omar", person=Person.of("omar@mail.example"))
    french = "candidat,courriel,badges,expérience,heures,langues,région"
    rows = TABLE.partition("\n")[2]
    assert read_applicants(f"{french}\n{rows}".encode()) == (aisha, omar)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("hours,", "age,"), ("match_protected", 1)),
        (("hours,", "shoe size,"), ("people_column", 1)),
        (("id,email", "id,badges"), ("people_columns", 1)),
        (("omar,", "aisha,"), ("people_twice", 3)),
        (("37.5", "full"), ("vacancy_hours", 2)),
        (("12 months", "long"), ("vacancy_months", 2)),
        (("en|fr", "englisch"), ("vacancy_language", 2)),
        (("omar@mail.example", ""), ("badge_nobody", 3)),
        (("omar,", "omar h,"), ("form_value", 3)),
    ],
)
def test_a_slip_is_said_with_its_line(change: tuple[str, str], problem: tuple[str, int]) -> None:
    with pytest.raises(RosterError) as caught:
        read_applicants(TABLE.replace(*change, 1).encode())
    assert problem in {(one.code, one.where) for one in caught.value.problems}
