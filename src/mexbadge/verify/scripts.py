"""Which script a letter is of, and which scripts one text mixes (Unicode Technical Standard 39, section 5)."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

__all__ = ["ALIKE", "EAST_ASIAN", "LOOKED_AT", "mixture", "script_of", "words"]

LOOKED_AT: Final = 2000
"""How many characters of one text are compared; a report shows fewer."""
_NAMED: Final = {
    "CJK": "HAN",
    "IDEOGRAPHIC": "HAN",
    "HENTAIGANA": "HIRAGANA",
    "DOUBLE-STRUCK": "MATHEMATICAL",
    "SCRIPT": "MATHEMATICAL",
    "BLACK-LETTER": "MATHEMATICAL",
    "PLANCK": "MATHEMATICAL",
    "": "OTHER",
}
"""The first word of a character's name, where it is not the script itself."""
_COMMON: Final = frozenset(
    {
        "ALEF",
        "BET",
        "CARON",
        "DALET",
        "EULER",
        "FEMININE",
        "GIMEL",
        "INFORMATION",
        "KATAKANA-HIRAGANA",
        "MASCULINE",
        "MASU",
        "MICRO",
        "MODIFIER",
        "ROMAN",
        "SUPERSCRIPT",
        "TURNED",
        "VEDIC",
        "VERTICAL",
    }
)
"""First words of the names of letters that stand in any script."""
_UNLIKE: Final = frozenset("ΓΔΘΛΞΠΣΦΨΩβδζθλμξπςσφψω")
"""Greek letters that resemble no Latin one; phonetic alphabets and Indigenous orthographies write them among Latin."""
ALIKE: Final = frozenset(
    {"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "DESERET", "GREEK", "LATIN", "LISU", "MATHEMATICAL", "OSAGE"}
)
"""Scripts with letters that look the same; two of them in one text deserve a look, even in words of their own."""
_TOGETHER: Final = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
)
"""Scripts that one language writes in one word (Unicode Technical Standard 39, section 5.1)."""
EAST_ASIAN: Final = frozenset({"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
"""Scripts beside which Latin letters of full width are plain writing."""


@lru_cache(maxsize=4096)
def script_of(character: str) -> str | None:
    """Return the script of a letter by the name that Unicode gives it; ``None`` for what stands in any script."""
    if not unicodedata.category(character).startswith("L") or character in _UNLIKE:
        return None
    name = unicodedata.name(unicodedata.normalize("NFC", character)[0], "")
    first = name.removeprefix("FULLWIDTH ").removeprefix("HALFWIDTH ").partition(" ")[0]
    return None if first in _COMMON else _NAMED.get(first, first)


def mixture(text: str) -> frozenset[str]:
    """Return the scripts that ``text`` mixes in a way that no one language does, or the empty set.

    Two scripts with letters that look alike must not stand in one text, any two not in one word; a Greek letter that
    stands alone (as in beta-blockers) and what Japanese, Korean and Chinese write together are fine.
    """
    seen: set[str] = set()
    for word in words(text[:LOOKED_AT]):
        scripts = {script for character in word if (script := script_of(character)) is not None}
        if len(word) == 1 and scripts == {"GREEK"}:
            continue
        if len(scripts) > 1 and not any(scripts <= family for family in _TOGETHER):
            return frozenset(scripts)
        seen |= scripts
    alike = seen & ALIKE
    return frozenset(alike) if len(alike) > 1 else frozenset()


def words(text: str, *, beside: Callable[[str], bool] = lambda _: False) -> Iterator[str]:
    """Yield the letters of each word of ``text``; the marks above and below them do not end it.

    ``beside`` says which other characters belong to a word as well.
    """
    word: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "L" or beside(character):
            word.append(character)
        elif word and category[0] != "M":
            yield "".join(word)
            word = []
    if word:
        yield "".join(word)
