"""Lists that go back to a spreadsheet: what was issued, and what was wrong with a list."""

from collections.abc import Iterable
from dataclasses import astuple, dataclass, field, fields
from typing import Final

from mexbadge.errors import Problem
from mexbadge.tabular.writing import TableWriter, table_csv
from mexbadge.texts import Lang, message

__all__ = ["PROBLEM_COLUMNS", "IssuedLine", "issued_csv", "issued_row", "issued_writer", "problems_csv"]

PROBLEM_COLUMNS: Final = ("line", "column", "value", "problem", "fix", "code")
"""What stands in a table of problems; the headings are the sentences ``roster_heading_NAME``."""


@dataclass(frozen=True, slots=True)
class IssuedLine:
    """One line of ``issued.csv``.

    ``page`` is the unguessable address at which the badge will be hosted, ``linkedin`` the link "Add to profile",
    ``already`` whether the badge was there from an earlier run.
    """

    line: int
    ref: str = field(repr=False)
    name: str = field(repr=False)
    email: str = field(repr=False)
    id: str
    file: str
    page: str = field(repr=False)
    linkedin: str = field(repr=False)
    already: bool = False


def issued_csv(lines: Iterable[IssuedLine]) -> bytes:
    """Return ``issued.csv``."""
    writer = issued_writer()
    for line in lines:
        writer.add(issued_row(line))
    return writer.taken()


def issued_writer() -> TableWriter:
    """Return what writes ``issued.csv`` line by line, of rows as :func:`issued_row` makes them."""
    headings = [member.name for member in fields(IssuedLine)]
    return TableWriter(["e-mail" if heading == "email" else heading for heading in headings])


def issued_row(line: IssuedLine) -> tuple[object, ...]:
    """Return the cells of one line of ``issued.csv``."""
    return (*astuple(line)[:-1], "yes" if line.already else "")


def problems_csv(problems: Iterable[Problem], lang: Lang = "en") -> bytes:
    """Return the problems of a list as a table: line, column, value, what is wrong, what to do, and the code."""
    headings = [message(f"roster_heading_{name}", lang) for name in PROBLEM_COLUMNS]
    rows = (
        (
            problem.where,
            problem.values.get("column"),
            problem.values.get("value"),
            problem.message(lang),
            problem.hint(lang),
            problem.code,
        )
        for problem in problems
    )
    return table_csv(headings, rows)
