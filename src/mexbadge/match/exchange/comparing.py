"""Who fits what, among many: the pairs in which all skills that must be shown are, and what each is worth.

The numbers are those of :func:`mexbadge.match.assess`: whole numbers, one sum. Where skills alone do not decide (how
old a badge may be, credentials, experience), a pair found here is only one that may fit, and is assessed whole.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from mexbadge.match.scale_tables import Ask, Job, ScaleTable, Skills, near, reaches_on, worth_of
from mexbadge.match.scoring import FULL
from mexbadge.match.vacancy import Requirement, Vacancy

__all__ = ["Comparing", "is_plain"]


def is_plain(vacancy: Vacancy) -> bool:
    """Return whether skills alone say who fits: no age of a badge, no credential, no experience, no skill once only."""
    asked = vacancy.requirements
    return not vacancy.each_once and all(one.skills and one.max_age is None for one in asked)


@dataclass(slots=True)
class Comparing:
    """Vacancies, and everything about them that is the same for everybody, looked up once."""

    vacancies: Sequence[Vacancy]
    job: Job
    _full: dict[Ask, tuple[str, ...]] = field(default_factory=dict)
    _places: dict[str, int] = field(default_factory=dict)
    _table: ScaleTable | None = None
    _asks: list[Ask] = field(default_factory=list)
    _near: dict[int, dict[str, int]] = field(default_factory=dict)

    def may_fit(self, people: Mapping[str, Skills], vacancies: Iterable[Vacancy]) -> Iterator[tuple[str, str]]:
        """Yield each pair of applicant and vacancy in which enough of the skills that must be shown are."""
        holders: dict[str, list[str]] = {}
        for name, skills in people.items():
            for skill in skills:
                holders.setdefault(skill, []).append(name)
        meets: dict[Ask, frozenset[str]] = {}

        def of(ask: Ask) -> frozenset[str]:
            if ask not in meets:
                meets[ask] = frozenset(
                    name
                    for skill in self._fulls(ask)
                    for name in holders.get(skill, ())
                    if reaches_on(people[name][skill], ask[1], self.job)
                )
            return meets[ask]

        for vacancy in vacancies:
            for name in self._enough([of(self._ask(one)) for one in vacancy.musts if one.skills], people):
                yield name, vacancy.id

    def _enough(self, sets: list[frozenset[str]], people: Iterable[str]) -> list[str]:
        """Return who is in all of the sets, but for as many as may be missing."""
        may_miss = self.job.policy.may_miss
        if len(sets) <= may_miss or not sets:
            return sorted(people)
        if not may_miss:
            smallest, *others = sorted(sets, key=len)
            return sorted(smallest.intersection(*others))
        counts: dict[str, int] = {}
        for one in sets:
            for name in one:
                counts[name] = counts.get(name, 0) + 1
        least = len(sets) - may_miss
        return sorted(name for name, count in counts.items() if count >= least)

    def fits(self, skills: Skills, vacancy: Vacancy) -> bool:
        """Return whether somebody shows enough of the skills that one vacancy must have."""
        lacking = sum(not self._shows(skills, self._ask(one)) for one in vacancy.musts if one.skills)
        return lacking <= self.job.policy.may_miss

    def _shows(self, skills: Skills, ask: Ask) -> bool:
        return any(name in skills and reaches_on(skills[name], ask[1], self.job) for name in self._fulls(ask))

    def score(self, skills: Skills, vacancy: str) -> Fraction:
        """Return the score of somebody for a vacancy that is plain."""
        table = self._looked_up()
        number = self._places[vacancy]
        total = 0
        for column, value, _ in table.rows[number]:
            total += value * self._earned(skills, column)
        return Fraction(total, table.wholes[number] or 1)

    def _looked_up(self) -> ScaleTable:
        if self._table is None:
            self._table = ScaleTable.of(self.vacancies, self.job)
            self._asks = list(self._table.asks)
            self._places = {vacancy.id: number for number, vacancy in enumerate(self.vacancies)}
        return self._table

    def _earned(self, skills: Skills, column: int) -> int:
        ask = self._asks[column]
        beside = self._near.get(column)
        if beside is None:
            beside = self._near[column] = dict(near(ask, self.job))
        best = 0
        for name, shown in skills.items():
            base = beside.get(name)
            if base is not None and base > best:
                best = max(best, worth_of(shown, base, ask[1], self.job))
        return best

    def _ask(self, one: Requirement) -> Ask:
        return tuple(sorted({self.job.taxonomy.canonical(skill) for skill in one.skills})), one.level

    def _fulls(self, ask: Ask) -> tuple[str, ...]:
        """Return the skills any of which meets what is asked, if its level does."""
        known = self._full.get(ask)
        if known is None:
            known = self._full[ask] = tuple(name for name, base in near(ask, self.job) if base == FULL)
        return known
