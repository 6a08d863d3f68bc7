"""From the lines of a list to who gets a badge: which lines are people, what is said of each, and what is wrong.

The lines are gone through once to find what is wrong, and again each time somebody asks for the rows: of 100,000 people
nothing is held but their lines, as text, and a number for each.
"""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, Final, TypeVar

from mexbadge.errors import InputError, Problem
from mexbadge.issuer.roster import cells
from mexbadge.issuer.roster.columns import Columns
from mexbadge.issuer.roster.dates import DateOrder, read_date
from mexbadge.issuer.roster.layout import is_nobody
from mexbadge.issuer.roster.rows import Consent, RosterRow
from mexbadge.issuer.roster.where import Condition
from mexbadge.models.identity import EMAIL, Identity
from mexbadge.tabular.packed import Again

__all__ = ["DATES", "Found", "LeftOut", "LineReading", "Lines", "find"]

_T = TypeVar("_T")
Lines = Sequence[tuple[int, tuple[str, ...]]]
"""Rows of cells, each with its line."""
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
DATES: Final = ("date", "expires", "consent_since")
"""The fields that hold a date."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that gets no badge, since it does not meet a condition: its line, who it is, and the cell that says so."""

    line: int
    who: str = field(repr=False)
    column: str = ""
    value: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LineReading:
    """How the lines of one list are read."""

    columns: Columns
    order: DateOrder | None
    language: str | None
    at: datetime | None
    domains: tuple[str, ...]
    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What the lines of a list say: as :class:`mexbadge.issuer.roster.reading.Roster`."""

    rows: Sequence[RosterRow] = field(repr=False)
    left_out: Sequence[LeftOut] = field(repr=False)
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    nobodies: int
    preview: str = field(repr=False)


def find(how: LineReading, below: Lines) -> Found:
    """Go through the lines below the headings, and find all that is wrong with them.

    Who stands in two lines is found by a number made of each identity; only those whose number comes twice are
    compared.
    """
    first = _Reader(how)
    count, preview = _walked(first, below)
    repeated = _repeated(first.numbers)
    if repeated:
        first = _Reader(how, repeated)
        count, preview = _walked(first, below)
    return Found(
        rows=Again(lambda: _Reader(how, repeated).rows(below), count),
        left_out=Again(lambda: _Reader(how, repeated).left(below), first.left_out),
        problems=tuple(first.problems),
        notes=tuple(first.noted()),
        nobodies=first.nobodies,
        preview=preview,
    )


def _walked(reader: "_Reader", below: Lines) -> tuple[int, str]:
    """Return how many get a badge, and the first name with an accent, or the first name, with its date."""
    count, first, named, accented = 0, "", "", ""
    for count, row in enumerate(reader.rows(below), 1):  # noqa: B007 - how many there were
        first = first or row.recipient.value
        name = "" if accented else row.name or " ".join(filter(None, (row.first_name, row.last_name)))
        if name and (not named or any(letter >= _ACCENTS_FROM for letter in name)):
            shown = name if row.valid_from is None else f"{name}, {row.valid_from:%Y-%m-%d}"
            named = named or shown
            accented = shown if any(letter >= _ACCENTS_FROM for letter in name) else ""
    return count, accented or named or first


def _repeated(numbers: "array[int]") -> frozenset[int]:
    return frozenset(one for one, other in pairwise(sorted(numbers)) if one == other)


@dataclass(slots=True)
class _Reader:
    """One walk through the lines; identities whose number is in ``repeated`` are compared."""

    how: LineReading
    repeated: frozenset[int] = frozenset()
    nobodies: int = 0
    left_out: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    numbers: "array[int]" = field(default_factory=lambda: array("q"))
    short: tuple[int, int] | None = None
    shorts: int = 0
    seen: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def columns(self) -> Columns:
        """Which column is for what."""
        return self.how.columns

    def rows(self, below: Lines) -> Iterator[RosterRow]:
        """Yield who gets a badge."""
        for line, row in below:
            if self._nobody(line, row):
                continue
            met = self._met(line, row)
            if isinstance(met, LeftOut):
                self.left_out += 1
            elif met and (found := self._row(line, row)) is not None:
                yield found

    def left(self, below: Lines) -> Iterator[LeftOut]:
        """Yield who does not meet a condition."""
        for line, row in below:
            if not self._nobody(line, row) and isinstance(met := self._met(line, row), LeftOut):
                yield met

    def noted(self) -> Iterator[Problem]:
        """Yield the notes; of rows that are shorter than the headings the first, with how many more there are."""
        yield from self.notes
        if self.short is not None:
            line, cells = self.short
            values = {"cells": cells, "columns": len(self.columns.headings), "more": self.shorts - 1}
            yield Problem("roster_short_row", line, values)

    def _nobody(self, line: int, row: tuple[str, ...]) -> bool:
        """Return whether the line is one that a learning platform adds; it is named, and is no person."""
        addressed = any(at < len(row) and row[at] for what, at in self.columns.places if what in _WHOM)
        if addressed or not is_nobody(row):
            return False
        self.nobodies += 1
        self.notes.append(Problem("roster_platform_row", line, {"value": next(cell for cell in row if cell)}))
        return True

    def _met(self, line: int, row: tuple[str, ...]) -> LeftOut | bool:
        """Return whether the row meets all conditions, or who is left out; a cell that cannot be compared is told."""
        for condition in self.how.conditions:
            cell = row[condition.at] if condition.at < len(row) else ""
            try:
                met = condition.holds(cell)
            except InputError as error:
                self.problems.append(Problem(error.code, line, error.problem.values))
                return False
            if not met:
                return LeftOut(line, self._who(row), condition.heading, cell)
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
            self.short = self.short or (line, len(row))
            self.shorts += 1
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
            self.numbers.append(hash(key))
            first = self.seen.setdefault(key, line) if hash(key) in self.repeated else line
            if first != line:
                self._problem("roster_twice", line, what, value=given[what][0], first=first)
        return found

    def _address(self, cell: str) -> str:
        _, address = cells.split_address(cell)
        return address if _DOMAIN in address or not self.how.domains else f"{address}{self.how.domains[0]}"

    def _consent(self, line: int, given: Mapping[str, list[str]], since: datetime | None) -> Consent | None:
        """Return what the person agreed to have shown, as the list says it; ``None`` where it says nothing."""
        if not given.keys() & {"consent", "consent_for", "consent_since", "consent_source"}:
            return None
        said = given.get("consent", ["yes"])[0]
        agreed = self._tried(line, "consent", cells.read_yes, said)
        purpose, source = (given.get(name, [None])[0] for name in ("consent_for", "consent_source"))
        return None if agreed is None else Consent(given=agreed, purpose=purpose, since=since, source=source)

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
        for what in DATES:
            if what in given:
                read_day = partial(read_date, order=self.how.order, end=what == "expires")
                moments[what] = self._tried(line, what, read_day, given[what][0])
        values["valid_from"], values["valid_until"] = moments.get("date"), moments.get("expires")
        values["consent"] = self._consent(line, given, moments.get("consent_since"))
        evidence = [self._tried(line, "evidence", cells.read_evidence, text) for text in given.get("evidence", ())]
        values["evidence"] = tuple(dict.fromkeys(url for urls in evidence for url in urls or ()))
        if "language" in given:
            values["language"] = self._tried(line, "language", cells.read_language, given["language"][0])
        else:
            values["language"] = self.how.language
        return values

    def _check_dates(self, line: int, given: Mapping[str, list[str]], values: Mapping[str, Any]) -> None:
        start: datetime | None = values.get("valid_from")
        end: datetime | None = values.get("valid_until")
        if start is not None and (
            start.year < _FIRST_YEAR or (self.how.at is not None and start > self.how.at + _AHEAD)
        ):
            self._problem("roster_date_far", line, "date", value=given["date"][0])
        begins = start or self.how.at
        if end is not None and begins is not None and end <= begins and start is not None:
            self._problem("roster_ends_before", line, "expires", value=given["expires"][0])
        elif end is not None and self.how.at is not None and end <= self.how.at:
            self._problem("roster_ended", line, "expires", value=given["expires"][0])

    def _tried(self, line: int, what: str, read: Callable[[str], _T], text: str) -> _T | None:
        try:
            return read(text)
        except InputError as error:
            self._problem(error.code, line, what, **error.problem.values)
            return None

    def _problem(self, code: str, line: int, what: str, **values: object) -> None:
        self.problems.append(Problem(code, line, {"column": self.columns.heading(what), **values}))
