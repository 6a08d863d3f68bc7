"""What stands where in a list: the line of the headings, lines that are nobody, and columns that seem to decide.

Exports of learning platforms have titles above the headings, a line of points that can be had beneath them, and
columns of grades. A column that looks as if it decided who passed is never passed over in silence.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from mexbadge.errors import InputError
from mexbadge.issuer.roster.columns import known_headings, looks_like_a_person, says_whom
from mexbadge.issuer.roster.dates import read_date
from mexbadge.tabular.headings import heading_key

__all__ = ["column_of_addresses", "deciding", "heading_row", "is_nobody", "says_failed"]

_FIRST_ROWS: Final = 25
"""Among how many rows the headings are looked for."""
_SAMPLE: Final = 200
"""How many cells of a column are looked at."""
_MOST: Final = (4, 5)
"""The share of cells that makes a column one of its kind."""
_NOBODY: Final = frozenset({"points possible", "points possibles", "manual posting", "student test", "test student"})
"""What a line begins with that a learning platform writes beneath the headings, and that is no person."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_GRADE_WORDS: Final = _words(
    """
    grade grades mark marks score scores points percent percentage average total numerator
    denominator gpa note notes cote cotes pointage moyenne pourcentage bareme resultat resultats
    result results
    """
)
_OUTCOME_WORDS: Final = _words(
    """
    pass passed fail failed status outcome completed completion complete succeeded attendance
    attended enrolment enrollment reussi reussite echec statut etat acheve termine presence present
    inscription
    """
)
_DATE_WORDS: Final = frozenset({"date"})
_TECHNICAL: Final = frozenset({"end of line indicator"})
_TECHNICAL_STARTS: Final = ("last downloaded", "dernier telechargement")
"""Columns that platforms add for themselves."""

_OUTCOMES: Final = _words(
    """
    pass passed fail failed p f complete completed incomplete withdrawn withdrew enrolled absent
    present yes no y n satisfactory unsatisfactory reussi reussie reussite echec echoue echouee oui
    non abandon inscrit inscrite incomplet complet acquis true false vrai faux
    """
) | {"in progress", "en cours", "non acquis"}
_FAILED: Final = _words(
    """
    fail failed f incomplete withdrawn withdrew absent abs no unsatisfactory echec echoue echouee non abandon incomplet
    false faux
    """
) | {"in progress", "en cours", "non acquis", "not passed", "not completed", "non reussi"}
_LETTER: Final = re.compile(r"[A-F][+-]?", re.ASCII)
_NUMBER: Final = re.compile(r"-?\d{1,3}([.,]\d{1,4})?( ?%|\s?/\s?\d{1,3})?", re.ASCII)
_HIGHEST_GRADE: Final = 100
_FEWEST_GRADES: Final = 3
"""Fewer bare numbers under a heading that says nothing of grades may be anything."""


def heading_row(rows: Sequence[tuple[int, tuple[str, ...]]], mapping: Mapping[str, str]) -> int:
    """Return the place of the row of headings: the first that says to whom, else the one with most known headings."""
    some = [cells for _, cells in rows[:_FIRST_ROWS]]
    named = next((at for at, cells in enumerate(some) if says_whom(cells, mapping)), None)
    if named is not None or not some:
        return named or 0
    counts = [known_headings(cells, mapping) for cells in some]
    best = max(range(len(some)), key=lambda at: counts[at])
    return best if counts[best] > 1 else 0


def is_nobody(cells: Sequence[str]) -> bool:
    """Return whether a line without an address is one that a learning platform adds: points that can be had, a test."""
    first = next((cell for cell in cells if cell), "")
    return heading_key(first) in _NOBODY


def deciding(heading: str, cells: Iterable[str]) -> bool:
    """Return whether a column looks like grades, pass or fail, or dates: as if it decided who gets a badge.

    Either its heading says so and something stands under it, or most of its cells look so.
    """
    key = heading_key(heading)
    if key in _TECHNICAL or key.startswith(_TECHNICAL_STARTS):
        return False
    found = [cell for cell, _ in zip((cell for cell in cells if cell), range(_SAMPLE), strict=False)]
    if not found:
        return False
    if (_GRADE_WORDS | _OUTCOME_WORDS | _DATE_WORDS) & set(key.split()):
        return True
    if _mostly(found, _is_outcome) or _mostly(found, _is_date):
        return True
    return len(found) >= _FEWEST_GRADES and len(set(found)) > 1 and _mostly(found, _is_grade)


def says_failed(cell: str) -> bool:
    """Return whether a cell says in words, or with the letter F, that somebody did not pass."""
    return heading_key(cell) in _FAILED


def column_of_addresses(headings: Sequence[str], rows: Sequence[tuple[int, tuple[str, ...]]]) -> str | None:
    """Return the heading of a column whose cells are mostly addresses, though its heading does not say so."""
    for at, heading in enumerate(headings):
        cells = [row[at] for _, row in rows[:_SAMPLE] if at < len(row) and row[at]]
        if heading and cells and _mostly(cells, looks_like_a_person):
            return heading
    return None


def _mostly(cells: Sequence[str], test: Callable[[str], bool]) -> bool:
    part, whole = _MOST
    return sum(map(test, cells)) * whole >= len(cells) * part


def _is_grade(cell: str) -> bool:
    if _LETTER.fullmatch(cell):
        return True
    if _NUMBER.fullmatch(cell) is None:
        return False
    return float(re.split(r"[ %/]", cell)[0].replace(",", ".")) <= _HIGHEST_GRADE


def _is_outcome(cell: str) -> bool:
    return heading_key(cell) in _OUTCOMES


def _is_date(cell: str) -> bool:
    try:
        read_date(cell)
    except InputError as error:
        return error.code in {"roster_date_ambiguous", "roster_date_zone", "roster_date_year"}
    return True
