"""Looking for credentials in the register."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, and_, select

from mexbadge import _moments
from mexbadge.credentials.ob3 import Form
from mexbadge.errors import RegisterError
from mexbadge.issuer.register.records import Contact, Filters, Record, Status
from mexbadge.issuer.register.tables import ACHIEVEMENTS, CONTACTS, ISSUED

__all__ = ["chosen", "columns", "record"]

_OF_CONTACTS: Final = tuple(one.name for one in fields(Contact))
_OF_ISSUED: Final = tuple(one.name for one in fields(Record) if one.name not in {"slug", *_OF_CONTACTS})


def columns() -> Select[Any]:
    """Return the query of all records, in no order."""
    joined = ISSUED.join(ACHIEVEMENTS, ISSUED.c.achievement == ACHIEVEMENTS.c.id).outerjoin(
        CONTACTS, ISSUED.c.id == CONTACTS.c.id
    )
    wanted = [ISSUED.c[name] for name in _OF_ISSUED] + [CONTACTS.c[name] for name in _OF_CONTACTS]
    return select(ISSUED.c.number, ACHIEVEMENTS.c.slug, *wanted).select_from(joined)


def record(row: Row[Any]) -> Record:
    """Return the record in a row of :func:`columns`."""
    values = {name: getattr(row, name) for name in ("slug", *_OF_ISSUED, *_OF_CONTACTS)}
    try:
        status, _ = Status(values["status"]), Form(values["form"])
    except ValueError:
        raise RegisterError("register_row_damaged", table=ISSUED.name, id=row.id) from None
    return Record(**{**values, "status": status})


def chosen(filters: Filters, person: str | None, achievements: Sequence[str] = ()) -> Select[Any]:
    """Return the query of what ``filters`` ask for, in the order of issue.

    ``person`` is the HMAC of ``filters.to``; ``achievements`` are the ids that ``filters.achievement`` stands for: one
    is asked for by itself, so that the index gives its badges in order and nothing is sorted.
    """
    query = columns().order_by(ISSUED.c.number)
    if person is not None:
        query = query.where(ISSUED.c.person == person)
    if filters.achievement is not None:
        here = ISSUED.c.achievement
        query = query.where(here == achievements[0] if len(achievements) == 1 else here.in_(achievements))
    for name in filters:
        if name not in {"to", "achievement"}:
            query = query.where(_condition(name, filters))
    return query


def _condition(name: str, filters: Filters) -> ColumnElement[bool]:
    value: Any = getattr(filters, name)
    if isinstance(value, datetime):
        value = _moments.write(value)
    match name:
        case "since":
            return and_(ISSUED.c.issued >= value)
        case "until":
            return and_(ISSUED.c.issued < value)
        case "ends_before":
            return and_(ISSUED.c.valid_until < value)
    return and_(ISSUED.c[name] == str(value))
