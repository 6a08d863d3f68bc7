"""Scores as products of sparse matrices, block by block: the numbers are those of :mod:`mexbadge.match.scale`.

What an applicant earns for a thing that is asked is the greater of two parts: what the skill itself earns, which few
hold, and what related skills earn, which many hold and which everything asked for in one group has in common. So
there is one row for each such group (and level), one with the difference for each thing asked, and a vacancy is a sum
of rows. Where the skill itself is counted among its relatives that changes nothing: it earns at least as much as such.
"""

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from scipy import sparse

from mexbadge.match.scale import Ask, Job, Shown, Skills, Table, near, reaches_on, worth_of
from mexbadge.match.scoring import FULL
from mexbadge.skills import Level

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best_by_blocks"]

_BLOCK: Final = 100
_SAMPLE: Final = 4_096
_SMALL: Final = 2**31

_Row: TypeAlias = Sequence[tuple[int, int, bool]]
"""What one vacancy asks for: the column, its worth, whether it must be met."""
_Best: TypeAlias = list[tuple[int, int, int]]
"""Score, musts met and number of an applicant, the best first."""


def best_by_blocks(
    applicants: Mapping[str, Skills], names: Sequence[str], table: Table, job: Job, executor: Executor | None
) -> Iterator[_Best]:
    """Yield the best applicants for each vacancy in turn, by their place in ``names``."""
    earned = _Earned.of(_Holders.of(applicants, names), list(table.asks), job)
    blocks = [table.rows[at : at + _BLOCK] for at in range(0, len(table.rows), _BLOCK)]
    made = (
        (_best_of(rows, earned, job.top) for rows in blocks)
        if executor is None
        else executor.map(_best_of, blocks, [earned] * len(blocks), [job.top] * len(blocks))
    )
    for found in made:
        yield from found


@dataclass(slots=True)
class _Holders:
    """Who has shown each skill, and how: every distinct way (level, confidence) has a number."""

    count: int
    ways: list[Shown] = field(default_factory=list)
    who: "dict[str, NDArray[Any]]" = field(default_factory=dict)
    way: "dict[str, NDArray[Any]]" = field(default_factory=dict)
    known: "dict[tuple[int, Level | None], NDArray[Any]]" = field(default_factory=dict)

    @classmethod
    def of(cls, applicants: Mapping[str, Skills], names: Sequence[str]) -> "_Holders":
        numbers: dict[Shown, int] = {}
        who: dict[str, list[int]] = {}
        way: dict[str, list[int]] = {}
        for place, name in enumerate(names):
            for skill, shown in applicants[name].items():
                number = numbers.setdefault(shown, len(numbers))
                if skill in who:
                    who[skill].append(place)
                    way[skill].append(number)
                else:
                    who[skill], way[skill] = [place], [number]
        made = cls(len(names), list(numbers))
        made.who = {skill: np.array(places, dtype=np.int32) for skill, places in who.items()}
        made.way = {skill: np.array(found, dtype=np.int32) for skill, found in way.items()}
        return made

    def worth(self, skill: str, base: int, asked: Level | None, job: Job) -> "NDArray[Any]":
        """Return what each holder of a skill earns with it, of at most ``base``; each way is computed once."""
        ways = self.way[skill]
        known = self.known.get((base, asked))
        if known is None:
            known = self.known[base, asked] = np.full(len(self.ways), -1, dtype=np.int64)
        earned: NDArray[Any] = known[ways]
        if earned.min() < 0:
            for number in np.unique(ways[earned < 0]):
                known[number] = worth_of(self.ways[number], base, asked, job)
            earned = known[ways]
        return earned

    def reaching(self, skill: str, asked: Level | None) -> "NDArray[Any]":
        """Return the holders of a skill who are known to reach a level."""
        if asked is None:
            return self.who[skill]
        used, places = np.unique(self.way[skill], return_inverse=True)
        reached = np.array([reaches_on(self.ways[number], asked) for number in used], dtype=np.bool_)
        found: NDArray[Any] = self.who[skill][reached[places]]
        return found


@dataclass(slots=True)
class _Rows:
    """The rows of a sparse matrix, as they are made."""

    who: "list[NDArray[Any]]" = field(default_factory=list)
    values: "list[NDArray[Any]]" = field(default_factory=list)

    def add(self, who: "NDArray[Any]", values: "NDArray[Any]") -> int:
        """Add a row and return its number."""
        self.who.append(who.astype(np.int32))
        self.values.append(values.astype(np.int32))  # a credit is at most a million
        return len(self.who) - 1

    def matrix(self, width: int) -> Any:  # noqa: ANN401 - a sparse matrix
        """Return the matrix; what it was made of is let go, for it is large."""
        ends = np.cumsum([0, *(len(row) for row in self.who)])
        shape = (len(self.who), width)
        columns = np.concatenate([np.zeros(0, dtype=np.int32), *self.who])
        self.who.clear()
        values = np.concatenate([np.zeros(0, dtype=np.int64), *self.values], dtype=np.int64)
        self.values.clear()
        small = ends.astype(np.int32) if ends[-1] < _SMALL else ends
        return sparse.csr_array((values, columns, small), shape=shape)


@dataclass(frozen=True, slots=True)
class _Earned:
    """What every applicant earns, as rows; the rows of which each thing asked is the sum; and who meets it."""

    matrix: Any
    parts: tuple[tuple[int, ...], ...]
    met: "tuple[NDArray[Any], ...]"

    @classmethod
    def of(cls, holders: _Holders, asks: Sequence[Ask], job: Job) -> "_Earned":
        pairs = [near(ask, job) for ask in asks]
        groups: dict[tuple[tuple[tuple[str, int], ...], Level | None], list[int]] = {}
        for number, ask in enumerate(asks):
            groups.setdefault((_relatives(ask, pairs[number], holders, job), ask[1]), []).append(number)
        rows, parts = _Rows(), [()] * len(asks)
        met = [np.zeros(0, dtype=np.int32)] * len(asks)
        beside, own = np.zeros(holders.count, dtype=np.int64), np.zeros(holders.count, dtype=np.int64)
        for (relatives, asked), members in groups.items():
            near_by = _raise(beside, relatives, asked, (holders, job))
            shared = (rows.add(near_by, beside[near_by]),) if len(near_by) else ()
            for number in members:
                mine = [pair for pair in pairs[number] if pair[1] == FULL and pair[0] in holders.who]
                who = _raise(own, mine, asked, (holders, job))
                more = own[who] - beside[who]
                better = more > 0
                parts[number] = (*shared, rows.add(who[better], more[better])) if better.any() else shared
                own[who] = 0
                reached = [holders.reaching(skill, asked) for skill, _ in mine]
                met[number] = reached[0] if len(reached) == 1 else _joined(reached)
            beside[near_by] = 0
        return cls(rows.matrix(holders.count), tuple(parts), tuple(met))


def _relatives(ask: Ask, pairs: Sequence[tuple[str, int]], holders: _Holders, job: Job) -> tuple[tuple[str, int], ...]:
    """Return the related skills that somebody holds, and the skills themselves at what a relative earns."""
    found = {skill: base for skill, base in pairs if base < FULL}
    if found:
        share = job.policy.rules.sibling
        found |= dict.fromkeys(ask[0], min(share.numerator * FULL // share.denominator, FULL))
    return tuple(sorted((skill, base) for skill, base in found.items() if skill in holders.who))


def _raise(
    space: "NDArray[Any]", pairs: Sequence[tuple[str, int]], asked: Level | None, how: tuple[_Holders, Job]
) -> "NDArray[Any]":
    """Put into ``space`` what each applicant earns at best with one of these skills; return who earns something."""
    holders, job = how
    for skill, base in pairs:
        who = holders.who[skill]
        space[who] = np.maximum(space[who], holders.worth(skill, base, asked, job))
    if len(pairs) == 1:
        who = holders.who[pairs[0][0]]
        some: NDArray[Any] = who[space[who] > 0]
        return some
    return np.flatnonzero(space)


def _joined(parts: "Sequence[NDArray[Any]]") -> "NDArray[Any]":
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int32), *parts]))


def _best_of(rows: Sequence[_Row], earned: _Earned, top: int) -> list[_Best]:
    """Return for each vacancy of a block the best applicants."""
    places = [
        (at, part, value) for at, row in enumerate(rows) for column, value, _ in row for part in earned.parts[column]
    ]
    at, part, worth = np.array(places, dtype=np.int64).reshape(-1, 3).T
    small = earned.matrix.indices.dtype  # of one kind with the matrix, which would be copied otherwise
    where = (at.astype(small), part.astype(small))
    weights = sparse.csr_array((worth, where), shape=(len(rows), earned.matrix.shape[0]))
    scores = (weights @ earned.matrix).tocsr()
    found: list[_Best] = []
    for row, (first, last) in zip(rows, pairwise(scores.indptr), strict=True):
        musts = [earned.met[column] for column, _, must in row if must]
        found.append(_ordered(scores.indices[first:last], scores.data[first:last], musts, top))
    return found


def _ordered(who: "NDArray[Any]", values: "NDArray[Any]", musts: "Sequence[NDArray[Any]]", top: int) -> _Best:
    """Return the best applicants of one vacancy: by score, then how many musts they meet, then their number."""
    for part in (values[:_SAMPLE], values):
        if len(part) > top:  # the score of the last place is at least that among a part of them
            kept = values >= np.partition(part, len(part) - top)[len(part) - top]
            who, values = who[kept], values[kept]
    covered = np.zeros(len(who), dtype=np.int64)
    for met in musts:
        if len(met):
            near_by = np.minimum(np.searchsorted(met, who), len(met) - 1)
            covered += met[near_by] == who
    order = np.lexsort((who, -covered, -values))[:top]
    return [(int(values[one]), int(covered[one]), int(who[one])) for one in order]
