"""Nothing moves but along the paths that there are, and what ends stays ended."""

from enum import StrEnum
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mexbadge.errors import InputError
from mexbadge.match.exchange import ApplicantState, MatchState, SeatState, VacancyState
from mexbadge.match.exchange.states import MOVES, allowed, moved

KINDS = (VacancyState, ApplicantState, MatchState, SeatState)
FINAL: list[StrEnum] = [
    VacancyState.WITHDRAWN,
    MatchState.DECLINED,
    MatchState.REOPENED,
    MatchState.LAPSED,
    MatchState.WITHDRAWN,
    SeatState.COMPLETED,
    SeatState.DECLINED,
    SeatState.LAPSED,
]


def test_each_state_says_what_may_follow_and_only_states_of_its_own_kind() -> None:
    """States of two kinds may be one word, and Python takes them for one key: each kind has its own table."""
    assert set(MOVES) == set(KINDS)
    for kind in KINDS:
        assert [type(now) for now in MOVES[kind]] == [kind] * len(kind)
        assert all(type(to) is kind for may in MOVES[kind].values() for to in may)
        assert {now for now, may in MOVES[kind].items() if not may} == {one for one in FINAL if type(one) is kind}


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(st.sampled_from(kind), st.sampled_from(kind))))
def test_a_move_is_made_or_refused_with_the_state_and_those_that_are(pair: tuple[StrEnum, StrEnum]) -> None:
    now, to = pair
    if to is now or to in MOVES[type(now)][now]:
        assert moved(now, to, what="x") is to  # type: ignore[type-var]
        return
    with pytest.raises(InputError) as found:
        moved(now, to, what="x")  # type: ignore[type-var]
    assert found.value.code == "exchange_move"
    assert found.value.problem.values["state"] == now.value
    said = str(found.value.problem.values["allowed"])
    assert said.split(", ") == ([one.value for one in allowed(now)] or ["-"])  # type: ignore[type-var]


@given(st.lists(st.sampled_from(list(VacancyState)), max_size=12))
def test_nothing_is_filled_by_a_match_before_both_sides_accepted(wanted: list[VacancyState]) -> None:
    path = [VacancyState.DRAFT]
    for to in wanted:
        try:
            path.append(moved(path[-1], to, what="x"))
        except InputError:
            continue
    for before, after in pairwise(path):
        if after is VacancyState.FILLED and before is not after:
            assert before in {VacancyState.ACCEPTED, VacancyState.OPEN}
        if before is VacancyState.WITHDRAWN:
            assert after is VacancyState.WITHDRAWN
