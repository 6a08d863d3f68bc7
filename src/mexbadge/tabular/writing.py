"""Tables that go back to a spreadsheet.

Excel reads UTF-8 only with a mark in front, and runs whatever begins like a formula; both are seen to here.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

__all__ = ["FORMULA_STARTS", "safe_cell", "table_csv", "table_parts"]

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""With what a cell begins that a spreadsheet runs: the signs, their full-width forms, and what hides them."""
_MARK: Final = "\ufeff"
_APOSTROPHE: Final = "'"
_PART: Final = 64 * 1024


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
