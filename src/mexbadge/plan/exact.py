"""The lightest set of courses, exactly, in pure Python: a search that always goes on with the least that may come.

A state is what the chosen courses give, what is asked for (by the tree, or by a chosen course), and the gates of the
tree that are still open. One step chooses a course for one atom that is asked for, or one way through a gate. Prices of
atoms, such that no course gives more than it weighs, bound from below what is still to come (linear duality), so the
first state that lacks nothing is the lightest.
"""

from collections.abc import Iterator
from functools import reduce
from heapq import heappop, heappush
from operator import or_
from random import Random
from typing import Final, TypeAlias

from mexbadge.errors import InputError
from mexbadge.plan.problem import CourseProblem, Gate, bits_of, holds

__all__ = ["STATES", "certain", "lightest", "prices"]

STATES: Final = 300_000
"""How many states are looked at before the search gives up."""
_ORDERS: Final = 60
_WAYS: Final = 20_000

_State: TypeAlias = tuple[int, int, tuple[Gate, ...], int]
"""The atoms given, the atoms asked for, the open gates, the courses chosen."""


def lightest(problem: CourseProblem, *, states: int = STATES) -> int | None:
    """Return the lightest set of courses that solves ``problem``, as bits; ``None`` where there is none.

    Raises :class:`InputError` ``plan_too_hard`` where that cannot be told within so many ``states``.
    """
    worths = prices(problem)
    ordered = _has_order(problem)
    start = _entered((0, 0, (problem.root,), 0))
    waiting: list[tuple[int, int, int, _State]] = [(_rest(start, worths), 0, 0, start)]
    best: dict[tuple[object, ...], int] = {}
    looked = pushed = 0
    while waiting:
        _, weight, _, state = heappop(waiting)
        given, asked, gates, chosen = state
        key = (given, asked, gates) if ordered else state
        if best.get(key, weight) < weight:
            continue
        if not gates and not asked & ~given and problem.solved_by(chosen):
            return chosen
        looked += 1
        if looked > states:
            raise InputError("plan_too_hard", limit=states)
        for more, after in _steps(problem, state):
            total = weight + more
            name = after[:3] if ordered else after
            if total < best.get(name, total + 1):
                best[name] = total
                pushed += 1
                heappush(waiting, (total + _rest(after, worths), total, pushed, after))
    return None


def _steps(problem: CourseProblem, state: _State) -> Iterator[tuple[int, _State]]:
    """Yield each next state with the weight that it adds."""
    given, asked, gates, chosen = state
    if gates:
        gate, *others = gates
        for way in _ways(gate, given | asked):
            atoms = reduce(or_, (1 << part for part in way if isinstance(part, int)), 0)  # one part may stand twice
            deeper = tuple(part for part in way if isinstance(part, Gate))
            yield 0, _entered((given, asked | atoms, (*deeper, *others), chosen))
        return
    missing = asked & ~given
    if not missing:
        yield from _ways_out(problem, state)
        return
    atom = min(bits_of(missing), key=lambda one: (problem.givers[one].bit_count(), one))
    for number in bits_of(problem.givers[atom] & ~chosen):
        offer = problem.offers[number]
        yield problem.weights[number], (given | offer.gives, asked | offer.needs, (), chosen | 1 << number)


def _ways_out(problem: CourseProblem, state: _State) -> Iterator[tuple[int, _State]]:
    """Where chosen courses wait for one another: some course beside them must give what one of them waits for."""
    given, asked, _, chosen = state
    waited = 0
    for number in bits_of(chosen & ~problem.closure(chosen)[1]):
        waited |= problem.offers[number].needs
    for number, offer in enumerate(problem.offers):
        if not chosen >> number & 1 and offer.gives & waited:
            yield problem.weights[number], (given | offer.gives, asked | offer.needs, (), chosen | 1 << number)


def _entered(state: _State) -> _State:
    """Go through the gates of which every part is needed, and leave out those that hold already."""
    given, asked, gates, chosen = state
    left: list[Gate] = []
    waiting = list(reversed(gates))
    while waiting:
        gate = waiting.pop()
        if holds(gate, given | asked):
            continue
        if gate.is_all:
            for part in reversed(gate.parts):
                if isinstance(part, int):
                    asked |= 1 << part
                else:
                    waiting.append(part)
        else:
            left.append(gate)
    kept = tuple(dict.fromkeys(gate for gate in left if not holds(gate, given | asked)))
    return given, asked, kept, chosen


def _ways(gate: Gate, atoms: int) -> Iterator[tuple["int | Gate", ...]]:
    """Yield every set of parts that makes a gate hold and none of which is needless; those that hold come free.

    Raises :class:`InputError` ``plan_too_hard`` where there are too many.
    """
    free = sum(amount for amount, part in zip(gate.amounts, gate.parts, strict=True) if holds(part, atoms))
    wanted = gate.minimum - free
    pairs = sorted(
        ((amount, part) for amount, part in zip(gate.amounts, gate.parts, strict=True) if not holds(part, atoms)),
        key=lambda pair: -pair[0],
    )
    after = [0] * (len(pairs) + 1)
    for place in range(len(pairs) - 1, -1, -1):
        after[place] = after[place + 1] + pairs[place][0]
    stack: list[tuple[int, int, tuple[int | Gate, ...]]] = [(0, wanted, ())]
    found = 0
    while stack:
        place, left, taken = stack.pop()
        if left <= 0:
            found += 1
            if found > _WAYS:
                raise InputError("plan_too_hard", limit=_WAYS)
            yield taken
            continue
        if after[place] < left:
            continue
        amount, part = pairs[place]
        stack.append((place + 1, left, taken))
        stack.append((place + 1, left - amount, (*taken, part)))


def _rest(state: _State, prices: list[int]) -> int:
    """Return the least that what is still missing can weigh."""
    given, asked, _, _ = state
    return sum(prices[atom] for atom in bits_of(asked & ~given))


def prices(problem: CourseProblem) -> list[int]:
    """Return whole prices of atoms, such that no course gives more than it weighs, as high as a few tries make them.

    Each try raises one price after the other as far as it goes, from nothing or from an even share of every course.
    """
    atoms = [atom for atom in range(problem.atoms) if problem.givers[atom]]
    sure = certain(problem.root)
    needed = [offer.gives & sure for offer in problem.offers]
    even = [0] * problem.atoms
    for atom in atoms:
        if sure >> atom & 1:
            even[atom] = min(
                problem.weights[number] // needed[number].bit_count() for number in bits_of(problem.givers[atom])
            )
    random = Random(0)  # noqa: S311 - the same order in every run; nothing is secret
    best, most = [0] * problem.atoms, -1
    order = sorted(atoms, key=lambda atom: (problem.givers[atom].bit_count(), atom))
    for turn in range(_ORDERS):
        tried = even[:] if turn % 2 else [0] * problem.atoms
        slack = [
            weight - sum(tried[atom] for atom in bits_of(offer.gives))
            for weight, offer in zip(problem.weights, problem.offers, strict=True)
        ]
        for atom in sorted(order, key=lambda one: not sure >> one & 1):
            more = min(slack[number] for number in bits_of(problem.givers[atom]))
            tried[atom] += more
            for number in bits_of(problem.givers[atom]):
                slack[number] -= more
        total = sum(tried[atom] for atom in bits_of(sure))
        if total > most:
            best, most = tried, total
        random.shuffle(order)
    return best


def certain(gate: Gate) -> int:
    """Return the atoms without which the tree cannot hold, as far as that is seen at once."""
    found = 0
    if gate.is_all:
        for part in gate.parts:
            found |= 1 << part if isinstance(part, int) else certain(part)
    return found


def _has_order(problem: CourseProblem) -> bool:
    """Return whether no course can ask, over others, for what it gives itself: then any set of them has an order."""
    after: dict[int, set[int]] = {
        number: {other for atom in bits_of(offer.needs) for other in bits_of(problem.givers[atom])}
        for number, offer in enumerate(problem.offers)
    }
    waiting = [number for number, before in after.items() if not before]
    left = {number: len(before) for number, before in after.items()}
    behind: dict[int, list[int]] = {}
    for number, before in after.items():
        for other in before:
            behind.setdefault(other, []).append(number)
    done = 0
    while waiting:
        done += 1
        for number in behind.get(waiting.pop(), ()):
            left[number] -= 1
            if not left[number]:
                waiting.append(number)
    return done == len(problem.offers)
