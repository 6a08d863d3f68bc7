"""Courses in their sessions, one after the other: both solvers find what trying every order of every set finds."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.plan import Aim, Course, Need, Plan, Session, Some, Want, all_of, any_of, solve
from planning import course, want

NAMES = "abc"
START = date(2030, 1, 1)
DAYS = st.integers(3, 16).map(lambda days: START + timedelta(days=days))
SEEDS = st.integers(0, 2**32)
NEEDS: st.SearchStrategy[Need] = st.sampled_from(
    [
        all_of(map(want, "abc")),
        all_of(map(want, "ab")),
        Some(2, tuple(map(want, "abc"))),
        all_of([want("a"), any_of(map(want, "bc"))]),
        any_of([all_of(map(want, "ab")), want("c")]),
    ]
)


def catalogue_of(seed: int) -> list[Course]:
    """A few courses with few sessions near each other, so that dates decide what can be taken."""
    chance = Random(seed)

    def one_session() -> Session:
        starts = START + timedelta(days=chance.randint(-1, 10))
        ends = starts + timedelta(days=chance.randint(0, 4)) if chance.random() < 0.5 else None
        return Session(starts, ends, 0 if chance.random() < 0.15 else None)

    found = []
    for number in range(chance.randint(4, 5)):
        teaches = chance.sample(NAMES, chance.choice([1, 1, 2]))
        others = [name for name in NAMES if name not in teaches]
        asks = chance.sample(others, 1) if chance.random() < 0.4 else []
        sessions = [one_session() for _ in range(chance.choice([0, 1, 1, 2]))]
        found.append(
            course(
                f"c{number}",
                teaches,
                chance.randint(0, 3),
                days=chance.randint(0, 4),
                prerequisites=tuple(map(want, asks)),
                sessions=tuple(sessions),
            )
        )
    return found


def holds(need: Need, have: set[str | None]) -> bool:
    if isinstance(need, Want):
        return need.skill in have
    assert isinstance(need, Some)
    return sum(holds(part, have) for part in need.of) >= need.k


def ways(one: Course, free: date) -> Iterator[tuple[date, date]]:
    """Yield the last day, and the first day on which another course can begin, of each way to take a course."""
    if not one.sessions:
        yield free + timedelta(days=one.days), free + timedelta(days=one.days)
    for session in one.sessions:
        if session.seats != 0 and session.starts >= free:
            if session.ends is None:
                yield session.starts + timedelta(days=one.days), session.starts + timedelta(days=one.days)
            else:
                yield session.ends, session.ends + timedelta(days=1)


def finishes(order: tuple[Course, ...], free: date, last: date, have: frozenset[str | None]) -> Iterator[date]:
    """Yield when an order of courses can be over, in whichever sessions."""
    if not order:
        yield last
        return
    first, *rest = order
    if all(each.skill in have for each in first.prerequisites):
        for ends, after in ways(first, free):
            more = have | {each.skill for each in first.teaches}
            yield from finishes(tuple(rest), after, max(last, ends), more)


def best(need: Need, courses: list[Course], aim: Aim, by: date | None) -> tuple[object, ...] | None:
    found: list[tuple[object, ...]] = []
    for count in range(len(courses) + 1):
        for some in combinations(courses, count):
            if not holds(need, {each.skill for one in some for each in one.teaches}):
                continue
            ends = min(
                (day for order in permutations(some) for day in finishes(order, START, START, frozenset())),
                default=None,
            )
            if ends is None or (by is not None and ends > by):
                continue
            cost = sum((one.price for one in some), Decimal(0))
            lasts = sum(one.days for one in some)
            ids = sorted(one.id for one in some)
            first = {Aim.COST: (cost,), Aim.DAYS: (lasts,), Aim.FINISH: (ends, cost)}[aim]
            found.append((*first, count, ids, ends))
    return min(found, default=None)


def can_be_taken(plan: Plan) -> bool:
    free, have = START, set[str | None]()
    for step in plan.steps:
        assert step.starts is not None
        assert step.ends is not None
        if step.starts < free or any(each.skill not in have for each in step.course.prerequisites):
            return False
        if step.course.sessions:
            if step.session is None or step.session not in step.course.sessions or step.session.seats == 0:
                return False
            free = step.ends + timedelta(days=step.session.ends is not None)
        else:
            free = step.ends
        have |= {each.skill for each in step.course.teaches}
    return True


@settings(max_examples=examples(250), deadline=None)
@given(NEEDS, SEEDS, st.sampled_from(Aim), st.one_of(st.none(), DAYS))
def test_the_search_finds_what_trying_everything_finds(need: Need, seed: int, aim: Aim, by: date | None) -> None:
    catalogue = catalogue_of(seed)
    expected = best(need, catalogue, aim, by)
    plan = solve(need, catalogue, aim=aim, start=START, by=by, method="exact")
    assert plan.feasible == (expected is not None), plan.lacks
    if expected is None:
        assert {one.want for one in plan.lacks} == {*plan.nobody_teaches, *plan.blocked_by}
    else:
        cost, days = plan.cost, sum(one.days for one in plan.courses)
        first = {Aim.COST: (cost,), Aim.DAYS: (days,), Aim.FINISH: (plan.ends, cost)}[aim]
        ids = sorted(one.id for one in plan.courses)
        assert (*first, len(plan.courses), ids, plan.ends) == expected
        assert can_be_taken(plan)


@settings(max_examples=examples(60), deadline=None)
@given(NEEDS, SEEDS, st.sampled_from(Aim), st.one_of(st.none(), DAYS))
def test_the_program_gives_the_same_plan(need: Need, seed: int, aim: Aim, by: date | None) -> None:
    catalogue = catalogue_of(seed)
    plans = [solve(need, catalogue, aim=aim, start=START, by=by, method=method) for method in ("exact", "milp")]
    assert plans[0] == plans[1]
