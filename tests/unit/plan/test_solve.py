"""The best set of courses: exact, explained, and honest where there is none."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from mexbadge.errors import InputError
from mexbadge.plan import Aim, Method, Owned, Some, Taught, Total, Want, all_of, any_of, plan_json, plan_lines, solve
from mexbadge.plan.exact import lightest
from mexbadge.plan.problem import Gate, Offer, reduced
from mexbadge.skills import Level
from planning import UNAPPROVED, course, session, skill, want

DREYFUS = "https://mexbadge.example/scales/dreyfus"
METHODS = get_args(Method)


def ids(plan: object) -> list[str]:
    return [one.id for one in plan.courses]  # type: ignore[attr-defined]


@pytest.mark.parametrize("method", METHODS)
def test_the_greedy_choice_is_not_taken(method: Method) -> None:
    catalogue = [course("wide", "ab", 30), course("left", "ac", 25), course("right", "bd", 25), course("c", "c", 20)]
    plan = solve(all_of(map(want, "abcd")), catalogue, method=method)
    assert ids(plan) == ["left", "right"]
    assert (plan.cost, plan.feasible) == (Decimal(50), True)
    assert plan.closes[want("d")] == "right"


@pytest.mark.parametrize("method", METHODS)
def test_equal_cost_goes_to_fewer_courses_and_then_to_the_least_ids(method: Method) -> None:
    catalogue = [course("z", "ab", 20), course("a", "a", 10), course("b", "b", 10), course("y", "ab", 20)]
    assert ids(solve(all_of(map(want, "ab")), catalogue, method=method)) == ["y"]
    free = [course("two", "b"), course("one", "a"), course("three", "ab")]
    assert ids(solve(all_of(map(want, "ab")), free, method=method)) == ["three"]


@pytest.mark.parametrize("method", METHODS)
def test_prerequisites_are_paid_for_and_come_first(method: Method) -> None:
    catalogue = [
        course("advanced", "a", 10, prerequisites=(want("base"), Want(course="intro"))),
        course("intro", cost=5),
        course("basics", ["base"], 5),
        course("alone", "a", 21),
    ]
    plan = solve(want("a"), catalogue, method=method)
    assert ids(plan) == ["basics", "intro", "advanced"]
    assert ids(solve(want("a"), catalogue, owned=Owned({skill("base"): None}), method=method)) == ["intro", "advanced"]
    dear = [*catalogue[:3], course("alone", "a", 19)]
    assert ids(solve(want("a"), dear, method=method)) == ["alone"]


@pytest.mark.parametrize("method", METHODS)
def test_courses_that_wait_for_one_another_are_no_plan(method: Method) -> None:
    circle = [
        course("x", ["x"], 1, prerequisites=(want("y"),)),
        course("y", ["y"], 1, prerequisites=(want("x"),)),
    ]
    plan = solve(want("x"), circle, method=method)
    assert not plan.feasible
    assert plan.blocked_by == (want("x"),)
    itself = [course("x", ["x"], 1, prerequisites=(want("x"),))]
    assert not solve(want("x"), itself, method=method).feasible
    out = [*circle, course("way-in", ["y"], 50)]
    assert ids(solve(want("x"), out, method=method)) == ["way-in", "x"]


@pytest.mark.parametrize("method", METHODS)
def test_trees_of_needs_are_met_as_cheaply_as_they_can_be(method: Method) -> None:
    catalogue = [course(name, name, cost) for name, cost in zip("abcde", (9, 7, 5, 3, 1), strict=True)]
    two = Some(2, tuple(map(want, "abc")))
    assert ids(solve(two, catalogue, method=method)) == ["b", "c"]
    credits_ = Total(
        Decimal("2.5"), ((want("a"), Decimal(2)), (want("d"), Decimal("0.5")), (want("c"), Decimal("0.5")))
    )
    assert ids(solve(credits_, catalogue, method=method)) == ["a", "d"]
    either = any_of([all_of(map(want, "ab")), all_of(map(want, "cde"))])
    assert ids(solve(either, catalogue, method=method)) == ["c", "d", "e"]
    assert ids(solve(all_of([]), catalogue, method=method)) == []
    assert not solve(any_of([]), catalogue, method=method).feasible


def test_a_level_counts_only_where_it_is_known_to_be_reached() -> None:
    expert, novice = (Level.on(DREYFUS, name) for name in ("expert", "novice"))
    asked = want("a", level=Level.on(DREYFUS, "competent"))
    low, unknown = course("low", [Taught(skill("a"), novice)], 1), course("unknown", "a", 1)
    high = course("high", [Taught(skill("a"), expert)], 9)
    other = course("other", [Taught(skill("a"), Level.on("http://data.europa.eu/snb/eqf", 8))], 1)
    assert ids(solve(asked, [low, unknown, other, high])) == ["high"]
    assert solve(asked, [low, unknown, other]).nobody_teaches == (asked,)
    assert ids(solve(asked, [high], owned=Owned({skill("a"): expert}))) == []
    assert ids(solve(asked, [high], owned=Owned({skill("a"): None}))) == ["high"]


def test_only_courses_that_can_be_taken_are_chosen() -> None:
    catalogue = [
        course("unapproved", "a", 1, college=UNAPPROVED),
        course("full", "a", 1, capacity=0),
        course("booked", "a", 1, sessions=(session("2026-09-01", seats=0),)),
        course("past", "a", 1, sessions=(session("2026-01-01"),)),
        course("good", "a", 9),
    ]
    assert ids(solve(want("a"), catalogue, start=date(2026, 6, 1))) == ["good"]
    assert ids(solve(want("a"), catalogue)) == ["past"]
    assert ids(solve(want("a"), catalogue, accept=lambda one: one.id == "unapproved")) == ["unapproved"]


def test_the_quickest_plan_has_dates_where_a_first_day_is_given() -> None:
    catalogue = [
        course("slow", "ab", 1, days=90),
        course("a", "a", 50, days=5, sessions=(session("2026-06-10"), session("2026-06-03", ends=date(2026, 6, 9)))),
        course("b", "b", 50, days=7, prerequisites=(want("a"),), sessions=(session("2026-06-20"),)),
    ]
    plan = solve(all_of(map(want, "ab")), catalogue, aim=Aim.DAYS, start=date(2026, 6, 1))
    assert ids(plan) == ["a", "b"]
    assert [step.starts for step in plan.steps] == [date(2026, 6, 3), date(2026, 6, 20)]
    assert (plan.days, plan.ends) == (12, date(2026, 6, 27))
    late = solve(all_of(map(want, "ab")), catalogue, aim=Aim.DAYS, start=date(2026, 6, 9))
    assert late.ends == date(2026, 6, 27)
    never = [course("a", "a", days=40), course("b", "b", prerequisites=(want("a"),), sessions=(session("2026-06-20"),))]
    unfit = solve(want("b"), never, start=date(2026, 6, 1))
    assert unfit.feasible
    assert unfit.ends is None
    assert "no session" in list(plan_lines(unfit))[-1]


def test_a_course_at_the_end_of_the_calendar_ends_with_it() -> None:
    late = course("a", "a", days=9, sessions=(session("9999-12-30"),))
    assert solve(want("a"), [late], start=date(2026, 6, 1)).ends == date.max
    assert solve(want("a"), [course("a", "a", days=9)], start=date(9999, 12, 30)).ends == date.max


def test_no_plan_names_what_nobody_teaches() -> None:
    catalogue = [course("a", "a", prerequisites=(want("ghost"),)), course("b", "b")]
    plan = solve(all_of(map(want, "abz")), catalogue)
    assert set(plan.nobody_teaches) == {want("z"), want("ghost")}
    assert plan.blocked_by == (want("a"),)
    assert skill("z") in next(plan_lines(plan))
    assert skill("z") in next(plan_lines(plan, "fr"))


def test_what_cannot_be_planned_with_is_named() -> None:
    for code, catalogue in (
        ("plan_course_twice", [course("a", "a"), course("a", "b")]),
        ("plan_self", [course("a", "a", prerequisites=(Want(course="a"),))]),
        ("plan_currencies", [course("a", "a", 1), course("b", "b", 1, currency="USD")]),
    ):
        with pytest.raises(InputError) as caught:
            solve(want("a"), catalogue)
        assert caught.value.code == code
    for code, make in (
        ("plan_want", Want),
        ("plan_want", lambda: Want(skill="a", course="b")),
        ("plan_want", lambda: Want(course="b", level=Level.on(DREYFUS, "expert"))),
        ("plan_need_k", lambda: Some(-1, ())),
        ("plan_need_part", lambda: Some(1, ("text",))),  # type: ignore[arg-type]
        ("plan_amount", lambda: Total(Decimal("NaN"), ())),
        ("plan_course_id", lambda: course(" ")),
        ("plan_currency", lambda: course("a", currency="dollars")),
        ("plan_count", lambda: course("a", days=-1)),
        ("plan_session_dates", lambda: session("2026-01-02", ends=date(2026, 1, 1))),
    ):
        with pytest.raises(InputError) as caught:
            make()
        assert caught.value.code == code


def test_a_tree_that_nests_too_deeply_or_holds_too_much_is_refused() -> None:
    deep: Some = all_of([want("a")])
    for _ in range(98):
        deep = all_of([deep])
    with pytest.raises(InputError) as caught:
        all_of([all_of([deep])])
    assert caught.value.code == "plan_need_deep"
    with pytest.raises(InputError) as caught:
        all_of(all_of(want(n) for n in range(400)) for _ in range(200))
    assert caught.value.code == "plan_need_many"


def test_beyond_its_limit_the_search_says_so() -> None:
    offers = [Offer(str(n), 1 << (n % 12) | 1 << (n * 5 % 12), 0, 7) for n in range(60)]
    problem = reduced(Gate(12, (1,) * 12, tuple(range(12))), offers)
    with pytest.raises(InputError) as caught:
        lightest(problem, states=0)
    assert caught.value.code == "plan_too_hard"


def test_a_plan_reads_as_sentences_and_as_data() -> None:
    plan = solve(all_of(map(want, "ab")), [course("a", "a", 10, days=3), course("b", "b")], start=date(2026, 6, 1))
    lines = list(plan_lines(plan, label=lambda uri: uri.rpartition("/")[2]))
    assert lines[0] == "courses: 2, to pay: 10 CAD, days: 3, from 2026-06-01 to 2026-06-04"
    assert lines[1].startswith("1. a (Lakeshore), 10 CAD, days: 3, online: a (begins 2026-06-01)")
    assert "en ligne" in list(plan_lines(plan, "fr"))[1]
    data = plan_json(plan)
    assert [step["course"] for step in data["steps"]] == ["a", "b"]
    assert data["cost"] == "10"
    assert list(plan_lines(solve(all_of([]), []))) == ["nothing is missing"]


@pytest.mark.parametrize("method", METHODS)
def test_a_thing_that_is_asked_for_twice_is_one_thing(method: Method) -> None:
    twice = Some(2, tuple(map(want, "aab")))
    assert ids(solve(twice, [course("a", "a", 10), course("b", "b", 30)], method=method)) == ["a"]
