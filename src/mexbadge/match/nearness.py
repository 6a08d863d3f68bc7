"""How near texts are to a wording: the cosine of their weighted features, of whole numbers, so that it is exact.

A text is its words, a word its features (runs of letters, or its stem); a feature weighs the more, the fewer texts have
it (TF-IDF). With the extra ``match`` sums are those of sparse rows, else they are added up word by word; the numbers
are the same.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from math import log, sqrt
from typing import Final

from mexbadge.match import libraries

__all__ = ["SAME", "STEMMED", "Asked", "Features", "Pages", "Text", "Weighing", "runs", "stems", "summed", "words"]

Features = Callable[[str], Sequence[str]]
"""The features of one word."""
Text = tuple[int, Sequence[str]]
"""Whose text it is (a number), and its words."""
STEMMED: Final[Mapping[str, str]] = {"en": "english", "fr": "french"}
"""The languages whose words are stemmed, as the stemmer calls them."""
SAME: Final = 1 - 5e-7
"""What is nearer than this is called just so."""
_WORD: Final = re.compile(r"[^\W_]+")
_SIZES: Final = (2, 3, 4)
_THOUSAND: Final = 1_000


def words(text: str) -> list[str]:
    """Return the words of a text in small letters, with their accents."""
    return _WORD.findall(unicodedata.normalize("NFC", text.casefold()))


def _plain(word: str) -> str:
    if word.isascii():
        return word
    return "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))


def runs(word: str) -> Sequence[str]:
    """Return the runs of two to four letters of a word, with a blank before and after it, accents folded."""
    padded = f" {_plain(word)} "
    return [padded[at : at + size] for size in _SIZES for at in range(max(len(padded) - size + 1, 0))]


@lru_cache
def stems(lang: str) -> Features:
    """Return what gives the stem of a word of a language, accents folded; of others than :data:`STEMMED` the word."""
    name = STEMMED.get(lang)
    if name is None:
        return lambda word: (_plain(word),)
    stemmer = libraries.snowballstemmer.stemmer(name)
    return lambda word: (_plain(stemmer.stemWord(word)),)


@dataclass(slots=True)
class Asked:
    """A wording as its features: what each is worth beside one of a text, and the square of its length."""

    worth: dict[str, int]
    square: int


@dataclass(slots=True)
class Weighing:
    """How telling each feature is, in thousandths: ``ln((1 + n) / (1 + count)) + 1``."""

    features: Features
    idf: dict[str, int] = field(repr=False)
    rarest: int

    @classmethod
    def of(cls, features: Features, seen: Mapping[str, int], total: int) -> "Weighing":
        """Weigh features by how many of ``total`` texts have them."""
        by_count = {count: _telling(total, count) for count in {0, *seen.values()}}
        return cls(features, {name: by_count[count] for name, count in seen.items()}, by_count[0])

    def asked(self, tokens: Sequence[str], *, strange: bool) -> Asked:
        """Return a wording; ``strange``: features that no text has make it longer too."""
        counted = Counter(chain.from_iterable(map(self.features, tokens)))
        worth = {name: times * self.idf[name] ** 2 for name, times in counted.items() if name in self.idf}
        square = sum(counted[name] * value for name, value in worth.items())
        if strange:
            square += sum((times * self.rarest) ** 2 for name, times in counted.items() if name not in self.idf)
        return Asked(worth, square)


def _telling(total: int, count: int) -> int:
    return round((log((1 + total) / (1 + count)) + 1) * _THOUSAND)


@dataclass(slots=True)
class Pages:
    """An index without further libraries: words come again in many texts, so sums are made word by word."""

    weighing: Weighing
    strange: bool
    owners: list[int] = field(repr=False)
    squares: list[int] = field(repr=False)
    texts: Mapping[str, Sequence[int]] = field(repr=False)
    words: Mapping[str, Sequence[str]] = field(repr=False)

    @classmethod
    def of(cls, texts: Iterable[Text], features: Features, *, strange: bool = False) -> "Pages":
        """Index texts."""
        owners: list[int] = []
        known: dict[str, Sequence[str]] = {}
        places: defaultdict[str, list[int]] = defaultdict(list)
        seen: Counter[str] = Counter()
        bags: list[Counter[str]] = []
        for place, (owner, tokens) in enumerate(texts):
            owners.append(owner)
            for token in tokens:
                if token not in known:
                    known[token] = features(token)
                places[token].append(place)
            bags.append(Counter(chain.from_iterable([known[token] for token in tokens])))
            seen.update(bags[-1].keys())
        weighing = Weighing.of(features, seen, len(owners))
        squares = [sum((times * weighing.idf[name]) ** 2 for name, times in bag.items()) for bag in bags]
        having: defaultdict[str, list[str]] = defaultdict(list)
        for token, found in known.items():
            for name in found:
                having[name].append(token)
        return cls(weighing, strange, owners, squares, places, having)

    def cosines(self, asked: str) -> dict[int, float]:
        """Return how near each text is, by its place, where that is more than 0."""
        wanted = self.weighing.asked(words(asked), strange=self.strange)
        shared: dict[str, int] = {}
        for name, worth in wanted.worth.items():
            for token in self.words[name]:
                shared[token] = shared.get(token, 0) + worth
        sums: dict[int, int] = {}
        for token, value in shared.items():
            for place in self.texts[token]:
                sums[place] = sums.get(place, 0) + value
        return {place: value / sqrt(self.squares[place] * wanted.square) for place, value in sums.items()}

    def nearest(self, cosines: Mapping[int, float]) -> dict[int, float]:
        """Return how near the nearest text of each owner is."""
        best: dict[int, float] = {}
        for place, value in cosines.items():
            owner = self.owners[place]
            best[owner] = max(value, best.get(owner, 0.0))
        return best


def summed(measures: Sequence[tuple[int, Sequence[Mapping[int, float]]]]) -> dict[int, float]:
    """Return the mean of measures for each owner, each by its weight; one for whom the first is full is at 1.

    Of several of one measure (of several languages) the greatest counts.
    """
    whole = sum(weight for weight, _ in measures)
    merged = [(weight, _greatest(found)) for weight, found in measures]
    total: dict[int, float] = {}
    for weight, found in merged:
        for owner, value in found.items():
            total[owner] = total.get(owner, 0.0) + weight * value
    first = merged[0][1]
    return {owner: 1.0 if first.get(owner, 0.0) > SAME else value / whole for owner, value in total.items()}


def _greatest(found: Sequence[Mapping[int, float]]) -> Mapping[int, float]:
    best: dict[int, float] = {}
    for one in found:
        for owner, value in one.items():
            best[owner] = max(value, best.get(owner, 0.0))
    return best
