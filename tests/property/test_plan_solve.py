"""Both solvers give the same plan, and no other set of courses is better."""

from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.plan import Aim, Course, Need, Some, Total, Want, all_of, solve
from planning import course, skill, want

NAMES = "abcdef"
WANTS = st.sampled_from([want(name) for name in NAMES])
NEEDS = st.recursive(
    WANTS,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(all_of),
        st.builds(Some, st.integers(0, 3), st.lists(parts, max_size=3).map(tuple)),
        st.builds(
            Total,
            st.integers(0, 4).map(Decimal),
            st.lists(st.tuples(parts, st.integers(0, 3).map(Decimal)), max_size=3).map(tuple),
        ),
    ),
    max_leaves=6,
)
CATALOGUES = st.lists(
    st.tuples(
        st.sets(st.sampled_from(NAMES), max_size=3), st.integers(0, 4), st.sets(st.sampled_from(NAMES), max_size=1)
    ),
    max_size=7,
).map(
    lambda rows: [
        course(f"c{number}", sorted(teaches), cost, days=cost, prerequisites=tuple(map(want, sorted(asks))))
        for number, (teaches, cost, asks) in enumerate(rows)
    ]
)


def holds(need: Need, have: set[str]) -> bool:
    if isinstance(need, Want):
        return need.skill in have
    if isinstance(need, Some):
        return sum(holds(part, have) for part in need.of) >= need.k
    return sum((amount for part, amount in need.of if holds(part, have)), Decimal(0)) >= need.minimum


def takeable(courses: tuple[Course, ...]) -> set[str] | None:
    """Return the skills that the courses give in some order, or ``None`` where there is no such order."""
    have: set[str] = set()
    left = list(courses)
    while left:
        ready = [one for one in left if all(each.skill in have for each in one.prerequisites)]
        if not ready:
            return None
        for one in ready:
            have |= {each.skill for each in one.teaches}
            left.remove(one)
    return have


def best(need: Need, courses: list[Course]) -> tuple[Decimal, int, list[str]] | None:
    found = []
    for count in range(len(courses) + 1):
        for some in combinations(courses, count):
            have = takeable(some)
            if have is not None and holds(need, have):
                found.append((sum((one.price for one in some), Decimal(0)), count, sorted(one.id for one in some)))
    return min(found, default=None)


@settings(max_examples=examples(150), deadline=None)
@given(NEEDS, CATALOGUES)
def test_the_search_finds_what_trying_everything_finds(need: Need, catalogue: list[Course]) -> None:
    expected = best(need, catalogue)
    plan = solve(need, catalogue, method="exact")
    assert plan.feasible == (expected is not None)
    if expected is not None:
        assert (plan.cost, len(plan.courses), sorted(one.id for one in plan.courses)) == expected
        assert takeable(plan.courses) is not None


@settings(max_examples=examples(60), deadline=None)
@given(NEEDS, CATALOGUES, st.sampled_from(Aim))
def test_the_program_and_the_search_agree(need: Need, catalogue: list[Course], aim: Aim) -> None:
    plans = [solve(need, catalogue, aim=aim, method=method) for method in ("exact", "milp")]
    assert plans[0] == plans[1]
    assert all(skill(name) for name in NAMES)
