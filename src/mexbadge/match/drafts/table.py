"""A vacancy as a table that an employer fills in: a CSV or a workbook, in any of our languages.

The first column says what a line is about, the second what is to be said of it; skills have a level and an age beside
them. Lines may stand in any order, several skills or places in one cell are divided by ``|``, and any will do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem, RosterError, Where
from mexbadge.match.drafts import cells
from mexbadge.match.drafts.draft import UNTITLED, Asked, Draft, slug
from mexbadge.match.drafts.fields import Field, column_of, field_of, lines
from mexbadge.match.vacancy import DAYS, REQUIREMENTS, RequirementKind
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.workbook import read_table

__all__ = ["FIRST", "LineReader", "is_table", "read_vacancy_table"]

_OR: Final = "|"
_CUTOFF: Final = 0.7
FIRST: Final = 25
"""Among how many rows the headings are looked for."""
_READ: Final[Mapping[str, Callable[[str], object]]] = {
    "text": str,
    "count": cells.read_count,
    "hours": cells.read_hours,
    "amount": cells.read_amount,
    "period": cells.read_period,
    "day": cells.read_date,
    "yes": cells.read_yes,
    "language": cells.read_language,
}


def is_table(data: bytes) -> bool:
    """Return whether it can be read as the table of a vacancy: a line of headings names both columns."""
    if data.lstrip()[:1] in {b"{", b"[", b"<"}:
        return False
    sheet = read_table(data, _known)
    return any(_known(row) > 1 for _, row in sheet.rows[:FIRST])


def _known(row: Sequence[str]) -> int:
    return len({column_of(cell) for cell in row} - {None})


def read_vacancy_table(data: bytes, sheet: str | None = None) -> Draft:
    """Read a table, of a workbook the ``sheet`` that is named; what is wrong is among the draft's problems, by line.

    Raises :class:`RosterError` (``roster_…``, ``vacancy_columns``) for what is no such table at all.
    """
    read = read_table(data, _known, sheet)
    if read.problems:
        raise RosterError(read.problems)
    at = next((n for n, (_, row) in enumerate(read.rows[:FIRST]) if _known(row) > 1), None)
    heading = () if at is None else tuple(column_of(cell) for cell in read.rows[at][1])
    named = [what for what in heading if what is not None]
    if at is None or not {"what", "value"} <= set(named) or len(named) != len(set(named)):
        raise RosterError([Problem("vacancy_columns", read.rows[0 if at is None else at][0])])
    reader = LineReader(notes=list(read.notes))
    for line, row in read.rows[at + 1 :]:
        more = next((cell for cell in row[len(heading) :] if cell), None)
        given = {what: cell for what, cell in zip(heading, row, strict=False) if what is not None and cell}
        if more is not None:
            values = {"what": given.get("what", ""), "value": more}
            reader.problems.append(Problem("vacancy_beside", line, values))
        else:
            reader.line(line, given)
    return reader.draft()


def _read(kind: str, parts: Sequence[str]) -> list[object]:
    if kind == "noc":
        return list(dict.fromkeys(code for part in parts for code in cells.read_noc(part)))
    return [_READ[kind](part) for part in parts]


@dataclass(slots=True)
class LineReader:
    """Reads what stands in a table line by line, until :meth:`draft` is asked for."""

    facts: JsonObject = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    places: dict[str, Where] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    many: bool = False

    def line(self, line: int, row: Mapping[str, str]) -> None:
        """Read one line; a line of the template that was left empty says nothing."""
        what, value = row.get("what", ""), row.get("value", "").strip()
        one = field_of(what)
        if one is None:
            self._unknown(line, what, value)
            return
        if one.kind == "unread":
            return
        self.places.setdefault(one.pointer, line)
        if not value:
            left = next((cell for name, cell in row.items() if name in {"level", "days"}), None)
            if left is not None:
                self.problems.append(Problem("vacancy_empty", line, {"what": what, "value": left}))
            return
        try:
            self._take(one, line, value, row)
        except InputError as error:
            self.problems.append(Problem(error.code, line, {"what": what, **error.problem.values}))

    def _unknown(self, line: int, what: str, value: str) -> None:
        near = get_close_matches(heading_key(what), lines(), n=1, cutoff=_CUTOFF)
        values = {"what": what, "value": value}
        if not value:
            return
        if not what:
            self.problems.append(Problem("vacancy_nameless", line, values))
        elif near:
            self.problems.append(Problem("vacancy_field_near", line, {**values, "near": near[0]}))
        else:
            self.problems.append(Problem("vacancy_field", line, values))

    def _take(self, one: Field, line: int, value: str, row: Mapping[str, str]) -> None:
        if one.asks is not None:
            self._ask(one, line, value, row)
            return
        beside = row.get("level") or row.get("days")
        if beside:
            raise InputError("vacancy_beside", what=row["what"], value=beside)
        parts = [part.strip() for part in value.split(_OR) if part.strip()] if one.many else [value]
        read = _read(one.kind, parts)
        *around, name = one.pointer.strip("/").split("/")
        here = self.facts
        for step in around:
            here = here.setdefault(step, {})
        if one.many:
            here[name] = [*here.get(name, ()), *read]
        elif name in here:
            raise InputError("vacancy_twice", what=row["what"], first=self.places[one.pointer])
        else:
            here[name] = read[0]

    def _ask(self, one: Field, line: int, value: str, row: Mapping[str, str]) -> None:
        if len(self.asked) >= REQUIREMENTS:
            if not self.many:
                self.problems.append(Problem("vacancy_many", line, {"limit": REQUIREMENTS}))
            self.many = True
            return
        kind = RequirementKind.NICE if one.nice else RequirementKind.MUST
        level = cells.read_level(row["level"]) if "level" in row else None
        days = cells.read_count(row["days"]) if "days" in row else None
        if days is not None and days > DAYS:
            raise InputError("vacancy_age", value=row["days"], limit=DAYS)
        if one.asks == "skill":
            words = tuple(part.strip() for part in value.split(_OR) if part.strip())
            self.asked.append(Asked(words, kind, level, days, where=line))
            return
        if level is not None:
            raise InputError("vacancy_level_of", value=row["level"])
        if one.asks == "experience":
            work, _, months = value.rpartition(",")
            fixed: JsonObject = {"experience": {"work": work.strip() or value, "months": cells.read_months(months)}}
        else:
            fixed = {"credential": value}
        self.asked.append(Asked((value,), kind, None, days, fixed=fixed, where=line))

    def draft(self) -> Draft:
        """Return what was read; the name of the vacancy is made of its title where none was given."""
        title = self.facts.get("title")
        if not title:
            self.problems.append(Problem("vacancy_no_title", self.places.get("/title/en")))
            title = self.facts["title"] = {"en": UNTITLED}
        self.facts.setdefault("id", slug(str(next(iter(title.values())))) or "vacancy")
        if "pay" in self.facts:
            self._pay(self.facts["pay"])
        elif "/pay/least" in self.places:
            self.places["/pay"] = self.places["/pay/least"]
        for stem in ("title", "description"):
            found = [self.places[name] for name in (f"/{stem}/en", f"/{stem}/fr") if name in self.places]
            if found:
                self.places[f"/{stem}"] = found[0]
        return Draft(self.facts, tuple(self.asked), self.places, tuple(self.problems), tuple(self.notes))

    def _pay(self, pay: JsonObject) -> None:
        """Complete what is paid: one amount is both ends; by what time it is paid is never guessed."""
        ends = [name for name in ("least", "most") if name in pay]
        where = next((self.places[f"/pay/{name}"] for name in (*ends, "period", "currency")), None)
        self.places["/pay"] = self.places.get("/pay/most", where) if len(ends) == 2 else where  # noqa: PLR2004 - both
        if not ends:
            del self.facts["pay"]
            return
        pay.setdefault("least", pay.get("most"))
        pay.setdefault("most", pay["least"])
        if "period" not in pay:
            self.problems.append(Problem("vacancy_period_missing", where))
            pay["period"] = "hour"
