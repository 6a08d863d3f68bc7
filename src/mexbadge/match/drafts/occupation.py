"""The ``occupationalCategory`` of a JobPosting: what is of the NOC, as far as it says so or can be nothing else.

schema.org takes a bare literal for O*NET-SOC "for historical reasons". So ``NN-NNNN`` is that; five bare digits are of
the NOC only where the job is in Canada and the code exists; what names its classification is of that one.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from mexbadge.skills.noc import all_noc

__all__ = ["in_canada", "named_occupation", "occupations_in"]

_SET: Final = re.compile(
    r"NOC|CNP|National Occupational Classification|Classification nationale des professions", re.IGNORECASE
)
_OTHER: Final = re.compile(r"2016|2011|2006", re.ASCII)
_PREFIXED: Final = re.compile(r"(?:NOC|CNP)\b.*", re.IGNORECASE)
_BARE: Final = re.compile(r"(\d{5})(?:\s+[-–—].*)?", re.ASCII)  # noqa: RUF001 - as it is written


def occupations_in(document: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield each category of a posting, and of the occupation that it names, with its member."""
    for value in _each(document.get("occupationalCategory")):
        yield "occupationalCategory", value
    for occupation in _each(document.get("relevantOccupation")):
        inner = occupation.get("occupationalCategory") if isinstance(occupation, Mapping) else None
        if inner is None:
            yield "relevantOccupation", occupation
        for value in _each(inner):
            yield "relevantOccupation", value


def _each(value: object) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def in_canada(document: Mapping[str, Any]) -> bool:
    """Return whether one of the places of a job says that it is in Canada."""
    for place in _each(document.get("jobLocation")):
        address = place.get("address", place) if isinstance(place, Mapping) else None
        country = address.get("addressCountry") if isinstance(address, Mapping) else None
        country = country.get("name") if isinstance(country, Mapping) else country
        if str(country).strip().casefold() in {"ca", "can", "canada"}:
            return True
    return False


def named_occupation(value: object, *, canadian: bool) -> str | None:
    """Return a code that is of the NOC 2021, as it is written; ``None`` for one of another classification."""
    if isinstance(value, Mapping):
        code, scheme = value.get("codeValue"), value.get("inCodeSet")
        scheme = (
            next((scheme[key] for key in ("name", "@id", "url") if key in scheme), None)
            if isinstance(scheme, Mapping)
            else scheme
        )
        said = isinstance(scheme, str) and _SET.search(scheme) is not None and _OTHER.search(scheme) is None
        return str(code) if said and isinstance(code, str | int) and not isinstance(code, bool) else None
    if not isinstance(value, str):
        return None
    if _PREFIXED.fullmatch(value.strip()):
        return value
    bare = _BARE.fullmatch(value.strip())
    return bare[1] if bare is not None and canadian and bare[1] in all_noc() else None
