"""Whatever bytes are given: rows and problems, and no row that is not a person's."""

import csv
import io
from datetime import UTC, date, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.issuer.roster.dates import read_date
from mexbadge.issuer.roster.reading import read_roster

_NAMES = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)
_CELLS = st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Cs", "Cn")), max_size=30).map(str.strip)


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_rows_or_problems(data: bytes) -> None:
    roster = read_roster(data)
    assert roster.rows or roster.problems


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=200), st.sampled_from(["email,name,date\n", "Courriel;Nom\n", "did\temail\n"]))
def test_every_row_has_an_identity_and_a_line_of_its_own(body: str, headings: str) -> None:
    roster = read_roster((headings + body).encode("utf-8", "replace"))
    for row in roster.rows:
        assert row.recipient.type in {"emailAddress", "did"}
        assert "\n" not in row.recipient.value
    lines = [row.line for row in roster.rows]
    assert lines == sorted(set(lines))
    assert all(problem.hint() for problem in roster.problems)


@settings(max_examples=examples(60), deadline=None)
@given(
    st.lists(st.tuples(_NAMES, _CELLS), min_size=1, max_size=8, unique_by=lambda pair: pair[0]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_is_read(people: list[tuple[str, str]], encoding: str, delimiter: str, end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(["email", "narrative"])
    writer.writerows((f"{name}@x.ca", text) for name, text in people)
    roster = read_roster(out.getvalue().encode(encoding))
    assert [row.recipient.value for row in roster.rows] == [f"{name}@x.ca" for name, _ in people]
    assert roster.problems == ()


@settings(max_examples=examples(200), deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_the_same_in_every_way_to_write_it(day: date) -> None:
    wanted = datetime(day.year, day.month, day.day, tzinfo=UTC)
    assert read_date(day.isoformat()) == wanted
    assert read_date(f"{day.day}/{day.month}/{day.year:04}", "dmy") == wanted
    assert read_date(f"{day.month}/{day.day}/{day.year:04}", "mdy") == wanted
    assert read_date(f"{day.day} {day:%B} {day.year:04}") == wanted
