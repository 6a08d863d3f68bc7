"""From words to skills, for people who write vacancies: suggestions, which count only once a person confirmed them.

Labels and alternative labels in every language are compared by their runs of two to four letters (TF-IDF, cosine). A
title of an occupation is looked up among the known occupations; the skills of the nearest ones are suggested. Nothing
is learned, and equal input gives equal output.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from heapq import nsmallest
from itertools import chain
from math import log, sqrt
from typing import Final

from mexbadge.errors import InputError
from mexbadge.match.vacancy import Kind, Requirement
from mexbadge.models.language import Words
from mexbadge.skills import Taxonomy

__all__ = ["Suggester", "Suggestion", "confirmed"]

_SIZES: Final = (2, 3, 4)
_WORD: Final = re.compile(r"[^\W_]+")
_LONGEST: Final = 2_000
_LINES: Final = 50
_OCCUPATIONS: Final = 12
_PLACES: Final = 6


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One skill that may be meant: how near its label is (0 to 1), which of its labels, and by what way."""

    skill: str
    score: float
    label: str
    why: str


@dataclass(slots=True)
class _Index:
    """Texts by their words, and words by their runs of letters: a text's runs are those of its words together.

    Words come again in many texts, so what a text has in common with another is added up word by word.
    """

    names: Sequence[tuple[str, str]] = field(repr=False)
    idf: Mapping[str, float] = field(repr=False)
    norms: Sequence[float] = field(repr=False)
    texts: Mapping[str, Sequence[int]] = field(repr=False)
    words: Mapping[str, Sequence[str]] = field(repr=False)

    @classmethod
    def of(cls, labels: Iterable[tuple[str, str]]) -> "_Index":
        names = list(labels)
        grams: dict[str, list[str]] = {}
        texts: dict[str, list[int]] = {}
        worded = [_words(text) for _, text in names]
        seen: Counter[str] = Counter()
        for number, found in enumerate(worded):
            for word in found:
                if word not in grams:
                    grams[word] = _grams(word)
                texts.setdefault(word, []).append(number)
            seen.update(set(chain.from_iterable([grams[word] for word in found])))
        idf = {gram: log((1 + len(names)) / (1 + count)) + 1 for gram, count in seen.items()}
        norms = [
            sqrt(sum([(count * idf[gram]) ** 2 for gram, count in _counted(found, grams).items()])) for found in worded
        ]
        words: dict[str, list[str]] = {}
        for word, runs in grams.items():
            for gram in runs:
                words.setdefault(gram, []).append(word)
        return cls(names, idf, norms, texts, words)

    def nearest(self, text: str, count: int) -> list[tuple[float, str, str]]:
        """Return score, name and text of the nearest ones, each name once, the best first."""
        asked = _words(text)
        counted = _counted(asked, {word: _grams(word) for word in asked})
        grams = {gram: times * self.idf[gram] for gram, times in counted.items() if gram in self.idf}
        norm = sqrt(sum(value**2 for value in grams.values())) or 1.0
        shared: dict[str, float] = {}
        for gram, value in grams.items():
            worth = value * self.idf[gram] / norm
            for word in self.words[gram]:
                shared[word] = shared.get(word, 0.0) + worth
        scores: dict[int, float] = {}
        for word, value in shared.items():
            for number in self.texts[word]:
                scores[number] = scores.get(number, 0.0) + value
        best: dict[str, tuple[float, str]] = {}
        for number, score in scores.items():
            name, label = self.names[number]
            rounded = round(min(score / self.norms[number], 1.0), _PLACES)
            if name not in best or (rounded, label) > best[name]:
                best[name] = (rounded, label)
        ordered = nsmallest(count, best.items(), key=lambda item: (-item[1][0], item[0]))
        return [(score, name, label) for name, (score, label) in ordered]


class Suggester:
    """Suggests skills of one taxonomy; made once, used many times."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._taxonomy = taxonomy
        self._skills = _Index.of(
            (taxonomy.canonical(skill.uri), text)
            for skill in taxonomy
            for _, text in (*skill.labels.texts, *skill.alternatives.texts)
        )
        self._wanted = {one.uri: one for one in taxonomy.occupations}
        self._occupations = _Index.of(
            (one.uri, text) for one in taxonomy.occupations for _, text in (*one.labels.texts, *one.alternatives.texts)
        )

    def suggest(self, text: str, *, count: int = 10) -> tuple[Suggestion, ...]:
        """Return the skills whose labels come nearest to a text; of several lines or sentences, to each of them.

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
                    votes[name] = votes.get(name, 0.0) + score * share
                    why.setdefault(name, label)
        most = max(votes.values(), default=1.0) or 1.0
        found = [
            Suggestion(name, round(value / most, _PLACES), self._taxonomy.label(name), why[name])
            for name, value in votes.items()
        ]
        return _ordered(found, count)


def confirmed(
    suggestions: Iterable[Suggestion], chosen: Iterable[str], *, kind: Kind = Kind.MUST
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


def _words(text: str) -> list[str]:
    """Return the words of a text, accents folded."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    if not folded.isascii():
        folded = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return _WORD.findall(folded)


def _grams(word: str) -> list[str]:
    """Return the runs of letters of a word, with a blank before and after it."""
    padded = f" {word} "
    return [padded[at : at + size] for size in _SIZES for at in range(max(len(padded) - size + 1, 0))]


def _counted(words: Iterable[str], grams: Mapping[str, Sequence[str]]) -> Counter[str]:
    return Counter(chain.from_iterable([grams[word] for word in words]))
