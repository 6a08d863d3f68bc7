"""A registrar's list, as Excel writes it in Ontario, and what is wrong with it."""

from datetime import UTC, datetime
from itertools import product

import pytest

from mexbadge.errors import RosterError
from mexbadge.issuer.roster.reading import FIELDS, Roster, read_roster
from mexbadge.models.identity import Identity

AT = datetime(2026, 5, 1, tzinfo=UTC)
ENGLISH = (
    "First name",
    "Last name",
    "Email",
    "Student number",
    "Date issued",
    "Evidence",
    "Narrative",
    "Result",
    "Language",
    "Expiry date",
)
FRENCH = (
    "Prénom",
    "Nom",
    "Courriel",
    "Numéro d'étudiant",
    "Délivré le",
    "Preuve",
    "Récit",
    "Note",
    "Langue",
    "Date d'expiration",
)
PEOPLE = (
    (
        "Zoé",
        "Bélanger",
        "zoe.belanger@college.example.ca",
        "00123",
        "2026-03-01",
        "https://portfolio.college.ca/zoe",
        "Très à l'aise; calme, attentive",
        "87",
        "fr",
        "2028-03-01",
    ),
    ("Omar", "Haddad", "omar@college.example.ca", "00124", "2026-03-02", "", "", "91", "en", ""),
)


def listed(headings: tuple[str, ...], delimiter: str = ",", end: str = "\r\n") -> str:
    quoted = [
        delimiter.join(f'"{cell}"' if set(cell) & set(",;\t") else cell for cell in row) for row in (headings, *PEOPLE)
    ]
    return end.join(quoted) + end


def one(*cells: str, headings: str = "email,date,expiry,evidence,ref,language,narrative") -> Roster:
    row = ",".join(f'"{cell}"' for cell in (*cells, *[""] * (headings.count(",") + 1 - len(cells))))
    return read_roster(f"{headings}\n{row}\n".encode(), at=AT)


def codes(roster: Roster) -> list[str]:
    return [problem.code for problem in roster.problems]


EVERY_WAY = list(
    product(("utf-8", "utf-8-sig", "cp1252", "utf-16"), (",", ";", "\t"), ("\r\n", "\n"), (ENGLISH, FRENCH))
)


@pytest.mark.parametrize(("encoding", "delimiter", "end", "headings"), EVERY_WAY)
def test_all_48_ways_to_write_a_list_are_read_to_the_same_rows(
    encoding: str, delimiter: str, end: str, headings: tuple[str, ...]
) -> None:
    roster = read_roster(listed(headings, delimiter, end).encode(encoding), at=AT)
    assert roster.problems == ()
    assert roster.notes == ()
    assert roster.delimiter == delimiter
    assert roster.preview == "Zoé Bélanger, 2026-03-01"
    assert roster.rows == read_roster(listed(ENGLISH).encode(), at=AT).rows
    zoe, omar = roster.rows
    assert (zoe.line, omar.line) == (2, 3)
    assert zoe.recipient == Identity("emailAddress", "zoe.belanger@college.example.ca")
    assert (zoe.first_name, zoe.last_name, zoe.name, zoe.ref) == ("Zoé", "Bélanger", None, "00123")
    assert zoe.valid_from == datetime(2026, 3, 1, tzinfo=UTC)
    assert zoe.valid_until == datetime(2028, 3, 1, 23, 59, 59, tzinfo=UTC)
    assert zoe.evidence == ("https://portfolio.college.ca/zoe",)
    assert zoe.narrative == "Très à l'aise; calme, attentive"
    assert (zoe.result, zoe.language, omar.valid_until) == ("87", "fr", None)


def test_there_are_48_ways() -> None:
    assert len(EVERY_WAY) == 48


def test_two_people_under_name_and_email_are_exactly_two_rows() -> None:
    roster = read_roster(b"Name,Email\nAlice,alice@x.ca\nBob,bob@x.ca\n")
    assert [(row.line, row.name, row.recipient.value) for row in roster.rows] == [
        (2, "Alice", "alice@x.ca"),
        (3, "Bob", "bob@x.ca"),
    ]
    assert roster.problems == ()


def test_a_list_without_headings_is_refused_and_says_so() -> None:
    roster = read_roster(b"Alice,alice@x.ca\nBob,bob@x.ca\n")
    assert codes(roster) == ["roster_no_header"]
    assert roster.problems[0].where == 1
    assert "alice@x.ca" in roster.problems[0].message()
    assert roster.rows == ()


def test_headings_without_an_address_name_what_there_is() -> None:
    roster = read_roster(b"Eleve,Groupe\nAlice,3\n")
    assert codes(roster) == ["roster_no_recipients"]
    assert "Eleve, Groupe" in roster.problems[0].message()
    assert "--map" in (roster.problems[0].hint() or "")


def test_a_heading_is_mapped_as_asked_before_the_table_is() -> None:
    data = b"Email,Adresse perso\nold@x.ca,new@y.ca\n"
    roster = read_roster(data, mapping={"adresse PERSO": "email"})
    assert [row.recipient.value for row in roster.rows] == ["new@y.ca"]
    assert [note.values["column"] for note in roster.notes] == ["Email"]


@pytest.mark.parametrize(
    ("mapping", "code"),
    [({"Courriel": "mail"}, "roster_map_field"), ({"Adresse": "email"}, "roster_map_heading")],
)
def test_a_wrong_mapping_is_a_problem(mapping: dict[str, str], code: str) -> None:
    assert code in codes(read_roster(b"Courriel\na@x.ca\n", mapping=mapping))


def test_two_columns_for_one_thing_are_refused_but_not_for_evidence() -> None:
    assert codes(read_roster(b"Email,Courriel\na@x.ca,b@x.ca\n")) == ["roster_column_twice"]
    roster = read_roster(b"Email,Evidence,Preuve\na@x.ca,https://a.ca/1,https://a.ca/2 https://a.ca/3|https://a.ca/1\n")
    assert roster.rows[0].evidence == ("https://a.ca/1", "https://a.ca/2", "https://a.ca/3")


def test_a_column_that_means_nothing_is_left_out_with_a_note() -> None:
    roster = read_roster(b"Email,Shoe size\na@x.ca,43\n")
    assert [note.code for note in roster.notes] == ["roster_column_ignored"]
    assert len(roster.rows) == 1


def test_nom_is_the_surname_beside_a_first_name_and_the_whole_name_alone() -> None:
    assert read_roster("Prénom,Nom,Courriel\nZoé,Roy,z@x.ca\n".encode()).rows[0].last_name == "Roy"
    assert read_roster("Nom;Courriel\nZoé Roy;z@x.ca\n".encode()).rows[0].name == "Zoé Roy"


def test_the_delimiter_is_the_one_under_which_the_headings_make_sense() -> None:
    roster = read_roster("Nom, prénom;Courriel\nRoy, Zoé;z@x.ca\n".encode())
    assert (roster.delimiter, roster.rows[0].name) == (";", "Roy, Zoé")
    declared = read_roster(b"sep=;\r\nEmail;Name\r\na@x.ca;A\r\n")
    assert (declared.delimiter, declared.rows[0].line) == (";", 3)


def test_a_did_may_stand_in_place_of_an_address_and_both_are_refused() -> None:
    roster = read_roster(b"Email,DID\n,did:web:a.example\nb@x.ca,\nc@x.ca,did:web:c.example\n")
    assert [row.recipient.type for row in roster.rows] == ["did", "emailAddress"]
    assert codes(roster) == ["roster_two_identities"]


def test_any_identity_may_stand_in_a_column_of_its_own() -> None:
    roster = read_roster(b"Identity\ntelephone:+1-555-0100\nhttps://people.ca/zoe\nnobody\nemail:x\nurl:not a url\n")
    assert [row.recipient.type for row in roster.rows] == ["telephone", "url"]
    assert codes(roster) == ["roster_identity", "roster_email", "roster_identity"]


@pytest.mark.parametrize(
    "address",
    [
        "a@x.ca",
        "first.last@sub.college.ca",
        "o'neil@x.ca",
        "x+tag@x.ca",
        "zoé@x.ca",
        "1@x.ca",
        "a@bücher.example",
        "_a@x.ca",
    ],
)
def test_an_address_is_taken(address: str) -> None:
    assert [row.recipient.value for row in one(address).rows] == [address]


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("Email", "roster_email"),
        ("j.tremblay@", "roster_email"),
        ("@x.ca", "roster_email_formula"),
        ("=cmd|x@x.ca", "roster_email_formula"),
        ("+a@x.ca", "roster_email_formula"),
        ("-a@x.ca", "roster_email_formula"),
        ("\uff1da@x.ca", "roster_email_formula"),
        ("a@x.ca\r\nBcc: b@x.ca", "roster_email_control"),
        ("a@x.ca\nb@x.ca", "roster_email_control"),
        ("a\u200b@x.ca", "roster_email_control"),
        ("a\u202e@x.ca", "roster_email_control"),
        ("a@x.ca; b@x.ca", "roster_email"),
        ("a@x.ca b@x.ca", "roster_email"),
        ("a@localhost", "roster_email"),
        ("a@x..ca", "roster_email"),
        ("a..b@x.ca", "roster_email"),
        ("a.@x.ca", "roster_email"),
        ("a@-x.ca", "roster_email"),
        ("a@x.1", "roster_email"),
        ("a@@x.ca", "roster_email"),
        ("a" * 65 + "@x.ca", "roster_email"),
        ("a@" + "x" * 64 + ".ca", "roster_email"),
        ("did:web:x.example", "roster_email"),
    ],
)
def test_what_is_no_address_never_becomes_a_badge(address: str, code: str) -> None:
    roster = one(address)
    assert codes(roster) == [code]
    assert roster.rows == ()
    assert roster.problems[0].where == 2
    assert roster.problems[0].values["column"] == "email"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-01", "2026-03-01"),
        ("2026/3/1", "2026-03-01"),
        ("2026-03-01 00:00:00", "2026-03-01"),
        ("2026-03-01 0:00", "2026-03-01"),
        ("25/12/2025", "2025-12-25"),
        ("12/25/2025", "2025-12-25"),
        ("25.12.2025", "2025-12-25"),
        ("03/03/2026", "2026-03-03"),
        ("1 March 2026", "2026-03-01"),
        ("1er mars 2026", "2026-03-01"),
        ("March 1st, 2026", "2026-03-01"),
        ("15 août 2026", "2026-08-15"),
        ("1-Mar-2026", "2026-03-01"),
        ("15 FÉVR. 2026", "2026-02-15"),
    ],
)
def test_a_date_that_means_one_day_is_taken(text: str, day: str) -> None:
    (row,) = one("a@x.ca", text).rows
    assert row.valid_from == datetime.fromisoformat(f"{day}T00:00:00+00:00")


def test_a_moment_with_a_zone_is_taken_as_it_is() -> None:
    (row,) = one("a@x.ca", "2026-03-01T09:00:00-05:00").rows
    assert row.valid_from == datetime(2026, 3, 1, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("03/04/2026", "roster_date_ambiguous"),
        ("2026-02-30", "roster_date"),
        ("2026-13-01", "roster_date"),
        ("31/31/2026", "roster_date"),
        ("29/02/2025", "roster_date"),
        ("soon", "roster_date"),
        ("1 Marvember 2026", "roster_date"),
        ("03/04/26", "roster_date_year"),
        ("1-Mar-26", "roster_date_year"),
        ("46082", "roster_date_serial"),
        ("2026-03-01T09:00:00", "roster_date_zone"),
        ("2026-03-01 09:00", "roster_date"),
        ("2062-03-01", "roster_date_far"),
        ("0226-03-01", "roster_date_far"),
        ("\u0662\u0660\u0662\u0666-\u0660\u0663-\u0660\u0661", "roster_date"),
        ("2" * 5000, "roster_date"),
    ],
)
def test_a_date_that_could_mean_two_days_or_none_is_refused(text: str, code: str) -> None:
    assert codes(one("a@x.ca", text)) == [code]


def test_the_ambiguous_date_names_both_days_and_the_way_out() -> None:
    (problem,) = one("a@x.ca", "03/04/2026").problems
    assert problem.message() == '"03/04/2026" could be 2026-04-03 or 2026-03-04'
    assert "--date-order dmy" in (problem.hint() or "")


def test_the_number_of_excel_says_which_day_it_may_be() -> None:
    assert "2026-03-01" in one("a@x.ca", "46082").problems[0].message()


def test_an_order_decides_and_a_date_against_it_is_refused() -> None:
    data = b"email,date\na@x.ca,03/04/2026\nb@x.ca,12/25/2026\n"
    roster = read_roster(data, date_order="dmy")
    assert [row.valid_from for row in roster.rows] == [datetime(2026, 4, 3, tzinfo=UTC)]
    assert codes(roster) == ["roster_date_order"]
    assert read_roster(data, date_order="mdy").rows[0].valid_from == datetime(2026, 3, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        ("2026-03-01", "2026-02-28", "roster_ends_before"),
        ("", "2026-04-30", "roster_ended"),
        ("2026-03-01", "2026-04-30", "roster_ended"),
    ],
)
def test_a_badge_that_would_be_expired_is_not_issued(start: str, end: str, code: str) -> None:
    assert codes(one("a@x.ca", start, end)) == [code]


def test_a_badge_is_valid_on_the_day_on_which_it_expires() -> None:
    (row,) = one("a@x.ca", "2026-03-01", "2026-05-01").rows
    assert row.valid_until == datetime(2026, 5, 1, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("place", "value", "code"),
    [
        (3, "portfolio.ca/zoe", "roster_url"),
        (3, "javascript:alert(1)", "roster_url"),
        (3, "https://", "roster_url"),
        (3, "https://a.ca/<x>", "roster_url"),
        (4, "1.23457E+08", "roster_ref"),
        (4, "1,23457E+08", "roster_ref"),
        (4, "#N/A", "roster_ref"),
        (5, "Klingonese tongue", "roster_language"),
        (5, "japanese", "roster_language"),
        (6, "bell\x07", "roster_control"),
        (6, "Zo\ufffd", "roster_replacement"),
    ],
)
def test_a_cell_that_is_wrong_is_named_with_its_column(place: int, value: str, code: str) -> None:
    cells = ["a@x.ca", "", "", "", "", "", ""]
    cells[place] = value
    roster = one(*cells)
    assert codes(roster) == [code]
    assert (
        roster.problems[0].values["column"]
        == ("email", "date", "expiry", "evidence", "ref", "language", "narrative")[place]
    )


@pytest.mark.parametrize(
    ("text", "tag"), [("FR", "fr"), ("français", "fr"), ("English", "en"), ("anglais", "en"), ("fr-ca", "fr-CA")]
)
def test_a_language_may_be_named(text: str, tag: str) -> None:
    assert one("a@x.ca", "", "", "", "", text).rows[0].language == tag


def test_a_row_without_a_language_gets_the_usual_one() -> None:
    data = b"email,language\na@x.ca,\nb@x.ca,fr\n"
    assert [row.language for row in read_roster(data, default_language="en").rows] == ["en", "fr"]


def test_all_problems_are_found_at_once_by_line() -> None:
    data = (
        b"Courriel;Date;Expiration\n"
        b"a@x.ca;2026-03-01;\n"
        b"j.tremblay@;03/04/2026;never\n"
        b"Courriel;Date;Expiration\n"
        b";;total: 42\n"
        b"A@X.CA;2026-03-01;\n"
        b";;\n"
        b"b@x.ca;2026-03-01;2028-01-01;stray\n"
    )
    roster = read_roster(data, at=AT)
    assert [(problem.where, problem.code) for problem in roster.problems] == [
        (3, "roster_email"),
        (3, "roster_date_ambiguous"),
        (3, "roster_date"),
        (4, "roster_email"),
        (4, "roster_date"),
        (4, "roster_date"),
        (5, "roster_nobody"),
        (5, "roster_date"),
        (6, "roster_twice"),
        (8, "roster_ragged"),
    ]
    twice = roster.problems[8]
    assert twice.message() == '"A@X.CA": the same person and achievement as line 2'
    assert [row.line for row in roster.rows] == [2]
    assert roster.count == 6


def test_every_problem_says_what_to_do_in_both_languages() -> None:
    roster = read_roster(b"Email,Date\nx,03/04/2026\n,\ny@,\n")
    for problem in roster.problems:
        assert problem.hint("en")
        assert problem.hint("fr")
        assert problem.message("fr") != problem.message("en")


def test_a_short_row_of_excel_is_read_with_a_note() -> None:
    roster = read_roster(b"email,name,result\na@x.ca,A\n")
    assert [row.name for row in roster.rows] == ["A"]
    assert [(note.code, note.where) for note in roster.notes] == [("roster_short_row", 2)]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04 a workbook", "roster_workbook_damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old one", "roster_workbook"),
        (b"Email\na\0@x.ca\n", "roster_nul"),
        ("Email\na@x.ca\n".encode("utf-16-le"), "roster_nul"),
        ("Email\na\0@x.ca\n".encode("utf-16"), "roster_nul"),
        (b"Email\n\x81@x.ca\n", "roster_encoding"),
        (b"\xff\xfeE", "roster_encoding"),
        (b"", "roster_empty"),
        (b"\r\n;;\r\n", "roster_empty"),
        (b"Email,Name\n", "roster_only_headings"),
        (b'Email,Name\na@x.ca,"A\nb@x.ca,B\n', "roster_quotes"),
        (b'Email,Name\na@x.ca,"A" B\n', "roster_quotes"),
        (b"Email,Name\na@x.ca," + b"x" * 70_000 + b"\n", "roster_cell_long"),
        (b"Email,Name\na@x.ca," + b"x" * 200_000 + b"\n", "roster_quotes"),
    ],
)
def test_a_file_that_is_no_list_says_what_it_is(data: bytes, code: str) -> None:
    roster = read_roster(data)
    assert code in codes(roster)


def test_an_old_workbook_says_save_as_csv_utf_8() -> None:
    assert "CSV UTF-8" in (read_roster(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").problems[0].hint() or "")


@pytest.mark.slow
def test_a_list_has_at_most_100_000_rows() -> None:
    data = b"email\n" + b"".join(b"p%d@x.ca\n" % number for number in range(100_001))
    roster = read_roster(data)
    assert codes(roster) == ["roster_too_many"]


def test_a_wrong_encoding_shows_in_the_preview() -> None:
    data = "Prénom,Courriel\nZoé,z@x.ca\n".encode("mac_roman")
    roster = read_roster(data, mapping={"PrŽnom": "first_name"})
    assert roster.encoding == "Windows-1252"
    assert roster.preview == "ZoŽ"


def test_cells_over_several_lines_keep_the_count_of_lines() -> None:
    roster = read_roster(b'email,narrative\na@x.ca,"one\ntwo"\nbad,\n')
    assert [row.narrative for row in roster.rows] == ["one\ntwo"]
    assert [problem.where for problem in roster.problems] == [4]


def test_no_name_or_address_stands_in_a_representation() -> None:
    roster = read_roster(b"Name,Email\nAlice,alice@x.ca\n")
    assert "alice" not in f"{roster!r}{roster.rows!r}".lower()


def test_a_list_with_problems_is_an_exception_on_request() -> None:
    good = read_roster(b"email\na@x.ca\n")
    assert good.checked() is good
    with pytest.raises(RosterError) as caught:
        read_roster(b"email\nx\ny\n").checked()
    assert [problem.where for problem in caught.value.problems] == [2, 3]


def test_fields_are_the_words_of_map() -> None:
    assert {"email", "did", "name", "first_name", "last_name", "ref", "date", "expires"} <= set(FIELDS)
