"""Nearness by sparse rows (extra ``match``): the numbers of :class:`mexbadge.match.nearness.Pages`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.sparse import csr_array

from mexbadge.match.nearness import SAME, Features, Text, Weighing, words

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Rows", "summed"]

_FEW: Final = 20
"""Where less than one word in so many is shared, its texts alone are looked at."""
_ROUNDING: Final = 1e-6
"""What differs by less may be equal once it is rounded."""


@dataclass(slots=True)
class Rows:
    """An index as two matrices of counts: which words each text has, and which features each word."""

    weighing: Weighing
    strange: bool
    owners: "NDArray[Any]" = field(repr=False)
    squares: "NDArray[Any]" = field(repr=False)
    texts: "csr_array[Any, tuple[int, int]]" = field(repr=False)
    having: "csr_array[Any, tuple[int, int]]" = field(repr=False)
    """The texts that have each word: the first turned over."""
    words: "csr_array[Any, tuple[int, int]]" = field(repr=False)
    numbers: dict[str, int] = field(repr=False)

    @classmethod
    def of(cls, texts: Iterable[Text], features: Features, *, strange: bool = False) -> "Rows":
        """Index texts."""
        known: defaultdict[str, int] = defaultdict(count().__next__)
        owners: list[int] = []
        ends, columns = [0], list[int]()
        for owner, tokens in texts:
            owners.append(owner)
            columns.extend(map(known.__getitem__, tokens))
            ends.append(len(columns))
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        word_ends, word_columns = [0], list[int]()
        for token in known:
            word_columns.extend(map(numbers.__getitem__, features(token)))
            word_ends.append(len(word_columns))
        by_text = _counts(columns, ends, len(known))
        by_word = _counts(word_columns, word_ends, len(numbers))
        both = (by_text @ by_word).tocsr()
        both.sum_duplicates()
        seen = np.bincount(both.indices, minlength=len(numbers)).tolist()
        weighing = Weighing.of(features, dict(zip(numbers, seen, strict=True)), len(owners))
        idf = np.array([weighing.idf[name] for name in numbers], dtype=np.int64)
        both.data = (both.data * idf[both.indices]) ** 2
        squares = np.asarray(both.sum(axis=1), dtype=np.float64)
        having = by_text.T.tocsr()
        return cls(
            weighing, strange, np.array(owners, dtype=np.int64), squares, by_text, having, by_word, dict(numbers)
        )

    def cosines(self, asked: str) -> "NDArray[Any]":
        """Return how near each text is."""
        wanted = self.weighing.asked(words(asked), strange=self.strange)
        worth = np.zeros(len(self.numbers), dtype=np.int64)
        for name, value in wanted.worth.items():
            worth[self.numbers[name]] = value
        shared = self.words @ worth
        found = self._sums(shared)
        some = np.flatnonzero(found)
        found[some] /= np.sqrt(self.squares[some] * float(wanted.square))
        return found

    def _sums(self, shared: "NDArray[Any]") -> "NDArray[Any]":
        """Return for each text what its words are worth together: whole numbers, each exact."""
        some = np.flatnonzero(shared)
        if len(some) * _FEW > len(shared):
            return np.asarray(self.texts @ shared, dtype=np.float64)
        having = self.having[some]
        worth = np.repeat(shared[some], np.diff(having.indptr)) * having.data
        return np.bincount(having.indices, worth, minlength=len(self.squares)).astype(np.float64)

    def nearest(self, cosines: "NDArray[Any]") -> "NDArray[Any]":
        """Return how near the nearest text of each owner is."""
        best = np.zeros(int(self.owners.max(initial=-1)) + 1)
        some = np.flatnonzero(cosines)
        np.maximum.at(best, self.owners[some], cosines[some])
        return best


def summed(measures: "Sequence[tuple[int, Sequence[NDArray[Any]]]]", count: int) -> dict[int, float]:
    """Return the mean of measures for the ``count`` nearest owners (and those as near as the last of them).

    The numbers are those of :func:`mexbadge.match.nearness.summed`.
    """
    many = max(len(one) for _, found in measures for one in found)
    whole = sum(weight for weight, _ in measures)
    total, first = np.zeros(many), np.zeros(many)
    for number, (weight, found) in enumerate(measures):
        best = np.zeros(many)
        for one in found:
            best[: len(one)] = np.maximum(best[: len(one)], one)
        first = best if number == 0 else first
        total += weight * best
    total = np.where(first > SAME, 1.0, total / whole)
    last = np.partition(total, many - count)[many - count] if count < many else 0.0
    chosen = np.flatnonzero((total > 0) & (total >= last - _ROUNDING))
    return dict(zip(chosen.tolist(), total[chosen].tolist(), strict=True))


def _counts(columns: Sequence[int], ends: Sequence[int], width: int) -> "csr_array[Any, tuple[int, int]]":
    ones = np.ones(len(columns), dtype=np.int64)
    return csr_array((ones, np.array(columns, dtype=np.int32), np.array(ends)), shape=(len(ends) - 1, width))
