"""A vacancy as exact requirements, as JSON or TOML, and an applicant as who holds badges and what was declared.

There is no member for anything that must not decide: no age, no sex, no origin, no name, no photograph. A document that
holds such a member is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from os import PathLike
from typing import Annotated, Any, Final, Literal, Self

from pydantic import Field, PlainSerializer, StringConstraints

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge._names import schema_name, schema_names
from mexbadge.badge import Person
from mexbadge.errors import InputError, Problem, SchemaError, within
from mexbadge.match.posting_rules import Remark, lint
from mexbadge.models.forms import (
    Amount,
    Count,
    Day,
    DocumentForm,
    Flag,
    Ident,
    Names,
    Text,
    form_of,
    form_schema,
    load_table,
)
from mexbadge.models.language import Words
from mexbadge.skills import Level, Scale, Taxonomy, noc_codes

__all__ = [
    "APPLICANT_SCHEMA",
    "PROTECTED",
    "VACANCY_SCHEMA",
    "Applicant",
    "Constraints",
    "Experience",
    "Pay",
    "Requirement",
    "RequirementKind",
    "Vacancy",
    "applicant_schema",
    "vacancy_schema",
]

VACANCY_SCHEMA: Final = schema_name("vacancy-1")
APPLICANT_SCHEMA: Final = schema_name("applicant-1")
PROTECTED: Final = frozenset(
    {
        *("age", "birthdate", "dateofbirth", "born", "sex", "gender", "race", "ethnicity", "ethnicorigin", "religion"),
        *("creed", "colour", "color", "nationality", "citizenship", "ancestry", "disability", "maritalstatus"),
        *("familystatus", "sexualorientation", "genderidentity", "photo", "picture", "name", "firstname", "lastname"),
        *("pregnancy", "recordofoffences", "placeoforigin", "address", "school"),
    }
)
"""Members that a vacancy's requirements and an applicant must not have, whatever their spelling."""
REQUIREMENTS: Final = 500
"""How many requirements a vacancy may have."""
OCCUPATIONS: Final = 20
"""Of how many occupations a vacancy may be."""
ANY_OF: Final = 100
"""Of how many skills one requirement may take any."""
LISTED: Final = 1_000
"""How many badges, identities or jobs of an applicant may be listed."""
DAYS: Final = 36_525
"""How many days ago something may be asked to have been shown: a hundred years."""
MONTHS: Final = 1_200
"""How many months of experience there may be: a hundred years."""
HOURS: Final = 168
"""How many hours a week has."""
WEIGHT: Final = Decimal(1_000_000)
"""How much a requirement may weigh."""
_GUESSES: Final = 3
"""For how many unknown skills of a vacancy is looked for what comes near: each look takes in the whole taxonomy."""


class RequirementKind(StrEnum):
    """Whether a requirement must be met, or is welcome."""

    MUST = "must"
    NICE = "nice"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One thing that a vacancy asks for: exactly one of skills (any of them), a credential, a pathway, experience.

    ``skills`` are URIs, at ``level`` where one is asked; ``credential`` is the id of an achievement, ``pathway`` that
    of the achievement that completes a pathway. ``months`` of experience in ``experience`` are declared, shown and, by
    default, of weight 0. ``max_age``: how many days ago it may have been shown.
    """

    id: str
    kind: RequirementKind = RequirementKind.MUST
    skills: tuple[str, ...] = ()
    level: Level | None = None
    credential: str | None = None
    pathway: str | None = None
    experience: str | None = None
    months: int = 0
    weight: Decimal = Decimal(1)
    max_age: int | None = None
    label: Words = field(default_factory=Words)

    @property
    def asks(self) -> bool:
        """Whether it asks for anything at all: no months of experience are none."""
        return bool(self.skills or self.credential or self.pathway or (self.experience and self.months))


@dataclass(frozen=True, slots=True)
class Pay:
    """What is paid, from ``least`` to ``most``, in a currency, by ``hour`` or ``year``."""

    least: Decimal
    most: Decimal
    currency: str = "CAD"
    period: str = "hour"


@dataclass(frozen=True, slots=True)
class Constraints:
    """What must fit beside skills; an empty member asks for nothing. ``hours`` are those of a week: 37.5 as well."""

    regions: tuple[str, ...] = ()
    remote: bool = False
    hours: Decimal | int | None = None
    languages: tuple[str, ...] = ()
    licences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Experience:
    """Work that somebody declares: in what, and for how many months."""

    work: str
    months: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Vacancy:
    """One vacancy; made by :meth:`load`, :meth:`parse` or by hand.

    ``uses_ai``, ``exists`` are what the posting says of the use of artificial intelligence and of whether there is a
    vacancy at all (``None``: it says nothing); ``employees`` is how many the employer has. ``each_once``: one skill of
    a person fills one requirement only. ``noc`` are unit groups of the NOC 2021, of which a vacancy may be several
    (a personal support worker is of 33102 or of 44101). Raises :class:`InputError` ``match_many`` for too many
    requirements, and as :func:`mexbadge.skills.noc_codes`.
    """

    id: str
    title: Words
    requirements: tuple[Requirement, ...] = ()
    employer: str = ""
    noc: tuple[str, ...] = ()
    description: Words = field(default_factory=Words)
    seats: int = 1
    constraints: Constraints = field(default_factory=Constraints)
    pay: Pay | None = None
    open_from: date | None = None
    open_until: date | None = None
    status: str = "open"
    uses_ai: bool | None = None
    exists: bool | None = None
    employees: int | None = None
    each_once: bool = False
    _digest: list[str] = field(default_factory=list, init=False, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"<Vacancy {self.id!r}: {self.title.text()!r}, {len(self.requirements)} requirements>"

    def __post_init__(self) -> None:
        if len(self.requirements) > REQUIREMENTS:
            raise InputError("match_many", id=self.id, limit=REQUIREMENTS)
        for code in self.noc:
            noc_codes(code)

    @property
    def digest(self) -> str:
        """The SHA-256 of its document, in its canonical form; computed once."""
        if not self._digest:
            self._digest.append(sha256(_json.canonical(self.to_json())).hexdigest())
        return self._digest[0]

    @property
    def musts(self) -> tuple[Requirement, ...]:
        """The requirements that must be met."""
        return tuple(one for one in self.requirements if one.kind is RequirementKind.MUST)

    @classmethod
    def load(
        cls, source: bytes | str | PathLike[str], *, taxonomy: Taxonomy | None = None, scales: Iterable[Scale] = ()
    ) -> Self:
        """Read a vacancy: bytes are content, a text or path names a JSON or TOML file.

        ``taxonomy``: refuse skills that it does not know, with what comes near. Raises :class:`SchemaError` with all
        that is wrong, each at its JSON pointer, and :class:`InputError` ``form_file``, ``form_toml``, ``json_…``.
        """
        if isinstance(source, bytes):
            return cls.parse(load_table(source), taxonomy=taxonomy, scales=scales)
        with within(source):
            return cls.parse(load_table(source), taxonomy=taxonomy, scales=scales)

    @classmethod
    def parse(cls, table: Mapping[str, Any], *, taxonomy: Taxonomy | None = None, scales: Iterable[Scale] = ()) -> Self:
        """Read the object of a vacancy; raises as :meth:`load`."""
        form = _formed(_Vacancy, table, VACANCY_SCHEMA)
        reading = _Reading(taxonomy, tuple(scales))
        requirements = reading.requirements(form.requirements)
        noc = reading.occupations(form.noc)
        pay = form.pay
        if pay is not None and pay.most < pay.least:
            reading.problems.append(Problem("match_pay", "/pay", {"least": pay.least, "most": pay.most}))
        if form.open_from and form.open_until and form.open_until < form.open_from:
            reading.problems.append(Problem("match_window", "/openUntil", {"id": form.id}))
        if reading.problems:
            raise SchemaError(reading.problems)
        return cls(
            id=form.id,
            title=form.title,
            requirements=requirements,
            employer=form.employer,
            noc=noc,
            **({"description": form.description} if form.description else {}),
            seats=form.seats,
            constraints=_constraints(form.constraints),
            pay=None if pay is None else Pay(pay.least, pay.most, pay.currency, pay.period),
            open_from=form.open_from,
            open_until=form.open_until,
            status=form.status,
            uses_ai=form.uses_ai,
            exists=form.exists,
            employees=form.employees,
            each_once=form.each_once,
        )

    def to_json(self) -> JsonObject:
        """Return the document that :meth:`parse` reads."""
        made = _Vacancy(
            id=self.id,
            title=self.title,
            employer=self.employer,
            noc=self.noc[0] if len(self.noc) == 1 else self.noc,
            description=self.description or None,
            requirements=tuple(_form(one) for one in self.requirements),
            seats=self.seats,
            constraints=_constraints_form(self.constraints),
            pay=None
            if self.pay is None
            else _Pay(least=self.pay.least, most=self.pay.most, currency=self.pay.currency, period=self.pay.period),  # type: ignore[arg-type]
            open_from=self.open_from,
            open_until=self.open_until,
            status=self.status,  # type: ignore[arg-type]
            uses_ai=self.uses_ai,
            exists=self.exists,
            employees=self.employees,
            each_once=self.each_once,
        )
        return {"schema": VACANCY_SCHEMA, **made.to_json()}

    def lint(self, jurisdiction: str = "CA-ON") -> tuple[Remark, ...]:
        """Return what the law of a jurisdiction asks of the posting; see :func:`mexbadge.match.posting_rules.lint`."""
        return lint(self, jurisdiction)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Applicant:
    """Somebody who applies: a person by identities, badges by path, and what was declared.

    ``id`` is a name of the caller's for results, one word, since it is printed with them; ``constraints`` say where,
    when and in which languages the person works (an empty member says nothing).
    """

    id: str
    person: Person
    badges: tuple[str, ...] = ()
    experience: tuple[Experience, ...] = ()
    constraints: Constraints = field(default_factory=Constraints)

    def __repr__(self) -> str:
        return f"<Applicant {self.id!r}: {len(self.badges)} badges>"

    @classmethod
    def load(cls, source: bytes | str | PathLike[str]) -> Self:
        """Read an applicant: bytes are content, a text or path names a JSON or TOML file.

        Raises as :meth:`Vacancy.load`, and ``match_protected``.
        """
        if isinstance(source, bytes):
            return cls.parse(load_table(source))
        with within(source):
            return cls.parse(load_table(source))

    @classmethod
    def parse(cls, table: Mapping[str, Any]) -> Self:
        """Read the object of an applicant; raises as :meth:`load`."""
        form = _formed(_Applicant, table, APPLICANT_SCHEMA)
        try:
            person = Person.of(*form.identities)
        except InputError as error:
            raise SchemaError([Problem(error.code, "/identities", error.problem.values)]) from None
        experience = tuple(Experience(one.work, one.months) for one in form.experience)
        return cls(
            id=form.id,
            person=person,
            badges=form.badges,
            experience=experience,
            constraints=_constraints(form.constraints),
        )

    def to_json(self) -> JsonObject:
        """Return the document that :meth:`parse` reads."""
        made = _Applicant(
            id=self.id,
            identities=tuple(str(one) for one in self.person.identities),
            badges=self.badges,
            experience=tuple(_Experience(work=one.work, months=one.months) for one in self.experience),
            constraints=_constraints_form(self.constraints),
        )
        return {"schema": APPLICANT_SCHEMA, **made.to_json()}


class _Level(DocumentForm):
    scale: Ident
    level: Ident


class _Experience(DocumentForm):
    work: Text
    months: Annotated[Count, Field(le=MONTHS)]


class _Asked(DocumentForm):
    work: Text
    months: Annotated[Count, Field(ge=1, le=MONTHS)]


class _Requirement(DocumentForm):
    id: Ident | None = None
    kind: Literal["must", "nice"] = "must"
    skill: Ident | None = None
    any_of: Annotated[tuple[Ident, ...], Field(max_length=ANY_OF)] = ()
    level: _Level | None = None
    credential: Ident | None = None
    pathway: Ident | None = None
    experience: _Asked | None = None
    weight: Annotated[Amount, Field(le=WEIGHT)] | None = None
    max_age_days: Annotated[Count, Field(le=DAYS)] | None = None
    label: Names | None = None


class _Pay(DocumentForm):
    least: Amount
    most: Amount
    currency: Ident = "CAD"
    period: Literal["hour", "year"] = "hour"


def _hours_json(hours: Decimal) -> int | float:
    return int(hours) if hours == int(hours) else float(hours)


_Hours = Annotated[Amount, Field(le=HOURS), PlainSerializer(_hours_json)]


class _Constraints(DocumentForm):
    regions: tuple[Ident, ...] = ()
    remote: Flag = False
    hours: _Hours | None = None
    languages: tuple[Ident, ...] = ()
    licences: tuple[Ident, ...] = ()


class _Vacancy(DocumentForm):
    id: Ident
    title: Names
    requirements: Annotated[tuple[_Requirement, ...], Field(max_length=REQUIREMENTS)]
    employer: str = ""
    noc: Ident | Annotated[tuple[Ident, ...], Field(max_length=OCCUPATIONS)] = ()
    description: Names | None = None
    seats: Count = 1
    constraints: _Constraints = _Constraints()
    pay: _Pay | None = None
    open_from: Day | None = None
    open_until: Day | None = None
    status: Literal["draft", "open", "matched", "filled", "withdrawn", "expired"] = "open"
    uses_ai: Flag | None = None
    exists: Flag | None = None
    employees: Count | None = None
    each_once: Flag = False


class _Applicant(DocumentForm):
    id: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S+$")]
    identities: Annotated[tuple[Ident, ...], Field(max_length=LISTED)]
    badges: Annotated[tuple[Ident, ...], Field(max_length=LISTED)] = ()
    experience: Annotated[tuple[_Experience, ...], Field(max_length=LISTED)] = ()
    constraints: _Constraints = _Constraints()


def vacancy_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of a vacancy."""
    return _named(form_schema(_Vacancy, "vacancy-1", "A vacancy as exact requirements"), VACANCY_SCHEMA)


def applicant_schema() -> JsonObject:
    """Return the JSON Schema (draft 2020-12) of an applicant."""
    return _named(form_schema(_Applicant, "applicant-1", "Somebody who applies"), APPLICANT_SCHEMA)


def _named(schema: JsonObject, name: str) -> JsonObject:
    schema["properties"] = {"schema": {"enum": schema_names(name)}, **schema["properties"]}
    return schema


def _formed(model: Any, table: Mapping[str, Any], schema: str) -> Any:  # noqa: ANN401 - a model and what it makes
    given = dict(table)
    if given.pop("schema", schema) not in schema_names(schema):
        raise SchemaError([Problem("match_form", "/schema", {"schema": schema})])
    named = [name for name in given if name.lower().replace("_", "").replace("-", "") in PROTECTED]
    if named:
        raise SchemaError([Problem("match_protected", f"/{name}", {"name": name}) for name in named])
    return form_of(model, given)


def _constraints(form: _Constraints) -> Constraints:
    return Constraints(form.regions, form.remote, form.hours, form.languages, form.licences)


def _constraints_form(given: Constraints) -> _Constraints:
    return _Constraints(
        regions=given.regions,
        remote=given.remote,
        hours=None if given.hours is None else Decimal(given.hours),
        languages=given.languages,
        licences=given.licences,
    )


def _form(one: Requirement) -> _Requirement:
    level = None if one.level is None else _Level(scale=one.level.scale, level=one.level.native)
    single = one.skills[0] if len(one.skills) == 1 else None
    return _Requirement(
        id=one.id,
        kind=one.kind.value,
        skill=single,
        any_of=() if single is not None else one.skills,
        level=level,
        credential=None if one.pathway is not None else one.credential,
        pathway=one.pathway,
        experience=None if one.experience is None else _Asked(work=one.experience, months=max(one.months, 1)),
        weight=one.weight,
        max_age_days=one.max_age,
        label=one.label or None,
    )


@dataclass(slots=True)
class _Reading:
    """Requirements on their way from forms to values, and what is wrong with them."""

    taxonomy: Taxonomy | None
    scales: tuple[Scale, ...]
    problems: list[Problem] = field(default_factory=list)
    guesses: int = _GUESSES

    def requirements(self, forms: Sequence[_Requirement]) -> tuple[Requirement, ...]:
        made = tuple(self._requirement(form, f"/requirements/{n}", n) for n, form in enumerate(forms))
        self.problems += _contradictions(made, self.taxonomy)
        return made

    def occupations(self, given: str | tuple[str, ...]) -> tuple[str, ...]:
        """Return the unit groups of a vacancy, each once."""
        found: list[str] = []
        for number, text in enumerate((given,) if isinstance(given, str) else given):
            try:
                found += noc_codes(text)
            except InputError as error:
                where = "/noc" if isinstance(given, str) else f"/noc/{number}"
                self.problems.append(Problem(error.code, where, error.problem.values))
        return tuple(dict.fromkeys(found))

    def _requirement(self, form: _Requirement, where: str, number: int) -> Requirement:
        skills = (form.skill,) if form.skill is not None else form.any_of
        asked = [bool(skills), form.credential is not None, form.pathway is not None, form.experience is not None]
        if sum(asked) != 1 or (form.skill is not None and form.any_of) or (form.level is not None and not skills):
            self.problems.append(Problem("match_requirement", where, {"place": where}))
        for skill in skills if self.taxonomy is not None else ():
            try:
                self.taxonomy.require(skill, near=self.guesses > 0)  # type: ignore[union-attr]
            except InputError as error:
                self.guesses -= 1
                self.problems.append(Problem(error.code, where, error.problem.values))
        work = form.experience
        weight = form.weight if form.weight is not None else Decimal(0 if work is not None else 1)
        return Requirement(
            id=form.id or f"r{number + 1}",
            kind=RequirementKind(form.kind),
            skills=tuple(dict.fromkeys(skills)),
            level=self._level(form.level, f"{where}/level"),
            credential=form.credential,
            pathway=form.pathway,
            experience=None if work is None else work.work,
            months=0 if work is None else work.months,
            weight=weight,
            max_age=form.max_age_days,
            **({"label": form.label} if form.label else {}),
        )

    def _level(self, form: _Level | None, where: str) -> Level | None:
        if form is None:
            return None
        try:
            return Level.on(form.scale, form.level, scales=self.scales)
        except InputError as error:
            self.problems.append(Problem(error.code, where, error.problem.values))
            return None


def _contradictions(made: Sequence[Requirement], taxonomy: Taxonomy | None) -> Iterator[Problem]:
    """Yield ids that stand twice, and one skill that is asked for twice with other words."""
    known = taxonomy or Taxonomy.of(())
    ids: set[str] = set()
    asked: dict[tuple[str, ...], str] = {}
    for number, one in enumerate(made):
        where = f"/requirements/{number}"
        if one.id in ids:
            yield Problem("match_twice", f"{where}/id", {"id": one.id})
        ids.add(one.id)
        what = tuple(sorted({known.canonical(skill) for skill in one.skills})) or (
            one.credential or one.pathway or f"experience {one.experience}",
        )
        if what in asked:
            yield Problem("match_contradiction", where, {"id": one.id, "other": asked[what]})
        asked.setdefault(what, one.id)
