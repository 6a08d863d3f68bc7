"""How text may look where it is read."""

from dataclasses import dataclass
from textwrap import wrap
from typing import Final

__all__ = ["Look"]

_NARROWEST: Final = 20
"""Columns that a text has at least beside what stands before it."""


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

    def wrapped(self, start: str, text: str, *, indent: int, length: int | None = None) -> list[str]:
        """Return ``text`` after ``start``, in lines that are not wider than the terminal; later ones are indented.

        ``length`` is that of ``start`` where it holds what takes no room (colours). A word is never broken: an address
        must stay one.
        """
        if self.width is None:
            return [start + text]
        taken = len(start) if length is None else length
        wide = max(self.width, indent + _NARROWEST)
        lines = wrap(
            text,
            wide,
            initial_indent=" " * taken,
            subsequent_indent=" " * indent,
            break_long_words=False,
            break_on_hyphens=False,
        ) or [""]
        return [start + lines[0][taken:], *lines[1:]]

    @property
    def arrow(self) -> str:
        """The sign before a next step."""
        return "->" if self.ascii else "→"
