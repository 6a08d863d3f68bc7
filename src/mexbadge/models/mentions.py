"""What a document calls the things that it names by an id, wherever it names them.

Over RDF the names of one node may change places, or move from one object to another with the same id, without a change
to what is signed (RDF 1.1 Concepts, section 3: a graph is a set). So a name is what all mentions of an id together say.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from mexbadge.models.language import Words
from mexbadge.models.survey import Named, survey

__all__ = ["Named", "disputed", "named", "names_of"]

_MOST_DISPUTED: Final = 8


def named(document: object) -> tuple[Named, ...]:
    """Return the id and the name of each object in ``document`` that has both."""
    return survey(document).named


def names_of(mentions: Iterable[Named], ident: str | None, own: object) -> Words:
    """Return what the :func:`named` of a document call the thing with the id ``ident``.

    ``own`` is the name where it is shown. Where mentions differ, every name is there, in no language and in an order of
    its own.
    """
    said = [] if ident is None else [words for found, words in mentions if found == ident]
    return _together([Words.of(own), *said])


def disputed(mentions: Sequence[Named]) -> Iterator[tuple[str, Words]]:
    """Yield the first ids that ``mentions`` call by different names, each with all of them."""
    said: dict[str, list[Words]] = {}
    for ident, words in mentions:
        said.setdefault(ident, []).append(words)
    if len(said) == len(mentions):
        return
    found = ((ident, _together(several)) for ident, several in said.items() if not _alike(several))
    for _, one in zip(range(_MOST_DISPUTED), found, strict=False):
        yield one


def _together(several: list[Words]) -> Words:
    given = [words for words in several if words]
    if _alike(given):
        return given[0] if given else Words()
    return Words(tuple((None, text) for text in sorted({text for words in given for _, text in words.texts})))


def _alike(several: list[Words]) -> bool:
    """Return whether all say the same, in whatever order."""
    if all(words.texts == several[0].texts for words in several):
        return True
    return len(set(map(_texts, several))) <= 1


def _texts(words: Words) -> frozenset[tuple[str | None, str]]:
    return frozenset(words.texts)
