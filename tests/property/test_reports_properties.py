"""The pure parts of reports, over any values: quarters, rates, medians and demand."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.errors import InputError
from mexbadge.match import Demand
from mexbadge.match.exchange.reports.courses import Completed, outcome_rows, training_rows
from mexbadge.match.exchange.reports.demands import demand_rows
from mexbadge.match.exchange.reports.filling import filling_rows
from mexbadge.match.exchange.reports.impact import Considered, impact_rows
from mexbadge.match.exchange.reports.quarters import Quarter, whole_quarters
from mexbadge.models.language import Words

LEAST = 5
DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@given(DAYS)
def test_each_day_is_in_one_quarter_and_quarters_follow_each_other(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first <= day < quarter.end
    assert quarter.end == quarter.later(1).first
    assert quarter.later(5).later(-5) == quarter
    assert whole_quarters(quarter.first, quarter.end - timedelta(days=1)) == (quarter,)


@given(DAYS, DAYS)
def test_days_are_whole_quarters_or_refused(since: date, until: date) -> None:
    whole = since == Quarter.of(since).first and until + timedelta(days=1) == Quarter.of(until).end and since <= until
    if not whole:
        with pytest.raises(InputError, match="quarters"):
            whole_quarters(since, until)
        return
    found = whole_quarters(since, until)
    assert (found[0].first, found[-1].end) == (since, until + timedelta(days=1))
    assert all(one.later(1) == other for one, other in pairwise(found))


@given(st.lists(st.builds(Considered, st.sampled_from("abc"), st.booleans(), st.booleans()), max_size=80))
def test_a_rate_is_there_only_where_neither_the_chosen_nor_the_others_are_few(people: list[Considered]) -> None:
    for stage, group, whole, chosen, rate, impact, below in impact_rows(people, LEAST):
        mine = [one for one in people if one.group == group]
        assert whole == len(mine) >= LEAST
        if chosen is None:
            assert (rate, impact, below) == (None, None, "")
            continue
        true = sum(one.matched if stage == "matched" else one.hired for one in mine)
        assert chosen == true
        assert chosen not in range(1, LEAST)
        assert len(mine) - true not in range(1, LEAST)
        assert rate == round(Decimal(true) / len(mine), 4)
        assert impact is None or (isinstance(impact, Decimal) and (below == "x") == (impact < Decimal("0.8"))) or true


@pytest.mark.parametrize(("a", "b", "below"), [(8, 10, ""), (7, 10, "x"), (10, 10, "")])
def test_below_four_fifths_of_the_best_group_is_said(a: int, b: int, below: str) -> None:
    people = [Considered("a", number < a, matched) for number in range(20) for matched in [False]]
    people += [Considered("b", number < b, matched) for number in range(20) for matched in [False]]
    found = {(row[0], row[1]): row for row in impact_rows(people, LEAST)}
    assert found["matched", "a"][6] == below
    assert found["matched", "a"][5] == round(Decimal(Fraction(a, b).numerator) / Fraction(a, b).denominator, 4)


@given(st.lists(st.tuples(st.sampled_from([None, "33102", "44101"]), st.integers(0, 400)), max_size=40))
def test_a_median_is_of_enough_vacancies_and_among_their_days(filled: list[tuple[str | None, int]]) -> None:
    for noc, _, count, days in filling_rows(filled, LEAST):
        mine = [took for name, took in filled if noc in {"all", name or "not-stated"}]
        assert isinstance(count, int)
        assert isinstance(days, int)
        assert len(mine) == count >= LEAST
        assert min(mine) <= days <= max(mine)


COMPLETED = st.builds(
    Completed,
    st.sampled_from("abc"),
    st.none() | st.integers(0, 90),
    st.sampled_from([None, True, False]),
    st.booleans(),
)


@given(st.lists(COMPLETED, max_size=40), st.lists(COMPLETED, max_size=40))
def test_what_comes_of_courses_tells_of_no_few(one: list[Completed], two: list[Completed]) -> None:
    quarters = {Quarter(2026, 1): one, Quarter(2026, 2): two}
    rows = list(outcome_rows(quarters, {}, LEAST))
    assert [row[:5] for row in rows] == [row[:5] for row in training_rows(quarters, {}, LEAST)]
    for row in training_rows(quarters, {}, LEAST):
        mine = [each.days for each in quarters[Quarter(2026, int(str(row[0])[-1]))] if row[1] in {"all", each.course}]
        assert (row[6] is None) == (sum(days is not None for days in mine) < LEAST)
    for row in rows:
        count = row[4]
        assert isinstance(count, int)
        assert count >= LEAST
        for part in row[5:]:
            assert part is None or (isinstance(part, int) and part >= LEAST and count - part not in range(1, LEAST))


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 3))
def test_few_who_lack_or_show_or_make_the_difference_are_not_told(
    lacks: int, shows: int, before: int, taught: int
) -> None:
    row = Demand(("u:a",), None, 2, None if 0 < lacks < LEAST else lacks, taught)
    thing = (row.names, row.level)
    (made,) = demand_rows([row], {thing: shows}, {thing: before}, lambda names: Words.of(names[0]), LEAST)
    then, now, shown = made[5:8]
    for number in (then, now, shown):
        assert number not in range(1, LEAST)
    assert (now is None) == (shown is None)
    if isinstance(then, int):
        assert isinstance(now, int)
        assert abs(then - now) not in range(1, LEAST)
