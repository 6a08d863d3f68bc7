"""Scores as sums of rows of whole numbers, block by block: the numbers are those of :mod:`mexbadge.match.scale`.

What an applicant earns for a thing that is asked is the greater of two parts: what the skill itself earns, which few
hold, and what related skills earn, which many hold and which everything asked for in one group has in common. So
there is one sparse row for each such group (and level), one with the difference for each thing asked, and the scores of
a vacancy are a sum of rows. Where the skill itself is counted among its relatives that changes nothing: it earns at
least as much as such.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count, repeat
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np

from mexbadge.match.scale_tables import Ask, Job, ScaleTable, Shown, Skills, near, reaches_on, worth_of
from mexbadge.match.scoring import FULL
from mexbadge.skills import Level

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["best_by_blocks"]

_BLOCK: Final = 100
_SENT: Final = 16
"""Into how many blocks the work is cut where everything has to be sent with each."""
_SPANS: Final = 256
"""Into how many spans all applicants are cut to find the best: the best of each span tell what a place is worth."""
_FEW: Final = 200
"""To look through all applicants is quicker than to sort more than this share of them."""

_Asked: TypeAlias = Sequence[tuple[int, int, bool]]
"""What one vacancy asks for: the column, its worth, whether it must be met."""
_Best: TypeAlias = list[tuple[int, int, int]]
"""Score, musts met and number of an applicant, the best first."""
_Pairs: TypeAlias = tuple[tuple[str, int], ...]
"""Skills, and the credit that each earns at most."""
_Together: TypeAlias = "dict[int, tuple[NDArray[Any], NDArray[Any]]]"
"""Credits, each with the holders of the skills that earn it and their ways; one may stand there twice."""


def best_by_blocks(
    applicants: Mapping[str, Skills], names: Sequence[str], table: ScaleTable, job: Job, executor: Executor | None
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
        skills: defaultdict[str, int] = defaultdict(count().__next__)
        ways: defaultdict[Shown, int] = defaultdict(count().__next__)
        sizes, what, how = array("i"), array("i"), array("i")
        for name in names:
            held = applicants[name]
            sizes.append(len(held))
            what.extend(map(skills.__getitem__, held))
            how.extend(map(ways.__getitem__, held.values()))
        column = _whole(what)
        order = np.argsort(column, kind="stable")
        ends = np.cumsum(np.bincount(column, minlength=len(skills)))[:-1]
        who = np.split(np.repeat(np.arange(len(names), dtype=np.int64), sizes)[order], ends)
        parted = zip(who, np.split(_whole(how)[order], ends), strict=True)
        return cls(len(names), list(ways), dict(zip(skills, parted, strict=False)))  # nobody holds anything: one part

    def earned(self, ways: "NDArray[Any]", base: int, asked: Level | None, job: Job) -> "NDArray[Any]":
        """Return what each of ``ways`` earns, of at most ``base``."""
        return self._known(ways, base, asked, job)

    def reaching(self, pairs: _Pairs, asked: Level | None, job: Job) -> "NDArray[Any]":
        """Return the holders of one of these skills who are known to reach a level, by a word that is worth enough."""
        found = [_those(who, self._known(ways, None, asked, job) > 0) for who, ways in map(self._of_pair, pairs)]
        return found[0] if len(found) == 1 else _joined(found)

    def _of_pair(self, pair: tuple[str, int]) -> "tuple[NDArray[Any], NDArray[Any]]":
        return self.held[pair[0]]

    def _known(self, ways: "NDArray[Any]", base: int | None, asked: Level | None, job: Job) -> "NDArray[Any]":
        what = base, asked
        table = self.known.get(what)
        if table is None:
            table = self.known[what] = np.full(len(self.ways), -1, dtype=np.int64)
        found: NDArray[Any] = table[ways]
        if found.min(initial=0) < 0:
            for number in np.unique(ways[found < 0]):
                shown = self.ways[number]
                table[number] = reaches_on(shown, asked, job) if base is None else worth_of(shown, base, asked, job)
            found = table[ways]
        return found


@dataclass(frozen=True, slots=True)
class _Earned:
    """What every applicant earns, as rows; the rows of which each thing asked is the sum; and who meets it.

    A row has the applicants who earn something (``who``) and how much (``credits``, at most a million each; a single
    one where all earn the same).
    """

    count: int
    who: "Sequence[NDArray[Any]]"
    credits: "Sequence[NDArray[Any]]"
    parts: Sequence[Sequence[int]]
    met: "Sequence[NDArray[Any]]"

    @classmethod
    def of(cls, holders: _Holders, asks: Sequence[Ask], job: Job) -> "_Earned":
        kin, rows = _Kin(holders, job), _Rows(holders, job)
        own: list[_Pairs] = []
        groups: dict[_Pairs, dict[Level | None, list[int]]] = {}
        for number, (skills, level) in enumerate(asks):
            mine, relatives = kin.of(skills)
            own.append(mine)
            groups.setdefault(relatives, {}).setdefault(level, []).append(number)
        parts: list[tuple[int, ...]] = [()] * len(asks)
        for relatives, levels in groups.items():
            together = _together(relatives, holders)
            near_by = rows.each(together)
            for asked, members in levels.items():
                rows.lift(rows.beside, together, asked)
                common = rows.add(*_positive(near_by, rows.beside[near_by]))
                for number in members:
                    parts[number] = (*common, *rows.add(*rows.more(own[number], asked)))
                rows.beside[near_by] = 0
        met = [holders.reaching(mine, level, job) for mine, (_, level) in zip(own, asks, strict=True)]
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
    """The rows, as they are made; ``beside`` is what relatives earn each applicant for what is looked at."""

    holders: _Holders
    job: Job
    who: "list[NDArray[Any]]" = field(default_factory=list)
    credits: "list[NDArray[Any]]" = field(default_factory=list)
    beside: "NDArray[Any]" = field(init=False)
    _own: "NDArray[Any]" = field(init=False)
    _marks: "NDArray[Any]" = field(init=False)

    def __post_init__(self) -> None:
        self.beside, self._own = (np.zeros(self.holders.count, dtype=np.int64) for _ in range(2))
        self._marks = np.zeros(self.holders.count, dtype=np.bool_)

    def add(self, who: "NDArray[Any]", credits_: "NDArray[Any]") -> tuple[int, ...]:
        """Add a row and return its number; none for an empty one."""
        if not len(who):
            return ()
        self.who.append(who)
        self.credits.append(credits_[:1].copy() if credits_.min() == credits_.max() else credits_)
        return (len(self.who) - 1,)

    def more(self, mine: _Pairs, asked: Level | None) -> "tuple[NDArray[Any], NDArray[Any]]":
        """Return who earns more by the skills themselves than by relatives, and how much more."""
        if len(mine) == 1:
            who, ways = self.holders.held[mine[0][0]]
            more = self.holders.earned(ways, FULL, asked, self.job) - self.beside[who]
        else:
            together = _together(mine, self.holders)
            who = self.each(together)
            self.lift(self._own, together, asked)
            more = self._own[who] - self.beside[who]
            self._own[who] = 0
        return _positive(who, more)

    def each(self, together: "_Together") -> "NDArray[Any]":
        """Return the holders of these skills, each of them once, in order."""
        if not together:
            return _whole(())
        touched = _row([who for who, _ in together.values()])
        if len(touched) * _FEW < len(self._marks):
            return np.unique(touched)
        self._marks[touched] = True
        found = np.flatnonzero(self._marks)
        self._marks[found] = False
        return found

    def lift(self, space: "NDArray[Any]", together: "_Together", asked: Level | None) -> None:
        """Put into ``space`` what each holder earns at best with one of these skills."""
        for base, (who, ways) in together.items():
            np.maximum.at(space, who, self.holders.earned(ways, base, asked, self.job))


@dataclass(frozen=True, slots=True)
class _Parted(Sequence["NDArray[Any]"]):
    """Arrays that stand one after the other in one."""

    data: "NDArray[Any]"
    ends: "NDArray[Any]"

    @classmethod
    def read(cls, folder: Path, name: str) -> "_Parted":
        ends = np.load(folder / f"{name}-ends.npy")
        empty = not ends[-1]  # an empty file cannot be mapped
        return cls(_whole(()) if empty else np.memmap(folder / name, dtype=np.int64, mode="r"), ends)

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, number: Any) -> Any:  # noqa: ANN401 - one array; slices are not needed
        return self.data[self.ends[number] : self.ends[number + 1]]


@dataclass(slots=True)
class _Kin:
    """The skills that somebody holds and that earn something for what is asked, in two parts.

    Those that earn all of it; and related ones, with the skills themselves at what a relative earns, so that everything
    asked for in one group has these in common.
    """

    holders: _Holders
    job: Job
    _groups: dict[frozenset[str], _Pairs] = field(default_factory=dict)

    def of(self, skills: tuple[str, ...]) -> tuple[_Pairs, _Pairs]:
        """Return both parts; what stands alone below its groups shares the second with all others there."""
        taxonomy, rules = self.job.taxonomy, self.job.policy.rules
        if len(skills) > 1 or taxonomy.narrower(skills[0]) or max(rules.sibling, rules.broader) >= 1:
            return self._of(skills)
        groups = taxonomy.broader(skills[0])
        if groups not in self._groups:
            self._groups[groups] = self._of(skills)[1]
        return self._held({skills[0]: FULL}), self._groups[groups]

    def _of(self, skills: tuple[str, ...]) -> tuple[_Pairs, _Pairs]:
        pairs = near((skills, None), self.job)
        found = {skill: base for skill, base in pairs if base < FULL}
        if found:
            share = self.job.policy.rules.sibling
            found |= dict.fromkeys(skills, min(share.numerator * FULL // share.denominator, FULL))
        return self._held({skill: base for skill, base in pairs if base == FULL}), self._held(found)

    def _held(self, found: Mapping[str, int]) -> _Pairs:
        return tuple(sorted((skill, base) for skill, base in found.items() if skill in self.holders.held))


def _together(pairs: _Pairs, holders: _Holders) -> "_Together":
    """Return for each credit the holders of all skills that earn it, and their ways."""
    skills: dict[int, list[str]] = {}
    for skill, base in pairs:
        skills.setdefault(base, []).append(skill)
    return {
        base: holders.held[names[0]]
        if len(names) == 1
        else (_row([holders.held[name][0] for name in names]), _row([holders.held[name][1] for name in names]))
        for base, names in skills.items()
    }


def _whole(numbers: Sequence[int]) -> "NDArray[Any]":
    return np.array(numbers, dtype=np.int64)


def _row(parts: "Sequence[NDArray[Any]]") -> "NDArray[Any]":
    return parts[0] if len(parts) == 1 else np.concatenate(parts)


def _those(some: "NDArray[Any]", chosen: "NDArray[Any]") -> "NDArray[Any]":
    """Return the chosen ones; where that is all, without a copy."""
    return some if chosen.all() else some[chosen]


def _positive(some: "NDArray[Any]", values: "NDArray[Any]") -> "tuple[NDArray[Any], NDArray[Any]]":
    """Return those with a value above nothing, and the values."""
    good = values > 0
    return _those(some, good), _those(values, good)


def _joined(parts: "Sequence[NDArray[Any]]") -> "NDArray[Any]":
    return np.unique(_row(parts)) if parts else _whole(())


def _best_of(rows: Sequence[_Asked], earned: _Earned, top: int) -> list[_Best]:
    """Return for each vacancy of a block the best applicants."""
    spans = max(_SPANS, 8 * top)
    scores = np.zeros((spans, -(-earned.count // spans)), dtype=np.int64)  # nobody stands in the last places
    space = scores.reshape(-1)
    found: list[_Best] = []
    for row in rows:
        worth: dict[int, int] = {}
        for column, value, _ in row:
            for part in earned.parts[column]:
                worth[part] = worth.get(part, 0) + value
        space.fill(0)
        for part, value in worth.items():
            credits_ = earned.credits[part] * value
            np.add.at(space, earned.who[part], credits_[0] if len(credits_) == 1 else credits_)
        found.append(_ordered(scores, [earned.met[column] for column, _, must in row if must], top))
    return found


def _ordered(scores: "NDArray[Any]", musts: "Sequence[NDArray[Any]]", top: int) -> _Best:
    """Return the best applicants of one vacancy: by score, then how many musts they meet, then their number.

    ``scores`` stand in spans, each a row. There are as many applicants as good as the best of the ``top`` best spans,
    so whoever is not comes later.
    """
    best = scores.max(axis=1, initial=0)
    least = _least(best, top)
    those = np.flatnonzero(best >= least)
    some = scores[those]
    span, place = np.nonzero(some >= least)
    who, values = those[span] * scores.shape[1] + place, some[span, place]
    good = values >= _least(values, top)
    who, values = who[good], values[good]
    covered = np.zeros(len(who), dtype=np.int64)
    for met in musts:
        if len(met):
            covered += met.take(met.searchsorted(who), mode="clip") == who
    order = np.lexsort((who, -covered, -values))[:top]
    return list(zip(values[order].tolist(), covered[order].tolist(), who[order].tolist(), strict=True))


def _least(some: "NDArray[Any]", top: int) -> int:
    """Return what the last of ``top`` places is worth among some: never nothing."""
    if len(some) <= top:
        return 1
    return max(1, int(np.partition(some, len(some) - top)[len(some) - top]))
