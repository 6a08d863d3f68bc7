"""Skills out of a badge, each with where it stands in it.

What counts, in this order (Open Badges 3.0, section B.1.3 and B.1.14; Open Badges 2.0, "Alignment"):

1. an alignment of the achievement, whatever its ``targetType`` says, unless that is a credential or a rubric: it names
   the skill of its address, and of an address in its code or in the query of its address. Whether anybody asks for that
   skill is for the vacancy, the list and the catalogue to say;
2. an alignment of a result: the same, with the level that was reached where a table names it (``levels``);
3. an alignment to a credential (``ceterms:Credential``), and the achievement itself, by a table of what credentials
   certify (``certifies``): it is the caller's word, such as a college's catalogue.

Tags and free text are suggestions of weight 0: they are found, and never count.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from mexbadge.badge import Alignment, Badge
from mexbadge.skills.levels import Level
from mexbadge.skills.spelling import within
from mexbadge.skills.taxonomy import Taxonomy

__all__ = ["Claim", "NamedBy", "Tables", "claims_of", "skills_named"]

_RUBRICS: Final = frozenset({"cfrubric", "cfrubriccriterion", "cfrubriccriterionlevel"})
_CREDENTIALS: Final = re.compile(
    r"(?:ceterms:|https?://purl\.org/ctdl/terms/)"
    r"(?:\w*credential|\w*certificate|\w*degree|\w*diploma|\w*badge|certification|license|licence)",
    re.IGNORECASE,
)
"""The classes of credentials in the Credential Transparency Description Language."""


class NamedBy(StrEnum):
    """How a badge names a skill."""

    ALIGNMENT = "alignment"
    RESULT = "result"
    CERTIFIED = "certified"
    TAG = "tag"

    @property
    def counts(self) -> bool:
        """Whether it is more than a suggestion."""
        return self is not NamedBy.TAG


@dataclass(frozen=True, slots=True)
class Claim:
    """One skill that a badge names: the canonical URI, the level (``None``: not known), how, and the words it used."""

    skill: str
    level: Level | None
    how: NamedBy
    said: str


@dataclass(frozen=True, slots=True)
class Tables:
    """What the caller knows beside the badge.

    ``levels``: the level that the id (or else the name) of a result's achieved level stands for. ``certifies``: the
    skills, with their levels, that a credential certifies, by the id of its achievement.
    """

    levels: Mapping[str, Level] = field(default_factory=dict, repr=False)
    certifies: Mapping[str, Sequence[tuple[str, Level | None]]] = field(default_factory=dict, repr=False)


def claims_of(badge: Badge, taxonomy: Taxonomy | None = None, tables: Tables | None = None) -> tuple[Claim, ...]:
    """Return every skill that a badge names, each as often as it does; never raises, whatever the badge says."""
    known, beside = taxonomy or Taxonomy.of(()), tables or Tables()
    found = [*_alignments(badge, known, beside), *_results(badge, known, beside), *_tags(badge, known)]
    found += _certified(badge.achievement_id, known, beside)
    return tuple(dict.fromkeys(found))


def _alignments(badge: Badge, known: Taxonomy, tables: Tables) -> Iterator[Claim]:
    for alignment in badge.alignments:
        for skill in skills_named(alignment, known):
            yield Claim(skill, None, NamedBy.ALIGNMENT, alignment.name or alignment.url or "")
        if _CREDENTIALS.fullmatch(alignment.type or ""):
            yield from _certified(alignment.url, known, tables)


def _results(badge: Badge, known: Taxonomy, tables: Tables) -> Iterator[Claim]:
    for result in badge.results:
        level = tables.levels.get(result.level or "") or tables.levels.get(result.level_name or "")
        for alignment in result.alignments:
            for skill in skills_named(alignment, known):
                yield Claim(skill, level, NamedBy.RESULT, alignment.name or alignment.url or "")


def _certified(credential: str | None, known: Taxonomy, tables: Tables) -> Iterator[Claim]:
    for skill, level in tables.certifies.get(credential or "", ()):
        yield Claim(known.canonical(skill), level, NamedBy.CERTIFIED, credential or "")


def _tags(badge: Badge, known: Taxonomy) -> Iterator[Claim]:
    """Yield what a tag names by the very label of one skill."""
    if not badge.tags:
        return
    labels: dict[str, set[str]] = {}
    for skill in known:
        for _, text in skill.labels.texts:
            labels.setdefault(text.casefold(), set()).add(known.canonical(skill.uri))
    for tag in badge.tags:
        named = labels.get(tag.casefold(), set())
        if len(named) == 1:
            yield Claim(next(iter(named)), None, NamedBy.TAG, tag)


def skills_named(alignment: Alignment, taxonomy: Taxonomy) -> tuple[str, ...]:
    """Return the canonical URIs of the skills that an alignment names: of its address, its code, and their queries."""
    kind = alignment.type or ""
    if kind.rpartition(":")[2].rpartition("/")[2].casefold() in _RUBRICS or _CREDENTIALS.fullmatch(kind):
        return ()
    given = [text.strip() for text in (alignment.url, alignment.code) if text is not None and _is_uri(text.strip())]
    found = [*given, *(inner for text in given for inner in within(text))]
    return tuple(dict.fromkeys(taxonomy.canonical(uri) for uri in found))


def _is_uri(text: str) -> bool:
    """Return whether a text names something by a URI: a scheme, and no blank."""
    return _URI.fullmatch(text) is not None


_URI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s]+")
