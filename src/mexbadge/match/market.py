"""Who gets which place, where somebody wants that to be settled at once. By default nobody does: lists are for people.

Everybody may stay unmatched; a pair that is not in the list of pairs is never made.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import Final, NamedTuple

from mexbadge.errors import InputError
from mexbadge.match import libraries

__all__ = ["Pairing", "blocking_pairs", "max_weight", "stable"]

_SMALL: Final = 4_000
"""Up to how many pairs the assignment is made in Python even where scipy is there."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """An applicant and a vacancy that may come together, and how much that is worth (a whole number above 0)."""

    applicant: str
    vacancy: str
    weight: int


def max_weight(pairs: Iterable[Pairing], seats: Mapping[str, int]) -> tuple[Pairing, ...]:
    """Return the pairs of the greatest total weight, each applicant in one and no vacancy over its seats.

    ``seats``: how many places each vacancy has. Raises :class:`InputError` ``match_market`` for a vacancy without an
    entry. Equal input gives equal output; of several best sets one is chosen.
    """
    usable = _usable(pairs, seats)
    if len(usable) > _SMALL:
        try:
            return _by_scipy(usable, seats)
        except ImportError:
            pass
    return _by_paths(usable, seats)


def _usable(pairs: Iterable[Pairing], seats: Mapping[str, int]) -> list[Pairing]:
    best: dict[tuple[str, str], Pairing] = {}
    for pair in pairs:
        if pair.vacancy not in seats:
            raise InputError("match_market", name=pair.vacancy)
        key = (pair.applicant, pair.vacancy)
        if pair.weight > 0 and seats[pair.vacancy] > 0 and (key not in best or best[key].weight < pair.weight):
            best[key] = pair
    return [best[key] for key in sorted(best)]


def _by_paths(pairs: Sequence[Pairing], seats: Mapping[str, int]) -> tuple[Pairing, ...]:
    """Add the best augmenting path as long as one adds weight (successive shortest paths with potentials)."""
    people = {name: at for at, name in enumerate(sorted({pair.applicant for pair in pairs}))}
    jobs = {name: at for at, name in enumerate(sorted({pair.vacancy for pair in pairs}))}
    edges: list[dict[int, int]] = [{} for _ in people]
    for pair in pairs:
        edges[people[pair.applicant]][jobs[pair.vacancy]] = pair.weight
    room = [seats[name] for name in jobs]
    held: list[set[int]] = [set() for _ in jobs]
    place: list[int | None] = [None] * len(edges)
    for person in range(len(edges)):
        _placed(person, edges, _Seating(place, held, room))
    known = {(pair.applicant, pair.vacancy): pair for pair in pairs}
    names, titles = list(people), list(jobs)
    return tuple(known[names[person], titles[job]] for person, job in enumerate(place) if job is not None)


class _Seating(NamedTuple):
    """Where each person is, who holds each place, and how many each place has room for."""

    place: list[int | None]
    held: list[set[int]]
    room: list[int]


def _placed(start: int, edges: Sequence[Mapping[int, int]], state: _Seating) -> None:
    """Let one more person in, in the way that adds most: into a free seat, or in somebody's place who moves or leaves.

    The matching before was the best for those who were in it; after the best such path it is the best for one more.
    """
    end, before = _best_path(start, edges, state)
    if end is None:
        return
    place, held, _ = state
    person, job, leaving = end
    if leaving >= 0:
        held[job].discard(leaving)
        place[leaving] = None
    while True:
        old = place[person]
        if old is not None:
            held[old].discard(person)
        place[person] = job
        held[job].add(person)
        if person == start:
            return
        person, job = before[person]


def _best_path(
    start: int, edges: Sequence[Mapping[int, int]], state: _Seating
) -> tuple[tuple[int, int, int] | None, dict[int, tuple[int, int]]]:
    """Return where the best path ends (who moves where, and who leaves for it), and by whom each one is moved.

    There is no path in a circle that gains anything, since the matching was the best one: so the search ends.
    """
    place, held, room = state
    gain: dict[int, int] = {start: 0}
    before: dict[int, tuple[int, int]] = {}
    waiting = [(0, start)]
    best, end = 0, None
    while waiting:
        _, person = heappop(waiting)
        for job, weight in edges[person].items():
            if place[person] == job:
                continue
            reached = gain[person] + weight
            if len(held[job]) < room[job] and reached > best:
                best, end = reached, (person, job, -1)
            for other in held[job]:
                after = reached - edges[other][job]
                if after > best:
                    best, end = after, (person, job, other)
                if other != start and (other not in gain or after > gain[other]):
                    gain[other] = after
                    before[other] = (person, job)
                    heappush(waiting, (-after, other))
    return end, before


def _by_scipy(pairs: Sequence[Pairing], seats: Mapping[str, int]) -> tuple[Pairing, ...]:
    """Solve the assignment with one column for each seat and a private one for each applicant to stay unmatched in."""
    np = libraries.np
    people = sorted({pair.applicant for pair in pairs})
    wanted: dict[str, int] = {}
    for pair in pairs:
        wanted[pair.vacancy] = wanted.get(pair.vacancy, 0) + 1
    columns: list[str] = []
    first: dict[str, int] = {}
    for name in sorted(wanted):
        first[name] = len(columns)
        columns += [name] * min(seats[name], wanted[name])
    number = {name: at for at, name in enumerate(people)}
    most = max(pair.weight for pair in pairs) + 1
    rows, cols, costs = [], [], []
    for pair in pairs:
        for seat in range(min(seats[pair.vacancy], wanted[pair.vacancy])):
            rows.append(number[pair.applicant])
            cols.append(first[pair.vacancy] + seat)
            costs.append(most - pair.weight)
    rows += list(range(len(people)))
    cols += [len(columns) + at for at in range(len(people))]
    costs += [most] * len(people)
    shape = (len(people), len(columns) + len(people))
    places = np.array(rows, dtype=np.int32), np.array(cols, dtype=np.int32)
    matrix = libraries.csr_array((np.array(costs, dtype=np.float64), places), shape=shape)
    chosen_rows, chosen = libraries.min_weight_full_bipartite_matching(matrix)
    known = {(pair.applicant, pair.vacancy): pair for pair in pairs}
    made = [
        known[people[row], columns[column]]
        for row, column in zip(chosen_rows.tolist(), chosen.tolist(), strict=True)
        if column < len(columns)
    ]
    return tuple(sorted(made, key=lambda pair: pair.applicant))


def stable(
    wishes: Mapping[str, Sequence[str]], choices: Mapping[str, Sequence[str]], seats: Mapping[str, int]
) -> dict[str, str]:
    """Return a stable matching with seats, the best one for the applicants (Gale and Shapley, 1962).

    ``wishes``: for each applicant the vacancies that would do, the dearest first; ``choices``: for each vacancy the
    applicants that would do, the best first. Who is not on the other's list is never matched with it. Raises
    :class:`InputError` ``match_market`` for a vacancy without an entry in ``seats``.
    """
    for vacancy in choices:
        if vacancy not in seats:
            raise InputError("match_market", name=vacancy)
    places = {job: {who: at for at, who in reversed(list(enumerate(list_)))} for job, list_ in choices.items()}
    waiting = sorted(wishes, reverse=True)
    asked = dict.fromkeys(wishes, 0)
    held: dict[str, list[tuple[int, str]]] = {job: [] for job in choices}
    while waiting:
        who = waiting.pop()
        while asked[who] < len(wishes[who]):
            job = wishes[who][asked[who]]
            asked[who] += 1
            rank = places.get(job, {}).get(who)
            if rank is None or seats[job] <= 0:
                continue
            heappush(held[job], (-rank, who))
            if len(held[job]) > seats[job]:
                _, loser = heappop(held[job])
                if loser == who:
                    continue
                waiting.append(loser)
            break
    return {who: job for job in sorted(held) for _, who in sorted(held[job], key=lambda one: one[1])}


def blocking_pairs(
    made: Mapping[str, str],
    wishes: Mapping[str, Sequence[str]],
    choices: Mapping[str, Sequence[str]],
    seats: Mapping[str, int],
) -> list[tuple[str, str]]:
    """Return the pairs that would both rather have each other: a stable matching has none."""
    found: list[tuple[str, str]] = []
    for who, wanted in wishes.items():
        better = wanted[: wanted.index(made[who])] if who in made else wanted
        for job in better:
            list_ = list(choices.get(job, ()))
            if who not in list_ or seats.get(job, 0) <= 0:
                continue
            inside = [other for other, place in made.items() if place == job]
            if len(inside) < seats[job] or any(list_.index(who) < list_.index(other) for other in inside):
                found.append((who, job))
    return found
