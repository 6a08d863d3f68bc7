"""Applicants as one table: a CSV or a workbook with a row for each person, in English or French.

Several values of one cell stand between ``|``. A heading that is none, and one for anything that must not decide, is
refused: a column that nobody reads would be taken for one that counts.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from mexbadge.errors import InputError, MexBadgeError, Problem, RosterError, SchemaError
from mexbadge.match.drafts import cells
from mexbadge.match.vacancy import PROTECTED, Applicant
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.named import NamedTable, read_named

__all__ = ["APPLICANT_COLUMNS", "applicant_table", "read_applicants"]

APPLICANT_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "applicant", "candidat"),
    "identities": ("identity", "identities", "email", "e-mail", "identite", "identites", "courriel"),
    "badges": ("badges", "badge", "files", "fichiers"),
    "experience": ("experience", "experiences"),
    "regions": ("region", "regions"),
    "remote": ("remote", "teletravail"),
    "hours": ("hours", "hours a week", "heures", "heures par semaine"),
    "languages": ("language", "languages", "langue", "langues"),
    "licences": ("licence", "licences", "license", "licenses", "permis"),
}
"""The headings by what they hold; ``id`` and an identity are needed. Experience is work, a comma and months."""
_NAMES: Final = {heading_key(name): what for what, names in APPLICANT_COLUMNS.items() for name in names}
_BAR: Final = "|"


def read_applicants(data: bytes, sheet: str | None = None) -> tuple[Applicant, ...]:
    """Read a table of applicants.

    Raises :class:`RosterError` with all problems by line: ``roster_…``, ``people_columns``, ``match_protected``,
    ``people_twice``, those of the cells, and of :meth:`Applicant.parse`.
    """
    table = read_named(data, _NAMES, sheet)
    if table.problems:
        raise RosterError(table.problems)
    problems = _headings(table)
    if problems:
        raise RosterError(problems)
    found: dict[str, Applicant] = {}
    for line, given in table.rows():
        try:
            who = Applicant.parse(applicant_table(given))
        except SchemaError as error:
            problems += [Problem(one.code, line, one.values) for one in error.problems]
            continue
        except MexBadgeError as error:
            problems += [Problem(one.code, line, one.values) for one in error.all_problems]
            continue
        if who.id in found:
            problems.append(Problem("people_twice", line, {"id": who.id}))
        found[who.id] = who
    if problems:
        raise RosterError(problems)
    return tuple(found.values())


def _headings(table: NamedTable) -> list[Problem]:
    problems = []
    for cell in table.headings:
        if heading_key(cell).replace(" ", "") in PROTECTED:
            problems.append(Problem("match_protected", table.line, {"name": cell}))
        elif cell in table.strange:
            problems.append(Problem("people_column", table.line, {"column": cell}))
    if not {"id", "identities"} <= set(table.names):
        problems.append(Problem("people_columns", table.line))
    return problems


def applicant_table(row: Mapping[str, str]) -> dict[str, Any]:
    """Return what :meth:`Applicant.parse` reads, of the cells of one row by what they hold.

    Raises :class:`InputError` as the cells do.
    """
    constraints: dict[str, Any] = {}
    readers: dict[str, Callable[[str], object]] = {"languages": cells.read_language}
    for name in ("regions", "languages", "licences"):
        if name in row:
            constraints[name] = [readers.get(name, str)(part) for part in _parts(row[name])]
    if "hours" in row:
        constraints["hours"] = cells.read_hours(row["hours"])
    if "remote" in row:
        constraints["remote"] = cells.read_yes(row["remote"])
    return {
        "id": row.get("id", ""),
        "identities": _parts(row.get("identities", "")),
        "badges": _parts(row.get("badges", "")),
        "experience": [_experience(part) for part in _parts(row.get("experience", ""))],
        "constraints": constraints,
    }


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(_BAR) if part.strip()]


def _experience(text: str) -> dict[str, object]:
    work, _, months = text.rpartition(",")
    if not work.strip():
        raise InputError("vacancy_months", value=text)
    return {"work": work.strip(), "months": cells.read_months(months)}
