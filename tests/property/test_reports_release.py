"""What reports show of people together is attacked: by sums and differences, by bounds, and by who knows the rule."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mexbadge.match.exchange.reports.placed import Placed, placed_rows
from mexbadge.match.exchange.reports.quarters import Quarter
from mexbadge.match.exchange.reports.releasing import Cell, Margin, Mask, release

LEAST = 5
NAMES = ("ab", "xyz", "pq")
UNIVERSE: tuple[Cell, ...] = tuple(product(*NAMES))
MASKS: tuple[Mask, ...] = tuple(mask for size in range(4) for mask in combinations(range(3), size))
TABLES = st.dictionaries(st.sampled_from(UNIVERSE), st.integers(1, 14), max_size=len(UNIVERSE))


def margins(masks: Sequence[Mask] = MASKS) -> Iterator[Margin]:
    for mask in masks:
        for cell in sorted({tuple(one[place] if place in mask else "" for place in range(3)) for one in UNIVERSE}):
            yield tuple(part or None for part in cell)


def inside(margin: Margin, cells: Sequence[Cell] = UNIVERSE) -> list[Cell]:
    return [cell for cell in cells if all(part in {None, own} for part, own in zip(margin, cell, strict=True))]


def total(margin: Margin, table: dict[Cell, int]) -> int:
    return sum(table[cell] for cell in inside(margin, list(table)))


def follows(wanted: list[int], known: list[list[int]]) -> bool:
    """Return whether a sum follows from others by adding and taking away, exactly."""
    rows: list[list[Fraction]] = []
    for vector in [*known, wanted]:
        left = [Fraction(one) for one in vector]
        for row in rows:
            lead = next(place for place, one in enumerate(row) if one)
            if left[lead]:
                share = left[lead] / row[lead]
                left = [one - share * other for one, other in zip(left, row, strict=True)]
        if vector is wanted:
            return not any(left)
        if any(left):
            rows.append(left)
    raise AssertionError


@given(TABLES)
def test_what_is_shown_is_true_and_of_no_small_group(table: dict[Cell, int]) -> None:
    for margin, number in release(table, [MASKS], LEAST).items():
        assert number == total(margin, table) >= LEAST


@settings(max_examples=60)
@given(TABLES)
def test_no_small_number_follows_from_what_is_shown_by_adding_and_taking_away(table: dict[Cell, int]) -> None:
    """The attacker knows which cells there are; what is shown, over all margins, are equations."""
    cells = sorted(table)
    known = [[int(cell in inside(margin, cells)) for cell in cells] for margin in release(table, [MASKS], LEAST)]
    for margin in margins():
        if 0 < total(margin, table) < LEAST:
            wanted = [int(cell in inside(margin, cells)) for cell in cells]
            assert not follows(wanted, known), margin


@settings(max_examples=60)
@given(TABLES)
def test_no_two_numbers_that_are_shown_leave_a_small_rest(table: dict[Cell, int]) -> None:
    """Not of single cells alone: any group that sums and differences tell apart is large, or of nobody."""
    shown = list(release(table, [MASKS], LEAST))
    sets = [frozenset(inside(margin, list(table))) for margin in shown]
    for one, other in combinations(sets, 2):
        for group in (one - other, other - one, one & other):
            count = sum(table[cell] for cell in group)
            assert count == 0 or count >= LEAST


@settings(max_examples=40, deadline=None)
@given(TABLES)
def test_what_is_not_shown_may_be_large_as_well_as_small(table: dict[Cell, int]) -> None:
    """Bounds: with nothing negative, each small number that is not shown might, for all one knows, be ``least``."""
    optimize = pytest.importorskip("scipy.optimize")
    shown = release(table, [MASKS], LEAST)
    if not shown:
        return
    known = [[int(cell in inside(margin)) for cell in UNIVERSE] for margin in shown]
    small = [margin for margin in margins([(0, 1, 2)]) if 0 < total(margin, table) < LEAST]
    for margin in small[:3]:
        aim = [-int(cell in inside(margin)) for cell in UNIVERSE]
        found = optimize.linprog(aim, A_eq=known, b_eq=list(shown.values()), bounds=(0, None))
        assert -found.fun >= LEAST - 1e-6, margin


def spread(places: int, count: int) -> Iterator[tuple[int, ...]]:
    if places == 1:
        yield (count,)
        return
    for first in range(count + 1):
        for rest in spread(places - 1, count - first):
            yield (first, *rest)


@pytest.mark.parametrize(
    ("names", "most"),
    [
        (("abc",), 24),
        (("ab", "xy"), 16),
        pytest.param(("ab", "xyz"), 11, marks=pytest.mark.slow),
        pytest.param(("ab", "xy", "pq"), 8, marks=pytest.mark.slow),
    ],
)
def test_who_knows_the_rule_and_tries_every_table_finds_no_small_number(names: tuple[str, ...], most: int) -> None:
    """Brute force: of all tables for which the same would be shown, no small number is the same in all of them."""
    cells = list(product(*names))
    masks = [mask for size in range(len(names) + 1) for mask in combinations(range(len(names)), size)]
    same: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for count in range(most + 1):
        for numbers in spread(len(cells), count):
            shown = release(dict(zip(cells, numbers, strict=True)), [masks], LEAST)
            same[tuple(sorted(shown.items(), key=str))].append(numbers)
    assert len(same) > 1
    for output, tables in same.items():
        for mask in masks:
            found: dict[Cell, set[int]] = defaultdict(set)
            for numbers in tables:
                sums: Counter[Cell] = Counter()
                for cell, number in zip(cells, numbers, strict=True):
                    sums[tuple(cell[place] for place in mask)] += number
                for name in {tuple(cell[place] for place in mask) for cell in cells}:
                    found[name].add(sums[name])
            told = {name: values for name, values in found.items() if len(values) == 1 and 0 < min(values) < LEAST}
            assert not told, (output, tables[:3], told)


@given(TABLES, st.data())
def test_what_was_shown_stays_when_more_is_known_later(table: dict[Cell, int], data: st.DataObject) -> None:
    first = [mask for mask in MASKS if 2 not in mask]
    plain: Counter[Cell] = Counter()
    for cell, count in table.items():
        plain[*cell[:2], ""] += count
    before = release(plain, [first], LEAST)
    later = release(table, [first, [(2,), (0, 2), (0, 1, 2)]], LEAST)
    assert {margin: number for margin, number in later.items() if margin[2] is None} == before
    order = data.draw(st.permutations(list(table.items())))
    assert release(dict(order), [first, [(2,), (0, 2), (0, 1, 2)]], LEAST) == later


HIRES = st.lists(
    st.builds(
        Placed,
        st.sampled_from([None, "33102", "33101", "44101"]),
        st.sampled_from([None, "CA-ON", "CA-QC"]),
        st.sampled_from([None, "unemployed", "student"]),
        st.sampled_from([None, "yes", "no"]),
    ),
    max_size=60,
)


@given(HIRES, HIRES, HIRES)
def test_a_quarters_rows_are_its_own_and_no_sum_runs_over_several(
    one: list[Placed], two: list[Placed], three: list[Placed]
) -> None:
    """So reports on different days, laid beside each other, tell no more than each quarter by itself."""
    quarters = {Quarter(2026, number): hires for number, hires in enumerate((one, two, three), 1)}
    whole = list(placed_rows(quarters, LEAST))
    parts = [row for quarter, hires in quarters.items() for row in placed_rows({quarter: hires}, LEAST)]
    assert whole == parts
    for row in whole:
        numbers = [number for number in row[6:] if isinstance(number, int)]
        assert min(numbers) >= LEAST


@given(HIRES)
def test_the_kept_on_and_the_others_are_shown_only_where_neither_tells_of_few(hires: list[Placed]) -> None:
    for row in placed_rows({Quarter(2026, 1): hires}, LEAST):
        count, stayed, left = row[6:9]
        assert isinstance(count, int)
        for number in (stayed, left):
            assert number is None or (isinstance(number, int) and count - number not in range(1, LEAST))
