"""The catalogues as tests look at them: a sentence in English and French side by side, and those of one room."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from mexbadge import texts
from mexbadge.texts import LOCALE


@dataclass(frozen=True)
class Both:
    """What one code says in both languages."""

    en: str
    fr: str
    hint_en: str | None
    hint_fr: str | None
    about_en: str
    about_fr: str


@cache
def both(code: str) -> Both:
    english, french = texts.sentence(code, "en"), texts.sentence(code, "fr")
    return Both(english.text, french.text, english.hint, french.hint, english.about, french.about)


@cache
def everything() -> Mapping[str, Both]:
    return {code: both(code) for code in texts.all_sentences()}


@cache
def of_room(room: str) -> Mapping[str, Both]:
    """The sentences that a room says, by the comment above each in the catalogue."""
    lines = (LOCALE / "en" / "mexbadge.po").read_text(encoding="utf-8").splitlines()
    starts = (place for place, line in enumerate(lines) if line == f"#. {room}")
    found = {lines[place + 1].removeprefix('msgid "').removesuffix('"') for place in starts}
    return {sys.intern(code): both(code) for code in sorted(found) if not code.startswith("msgctxt")}
