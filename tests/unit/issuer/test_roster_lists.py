"""Lists that go back to a spreadsheet, and the links in them."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.credentials.sharing import linkedin_url
from mexbadge.errors import Problem
from mexbadge.issuer.folder.settings import Settings
from mexbadge.issuer.folder.template import HEADINGS, empty_headings, template
from mexbadge.issuer.roster.reports import IssuedLine, issued_csv, problems_csv
from mexbadge.tabular.writing import safe_cell, table_csv


@pytest.mark.parametrize(
    "start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20", " =", "\u00a0+"]
)
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(start: str) -> None:
    assert safe_cell(f'{start}HYPERLINK("https://x.example")').startswith("'")


@pytest.mark.parametrize("text", ["", "Zoé", "1", "a=b", "001", "https://x.ca/=1"])
def test_a_harmless_cell_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text
    assert safe_cell(None) == ""


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=2, max_size=2), max_size=5))
def test_no_cell_of_a_table_begins_as_a_formula(rows: list[list[str]]) -> None:
    text = table_csv(["a", "b"], rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == len(rows) + 1
    for row in read:
        for cell in row:
            assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_a_line_shows_no_person_in_its_representation() -> None:
    line = IssuedLine(2, "001", "Zoé", "zoe@x.ca", "urn:uuid:1", "a.png", "https://x.ca/b/1/", "https://l.example")
    assert "zo" not in repr(line).lower()
    assert issued_csv([line]).startswith(b"\xef\xbb\xbfline,ref,name,e-mail,id,file,page,linkedin,already\r\n2,001,Zo")


def test_problems_are_written_in_the_language_of_the_reader() -> None:
    problem = Problem("roster_email", 7, {"column": "Courriel", "value": "=x"})
    heading = problems_csv([problem], "fr").decode("utf-8-sig").splitlines()[0]
    assert heading == "ligne,colonne,valeur,problème,correction,code"
    assert ",'=x," in problems_csv([problem]).decode("utf-8-sig")


def test_the_linkedin_address_holds_dates_and_page_and_prefers_the_number_of_the_organization() -> None:
    facts = {"name": "A & B", "organization": "C", "page": "https://x.ca/b/1/", "id": "urn:uuid:1"}
    url = linkedin_url(facts, valid_from="2026-03-01T00:00:00Z", valid_until="2028-02-29T23:59:59Z")
    assert "name=A+%26+B&organizationName=C&issueYear=2026&issueMonth=3&expirationYear=2028&expirationMonth=2" in url
    other = linkedin_url({**facts, "organization_id": "77"}, valid_from="2026-03-01T00:00:00Z")
    assert "organizationId=77" in other
    assert "organizationName" not in other
    assert "expiration" not in other


def test_headings_of_the_framework_are_found_in_both_languages() -> None:
    settings = Settings("did:web:x.example", "X", "https://x.example", description="D")
    assert empty_headings({}, Settings("did:web:x.example", "X", "https://x.example")) == HEADINGS
    narrative = "\n".join(
        f"## {name}\n\ntext\n"
        for name in (
            "Résultats d'apprentissage",
            "Évaluation et preuves",
            "Heures",
            "Appui des partenaires",
            "Échéance",
        )
    )
    assert empty_headings({"criteria": narrative, "alignment": [{}]}, settings) == ()
    assert empty_headings({"criteria": {"narrative": "## Expiry\n\n## Outcomes\nx"}}, settings, endorsed=True) == (
        "competencies",
        "assessment",
        "hours",
        "expiry",
    )


def test_the_template_names_every_heading() -> None:
    text = template(Settings("did:web:x.example", "X", "https://x.example", languages=("fr", "en")))
    assert 'inLanguage = "fr-CA"' in text
    assert text.count("CHANGE ME") > 8
