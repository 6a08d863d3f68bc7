r"""Texts that look like what they are not: mixed scripts, hidden and reversing characters, disguised hosts.

Whether a name is a disguise cannot be decided, so nothing here fails a badge: it is said, with the characters made
visible, and the verified host or DID always stands before the name (Unicode Technical Standard 39, sections 4 and 5).
What is shown in each of our languages is looked at first.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Final
from urllib.parse import unquote, urlsplit

from mexbadge.badge import Badge
from mexbadge.models.language import Words
from mexbadge.models.mentions import disputed
from mexbadge.texts import LANGUAGES
from mexbadge.verify.findings import Check, Finding, Outcome
from mexbadge.verify.skeletons import ascii_of, reading

__all__ = [
    "MOST_TEXTS",
    "LookCode",
    "check_lookalikes",
    "check_mentions",
    "disguised",
    "hidden",
    "host_of",
    "hosts_in",
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
    IDENTIFIER = "look_identifier"
    MANY = "look_many_texts"
    NAMES = "look_names_differ"


_LOOKED_AT: Final = 2000
"""How many characters of one text are compared; a report shows fewer."""
MOST_TEXTS: Final = 32
"""How many texts of one name are looked at, those that are shown first; more is a warning by itself."""
_SHOWN_LETTERS: Final = 5
_LONGEST_LABEL: Final = 63
_LONGEST_HOST: Final = 253

_REVERSING: Final = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS: Final = frozenset("\u200c\u200d")
_BLANK: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS: Final = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
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
_EAST_ASIAN: Final = frozenset({"HAN", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"})
"""Scripts beside which Latin letters of full width are plain writing."""
_DOTLESS: Final = "\u0131"
_TURKISH: Final = frozenset("ğĞşŞİ")
"""Letters that show that a dotless i is meant."""
_OWN_FORM: Final = frozenset("þƿªº")
"""Letters that the tables call alike and that a reader tells apart, or knows as what they are."""
_FEWEST: Final = 3
"""Letters of a word of another script, amid Latin ones, that must all read as ASCII before it is called a disguise."""

_DID: Final = re.compile(r"did\s*:", re.IGNORECASE)
_SCHEME: Final = re.compile(r":\s*/\s*/")
_HOST_LIKE: Final = re.compile(r"[\w.-]+")
_ZONES: Final = frozenset(
    {
        *("aero", "app", "arpa", "asia", "biz", "cat", "cloud", "club", "com", "coop", "dev", "gov", "info", "int"),
        *("international", "jobs", "mil", "mobi", "museum", "name", "net", "online", "org", "page", "pro", "site"),
        *("store", "tech", "tel", "travel", "wiki", "work", "world", "xyz"),
        *("academy", "careers", "college", "courses", "degree", "edu", "education", "institute", "school", "training"),
        *("university", "example", "test"),
    }
)
"""Top-level domains beside those of two letters by which a host in a name is known; the reserved ones count as well."""
_COUNTRY: Final = re.compile(r"(?!js|ts|py|rb|cs|vb|hs|kt)[a-z]{2}")
"""A top-level domain of a country; the endings of program files are left out."""
_PRODUCTS: Final = frozenset({"asp.net", "ado.net", "vb.net", "ml.net", "draw.io", "socket.io"})
"""What reads as a host and is what people learn."""


def check_lookalikes(badge: Badge) -> Iterator[Finding]:
    """Warn of names, and of a host, that could fool a reader; say how a host that is written in ASCII reads."""
    new = badge.version.startswith("3")
    issuer = "/issuer" if new else "/badge/issuer"
    host = host_of(badge.issuer_id)
    yield from _of_host(badge.issuer_id, f"{issuer}/id")
    yield from _of_words(Check.BINDING, badge.issuer_names, f"{issuer}/name", host)
    achievement = "/credentialSubject/achievement/name" if new else "/badge/name"
    yield from _of_words(Check.MODEL, badge.achievement_names, achievement, host)
    if badge.credential_names != badge.achievement_names:
        yield from _of_words(Check.MODEL, badge.credential_names, "/name", host)


def check_mentions(document: Mapping[str, object]) -> Iterator[Finding]:
    """Warn where one id has different names in a document: all of them are shown, since they can change places."""
    for ident, words in disputed(document):
        values = {"id": ident, "names": ", ".join(f'"{text}"' for text in sorted({text for _, text in words.texts}))}
        yield Finding(Check.MODEL, LookCode.NAMES, Outcome.WARNED, values)


def shown_first(words: Words) -> list[str]:
    """Return the texts of a name, each once: first those that are shown in our languages."""
    shown = (words.text(lang) for lang in LANGUAGES)
    return list(dict.fromkeys([text for text in shown if text is not None] + [text for _, text in words.texts]))


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


def disguised(text: str) -> frozenset[str]:
    """Return the letters of ``text`` that read as letters of ASCII and are none.

    Latin letters in an unusual form (full width, small capitals, dotless), mathematical ones, numerals amid letters;
    and all letters of a text, or of a word amid Latin ones, of another script of which each reads as ASCII.
    """
    cut = text[:_LOOKED_AT]
    if cut.isascii():
        return frozenset()
    scripts = {script_of(character) for character in cut} - {None}
    found: set[str] = set()
    others: list[str] = []
    for word in _words(cut, numerals=True):
        numerals = all(unicodedata.category(c) == "Nl" for c in word)
        found |= {c for c in word if not numerals and _is_form(c, cut, scripts)}
        others += [c for c in word if not c.isascii() and _of_other_script(c)]
        foreign = "LATIN" in scripts and len(word) >= _FEWEST and all(map(_of_other_script, word))
        found |= set(word) if foreign and all(map(_as_letter, word)) else set()
    if len(others) > 1 and "LATIN" not in scripts and all(map(_as_letter, others)):
        found |= set(others)
    return frozenset(found)


def _as_letter(character: str) -> bool:
    """Return whether a character beyond ASCII reads as one letter of ASCII."""
    read = ascii_of(character)
    return read is not None and len(read) == 1 and read.isalpha()


def _of_other_script(character: str) -> bool:
    return script_of(character) not in {None, "LATIN", "MATHEMATICAL"}


def _is_form(character: str, text: str, scripts: "set[str | None]") -> bool:
    """Return whether a Latin letter, a mathematical one or a numeral reads as another letter."""
    if character.isascii() or character in _OWN_FORM or _of_other_script(character):
        return False
    if unicodedata.category(character) == "Lm" or not _as_letter(character):
        return False
    if character == _DOTLESS and not _TURKISH.isdisjoint(text):
        return False
    return not (unicodedata.east_asian_width(character) == "F" and not _EAST_ASIAN.isdisjoint(scripts))


def hosts_in(text: str) -> tuple[str, ...]:
    """Return what reads as the name of a host in ``text``, in small letters."""
    found = []
    for token in _HOST_LIKE.findall(reading(text[:_LOOKED_AT])):
        host = token.strip(".-_").casefold()
        labels = host.split(".")
        zone = labels[-1]
        known = zone in _ZONES or zone.startswith("xn--") or _COUNTRY.fullmatch(zone) is not None
        if len(labels) > 1 and all(labels) and known and len(labels[-2]) > 1 and host not in _PRODUCTS:
            found.append(host)
    return tuple(dict.fromkeys(found))


def _names_identifier(text: str, own: str | None) -> bool:
    """Return whether a name holds a DID, an address, or a host that is not the issuer's own."""
    read = reading(text[:_LOOKED_AT])
    return bool(_DID.search(read) or _SCHEME.search(read)) or any(not _is_own(host, own) for host in hosts_in(text))


def _is_own(host: str, own: str | None) -> bool:
    """Return whether a host is the issuer's, or one above or below it."""
    if own is None:
        return False
    known = {own.casefold(), readable_host(own).casefold()}
    return any(host == one or host.endswith(f".{one}") or one.endswith(f".{host}") for one in known)


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


def _of_words(check: Check, words: Words, where: str, own: str | None) -> Iterator[Finding]:
    texts = shown_first(words)
    for text in texts[:MOST_TEXTS]:
        if scripts := mixture(text):
            yield Finding(check, LookCode.MIXED_SCRIPTS, Outcome.WARNED, _mixed(text, scripts), where)
        elif letters := disguised(text):
            yield Finding(check, LookCode.DISGUISED, Outcome.WARNED, _told(text, letters), where)
        if _names_identifier(text, own):
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


def _words(text: str, *, numerals: bool = False) -> Iterator[str]:
    """Yield the letters of each word of ``text``; the marks above and below them do not end it.

    ``numerals``: letters that are numerals (Roman ones) belong to a word as well.
    """
    word: list[str] = []
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "L" or (numerals and category == "Nl"):
            word.append(character)
        elif word and category[0] != "M":
            yield "".join(word)
            word = []
    if word:
        yield "".join(word)


def _plain(character: str) -> bool:
    """Return whether nothing needs to be joined to ``character``."""
    return character.isascii() or script_of(character) in _ALIKE
