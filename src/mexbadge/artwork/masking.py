"""Which of its eight masks a QR code bears: the one with the fewest points against it (ISO/IEC 18004, 7.8.3).

The library draws a code under each mask and counts cell by cell, which was half of the time that a site took. Two masks
turn the same cells of every code of one size, so one drawing is enough; and a drawing held as one whole number is
counted for all cells at once. What comes out is what the library chooses.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Final

from mexbadge.artwork import libraries

__all__ = ["best_mask", "points_against"]

_MASKS: Final = 8
_LONG: Final = 5
"""How many cells of one colour in a line begin to count."""
_FINDER: Final = (0, 2, 3, 4, 6)
"""The dark cells of what looks like the corner of a code: 1:1:3:1:1, with four light cells after it, or before it."""
_FINDER_CELLS: Final = 11


def best_mask(made: Any) -> int:  # noqa: ANN401 - the library's, which has no types
    """Return the number of the mask for a code of the library whose data are given, and whose size is decided."""
    made.makeImpl(True, 0)  # noqa: FBT003 - the library's words: drawn without the cells that name the mask
    side = made.modules_count
    first = _number(made.modules)
    drawn = [first, *(first ^ turned for turned in _turned(made.version))]
    points = [points_against(one, side) for one in drawn]
    return points.index(min(points))


@lru_cache(maxsize=40)
def _turned(version: int) -> tuple[int, ...]:
    """Return which cells each other mask turns that the first one does not, and the reverse, in codes of a size."""
    made = libraries.QRCode(version=version, error_correction=libraries.constants.ERROR_CORRECT_M, border=0)
    made.add_data(b"0", optimize=0)
    drawn = []
    for mask in range(_MASKS):
        made.makeImpl(True, mask)  # noqa: FBT003
        drawn.append(_number(made.modules))
    return tuple(one ^ drawn[0] for one in drawn[1:])


def _number(rows: Iterable[Sequence[bool | None]]) -> int:
    """Return the cells as one number: a dark cell is a set bit, and one bit that is never set parts two rows."""
    return int("".join("".join("1" if cell else "0" for cell in row) + "0" for row in rows), 2)


def points_against(dark: int, side: int) -> int:
    """Return the points against a drawing of ``side`` by ``side`` cells, whose rows are parted by one bit each."""
    step = side + 1
    whole = _whole(side)
    light = whole & ~dark
    points = 0
    for cells in (dark, light):
        for shift in (1, step):
            points += _lines(cells, shift)
        pairs = cells & cells >> 1
        points += 3 * (pairs & pairs >> step).bit_count()
    for shift in (1, step):
        points += 40 * _finders(dark, light, shift)
    count = side * side
    return points + 10 * (abs(20 * dark.bit_count() - 10 * count) // count)


@lru_cache(maxsize=40)
def _whole(side: int) -> int:
    return _number([[True] * side] * side)


def _lines(cells: int, shift: int) -> int:
    """Return three points for each five cells of one colour in a line, and one more for each further cell."""
    found = cells
    for place in range(1, _LONG):
        found &= cells >> place * shift
    return found.bit_count() + 2 * (found & ~(found << shift)).bit_count()


def _finders(dark: int, light: int, shift: int) -> int:
    """Return how often something looks like the corner of a code."""
    before = after = -1
    for place in range(_FINDER_CELLS):
        after &= (dark if place in _FINDER else light) >> place * shift
        before &= (dark if _FINDER_CELLS - 1 - place in _FINDER else light) >> place * shift
    return before.bit_count() + after.bit_count()
