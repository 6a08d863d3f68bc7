"""Permanent names of our own. They are URNs: no host has to answer for them, and none can be taken over.

Earlier versions wrote addresses of a host that is reserved and can never resolve; those are read for good.
"""

from typing import Final

__all__ = [
    "DREYFUS",
    "LASTING",
    "OASIS_COMPLEXITY",
    "OASIS_KNOWLEDGE",
    "OASIS_PROFICIENCY",
    "RECORD",
    "RECORDS",
    "current",
    "schema_name",
    "schema_names",
]

_URN: Final = "urn:mexbadge:"
_FORMERLY: Final = "https://mexbadge.example/"
_ROOMS: Final = {"schemas/": "schema:", "scales/": "scale:"}
DREYFUS: Final = "urn:mexbadge:scale:dreyfus"
"""The scale of skill levels by Dreyfus: novice, advanced beginner, competent, proficient, expert."""
OASIS_PROFICIENCY: Final = "urn:mexbadge:scale:oasis-proficiency"
"""The scale of skills and abilities in OaSIS: 1 to 5, in numbers without words."""
OASIS_KNOWLEDGE: Final = "urn:mexbadge:scale:oasis-knowledge"
"""The scale of knowledge in OaSIS: 1 to 3."""
OASIS_COMPLEXITY: Final = "urn:mexbadge:scale:oasis-complexity"
"""The scale of work activities in OaSIS: 1 to 5."""

LASTING: Final = "urn:mexbadge:lasting-badge-1"
"""The form of a badge that was kept with every document that a verification reads."""
RECORD: Final = "urn:mexbadge:record"
"""What an issuer's site says of exact bytes that it issued: a small document at an address made of their SHA-256."""
RECORDS: Final = "urn:mexbadge:records"
"""The service in an issuer's key document that tells where its records lie."""


def schema_name(name: str) -> str:
    """Return the name of one of our own forms.

    >>> schema_name("report-1")
    'urn:mexbadge:schema:report-1'
    """
    return f"{_URN}schema:{name}"


def current(name: str) -> str:
    """Return the name of today for one that an earlier version wrote; any other as it is.

    >>> current("https://mexbadge.example/scales/dreyfus")
    'urn:mexbadge:scale:dreyfus'
    >>> current("https://mexbadge.example/schemas/vacancy-1.json")
    'urn:mexbadge:schema:vacancy-1'
    """
    for folder, room in _ROOMS.items():
        if name.startswith(f"{_FORMERLY}{folder}"):
            return f"{_URN}{room}{name.removeprefix(f'{_FORMERLY}{folder}').removesuffix('.json')}"
    return name


def schema_names(name: str) -> list[str]:
    """Return what a document of the form ``name`` (a URN) may say: its name, and the one of before.

    >>> schema_names("urn:mexbadge:schema:vacancy-1")
    ['urn:mexbadge:schema:vacancy-1', 'https://mexbadge.example/schemas/vacancy-1.json']
    """
    return [name, f"{_FORMERLY}schemas/{name.removeprefix(f'{_URN}schema:')}.json"]
