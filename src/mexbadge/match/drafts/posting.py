"""A vacancy out of a JobPosting of schema.org, with a list of what could not be taken from it.

A skill with a URI is looked up by it, one with a name by its name; text is for a person to choose from. What has no
unit, or could mean two things, is not taken and said.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem, Where
from mexbadge.match.drafts import cells
from mexbadge.match.drafts.draft import UNTITLED, Asked, Draft, slug
from mexbadge.match.drafts.lookup import Lookup
from mexbadge.match.drafts.occupation import in_canada, named_occupation, occupations_in
from mexbadge.match.drafts.page import plain_text
from mexbadge.match.drafts.prose import LINES, sentences
from mexbadge.match.places import place_of
from mexbadge.match.vacancy import RequirementKind
from mexbadge.texts import Lang

__all__ = ["read_posting"]

_TEXT: Final = 10_000
_SHOWN: Final = 80
_DEEP: Final = 10
_DAY: Final = len("2026-11-01")
_REGION: Final = frozenset({"addressRegion", "addressCountry"})
_UNITS: Final = {"HOUR": "hour", "YEAR": "year"}
_READ: Final = frozenset(
    {
        *("@context", "@type", "@id", "title", "description", "identifier", "inLanguage", "datePosted"),
        *("validThrough", "hiringOrganization", "totalJobOpenings", "baseSalary", "skills", "qualifications"),
        *("occupationalCategory", "relevantOccupation", "jobLocation", "jobLocationType"),
        *("applicantLocationRequirements", "workHours", "experienceRequirements"),
    }
)


def read_posting(document: Mapping[str, Any], lookup: Lookup | None = None, *, lang: Lang = "en") -> Draft:
    """Read a JobPosting; its texts are in its ``inLanguage``, or in ``lang``. Problems and notes are in the draft."""
    reader = _Reader(document, lookup, lang)
    reader.read()
    return reader.draft()


@dataclass(slots=True)
class _Reader:
    document: Mapping[str, Any]
    lookup: Lookup | None
    lang: str
    facts: JsonObject = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    places: dict[str, Where] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def read(self) -> None:
        """Take every member that has a place in a vacancy."""
        said = self.document.get("inLanguage")
        self.lang = cells.read_language(said) if isinstance(said, str) and _readable(said) else self.lang
        self._words()
        self._days()
        self._noc()
        self._pay()
        self._places()
        self._hours()
        for member, kind in (("skills", RequirementKind.MUST), ("qualifications", RequirementKind.MUST)):
            self._skills(member, kind)
        self._experience()
        for member, value in self.document.items():
            if member not in _READ and value is not None:
                self._left(member, value)

    def _left(self, member: str, value: object) -> None:
        values = {"member": member, "value": plain_text(_said(value))[:_SHOWN]}
        self.notes.append(Problem("vacancy_not_taken", f"/{member}", values))

    def _set(self, pointer: str, value: object, member: str) -> None:
        *around, name = pointer.strip("/").split("/")
        here = self.facts
        for step in around:
            here = here.setdefault(step, {})
        here[name] = value
        self.places[pointer] = f"/{member}"

    def _words(self) -> None:
        title, about = self.document.get("title"), self.document.get("description")
        if isinstance(title, str) and title.strip():
            self._set(f"/title/{self.lang}", plain_text(title), "title")
        else:
            self.problems.append(Problem("vacancy_no_title", "/title"))
            self.facts["title"] = {"en": UNTITLED}
        if isinstance(about, str) and about.strip():
            text = plain_text(about)
            self._set(f"/description/{self.lang}", text[:_TEXT], "description")
            self._part("description", text[_TEXT : _TEXT + _SHOWN])
        employer, given = self.document.get("hiringOrganization"), self.document.get("identifier")
        name = employer.get("name") if isinstance(employer, Mapping) else employer
        if isinstance(name, str) and name.strip():
            self._set("/employer", name.strip(), "hiringOrganization")
            self._part("hiringOrganization", _beside(employer, {"name"}))
        elif employer is not None:
            self._left("hiringOrganization", _said(employer))
        number = given.get("value") if isinstance(given, Mapping) else given
        number = self.document.get("@id") if number is None else number
        plain = str(number).strip() if isinstance(number, str | int) and not isinstance(number, bool) else ""
        self.facts["id"] = plain or slug(title if isinstance(title, str) else "") or "vacancy"
        seats = self.document.get("totalJobOpenings")
        seats = int(seats) if isinstance(seats, str) and seats.isascii() and seats.isdigit() else seats
        if isinstance(seats, int) and not isinstance(seats, bool) and seats > 0:
            self._set("/seats", seats, "totalJobOpenings")
        elif seats is not None:
            self._left("totalJobOpenings", str(seats))

    def _days(self) -> None:
        for pointer, member in (("/openFrom", "datePosted"), ("/openUntil", "validThrough")):
            value = self.document.get(member)
            if value is None:
                continue
            try:
                self._set(pointer, cells.read_date(str(value)[:_DAY]), member)
                rest = str(value)[_DAY:]
                self._part(member, rest if rest.strip("T0:Z. ") else "")
            except InputError:
                self._left(member, value)

    def _noc(self) -> None:
        """Take each code of the NOC; others may be of any classification, and are told."""
        canadian = in_canada(self.document)
        found: list[str] = []
        for member, one in occupations_in(self.document):
            text = named_occupation(one, canadian=canadian)
            if text is None:
                self._left(member, _said(one))
                continue
            try:
                found += cells.read_noc(text)
            except InputError as error:
                self.problems.append(Problem(error.code, f"/{member}", error.problem.values))
            else:
                self.places.setdefault("/noc", f"/{member}")
        if found:
            self.facts["noc"] = list(dict.fromkeys(found))

    def _pay(self) -> None:
        value = self.document.get("baseSalary")
        if value is None:
            return
        pay = _pay_of(value) if isinstance(value, Mapping) else None
        if pay is None:
            self._left("baseSalary", _said(value))
        else:
            self._set("/pay", pay, "baseSalary")

    def _places(self) -> None:
        if self.document.get("jobLocationType") == "TELECOMMUTE":
            self._set("/constraints/remote", True, "jobLocationType")  # noqa: FBT003 - a value
        elif self.document.get("jobLocationType") is not None:
            self._left("jobLocationType", self.document["jobLocationType"])
        found: list[str] = []
        for member in ("jobLocation", "applicantLocationRequirements"):
            value = self.document.get(member)
            for one in value if isinstance(value, list) else [] if value is None else [value]:
                place = _region(one)
                if place is None:
                    self._left(member, one if isinstance(one, str) else _city(one))
                else:
                    found.append(place)
                    self._part(member, _beside(one.get("address"), _REGION) if isinstance(one, Mapping) else "")
                    self.places["/constraints/regions"] = f"/{member}"
        if found:
            self.facts.setdefault("constraints", {})["regions"] = list(dict.fromkeys(found))

    def _hours(self) -> None:
        value = self.document.get("workHours")
        if value is None:
            return
        try:
            self._set("/constraints/hours", cells.read_hours(str(value)), "workHours")
        except InputError:
            self._left("workHours", _said(value))

    def _experience(self) -> None:
        """Take months of experience where it is said in what; a text is for a person to read."""
        value = self.document.get("experienceRequirements")
        for one in value if isinstance(value, list) else [] if value is None else [value]:
            months, work = (
                (one.get("monthsOfExperience"), one.get("description")) if isinstance(one, Mapping) else (0, "")
            )
            try:
                count = cells.read_months(str(months))
            except InputError:
                count = 0
            if not count or not isinstance(work, str) or not work.strip():
                self._left("experienceRequirements", _said(one))
                continue
            fixed = {"experience": {"work": plain_text(work), "months": count}}
            self.asked.append(Asked((plain_text(work),), fixed=fixed, where="/experienceRequirements"))

    def _part(self, member: str, value: str) -> None:
        """Tell what of a member was left out."""
        if value:
            self.notes.append(Problem("vacancy_taken_part", f"/{member}", {"member": member, "value": value[:_SHOWN]}))

    def _skills(self, member: str, kind: RequirementKind) -> None:
        value = self.document.get(member)
        several = isinstance(value, list)
        for number, one in enumerate(value if isinstance(value, list) else [] if value is None else [value]):
            where = f"/{member}/{number}" if several else f"/{member}"
            if len(self.asked) >= LINES:
                self.problems.append(Problem("vacancy_text_long", where, {"limit": LINES}))
                return
            self.asked += self._one(one, kind, where, credential=member == "qualifications")

    def _one(self, one: object, kind: RequirementKind, where: str, *, credential: bool) -> Iterator[Asked]:
        if isinstance(one, str):
            yield from sentences(plain_text(one), kind, where, self.lookup)
            return
        if not isinstance(one, Mapping):
            return
        name, uri = one.get("name"), next((one[key] for key in ("@id", "url") if isinstance(one.get(key), str)), None)
        if credential and one.get("@type") == "EducationalOccupationalCredential" and uri is not None:
            yield Asked((str(name or uri),), kind, fixed={"credential": uri}, where=where)
        elif uri is not None and (self.lookup is None or self.lookup.exact(uri) or not isinstance(name, str)):
            yield Asked((uri,), kind, where=where)
        elif isinstance(name, str) and name.strip():
            yield Asked((name.strip(),), kind, where=where)

    def draft(self) -> Draft:
        """Return what was read."""
        return Draft(self.facts, tuple(self.asked), self.places, tuple(self.problems), tuple(self.notes))


def _pay_of(value: Mapping[str, Any]) -> JsonObject | None:
    """Return what is paid by the hour or the year; without a unit or a currency it could mean anything."""
    amount, currency = value.get("value"), value.get("currency")
    period = _UNITS.get(str(amount.get("unitText")).upper()) if isinstance(amount, Mapping) else None
    if not isinstance(amount, Mapping) or period is None or not isinstance(currency, str):
        return None
    ends = (amount.get("minValue", amount.get("value")), amount.get("maxValue", amount.get("value")))
    try:
        least, most = (cells.read_amount(str(one)) for one in ends)
    except InputError:
        return None
    return {"least": least, "most": most, "currency": currency, "period": period}


def _said(value: object, deep: int = _DEEP) -> str:
    """Return the texts and numbers within a value, as they stand; what stands too deep is left out."""
    if value is None or not deep:
        return ""
    if isinstance(value, Mapping):
        return " ".join(_said(one, deep - 1) for name, one in value.items() if not name.startswith("@"))
    if isinstance(value, list):
        return ", ".join(_said(one, deep - 1) for one in value)
    return str(value)


def _beside(value: object, taken: Collection[str]) -> str:
    """Return what stands in a member beside what was taken."""
    if not isinstance(value, Mapping):
        return ""
    return ", ".join(_said(one) for name, one in value.items() if name not in taken and not name.startswith("@"))


def _readable(tag: str) -> bool:
    try:
        cells.read_language(tag)
    except InputError:
        return False
    return True


def _region(value: object) -> str | None:
    """Return the code of the province or country of a place."""
    address = value.get("address", value) if isinstance(value, Mapping) else value
    if isinstance(address, str):
        place = place_of(address)
        return (
            None if place is None else place.code if place.scheme.startswith("ISO") else f"{place.scheme} {place.code}"
        )
    if not isinstance(address, Mapping):
        return None
    named = place_of(str(value.get("name"))) if isinstance(value, Mapping) and value.get("name") else None
    if named is not None and not named.scheme.startswith("ISO"):
        return f"{named.scheme} {named.code}"
    country = address.get("addressCountry")
    country = country.get("name") if isinstance(country, Mapping) else country
    region = address.get("addressRegion")
    in_canada = country is None or str(country).strip().casefold() in {"ca", "can", "canada"}
    names = [f"CA-{region}", str(region)] if in_canada and isinstance(region, str) else []
    names += [str(address.get("name") or country or "")] if not isinstance(region, str) else []
    found = next((place for place in map(place_of, names) if place is not None), None)
    return None if found is None else found.code


def _city(value: object) -> str:
    address = value.get("address", value) if isinstance(value, Mapping) else {}
    return str(address.get("addressLocality", "")) if isinstance(address, Mapping) else ""
