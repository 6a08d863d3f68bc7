"""Courses and colleges as a file: JSON, TOML or CSV.

JSON and TOML have two lists, ``colleges`` and ``courses``. The CSV has one row a course (:mod:`mexbadge.plan.table`).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from os import PathLike
from pathlib import Path
from typing import Annotated, Any, Final, Literal, Self

from pydantic import BeforeValidator

from mexbadge._json import JsonObject
from mexbadge._names import schema_name, schema_names
from mexbadge.errors import InputError, Problem, RosterError, SchemaError, Where, within
from mexbadge.models.forms import Amount, Count, Day, DocumentForm, Flag, Ident, Names, form_of, form_schema, load_table
from mexbadge.plan.course import College, Course, Delivery, Session, Taught
from mexbadge.plan.needs import Want
from mexbadge.plan.overlaps import check_sessions, overlapping
from mexbadge.plan.schema_org import courses_in, to_schema_org
from mexbadge.plan.table import COLUMNS, course_rows, courses_csv
from mexbadge.skills.levels import Level, Scale
from mexbadge.skills.noc import noc_codes
from mexbadge.tabular.sheet import FILE_BYTES
from mexbadge.texts import Lang

__all__ = ["CATALOGUE_SCHEMA", "COLUMNS", "Catalogue", "catalogue_schema"]

CATALOGUE_SCHEMA: Final = schema_name("course-catalogue-1")
"""The name of the form."""


class _Level(DocumentForm):
    scale: Ident
    level: Ident


class _Taught(DocumentForm):
    skill: Ident
    level: _Level | None = None


def _skill_alone(value: object) -> object:
    """Take the URI of a skill for the whole, where no level is said."""
    return {"skill": value} if isinstance(value, str) else value


_Teaches = Annotated[_Taught, BeforeValidator(_skill_alone, json_schema_input_type=Ident | _Taught)]


class _Wanted(DocumentForm):
    skill: Ident | None = None
    level: _Level | None = None
    achievement: Ident | None = None
    course: Ident | None = None


class _Session(DocumentForm):
    starts: Day
    ends: Day | None = None
    seats: Count | None = None


class _College(DocumentForm):
    id: Ident
    name: Names
    approved: Flag = False


class _Course(DocumentForm):
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
    delivery: Literal["online", "in_person", "hybrid", "on_the_job"] = "online"
    languages: tuple[Ident, ...] = ()
    capacity: Count | None = None
    sessions: tuple[_Session, ...] = ()
    credits: Amount | None = None
    noc: tuple[Ident, ...] = ()
    cip: Ident | None = None
    osap: Flag | None = None
    osap_as_of: Day | None = None
    url: Ident | None = None


class _Catalogue(DocumentForm):
    colleges: tuple[_College, ...]
    courses: tuple[_Course, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Catalogue:
    """Courses, each with its college; ``notes`` are remarks on what was read that may be a slip, with their places.

    ``places`` are those of the courses, where they were read from rows.
    """

    courses: tuple[Course, ...] = ()
    colleges: tuple[College, ...] = ()
    notes: tuple[Problem, ...] = field(default=(), compare=False)
    places: tuple[Where, ...] = field(default=(), repr=False, compare=False)
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
            return cls.from_csv(content, scales=scales)

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
    def from_csv(cls, data: bytes, *, scales: Sequence[Scale] = ()) -> Self:
        """Read the CSV form; raise :class:`RosterError` with all problems by line."""
        rows = course_rows(data, scales)
        return cls.gathered(rows.courses, rows.notes)

    @classmethod
    def gathered(cls, courses: Iterable[tuple[Where, Course]], notes: Iterable[Problem] = ()) -> Self:
        """Return courses, each with its place, as a catalogue; raise :class:`RosterError` for ids that stand twice."""
        listed = list(courses)
        remarks = list(notes)
        problems = list(_twice([(where, course.id) for where, course in listed], "course"))
        for where, course in listed:
            try:
                _checked(course, where, remarks)
            except InputError as error:
                problems.append(Problem(error.code, where, error.problem.values))
        if problems:
            raise RosterError(sorted(problems, key=lambda one: one.where if isinstance(one.where, int) else 0))
        colleges = {course.college.id: course.college for _, course in listed}
        places = tuple(where for where, _ in listed)
        return cls(tuple(course for _, course in listed), tuple(colleges.values()), tuple(remarks), places)

    def to_csv(self, *, delimiter: str = ",") -> tuple[bytes, tuple[Problem, ...]]:
        """Return the CSV form, and what is lost in it."""
        data, lost = courses_csv(self.courses, delimiter=delimiter)
        used = {course.college.id for course in self.courses}
        alone = [Problem("course_lost_college", None, {"id": one.id}) for one in self.colleges if one.id not in used]
        return data, (*lost, *alone)

    @classmethod
    def from_schema_org(cls, data: bytes, *, lang: Lang = "en", approved: Collection[str] = ()) -> Self:
        """Read the courses of a web page or JSON-LD document; ``notes`` are what was left out.

        ``approved``: the ids of the colleges that are approved; no page can say that of itself. Raises
        :class:`RosterError` with all that is wrong, and :class:`InputError` ``plan_no_course``, ``json_…``.
        """
        found = courses_in(data, lang=lang, approved=approved)
        if found.problems:
            raise RosterError(found.problems)
        return cls.gathered(found.courses, found.notes)

    def to_schema_org(self, lang: Lang = "en") -> tuple[JsonObject, tuple[Problem, ...]]:
        """Return the courses as a JSON-LD document of schema.org in one language, and what is lost in it."""
        return to_schema_org(self.courses, lang)

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
        noc=tuple(dict.fromkeys(code for text in one.noc for code in noc_codes(text))),
        languages=one.languages,
        cip=one.cip,
        osap=one.osap,
        osap_as_of=one.osap_as_of,
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
        noc=course.noc,
        languages=course.languages,
        cip=course.cip,
        osap=course.osap,
        osap_as_of=course.osap_as_of,
        url=course.url,
    )
