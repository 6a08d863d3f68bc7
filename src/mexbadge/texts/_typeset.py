"""How a page prints a sentence of ours: French with its own spaces and apostrophes, which a terminal need not have.

Only what stands in a catalogue goes through here, before values are put in: names, words of people and code stay as
they were written.
"""

import re
from typing import Final

__all__ = ["typeset"]

_FRENCH: Final = "fr"
_SPACE: Final = "[ \u00a0\u202f]"
_RULES: Final = (
    (re.compile(f"{_SPACE}(?=[;!?»])|(?<=«){_SPACE}"), "\u202f"),
    (re.compile(f"{_SPACE}(?=:(?:\\s|$))"), "\u00a0"),
    (re.compile(r"(?<=\w)'(?=\w|\{|«)"), "\u2019"),
)
"""A narrow no-break space before ``; ! ?`` and inside ``« »``, a whole one before a colon, the apostrophe of print."""


def typeset(text: str, lang: str) -> str:
    """Return a sentence of a catalogue as it is printed in ``lang``."""
    if lang == _FRENCH:
        for sign, printed in _RULES:
            text = sign.sub(printed, text)
    return text
