"""The cells of a vacancy's table: amounts, numbers, days, levels, codes and yes or no as people write them."""

import re
from collections.abc import Mapping
from typing import Final

from mexbadge._json import JsonObject
from mexbadge._names import DREYFUS, current
from mexbadge.errors import InputError
from mexbadge.match.drafts.draft import wording
from mexbadge.match.places import language_of
from mexbadge.skills import SCALES, noc_codes
from mexbadge.tabular.days import read_day

__all__ = [
    "read_amount",
    "read_count",
    "read_date",
    "read_hours",
    "read_language",
    "read_level",
    "read_months",
    "read_noc",
    "read_period",
    "read_yes",
]

_YES: Final = frozenset({"yes", "y", "true", "x", "1", "oui", "o", "vrai"})
_NO: Final = frozenset({"no", "n", "false", "0", "non", "faux"})
_HOUR: Final = frozenset({"hour", "hr", "h", "hourly", "per hour", "an hour", "heure", "l heure", "horaire"})
_YEAR: Final = frozenset({"year", "yr", "yearly", "per year", "a year", "annual", "annually", "an", "annee", "par an"})
_AMOUNT: Final = re.compile(r"\d{1,12}(?:[.,]\d{1,2})?", re.ASCII)
_THOUSANDS: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?: \d{3})+(?:[.,]\d{1,2})?", re.ASCII)
_HOURS: Final = re.compile(
    r"(\d{1,3})(?:[.,](\d{1,2}))?(?:\s*(?:h|hours?|heures?))?(?:\s*(?:a|per|/|par)\s*(?:week|semaine))?",
    re.ASCII | re.IGNORECASE,
)
_COUNT: Final = re.compile(r"\d{1,10}(?:[.,]0+)?", re.ASCII)
_NUMBERED: Final = re.compile(r"([a-z][a-z* ]*?)\s*(?:level|niveau)?\s*(\d{1,2})", re.ASCII)
_MONTHS: Final = re.compile(r"(\d{1,4})(?: (?:months?|mois|mo))?", re.ASCII)
_WORDED: Final[Mapping[str, str]] = {
    "novice": "novice",
    "advanced beginner": "advanced-beginner",
    "debutant avance": "advanced-beginner",
    "debutante avancee": "advanced-beginner",
    "competent": "competent",
    "competente": "competent",
    "proficient": "proficient",
    "performant": "proficient",
    "performante": "proficient",
    "expert": "expert",
    "experte": "expert",
}
_SCALES: Final[Mapping[str, str]] = {
    "eqf": "http://data.europa.eu/snb/eqf",
    "cec": "http://data.europa.eu/snb/eqf",
    "oqf": "https://www.ontario.ca/oqf",
    "ctco": "https://www.ontario.ca/oqf",
    "o*net": "https://www.onetcenter.org/scale/LV",
    "onet": "https://www.onetcenter.org/scale/LV",
}


def read_yes(text: str) -> bool:
    """Return whether a cell says yes; raise :class:`InputError` ``vacancy_yes`` where it says neither."""
    key = wording(text)
    if key not in _YES | _NO:
        raise InputError("vacancy_yes", value=text)
    return key in _YES


def read_count(text: str) -> int:
    """Return a whole number; raise ``vacancy_count``."""
    if not _COUNT.fullmatch(text.strip()):
        raise InputError("vacancy_count", value=text)
    return int(re.split("[.,]", text.strip())[0])


def read_hours(text: str) -> int | str:
    """Return how many hours a week, ``37`` or ``37.5`` (``37,5 heures par semaine``); raise ``vacancy_hours``."""
    found = _HOURS.fullmatch(text.strip())
    if found is None:
        raise InputError("vacancy_hours", value=text)
    part = (found[2] or "").rstrip("0")
    return f"{int(found[1])}.{part}" if part else int(found[1])


def read_months(text: str) -> int:
    """Return how many months a cell names after its last comma; raise ``vacancy_months``."""
    found = _MONTHS.fullmatch(wording(text))
    if found is None:
        raise InputError("vacancy_months", value=text)
    return int(found[1])


def read_amount(text: str) -> str:
    """Return an amount of money as an exact number: ``24,50 $``, ``$24.50``, ``45 000``, ``45,000.00``.

    Raises ``vacancy_amount``, also for what could mean two amounts (``24.500``).
    """
    plain = re.sub(r"[\s\u00a0\u202f]+", " ", re.sub(r"(?i)\$|cad|ca(?=\s*\$)|c(?=\s*\$)", " ", text)).strip()
    if _THOUSANDS.fullmatch(plain):
        whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", plain).groups()  # type: ignore[union-attr]
        return re.sub(r"[ ,]", "", whole) + (f".{cents}" if mark else "")
    if not _AMOUNT.fullmatch(plain):
        raise InputError("vacancy_amount", value=text)
    return plain.replace(",", ".")


def read_period(text: str) -> str:
    """Return ``hour`` or ``year``; raise ``vacancy_period``: what is paid by another time is not compared."""
    key = wording(text)
    if key not in _HOUR | _YEAR:
        raise InputError("vacancy_period", value=text)
    return "hour" if key in _HOUR else "year"


def read_date(text: str) -> str:
    """Return a day as ``2026-03-01``; raise ``vacancy_day`` for what is none, or could be two."""
    try:
        return read_day(text).isoformat()
    except InputError:
        raise InputError("vacancy_day", value=text) from None


def read_noc(text: str) -> tuple[str, ...]:
    """Return the unit groups of the NOC 2021 that a cell names; raises as :func:`mexbadge.skills.noc_codes`."""
    return noc_codes(text)


def read_language(text: str) -> str:
    """Return the tag of a language; raise ``vacancy_language``."""
    tag = language_of(text)
    if tag is None:
        raise InputError("vacancy_language", value=text)
    primary, mark, rest = tag.partition("-")
    return f"{primary}{mark}{rest.upper() if len(rest) == len('CA') else rest}"


def read_level(text: str) -> JsonObject:
    """Return the object of a level: a word of Dreyfus in either language, ``EQF 4`` (``CEC 4``), ``OQF 5`` …, or a
    scale's URI and a level. Raises ``vacancy_level``.
    """  # noqa: D205 - one sentence
    scale, _, name = text.rpartition(" ")
    scale = current(scale.strip())
    if scale not in SCALES:
        key = wording(text)
        found = _NUMBERED.fullmatch(text.strip().lower())
        scale = DREYFUS if key in _WORDED else _SCALES.get(found[1].strip(), "") if found is not None else ""
        name = _WORDED.get(key) or ("" if found is None else str(int(found[2])))
    if scale not in SCALES or name not in SCALES[scale].levels:
        raise InputError("vacancy_level", value=text)
    return {"scale": scale, "level": name}
