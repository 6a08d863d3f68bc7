"""What open vacancies ask for, who lacks it and who teaches it: counted over people, and no small group to be seen."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, overload

from mexbadge.errors import InputError
from mexbadge.match.fitting import Met
from mexbadge.match.matching import Match
from mexbadge.match.vacancy import Requirement
from mexbadge.plan import Course, Want
from mexbadge.plan.course import SEATS
from mexbadge.plan.solving import giver, usable
from mexbadge.skills import Level, Taxonomy

__all__ = ["LEAST", "AskedThing", "Demand", "DemandTable", "asked_thing", "demand"]

LEAST: Final = 5
"""How large a group of people must be at least to be counted openly."""


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that is asked for: any of some skills at one level, or a credential.

    ``asked``: how many open vacancies ask for it. ``lacked``: how many applicants lack it; ``None`` where that is not
    shown, since it is of a small group or would give one away. ``noc``: the occupations (NOC 2021) of the vacancies
    that ask for it. ``taught_by``: how many courses teach it, at that level,
    and can be taken; 0 is what nobody supplies. ``places``: how many people they can take in; ``None``: any number.
    """

    names: tuple[str, ...]
    level: Level | None
    asked: int
    lacked: int | None
    taught_by: int
    places: int | None = None
    noc: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The URI or id, or those of which any will do."""
        return " | ".join(self.names)


@dataclass(frozen=True, slots=True)
class DemandTable(Sequence[Demand]):
    """The rows of a demand report, the most lacked first, and their sum; ``None`` where that is not shown either."""

    rows: tuple[Demand, ...]
    lacks: int | None
    least: int

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Demand: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Demand, ...]: ...
    def __getitem__(self, index: int | slice) -> Demand | tuple[Demand, ...]:
        return self.rows[index]


def demand(
    matches: Iterable[Match], courses: Iterable[Course], *, least: int = LEAST, start: date | None = None
) -> DemandTable:
    """Return what is asked for and not supplied, the most lacked first; it names no person.

    Only open vacancies count, and a requirement that is not met, whether it must be or is welcome, is one lack, however
    many skills would do. Numbers of
    people from 1 to below ``least`` are not shown, nor as many others as it takes that they cannot be told from the sum
    (complementary suppression). ``start``: the first day on which a course can begin; without it, the latest day of the
    matches. Raises :class:`InputError` ``match_least`` for a ``least`` below 1.
    """
    if least < 1:
        raise InputError("match_least", value=least)
    counts = _Counts.of([one for one in matches if one.closed is None])
    day = start or counts.day
    supply = _Supply(usable(courses, None, day), giver(counts.taxonomy), day)
    rows = [
        Demand(
            names,
            level,
            len(counts.asked[names, level]),
            len(who),
            *supply.of(names, level),
            counts.of_noc(names, level),
        )
        for (names, level), who in counts.lacked.items()
    ]
    return _suppressed(rows, least)


AskedThing = tuple[tuple[str, ...], Level | None]


@dataclass(slots=True)
class _Counts:
    """For each thing that is asked for the vacancies that ask it and the people who lack it."""

    asked: dict[AskedThing, set[str]]
    lacked: dict[AskedThing, set[str]]
    taxonomy: Taxonomy
    day: date | None
    noc: dict[AskedThing, set[str]] = field(default_factory=dict)

    def of_noc(self, names: tuple[str, ...], level: Level | None) -> tuple[str, ...]:
        """Return the occupations of the vacancies that ask for something."""
        return tuple(sorted(self.noc.get((names, level), ())))

    @classmethod
    def of(cls, matches: Sequence[Match]) -> "_Counts":
        made = cls({}, {}, matches[0].taxonomy if matches else Taxonomy.of(()), None)
        made.day = max((one.at.date() for one in matches if one.at is not None), default=None)
        for number, one in enumerate(matches):
            for fit in one.fits:
                thing = asked_thing(fit.requirement, one.taxonomy)
                if thing is not None:
                    made.asked.setdefault(thing, set()).add(one.vacancy.id)
                    made.noc.setdefault(thing, set()).update(one.vacancy.noc)
                    who = made.lacked.setdefault(thing, set())
                    if fit.met is not Met.MET:
                        who.add(f"#{number}" if one.applicant is None else f"={one.applicant}")
        return made


def asked_thing(one: Requirement, taxonomy: Taxonomy) -> AskedThing | None:
    """Return what a requirement asks for, the same for any of the same; ``None`` for experience."""
    if one.skills:
        return tuple(sorted({taxonomy.canonical(skill) for skill in one.skills})), one.level
    name = one.credential or one.pathway
    return None if name is None else ((name,), None)


@dataclass(frozen=True, slots=True)
class _Supply:
    """The courses that can be taken from a day on, and which gives what."""

    courses: Sequence[Course]
    gives: Callable[[Course, Want], bool]
    day: date | None

    def of(self, names: Sequence[str], level: Level | None) -> tuple[int, int | None]:
        """Return how many courses for something can be taken, and how many people they take in."""
        wants = [want for name in names for want in _wants(name, level)]
        able = [course for course in self.courses if any(self.gives(course, want) for want in wants)]
        places = [_places(course, self.day) for course in able]
        return len(able), None if None in places else sum(one for one in places if one is not None)


def _wants(name: str, level: Level | None) -> Iterator[Want]:
    yield Want(skill=name, level=level)
    if level is None:
        yield Want(achievement=name)


def _places(course: Course, day: date | None) -> int | None:
    """Return how many people a course can still take in; ``None``: any number."""
    coming = [one for one in course.sessions if day is None or one.starts >= day]
    seats: list[int | None] = [one.seats for one in coming] if course.sessions else [None]
    limit = None if None in seats else sum(one for one in seats if one is not None)
    if course.capacity is None:
        return limit
    return min(course.capacity, SEATS if limit is None else limit)


def _suppressed(rows: Sequence[Demand], least: int) -> DemandTable:
    """Hide small numbers of people, and as many more as it takes that nobody can work one out."""
    counts = {number: row.lacked or 0 for number, row in enumerate(rows)}
    hidden = {number for number, count in counts.items() if 0 < count < least}
    open_ones = sorted(
        (number for number, count in counts.items() if count >= least),
        key=lambda number: (counts[number], rows[number].name),
        reverse=True,
    )
    while _told(hidden, counts, least) and open_ones:
        hidden.add(open_ones.pop())
    derivable = _told(hidden, counts, least)
    shown = [replace(row, lacked=None) if number in hidden else row for number, row in enumerate(rows)]
    shown.sort(key=lambda row: (-(row.lacked or 0), -row.asked, row.name, row.level.native if row.level else ""))
    return DemandTable(tuple(shown), None if derivable else sum(counts.values()), least)


def _told(hidden: Collection[int], counts: Mapping[int, int], least: int) -> bool:
    """Return whether the sum of hidden numbers, none of which is 0, would still tell too much of one of them."""
    spare = sum(counts[one] for one in hidden) - len(hidden)
    return len(hidden) == 1 or (bool(hidden) and spare < max(least - 1, 1))
