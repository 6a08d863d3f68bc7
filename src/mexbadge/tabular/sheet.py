"""From the bytes of a list to its rows of cells: which encoding, which delimiter, which line.

Excel writes what the computer is set to: UTF-8 with a mark, UTF-16, or the code page Windows-1252; a comma, or in
French a semicolon. Nothing has to be told; what cannot be read says what to do in Excel.
"""

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from mexbadge.errors import InputError, Problem
from mexbadge.tabular.packed import PackedRows

__all__ = ["CELL_CHARACTERS", "FILE_BYTES", "ROWS", "Sheet", "decoded", "read_sheet"]

FILE_BYTES: Final = 64 * 1024 * 1024
"""How large a list may be."""
ROWS: Final = 100_000
"""How many rows are read."""
CELL_CHARACTERS: Final = 64 * 1024
"""How long one cell may be."""

_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How a modern workbook (a zip) and one of before 2007 begin."""
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8: Final = b"\xef\xbb\xbf"
_DELIMITERS: Final = (",", ";", "\t")
_SEPARATORS: Final = ",;\t "
_DECLARED: Final = "sep="
_SAMPLE: Final = 20
_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
"""A line with its end, of whatever system; taken one by one out of the text, which is not copied."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as rows of cells, each with the number of the line on which it begins, from 1; empty rows are left out.

    The rows are packed: they take about the room of the file, and are made one by one as they are walked through.
    ``encoding`` and ``delimiter`` say how it was read, or ``sheet`` from which sheet of a workbook; ``problems`` what
    stopped the reading, ``notes`` what was left out.
    """

    encoding: str = ""
    delimiter: str = ""
    rows: Sequence[tuple[int, tuple[str, ...]]] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    sheet: str = ""


def read_sheet(data: bytes, known: Callable[[Sequence[str]], int]) -> Sheet:
    """Read ``data``; ``known`` counts how well the cells of a row do as headings.

    Never raises: what cannot be read is among the problems (``roster_workbook``, ``roster_too_large``,
    ``roster_encoding``, ``roster_nul``, ``roster_quotes``, ``roster_cell_long``, ``roster_too_many``,
    ``roster_empty``).
    """
    try:
        text, encoding = decoded(data)
    except InputError as error:
        return Sheet(problems=(error.problem,))
    delimiter, skipped = _delimiter(text, known)
    rows, problems = PackedRows(), list[Problem]()
    try:
        for line, cells in _records(text, delimiter):
            if line <= skipped or not any(cell.strip(_SEPARATORS) for cell in cells):
                continue
            if len(rows) > ROWS:
                problems.append(Problem("roster_too_many", line, {"limit": ROWS}))
                break
            rows.append(line, cells)
    except InputError as error:
        problems.append(error.problem)
    if not rows and not problems:
        problems.append(Problem("roster_empty"))
    return Sheet(encoding, delimiter, rows, tuple(problems))


def decoded(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding: UTF-16 with a mark, else UTF-8, else Windows-1252.

    Raises :class:`InputError` ``roster_too_large``, ``roster_workbook``, ``roster_nul``, ``roster_encoding``.
    """
    if len(data) > FILE_BYTES:
        raise InputError("roster_too_large", size=len(data), limit=FILE_BYTES)
    if data.startswith(_WORKBOOKS):
        raise InputError("roster_workbook")
    wide = data.startswith(_UTF16)
    if not wide and b"\0" in data:
        raise InputError("roster_nul", where=data[: data.index(b"\0")].count(b"\n") + 1)
    place = 1
    named = (("utf-16", "UTF-16"),) if wide else (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252"))
    for codec, name in named:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError as error:
            place = data[: error.start].count(b"\n") + 1
            continue
        if "\0" in text:
            raise InputError("roster_nul", where=text[: text.index("\0")].count("\n") + 1)
        shown = f"{name} (BOM)" if codec == "utf-8-sig" and data.startswith(_UTF8) else name
        return text.removeprefix("\ufeff"), shown
    raise InputError("roster_encoding", where=place)


def _delimiter(text: str, known: Callable[[Sequence[str]], int]) -> tuple[str, int]:
    """Return the delimiter with which most headings are known, and how many lines to skip (Excel's ``sep=;``)."""
    first = text[: len(_DECLARED) + 2].splitlines()[:1]
    if first and first[0].lower().startswith(_DECLARED) and first[0][len(_DECLARED) :] in _DELIMITERS:
        return first[0][len(_DECLARED) :], 1

    def quality(delimiter: str) -> tuple[int, int]:
        return max(((known(cells), len(cells)) for cells in _first_rows(text, delimiter)), default=(0, 0))

    return max(_DELIMITERS, key=quality), 0


def _first_rows(text: str, delimiter: str) -> list[tuple[str, ...]]:
    """Return the first rows that are not empty, as far as they can be read."""
    rows: list[tuple[str, ...]] = []
    with suppress(InputError):
        rows.extend(cells for _, cells in islice(_records(text, delimiter), _SAMPLE) if any(cells))
    return rows


def _records(text: str, delimiter: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = tuple(cell.strip() for cell in next(reader))
        except StopIteration:
            return
        except csv.Error:
            raise InputError("roster_quotes", where=line) from None
        for cell in cells:
            if len(cell) > CELL_CHARACTERS:
                raise InputError("roster_cell_long", where=line, size=len(cell), limit=CELL_CHARACTERS)
        yield line, cells
