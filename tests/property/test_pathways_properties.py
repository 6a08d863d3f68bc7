"""Whatever the tree and the badges: more never makes it worse, and an exact assignment is exact."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import combinations, product
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from examples_count import examples
from mexbadge.pathways import (
    AllOf,
    AnyOf,
    Counting,
    Credits,
    Earn,
    KOf,
    PathwayStatus,
    Requirement,
    Validity,
    completion,
    pathway_of,
    pathway_to_json,
)
from mexbadge.pathways.model import leaves_of
from mexbadge.pathways.pictures import mermaid, svg
from mexbadge.plan import Course
from mexbadge.skills import Holding
from planning import course, skill
from skilled import alignment
from stacked import earned, ended, pathway, undecided, walked

NAMES = "abcd"
LEAVES = st.sampled_from([{"alignment": skill(name)} for name in NAMES])


def numbered(shape: Any, counter: list[int]) -> Requirement:
    """Make a requirement of a shape, with ids that count up."""
    counter[0] += 1
    name = str(counter[0])
    if isinstance(shape, dict):
        return Earn(id=name, **shape)
    kind, number, parts = shape
    made = tuple(numbered(part, counter) for part in parts)
    if kind == "k" and made:
        return KOf(id=name, k=1 + number % len(made), of=made)
    if kind == "credits" and made:
        worth = tuple((part.id, Decimal(number % 3 + 1)) for part in made)
        minimum = 1 + number % int(sum(value for _, value in worth))
        return Credits(id=name, minimum=Decimal(minimum), of=made, worth=worth)
    return (AnyOf if kind == "any" else AllOf)(id=name, of=made)


TREES = st.recursive(
    LEAVES,
    lambda parts: st.tuples(
        st.sampled_from(["all", "any", "k", "credits"]), st.integers(0, 5), st.lists(parts, max_size=3)
    ),
    max_leaves=5,
).map(lambda shape: numbered(shape, [0]))
BADGES = st.lists(
    st.tuples(st.sampled_from([earned, earned, ended, undecided]), st.sets(st.sampled_from(NAMES), max_size=3)),
    max_size=4,
).map(
    lambda rows: [
        make(f"b{number}", alignments=tuple(alignment(name) for name in sorted(names)))
        for number, (make, names) in enumerate(rows)
    ]
)
RULES = st.tuples(st.sampled_from(Counting), st.sampled_from(Validity))
ORDER = {PathwayStatus.SATISFIED: 3, PathwayStatus.UNKNOWN: 2}


def holds(node: Requirement, filled: set[str]) -> bool:
    if isinstance(node, Earn):
        return node.id in filled
    parts = [holds(part, filled) for part in node.of]  # type: ignore[union-attr]
    if isinstance(node, Credits):
        worth = dict(node.worth)
        return sum(worth[part.id] for part, good in zip(node.of, parts, strict=True) if good) >= node.minimum
    return sum(parts) >= (len(parts) if isinstance(node, AllOf) else node.k if isinstance(node, KOf) else 1)


def tried(root: Requirement, badges: list[Holding]) -> bool:
    """Return whether some placing of each badge in one place at most meets the tree: every one is tried."""
    leaves = leaves_of(root)
    counted = [one.badge for one in badges if one.counts and one.badge is not None]
    for places in product(range(-1, len(leaves)), repeat=len(counted)):
        filled = set()
        for badge, place in zip(counted, places, strict=True):
            leaf = leaves[place] if place >= 0 else None
            if isinstance(leaf, Earn) and leaf.alignment in {one.url for one in badge.alignments}:
                filled.add(leaf.id)
        if holds(root, filled):
            return True
    return False


@settings(max_examples=examples(120), deadline=None)
@given(TREES, BADGES)
def test_an_assignment_is_found_exactly_where_there_is_one(root: Requirement, badges: list[Holding]) -> None:
    result = walked(pathway(root, counting=Counting.FORBID), *badges)
    assert bool(result) == tried(root, badges)
    if result:
        assert all(holding.counts for holding in result.used)


@settings(max_examples=examples(150), deadline=None)
@given(TREES, BADGES, RULES, st.sets(st.sampled_from(NAMES), max_size=3))
def test_one_more_valid_badge_never_makes_it_worse(
    root: Requirement, badges: list[Holding], rules: tuple[Counting, Validity], names: set[str]
) -> None:
    whole = pathway(root, counting=rules[0], validity=rules[1])
    more = earned("new", alignments=tuple(alignment(name) for name in sorted(names)))
    before, after = walked(whole, *badges), walked(whole, *badges, more)
    assert ORDER.get(after.status, 0) >= ORDER.get(before.status, 0)
    assert walked(whole, *reversed(badges)) == before
    fewer = [one for one in badges if one.counts]
    assert ORDER.get(walked(whole, *fewer).status, 0) <= ORDER.get(before.status, 0)


@settings(max_examples=examples(150), deadline=None)
@given(
    TREES,
    BADGES,
    st.lists(st.tuples(st.sets(st.sampled_from(NAMES), min_size=1, max_size=2), st.integers(0, 3)), max_size=4),
    st.sampled_from(Counting),
)
def test_the_planned_courses_complete_the_pathway_and_none_that_do_cost_less(
    root: Requirement, badges: list[Holding], offered: list[tuple[set[str], int]], counting: Counting
) -> None:
    whole = pathway(root, counting=counting)
    courses = [course(f"c{number}", sorted(names), cost) for number, (names, cost) in enumerate(offered)]
    taught = {
        one.id: tuple(alignment(name) for name in sorted(names))
        for one, (names, _) in zip(courses, offered, strict=True)
    }
    now = [one for one in badges if one.counts]

    def completes(taken: Iterable[Course]) -> bool:
        return bool(walked(whole, *now, *(earned(f"new-{one.id}", alignments=taught[one.id]) for one in taken)))

    plan = completion(walked(whole, *now), courses).cheapest
    ways = [some for count in range(len(courses) + 1) for some in combinations(courses, count) if completes(some)]
    assert plan.feasible is bool(ways)
    if ways:
        assert completes(plan.courses)
        assert plan.cost == min(sum(one.cost for one in some) for some in ways)
        assert {step.course.id for step in plan.steps} == {one.id for one in plan.courses}
        assert all(want.course is None for step in plan.steps for want in step.closes)


@settings(max_examples=examples(60), deadline=None)
@given(TREES, BADGES)
def test_documents_and_pictures_never_fail(root: Requirement, badges: list[Holding]) -> None:
    whole = pathway(root)
    assert svg(walked(whole, *badges)).endswith("</svg>\n")
    assert mermaid(whole)
    document = pathway_to_json(whole)
    assert pathway_to_json(pathway_of(document)) == document
