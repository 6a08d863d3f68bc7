"""The mask of a QR code: the one that the library chooses, which looks at every cell under each."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from artworks import codes_in, on_white
from mexbadge.artwork import libraries
from mexbadge.artwork.codes import code_of, code_png
from mexbadge.artwork.masking import points_against

LEVELS = ("L", "M", "Q", "H")


def _of_library(text: str, level: str) -> tuple[tuple[bool, ...], ...]:
    made = libraries.QRCode(error_correction=getattr(libraries.constants, f"ERROR_CORRECT_{level}"), border=0)
    made.add_data(text.encode("utf-8"), optimize=0)
    made.make(fit=True)
    return tuple(tuple(bool(cell) for cell in row) for row in made.get_matrix())


@settings(max_examples=40)
@given(st.text(min_size=1, max_size=60), st.sampled_from(LEVELS))
def test_a_code_is_the_one_that_the_library_draws(text: str, level: str) -> None:
    assert code_of(text, level).rows == _of_library(text, level)


@pytest.mark.parametrize("size", [1, 20, 61, 200, 900])
@pytest.mark.parametrize("level", ["M", "H"])
def test_so_it_is_for_every_size_of_an_address_and_it_can_be_read(size: int, level: str) -> None:
    text = f"https://badges.college.example/b/{size:032x}/".ljust(size, "x")[: max(size, 61)]
    code = code_of(text, level)
    assert code.rows == _of_library(text, level)
    assert codes_in(on_white(code_png(code))) == [text]


@given(st.data(), st.integers(11, 25))
def test_points_are_counted_as_cell_by_cell(data: st.DataObject, side: int) -> None:
    """Against an oracle that walks over the cells, with the words of the standard."""
    rows = data.draw(st.lists(st.lists(st.booleans(), min_size=side, max_size=side), min_size=side, max_size=side))
    bits = "".join("".join("1" if cell else "0" for cell in row) + "0" for row in rows)
    columns = [list(column) for column in zip(*rows, strict=True)]
    lines = ["".join("#" if cell else "." for cell in line) for line in (*rows, *columns)]
    points = 0
    for line in lines:
        run = 1
        for place in range(1, side + 1):
            if place < side and line[place] == line[place - 1]:
                run += 1
                continue
            points += run - 2 if run >= 5 else 0
            run = 1
        for place in range(side - 10):
            points += 40 * (line[place : place + 11] in {"#.###.#....", "....#.###.#"})
    for y in range(side - 1):
        for x in range(side - 1):
            points += 3 * (len({rows[y][x], rows[y][x + 1], rows[y + 1][x], rows[y + 1][x + 1]}) == 1)
    dark = sum(map(sum, rows))
    points += 10 * int(abs(dark * 100 / side**2 - 50) / 5 + 1e-9)
    assert points_against(int(bits, 2), side) == points
