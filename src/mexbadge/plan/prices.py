"""Prices for what is wanted, such that no course gives more than it weighs: what is still open then bounds what is
still to be spent.

For any prices, the least that the tree can cost at them, with every course that would be worth more than its weight
taken off, is at most the weight of the best solution (Lagrangian duality). Good prices are searched in floating point;
the bound itself is computed with whole numbers, so that rounding can only make it weaker, never wrong.
"""  # noqa: D205 - one sentence

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from mexbadge.plan.problem import Gate, Problem, bits_of

__all__ = ["Prices", "least"]

_ROUNDS: Final = 160
_WORK: Final = 1_500_000
"""How many additions the search for prices may cost."""
_PATIENCE: Final = 8
_FINE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Asked:
    """One place at which an atom is asked for: by the tree (``by`` -1) or by the course ``by``."""

    atom: int
    by: int


@dataclass(frozen=True, slots=True)
class Prices:
    """Whole prices: of the tree's leaves in the order in which they stand, and of what courses ask for.

    ``worth`` is the price of an atom in all its places together; ``asking`` holds, for each course that asks for
    something at a price, pairs of an atom and that price.
    """

    problem: Problem
    leaves: tuple[int, ...]
    worth: tuple[int, ...]
    asking: tuple[tuple[int, tuple[tuple[int, int], ...]], ...]

    def bound(self, atoms: int) -> int:
        """Return a weight that no set of courses that solves the rest stays below, where ``atoms`` are given."""
        value, _ = least(self.problem.root, self.leaves, 0, atoms)
        for course, asked in self.asking:
            slack = self.problem.weights[course] + sum(price for atom, price in asked if not atoms >> atom & 1)
            slack -= self.given(course, atoms)
            if slack < 0:
                value += slack
        return max(value, 0)

    def given(self, course: int, atoms: int) -> int:
        """Return the price of what a course gives beyond ``atoms``."""
        return sum(self.worth[atom] for atom in bits_of(self.problem.offers[course].gives & ~atoms))

    def spare(self, course: int) -> int:
        """Return by how much a course weighs more than it gives, at the start."""
        asked = next((asked for number, asked in self.asking if number == course), ())
        return self.problem.weights[course] + sum(price for _, price in asked) - self.given(course, 0)


def least(node: "int | Gate", leaves: Sequence[int], at: int, atoms: int) -> tuple[int, int]:
    """Return the least price at which a node can be made to hold, rounded down, and the place after its last leaf."""
    if isinstance(node, int):
        return (0 if atoms >> node & 1 else leaves[at]), at + 1
    if node.is_all:
        total = 0
        for part in node.parts:
            value, at = least(part, leaves, at, atoms)
            total += value
        return total, at
    values: list[tuple[int, int]] = []
    for part, amount in zip(node.parts, node.amounts, strict=True):
        value, at = least(part, leaves, at, atoms)
        values.append((value, amount))
    return _filled(node.minimum, values), at


def _filled(minimum: int, values: list[tuple[int, int]]) -> int:
    """Return the least price of amounts that come to ``minimum``, where the last may be taken in part."""
    total = 0
    for value, amount in sorted(values, key=lambda pair: pair[0] / pair[1]):
        if amount >= minimum:
            return total + value * minimum // amount
        total += value
        minimum -= amount
    return total
