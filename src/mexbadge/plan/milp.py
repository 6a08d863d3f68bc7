"""The lightest set of courses by a 0/1 program (scipy's HiGHS), in three stages: cost, number of courses, ids.

The solver counts in floating point, so numbers stay whole and small enough to be exact in it, and what it answers is
checked as whole numbers. Needs the extra ``match``.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import optimize, sparse

from mexbadge.plan import dated
from mexbadge.plan.problem import CourseProblem, Gate, bits_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["EXACT", "earliest", "lightest"]

EXACT: Final = 2**40
"""Up to which sum of costs the program is trusted to be exact."""
_BATCH: Final = 16
_CUTS: Final = 200


@dataclass(slots=True)
class _Rows:
    """Linear constraints: lower <= sum of coefficients times variables <= upper; and the dates to be kept beside."""

    rows: list[dict[int, float]] = field(default_factory=list)
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    dates: "dated.Dates | None" = None

    def add(self, row: dict[int, float], lower: float, upper: float = float("inf")) -> None:
        self.rows.append(row)
        self.lower.append(lower)
        self.upper.append(upper)


def lightest(problem: CourseProblem, dates: "dated.Dates | None" = None) -> int | None:
    """Return the lightest set of courses that solves ``problem``, as bits; ``None`` where there is none.

    ``dates``: only sets that can be taken in time; the program learns of those that cannot, one after the other.
    Raises :class:`ArithmeticError` where the costs are too large, or the answer cannot be shown to be exact.
    """
    count = len(problem.offers)
    costs = [weight // problem.unit for weight in problem.weights]
    if sum(costs) >= EXACT:
        raise ArithmeticError
    rows, size = _constraints(problem)
    rows.dates = dates
    chosen = _solved(problem, rows, size, {number: float(cost) for number, cost in enumerate(costs) if cost})
    if chosen is None:
        return None
    rows.add({n: float(cost) for n, cost in enumerate(costs) if cost}, *_both(sum(costs[n] for n in bits_of(chosen))))
    chosen = _again(problem, rows, size, dict.fromkeys(range(count), 1.0))
    rows.add(dict.fromkeys(range(count), 1.0), *_both(chosen.bit_count()))
    by_id = sorted(range(count), key=lambda number: problem.offers[number].id)
    for first in range(0, count, _BATCH):
        some = by_id[first : first + _BATCH]
        worth = {number: -float(2 ** (_BATCH - 1 - place)) for place, number in enumerate(some)}
        chosen = _again(problem, rows, size, worth)
        for number in some:
            rows.add({number: 1.0}, *_both(chosen >> number & 1))
        if sum(chosen >> number & 1 for number in by_id[: first + _BATCH]) == chosen.bit_count():
            break
    return chosen


def _both(value: int) -> tuple[float, float]:
    return float(value), float(value)


def _again(problem: CourseProblem, rows: _Rows, size: int, objective: dict[int, float]) -> int:
    found = _solved(problem, rows, size, objective)
    if found is None:
        raise ArithmeticError
    return found


def _constraints(problem: CourseProblem) -> tuple[_Rows, int]:
    """Return the constraints and the number of variables: courses, then atoms, then gates."""
    rows, count = _Rows(), len(problem.offers)
    for atom in range(problem.atoms):
        row = {count + atom: -1.0} | dict.fromkeys(bits_of(problem.givers[atom]), 1.0)
        rows.add(row, 0)
    for number, offer in enumerate(problem.offers):
        for atom in bits_of(offer.needs):
            rows.add({count + atom: 1.0, number: -1.0}, 0)
    size = count + problem.atoms
    waiting: list[tuple[Gate, int]] = [(problem.root, size)]
    size += 1
    rows.add({size - 1: 1.0}, 1)
    while waiting:
        gate, name = waiting.pop()
        row = {name: -float(gate.minimum)}
        for amount, part in zip(gate.amounts, gate.parts, strict=True):
            if isinstance(part, int):
                place = count + part
            else:
                place, size = size, size + 1
                waiting.append((part, place))
            row[place] = row.get(place, 0.0) + float(amount)
        rows.add(row, 0)
    return rows, size


def _solved(problem: CourseProblem, rows: _Rows, size: int, objective: dict[int, float]) -> int | None:
    """Minimise, and refuse sets of courses that ask for one another in a circle until there is none."""
    for _ in range(_CUTS):
        values = _minimum(rows, size, objective)
        if values is None:
            return None
        chosen = sum(1 << number for number in range(len(problem.offers)) if values[number] > 0.5)  # noqa: PLR2004
        if problem.solved_by(chosen):
            late = 0 if rows.dates is None else dated.conflict(problem, chosen, rows.dates)
            if not late:
                return chosen
            _cut_late(problem, rows, late)
            continue
        _, taken = problem.closure(chosen)
        stuck = chosen & ~taken
        if not stuck:
            raise ArithmeticError
        _cut(problem, rows, stuck)
    raise ArithmeticError


def _cut(problem: CourseProblem, rows: _Rows, stuck: int) -> None:
    """Of courses that wait for one another, either one is not taken, or another one gives what they wait for."""
    needed = 0
    for number in bits_of(stuck):
        needed |= problem.offers[number].needs
    row = dict.fromkeys(bits_of(stuck), -1.0)
    for number, offer in enumerate(problem.offers):
        if not stuck >> number & 1 and offer.gives & needed:
            row[number] = 1.0
    rows.add(row, 1.0 - stuck.bit_count())


def _cut_late(problem: CourseProblem, rows: _Rows, late: int) -> None:
    """Of courses that do not fit in time, one is not taken, or another gives what they wait for one another to give."""
    needed = given = 0
    for number in bits_of(late):
        needed |= problem.offers[number].needs
        given |= problem.offers[number].gives
    row = dict.fromkeys(bits_of(late), -1.0)
    for number, offer in enumerate(problem.offers):
        if not late >> number & 1 and offer.gives & needed & given:
            row[number] = 1.0
    rows.add(row, 1.0 - late.bit_count())


def earliest(problem: CourseProblem, begin: int) -> int | None:
    """Return the number of the first day on which ``problem`` can be solved; ``None`` where that is never.

    By halving what lies between the first day and what some solution takes. Raises :class:`ArithmeticError`.
    """
    rows, size = _constraints(problem)
    rows.dates = dated.Dates(begin)
    fewest = dict.fromkeys(range(len(problem.offers)), 1.0)
    some = _solved(problem, rows, size, fewest)
    if some is None:
        return None
    last = dated.schedule(problem, some, rows.dates)
    low, high = begin // 2, begin // 2 if last is None else last[0] // 2
    while low < high:
        middle = (low + high) // 2
        rows, size = _constraints(problem)
        rows.dates = dated.Dates(begin, middle)
        some = _solved(problem, rows, size, fewest)
        found = None if some is None else dated.schedule(problem, some, rows.dates)
        if found is None:
            low = middle + 1
        else:
            high = min(middle, found[0] // 2)
    return low


def _minimum(rows: _Rows, size: int, objective: dict[int, float]) -> "NDArray[Any] | None":

    places = [(at, column, value) for at, row in enumerate(rows.rows) for column, value in row.items()]
    at, column, value = zip(*places, strict=True)
    indices = np.array(at, dtype=np.int32), np.array(column, dtype=np.int32)
    matrix = sparse.csr_array((value, indices), shape=(len(rows.rows), size))
    weights = np.zeros(size)
    for number, worth in objective.items():
        weights[number] = worth
    answer = optimize.milp(
        weights,
        integrality=np.ones(size, dtype=np.int8),
        bounds=optimize.Bounds(0, 1),
        constraints=optimize.LinearConstraint(matrix, np.array(rows.lower), np.array(rows.upper)),
        options={"mip_rel_gap": 0.0},
    )
    infeasible = 2
    if answer.status == infeasible:
        return None
    if answer.status != 0 or answer.x is None:
        raise ArithmeticError
    return answer.x
