"""A list of recipients, as a registrar's spreadsheet or a learning platform exports it, checked whole before issuing.

Reading is pure: bytes in, rows and problems out. All problems are found at once, each with its line.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final, Self, TypeVar

from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.issuer.roster import cells
from mexbadge.issuer.roster.columns import FIELDS, Columns, known_headings, read_columns
from mexbadge.issuer.roster.dates import DateOrder, proven_order, read_date
from mexbadge.issuer.roster.layout import column_of_addresses, deciding, heading_row, is_nobody, says_failed
from mexbadge.issuer.roster.rows import Consent, RosterRow
from mexbadge.issuer.roster.where import Condition, read_condition
from mexbadge.models.identity import EMAIL, Identity
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.sheet import Sheet
from mexbadge.tabular.workbook import read_table

__all__ = ["FIELDS", "LeftOut", "Roster", "read_roster"]

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


_DOMAIN: Final = "@"
_DATES: Final = ("date", "expires", "consent_since")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that gets no badge, since it does not meet a condition: its line, who it is, and the cell that says so."""

    line: int
    who: str = field(repr=False)
    column: str = ""
    value: str = field(default="", repr=False)


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
    """How many rows there are, those with problems and those left out included."""
    sheet: str = ""
    """The sheet of a workbook that was read."""
    left_out: tuple[LeftOut, ...] = field(default=(), repr=False)
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
    reader = _Reader(columns, order, default_language, at, domains, conditions)
    rows = [] if columns.problems or wrong else list(reader.rows(below))
    problems = [*table.problems, *columns.problems, *wrong, *reader.problems]
    unused, undecided = _unused(columns, below, settled=bool(where) or everyone)
    problems += undecided
    problems += _failed(columns, below, given, settled=bool(where) or everyone)
    if not below and not problems:
        problems.append(Problem("roster_only_headings", line))
    titles = [Problem("roster_titles", table.rows[0][0], {"count": at_row, "line": line})] if at_row else []
    return Roster(
        rows=tuple(rows),
        problems=tuple(sorted(problems, key=_line)),
        notes=(*table.notes, *titles, *unused, *notes, *reader.notes),
        encoding=table.encoding,
        delimiter=table.delimiter,
        preview=_preview(rows),
        columns=tuple((headings[at], what) for what, at in columns.places),
        count=len(below) - reader.nobodies,
        sheet=table.sheet,
        left_out=tuple(reader.left_out),
    )


def _table(data: bytes, mapping: Mapping[str, str], sheet: str | None) -> Sheet:
    return read_table(data, lambda cells: known_headings(cells, mapping), sheet)


def _domains(mapping: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the mapping with ``@domain`` read as an address, and that domain."""
    domains = tuple(what for what in mapping.values() if what.startswith(_DOMAIN) and len(what) > 1)
    return {heading: "email" if what in domains else what for heading, what in mapping.items()}, domains


def _suggested(columns: Columns, below: Sequence[tuple[int, tuple[str, ...]]]) -> Columns:
    """Where no heading says to whom, name the column whose cells are addresses."""
    lacking = [problem for problem in columns.problems if problem.code == "roster_no_recipients"]
    found = column_of_addresses(columns.headings, below) if lacking else None
    if found is None:
        return columns
    better = Problem("roster_addresses_under", lacking[0].where, {"column": found})
    return replace(columns, problems=tuple(better if one is lacking[0] else one for one in columns.problems))


def _order(
    columns: Columns, below: Sequence[tuple[int, tuple[str, ...]]], given: DateOrder | None
) -> tuple[DateOrder | None, list[Problem]]:
    """Return in which order days and months stand: as given, else as one date of the list proves for all."""
    places = [at for what, at in columns.places if what in _DATES]
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


def _unused(
    columns: Columns, below: Sequence[tuple[int, tuple[str, ...]]], *, settled: bool
) -> tuple[list[Problem], list[Problem]]:
    """Return notes on columns that were not used, and a problem for those that look as if they decided."""
    notes = [note for note in columns.notes if note.code != "roster_column_ignored"]
    ignored = [note for note in columns.notes if note.code == "roster_column_ignored"]
    if settled or columns.problems:
        return [*notes, *ignored], []
    used = {at for _, at in columns.places}
    names = {
        heading: (row[at] for _, row in below if at < len(row))
        for at, heading in enumerate(columns.headings)
        if at not in used and heading
    }
    found = [note for note in ignored if deciding(str(note.values["column"]), names[str(note.values["column"])])]
    if not found:
        return [*notes, *ignored], []
    shown = ", ".join(f'"{note.values["column"]}"' for note in found)
    first = str(found[0].values["column"])
    problem = Problem("roster_columns_decide", found[0].where, {"columns": shown, "first": first})
    return [*notes, *(note for note in ignored if note not in found)], [problem]


def _failed(
    columns: Columns, below: Sequence[tuple[int, tuple[str, ...]]], mapping: Mapping[str, str], *, settled: bool
) -> list[Problem]:
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


@dataclass(slots=True)
class _Reader:
    columns: Columns
    order: DateOrder | None
    language: str | None
    at: datetime | None
    domains: tuple[str, ...]
    conditions: Sequence[Condition]
    nobodies: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def rows(self, below: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[RosterRow]:
        for line, row in below:
            if self._nobody(line, row) or not self._wanted(line, row):
                continue
            found = self._row(line, row)
            if found is not None:
                yield found

    def _nobody(self, line: int, row: tuple[str, ...]) -> bool:
        """Return whether the line is one that a learning platform adds; it is named, and is no person."""
        addressed = any(at < len(row) and row[at] for what, at in self.columns.places if what in _WHOM)
        if addressed or not is_nobody(row):
            return False
        self.nobodies += 1
        self.notes.append(Problem("roster_platform_row", line, {"value": next(cell for cell in row if cell)}))
        return True

    def _wanted(self, line: int, row: tuple[str, ...]) -> bool:
        """Return whether the row meets all conditions; one that does not is kept among those left out."""
        for condition in self.conditions:
            cell = row[condition.at] if condition.at < len(row) else ""
            try:
                met = condition.holds(cell)
            except InputError as error:
                self.problems.append(Problem(error.code, line, error.problem.values))
                return False
            if not met:
                self.left_out.append(LeftOut(line, self._who(row), condition.heading, cell))
                return False
        return True

    def _who(self, row: tuple[str, ...]) -> str:
        """Return a row's name, else its address or its number."""
        found = {what: row[at] for what, at in reversed(self.columns.places) if at < len(row) and row[at]}
        name = found.get("name") or " ".join(found[what] for what in ("first_name", "last_name") if what in found)
        return name or next((found[what] for what in (*_WHOM, "ref") if what in found), "")

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
        found = self._tried(
            line, what, _WHOM[what], self._address(given[what][0]) if what == "email" else given[what][0]
        )
        if found is not None:
            key = (found.type, found.value.lower() if found.type == EMAIL else found.value)
            first = self.seen.setdefault(key, line)
            if first != line:
                self._problem("roster_twice", line, what, value=given[what][0], first=first)
        return found

    def _address(self, cell: str) -> str:
        _, address = cells.split_address(cell)
        return address if _DOMAIN in address or not self.domains else f"{address}{self.domains[0]}"

    def _consent(self, line: int, given: Mapping[str, list[str]], since: datetime | None) -> Consent | None:
        """Return what the person agreed to have shown, as the list says it; ``None`` where it says nothing."""
        if not given.keys() & {"consent", "consent_for", "consent_since"}:
            return None
        said = given.get("consent", ["yes"])[0]
        agreed = self._tried(line, "consent", cells.read_yes, said)
        purpose = given["consent_for"][0] if "consent_for" in given else None
        return None if agreed is None else Consent(given=agreed, purpose=purpose, since=since)

    def _values(self, line: int, given: Mapping[str, list[str]]) -> dict[str, Any]:
        """Return all members of a row but the recipient."""
        values: dict[str, Any] = {}
        for what in (*_TEXTS, "ref"):
            if what in given:
                read = cells.read_ref if what == "ref" else cells.read_text
                values[what] = self._tried(line, what, read, given[what][0])
        if "name" not in given and "email" in given and not given.keys() & {"first_name", "last_name"}:
            values["name"] = cells.split_address(given["email"][0])[0] or None
        moments: dict[str, datetime | None] = {}
        for what in _DATES:
            if what in given:
                read_day = partial(read_date, order=self.order, end=what == "expires")
                moments[what] = self._tried(line, what, read_day, given[what][0])
        values["valid_from"], values["valid_until"] = moments.get("date"), moments.get("expires")
        values["consent"] = self._consent(line, given, moments.get("consent_since"))
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
