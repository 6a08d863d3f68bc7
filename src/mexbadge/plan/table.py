"""Courses as CSV, one row a course, in and out; several values of one cell stand between ``|``.

``levels`` stand beside ``teaches``, ``requires_levels`` beside ``requires_skills``, ``ends`` and ``seats`` beside
``starts``: the second of one belongs to the second of the other, and an empty one says nothing. A level is the name of
its scale, a space and its name.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from itertools import zip_longest
from typing import Any, Final, TypeVar

from mexbadge.errors import InputError, Problem, RosterError
from mexbadge.models.language import Words
from mexbadge.plan.course import College, Course, Delivery, Session, Taught
from mexbadge.plan.needs import Want
from mexbadge.skills.levels import Level, Scale
from mexbadge.skills.noc import noc_codes
from mexbadge.tabular.sheet import read_sheet
from mexbadge.tabular.writing import FORMULA_STARTS, table_csv

__all__ = ["COLUMNS", "CourseRows", "course_rows", "courses_csv"]

COLUMNS: Final = (
    *("id", "name_en", "name_fr", "college", "college_name_en", "college_name_fr", "approved", "teaches", "levels"),
    *("awards", "requires_skills", "requires_levels", "requires_achievements", "requires_courses", "cost", "funding"),
    *("currency", "days", "hours", "delivery", "languages", "capacity", "starts", "ends", "seats", "credits", "noc"),
    *("cip", "osap", "osap_as_of", "url"),
)
"""The columns; ``id``, ``name_en`` or ``name_fr``, and ``college`` are needed."""
_YES: Final = frozenset({"yes", "true", "1", "oui", "vrai", "x"})
_NO: Final = frozenset({"no", "false", "0", "non", "faux", ""})
_COMMA: Final = re.compile(r"(\d+),(\d{1,2})", re.ASCII)
_CUTOFF: Final = 0.7
_BAR: Final = "|"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class CourseRows:
    """The courses of a table, each with its line, and what of it was not read."""

    courses: tuple[tuple[int, Course], ...]
    notes: tuple[Problem, ...] = field(default=())


def course_rows(data: bytes, scales: Sequence[Scale] = ()) -> CourseRows:
    """Read a table; raise :class:`RosterError` with all problems by line."""
    sheet = read_sheet(data, lambda cells: sum(cell.strip().lower() in COLUMNS for cell in cells))
    if sheet.problems:
        raise RosterError(sheet.problems)
    first, heading = sheet.rows[0][0], [cell.strip().lower() for cell in sheet.rows[0][1]]
    if not {"id", "college"} <= set(heading) or not {"name_en", "name_fr"} & set(heading):
        raise RosterError([Problem("plan_columns", first, {"columns": "id, name_en, college"})])
    colleges: dict[str, College] = {}
    courses: list[tuple[int, Course]] = []
    problems: list[Problem] = []
    for line, cells in sheet.rows[1:]:
        row = {name: _plain(cell) for name, cell in zip(heading, cells, strict=False)}
        try:
            college = _college_of(row)
            courses.append((line, _course_of(row, colleges.setdefault(college.id, college), scales)))
        except InputError as error:
            problems.append(Problem(error.code, line, error.problem.values))
    if problems:
        raise RosterError(problems)
    return CourseRows(tuple(courses), tuple(_unknown(heading, first)))


def _unknown(heading: Sequence[str], line: int) -> Iterator[Problem]:
    for name in heading:
        if name and name not in COLUMNS:
            near = get_close_matches(name, COLUMNS, n=1, cutoff=_CUTOFF)
            yield Problem("plan_column_unknown", line, {"column": name, "near": near[0] if near else "-"})


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(FORMULA_STARTS) else text


def _words(row: Mapping[str, str], stem: str) -> Words:
    return Words(tuple((lang, text) for lang in ("en", "fr") if (text := row.get(f"{stem}_{lang}", ""))))


def _college_of(row: Mapping[str, str]) -> College:
    name = row.get("college", "")
    if not name:
        raise InputError("plan_cell", column="college", value="")
    approved = _cell(row, "approved", _flag) or False
    return College(name, _words(row, "college_name") or Words.of(name), approved)


def _flag(text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise ValueError(text)
    return text.lower() in _YES


def _course_of(row: Mapping[str, str], college: College, scales: Sequence[Scale]) -> Course:
    name = _words(row, "name")
    if not name:
        raise InputError("plan_cell", column="name_en", value="")
    asked = _beside(row, "requires_skills", ("requires_levels",))
    wants = [
        *(Want(skill=each, level=_level(level, "requires_levels", scales)) for each, level in asked),
        *(Want(achievement=each) for each in _split(row.get("requires_achievements", ""))),
        *(Want(course=each) for each in _split(row.get("requires_courses", ""))),
    ]
    if any(want.course == row["id"] for want in wants):
        raise InputError("plan_self", id=row["id"])
    taught = _beside(row, "teaches", ("levels",))
    noc = dict.fromkeys(code for each in _split(row.get("noc", "")) for code in noc_codes(each))
    return Course(
        id=row["id"],
        name=name,
        college=college,
        teaches=tuple(Taught(skill, _level(level, "levels", scales)) for skill, level in taught),
        awards=tuple(_split(row.get("awards", ""))),
        prerequisites=tuple(wants),
        cost=_cell(row, "cost", _amount) or Decimal(0),
        funding=_cell(row, "funding", _amount) or Decimal(0),
        currency=row.get("currency") or "CAD",
        days=_cell(row, "days", int) or 0,
        hours=_cell(row, "hours", _amount),
        delivery=_cell(row, "delivery", Delivery) or Delivery.ONLINE,
        languages=tuple(_split(row.get("languages", ""))),
        capacity=_cell(row, "capacity", int),
        sessions=tuple(_sessions(row)),
        credits=_cell(row, "credits", _amount),
        noc=tuple(noc),
        cip=row.get("cip") or None,
        osap=_cell(row, "osap", _flag),
        osap_as_of=_cell(row, "osap_as_of", date.fromisoformat),
        url=row.get("url") or None,
    )


def _sessions(row: Mapping[str, str]) -> Iterator[Session]:
    for starts, ends, seats in _beside(row, "starts", ("ends", "seats")):
        yield Session(
            _read("starts", starts, date.fromisoformat),
            _read("ends", ends, date.fromisoformat) if ends else None,
            _read("seats", seats, int) if seats else None,
        )


def _beside(row: Mapping[str, str], column: str, others: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the values of a cell, each with what stands beside it in others; raise where they are not as many."""
    parts = [[part.strip() for part in row.get(name, "").split(_BAR)] for name in (column, *others)]
    for number, values in enumerate(zip_longest(*parts, fillvalue="")):
        if values[0]:
            yield tuple(values)
        elif any(values[1:]):
            at = next(place for place, value in enumerate(values) if value)
            raise InputError("plan_cell", column=(column, *others)[at], value=f"{values[at]} ({number + 1})")


def _level(text: str, column: str, scales: Sequence[Scale]) -> Level | None:
    scale, _, name = text.partition(" ")
    if not text:
        return None
    if not name:
        raise InputError("plan_cell", column=column, value=text)
    return Level.on(scale, name, scales=scales)


def _amount(text: str) -> Decimal:
    """Read an amount; a comma before one or two digits is a decimal one."""
    found = _COMMA.fullmatch(text)
    return Decimal(f"{found[1]}.{found[2]}" if found else text)


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_BAR) if part.strip()]


def _cell(row: Mapping[str, str], column: str, read: Callable[[str], Made]) -> Made | None:
    text = row.get(column, "")
    return _read(column, text, read) if text else None


def _read(column: str, text: str, read: Callable[[str], Made]) -> Made:
    try:
        return read(text)
    except (ValueError, ArithmeticError):
        raise InputError("plan_cell", column=column, value=text) from None


def courses_csv(courses: Iterable[Course], *, delimiter: str = ",") -> tuple[bytes, tuple[Problem, ...]]:
    """Return the table, UTF-8 with a mark as Excel reads it, and what is lost in it (``course_lost_…``)."""
    lost: list[Problem] = []
    rows = []
    for course in courses:
        row = _row(course)
        lost += _lost(course, row)
        rows.append([_BAR.join(value) if isinstance(value, list) else value for value in row.values()])
    return table_csv(COLUMNS, rows, delimiter=delimiter), tuple(lost)


def _row(course: Course) -> dict[str, Any]:
    college, sessions = course.college, course.sessions
    asked = [want for want in course.prerequisites if want.skill is not None]
    named = {f"{stem}_{lang}": _in(words, lang) for stem, words in _named(course) for lang in ("en", "fr")}
    row: dict[str, Any] = {
        "id": course.id,
        **named,
        "college": college.id,
        "approved": "yes" if college.approved else "no",
        "teaches": [one.skill for one in course.teaches],
        "levels": _several(_level_text(one.level) for one in course.teaches),
        "awards": list(course.awards),
        "requires_skills": [str(want.skill) for want in asked],
        "requires_levels": _several(_level_text(want.level) for want in asked),
        "requires_achievements": [want.achievement for want in course.prerequisites if want.achievement is not None],
        "requires_courses": [want.course for want in course.prerequisites if want.course is not None],
        "cost": course.cost,
        "funding": course.funding,
        "currency": course.currency,
        "days": course.days,
        "hours": course.hours,
        "delivery": course.delivery.value,
        "languages": list(course.languages),
        "capacity": course.capacity,
        "starts": [one.starts.isoformat() for one in sessions],
        "ends": _several("" if one.ends is None else one.ends.isoformat() for one in sessions),
        "seats": _several("" if one.seats is None else str(one.seats) for one in sessions),
        "credits": course.credits,
        "noc": list(course.noc),
        "cip": course.cip,
        "osap": None if course.osap is None else "yes" if course.osap else "no",
        "osap_as_of": course.osap_as_of,
        "url": course.url,
    }
    return {name: row[name] for name in COLUMNS}


def _named(course: Course) -> tuple[tuple[str, Words], ...]:
    return ("name", course.name), ("college_name", course.college.name)


def _in(words: Words, lang: str) -> str:
    """Return a text in one language; one in none stands with the English."""
    known = {(tag or "en"): text for tag, text in words.texts}
    return known.get(lang, "")


def _several(texts: Iterable[str]) -> list[str]:
    found = list(texts)
    return found if any(found) else []


def _level_text(level: Level | None) -> str:
    return "" if level is None else f"{level.scale} {level.native}"


def _lost(course: Course, row: Mapping[str, Any]) -> Iterator[Problem]:
    for stem, words in _named(course):
        others = sorted({tag for tag, _ in words.texts if tag not in {None, "en", "fr"}})
        if others:
            yield Problem("course_lost_language", None, {"id": course.id, "member": stem, "langs": ", ".join(others)})
    for name, value in row.items():
        if isinstance(value, list) and any(_BAR in str(each) for each in value):
            yield Problem("course_lost_bar", None, {"id": course.id, "member": name})
    levels = [*(one.level for one in course.teaches), *(want.level for want in course.prerequisites)]
    if any(" " in level.scale for level in levels if level is not None):
        yield Problem("course_lost_bar", None, {"id": course.id, "member": "levels"})
