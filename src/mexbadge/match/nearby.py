"""Which of many named things come nearest to a wording, by what they are called and how they are described.

Three measures of nearness (:mod:`mexbadge.match.nearness`) are added: the runs of letters of a label or an alternative,
the stems of its words (half as much), and the stems of all that is said of a thing, its description too (half as much).
Stems are those of the language of each text, English where none is named. What is called just so is as near as can be.
With an encoder (:mod:`mexbadge.match.encoding`), what labels mean is a fourth one, which counts as much as the first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from importlib.util import find_spec
from typing import Any, Final, TypeAlias

from mexbadge.match.encoding import Encoder, Meanings
from mexbadge.match.nearness import Features, Pages, Text, runs, stems, summed, words
from mexbadge.models.language import Words

__all__ = ["Nearby", "Said", "nearby"]

_ENGLISH: Final = "en"
_PLACES: Final = 6
_MANY: Final = 2_000
"""From so many texts on it is worth loading what adds up sparse rows."""

Found: TypeAlias = tuple[float, str, str]
"""How near (0 to 1), the name of a thing, and which of its texts comes nearest."""


@dataclass(frozen=True, slots=True)
class Said:
    """A thing by its name, and what it is called; several may have one name."""

    name: str
    labels: Words
    alternatives: Words = field(default_factory=Words)
    description: Words = field(default_factory=Words)


@dataclass(frozen=True, slots=True)
class Nearby:
    """Named things, and the measures by which they are near; made by :func:`nearby`."""

    names: Sequence[str] = field(repr=False)
    texts: Sequence[Sequence[tuple[int, str]]] = field(repr=False)
    """What each is called, with its place in the first measure."""
    measures: Sequence[tuple[int, Sequence[Any]]] = field(repr=False)
    rows: bool = False

    def nearest(self, text: str, count: int) -> list[Found]:
        """Return the nearest ones, each name once, the best first; equal ones by their names."""
        cosines = [(weight, [(index, index.cosines(text)) for index in some]) for weight, some in self.measures]
        measured = [(weight, [index.nearest(found) for index, found in some]) for weight, some in cosines]
        total = self._summed(measured, count)
        rounded = ((round(value, _PLACES), self.names[owner], owner) for owner, value in total.items())
        best = nsmallest(count, rounded, key=lambda one: (-one[0], one[1]))
        letters = cosines[0][1][0][1]
        return [(value, name, self._text(owner, letters)) for value, name, owner in best if value > 0]

    def _summed(self, measured: Sequence[tuple[int, Sequence[Any]]], count: int) -> dict[int, float]:
        if not self.names:
            return {}
        if not self.rows:
            return summed(measured)
        from mexbadge.match.rows import summed as summed_rows  # noqa: PLC0415 - an extra, and heavy

        return summed_rows(measured, count)

    def _text(self, owner: int, letters: Any) -> str:  # noqa: ANN401 - by place, as a mapping or an array
        places = self.texts[owner]
        near = [letters.get(place, 0.0) if isinstance(letters, dict) else float(letters[place]) for place, _ in places]
        rounded = [(round(value, _PLACES), text) for value, (_, text) in zip(near, places, strict=True)]
        return max(rounded, default=(0.0, self.names[owner]))[1]


def nearby(said: Iterable[Said], *, rows: bool | None = None, encoder: Encoder | None = None) -> Nearby:
    """Index things by what is said of them; ``rows``: whether by sparse rows (``None``: where that is quicker)."""
    said = tuple(said)
    numbers: dict[str, int] = {}
    called: list[tuple[int, str | None, str]] = []
    told: list[tuple[int, str | None, str]] = []
    for one in said:
        owner = numbers.setdefault(one.name, len(numbers))
        called.extend((owner, *pair) for pair in (*one.labels.texts, *one.alternatives.texts))
        told.extend((owner, *pair) for pair in one.description.texts)
    texts: list[list[tuple[int, str]]] = [[] for _ in numbers]
    for place, (owner, _, text) in enumerate(called):
        texts[owner].append((place, text))
    by_rows = len(called) > _MANY and find_spec("scipy") is not None if rows is None else rows
    by_rows = by_rows or encoder is not None
    make = _Maker(by_rows)
    letters = make.index([(owner, words(text)) for owner, _, text in called], runs, strange=False)
    named: dict[str, list[Text]] = {}
    whole: dict[str, dict[int, list[str]]] = {}
    for number, (owner, tag, text) in enumerate((*called, *told)):
        lang = (tag or _ENGLISH).partition("-")[0].lower()
        tokens = words(text)
        if number < len(called):
            named.setdefault(lang, []).append((owner, tokens))
        whole.setdefault(lang, {}).setdefault(owner, []).extend(tokens)
    labels = [make.index(some, stems(lang), strange=True) for lang, some in named.items()]
    pages = [make.index(list(some.items()), stems(lang), strange=True) for lang, some in whole.items()]
    measures: list[tuple[int, Sequence[Any]]] = [(2, [letters]), (1, labels), (1, pages)]
    if encoder is not None:
        called_so = [(numbers[one.name], text) for one in said for _, text in one.labels.texts]
        measures.append((2, [Meanings.of(called_so, encoder)]))
    return Nearby(list(numbers), texts, measures, by_rows)


@dataclass(frozen=True, slots=True)
class _Maker:
    rows: bool

    def index(self, texts: Sequence[Text], features: Features, *, strange: bool) -> Any:  # noqa: ANN401 - one of two
        """Return an index of one of the two kinds."""
        if not self.rows:
            return Pages.of(texts, features, strange=strange)
        from mexbadge.match.rows import Rows  # noqa: PLC0415 - an extra, and heavy

        return Rows.of(texts, features, strange=strange)
