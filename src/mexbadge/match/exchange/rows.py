"""From files to documents: CSV by its headings, JSON as it is; every slip with its file and line, and all at once."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any, Final, TypeVar

from mexbadge import _json, _limits
from mexbadge._json import JsonObject
from mexbadge.errors import InputError, MexBadgeError, Problem, SchemaError, Where
from mexbadge.match.drafts.applicants import APPLICANT_COLUMNS, applicant_table
from mexbadge.match.exchange.forms import Agreement, AppliesAs, Employer, TrainingCollege
from mexbadge.match.vacancy import PROTECTED, Vacancy
from mexbadge.models.forms import form_of, load_table
from mexbadge.plan import Catalogue, Course
from mexbadge.tabular.days import read_day
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.named import read_named
from mexbadge.tabular.writing import safe_cell
from mexbadge.texts import LANGUAGES

__all__ = ["KINDS", "BroughtIn", "Source", "read_batch"]

KINDS: Final = ("employers", "colleges", "applicants", "vacancies", "courses", "consents")
"""What can be brought in."""
Source = tuple[str, bytes]
"""What a file is called, and what is in it."""
_EMPLOYER: Final = ("id", "name", "email", "language", "contact", "phone", "webhook")
_COLLEGE: Final = ("id", "name_en", "name_fr", "issuer", "email", "language", "approved_by", "since", "until")
_AGREEMENT: Final = (
    *("applicant", "purpose", "wording", "language", "channel", "given", "until", "evidence", "withdrawn"),
)
_BESIDE: Final = ("letters", "name", "phone", "college", "labour_status", "labour_region")
"""Columns of applicants that matching never reads; ``letters`` is the language of their messages."""
_MATCHED: Final = {heading_key(name): what for what, names in APPLICANT_COLUMNS.items() for name in names}
Placed = TypeVar("Placed")


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """Everything that was read of some files, and what is wrong with it, with places."""

    employers: tuple[tuple[Where, Employer], ...] = ()
    colleges: tuple[tuple[Where, TrainingCollege], ...] = ()
    applicants: tuple[tuple[Where, AppliesAs], ...] = ()
    vacancies: tuple[tuple[Where, Vacancy], ...] = ()
    courses: tuple[tuple[Where, Course], ...] = ()
    consents: tuple[tuple[Where, Agreement], ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def at_place(where: Where, problem: Problem) -> Problem:
    """Return a problem with the file and line in its sentence."""
    return Problem("exchange_line", where, {"place": where or "-", "what": problem})


def read_batch(files: Mapping[str, Iterable[Source]]) -> BroughtIn:
    """Read files, each under what is in it (one of :data:`KINDS`, or ``all`` for a whole export); never raises.

    A CSV by its name, anything else as JSON (vacancies and courses as TOML as well).
    """
    problems: list[Problem] = []
    found: dict[str, list[Any]] = {kind: [] for kind in KINDS}
    for kind, sources in files.items():
        for name, data in sources:
            try:
                for each, rows in _whole(name, data) if kind == "all" else [(kind, _rows(kind, name, data))]:
                    for where, make in rows:
                        _made(found[each], where, make, problems)
            except MexBadgeError as error:
                problems += [at_place(_place(name, one.where), one) for one in error.all_problems]
    return BroughtIn(**{kind: tuple(rows) for kind, rows in found.items()}, problems=tuple(problems))


def _made(rows: list[Any], where: str, make: Callable[[], Any], problems: list[Problem]) -> None:
    try:
        rows.append((where, make()))
    except MexBadgeError as error:
        problems += [at_place(where, one) for one in error.all_problems]


Rows = Iterator[tuple[str, Callable[[], Any]]]


def _whole(name: str, data: bytes) -> Iterator[tuple[str, Rows]]:
    document = _json.loads_object(data, max_bytes=_limits.BUNDLE_BYTES)
    for kind, rows in document.items():
        if kind == "schema":
            continue
        if kind not in KINDS or not isinstance(rows, list):
            raise InputError("exchange_member", where=f"/{kind}", name=kind, known=", ".join(KINDS))
        yield kind, _objects(kind, f"{name}/{kind}", rows)


def _rows(kind: str, name: str, data: bytes) -> Rows:
    if PurePath(name).suffix.lower() in {".csv", ".xlsx"} and kind not in {"vacancies", "courses"}:
        return _table_rows(kind, name, data)
    if kind == "courses":
        listed = (
            Catalogue.from_csv(data) if PurePath(name).suffix.lower() == ".csv" else Catalogue.parse(load_table(data))
        )
        return iter([(f"{name}, {one.id}", lambda one=one: one) for one in listed.courses])
    if data.lstrip()[:1] == b"[":
        return _objects(kind, name, _json.loads(data, max_bytes=_limits.BUNDLE_BYTES))
    document = load_table(data)
    listed_here = document.get(kind)
    return _objects(kind, name, listed_here if isinstance(listed_here, list) else [document])


def _objects(kind: str, name: str, rows: Sequence[object]) -> Rows:
    for number, row in enumerate(rows):
        where = f"{name}/{number}"
        if not isinstance(row, Mapping):
            raise SchemaError([Problem("form_object", where, {"name": where})])
        yield where, lambda row=row: _formed(kind, row)  # type: ignore[misc]


def _formed(kind: str, row: Mapping[str, Any]) -> object:
    if kind == "vacancies":
        return Vacancy.parse(row)
    if kind == "courses":
        return Catalogue.parse(row).courses[0]
    models: dict[str, type[Employer | TrainingCollege | AppliesAs | Agreement]] = {
        "employers": Employer,
        "colleges": TrainingCollege,
        "applicants": AppliesAs,
        "consents": Agreement,
    }
    made = form_of(models[kind], row)
    if problems := made.problems():
        raise SchemaError(problems)
    return made


def _table_rows(kind: str, name: str, data: bytes) -> Rows:
    columns = {"employers": _EMPLOYER, "colleges": _COLLEGE, "consents": _AGREEMENT}.get(kind)
    known = {heading_key(one): one for one in columns} if columns else {heading_key(one): one for one in _BESIDE}
    if columns is None:
        known |= {key: f"+{what}" for key, what in _MATCHED.items()}
    table = read_named(data, known)
    if table.problems:
        raise SchemaError(table.problems)
    problems = [
        Problem(
            "match_protected" if heading_key(cell).replace(" ", "") in PROTECTED else "people_column",
            table.line,
            {"name": cell, "column": cell},
        )
        for cell in table.strange
    ]
    if problems:
        raise SchemaError(problems)
    for line, row in table.rows():
        cells = {what: _bare(cell) for what, cell in row.items()}
        yield f"{name}:{line}", lambda cells=cells: _formed(kind, _document(kind, cells))  # type: ignore[misc]


def _document(kind: str, cells: dict[str, str]) -> JsonObject:
    if kind == "applicants":
        matched = applicant_table({what[1:]: cell for what, cell in cells.items() if what.startswith("+")})
        name = matched.pop("id")
        beside = {what: cell for what, cell in cells.items() if not what.startswith("+")}
        if "letters" in beside:
            beside["language"] = beside.pop("letters")
        return {"id": name, "document": {key: value for key, value in matched.items() if value}, **beside}
    document: JsonObject = dict(cells)
    for day in {"since", "until"} & document.keys() if kind == "colleges" else ():
        document[day] = read_day(cells[day]).isoformat()
    if kind == "colleges":
        names = {lang: document.pop(f"name_{lang}") for lang in LANGUAGES if f"name_{lang}" in document}
        document["name"] = names
    return document


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that :func:`safe_cell` puts before what begins like a formula."""
    return cell[1:] if cell.startswith("'") and safe_cell(cell[1:]) == cell else cell


def _place(name: str, where: Where) -> str:
    return name if where is None or where == "" else f"{name}{':' if isinstance(where, int) else ' '}{where}"
