"""What badges are aligned to and nobody asks: told with each match, and gathered as a list to map by hand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mexbadge.badge import Alignment
from mexbadge.skills import Holding, SkillProfile, Taxonomy
from mexbadge.skills.reading import skills_named

if TYPE_CHECKING:
    from mexbadge.match.matching import Match
    from mexbadge.match.suggesting import Suggester, Suggestion

__all__ = ["NotAsked", "ToMap", "not_asked", "to_map"]


@dataclass(frozen=True, slots=True)
class NotAsked:
    """One alignment of a badge that counts, and the skill that it names and the vacancy does not ask."""

    holding: Holding
    alignment: Alignment
    skill: str


def not_asked(match: "Match") -> tuple[NotAsked, ...]:
    """Return the alignments of badges that count which helped with no requirement of this vacancy."""
    used = {fit.via for fit in match.fits}
    for one in match.vacancy.requirements:
        for skill in map(match.taxonomy.canonical, one.skills):
            used |= {skill, *match.taxonomy.below(skill)}
    found: dict[tuple[str, str], NotAsked] = {}
    for holding, alignment, skills in _named(match.holdings, match.taxonomy):
        if used.isdisjoint(skills):
            found.setdefault((holding.digest, skills[0]), NotAsked(holding, alignment, skills[0]))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class ToMap:
    """A skill that badges name and no list knows: its address, what it is called, how many badges name it.

    ``suggestions``: known skills that may be meant; none of them counts before somebody writes it into the list
    (``equivalents``).
    """

    address: str
    name: str | None
    framework: str | None
    badges: int
    suggestions: "tuple[Suggestion, ...]" = ()


def to_map(
    profiles: Iterable[SkillProfile],
    taxonomy: Taxonomy,
    *,
    named: Iterable[str] = (),
    suggester: "Suggester | None" = None,
    count: int = 3,
) -> tuple[ToMap, ...]:
    """Return the skills in badges that count which the list does not know, the most frequent first.

    ``named``: skills that vacancies or a catalogue name, which need no list. ``suggester``: adds what may be meant.
    """
    known = {taxonomy.canonical(uri) for uri in named}
    seen: dict[str, tuple[Alignment, set[str]]] = {}
    for profile in profiles:
        for holding, alignment, skills in _named(profile.holdings, taxonomy):
            if not any(skill in taxonomy or skill in known for skill in skills):
                seen.setdefault(skills[0], (alignment, set()))[1].add(holding.digest)
    rows = [
        ToMap(address, one.name, one.framework, len(badges), _meant(one.name, suggester, count))
        for address, (one, badges) in seen.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.badges, row.address)))


def _named(holdings: Iterable[Holding], taxonomy: Taxonomy) -> Iterator[tuple[Holding, Alignment, tuple[str, ...]]]:
    """Yield each alignment that names a skill, of the badges that count."""
    for holding in holdings:
        badge = holding.badge
        if badge is None or not holding.counts:
            continue
        results = (one for result in badge.results for one in result.alignments)
        for alignment in dict.fromkeys((*badge.alignments, *results)):
            if skills := skills_named(alignment, taxonomy):
                yield holding, alignment, skills


def _meant(name: str | None, suggester: "Suggester | None", count: int) -> "tuple[Suggestion, ...]":
    if suggester is None or name is None or not any(sign.isalnum() for sign in name):
        return ()
    return suggester.suggest(name, count=count)
