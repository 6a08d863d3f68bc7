"""What is known, as files: one JSON document that goes in again, or a table for each kind."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Connection

from mexbadge import _json
from mexbadge._json import JsonObject
from mexbadge.match.exchange import tables
from mexbadge.match.exchange.book import ExchangeBook
from mexbadge.match.exchange.forms import AppliesAs
from mexbadge.models.forms import DocumentForm
from mexbadge.plan import Catalogue
from mexbadge.tabular import table_csv

__all__ = ["exported", "exported_tables"]

_EMPLOYER: Final = ("id", "name", "email", "language", "contact", "phone", "webhook")
_COLLEGE: Final = ("id", "name_en", "name_fr", "issuer", "email", "language", "approved_by", "since", "until")
_APPLICANT: Final = (
    *("id", "identities", "experience", "regions", "remote", "hours", "languages", "licences"),
    *("letters", "name", "phone", "college", "labour_status", "labour_region"),
)
_AGREEMENT: Final = (
    *("applicant", "purpose", "wording", "language", "channel", "given", "until", "evidence", "withdrawn"),
)


def exported(book: ExchangeBook, connection: Connection) -> JsonObject:
    """Return everything that was brought in, as the document that is brought in as ``all``."""
    return {
        "employers": [one.to_json() for one in book.employers(connection).values()],
        "colleges": [one.to_json() for one in book.colleges(connection).values()],
        "applicants": [one.to_json() for one in book.applicants(connection).values()],
        "vacancies": [one.document for one in book.standing(connection, tables.VACANCIES).values()],
        "courses": [_json.loads_object(text.encode()) for text in _documents(connection)],
        "consents": [one.to_json() for one in book.consents(connection)],
    }


def exported_tables(book: ExchangeBook, connection: Connection, *, at: datetime) -> dict[str, bytes]:
    """Return tables by the names of their files: employers, colleges, applicants, consents and courses."""
    catalogue, _ = Catalogue(book.courses(connection, at)).to_csv()
    employers, colleges = book.employers(connection).values(), book.colleges(connection).values()
    applicants, consents = book.applicants(connection).values(), book.consents(connection)
    return {
        "employers.csv": table_csv(_EMPLOYER, (_cells(one, _EMPLOYER) for one in employers)),
        "colleges.csv": table_csv(_COLLEGE, (_cells(one, _COLLEGE) for one in colleges)),
        "applicants.csv": table_csv(_APPLICANT, (list(_person(one)) for one in applicants)),
        "consents.csv": table_csv(_AGREEMENT, (_cells(one, _AGREEMENT) for one in consents)),
        "courses.csv": catalogue,
    }


def _documents(connection: Connection) -> Sequence[str]:
    return connection.execute(select(tables.COURSES.c.document).order_by(tables.COURSES.c.id)).scalars().all()


def _cells(one: DocumentForm, columns: Sequence[str]) -> list[object]:
    facts = one.model_dump(mode="json", by_alias=False)
    name = facts.get("name")
    if isinstance(name, dict):
        facts |= {f"name_{lang}": text for lang, text in name.items()}
    elif "name_en" in columns:
        facts["name_en"] = name
    return [facts.get(column) or "" for column in columns]


def _person(who: AppliesAs) -> Iterator[object]:
    found = who.applicant
    given, beside = found.constraints, {"letters": who.language, "name": who.name, "phone": who.phone}
    cells = {
        "id": who.id,
        "identities": " | ".join(map(str, found.person.identities)),
        "experience": " | ".join(f"{one.work}, {one.months}" for one in found.experience),
        "regions": " | ".join(given.regions),
        "remote": "yes" if given.remote else "",
        "hours": given.hours,
        "languages": " | ".join(given.languages),
        "licences": " | ".join(given.licences),
        "college": who.college,
        "labour_status": who.labour_status,
        "labour_region": who.labour_region,
        **beside,
    }
    return ("" if cells[column] is None else cells[column] for column in _APPLICANT)
