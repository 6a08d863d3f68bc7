"""Every number and list is bounded; one bad vacancy leaves the rest; each skill once where the vacancy says so."""

from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from random import Random
from typing import Any

import pytest

from matching import applicant, ask, compared, vacancy
from mexbadge.errors import InputError, SchemaError
from mexbadge.match import Applicant, Requirement, RequirementKind, Vacancy, assess
from mexbadge.match.jobposting import from_job_posting
from mexbadge.match.scale import Shown, top_matches
from mexbadge.skills import Level, SkillProfile, Tables, profile_of
from planning import DREYFUS, skill
from skilled import TAXONOMY, held
from world import AT


@pytest.mark.parametrize(
    ("requirement", "more"),
    [
        ({"skill": "u:a", "maxAgeDays": 800_000}, {}),
        ({"skill": "u:a", "maxAgeDays": 36_526}, {}),
        ({"skill": "u:a", "weight": 10**9}, {}),
        ({"skill": "u:a", "weight": -1}, {}),
        ({"anyOf": [f"u:{n}" for n in range(101)]}, {}),
        ({"experience": {"work": "Care", "months": 0}}, {}),
        ({"experience": {"work": "Care", "months": 1_201}}, {}),
        ({"skill": "u:a"}, {"seats": 10**10}),
        ({"skill": "u:a"}, {"employees": -1}),
        ({"skill": "u:a"}, {"constraints": {"hours": 169}}),
        ({"skill": "u:a"}, {"pay": {"least": 1, "most": 10**13}}),
    ],
)
def test_no_number_of_a_vacancy_is_without_bounds(requirement: dict[str, Any], more: dict[str, Any]) -> None:
    with pytest.raises(SchemaError):
        Vacancy.parse({"id": "v", "title": "V", "requirements": [requirement], **more})


def test_requirements_are_bounded_from_a_file_and_by_hand() -> None:
    many = [{"skill": f"urn:{number}"} for number in range(501)]
    assert len(Vacancy.parse({"id": "v", "title": "V", "requirements": many[:500]}).requirements) == 500
    with pytest.raises(SchemaError) as caught:
        Vacancy.parse({"id": "v", "title": "V", "requirements": many})
    assert [(one.code, one.where) for one in caught.value.problems] == [("form_many", "/requirements")]
    with pytest.raises(InputError) as raised:
        vacancy(*(Requirement(f"r{n}", skills=(f"u:{n}",)) for n in range(501)))
    assert raised.value.code == "match_many"
    posting = {"@type": "JobPosting", "title": "T", "skills": [{"@id": f"urn:{number}"} for number in range(501)]}
    with pytest.raises(InputError):
        from_job_posting(posting).checked()


@pytest.mark.parametrize(
    "given", [{"id": "Mary Smith, 52"}, {"badges": ["a"] * 1_001}, {"experience": [{"work": "C", "months": 1_201}]}]
)
def test_an_applicant_is_bounded_and_its_id_is_one_word(given: dict[str, Any]) -> None:
    table = {"id": "a", "identities": ["aisha@example.ca"], **given}
    with pytest.raises(SchemaError):
        Applicant.parse(table)


@pytest.mark.parametrize("days", [36_525, 739_000, 800_000, 10**9])
def test_an_age_beyond_the_calendar_asks_for_nothing_and_ends_nothing(days: int) -> None:
    old = held("lifts", starts=AT - timedelta(days=30_000))
    for one in (
        ask("lifts", max_age=days),
        Requirement("c", credential=str(old.badge and old.badge.achievement_id), max_age=days),
    ):
        assert compared(vacancy(one), old).covered == 1


@pytest.mark.parametrize(
    "value",
    [
        {"minValue": 30, "maxValue": 20},
        {"value": "1e999999"},
        {"value": "-1"},
        {"value": "0.12345678"},
        {"value": "NaN"},
    ],
)
def test_pay_of_a_posting_that_cannot_be_is_left_out(value: dict[str, Any]) -> None:
    salary = {"currency": "CAD", "value": {"unitText": "HOUR", **value}}
    job = {"@type": "JobPosting", "title": "T", "skills": {"@id": skill("lifts")}, "baseSalary": salary}
    found = from_job_posting(job)
    if found.vacancy is None:
        assert {one.where for one in found.problems} == {"/baseSalary"}
    else:
        assert found.vacancy.pay is None
        assert [one.values["member"] for one in found.notes] == ["baseSalary"]
    assert [
        one.where for one in from_job_posting({**job, "baseSalary": None, "totalJobOpenings": 10**12}).problems
    ] == ["/totalJobOpenings"]


def test_at_scale_a_vacancy_that_cannot_be_compared_is_told_and_the_rest_go_on() -> None:
    posts = [
        vacancy(ask("lifts", max_age=3), id="dated"),
        vacancy(ask("lifts"), id="once", each_once=True),
        vacancy(ask("lifts"), id="good"),
    ]
    people = {"a": {skill("lifts"): Shown()}}
    told: list[str] = []
    found = list(top_matches(people, posts, at=AT, refused=lambda error: told.append(error.code)))
    assert ([row.vacancy for row in found], told) == (["good"], ["match_scale_age", "match_scale_once"])
    for post in posts[:2]:
        with pytest.raises(InputError):
            list(top_matches(people, [post], at=AT))


# Each skill once


def test_one_skill_fills_one_requirement_where_the_vacancy_says_so() -> None:
    requirements = (ask("lifts", "falls", id="one"), ask("lifts", "records", id="two"))
    many = compared(vacancy(*requirements), held("lifts"))
    once = vacancy(*requirements, each_once=True)
    assert many.covered == 2
    result = compared(once, held("lifts"))
    assert (result.covered, result.score, result.eligible) == (1, Fraction(1, 2), False)
    both = compared(once, held("lifts"), held("falls", id="urn:2"))
    assert (both.covered, both.eligible) == (2, True)
    assert {fit.requirement.id: fit.via for fit in both.fits} == {"one": skill("falls"), "two": skill("lifts")}
    assert Vacancy.parse(once.to_json()) == once


def test_of_all_ways_to_use_each_skill_once_the_best_is_taken() -> None:
    """Brute force over every assignment: first the musts that are met, then the score."""
    chance = Random(11)
    names = ["care", "lifts", "hoist", "falls", "records"]
    levels = [None, *(Level.on(DREYFUS, name) for name in ("novice", "expert"))]
    for number in range(60):
        requirements = tuple(
            ask(
                *chance.sample(names, chance.randint(1, 3)),
                id=f"r{place}",
                level=chance.choice(levels),
                kind=chance.choice([RequirementKind.MUST, RequirementKind.MUST, RequirementKind.NICE]),
                weight=Decimal(chance.randint(1, 5)),
            )
            for place in range(chance.randint(1, 3))
        )
        shown = {name: chance.choice(levels) for name in chance.sample(names, chance.randint(0, 3))}
        post = vacancy(*requirements, each_once=True, id=f"v{number}")
        result = judged(shown, post)
        used = [name for fit in result.fits for name in (fit.near or fit.via,) if name is not None]
        assert len(used) == len(set(used))
        best = max(
            apart(requirements, dict(zip(order, requirements, strict=False)), shown)
            for order in orders(shown, len(requirements))
        )
        assert (result.covered, result.score) == best


def orders(shown: dict[str, Level | None], count: int) -> list[tuple[str, ...]]:
    filled = [*shown, *(f"-{number}" for number in range(count))]
    return list(permutations(filled, count))


def apart(
    requirements: tuple[Requirement, ...], given: dict[str, Requirement], shown: dict[str, Level | None]
) -> tuple[int, Fraction]:
    """How many musts are met, and the score, where each skill may help with its own requirement alone."""
    covered, score = 0, Fraction(0)
    for name, one in given.items():
        if name in shown:
            alone = judged({name: shown[name]}, vacancy(*requirements)).fits[requirements.index(one)]
            covered += one.kind is RequirementKind.MUST and alone.met.value == "met"
            score += alone.contribution
    return covered, score


def judged(shown: dict[str, Level | None], post: Vacancy) -> Any:
    badges = [held(alignments=(), id=f"urn:{name}", achievement_id=f"urn:a:{name}") for name in shown]
    tables = Tables(certifies={f"urn:a:{name}": ((skill(name), level),) for name, level in shown.items()})
    found: SkillProfile = profile_of(badges, TAXONOMY, tables=tables)
    return assess(found, post, at=AT, taxonomy=TAXONOMY, applicant=applicant())
