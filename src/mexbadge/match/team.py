"""What a team can do and what it lacks, over the roles that its employer has: for the employer's own people.

It names people, so it is no report on applicants: that is :func:`mexbadge.match.demand`, which names nobody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from mexbadge.match.fitting import Met
from mexbadge.match.matching import Match
from mexbadge.match.supply import asked_thing
from mexbadge.match.vacancy import RequirementKind
from mexbadge.skills import Level

__all__ = ["TeamSkill", "team_skills"]


@dataclass(frozen=True, slots=True)
class TeamSkill:
    """One thing that roles ask for: any of some skills at one level, or a credential, and who of the team shows it.

    ``roles`` are the ids of the vacancies that ask for it, ``must`` of how many of them it must be met. ``held``: who
    meets it; ``partly``: who shows it at a lower level, by a badge that ended, or a nearer or broader skill, and does
    not meet it. In the order of the team.
    """

    names: tuple[str, ...]
    level: Level | None
    roles: tuple[str, ...]
    must: int
    held: tuple[str, ...]
    partly: tuple[str, ...]

    @property
    def gap(self) -> bool:
        """Whether nobody of the team meets it."""
        return not self.held

    @property
    def alone(self) -> bool:
        """Whether it rests on one person."""
        return len(self.held) == 1


def team_skills(matches: Iterable[Match]) -> tuple[TeamSkill, ...]:
    """Return everything that the roles ask for: first what nobody meets, then what fewest do, what most roles ask.

    ``matches`` are of each person of the team with each role, whether or not that is open now. A person who meets it
    for one role meets it: roles may ask how recent it is, and the strictest that somebody asks decides for that role
    alone. Whoever has no name is counted by the place in ``matches``.
    """
    found: dict[tuple[tuple[str, ...], Level | None], _Counts] = {}
    for number, one in enumerate(matches):
        who = one.applicant or f"#{number + 1}"
        for fit in one.fits:
            thing = asked_thing(fit.requirement, one.taxonomy)
            if thing is None:
                continue
            counts = found.setdefault(thing, _Counts({}, {}))
            must = fit.requirement.kind is RequirementKind.MUST
            counts.roles[one.vacancy.id] = counts.roles.get(one.vacancy.id, False) or must
            best = counts.people.get(who, Met.MISSING)
            counts.people[who] = min(best, fit.met, key=_ORDER.index)
    rows = (_row(names, level, counts) for (names, level), counts in found.items())
    return tuple(sorted(rows, key=lambda row: (len(row.held), -row.must, -len(row.roles), row.names)))


_ORDER: Final = (Met.MET, Met.PARTIAL, Met.EXPIRED, Met.UNVERIFIED, Met.MISSING)


@dataclass(frozen=True, slots=True)
class _Counts:
    roles: dict[str, bool]
    people: dict[str, Met]


def _row(names: tuple[str, ...], level: Level | None, counts: _Counts) -> TeamSkill:
    roles: Mapping[str, bool] = counts.roles
    held = tuple(who for who, met in counts.people.items() if met is Met.MET)
    partly = tuple(who for who, met in counts.people.items() if met in {Met.PARTIAL, Met.EXPIRED})
    return TeamSkill(names, level, tuple(roles), sum(roles.values()), held, partly)
