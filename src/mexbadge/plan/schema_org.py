"""Courses as schema.org ``Course`` and ``CourseInstance``, in and out, each way with a list of what is lost.

Out: one language, since a text of schema.org is in one. In: skills, prerequisites and achievements by their addresses;
what is said in words is named and not guessed, and no college is approved by what its own page says.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from mexbadge import _limits
from mexbadge._json import JsonObject, escape_pointer
from mexbadge.errors import InputError, Problem, Where
from mexbadge.models.embedded import embedded, is_type
from mexbadge.models.language import Words
from mexbadge.plan.course import College, Course, Delivery, Session, Taught
from mexbadge.plan.needs import Want
from mexbadge.skills.noc import NOC_2021, Noc, noc_codes
from mexbadge.texts import Lang

__all__ = ["FoundCourses", "courses_in", "to_schema_org"]

_CONTEXT: Final = "https://schema.org"
_MODES: Final = {"online": "online", "in_person": "onsite", "hybrid": "blended", "on_the_job": "on-the-job"}
_DELIVERIES: Final = {
    **{mode: Delivery(name) for name, mode in _MODES.items()},
    "in person": Delivery.IN_PERSON,
    "in-person": Delivery.IN_PERSON,
    "hybrid": Delivery.HYBRID,
}
_DURATION: Final = re.compile(
    r"P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+(?:\.\d{1,2})?)H)?(?:(\d+)M)?)?", re.ASCII | re.IGNORECASE
)
_CIP: Final = "CIP 2021"
_NOC: Final = re.compile(r"\b(?:NOC|CNP)\b", re.IGNORECASE)
_SHOWN: Final = 80
_WEEK: Final = 7
_HOUR: Final = 60


def to_schema_org(courses: Iterable[Course], lang: Lang = "en") -> tuple[JsonObject, tuple[Problem, ...]]:
    """Return courses as a JSON-LD document in one language, and what is lost in it (``course_lost_…``)."""
    lost: list[Problem] = []
    graph: list[object] = []
    for course in courses:
        graph.append(_course(course, lang))
        lost += _lost(course, lang)
    return {"@context": _CONTEXT, "@graph": graph}, tuple(lost)


def _course(course: Course, lang: Lang) -> JsonObject:
    made: JsonObject = {
        "@type": "Course",
        "identifier": course.id,
        "name": course.name.text(lang),
        "provider": {
            "@type": "EducationalOrganization",
            "identifier": course.college.id,
            "name": course.college.name.text(lang),
        },
        "url": course.url,
        "teaches": [{"@type": "DefinedTerm", "@id": one.skill} for one in course.teaches],
        "educationalCredentialAwarded": [
            {"@type": "EducationalOccupationalCredential", "@id": one} for one in course.awards
        ],
        "coursePrerequisites": [_prerequisite(want) for want in course.prerequisites],
        "offers": {"@type": "Offer", "price": str(course.cost), "priceCurrency": course.currency},
        "timeRequired": f"P{course.days}D" if course.days else None,
        "numberOfCredits": None if course.credits is None else str(course.credits),
        "inLanguage": list(course.languages),
        "about": [*(_category(code, lang) for code in course.noc), *_cip(course.cip)],
        "maximumAttendeeCapacity": course.capacity,
        "hasCourseInstance": [_instance(course, one) for one in course.sessions or (None,)],
    }
    return {name: value for name, value in made.items() if value is not None and value != []}


def _prerequisite(want: Want) -> JsonObject:
    if want.course is not None:
        return {"@type": "Course", "identifier": want.course}
    kind = "requires" if want.skill is not None else "requiresCredential"
    return {"@type": "AlignmentObject", "alignmentType": kind, "targetUrl": want.name}


def _category(code: str, lang: Lang) -> JsonObject:
    scheme = {"@type": "CategoryCodeSet", "name": NOC_2021}
    return {"@type": "CategoryCode", "codeValue": code, "name": Noc.of(code).title.text(lang), "inCodeSet": scheme}


def _cip(code: str | None) -> list[JsonObject]:
    scheme = {"@type": "CategoryCodeSet", "name": _CIP}
    return [] if code is None else [{"@type": "CategoryCode", "codeValue": code, "inCodeSet": scheme}]


def _instance(course: Course, session: Session | None) -> JsonObject:
    made: JsonObject = {"@type": "CourseInstance", "courseMode": _MODES[course.delivery.value]}
    if course.hours is not None:
        minutes = course.hours * _HOUR
        if minutes == int(minutes):
            hours, rest = divmod(int(minutes), _HOUR)
            made["courseWorkload"] = f"PT{hours}H{rest}M" if rest else f"PT{hours}H"
    if session is not None:
        made["startDate"] = session.starts.isoformat()
        if session.ends is not None:
            made["endDate"] = session.ends.isoformat()
        if session.seats is not None:
            made["remainingAttendeeCapacity"] = session.seats
    return made


def _lost(course: Course, lang: Lang) -> Iterator[Problem]:
    levels = [*(one.level for one in course.teaches), *(want.level for want in course.prerequisites)]
    facts = {
        "level": any(level is not None for level in levels),
        "funding": bool(course.funding),
        "approved": course.college.approved,
        "osap": course.osap is not None,
        "hours": course.hours is not None and (course.hours * _HOUR) % 1 != 0,
    }
    yield from (Problem(f"course_lost_{name}", None, {"id": course.id}) for name, so in facts.items() if so)
    for member, words in (("name", course.name), ("college", course.college.name)):
        others = sorted({tag for tag, text in words.texts if tag not in {None, lang} and text != words.text(lang)})
        if others:
            yield Problem("course_lost_language", None, {"id": course.id, "member": member, "langs": ", ".join(others)})


@dataclass(frozen=True, slots=True)
class FoundCourses:
    """The courses of a document, each with its place; ``notes`` are what was left out, ``problems`` what is wrong."""

    courses: tuple[tuple[Where, Course], ...]
    notes: tuple[Problem, ...] = field(default=())
    problems: tuple[Problem, ...] = field(default=())


def courses_in(data: bytes, *, lang: Lang = "en", approved: Collection[str] = ()) -> FoundCourses:
    """Read the courses of a web page or a JSON-LD document.

    ``approved``: the ids of the colleges that are approved, since no page can say that of itself. Raises
    :class:`InputError` ``json_…``, ``plan_no_course`` where there is none.
    """
    found = embedded(data, lambda node: is_type(node, "Course"), limit=_limits.BUNDLE_BYTES)
    if not found:
        raise InputError("plan_no_course")
    courses: list[tuple[Where, Course]] = []
    notes: list[Problem] = []
    problems: list[Problem] = []
    for number, document in enumerate(found):
        reader = _Reader(document, f"/courses/{number}", lang, approved)
        try:
            courses.append((reader.where, reader.course()))
        except InputError as error:
            problems.append(Problem(error.code, reader.where, error.problem.values))
        notes += reader.notes
    return FoundCourses(tuple(courses), tuple(notes), tuple(problems))


_READ: Final = frozenset(
    {
        *("@context", "@type", "@id", "identifier", "courseCode", "name", "provider", "url", "teaches"),
        *("educationalCredentialAwarded", "coursePrerequisites", "offers", "timeRequired", "numberOfCredits"),
        *("inLanguage", "about", "maximumAttendeeCapacity", "hasCourseInstance"),
    }
)


@dataclass(slots=True)
class _Reader:
    document: Mapping[str, Any]
    where: str
    lang: str
    approved: Collection[str]
    notes: list[Problem] = field(default_factory=list)

    def course(self) -> Course:
        """Return the course; what of it could not be taken is among the notes."""
        get = self.document.get
        name = self._words(get("name"))
        if not name:
            raise InputError("plan_cell", column="name", value="")
        ids = map(_id, map(get, ("identifier", "courseCode", "@id", "url")))
        given = next((one for one in ids if one), "")
        for member in sorted(self.document.keys() - _READ):
            self._left(member, self.document[member])
        cost, currency = self._offer()
        instances = [one for one in _each(get("hasCourseInstance")) if isinstance(one, Mapping)]
        return Course(
            id=given or str(name.text(self.lang)),
            name=name,
            college=self._college(),
            teaches=tuple(Taught(uri) for uri in self._addresses("teaches")),
            awards=tuple(self._addresses("educationalCredentialAwarded")),
            prerequisites=tuple(self._wants()),
            cost=cost,
            currency=currency,
            days=self._days(),
            hours=self._hours(instances),
            delivery=self._delivery(instances),
            languages=tuple(one for one in _each(get("inLanguage")) if isinstance(one, str)),
            capacity=self._count(self.document, "maximumAttendeeCapacity"),
            sessions=tuple(self._sessions(instances)),
            credits=_number(get("numberOfCredits")),
            noc=tuple(dict.fromkeys(self._occupations())),
            cip=next(iter(self._codes(re.compile(r"\bCIP\b", re.IGNORECASE))), None),
            url=get("url") if isinstance(get("url"), str) else None,
        )

    def _left(self, member: str, value: object) -> None:
        where = f"{self.where}/{escape_pointer(member)}"
        self.notes.append(Problem("course_not_taken", where, {"member": member, "value": _said(value)[:_SHOWN]}))

    def _words(self, value: object) -> Words:
        words = Words.of(value)
        return Words(tuple((tag or self.lang, " ".join(text.split())) for tag, text in words.texts if text.strip()))

    def _college(self) -> College:
        given = next(iter(_each(self.document.get("provider"))), None)
        name = self._words(given.get("name") if isinstance(given, Mapping) else given)
        ids = (given.get(key) for key in ("identifier", "@id", "url")) if isinstance(given, Mapping) else ()
        named = next((one for one in map(_id, ids) if one), None) or name.text(self.lang)
        if not named:
            raise InputError("plan_cell", column="provider", value=_said(given))
        return College(named, name or Words.of(named), named in self.approved)

    def _addresses(self, member: str) -> Iterator[str]:
        """Yield what stands with an address; what stands in words is named."""
        for one in _each(self.document.get(member)):
            uri = _address(one)
            if uri is None:
                self._left(member, one)
            else:
                yield uri

    def _wants(self) -> Iterator[Want]:
        for one in _each(self.document.get("coursePrerequisites")):
            uri = _address(one, "targetUrl")
            kind = str(one.get("alignmentType")) if isinstance(one, Mapping) else ""
            if isinstance(one, Mapping) and is_type(one, "Course") and _id(one.get("identifier")):
                yield Want(course=_id(one.get("identifier")))
            elif uri is None:
                self._left("coursePrerequisites", one)
            elif kind == "requiresCredential" or (
                isinstance(one, Mapping) and is_type(one, "EducationalOccupationalCredential")
            ):
                yield Want(achievement=uri)
            else:
                yield Want(skill=uri)

    def _offer(self) -> tuple[Decimal, str]:
        """Return the price; where there are several, or none that can be read, it is named."""
        offers = _each(self.document.get("offers"))
        if len(offers) == 1 and isinstance(offers[0], Mapping):
            price, currency = _number(offers[0].get("price")), offers[0].get("priceCurrency")
            if price is not None and isinstance(currency, str):
                return price, currency
        if offers:
            self._left("offers", offers)
        else:
            self.notes.append(Problem("course_no_price", self.where, {"id": self.document.get("identifier")}))
        return Decimal(0), "CAD"

    def _days(self) -> int:
        value = self.document.get("timeRequired")
        found = _DURATION.fullmatch(value) if isinstance(value, str) else None
        if value is None:
            return 0
        if found is None or found[3] or found[4]:
            self._left("timeRequired", value)
            return 0
        return _WEEK * int(found[1] or 0) + int(found[2] or 0)

    def _hours(self, instances: Iterable[Mapping[str, Any]]) -> Decimal | None:
        texts = {one["courseWorkload"] for one in instances if isinstance(one.get("courseWorkload"), str)}
        found = _DURATION.fullmatch(next(iter(texts))) if len(texts) == 1 else None
        if found is not None and not found[1] and not found[2] and (found[3] or found[4]):
            hours = Decimal(found[3] or 0) + Decimal(found[4] or 0) / _HOUR
            return hours.quantize(Decimal("0.000001")).normalize() + 0
        for text in sorted(texts):
            self._left("courseWorkload", text)
        return None

    def _delivery(self, instances: Iterable[Mapping[str, Any]]) -> Delivery:
        modes = {str(mode).strip().lower() for one in instances for mode in _each(one.get("courseMode"))}
        known = {_DELIVERIES[mode] for mode in modes if mode in _DELIVERIES}
        for mode in sorted(modes - _DELIVERIES.keys()):
            self._left("courseMode", mode)
        return known.pop() if len(known) == 1 else Delivery.HYBRID if known else Delivery.ONLINE

    def _sessions(self, instances: Iterable[Mapping[str, Any]]) -> Iterator[Session]:
        for one in instances:
            if one.get("startDate") is None:
                continue
            try:
                starts, ends = (_day(one.get(name)) for name in ("startDate", "endDate"))
            except ValueError:
                raise InputError("plan_cell", column="startDate, endDate", value=_said(one)) from None
            if starts is not None:
                yield Session(starts, ends, self._count(one, "remainingAttendeeCapacity"))

    def _count(self, node: Mapping[str, Any], member: str) -> int | None:
        value = node.get(member)
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, str) and value.isascii() and value.isdigit():
            return int(value)
        self._left(member, value)
        return None

    def _occupations(self) -> Iterator[str]:
        for code in self._codes(_NOC):
            yield from noc_codes(code)
        for one in _each(self.document.get("about")):
            if not isinstance(one, Mapping) or "codeValue" not in one:
                self._left("about", one)

    def _codes(self, scheme: re.Pattern[str]) -> Iterator[str]:
        for one in _each(self.document.get("about")):
            if isinstance(one, Mapping) and isinstance(one.get("codeValue"), str):
                given = one.get("inCodeSet")
                named = given.get("name") if isinstance(given, Mapping) else given
                if isinstance(named, str) and scheme.search(named):
                    yield one["codeValue"]


def _each(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _id(value: object) -> str | None:
    given = value.get("value") if isinstance(value, Mapping) else value
    text = str(given).strip() if isinstance(given, str | int) and not isinstance(given, bool) else ""
    return text or None


def _address(value: object, *more: str) -> str | None:
    """Return the address of a term; a text that is one counts."""
    if isinstance(value, Mapping):
        texts = (value.get(key) for key in (*more, "@id", "url"))
        return next((one for one in texts if isinstance(one, str) and ":" in one), None)
    return value if isinstance(value, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+", value) else None


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        return Decimal(str(value).strip())
    except InvalidOperation:
        return None


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value)[: len("2026-11-01")])


def _said(value: object) -> str:
    """Return the texts and numbers within a value, as they stand."""
    if isinstance(value, Mapping):
        return " ".join(_said(one) for name, one in value.items() if not name.startswith("@"))
    if isinstance(value, list):
        return " ".join(map(_said, value))
    return str(value)
