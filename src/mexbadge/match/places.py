"""Where a place lies, what a language range takes in, and which occupation is meant: by codes, never by spelling.

A place is a scheme and a code: a country or its part (ISO 3166), an economic region (``er``, four digits of the
Standard Geographical Classification) or a catchment area of Employment Ontario (``catchment``, two digits). A language
is a tag, and what is asked a range of tags (RFC 4647, basic filtering). An occupation is a code of the National
Occupational Classification, or an address. What cannot be read so is ``None``: it says nothing, neither yes nor no.
"""

import re
import unicodedata
from typing import Final, NamedTuple

from mexbadge.models.language import is_language
from mexbadge.skills.noc import all_noc
from mexbadge.skills.spelling import official

__all__ = ["NOC", "SchemeCode", "is_within", "language_of", "occupation_of", "place_of", "takes_in"]

ISO: Final = "ISO 3166"
ECONOMIC: Final = "er"
CATCHMENT: Final = "catchment"
NOC: Final = "NOC"
_PROVINCES: Final = {
    "CA-NL": ("10", "Newfoundland and Labrador", "Terre-Neuve-et-Labrador", "Nfld", "CA-NF"),
    "CA-PE": ("11", "Prince Edward Island", "Île-du-Prince-Édouard", "PEI"),
    "CA-NS": ("12", "Nova Scotia", "Nouvelle-Écosse", "NS"),
    "CA-NB": ("13", "New Brunswick", "Nouveau-Brunswick", "NB"),
    "CA-QC": ("24", "Quebec", "QC", "PQ", "CA-PQ"),
    "CA-ON": ("35", "Ontario", "ON", "Ont."),
    "CA-MB": ("46", "Manitoba", "MB", "Man."),
    "CA-SK": ("47", "Saskatchewan", "Sask."),
    "CA-AB": ("48", "Alberta", "AB", "Alta."),
    "CA-BC": ("59", "British Columbia", "Colombie-Britannique", "BC", "B.C."),
    "CA-YT": ("60", "Yukon", "YT"),
    "CA-NT": ("61", "Northwest Territories", "Territoires du Nord-Ouest", "NT", "NWT"),
    "CA-NU": ("62", "Nunavut"),
}
"""Each province with its number (SGC) and its names; letters that are a country of ISO 3166-1 too are no name."""
_COUNTRIES: Final = {"CA": ("Canada",)}
_PARTS_OF: Final = {
    **dict.fromkeys(("01", "02", "11", "13", "15"), "3530"),
    "03": "3550",
    "04": "3515",
    "05": "3540",
    "06": "3560",
    "07": "3520",
    "08": "3590",
    "09": "3595",
    "10": "3510",
    "12": "3580",
    "14": "3570",
}
"""The economic region of each catchment area."""
_AMBIGUOUS: Final = frozenset({"NL", "PE", "SK", "NU"})
"""Provinces by their letters, and countries as well."""
_LANGUAGES: Final = {
    "en": ("eng", "english", "anglais"),
    "fr": ("fra", "fre", "french", "francais"),
}
_NONE: Final = frozenset({"und", "mul", "zxx", "mis"})
_ISO_CODE: Final = re.compile(r"(?:ISO 3166(?:-[12])?:)?([A-Z]{2})(?:-([A-Z0-9]{1,3}))?", re.IGNORECASE)
_REGION: Final = re.compile(r"(?:er|economic region|région économique)[\s:]*(\d{4})", re.IGNORECASE)
_AREA: Final = re.compile(r"catchment[\s:]*(\d{2})", re.IGNORECASE)
_OCCUPATION: Final = re.compile(r"(?:NOC|CNP)(?:\s*2021)?[\s:_]*(\d{1,5})(?:\s+-\s.*)?", re.IGNORECASE)


class SchemeCode(NamedTuple):
    """A scheme and a code in it."""

    scheme: str
    code: str

    @property
    def province(self) -> str:
        """The ISO 3166 code of a place, or of the province or country around it."""
        here: SchemeCode | None = self
        while here is not None and here.scheme != ISO:
            here = _around(here)
        return self.code if here is None else here.code


def place_of(text: str) -> SchemeCode | None:
    """Read a place; ``None`` for one that no scheme is known to hold."""
    plain = text.strip()
    if found := _REGION.fullmatch(plain):
        return SchemeCode(ECONOMIC, found[1]) if found[1][:2] in _BY_NUMBER else None
    if found := _AREA.fullmatch(plain):
        return SchemeCode(CATCHMENT, found[1]) if found[1] in _PARTS_OF else None
    if (named := _BY_NAME.get(_folded(plain))) is not None:
        return SchemeCode(ISO, named)
    if (found := _ISO_CODE.fullmatch(plain)) is None or plain.upper() in _AMBIGUOUS:
        return None
    country, part = found[1].upper(), (found[2] or "").upper()
    code = f"{country}-{part}" if part else country
    return None if country == "CA" and part and code not in _PROVINCES else SchemeCode(ISO, code)


def is_within(inner: SchemeCode, outer: SchemeCode) -> bool:
    """Return whether a place is another, or a part of it."""
    here: SchemeCode | None = inner
    while here is not None:
        if here == outer:
            return True
        here = _around(here)
    return False


def language_of(text: str) -> str | None:
    """Return the tag of a language in small letters, the shortest one; ``None`` for what is no language of a person."""
    plain = text.strip().replace("_", "-")
    primary, mark, rest = plain.casefold().partition("-")
    known = _BY_LANGUAGE.get(_folded(primary))
    tag = f"{known or primary}{mark}{rest}"
    if known is None and (not is_language(tag) or not 2 <= len(primary) <= 3 or primary in _NONE):  # noqa: PLR2004 - ISO 639
        return None
    return tag


def takes_in(asked: str, tag: str) -> bool:
    """Return whether a range takes in a tag (RFC 4647, section 3.3.1)."""
    return tag == asked or tag.startswith(f"{asked}-")


def occupation_of(text: str) -> SchemeCode | None:
    """Read an occupation: a code that the NOC 2021 has, or an address; ``None`` for words and other codes."""
    plain = text.strip()
    if found := _OCCUPATION.fullmatch(plain):
        return SchemeCode(NOC, found[1]) if found[1] in all_noc() else None
    return SchemeCode("URI", official(plain)) if re.fullmatch(r"[A-Za-z][A-Za-z0-9+.\-]*:\S+", plain) else None


def _around(place: SchemeCode) -> SchemeCode | None:
    """Return the next larger place."""
    if place.scheme == CATCHMENT:
        return SchemeCode(ECONOMIC, _PARTS_OF[place.code])
    if place.scheme == ECONOMIC:
        return SchemeCode(ISO, _BY_NUMBER[place.code[:2]])
    country, mark, _ = place.code.partition("-")
    return SchemeCode(ISO, country) if mark else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).strip(" .")


_BY_NUMBER: Final = {names[0]: code for code, names in _PROVINCES.items()}
_BY_NAME: Final = {
    **{_folded(name): code for code, names in _PROVINCES.items() for name in names[1:]},
    **{_folded(name): code for code, names in _COUNTRIES.items() for name in names},
}
_BY_LANGUAGE: Final = {name: tag for tag, names in _LANGUAGES.items() for name in (tag, *names)}
