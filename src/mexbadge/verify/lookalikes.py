r"""Texts that look like what they are not: mixed scripts, hidden and reversing characters, disguised hosts.

Whether a name is a disguise cannot be decided, so nothing here fails a badge: it is said, with the characters made
visible, and the verified host or DID always stands before the name (Unicode Technical Standard 39, sections 4 and 5).
What is shown in each of our languages is looked at first.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final

from mexbadge.badge import Badge
from mexbadge.models.language import Words
from mexbadge.models.mentions import Named, disputed
from mexbadge.texts import LANGUAGES
from mexbadge.verify.disguises import disguised, marked
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.hosts import host_of, hosts_in, names_identifier, readable_host
from mexbadge.verify.scripts import ALIKE, LOOKED_AT, mixture, script_of

__all__ = [
    "MOST_TEXTS",
    "LookCode",
    "check_lookalikes",
    "check_mentions",
    "disguised",
    "hidden",
    "host_of",
    "hosts_in",
    "marked",
    "mixture",
    "readable_host",
    "reversing",
    "script_of",
    "shown_first",
]


class LookCode(StrEnum):
    """What a finding about the look of a text says."""

    MIXED_SCRIPTS = "look_mixed_scripts"
    MIXED_ADDRESS = "look_mixed_address"
    BIDI = "look_bidi"
    CONTROL = "look_control"
    IDN = "look_idn"
    DISGUISED = "look_disguised"
    MARKS = "look_marks"
    IDENTIFIER = "look_identifier"
    MANY = "look_many_texts"
    NAMES = "look_names_differ"


MOST_TEXTS: Final = 32
"""How many texts of one name are looked at, those that are shown first; more is a warning by itself."""
_SHOWN_LETTERS: Final = 5
_REMEMBERED: Final = 500
"""Characters of a name whose look is remembered: all its texts with their languages, and the host beside it."""

_REVERSING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS: Final = frozenset("\u200c\u200d")
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS: Final = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Characters that show nothing although Unicode calls them letters, marks or symbols."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def check_lookalikes(badge: Badge) -> Iterator[Finding]:
    """Warn of names, and of a host, that could fool a reader; say how a host that is written in ASCII reads."""
    new = badge.version.startswith("3")
    issuer = "/issuer" if new else "/badge/issuer"
    host = host_of(badge.issuer_id)
    yield from _of_host(host, f"{issuer}/id")
    yield from _of_words(Check.BINDING, badge.issuer_names, f"{issuer}/name", host)
    achievement = "/credentialSubject/achievement/name" if new else "/badge/name"
    yield from _of_words(Check.MODEL, badge.achievement_names, achievement, host)
    if badge.credential_names != badge.achievement_names:
        yield from _of_words(Check.MODEL, badge.credential_names, "/name", host)


def check_mentions(mentions: Sequence[Named]) -> Iterator[Finding]:
    """Warn where one id has different names in a document: all of them are shown, since they can change places."""
    for ident, words in disputed(mentions):
        values = {"id": ident, "names": ", ".join(f'"{text}"' for text in sorted({text for _, text in words.texts}))}
        yield Finding(Check.MODEL, LookCode.NAMES, Outcome.WARNED, values)


def shown_first(words: Words) -> list[str]:
    """Return the texts of a name, each once: first those that are shown in our languages."""
    shown = (words.text(lang) for lang in LANGUAGES)
    return list(dict.fromkeys([text for text in shown if text is not None] + [text for _, text in words.texts]))


def reversing(text: str) -> frozenset[str]:
    """Return the characters of ``text`` that change the direction of writing."""
    return _REVERSING.intersection(text)


def hidden(text: str) -> frozenset[str]:
    """Return the characters of ``text`` that cannot be seen: controls, zero-width and blank ones.

    What joins the parts of an emoji, or letters of a script that needs it, is none.
    """
    found = frozenset(c for c in set(text) if unicodedata.category(c) in _HIDDEN or c in _BLANK) - _REVERSING
    if not text.isascii():
        found |= {c.group() for c in _SELECTORS.finditer(text) if not _selects(text[: c.start()][-1:], c.group())}
    joiners = found & _JOINERS
    idle = joiners and {now for before, now in zip(f" {text}", text, strict=False) if now in joiners and _plain(before)}
    return (found - _JOINERS) | frozenset(idle)


def _selects(before: str, selector: str) -> bool:
    """Return whether a variation selector has something to select: a sign, a Han character, a Mongolian letter."""
    script = script_of(before) if before else None
    if selector in "\u180b\u180c\u180d\u180f":
        return script == "MONGOLIAN"
    return script == "HAN" or (before != "" and (before in "#*0123456789" or unicodedata.category(before)[0] == "S"))


def _of_host(host: str | None, where: str) -> Iterable[Finding]:
    if host is None:
        return ()
    return _host_looked_at(host, where) if len(host) > _REMEMBERED else _host_remembered(host, where)


@lru_cache(maxsize=256)
def _host_remembered(host: str, where: str) -> tuple[Finding, ...]:
    """Look at a host of usual length, once for all badges of its issuer."""
    return tuple(_host_looked_at(host, where))


def _host_looked_at(host: str, where: str) -> Iterator[Finding]:
    shown = readable_host(host)
    if scripts := mixture(shown):
        values: dict[str, object] = {"host": host, **_mixed(shown, scripts)}
        yield Finding(Check.BINDING, LookCode.MIXED_ADDRESS, Outcome.WARNED, values, where)
    elif shown != host:
        values = {"host": host, "shown": _visible(shown)}
        yield Finding(Check.BINDING, LookCode.IDN, Outcome.PASSED, values, where)
    yield from _of_characters(Check.BINDING, shown, where)


def _of_words(check: Check, words: Words, where: str, own: str | None) -> Iterable[Finding]:
    if len(own or "") + sum(len(tag or "") + len(text) + 1 for tag, text in words.texts) > _REMEMBERED:
        return _looked_at(check, words, where, own)
    return _remembered(check, words, where, own)


@lru_cache(maxsize=256)
def _remembered(check: Check, words: Words, where: str, own: str | None) -> tuple[Finding, ...]:
    """Look at a short name; an issuer's badges have few."""
    return tuple(_looked_at(check, words, where, own))


def _looked_at(check: Check, words: Words, where: str, own: str | None) -> Iterator[Finding]:
    texts = shown_first(words)
    for text in texts[:MOST_TEXTS]:
        if scripts := mixture(text):
            yield Finding(check, LookCode.MIXED_SCRIPTS, Outcome.WARNED, _mixed(text, scripts), where)
        elif letters := disguised(text):
            yield Finding(check, LookCode.DISGUISED, Outcome.WARNED, _told(text, letters), where)
        if marks := marked(text):
            yield Finding(check, LookCode.MARKS, Outcome.WARNED, _told(text, marks), where)
        if names_identifier(text, own):
            yield Finding(
                check, LookCode.IDENTIFIER, Outcome.WARNED, {"text": _visible(text), "host": own or "-"}, where
            )
        yield from _of_characters(check, text, where)
    if len(texts) > MOST_TEXTS:
        values = {"count": len(texts), "limit": MOST_TEXTS}
        yield Finding(check, LookCode.MANY, Outcome.WARNED, values, where)


def _of_characters(check: Check, text: str, where: str) -> Iterator[Finding]:
    for code, found in ((LookCode.BIDI, reversing(text)), (LookCode.CONTROL, hidden(text))):
        if found:
            yield Finding(check, code, Outcome.WARNED, _told(text, found), where)


def _told(text: str, letters: frozenset[str]) -> dict[str, object]:
    return {"text": _visible(text), "letters": _listed(letters)}


def _mixed(text: str, scripts: frozenset[str]) -> dict[str, object]:
    foreign = scripts - {"LATIN"}
    letters = dict.fromkeys(c for c in text[:LOOKED_AT] if script_of(c) in foreign)
    names = ", ".join(sorted(script.capitalize() for script in scripts))
    return {"text": _visible(text), "scripts": names, "letters": _listed(letters)}


def _listed(characters: "frozenset[str] | dict[str, None]") -> str:
    """Name the first characters by their numbers, in order."""
    shown = [f"U+{ord(c):04X}" for c in sorted(characters)[:_SHOWN_LETTERS]]
    return ", ".join([*shown, "…"] if len(characters) > _SHOWN_LETTERS else shown)


def _visible(text: str) -> str:
    """Return the beginning of ``text`` with what cannot be seen written as an escape."""
    cut = text[:LOOKED_AT]
    unseen = reversing(cut) | hidden(cut)
    return "".join(c.encode("unicode_escape").decode("ascii") if c in unseen else c for c in cut)


def _plain(character: str) -> bool:
    """Return whether nothing needs to be joined to ``character``."""
    return character.isascii() or script_of(character) in ALIKE
