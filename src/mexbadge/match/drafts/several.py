"""Many vacancies as one table: a CSV or a workbook with a row for each, in any of our languages, in and out.

The headings are what the lines of one vacancy's table are called (:mod:`mexbadge.match.drafts.fields`). Several skills
of one cell stand on lines of their own or between ``;``, those of which any will do between ``|``; behind one, in
parentheses, its level and how old its badge may be: ``transfers (competent)``, ``first aid | CPR (1095 days)``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.match.drafts import cells
from mexbadge.match.drafts.draft import Draft
from mexbadge.match.drafts.fields import FIELDS, Field, field_of
from mexbadge.match.drafts.lookup import Lookup
from mexbadge.match.drafts.settling import OPTIONS, Answers, Settled, settle
from mexbadge.match.drafts.table import FIRST, LineReader
from mexbadge.match.vacancy import Requirement, RequirementKind, Vacancy
from mexbadge.tabular.workbook import read_table
from mexbadge.tabular.writing import delimiter_of, table_csv, table_workbook
from mexbadge.texts import Lang, message

__all__ = [
    "is_vacancies_table",
    "read_vacancies",
    "read_vacancies_table",
    "settle_vacancies",
    "vacancies_csv",
    "vacancies_workbook",
]

_TITLES: Final = frozenset({"/title/en", "/title/fr"})
_BETWEEN: Final = re.compile(r"[;\n\r]+")
_BESIDE: Final = re.compile(r"(.*\S)\s*\(([^()]+)\)", re.DOTALL)
_DAYS: Final = re.compile(r"(\d{1,6})\s*(?:days?|jours?|d|j)", re.IGNORECASE | re.ASCII)
_NUMBER: Final = re.compile(r"(.*?)\s*\d{1,3}")
_WIDTH: Final = 24


def is_vacancies_table(data: bytes) -> bool:
    """Return whether a table has a row for each vacancy: its headings name a title and what is asked."""
    if data.lstrip()[:1] in {b"{", b"[", b"<"}:
        return False
    return any(_is_heading(row) for _, row in read_table(data, _known).rows[:FIRST])


def read_vacancies_table(data: bytes, sheet: str | None = None) -> tuple[tuple[int, Draft], ...]:
    """Return the draft of each row with its line; what is wrong with one is among its problems, at that line.

    Raises :class:`RosterError` (``roster_…``, ``vacancies_columns``, ``vacancies_column``) for what is no such table.
    """
    read = read_table(data, _known, sheet)
    if read.problems:
        raise RosterError(read.problems)
    at = next((n for n, (_, row) in enumerate(read.rows[:FIRST]) if _is_heading(row)), None)
    if at is None:
        raise RosterError([Problem("vacancies_columns", read.rows[0][0] if read.rows else None)])
    line, heading = read.rows[at]
    wrong = [Problem("vacancies_column", line, {"column": cell}) for cell in heading if cell and _field(cell) is None]
    if wrong:
        raise RosterError(wrong)
    return tuple(
        (line, _draft(line, heading, row)) for line, row in read.rows[at + 1 :] if any(cell.strip() for cell in row)
    )


def settle_vacancies(
    drafts: Iterable[tuple[int, Draft]],
    lookup: Lookup | None,
    answers: Answers | None = None,
    *,
    options: int = OPTIONS,
) -> tuple[tuple[int, Settled], ...]:
    """Settle every row, as :func:`mexbadge.match.drafts.settle`; two of one name are told, at the second's line."""
    found: list[tuple[int, Settled]] = []
    first: dict[str, int] = {}
    for line, draft in drafts:
        settled = settle(draft, lookup, answers, options=options)
        problems = [one if isinstance(one.where, int) else replace(one, where=line) for one in settled.problems]
        name = str(draft.facts["id"])
        if name in first:
            problems.append(Problem("vacancies_twice", line, {"id": name, "first": first[name]}))
        settled = replace(settled, vacancy=None if problems else settled.vacancy, problems=tuple(problems))
        first.setdefault(name, line)
        found.append((line, settled))
    return tuple(found)


def read_vacancies(data: bytes, lookup: Lookup | None = None, sheet: str | None = None) -> tuple[Vacancy, ...]:
    """Read a whole table, all of it or nothing.

    Raises :class:`RosterError` with everything that is wrong or open in any row, each at its line.
    """
    problems: list[Problem] = []
    found: list[Vacancy] = []
    for _, settled in settle_vacancies(read_vacancies_table(data, sheet), lookup):
        problems += [*settled.problems, *(question.problem for question in settled.questions)]
        if settled.vacancy is not None:
            found.append(settled.vacancy)
    if problems:
        raise RosterError(problems)
    if not found:
        raise RosterError([Problem("vacancies_none", None)])
    return tuple(found)


def _field(heading: str) -> Field | None:
    """Return what a column holds; several columns of one kind may be numbered."""
    numbered = _NUMBER.fullmatch(heading.strip())
    return field_of(heading) or (None if numbered is None else field_of(numbered[1]))


def _known(row: Sequence[str]) -> int:
    return len({one.name for cell in row if cell and (one := _field(cell)) is not None})


def _is_heading(row: Sequence[str]) -> bool:
    found = [one for cell in row if cell and (one := _field(cell)) is not None]
    return any(one.pointer in _TITLES for one in found) and any(one.asks is not None for one in found)


def _draft(line: int, heading: Sequence[str], row: Sequence[str]) -> Draft:
    reader = LineReader()
    for cell in row[len(heading) :]:
        if cell:
            reader.problems.append(Problem("vacancy_beside", line, {"what": heading[-1], "value": cell}))
    for name, cell in zip(heading, row, strict=False):
        one = _field(name) if name else None
        if one is None and cell.strip():
            reader.problems.append(Problem("vacancy_nameless", line, {"what": "", "value": cell}))
        elif one is not None and cell.strip():
            for given in [{"value": cell}] if one.asks is None else _asked(cell):
                reader.line(line, {"what": one.called(), **given})
    return reader.draft()


def _asked(cell: str) -> Iterator[dict[str, str]]:
    """Yield the requirements in a cell, each with its level and age where they stand behind it in parentheses."""
    for part in _BETWEEN.split(cell):
        if not part.strip():
            continue
        found = _BESIDE.fullmatch(part.strip())
        beside = None if found is None else _beside(found[2])
        yield {"value": part.strip()} if found is None or beside is None else {"value": found[1], **beside}


def _beside(text: str) -> dict[str, str] | None:
    """Return the level and the age that parentheses hold; ``None`` where it is something else that belongs to words."""
    given: dict[str, str] = {}
    for part in text.split(","):
        days = _DAYS.fullmatch(part.strip())
        try:
            if days is not None:
                given["days"] = days[1]
            else:
                cells.read_level(part.strip())
                given["level"] = part.strip()
        except InputError:
            return None
    return given


def vacancies_csv(vacancies: Sequence[Vacancy] = (), lang: Lang = "en") -> tuple[bytes, tuple[Problem, ...]]:
    """Return vacancies as a table, empty to fill in where there are none, and what of them it does not say."""
    headings, rows, lost = _table(vacancies, lang)
    return table_csv(headings, rows, delimiter=delimiter_of(lang)), lost


def vacancies_workbook(vacancies: Sequence[Vacancy] = (), lang: Lang = "en") -> tuple[bytes, tuple[Problem, ...]]:
    """Return the same as a workbook; raise :class:`InputError` ``roster_workbook_extra`` where nothing writes one."""
    headings, rows, lost = _table(vacancies, lang)
    return table_workbook(headings, rows, widths=[_WIDTH] * len(headings)), lost


def _table(vacancies: Sequence[Vacancy], lang: Lang) -> tuple[list[str], list[tuple[str, ...]], tuple[Problem, ...]]:
    kept = [one for one in FIELDS if one.kind != "unread"]
    lost = tuple(problem for one in vacancies for problem in _lost(one))
    return [one.called(lang) for one in kept], [_row(one, kept, lang) for one in vacancies], lost


def _row(vacancy: Vacancy, kept: Sequence[Field], lang: Lang) -> tuple[str, ...]:
    document = vacancy.to_json()
    if vacancy.pay is not None:
        document["pay"] = {**document["pay"], "period": vacancy.pay.period}
    row = []
    for one in kept:
        if one.asks is not None:
            asked = (each for each in vacancy.requirements if _column(each) == (one.asks, one.nice))
            row.append("\n".join(_cell(each) for each in asked))
            continue
        value: Any = document
        for step in one.pointer.strip("/").split("/"):
            value = value.get(step) if isinstance(value, Mapping) else None
        texts = value if isinstance(value, list | tuple) else [] if value is None else [value]
        row.append(" | ".join(_text(each, lang) for each in texts))
    return tuple(row)


def _column(one: Requirement) -> tuple[str | None, bool]:
    what = "skill" if one.skills else "badge" if one.credential else "experience" if one.experience else None
    return what, one.kind is RequirementKind.NICE


def _cell(one: Requirement) -> str:
    words = " | ".join(one.skills) or one.credential or f"{one.experience}, {one.months}"
    level = [] if one.level is None else [f"{one.level.scale} {one.level.native}"]
    days = [] if one.max_age is None else [f"{one.max_age} days"]
    return f"{words} ({', '.join([*level, *days])})" if level or days else words


def _text(value: object, lang: Lang) -> str:
    if isinstance(value, bool):
        return message("vacancy_cell_yes" if value else "vacancy_cell_no", lang)
    return str(value)


_TOLD: Final = frozenset(one.pointer.strip("/").split("/")[0] for one in FIELDS) | {"schema", "requirements"}


def _lost(vacancy: Vacancy) -> Iterator[Problem]:
    """Yield what of a vacancy has no place in the table."""
    for name in vacancy.to_json():
        if name not in _TOLD:
            yield Problem("vacancies_lost", f"/{name}", {"id": vacancy.id, "what": name})
    for number, one in enumerate(vacancy.requirements):
        where = f"/requirements/{number}"
        if one.pathway is not None:
            yield Problem("vacancies_lost", f"{where}/pathway", {"id": vacancy.id, "what": "pathway"})
        if one.weight != Decimal(1):
            yield Problem("vacancies_lost", f"{where}/weight", {"id": vacancy.id, "what": "weight"})
