"""A trust list as a table, one row an issuer, in and out: for whoever keeps the approved ones in a spreadsheet.

A heading that is none of a trust list is refused, as a member is in the JSON: a mistyped ``until`` would approve
somebody for ever.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from difflib import get_close_matches
from typing import Final

from mexbadge._json import JsonObject
from mexbadge._moments import write
from mexbadge.errors import InputError, Problem, RosterError, SchemaError
from mexbadge.models.dates import instant
from mexbadge.models.language import Words
from mexbadge.tabular.days import is_date_time, read_day
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.workbook import read_table
from mexbadge.tabular.writing import FORMULA_STARTS, table_csv, table_workbook
from mexbadge.trust.reading import TRUST_LIST_SCHEMA, ListForm, read_list

__all__ = ["COLUMNS", "list_from_table", "list_to_table"]

COLUMNS: Final = ("id", "name", "name_en", "name_fr", "roles", "approved_by", "since", "until")
"""The columns; ``id`` and one of the names are needed. Several roles stand between ``|``."""
_OTHERS: Final = {
    "identifiant": "id",
    "nom": "name",
    "nom en": "name_en",
    "nom fr": "name_fr",
    "approuve par": "approved_by",
    "depuis": "since",
    "jusqu au": "until",
}
_BY_KEY: Final[Mapping[str, str]] = {heading_key(name): name for name in COLUMNS} | _OTHERS
_MEMBERS: Final = {
    "id": "id",
    "name": "name",
    "roles": "roles",
    "approvedBy": "approved_by",
    "validFrom": "since",
    "validUntil": "until",
}
_BAR: Final = "|"
_CUTOFF: Final = 0.6
_WIDTHS: Final = (44, 30, 30, 30, 24, 24, 14, 14)


def list_from_table(data: bytes, *, name: str, until: datetime | None = None, label: str = "-") -> JsonObject:
    """Return the trust list, not signed, that a CSV or a workbook says; ``name`` is the list's, ``until`` its end.

    A day stands for its first instant in UTC; a moment is written with its zone. Raises :class:`RosterError` with
    all problems by line, and :class:`SchemaError` where ``name`` or ``until`` cannot be.
    """
    sheet = read_table(data, lambda cells: sum(heading_key(cell) in _BY_KEY for cell in cells))
    if sheet.problems:
        raise RosterError(sheet.problems)
    line, first = sheet.rows[0]
    heading = [heading_key(cell) for cell in first]
    wrong = [*_headings(first, heading, line)]
    if wrong:
        raise RosterError(wrong)
    issuers, lines, problems = list[JsonObject](), list[int](), list[Problem]()
    for at, cells in sheet.rows[1:]:
        row = {_BY_KEY[key]: _plain(cell) for key, cell in zip(heading, cells, strict=False) if key}
        found, slips = _issuer(row)
        issuers.append(found)
        lines.append(at)
        problems += [Problem(one.code, at, one.values) for one in slips]
    document: JsonObject = {"schema": TRUST_LIST_SCHEMA, "name": name, "issuers": issuers}
    if until is not None:
        document["validUntil"] = write(until)
    try:
        read_list(document, label)
    except SchemaError as error:
        problems += [_by_line(one, lines) for one in error.problems]
    if problems:
        raise RosterError(sorted(problems, key=lambda one: one.where if isinstance(one.where, int) else 0))
    return document


def _headings(cells: Sequence[str], keys: Sequence[str], line: int) -> Iterator[Problem]:
    found = [_BY_KEY.get(key, "") for key in keys]
    for cell, key, name in zip(cells, keys, found, strict=True):
        if key and not name:
            near = get_close_matches(key.replace(" ", "_"), COLUMNS, n=1, cutoff=_CUTOFF)
            yield Problem("trust_column", line, {"column": cell.strip(), "near": ", ".join(near or COLUMNS)})
    for name in COLUMNS:
        if found.count(name) > 1:
            yield Problem("trust_column_twice", line, {"column": name})
    if "id" not in found:
        yield Problem("trust_columns", line, {"columns": "id"})
    if not {"name", "name_en", "name_fr"} & {*found}:
        yield Problem("trust_columns", line, {"columns": "name, name_en, name_fr"})


def _plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    text = cell.strip()
    return text[1:] if text.startswith("'") and text[1:].lstrip().startswith(FORMULA_STARTS) else text


def _issuer(row: Mapping[str, str]) -> tuple[JsonObject, list[Problem]]:
    """Return what a row says, and what in it cannot be read; in its place stands what is no further slip."""
    wrong: list[Problem] = []
    names = {lang: text for lang in ("en", "fr") if (text := row.get(f"name_{lang}"))}
    plain = row.get("name")
    shown: object = [plain, names] if plain and names else plain or names
    if not shown:
        wrong.append(Problem("trust_no_name", None, {"id": row.get("id") or "-"}))
    found: JsonObject = {"id": row.get("id", ""), "name": shown or "-"}
    roles = [one.strip() for one in row.get("roles", "").split(_BAR) if one.strip()]
    found |= {"roles": roles} if roles else {}
    found |= {"approvedBy": row["approved_by"]} if row.get("approved_by") else {}
    for column, member in (("since", "validFrom"), ("until", "validUntil")):
        text = row.get(column)
        try:
            if text:
                found[member] = text if is_date_time(text) else write(datetime.combine(read_day(text), time(), UTC))
        except InputError as error:
            wrong.append(error.problem)
    return found, wrong


def _by_line(problem: Problem, lines: Sequence[int]) -> Problem:
    """Return a problem of an issuer with its line and column, and any other as it is."""
    match str(problem.where or "").split("/"):
        case ["", "issuers", number, *rest] if number.isdecimal():
            place = _MEMBERS.get(rest[0], rest[0]) if rest else "id"
            return Problem(problem.code, lines[int(number)], {**problem.values, "place": place})
    return problem


def list_to_table(form: ListForm, *, workbook: bool = False, delimiter: str = ",") -> tuple[bytes, tuple[Problem, ...]]:
    """Return a list as CSV or as a workbook, and what of it has no place there."""
    lost = [*_lost(form)]
    rows = []
    for number, one in enumerate(form.issuers):
        entry = one.entry()
        plain, english, french, more = _names(entry.words)
        if more:
            lost.append(Problem("trust_lost", f"/issuers/{number}/name", {"member": "name", "value": more}))
        days = (_day(entry.valid_from), _day(entry.valid_until))
        roles = f" {_BAR} ".join(entry.roles)
        rows.append((entry.id, plain, english, french, roles, entry.approved_by, *days))
    data = table_workbook(COLUMNS, rows, widths=_WIDTHS) if workbook else table_csv(COLUMNS, rows, delimiter=delimiter)
    return data, tuple(lost)


def _names(words: Words) -> tuple[str, str, str, str]:
    """Return the name without a language, the English one and the French one, and all others."""
    first: dict[str, str] = {}
    more: list[str] = []
    for lang, text in words.texts:
        tag = lang or ""
        if tag in {"", "en", "fr"} and tag not in first:
            first[tag] = text
        else:
            more.append(text)
    return first.get("", ""), first.get("en", ""), first.get("fr", ""), ", ".join(more)


def _day(moment: str | None) -> str:
    """Return a moment as the day that it begins in UTC, and any other as it stands."""
    if moment is None:
        return ""
    at = instant(moment).astimezone(UTC)
    return at.date().isoformat() if at.time() == time() else moment


def _lost(form: ListForm) -> Iterator[Problem]:
    said: Iterable[tuple[str, object]] = (
        ("name", form.name),
        ("id", form.id),
        ("validFrom", form.valid_from),
        ("validUntil", form.valid_until),
        ("logs", len(form.logs) or None),
    )
    for member, value in said:
        if value:
            yield Problem("trust_lost", f"/{member}", {"member": member, "value": value})
    if form.proof is not None:
        yield Problem("trust_lost_proof", "/proof")
