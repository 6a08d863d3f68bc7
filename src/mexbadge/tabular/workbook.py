"""A list as a workbook (``.xlsx``): its cells as the texts that a CSV of it would hold.

Reading needs the extra ``xlsx``. What a workbook unfolds to is bounded before anything in it is read.
"""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Final

from mexbadge.errors import InputError, Problem
from mexbadge.tabular import libraries
from mexbadge.tabular.packed import PackedRows
from mexbadge.tabular.sheet import CELL_CHARACTERS, ROWS, Sheet, read_sheet

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["WORKBOOK", "read_table", "read_workbook"]

WORKBOOK: Final = b"PK\x03\x04"
"""How a workbook begins: it is a zip."""
_MOST_PARTS: Final = 2_000
_MOST_UNFOLDED: Final = 256 * 1024 * 1024
_MOST_COLUMNS: Final = 1_000
_HEADINGS_AMONG: Final = 25
_NONE: Final = "\0"
_UNREADABLE: Final = "\ufffd"


def read_table(data: bytes, known: Callable[[Sequence[str]], int], sheet: str | None = None) -> Sheet:
    """Read a list, a workbook by how it begins and a CSV otherwise; problems as those of either.

    ``roster_no_sheets`` where a ``sheet`` is named and it is no workbook.
    """
    if data.startswith(WORKBOOK):
        return read_workbook(data, known, sheet)
    if sheet is not None:
        return Sheet(problems=(Problem("roster_no_sheets", None, {"sheet": sheet}),))
    return read_sheet(data, known)


def read_workbook(data: bytes, known: Callable[[Sequence[str]], int], sheet: str | None = None) -> Sheet:
    """Read the sheet that is named, else the one whose first rows do best as headings.

    ``line`` is the row's number in the sheet. Never raises; among the problems are ``roster_workbook_extra`` (nothing
    here reads workbooks), ``roster_workbook_damaged``, ``roster_too_large``, ``roster_sheet``, ``roster_cell_long``,
    ``roster_too_many``, ``roster_empty``. A note ``roster_sheets`` names the sheets that were not read.
    """
    try:
        return _chosen(_opened(data), known, sheet)
    except InputError as error:
        return Sheet(problems=(error.problem,))


def _opened(data: bytes) -> "Workbook":
    _bounded(data)
    try:
        load_workbook = libraries.load_workbook
    except ImportError:
        raise InputError("roster_workbook_extra") from None
    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except _DAMAGES as error:
        raise InputError("roster_workbook_damaged") from error


_DAMAGES: Final = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    OSError,
    EOFError,
    SyntaxError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
    ArithmeticError,
    RuntimeError,
)
"""What reading a damaged workbook raises: the library lets through what its parts raise, XML errors too."""


def _bounded(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise InputError("roster_workbook_damaged") from None
    size = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or size > _MOST_UNFOLDED:
        raise InputError("roster_too_large", size=size, limit=_MOST_UNFOLDED)
    if "[Content_Types].xml" not in {part.filename for part in parts}:
        raise InputError("roster_workbook_other")


def _chosen(book: "Workbook", known: Callable[[Sequence[str]], int], wanted: str | None) -> Sheet:
    names = list(book.sheetnames)
    if wanted is not None and wanted not in names:
        raise InputError("roster_sheet", sheet=wanted, sheets=", ".join(names))
    found: list[tuple[str, PackedRows, tuple[Problem, ...]]] = []
    for name in names if wanted is None else [wanted]:
        page = book[name]
        if wanted is None and getattr(page, "sheet_state", "") != "visible":
            continue
        rows, problems = _rows(page)
        if rows or problems:
            found.append((name, rows, problems))
    if not found:
        return Sheet(encoding=wanted or "", problems=(Problem("roster_empty"),))
    name, rows, problems = max(found, key=lambda one: _quality(one[1], known))
    others = ", ".join(other for other, _, _ in found if other != name)
    notes = (Problem("roster_sheets", None, {"sheet": name, "sheets": others}),) if others else ()
    return Sheet(rows=rows, problems=problems, notes=notes, sheet=name)


def _quality(rows: PackedRows, known: Callable[[Sequence[str]], int]) -> int:
    return max((known(cells) for _, cells in rows[:_HEADINGS_AMONG]), default=0)


def _rows(page: "Worksheet") -> tuple[PackedRows, tuple[Problem, ...]]:
    """Return the rows that hold something, each with its number, and what stopped the reading."""
    rows = PackedRows()
    try:
        for line, cells in _read(page):
            if not any(cells):
                continue
            if len(rows) > ROWS:
                return rows, (Problem("roster_too_many", line, {"limit": ROWS}),)
            rows.append(line, cells)
    except InputError as error:
        return rows, (error.problem,)
    except _DAMAGES:
        return PackedRows(), (Problem("roster_workbook_damaged"),)
    return rows, ()


def _read(page: "Worksheet") -> Iterator[tuple[int, tuple[str, ...]]]:
    getattr(page, "reset_dimensions", int)()
    for line, row in enumerate(page.iter_rows(max_col=_MOST_COLUMNS), 1):
        cells = [_text(cell.value, getattr(cell, "number_format", "")) for cell in row]
        for cell in cells:
            if len(cell) > CELL_CHARACTERS:
                raise InputError("roster_cell_long", where=line, size=len(cell), limit=CELL_CHARACTERS)
        while cells and not cells[-1]:
            cells.pop()
        yield line, tuple(cells)


def _text(value: object, shape: str) -> str:
    """Return a cell as a reader sees it: a day as ``2026-03-01``, a share shown in percent with its sign."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, float):
        return _number(value, shape)
    return value.isoformat() if isinstance(value, date | time) else str(value).strip().replace(_NONE, _UNREADABLE)


def _number(value: float, shape: str) -> str:
    if "%" in shape:
        return f"{round(value * 100, 9):.9g}%"
    return str(int(value)) if value.is_integer() else repr(value)
