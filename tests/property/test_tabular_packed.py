"""Rows that are packed, and sequences that are made anew, are the sequences that they stand for."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from mexbadge.tabular.packed import Again, PackedRows

CELLS = st.text(st.characters(exclude_characters="\0"), max_size=4)
ROWS = st.lists(st.tuples(st.integers(1, 10**6), st.lists(CELLS, max_size=3).map(tuple)), max_size=6)
PLACES = st.one_of(st.none(), st.integers(-8, 8))
SLICES = st.builds(slice, PLACES, PLACES, st.one_of(st.none(), st.integers(1, 3), st.integers(-3, -1)))


def packed(rows: list[tuple[int, tuple[str, ...]]]) -> PackedRows:
    made = PackedRows()
    for line, cells in rows:
        made.append(line, cells)
    return made


@given(ROWS, SLICES, SLICES)
def test_packed_rows_are_the_rows_whole_and_in_part(
    rows: list[tuple[int, tuple[str, ...]]], part: slice, inner: slice
) -> None:
    made = packed(rows)
    assert list(made) == rows
    assert (made == rows, made == tuple(rows), len(made)) == (True, True, len(rows))
    assert [made[at] for at in range(-len(rows), len(rows))] == rows + rows
    assert list(made[part][inner]) == rows[part][inner]
    assert list(reversed(made)) == rows[::-1]


@given(ROWS, ROWS)
def test_they_equal_what_holds_the_same_and_nothing_else(
    rows: list[tuple[int, tuple[str, ...]]], others: list[tuple[int, tuple[str, ...]]]
) -> None:
    assert (packed(rows) == packed(others)) == (rows == others)
    assert packed(rows) != "rows"


@given(st.lists(st.integers()), SLICES)
def test_what_is_made_anew_is_the_same_at_each_walk(numbers: list[int], part: slice) -> None:
    walks = 0

    def make() -> Iterator[int]:
        nonlocal walks
        walks += 1
        return iter(numbers)

    made = Again.of(make)
    assert walks == 1
    assert (list(made), list(made), len(made)) == (numbers, numbers, len(numbers))
    assert made == numbers
    assert made[part] == tuple(numbers[part])
    assert [made[at] for at in range(-len(numbers), len(numbers))] == numbers + numbers


def test_neither_tells_what_it_holds() -> None:
    rows = packed([(2, ("zoe@x.ca",))])
    assert "zoe" not in repr(rows) + repr(Again(lambda: iter(["zoe"]), 1))
