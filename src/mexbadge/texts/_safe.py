"""Make a value from outside harmless to a terminal, a log and a reader."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 300
"""Characters of one value that are shown; a longer one is cut, and says so."""

_BIDIRECTIONAL: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE: Final = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u200b\u2060\u2800\u3164\ufeff\uffa0")
_SPACES: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_UNSEEN: Final = "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u2800"
_UNSEEN_TOO: Final = "\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
_GAP: Final = re.compile(f"[{_SPACES}{_UNSEEN}{_UNSEEN_TOO}]{{2,}}|[\u1680\u2000-\u200a\u205f\u3000]")
"""A run of white space (category Zs) and of characters that show nothing, or an unusual blank."""
_SPACE: Final = re.compile(f"[{_SPACES}]")
_SLACK: Final = 8
"""How many times the characters that are shown are read, so that a long gap does not hide what stands behind it."""


def shown(value: object, *, longest: int = LONGEST) -> str:
    r"""Return ``value`` as text in which nothing acts: control, bidirectional and invisible characters are escaped.

    A terminal escape sequence, a forged line break or a right-to-left override comes out as ``\x1b``, ``\n`` or
    ``\u202e``, visible and without effect. In a run of white space and of characters that show nothing each stands once,
    so that no gap pushes the end of a text out of sight. Text beyond ``longest`` characters is cut and ends in an
    ellipsis.
    """
    text = value if isinstance(value, str) else str(value)
    read = _GAP.sub(_closed, text[: longest * _SLACK])
    cut = read[:longest]
    whole = len(text) <= longest * _SLACK and len(read) <= longest
    if not cut.isascii() or not cut.isprintable():
        cut = "".join(character if _harmless(character) else _escaped(character) for character in cut)
    return cut if whole else f"{cut}…"


def _closed(gap: re.Match[str]) -> str:
    return "".join(dict.fromkeys(_SPACE.sub(" ", gap.group())))


def _harmless(character: str) -> bool:
    if character in _BIDIRECTIONAL or character in _INVISIBLE:
        return False
    return unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _escaped(character: str) -> str:
    if character == "\u200d":  # joins the parts of an emoji; harmless between two of them
        return character
    return character.encode("unicode_escape").decode("ascii")
