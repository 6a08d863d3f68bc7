"""Courses and colleges as a file: JSON, TOML or CSV.

JSON and TOML have two lists, ``colleges`` and ``courses``. The CSV has one row a course, with the columns of
:data:`COLUMNS`; several values of one cell are divided by ``|``, and it knows no levels.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator

from mexbadge._json import JsonObject
from mexbadge._names import schema_name, schema_names
from mexbadge.errors import InputError, Problem, RosterError, SchemaError, Where, within
from mexbadge.models.forms import Amount, Count, Day, Flag, Form, Ident, Names, form_of, form_schema, load_table
from mexbadge.models.language import Words
from mexbadge.plan.course import College, Course, Delivery, Session, Taught
from mexbadge.plan.needs import Want
from mexbadge.plan.overlaps import check_sessions, overlapping
from mexbadge.skills.levels import Level, Scale
from mexbadge.tabular.sheet import FILE_BYTES, read_sheet

__all__ = ["CATALOGUE_SCHEMA", "COLUMNS", "Catalogue", "catalogue_schema"]

CATALOGUE_SCHEMA: Final = schema_name("course-catalogue-1")
"""The name of the form."""
COLUMNS: Final = (
    *("id", "name_en", "name_fr", "college", "college_name_en", "college_name_fr", "approved", "teaches", "awards"),
    *("requires_skills", "requires_achievements", "requires_courses", "cost", "funding", "currency", "days", "hours"),
    *("delivery", "capacity", "starts", "credits", "url"),
)
"""The columns of the CSV; ``id``, ``name_en`` or ``name_fr``, and ``college`` are needed."""
_YES: Final = frozenset({"yes", "true", "1", "oui", "vrai", "x"})
_NO: Final = frozenset({"no", "false", "0", "non", "faux", ""})


class _Level(Form):
    scale: Ident
    level: Ident


class _Taught(Form):
    skill: Ident
    level: _Level | None = None


def _skill_alone(value: object) -> object:
    """Take the URI of a skill for the whole, where no level is said."""
    return {"skill": value} if isinstance(value, str) else value


_Teaches = Annotated[_Taught, BeforeValidator(_skill_alone, json_schema_input_type=Ident | _Taught)]


class _Wanted(Form):
    skill: Ident | None = None
    level: _Level | None = None
    achievement: Ident | None = None
    course: Ident | None = None


class _Session(Form):
    starts: Day
    ends: Day | None = None
    seats: Count | None = None


class _College(Form):
    id: Ident
    name: Names
    approved: Flag = False


class _Course(Form):
    id: Ident
    name: Names
    college: Ident
    teaches: tuple[_Teaches, ...] = ()
    awards: tuple[Ident, ...] = ()
    prerequisites: tuple[_Wanted, ...] = ()
    cost: Amount = Decimal(0)
    funding: Amount = Decimal(0)
    currency: Ident = "CAD"
    days: Count = 0
    hours: Amount | None = None
    delivery: Literal["online", "in_person", "on_the_job"] = "online"
    capacity: Count | None = None
    sessions: tuple[_Session, ...] = ()
    credits: Amount | None = None
    url: Ident | None = None


class _Catalogue(Form):
    colleges: tuple[_College, ...]
    courses: tuple[_Course, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Courses, each with its college; ``notes`` are remarks on what was read that may be a slip, with their places."""

    courses: tuple[Course, ...] = ()
    colleges: tuple[College, ...] = ()
    notes: tuple[Problem, ...] = field(default=(), compare=False)
    _by_id: Mapping[str, Course] = field(default_factory=dict, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Catalogue: {len(self.courses)} courses>"

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {course.id: course for course in self.courses})

    @classmethod
    def load(cls, path: str | PathLike[str], *, scales: Sequence[Scale] = ()) -> Self:
        """Read a catalogue: a CSV by its name, anything else as JSON or TOML.

        Raises :class:`SchemaError` or (CSV) :class:`RosterError` with all that is wrong, and :class:`InputError`
        ``form_file``, ``form_toml``.
        """
        place = Path(path)
        with within(path):
            if place.suffix.lower() != ".csv":
                return cls.parse(load_table(place), scales=scales)
            try:
                with place.open("rb") as file:
                    content = file.read(FILE_BYTES + 1)
            except OSError:
                raise InputError("form_file", path=str(path)) from None
            return cls.from_csv(content)

    @classmethod
    def parse(cls, table: Mapping[str, Any], *, scales: Sequence[Scale] = ()) -> Self:
        """Read the object of a JSON or TOML catalogue; raises as :meth:`load`."""
        given = dict(table)
        if given.pop("schema", CATALOGUE_SCHEMA) not in schema_names(CATALOGUE_SCHEMA):
            raise SchemaError([Problem("plan_catalogue_form", "/schema", {"schema": CATALOGUE_SCHEMA})])
        form = form_of(_Catalogue, given)
        colleges = [College(one.id, one.name, one.approved) for one in form.colleges]
        rows = [(f"/courses/{place}", one) for place, one in enumerate(form.courses)]
        made: list[Course] = []
        notes: list[Problem] = []
        problems = list(_twice(((f"/colleges/{n}/id", one.id) for n, one in enumerate(colleges)), "college"))
        problems += _twice(((f"{where}/id", one.id) for where, one in rows), "course")
        known = {college.id: college for college in colleges}
        for where, one in rows:
            if one.college not in known:
                values = {"id": one.id, "college": one.college}
                problems.append(Problem("plan_college_unknown", f"{where}/college", values))
                continue
            try:
                made.append(_checked(_course(one, known[one.college], scales), where, notes))
            except InputError as error:
                problems.append(Problem(error.code, where, error.problem.values))
        if problems:
            raise SchemaError(problems)
        return cls(tuple(made), tuple(colleges), tuple(notes))

    @classmethod
    def from_csv(cls, data: bytes) -> Self:
        """Read the CSV form; raise :class:`RosterError` with all problems by line."""
        sheet = read_sheet(data, lambda cells: sum(cell.strip().lower() in COLUMNS for cell in cells))
        if sheet.problems:
            raise RosterError(sheet.problems)
        heading = [cell.strip().lower() for cell in sheet.rows[0][1]]
        if not {"id", "college"} <= set(heading) or not {"name_en", "name_fr"} & set(heading):
            raise RosterError([Problem("plan_columns", sheet.rows[0][0], {"columns": "id, name_en, college"})])
        colleges: dict[str, College] = {}
        courses: list[Course] = []
        notes: list[Problem] = []
        problems: list[Problem] = []
        ids: list[tuple[int, str]] = []
        for line, cells in sheet.rows[1:]:
            row = dict(zip(heading, cells, strict=False))
            ids.append((line, row["id"]))
            try:
                college = _college_of(row)
                made = _course_of(row, colleges.setdefault(college.id, college))
                courses.append(_checked(made, line, notes))
            except InputError as error:
                problems.append(Problem(error.code, line, error.problem.values))
        problems += _twice(ids, "course")
        if problems:
            raise RosterError(sorted(problems, key=lambda problem: problem.where or 0))
        return cls(tuple(courses), tuple(colleges.values()), tuple(notes))

    def get(self, id: str) -> Course | None:  # noqa: A002 - what it is called everywhere
        """Return a course by its id."""
        return self._by_id.get(id)

    def certifies(self, *, approved: bool = True) -> dict[str, tuple[tuple[str, Level | None], ...]]:
        """Return what each achievement certifies: the skills that the courses which award it teach.

        An achievement that several courses award certifies only what all of them teach, at the lowest level.
        """
        found: dict[str, dict[str, Level | None]] = {}
        for course in self.courses:
            if approved and not course.college.approved:
                continue
            mine = {one.skill: one.level for one in course.teaches}
            for achievement in course.awards:
                before = found.get(achievement)
                found[achievement] = mine if before is None else _both(before, mine)
        return {name: tuple(sorted(skills.items(), key=lambda pair: pair[0])) for name, skills in found.items()}

    def to_json(self) -> JsonObject:
        """Return the JSON form."""
        return {
            "schema": CATALOGUE_SCHEMA,
            "colleges": [_College(id=c.id, name=c.name, approved=c.approved).to_json() for c in self.colleges],
            "courses": [_form(course).to_json() for course in self.courses],
        }


def catalogue_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a catalogue."""
    made = form_schema(_Catalogue, "course-catalogue-1", "Courses and the colleges that give them")
    made["properties"] = {"schema": {"enum": schema_names(CATALOGUE_SCHEMA)}} | {
        name: value for name, value in made["properties"].items() if not name.startswith("schema")
    }
    return made


def _checked(course: Course, where: Where, notes: list[Problem]) -> Course:
    """Return a course whose sessions differ; note those that overlap. Raises as :func:`check_sessions`."""
    check_sessions(course)
    notes += overlapping(course, where)
    return course


def _both(one: Mapping[str, Level | None], other: Mapping[str, Level | None]) -> dict[str, Level | None]:
    kept: dict[str, Level | None] = {}
    for skill in one.keys() & other.keys():
        mine, theirs = one[skill], other[skill]
        same = mine is not None and theirs is not None and mine.scale == theirs.scale
        kept[skill] = min((mine, theirs), key=lambda level: level.value) if same and mine and theirs else None
    return kept


def _twice(ids: "Sequence[tuple[Any, str]] | Iterator[tuple[Any, str]]", what: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for where, name in ids:
        if name in seen:
            yield Problem(f"plan_{what}_twice", where, {"id": name} if what == "course" else {"college": name})
        seen.add(name)


def _level(level: _Level | None, scales: Sequence[Scale]) -> Level | None:
    return None if level is None else Level.on(level.scale, level.level, scales=scales)


def _course(one: _Course, college: College, scales: Sequence[Scale]) -> Course:
    wants = [Want(w.skill, _level(w.level, scales), w.achievement, w.course) for w in one.prerequisites]
    if any(want.course == one.id for want in wants):
        raise InputError("plan_self", id=one.id)
    return Course(
        id=one.id,
        name=one.name,
        college=college,
        teaches=tuple(Taught(each.skill, _level(each.level, scales)) for each in one.teaches),
        awards=one.awards,
        prerequisites=tuple(wants),
        cost=one.cost,
        funding=one.funding,
        currency=one.currency,
        days=one.days,
        hours=one.hours,
        delivery=Delivery(one.delivery),
        capacity=one.capacity,
        sessions=tuple(Session(each.starts, each.ends, each.seats) for each in one.sessions),
        credits=one.credits,
        url=one.url,
    )


def _form(course: Course) -> _Course:
    def level(given: Level | None) -> _Level | None:
        return None if given is None else _Level(scale=given.scale, level=given.native)

    return _Course(
        id=course.id,
        name=course.name,
        college=course.college.id,
        teaches=tuple(_Taught(skill=one.skill, level=level(one.level)) for one in course.teaches),
        awards=course.awards,
        prerequisites=tuple(
            _Wanted(skill=one.skill, level=level(one.level), achievement=one.achievement, course=one.course)
            for one in course.prerequisites
        ),
        cost=course.cost,
        funding=course.funding,
        currency=course.currency,
        days=course.days,
        hours=course.hours,
        delivery=course.delivery.value,
        capacity=course.capacity,
        sessions=tuple(_Session(starts=one.starts, ends=one.ends, seats=one.seats) for one in course.sessions),
        credits=course.credits,
        url=course.url,
    )


def _words(row: Mapping[str, str], stem: str) -> Words:
    return Words(tuple((lang, text) for lang in ("en", "fr") if (text := row.get(f"{stem}_{lang}", ""))))


def _college_of(row: Mapping[str, str]) -> College:
    name = row.get("college", "")
    approved = row.get("approved", "").lower()
    if not name or approved not in _YES | _NO:
        raise InputError("plan_cell", column="approved" if name else "college", value=approved)
    return College(name, _words(row, "college_name") or Words.of(name), approved in _YES)


def _course_of(row: Mapping[str, str], college: College) -> Course:
    name = _words(row, "name")
    if not name:
        raise InputError("plan_cell", column="name_en", value="")
    wants = [
        *(Want(skill=each) for each in _split(row.get("requires_skills", ""))),
        *(Want(achievement=each) for each in _split(row.get("requires_achievements", ""))),
        *(Want(course=each) for each in _split(row.get("requires_courses", ""))),
    ]
    if any(want.course == row["id"] for want in wants):
        raise InputError("plan_self", id=row["id"])
    return Course(
        id=row["id"],
        name=name,
        college=college,
        teaches=tuple(Taught(skill) for skill in _split(row.get("teaches", ""))),
        awards=tuple(_split(row.get("awards", ""))),
        prerequisites=tuple(wants),
        cost=_cell(row, "cost", Decimal) or Decimal(0),
        funding=_cell(row, "funding", Decimal) or Decimal(0),
        currency=row.get("currency") or "CAD",
        days=_cell(row, "days", int) or 0,
        hours=_cell(row, "hours", Decimal),
        delivery=_cell(row, "delivery", Delivery) or Delivery.ONLINE,
        capacity=_cell(row, "capacity", int),
        sessions=tuple(Session(_day(text)) for text in _split(row.get("starts", ""))),
        credits=_cell(row, "credits", Decimal),
        url=row.get("url") or None,
    )


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|") if part.strip()]


def _cell(row: Mapping[str, str], column: str, read: Callable[[str], Any]) -> Any:  # noqa: ANN401 - as read makes it
    text = row.get(column, "")
    if not text:
        return None
    try:
        return read(text)
    except (ValueError, ArithmeticError):
        raise InputError("plan_cell", column=column, value=text) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InputError("plan_cell", column="starts", value=text) from None
