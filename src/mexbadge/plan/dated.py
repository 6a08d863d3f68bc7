"""The lightest set of courses that can be taken one after the other, each in one of its sessions.

A course begins once the one before it is over, so what it asks for has ended before. Whoever begins later is never done
earlier; so of two ways to have the same, the one that weighs no more and is over no later can stand for the other.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final

from mexbadge.errors import InputError
from mexbadge.plan import exact
from mexbadge.plan.problem import CourseOffer, CourseProblem, bits_of, holds
from mexbadge.plan.timing import Timing

__all__ = ["ORDERS", "Dates", "conflict", "earliest", "lightest", "schedule"]

ORDERS: Final = 1_024
"""How many orders there may be."""


@dataclass(frozen=True, slots=True)
class Dates:
    """From which moment courses can be taken, and by which day (its number) they must be over; ``None``: whenever."""

    begin: int
    by: int | None = None

    def over(self, offer: CourseOffer, moment: int) -> int | None:
        """Return when a course is over that is begun at ``moment`` or later; ``None`` where that is too late."""
        if offer.when is None:
            return moment
        end = offer.when.after(moment)
        return None if end is None or (self.by is not None and end // 2 > self.by) else end


def lightest(problem: CourseProblem, dates: Dates, *, states: int = exact.STATES) -> int | None:
    """Return the lightest set that solves ``problem`` and can be taken in time, as bits; ``None`` where there is none.

    Raises :class:`InputError` ``plan_too_hard`` where that cannot be told within so many ``states``.
    """
    prices, soonest = exact.prices(problem), _Soonest.of(problem)
    certain = exact.certain(problem.root)

    def rest(atoms: int) -> int:
        return sum(prices[atom] for atom in bits_of(certain & ~atoms))

    waiting = [(rest(0), 0, dates.begin, 0, 0, 0)]
    done: dict[tuple[int, int], int] = {}
    looked = 0
    while waiting:
        _, weight, moment, atoms, flags, chosen = heappop(waiting)
        if done.get((atoms, flags), moment + 1) <= moment:
            continue
        done[atoms, flags] = moment
        if holds(problem.root, atoms):
            return chosen
        looked = _counted(looked, states)
        for number, offer in _next(problem, atoms, flags):
            end = dates.over(offer, moment)
            if end is not None and (dates.by is None or soonest.bound(end, atoms | offer.gives, dates) is not None):
                have, total = atoms | offer.gives, weight + problem.weights[number]
                key = (total + rest(have), total, end, have, flags | _flags(offer), chosen | 1 << number)
                heappush(waiting, key)
    return None


def earliest(problem: CourseProblem, begin: int, *, states: int = exact.STATES) -> int | None:
    """Return the number of the first day on which ``problem`` can be solved; ``None`` where that is never.

    Raises as :func:`lightest`.
    """
    dates, soonest = Dates(begin), _Soonest.of(problem)
    waiting = [(begin, begin, 0, 0)]
    done: set[tuple[int, int]] = set()
    looked = 0
    while waiting:
        _, moment, atoms, flags = heappop(waiting)
        if (atoms, flags) in done:
            continue
        done.add((atoms, flags))
        if holds(problem.root, atoms):
            return moment // 2
        looked = _counted(looked, states)
        for _, offer in _next(problem, atoms, flags):
            end = dates.over(offer, moment)
            have = atoms | offer.gives
            bound = None if end is None else soonest.bound(end, have, dates)
            if end is not None and bound is not None:
                heappush(waiting, (bound, end, have, flags | _flags(offer)))
    return None


@dataclass(frozen=True, slots=True)
class _Soonest:
    """For each atom without which the tree cannot hold: when it can be had at the earliest, from any moment on."""

    timings: tuple[tuple[int, tuple[Timing, ...]], ...]

    @classmethod
    def of(cls, problem: CourseProblem) -> "_Soonest":
        givers = {
            atom: [problem.offers[number].when or Timing() for number in bits_of(problem.givers[atom])]
            for atom in bits_of(exact.certain(problem.root))
        }
        return cls(tuple((atom, Timing.first_of(several)) for atom, several in givers.items()))

    def bound(self, moment: int, atoms: int, dates: Dates) -> int | None:
        """Return before when nothing can be complete that has come this far; ``None`` where it cannot be in time."""
        latest = moment
        for atom, timings in self.timings:
            if not atoms >> atom & 1:
                ends = [end for one in timings if (end := one.after(moment)) is not None]
                if not ends:
                    return None
                latest = max(latest, min(ends))
        return None if dates.by is not None and latest // 2 > dates.by else latest


def schedule(
    problem: CourseProblem, chosen: int, dates: Dates, *, given: int = 0
) -> tuple[int, tuple[int, ...]] | None:
    """Return when the ``chosen`` courses are over at the earliest, and in which order; ``None`` where they do not fit.

    ``given``: atoms that need not be waited for. Of several orders that are over at one time, the one whose ids come
    first. Raises :class:`InputError` ``plan_too_hard`` for too many courses.
    """
    numbers = list(bits_of(chosen))
    looked = 0
    layer: dict[int, tuple[int, tuple[str, ...], tuple[int, ...], int, int]] = {0: (dates.begin, (), (), given, 0)}
    for _ in numbers:
        after: dict[int, tuple[int, tuple[str, ...], tuple[int, ...], int, int]] = {}
        for taken, (moment, ids, order, atoms, flags) in layer.items():
            looked = _counted(looked, exact.STATES)
            for number in numbers:
                offer = problem.offers[number]
                if taken >> number & 1 or offer.needs & ~atoms or _late(offer, flags):
                    continue
                end = dates.over(offer, moment)
                if end is None:
                    continue
                have = (atoms | offer.gives, flags | _flags(offer))
                state = (end, (*ids, offer.id), (*order, number), *have)
                if taken | 1 << number not in after or state < after[taken | 1 << number]:
                    after[taken | 1 << number] = state
        layer = after
    found = layer.get(chosen)
    return None if found is None else (found[0], found[2])


def conflict(problem: CourseProblem, chosen: int, dates: Dates) -> int:
    """Return courses among the ``chosen`` that cannot all be taken in time, as few as are found so; 0 where all can.

    What such courses ask for and do not give each other is taken as given: so that they do not fit whatever comes
    beside them, unless it gives something that they now wait for one another to give.
    """
    if schedule(problem, chosen, dates) is not None:
        return 0
    left = chosen
    for number in bits_of(chosen):
        fewer = left & ~(1 << number)
        if fewer and schedule(problem, fewer, dates, given=_outside(problem, fewer)) is None:
            left = fewer
    return left


def _outside(problem: CourseProblem, chosen: int) -> int:
    """Return the atoms that none of these courses gives."""
    given = 0
    for number in bits_of(chosen):
        given |= problem.offers[number].gives
    return (1 << problem.atoms) - 1 & ~given


def _next(problem: CourseProblem, atoms: int, flags: int) -> Iterator[tuple[int, CourseOffer]]:
    """Yield the courses that can be taken now and give something new."""
    for number, offer in enumerate(problem.offers):
        if offer.gives & ~atoms and not offer.needs & ~atoms and not _late(offer, flags):
            yield number, offer


def _flags(offer: CourseOffer) -> int:
    """Return what is remembered of a course that was taken: of each order, whether it comes second, or also first.

    Two bits for each order; a course that gives of both is both at once, and waits only for those that are first alone.
    """
    alone, both = offer.then & ~offer.first, offer.then & offer.first
    return alone | both << ORDERS


def _late(offer: CourseOffer, flags: int) -> bool:
    """Return whether a course would come after one that counts only after it."""
    alone, both = offer.first & ~offer.then, offer.first & offer.then
    second, mixed = flags & (1 << ORDERS) - 1, flags >> ORDERS
    return bool(alone & (second | mixed) or both & second)


def _counted(looked: int, states: int) -> int:
    if looked >= states:
        raise InputError("plan_too_hard", limit=states)
    return looked + 1
