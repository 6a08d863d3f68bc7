"""Where one badge may fill one place only: an exact assignment, never a greedy one.

Leaves that must all be filled, and gates of which so many leaves must be, are one flow problem, solved by augmenting
paths (each step can only grow the flow, so a badge that was placed wrongly is moved, not lost). Gates over more than
leaves, and credits, are tried way by way. Beyond a stated amount of work the answer is that it is not known.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final, TypeAlias

from mexbadge.pathways.candidates import BEGINNING, Candidate
from mexbadge.pathways.model import (
    After,
    AllOf,
    AnyOf,
    Credits,
    Earn,
    KOf,
    Requirement,
    SkillShown,
    Sub,
    leaves_of,
    parts_of,
)
from mexbadge.pathways.timing import Clock

__all__ = ["LEAVES", "WAYS", "Assignment", "TooHard", "assign", "fill_most"]

LEAVES: Final = 1_000
"""Beyond how many leaves an assignment is not looked for."""
WAYS: Final = 20_000
"""Beyond how many ways through the gates it is given up."""

_Leaf: TypeAlias = Earn | SkillShown
_Task: TypeAlias = tuple[Requirement, datetime, Decimal | None]
"""What is to be met, by badges since when, and (for a leaf) with how many credits at least."""
Assignment = dict[int, tuple[_Leaf, Candidate]]
"""Which candidate fills which leaf, by the identity of the leaf."""


class TooHard(Exception):  # noqa: N818 - an answer, not an error
    """The assignment would take more work than is allowed."""


@dataclass(slots=True)
class _Slot:
    """One leaf in the flow: which candidates it may take, by unit, and the gate that it belongs to."""

    leaf: _Leaf
    options: dict[str, Candidate]
    gate: int | None = None
    unit: str | None = None


@dataclass(slots=True)
class _Flow:
    """Leaves with their badges, and gates with the leaves that are used for them."""

    slots: list[_Slot] = field(default_factory=list)
    owner: dict[str, int] = field(default_factory=dict)
    gates: list[list[int]] = field(default_factory=list)

    def copy(self) -> "_Flow":
        slots = [_Slot(one.leaf, one.options, one.gate, one.unit) for one in self.slots]
        return _Flow(slots, dict(self.owner), [list(gate) for gate in self.gates])

    def need(self, slot: _Slot) -> bool:
        """Add a leaf that must be filled; return whether it could be."""
        self.slots.append(slot)
        return self._place(len(self.slots) - 1, set(), set())

    def need_some(self, slots: list[_Slot], count: int) -> bool:
        """Add a gate of which ``count`` leaves must be filled; return whether they could be."""
        gate = len(self.gates)
        self.gates.append([])
        for slot in slots:
            slot.gate = gate
            self.gates[gate].append(len(self.slots))
            self.slots.append(slot)
        return all(self._use(gate, set(), set()) for _ in range(count))

    def _place(self, number: int, units: set[str], gates: set[int]) -> bool:
        """Give a leaf a badge, moving others where that makes room."""
        slot = self.slots[number]
        for unit in slot.options:
            if unit not in self.owner and unit not in units:
                self._give(number, unit)
                return True
        for unit in slot.options:
            if unit in units:
                continue
            units.add(unit)
            other = self.owner[unit]
            if self._make_room(other, units, gates):
                self._give(number, unit)
                return True
        return False

    def _make_room(self, number: int, units: set[str], gates: set[int]) -> bool:
        """Let a leaf give its badge up: for another badge, or because another leaf of its gate does as well."""
        if self._place(number, units, gates):
            return True
        gate = self.slots[number].gate
        if gate is not None and self._use(gate, units, gates):
            self.slots[number].unit = None
            return True
        return False

    def _use(self, gate: int, units: set[str], gates: set[int]) -> bool:
        """Fill one more leaf of a gate."""
        if gate in gates:
            return False
        gates.add(gate)
        return any(self.slots[number].unit is None and self._place(number, units, gates) for number in self.gates[gate])

    def _give(self, number: int, unit: str) -> None:
        slot = self.slots[number]
        if slot.unit is not None and self.owner.get(slot.unit) == number:
            del self.owner[slot.unit]
        slot.unit = unit
        self.owner[unit] = number

    def assignment(self) -> Assignment:
        return {id(s.leaf): (s.leaf, s.options[s.unit]) for s in self.slots if s.unit is not None}


def assign(root: Requirement, clock: Clock) -> Assignment | None:
    """Return badges for leaves such that ``root`` is met and no badge fills two places; ``None`` where there is none.

    Raises :class:`TooHard` beyond :data:`LEAVES` leaves or :data:`WAYS` ways.
    """
    if clock.met(root) is None:
        return None
    if len(leaves_of(root)) > LEAVES:
        raise TooHard
    ways = 0
    waiting: list[tuple[list[_Task], _Flow]] = [([(root, BEGINNING, None)], _Flow())]
    while waiting:
        tasks, flow = waiting.pop()
        choices = _forward(tasks, flow, clock)
        if choices is None:
            continue
        if not choices:
            return flow.assignment()
        (node, since, _), *rest = choices
        options = list(_ways(node, since, clock))
        ways += len(options)
        if ways > WAYS:
            raise TooHard
        waiting.extend(([*rest, *more], flow.copy()) for more in reversed(options))
    return None


def fill_most(root: Requirement, clock: Clock) -> Assignment:
    """Return an assignment that fills as many leaves as can be filled, whatever the tree asks for."""
    leaves = leaves_of(root)[:LEAVES]
    flow = _Flow()
    for leaf in leaves:
        flow.need(_slot(leaf, clock, BEGINNING, None))
    return flow.assignment()


def _forward(tasks: list[_Task], flow: _Flow, clock: Clock) -> list[_Task] | None:
    """Do all tasks that leave no choice and return those that do, or ``None`` where one cannot be met."""
    choices: list[_Task] = []
    while tasks:
        node, since, credits_ = task = tasks.pop()
        if isinstance(node, Earn | SkillShown):
            if not flow.need(_slot(node, clock, since, credits_)):
                return None
        elif isinstance(node, AnyOf | KOf) and _plain(node):
            slots = [_slot(part, clock, since, None) for part in leaves_of(node)]
            if not flow.need_some(slots, 1 if isinstance(node, AnyOf) else node.k):
                return None
        elif isinstance(node, AnyOf | KOf | Credits):
            choices.append(task)
        else:
            more = _all(node, since, clock)
            if more is None:
                return None
            tasks += more
    return choices


def _plain(node: AnyOf | KOf) -> bool:
    return all(isinstance(part, Earn | SkillShown) for part in node.of)


def _all(node: AllOf | After | Sub, since: datetime, clock: Clock) -> list[_Task] | None:
    """Return what must all be met for a requirement; ``None`` where its first part is never met."""
    if isinstance(node, AllOf):
        return [(part, since, None) for part in reversed(node.of)]
    if isinstance(node, Sub):
        return [(node.pathway.root, since, None)]
    first = clock.met(node.first, since)
    return None if first is None else [(node.then, max(first, since), None), (node.first, since, None)]


def _slot(leaf: _Leaf, clock: Clock, since: datetime, least: Decimal | None) -> _Slot:
    options: dict[str, Candidate] = {}
    for one in clock.table.of(leaf):
        enough = least is None or (one.credits is not None and one.credits >= least)
        if one.issued >= since and enough and clock.lens(one):
            options.setdefault(one.unit, one)
    return _Slot(leaf, options)


def _ways(node: Requirement, since: datetime, clock: Clock) -> Iterator[list[_Task]]:
    """Yield every choice of parts that meets a gate and none of which is needless."""
    if isinstance(node, Credits):
        parts = [options for part in node.of if (options := _priced(node, part, since, clock))]
        yield from _priced_ways(parts, node.minimum)
        return
    count = node.k if isinstance(node, KOf) else 1
    able: list[list[tuple[Decimal, _Task]]] = [
        [(Decimal(1), (part, since, None))] for part in parts_of(node) if clock.met(part, since) is not None
    ]
    yield from _priced_ways(able, Decimal(count))


def _priced(node: Credits, part: Requirement, since: datetime, clock: Clock) -> list[tuple[Decimal, _Task]]:
    """Return what a part may be worth, the most first, each with what must then be met."""
    given = dict(node.worth).get(part.id)
    if given is not None:
        return [(given, (part, since, None))] if clock.met(part, since) is not None else []
    if not isinstance(part, Earn | SkillShown):
        return []
    values = {
        one.credits
        for one in clock.table.of(part)
        if one.credits is not None and one.credits > 0 and one.issued >= since and clock.lens(one)
    }
    return [(value, (part, since, value)) for value in sorted(values, reverse=True)]


def _priced_ways(parts: list[list[tuple[Decimal, _Task]]], minimum: Decimal) -> Iterator[list[_Task]]:
    after = [Decimal(0)] * (len(parts) + 1)
    for place in range(len(parts) - 1, -1, -1):
        after[place] = after[place + 1] + parts[place][0][0]
    stack: list[tuple[int, Decimal, list[_Task]]] = [(0, minimum, [])]
    found = 0
    while stack:
        place, left, taken = stack.pop()
        if left <= 0:
            found += 1
            if found > WAYS:
                raise TooHard
            yield taken
        elif after[place] >= left:
            stack.append((place + 1, left, taken))
            stack.extend((place + 1, left - value, [*taken, task]) for value, task in reversed(parts[place]))
