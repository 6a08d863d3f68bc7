"""Lists that go back to a spreadsheet: what was issued, and what was wrong with a list.

Excel reads UTF-8 only with a mark in front, and runs whatever begins like a formula; both are seen to here.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field, fields
from typing import Final

from mexbadge.errors import Problem
from mexbadge.issuer.roster_cells import FORMULA_STARTS
from mexbadge.texts import Lang

__all__ = ["IssuedLine", "issued_csv", "issued_parts", "problems_csv", "safe_cell", "table_csv", "table_parts"]

_MARK: Final = "\ufeff"
_APOSTROPHE: Final = "'"
_PART: Final = 64 * 1024


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


def safe_cell(value: object) -> str:
    """Return a cell that no spreadsheet runs: one that begins like a formula gets an apostrophe in front.

    ``=``, ``+``, ``-``, ``@``, tab, carriage return and line feed, and the full-width forms of the signs; spaces before
    them do not hide them.
    """
    text = "" if value is None else str(value)
    start = text.lstrip(" \u00a0\u3000")
    return f"{_APOSTROPHE}{text}" if start.startswith(FORMULA_STARTS) else text


def table_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Return a table as CSV that Excel opens: UTF-8 with a mark, lines that end in CR LF, and no formula."""
    return b"".join(table_parts(headings, rows))


def table_parts(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """Yield a table as :func:`table_csv` writes it, some lines at a time: nothing is held but these."""
    out = io.StringIO(newline="")
    out.write(_MARK)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([safe_cell(heading) for heading in headings])
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        if out.tell() > _PART:
            yield out.getvalue().encode("utf-8", "replace")
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode("utf-8", "replace")


def issued_csv(lines: Iterable[IssuedLine]) -> bytes:
    """Return ``issued.csv``."""
    return b"".join(issued_parts(lines))


def issued_parts(lines: Iterable[IssuedLine]) -> Iterator[bytes]:
    """Yield ``issued.csv``, some lines at a time."""
    headings = [member.name for member in fields(IssuedLine)]
    rows = ((*astuple(line)[:-1], "yes" if line.already else "") for line in lines)
    yield from table_parts(["e-mail" if heading == "email" else heading for heading in headings], rows)


def problems_csv(problems: Iterable[Problem], lang: Lang = "en") -> bytes:
    """Return the problems of a list as a table: line, column, value, what is wrong, what to do, and the code."""
    headings = {
        "en": ("line", "column", "value", "problem", "fix", "code"),
        "fr": ("ligne", "colonne", "valeur", "problème", "correction", "code"),
    }
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
    return table_csv(headings[lang], rows)
