"""A list of recipients, as a registrar's spreadsheet exports it, read and checked whole before anything is issued.

Reading is pure: bytes in, rows and problems out. All problems are found at once, each with its line.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Self, TypeVar

from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.issuer import roster_cells as cells
from mexbadge.issuer.roster_columns import FIELDS, Columns, known_headings, read_columns
from mexbadge.issuer.roster_dates import DateOrder, read_date
from mexbadge.issuer.roster_table import Sheet, read_sheet
from mexbadge.issuer.rows import RosterRow
from mexbadge.models.identity import EMAIL, Identity

__all__ = ["FIELDS", "Roster", "read_roster"]

_T = TypeVar("_T")
_FIRST_YEAR: Final = 1950
_AHEAD: Final = timedelta(days=366)
_ACCENTS_FROM: Final = "\u00c0"
_WHOM: Final[Mapping[str, Callable[[str], Identity]]] = {
    "email": cells.read_email,
    "did": cells.read_did,
    "identity": cells.read_identity,
}
_TEXTS: Final = ("name", "first_name", "last_name", "narrative", "result")


@dataclass(frozen=True, slots=True)
class Roster:
    """A list that was read.

    ``rows`` are those without a problem; nothing may be issued while there are ``problems``. ``notes`` say what was
    left out or taken for granted. ``where`` of either is the line, from 1, or ``None``; the values of a problem hold
    ``column`` (the heading) and ``value``. ``columns`` are pairs of a heading and what it was taken for. ``preview`` is
    the first name with an accent and its date: if it looks wrong, so was the encoding.
    """

    rows: tuple[RosterRow, ...] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    preview: str = field(default="", repr=False)
    columns: tuple[tuple[str, str], ...] = ()
    count: int = 0
    """How many rows there are, those with problems included."""

    def checked(self) -> Self:
        """Return this list, so that calls chain; raise :class:`RosterError` with all problems if there are any."""
        if self.problems:
            raise RosterError(self.problems)
        return self


def read_roster(
    data: bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    date_order: DateOrder | None = None,
    default_language: str | None = None,
    at: datetime | None = None,
) -> Roster:
    """Read a list: CSV with a row of headings, whatever spreadsheet wrote it.

    ``mapping`` says what a heading means that is not known (``{"Courriel du cégep": "email"}``; see :data:`FIELDS`),
    ``date_order`` whether ``03/04/2026`` is 3 April (``dmy``) or 4 March (``mdy``), ``default_language`` what a row
    without a language gets, ``at`` the moment of reading: an end that is past then, or a date more than a year ahead,
    is a problem. Never raises: whatever is wrong is among the problems.
    """
    given = mapping or {}
    sheet = read_sheet(data, lambda first: known_headings(first, given))
    if not sheet.rows:
        return Roster(problems=sheet.problems, encoding=sheet.encoding, delimiter=sheet.delimiter)
    line, headings = sheet.rows[0]
    columns = read_columns(line, headings, given)
    reader = _Reader(columns, date_order, default_language, at)
    rows = [] if columns.problems else list(reader.rows(sheet))
    problems = [*sheet.problems, *columns.problems, *reader.problems]
    if len(sheet.rows) == 1 and not problems:
        problems.append(Problem("roster_only_headings", line))
    return Roster(
        rows=tuple(rows),
        problems=tuple(sorted(problems, key=_line)),
        notes=(*columns.notes, *reader.notes),
        encoding=sheet.encoding,
        delimiter=sheet.delimiter,
        preview=_preview(rows),
        columns=tuple((headings[at], what) for what, at in columns.places),
        count=len(sheet.rows) - 1,
    )


@dataclass(slots=True)
class _Reader:
    columns: Columns
    order: DateOrder | None
    language: str | None
    at: datetime | None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def rows(self, sheet: Sheet) -> Iterator[RosterRow]:
        for line, row in sheet.rows[1:]:
            found = self._row(line, row)
            if found is not None:
                yield found

    def _row(self, line: int, row: tuple[str, ...]) -> RosterRow | None:
        before = len(self.problems)
        width = len(self.columns.headings)
        if any(row[width:]):
            self.problems.append(
                Problem("roster_ragged", line, {"cells": len(row), "columns": width, "value": row[width]})
            )
            return None
        if len(row) < width:
            self.notes.append(Problem("roster_short_row", line, {"cells": len(row), "columns": width}))
        given: dict[str, list[str]] = {}
        for what, at in self.columns.places:
            if at < len(row) and row[at]:
                given.setdefault(what, []).append(row[at])
        recipient = self._recipient(line, given)
        values = self._values(line, given)
        self._check_dates(line, given, values)
        if recipient is None or len(self.problems) > before:
            return None
        return RosterRow(line=line, recipient=recipient, **values)

    def _recipient(self, line: int, given: Mapping[str, list[str]]) -> Identity | None:
        """Return to whom; a row names one identity, and each person stands in one row."""
        named = [what for what in _WHOM if what in given]
        if not named:
            wanted = next(what for what, _ in self.columns.places if what in _WHOM)
            shown = next((cell for some in given.values() for cell in some), "")
            self._problem("roster_nobody", line, wanted, value=shown)
            return None
        if len(named) > 1:
            values = {"value": given[named[1]][0], "other": given[named[0]][0]}
            self._problem("roster_two_identities", line, named[1], **values)
            return None
        what = named[0]
        found = self._tried(line, what, _WHOM[what], given[what][0])
        if found is not None:
            key = (found.type, found.value.lower() if found.type == EMAIL else found.value)
            first = self.seen.setdefault(key, line)
            if first != line:
                self._problem("roster_twice", line, what, value=given[what][0], first=first)
        return found

    def _values(self, line: int, given: Mapping[str, list[str]]) -> dict[str, Any]:
        """Return all members of a row but the recipient."""
        values: dict[str, Any] = {}
        for what in (*_TEXTS, "ref"):
            if what in given:
                read = cells.read_ref if what == "ref" else cells.read_text
                values[what] = self._tried(line, what, read, given[what][0])
        for what, member in (("date", "valid_from"), ("expires", "valid_until")):
            if what in given:
                read_day = partial(read_date, order=self.order, end=what == "expires")
                values[member] = self._tried(line, what, read_day, given[what][0])
        evidence = [self._tried(line, "evidence", cells.read_evidence, text) for text in given.get("evidence", ())]
        values["evidence"] = tuple(dict.fromkeys(url for urls in evidence for url in urls or ()))
        if "language" in given:
            values["language"] = self._tried(line, "language", cells.read_language, given["language"][0])
        else:
            values["language"] = self.language
        return values

    def _check_dates(self, line: int, given: Mapping[str, list[str]], values: Mapping[str, Any]) -> None:
        start: datetime | None = values.get("valid_from")
        end: datetime | None = values.get("valid_until")
        if start is not None and (start.year < _FIRST_YEAR or (self.at is not None and start > self.at + _AHEAD)):
            self._problem("roster_date_far", line, "date", value=given["date"][0])
        begins = start or self.at
        if end is not None and begins is not None and end <= begins and start is not None:
            self._problem("roster_ends_before", line, "expires", value=given["expires"][0])
        elif end is not None and self.at is not None and end <= self.at:
            self._problem("roster_ended", line, "expires", value=given["expires"][0])

    def _tried(self, line: int, what: str, read: Callable[[str], _T], text: str) -> _T | None:
        try:
            return read(text)
        except InputError as error:
            self._problem(error.code, line, what, **error.problem.values)
            return None

    def _problem(self, code: str, line: int, what: str, **values: object) -> None:
        self.problems.append(Problem(code, line, {"column": self.columns.heading(what), **values}))


def _preview(rows: list[RosterRow]) -> str:
    """Return the first name with an accent, or the first name, with its date."""
    named = [(row, name) for row in rows if (name := _name(row))]
    accented = next((pair for pair in named if any(letter >= _ACCENTS_FROM for letter in pair[1])), None)
    chosen = accented or (named[0] if named else None)
    if chosen is None:
        return f"{rows[0].recipient.value}" if rows else ""
    row, name = chosen
    return name if row.valid_from is None else f"{name}, {row.valid_from:%Y-%m-%d}"


def _name(row: RosterRow) -> str:
    return row.name or " ".join(filter(None, (row.first_name, row.last_name)))


def _line(problem: Problem) -> int:
    return problem.where if isinstance(problem.where, int) else 0
