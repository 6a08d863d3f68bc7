"""A list of recipients, as a registrar's spreadsheet or a learning platform exports it, checked whole before issuing.

Reading is pure: bytes in, rows and problems out. All problems are found at once, each with its line.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final, Self

from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.issuer.roster.columns import FIELDS, Columns, known_headings, read_columns
from mexbadge.issuer.roster.dates import DateOrder, proven_order
from mexbadge.issuer.roster.layout import column_of_addresses, deciding, heading_row, says_failed
from mexbadge.issuer.roster.people import DATES, LeftOut, LineReading, Lines, find
from mexbadge.issuer.roster.rows import RosterRow
from mexbadge.issuer.roster.where import Condition, read_condition
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.sheet import Sheet
from mexbadge.tabular.workbook import read_table

__all__ = ["FIELDS", "LeftOut", "Roster", "read_roster"]

_DOMAIN: Final = "@"


@dataclass(frozen=True, slots=True)
class Roster:
    """A list that was read.

    ``rows`` are those without a problem; nothing may be issued while there are ``problems``. They, and those left out,
    are read out of the list anew at each walk through them: what is held is about the size of the file. ``notes`` say
    what was left out or taken for granted; of rows that are shorter than the headings there is one, with how many
    ``more``. ``where`` of either is the line, from 1, or ``None``; the values of a problem hold
    ``column`` (the heading) and ``value``. ``columns`` are pairs of a heading and what it was taken for. ``preview`` is
    the first name with an accent and its date: if it looks wrong, so was the encoding.
    """

    rows: Sequence[RosterRow] = field(default=(), repr=False)
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    preview: str = field(default="", repr=False)
    columns: tuple[tuple[str, str], ...] = ()
    count: int = 0
    """How many rows there are, those with problems and those left out included."""
    sheet: str = ""
    """The sheet of a workbook that was read."""
    left_out: Sequence[LeftOut] = field(default=(), repr=False)
    """Those who get nothing, since they do not meet the conditions."""

    def checked(self) -> Self:
        """Return this list, so that calls chain; raise :class:`RosterError` with all problems if there are any."""
        if self.problems:
            raise RosterError(self.problems)
        return self


def read_roster(  # noqa: PLR0913 - each keyword is a choice of whoever has the list
    data: bytes,
    *,
    mapping: Mapping[str, str] | None = None,
    where: Sequence[str] = (),
    everyone: bool = False,
    sheet: str | None = None,
    date_order: DateOrder | None = None,
    default_language: str | None = None,
    at: datetime | None = None,
) -> Roster:
    """Read a list: a workbook, or CSV with a line of headings, whatever program wrote it.

    ``mapping`` says what a heading means that is not known (``{"Courriel du cégep": "email"}``; see :data:`FIELDS`;
    ``{"Login": "@college.ca"}`` takes a login as an address there), ``where`` which rows get a badge
    (``"Final Grade >= 60"``; all conditions hold), ``everyone`` that all of them do though a column looks as if it
    decided, ``sheet`` which sheet of a workbook is read, ``date_order`` whether ``03/04/2026`` is 3 April (``dmy``) or
    4 March (``mdy``), ``default_language`` what a row without a language gets, ``at`` the moment of reading: an end
    that is past then, or a date more than a year ahead, is a problem. Never raises: what is wrong is in the problems.
    """
    given, domains = _domains(mapping or {})
    table = _table(data, given, sheet)
    if not table.rows:
        return Roster(problems=table.problems, encoding=table.encoding, delimiter=table.delimiter, sheet=table.sheet)
    at_row = heading_row(table.rows, given)
    (line, headings), below = table.rows[at_row], table.rows[at_row + 1 :]
    columns = _suggested(read_columns(line, headings, given), below)
    order, notes = _order(columns, below, date_order)
    conditions, wrong = _conditions(where, line, headings, order)
    readable = not columns.problems and not wrong
    how = LineReading(columns, order, default_language, at, domains, tuple(conditions))
    found = find(how, below if readable else ())
    settled = bool(where) or everyone
    unused, undecided = _unused(columns, below, settled=settled)
    problems = [*table.problems, *columns.problems, *wrong, *found.problems, *undecided]
    problems += _failed(columns, below, given, settled=settled)
    if not below and not problems:
        problems.append(Problem("roster_only_headings", line))
    titles = [Problem("roster_titles", table.rows[0][0], {"count": at_row, "line": line})] if at_row else []
    return Roster(
        rows=found.rows,
        problems=tuple(sorted(problems, key=_line)),
        notes=(*table.notes, *titles, *unused, *notes, *found.notes),
        encoding=table.encoding,
        delimiter=table.delimiter,
        preview=found.preview,
        columns=tuple((headings[at], what) for what, at in columns.places),
        count=len(below) - found.nobodies,
        sheet=table.sheet,
        left_out=found.left_out,
    )


def _table(data: bytes, mapping: Mapping[str, str], sheet: str | None) -> Sheet:
    return read_table(data, lambda cells: known_headings(cells, mapping), sheet)


def _domains(mapping: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the mapping with ``@domain`` read as an address, and that domain."""
    domains = tuple(what for what in mapping.values() if what.startswith(_DOMAIN) and len(what) > 1)
    return {heading: "email" if what in domains else what for heading, what in mapping.items()}, domains


def _suggested(columns: Columns, below: Lines) -> Columns:
    """Where no heading says to whom, name the column whose cells are addresses."""
    lacking = [problem for problem in columns.problems if problem.code == "roster_no_recipients"]
    found = column_of_addresses(columns.headings, below) if lacking else None
    if found is None:
        return columns
    better = Problem("roster_addresses_under", lacking[0].where, {"column": found})
    return replace(columns, problems=tuple(better if one is lacking[0] else one for one in columns.problems))


def _order(columns: Columns, below: Lines, given: DateOrder | None) -> tuple[DateOrder | None, list[Problem]]:
    """Return in which order days and months stand: as given, else as one date of the list proves for all."""
    places = [at for what, at in columns.places if what in DATES]
    proof = None if given else proven_order(row[at] for _, row in below for at in places if at < len(row))
    if proof is None:
        return given, []
    order, text = proof
    line = next(line for line, row in below for at in places if at < len(row) and row[at] == text)
    return order, [Problem("roster_order_proven", line, {"value": text, "order": order})]


def _conditions(
    where: Sequence[str], line: int, headings: Sequence[str], order: DateOrder | None
) -> tuple[list[Condition], list[Problem]]:
    conditions: list[Condition] = []
    problems: list[Problem] = []
    for text in where:
        try:
            conditions.append(read_condition(text, headings, order))
        except InputError as error:
            problems.append(Problem(error.code, line, error.problem.values))
    return conditions, problems


def _unused(columns: Columns, below: Lines, *, settled: bool) -> tuple[list[Problem], list[Problem]]:
    """Return notes on columns that were not used, and a problem for those that look as if they decided."""
    notes = [note for note in columns.notes if note.code != "roster_column_ignored"]
    ignored = [note for note in columns.notes if note.code == "roster_column_ignored"]
    if settled or columns.problems:
        return [*notes, *ignored], []
    used = {at for _, at in columns.places}
    decide = {
        heading
        for at, heading in enumerate(columns.headings)
        if at not in used and heading and deciding(heading, _under(at, below))
    }
    found = [note for note in ignored if note.values["column"] in decide]
    if not found:
        return [*notes, *ignored], []
    shown = ", ".join(f'"{note.values["column"]}"' for note in found)
    first = str(found[0].values["column"])
    problem = Problem("roster_columns_decide", found[0].where, {"columns": shown, "first": first})
    return [*notes, *(note for note in ignored if note not in found)], [problem]


def _under(at: int, below: Lines) -> Iterator[str]:
    """Yield the cells of a column."""
    return (row[at] for _, row in below if at < len(row))


def _failed(columns: Columns, below: Lines, mapping: Mapping[str, str], *, settled: bool) -> list[Problem]:
    """Return a problem for each result that says in words that somebody did not pass.

    Whoever maps the column, or says who passed, has decided.
    """
    at = next((at for what, at in columns.places if what == "result"), None)
    if at is None or columns.problems or settled or heading_key(columns.headings[at]) in map(heading_key, mapping):
        return []
    said = [(line, row[at]) for line, row in below if at < len(row) and says_failed(row[at])]
    return [
        Problem("roster_result_failed", line, {"column": columns.headings[at], "value": cell}) for line, cell in said
    ]


def _line(problem: Problem) -> int:
    return problem.where if isinstance(problem.where, int) else 0
