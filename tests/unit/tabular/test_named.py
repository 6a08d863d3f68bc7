"""A table by the names of its columns."""

from hypothesis import given
from hypothesis import strategies as st

from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.named import read_named
from mexbadge.tabular.writing import table_csv

KNOWN = {"identity": "who", "courriel": "who", "day": "day"}


def test_each_row_is_its_cells_by_what_they_hold_and_empty_ones_are_none() -> None:
    table = read_named(b"Courriel, Day ,Day 2\n a@b.example ,,x\nc@d.example,2026-01-02,\n", KNOWN)
    assert (table.line, table.names, table.strange) == (1, ("who", "day", ""), ["Day 2"])
    assert list(table.rows()) == [(2, {"who": "a@b.example"}), (3, {"who": "c@d.example", "day": "2026-01-02"})]


def test_a_heading_without_a_letter_is_not_strange() -> None:
    assert read_named(b"identity,,--\nx,y,z\n", KNOWN).strange == []


def test_what_cannot_be_read_is_told_and_has_no_rows() -> None:
    table = read_named(b"", KNOWN)
    assert [one.code for one in table.problems] == ["roster_empty"]
    assert list(table.rows()) == []


@given(st.lists(st.tuples(*(2 * [st.text("ab1", min_size=1, max_size=5)])), min_size=1, max_size=5))
def test_what_was_written_is_read_by_name(rows: list[tuple[str, str]]) -> None:
    table = read_named(table_csv(("identity", "day"), rows), KNOWN)
    assert [cells for _, cells in table.rows()] == [{"who": who, "day": day} for who, day in rows]
    assert all(heading_key(one) in KNOWN for one in table.headings)
