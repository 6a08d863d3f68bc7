"""A table read by the names of its columns: each row as the cells that say something, by what they hold."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mexbadge.errors import Problem
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.workbook import read_table

__all__ = ["NamedTable", "read_named"]


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table under its headings, which stand on ``line``; ``names``: what each of them means, "" for nothing known.

    ``problems`` are what stopped the reading: then there is nothing else.
    """

    line: int = 0
    headings: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    lines: Sequence[tuple[int, tuple[str, ...]]] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()

    @property
    def strange(self) -> list[str]:
        """The headings that mean nothing known."""
        return [cell for cell, name in zip(self.headings, self.names, strict=True) if heading_key(cell) and not name]

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield each row with its line: the cells that are not empty, without white space around them, by name."""
        for line, row in self.lines:
            yield (
                line,
                {name: cell.strip() for name, cell in zip(self.names, row, strict=False) if name and cell.strip()},
            )


def read_named(data: bytes, known: Mapping[str, str], sheet: str | None = None) -> NamedTable:
    """Read a CSV or a workbook, with problems as :func:`read_table`; ``known``: by its key, what a heading means."""
    read = read_table(data, lambda row: sum(heading_key(cell) in known for cell in row), sheet)
    if read.problems:
        return NamedTable(problems=tuple(read.problems))
    line, headings = read.rows[0]
    names = tuple(known.get(heading_key(cell), "") for cell in headings)
    return NamedTable(line, tuple(headings), names, read.rows[1:])
