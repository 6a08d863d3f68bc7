"""From words to skills, for people who write vacancies: suggestions, which count only once a person confirmed them.

A text is compared with the labels, the alternatives and the descriptions of a list in all its languages
(:mod:`mexbadge.match.nearby`). A title of an occupation is looked up among the known occupations; the skills of the
nearest ones are suggested. Nothing is learned, and equal input gives equal output.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from mexbadge.errors import InputError
from mexbadge.match.encoding import Encoder
from mexbadge.match.nearby import Said, nearby
from mexbadge.match.vacancy import Requirement, RequirementKind
from mexbadge.models.language import Words
from mexbadge.skills import Taxonomy

__all__ = ["Suggester", "Suggestion", "confirmed"]

_LONGEST: Final = 2_000
_LINES: Final = 50
_OCCUPATIONS: Final = 40
_STEEP: Final = 4
"""By which power of their nearness occupations count."""
_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One skill that may be meant: how near its label is (0 to 1), which of its labels, and by what way."""

    skill: str
    score: float
    label: str
    why: str


class Suggester:
    """Suggests skills of one taxonomy; made once, used many times."""

    def __init__(self, taxonomy: Taxonomy, *, encoder: Encoder | None = None) -> None:
        """Index a list; with an ``encoder`` what labels of skills mean counts too."""
        self._taxonomy = taxonomy
        names = {skill.uri: taxonomy.canonical(skill.uri) for skill in taxonomy}
        said = [Said(names[one.uri], one.labels, one.alternatives, one.statement) for one in taxonomy]
        self._skills = nearby(said, encoder=encoder)
        self._wanted = {one.uri: one for one in taxonomy.occupations}
        self._occupations = nearby([Said(one.uri, one.labels, one.alternatives) for one in taxonomy.occupations])

    def suggest(self, text: str, *, count: int = 10) -> tuple[Suggestion, ...]:
        """Return the skills that come nearest to a text; of several lines or sentences, to each of them.

        Raises :class:`InputError` ``match_text`` for a text that says nothing.
        """
        found: dict[str, Suggestion] = {}
        for part in _parts(text):
            for score, skill, label in self._skills.nearest(part, count):
                if skill not in found or found[skill].score < score:
                    found[skill] = Suggestion(skill, score, label, part)
        return _ordered(found.values(), count)

    def of_title(self, title: str, *, count: int = 10) -> tuple[Suggestion, ...]:
        """Return the skills of the known occupations that come nearest to a title; essential ones weigh more.

        Raises :class:`InputError` ``match_text``. Without occupations in the taxonomy there are none.
        """
        (part, *_) = _parts(title)
        votes: dict[str, float] = {}
        why: dict[str, str] = {}
        for score, uri, label in self._occupations.nearest(part, _OCCUPATIONS):
            occupation = self._wanted[uri]
            for skills, share in ((occupation.essential, 1.0), (occupation.optional, 0.5)):
                for skill in sorted(skills):
                    name = self._taxonomy.canonical(skill)
                    votes[name] = votes.get(name, 0.0) + score**_STEEP * share
                    why.setdefault(name, label)
        most = max(votes.values(), default=1.0) or 1.0
        found = [
            Suggestion(name, round(value / most, _PLACES), self._taxonomy.label(name), why[name])
            for name, value in votes.items()
        ]
        return _ordered(found, count)


def confirmed(
    suggestions: Iterable[Suggestion], chosen: Iterable[str], *, kind: RequirementKind = RequirementKind.MUST
) -> tuple[Requirement, ...]:
    """Return requirements for those suggestions that a person chose, by URI; the others are dropped."""
    wanted = frozenset(chosen)
    kept = [one for one in suggestions if one.skill in wanted]
    return tuple(
        Requirement(f"r{number + 1}", kind, (one.skill,), weight=Decimal(1), label=Words.of(one.label))
        for number, one in enumerate(kept)
    )


def _ordered(found: Iterable[Suggestion], count: int) -> tuple[Suggestion, ...]:
    good = (one for one in found if one.score > 0)
    return tuple(sorted(good, key=lambda one: (-one.score, one.skill))[:count])


def _parts(text: str) -> list[str]:
    plain = text[: _LONGEST * _LINES].replace(";", "\n").replace("•", "\n").replace(". ", "\n")
    parts = [line.strip()[:_LONGEST] for line in plain.splitlines() if any(sign.isalnum() for sign in line)]
    if not parts:
        raise InputError("match_text")
    return parts[:_LINES]
