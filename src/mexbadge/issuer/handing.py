"""Students are handed over to an exchange: those of a list, with the badges that the register holds of each, signed.

Only who agreed stands in the list; the consent that a badge's page may name somebody is another one, and never counts
here.
"""

import base64
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

from mexbadge.errors import InputError, MexBadgeError, Problem, RosterError, SigningKeyError
from mexbadge.issuer.register.records import Filters, Status
from mexbadge.models.forms import form_of
from mexbadge.models.handover import HANDOVER_SCHEMA, Handover, Student
from mexbadge.proofs import add_proof
from mexbadge.tabular.days import read_day
from mexbadge.tabular.headings import heading_key
from mexbadge.tabular.named import read_named

if TYPE_CHECKING:
    from mexbadge._json import JsonObject
    from mexbadge.issuer.pipeline.desk import Desk

__all__ = ["COLUMNS", "handed_over", "read_students"]

COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "identity": ("identity", "email", "courriel", "adresse courriel"),
    "name": ("name", "nom"),
    "language": ("letters", "language", "langue"),
    "phone": ("phone", "telephone"),
    "given": ("given", "agreed", "consenti le"),
    "until": ("until", "jusqu au"),
    "evidence": ("evidence", "preuve"),
    "channel": ("channel", "voie"),
    "course": ("course", "cours"),
    "starts": ("starts", "debut"),
    "state": ("state", "etat"),
}
"""The headings of the list, in English and French."""
_PERMISSION: Final = ("given", "until", "evidence", "channel")
_ENROLMENT: Final = ("course", "starts", "state")
_SUITE: Final = {"EdDSA": "eddsa-jcs-2022", "ES256": "ecdsa-jcs-2019", "ES384": "ecdsa-jcs-2019"}


def read_students(data: bytes) -> tuple[Student, ...]:
    """Read the list (CSV or workbook): a row for each student, and one more for each further course.

    Raises :class:`RosterError` with everything that is wrong, by line.
    """
    known = {heading_key(name): what for what, names in COLUMNS.items() for name in names}
    table = read_named(data, known)
    if table.problems:
        raise RosterError(table.problems)
    if table.strange:
        raise RosterError([Problem("handover_column", table.line, {"column": cell}) for cell in table.strange])
    problems: list[Problem] = []
    people: dict[str, tuple[int, dict[str, object]]] = {}
    for line, cells in table.rows():
        try:
            _add(people, line, cells)
        except MexBadgeError as error:
            problems += [Problem(one.code, line, one.values) for one in error.all_problems]
    found = []
    for line, facts in people.values():
        try:
            found.append(form_of(Student, facts))
            _ = found[-1].address
        except MexBadgeError as error:
            problems += [Problem(one.code, line, one.values) for one in error.all_problems]
    if problems:
        raise RosterError(problems)
    return tuple(found)


def _add(people: dict[str, tuple[int, dict[str, object]]], line: int, cells: dict[str, str]) -> None:
    permission: dict[str, object] = {name: cells[name] for name in _PERMISSION if name in cells}
    for name in ("given", "until"):
        if name in cells:
            permission[name] = _moment(cells[name])
    enrolment: dict[str, object] = {name: cells[name] for name in _ENROLMENT if name in cells}
    if "starts" in cells:
        enrolment["starts"] = _day(cells["starts"])
    identity = cells.get("identity", "")
    start: dict[str, object] = {name: cells[name] for name in ("name", "language", "phone") if name in cells}
    _, facts = people.setdefault(identity.casefold(), (line, {"identity": identity, **start}))
    if permission:
        facts["permission"] = permission
    if enrolment:
        listed = facts.setdefault("enrolments", [])
        assert isinstance(listed, list)  # noqa: S101 - it was made here
        listed.append(enrolment)


def _moment(cell: str) -> str:
    """Return a moment as it stands, and of a day its beginning."""
    if "T" in cell:
        return cell
    return f"{_day(cell)}T00:00:00Z"


def _day(cell: str) -> str:
    """Return a day; this list says nowhere whether day or month comes first, so one that could be either is none."""
    try:
        return read_day(cell).isoformat()
    except InputError:
        raise InputError("roster_date", value=cell) from None


def handed_over(desk: "Desk", students: Iterable[Student]) -> "JsonObject":
    """Return the signed file: each student with the active badges that name their address.

    Raises :class:`InputError` ``handover_nobody`` for an empty list, :class:`RosterError` ``handover_permission`` with
    everybody whose agreement does not hold now, :class:`SigningKeyError` ``handover_key`` for a key with which such a
    file cannot be signed.
    """
    listed, at = tuple(students), desk.clock().replace(microsecond=0)
    if not listed:
        raise InputError("handover_nobody")
    if wrong := [one.identity for one in listed if not one.permission.stands(at)]:
        raise RosterError([Problem("handover_permission", None, {"id": one}) for one in wrong])
    whole = [_with_badges(desk, one) for one in listed]
    made = Handover(form=HANDOVER_SCHEMA, college=desk.settings.id, made=at, students=tuple(whole))
    signer = desk.signer()
    if signer.algorithm not in _SUITE:
        raise SigningKeyError("handover_key", algorithm=signer.algorithm)
    document = Handover.parse(made.document()).document()
    return add_proof(document, signer, cryptosuite=_SUITE[signer.algorithm], created=at)


def _with_badges(desk: "Desk", student: Student) -> Student:
    wanted = Filters(to=student.address, status=Status.ACTIVE.value)
    listed = [record for record in desk.register.records(wanted) if record.forgotten is None]
    badges = [base64.b64encode(desk.register.content(one.id)[0]).decode("ascii") for one in listed]
    return student.model_copy(update={"badges": tuple(badges)})
