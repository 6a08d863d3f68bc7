"""A trust list as a table: in and out with nothing changed, and every slip said with its line."""

from datetime import UTC, datetime

import pytest

from mexbadge._json import dumps
from mexbadge.errors import RosterError, SchemaError
from mexbadge.trust import ListedState, TrustList
from mexbadge.trust.reading import TRUST_LIST_SCHEMA, read_list
from mexbadge.trust.table import list_from_table, list_to_table

AT = datetime(2026, 6, 1, tzinfo=UTC)
TABLE = """\
id,name_en,name_fr,roles,approved_by,since,until
did:web:badges.lakeshore.example,Lakeshore,Lakeshore (FR),approved college | board,MEX board,2026-01-01,2029-01-01
https://badges.north.example/issuer.json,Northern Pines,,,,,
did:web:later.example,Later College,,approved college,MEX board,2026-09-01T00:00:00-04:00,
"""


def problems(text: str, **given: str) -> list[tuple[object, str]]:
    with pytest.raises(RosterError) as caught:
        list_from_table(text.encode(), name=given.get("name", "A list"))
    return [(one.where, one.code) for one in caught.value.problems]


def test_a_table_says_whom_by_whom_since_and_until_when() -> None:
    document = list_from_table(TABLE.encode(), name="Approved", until=datetime(2027, 7, 1, tzinfo=UTC))
    loaded = TrustList.load(dumps(document).encode())
    lakeshore = loaded.find("did:web:badges.lakeshore.example", at=AT)
    assert lakeshore.state is ListedState.ON
    assert lakeshore.entry is not None
    assert (lakeshore.entry.approved_by, lakeshore.entry.roles) == ("MEX board", ("approved college", "board"))
    assert lakeshore.entry.words.text("fr") == "Lakeshore (FR)"
    assert loaded.find("did:web:later.example", at=AT).state is ListedState.NOT_YET
    assert loaded.valid_until == "2027-07-01T00:00:00Z"


@pytest.mark.parametrize("workbook", [False, True])
def test_what_goes_out_as_a_table_comes_in_as_the_same_issuers(*, workbook: bool) -> None:
    document = list_from_table(TABLE.encode(), name="Approved")
    data, lost = list_to_table(read_list(document, "-"), workbook=workbook)
    assert list_from_table(data, name="Approved") == document
    assert [(one.code, one.where) for one in lost] == [("trust_lost", "/name")]


def test_headings_are_found_in_french_and_days_in_words() -> None:
    french = "Identifiant;Nom fr;Approuvé par;Depuis;Jusqu'au\ndid:web:a.example;Collège A;le conseil;1er mars 2026;\n"
    (issuer,) = list_from_table(french.encode("utf-8-sig"), name="Liste")["issuers"]
    assert issuer == {
        "id": "did:web:a.example",
        "name": {"fr": "Collège A"},
        "approvedBy": "le conseil",
        "validFrom": "2026-03-01T00:00:00Z",
    }


def test_everything_that_is_wrong_is_said_with_its_line() -> None:
    text = (
        "id,name,since,until\n"
        "did:web:a.example,A,2026-03-01,2026-02-01\n"
        "http://b.example,B,,\n"
        "did:web:c.example,,,\n"
        "did:web:d.example,D,03/04/2026,\n"
        "did:web:e.example,E,2026-01-01T10:00,\n"
        "did:web:f.example,F,,\n"
        "did:web:f.example,F again,,\n"
        "nonsense,,2026-13-01,2026-14-01\n"
    )
    assert problems(text) == [
        (2, "trust_dates"),
        (3, "trust_id"),
        (4, "trust_no_name"),
        (5, "roster_date_ambiguous"),
        (6, "trust_date"),
        (8, "trust_twice"),
        (9, "trust_no_name"),
        (9, "roster_date"),
        (9, "roster_date"),
        (9, "trust_id"),
    ]


def test_a_heading_that_is_none_is_refused_for_it_may_be_an_end() -> None:
    assert problems("id,name,untill\ndid:web:a.example,A,2026-01-01\n") == [(1, "trust_column")]
    assert problems("id,name,issuer,email\nx,A,did:web:a.example,a@x.ca\n") == [(1, "trust_column")] * 2
    assert problems("id,name,until,until\nx,A,,\n") == [(1, "trust_column_twice")]
    assert problems("name,until\nA,\n") == [(1, "trust_columns")]
    assert problems("id,until\nA,\n") == [(1, "trust_columns")]
    assert problems("") == [(None, "roster_empty")]


def test_what_a_table_cannot_hold_is_told() -> None:
    document = {
        "schema": TRUST_LIST_SCHEMA,
        "name": "A list",
        "id": "did:web:board.example",
        "validFrom": "2026-01-01T00:00:00Z",
        "validUntil": "2027-01-01T00:00:00Z",
        "issuers": [{"id": "did:web:a.example", "name": {"en": "A", "de": "Ah"}, "validUntil": "2026-05-01T12:30:00Z"}],
        "proof": {"type": "DataIntegrityProof"},
    }
    data, lost = list_to_table(read_list(document, "-"))
    assert [(one.where, one.code) for one in lost] == [
        ("/name", "trust_lost"),
        ("/id", "trust_lost"),
        ("/validFrom", "trust_lost"),
        ("/validUntil", "trust_lost"),
        ("/proof", "trust_lost_proof"),
        ("/issuers/0/name", "trust_lost"),
    ]
    (issuer,) = list_from_table(data, name="A list")["issuers"]
    assert issuer["validUntil"] == "2026-05-01T12:30:00Z"


def test_a_cell_that_a_spreadsheet_would_run_comes_back_as_it_was() -> None:
    document = {**list_from_table(TABLE.encode(), name="L")}
    document["issuers"][0]["name"] = "=HYPERLINK(1)"
    data, _ = list_to_table(read_list(document, "-"))
    assert b"'=HYPERLINK" in data
    assert list_from_table(data, name="L") == document


def test_the_name_of_the_list_is_checked_too() -> None:
    with pytest.raises((RosterError, SchemaError)):
        list_from_table(TABLE.encode(), name=" ")
