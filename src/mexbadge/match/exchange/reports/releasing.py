"""Which numbers of people may be shown together, so that none of a small group can be worked out of them.

People are counted in cells by several facts (occupation, region, ...), and sums over some of the facts are wanted as
well. A number is shown only if, with everything that is shown already, it tells no group apart that is smaller than
``least``: what is shown divides the cells into atoms (two cells are in the same atom where each number that is shown
counts both or neither), and whatever is worked out of shown numbers is a sum of atoms. So it is enough that no atom
has from 1 to below ``least`` people; that is threshold and complementary suppression at once, over all margins.

Somebody may know this rule as well, and reason that what is not shown must be small. So an atom of small cells alone is
not told apart either where its sum leaves them no choice: two cells below 5 that make 8 are 4 and 4.

In which order numbers are tried follows from names alone, never from the numbers: what is left out says no more than
that somewhere there a group is small. A number that is not there is 0, or not shown; which, is not said either.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

__all__ = ["Cell", "Margin", "Mask", "release"]

Cell: TypeAlias = tuple[str, ...]
"""The facts by which people are counted, one for each dimension."""
Margin: TypeAlias = tuple[str | None, ...]
"""As a cell; ``None`` stands for all of that dimension."""
Mask: TypeAlias = tuple[int, ...]
"""The dimensions that a family of numbers tells apart."""


def release(cells: Mapping[Cell, int], phases: Sequence[Sequence[Mask]], least: int) -> dict[Margin, int]:
    """Return the numbers that may be shown, of each family in turn: what comes first is shown the rather.

    What is shown in a phase depends on no later one, nor on dimensions that neither it nor an earlier one tells apart:
    so what was shown when a quarter ended stays as it was when more is known of it. A number below ``least`` is never
    shown, and a sum of 0 is not there.
    """
    counts = {cell: count for cell, count in cells.items() if count > 0}
    size = max((len(cell) for cell in counts), default=0)
    atoms: list[set[Cell]] = [set(counts)]
    place = dict.fromkeys(counts, 0)
    shown: dict[Margin, int] = {}
    if sum(counts.values()) < max(least, 1):
        return shown
    seen: set[int] = set()
    for phase in phases:
        seen |= {dimension for family in phase for dimension in family}
        for margin, inside in (pair for family in phase for pair in _margins(counts, family, size)):
            parts: dict[int, set[Cell]] = {}
            for cell in inside:
                parts.setdefault(place[cell], set()).add(cell)
            halved = {atom: part for atom, part in parts.items() if len(part) < len(atoms[atom])}
            halves = (half for atom, one in halved.items() for half in (one, atoms[atom] - one))
            if not all(_may(counts, half, sorted(seen), least) for half in halves):
                continue
            shown[margin] = sum(counts[cell] for cell in inside)
            for atom, part in halved.items():
                atoms[atom] -= part
                place.update(dict.fromkeys(part, len(atoms)))
                atoms.append(part)
    return shown


def _may(counts: Mapping[Cell, int], group: set[Cell], seen: Sequence[int], least: int) -> bool:
    """Return whether a group may be told apart: it is large enough, and leaves small cells in it a choice."""
    merged: dict[Cell, int] = {}
    for cell in group:
        name = tuple(cell[dimension] for dimension in seen)
        merged[name] = merged.get(name, 0) + counts[cell]
    total = sum(merged.values())
    chosen = total < (least - 1) * len(merged) or any(count >= least for count in merged.values())
    return total >= least and chosen


def _margins(counts: Mapping[Cell, int], family: Mask, size: int) -> Iterator[tuple[Margin, list[Cell]]]:
    """Yield the numbers of a family that are not 0, in the order of their names, each with the cells that it counts."""
    found: dict[tuple[str, ...], list[Cell]] = {}
    for cell in sorted(counts):
        found.setdefault(tuple(cell[place] for place in family), []).append(cell)
    for names in sorted(found):
        named = dict(zip(family, names, strict=True))
        yield tuple(named.get(place) for place in range(size)), found[names]
