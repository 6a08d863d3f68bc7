r"""Texts that look like what they are not: mixed scripts, hidden and reversing characters, disguised hosts.

Whether a name is a disguise cannot be decided, so nothing here fails a badge: it is said, with the characters made
visible, and the verified host or DID always stands beside the name (Unicode Technical Standard 39, sections 4 and 5).
"""

import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from mexbadge.badge import Badge
from mexbadge.models.language import Words
from mexbadge.verify.findings import Check, Finding, Outcome

__all__ = ["LookCode", "check_lookalikes", "hidden", "host_of", "mixture", "readable_host", "reversing", "script_of"]


class LookCode(StrEnum):
    """What a finding about the look of a text says."""

    MIXED_SCRIPTS = "look_mixed_scripts"
    MIXED_ADDRESS = "look_mixed_address"
    BIDI = "look_bidi"
    CONTROL = "look_control"
    IDN = "look_idn"


_LOOKED_AT: Final = 2000
"""How many characters of one text are compared; a report shows fewer."""
_MOST_TEXTS: Final = 16
"""How many languages of one name are looked at."""
_SHOWN_LETTERS: Final = 5
_LONGEST_LABEL: Final = 63
_LONGEST_HOST: Final = 253

_REVERSING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS: Final = frozenset("\u200c\u200d")
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Characters that show nothing although Unicode calls them letters, marks or symbols."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})

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
_ALIKE: Final = frozenset(
    {"ARMENIAN", "CHEROKEE", "COPTIC", "CYRILLIC", "DESERET", "GREEK", "LATIN", "LISU", "MATHEMATICAL", "OSAGE"}
)
"""Scripts with letters that look the same; two of them in one text deserve a look, even in words of their own."""
_TOGETHER: Final = (
    frozenset({"LATIN", "HAN", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "HAN", "HANGUL"}),
    frozenset({"LATIN", "HAN", "BOPOMOFO"}),
)
"""Scripts that one language writes in one word (Unicode Technical Standard 39, section 5.1)."""


def check_lookalikes(badge: Badge) -> Iterator[Finding]:
    """Warn of names, and of a host, that could fool a reader; say how a host that is written in ASCII reads."""
    new = badge.version.startswith("3")
    issuer = "/issuer" if new else "/badge/issuer"
    yield from _of_host(badge.issuer_id, f"{issuer}/id")
    yield from _of_words(Check.BINDING, badge.issuer_names, f"{issuer}/name")
    achievement = "/credentialSubject/achievement/name" if new else "/badge/name"
    own = badge.names != badge.achievement_names
    yield from _of_words(Check.MODEL, badge.names, "/name" if own and new else achievement)
    if own:
        yield from _of_words(Check.MODEL, badge.achievement_names, achievement)


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
    for word in _words(text[:_LOOKED_AT]):
        scripts = {script for character in word if (script := script_of(character)) is not None}
        if len(word) == 1 and scripts == {"GREEK"}:
            continue
        if len(scripts) > 1 and not any(scripts <= family for family in _TOGETHER):
            return frozenset(scripts)
        seen |= scripts
    alike = seen & _ALIKE
    return frozenset(alike) if len(alike) > 1 else frozenset()


def reversing(text: str) -> frozenset[str]:
    """Return the characters of ``text`` that change the direction of writing."""
    return _REVERSING.intersection(text)


def hidden(text: str) -> frozenset[str]:
    """Return the characters of ``text`` that cannot be seen: controls, zero-width and blank ones.

    What joins the parts of an emoji, or letters of a script that needs it, is none.
    """
    found = frozenset(c for c in set(text) if unicodedata.category(c) in _HIDDEN or c in _BLANK) - _REVERSING
    joiners = found & _JOINERS
    idle = joiners and {now for before, now in zip(f" {text}", text, strict=False) if now in joiners and _plain(before)}
    return (found - _JOINERS) | frozenset(idle)


def host_of(issuer_id: str | None) -> str | None:
    """Return the host that an issuer's id names, of a did:web or an http address; ``None`` where it names none."""
    if issuer_id is None:
        return None
    if issuer_id.startswith("did:web:"):
        return unquote(issuer_id.split(":")[2]).partition(":")[0] or None
    if not issuer_id[:8].lower().startswith(("http://", "https://")):
        return None
    try:
        return urlsplit(issuer_id).hostname
    except ValueError:
        return None


def readable_host(host: str) -> str:
    """Return a host as a browser may show it: labels that begin with ``xn--`` decoded (RFC 5891, section 5.4)."""
    return ".".join(_decoded(label) for label in host.split(".")) if len(host) <= _LONGEST_HOST else host


def _decoded(label: str) -> str:
    if not label.lower().startswith("xn--") or len(label) > _LONGEST_LABEL:
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return label


def _of_host(issuer_id: str | None, where: str) -> Iterator[Finding]:
    host = host_of(issuer_id)
    if host is None:
        return
    shown = readable_host(host)
    if scripts := mixture(shown):
        values: dict[str, object] = {"host": host, **_mixed(shown, scripts)}
        yield Finding(Check.BINDING, LookCode.MIXED_ADDRESS, Outcome.WARNED, values, where)
    elif shown != host:
        values = {"host": host, "shown": _visible(shown)}
        yield Finding(Check.BINDING, LookCode.IDN, Outcome.PASSED, values, where)
    yield from _of_characters(Check.BINDING, shown, where)


def _of_words(check: Check, words: Words, where: str) -> Iterator[Finding]:
    for text in list(dict.fromkeys(text for _, text in words.texts))[:_MOST_TEXTS]:
        if scripts := mixture(text):
            yield Finding(check, LookCode.MIXED_SCRIPTS, Outcome.WARNED, _mixed(text, scripts), where)
        yield from _of_characters(check, text, where)


def _of_characters(check: Check, text: str, where: str) -> Iterator[Finding]:
    for code, found in ((LookCode.BIDI, reversing(text)), (LookCode.CONTROL, hidden(text))):
        if found:
            values = {"text": _visible(text), "letters": _listed(found)}
            yield Finding(check, code, Outcome.WARNED, values, where)


def _mixed(text: str, scripts: frozenset[str]) -> dict[str, object]:
    foreign = scripts - {"LATIN"}
    letters = dict.fromkeys(c for c in text[:_LOOKED_AT] if script_of(c) in foreign)
    names = ", ".join(sorted(script.capitalize() for script in scripts))
    return {"text": _visible(text), "scripts": names, "letters": _listed(letters)}


def _listed(characters: "frozenset[str] | dict[str, None]") -> str:
    """Name the first characters by their numbers, in order."""
    shown = [f"U+{ord(c):04X}" for c in sorted(characters)[:_SHOWN_LETTERS]]
    return ", ".join([*shown, "…"] if len(characters) > _SHOWN_LETTERS else shown)


def _visible(text: str) -> str:
    """Return the beginning of ``text`` with what cannot be seen written as an escape."""
    cut = text[:_LOOKED_AT]
    unseen = reversing(cut) | hidden(cut)
    return "".join(c.encode("unicode_escape").decode("ascii") if c in unseen else c for c in cut)


def _words(text: str) -> Iterator[str]:
    """Yield the letters of each word of ``text``; the marks above and below them do not end it."""
    word: list[str] = []
    for character in text:
        category = unicodedata.category(character)[0]
        if category == "L":
            word.append(character)
        elif word and category != "M":
            yield "".join(word)
            word = []
    if word:
        yield "".join(word)


def _plain(character: str) -> bool:
    """Return whether nothing needs to be joined to ``character``."""
    return character.isascii() or script_of(character) in _ALIKE
