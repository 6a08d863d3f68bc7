"""Many applicants and many vacancies: the same lists however they are computed, and wherever."""

import pickle
import random
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from typing import Any

import pytest

from matching import ask, vacancy
from mexbadge.match import MatchPolicy, Requirement, RequirementKind, Vacancy, Weights
from mexbadge.match.scale import Method, Shown, Skills, top_matches
from mexbadge.models.language import Words
from mexbadge.skills import Skill, Taxonomy
from planning import COMPETENT, EXPERT, NOVICE, skill
from skilled import TAXONOMY

LEVELS = [None, NOVICE, COMPETENT, EXPERT]
SKILLS, GROUPS = 120, 12
KNOWN = Taxonomy.of(
    [
        *(Skill(f"urn:g{n}", Words.of(f"Group {n}")) for n in range(GROUPS)),
        *(Skill(f"urn:{n}", Words.of(f"Skill {n}"), broader=(f"urn:g{n % GROUPS}",)) for n in range(SKILLS)),
    ]
)


def world(people: int, posts: int) -> tuple[dict[str, Skills], list[Vacancy]]:
    """Some skills are held by many, most by few: both ways of gathering who earns something are taken."""
    chance = random.Random(3)

    def some(most: int) -> list[int]:
        return sorted({min(int(chance.expovariate(0.08)), SKILLS - 1) for _ in range(chance.randint(1, most))})

    def shown() -> Shown:
        level = chance.choice(LEVELS)
        trust = chance.choice([Fraction(1), Fraction(1), Fraction(1, 3)])
        return Shown(() if level is None else (level,), trust, unknown=chance.random() < 0.1)

    applicants: dict[str, Skills] = {f"p{n:05}": {f"urn:{one}": shown() for one in some(4)} for n in range(people)}
    vacancies = []
    for number in range(posts):
        asked = [
            Requirement(
                f"r{place}",
                chance.choice([RequirementKind.MUST, RequirementKind.NICE]),
                (f"urn:{one}", f"urn:{(one + 7) % SKILLS}") if chance.random() < 0.2 else (f"urn:{one}",),
                chance.choice(LEVELS),
                weight=Decimal(chance.randint(1, 9)) / 3,
            )
            for place, one in enumerate(some(6))
        ]
        vacancies.append(Vacancy(id=f"v{number:05}", title=Words.of("A post"), requirements=tuple(asked)))
    return applicants, vacancies


class Elsewhere(Executor):
    """An executor that sends everything as bytes, as one on another machine does, and counts how often."""

    def __init__(self) -> None:
        self.sent = 0

    def submit(self, work: Callable[..., Any], /, *args: Any, **more: Any) -> "Future[Any]":
        self.sent += 1
        sent = pickle.dumps((work, args, more))
        called, given, beside = pickle.loads(sent)
        done: Future[Any] = Future()
        done.set_result(pickle.loads(pickle.dumps(called(*given, **beside))))
        return done


def test_rows_and_pairs_give_the_same_lists_through_any_executor() -> None:
    applicants, vacancies = world(1_500, 40)
    vacancies = [*vacancies[:40], *(replace(one, id=f"again-{one.id}") for one in vacancies[:5] * 40)]
    how = {"top": 7, "taxonomy": KNOWN, "policy": MatchPolicy(weights=Weights.of(vacancies, KNOWN))}
    pairs = list(top_matches(applicants, vacancies, method="python", **how))  # type: ignore[arg-type]
    assert len(pairs) > 200
    assert list(top_matches(applicants, vacancies, method="sparse", **how)) == pairs  # type: ignore[arg-type]
    elsewhere = Elsewhere()
    with ThreadPoolExecutor(2) as threads:
        for executor in (threads, elsewhere):
            found = top_matches(applicants, vacancies, method="sparse", executor=executor, **how)  # type: ignore[arg-type]
            assert list(found) == pairs
    assert 1 < elsewhere.sent <= 16, "what was computed is sent a few times only"


def test_other_processes_find_what_was_computed_in_files() -> None:
    applicants, vacancies = world(300, 5)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        found = list(top_matches(applicants, vacancies, taxonomy=KNOWN, method="sparse", executor=processes))
    assert found == list(top_matches(applicants, vacancies, taxonomy=KNOWN, method="python"))


def test_nobody_who_holds_anything_and_nothing_that_is_asked_are_empty_lists() -> None:
    _, vacancies = world(1, 3)
    nothing = Vacancy(id="v", title=Words.of("A post"), requirements=())
    for applicants, posts in (({}, vacancies), ({"a": {}}, vacancies), ({"a": {"urn:1": Shown()}}, [nothing])):
        for executor in (None, Elsewhere()):
            assert not list(top_matches(applicants, posts, taxonomy=KNOWN, method="sparse", executor=executor))


@pytest.mark.parametrize("method", ["python", "sparse"])
def test_weights_too_large_for_whole_numbers_of_64_bits_are_still_exact(method: Method) -> None:
    post = vacancy(ask("lifts", weight=Decimal(10) ** 12), ask("records", weight=Decimal("0.000001")))
    (found,) = top_matches({"a": {skill("lifts"): Shown()}}, [post], taxonomy=TAXONOMY, method=method)
    assert found.score == 1 - Fraction(1, 10**18 + 1)
