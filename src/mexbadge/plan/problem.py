"""A planning problem as plain numbers: atoms, courses with what each gives and asks for, and one tree of thresholds.

An atom is one thing that is wanted, by the need or by a course, and is not owned; sets of atoms, and sets of courses,
are the bits of an integer. A set of courses solves the problem if its courses can be taken in some order, each after
all that it asks for is given, and the tree then holds. The weights are such that no two sets of courses weigh the same:
the lightest solution is the one of least cost (or days), then of fewest courses, then of the least ids.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import gcd
from typing import Final, TypeAlias

from mexbadge.plan.timing import Timing

__all__ = ["CourseOffer", "CourseProblem", "Gate", "Node", "bits_of", "gate", "reachable", "reduced"]

Node: TypeAlias = "int | bool | Gate"
"""An atom's number, or a truth, or a gate."""
_PAIRWISE: Final = 4_000
"""Up to how many courses each is compared with each."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Holds if the amounts of those of its parts that hold come to ``minimum``; ``minimum`` is at least 1."""

    minimum: int
    amounts: tuple[int, ...]
    parts: "tuple[int | Gate, ...]"

    @property
    def is_all(self) -> bool:
        """Return whether every part is needed."""
        return sum(self.amounts) - min(self.amounts) < self.minimum


@dataclass(frozen=True, slots=True)
class CourseOffer:
    """A course as numbers: the atoms that it gives and asks for, what it costs, and its id for ties.

    ``when`` it can be taken (``None``: dates do not matter); ``first`` and ``then``: in which of the given orders it
    comes first, and in which second, as bits.
    """

    id: str
    gives: int
    needs: int
    cost: int
    when: Timing | None = None
    first: int = 0
    then: int = 0

    def stands_for(self, other: "CourseOffer") -> bool:
        """Return whether it can take the other's place in every plan: gives as much, asks no more, is over in time."""
        if (
            other.gives & ~self.gives
            or self.needs & ~other.needs
            or (self.first, self.then) != (other.first, other.then)
        ):
            return False
        return self.when is None or other.when is None or self.when.no_later(other.when)


@dataclass(frozen=True, slots=True)
class CourseProblem:
    """Offers, in rising weight, and the tree that must hold; every atom of the tree can be reached.

    ``unit`` is the weight of one unit of cost, ``spread`` the most that the rest of the order weighs.
    """

    root: Gate
    atoms: int
    offers: tuple[CourseOffer, ...]
    weights: tuple[int, ...]
    givers: tuple[int, ...]
    unit: int
    spread: int

    def closure(self, chosen: int) -> tuple[int, int]:
        """Return the atoms that the ``chosen`` courses give in some order, and those of them that can be taken."""
        return _closure(self.offers, chosen)

    def solved_by(self, chosen: int) -> bool:
        """Return whether every one of the ``chosen`` courses can be taken, and the tree then holds."""
        atoms, taken = self.closure(chosen)
        return taken == chosen and holds(self.root, atoms)

    def weight(self, chosen: int) -> int:
        """Return the weight of a set of courses."""
        return sum(self.weights[number] for number in bits_of(chosen))


def bits_of(mask: int) -> Iterator[int]:
    """Yield the numbers in a set, in rising order."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def holds(node: "int | Gate", atoms: int) -> bool:
    """Return whether a node holds where ``atoms`` are given."""
    if isinstance(node, int):
        return bool(atoms >> node & 1)
    total = sum(amount for amount, part in zip(node.amounts, node.parts, strict=True) if holds(part, atoms))
    return total >= node.minimum


def gate(minimum: int, parts: Iterable[tuple[Node, int]]) -> Node:
    """Return a gate with all that is already decided left out, as a truth or an atom where it comes down to that."""
    left: list[tuple[int | Gate, int]] = []
    for part, amount in parts:
        if part is True:
            minimum -= amount
        elif part is not False and amount > 0:
            left.append((part, amount))
    if minimum <= 0:
        return True
    total = sum(amount for _, amount in left)
    if total < minimum:
        return False
    if len(left) == 1:
        return left[0][0]
    if total - min(amount for _, amount in left) < minimum:
        return _all(part for part, _ in left)
    left = [(part, min(amount, minimum)) for part, amount in left]
    shared = gcd(*(amount for _, amount in left))
    return Gate(-(-minimum // shared), tuple(amount // shared for _, amount in left), tuple(part for part, _ in left))


def reachable(offers: Sequence[CourseOffer]) -> int:
    """Return every atom that can be had by taking all courses that can be taken."""
    return _closure(offers, (1 << len(offers)) - 1)[0]


def reduced(root: Gate, offers: Iterable[CourseOffer]) -> CourseProblem:
    """Return the problem with only the courses that a best solution may hold, and with the atoms numbered anew.

    All atoms of ``root`` must be reachable with ``offers``. What is left out: courses that cannot be taken, that give
    nothing that matters, and those for which another one gives as much, asks for no more and comes before in the order.
    """
    given = tuple(offers)
    _, taken = _closure(given, (1 << len(given)) - 1)
    able = [given[number] for number in bits_of(taken)]
    matters = _mattering(root, able)
    useful = [replace(offer, gives=offer.gives & matters) for offer in able if offer.gives & matters]
    kept = _undominated(sorted(useful, key=lambda offer: (offer.cost, offer.id)))
    renumbered = {atom: number for number, atom in enumerate(bits_of(_mattering(root, kept)))}
    moved = [replace(one, gives=_moved(one.gives, renumbered), needs=_moved(one.needs, renumbered)) for one in kept]
    return _weighed(_renumber(root, renumbered), len(renumbered), [one for one in moved if one.gives])


def _all(parts: Iterable["int | Gate"]) -> "int | Gate":
    """Return the gate of all ``parts``, each once, those of gates of the same kind among them."""
    flat: dict[int | Gate, None] = {}
    for part in parts:
        if isinstance(part, Gate) and part.is_all:
            flat.update(dict.fromkeys(part.parts))
        else:
            flat[part] = None
    return next(iter(flat)) if len(flat) == 1 else Gate(len(flat), (1,) * len(flat), tuple(flat))


def _closure(offers: Sequence[CourseOffer], chosen: int) -> tuple[int, int]:
    atoms, taken = 0, 0
    waiting: dict[int, list[int]] = {}
    ready = list(bits_of(chosen))
    while ready:
        number = ready.pop()
        missing = offers[number].needs & ~atoms
        if missing:
            waiting.setdefault(missing & -missing, []).append(number)
            continue
        taken |= 1 << number
        new = offers[number].gives & ~atoms
        atoms |= new
        for atom in bits_of(new):
            ready.extend(waiting.pop(1 << atom, ()))
    return atoms, taken


def _atoms(node: "int | Gate") -> int:
    if isinstance(node, int):
        return 1 << node
    found = 0
    for part in node.parts:
        found |= _atoms(part)
    return found


def _mattering(root: Gate, offers: Sequence[CourseOffer]) -> int:
    """Return the atoms of the tree, and those that a course that gives one that matters asks for."""
    givers: dict[int, list[int]] = {}
    for number, offer in enumerate(offers):
        for atom in bits_of(offer.gives):
            givers.setdefault(atom, []).append(number)
    matters, waiting, seen = 0, _atoms(root), set[int]()
    while waiting:
        matters |= waiting
        asked = 0
        for atom in bits_of(waiting):
            for number in givers.get(atom, ()):
                if number not in seen:
                    seen.add(number)
                    asked |= offers[number].needs
        waiting = asked & ~matters
    return matters


def _undominated(offers: list[CourseOffer]) -> list[CourseOffer]:
    """Leave out each course for which one before it gives as much and asks for no more.

    Such a course stands in no best solution: the other could take its place, and no later, or is there already.
    """
    first: dict[tuple[object, ...], CourseOffer] = {}
    for offer in offers:
        first.setdefault((offer.gives, offer.needs, offer.when, offer.first, offer.then), offer)
    if len(first) > _PAIRWISE:
        return list(first.values())
    kept: list[CourseOffer] = []
    for offer in first.values():
        if not any(one.stands_for(offer) for one in kept):
            kept.append(offer)
    return kept


def _moved(mask: int, renumbered: Mapping[int, int]) -> int:
    moved = 0
    for atom in bits_of(mask):
        if atom in renumbered:
            moved |= 1 << renumbered[atom]
    return moved


def _renumber(root: Gate, renumbered: Mapping[int, int]) -> Gate:
    parts = tuple(renumbered[part] if isinstance(part, int) else _renumber(part, renumbered) for part in root.parts)
    return replace(root, parts=parts)


def _weighed(root: Gate, atoms: int, offers: list[CourseOffer]) -> CourseProblem:
    count = len(offers)
    ranks = {offer.id: rank for rank, offer in enumerate(sorted(offers, key=lambda offer: offer.id))}
    shared = gcd(*(offer.cost for offer in offers)) or 1
    weights = [
        ((offer.cost // shared * (count + 1) + 1) << count) - (1 << (count - 1 - ranks[offer.id])) for offer in offers
    ]
    order = sorted(range(count), key=weights.__getitem__)
    givers = [0] * atoms
    for place, number in enumerate(order):
        for atom in bits_of(offers[number].gives):
            givers[atom] |= 1 << place
    return CourseProblem(
        root=root,
        atoms=atoms,
        offers=tuple(offers[number] for number in order),
        weights=tuple(weights[number] for number in order),
        givers=tuple(givers),
        unit=(count + 1) << count,
        spread=count << count,
    )
