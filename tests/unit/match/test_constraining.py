"""Constraints say no by codes only; another spelling is unknown, and is said."""

import csv

import pytest

from matching import applicant, ask, compared, vacancy
from mexbadge.match import Constraints, Experience, Met, Requirement, explain
from mexbadge.match.constraining import Comparison, constrained
from mexbadge.match.places import SchemeCode, is_within, language_of, occupation_of, place_of
from skilled import held
from vectors_data import vectors

FITS, DOES_NOT, UNKNOWN = Comparison.FITS, Comparison.DOES_NOT, Comparison.UNKNOWN


@pytest.mark.parametrize(
    ("asked", "mine", "outcome"),
    [
        ("fr", "fr-CA", FITS),
        ("fr", "FR", FITS),
        ("fr", "fr_CA", FITS),
        ("fr", "fra", FITS),
        ("French", "fr-CA", FITS),
        ("fr", "Français", FITS),
        ("fr-CA", "fr", UNKNOWN),
        ("fr-CA", "fr-FR", DOES_NOT),
        ("fr", "frr", DOES_NOT),
        ("fr", "en", DOES_NOT),
        ("Cree", "cr", UNKNOWN),
        ("fr", "bilingue", UNKNOWN),
        ("fr", "und", UNKNOWN),
        ("fr", "x-fr", UNKNOWN),
        ("Cree", "cree", FITS),
    ],
)
def test_languages_are_ranges(asked: str, mine: str, outcome: Comparison) -> None:
    found = constrained(Constraints(languages=(asked,)), Constraints(languages=(mine,)))
    assert found == {"languages": outcome}


def test_every_language_is_asked_and_none_declared_says_nothing() -> None:
    asked = Constraints(languages=("fr", "en"))
    assert constrained(asked, Constraints(languages=("fr-CA", "en-CA")))["languages"] is FITS
    assert constrained(asked, Constraints(languages=("fr-CA",)))["languages"] is DOES_NOT
    assert constrained(asked, Constraints(languages=("fr-CA", "?")))["languages"] is UNKNOWN
    assert constrained(asked, None)["languages"] is UNKNOWN


@pytest.mark.parametrize(
    ("asked", "mine", "outcome"),
    [
        ("Ontario", "CA-ON", FITS),
        ("ON", "Ont.", FITS),
        ("CA-ON", "er:3530", FITS),
        ("ER 3530", "Ontario", FITS),
        ("Canada", "ca-on", FITS),
        ("er:3530", "catchment:13", FITS),
        ("er:3510", "catchment:13", DOES_NOT),
        ("Québec", "quebec", FITS),
        ("CA-PQ", "QC", FITS),
        ("CA-ON", "CA-QC", DOES_NOT),
        ("er:3530", "er:3510", DOES_NOT),
        ("er:3530", "CA-QC", DOES_NOT),
        ("US-NY", "US", FITS),
        ("CA-ON", "US", DOES_NOT),
        ("Sudbury", "CA-ON", UNKNOWN),
        ("CA-ON", "Sudbury", UNKNOWN),
        ("Sudbury", "Toronto", UNKNOWN),
        ("Sudbury", " sudbury ", FITS),
        ("NL", "CA-NL", UNKNOWN),
        ("CA-XX", "CA-ON", UNKNOWN),
        ("er:9930", "CA-ON", UNKNOWN),
        ("catchment:99", "CA-ON", UNKNOWN),
        ("3530", "er:3530", UNKNOWN),
    ],
)
def test_regions_are_codes_with_what_they_contain(asked: str, mine: str, outcome: Comparison) -> None:
    found = constrained(Constraints(regions=(asked,)), Constraints(regions=(mine,)))
    assert found == {"regions": outcome}


def test_one_of_several_places_is_enough_and_one_that_is_not_known_leaves_it_open() -> None:
    asked = Constraints(regions=("CA-QC", "er:3530"))
    assert constrained(asked, Constraints(regions=("CA-BC", "Ontario")))["regions"] is FITS
    assert constrained(asked, Constraints(regions=("CA-BC", "Sudbury")))["regions"] is UNKNOWN


@pytest.mark.vectors
def test_every_region_of_the_published_table_is_read_with_its_parent() -> None:
    table = vectors("../data/ca-regions.csv")
    schemes = {"economic-region": "er:", "employment-ontario-catchment": "catchment:"}
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert len(rows) > 30
    for row in rows:
        place = place_of(f"{schemes.get(row['kind'], '')}{row['code']}")
        assert place is not None, row
        if row["kind"] in ("country", "province", "territory"):
            assert place_of(row["name_en"]) == place_of(row["name_fr"]) == place
        parent = place_of(row["parent"] if row["kind"] != "employment-ontario-catchment" else f"er:{row['parent']}")
        assert parent is None or (is_within(place, parent) and not is_within(parent, place)), row


def test_a_licence_in_other_words_is_unknown_and_said() -> None:
    post = vacancy(ask("lifts"), constraints=Constraints(("Sudbury",), licences=("G",)))
    result = compared(
        post, held("lifts"), applicant=applicant(constraints=Constraints(("Toronto",), licences=("Class G",)))
    )
    assert set(result.constraints.values()) == {UNKNOWN}
    assert result.eligible
    assert str(result).count("what was declared could not be compared") == 2
    assert "n'a pu être comparé" in "\n".join(explain(result, "fr"))
    silent = compared(post, held("lifts"))
    assert str(silent).count("nothing was declared") == 2


@pytest.mark.parametrize(
    ("asked", "done", "met"),
    [
        ("NOC 33102", "CNP 33102", Met.MET),
        ("noc:33102", "NOC 33102 - Nurse aides", Met.MET),
        ("NOC 3310", "NOC 33102", Met.MET),
        ("NOC 33102", "NOC 3310", Met.MISSING),
        ("NOC 33102", "NOC 44101", Met.MISSING),
        ("NOC 10", "NOC 00010", Met.MISSING),
        ("NOC 33102", "Personal support", Met.UNVERIFIED),
        ("Personal support", "PSW", Met.UNVERIFIED),
        ("Personal support", "personal support", Met.MET),
        ("http://data.europa.eu/esco/occupation/x", "https://data.europa.eu/esco/occupation/x/", Met.MET),
    ],
)
def test_experience_is_compared_by_the_code_of_an_occupation_or_not_at_all(asked: str, done: str, met: Met) -> None:
    post = vacancy(Requirement("e", experience=asked, months=12))
    result = compared(post, applicant=applicant(experience=(Experience(done, 12),)))
    assert result.fits[0].met is met
    assert ("not compared" in str(result)) == (met is Met.UNVERIFIED)


def test_what_no_scheme_holds_is_nothing() -> None:
    assert place_of("") is None
    assert language_of("") is None
    assert occupation_of("33102") is None, "five digits may be of any table"
    assert occupation_of("urn:job:7") == SchemeCode("URI", "urn:job:7")
