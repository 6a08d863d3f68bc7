"""Headings of a table, by what they have in common with others of the same meaning."""

import re
import unicodedata
from typing import Final

__all__ = ["heading_key"]

_BRACKETS: Final = re.compile(r"\([^()]*\)")


def heading_key(heading: str) -> str:
    """Return a heading without accents, capitals, signs and what stands in brackets."""
    plain = unicodedata.normalize("NFKD", _BRACKETS.sub(" ", heading)).casefold()
    letters = "".join(character for character in plain if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", letters))
