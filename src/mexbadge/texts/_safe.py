"""Make a value from outside harmless to a terminal, a log and a reader."""

import unicodedata
from typing import Final

LONGEST: Final = 300
"""Characters of one value that are shown; a longer one is cut, and says so."""

_BIDIRECTIONAL: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE: Final = frozenset("\u00ad\u115f\u1160\u200b\u2060\u2800\u3164\ufeff\uffa0")


def shown(value: object, *, longest: int = LONGEST) -> str:
    r"""Return ``value`` as text in which nothing acts: control, bidirectional and invisible characters are escaped.

    A terminal escape sequence, a forged line break or a right-to-left override comes out as ``\x1b``, ``\n`` or
    ``\u202e``, visible and without effect. Text beyond ``longest`` characters is cut and ends in an ellipsis.
    """
    text = value if isinstance(value, str) else str(value)
    cut = text[:longest]
    if not cut.isascii() or not cut.isprintable():
        cut = "".join(character if _harmless(character) else _escaped(character) for character in cut)
    return f"{cut}…" if len(text) > longest else cut


def _harmless(character: str) -> bool:
    if character in _BIDIRECTIONAL or character in _INVISIBLE:
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _escaped(character: str) -> str:
    if character == "\u200d":  # joins the parts of an emoji; harmless between two of them
        return character
    return character.encode("unicode_escape").decode("ascii")
