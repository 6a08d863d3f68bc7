"""A vacancy as schema.org JobPosting and back, each way with a list of what is lost or has another meaning there."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from mexbadge import texts
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, Problem
from mexbadge.match.drafts.lookup import Lookup
from mexbadge.match.drafts.page import is_posting
from mexbadge.match.drafts.posting import read_posting
from mexbadge.match.drafts.settling import Answers, Settled, settle
from mexbadge.match.places import place_of
from mexbadge.match.vacancy import Requirement, RequirementKind, Vacancy
from mexbadge.models.language import Words
from mexbadge.skills import NOC_2021, Noc, Taxonomy
from mexbadge.texts import Lang

__all__ = ["from_job_posting", "to_job_posting"]

_CONTEXT: Final = "https://schema.org"
_UNITS: Final = {"hour": "HOUR", "year": "YEAR"}
_NEEDED: Final = ("datePosted", "description", "hiringOrganization", "jobLocation", "title")
"""What those who show postings ask for at least."""


def to_job_posting(vacancy: Vacancy, lang: Lang = "en") -> tuple[JsonObject, tuple[Problem, ...]]:
    """Return the JobPosting of a vacancy in one language, and what is lost in it.

    What it loses are ``posting_lost_…`` at the place in the vacancy: levels, ages and weights; that something is
    welcome and not needed, and languages and licences, which stand as text in the description alone; that any of
    several skills will do, which stand as one text. ``posting_lacks`` names a member that job boards ask for.
    Each occupation names its classification, since a bare code is read as one of O*NET-SOC.
    """
    tag = _tag(vacancy.title, lang)
    about = vacancy.description.text(lang) or vacancy.title.text(lang) or ""
    made: JsonObject = {
        "@context": _CONTEXT,
        "@type": "JobPosting",
        "identifier": vacancy.id,
        "title": vacancy.title.text(lang),
        "description": "\n".join([about, *_lines(vacancy, lang)]),
        "totalJobOpenings": vacancy.seats,
        "inLanguage": tag,
        "skills": [_term(one, lang) for one in vacancy.musts if one.skills],
    }
    if vacancy.employer:
        made["hiringOrganization"] = {"@type": "Organization", "name": vacancy.employer}
    if vacancy.noc:
        made["occupationalCategory"] = [_category(Noc.of(code), lang) for code in vacancy.noc]
    for member, day in (("datePosted", vacancy.open_from), ("validThrough", vacancy.open_until)):
        if day is not None:
            made[member] = day.isoformat()
    made |= _pay(vacancy)
    made |= _places(vacancy)
    if vacancy.constraints.hours is not None:
        made["workHours"] = texts.message("posting_says_hours", lang, hours=vacancy.constraints.hours)
    made |= _asked(vacancy, lang)
    return {name: value for name, value in made.items() if value != []}, tuple(_lost(vacancy, made, lang))


def _tag(words: Words, lang: Lang) -> str:
    """Return the language in which a text is said, where it is not said in ``lang``."""
    tags = [tag for tag, _ in words.texts if tag is not None]
    if not tags or lang in tags:
        return lang
    return next((tag for tag in tags if words.text(lang) == words.text(tag)), lang)


def _called(one: Requirement, lang: Lang) -> str:
    label = one.label.text(lang)
    if label is None and one.experience is not None:
        return texts.message("match_says_experience", lang, work=one.experience, count=one.months)
    skills = f" {texts.message('match_says_or', lang)} ".join(one.skills)
    return label or skills or one.credential or one.pathway or one.id


def _term(one: Requirement, lang: Lang) -> JsonObject | str:
    """Return one skill as a term with its address; several of which any will do only as a text."""
    if len(one.skills) > 1:
        return _called(one, lang)
    label = one.label.text(lang)
    return {"@type": "DefinedTerm", "@id": one.skills[0], **({"name": label} if label else {})}


def _category(one: Noc, lang: Lang) -> JsonObject:
    scheme = {"@type": "CategoryCodeSet", "name": NOC_2021}
    return {"@type": "CategoryCode", "codeValue": one.code, "name": one.title.text(lang), "inCodeSet": scheme}


def _lines(vacancy: Vacancy, lang: Lang) -> Iterator[str]:
    """Yield what a JobPosting has no member for and a reader should see."""
    welcome = [_called(one, lang) for one in vacancy.requirements if one.kind is RequirementKind.NICE]
    constraints = vacancy.constraints
    for code, some in (("nice", welcome), ("languages", constraints.languages), ("licences", constraints.licences)):
        if some:
            yield texts.message(f"posting_says_{code}", lang, names=", ".join(some))
    for name, said in (("ai", vacancy.uses_ai), ("exists", vacancy.exists)):
        if said is not None:
            yield texts.message(f"posting_says_{name}_{'yes' if said else 'no'}", lang)


def _number(value: Decimal) -> int | float | str:
    """Return an amount as a number, where a number says it exactly."""
    if value == int(value):
        return int(value)
    return float(value) if Decimal(str(float(value))) == value else str(value)


def _pay(vacancy: Vacancy) -> JsonObject:
    pay = vacancy.pay
    if pay is None:
        return {}
    ends = {"minValue": _number(pay.least), "maxValue": _number(pay.most), "unitText": _UNITS[pay.period]}
    value = {"@type": "QuantitativeValue", **ends}
    return {"baseSalary": {"@type": "MonetaryAmount", "currency": pay.currency, "value": value}}


def _places(vacancy: Vacancy) -> JsonObject:
    places = vacancy.constraints.regions
    if vacancy.constraints.remote:
        found: list[object] = [{"@type": "AdministrativeArea", **_place(one)} for one in places]
        return {"jobLocationType": "TELECOMMUTE", "applicantLocationRequirements": found}
    return {"jobLocation": [{"@type": "Place", **_place(one)} for one in places]} if places else {}


def _place(text: str) -> JsonObject:
    """Return a place with the address of its province; what no scheme knows stands as a locality."""
    place = place_of(text)
    if place is None:
        return {"address": {"@type": "PostalAddress", "addressLocality": text}}
    province = place.province
    country, mark, part = province.partition("-")
    address = {"@type": "PostalAddress", **({"addressRegion": part} if mark else {}), "addressCountry": country}
    named = {} if place.code == province else {"name": f"{place.scheme} {place.code}"}
    return {**named, "address": address}


def _asked(vacancy: Vacancy, lang: Lang) -> JsonObject:
    """Return credentials and experience that must be there."""
    credentials: list[object] = [
        {"@type": "EducationalOccupationalCredential", "@id": one.credential or one.pathway, "name": _called(one, lang)}
        for one in vacancy.musts
        if one.credential or one.pathway
    ]
    work: list[object] = [
        {
            "@type": "OccupationalExperienceRequirements",
            "monthsOfExperience": one.months,
            "description": one.experience,
        }
        for one in vacancy.musts
        if one.experience is not None
    ]
    return {"qualifications": credentials, "experienceRequirements": work}


def _lost(vacancy: Vacancy, made: JsonObject, lang: Lang) -> Iterator[Problem]:
    """Yield what the posting does not say, or says only as text."""
    for number, one in enumerate(vacancy.requirements):
        facts = {
            "level": one.level is not None,
            "nice": one.kind is RequirementKind.NICE,
            "weight": one.weight != 1 and one.experience is None,
            "age": one.max_age is not None,
            "any": len(one.skills) > 1,
            "pathway": one.pathway is not None and one.kind is RequirementKind.MUST,
        }
        values = {"name": _called(one, lang)}
        yield from (
            Problem(f"posting_lost_{name}", f"/requirements/{number}", values) for name, so in facts.items() if so
        )
    spoken = {
        "constraints/languages": bool(vacancy.constraints.languages),
        "constraints/licences": bool(vacancy.constraints.licences),
        "usesAi": vacancy.uses_ai is not None,
        "exists": vacancy.exists is not None,
    }
    for name, so in spoken.items():
        if so:
            yield Problem("posting_lost_text", f"/{name}", {"member": name.rpartition("/")[2]})
    facts = {
        "eachOnce": vacancy.each_once,
        "employees": vacancy.employees is not None,
        "status": vacancy.status != "open",
    }
    yield from (Problem("posting_lost_member", f"/{name}", {"member": name}) for name, so in facts.items() if so)
    for member, words in (("title", vacancy.title), ("description", vacancy.description)):
        others = sorted({tag for tag, _ in words.texts if tag is not None} - {made["inLanguage"]})
        if others:
            yield Problem("posting_lost_language", f"/{member}", {"member": member, "langs": ", ".join(others)})
    remote = made.get("jobLocationType") is not None and bool(made.get("applicantLocationRequirements"))
    for member in _NEEDED:
        if not made.get(member) and not (member == "jobLocation" and remote):
            yield Problem("posting_lacks", None, {"member": member})


def from_job_posting(
    document: Mapping[str, Any],
    *,
    taxonomy: Taxonomy | None = None,
    answers: Answers | None = None,
    lang: Lang = "en",
) -> Settled:
    """Read a JobPosting: a vacancy, or what must be settled before it is one.

    A skill with an address, or whose name ``taxonomy`` knows exactly, is a requirement. Text never is: each wording is
    a question with what may be meant, to be answered in ``answers``. ``notes`` are what was left out, each with its
    member. Raises :class:`InputError` ``match_job_posting`` for a document that is none.
    """
    if not is_posting(document):
        raise InputError("match_job_posting")
    lookup = None if taxonomy is None else Lookup(taxonomy)
    return settle(read_posting(document, lookup, lang=lang), lookup, answers)
