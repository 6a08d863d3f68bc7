"""The demand report: what is lacked is counted once, what cannot be taken is no supply, and no small group is seen."""

from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Any

import pytest

from matching import applicant, ask, compared, vacancy
from mexbadge.errors import InputError
from mexbadge.match import Match, Requirement, RequirementKind, Vacancy, demand
from mexbadge.match.supply import Demand, _suppressed
from mexbadge.plan import Session, Taught
from planning import EXPERT, NOVICE, UNAPPROVED, course, skill, want
from skilled import held
from world import AT

DAY = AT.date()


def many(post: Vacancy, lacking: int, *names: str, holding: int = 0) -> list[Match]:
    found = [compared(post, applicant=applicant(f"l{number}")) for number in range(lacking)]
    badges = [held(name, id=f"urn:{name}") for name in names]
    return found + [compared(post, *badges, applicant=applicant(f"h{number}")) for number in range(holding)]


def test_one_lack_is_one_lack_also_where_any_of_several_will_do() -> None:
    post = vacancy(ask("lifts", "falls", "records", id="any"))
    (row,) = demand(many(post, 6), [course("c", ["falls"])])
    assert (row.names, row.asked, row.lacked, row.taught_by) == (
        tuple(map(skill, ("falls", "lifts", "records"))),
        1,
        6,
        1,
    )
    again = [compared(vacancy(ask("lifts"), id=f"v{n}"), applicant=applicant("a")) for n in range(3)]
    assert [(one.asked, one.lacked) for one in demand(again, [], least=1)] == [(3, 1)]


def test_what_is_welcome_and_not_shown_is_lacked_as_well() -> None:
    post = vacancy(ask("lifts"), ask("falls", kind=RequirementKind.NICE))
    rows = demand(many(post, 6, "lifts", holding=5), [])
    assert {row.names[0]: (row.asked, row.lacked) for row in rows} == {skill("lifts"): (1, 6), skill("falls"): (1, 11)}


def test_only_open_vacancies_count() -> None:
    gone = many(vacancy(ask("lifts"), status="filled"), 9)
    assert list(demand(gone, [])) == []
    assert [one.lacked for one in demand([*gone, *many(vacancy(ask("lifts"), id="o"), 5)], [])] == [5]


@pytest.mark.parametrize(
    ("given", "count"),
    [
        ({"teaches": [Taught(skill("lifts"), EXPERT)]}, 1),
        ({"teaches": [Taught(skill("hoist"), EXPERT)]}, 1),
        ({"teaches": [Taught(skill("lifts"), NOVICE)]}, 0),
        ({"teaches": ["lifts"]}, 0),
        ({"capacity": 0}, 0),
        ({"college": UNAPPROVED}, 0),
        ({"sessions": (Session(DAY + timedelta(days=9), seats=0),)}, 0),
        ({"sessions": (Session(DAY - timedelta(days=1)),)}, 0),
        ({"sessions": (Session(DAY + timedelta(days=9)),)}, 1),
        ({"prerequisites": (want("ghost"),)}, 1),
    ],
)
def test_supply_is_what_reaches_the_level_and_can_be_taken(given: dict[str, Any], count: int) -> None:
    matches = many(vacancy(ask("lifts", level=EXPERT)), 5)
    values: dict[str, Any] = {"teaches": [Taught(skill("lifts"), EXPERT)], **given}
    (row,) = demand(matches, [course("c", **values)])
    assert (row.level, row.taught_by) == (EXPERT, count)


def test_places_are_what_courses_can_take_in() -> None:
    matches = many(vacancy(Requirement("c", credential="urn:cred")), 5)
    later = DAY + timedelta(days=3)
    limited = course(
        "a", awards=("urn:cred",), sessions=(Session(later, seats=4), Session(DAY - timedelta(days=3), seats=9))
    )
    small = course("b", awards=("urn:cred",), capacity=2)
    (row,) = demand(matches, [limited, small])
    assert (row.taught_by, row.places) == (2, 6)
    (row,) = demand(matches, [limited, course("c", awards=("urn:cred",))])
    assert (row.taught_by, row.places) == (2, None)
    (row,) = demand(matches, [limited], start=date(DAY.year + 1, 1, 1))
    assert (row.taught_by, row.places) == (0, 0)


def test_a_small_group_is_not_shown_and_cannot_be_worked_out_from_the_sum() -> None:
    both = vacancy(ask("lifts"), ask("falls"))
    matches = [*many(both, 5), *(compared(both, held("lifts"), applicant=applicant(f"x{n}")) for n in range(2))]
    table = demand(matches, [])
    assert {row.name: row.lacked for row in table} == {skill("falls"): 7, skill("lifts"): 5}
    assert table.lacks == 12
    few = demand([*matches, *(compared(vacancy(ask("records"), id="r"), applicant=applicant("y")),)], [])
    assert {row.name.rpartition("/")[2]: row.lacked for row in few} == {"falls": 7, "lifts": None, "records": None}
    assert few.lacks == 13
    alone = demand(many(vacancy(ask("lifts")), 3), [])
    assert [(row.lacked, alone.lacks) for row in alone] == [(None, None)]
    with pytest.raises(InputError):
        demand([], [], least=0)


def test_no_hidden_number_can_be_told_from_what_is_shown() -> None:
    """Brute force: every way to fill the hidden rows that agrees with the table; no hidden row has only one value."""
    chance = Random(7)
    for _ in range(200):
        counts = [chance.choice([0, 1, 2, 3, 4, 6]) for _ in range(chance.randint(1, 4))]
        rows = [Demand((f"urn:{n}",), None, 1, count, 0) for n, count in enumerate(counts)]
        table = _suppressed(rows, 3)
        assert all(row.lacked is None or row.lacked == 0 or row.lacked >= 3 for row in table)
        hidden = [row for row in table if row.lacked is None]
        if not hidden or table.lacks is None:
            continue
        left = table.lacks - sum(row.lacked or 0 for row in table)
        ways = [way for way in product(range(1, left + 1), repeat=len(hidden)) if sum(way) == left]
        assert all(len({way[place] for way in ways}) > 1 for place in range(len(hidden)))
