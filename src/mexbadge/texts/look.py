"""How text may look where it is read."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

__all__ = ["Look", "columns"]

_NARROWEST: Final = 20
"""Columns that a text has at least beside what stands before it."""
_COLOUR: Final = re.compile("\x1b\\[[0-9;]*m")
_BOUND: Final = re.compile(r" (?=[;:!?»](?: |$))|(?<=«) ")
"""A blank at which no line ends: French has one before its double signs, and inside its quotation marks."""
_NO_BREAK: Final = "\N{NO-BREAK SPACE}"
_BREAKS: Final = ("/#?&=", ".:-_@,;+|")
"""The signs after which a word that is longer than a line is broken, the better ones first."""


@dataclass(frozen=True, slots=True)
class Look:
    """How text may look: whether colour and characters beyond ASCII may be used, how much is said, and how wide.

    ``brief`` leaves out what passed; ``width`` is that of the terminal in columns, ``None`` for lines of any length.
    """

    colour: bool = False
    ascii: bool = False
    verbose: bool = False
    quiet: bool = False
    brief: bool = False
    width: int | None = None

    def paint(self, text: str, code: str) -> str:
        """Return ``text`` in a colour, if colour may be used."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour else text

    def wrapped(self, start: str, text: str, *, indent: int) -> list[str]:
        """Return ``text`` after ``start``, in lines that are not wider than the terminal; later ones are indented.

        A word that is longer than a line, such as an address, begins on a line of its own and is broken after a sign:
        ``/`` rather than ``.`` or ``-``. Without the blanks and line ends it is still the same word.
        """
        if self.width is None:
            return [start + text]
        room = max(self.width - indent, _NARROWEST)
        lines, line, empty = [], start, True
        for word in _words(text):
            free = indent + room - columns(line) - (0 if empty else 1)
            if columns(word) <= free:
                line += word if empty else f" {word}"
                empty = False
                continue
            *whole, last = _pieces(word, room)
            if not (empty and columns(line) <= indent):
                lines.append(line.rstrip())
                line = " " * indent
            for piece in whole:
                lines.append(line + piece)
                line = " " * indent
            line += last
            empty = False
        return [*lines, line.rstrip()]

    @property
    def arrow(self) -> str:
        """The sign before a next step."""
        return "->" if self.ascii else "→"


def columns(text: str) -> int:
    """Return how many columns of a terminal ``text`` takes: none for a colour or an accent, two for a wide sign."""
    plain = _COLOUR.sub("", text)
    if plain.isascii():
        return len(plain)
    return sum(_columns(character) for character in plain)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def _words(text: str) -> Iterator[str]:
    """Yield the words of a text, a double sign together with the word before it."""
    for word in _BOUND.sub(_NO_BREAK, text).split(" "):
        if word:
            yield word.replace(_NO_BREAK, " ")


def _pieces(word: str, room: int) -> Iterator[str]:
    """Yield a word in pieces of at most ``room`` columns, each but the last ending in a sign where there is one."""
    while columns(word) > room:
        length = _fitting(word, room)
        at = length
        for signs in _BREAKS:
            found = 1 + max(word.rfind(sign, 0, length) for sign in signs)
            if found * 2 >= length:
                at = found
                break
        yield word[:at]
        word = word[at:]
    yield word


def _fitting(word: str, room: int) -> int:
    """Return how many characters of ``word`` fit into ``room`` columns."""
    taken = 0
    for number, character in enumerate(word):
        taken += _columns(character)
        if taken > room:
            return max(number, 1)
    return len(word)
