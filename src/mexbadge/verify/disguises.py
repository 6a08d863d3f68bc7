"""Letters that read as others, and marks that cover them (Unicode Technical Standard 39, sections 4 and 5.4)."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final

from mexbadge.trust.skeletons import ascii_of, covers
from mexbadge.verify.scripts import ALIKE, EAST_ASIAN, LOOKED_AT, script_of, words

__all__ = ["disguised", "marked"]

_DOTLESS: Final = "\u0131"
_TURKISH: Final = frozenset("ğĞşŞİ")
"""Letters that show that a dotless i is meant."""
_OWN_FORM: Final = frozenset("þƿªº")
"""Letters that the tables call alike and that a reader tells apart, or knows as what they are."""
_FEWEST: Final = 3
"""Letters of a word of another script, amid Latin ones, that must all read as ASCII before it is called a disguise."""
_RAISED: Final = (3, 5)
"""How many raised letters in a row are more than an abbreviation has: alone, and behind a letter or digit (Mˡˡᵉˢ)."""
_STROKES: Final = frozenset("\u4e28\u3163\u1175")
"""An upright stroke as a letter of Chinese and Korean: the table leads all of them to the first, and none to ASCII."""
_PUNCTUATION: Final = frozenset("/\\-|.:")
_REGIONAL: Final = re.compile("[\U0001f1e6-\U0001f1ff]+")
"""Letters that make a flag, two by two."""
_TIMES: Final = "\u00d7"
_MOST_MARKS: Final = 4
_MOST_ON_LATIN: Final = 2
"""How many marks one letter may bear beside what is one character with it."""


def disguised(text: str) -> frozenset[str]:
    """Return the characters of ``text`` that read as letters of ASCII and are none.

    Latin letters in an unusual form (full width, small capitals, dotless, raised), mathematical ones, letters in
    circles and squares, signs and numerals amid letters; strokes of Chinese and Korean amid Latin letters; and all
    letters of a text, or of a word amid Latin ones, of another script of which each reads as ASCII.
    """
    cut = text[:LOOKED_AT]
    if cut.isascii():
        return frozenset()
    scripts = {script_of(character) for character in cut} - {None}
    found = set(_raised(cut)) | set(_flags(cut))
    others: list[str] = []
    for word in words(cut, beside=_is_sign):
        if len(word) > 1 or unicodedata.category(word)[0] == "L":
            numerals = all(unicodedata.category(c) == "Nl" for c in word)
            found |= {c for c in word if not numerals and _is_form(c, cut, scripts)}
        found |= _strokes(word)
        others += [c for c in word if not c.isascii() and _of_other_script(c)]
        foreign = "LATIN" in scripts and len(word) >= _FEWEST and all(map(_of_other_script, word))
        found |= set(word) if foreign and all(map(_as_letter, word)) else set()
    if len(others) > 1 and "LATIN" not in scripts and all(map(_as_letter, others)):
        found |= set(others)
    return frozenset(found)


def marked(text: str) -> frozenset[str]:
    """Return the marks of ``text`` that strike a letter through or enclose it, or that are piled up on one.

    Marks are piled up where a letter bears more than a language writes, or one of them twice (section 5.4).
    """
    cut = unicodedata.normalize("NFC", text[:LOOKED_AT])
    if cut.isascii():
        return frozenset()
    found: set[str] = set()
    base, marks = "", list[str]()
    for character in f"{cut} ":
        if unicodedata.category(character) in {"Mn", "Me"}:
            marks += [] if "VARIATION SELECTOR" in unicodedata.name(character, "") else [character]
            continue
        found |= _piled(base, marks)
        base, marks = character, []
    return frozenset(found)


def _piled(base: str, marks: list[str]) -> set[str]:
    if base == "" or not base.isalpha():
        return set() if len(marks) <= _MOST_MARKS else set(marks)
    plain = base.isascii() or script_of(base) in ALIKE
    twice = plain and any(len(list(run)) > 1 for _, run in groupby(marks))
    many = len(marks) > (_MOST_ON_LATIN if plain else _MOST_MARKS)
    return set(marks) if twice or many else {mark for mark in marks if covers(mark)}


def _as_letter(character: str) -> bool:
    """Return whether a character beyond ASCII reads as one letter of ASCII."""
    read = ascii_of(character)
    return read is not None and len(read) == 1 and read.isalpha()


def _of_other_script(character: str) -> bool:
    return script_of(character) not in {None, "LATIN", "MATHEMATICAL"}


@lru_cache(maxsize=4096)
def _is_sign(character: str) -> bool:
    """Return whether a numeral or sign belongs to a word: a Roman numeral, or what reads as a letter."""
    category = unicodedata.category(character)
    if character.isascii() or character == _TIMES:
        return False
    return category == "Nl" or (category in {"So", "Sm"} and _as_letter(character))


def _is_form(character: str, text: str, scripts: "set[str | None]") -> bool:
    """Return whether a Latin letter, a mathematical one, a sign or a numeral reads as another letter."""
    if character.isascii() or character in _OWN_FORM or _of_other_script(character):
        return False
    if unicodedata.category(character) == "Lm" or not _as_letter(character):
        return False
    if character == _DOTLESS and not _TURKISH.isdisjoint(text):
        return False
    return not (unicodedata.east_asian_width(character) == "F" and not EAST_ASIAN.isdisjoint(scripts))


def _strokes(word: str) -> set[str]:
    """Return the letters of Chinese, Japanese and Korean in a Latin word that read as strokes or letters of ASCII.

    A single one between two small letters stands there in no language.
    """
    eastern = [c for c in word if script_of(c) in EAST_ASIAN]
    if not eastern or len(eastern) == len(word):
        return set()
    if all(c in _STROKES or (ascii_of(c) or "") in _PUNCTUATION or _as_letter(c) for c in eastern):
        return set(eastern)
    around = zip(word, word[1:], word[2:], strict=False)
    return {c for one, c, two in around if script_of(c) in EAST_ASIAN and _is_small(one) and _is_small(two)}


def _is_small(character: str) -> bool:
    return character.isascii() and character.islower()


def _raised(text: str) -> Iterator[str]:
    """Yield the raised letters that stand for plain ones: more in a row than an abbreviation has."""
    before = ""
    for raised, run in groupby(text, key=lambda c: unicodedata.category(c) == "Lm" and _as_letter(c)):
        letters = "".join(run)
        if raised and len(letters) >= _RAISED[before.isalnum()]:
            yield from letters
        before = letters[-1]


def _flags(text: str) -> Iterator[str]:
    """Yield the letters of flags that make none: one too many, or beside another letter."""
    for run in _REGIONAL.finditer(text):
        beside = text[run.start() - 1 : run.start()] + text[run.end() : run.end() + 1]
        if len(run.group()) % 2 or any(map(str.isalnum, beside)):
            yield from run.group()
