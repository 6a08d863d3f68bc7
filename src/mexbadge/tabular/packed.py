"""Sequences that are not held as objects: the rows of a table as packed text, and what is made anew at each walk.

A list of 100,000 people is gone through several times, by one who reads it, one who checks it and one who issues it. As
tuples of strings its rows would take twenty times the room of the file.
"""

from array import array
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Generic, Self, TypeVar, overload

__all__ = ["Again", "PackedRows"]

T_co = TypeVar("T_co", covariant=True)
_Row = tuple[int, tuple[str, ...]]
_BETWEEN = "\0"
"""What stands between two cells: no list may hold it."""


class _Like(Sequence[T_co]):
    """A sequence that equals any other with the same members in the same order."""

    __hash__ = None  # type: ignore[assignment]  # members may be anything

    def __eq__(self, other: object) -> bool:
        """Return whether ``other`` holds the same."""
        if not isinstance(other, Sequence) or isinstance(other, str | bytes):
            return NotImplemented
        return len(self) == len(other) and all(mine == its for mine, its in zip(self, other, strict=True))

    def __repr__(self) -> str:
        """Return how many there are; the members may be about people."""
        return f"<{type(self).__name__} of {len(self)}>"


class PackedRows(_Like[_Row]):
    """Rows of cells, each with the number of its line: packed as text, made when they are asked for.

    A part of it shares what it is a part of.
    """

    __slots__ = ("_ends", "_lines", "_text", "_within")

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("q", [0])
        self._lines = array("q")
        self._within: range | None = None

    def append(self, line: int, cells: Sequence[str]) -> None:
        """Add a row; no cell holds a zero character."""
        self._text += _BETWEEN.join(cells).encode("utf-8", "surrogatepass")
        self._ends.append(len(self._text))
        self._lines.append(line if cells else -line)

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(self._lines if self._within is None else self._within)

    @overload
    def __getitem__(self, at: int) -> _Row: ...

    @overload
    def __getitem__(self, at: slice) -> "PackedRows": ...

    def __getitem__(self, at: int | slice) -> "_Row | PackedRows":
        """Return one row, or some of them, which are not copied."""
        places = range(len(self._lines)) if self._within is None else self._within
        if isinstance(at, int):
            return self._row(places[at])
        part = PackedRows()
        part._text, part._ends, part._lines, part._within = self._text, self._ends, self._lines, places[at]
        return part

    def __iter__(self) -> Iterator[_Row]:
        """Make one row after the other."""
        return map(self._row, range(len(self._lines)) if self._within is None else self._within)

    def _row(self, place: int) -> _Row:
        line = self._lines[place]
        if line < 0:
            return -line, ()
        text = self._text[self._ends[place] : self._ends[place + 1]].decode("utf-8", "surrogatepass")
        return line, tuple(text.split(_BETWEEN))


class Again(_Like[T_co], Generic[T_co]):
    """A sequence of so many that ``make`` makes at each walk, in the same order; none is held.

    An index walks up to it: good for the first ones.
    """

    __slots__ = ("_count", "_make")

    def __init__(self, make: Callable[[], Iterator[T_co]], count: int) -> None:
        self._make, self._count = make, count

    @classmethod
    def of(cls, make: Callable[[], Iterator[T_co]]) -> Self:
        """Return the sequence of what ``make`` makes; it is walked once to be counted."""
        return cls(make, sum(1 for _ in make()))

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    @overload
    def __getitem__(self, at: int) -> T_co: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[T_co, ...]: ...

    def __getitem__(self, at: int | slice) -> T_co | tuple[T_co, ...]:
        """Return one, or some as a tuple."""
        if isinstance(at, slice):
            places = range(self._count)[at]
            wanted = set(places)
            found = {place: one for place, one in enumerate(self._make()) if place in wanted}
            return tuple(found[place] for place in places)
        place = range(self._count)[at]
        return next(islice(self._make(), place, None))

    def __iter__(self) -> Iterator[T_co]:
        """Make one after the other."""
        return self._make()
