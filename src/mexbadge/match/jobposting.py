"""A vacancy as schema.org JobPosting and back, with a list of what has no place there."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from mexbadge._json import JsonObject
from mexbadge.errors import InputError
from mexbadge.match.vacancy import Kind, Pay, Requirement, Vacancy
from mexbadge.models.language import Words
from mexbadge.plan.course import SEATS
from mexbadge.plan.numbers import checked_amount

__all__ = ["from_job_posting", "to_job_posting"]

_CONTEXT: Final = "https://schema.org"
_UNITS: Final = {"hour": "HOUR", "year": "YEAR"}


def to_job_posting(vacancy: Vacancy, lang: str = "en") -> tuple[JsonObject, tuple[str, ...]]:
    """Return the JobPosting of a vacancy in one language, and the names of what is lost."""
    made: JsonObject = {
        "@context": _CONTEXT,
        "@type": "JobPosting",
        "identifier": vacancy.id,
        "title": vacancy.title.text(lang),
        "description": vacancy.description.text(lang) or vacancy.title.text(lang),
        "hiringOrganization": {"@type": "Organization", "name": vacancy.employer},
        "totalJobOpenings": vacancy.seats,
        "inLanguage": lang,
        "skills": [_term(skill) for one in vacancy.requirements for skill in one.skills],
    }
    if vacancy.noc is not None:
        made["occupationalCategory"] = vacancy.noc
    if vacancy.open_from is not None:
        made["datePosted"] = vacancy.open_from.isoformat()
    if vacancy.open_until is not None:
        made["validThrough"] = vacancy.open_until.isoformat()
    if vacancy.pay is not None:
        value = {"@type": "QuantitativeValue", "minValue": str(vacancy.pay.least), "maxValue": str(vacancy.pay.most)}
        value["unitText"] = _UNITS[vacancy.pay.period]
        made["baseSalary"] = {"@type": "MonetaryAmount", "currency": vacancy.pay.currency, "value": value}
    if vacancy.constraints.remote:
        made["jobLocationType"] = "TELECOMMUTE"
    if vacancy.constraints.regions:
        made["jobLocation"] = [{"@type": "Place", "address": region} for region in vacancy.constraints.regions]
    credentials = [one.credential or one.pathway for one in vacancy.requirements if one.credential or one.pathway]
    if credentials:
        made["qualifications"] = [{"@type": "EducationalOccupationalCredential", "@id": name} for name in credentials]
    return made, tuple(_lost(vacancy))


def _term(skill: str) -> JsonObject:
    return {"@type": "DefinedTerm", "@id": skill}


def _lost(vacancy: Vacancy) -> list[str]:
    lost: list[str] = []
    for one in vacancy.requirements:
        facts = {
            "level": one.level is not None,
            "kind": one.kind is not Kind.MUST,
            "weight": one.weight != 1 and one.experience is None,
            "maxAgeDays": one.max_age is not None,
            "anyOf": len(one.skills) > 1,
            "experience": one.experience is not None,
        }
        lost += [f"{one.id}: {name}" for name, said in facts.items() if said]
    constraints = vacancy.constraints
    lost += [name for name in ("languages", "licences", "hours") if getattr(constraints, name)]
    return lost


def from_job_posting(document: Mapping[str, Any]) -> Vacancy:
    """Read a JobPosting: its skills that have a URI become requirements that must be met.

    Raises :class:`InputError` ``match_job_posting`` for a document that is none.
    """
    if document.get("@type") != "JobPosting" or not isinstance(document.get("title"), str):
        raise InputError("match_job_posting")
    skills = _uris(document.get("skills"))
    credentials = _uris(document.get("qualifications"))
    requirements = [Requirement(f"r{n + 1}", skills=(uri,)) for n, uri in enumerate(skills)]
    requirements += [Requirement(f"q{n + 1}", credential=uri) for n, uri in enumerate(credentials)]
    employer = document.get("hiringOrganization")
    name = employer.get("name") if isinstance(employer, Mapping) else employer
    identifier = document.get("identifier")
    if isinstance(identifier, Mapping):
        identifier = identifier.get("value")
    said = document.get("inLanguage")
    lang = said if isinstance(said, str) else "en"
    table = {
        "id": identifier if isinstance(identifier, str) and identifier else "job-posting",
        "title": {lang: document["title"]},
        "employer": name if isinstance(name, str) else "",
        "requirements": [],
    }
    for member, source in (("openFrom", "datePosted"), ("openUntil", "validThrough")):
        if isinstance(document.get(source), str):
            table[member] = document[source][:10]
    vacancy = Vacancy.parse(table)
    return _with(vacancy, tuple(requirements), document, lang)


def _with(vacancy: Vacancy, requirements: tuple[Requirement, ...], document: Mapping[str, Any], lang: str) -> Vacancy:
    from dataclasses import replace  # noqa: PLC0415 - beside its only use

    seats, noc, about = (document.get(name) for name in ("totalJobOpenings", "occupationalCategory", "description"))
    return replace(
        vacancy,
        requirements=requirements,
        seats=seats if isinstance(seats, int) and not isinstance(seats, bool) and 0 < seats <= SEATS else 1,
        noc=noc if isinstance(noc, str) else None,
        description=Words.of({lang: about}) if isinstance(about, str) and about else Words(),
        pay=_pay(document.get("baseSalary")),
    )


def _uris(value: object) -> list[str]:
    items = value if isinstance(value, list) else [value]
    found = [item.get("@id") or item.get("url") for item in items if isinstance(item, Mapping)]
    return list(dict.fromkeys(uri for uri in found if isinstance(uri, str) and ":" in uri))


def _pay(value: object) -> Pay | None:
    amount = value.get("value") if isinstance(value, Mapping) else None
    if not isinstance(amount, Mapping) or not isinstance(value, Mapping):
        return None
    least, most = amount.get("minValue", amount.get("value")), amount.get("maxValue", amount.get("value"))
    periods = {unit: period for period, unit in _UNITS.items()}
    period, currency = periods.get(str(amount.get("unitText")).upper()), value.get("currency")
    try:
        low, high = Decimal(str(least)), Decimal(str(most))
    except InvalidOperation:
        return None
    if period is None or not isinstance(currency, str) or not (_amount(low) and _amount(high) and low <= high):
        return None
    return Pay(low, high, currency, period)


def _amount(value: Decimal) -> bool:
    """Return whether an amount may stand in a vacancy."""
    try:
        checked_amount(value)
    except InputError:
        return False
    return True
