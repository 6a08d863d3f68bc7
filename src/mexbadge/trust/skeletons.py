"""Texts that read alike: the skeletons of Unicode Technical Standard 39 (section 4, "Confusable Detection").

The table is Unicode's own file, bundled and pinned by its SHA-256 (``_data/unicode/index.json``); it is read only when
a text has something to look up.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from mexbadge.errors import InputError

__all__ = ["FOLDER", "alike", "ascii_of", "covers", "looks", "reading", "same_name", "skeleton", "table_of"]

FOLDER: Final = Path(__file__).parent.parent / "_data" / "unicode"
"""Where the bundled table lies."""
_FILE: Final = "confusables.txt"
_FIELDS: Final = 3
_SMALL_CAPITAL: Final = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])")
_FULL_STOPS: Final = "\u3002\uff61"
"""Ideographic full stops, which part the labels of a host as a dot does (UTS 46, section 2.3)."""
_ENCLOSED: Final = re.compile(r"(?:[A-Z]+ )+LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])")
"""The names of letters in circles, squares and brackets; not all of them have a plain form in Unicode's data."""
_SPACE: Final = re.compile(r"\s+")
REMEMBERED: Final = 500
"""How long a name may be whose looks are remembered."""


@cache
def prototypes() -> Mapping[str, str]:
    """Return what each character of the bundled table is taken for."""
    entries = json.loads((FOLDER / "index.json").read_bytes())["entries"]
    expected = next(entry["sha256"] for entry in entries if entry["file"] == _FILE)
    return table_of((FOLDER / _FILE).read_bytes(), expected)


def table_of(body: bytes, sha256: str) -> Mapping[str, str]:
    """Read a table in Unicode's form; raise :class:`InputError` ``look_table_digest`` for other bytes than expected."""
    if hashlib.sha256(body).hexdigest() != sha256:
        raise InputError("look_table_digest", file=_FILE)
    table: dict[str, str] = {}
    for line in body.decode("utf-8-sig").splitlines():
        fields = line.partition("#")[0].split(";")
        if len(fields) >= _FIELDS:
            table[chr(int(fields[0], 16))] = "".join(chr(int(code, 16)) for code in fields[1].split())
    return table


def skeleton(text: str) -> str:
    """Return the skeleton of ``text``: two texts with one skeleton look alike (section 4, ``skeleton(X)``).

    What shows nothing (the default ignorable characters, as far as Unicode calls them formats) is left out first.
    """
    table = prototypes()
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Cf")
    return unicodedata.normalize("NFD", "".join(table.get(character, character) for character in plain))


def same_name(one: str, other: str) -> bool:
    """Return whether two names are one, spelled with other capitals, other spaces or in another normal form."""
    return _folded(one) == _folded(other)


def alike(one: str, other: str) -> bool:
    """Return whether two names read alike, in the case in which they stand or in small letters."""
    return not looks(one).isdisjoint(looks(other))


def looks(text: str) -> frozenset[str]:
    """Return what a name may be taken for: two names that share one of these read alike."""
    return _looks(text) if len(text) <= REMEMBERED else _looks.__wrapped__(text)


@lru_cache(maxsize=16_384)
def _looks(text: str) -> frozenset[str]:
    """Work out the looks of a name; those of usual length are remembered, since a badge may hold one of any length."""
    plain = _plain(text)
    return frozenset({_folded(text), skeleton(plain), skeleton(_folded(plain))})


def reading(text: str) -> str:
    """Return ``text`` with each character beyond ASCII as what it is taken for; ASCII stays as it is."""
    if text.isascii():
        return text
    return "".join(ascii_of(character) or character for character in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def ascii_of(character: str) -> str | None:
    """Return the ASCII text for which a character beyond ASCII is taken, or ``None`` where it is taken for none.

    Beside the table: what is the same but for its form (full width, mathematical, a Roman numeral), small capitals.
    """
    if character.isascii():
        return None
    if character in _FULL_STOPS:
        return "."
    name = unicodedata.name(character, "")
    if unicodedata.category(character) == "So" and (enclosed := _ENCLOSED.fullmatch(name)) is not None:
        return enclosed.group(1) if " CAPITAL " in name else enclosed.group(1).lower()
    for found in (prototypes().get(character), unicodedata.normalize("NFKC", character)):
        if found is not None and found.isascii() and found != "":
            return found
    small = _SMALL_CAPITAL.fullmatch(name)
    return small.group(1).lower() if small else None


def covers(mark: str) -> bool:
    """Return whether a mark strikes through or encloses what it stands on, so that this reads as without it."""
    category = unicodedata.category(mark)
    return category == "Me" or (category == "Mn" and "OVERLAY" in unicodedata.name(mark, ""))


def _plain(text: str) -> str:
    """Return ``text`` with small capitals and other forms of one letter as that letter, and single spaces.

    Marks that strike a letter through, or enclose it, are left out.
    """
    bare = text if text.isascii() else "".join(c for c in unicodedata.normalize("NFC", text) if not covers(c))
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", reading(bare))).strip()


def _folded(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()))
