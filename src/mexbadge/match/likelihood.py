"""How likely what somebody holds is, if a vacancy is theirs: by this one person's vacancies are put in order.

Each held skill is either one that anybody might hold (one of ``total`` skills), or it comes from the vacancy: one of
its requirements is drawn by weight, and then, evenly, one of the skills by which it can be met. Half of what is drawn
is the skill itself (:data:`EXACT`; as much is spread over all that are narrower, and half of it for each step, two at
most, goes to one that is broader), three tenths (:data:`NEAR`) are spread over the narrow groups of the skill and,
within each, over its other members. With the chance ``p`` that comes of it a skill gives ``ln(1 + total * p)``, rounded
to a millionth, as far as the badge's level reaches and its word is worth: a word worth half gives half.

The fit is the sum over everything that is held. So it is additive (two sets of skills that have none in common add up),
monotone (every part is 0 or more), a whole number of millionths, and the same in whatever order things come. It is no
share of anything: it compares the vacancies of one person, and never two people.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from math import log1p
from typing import Final, NamedTuple, TypeAlias

from mexbadge.match.opening import closed
from mexbadge.match.scoring import FULL, Rules, Weights, worths
from mexbadge.match.vacancy import Requirement, RequirementKind, Vacancy
from mexbadge.skills import Taxonomy

__all__ = ["EXACT", "MILLION", "NEAR", "VERSION", "Credit", "FitReason", "Likelihood", "Posts"]

EXACT: Final = Fraction(1, 2)
"""The chance that a requirement shows as the very skill that is asked."""
NEAR: Final = Fraction(3, 10)
"""The chance that it shows as another of the same narrow groups."""
MILLION: Final = 1_000_000
VERSION: Final = "1"
"""Which rules these are, for results."""
_PARTS: Final = 10**12
_STEPS: Final = 2

Credit: TypeAlias = Callable[[str, Requirement], int]
"""How much of a held skill counts for a requirement, of :data:`FULL`: by its level and the worth of its badge."""


class FitReason(NamedTuple):
    """What one skill that is held (or the achievement, where that is asked for) gives to the fit, in millionths.

    ``requirements`` are the ids of those for which it speaks, in the vacancy's order. ``near``: it is only of the same
    narrow group as what they ask.
    """

    held: str
    value: int
    requirements: tuple[str, ...]
    near: bool


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How well a vacancy fits a person: ``value`` in millionths, exactly the sum of ``reasons``, the greatest first."""

    value: int = 0
    reasons: tuple[FitReason, ...] = ()
    version: str = VERSION


class _Rate(NamedTuple):
    """The chance, in parts of :data:`_PARTS`, that an asked skill shows as a held one."""

    asked: str
    parts: int
    near: bool


class _Asking(NamedTuple):
    """One requirement of one vacancy that a skill can meet, and its weight for each such skill."""

    number: int
    weight: int
    requirement: Requirement


@dataclass(slots=True)
class _Weighing:
    """What requirements weigh, however telling their skills are; looked up once for each kind and weight."""

    rules: Rules
    taxonomy: Taxonomy
    known: dict[tuple[RequirementKind, Decimal], int] = field(default_factory=dict)

    def __call__(self, one: Requirement) -> int:
        key = (one.kind, one.weight)
        found = self.known.get(key)
        if found is None:
            (found,) = worths((one,), Weights(), self.rules, self.taxonomy)
            self.known[key] = found
        return found


@dataclass(slots=True)
class Posts:
    """Vacancies, by what they ask for; made once for many people by :meth:`of`."""

    vacancies: Sequence[Vacancy]
    taxonomy: Taxonomy
    total: int
    wholes: list[int] = field(default_factory=list)
    asking: dict[str, list[_Asking]] = field(default_factory=dict, repr=False)
    others: dict[int, list[tuple[Requirement, int]]] = field(default_factory=dict, repr=False)
    _rates: dict[str, tuple[_Rate, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(
        cls,
        vacancies: Sequence[Vacancy],
        taxonomy: Taxonomy,
        rules: Rules,
        at: datetime,
        held: Iterable[str] | None = None,
    ) -> "Posts":
        """Index vacancies; a welcome requirement is drawn as often as ``rules`` say, experience never.

        ``held``: nobody will be compared who holds other skills than these (canonical URIs), which is quicker.
        There are as many skills as the taxonomy has, and those beside that vacancies ask for which are open at ``at``.
        """
        made = cls(vacancies, taxonomy, len(taxonomy))
        names: dict[tuple[str, ...], tuple[str, ...]] = {}
        asked: set[tuple[str, ...]] = set()
        weight_of = _Weighing(rules, taxonomy)
        spoken = None if held is None else _spoken_for(held, taxonomy)
        for number, vacancy in enumerate(vacancies):
            whole = 0
            for one in vacancy.requirements:
                if one.experience is not None:
                    continue
                weight = weight_of(one)
                whole += weight
                if not one.skills:
                    made.others.setdefault(number, []).append((one, weight * FULL))
                    continue
                found = names.get(one.skills)
                if found is None:
                    found = names[one.skills] = tuple(dict.fromkeys(map(taxonomy.canonical, one.skills)))
                for name in found:
                    if spoken is None or name in spoken:
                        made.asking.setdefault(name, []).append(_Asking(number, weight * FULL // len(found), one))
            made.wholes.append(whole)
            if closed(vacancy, at) is None:
                asked.update(one.skills for one in vacancy.requirements)
        made.total += len({name for skills in asked if skills for name in names[skills] if name not in taxonomy})
        return made

    def parts(self, held: Iterable[str], credit: Credit) -> Iterator[tuple[int, str, int]]:
        """Yield for each vacancy (its number) and each held skill what it gives, in millionths, where that is any."""
        for mine in held:
            drawn: dict[int, tuple[int, int]] = {}
            known: dict[object, int] = {}
            for rate in self.rates(mine):
                for number, weight, one in self.asking[rate.asked]:
                    key = (one.level, one.max_age)
                    worth = known.get(key)
                    if worth is None:
                        worth = known[key] = credit(mine, one)
                    share = rate.parts * weight
                    all_, counts = drawn.get(number, (0, 0))
                    drawn[number] = (all_ + share, counts + share * worth)
            for number, (share, counts) in drawn.items():
                value = self._value(number, share, counts)
                if value:
                    yield number, mine, value

    def other(self, number: int, credit: Callable[[Requirement], int]) -> Iterator[tuple[str, int]]:
        """Yield for each achievement that a vacancy asks for what holding it gives."""
        for one, weight in self.others.get(number, ()):
            share = _part(EXACT) * weight
            value = self._value(number, share, share * credit(one))
            if value:
                yield one.credential or one.pathway or one.id, value

    def _value(self, number: int, share: int, counts: int) -> int:
        """Return ``ln(1 + total * p)`` in millionths, as far as it counts; ``p`` is the share of all that is drawn."""
        if not counts:
            return 0
        whole = round(log1p(self.total * share / (self.wholes[number] * _PARTS * FULL)) * MILLION)
        return whole * counts // (share * FULL)

    def rates(self, held: str) -> tuple[_Rate, ...]:
        """Return as what a held skill (its canonical URI) can be drawn, of what these vacancies ask."""
        found = self._rates.get(held)
        if found is None:
            found = self._rates[held] = tuple(self._drawn(held))
        return found

    def _drawn(self, held: str) -> Iterator[_Rate]:
        taxonomy = self.taxonomy
        exact, near = {held: EXACT}, dict[str, Fraction]()
        for asked, steps in taxonomy.below(held, limit=_STEPS).items():
            exact[asked] = EXACT / 2**steps
        for asked in taxonomy.above(held):
            if asked in self.asking:
                exact[asked] = EXACT / len(taxonomy.below(asked))
        for group in taxonomy.broader(held):
            members = taxonomy.narrower(group)
            for asked in members - {held}:
                if asked in self.asking:
                    share = NEAR / (len(taxonomy.broader(asked)) * (len(members) - 1))
                    near[asked] = near.get(asked, Fraction(0)) + share
        for asked in sorted({*exact, *near}):
            if asked in self.asking:
                share = exact.get(asked, Fraction(0)) + near.get(asked, Fraction(0))
                yield _Rate(asked, _part(share), asked not in exact)

    def told(self, number: int, given: Mapping[str, int]) -> Likelihood:
        """Return the fit of one vacancy with its reasons, from what each held thing gives."""
        reasons = [self._reason(number, held, value) for held, value in given.items()]
        reasons.sort(key=lambda one: (-one.value, one.held))
        return Likelihood(sum(given.values()), tuple(reasons))

    def _reason(self, number: int, held: str, value: int) -> FitReason:
        requirements = self.vacancies[number].requirements
        rates = {rate.asked: rate for rate in self.rates(held)}
        spoken = [
            (one.id, all(rates[name].near for name in names))
            for one in requirements
            if (names := {self.taxonomy.canonical(skill) for skill in one.skills} & rates.keys())
        ]
        asked = [(one.id, False) for one in requirements if held in {one.credential, one.pathway}]
        every = [*spoken, *asked]
        return FitReason(held, value, tuple(name for name, _ in every), bool(every) and all(near for _, near in every))


def _part(share: Fraction) -> int:
    return share.numerator * _PARTS // share.denominator


def _spoken_for(held: Iterable[str], taxonomy: Taxonomy) -> set[str]:
    """Return everything for which one of these skills may speak."""
    found: set[str] = set()
    for mine in held:
        found |= {mine, *taxonomy.above(mine), *taxonomy.below(mine, limit=_STEPS), *taxonomy.siblings(mine)}
    return found
