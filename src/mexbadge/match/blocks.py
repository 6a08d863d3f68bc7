"""Scores as sums of rows of whole numbers, block by block: the numbers are those of :mod:`mexbadge.match.scale`.

What an applicant earns for a thing that is asked is the greater of two parts: what the skill itself earns, which few
hold, and what related skills earn, which many hold and which everything asked for in one group has in common. So
there is one sparse row for each such group (and level), one with the difference for each thing asked, and the scores of
a vacancy are a sum of rows. Where the skill itself is counted among its relatives that changes nothing: it earns at
least as much as such.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from mexbadge.match.scale_tables import Ask, Job, Shown, Skills, Table, near, reaches_on, worth_of
from mexbadge.match.scoring import FULL
from mexbadge.skills import Level

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best_by_blocks"]

_BLOCK: Final = 100
_SENT: Final = 16
"""Into how many blocks the work is cut where everything has to be sent with each."""
_SAMPLE: Final = 4_096
_FEW: Final = 200
"""To look through all applicants is quicker than to sort more than this share of them."""

_Asked: TypeAlias = Sequence[tuple[int, int, bool]]
"""What one vacancy asks for: the column, its worth, whether it must be met."""
_Best: TypeAlias = list[tuple[int, int, int]]
"""Score, musts met and number of an applicant, the best first."""
_Pairs: TypeAlias = tuple[tuple[str, int], ...]
"""Skills, and the credit that each earns at most."""


def best_by_blocks(
    applicants: Mapping[str, Skills], names: Sequence[str], table: Table, job: Job, executor: Executor | None
) -> Iterator[_Best]:
    """Yield the best applicants for each vacancy in turn, by their place in ``names``.

    Threads share what was computed; processes find it in files, which are gone afterwards; any other executor, whose
    workers may be anywhere, is sent it with each of a few large blocks.
    """
    earned = _Earned.of(_Holders.of(applicants, names), list(table.asks), job)
    here = executor is None or isinstance(executor, ThreadPoolExecutor | ProcessPoolExecutor)
    size = _BLOCK if here else max(_BLOCK, -(-len(table.rows) // _SENT))
    blocks = [table.rows[at : at + size] for at in range(0, len(table.rows), size)]
    tops = [job.top] * len(blocks)
    if executor is None:
        yield from chain.from_iterable(_best_of(rows, earned, job.top) for rows in blocks)
    elif isinstance(executor, ProcessPoolExecutor):
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            earned.write(Path(folder))
            del earned  # the others read it from there
            yield from chain.from_iterable(executor.map(_best_elsewhere, blocks, repeat(folder), tops))
    else:
        yield from chain.from_iterable(executor.map(_best_of, blocks, repeat(earned), tops))


def _best_elsewhere(rows: Sequence[_Asked], folder: str, top: int) -> list[_Best]:
    """Do as :func:`_best_of` in another process."""
    return _best_of(rows, _read(folder), top)


@dataclass(slots=True)
class _Holders:
    """Who has shown each skill, and how: every distinct way (levels, confidence) has a number.

    What a way earns, and whether it reaches a level, is computed once: -1 stands for what was not needed yet.
    """

    count: int
    ways: list[Shown] = field(default_factory=list)
    held: "dict[str, tuple[NDArray[Any], NDArray[Any]]]" = field(default_factory=dict)
    known: "dict[tuple[int | None, Level | None], NDArray[Any]]" = field(default_factory=dict)

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
        held = {skill: (_whole(places), _whole(way.pop(skill))) for skill, places in who.items()}
        return cls(len(names), list(numbers), held)

    def earned(self, ways: "NDArray[Any]", base: int, asked: Level | None, job: Job) -> "NDArray[Any]":
        """Return what each of ``ways`` earns, of at most ``base``."""
        return self._known(ways, (base, asked), job)

    def reaching(self, skill: str, asked: Level | None, job: Job) -> "NDArray[Any]":
        """Return the holders of a skill who are known to reach a level, by a word that is worth enough."""
        who, ways = self.held[skill]
        found: NDArray[Any] = who[self._known(ways, (None, asked), job) > 0]
        return found

    def _known(self, ways: "NDArray[Any]", what: tuple[int | None, Level | None], job: Job) -> "NDArray[Any]":
        table = self.known.get(what)
        if table is None:
            table = self.known[what] = np.full(len(self.ways), -1, dtype=np.int32)
        found: NDArray[Any] = table[ways]
        if found.min(initial=0) < 0:
            base, asked = what
            for number in np.unique(ways[found < 0]):
                shown = self.ways[number]
                table[number] = reaches_on(shown, asked, job) if base is None else worth_of(shown, base, asked, job)
            found = table[ways]
        return found


@dataclass(frozen=True, slots=True)
class _Earned:
    """What every applicant earns, as rows; the rows of which each thing asked is the sum; and who meets it.

    A row has the applicants who earn something (``who``) and how much (``credits``; at most a million each).
    """

    count: int
    who: "Sequence[NDArray[Any]]"
    credits: "Sequence[NDArray[Any]]"
    parts: Sequence[Sequence[int]]
    met: "Sequence[NDArray[Any]]"

    @classmethod
    def of(cls, holders: _Holders, asks: Sequence[Ask], job: Job) -> "_Earned":
        around = {skills: near((skills, None), job) for skills in dict.fromkeys(skills for skills, _ in asks)}
        pairs = [around[skills] for skills, _ in asks]
        beside_of = {skills: _relatives(skills, found, holders, job) for skills, found in around.items()}
        groups: dict[_Pairs, dict[Level | None, list[int]]] = {}
        for number, (skills, level) in enumerate(asks):
            groups.setdefault(beside_of[skills], {}).setdefault(level, []).append(number)
        rows = _Rows()
        parts: list[tuple[int, ...]] = [()] * len(asks)
        met = [_whole(())] * len(asks)
        beside, own = np.zeros(holders.count, dtype=np.int32), np.zeros(holders.count, dtype=np.int32)
        for relatives, levels in groups.items():
            together = _together(relatives, holders)
            for asked, members in levels.items():
                near_by = _raise(beside, together, asked, (holders, job))
                common: tuple[int, ...] = ()
                if len(near_by):
                    common = (rows.add(near_by, beside[near_by]),)
                for number in members:
                    mine = tuple(pair for pair in pairs[number] if pair[1] == FULL and pair[0] in holders.held)
                    who = _raise(own, _together(mine, holders), asked, (holders, job), alone=len(mine) == 1)
                    more = own[who] - beside[who]
                    better = more > 0
                    parts[number] = (*common, rows.add(who[better], more[better])) if better.any() else common
                    own[who] = 0
                    reached = [holders.reaching(skill, asked, job) for skill, _ in mine]
                    met[number] = reached[0] if len(reached) == 1 else _joined(reached)
                beside[near_by] = 0
        return cls(holders.count, rows.who, rows.credits, parts, met)

    def write(self, folder: Path) -> None:
        """Write it into a folder for :func:`_read`."""
        parts = [_whole(part) for part in self.parts]
        for name, arrays in (("who", self.who), ("credits", self.credits), ("parts", parts), ("met", self.met)):
            np.save(folder / f"{name}-ends.npy", np.cumsum([0, *(len(one) for one in arrays)]))
            with (folder / name).open("wb") as file:
                for one in arrays:
                    file.write(one.tobytes())
        np.save(folder / "count.npy", self.count)


@lru_cache(maxsize=1)
def _read(folder: str) -> _Earned:
    """Return what was written into a folder; the large part stays there until it is needed."""
    path = Path(folder)
    who, credits_, parts, met = (_Parted.read(path, name) for name in ("who", "credits", "parts", "met"))
    listed = [tuple(part.tolist()) for part in parts]
    return _Earned(int(np.load(path / "count.npy")), who, credits_, listed, met)


@dataclass(slots=True)
class _Rows:
    """The rows, as they are made."""

    who: "list[NDArray[Any]]" = field(default_factory=list)
    credits: "list[NDArray[Any]]" = field(default_factory=list)

    def add(self, who: "NDArray[Any]", credits_: "NDArray[Any]") -> int:
        """Add a row and return its number."""
        self.who.append(who)
        self.credits.append(credits_)
        return len(self.who) - 1


@dataclass(frozen=True, slots=True)
class _Parted(Sequence["NDArray[Any]"]):
    """Arrays that stand one after the other in one."""

    data: "NDArray[Any]"
    ends: "NDArray[Any]"

    @classmethod
    def read(cls, folder: Path, name: str) -> "_Parted":
        ends = np.load(folder / f"{name}-ends.npy")
        empty = not ends[-1]  # an empty file cannot be mapped
        return cls(_whole(()) if empty else np.memmap(folder / name, dtype=np.int32, mode="r"), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - one array; slices are not needed
        return self.data[self.ends[number] : self.ends[number + 1]]


def _relatives(skills: Sequence[str], pairs: Sequence[tuple[str, int]], holders: _Holders, job: Job) -> _Pairs:
    """Return the related skills that somebody holds, and the skills themselves at what a relative earns."""
    found = {skill: base for skill, base in pairs if base < FULL}
    if found:
        share = job.policy.rules.sibling
        found |= dict.fromkeys(skills, min(share.numerator * FULL // share.denominator, FULL))
    return tuple(sorted((skill, base) for skill, base in found.items() if skill in holders.held))


def _together(pairs: _Pairs, holders: _Holders) -> "dict[int, tuple[NDArray[Any], NDArray[Any]]]":
    """Return for each credit the holders of all skills that earn it, and their ways; one may stand there twice."""
    skills: dict[int, list[str]] = {}
    for skill, base in pairs:
        skills.setdefault(base, []).append(skill)
    return {
        base: holders.held[names[0]]
        if len(names) == 1
        else (_row([holders.held[name][0] for name in names]), _row([holders.held[name][1] for name in names]))
        for base, names in skills.items()
    }


def _raise(
    space: "NDArray[Any]",
    together: "Mapping[int, tuple[NDArray[Any], NDArray[Any]]]",
    asked: Level | None,
    how: tuple[_Holders, Job],
    *,
    alone: bool = False,
) -> "NDArray[Any]":
    """Put into ``space`` what each applicant earns at best with one of these skills; return who earns something.

    ``alone``: whether there is but one skill, so that nobody stands there twice.
    """
    holders, job = how
    for base, (who, ways) in together.items():
        np.maximum.at(space, who, holders.earned(ways, base, asked, job))
    if not together:
        return _whole(())
    touched = _row([who for who, _ in together.values()])
    if len(touched) * _FEW > len(space):
        return np.flatnonzero(space > 0).astype(np.int32)
    some: NDArray[Any] = touched[space[touched] > 0]
    return some if alone else _joined([some])


def _whole(numbers: Sequence[int]) -> "NDArray[Any]":
    return np.array(numbers, dtype=np.int32)


def _row(parts: "Sequence[NDArray[Any]]") -> "NDArray[Any]":
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _joined(parts: "Sequence[NDArray[Any]]") -> "NDArray[Any]":
    return np.unique(_row(parts)) if parts else _whole(())


def _best_of(rows: Sequence[_Asked], earned: _Earned, top: int) -> list[_Best]:
    """Return for each vacancy of a block the best applicants."""
    space = np.zeros(earned.count, dtype=np.int64)
    found: list[_Best] = []
    for row in rows:
        worth: Counter[int] = Counter()
        for column, value, _ in row:
            for part in earned.parts[column]:
                worth[part] += value
        space.fill(0)
        for part, value in worth.items():
            np.add.at(space, earned.who[part], np.multiply(earned.credits[part], value, dtype=np.int64))
        musts = [earned.met[column] for column, _, must in row if must]
        found.append(_ordered(space, musts, top))
    return found


def _ordered(scores: "NDArray[Any]", musts: "Sequence[NDArray[Any]]", top: int) -> _Best:
    """Return the best applicants of one vacancy: by score, then how many musts they meet, then their number."""
    who = np.flatnonzero(scores >= _least(scores[:_SAMPLE], top))
    who = who[scores[who] >= _least(scores[who], top)].astype(np.int32)  # of one kind with what is searched
    values = scores[who]
    covered = np.zeros(len(who), dtype=np.int64)
    for met in musts:
        if len(met):
            near_by = np.minimum(np.searchsorted(met, who), len(met) - 1)
            covered += met[near_by] == who
    order = np.lexsort((who, -covered, -values))[:top]
    return [(int(values[one]), int(covered[one]), int(who[one])) for one in order]


def _least(some: "NDArray[Any]", top: int) -> int:
    """Return what the last place is worth at least: that among a part of all applicants, and never nothing."""
    if len(some) <= top:
        return 1
    return max(1, int(np.partition(some, len(some) - top)[len(some) - top]))
