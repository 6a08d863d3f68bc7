"""Clearing a market: the greatest total, or no pair that would rather have each other."""

import pytest

from mexbadge.errors import InputError
from mexbadge.match import market
from mexbadge.match.market import Pairing, blocking_pairs, max_weight, stable


def pairs(table: dict[str, dict[str, int]]) -> list[Pairing]:
    return [Pairing(who, job, weight) for who, row in table.items() for job, weight in row.items()]


def made(found: tuple[Pairing, ...]) -> dict[str, str]:
    return {pair.applicant: pair.vacancy for pair in found}


def test_the_greatest_total_is_not_what_taking_the_best_pair_first_gives() -> None:
    table = {"a": {"x": 10, "y": 9}, "b": {"x": 9}}
    assert made(max_weight(pairs(table), {"x": 1, "y": 1})) == {"a": "y", "b": "x"}


def test_seats_are_kept_and_nobody_must_be_matched() -> None:
    table = {"a": {"x": 3}, "b": {"x": 2}, "c": {"x": 1, "y": 0}}
    assert made(max_weight(pairs(table), {"x": 2, "y": 1})) == {"a": "x", "b": "x"}
    assert max_weight(pairs(table), {"x": 0, "y": 1}) == ()
    assert max_weight([], {}) == ()
    assert made(max_weight([Pairing("a", "x", 1), Pairing("a", "x", 5)], {"x": 1})) == {"a": "x"}


def test_a_vacancy_that_is_not_there_is_named() -> None:
    with pytest.raises(InputError) as caught:
        max_weight([Pairing("a", "ghost", 1)], {})
    assert caught.value.code == "match_market"
    with pytest.raises(InputError):
        stable({"a": ["x"]}, {"x": ["a"]}, {})


def test_both_ways_of_computing_give_the_same_total(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {f"a{n}": {f"v{m}": (n * 7 + m * 13) % 17 for m in range(6)} for n in range(14)}
    seats = {f"v{m}": 1 + m % 3 for m in range(6)}
    small = max_weight(pairs(table), seats)
    monkeypatch.setattr(market, "_SMALL", 0)
    large = max_weight(pairs(table), seats)
    assert sum(pair.weight for pair in small) == sum(pair.weight for pair in large)
    assert len({pair.applicant for pair in large}) == len(large)
    assert all(sum(pair.vacancy == job for pair in large) <= count for job, count in seats.items())


def test_without_scipy_the_assignment_is_made_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> tuple[Pairing, ...]:
        raise ImportError

    monkeypatch.setattr(market, "_SMALL", 0)
    monkeypatch.setattr(market, "_by_scipy", missing)
    assert made(max_weight(pairs({"a": {"x": 1}}), {"x": 1})) == {"a": "x"}


def test_a_stable_matching_has_no_pair_that_would_rather() -> None:
    wishes = {"a": ["x", "y"], "b": ["x"], "c": ["x", "y", "ghost"], "d": []}
    choices = {"x": ["c", "a", "b"], "y": ["a", "c"], "z": ["a"]}
    seats = {"x": 1, "y": 1, "z": 0}
    found = stable(wishes, choices, seats)
    assert found == {"c": "x", "a": "y"}
    assert blocking_pairs(found, wishes, choices, seats) == []
    assert blocking_pairs({"a": "x", "c": "y"}, wishes, choices, seats) == [("c", "x")]
