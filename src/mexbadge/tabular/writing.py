"""Tables that go back to a spreadsheet.

Excel reads UTF-8 only with a mark in front, and runs whatever begins like a formula; both are seen to here.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mexbadge.errors import InputError
from mexbadge.tabular import libraries

__all__ = ["FORMULA_STARTS", "TableWriter", "delimiter_of", "safe_cell", "table_csv", "table_parts", "table_workbook"]

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a cell begins that a spreadsheet runs: the signs, their full-width forms, and what hides them."""
_MARK: Final = "\ufeff"
_APOSTROPHE: Final = "'"
_PART: Final = 64 * 1024
_TEXT: Final = "@"
"""How a workbook writes that a cell is text."""


def safe_cell(value: object) -> str:
    """Return a cell that no spreadsheet runs: one that begins like a formula gets an apostrophe in front.

    ``=``, ``+``, ``-``, ``@``, tab, carriage return and line feed, and the full-width forms of the signs; spaces before
    them do not hide them.
    """
    text = "" if value is None else str(value)
    start = text.lstrip(" \u00a0\u3000")
    return f"{_APOSTROPHE}{text}" if start.startswith(FORMULA_STARTS) else text


def delimiter_of(lang: str) -> str:
    """Return what stands between two cells in the CSV that Excel opens in a language: a semicolon but in English."""
    return "," if lang == "en" else ";"


def table_csv(headings: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> bytes:
    """Return a table as CSV that Excel opens: UTF-8 with a mark, lines that end in CR LF, and no formula.

    Excel takes cells apart by what the computer is set to: a semicolon in French.
    """
    return b"".join(table_parts(headings, rows, delimiter=delimiter))


def table_workbook(headings: Sequence[str], rows: Iterable[Sequence[object]], *, widths: Sequence[int] = ()) -> bytes:
    """Return a table as a workbook (``.xlsx``) of one sheet whose cells are all texts, whatever is written into them.

    ``widths`` are those of the columns, in letters. Raises :class:`InputError` ``roster_workbook_extra`` without the
    extra ``xlsx``.
    """
    try:
        book = libraries.Workbook()
    except ImportError:
        raise InputError("roster_workbook_extra") from None
    sheet = book.worksheets[0]
    for line, row in enumerate([headings, *rows], 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(line, column, "" if value is None else str(value))
            cell.data_type, cell.number_format = "s", _TEXT
            cell.alignment, cell.font = (
                libraries.Alignment(wrap_text=True, vertical="top"),
                libraries.Font(bold=line == 1),
            )
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[libraries.get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table_parts(headings: Sequence[str], rows: Iterable[Sequence[object]], *, delimiter: str = ",") -> Iterator[bytes]:
    """Yield a table as :func:`table_csv` writes it, some lines at a time: nothing is held but these."""
    writer = TableWriter(headings, delimiter=delimiter)
    for row in rows:
        writer.add(row)
        if writer.waiting > _PART:
            yield writer.taken()
    yield writer.taken()


class TableWriter:
    """A table that grows row by row, written as :func:`table_csv` writes it."""

    def __init__(self, headings: Sequence[str], *, delimiter: str = ",") -> None:
        self._out = io.StringIO(newline="")
        self._out.write(_MARK)
        self._writer = csv.writer(self._out, delimiter=delimiter, lineterminator="\r\n")
        self.add(headings)

    def add(self, row: Sequence[object]) -> None:
        """Write a row."""
        self._writer.writerow([safe_cell(cell) for cell in row])

    @property
    def waiting(self) -> int:
        """How many characters were written and not taken."""
        return self._out.tell()

    def taken(self) -> bytes:
        """Return what was written since this was last asked for."""
        written = self._out.getvalue().encode("utf-8", "replace")
        self._out.seek(0)
        self._out.truncate()
        return written
