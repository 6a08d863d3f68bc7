"""Vacancies for tests, from short names."""

from typing import Any

from mexbadge.badge import Person
from mexbadge.match import Applicant, Match, MatchPolicy, Requirement, Vacancy, assess
from mexbadge.models.language import Words
from mexbadge.skills import Holding, Taxonomy, profile_of
from planning import skill
from skilled import AISHA, TAXONOMY
from world import AT


def ask(*names: str, **given: Any) -> Requirement:
    return Requirement(given.pop("id", "-".join(names)), skills=tuple(skill(name) for name in names), **given)


def vacancy(*requirements: Requirement, **given: Any) -> Vacancy:
    values = {"id": "v", "title": Words.of({"en": "Care worker", "fr": "Préposée"}), **given}
    return Vacancy(requirements=requirements, **values)


def applicant(name: str = "aisha", person: Person = AISHA, **given: Any) -> Applicant:
    return Applicant(id=name, person=person, **given)


def compared(post: Vacancy, *holdings: Holding, taxonomy: Taxonomy = TAXONOMY, **given: Any) -> Match:
    who = given.pop("applicant", applicant())
    policy: MatchPolicy | None = given.pop("policy", None)
    profile = profile_of(holdings, taxonomy, at=AT, tables=given.pop("tables", None))
    return assess(profile, post, at=AT, applicant=who, taxonomy=taxonomy, policy=policy, **given)
