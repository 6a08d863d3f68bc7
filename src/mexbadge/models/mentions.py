"""What a document calls the things that it names by an id, wherever it names them.

Over RDF the names of one node may change places, or move from one object to another with the same id, without a change
to what is signed (RDF 1.1 Concepts, section 3: a graph is a set). So a name is what all mentions of an id together say.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, TypeAlias

from mexbadge.models.language import Words

__all__ = ["Named", "disputed", "named", "names_of"]

Named: TypeAlias = tuple[str, Words]
"""An id and what one object with that id is called."""

_APART: Final = frozenset({"@context", "proof", "verifiableCredential"})
"""Members that are not looked into: the credentials of a record are shown by themselves, each with its own names."""
_MOST_DISPUTED: Final = 8


def named(document: object) -> tuple[Named, ...]:
    """Return the id and the name of each object in ``document`` that has both."""
    return tuple(_named(document))


def names_of(mentions: Iterable[Named], ident: str | None, own: object) -> Words:
    """Return what the :func:`named` of a document call the thing with the id ``ident``.

    ``own`` is the name where it is shown. Where mentions differ, every name is there, in no language and in an order of
    its own.
    """
    said = [] if ident is None else [words for found, words in mentions if found == ident]
    return _together([Words.of(own), *said])


def disputed(document: object) -> Iterator[tuple[str, Words]]:
    """Yield the first ids that the mentions in ``document`` call by different names, each with all of them."""
    said: dict[str, list[Words]] = {}
    for ident, words in _named(document):
        said.setdefault(ident, []).append(words)
    found = ((ident, _together(several)) for ident, several in said.items() if len(set(map(_texts, several))) > 1)
    for _, one in zip(range(_MOST_DISPUTED), found, strict=False):
        yield one


def _together(several: list[Words]) -> Words:
    given = [words for words in several if words]
    if len(set(map(_texts, given))) <= 1:
        return given[0] if given else Words()
    return Words(tuple((None, text) for text in sorted({text for words in given for _, text in words.texts})))


def _texts(words: Words) -> frozenset[tuple[str | None, str]]:
    return frozenset(words.texts)


def _named(document: object) -> Iterator[tuple[str, Words]]:
    """Yield the id and the name of each object that has both, without recursion."""
    waiting: list[Any] = [document]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list | tuple):
            waiting.extend(value)
        elif isinstance(value, dict) or (type(value) is not str and isinstance(value, Mapping)):
            ident = value.get("id")
            if isinstance(ident, str) and (words := Words.of(value.get("name"))):
                yield ident, words
            waiting += [inner for name, inner in value.items() if type(inner) is not str and name not in _APART]
