"""The best set of courses: exact, explained, and honest where there is none."""

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from mexbadge.errors import InputError
from mexbadge.plan import (
    Aim,
    Method,
    Owned,
    Some,
    Taught,
    Total,
    Want,
    WhyLacking,
    all_of,
    any_of,
    plan_json,
    plan_lines,
    solve,
)
from mexbadge.plan.exact import lightest
from mexbadge.plan.problem import CourseOffer, Gate, reduced
from mexbadge.skills import Level
from planning import COMPETENT, DREYFUS, UNAPPROVED, course, session, skill, want

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
def test_a_plan_closes_what_is_needed_or_asked_by_its_courses_and_nothing_of_courses_that_it_leaves_out(
    method: Method,
) -> None:
    asked = want("a", level=COMPETENT)
    taught = Taught(skill("a"), asked.level)
    catalogue = [course("cheap", [taught, "b"], 1), course("dear", "c", 9, prerequisites=(want("a"),))]
    after = course("last", "d", 1, prerequisites=(want("b"),))
    assert solve(all_of([asked]), catalogue, method=method).steps[0].closes == (asked,)
    steps = solve(all_of([asked, want("d")]), [*catalogue, after], method=method).steps
    assert [step.closes for step in steps] == [(asked, want("b")), (want("d"),)]


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
    asked = want("a", level=COMPETENT)
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


A = course("a", "a", 50, sessions=(session("2030-02-01", ends=date(2030, 2, 11)),))
START = date(2030, 1, 1)


@pytest.mark.parametrize("method", METHODS)
def test_a_plan_is_one_that_can_be_taken(method: Method) -> None:
    after = (want("a"),)
    early = course("b1", "b", 100, prerequisites=after, sessions=(session("2030-02-05"),))
    anywhen = course("b2", "b", 200, prerequisites=after)
    plan = solve(want("b"), [A, early, anywhen], start=START, method=method)
    assert ids(plan) == ["a", "b2"]
    assert [step.starts for step in plan.steps] == [date(2030, 2, 1), date(2030, 2, 12)], "its last day is over"
    only = solve(want("b"), [A, early], start=START, method=method)
    assert (only.feasible, [(one.want, one.why) for one in only.lacks]) == (False, [(want("b"), WhyLacking.NO_SESSION)])
    assert "no session is in time" in "\n".join(plan_lines(only))
    assert not solve(want("b"), [A, early], method=method).feasible, "nor without a first day"
    assert solve(want("b"), [A, anywhen], method=method).steps[0].session == A.sessions[0]


@pytest.mark.parametrize("method", METHODS)
def test_two_sessions_at_one_time_are_not_both_taken(method: Method) -> None:
    beside = course("b", "b", 10, sessions=(session("2030-02-11"),))
    later = course("c", "b", 20, sessions=(session("2030-02-12"),))
    need = all_of(map(want, "ab"))
    assert ids(solve(need, [A, beside, later], start=START, method=method)) == ["a", "c"]
    plan = solve(need, [A, beside], start=START, method=method)
    assert [(one.want, one.why) for one in plan.lacks] == [(want("b"), WhyLacking.TOGETHER)]
    assert "do not fit" in "\n".join(plan_lines(plan))


@pytest.mark.parametrize("method", METHODS)
def test_a_course_more_makes_room_where_two_alone_do_not_fit(method: Method) -> None:
    catalogue = [
        course("a", ["x", "y"], 1, sessions=(session("2030-02-10"),)),
        course("b", "z", 1, prerequisites=(want("x"),), sessions=(session("2030-02-05"),)),
        course("c", "x", 9, sessions=(session("2030-02-01"),)),
    ]
    plan = solve(all_of(map(want, "yz")), catalogue, start=START, method=method)
    assert ids(plan) == ["c", "b", "a"]


@pytest.mark.parametrize("method", METHODS)
def test_the_earliest_finish_is_not_the_fewest_days(method: Method) -> None:
    year, tomorrow = course("year", "a", 1, days=1, sessions=(session("2031-01-01"),)), course("now", "a", 90, days=3)
    long = course("long", "a", 0, days=2, sessions=(session("2030-01-01", ends=date(2030, 6, 1)),))
    need, catalogue = want("a"), [year, tomorrow, long]
    assert ids(solve(need, catalogue, aim=Aim.FINISH, start=START, method=method)) == ["now"]
    assert ids(solve(need, catalogue, aim=Aim.DAYS, start=START, method=method)) == ["year"]
    assert ids(solve(need, catalogue, start=START, method=method)) == ["long"]
    assert ids(solve(need, catalogue, start=START, by=date(2030, 5, 31), method=method)) == ["now"]
    assert ids(solve(need, catalogue, start=START, by=date(2030, 6, 1), method=method)) == ["long"]
    late = solve(need, catalogue, aim=Aim.FINISH, start=START, by=date(2030, 1, 3), method=method)
    assert [one.why for one in late.lacks] == [WhyLacking.NO_SESSION]


@pytest.mark.parametrize("method", METHODS)
def test_what_counts_only_afterwards_is_taken_in_a_session_that_comes_after(method: Method) -> None:
    early = course("early", "b", 1, sessions=(session("2030-01-05"),))
    late = course("late", "b", 9, sessions=(session("2030-03-01"),))
    both = course("both", "ab", 50)
    order = [([want("a")], [want("b")])]
    need = all_of(map(want, "ab"))
    assert ids(solve(need, [A, early, late], start=START, method=method)) == ["early", "a"]
    assert ids(solve(need, [A, early, late], start=START, order=order, method=method)) == ["a", "late"]
    assert ids(solve(need, [early, both], start=START, order=order, method=method)) == ["both"]


def test_each_thing_that_stands_in_the_way_has_its_name() -> None:
    novice, expert = (Level.on(DREYFUS, name) for name in ("novice", "expert"))
    catalogue = [
        course("low", [Taught(skill("level"), novice)]),
        course("unapproved", ["approved"], college=UNAPPROVED),
        course("full", ["full"], capacity=0),
        course("booked", ["full"], sessions=(session("2030-02-01", seats=0),)),
        course("past", ["past"], sessions=(session("2029-02-01"),)),
        course("blocked", ["blocked"], prerequisites=(want("ghost"),)),
    ]
    names = ("nobody", "approved", "full", "past", "blocked")
    wants = [want("level", level=expert), *map(want, names)]
    plan = solve(all_of(wants), catalogue, start=START)
    found = {one.want.name.rpartition("/")[2]: (one.why.value, one.courses) for one in plan.lacks}
    assert found == {
        "level": ("level", ("low",)),
        "nobody": ("nobody", ()),
        "approved": ("not_approved", ("unapproved",)),
        "full": ("full", ("full", "booked")),
        "past": ("no_session", ("past",)),
        "blocked": ("prerequisite", ("blocked",)),
        "ghost": ("nobody", ()),
    }
    assert set(plan.nobody_teaches) == {wants[0], wants[1], want("ghost")}
    for lang in ("en", "fr"):
        assert len(list(plan_lines(plan, lang))) == 1 + len(found)
    assert {one["why"] for one in plan_json(plan)["lacks"]} == {why for why, _ in found.values()}


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
    offers = [CourseOffer(str(n), 1 << (n % 12) | 1 << (n * 5 % 12), 0, 7) for n in range(60)]
    problem = reduced(Gate(12, (1,) * 12, tuple(range(12))), offers)
    with pytest.raises(InputError) as caught:
        lightest(problem, states=0)
    assert caught.value.code == "plan_too_hard"


def test_a_plan_reads_as_sentences_and_as_data() -> None:
    plan = solve(all_of(map(want, "ab")), [course("a", "a", 10, days=3), course("b", "b")], start=date(2026, 6, 1))
    lines = list(plan_lines(plan, label=lambda uri: uri.rpartition("/")[2]))
    assert lines[0] == "2 courses, 10 CAD to pay, 3 days, from 2026-06-01 to 2026-06-04"
    assert lines[1].startswith("1. a (Lakeshore), 10 CAD, 3 days, online: a (begins 2026-06-01)")
    assert "en ligne" in list(plan_lines(plan, "fr"))[1]
    data = plan_json(plan)
    assert [step["course"] for step in data["steps"]] == ["a", "b"]
    assert data["cost"] == "10"
    assert list(plan_lines(solve(all_of([]), []))) == ["nothing is missing"]


@pytest.mark.parametrize("method", METHODS)
def test_a_thing_that_is_asked_for_twice_is_one_thing(method: Method) -> None:
    twice = Some(2, tuple(map(want, "aab")))
    assert ids(solve(twice, [course("a", "a", 10), course("b", "b", 30)], method=method)) == ["a"]
